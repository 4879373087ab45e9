"""What each tag does to the outline of a page."""

from __future__ import annotations

import re

from crawler.extract import head
from crawler.extract.tokens import plain

INLINE, BLOCK, END, CELL, CELL_END, RULE, ANCHOR, ANCHOR_END, BREAK, IMAGE, SKIP, UNSEEN, NEW = range(13)
SKIPPED = frozenset(("noscript", "option", "object", "svg", "canvas"))
"""Elements whose text is not read; what else nobody sees is gone before."""
_BLOCK_TAGS = (
    "address article aside blockquote body caption center details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header li main marquee menu nav ol p pre section summary table tbody tfoot thead tr ul"
)
_INLINE_TAGS = "span font b strong em i u label input button select sup sub o:p embed"
_NAMELESS = frozenset(("p", "tr", "tbody", "thead", "body"))
_SHORT = 240
_OWN = frozenset((ANCHOR, IMAGE, UNSEEN))
_STYLING, _STYLED = frozenset(("span ", "font ")), (INLINE, "", "")
_NAMED = re.compile(r'[^ ]+(?: id="([^"]*)"| class="([^"]*)"| =?[^ =]*="[^"]*")*')
_LINK = re.compile(r'a(?: href="([^"]*)"| title="([^"]*)"| rel="([^"]*)"| id="([^"]*)"| class="([^"]*)"| =?[^ =]*="[^"]*")*')
ROLES = {
    **dict.fromkeys(_BLOCK_TAGS.split(), BLOCK),
    **{f"/{tag}": END for tag in (*_BLOCK_TAGS.split(), "dd")},
    **{"td": CELL, "th": CELL, "/td": CELL_END, "/th": CELL_END, "dd": CELL, "/dt": CELL_END, "hr": RULE},
    **dict.fromkeys(SKIPPED, SKIP),
    **dict.fromkeys(head.NAMES, UNSEEN),
    **{"a": ANCHOR, "/a": ANCHOR_END, "br": BREAK, "img": IMAGE},
    **{name: INLINE for tag in _INLINE_TAGS.split() for name in (tag, f"/{tag}")},
}
"""Of tags without attributes; a cell does not end the line before it, nor does a dd."""


Told = tuple[int, str, str]
"""Role and name of a tag; id and classes in lower case, where its element bears any."""
_KEPT = 8192
_BARE: dict[str, Told] = {tag: (role, tag, "") for tag, role in ROLES.items()}
KNOWN = dict(_BARE)
"""What tags seen before say, those of links and pictures aside: the pages of a site share their frame."""


def told(tag: str) -> Told:
    """What a tag says, kept for the next page where it is short.

    >>> told('div id="A" class="b c"')[2], told('p class="a"')[2]
    ('a b c', '')
    """
    if found := KNOWN.get(tag):
        return found
    said = _STYLED if tag[:5] in _STYLING else _told(tag)
    if len(tag) < _SHORT and said[0] not in _OWN:
        if len(KNOWN) >= _KEPT:
            KNOWN.clear()
            KNOWN.update(_BARE)
        KNOWN[tag] = said
    return said


def link_of(tag: str) -> tuple[str, str, str, str]:
    """Address, title, rel and names of a link.

    >>> link_of('a target="_blank" href=" /x?a=1&amp;b=2 " class="B"')
    ('/x?a=1&b=2', '', '', 'b')
    """
    m = _LINK.match(tag)
    href, title, rel, own, classes = m.groups("") if m else ("", "", "", "", "")
    if "&" in tag:
        href, title, rel, own, classes = plain(href), plain(title), plain(rel), plain(own), plain(classes)
    return href.strip(), title.strip(), rel, _names(own, classes) if own or classes else ""


def _told(tag: str) -> Told:
    name = tag.partition(" ")[0]
    role = ROLES.get(name, INLINE)
    if role in (BLOCK, CELL, RULE) and name not in _NAMELESS and ("id=" in tag or "class=" in tag) and (m := _NAMED.match(tag)):
        return role, name, _names(plain(m[1] or ""), plain(m[2] or ""))
    return role, name, ""


def _names(own: str, classes: str) -> str:
    return f"{own} {classes}".strip().lower()
