"""Why: one sentence a unit understands, from what was judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checks.facts import Publication
from checks.place import Finding
from checks.question import Question
from rules.chinese import chinese_day, chinese_period
from rules.due import DueDay

_BASIS = {"quoted": "计划原文", "law": "法规", "assumption": "本办口径"}


@dataclass(frozen=True)
class Told:
    """What the sentence is made of. about: the title of the document the subject stands for."""

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
    about: str = ""
    missing: tuple[str, ...] = ()


_SENTENCES: dict[str, str] = {
    "in_time": "{what}已于{published}公开（{where}），{due}。",
    "column_in_use": "{where}有栏目“{detail}”，并有本年度内容。",
    "after_due": "{what}于{published}公开，{due}，逾期{late}。",
    "content_missing": "{what}已公开，但内容不全，缺：{missing}。",
    "column_unused": "栏目已设，但{missing}。",
    "column_answered": "{where}的栏目“{detail}”有本年度内容，并有答复（如“{title}”）。",
    "column_unanswered": "栏目已设并有本年度内容，但逐条看过没有见到答复，缺：{missing}。",
    "answers_unread": "{detail}没有读到，或者有读不出来的部分，看不出有没有答复，请人工核实。",
    "column_shared": "栏目“{detail}”是各单位共用的，看不出有没有本单位的内容，请人工核实。",
    "outdated": "找到的{what}已经过时，缺：{missing}。",
    "place_missing": "{what}只在{where}找到，{absent}没有；要求的位置都要公开。",
    "not_found": "{due}，检索了{places}的全部栏目，没有找到{what}，复核一遍仍然没有。",
    "column_missing": "{due}，{places}没有找到所要求的栏目，复核一遍仍然没有。",
    "published_once": "{what}应至少公开{detail}次，只找到1次（{published}）；{due}。",
    "event_silent": "{due}，检索了{places}的全部栏目，没有找到{what}；没有申报无此情形的，按本办口径判未公开。",
    "before_judged_from": "{what}在本办设定的起算日（{detail}）之前，不核查。",
    "before_due": "{what}{due}，还没有到期。",
    "not_in_force": "{before_force}",
    "near_miss": "找到疑似{what}的页面“{title}”，但{lacks}，请人工核实。",
    "event_unclear": "找到“{title}”，但看不出公开的是不是{detail}，请人工核实。",
    "known_event_unpublished": "已知{detail}应当公开，{due}，检索了{places}的全部栏目，没有找到，复核一遍仍然没有。",
    "by_proof": "在{places}没有找到{what}；也可以公开在{unseen}，那里本程序不抓取，凭证明核查{ask}。",
    "column_near_miss": "有栏目“{detail}”，可能就是所要求的栏目，但名称不在规则之内，请人工核实。",
    "period_unclear": "找到“{title}”，但看不出是哪一期，请人工核实。",
    "undated": "找到“{title}”，但页面和栏目都没有可认定的发布日期，请人工核实。",
    "contested": "找到“{title}”，但页面写的发布日期互相矛盾：{contested}，请人工核实。",
    "content_unreadable": "找到“{title}”，但图片或附件里的内容读不出来，无法核对是否齐全，请人工核实。",
    "doubtful": "找到“{title}”，但{detail}，请人工核实。",
    "other_signature": "找到“{title}”，但署名不是本单位，请人工核实是否为本单位公开。",
    "awaits_second_look": "暂未找到{what}；{detail}，复核之前不判未公开。",
    "event_not_shown": "没有找到{what}；是否有应公开的事项，网站上看不出{ask}。",
    "softened": "没有找到{what}；{detail}，请人工核实。",
    "calendar_missing": "{what}于{published_any}公开，但当年的工作日安排没有资料，无法确定到期日，请人工核实。",
    "unformed": "“{title}”没有写明成文日期，无法计算期限，请人工核实。",
    "manual": "{detail}",
    "pair_unread": "“{title}”的网页链接了解读，但所链接的网页没有取到，请人工核实。",
    "upstream_undated": "上级文件“{about}”没有可认定的发布日期，无法计算转发期限，请人工核实。",
    "marked": "“{about}”已在{where}的原文上标注。",
    "requested": "已于{published}提请在“{about}”的原文上标注，{due}。",
    "requested_late": "于{published}提请在“{about}”的原文上标注，{due}，逾期{late}。",
    "not_marked": "“{about}”已废止或失效，{due}，{absent}的原文上没有标注。",
    "mark_elsewhere": "“{about}”的原文在{where}已经标注，在{absent}没有；原文所在的位置都要标注。",
    "request_not_shown": "“{about}”在{open}的原文上没有标注；是否已提请标注，网页上看不出{ask}。",
    "mark_awaits_look": "“{about}”的原文上还没有看到标注；{detail}，再读一遍之前不判未标注。",
    "mark_unreadable": "“{about}”的原文上没有读到标注；{detail}，请人工核实。",
    "perhaps_abolished": "网页“{title}”可能就是已废止或失效的“{about}”，没有看到标注，请人工核实是否同一文件。",
    "abolition_undated": "“{about}”何时废止或失效没有可认定的日期，原文上没有看到标注，请人工核实。",
    "list_unread": "废止或失效文件的清单“{title}”（或其附件）读不出来，无法核对原文的标注，请人工核实。",
    "nothing_to_mark": "已公布废止或失效的文件，但在所要求的网站上没有找到这些文件的原文，没有需要标注的{ask}。",
    "stages_done": "“{subject}”的{detail}都已公开（{where}）。",
    "stage_missing": "“{subject}”已公开“{detail}”，但没有找到此前的{missing_stages}，复核一遍仍然没有。",
    "stage_open": "“{subject}”已公开的阶段齐全，{detail}尚未见到；是否已到这一阶段，网站上看不出，请人工核实。",
    "stage_order": "“{subject}”各阶段的公开次序不对：{detail}，请人工核实。",
}

_UNCHECKED = "未能检测：{detail}。这不等于未公开。"

_FOUND_ELSEWHERE: dict[str, str] = {
    "awaits_second_look": "{what}已在{where}公开，在{open}暂未找到；{detail}，复核之前不判位置不符。",
    "by_proof": "{what}已在{where}公开；还应公开在{unseen}，那里本程序不抓取，凭证明核查{ask}。",
    _UNCHECKED: "{what}已在{where}公开，其余位置未能检测：{detail}。这不等于没有公开。",
}
"""What is said instead where one of the places asked for has it."""
_NOWHERE_SEARCHED = "{what}应公开在{unseen}，那里本程序不抓取，凭证明核查{ask}。"

_ASKS: dict[str, str] = {
    "by_proof": "。请提交：{detail}{or_nothing}",
    "event_not_shown": "，请说明或申报无此情形",
    "request_not_shown": "，请提交提请记录",
    "nothing_to_mark": "；确实没有的，请申报无此情形",
}
"""What a sentence asks of the unit; left out while the duty is under review."""

_ABOUT = {"paired": "“{}”的解读", "reprint": "上级文件“{}”的转发件", "marked": "“{}”的废止（失效）标注", "progress": "“{}”的全过程公开"}
"""What is looked for, of kinds whose subject is a document or object."""


def why(told: Told) -> str:
    """The sentence for an outcome's reason; a reason of its own detail (not checked) says that detail."""
    words = _words(told)
    ask = "" if told.question.duty.review else _ASKS.get(told.reason, "").format(**words)
    return _sentence(told, words).format(**words, ask=ask)


