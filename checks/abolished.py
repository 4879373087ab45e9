"""Abolished documents: those that lists of them name, and where each of them stands on the sites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from checks.documents import Likeness, Name, names_of
from checks.facts import Publication
from checks.library import Library
from crawler.extract.named import says_gone
from crawler.extract.numbers import number_of
from crawler.page import Named, Page
from rules.units import canonical_address

_OF_LISTS = re.compile("废止|失效|清理")
"""In a document's name: it is a list itself, or what decides on one, not what lost its force."""


@dataclass(frozen=True)
class Abolished:
    """One document that lost its force: by the lists that say so, or by an event on file (`day`, `addresses`)."""

    title: str
    number: str
    lists: tuple[Publication, ...] = ()
    addresses: frozenset[str] = frozenset()
    day: date | None = None

    @property
    def names(self) -> frozenset[Name]:
        return names_of(self.title) if self.title else frozenset()


@dataclass(frozen=True)
class Copy:
    """Where such a document stands; is_sure: whether it is surely that one, not another of the same name."""

    publication: Publication
    is_sure: bool


@dataclass(frozen=True)
class Gone:
    """An abolished document with all its copies, wherever they stand."""

    document: Abolished
    copies: tuple[Copy, ...]


@dataclass(frozen=True)
class GoneList:
    """A list of abolished documents: what it names, and whether part of it could not be read."""

    publication: Publication
    documents: tuple[Named, ...]
    is_unread: bool


def read_list(publication: Publication, library: Library) -> GoneList:
    """What a list says is abolished, in its text and in its attachments."""
    seen = library.page(publication.address)
    if seen is None:
        return GoneList(publication, (), True)
    page = seen.page
    found = list(_gone_in(page, publication.title))
    is_unread = not page.is_whole or (page.images > 0 and not found)
    for file in page.attachments:
        attached = library.page(canonical_address(file.href))
        is_unread |= attached is None or not attached.page.is_whole
        if attached is not None:
            found += _gone_in(attached.page, file.name if says_gone(file.name) else publication.title)
    own = (number_of(page.document_number), names_of(publication.title))
    kept = tuple(n for n in dict.fromkeys(found) if not _is_itself(n, *own))
    return GoneList(publication, kept, is_unread)


def _gone_in(page: Page, heading: str) -> Iterator[Named]:
    """Listed without a word on its state: gone where the heading speaks of nothing else."""
    is_of_gone = says_gone(heading)
    told = (n for n in page.named if n.said == "abolished" or (n.said == "listed" and is_of_gone and n.title))
    return (n for n in told if not _OF_LISTS.search(n.title))


def _is_itself(named: Named, number: str | None, names: frozenset[Name]) -> bool:
    return (bool(named.number) and named.number == number) or (bool(named.title) and bool(names_of(named.title) & names))


def gone_documents(lists: Iterable[GoneList]) -> tuple[Abolished, ...]:
    """Every document the lists name, each once with all its days, in order of 文号 and title."""
    told: dict[str, list[tuple[Named, Publication]]] = {}
    entries = [(n, one.publication) for one in lists for n in one.documents]
    numbered = {name: n.number for n, _ in entries if n.number and n.title for name in names_of(n.title)}
    for named, publication in sorted(entries, key=lambda e: (e[0].number, e[0].title, e[1].address, e[1].site)):
        number = named.number or next((numbered[name] for name in sorted(names_of(named.title), key=lambda n: n.text) if name in numbered), "")
        told.setdefault(number or min((n.text for n in names_of(named.title)), default=named.title), []).append((named, publication))
    return tuple(_one(entries) for _, entries in sorted(told.items()))


def _one(entries: list[tuple[Named, Publication]]) -> Abolished:
    title = max((n.title for n, _ in entries), key=len)
    number = next((n.number for n, _ in entries if n.number), "")
    return Abolished(title, number, tuple(dict.fromkeys(p for _, p in entries)))


def gone(document: Abolished, library: Library) -> Gone:
    """The document with its copies: by 文号, by address, or by name where nothing speaks against it."""
    named = library.named(document.names)
    lists = {p.address for p in document.lists}
    found = library.at((library.numbered(document.number) | document.addresses | set(named)) - lists)
    known = [_Candidate(p, library.number_at(p.address), named.get(p.address, "other")) for p in found if not p.rejected]
    is_only = len({c.number for c in known if c.number}) <= 1 and len({y for c in known if (y := c.year) is not None}) <= 1
    grades = ((c.publication, _identity(document, c, is_only)) for c in known)
    return Gone(document, tuple(Copy(p, grade) for p, grade in grades if grade is not None))


@dataclass(frozen=True)
class _Candidate:
    publication: Publication
    number: str
    likeness: Likeness

    @property
    def year(self) -> int | None:
        """Of its 文号, else of its day."""
        if "〔" in self.number:
            return int(self.number.partition("〔")[2][:4])
        day = self.publication.formed or self.publication.published
        return day.year if day is not None else None


def _identity(document: Abolished, candidate: _Candidate, is_only: bool) -> bool | None:
    """True: surely the document; False: perhaps; None: another one.

    By its name alone a document is not told from its successor, from next year's of the same title, or from another unit's: what
    was published after the abolition is another; the year must be that of the 文号; and either the names agree on who issued it,
    or the list stands where the document does.
    """
    publication, number = candidate.publication, candidate.number
    if publication.address in document.addresses or (number and number == document.number):
        return True
    if number and document.number:
        return None
    first = first_day(document)
    if first is not None and publication.published is not None and publication.published > first:
        return None
    is_theirs = candidate.likeness == "same" or any(p.site == publication.site or p.issuers & publication.issuers for p in document.lists)
    if "〔" in document.number and not number:
        return is_theirs and candidate.year is not None and f"〔{candidate.year}〕" in document.number
    return is_theirs and is_only


def first_day(document: Abolished, until: date | None = None) -> date | None:
    """The day of abolition: the event's, else the day the first list (up to a day) was published, or formed."""
    days = [d for p in document.lists if (d := p.published or p.formed) is not None and (until is None or d <= until)]
    return document.day or min(days, default=None)
