"""Matching: what one page says that matters to one duty, told without regard to unit, place or due day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from checks.terms import TermIndex, key_of
from crawler.page import Page
from rules.rule import Duty
from rules.text import normalise
from rules.wanted import Match, Terms
from rules.words import Words, share

MATCHER = "1"
"""Version of the matching itself; part of every match digest."""
LEAD_CHARACTERS = 220
NEAR_OVERLAP = 0.45
SNIPPET_CHARACTERS = 60


@dataclass(frozen=True)
class Hit:
    """What was found of one duty's terms in one content; kept under (content, reader, match digest).

    exact: every title group stands in the title, no excluded term does, and the body groups stand in the text.
    lead: every title group stands in the title, the attachment names, the table heads or the first lines together.
    near: recognisably about the subject, with whatever wording. rows: rows of the largest table, its head aside.
    """

    exact: bool
    lead: bool
    near: bool
    excluded: str
    matched: tuple[str, ...]
    matched_in: str
    parts: tuple[str, ...]
    rows: int
    snippet: str

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, told: str) -> Hit:
        raw = json.loads(told)
        return cls(**{**raw, "matched": tuple(raw["matched"]), "parts": tuple(raw["parts"])})


EVERY_PAGE = Hit(True, True, True, "", (), "all", (), 0, "")
"""The hit of a duty without terms: it speaks of every document of its place."""


@dataclass(frozen=True)
class Fields:
    """A page's normalised texts by where they stand."""

    title: str
    lead: str
    text: str
    rows: int


def fields_of(page: Page) -> Fields:
    """Normalise a page once for all duties."""
    heads = "".join(cell for table in page.tables for row in table[:2] for cell in row)
    names = "".join(a.name for a in page.attachments)
    cells = "".join(cell for table in page.tables for row in table for cell in row)
    body = normalise(page.body)
    return Fields(
        title=normalise(page.title),
        lead=normalise(names) + body[:LEAD_CHARACTERS] + normalise(heads)[:LEAD_CHARACTERS],
        text=body + normalise(cells) + normalise(names),
        rows=max((len(t) - 1 for t in page.tables), default=0),
    )


class DutyMatcher:
    """One duty's terms, ready to be asked about what was found on a page."""

    def __init__(self, duty: Duty, words: Words) -> None:
        match = duty.match or Match(title=Terms())
        self.match = match
        self.content = duty.content
        self.groups = tuple(tuple(key_of(t) for t in g) for g in match.title.all)
        self.body_groups = tuple(tuple(key_of(t) for t in g) for g in match.body.all)
        self.none = tuple(key_of(t) for t in match.title.none)
        self.near = tuple(key_of(t) for t in match.near)
        self.parts = tuple((p.name, tuple(key_of(t) for t in p.any)) for p in duty.content.parts)
        self.vocabulary = words.keywords(duty.title, 12)
        self._weights = words.weigh(self.vocabulary)
        self.match_sha256 = _digest(duty, self.vocabulary)

    def terms(self) -> Iterable[str]:
        """Every term as written in the rule."""
        for group in (*self.match.title.all, *self.match.body.all):
            yield from group
        yield from self.match.title.none
        yield from self.match.near
        for part in self.content.parts:
            yield from part.any

    def judge_fields(self, fields: Fields, found: tuple[frozenset[str], frozenset[str], frozenset[str]], is_attachment: bool) -> Hit | None:
        """The hit, or None where the page says nothing of this duty. `found`: terms in title, lead and text."""
        title, lead, text = found
        in_title = self._satisfied(self.groups, title)
        in_lead = bool(self.groups) and len(self._satisfied(self.groups, title | lead)) == len(self.groups)
        full = len(in_title) == len(self.groups)
        parts = tuple(name for name, terms in self.parts if any(t in text or t in title for t in terms))
        near = self._is_near(fields.title, title, in_lead)
        wants_content = bool(self.parts or self.content.rows_at_least)
        if not (full or in_lead or near or (is_attachment and wants_content)):
            return None
        body_full = len(self._satisfied(self.body_groups, text | title)) == len(self.body_groups)
        excluded = next((t for t in self.none if t in title), "")
        matched = in_title if full else self._satisfied(self.groups, title | lead)
        return Hit(
            exact=full and body_full and not excluded,
            lead=in_lead,
            near=near,
            excluded=excluded,
            matched=matched,
            matched_in="title" if full else "body",
            parts=parts,
            rows=fields.rows,
            snippet=_snippet(fields, matched, full),
        )

    def _satisfied(self, groups: tuple[tuple[str, ...], ...], found: frozenset[str]) -> tuple[str, ...]:
        firsts = (next((t for t in group if t in found), None) for group in groups)
        return tuple(t for t in firsts if t is not None)

    def _is_near(self, title: str, found: frozenset[str], in_lead: bool) -> bool:
        subject = bool(self.groups) and any(t in found for t in self.groups[0])
        told = subject or any(t in found for t in self.near)
        return in_lead or told or share(self._weights, title) >= NEAR_OVERLAP


