"""What a page says of itself unseen: its title, its metas, its next page."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.extract.tokens import Tokens, plain, values_of

NAMES = frozenset(("title", "meta", "link"))


def head_of(tokens: Tokens, places: Iterable[int]) -> tuple[str, dict[str, str], str]:
    """The first title, the metas by lower-case name (the first non-empty one wins), the first rel=next, of the tags at these places."""
    title: str | None = None
    next_rel = ""
    metas: dict[str, str] = {}
    for at in places:
        tag = tokens.tags[at]
        kind = tag.partition(" ")[0]
        if kind == "title" and title is None:
            title = plain(tokens.texts[at])
        elif kind == "meta":
            values = values_of(tag)
            name, content = values.get("name") or values.get("property"), values.get("content", "").strip()
            if name and content:
                metas.setdefault(name.strip().lower(), content)
        elif kind == "link" and not next_rel and "next" in tag:
            values = values_of(tag)
            next_rel = values.get("href", "") if values.get("rel") == "next" else ""
    return " ".join((title or "").split()), metas, next_rel
