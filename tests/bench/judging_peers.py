"""What judging is compared with: every rule's terms looked for in every page, and a query of SQLite's FTS5 for each duty."""

from __future__ import annotations

import re
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from checks.hit import Hit
from checks.match import Matchers
from checks.matcher import DutyMatcher, Fields, Found, fields_of
from checks.store import CheckStore
from checks.terms import key_of
from crawler.extract import READER
from crawler.page import Page
from crawler.store import Store
from rules.text import normalise
from rules.wording import GAP, GAP_CHARACTERS

MOST_PAGES = 1500
"""Rule by rule takes minutes for more: beyond so many every n-th page is taken and the time multiplied."""
TRIGRAM = 3


def every_rule_over_every_page(store: Store, matchers: Matchers) -> dict[str, Any]:
    """Every page read and normalised, then each duty's own terms looked for in it one after the other. The hits must be the stored ones."""
    total = sum(1 for _ in _pages(store))
    every = max(1, -(-total // MOST_PAGES))
    duties = [(digest, matcher, tuple(map(_finder, {*matcher.terms(), *matcher.vocabulary}))) for digest, matcher in matchers.by_digest.items()]
    stored = {digest: CheckStore(store.engine).hits(digest, READER) for digest in matchers.by_digest}
    seconds, differing, asked = 0.0, 0, 0
    for _, content, page in (told for number, told in enumerate(_pages(store)) if number % every == 0):
        started = time.process_time()
        fields = fields_of(page)
        found = {digest: _asked_alone(fields, matcher, finders) for digest, matcher, finders in duties}
        seconds += time.process_time() - started
        asked += 1
        differing += sum(hit != stored[digest].get(content) for digest, hit in found.items())
    return {"plain": seconds * total / asked, "plain_pages": asked, "plain_differing": differing, "pages": total}


def _pages(store: Store) -> Iterator[tuple[int, str, Page]]:
    after = 0
    while batch := store.readings_after(after):
        yield from ((r.id, r.content_sha256, r.page) for r in batch)
        after = batch[-1].id


def _finder(term: str) -> tuple[str, str, re.Pattern[str] | None]:
    """A term's key, how it reads normalised, and the pattern of one with a gap."""
    if GAP not in term:
        return key_of(term), normalise(term), None
    pieces = [re.escape(normalise(p)) for p in term.split(GAP)]
    return term, "", re.compile(f".{{0,{GAP_CHARACTERS}}}?".join(pieces))


def _asked_alone(fields: Fields, matcher: DutyMatcher, finders: Iterable[tuple[str, str, re.Pattern[str] | None]]) -> Hit | None:
    texts = (fields.title, fields.lead, fields.text, fields.names, fields.issuer)
    found = (frozenset(key for key, word, gap in finders if (gap.search(text) if gap else word in text)) for text in texts)
    return matcher.judge_fields(fields, Found(*found))


def trigram_queries(store: Store, matchers: Matchers) -> dict[str, Any]:
    """An index of titles and texts, then one query for each duty: of each group of its title one term. What it misses is counted."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, sqlite3.connect(Path(folder) / "fts.db") as connection:
        started = time.process_time()
        connection.execute("CREATE VIRTUAL TABLE texts USING fts5(content UNINDEXED, title, body, tokenize='trigram')")
        for _, content, page in _pages(store):
            fields = fields_of(page)
            connection.execute("INSERT INTO texts VALUES (?, ?, ?)", (content, fields.title, fields.text))
        connection.commit()
        built = time.process_time() - started
        checks, told = CheckStore(store.engine), {"built": built, "query": 0.0, "queries": 0, "short": 0, "of": 0, "right": 0, "missed": 0}
        for digest, matcher in matchers.by_digest.items():
            if not matcher.title.groups:
                continue
            started = time.process_time()
            rows = {row[0] for query in _queries(matcher) for row in connection.execute("SELECT content FROM texts WHERE texts MATCH ?", (query,))}
            told["query"] += time.process_time() - started
            told["queries"] += 1
            told["short"] += any(len(term) < TRIGRAM for group in matcher.title.groups for term in _pieces(group))
            right = {content for content, hit in checks.hits(digest, READER).items() if hit.wording}
            told["right"] += len(right)
            told["missed"] += len(right - rows)
        return told


def _queries(matcher: DutyMatcher) -> Iterator[str]:
    """The query of each wording; a term with a gap by its pieces."""
    for keyed in (matcher.title, *matcher.accepted):
        yield "title:(" + " AND ".join("(" + " OR ".join(f'"{p}"' for p in _pieces(group)) + ")" for group in keyed.groups) + ")"


def _pieces(group: Iterable[str]) -> list[str]:
    return [normalise(piece).replace('"', "") for term in group for piece in term.split(GAP)]
