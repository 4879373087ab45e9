"""The documents a text names: 《titles》 and 文号, and what is said of each: abolished, kept, listed, a basis, or only named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from crawler.extract.numbers import NUMBER, may_number, number_of, numbers_in
from crawler.page import Named, Said

MOST_NAMED = 500
MOST_MENTIONS = 30
"""So many documents that are only mentioned are kept; a list of documents may be longer."""
_MOST_LINES, _MOST_CHARACTERS = 20_000, 1_000_000
"""A table of a million cells is no list of documents: what stands behind these is not looked at."""
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》){2,160})》")
_BESIDE = re.compile(rf"\s*[（(\[〔]\s*(?:以下简称[^）)]*[，,])?\s*({NUMBER})[^）)\]]{{0,30}}[）)\]〕]|\s*({NUMBER})")
_ITEM = re.compile(rf"^(?P<title>[^《》，。；;：:]{{6,120}}?)\s*[（(\[]\s*(?P<number>{NUMBER})[^）)\]]{{0,30}}[）)\]]\s*[。；;，,、]?$")
_ENUMERATOR = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十百]{1,4}[）)]?\s*[.．、)）:：]?|[①-⑳])\s*")
_NUMBER = re.compile(NUMBER)
_BRACKETED = re.compile(r"[（(][^）)]*[）)]")
_TELLS_APART = re.compile(r"[由被以按同见代替]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_GONE = re.compile(r"废止|失效|停止执行|撤销")
_KEPT = re.compile(r"继续有效|现行有效|保留|继续执行|修改|修订|有效的")
_MAY_TELL = re.compile("[废失停撤继现保修有]")
_GONE_BEFORE = re.compile(r"(?:废止|宣布失效|撤销|停止执行)(?:了|下列|以下|原)?[^，。；;《》]{0,10}$")
_GONE_AFTER = re.compile(
    r"^(?:等[^，。；;《》]{0,20}|文件|文|的?规定)?(?:均|已|即|同时|一并|一律|现|全部|也|相应|自[^，。；;]{1,18}起)*(?:予以|被|宣布|随之)?(?:废止|失效|停止执行|撤销)(?!情况|的)"
)
_BASIS = re.compile(r"(?:根据|按照|依据|依照|贯彻|落实|执行|参照|遵照|经|依|按)(?:了|好)?[^，。；;《》]{0,12}$")
_HEADS = re.compile(r"文件名|文件标题|标题|题名|名称")
_NUMBER_HEADS = re.compile(r"文号|发文字号|发文号|文件编号|文件号")
_BROKEN = re.compile(r"[〔\[（(]\s*(?:19|20)\d\d\s*[〕\])）]?\s*第?\d*$")
_MAY_BREAK = re.compile(r"[\d\s〕\])）第]")
_BETWEEN = re.compile(r"[、和及与以，,\s]*$")
_HEADING_LENGTH, _REST_LENGTH = 60, 4
_STRENGTH: tuple[Said, ...] = ("named", "basis", "listed", "abolished", "kept")
"""Of two things said of one document the later one holds: what is anywhere said to be kept is not called abolished."""


@dataclass
class _State:
    """What the walk knows: what the section is about, and the columns of the table it is in."""

    section: Said = "listed"
    columns: tuple[int | None, int | None] | None = None


def documents_named(title: str, lines: Iterable[str]) -> tuple[Named, ...]:
    """In order, each once; lines are paragraphs, or rows with their cells parted by tabs.

    >>> [(n.title, n.number, n.said) for n in documents_named("关于废止部分文件的决定", ["根据《条例》", "1.《甲办法》（番府〔2008〕3号）"])]
    [('条例', '', 'basis'), ('甲办法', '番府〔2008〕3号', 'abolished')]
    """
    found: dict[tuple[str, str], Said] = {}
    mentions = 0
    state = _State(_section(title, "listed"))
    for named in (*_in_sentence(title), *(n for line in _joined(_bounded(lines)) for n in _in_line(line, state))):
        key = (named.title, named.number)
        mentions += key not in found and named.said in ("named", "basis")
        if key in found or (len(found) < MOST_NAMED and (named.said not in ("named", "basis") or mentions <= MOST_MENTIONS)):
            found[key] = max(found.get(key, named.said), named.said, key=_STRENGTH.index)
    return tuple(Named(title, number, said) for (title, number), said in found.items())


def says_gone(text: str) -> bool:
    """Whether a heading speaks of what is abolished and of nothing that is kept.

    >>> says_gone("宣布废止和失效的文件目录"), says_gone("继续有效、废止和失效的文件目录")
    (True, False)
    """
    return bool(_GONE.search(text)) and not _KEPT.search(text)


def _section(heading: str, otherwise: Said) -> Said:
    if not _MAY_TELL.search(heading):
        return otherwise
    gone, kept = _GONE.search(heading), _KEPT.search(heading)
    if gone and kept:
        return "listed"
    return "abolished" if gone else "kept" if kept else otherwise


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    left = _MOST_CHARACTERS
    for line in islice(lines, _MOST_LINES):
        yield line[:left]
        left -= len(line)
        if left <= 0:
            return


def _joined(lines: Iterable[str]) -> Iterable[str]:
    """Lines with those put together that a narrow page broke inside a title or a 文号."""
    held = ""
    for line in lines:
        held += line
        is_open = ("《" in held and held.count("《") > held.count("》")) or (_MAY_BREAK.match(held[-1:]) and _BROKEN.search(held))
        if not is_open or len(held) > 400:
            yield held
            held = ""
    if held:
        yield held


def _in_line(line: str, state: _State) -> Sequence[Named]:
    if "\t" in line and len(cells := [cell.strip() for cell in line.split("\t")]) - cells.count("") > 1:
        return _in_row(cells, state)
    text = line.strip()
    names_any = "号" in text or "《" in text
    bare = _ENUMERATOR.sub("", text) if names_any else text
    if may_number(bare) and (m := _ITEM.match(bare)) and (number := number_of(m["number"])):
        return (Named(m["title"].strip(), number, state.section),)
    found = _in_sentence(text) if names_any else []
    if not found and len(text) <= _HEADING_LENGTH:
        state.section = _section(text, state.section)
        state.columns = None
    if found and not any(n.said == "basis" for n in found) and _is_item(bare):
        return [Named(n.title, n.number, state.section if n.title else "named") for n in found]
    return found


def _is_item(bare: str) -> bool:
    """Whether hardly a word stands beside the names, and none that tells them apart."""
    rest = _TITLE.sub("", bare)
    rest = _BRACKETED.sub("", _NUMBER.sub("", rest) if "号" in rest else rest)
    return len(_CHINESE.findall(rest)) <= _REST_LENGTH and not _TELLS_APART.search(rest)


def _in_row(cells: list[str], state: _State) -> Sequence[Named]:
    """The document of a table's row: one with a 文号, or in a table whose head names the columns."""
    head = _head(cells)
    if head is not None:
        state.columns = head
        return ()
    at_title, at_number = state.columns or (None, None)
    number = next((n for cell in cells if (n := number_of(cell))), None) or (_first_number(cells, at_number) if at_number is not None else None)
    title = cells[at_title] if at_title is not None and at_title < len(cells) else ""
    if not title and number:
        title = max((c for c in cells if not number_of(c)), key=lambda c: len(_CHINESE.findall(c)), default="")
    if (not number and at_title is None) or len(_CHINESE.findall(title)) < 4:
        return [n for cell in cells for n in _in_sentence(cell)]
    said = _section(" ".join(c for c in cells if c != title), state.section)
    if (m := _TITLE.search(title)) is not None and len(title) - len(m[0]) <= _REST_LENGTH:
        title = m[1]
    elif (m := _ITEM.match(_ENUMERATOR.sub("", title))) is not None:
        title, number = m["title"], number or number_of(m["number"])
    return (Named(title.strip(), number or "", said),)


