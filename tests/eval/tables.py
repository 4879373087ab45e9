"""What `make eval` prints of the readings: a table for each set, the readers beside each other, every miss."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

from district.compare import table
from eval.labelled import Sample
from eval.peers import OFFERED, Told
from eval.scores import DAYS, FIELDS, Mark, bare, mark

OURS = "本项目"
_DAY_COLUMNS = {"published": ("发布日期", "·错", "·待定", "·本无"), "formed": ("成文日期", "·错", "·漏", "·本无")}
"""Right where the page tells a day; wrong; not given; rightly not given where the page tells none or contradicts itself."""
COMPARED = ("title", "published", "source", "body")


@dataclass(frozen=True)
class Read:
    """A sample with the marks of our reading of it."""

    page: Sample
    marks: dict[str, Mark]


def groups(read: Sequence[Read]) -> dict[str, list[Read]]:
    """By layout, and all together where there are several."""
    by: dict[str, list[Read]] = {}
    for one in read:
        by.setdefault(one.page.group, []).append(one)
    return by if len(by) == 1 else {**by, "合计": list(read)}


def set_table(read: Sequence[Read]) -> str:
    """A row for each layout, columns for the fields that the truth of this set tells of."""
    names = [name for name in FIELDS if any(name in one.marks for one in read)]
    head = ["版式", "页数", *(h for name in names for h in _DAY_COLUMNS.get(name, (FIELDS[name].heading,)))]
    return table([head, *([name, str(len(of)), *(cell for n in names for cell in _cells(n, of))] for name, of in groups(read).items())])


def _cells(name: str, read: Sequence[Read]) -> list[str]:
    marks = [one.marks[name] for one in read if name in one.marks]
    if not marks:
        return ["·"] * (4 if name in DAYS else 1)
    if name == "body":
        return [f"{mean(m.value or 0.0 for m in marks):.3f}"]
    if name not in DAYS:
        return [f"{sum(m.result == 'right' for m in marks)}/{len(marks)}"]
    told, untold = [m for m in marks if not m.is_null], [m for m in marks if m.is_null]
    wrong, missed = (sum(m.result == result for m in marks) for result in ("wrong", "open"))
    right = f"{sum(m.result == 'right' for m in told)}/{len(told)}"
    return [right, str(wrong), str(missed), f"{sum(m.result == 'right' for m in untold)}/{len(untold)}"]


def peer_rows(read: Sequence[Read], told: dict[str, list[Told]]) -> dict[str, dict[str, list[Mark]]]:
    """Of each reader, ours first, the marks by field; a reader that never tells of a field has none."""
    rows: dict[str, dict[str, list[Mark]]] = {OURS: {f: [one.marks[f] for one in read if f in one.marks] for f in COMPARED}}
    for name, answers in told.items():
        rows[name] = {f: [] for f in COMPARED}
        for one, answer in zip(read, answers, strict=True):
            for f in OFFERED[name]:
                if f in one.marks:
                    rows[name][f].append(_peer_mark(f, answer.fields[f], one.marks[f].wanted))
    return rows


def _peer_mark(name: str, got: str, wanted: Any) -> Mark:
    return mark(name, got if name == "body" else bare(got), wanted)


def peer_table(rows: dict[str, dict[str, list[Mark]]], told: dict[str, list[Told]]) -> str:
    """The readers beside each other: right/of, days told wrongly and not given, mean F1, and how often one raised."""
    lines = [["同一批页面", "标题", *_DAY_COLUMNS["published"], "来源", "正文F1", "出错"]]
    for name, marks in rows.items():
        read = [Read(_NOBODY, {"published": m}) for m in marks["published"]]
        body = [m.value or 0.0 for m in marks["body"]]
        raised = sum(bool(answer.raised) for answer in told.get(name, ()))
        cells = [_share(marks["title"]), *_cells("published", read), _share(marks["source"]), f"{mean(body):.3f}" if body else "·"]
        lines.append([name, *cells, str(raised)])
    return table(lines)


_NOBODY = Sample("", "", "", b"", "", "", {})


def _share(marks: Sequence[Mark]) -> str:
    return f"{sum(m.result == 'right' for m in marks)}/{len(marks)}" if marks else "·"


def misses(read: Iterable[Read]) -> list[dict[str, Any]]:
    """Every field that was not read as people read it, as plain data."""
    return [
        {"set": one.page.set, "page": one.page.label, "trap": one.page.trap, "field": name, "result": m.result, "got": m.got, "wanted": m.wanted}
        | ({"f1": round(m.value, 3)} if m.value is not None else {})
        for one in read
        for name, m in one.marks.items()
        if m.is_miss
    ]


def miss_lines(found: Sequence[dict[str, Any]], most: int) -> str:
    """A line each; days first, since a wrong day is the worst."""
    ordered = sorted(found, key=lambda miss: (miss["field"] not in DAYS, miss["result"] != "wrong"))
    lines = [f"  {m['page']}  {FIELDS[m['field']].heading}：{_short(m, 'got')}，应为 {_short(m, 'wanted')}" for m in ordered[:most]]
    return "\n".join([*lines, *([f"  ……还有 {len(found) - most} 处（--misses N）"] if len(found) > most else [])])


def _short(miss: dict[str, Any], key: str) -> str:
    value = miss[key]
    if miss["field"] == "body":
        return f"F1 {miss['f1']}，{len(bare(value))} 字" if key == "got" else f"{len(bare(value))} 字"
    text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"“{text[:60]}”" if text else "空"
