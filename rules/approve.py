"""Approving: takes review marks out of a rule file's text once a person has looked; every other character stays."""

from __future__ import annotations

import copy
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rules.errors import InvalidFiles, InvalidInput
from rules.yamlfile import Document, KeyPath, Span, parse_yaml

_BOM = b"\xef\xbb\xbf"
_INSTALLED = frozenset({"site-packages", "dist-packages"})
_ELSEWHERE = "请把规则集复制到自己能写入的文件夹里审核，例如 gongkai rules approve --rules 我的规则集 1.3"
Chosen = Callable[[str, str], bool]
"""Whether a mark is to go: asked with the duty's id and the mark."""


@dataclass(frozen=True)
class Removed:
    """A mark that was taken away, and of which duty."""

    duty: str
    mark: str


@dataclass(frozen=True)
class Approval:
    """What a file becomes."""

    path: Path
    content: bytes
    removed: tuple[Removed, ...]


def approved(path: Path, chosen: Chosen) -> Approval:
    """A rule file without the chosen marks; a `review` of which none is left goes with its key. Nothing is written.

    Raises InvalidInput where the file is written so that its marks cannot be taken out by themselves (aliases, odd line ends).
    """
    content = path.read_bytes()
    text = content.decode("utf-8-sig")
    document = parse_yaml(text, str(path))
    wanted, removed, cuts = copy.deepcopy(document.data), list[Removed](), list[Span]()
    for i, duty in enumerate(document.data["duties"]):
        marks = duty.get("review") or []
        kept = [j for j, mark in enumerate(marks) if not chosen(duty["id"], mark)]
        removed += [Removed(duty["id"], mark) for j, mark in enumerate(marks) if j not in kept]
        if len(kept) < len(marks):
            cuts += _cuts(document, text, ("duties", i), kept)
            _leave(wanted["duties"][i], kept)
    for span in sorted(cuts, key=lambda cut: cut.start, reverse=True):
        text = text[: span.start] + text[span.end :]
    _must_be(text, wanted, path)
    return Approval(path, (_BOM if content.startswith(_BOM) else b"") + text.encode("utf-8"), tuple(removed))


def write(approval: Approval) -> None:
    """The whole file or nothing, with the rights it has. Raises InvalidInput where it cannot be written, or belongs to the installed program."""
    path = approval.path.resolve()
    if not _INSTALLED.isdisjoint(path.parts):
        raise InvalidInput(f"不能改写 {approval.path}：这是随程序安装的规则，升级时会被换掉；{_ELSEWHERE}")
    if not os.access(path, os.W_OK):
        raise InvalidInput(f"不能改写 {approval.path}：文件是只读的；{_ELSEWHERE}")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # no .yaml: nobody reads it as a rule
        half = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(approval.content)
            half.chmod(path.stat().st_mode)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    except OSError as error:
        why = "文件夹是只读的" if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) else f"写入失败（{error.strerror or error}）"
        raise InvalidInput(f"不能改写 {approval.path}：{why}；{_ELSEWHERE}") from error


def _leave(duty: dict[str, Any], kept: list[int]) -> None:
    if kept:
        duty["review"] = [duty["review"][j] for j in kept]
    else:
        del duty["review"]


def _cuts(document: Document, text: str, duty: KeyPath, kept: list[int]) -> Iterator[Span]:
    """What of the text goes so that these marks of a duty are left."""
    review = (*duty, "review")
    whole = document.span_of(review)
    marks = [document.span_of((*review, j)) for j in range(len(_at(document, review)))]
    if not kept:
        yield _key_cut(document, text, duty, whole.end if whole.is_flow else marks[-1].end)
    elif whole.is_flow:
        yield from _flow_cuts(marks, kept)
    else:
        yield from (_lines(text, text.rfind("-", 0, span.start), span.end) for j, span in enumerate(marks) if j not in kept)


def _key_cut(document: Document, text: str, duty: KeyPath, end: int) -> Span:
    """The key with its value: its lines in a block; up to the next key, or from the one before, between braces."""
    start = document.span_of((*duty, "review"), with_key=True).start
    if not document.span_of(duty).is_flow:
        return _lines(text, start, end)
    keys = list(_at(document, duty))
    place = keys.index("review")
    if place + 1 < len(keys):
        return Span(start, document.span_of((*duty, keys[place + 1]), with_key=True).start)
    return Span(document.span_of((*duty, keys[place - 1])).end, end)


def _flow_cuts(items: list[Span], kept: list[int]) -> Iterator[Span]:
    """Each mark with the comma after it; behind the last one that stays, with the comma before it."""
    for j, span in enumerate(items):
        if j not in kept:
            yield Span(span.start, items[j + 1].start) if j < kept[-1] else Span(items[j - 1].end, span.end)


def _lines(text: str, start: int, end: int) -> Span:
    """The lines from one place to another; what stands before it on its line (the dash of a duty) stays, with the next line put there."""
    end = start + len(text[start:end].rstrip())
    after = text.find("\n", end) + 1 or len(text)
    begin = text.rfind("\n", 0, start) + 1
    if not text[begin:start].strip():
        return Span(begin, after)
    return Span(start, after + len(text[after:]) - len(text[after:].lstrip(" ")))


def _at(document: Document, path: KeyPath) -> Any:
    value = document.data
    for step in path:
        value = value[step]
    return value


def _must_be(text: str, wanted: Any, path: Path) -> None:
    """The edited text must read as the same data without the marks, or nothing may be written."""
    try:
        is_right = parse_yaml(text, str(path)).data == wanted
    except InvalidFiles:
        is_right = False
    if not is_right:
        raise InvalidInput(f"{path} 的写法特别，程序不能只去掉 review 里的标记；请手工删去看过的标记，再运行 gongkai rules lint")
