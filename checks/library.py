"""The library: every document the sites hold, found by its 文号, its name, or what links to it, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from checks.documents import LEAST_NAME, Likeness, Name, names_of, same_document
from checks.facts import Publication, stand_at
from checks.known import Known
from crawler.extract.numbers import number_of
from crawler.page import Named
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
    """What is stored by what it is known by. The catalogue says where something may stand; what stands there decides."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._holdings = known.holdings
        self._titled: dict[frozenset[str], frozenset[str]] = {}

    def page(self, address: str) -> SeenPage | None:
        """What was read at an address."""
        return self._known.page(address)

    def at(self, addresses: Iterable[str]) -> tuple[Publication, ...]:
        """The publications at some addresses, one per place, in order of address and place."""
        return stand_at(self._known, addresses)

    def numbered(self, number: str) -> frozenset[str]:
        """Addresses of the documents of this 文号."""
        return self._where(self._holdings.kept(("number",), (number,)), lambda a: self.number_at(a) == number) if number else frozenset()

    def named(self, names: frozenset[Name]) -> dict[str, Likeness]:
        """Addresses of the documents of one of these names, and whether it is the same one or perhaps."""
        texts = {name.text for name in names}
        found: dict[str, Likeness] = {}
        for address in self._known.read_ahead(self._holdings.kept(("name", "listname"), texts)):
            theirs = frozenset(name for title in self._own_titles(address) for name in names_of(title) if name.text in texts)
            if (likeness := same_document(names, theirs)) != "other":
                found[address] = likeness
        return found

    def titled(self, texts: Iterable[str]) -> frozenset[str]:
        """Addresses of which a title, the page's own or a list's, holds one of these normalised texts."""
        wanted = frozenset(texts)
        if wanted not in self._titled:
            perhaps = frozenset(address for text in wanted for address in self._holdings.kept_holding(("title", "entry"), text))
            self._titled[wanted] = self._where(perhaps, lambda a: any(text in title for title in map(normalise, self._own_titles(a)) for text in wanted))
        return self._titled[wanted]

    def telling_of(self, names: frozenset[Name]) -> frozenset[str]:
        """Addresses of the pages whose text puts one of these names in 《》."""
        texts = [n.text for n in names if len(n.text) >= LEAST_NAME]
        perhaps = frozenset(address for text in texts for address in self._holdings.kept_holding(("telling",), text))
        return self._where(perhaps, lambda a: any(text in title for title in self._told_at(a) for text in texts))

    def titles_at(self, address: str) -> tuple[str, ...]:
        """The titles of an address: its page's, then those of the lists."""
        seen = self.page(address)
        return (*((seen.page.title,) if seen is not None else ()), *(e.title for e in self._known.entries_at(address)))

    def marks_shown(self, address: str, site: str) -> dict[str, str]:
        """What the lists of a site say now of the force of what lies at an address: each mark with the address of a column that shows it."""
        standing = [e for e in self._known.entries_at(address) if e.site == site and e.gone_on is None]
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
        return self._where(self._holdings.linked("link", addresses), lambda a: not addresses.isdisjoint(self._links_at(a)))

    def naming(self, number: str) -> frozenset[str]:
        """Addresses of the pages whose title or text names a 文号."""
        return self._where(self._holdings.kept(("naming",), (number,)), lambda a: any(n.number == number for n in self._named_at(a))) if number else frozenset()

    def number_at(self, address: str) -> str:
        """The 文号 the page at an address states, "" where it states none."""
        seen = self.page(address)
        return (number_of(seen.page.document_number) or "") if seen is not None else ""

    def _where(self, perhaps: Iterable[str], is_so: Callable[[str], bool]) -> frozenset[str]:
        """Those of some addresses of which it is so, by what stands there now."""
        return frozenset(address for address in self._known.read_ahead(perhaps) if is_so(address))

    def _own_titles(self, address: str) -> Iterator[str]:
        """The page's title, where it is an article, and the list titles."""
        seen = self.page(address)
        if seen is not None and seen.page.kind == "article":
            yield seen.page.title
        yield from (entry.title for entry in self._known.entries_at(address))

    def _named_at(self, address: str) -> tuple[Named, ...]:
        seen = self.page(address)
        return seen.page.named if seen is not None and seen.page.kind == "article" else ()

    def _told_at(self, address: str) -> Iterator[str]:
        """The normalised titles in 《》."""
        return (title for named in self._named_at(address) if (title := normalise(named.title)))

    def _links_at(self, address: str) -> Iterator[str]:
        seen = self.page(address)
        return (canonical_address(link.href) for link in (seen.page.references if seen is not None else ()))
