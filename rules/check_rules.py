"""What types cannot say about one rule file: ids, periods, days, places and words that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rules.check_units import nearest, repeated
from rules.errors import Mistake
from rules.examples import example_of
from rules.review import ASPECTS, is_mark, parts_of
from rules.rule import OWN, PER_DOCUMENT, Duty, Kind, Rule
from rules.text import normalise
from rules.units import District
from rules.wanted import Match, Terms
from rules.yamlfile import Document, KeyPath

Found = Iterator[Mistake]

_ID = re.compile(r"[a-z][a-z0-9]*-(\d{2})-(\d{2,3})")
_DAYS = 366
"""More days than a year has is no term for a publication."""


@dataclass(frozen=True)
class RuleFile:
    """One rule with the file it came from; `year` is the rule set's, `folder` the rule set's folder."""

    path: Path
    folder: Path
    year: int | None
    document: Document
    rule: Rule

    def mistake(self, path: KeyPath, found: str, allowed: str, example: str) -> Mistake:
        return self.document.mistake(path, found, allowed, example)


def check_rule(file: RuleFile) -> list[Mistake]:
    """All that can be said without knowing units.yaml."""
    found = [mistake for check in _RULE_CHECKS for mistake in check(file)]
    for i, duty in enumerate(file.rule.duties):
        found += [mistake for check in _DUTY_CHECKS for mistake in check(file, duty, ("duties", i))]
    return found


def check_places(file: RuleFile, district: District, of_plan: frozenset[str]) -> Found:
    """Every place is `own`, a site of units.yaml, or a name the plan knows; what no crawl sees is never asked for together with what one does."""
    known = {OWN} | {n for s in district.sites for n in (s.id, s.name, *s.aliases)}
    for i, duty in enumerate(file.rule.duties):
        key = "all_of" if duty.places.all_of else "any_of"
        for j, name in enumerate(duty.places.names):
            if name != OWN and district.site_named(name) is None and normalise(name) not in of_plan:
                allowed = f"{OWN} 或 units.yaml 里站点的编号、名称、别名" + nearest(name, known)
                yield file.mistake(("duties", i, "places", key, j), f"未知的站点 {name}", allowed, "places: {all_of: [portal, own]}")
        yield from _unseen(file, district, i)


def _unseen(file: RuleFile, district: District, i: int) -> Found:
    """Places checked by written proof alone: one alternative of several, or a manual duty of their own."""
    duty = file.rule.duties[i]
    sites = {name: district.site_named(name) for name in duty.places.names if name != OWN}
    unseen = [name for name, site in sites.items() if site is not None and not site.is_crawled]
    if not duty.is_automated or not unseen:
        return
    if duty.places.all_of or len(unseen) == len(duty.places.names):
        allowed = "能抓取的位置；只能凭证明核查的位置另写一项 kind: manual 的义务"
        yield file.mistake(("duties", i, "places"), f"{'、'.join(unseen)} 不能抓取", allowed, "places: {all_of: [portal, own]}")


def named_units(rule: Rule) -> list[tuple[KeyPath, str]]:
    """Every name of a unit or group in a rule, with where it stands; the plan's own words first."""
    lists: list[tuple[KeyPath, tuple[str, ...]]] = [(("leads",), rule.leads), (("supports",), rule.supports), (("bracketed",), rule.bracketed)]
    lists += [(("duties", i, "units"), duty.units) for i, duty in enumerate(rule.duties)]
    return [((*path, j), name) for path, names in lists for j, name in enumerate(names)]


