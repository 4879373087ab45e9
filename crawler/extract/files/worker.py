"""The far side of `apart`: a process that reads files within bounds of time, memory and output, one after another."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import BinaryIO

from crawler.extract.files.file_text import FileText, capped
from crawler.extract.files.ocr import ocr_version
from crawler.extract.files.readers import read_kind
from crawler.extract.files.watch import LATE, PAGE_SECONDS, Late, Watch
from crawler.extract.files.wire import BEGUN, LAST, PAGED, TOLD, Question, asked, packed, tell
from rules.office.archives import Unreadable

_MOST_MEMORY = 4 << 30
_GROWN, _GROWN_WITH_ENGINE = 500 << 20, 1_000 << 20
"""Memory held after a file from which on a process is worth replacing. The engine that recognises pictures keeps 440 MB for the
next page; replacing it after each scan would cost a start of one second each time."""
_MOST_FILES = 1_000
_OWN_MEMORY = Path("/proc/self/statm")


def serve() -> None:
    """Answers questions from standard input until it ends, or until this process has grown."""
    _bound()
    source, target = _pipes()
    for count in range(1, _MOST_FILES + 1):
        found = asked(source)
        if found is None:
            return
        answer = packed(_answer(*found, target))
        is_last = count == _MOST_FILES or _held() > (_GROWN_WITH_ENGINE if ocr_version() else _GROWN)
        tell(target, LAST if is_last else TOLD, content=answer)
        if is_last:
            return


def _held() -> int:
    """Bytes of memory. Where the system tells only a peak, that: on Linux it is no use, since a process inherits it from the one
    that started it (`getrusage`, measured on 6.x: a child of 11 MB tells 1336 MB)."""
    if _OWN_MEMORY.exists():
        return int(_OWN_MEMORY.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Both pipes under other numbers: what a library prints must not get between the answers."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return source, target


def _answer(question: Question, payload: bytes, target: BinaryIO) -> FileText | str:
    """The alarm ends the process even inside a library, and where nobody waits for the answer any more."""
    until = time.monotonic() + question.seconds

    def begun(place: int) -> None:
        signal.setitimer(signal.ITIMER_REAL, question.member_seconds)
        tell(target, BEGUN, place)

    def paged() -> None:
        signal.setitimer(signal.ITIMER_REAL, signal.getitimer(signal.ITIMER_REAL)[0] + PAGE_SECONDS)
        tell(target, PAGED)

    signal.setitimer(signal.ITIMER_REAL, question.seconds)
    try:
        return capped(read_kind(payload, question.kind, question.name, Watch(question.lost, question.rest, until, begun, paged)))
    except Late:
        return LATE
    except Unreadable as error:
        return str(error)
    except (MemoryError, RecursionError):
        return "文件过于复杂，读取所需内存过多"
    except Exception as error:
        return f"文件无法解析（{type(error).__name__}）"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
