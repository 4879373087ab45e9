"""The far side of `apart`: a process that reads files within bounds of time, memory and output, one after another."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from typing import BinaryIO

from crawler.extract.files.file_text import FileText, capped
from crawler.extract.files.readers import read_kind
from crawler.extract.files.watch import Watch
from crawler.extract.files.wire import BEGUN, LAST, TOLD, Question, asked, packed, tell
from rules.office.archives import Unreadable

_MOST_MEMORY = 3 << 30
_GROWN = 500 << 20
"""Peak of memory after which a process is worth replacing (Linux gives kilobytes, macOS bytes)."""
_MOST_FILES = 1_000
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def serve() -> None:
    """Answers questions from standard input until it ends, or until this process has grown."""
    _bound()
    source, target = _pipes()
    for count in range(1, _MOST_FILES + 1):
        found = asked(source)
        if found is None:
            return
        answer = packed(_answer(*found, target))
        is_last = count == _MOST_FILES or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT > _GROWN
        tell(target, LAST if is_last else TOLD, content=answer)
        if is_last:
            return


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

    signal.setitimer(signal.ITIMER_REAL, question.seconds)
    try:
        return capped(read_kind(payload, question.kind, question.name, Watch(question.lost, question.rest, until, begun)))
    except Unreadable as error:
        return str(error)
    except (MemoryError, RecursionError):
        return "文件过于复杂，读取所需内存过多"
    except Exception as error:
        return f"文件无法解析（{type(error).__name__}）"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
