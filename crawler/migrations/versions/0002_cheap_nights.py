"""What cheap nights need: validators of answers, revisit records, what lists and sites say of their size, marks told by lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NEW = (
    ("capture", sa.Column("etag", sa.Text(), nullable=False, server_default="")),
    ("capture", sa.Column("last_modified", sa.Text(), nullable=False, server_default="")),
    ("capture", sa.Column("held_file", sa.Text(), nullable=False, server_default="")),
    ("capture", sa.Column("held_offset", sa.BigInteger(), nullable=False, server_default="0")),
    ("listing", sa.Column("marks", sa.Text(), nullable=False, server_default="")),
    ("column_look", sa.Column("total", sa.Integer())),
    ("column_look", sa.Column("page_count", sa.Integer())),
    ("column_look", sa.Column("skipped", sa.Text(), nullable=False, server_default="{}")),
    ("site_look", sa.Column("standing", sa.Integer())),
    ("site_look", sa.Column("nights_left", sa.Integer(), nullable=False, server_default="0")),
    ("reading", sa.Column("refusal", sa.String(16), nullable=False, server_default="")),
    ("failure", sa.Column("column", sa.Text(), nullable=False, server_default="")),
)


def upgrade() -> None:
    for table, column in _NEW:
        op.add_column(table, column)
