"""Opens a database, brings its schema to this version, and tells its errors in plain Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from rules.errors import StoreError

_BUSY_SECONDS = 30
_TOLD: tuple[tuple[str, str], ...] = (
    ("disk is full", "磁盘已满，数据库写不进去；请腾出空间再运行，已存下的内容都在"),
    ("could not extend file", "数据库服务器的磁盘已满；请腾出空间再运行，已存下的内容都在"),
    ("database is locked", f"数据库被别的程序占用超过 {_BUSY_SECONDS} 秒；请等它结束再运行"),
    ("unable to open database file", "打不开数据库文件；请检查所在文件夹是否存在、是否可写"),
    ("readonly database", "数据库文件是只读的；请检查文件和所在文件夹的权限"),
    ("file is not a database", "这个文件不是数据库；请换一个 --db，或移走它后运行 gongkai archive rebuild"),
    ("malformed", "数据库文件已损坏；请移走它后运行 gongkai archive rebuild，由档案重建"),
    ("disk i/o error", "读写数据库时磁盘出错；请检查磁盘，必要时移走数据库后运行 gongkai archive rebuild"),
    ("connection refused", "连不上数据库服务器；请检查它是否在运行、地址是否正确"),
    ("could not translate host name", "数据库服务器的名字无法解析；请检查 --db 的地址"),
    ("authentication failed", "数据库拒绝登录；请检查 --db 里的用户和口令"),
    ("does not exist", "数据库里缺少所指的库、模式或表；请检查 --db 的地址"),
)


def open_engine(url: str) -> Engine:
    """An engine whose schema is at this version. Raises StoreError."""
    with told_in_chinese(url):
        try:
            engine = create_engine(make_url(url))
        except (ArgumentError, NoSuchModuleError) as error:
            raise StoreError(f"看不懂数据库地址 {url}；例如 sqlite:///gongkai.db 或 postgresql+psycopg://用户@主机/库名") from error
        if engine.dialect.name == "sqlite":
            _prepare_sqlite(engine)
        try:
            migrate(engine)
        except BaseException:
            engine.dispose()
            raise
        return engine


def migrate(engine: Engine) -> None:
    """Brings an older schema up to date; refuses one this program does not know."""
    with engine.connect() as connection:
        # Without the writer's lock, so that reading goes on beside a crawl.
        if _revision(connection) == newest():
            return
    from crawler.schema import bring_up_to_date  # alembic takes a quarter of all loading, and is seldom needed

    with writing(engine) as connection:
        if _revision(connection) != newest():
            bring_up_to_date(connection)


def newest() -> str:
    """This program's revision: migrations are named by theirs, in their order."""
    return max(path.name.partition("_")[0] for path in (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*.py"))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that will write. SQLite takes the lock at once: a read lock cannot always be raised later."""
    with engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
        yield connection


@contextmanager
def reading_one_state(engine: Engine) -> Iterator[Connection]:
    """A transaction whose questions all see the same state, whatever is written meanwhile: SQLite's always do."""
    connection = engine.connect()
    if engine.dialect.name != "sqlite":
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    with connection, connection.begin():
        yield connection


@contextmanager
def told_in_chinese(url: str) -> Iterator[None]:
    """Turns the database's errors into StoreError."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(f"数据库 {_shown(url)}：{_told(str(error.orig))}") from error
    except SQLAlchemyError as error:
        raise StoreError(f"数据库 {_shown(url)} 出错：{error}") from error


def _told(message: str) -> str:
    lowered = message.lower()
    return next((chinese for part, chinese in _TOLD if part in lowered), f"数据库报错：{message.strip()}")


def _shown(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def _prepare_sqlite(engine: Engine) -> None:
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)


def _set_pragmas(connection: Any, _record: object) -> None:
    # The driver's own BEGIN comes only before writes: reads in one transaction would not see one state.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={_BUSY_SECONDS * 1000}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")
