"""Output for people and machines: a check run as text, JSON, CSV or JUnit."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

from checks.explanation import explanation_of
from checks.run import CheckRun, verdict_text
from checks.verdict import FAILING, IN_RATE, LABELS, Verdict
from rules.chinese import chinese_period
from rules.explain import DutyPage, duty_page
from rules.explain_due import Year

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run as a formula by spreadsheets; it is written with an apostrophe before it."""


def as_json(run: CheckRun) -> str:
    """The contract's JSON; the same store gives the same bytes, the run's id aside."""
    head = run.head()
    head["verdicts"] = [json.loads(verdict_text(v)) for v in run.verdicts]
    return json.dumps(head, ensure_ascii=False, indent=1) + "\n"


def as_csv(run: CheckRun) -> str:
    """One row a verdict, with a byte order mark so that Excel reads it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["规则集", "规则", "事项", "单位", "期间", "文件", "结果", "到期日", "发布日期", "逾期天数", "说明", "整改建议", "网址"])
    for v in run.verdicts:
        unit = run.standards.district.units_by_id[v.unit].name
        urls = " ".join(e.url for e in v.evidence)
        row = [v.rule_set, v.rule, v.duty, unit, v.period, v.subject, LABELS[v.outcome], v.due, v.published, v.days_late, v.why, v.remedy, urls]
        writer.writerow([_cell(value) for value in row])
    return "\ufeff" + out.getvalue()


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(FORMULA) else text


def as_junit(run: CheckRun) -> str:
    """One test case a verdict: failing ones fail, those outside the rate are skipped."""
    counts = Counter(v.outcome for v in run.verdicts)
    failures = sum(counts[o] for o in FAILING)
    skipped = sum(n for o, n in counts.items() if o not in IN_RATE)
    suite = ElementTree.Element("testsuite", name="gongkai", tests=str(len(run.verdicts)), failures=str(failures), skipped=str(skipped))
    for v in run.verdicts:
        name = " ".join(part for part in (v.duty, v.unit, v.period, v.subject) if part)
        case = ElementTree.SubElement(suite, "testcase", classname=f"{v.rule_set}.{v.rule}", name=name)
        if v.outcome in FAILING:
            ElementTree.SubElement(case, "failure", message=f"{LABELS[v.outcome]}：{v.why}")
        elif v.outcome not in IN_RATE:
            ElementTree.SubElement(case, "skipped", message=f"{LABELS[v.outcome]}：{v.why}")
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def as_text(run: CheckRun) -> str:
    """Counts, then every failing verdict with its sentence and what would have changed it; of one unit with all it rests on."""
    counts: Counter[str] = Counter(v.outcome for v in run.verdicts)
    lines = [f"核查日 {run.as_of}，共 {len(run.verdicts)} 项结果："]
    lines += [f"  {label}：{counts[code]}" for code, label in LABELS.items() if counts[code]]
    if decided := sum(v.decided is not None for v in run.verdicts):
        lines.append(f"  （其中按记录认定 {decided} 项）")
    failing = [v for v in run.verdicts if v.outcome in FAILING]
    lines += ["", f"未达标 {len(failing)} 项："] if failing else ["", "没有未达标的项。"]
    pages = _pages(run) if len({v.unit for v in run.verdicts}) == 1 else None
    for v in failing:
        lines.append(f"  【{LABELS[v.outcome]}】{_who(run, v)}：{v.why}")
        lines += _explained(v, run, pages)
    return "\n".join(lines) + "\n"


_Pages = dict[tuple[str, str, str], DutyPage]


def _explained(verdict: Verdict, run: CheckRun, pages: _Pages | None) -> Iterator[str]:
    """Everything where one unit is asked about; of a whole district what is said beside the sentence."""
    explained = explanation_of(verdict, pages.get(verdict.key[:3]) if pages else None, run.standards.district)
    told = explained if pages is not None else replace(explained, due="", missing=(), facts=(), searched=(), near_misses=())
    yield from (f"      {line}" for line in told.lines())


def _pages(run: CheckRun) -> _Pages:
    """What each duty asks, by the version of its rule that holds on the day asked."""
    by = run.standards
    pages: _Pages = {}
    for rule_set in by.rule_sets:
        for rule, in_force in rule_set.versions():
            year = Year(rule_set.year or run.as_of.year, by.calendar, by.policies[rule_set.name], in_force)
            if in_force.covers(run.as_of):
                pages |= {(rule_set.name, rule.id, duty.id): duty_page(rule, duty, year, by.district) for duty in rule.duties}
    return pages


def _who(run: CheckRun, verdict: Verdict) -> str:
    unit = run.standards.district.units_by_id[verdict.unit].name
    about = verdict.subject or (chinese_period(verdict.period) if verdict.period else "")
    return f"{unit} {verdict.rule}{verdict.duty} {about}".rstrip()


FORMATS: dict[str, Callable[[CheckRun], str]] = {"text": as_text, "json": as_json, "csv": as_csv, "junit": as_junit}
