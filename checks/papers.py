"""Papers: publications of one document put together, whichever addresses and places they stand at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from checks.documents import Name, names_of
from checks.facts import Publication
from crawler.extract.numbers import number_of
from rules.text import normalise

SAME_TITLE_WITHIN = timedelta(days=60)
"""Documents without a 文号 and of one title are one if they were published no further apart: 关于做好防汛工作的通知 comes every year."""


@dataclass(frozen=True)
class Paper:
    """One document: its copies in order of day, address and place. `number` is "" where no copy tells its 文号."""

    number: str
    copies: tuple[Publication, ...]

    @property
    def subject(self) -> str:
        """As verdicts name it: the 文号, else the address of the copy published first."""
        return self.number or self.copies[0].address

    @property
    def title(self) -> str:
        return self.copies[0].title

    @property
    def published(self) -> date | None:
        return self.copies[0].published

    @property
    def formed(self) -> date | None:
        return min((c.formed for c in self.copies if c.formed is not None), default=None)

    @property
    def addresses(self) -> frozenset[str]:
        return frozenset(c.address for c in self.copies)

    @cached_property
    def names(self) -> frozenset[Name]:
        return frozenset(n for title in {c.title for c in self.copies} for n in names_of(title))

    def is_of_year(self, year: int | None) -> bool:
        """Whether nothing says that it is older than the plan's year."""
        days = [d for d in (self.published, self.formed) if d is not None]
        return year is None or all(d.year >= year for d in days)


def papers_of(publications: Iterable[Publication]) -> tuple[Paper, ...]:
    """The documents, in order of subject; copies are joined by address, by 文号, and by title where no other 文号 speaks against it."""
    ordered = sorted(publications, key=_order)
    groups: list[tuple[str, list[Publication]]] = []
    by_number: dict[str, list[Publication]] = {}
    numbers = {p.address: number for p in ordered if (number := number_of(p.document_number))}
    for publication in ordered:
        if number := numbers.get(publication.address, ""):
            if number not in by_number:
                by_number[number] = []
                groups.append((number, by_number[number]))
            by_number[number].append(publication)
    for publication in (p for p in ordered if p.address not in numbers):
        _of_its_title(groups, publication).append(publication)
    papers = (Paper(number, tuple(sorted(copies, key=_order))) for number, copies in groups)
    return tuple(sorted(papers, key=lambda p: p.subject))


def _of_its_title(groups: list[tuple[str, list[Publication]]], publication: Publication) -> list[Publication]:
    """The copies at its address, else those of its title published about the same time; a list of its own where there are none, or several 文号."""
    here = next((copies for _, copies in groups if any(c.address == publication.address for c in copies)), None)
    if here is not None:
        return here
    title = normalise(publication.title)
    found = [(n, copies) for n, copies in groups if any(normalise(c.title) == title and _near(c, publication) for c in copies)]
    if not found or len({n for n, _ in found if n}) > 1:
        groups.append(("", []))
        return groups[-1][1]
    return found[0][1]


def _near(one: Publication, other: Publication) -> bool:
    return one.published is None or other.published is None or abs(one.published - other.published) <= SAME_TITLE_WITHIN


def _order(publication: Publication) -> tuple[date, str, str]:
    return publication.published or date.max, publication.address, publication.site