def _identity(file: RuleFile) -> Found:
    rule, stem = file.rule, file.path.stem
    if rule.amends is None and stem.startswith(f"{rule.id}."):
        yield file.mistake(("amends",), "没有写", "文件名带起始日的是修订，必须写 amends", example_of(Rule, "amends"))
        return
    if rule.amends is not None and stem != rule.stem:
        found = f"{rule.amends.since}，文件名是 {file.path.name}"
        yield file.mistake(("amends", "since"), found, "与文件名“编号.起始日.yaml”相同的编号和日期", f"{rule.stem}.yaml")
        return
    if rule.amends is None and rule.id != stem:
        yield file.mistake(("id",), rule.id, f"与文件名相同的编号 {stem}", f"id: {stem}")
        return
    parts = _ID.fullmatch(rule.id)
    right = f"{rule.id.split('-')[0] or 'py2017'}-{rule.section_number:02d}-{rule.number:02d}"
    if not parts or (int(parts[1]), int(parts[2])) != (rule.section_number, rule.number):
        allowed = f"“前缀-部分-序号”，与 section_number {rule.section_number}、number {rule.number} 一致"
        yield file.mistake(("id",), rule.id, allowed, f"id: {right}")
    parent = file.path.parent
    if parent != file.folder and parent.name != f"{rule.section_number:02d}":
        example = f"放在文件夹 {rule.section_number:02d}/ 中"
        yield file.mistake(("section_number",), str(rule.section_number), f"与所在文件夹 {parent.name} 相同的部分号", example)


def _numbers(file: RuleFile) -> Found:
    for key, number in (("section_number", file.rule.section_number), ("number", file.rule.number)):
        if number < 1:
            yield file.mistake((key,), str(number), "从 1 起的整数", f"{key}: 1")


def _filled(file: RuleFile) -> Found:
    rule = file.rule
    for key, text in (("section", rule.section), ("text", rule.text)):
        if not normalise(text):
            yield file.mistake((key,), "空白", "计划原文", f"{key}: 每季度发布全区消费市场运行情况分析。")
    if not rule.leads:
        yield file.mistake(("leads",), "一个单位也没有", "至少一个牵头（责任）单位", "leads: [区财政局]")
    if not rule.duties:
        yield file.mistake(("duties",), "一项义务也没有", "至少一项", "duties: [{id: a, kind: manual, title: 分工对外公布, units: [各部门], reason: 内部工作}]")
    yield from repeated(file.document, [(("duties", i, "id"), d.id) for i, d in enumerate(rule.duties)], "义务编号", "id: b")
    for path, name in named_units(rule):
        if not normalise(name):
            yield file.mistake(path, "空白", "单位或单位组的名称", "units: [区财政局]")


def _duty_filled(file: RuleFile, duty: Duty, at: KeyPath) -> Found:
    for key, text in (("id", duty.id), ("title", duty.title)):
        if not normalise(text):
            yield file.mistake((*at, key), "空白", "写出来的文字", f"{key}: {'a' if key == 'id' else '一般公共预算收支执行情况'}")
    if not duty.units:
        yield file.mistake((*at, "units"), "一个单位也没有", "至少一个单位或单位组", "units: [区财政局]")
    if duty.kind == "manual" and not normalise(duty.reason):
        yield file.mistake((*at, "reason"), "没有写", "manual 必须写明为什么不能自动核查", "reason: 网站上看不到，凭书面证明核查")
    if duty.silence is not None and not normalise(duty.silence.reason):
        yield file.mistake((*at, "silence", "reason"), "空白", "放宽的理由", "reason: 是否有此事项不能从网上看出")


def _needed(file: RuleFile, duty: Duty, at: KeyPath) -> Found:
    if not duty.is_automated:
        return
    if not duty.places.names:
        yield file.mistake((*at, "places"), "没有写", f"自动核查（{duty.kind}）必须写明在哪里找", "places: {all_of: [portal, own]}")
    if duty.match is None and duty.column is None and duty.kind != "timely":  # timely speaks of every document of its places
        yield file.mistake((*at, "match"), "没有写", f"自动核查（{duty.kind}）必须有 match 或 column", "match: {title: {all: [[预算], [执行情况]]}}")
    if duty.places.all_of and duty.places.any_of:
        yield file.mistake((*at, "places"), "all_of 和 any_of 都写了", "两者只写一个", "places: {all_of: [portal, own]}")


_ONLY: dict[str, tuple[tuple[Kind, ...], bool]] = {
    "column": (("standing", "interactive"), False),
    "since": (("standing",), False),
    "upstream": (("reprint",), True),
    "pair": (("paired",), True),
    "stages": (("progress",), True),
    "marks": (("marked",), True),
    "on_request": (("marked",), False),
}
"""Keys that only some kinds may have, and whether those kinds must have them."""


