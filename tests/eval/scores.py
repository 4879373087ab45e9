"""One page as read against what people read in it: a mark for every field the truth tells of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import mean
from typing import Any, Literal

from crawler.page import Page

Result = Literal["right", "wrong", "open"]
"""open: nothing given where there is something; no mistake, but no help either."""
GOOD_BODY = 0.95
"""A body below this is listed among the misses."""


@dataclass(frozen=True)
class Mark:
    """How one field was read. value: the body's F1; is_null: the truth is that the page does not tell."""

    result: Result
    got: Any
    wanted: Any
    value: float | None = None
    is_null: bool = False

    @property
    def is_miss(self) -> bool:
        return self.result != "right" if self.value is None else self.value < GOOD_BODY


@dataclass(frozen=True)
class Field:
    """A field: its heading, how it is taken from a page and from a truth, in forms that can be compared."""

    heading: str
    of_page: Callable[[Page], Any]
    of_truth: Callable[[Any], Any]


def bare(text: str | None) -> str:
    """Without white space, which nobody counts.

    >>> bare(" 关于 2017 年\\n的通知")
    '关于2017年的通知'
    """
    return "".join((text or "").split())


def _file(name: str, kind: str) -> str:
    """By name and type; whether the name repeats the type is nobody's concern."""
    return f"{bare(name).removesuffix(f'.{kind}')}（{kind}）"


def _files(told: Any) -> list[str]:
    return sorted(_file(f["name"], f["type"]) for f in told or ())


FIELDS: dict[str, Field] = {
    "kind": Field("类型", lambda p: p.kind, str),
    "title": Field("标题", lambda p: bare(p.title), bare),
    "published": Field("发布日期", lambda p: p.published.date.isoformat() if p.published else "", lambda t: str(t or "")),
    "formed": Field("成文日期", lambda p: p.formed.date.isoformat() if p.formed else "", lambda t: str(t or "")),
    "document_number": Field("文号", lambda p: bare(p.document_number), bare),
    "index_number": Field("索引号", lambda p: bare(p.index_number), bare),
    "source": Field("来源", lambda p: bare(p.source), bare),
    "periods": Field("时期", lambda p: sorted(p.periods), lambda t: sorted(map(str, t or ()))),
    "body": Field("正文", lambda p: p.body, lambda t: t or ""),
    "attachments": Field("附件", lambda p: sorted(_file(a.name, a.type) for a in p.attachments), _files),
    "status_marks": Field("标记", lambda p: sorted(p.status_marks), lambda t: sorted(t or ())),
    "entries": Field("条目", lambda p: len(p.entries), int),
    "next": Field("下一页", lambda p: p.next_href is not None, bool),
}
DAYS = ("published", "formed")


def marks_of(page: Page, truth: Mapping[str, Any]) -> dict[str, Mark]:
    """A mark for each field that the truth names."""
    return {name: mark(name, field.of_page(page), field.of_truth(truth[name])) for name, field in FIELDS.items() if name in truth}


def mark(name: str, got: Any, wanted: Any) -> Mark:
    if name == "body":
        value = f1(got, wanted)
        return Mark("right" if value >= GOOD_BODY else "wrong", got, wanted, value)
    result: Result = "right" if got == wanted else "open" if not got and name not in ("entries", "next") else "wrong"
    return Mark(result, got, wanted, is_null=not wanted)


def f1(got: str, wanted: str) -> float:
    """Of the character 4-grams of both, white space removed; 1.0 where both are too short to have any and equal.

    >>> f1("政府 信息公开", "政府信息公开"), f1("", "政府信息公开"), f1("", "")
    (1.0, 0.0, 1.0)
    """
    bare_got, bare_wanted = bare(got), bare(wanted)
    mine, theirs = _grams(bare_got), _grams(bare_wanted)
    whole = mine.total() + theirs.total()
    return 2 * (mine & theirs).total() / whole if mine and theirs else float(bare_got == bare_wanted)


def _grams(text: str) -> Counter[str]:
    return Counter(text[i : i + 4] for i in range(max(0, len(text) - 3)))


def figures_of(read: list[dict[str, Mark]]) -> dict[str, float]:
    """What floors are pinned for: how many pages, how many right of each field, days told wrongly or left open, mean F1."""
    figures: dict[str, float] = {"pages": len(read)}
    for name in FIELDS:
        marks = [marks[name] for marks in read if name in marks]
        if not marks:
            continue
        if name == "body":
            figures["body_f1"] = int(mean(m.value or 0.0 for m in marks) * 1000) / 1000
            continue
        figures[name] = sum(m.result == "right" for m in marks)
        if name in DAYS:
            figures[f"{name}_wrong"] = sum(m.result == "wrong" for m in marks)
            figures[f"{name}_open"] = sum(m.result == "open" for m in marks)
    return figures
