"""The stored catalogue: keys of readings and list titles, list titles that say something of a duty, and how far each of them reaches."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, update

from checks.catalogue import WORDED, Key, Kind, digest_of_key
from crawler.page import Page
from crawler.pagejson import page_from_json
from crawler.store_histories import in_chunks
from crawler.tables import catalogue, listing, mark, reading, title_hit, wording

_AT_ONCE, _TITLES_AT_ONCE = 500, 2000
_BLOCK = 4000
"""So many titles are looked through as one text."""


@dataclass(frozen=True)
class Title:
    """A list title, with the id of its row."""

    id: int
    text: str


class CatalogueStore:
    """Writes the catalogue and the hits of list titles, in the database that the crawl's store opened."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def marks(self) -> dict[str, int]:
        """How far everything was run, by its name."""
        with self.engine.connect() as c:
            return {row.what: row.last_id for row in c.execute(select(mark))}

    def titles_after(self, listing_id: int, limit: int = _TITLES_AT_ONCE) -> list[Title]:
        """The next list titles by rising id."""
        query = select(listing.c.id, listing.c.title).where(listing.c.id > listing_id).order_by(listing.c.id).limit(limit)
        with self.engine.connect() as c:
            return [Title(row.id, row.title) for row in c.execute(query)]

    def pages_after(self, reading_id: int, reader: str, limit: int = _AT_ONCE) -> list[tuple[int, Page]]:
        """The next lean pages of a reader by rising id."""
        query = select(reading.c.id, reading.c.page).where(reading.c.id > reading_id, reading.c.reader == reader).order_by(reading.c.id).limit(limit)
        with self.engine.connect() as c:
            return [(row.id, page_from_json(row.page)) for row in c.execute(query)]

    def add_hits(self, found: Mapping[int, Iterable[str]], marks: Mapping[str, int]) -> None:
        """Store the digests that list titles say something of and, in the same transaction, how far each now reaches."""
        rows = [{"match_sha256": digest, "listing": key} for key, digests in sorted(found.items()) for digest in sorted(digests)]
        with self.engine.begin() as c:
            for start in range(0, len(rows), _AT_ONCE):
                c.execute(insert(title_hit), rows[start : start + _AT_ONCE])
            _move(c, marks)

    def add_keys(self, found: Mapping[int, Iterable[Key]], marks: Mapping[str, int]) -> None:
        """Store the keys of readings or listings, with the wording of those that are looked through, and how far that reaches."""
        rows = sorted({(kind, digest_of_key(key), source) for source, keys in found.items() for kind, key in keys})
        texts = {digest_of_key(key): key for keys in found.values() for kind, key in keys if kind in WORDED}
        with self.engine.begin() as c:
            kept = {k for some in in_chunks(texts) for k in c.execute(select(wording.c.key).where(wording.c.key.in_(some))).scalars()}
            new = [{"key": key, "text": text} for key, text in sorted(texts.items()) if key not in kept]
            if new:
                c.execute(insert(wording), new)
            if rows:
                c.execute(insert(catalogue), [{"kind": kind, "key": key, "source": source} for kind, key, source in rows])
            _move(c, marks)

    def forget_keys(self, prefix: str) -> None:
        """Empties the catalogue, whose keys another version made; `prefix`: of its marks."""
        with self.engine.begin() as c:
            c.execute(delete(catalogue))
            c.execute(delete(wording))
            c.execute(delete(mark).where(mark.c.what.startswith(prefix, autoescape=True)))


def _move(connection: Connection, marks: Mapping[str, int]) -> None:
    known = set(connection.execute(select(mark.c.what)).scalars())
    old = [{"named": what, "last": last} for what, last in sorted(marks.items()) if what in known]
    new = [{"what": what, "last_id": last} for what, last in sorted(marks.items()) if what not in known]
    if old:
        connection.execute(update(mark).where(mark.c.what == bindparam("named")).values(last_id=bindparam("last")), old)
    if new:
        connection.execute(insert(mark), new)


def sources(connection: Connection, kinds: Iterable[Kind], keys: Iterable[int]) -> set[tuple[str, int]]:
    """The ids of the readings, or rows of the listing table, that have one of these keys, each with its kind."""
    c = catalogue.c
    query = select(c.kind, c.source).where(c.kind.in_(tuple(kinds)))
    return {(row.kind, row.source) for some in in_chunks(keys) for row in connection.execute(query.where(c.key.in_(some)))}


def listings_told(connection: Connection, digest: str) -> list[int]:
    """The rows of the listing table whose title says something of a duty."""
    return list(connection.execute(select(title_hit.c.listing).where(title_hit.c.match_sha256 == digest)).scalars())


@dataclass(frozen=True)
class _Block:
    """Titles, a line each: where each begins, and its key."""

    text: str
    starts: array[int]
    keys: array[int]


class Wordings:
    """All titles of the catalogue, to be looked through: some hundred bytes for each."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute(select(wording.c.key, wording.c.text).order_by(wording.c.key).execution_options(yield_per=_BLOCK))
        self._blocks = [_block([(row.key, row.text) for row in some]) for some in rows.partitions(_BLOCK)]

    def holding(self, text: str) -> Iterator[int]:
        """The keys of the titles that a text is part of."""
        for block in self._blocks:
            at = block.text.find(text)
            while at >= 0:
                line = bisect_right(block.starts, at) - 1
                yield block.keys[line]
                at = block.text.find(text, block.starts[line + 1]) if line + 1 < len(block.starts) else -1


def _block(titles: Sequence[tuple[int, str]]) -> _Block:
    starts = accumulate((len(text) + 1 for _, text in titles[:-1]), initial=0)
    return _Block("\n".join(text for _, text in titles), array("l", starts), array("q", (key for key, _ in titles)))
