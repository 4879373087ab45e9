"""One duty's terms, asked of one page's texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from itertools import accumulate

from checks.hit import Hit
from checks.terms import key_of
from crawler.page import Page
from rules.rule import Duty
from rules.text import normalise
from rules.wanted import Match, Terms
from rules.words import Words

MATCHER = "2"
"""Version of the matching itself; part of every match digest."""
LEAD_CHARACTERS = 220
NEAR_OVERLAP = 0.45
SNIPPET_CHARACTERS = 60
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Fields:
    """A page's normalised texts by where they stand. names: of its attachments; issuer: 来源 or 发布机构, "" where it states none."""

    title: str
    lead: str
    text: str
    names: str
    issuer: str
    rows: int
    is_attachment: bool


def fields_of(page: Page) -> Fields:
    """Normalise a page once for all duties."""
    heads = "".join("".join(row) for table in page.tables for row in table[:2])
    cells = "".join("".join(row) for table in page.tables for row in table)
    body, names = normalise(page.body), normalise("".join(a.name for a in page.attachments))
    return Fields(
        title=normalise(page.title),
        lead=names + body[:LEAD_CHARACTERS] + normalise(heads)[:LEAD_CHARACTERS],
        text=body + normalise(cells) + names,
        names=names,
        issuer=normalise(page.source or ""),
        rows=max((len(t) - 1 for t in page.tables), default=0),
        is_attachment=page.kind == "attachment",
    )


@dataclass(frozen=True)
class Found:
    """The terms that stand in each of a page's texts."""

    title: frozenset[str]
    lead: frozenset[str]
    text: frozenset[str]
    names: frozenset[str]
    issuer: frozenset[str]

    @cached_property
    def opening(self) -> frozenset[str]:
        """In the title or its lead."""
        return self.title | self.lead

    @cached_property
    def content(self) -> frozenset[str]:
        """In the title or the text."""
        return self.title | self.text


@dataclass(frozen=True)
class Keyed:
    """Terms in the form under which the index reports them."""

    groups: tuple[tuple[str, ...], ...]
    none: tuple[str, ...]

    @classmethod
    def of(cls, terms: Terms) -> Keyed:
        return cls(tuple(tuple(map(key_of, group)) for group in terms.groups), tuple(map(key_of, terms.none)))

    def standing(self, found: frozenset[str]) -> tuple[str, ...]:
        """Of each group that is satisfied, the first term that stands there."""
        firsts = (next((t for t in group if t in found), None) for group in self.groups)
        return tuple(t for t in firsts if t is not None)

    @cached_property
    def _sets(self) -> tuple[frozenset[str], ...]:
        return tuple(map(frozenset, self.groups))

    def is_full(self, found: frozenset[str]) -> bool:
        return not any(map(found.isdisjoint, self._sets))

    @cached_property
    def _none(self) -> frozenset[str]:
        return frozenset(self.none)

    def lacking(self, found: frozenset[str]) -> tuple[int, ...]:
        return () if self.is_full(found) else tuple(i for i, group in enumerate(self._sets) if group.isdisjoint(found))

    def excluded(self, found: frozenset[str]) -> str:
        return "" if self._none.isdisjoint(found) else next(t for t in self.none if t in found)

    @property
    def terms(self) -> Iterator[str]:
        return (t for group in self.groups for t in group)


