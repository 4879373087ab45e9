"""Reads files in a process of its own: one that breaks a library, never ends or unpacks without end harms no run."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from crawler.extract.files.file_text import FileText
from crawler.extract.files.ocr import ocr_version
from crawler.extract.files.readers import PACKED, SCANNED
from crawler.extract.files.watch import BROKE, LATE, PAGE_SECONDS
from crawler.extract.files.wire import BEGUN, LAST, PAGED, Question, ask, told, unpacked
from rules.office.archives import Unreadable

_ROOT = str(Path(__file__).resolve().parents[3])
_START = f"import sys; sys.path.insert(0, {_ROOT!r}); from crawler.extract.files.worker import serve; serve()"
_MOST_SECONDS, _MOST_PACKED_SECONDS, _MOST_MEMBER_SECONDS = 60.0, 240.0, 20.0
"""The last resort: what is read is bound by counts, and a file that comes to these gives nothing at all."""
_MOST_LOST = 3
_GRACE_SECONDS = 5.0
"""The process ends itself when its time is over; where it cannot (stopped, starved), we do."""


def read_apart(payload: bytes, kind: str, name: str = "") -> FileText:
    """Raises Unreadable, also where reading took too long or broke the process."""
    seconds = _MOST_PACKED_SECONDS if kind in PACKED else _MOST_SECONDS
    return (_PATIENT if takes_long(kind) else _READER).read(payload, Question(kind, name, seconds, _MOST_MEMBER_SECONDS))


def takes_long(kind: str) -> bool:
    """Whether a file of this kind may take minutes: archives, and what may be scanned where pictures are recognised. Such files
    have a process of their own, so that others do not wait for them."""
    return kind in PACKED or (kind in SCANNED and bool(ocr_version()))


@dataclass(frozen=True)
class _Broken:
    """A process that ended in the middle of a file: why, and at which member of an archive."""

    reason: str
    member: int | None


class Reader:
    """One process at a time, started when first asked, anew after it broke, grew or where we were forked; it ends with its
    standard input. Its own session keeps Ctrl-C from breaking it in the middle of a file."""

    def __init__(self, start: str = _START) -> None:
        self.start = start
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0
        self.until = 0.0

    def read(self, payload: bytes, question: Question) -> FileText:
        """Raises Unreadable. An archive is read again without the member that broke the process; any other file once more, since
        a system short of memory ends processes too."""
        tries = 0
        with self.lock:
            self.until = time.monotonic() + question.seconds
            while isinstance(found := self._ask(payload, question), _Broken):
                tries += 1
                if found.member in question.lost or (found.member is None and (found.reason == LATE or tries > 1)):
                    raise Unreadable(found.reason)
                if found.member is not None:
                    lost = {**question.lost, found.member: found.reason}
                    question = replace(question, lost=lost, rest=found.member + 1 if len(lost) >= _MOST_LOST else None)
                question = replace(question, seconds=max(question.member_seconds, self.until - time.monotonic()))
        if isinstance(found, str):
            raise Unreadable(found)
        return found

    def close(self) -> None:
        """Ends the process; the next question starts another."""
        process, self.process = self.process, None
        if process is not None and self.owner == os.getpid():
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close(pipe)
            process.wait()

    def _ask(self, payload: bytes, question: Question) -> FileText | str | _Broken:
        process = self._running()
        last_moment = question.seconds + question.member_seconds + _GRACE_SECONDS
        alarm = _alarm(last_moment, process)
        member: int | None = None
        try:
            ask(_given(process.stdin), question, payload)
            while (answer := told(_given(process.stdout)))[0] in (BEGUN, PAGED):
                if answer[0] == BEGUN:
                    member = answer[1]
                    continue
                self.until += PAGE_SECONDS
                alarm.cancel()
                last_moment += PAGE_SECONDS
                alarm = _alarm(last_moment, process)
            if answer[0] == LAST:
                self.close()
            return unpacked(answer[2])
        except (OSError, ValueError):
            is_late = not alarm.is_alive() or self._ended_with() == -signal.SIGALRM
            self.close()
            return _Broken(LATE if is_late else BROKE, member)
        finally:
            alarm.cancel()

    def _ended_with(self) -> int | None:
        try:
            return self.process.wait(_GRACE_SECONDS) if self.process else None
        except subprocess.TimeoutExpired:
            return None

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is not None and self.owner == os.getpid() and self.process.poll() is not None:
            self.close()
        if self.process is None or self.owner != os.getpid():
            command = [sys.executable, "-c", self.start]
            self.owner = os.getpid()
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
            atexit.unregister(self.close)
            atexit.register(self.close)
        return self.process


def _alarm(seconds: float, process: subprocess.Popen[bytes]) -> threading.Timer:
    alarm = threading.Timer(seconds, process.kill)
    alarm.daemon = True
    alarm.start()
    return alarm


def _given(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("no pipes")
    return pipe


def _close(pipe: IO[bytes]) -> None:
    """A pipe to a dead process cannot be flushed any more."""
    try:
        pipe.close()
    except OSError:
        return


_READER, _PATIENT = Reader(), Reader()
