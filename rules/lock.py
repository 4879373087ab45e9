"""A lock held by one process at a time, given up by the system when the process ends however it ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rules.errors import AlreadyRunning


@contextmanager
def held(path: Path, what: str) -> Iterator[None]:
    """Hold the lock file while the block runs. Raises AlreadyRunning where another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(f"另一个{what}正在进行（锁文件 {path}），这一次不做；等它结束后再运行。") from error
        yield