def _sentence(told: Told, words: dict[str, str]) -> str:
    reason = reason_of(told)
    sentence = _SENTENCES.get(reason, _UNCHECKED)
    if words["where"] and told.subject is None:
        return _FOUND_ELSEWHERE.get(sentence if sentence == _UNCHECKED else reason, sentence)
    return _NOWHERE_SEARCHED if reason == "by_proof" and not _names_of(told, is_crawled=True) else sentence


def reason_of(told: Told) -> str:
    """The reason as it is told: a column's near miss and days that contradict each other are told in words of their own."""
    if told.reason == "near_miss" and told.detail:
        return "column_near_miss"
    return "contested" if told.reason == "undated" and (doubt := _doubt(told)) is not None and doubt.contested else told.reason


def _doubt(told: Told) -> Publication | None:
    """The publication the outcome rests on, else any."""
    same = next((f.publication for f in told.findings if f.publication and f.outcome == told.outcome), None)
    return same or next((f.publication for f in told.findings if f.publication), None)


def _words(told: Told) -> dict[str, str]:
    doubt = _doubt(told)
    return {
        "what": what_of(told),
        "published": chinese_day(told.published) if told.published else "",
        "published_any": chinese_day(doubt.published) if doubt and doubt.published else "某日",
        "where": "、".join(_site_names(told, ("met", "late", "incomplete"))),
        "open": "、".join(_site_names(told, ("unverified",))),
        "about": told.about or told.subject or "",
        "subject": told.subject or "",
        "missing_stages": "、".join(f"“{m}”" for m in told.missing),
        "absent": "、".join(_site_names(told, ("unmet",))),
        "places": _names_of(told, is_crawled=True) or "所要求的网站",
        "unseen": _names_of(told, is_crawled=False),
        "or_nothing": "；没有这类事项的，请申报无此情形" if told.question.duty.kind == "event" else "",
        "due": _due(told),
        "late": f"{told.days_late}个{'工作日' if told.due and told.due.is_working else '自然日'}",
        "missing": "、".join(dict.fromkeys(m for f in told.findings for m in f.missing)),
        "title": doubt.title if doubt else "",
        "contested": doubt.contested if doubt else "",
        "lacks": (doubt.lacks if doubt else "") or "标题写法不在规则之内",
        "detail": told.detail,
        "before_force": _before_force(told),
    }


