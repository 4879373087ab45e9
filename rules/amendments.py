"""Amendments: rule files that supersede the earlier one of the same id within the plan's year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from rules.check_rules import Found, RuleFile
from rules.rule import Rule
from rules.text import normalise


def check_versions(files: Iterable[RuleFile]) -> Found:
    """One rule of each id, and amendments of it alone, each from a day of its own within the plan's year."""
    by_id: dict[str, list[RuleFile]] = defaultdict(list)
    for file in files:
        by_id[file.rule.id].append(file)
    for versions in by_id.values():
        bases = [file for file in versions if file.rule.amends is None]
        yield from _same_id(bases)
        first: dict[date, Path] = {}
        for file in versions:
            if file.rule.amends is not None:
                yield from _amendment(file, bases[0] if bases else None)
                other = first.setdefault(file.rule.amends.since, file.path)
                if other != file.path:
                    yield file.mistake(
                        ("amends", "since"), f"{file.rule.amends.since}（{other} 已用）", "同一条的各次修订，起始日各不相同", "since: 2017-10-01"
                    )


def _same_id(bases: list[RuleFile]) -> Found:
    for file in bases[1:]:
        allowed = "不重复的规则编号；修订原有规则的文件要写 amends，文件名为 编号.起始日"
        yield file.mistake(("id",), f"{file.rule.id}（{bases[0].path} 已用）", allowed, "id: py2017-01-04")


def _amendment(file: RuleFile, base: RuleFile | None) -> Found:
    amends, rule = file.rule.amends, file.rule
    assert amends is not None, "only amendments come here"
    if file.year is not None and amends.since.year != file.year:
        yield file.mistake(("amends", "since"), str(amends.since), f"计划年度 {file.year} 年内的日期", f"since: {file.year}-07-01")
    if not normalise(amends.why):
        yield file.mistake(("amends", "why"), "空白", "修订的依据", "why: 番府办〔2017〕60号")
    if base is None:
        yield file.mistake(("amends",), f"修订 {rule.id}", "已有规则文件的编号；被修订的文件不能缺", f"先有 {rule.id}.yaml")
        return
    for key in ("section_number", "number"):
        right = getattr(base.rule, key)
        if getattr(rule, key) != right:
            yield file.mistake((key,), str(getattr(rule, key)), f"与被修订的 {base.path.name} 相同的 {right}", f"{key}: {right}")


def order(rule: Rule) -> tuple[int, int, str, date]:
    """Where a rule stands: by section and number, its amendments after it by their days."""
    return rule.section_number, rule.number, rule.id, rule.amends.since if rule.amends else date.min
