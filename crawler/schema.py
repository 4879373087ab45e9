"""Brings a database's schema to this version, or refuses it: the only user of alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from crawler.tables import metadata
from rules.errors import StoreError


def bring_up_to_date(connection: Connection) -> None:
    """Raises StoreError where the schema is not one of ours, or one of a newer program. Call it where nobody else can write."""
    config = _config()
    _refuse_unknown(connection, ScriptDirectory.from_config(config), MigrationContext.configure(connection).get_current_revision())
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def head() -> str | None:
    """The revision that alembic finds to be the last."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _refuse_unknown(connection: Connection, scripts: ScriptDirectory, found: str | None) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(
            f"数据库 {_shown(connection)} 的版本是 {found}，本程序只认得到 {scripts.get_current_head()}："
            "它由更新的程序写成。请升级 gongkai，或用 --db 指定另一个库后运行 gongkai archive rebuild 由档案重建"
        )
    strangers = set(inspect(connection).get_table_names()) & set(metadata.tables)
    if found is None and strangers:
        raise StoreError(
            f"数据库 {_shown(connection)} 里已有同名的表（{'、'.join(sorted(strangers))}），却没有版本记录：它不是 gongkai 建的。请用 --db 指定另一个库"
        )


def _shown(connection: Connection) -> str:
    return connection.engine.url.render_as_string(hide_password=True)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
