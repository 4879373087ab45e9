"""One process at a time on an archive: one crawl, one nightly run; and who that is by now, for those who only read."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from rules.errors import AlreadyRunning, StoreError

LOCK = ".lock"
CRAWL = "抓取"
_TRIES = 5
_PAUSE_SECONDS = 0.02
"""Who looks whether the lock is free holds it for an instant: nobody is turned away for that."""


@contextmanager
def locked(archive: Path, what: str = CRAWL, name: str = LOCK) -> Iterator[None]:
    """Holds a lock of the archive. Raises AlreadyRunning; the lock goes with the process, however that ends."""
    path = archive / name
    try:
        archive.mkdir(parents=True, exist_ok=True)
        file = path.open("a+")
    except OSError as error:
        raise StoreError(f"档案文件夹 {archive} 不能写（{error.strerror}）；请用 --archive 指定一个能写的文件夹") from error
    with file:
        if not _taken(file):
            held, number = _told(file)
            raise AlreadyRunning(f"另一次{held or what}正在使用档案 {archive}（进程 {number or '不明'}）；请等它结束再运行")
        file.truncate(0)
        file.write(f"{os.getpid()} {what}")
        file.flush()
        yield


def at_work(archive: Path) -> str:
    """What holds the archive's lock now, as 抓取, or "" where nobody writes to it."""
    try:
        with (archive / LOCK).open("r") as file:
            return "" if _free(file) else _told(file)[0] or CRAWL
    except OSError:
        return ""  # never locked, or not for us to read


def _taken(file: IO[str]) -> bool:
    for left in reversed(range(_TRIES)):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if left:
                time.sleep(_PAUSE_SECONDS)
        else:
            return True
    return False


def _free(file: IO[str]) -> bool:
    """Any number of readers may ask this at once."""
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _told(file: IO[str]) -> tuple[str, str]:
    """What the holder has written of itself: what it does, and its process; empty where nothing is there yet."""
    file.seek(0)
    number, _, what = file.read().strip().partition(" ")
    return what, number
