"""One process at a time on an archive: one crawl, one nightly run."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rules.errors import AlreadyRunning, StoreError


@contextmanager
def locked(archive: Path, what: str = "抓取", name: str = ".lock") -> Iterator[None]:
    """Holds a lock of the archive. Raises AlreadyRunning; the lock goes with the process, however that ends."""
    path = archive / name
    try:
        archive.mkdir(parents=True, exist_ok=True)
        file = path.open("a+")
    except OSError as error:
        raise StoreError(f"档案文件夹 {archive} 不能写（{error.strerror}）；请用 --archive 指定一个能写的文件夹") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            raise AlreadyRunning(f"另一次{what}正在使用档案 {archive}（进程 {file.read().strip() or '不明'}）；请等它结束再运行") from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
