"""What differs between two check runs, for people and machines: text, JSON, CSV, JUnit."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree import ElementTree

from checks.compare import KINDS, Change
from checks.compare_causes import Told
from checks.compare_runs import Compared
from checks.output import FORMULA
from checks.verdict import FAILING, LABELS
from rules.chinese import chinese_day, chinese_period

_LISTED = ("open", "flapped")
"""Kinds of what did not change: a line each, without a why."""


@dataclass(frozen=True)
class Shown:
    """What is shown, with the names of units by id, in the order of the units file."""

    compared: Compared
    units: Mapping[str, str]

    def unit(self, unit: str) -> str:
        return self.units.get(unit, unit)

    @property
    def changes(self) -> list[Change]:
        """By unit, what fails anew first."""
        order, kinds = {u: i for i, u in enumerate(self.units)}, {kind: i for i, kind in enumerate(KINDS)}
        return sorted(self.compared.changes, key=lambda c: (order.get(c.unit, len(order)), c.unit, kinds[c.kind], c.key))


def as_text(shown: Shown) -> str:
    """What was judged by, then unit by unit each change with its reason, then counts."""
    c = shown.compared
    lines = [f"{_run(c.old)}  →  {_run(c.new)}"]
    lines += ["两次的不同："] if c.differences else ["两次的规则、口径、单位、记录、资料时间和程序版本都相同。"]
    lines += [f"  {difference}" for difference in c.differences]
    lines += [f"  只有一次核查了的单位，没有比较：{'、'.join(map(shown.unit, c.left_out))}"] if c.left_out else []
    of_unit: dict[str, list[Change]] = {}
    for change in shown.changes:
        if not (c.is_of_one_time and change.kind == "open"):
            of_unit.setdefault(change.unit, []).append(change)
    for unit, changes in of_unit.items():
        lines += ["", shown.unit(unit)]
        lines += [line for change in changes for line in _lines(change)]
    return "\n".join([*lines, "", _counts(c)]) + "\n"


def _run(meta: Mapping[str, Any]) -> str:
    return f"核查 {meta['run']}" if meta["run"] else "按现在的规则试核查（不留存）"


def _counts(compared: Compared) -> str:
    counts = Counter(change.kind for change in compared.changes)
    rest = f"另有 {counts.pop('open', 0)} 项未达标的不变。" if compared.is_of_one_time else ""
    told = "，".join(f"{label} {counts[kind]}" for kind, label in KINDS.items() if counts[kind])
    return (f"共：{told}。" if told else "没有结论改变。") + rest


def _lines(change: Change) -> Iterator[str]:
    head = f"  【{KINDS[change.kind]}】{_which(change)} {_outcomes(change)}"
    if change.kind in _LISTED:
        yield head + (f"：{_still(change)}" if change.kind == "open" else f"，其间{_returns(change)}")
        return
    yield head
    verdict = change.new or change.old
    yield f"    原因：{'；'.join(change.causes)}。"
    if verdict is not None:
        yield f"    {'现在' if change.new else '原来'}：{verdict['why']}"
    if change.kind == "shifted" and change.past:
        yield f"    {_still(change)}。"
    elif change.returns:
        yield f"    其间{_returns(change)}。"


def _which(change: Change) -> str:
    _, rule, duty, _, period, subject = change.key
    return f"{rule}{duty} {subject or (chinese_period(period) if period else '')}".rstrip()


def _outcomes(change: Change) -> str:
    """
    >>> _outcomes(Change("new", ("", "", "", "", "", ""), "met", None, {"outcome": "unmet"}))
    '达标→未公开'
    """
    before, after = _label(change.before), _label(change.new["outcome"] if change.new else None)
    return after if before == after else f"{before}→{after}"


def _label(outcome: str | None) -> str:
    return LABELS.get(outcome, outcome) if outcome else "没有这一项"


def _still(change: Change) -> str:
    past = change.past
    if past is None or past.since is None:
        return "仍未达标"
    first = "（有核查记录以来）" if past.is_first_run else ""
    told = f"自{chinese_day(past.since)}起未达标{first}，已 {(past.until - past.since).days} 天"
    return told + (f"，其间{_returns(change)}" if past.returns else "")


def _returns(change: Change) -> str:
    return f"反复 {len(change.returns)} 次（{'、'.join(map(chinese_day, change.returns))}）"


def as_json(shown: Shown) -> str:
    """The same bytes for the same two runs."""
    c = shown.compared
    counts = Counter(change.kind for change in c.changes)
    told = {
        "schema_version": 1,
        "from": _head(c.old),
        "to": _head(c.new),
        "kept": bool(c.new["run"]),
        "differences": list(c.differences),
        "units_left_out": list(c.left_out),
        "counts": {kind: counts[kind] for kind in KINDS},
        "changes": [_change(change) for change in shown.changes],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _head(meta: Mapping[str, Any]) -> dict[str, Any]:
    """A run's head as `check --format json` has it."""
    return {key: value for key, value in meta.items() if key != "particulars"} | {"run": meta["run"] or None}


