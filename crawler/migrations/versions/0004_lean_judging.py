"""What judging needs to load no more than it asks for: indexes, hits of list titles, a catalogue of documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INDEXES: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("capture_at", "capture", ("at",), ""),
    ("capture_start", "capture", ("address",), "role = 'start'"),
    ("capture_sends_on", "capture", ("address",), "location <> ''"),
    ("reading_refusal", "reading", ("refusal", "reader", "sha256"), "refusal <> ''"),
    ("listing_address", "listing", ("address",), ""),
    ("column_look_at", "column_look", ("site", "column", "at"), ""),
)


def upgrade() -> None:
    for name, table, columns, where in _INDEXES:
        only = sa.text(where) if where else None
        op.create_index(name, table, list(columns), sqlite_where=only, postgresql_where=only)
    op.create_table(
        "title_hit",
        sa.Column("match_sha256", sa.String(64), nullable=False),
        sa.Column("listing", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("match_sha256", "listing"),
    )
    op.create_table(
        "catalogue",
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "source"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "wording",
        sa.Column("key", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.create_table(
        "mark",
        sa.Column("what", sa.String(96), primary_key=True),
        sa.Column("last_id", sa.Integer(), nullable=False),
    )
