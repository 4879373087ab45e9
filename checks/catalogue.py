"""The catalogue's keys: by what a page or a list title is found where a document is looked for; pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urljoin

from checks.documents import names_of
from crawler.extract.numbers import number_of
from crawler.page import Page
from rules.text import normalise
from rules.units import canonical_address

CATALOGUE = "1"
"""Version of the keys; raised whenever the same title or page would get others, so that the database's are made anew."""
Kind = Literal["number", "naming", "telling", "title", "name", "file", "link", "entry", "listname"]
"""number: a page's own 文号; naming: one it names; telling: a 《title》 it names; title, name: its own; file: of an attachment; link: of a
reference; entry, listname: a list entry's title, and the names in it."""
Key = tuple[Kind, str]
WORDED: tuple[Kind, ...] = ("title", "entry", "telling")
"""Kinds whose keys are also looked through for what they hold."""
_BASES = ("http://one.invalid/p/q/one?one", "https://two.invalid/r/s/t/two?two")
"""Two addresses a link may be written at; what it comes to at both is the link's own."""


def keys_of(page: Page) -> Iterator[Key]:
    """A page's keys, some perhaps twice; its body is not looked at."""
    if number := number_of(page.document_number):
        yield "number", number
    for file in page.attachments:
        yield from (("file", tail) for tail in tails_of(file.href))
    for link in page.references:
        yield from (("link", tail) for tail in tails_of(link.href))
    if title := normalise(page.title):
        yield "title", title
    if page.kind != "article":
        return
    for named in page.named:
        yield from (("naming", named.number),) if named.number else ()
        yield from (("telling", told),) if (told := normalise(named.title)) else ()
    yield from (("name", name.text) for name in names_of(page.title))


def keys_of_entry(title: str) -> Iterator[Key]:
    """The keys of a list title."""
    yield "entry", normalise(title)
    yield from (("listname", name.text) for name in names_of(title))


def tails_of(href: str) -> tuple[str, ...]:
    """How the address ends that a link leads to, wherever the link is written; "" where that is not told by the link alone.

    >>> tails_of("../a/t20170301_5.doc"), tails_of("http://www.gd.gov.cn/"), tails_of("?id=5"), tails_of("./")
    (('t20170301_5.doc',), ('www.gd.gov.cn',), ('?id=5',), ('',))
    """
    try:
        ends = [_ends(canonical_address(urljoin(base, href))) for base in _BASES]
    except ValueError:
        return ("",)
    shared = tuple(end for end in ends[0] if end in ends[1])
    return shared[:1] or ("",)


def tails_asked(address: str) -> tuple[str, ...]:
    """The tails under which links to a canonical address may be kept."""
    return (*_ends(address), "")


def _ends(address: str) -> tuple[str, ...]:
    """The last piece of an address, and what it asks; neither a slash at the end nor capitals are."""
    bare = address.rstrip("/").lower()
    tail = bare.rpartition("/")[2]
    return (tail, "?" + bare.partition("?")[2]) if "?" in bare else (tail,)


def digest_of_key(text: str) -> int:
    """Sixty-four bits of a key, as a database keeps them; what shares them is told apart by the text itself."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)
