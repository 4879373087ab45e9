"""Superiors' documents to be passed on: those on file or on their issuers' sites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from checks.documents import Name, names_of, same_document
from checks.events import KnownEvent
from checks.facts import Publication
from checks.papers import Paper, papers_of
from crawler.extract.numbers import number_of
from rules.units import canonical_address

EARLIER = timedelta(days=30)
"""What was published so long before a document of the same name is an older one's copy."""


@dataclass(frozen=True)
class Upstream:
    """One document of a superior. issuers: known only for those on file."""

    title: str
    number: str
    addresses: frozenset[str]
    day: date | None

    @property
    def subject(self) -> str:
        """As verdicts name it: the 文号, else the address, else (on file without either) the title."""
        return self.number or min(self.addresses, default="") or self.title

    @property
    def names(self) -> frozenset[Name]:
        return names_of(self.title)


def upstream_documents(events: Iterable[KnownEvent], pages: Iterable[Publication]) -> tuple[Upstream, ...]:
    """In order of subject; what is on file and stands on its issuer's site as well is one, of the day on file."""
    found: list[Upstream] = []
    filed = [_from_event(e) for e in events if e.what == "upstream"]
    for document in [*sorted(filed, key=lambda u: (u.day or date.max, u.subject)), *(_from_paper(p) for p in papers_of(pages))]:
        at = next((i for i, other in enumerate(found) if _is_one(other, document)), None)
        if at is None:
            found.append(document)
        else:
            known = found[at]
            addresses = known.addresses | document.addresses
            found[at] = Upstream(known.title or document.title, known.number or document.number, addresses, known.day or document.day)
    return tuple(sorted(found, key=lambda u: u.subject))


def _from_event(event: KnownEvent) -> Upstream:
    number = number_of(event.document_number) or event.document_number or ""
    return Upstream(event.title, number, frozenset({canonical_address(event.url)}) if event.url else frozenset(), event.day)


def _from_paper(paper: Paper) -> Upstream:
    return Upstream(paper.title, paper.number, paper.addresses, paper.published or paper.formed)


def _is_one(one: Upstream, other: Upstream) -> bool:
    if one.number and other.number:
        return one.number == other.number
    if one.addresses & other.addresses or one.subject == other.subject:
        return True
    near = one.day is None or other.day is None or abs(one.day - other.day) <= EARLIER
    return near and same_document(one.names, other.names) == "same"
