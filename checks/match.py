"""Matching: all duties' terms over one index, so that a page is run once against all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from checks.facets import facets_of
from checks.hit import Hit
from checks.matcher import DutyMatcher, Fields, Found, fields_of
from checks.terms import TermIndex, key_of
from crawler.page import Page
from rules.rule import Duty
from rules.text import normalise
from rules.units import District
from rules.words import Words


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
        self._own_digests = frozenset(self._digests[d] for d in own)
        terms = {t for m in self.by_digest.values() for t in (*m.terms(), *m.vocabulary)}
        self._index = TermIndex(terms)
        self._reach = _Reach(self.by_digest)

    def digest_of(self, duty: Duty) -> str | None:
        """Of a duty, or of one of its facets."""
        return self._digests.get(duty)

    def rivals_of(self, duty: Duty) -> frozenset[str]:
        """The digests of duties that bind none of the units this one binds and are about another subject (first title group)."""
        bound, subject = self._units_of(duty), _subject(duty)

        def is_rival(other: Duty) -> bool:
            return _subject(other) not in ((), subject) and not self._units_of(other) & bound

        return frozenset(self._digests[other] for other in self._own if is_rival(other))

    def _units_of(self, duty: Duty) -> frozenset[str]:
        """Ids of the units a duty binds, groups expanded; a name that nobody knows stands for itself."""
        if duty.units not in self._bound:
            expanded = ((name, self._district.expand(name) if self._district else None) for name in duty.units)
            self._bound[duty.units] = frozenset(i for name, units in expanded for i in ([name] if units is None else [u.id for u in units]))
        return self._bound[duty.units]

    def match(self, page: Page, digests: Iterable[str]) -> dict[str, Hit]:
        """The hits of one page, by match digest."""
        fields = fields_of(page)
        found = Found(*(self._index.find(text) for text in (fields.title, fields.lead, fields.text, fields.names, fields.issuer)))
        reached = self._reach.of(fields, found)
        hits = {d: self.by_digest[d].judge_fields(fields, found) for d in digests if d in reached}
        return {d: h for d, h in hits.items() if h is not None}

    def match_title(self, title: str) -> dict[str, Hit]:
        """The hits of a list title alone, kept for the next duty that asks."""
        if title not in self._titles:
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
            self._found[title] = self._index.find(normalise(title))
        return asked.lacking(self._found[title]), asked.excluded(self._found[title])


class _Reach:
    """Which duties a page can say anything of at all, by the terms that stand in it: the others need not be asked."""

    def __init__(self, matchers: dict[str, DutyMatcher]) -> None:
        self._opening: dict[str, set[str]] = defaultdict(set)
        self._title: dict[str, set[str]] = defaultdict(set)
        self._text: dict[str, set[str]] = defaultdict(set)
        self._attached: dict[str, set[str]] = defaultdict(set)
        self._rows = {d for d, m in matchers.items() if m.wants_rows}
        self._always = {d for d, m in matchers.items() if m.is_of_text and not (m.body.groups or m.answers)}
        for digest, matcher in matchers.items():
            for term in matcher.opening_terms():
                self._opening[term].add(digest)
            for word in matcher.deciding_words():
                self._title[key_of(word)].add(digest)
            for term in matcher.text_terms():
                (self._text if matcher.is_of_text else self._attached)[term].add(digest)

    def of(self, fields: Fields, found: Found) -> set[str]:
        """Never fewer than those that give a hit."""
        reached = set(self._always)
        steps = [(self._opening, found.opening), (self._title, found.title), (self._text, found.content)]
        if fields.is_attachment:
            steps.append((self._attached, found.content))
            reached |= self._rows if fields.rows > 0 else set()
        for index, terms in steps:
            for term in terms:
                if term in index:
                    reached |= index[term]
        return reached


def _subject(duty: Duty) -> tuple[str, ...]:
    return duty.match.title.groups[0] if duty.match and duty.match.title.groups else ()
