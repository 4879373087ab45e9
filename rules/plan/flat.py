"""A table whose cells have all run together in one line: items by their running numbers, owners by the shape of names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from rules.office.blocks import Paragraph
from rules.plan.collect import Collector, Told
from rules.plan.flat_owners import Columns, Tail, tell_columns
from rules.plan.heads import kind_of
from rules.plan.marks import Mark, chinese_number, number_alone
from rules.plan.words import fold, longest_first, words

_NUMERALS = "一二三四五六七八九十"
_MARKER = re.compile(
    rf"(?P<section>[{_NUMERALS}]{{1,4}})、|\((?P<below>[{_NUMERALS}]{{1,4}})\)|(?<![\d.])(?P<number>\d{{1,3}})(?:[．、]|\.(?!\d)|\.(?=(?:19|20)\d\d年))"
)
_SENTENCE_END = re.compile(r"[。！？!?][”’」』\"]?(?:\([^()]*\))?")
_CLAUSE_END = re.compile(r"[；;]")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|jpg|png)(?![a-z])", re.IGNORECASE)
_LONG_CHARS, _TIMES_LONGER = 500, 4
"""An item longer than this, and than so many times the middle one, holds more than itself."""
_MOST_LOST = 9
"""A number further on than this belongs to the text."""
_TOLD = 10
_FILE_STARTS = re.compile(r"关于|附件|《|\s|(?:19|20)\d\d年")


@dataclass(frozen=True)
class Flat:
    """A line with its head found: what stands before it, which columns the head names, and the cells behind it."""

    before: str
    columns: Columns
    body: str
    line: int


@dataclass(frozen=True)
class _Piece:
    """What one accepted marker begins: `kind` section, below or number."""

    kind: str
    printed: str
    value: int
    text: str
    passed_over: tuple[str, ...] = ()
    """Numbers in it that stand further on in the sequence: one between is lost, so that they begin nothing."""


@cache
def _head() -> re.Pattern[str]:
    listed = "|".join(re.escape(fold(word)) for word in longest_first(words()["flat_heads"]))
    return re.compile(rf"(?>(?:(?:{listed})[\s|]*){{3,}})")


def flat_of(paragraph: Paragraph) -> Flat | None:
    """The line as a flattened table; None where no head of three words or more stands in it.

    >>> flat_of(Paragraph("任务表 工作任务工作要求责任单位一、预算1.公开预算。区财政局", 1)).body
    '一、预算1.公开预算。区财政局'
    """
    plain = fold(paragraph.text)
    found = _head().search(plain)
    if not found or not paragraph.text[found.end() :].strip():
        return None
    listed = re.findall("|".join(re.escape(fold(word)) for word in longest_first(words()["flat_heads"])), found[0])
    kinds = [kind_of(word) for word in listed]
    owners = sum(kind in ("lead", "owner", "support") for kind in kinds)
    if "item" not in kinds or not owners:
        return None
    at = kinds.index("deadline") if "deadline" in kinds else None
    first = next(i for i, kind in enumerate(kinds) if kind in ("lead", "owner", "support"))
    columns = Columns(owners, "" if at is None else "after" if at > first else "before")
    body = _head().sub(lambda again: " " * len(again[0]), plain)
    kept = "".join(char if body[i] != " " else " " for i, char in enumerate(paragraph.text))
    return Flat(paragraph.text[: found.start()], columns, kept[found.end() :], paragraph.line)


def read_flat(flat: Flat, collector: Collector) -> None:
    """The items of the table into the collector."""
    pieces = _pieces(flat.body)
    if not any(piece.kind == "number" for piece in pieces):
        pieces = [replace(piece, kind="number") if piece.kind == "below" else piece for piece in pieces]
    items = [piece for piece in pieces if piece.kind == "number"]
    if not items:
        collector.note(flat.line, "这一行像是各格连在一起的表格，但没有找到带序号的任务，没有读出任何一项")
        return
    rest, trailing = _without_trailing(items[-1].text)
    pieces[pieces.index(items[-1])] = last = replace(items[-1], text=rest)
    tails = [_tail(piece.text) for piece in (*items[:-1], last)]
    told = tell_columns([tail for _, tail in tails], flat.columns)
    longest = max(_LONG_CHARS, _TIMES_LONGER * sorted(len(piece.text) for piece in items)[len(items) // 2])
    at = 0
    for piece in pieces:
        if piece.kind == "section":
            collector.enter(f"{piece.printed}、{piece.text}")
        elif piece.kind == "below":
            collector.enter_below(f"（{piece.printed}）{piece.text}")
        else:
            _add(collector, flat.line, piece, tails[at][0], told[at])
            at += 1
        _note_glued(collector, flat.line, piece, longest)
    if trailing:
        collector.note(flat.line, f"表格之后的文字没有读入：{trailing}")


def _add(collector: Collector, line: int, piece: _Piece, text: str, tail: Tail) -> None:
    alone = number_alone(f"（{piece.printed}）") if not piece.printed.isdecimal() else None
    mark = alone or Mark("1", piece.printed, piece.value, "")
    where = f"第{collector.section_number}部分第{piece.printed}项"
    told = Told(tail.written, tail.owners, False, tail.deadline)
    if not _SENTENCE_END.search(fold(text)) and not _CLAUSE_END.search(text):
        collector.note(line, f"{where}没有句末标点，任务与责任单位的界线不能确定，责任单位没有读出：{text}")
    elif not tail.written and collector.has_items:
        above = collector.last.told
        told = Told(above.lead_text, above.owners, True, tail.deadline)
        collector.note(line, f"{where}没有写出责任单位，沿用上一项“{above.lead_text}”，请核对")
    collector.add(line, mark, text, told)
    for doubt in tail.doubts:
        collector.note(line, f"{where}：{doubt}")


def _note_glued(collector: Collector, line: int, piece: _Piece, longest: int) -> None:
    where = f"第{collector.section_number}部分" + (f"第{piece.printed}项" if piece.kind == "number" else "的标题")
    if piece.passed_over:
        listed = "、".join(f"“{printed}”" for printed in piece.passed_over[:_TOLD])
        collector.note(line, f"{where}里面还有序号{listed}，中间缺了序号，后面的内容可能连在了这里，请对照原件")
    elif len(piece.text) > longest:
        collector.note(line, f"{where}有 {len(piece.text)} 字，比其他各项长得多，可能连着后面的内容，请对照原件")


def _pieces(body: str) -> list[_Piece]:
    """The body cut at the markers that run on: the next section, a repeated one, the next item, the first of a new section."""
    plain = fold(body)
    section, below, number, fresh = 0, 0, 0, True
    accepted: list[tuple[str, str, int, int, int]] = []
    passed: dict[int, list[str]] = {}
    for found in _MARKER.finditer(plain):
        kind = found.lastgroup or ""
        value = int(found[kind]) if kind == "number" else chinese_number(found[kind])
        if kind == "section" and value in (section + 1, section) and value:
            section, below, fresh = value, 0, True
        elif kind == "below" and (value == below + 1 or (value == 1 and fresh)):
            below, fresh = value, True
        elif kind == "number" and (value == number + 1 or (value == 1 and fresh)):
            number, fresh = value, False
        else:
            reached = {"section": section, "below": below, "number": number}[kind]
            if reached + 1 < value <= reached + _MOST_LOST:
                passed.setdefault(len(accepted) - 1, []).append(found[0])
            continue
        accepted.append((kind, found[kind], value, found.start(), found.end()))
    ends = [*(start for *_, start, _ in accepted[1:]), *([len(body)] if accepted else [])]
    return [
        _Piece(kind, printed, value, body[at:end].strip("\n"), tuple(passed.get(i, ())))
        for i, ((kind, printed, value, _, at), end) in enumerate(zip(accepted, ends, strict=True))
    ]


def _tail(text: str) -> tuple[str, str]:
    """An item's text up to its last sentence's end, and what stands behind it."""
    ends = [found.end() for found in _SENTENCE_END.finditer(fold(text))] or [found.end() for found in _CLAUSE_END.finditer(text)]
    return (text[: ends[-1]].strip(), text[ends[-1] :]) if ends else (text.strip(), "")


def _without_trailing(text: str) -> tuple[str, str]:
    """The last item without what a web page leaves behind it: names of files, 附件下载."""
    text, tail = text[: len(text) - len(_tail(text)[1])], _tail(text)[1]
    at = len(tail)
    for word in words()["boilerplate"]:
        found = tail.find(word)
        at = min(at, found) if found >= 0 else at
    if file := _FILE.search(tail):
        starts = [found.start() for found in _FILE_STARTS.finditer(tail[: file.start()]) if found.start() > 0]
        at = min(at, starts[0] if starts[:1] and tail[: starts[0]].strip() else starts[-1] if starts else file.start())
    return text + tail[:at], tail[at:].strip()


def flat_parts(paragraphs: Sequence[Paragraph]) -> list[Paragraph | Flat]:
    """Running text and flattened tables in their order."""
    return [flat_of(paragraph) or paragraph for paragraph in paragraphs]
