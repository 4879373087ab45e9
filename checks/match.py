"""Matching: all duties' terms over one index, so that a page is run once against all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from checks.facets import facets_of
from checks.hit import Hit
from checks.matcher import DutyMatcher, fields_of
from checks.reach import Asked
from crawler.page import Page
from rules.rule import Duty
from rules.text import normalise
from rules.units import District
from rules.words import Words

_TITLES_KEPT = 10_000
"""Several duties ask of one title, and hardly of one long ago."""


def looks_at_pages(duty: Duty) -> bool:
    """Whether judging a duty rests on what pages say: a column is judged by its list alone, unless answers are asked of its entries."""
    return duty.is_automated and (duty.column is None or bool(duty.column.answers))


class Matchers:
    """The matchers of all duties that look for documents, over one term index.

    district: tells which units a duty's names and groups mean; without it names are compared as they are written.
    """

    def __init__(self, duties: Iterable[Duty], words: Words, district: District | None = None) -> None:
        self.by_digest: dict[str, DutyMatcher] = {}
        self._digests: dict[Duty, str] = {}
        self._titles: dict[str, dict[str, Hit]] = {}
        self._found: dict[str, frozenset[str]] = {}
        self._district = district
        self._bound: dict[tuple[str, ...], frozenset[str]] = {}
        own = tuple(d for d in duties if d.match is not None or (d.column and d.column.answers))
        for duty in (*own, *(facet for d in own for facet in facets_of(d))):
            matcher = DutyMatcher(duty, words)
            self.by_digest[matcher.match_sha256] = matcher
            self._digests[duty] = matcher.match_sha256
        self._own = own
        self._rivals_of_all: dict[tuple[frozenset[str], tuple[str, ...]], frozenset[str]] = {}
        self._own_digests = frozenset(self._digests[d] for d in own)
        self._all = Asked(self.by_digest)

    def digest_of(self, duty: Duty) -> str | None:
        """Of a duty, or of one of its facets."""
        return self._digests.get(duty)

    def rivals_of(self, duty: Duty) -> frozenset[str]:
        """The digests of duties that bind none of the units this one binds and are about another subject (first title group)."""
        bound, subject = self._units_of(duty), _subject(duty)
        if (bound, subject) not in self._rivals_of_all:
            others = ((theirs, digests) for (units, theirs), digests in self._own_by_subject.items() if not units & bound)
            self._rivals_of_all[bound, subject] = frozenset(d for theirs, digests in others if theirs not in ((), subject) for d in digests)
        return self._rivals_of_all[bound, subject]

    @cached_property
    def _own_by_subject(self) -> Mapping[tuple[frozenset[str], tuple[str, ...]], set[str]]:
        """The digests of duties that bind the same units and are about the same."""
        found: dict[tuple[frozenset[str], tuple[str, ...]], set[str]] = defaultdict(set)
        for duty in self._own:
            found[self._units_of(duty), _subject(duty)].add(self._digests[duty])
        return found

    def _units_of(self, duty: Duty) -> frozenset[str]:
        """Ids of the units a duty binds, groups expanded; a name that nobody knows stands for itself."""
        if duty.units not in self._bound:
            expanded = ((name, self._district.expand(name) if self._district else None) for name in duty.units)
            self._bound[duty.units] = frozenset(i for name, units in expanded for i in ([name] if units is None else [u.id for u in units]))
        return self._bound[duty.units]

    def among(self, digests: frozenset[str]) -> Asked:
        """Some of the duties, to be asked together of many pages; their index is not larger than their terms."""
        return self._all if len(digests) == len(self.by_digest) else Asked({d: self.by_digest[d] for d in sorted(digests)})

    def match(self, page: Page, digests: Iterable[str]) -> dict[str, Hit]:
        """The hits of one page, by match digest."""
        return self._all.of_fields(fields_of(page), digests)

    def match_title(self, title: str) -> dict[str, Hit]:
        """The hits of a list title alone, kept for the next duty that asks."""
        if title not in self._titles:
            if len(self._titles) >= _TITLES_KEPT:
                self._titles.clear()
            self._titles[title] = self.match(Page(kind="other", media="html", title=title), self.by_digest)
        return self._titles[title]

    def is_wanted(self, title: str) -> bool:
        """Whether a list title says anything of any duty itself: older entries are fetched only then."""
        hits = self.match(Page(kind="other", media="html", title=title), self._own_digests)
        return any(h.wording or h.near for h in hits.values())

    def entry_against(self, digest: str, title: str) -> tuple[tuple[int, ...], str]:
        """Of a duty's `list_title`: the groups of which an entry's own title has no word, and the excluded word that stands in it."""
        asked = self.by_digest[digest].list_title
        if title not in self._found:
            if len(self._found) >= _TITLES_KEPT:
                self._found.clear()
            self._found[title] = self._all.standing_in(normalise(title))
        return asked.lacking(self._found[title]), asked.excluded(self._found[title])


def _subject(duty: Duty) -> tuple[str, ...]:
    return duty.match.title.groups[0] if duty.match and duty.match.title.groups else ()
