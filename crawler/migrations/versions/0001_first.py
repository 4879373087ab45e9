"""The first schema: runs, captures, readings, listings, looks, failures; hits and verdicts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_what_was_seen()
    _create_what_was_judged()


def _create_what_was_seen() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("fast", sa.Boolean(), nullable=False),
        sa.Column("program", sa.String(64), nullable=False),
        sa.Column("reader", sa.String(64), nullable=False),
        sa.Column("units_sha256", sa.String(64), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
    )
    op.create_table(
        "capture",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("run", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("site", sa.String(128)),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("run", "seq", name="capture_once"),
    )
    op.create_index("capture_address", "capture", ["address"])
    op.create_index("capture_sha256", "capture", ["sha256"])
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("reader", sa.String(64), nullable=False),
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.UniqueConstraint("sha256", "reader", name="reading_once"),
    )
    op.create_index("reading_content", "reading", ["content_sha256"])
    op.create_table(
        "listing",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("site", sa.String(128), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("date", sa.Date()),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("first_seen", sa.DateTime(), nullable=False),
        sa.Column("valid_from", sa.DateTime(), nullable=False),
        sa.Column("valid_to", sa.DateTime()),
        sa.Column("gone_on", sa.DateTime()),
        sa.Column("first_look", sa.Integer(), nullable=False),
        sa.Column("gone_look", sa.Integer()),
    )
    op.create_index("listing_column", "listing", ["site", "column"])
    op.create_table(
        "column_look",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("run", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("look", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("site", sa.String(128), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("reached", sa.String(16), nullable=False),
        sa.Column("to_end", sa.Boolean(), nullable=False),
        sa.Column("covered_since", sa.Date()),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("first_page", sa.String(64), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("oldest", sa.Date()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.UniqueConstraint("run", "seq", name="column_look_once"),
    )
    op.create_index("column_look_column", "column_look", ["site", "column"])
    op.create_table(
        "site_look",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("run", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("site", sa.String(128), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("names_unit", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.UniqueConstraint("run", "seq", name="site_look_once"),
    )
    op.create_table(
        "failure",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("run", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("site", sa.String(128)),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.UniqueConstraint("run", "seq", name="failure_once"),
    )


def _create_what_was_judged() -> None:
    op.create_table(
        "hit",
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("reader", sa.String(64), nullable=False),
        sa.Column("match_sha256", sa.String(64), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("content_sha256", "reader", "match_sha256"),
    )
    op.create_table(
        "match_mark",
        sa.Column("match_sha256", sa.String(64), nullable=False),
        sa.Column("reader", sa.String(64), nullable=False),
        sa.Column("last_reading_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("match_sha256", "reader"),
    )
    op.create_table(
        "check_run",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("known_at", sa.DateTime(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("meta", sa.Text(), nullable=False),
    )
    op.create_table(
        "verdict",
        sa.Column("check_run", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("rule_set", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(128), nullable=False),
        sa.Column("duty", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(128), nullable=False),
        sa.Column("period", sa.String(32)),
        sa.Column("subject", sa.Text()),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("check_run", "seq"),
    )
    op.create_index("verdict_duty", "verdict", ["rule_set", "rule", "duty", "unit"])
