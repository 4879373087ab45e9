"""The library: every document the sites hold, found by its 文号, its name, or what links to it, wherever it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from checks.documents import LEAST_NAME, Likeness, Name, names_of, same_document
from checks.facts import Publication, stand_at
from checks.known import Known
from crawler.extract.numbers import number_of
from crawler.seen import SeenPage
from rules.text import normalise
from rules.units import canonical_address


@dataclass(frozen=True)
class Told:
    """What is told of a document somewhere else: its title, its 文号 ("" unknown) and the addresses it is known to lie at."""

    title: str
    number: str = ""
    addresses: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[Name]:
        return names_of(self.title) if self.title else frozenset()


class Library:
    """A snapshot's publications by what they are known by; made once, asked by every duty."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def page(self, address: str) -> SeenPage | None:
        """What was read at an address."""
        return self._known.pages.get(address)

    def at(self, addresses: Iterable[str]) -> tuple[Publication, ...]:
        """The publications at some addresses, one per place, in order of address and place."""
        return stand_at(self._known, addresses)

    def numbered(self, number: str) -> frozenset[str]:
        """Addresses of the documents of this 文号."""
        return self._by_number.get(number, frozenset()) if number else frozenset()

    def named(self, names: frozenset[Name]) -> dict[str, Likeness]:
        """Addresses of the documents of one of these names, and whether it is the same one or perhaps."""
        found: dict[str, Likeness] = {}
        for name in names:
            for address, theirs in self._by_name.get(name.text, {}).items():
                likeness = same_document(frozenset((name,)), theirs)
                if likeness == "same" or (likeness == "perhaps" and address not in found):
                    found[address] = likeness
        return found

    def titled(self, texts: Iterable[str]) -> frozenset[str]:
        """Addresses of which a title, the page's own or a list's, holds one of these normalised texts."""
        told, starts, addresses = self._titles
        found: set[str] = set()
        for text in set(texts):
            at = told.find(text)
            while at >= 0:
                found.add(addresses[bisect_right(starts, at) - 1])
                at = told.find(text, at + 1)
        return frozenset(found)

    def telling_of(self, names: frozenset[Name]) -> frozenset[str]:
        """Addresses of the pages whose text puts one of these names in 《》."""
        texts = [n.text for n in names if len(n.text) >= LEAST_NAME]
        return frozenset(page for title, pages in self._by_telling.items() if any(t in title for t in texts) for page in pages)

    def titles_at(self, address: str) -> tuple[str, ...]:
        """The titles of an address: its page's, then those of the lists."""
        seen = self.page(address)
        return (*((seen.page.title,) if seen is not None else ()), *(e.title for e in self._known.listed.get(address, ())))

    def marks_shown(self, address: str, site: str) -> dict[str, str]:
        """What the lists of a site say now of the force of what lies at an address: each mark with the address of a column that shows it."""
        standing = [e for e in self._known.listed.get(address, ()) if e.site == site and e.gone_on is None]
        return {mark: self._known.column_urls.get((e.site, e.column), "") for e in standing for mark in e.marks}

    def report_in(self, text: str, allow: tuple[str, ...] = ()) -> tuple[str, str] | None:
        """The marker (kind, word) by which a normalised text is that of a draft or of news (rules/markers.yaml)."""
        return self._known.marker_in(text, allow)

    def other_place(self, title: str) -> str:
        """The place, surely not this district, that a title begins with; "" where there is none."""
        place = self._known.other_place(title)
        return place.name if place is not None and place.is_sure else ""

    def towns_in(self, title: str) -> frozenset[str]:
        """The district's towns that a title names."""
        return frozenset(u.name for u in self._known.district.units if u.kind == "town" and u.name in title)

    def linking_to(self, addresses: frozenset[str]) -> frozenset[str]:
        """Addresses of the pages whose text links to one of these."""
        return frozenset(page for address in addresses for page in self._links.get(address, ()))

    def naming(self, number: str) -> frozenset[str]:
        """Addresses of the pages whose title or text names a 文号."""
        return self._by_naming.get(number, frozenset()) if number else frozenset()

    def number_at(self, address: str) -> str:
        """The 文号 the page at an address states, "" where it states none."""
        seen = self.page(address)
        return (number_of(seen.page.document_number) or "") if seen is not None else ""

    @cached_property
    def _by_number(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for page in self._known.snapshot.pages:
            if number := number_of(page.page.document_number):
                found.setdefault(number, set()).add(page.address)
        return {number: frozenset(addresses) for number, addresses in found.items()}

    @cached_property
    def _by_naming(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for page in self._known.snapshot.pages:
            for named in page.page.named if page.page.kind == "article" else ():
                found.setdefault(named.number, set()).add(page.address)
        return {number: frozenset(addresses) for number, addresses in found.items() if number}

    @cached_property
    def _by_telling(self) -> Mapping[str, frozenset[str]]:
        """Normalised title in 《》 → the pages whose text names it."""
        found: dict[str, set[str]] = {}
        for page in self._known.snapshot.pages:
            for named in page.page.named if page.page.kind == "article" else ():
                found.setdefault(normalise(named.title), set()).add(page.address)
        return {title: frozenset(addresses) for title, addresses in found.items() if title}

    @cached_property
    def _titles(self) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
        """All normalised titles, a line each, where each begins, and the address of each."""
        told = sorted({(address, normalise(title)) for address, title in self._titled})
        starts = accumulate((len(title) + 1 for _, title in told), initial=0)
        return "\n".join(title for _, title in told), tuple(starts)[: len(told)], tuple(address for address, _ in told)

    @cached_property
    def _titled(self) -> frozenset[tuple[str, str]]:
        """Each address with its page's title, where it is an article, and with its list titles."""
        titles = {(p.address, p.page.title) for p in self._known.snapshot.pages if p.page.kind == "article"}
        return frozenset(titles | {(e.address, e.title) for e in self._known.snapshot.listed})

    @cached_property
    def _by_name(self) -> Mapping[str, Mapping[str, frozenset[Name]]]:
        """Text of a name → address → the names of that text it has, by the page's title and its list titles."""
        found: dict[str, dict[str, frozenset[Name]]] = {}
        for address, title in self._titled:
            for name in names_of(title):
                here = found.setdefault(name.text, {})
                here[address] = here.get(address, frozenset()) | {name}
        return found

    @cached_property
    def _links(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for page in self._known.snapshot.pages:
            for reference in page.page.references:
                found.setdefault(canonical_address(reference.href), set()).add(page.address)
        return {address: frozenset(pages) for address, pages in found.items()}
