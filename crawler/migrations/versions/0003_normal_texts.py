"""What makes a changed duty cheap: every reading's texts in normal form, and the hits of one duty found by an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "normal_text",
        sa.Column("reading_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("form", sa.String(16), nullable=False),
        sa.Column("texts", sa.LargeBinary(), nullable=False),
    )
    op.create_index("hit_match", "hit", ["match_sha256", "reader"])