def _head(cells: list[str]) -> tuple[int | None, int | None] | None:
    """Where title and 文号 stand, if this row is a head that names them."""
    if any(number_of(cell) or len(cell) > 16 for cell in cells):
        return None
    title = next((i for i, c in enumerate(cells) if _HEADS.search(c)), None)
    number = next((i for i, c in enumerate(cells) if _NUMBER_HEADS.search(c)), None)
    is_of_documents = number is not None or (title is not None and ("文件" in cells[title] or "标题" in cells[title] or "题名" in cells[title]))
    return (title, number) if title is not None and is_of_documents else None


def _first_number(cells: list[str], at: int) -> str | None:
    return next((n for n, _, _ in numbers_in(cells[at])), None) if at < len(cells) else None


def _in_sentence(text: str) -> list[Named]:
    """The 《titles》 with the 文号 beside them, and 文号 that stand alone."""
    marks = list(_TITLE.finditer(text)) if "《" in text else []
    beside = [_BESIDE.match(text, mark.end()) for mark in marks]
    numbers = [number_of(m[1] or m[2]) if m else None for m in beside]
    taken = [(mark.start(), m.end() if m and number else mark.end()) for mark, m, number in zip(marks, beside, numbers, strict=True)]
    around = _enumerations(text, taken)
    found = [
        Named("".join(mark[1].split()), number or "", _said(text, first, last)) for mark, number, (first, last) in zip(marks, numbers, around, strict=True)
    ]
    return [*found, *(Named("", n, _said(text, a, b)) for n, a, b in _alone(text, taken))]


def _enumerations(text: str, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each name the place of the enumeration (《甲》、《乙》和《丙》) it stands in."""
    found: list[tuple[int, int]] = []
    first = 0
    for at in range(1, len(taken) + 1):
        if at == len(taken) or not _BETWEEN.fullmatch(text[taken[at - 1][1] : taken[at][0]]):
            found += [(taken[first][0], taken[at - 1][1])] * (at - first)
            first = at
    return found


def _alone(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """The 文号 outside all names, which stand in order as the 文号 do."""
    names = iter(taken)
    start, last = next(names, (len(text), len(text)))
    for number, a, b in numbers_in(text):
        while last <= a:
            start, last = next(names, (len(text), len(text) + 1))
        if a < start:
            yield number, a, b


def _said(text: str, start: int, last: int) -> Said:
    before, after = text[max(0, start - 24) : start], text[last : last + 40]
    if _GONE_BEFORE.search(before) or _GONE_AFTER.match(after):
        return "abolished"
    return "basis" if _BASIS.search(before) else "named"