def _of_kind(file: RuleFile, duty: Duty, at: KeyPath) -> Found:
    for key, (kinds, is_needed) in _ONLY.items():
        is_written = bool(getattr(duty, key))
        if is_written and duty.kind not in kinds:
            yield file.mistake((*at, key), f"{duty.kind} 写了 {key}", f"只有 {'、'.join(kinds)} 可以写 {key}", f"kind: {kinds[0]}")
        elif is_needed and duty.kind in kinds and not is_written:
            yield file.mistake((*at, key), "没有写", f"{duty.kind} 必须写 {key}", example_of(Duty, key))
    answers = duty.column.answers if duty.column else ()
    if duty.kind == "interactive" and not answers:
        yield file.mistake((*at, "column", "answers"), "没有写", "interactive 必须写栏目和表示已答复的词", "column: {names: [在线访谈], answers: [答复]}")
    if duty.kind != "interactive" and answers:
        yield file.mistake((*at, "column", "answers"), f"{duty.kind} 写了 answers", "只有 interactive 可以写 answers", "kind: interactive")
    if duty.kind in PER_DOCUMENT and duty.kind != "timely" and duty.match is None:
        yield file.mistake((*at, "match"), "没有写", f"{duty.kind} 必须写 match", "match: {title: {all: [[预算], [执行情况]]}}")
    if len(duty.stages) == 1:
        yield file.mistake((*at, "stages"), "只有一个阶段", "至少两个阶段", example_of(Duty, "stages"))
    for j, name in enumerate(duty.on_request):
        if name not in duty.places.names:
            yield file.mistake((*at, "on_request", j), name, "places 里写过的位置", "on_request: [portal]")


def _period(file: RuleFile, duty: Duty, at: KeyPath) -> Found:
    if duty.kind == "periodic" and duty.every is None:
        yield file.mistake((*at, "every"), "没有写", "periodic 必须写 month、quarter、half、year、regular 之一", "every: month")
    if duty.kind not in ("periodic", "manual") and duty.every is not None:
        yield file.mistake((*at, "every"), f"{duty.kind} 写了 every: {duty.every}", "只有 periodic 可以写 every", "kind: periodic")
    if duty.valid_from and duty.valid_to and duty.valid_from > duty.valid_to:
        yield file.mistake((*at, "valid_to"), str(duty.valid_to), f"不早于 valid_from（{duty.valid_from}）的日期", "valid_to: 2017-12-31")


def _due(file: RuleFile, duty: Duty, at: KeyPath) -> Found:
    due = duty.due
    counts = {} if due is None else {k: v for k in ("working_days", "calendar_days", "day") if (v := getattr(due, k)) is not None}
    if len(counts) > 1:
        example = "due: {working_days: 20, basis: assumption, source: 本办约定}"
        yield file.mistake((*at, "due"), "、".join(counts) + " 都写了", "working_days、calendar_days、day 只写一个", example)
    for key in ("working_days", "calendar_days"):
        if key in counts and not 0 < counts[key] <= _DAYS:
            yield file.mistake((*at, "due", key), str(counts[key]), f"1 到 {_DAYS} 的天数", f"{key}: 20")
    if duty.kind in ("timely", "reprint", "marked") and not counts.keys() & {"working_days", "calendar_days"}:
        example = "due: {working_days: 20, basis: law, source: 政府信息公开条例第十八条}"
        yield file.mistake((*at, "due"), "没有写天数", f"{duty.kind} 必须写 due.working_days（或 calendar_days）", example)
    if due is not None and due.day is not None:
        yield from _fixed_day(file, duty, at)
    if due is not None and not normalise(due.source):
        yield file.mistake((*at, "due", "source"), "空白", "期限的出处", "source: 计划原文未写日期，按本办约定")


def _fixed_day(file: RuleFile, duty: Duty, at: KeyPath) -> Found:
    day = duty.due.day if duty.due else None
    if day is not None and file.year is not None and day.year != file.year:
        yield file.mistake((*at, "due", "day"), str(day), f"计划年度 {file.year} 年内的日期", f"day: {file.year}-12-31")
    if duty.kind == "periodic" and duty.every != "year":
        yield file.mistake((*at, "due", "day"), f"按期（{duty.every}）的义务写了固定日期 {day}", "从每期末起算的天数", "working_days: 20")


