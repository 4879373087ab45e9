"""Runs the migrations on the connection that crawler.db hands over; batch mode because SQLite cannot alter columns."""

from __future__ import annotations

from alembic import context

from crawler.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
