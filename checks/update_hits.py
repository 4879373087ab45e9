"""Keeping hits up to date: what was read since a duty's terms were last run is run against them, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checks.hit import Hit
from checks.match import Matchers
from checks.matcher import fields_of
from checks.normal_text import pack
from checks.reach import Asked
from checks.store import CheckStore, KeptText, Matched
from crawler.extract import READER
from crawler.store import Store

READINGS_AT_ONCE = 500


def update_hits(store: Store, checks: CheckStore, matchers: Matchers) -> int:
    """Run every reading not yet seen against the terms that have not seen it; how many readings that was."""
    marks = checks.marks(READER)
    reach = {digest: marks.get(digest, 0) for digest in matchers.by_digest}
    asking = _Asking(matchers)
    count, after = 0, min(reach.values(), default=0)
    while reach and (batch := checks.texts_after(after, READER, READINGS_AT_ONCE)):
        after = batch[-1].id
        behind = {d: last for d, last in reach.items() if last < after}
        hits, texts = _matched(batch, behind, store, asking)
        reach |= dict.fromkeys(behind, after)
        checks.add_matched(READER, Matched(hits, dict.fromkeys(behind, after), texts))
        count += len(batch)
    return count


class _Asking:
    """The duties that have not seen a reading: nearly always the same ones as of the reading before."""

    def __init__(self, matchers: Matchers) -> None:
        self._matchers = matchers
        self._last: tuple[frozenset[str], Asked] | None = None

    def of(self, digests: frozenset[str]) -> Asked:
        if self._last is None or self._last[0] != digests:
            self._last = digests, self._matchers.among(digests)
        return self._last[1]


def _matched(batch: Iterable[KeptText], reach: Mapping[str, int], store: Store, asking: _Asking) -> tuple[dict[str, Mapping[str, Hit]], dict[int, bytes]]:
    """The hits by content, and the texts that are to be kept from now on, by reading."""
    pages = store.pages_of_readings([kept.id for kept in batch if kept.texts is None])
    hits: dict[str, Mapping[str, Hit]] = {}
    texts: dict[int, bytes] = {}
    for kept in batch:
        asked = asking.of(frozenset(d for d, last in reach.items() if last < kept.id))
        if kept.texts is not None:
            hits[kept.content_sha256] = asked.of_packed(kept.texts)
        elif (page := pages.get(kept.id)) is not None:
            fields = fields_of(page)
            hits[kept.content_sha256] = asked.of_fields(fields)
            texts[kept.id] = pack(fields)
    return hits, texts
