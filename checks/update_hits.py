"""Keeping hits up to date: what was read since a duty's terms were last run is run against them, and nothing twice."""

from __future__ import annotations

from checks.match import Matchers
from checks.store import CheckStore
from crawler.extract import READER
from crawler.store import Store

READINGS_AT_ONCE = 200


def update_hits(store: Store, checks: CheckStore, matchers: Matchers) -> int:
    """Run every reading not yet seen against the terms that have not seen it; how many readings that was."""
    marks = checks.marks(READER)
    reach = {digest: marks.get(digest, 0) for digest in matchers.by_digest}
    count, after = 0, min(reach.values(), default=0)
    while reach and (batch := store.readings_after(after, READINGS_AT_ONCE)):
        found = []
        for reading in batch:
            digests = [d for d, last in reach.items() if last < reading.id]
            found.append((reading.content_sha256, matchers.match(reading.page, digests)))
        after = batch[-1].id
        reach = {d: max(last, after) for d, last in reach.items()}
        checks.add_hits(READER, found, reach)
        count += len(batch)
    return count