def what_of(told: Told) -> str:
    """What is looked for: the subject, or the duty's title with its period."""
    kind = told.question.duty.kind
    if told.subject is not None and kind in _ABOUT:
        return _ABOUT[kind].format(told.about or told.subject)
    if told.subject is not None:
        return f"“{told.subject}”"
    return f"{chinese_period(told.period) if told.period else ''}{told.question.duty.title}"


def _names_of(told: Told, *, is_crawled: bool) -> str:
    """The names of the places asked for: of those that are searched, or of those that no crawl sees."""
    return "、".join(dict.fromkeys(s.site.name for p in told.question.places for s in p.sites if s.site.is_crawled == is_crawled))


def _site_names(told: Told, outcomes: tuple[str, ...]) -> list[str]:
    names = [s.site.name for f in told.findings if f.outcome in outcomes for s in f.place.sites if f.publication is None or s.site.id == f.publication.site]
    return list(dict.fromkeys(names))


def _due(told: Told) -> str:
    if told.due is None:
        return "计划没有规定期限"
    basis, verb = _BASIS[told.due.basis], "标注" if told.question.duty.kind == "marked" else "公开"
    if told.due.is_exact:
        return f"最迟应于{chinese_day(told.due.latest)}{verb}（{basis}）"
    return f"最迟应于{chinese_day(told.due.latest)}{verb}（{basis}；当年工作日安排缺资料，取最宽的一日）"


def _before_force(told: Told) -> str:
    duty, regulation = told.question.duty, "条例" if told.question.duty.due and "条例" in told.question.duty.due.source else "规定"
    formed = next((f.publication.formed for f in told.findings if f.publication), None)
    if formed is not None and duty.valid_from is not None and formed < duty.valid_from:
        return f"成文于{regulation}施行之前：{chinese_day(formed)}成文，{regulation}自{chinese_day(duty.valid_from)}起施行。"
    return "本项要求在这一期间不适用。"
