"""The database's tables: an index of the archive and of what was judged from it (one MetaData for all)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)

from crawler.column_types import Moment, Words

metadata = MetaData()


def _only(rows: str) -> dict[str, Any]:
    """An index of few rows out of many; a query must write the same condition out to be helped by it."""
    return {"sqlite_where": text(rows), "postgresql_where": text(rows)}


run = Table(
    "run",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("status", String(16), nullable=False),
    Column("simulated", Boolean, nullable=False),
    Column("mode", String(16), nullable=False),
    Column("fast", Boolean, nullable=False),
    Column("program", String(64), nullable=False),
    Column("reader", String(64), nullable=False),
    Column("units_sha256", String(64), nullable=False),
    Column("counts", Words, nullable=False),
    Column("last_seq", Integer, nullable=False),
)
"""last_seq: how far this run's journal is in the database."""

capture = Table(
    "capture",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("url", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("site", String(128)),
    Column("role", String(16), nullable=False),
    Column("status", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("content_type", Words, nullable=False),
    Column("location", Words, nullable=False),
    Column("file", Words, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("etag", Words, nullable=False, server_default=""),
    Column("last_modified", Words, nullable=False, server_default=""),
    Column("held_file", Words, nullable=False, server_default=""),
    Column("held_offset", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("run", "seq", name="capture_once"),
    Index("capture_address", "address"),
    Index("capture_sha256", "sha256"),
    Index("capture_at", "at"),
    Index("capture_start", "address", **_only("role = 'start'")),
    Index("capture_sends_on", "address", **_only("location <> ''")),
)

reading = Table(
    "reading",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("sha256", String(64), nullable=False),
    Column("reader", String(64), nullable=False),
    Column("content_sha256", String(64), nullable=False),
    Column("page", Words, nullable=False),
    Column("content", Words, nullable=False),
    Column("refusal", String(16), nullable=False, server_default=""),
    UniqueConstraint("sha256", "reader", name="reading_once"),
    Index("reading_content", "content_sha256"),
    Index("reading_refusal", "refusal", "reader", "sha256", **_only("refusal <> ''")),
)
"""page: without body, tables and entries, which stand apart in `content`, so that a snapshot need not load them. refusal: see Page."""

listing = Table(
    "listing",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("site", String(128), nullable=False),
    Column("column", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("date", Date),
    Column("pinned", Boolean, nullable=False),
    Column("marks", Words, nullable=False, server_default=""),
    Column("first_seen", Moment, nullable=False),
    Column("valid_from", Moment, nullable=False),
    Column("valid_to", Moment),
    Column("gone_on", Moment),
    Column("first_look", Integer, nullable=False),
    Column("gone_look", Integer),
    Index("listing_column", "site", "column"),
    Index("listing_address", "address"),
)
"""One wording of one stay of an entry in its column: a changed title closes the row (valid_to) and opens the next with
the same first_seen; an entry that was gone and comes back is a new stay. first_look, gone_look: the
ids of the looks that saw the stay first and that found it gone. marks: lines of what the list says of its force."""

column_look = Table(
    "column_look",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("look", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("site", String(128), nullable=False),
    Column("column", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("reached", String(16), nullable=False),
    Column("to_end", Boolean, nullable=False),
    Column("covered_since", Date),
    Column("pages", Integer, nullable=False),
    Column("first_page", String(64), nullable=False),
    Column("entries", Integer, nullable=False),
    Column("oldest", Date),
    Column("reason", Words, nullable=False),
    Column("total", Integer),
    Column("page_count", Integer),
    Column("skipped", Words, nullable=False, server_default="{}"),
    UniqueConstraint("run", "seq", name="column_look_once"),
    Index("column_look_column", "site", "column"),
    Index("column_look_at", "site", "column", "at"),
)

site_look = Table(
    "site_look",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("site", String(128), nullable=False),
    Column("reached", Boolean, nullable=False),
    Column("names_unit", Boolean, nullable=False),
    Column("reason", String(32), nullable=False),
    Column("detail", Words, nullable=False),
    Column("standing", Integer),
    Column("nights_left", Integer, nullable=False, server_default="0"),
    UniqueConstraint("run", "seq", name="site_look_once"),
)

failure = Table(
    "failure",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("url", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("site", String(128)),
    Column("role", String(16), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("detail", Words, nullable=False),
    Column("column", Words, nullable=False, server_default=""),
    UniqueConstraint("run", "seq", name="failure_once"),
)

hit = Table(
    "hit",
    metadata,
    Column("content_sha256", String(64), nullable=False),
    Column("reader", String(64), nullable=False),
    Column("match_sha256", String(64), nullable=False),
    Column("told", Words, nullable=False),
    PrimaryKeyConstraint("content_sha256", "reader", "match_sha256"),
    Index("hit_match", "match_sha256", "reader"),
)

match_mark = Table(
    "match_mark",
    metadata,
    Column("match_sha256", String(64), nullable=False),
    Column("reader", String(64), nullable=False),
    Column("last_reading_id", Integer, nullable=False),
    PrimaryKeyConstraint("match_sha256", "reader"),
)
"""How far a duty's terms were run over the readings."""

title_hit = Table(
    "title_hit",
    metadata,
    Column("match_sha256", String(64), nullable=False),
    Column("listing", Integer, nullable=False),
    PrimaryKeyConstraint("match_sha256", "listing"),
)
"""The rows of `listing` whose title says something of a duty."""

catalogue = Table(
    "catalogue",
    metadata,
    Column("kind", String(8), nullable=False),
    Column("key", BigInteger, nullable=False),
    Column("source", Integer, nullable=False),
    PrimaryKeyConstraint("kind", "key", "source"),
    sqlite_with_rowid=False,
)
"""By what documents are found: the digest of a 文号, a name, a title, a link's end, and the reading or listing it stands in."""

wording = Table(
    "wording",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("text", Words, nullable=False),
)
"""The normalised titles that the catalogue knows by their digest, each once."""

mark = Table(
    "mark",
    metadata,
    Column("what", String(96), primary_key=True),
    Column("last_id", Integer, nullable=False),
)
"""How far something was run over a table whose rows only grow."""

normal_text = Table(
    "normal_text",
    metadata,
    Column("reading_id", Integer, primary_key=True, autoincrement=False),
    Column("form", String(16), nullable=False),
    Column("texts", LargeBinary, nullable=False),
)
"""A reading's texts as terms are looked for in them, so that a changed duty need not read and normalise every page again.
form: the version of matching that made them."""

check_run = Table(
    "check_run",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("as_of", Date, nullable=False),
    Column("known_at", Moment, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("meta", Words, nullable=False),
)

verdict = Table(
    "verdict",
    metadata,
    Column("check_run", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("rule_set", Words, nullable=False),
    Column("rule", String(128), nullable=False),
    Column("duty", String(64), nullable=False),
    Column("unit", String(128), nullable=False),
    Column("period", String(32)),
    Column("subject", Words),
    Column("outcome", String(32), nullable=False),
    Column("told", Words, nullable=False),
    PrimaryKeyConstraint("check_run", "seq"),
    Index("verdict_duty", "rule_set", "rule", "duty", "unit"),
)

FROM_ARCHIVE: tuple[Table, ...] = (run, capture, reading, listing, column_look, site_look, failure)
"""What `archive rebuild` empties and fills again."""
FROM_READINGS: tuple[Table, ...] = (hit, match_mark, normal_text, title_hit, catalogue, wording, mark)
"""What rests on ids of readings, listings and captures and is therefore emptied with them; the next check fills it again."""
