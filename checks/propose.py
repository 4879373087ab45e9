"""Proposing: titles really seen that are about a duty's subject but in no wording of its rule, and the synonyms they suggest; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from checks.matcher import Keyed
from checks.terms import TermIndex
from rules.rule import Duty
from rules.text import normalise
from rules.wording import GAP
from rules.words import Words, share

NEAR_ENOUGH = 0.3
"""The least share of the duty's words (by weight) that a title must have to be shown."""
MOST_WORDS = 8
MOST_EXAMPLES = 2
LONGEST_WORD = 8
_DUTY_WORDS = 12
_CHINESE = re.compile("[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True)
class SeenTitle:
    """A title as it stands on a site: of a page, or of an entry in a list. aside: why its words are no guide to this duty's, else ""."""

    title: str
    site: str
    day: date | None
    url: str
    aside: str = ""


@dataclass(frozen=True)
class NearTitle:
    """A title in no wording of the rule. overlap: 0 to 1; matched: the terms that stand there; lacks: numbers of the title groups of which none does."""

    seen: SeenTitle
    overlap: float
    matched: tuple[str, ...]
    lacks: tuple[int, ...]


@dataclass(frozen=True)
class Candidate:
    """A word of near titles: in how many it stands, and some of them."""

    word: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """Words that stand where a group of title terms was missed and all the others matched. group: its number, from 0."""

    group: int
    terms: tuple[str, ...]
    candidates: tuple[Candidate, ...]

    @property
    def yaml(self) -> str:
        """The group with the candidates, as a line for the rule file."""
        return f"- [{', '.join((*self.terms, *(c.word for c in self.candidates)))}]"


class Proposer:
    """One duty's title terms, held against titles."""

    def __init__(self, duty: Duty, words: Words) -> None:
        self._words = words
        title = duty.match.title if duty.match else None
        self.groups = title.groups if title else ()
        self._wordings = tuple(Keyed.of(t) for t in (title, *(duty.match.accepted if duty.match else ())) if t is not None)
        self._index = TermIndex(t for w in self._wordings for group in (*w.groups, w.none) for t in group)
        self._weights = words.weigh(words.keywords(duty.title, _DUTY_WORDS))

    def lacks(self, title: str) -> tuple[int, ...]:
        """Numbers of the groups of the rule's own wording of which no term stands in a title."""
        return self._wordings[0].lacking(self._index.find(normalise(title))) if self._wordings else ()

    def near_titles(self, titles: Iterable[SeenTitle]) -> tuple[NearTitle, ...]:
        """The titles that no wording matches but that have much of the duty's subject, the nearest first; equal ones once."""
        found: dict[str, NearTitle] = {}
        for seen in titles:
            bare = normalise(seen.title)
            if bare not in found and (near := self._near(seen, bare)) is not None:
                found[bare] = near
        return tuple(sorted(found.values(), key=lambda n: (bool(n.seen.aside), len(n.lacks), -n.overlap, n.seen.title, n.seen.site)))

    def _near(self, seen: SeenTitle, bare: str) -> NearTitle | None:
        standing = self._index.find(bare)
        if not self._wordings or any(w.is_full(standing) for w in self._wordings):
            return None
        wording, overlap = self._wordings[0], share(self._weights, bare)
        lacks = wording.lacking(standing)
        is_near = overlap >= NEAR_ENOUGH or (len(lacks) == 1 and len(wording.groups) > 1)
        if not is_near or wording.excluded(standing):
            return None
        return NearTitle(seen, round(overlap, 2), wording.standing(standing), lacks)

    def proposals(self, near: Iterable[NearTitle], names: Iterable[str] = ()) -> tuple[Proposal, ...]:
        """For each group, the words of the titles that lack this group alone. names: of units and places, which are no synonyms."""
        near, aside = [n for n in near if not n.seen.aside], tuple(map(normalise, names))
        found = []
        for group, terms in enumerate(self.groups):
            if candidates := self._candidates([n for n in near if n.lacks == (group,)], aside):
                found.append(Proposal(group, terms, candidates))
        return tuple(found)

    def _candidates(self, near: Iterable[NearTitle], aside: tuple[str, ...]) -> tuple[Candidate, ...]:
        standing: dict[str, list[str]] = {}
        for found in near:
            for word in sorted(self._segments(found, aside)):
                standing.setdefault(word, []).append(found.seen.title)
        ranked = sorted(_longest(standing), key=lambda w: (-len(standing[w]), -self._words.weight(w), w))
        return tuple(Candidate(w, len(standing[w]), tuple(standing[w][:MOST_EXAMPLES])) for w in ranked[:MOST_WORDS])

    def _segments(self, near: NearTitle, aside: tuple[str, ...]) -> frozenset[str]:
        """The content-bearing words of a title, and each joined with the word after it; names and what was matched stand aside."""
        matched = (piece for term in near.matched for piece in term.split(GAP))
        apart = sorted({*aside, *matched} - {""}, key=lambda k: (-len(k), k))
        pieces = re.split("|".join(map(re.escape, apart)), normalise(near.seen.title)) if apart else [normalise(near.seen.title)]
        return frozenset(word for piece in pieces for word in self._words_of(piece) if len(word) <= LONGEST_WORD)

    def _words_of(self, piece: str) -> set[str]:
        content, cut = set(self._words.keywords(piece, len(piece))), self._words.cut(piece)
        return content | {a + b for a, b in pairwise(cut) if a in content and _CHINESE.fullmatch(b)}


def _longest(standing: dict[str, list[str]]) -> list[str]:
    """The words that say more than a longer one does: of words that stand in the same titles only the longest."""
    return [w for w in standing if not any(w != longer and w in longer and titles == standing[w] for longer, titles in standing.items())]