def _words(file: RuleFile, duty: Duty, at: KeyPath) -> Found:
    """An empty word stands in every text, an empty group in none."""
    if duty.match is not None:
        yield from _match(file, duty.match, (*at, "match"))
    if duty.pair is not None:
        yield from _match(file, duty.pair.match, (*at, "pair", "match"))
    for i, stage in enumerate(duty.stages):
        yield from _terms(file, stage.title, (*at, "stages", i, "title"))
        if not stage.title.groups:
            yield file.mistake((*at, "stages", i, "title"), "一组词也没有", "至少一组词", "title: {any: [公示]}")
    if duty.column is not None:
        yield from _groups(file, (duty.column.names,), (*at, "column", "names"), nested=False)
        yield from _blank(file, duty.column.answers, (*at, "column", "answers"))
    for i, part in enumerate(duty.content.parts):
        yield from _groups(file, (part.any,), (*at, "content", "parts", i, "any"), nested=False)
    yield from _blank(file, duty.content.names, (*at, "content", "names"))
    yield from _blank(file, duty.marks, (*at, "marks"))


def _match(file: RuleFile, match: Match, at: KeyPath) -> Found:
    if not match.title.groups and not match.body.groups:
        yield file.mistake((*at, "title", "all"), "一组词也没有", "至少一组词，否则任何文章都算", "all: [[预算], [执行情况]]")
    for key in ("title", "list_title", "body", "attachment", "issuer"):
        yield from _terms(file, getattr(match, key), (*at, key))
    for i, terms in enumerate(match.accepted):
        yield from _terms(file, terms, (*at, "accepted", i))
        if not terms.groups:
            yield file.mistake((*at, "accepted", i), "一组词也没有", "至少一组词，否则任何标题都算", "accepted: [{all: [[财政], [收支情况]]}]")
    yield from _blank(file, match.near, (*at, "near"))
    yield from _blank(file, match.allow, (*at, "allow"))


def _terms(file: RuleFile, terms: Terms, at: KeyPath) -> Found:
    yield from _groups(file, terms.all, (*at, "all"))
    yield from _blank(file, terms.any, (*at, "any"))
    yield from _blank(file, terms.none, (*at, "none"))


def _groups(file: RuleFile, groups: tuple[tuple[str, ...], ...], at: KeyPath, nested: bool = True) -> Found:
    for i, group in enumerate(groups):
        path = (*at, i) if nested else at
        if not group:
            yield file.mistake(path, "空列表", "至少一个词", "all: [[预算], [执行情况]]" if nested else "[完成投资]")
        yield from _blank(file, group, path)


def _blank(file: RuleFile, words: tuple[str, ...], at: KeyPath) -> Found:
    for i, word in enumerate(words):
        if not normalise(word):
            yield file.mistake((*at, i), "空白", "写出来的词", "[预算]")


def _review(file: RuleFile, duty: Duty, at: KeyPath) -> Found:
    for i, mark in enumerate(duty.review):
        if not is_mark(mark):
            allowed = f"“方面：要看什么”，方面有 {'、'.join(ASPECTS)}{nearest(parts_of(mark)[0], ASPECTS)}"
            yield file.mistake((*at, "review", i), mark.strip()[:40] or "空白", allowed, example_of(Duty, "review"))


def _least(file: RuleFile, duty: Duty, at: KeyPath) -> Found:
    counts: list[tuple[KeyPath, int]] = [((*at, "weight"), duty.weight)]
    if duty.column is not None:
        counts.append(((*at, "column", "min_entries"), duty.column.min_entries))
    if duty.content.rows_at_least is not None:
        counts.append(((*at, "content", "rows_at_least"), duty.content.rows_at_least))
    for path, count in counts:
        if count < 1:
            yield file.mistake(path, str(count), "从 1 起的整数", f"{path[-1]}: 1")


_RULE_CHECKS: tuple[Callable[[RuleFile], Found], ...] = (_identity, _numbers, _filled)
_DUTY_CHECKS: tuple[Callable[[RuleFile, Duty, KeyPath], Found], ...] = (_duty_filled, _needed, _of_kind, _period, _due, _words, _review, _least)
