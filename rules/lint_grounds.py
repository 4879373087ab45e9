"""Lint: reasons, sources, proofs and remedies that are missing or say nothing."""

from __future__ import annotations

import re

from rules.check_rules import Found, RuleFile
from rules.plan.marks import chinese_number
from rules.rule import Duty
from rules.text import normalise
from rules.units import District
from rules.yamlfile import KeyPath

LONGEST_TITLE = 60
SHORTEST_REASON = 8
"""Characters; fewer (本办约定) say that it is so and not why."""
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]+条|[〔\[(（【]\d{4}[〕\])）】]\s*第?\d+号")
_DOCUMENT = re.compile(r"《.+》|条例|办法|规定|法(?!规)|规范|通知|意见|[〔\[(（【]\d{4}[〕\])）】]")
_UNWRITTEN = re.compile(r"尚未编写|待编写")
_COUNT = re.compile(r"(\d{1,3}|[一二三四五六七八九十百]{1,5})个?(?:工作)?[日天]")


def check_grounds(file: RuleFile, district: District) -> Found:
    """All duties of a file."""
    for i, duty in enumerate(file.rule.duties):
        at: KeyPath = ("duties", i)
        for check in (_title, _due, _silence, _manual):
            yield from check(file, duty, at)
        yield from _remedy(file, duty, at, district)


def _title(file: RuleFile, duty: Duty, at: KeyPath) -> Found:
    if len(duty.title) > LONGEST_TITLE:
        yield file.mistake((*at, "title"), f"{len(duty.title)} 字", f"至多 {LONGEST_TITLE} 字的名称", "title: 一般公共预算收支执行情况")


def _due(file: RuleFile, duty: Duty, at: KeyPath) -> Found:
    due = duty.due
    if due is None:
        return
    path = (*at, "due", "source")
    if due.basis == "assumption" and len(normalise(due.source)) < SHORTEST_REASON:
        yield file.mistake(
            path, due.source, "计划怎么写的、为什么这样定（本办口径要说得出理由）", "source: 计划只写“按月”、未写期限；比照政府信息公开条例20个工作日"
        )
    if due.basis == "law" and not (_ARTICLE.search(due.source) and _DOCUMENT.search(due.source)):
        yield file.mistake(path, due.source, "法规或文件的名称，加第几条或文号", "source: 政府信息公开条例第十八条")
    days = due.working_days or due.calendar_days
    if due.basis == "quoted" and days is not None and not _is_said(days, file.rule.text, file.rule.deadline_text):
        yield file.mistake((*at, "due", "basis"), f"quoted，而原文里没有“{days}”天", "原文写明的天数才写 quoted，其余写 law 或 assumption", "basis: assumption")


def _is_said(days: int, *texts: str) -> bool:
    """Whether the plan's words count so many days, in digits or in numerals."""
    counts = (found[1] for text in texts for found in _COUNT.finditer(normalise(text)))
    return any(days == (int(count) if count.isdecimal() else chinese_number(count)) for count in counts)


def _silence(file: RuleFile, duty: Duty, at: KeyPath) -> Found:
    if duty.silence is not None and len(normalise(duty.silence.reason)) < SHORTEST_REASON:
        yield file.mistake((*at, "silence", "reason"), duty.silence.reason, "为什么没有查到也不能说未公开", "reason: 是否有此事项，网站上看不出来")


def _manual(file: RuleFile, duty: Duty, at: KeyPath) -> Found:
    if duty.is_automated:
        return
    if _UNWRITTEN.search(duty.reason):
        yield file.mistake((*at, "reason"), "自动核查规则尚未编写", "写好规则，或说明为什么网站上看不到", "reason: 内部工作，网站上看不到")
    if not normalise(duty.proof):
        yield file.mistake((*at, "proof"), "没有写", "要交的书面证明：什么文件、上面要有什么", "proof: 分工文件及公布截图")


def _remedy(file: RuleFile, duty: Duty, at: KeyPath, district: District) -> Found:
    if duty.is_automated and not normalise(duty.remedy):
        yield file.mistake((*at, "remedy"), "没有写", "自动核查的义务要有一句话，告诉单位现在该做什么", "remedy: 请在区政府门户网站公开该月数据")
    others = _others_named(duty, file, district)
    if others:
        allowed = f"只提本项义务的责任单位（{'、'.join(duty.units)}）"
        yield file.mistake((*at, "remedy"), f"提到{'、'.join(others)}", allowed, "remedy: 请在区政府门户网站和本单位网站公开")


def _others_named(duty: Duty, file: RuleFile, district: District) -> tuple[str, ...]:
    """Units a remedy names that neither the duty nor the item nor its places know: copied from another duty."""
    item = file.rule
    named = (*duty.units, *item.leads, *item.supports, *item.bracketed)
    known = {unit.id for name in named for unit in district.expand(name) or ()}
    sites = {site.id for name in duty.places.names if (site := district.site_named(name))}
    rest, others = normalise(duty.remedy), list[str]()
    for name, unit in sorted(((normalise(n), u) for u in district.units for n in u.names), key=lambda pair: -len(pair[0])):
        if name in rest:
            rest = rest.replace(name, "\0")
            is_strange = unit.id not in known and not sites & set(unit.sites) and name not in normalise(item.text)
            others += [unit.name] if is_strange else []
    return tuple(dict.fromkeys(others))
