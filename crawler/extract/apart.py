"""Reads spreadsheets and PDF in a process of its own: a broken file may abort calamine or pdfium, but never the run."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from crawler.extract.tables import Rows
from crawler.extract.worker import ASKED, TOLD
from rules.office.archives import Unreadable

_ROOT = str(Path(__file__).resolve().parents[2])
_START = f"import sys; sys.path.insert(0, {_ROOT!r}); from crawler.extract.worker import serve; serve()"
_MOST_SECONDS = 60.0


def read_apart(payload: bytes, kind: str) -> tuple[str, tuple[Rows, ...]]:
    """(text, tables) of a pdf, xlsx or xls. Raises Unreadable, also where reading took too long or broke the process."""
    told = _READER.ask(payload, kind)
    if "reason" in told:
        raise Unreadable(told["reason"])
    if "text" in told:
        return told["text"], ()
    sheets = [(name, tuple(tuple(row) for row in rows)) for name, rows in told["sheets"]]
    return "\n".join("\t".join(row) for name, rows in sheets for row in ((name,), *rows)), tuple(rows for _, rows in sheets)


class _Reader:
    """One process at a time, started when first asked, anew after it broke or where we were forked; it ends with its
    standard input. Its own session keeps Ctrl-C from breaking it in the middle of a file."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0

    def ask(self, payload: bytes, kind: str) -> dict[str, Any]:
        with self.lock:
            process = self._running()
            alarm = threading.Timer(_MOST_SECONDS, process.kill)
            alarm.start()
            try:
                return _exchange(process, payload, kind)
            except (OSError, ValueError):
                is_late = not alarm.is_alive()
                self.close()
                return {"reason": "读取超时" if is_late else "文件已损坏，读取进程中止"}
            finally:
                alarm.cancel()

    def close(self) -> None:
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close(pipe)
            process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.owner != os.getpid():
            command = [sys.executable, "-c", _START]
            self.owner = os.getpid()
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
            atexit.unregister(self.close)
            atexit.register(self.close)
        return self.process


def _exchange(process: subprocess.Popen[bytes], payload: bytes, kind: str) -> dict[str, Any]:
    """Raises ValueError or OSError where the process broke off."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("no pipes")
    process.stdin.write(ASKED.pack(kind.encode().ljust(4), len(payload)) + payload)
    process.stdin.flush()
    head = process.stdout.read(TOLD.size)
    if len(head) < TOLD.size:
        raise ValueError("no answer")
    told: dict[str, Any] = json.loads(process.stdout.read(TOLD.unpack(head)[0]))
    return told


def _close(pipe: IO[bytes]) -> None:
    """A pipe to a dead process cannot be flushed any more."""
    try:
        pipe.close()
    except OSError:
        return


_READER = _Reader()
