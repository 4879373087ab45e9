"""How `apart` and `worker` talk over two pipes: a question with the file's bytes, frames back until one holds the answer."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass, field
from typing import IO, Any

from crawler.extract.files.file_text import FileText
from crawler.page import Member

_QUESTION = struct.Struct(">IQ")
_FRAME = struct.Struct(">cQ")
BEGUN, PAGED, TOLD, LAST = b"m", b"p", b"t", b"l"
"""Kinds of frame: a member of an archive is begun (its place, no content); a page is recognised next (no content); an answer; an
answer after which the process ends."""


@dataclass(frozen=True)
class Question:
    """seconds: for the whole file; member_seconds: for one member of an archive. lost: members that broke an earlier process, by
    their place, with the reason; rest: the place from which on no member is to be read."""

    kind: str
    name: str
    seconds: float
    member_seconds: float
    lost: dict[int, str] = field(default_factory=dict)
    rest: int | None = None


def ask(pipe: IO[bytes], question: Question, payload: bytes) -> None:
    """Raises OSError where the other side is gone."""
    head = json.dumps(asdict(question)).encode()
    pipe.write(_QUESTION.pack(len(head), len(payload)) + head)
    pipe.write(payload)
    pipe.flush()


def asked(pipe: IO[bytes]) -> tuple[Question, bytes] | None:
    """The next question; None where there is no more."""
    sizes = pipe.read(_QUESTION.size)
    if len(sizes) < _QUESTION.size:
        return None
    head, payload = (pipe.read(size) for size in _QUESTION.unpack(sizes))
    told = json.loads(head)
    told["lost"] = {int(at): reason for at, reason in told["lost"].items()}
    return Question(**told), payload


def tell(pipe: IO[bytes], frame: bytes, number: int = 0, content: bytes = b"") -> None:
    """`number` is a member's place; for answers their length goes there."""
    pipe.write(_FRAME.pack(frame, len(content) or number) + content)
    pipe.flush()


def told(pipe: IO[bytes]) -> tuple[bytes, int, bytes]:
    """(kind of frame, place of the member, content). Raises ValueError where the other side broke off."""
    head = pipe.read(_FRAME.size)
    if len(head) < _FRAME.size:
        raise ValueError("no answer")
    frame, number = _FRAME.unpack(head)
    content = pipe.read(number) if frame in (TOLD, LAST) else b""
    if frame in (TOLD, LAST) and len(content) < number:
        raise ValueError("half an answer")
    return frame, number, content


def packed(found: FileText | str) -> bytes:
    """What a file says, or why it says nothing."""
    if isinstance(found, str):
        return json.dumps(found).encode()
    members = [(m.name, m.type, m.readable, m.reason) for m in found.members]
    return json.dumps([found.text, found.tables, found.reason, members, found.images], ensure_ascii=False).encode("utf-8", "surrogatepass")


def unpacked(content: bytes) -> FileText | str:
    """The reverse of `packed`."""
    held: Any = json.loads(content.decode("utf-8", "surrogatepass"))
    if isinstance(held, str):
        return held
    text, tables, reason, members, images = held
    return FileText(text, tuple(tuple(map(tuple, table)) for table in tables), reason, tuple(Member(*member) for member in members), images)