class Matchers:
    """The matchers of all duties that look for documents, over one term index: a page is run once against all terms."""

    def __init__(self, duties: Iterable[Duty], words: Words) -> None:
        self.by_digest: dict[str, DutyMatcher] = {}
        self._digests: dict[Duty, str] = {}
        self._titles: dict[str, dict[str, Hit]] = {}
        for duty in duties:
            if duty.match is None:
                continue
            matcher = DutyMatcher(duty, words)
            self.by_digest[matcher.match_sha256] = matcher
            self._digests[duty] = matcher.match_sha256
        self._index = TermIndex(t for m in self.by_digest.values() for t in m.terms())

    def digest_of(self, duty: Duty) -> str | None:
        return self._digests.get(duty)

    def rivals_of(self, duty: Duty) -> frozenset[str]:
        """The digests of duties that bind none of the units this one binds and are about another subject (first title group)."""

        def is_rival(other: Duty) -> bool:
            return not set(other.units) & set(duty.units) and _subject(other) != _subject(duty)

        return frozenset(digest for other, digest in self._digests.items() if is_rival(other))

    def match(self, page: Page, digests: Iterable[str]) -> dict[str, Hit]:
        """The hits of one page, by match digest."""
        fields = fields_of(page)
        found = (self._index.find(fields.title), self._index.find(fields.lead), self._index.find(fields.text))
        hits = {d: self.by_digest[d].judge_fields(fields, found, page.kind == "attachment") for d in digests}
        return {d: h for d, h in hits.items() if h is not None}

    def match_title(self, title: str) -> dict[str, Hit]:
        """The hits of a list title alone, kept for the next duty that asks."""
        if title not in self._titles:
            self._titles[title] = self.match(Page(kind="other", media="html", title=title), self.by_digest)
        return self._titles[title]

    def is_wanted(self, title: str) -> bool:
        """Whether a list title says anything of any duty: older entries are fetched only then."""
        return any(h.exact or h.near for h in self.match_title(title).values())


def _subject(duty: Duty) -> tuple[str, ...]:
    return duty.match.title.all[0] if duty.match and duty.match.title.all else ()


def _digest(duty: Duty, vocabulary: tuple[str, ...]) -> str:
    told = {"matcher": MATCHER, "match": asdict(duty.match) if duty.match else None, "content": asdict(duty.content), "vocabulary": vocabulary}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _snippet(fields: Fields, matched: tuple[str, ...], in_title: bool) -> str:
    text = fields.title if in_title else fields.lead
    at = min((text.find(t) for t in matched if t in text), default=0)
    start = max(0, at - SNIPPET_CHARACTERS // 3)
    return text[start : start + SNIPPET_CHARACTERS]
