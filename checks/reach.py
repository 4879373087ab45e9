"""Duties asked together of one page: which of them it can say anything of, and what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from checks.hit import Hit
from checks.matcher import DutyMatcher, Fields, Found
from checks.normal_text import opened, unpack
from checks.terms import TermIndex, key_of, piece_of
from rules.needles import AnyNeedle


class Asked:
    """Some duties, by match digest, over one index of their terms."""

    def __init__(self, matchers: Mapping[str, DutyMatcher]) -> None:
        self._matchers = matchers
        self._index = TermIndex(t for m in matchers.values() for t in (*m.terms(), *m.vocabulary))
        self._reach = _Reach(matchers)
        keys = self._reach.keys
        self._needed = AnyNeedle(map(piece_of, keys)) if keys is not None else None

    def standing_in(self, normalised: str) -> frozenset[str]:
        """The keys of the terms that stand in a normalised text."""
        return self._index.find(normalised)

    def of_fields(self, fields: Fields, digests: Iterable[str] | None = None) -> dict[str, Hit]:
        """The hits of one page for these of the duties (None: all), by match digest."""
        found = Found(*map(self._index.find, (fields.title, fields.lead, fields.text, fields.names, fields.issuer)))
        reached = self._reach.of(fields, found)
        asked = sorted(reached) if digests is None else (d for d in digests if d in reached)
        hits = {d: self._matchers[d].judge_fields(fields, found) for d in asked}
        return {d: h for d, h in hits.items() if h is not None}

    def of_packed(self, packed: bytes) -> dict[str, Hit]:
        """The hits of a page whose texts were kept; most pages hold no word of a few duties, which is seen before they are taken apart."""
        lines = opened(packed)
        if self._needed is not None and not self._needed.is_in_bytes(lines):
            return {}
        return self.of_fields(unpack(lines))


class _Reach:
    """Which duties a page can say anything of at all, by the terms that stand in it: the others need not be asked."""

    def __init__(self, matchers: Mapping[str, DutyMatcher]) -> None:
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

    @property
    def keys(self) -> frozenset[str] | None:
        """What must stand on a page that any duty is reached by; None where a duty is reached without a word."""
        if self._always or self._rows:
            return None
        return frozenset(key for index in (self._opening, self._title, self._text, self._attached) for key in index)

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
