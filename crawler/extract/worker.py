"""The far side of `apart`: a process that reads files through native libraries, which may abort on broken ones."""

from __future__ import annotations

import json
import resource
import struct
import sys
from typing import BinaryIO

from crawler.extract.pdf import read_pdf
from crawler.extract.sheets import read_sheets
from rules.office.archives import Unreadable

ASKED = struct.Struct(">4sQ")
"""A question: the kind of file, the length of its bytes, which follow."""
TOLD = struct.Struct(">Q")
"""An answer: the length of its JSON, which follows."""
_MOST_MEMORY = 3 << 30


def serve() -> None:
    """Answers questions from standard input until it ends."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while len(head := source.read(ASKED.size)) == ASKED.size:
        kind, size = ASKED.unpack(head)
        _answer(target, kind.decode().strip(), source.read(size))


def _answer(target: BinaryIO, kind: str, payload: bytes) -> None:
    try:
        told: dict[str, object] = {"text": read_pdf(payload)} if kind == "pdf" else {"sheets": read_sheets(payload, kind)}
    except Unreadable as error:
        told = {"reason": str(error)}
    except Exception as error:
        told = {"reason": f"文件无法解析（{type(error).__name__}）"}
    text = json.dumps(told).encode()
    target.write(TOLD.pack(len(text)) + text)
    target.flush()