def _change(change: Change) -> dict[str, Any]:
    rule_set, rule, duty, unit, period, subject = change.key
    past = change.past if change.new and change.new["outcome"] in FAILING else None
    return {
        "kind": change.kind, "rule_set": rule_set, "rule": rule, "duty": duty, "unit": unit, "period": period or None, "subject": subject or None,
        "before": change.before, "after": change.new["outcome"] if change.new else None, "causes": list(change.causes),
        "since": _iso(past.since if past else None), "since_first_run": bool(past and past.is_first_run), "returns": [_iso(day) for day in change.returns],
        "from": _verdict(change.old), "to": _verdict(change.new),
    }  # fmt: skip


def _verdict(told: Told | None) -> dict[str, Any] | None:
    return {key: told[key] for key in ("outcome", "found", "decided", "reason", "due", "published", "why")} if told is not None else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_csv(shown: Shown) -> str:
    """One row a change, with a byte order mark so that Excel reads it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["类别", "规则集", "规则", "事项", "单位", "期间", "文件", "原结果", "现结果", "原因", "自哪天起未达标", "反复的日子", "原说明", "现说明"])
    for change in shown.changes:
        rule_set, rule, duty, unit, period, subject = change.key
        outcomes = [_label(change.before), _label(change.new["outcome"] if change.new else None)]
        days = " ".join(day.isoformat() for day in change.returns)
        whys = [told["why"] if told else "" for told in (change.old, change.new)]
        since = change.past.since if change.past else None
        row = [KINDS[change.kind], rule_set, rule, duty, shown.unit(unit), period, subject, *outcomes, "；".join(change.causes), since, days, *whys]
        writer.writerow([_cell(value) for value in row])
    return "\ufeff" + out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(FORMULA) else text


def as_junit(shown: Shown) -> str:
    """One test case a change: what flips to failing fails, all else passes."""
    changes = shown.changes
    failures = sum(change.flips_to_failing for change in changes)
    suite = ElementTree.Element("testsuite", name="gongkai", tests=str(len(changes)), failures=str(failures))
    for change in changes:
        rule_set, rule, duty, unit, period, subject = change.key
        name = " ".join(part for part in (duty, unit, period, subject) if part)
        case = ElementTree.SubElement(suite, "testcase", classname=f"{rule_set}.{rule}", name=name)
        told = "：".join([f"{KINDS[change.kind]}，{_outcomes(change)}", *(["；".join(change.causes)] if change.causes else [])])
        if change.flips_to_failing:
            ElementTree.SubElement(case, "failure", message=told)
        else:
            ElementTree.SubElement(case, "system-out").text = told
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


FORMATS: dict[str, Callable[[Shown], str]] = {"text": as_text, "json": as_json, "csv": as_csv, "junit": as_junit}
