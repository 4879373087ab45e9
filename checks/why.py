"""Why: one sentence a unit understands, from what was judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checks.days import chinese_day, chinese_period
from checks.place import Finding
from checks.question import DueDay, Question

_BASIS = {"quoted": "计划原文", "law": "法规", "assumption": "本办口径"}


@dataclass(frozen=True)
class Told:
    """What the sentence is made of."""

    question: Question
    outcome: str
    reason: str
    detail: str
    findings: tuple[Finding, ...]
    period: str | None
    subject: str | None
    due: DueDay | None
    published: date | None
    days_late: int | None


_SENTENCES: dict[str, str] = {
    "in_time": "{what}已于{published}公开（{where}），{due}。",
    "column_in_use": "{where}有栏目“{detail}”，并有本年度内容。",
    "after_due": "{what}于{published}才公开，{due}，逾期{late}。",
    "content_missing": "{what}已公开，但内容不全，缺：{missing}。",
    "column_unused": "栏目已设，但{missing}。",
    "place_missing": "{what}只在{where}找到，{absent}没有；要求的位置都要公开。",
    "not_found": "{due}，检索了{places}的全部栏目，没有找到{what}，复核一遍仍然没有。",
    "column_missing": "{due}，{places}没有找到所要求的栏目，复核一遍仍然没有。",
    "before_due": "{what}{due}，还没有到期。",
    "not_in_force": "{before_force}",
    "near_miss": "找到疑似{what}的页面“{title}”，但标题写法不在规则之内，请人工核实。",
    "column_near_miss": "有栏目“{detail}”，可能就是所要求的栏目，但名称不在规则之内，请人工核实。",
    "period_unclear": "找到“{title}”，但看不出是哪一期，请人工核实。",
    "undated": "找到“{title}”，但页面和栏目都没有可认定的发布日期，请人工核实。",
    "content_unreadable": "找到“{title}”，但图片或附件里的内容读不出来，无法核对是否齐全，请人工核实。",
    "doubtful": "找到“{title}”，但{detail}，请人工核实。",
    "other_signature": "找到“{title}”，但署名是别的部门，请人工核实是否为本单位公开。",
    "awaits_second_look": "暂未找到{what}；{detail}，复核之前不判未公开。",
    "event_not_shown": "没有找到{what}；是否有应公开的事项，网站上看不出，请说明或申报无此情形。",
    "softened": "没有找到{what}；{detail}，请人工核实。",
    "calendar_missing": "{what}于{published_any}公开，但当年的工作日安排没有资料，无法确定到期日，请人工核实。",
    "unformed": "“{title}”没有写明成文日期，无法计算期限，请人工核实。",
    "manual": "{detail}",
}


def why(told: Told) -> str:
    """The sentence for an outcome's reason; a reason of its own detail (not checked) says that detail."""
    reason = "column_near_miss" if told.reason == "near_miss" and told.detail else told.reason
    sentence = _SENTENCES.get(reason, "未能检测：{detail}。这不等于未公开。")
    return sentence.format(**_words(told))


def _words(told: Told) -> dict[str, str]:
    doubt = next((f.publication for f in told.findings if f.publication and f.outcome == told.outcome), None)
    doubt = doubt or next((f.publication for f in told.findings if f.publication), None)
    return {
        "what": _what(told),
        "published": chinese_day(told.published) if told.published else "",
        "published_any": chinese_day(doubt.published) if doubt and doubt.published else "某日",
        "where": "、".join(_site_names(told, ("met", "late", "incomplete"))),
        "absent": "、".join(_site_names(told, ("unmet",))),
        "places": "、".join(s.site.name for p in told.question.places for s in p.sites) or "所要求的网站",
        "due": _due(told),
        "late": f"{told.days_late}个{'工作日' if told.due and told.due.is_working else '自然日'}",
        "missing": "；".join(m for f in told.findings for m in f.missing),
        "title": doubt.title if doubt else "",
        "detail": told.detail,
        "before_force": _before_force(told),
    }


def _what(told: Told) -> str:
    if told.subject is not None:
        return f"“{told.subject}”"
    return f"{chinese_period(told.period) if told.period else ''}{told.question.duty.title}"


def _site_names(told: Told, outcomes: tuple[str, ...]) -> list[str]:
    names = [s.site.name for f in told.findings if f.outcome in outcomes for s in f.place.sites if f.publication is None or s.site.id == f.publication.site]
    return list(dict.fromkeys(names))


def _due(told: Told) -> str:
    if told.due is None:
        return "计划没有规定期限"
    basis = _BASIS[told.due.basis]
    if told.due.is_exact:
        return f"最迟应于{chinese_day(told.due.latest)}公开（{basis}）"
    return f"最迟应于{chinese_day(told.due.latest)}公开（{basis}；当年工作日安排缺资料，取最宽的一日）"


def _before_force(told: Told) -> str:
    duty, regulation = told.question.duty, "条例" if told.question.duty.due and "条例" in told.question.duty.due.source else "规定"
    formed = next((f.publication.formed for f in told.findings if f.publication), None)
    if formed is not None and duty.valid_from is not None and formed < duty.valid_from:
        return f"成文于{regulation}施行之前：{chinese_day(formed)}成文，{regulation}自{chinese_day(duty.valid_from)}起施行。"
    return "本项要求在这一期间不适用。"
