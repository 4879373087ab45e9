"""A page parsed and written out again as a flat row of tags and texts; the home of selectolax.

The parser mends the markup, and what it writes is well formed: every element but the void ones is closed, `<` and `>` stand
nowhere in texts and values but as entities, values are quoted. So one expression takes it apart, however odd the page was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.nesting import bounded, may_be_deep
from crawler.extract.source import Source, source_of

_INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")
_UNREAD = ["script", "style", "iframe", "template", "textarea", "noembed", "noframes"]
"""Nobody sees their text as text; and that of most is written without entities."""
_MOST_ADDED = 1_000_000
"""More than this the parser adds only where the page opens tags again and again, which it then repeats in each paragraph."""
_MANY_OPTIONS = 1_000
"""Options of a form are not read, and the parser's time grows with the square of their number."""
_OPTION = re.compile(r"<option\b[^>]*>[^<]*(?:</option\s*>)?", re.IGNORECASE)
_TAG = re.compile(r"<(a [^>]*>[^<]*</a|!--.*?--|[^>]*)>", re.DOTALL)
_VERBATIM = re.compile(r"(<!--.*?-->)|(<(xmp|plaintext)(?= |>)[^>]*>)(.*?)(</\3>|\Z)", re.DOTALL)
_VALUE = re.compile(r' (=?[^ =]*)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Tokens:
    """`tags` as written between `<` and `>`, comments among them; a link that holds nothing but text is one of them, from `a ` to
    `</a`, since half of a page's tags are such. `texts[i]` stands behind `tags[i]`, with its entities.
    `is_cut`: it was nested so deep that some of its tags were left out.
    `body`: the tag at which the body begins; a page of frames has none, and this is behind its last."""

    tags: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    body: int = 0
    is_cut: bool = False

    def end_of(self, start: int) -> int:
        """Behind the tag that closes the element opened at `start`."""
        tags = self.tags
        name = tags[start].partition(" ")[0]
        with_values, closing = f"{name} ", f"/{name}"
        depth = 0
        for at in range(start, len(tags)):
            tag = tags[at]
            if tag == name or tag.startswith(with_values):
                depth += 1
            elif tag == closing:
                depth -= 1
                if not depth:
                    return at + 1
        return len(self.tags)

    def markup(self, start: int, most: int) -> str:
        """The markup from one tag on, its first characters."""
        parts: list[str] = []
        left = most
        for at in range(start, self.end_of(start)):
            parts.append(f"<{self.tags[at]}>{self.texts[at]}")
            left -= len(parts[-1])
            if left <= 0:
                break
        return "".join(parts)[:most]


def tokens_of(source: Source) -> Tokens:
    """Of a page or of a fragment without head."""
    page = source.text
    for character in _INVISIBLE:
        if character in page:
            page = page.replace(character, "")
    if page is not source.text:
        source = source_of(page)
    if source.rare.count("<option") + source.rare.count("<OPTION") > _MANY_OPTIONS:
        page = _OPTION.sub("", page)
    page, is_cut = bounded(page) if may_be_deep(page) else (page, False)
    markup = _mended(source.utf8 if page is source.text else page)
    if len(markup) > _MOST_ADDED + len(page) * 4:
        page, is_cut = bounded(page)
        markup = _mended(page)
    if "<xmp" in markup or "<plaintext" in markup:
        markup = _VERBATIM.sub(_with_entities, markup)
    pieces = _TAG.split(markup)
    tags = pieces[1::2]
    body = next((at for at, tag in enumerate(tags) if tag == "body" or tag.startswith("body ")), len(tags))
    return Tokens(tags, pieces[2::2], body, is_cut)


def _mended(page: str | bytes) -> str:
    tree = LexborHTMLParser(page)
    tree.strip_tags(_UNREAD, recursive=True)
    return tree.html or ""


def plain(text: str) -> str:
    """A text or a value without entities: those the parser writes are these five.

    >>> plain("&lt;b&gt;&amp;nbsp;")
    '<b>&nbsp;'
    """
    if "&" not in text:
        return text
    return text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def whole_link(tag: str) -> str | None:
    """The text of a tag that is a link with nothing but text in it, without entities; None of any other.

    >>> whole_link('a href="/x">1 &lt; 2</a'), whole_link('a href="/x"')
    ('1 < 2', None)
    """
    return plain(tag[tag.index(">") + 1 : -3]) if tag[-3:] == "</a" and tag[:2] == "a " else None


def values_of(tag: str) -> dict[str, str]:
    """The attributes of a tag.

    >>> values_of('a href="/x?a=1&amp;b=2" hidden=""')
    {'href': '/x?a=1&b=2', 'hidden': ''}
    """
    values: dict[str, str] = dict(_VALUE.findall(tag))
    return {name: plain(value) for name, value in values.items()} if "&" in tag else values


def _with_entities(found: re.Match[str]) -> str:
    """What stands in <xmp> and <plaintext> is text, tags and all."""
    if found[1]:
        return found[1]
    text = found[4].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{found[2]}{text}{found[5]}"
