"""A rule's page as text for a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from rules.explain import Bound, DutyPage, RulePage, VersionPage
from rules.explain_due import DueLine, DueTold
from rules.explain_shared import UNREVIEWED, Shared, reading_told, shared_of
from rules.tabular import table, width

_LABEL_WIDTH = 10
Row = tuple[str, Iterable[str]]


def as_texts(pages: Sequence[RulePage]) -> str:
    """The pages one after the other; of several, what they have in common stands once below them."""
    if len(pages) < 2:
        return "".join(map(as_text, pages))
    shared = shared_of(pages)
    return "\n".join([*(as_text(page, shared) for page in pages), "".join(f"{line}\n" for line in shared.foot())])


def as_text(page: RulePage, shared: Shared | None = None) -> str:
    """The whole page; no line ends with white space. shared: what is told below all pages and only cited here."""
    lines = [f"{page.number}　{page.section}　（{page.id}，{page.rule_set_title}）", f"原文：{page.text}", f"责任单位：{_owners(page)}"]
    for version in page.versions:
        lines += _version(version, page, shared)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def as_json(pages: Iterable[RulePage]) -> str:
    """The pages as data: the same for everybody who wants to show them."""
    return json.dumps({"schema_version": 1, "rules": [asdict(page) for page in pages]}, ensure_ascii=False, indent=1, default=_day) + "\n"


def _day(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not JSON: {type(value)}")


def _owners(page: RulePage) -> str:
    supports = f"；配合落实：{'、'.join(page.supports)}" if page.supports else ""
    bracketed = f"（括号里：{'、'.join(page.bracketed)}）" if page.bracketed else ""
    return "、".join(page.leads) + bracketed + supports


def _version(version: VersionPage, page: RulePage, shared: Shared | None) -> Iterator[str]:
    if version.holds:
        yield f"\n== {version.holds}{f'，依据{version.why}修订' if version.why else '，修订前'} =="
        if version.text != page.text:
            yield f"原文：{version.text}"
    for duty in version.duties:
        yield ""
        yield from _duty(duty, shared)


def _duty(duty: DutyPage, shared: Shared | None) -> Iterator[str]:
    yield f"义务 {duty.id}　{duty.title}　［{duty.how_often}{'，自动核查' if duty.is_automated else ''}］"
    for label, told in _rows(duty, shared):
        indent = "  " + label + " " * (_LABEL_WIDTH - width(label))
        for line in told:
            yield indent + line
            indent = " " * (_LABEL_WIDTH + 2)


def _rows(duty: DutyPage, shared: Shared | None) -> Iterator[Row]:
    yield "请人核对", [*duty.review, *([] if shared else [f"（{UNREVIEWED}）"])] if duty.review else []
    yield "谁来公开" if duty.is_automated else "谁负责", [f"{_bound(bound)}（{duty.role}）" for bound in duty.bound]
    yield "依据原文", ["".join(f"“{quote}”" for quote in duty.quotes)] if duty.quotes else []
    yield "在哪里", [*_places(duty)]
    yield "怎么认", [look.sentence for look in (shared.looks(duty) if shared else duty.sought)]
    yield "要有什么", duty.needed
    yield "什么时候", [*_due(duty.due)] if duty.due else []
    yield "为什么", [duty.reason] if duty.reason else []
    yield "交什么", [duty.proof] if duty.proof else []
    yield "没有查到", duty.silence
    yield "怎么改", [duty.remedy] if duty.remedy else []
    yield "权重", [str(duty.weight)] if duty.weight != 1 else []
    yield "有效期", [duty.validity] if duty.validity else []
    yield "所据口径", [shared.cited(duty)] if shared and duty.readings else map(reading_told, duty.readings)


def _bound(bound: Bound) -> str:
    if not bound.is_known:
        return f"{bound.name}（单位文件里没有，暂无人负责）"
    if bound.is_group:
        return f"{bound.name}，共 {len(bound.units)} 个单位：{'、'.join(bound.units)}"
    name = bound.units[0]
    return name if name == bound.name else f"{bound.name}（即{name}）"


def _places(duty: DutyPage) -> Iterator[str]:
    if duty.places_rule:
        yield duty.places_rule + "："
    for place in duty.places:
        yield place.name + (f"（{place.note}）" if place.note else "")
        if place.proof:
            yield f"　证明：{place.proof}"


def _by_day(line: DueLine) -> str:
    return f"{line.told}前" if line.earliest == line.latest else line.told


def _one_day(rule: str, line: DueLine) -> Iterator[str]:
    """The day a general rule comes to, unless the rule names it itself."""
    if _by_day(line) != rule:
        yield f"即{_by_day(line)}{f'（{line.note}）' if line.note else ''}"
    elif line.note:
        yield line.note


def _due(due: DueTold) -> Iterator[str]:
    yield f"{due.rule}（{due.ground}：{due.source}）"
    if len(due.days) == 1:
        yield from _one_day(due.rule, due.days[0])
    elif due.days:
        yield from table([(line.what, _by_day(line), line.note) for line in due.days])
    yield from due.notes
    if due.days:
        yield "到期日当天公开的，算按期。"
    if due.example:
        yield due.example