class DutyMatcher:
    """One duty's terms, ready to be asked about what was found on a page."""

    def __init__(self, duty: Duty, words: Words) -> None:
        match = duty.match or Match(title=Terms())
        self._duty, self._match = duty, match
        self.title, self.list_title = Keyed.of(match.title), Keyed.of(match.list_title)
        self.body, self.attachment, self.issuer = Keyed.of(match.body), Keyed.of(match.attachment), Keyed.of(match.issuer)
        self.accepted = tuple(keyed for keyed in map(Keyed.of, match.accepted) if keyed.groups)
        self.near = tuple(map(key_of, match.near))
        self._says_near = frozenset((*(self.title.groups[0] if self.title.groups else ()), *self.near))
        self.answers = tuple(map(key_of, duty.column.answers)) if duty.column else ()
        self.parts = tuple((p.name, tuple(map(key_of, p.any))) for p in duty.content.parts)
        self.names = tuple((n, key_of(n)) for n in duty.content.names)
        self.vocabulary = words.keywords(duty.title, 12)
        self._weights = words.weigh(self.vocabulary)
        self._weighed = frozenset(word for word, _ in self._weights)
        self._weight = sum(weight for _, weight in self._weights)
        self.match_sha256 = _digest(duty, self.vocabulary)

    @property
    def is_of_text(self) -> bool:
        """Whether no title is asked for, so that a page's text alone decides whether it says anything of the duty."""
        return not self.title.groups

    @property
    def wants_rows(self) -> bool:
        return self._duty.content.rows_at_least is not None

    def terms(self) -> Iterator[str]:
        """Every term as written in the rule."""
        match = self._match
        for terms in (match.title, *match.accepted, match.list_title, match.body, match.attachment, match.issuer):
            for group in (*terms.groups, terms.none):
                yield from group
        yield from match.near
        yield from self._duty.column.answers if self._duty.column else ()
        for part in self._duty.content.parts:
            yield from part.any
        yield from self._duty.content.names

    def opening_terms(self) -> Iterator[str]:
        """Keys of what has to stand in a title or its lead for the page to say anything of the duty: a wording is not full without its
        first group."""
        for keyed in (self.title, *self.accepted):
            yield from keyed.groups[0] if keyed.groups else ()
        yield from self.near

    def deciding_words(self) -> tuple[str, ...]:
        """The words of the vocabulary without any of which too little of it stands in a title to be near."""
        by_weight = sorted(self._weights, key=lambda w: w[1])
        sums = accumulate(weight for _, weight in by_weight)
        return tuple(word for (word, _), most in zip(by_weight, sums, strict=True) if most >= (NEAR_OVERLAP - _ROUNDING) * self._weight)

    def text_terms(self) -> Iterator[str]:
        """Keys of what matters in a text whatever its title says: of an attachment, or where no title is asked for."""
        yield from self.body.terms
        yield from self.body.none
        yield from self.answers
        yield from (t for _, terms in self.parts for t in terms)
        yield from (key for _, key in self.names)

    def judge_fields(self, fields: Fields, found: Found) -> Hit | None:
        """The hit, or None where the page says nothing of this duty."""
        led = self._worded(found.opening)
        is_near = self._is_told(found) if self.is_of_text else led is not None or self._is_near(found.title)
        if not is_near and not fields.is_attachment:
            return None
        hit = self._of_content(fields, found)
        if not is_near and not self._adds(hit):
            return None
        worded = self._worded(found.title)
        matched, where = self._matched(worded, led, found)
        return replace(
            hit,
            wording=worded[0] if worded is not None else "",
            lead=led is not None,
            near=is_near,
            matched=matched,
            matched_in=where,
            snippet=_snippet(fields.title if where == "title" else fields.text if self.is_of_text else fields.lead, matched),
        )

    def _of_content(self, fields: Fields, found: Found) -> Hit:
        """What holds whatever the title's wording is."""
        content = found.content
        excluded, excluded_in = self._excluded(found, fields.is_attachment)
        return Hit(
            wording="",
            lead=False,
            near=False,
            lacks=self._lacks(found),
            excluded=excluded,
            excluded_in=excluded_in,
            parts=tuple(name for name, terms in self.parts if any(t in content for t in terms)),
            names=tuple(name for name, key in self.names if key in content),
            rows=fields.rows,
            answered=self._is_answered(found),
        )

    def _is_told(self, found: Found) -> bool:
        """Of a duty that asks for no title: whether the words of an answer stand there, or those asked of the text."""
        return self._is_answered(found) if self.answers else self.body.is_full(found.content)

    def _is_answered(self, found: Found) -> bool:
        return any(t in found.text for t in self.answers)

    def _adds(self, hit: Hit) -> bool:
        """Whether an attachment adds anything to the page that offers it."""
        held = sum(key.startswith("body") for key in hit.lacks) < len(self.body.groups)
        return bool(hit.parts or hit.names or held or hit.excluded_in == "body") or (self.wants_rows and hit.rows > 0)

    def _worded(self, found: frozenset[str]) -> tuple[str, Keyed] | None:
        """The wording that stands there in full: the rule's own before those that are accepted."""
        if self.title.is_full(found):
            return "exact", self.title
        accepted = next((k for k in self.accepted if k.is_full(found) and not k.excluded(found)), None)
        return ("accepted", accepted) if accepted is not None else None

    def _is_near(self, title: frozenset[str]) -> bool:
        if not self._says_near.isdisjoint(title):
            return True
        if self._weighed.isdisjoint(title):
            return False
        standing = sum(weight for word, weight in self._weights if word in title)
        return bool(self._weight) and standing / self._weight >= NEAR_OVERLAP

    def _excluded(self, found: Found, is_attachment: bool) -> tuple[str, str]:
        """A word that must not stand there, and where it does; of an attachment its text first, which is part of its page's."""
        title, body = ("title", self.title.excluded(found.title)), ("body", self.body.excluded(found.text))
        others = (("attachment", self.attachment.excluded(found.names)), ("issuer", self.issuer.excluded(found.issuer)))
        checks = (body, title, *others) if is_attachment else (title, body, *others)
        return next(((term, where) for where, term in checks if term), ("", ""))

    def _lacks(self, found: Found) -> tuple[str, ...]:
        texts = (("body", self.body, found.content), ("attachment", self.attachment, found.names), ("issuer", self.issuer, found.issuer))
        return tuple(f"{key}{i}" for key, keyed, text in texts for i in keyed.lacking(text))

    def _matched(self, worded: tuple[str, Keyed] | None, led: tuple[str, Keyed] | None, found: Found) -> tuple[tuple[str, ...], str]:
        if self.is_of_text:
            answers = next((t for t in self.answers if t in found.text), None)
            return (*self.body.standing(found.content), *((answers,) if answers else ())), "body"
        if worded is not None:
            return worded[1].standing(found.title), "title"
        return (led[1] if led is not None else self.title).standing(found.opening), "body"


def _digest(duty: Duty, vocabulary: tuple[str, ...]) -> str:
    told = {
        "matcher": MATCHER,
        "match": asdict(duty.match) if duty.match else None,
        "content": asdict(duty.content),
        "answers": duty.column.answers if duty.column else (),
        "vocabulary": vocabulary,
    }
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _snippet(text: str, matched: Iterable[str]) -> str:
    at = min((text.find(t) for t in matched if t in text), default=0)
    start = max(0, at - SNIPPET_CHARACTERS // 3)
    return text[start : start + SNIPPET_CHARACTERS]
