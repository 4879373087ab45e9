"""A clause into a finished draft duty: what is looked for, by its kind; what cannot be derived is left to a person, and said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rules.drafts.clause import Clause
from rules.drafts.columns import column_of, is_column, talks_of
from rules.drafts.content import content_of
from rules.drafts.finishing import Finishing
from rules.drafts.remedy import remedy_of
from rules.drafts.shortest import shortest
from rules.drafts.terms import match_of
from rules.drafts.wordings import wordings
from rules.lint_grounds import LONGEST_TITLE
from rules.rule import OWN, Due, Duty, Places
from rules.text import normalise
from rules.wanted import Content, Match, Pair, Stage, Terms, Upstream

_MARKS = ("废止", "失效")
_PAPERS = ("文件", "规范性", "办法", "规定", "细则", "意见", "通知", "决定")
_CERTIFICATES = ("许可证", "资格证", "证书", "公章", "印章", "票据", "执照", "遗失", "合同")
_ASKED_FOR = ("提请", "报请", "申请", "商请")
_ISSUERS = ("中央", "国务院", "国家", "财政部", "总局", "省", "市", "上级")
_DAYS = Due("assumption", "原文没有写天数；比照政府信息公开条例的20个工作日，由办公室核定", working_days=20)
_UNSEEN = "原文没有说出可以在网页上查找的内容，先按书面证明核查。"
_PROOF = "落实本项要求的文件、记录或截图，写明日期。"


def finish(clause: Clause, at: Finishing) -> Duty:
    """The duty as the first of its rule (id a). Never raises on what a clause says."""
    duty = _bare(clause, at)
    return duty if clause.kind == "manual" else _BY_KIND.get(clause.kind, _document)(clause, duty, at)


def _bare(clause: Clause, at: Finishing) -> Duty:
    """What a clause says itself, without what is looked for."""
    manual = clause.kind == "manual"
    return Duty(
        id="a", kind=clause.kind, title=clause.title[:LONGEST_TITLE], units=clause.units, role=clause.role, jointly=clause.jointly,
        remedy="" if manual else remedy_of(clause, at.district), every=clause.every, places=clause.places, due=clause.due, silence=clause.silence,
        reason=clause.reason or (_UNSEEN if manual else ""), proof=clause.proof or (_PROOF if manual else ""),
        quotes=tuple(dict.fromkeys(clause.quotes)), review=clause.review,
    )  # fmt: skip


def _document(clause: Clause, duty: Duty, at: Finishing) -> Duty:
    """periodic, one_off, event, standing without a column: a document known by its title."""
    if is_column(clause):
        return _column(clause, duty, at)
    drafted = match_of(clause, at)
    if drafted is None:
        return left_to_person(duty, "用词：原文没有说出可以查找的事项，请写查找用词（match），或留作人工核查")
    asked = content_of(clause, at)
    return _with(duty, *drafted.review, *asked.review, match=drafted.match, content=asked.content)


def _column(clause: Clause, duty: Duty, at: Finishing) -> Duty:
    column = column_of(clause, at)
    if column is None:
        return left_to_person(duty, "用词：原文没有说出栏目的名称，请写栏目名称（column），或留作人工核查")
    return _with(duty, "用词：请看各网站的栏目实际叫什么，与 column 里的名称对不对得上", column=column)


def _interactive(clause: Clause, duty: Duty, at: Finishing) -> Duty:
    column = talks_of(clause)
    if column is None:
        return _document(clause, replace(duty, kind="event", remedy=remedy_of(replace(clause, kind="event"), at.district)), at)
    duty = replace(duty, places=_own_column(clause))
    return _with(duty, "用词：请看各网站的互动栏目实际叫什么，与 column 里的名称对不对得上，答复常用哪些字样", column=column)


def _own_column(clause: Clause) -> Places:
    """A portal's column of interviews is not each unit's own, unless the plan names it."""
    is_named = OWN not in clause.places.names or "门户" in "".join(clause.quotes)
    return clause.places if is_named else Places(any_of=(OWN,))


def _paired(clause: Clause, duty: Duty, at: Finishing) -> Duty:
    """The policy documents of the subject, each with its interpretation."""
    duty = _days(duty)
    papers = replace(clause, subject=f"{_without_interpretation(clause.subject)}政策文件", kind="event")
    drafted = match_of(papers, at)
    if drafted is None or not at.cutter.cut(papers.subject).telling:
        return _with(duty, "用词：原文没有说明是哪一类文件，凡标题是办法、规定等的文件都要求有解读，请看要不要缩小范围", match=_any_policy(), pair=_pair())
    return _with(duty, *drafted.review, match=drafted.match, pair=_pair(drafted.match.allow))


def _without_interpretation(subject: str) -> str:
    for word in ("政策解读", "解读材料", "解读方案", "的解读", "及其解读", "和解读", "解读", "政策措施", "政策性文件", "政策文件"):
        subject = subject.replace(word, "")
    return subject.rstrip("、的及其和与")


def _any_policy() -> Match:
    titles = ("管理办法", "实施办法", "暂行办法", "实施细则", "暂行规定", "管理规定", "实施意见", "若干意见", "若干措施")
    return Match(Terms(all=(titles,), none=(*wordings().pairs, "征求", "转发", "废止", "工作实施意见", "机关", "内部", "考核", "学习")))


def _pair(allow: tuple[str, ...] = ()) -> Pair:
    return Pair(Match(Terms(any=wordings().pairs), allow=allow))


def _reprint(clause: Clause, duty: Duty, at: Finishing) -> Duty:
    drafted = match_of(clause, at)
    if drafted is None:
        return left_to_person(duty, "用词：原文没有说出要转发什么文件，请写查找用词（match），或留作人工核查")
    said = "".join((*clause.quotes, clause.subject))
    issuers = tuple(issuer for issuer in _ISSUERS if issuer in said) or ("上级",)
    review = "用词：上级文件以备案的记录为准（upstream），请看原文说的上级是哪些"
    return _with(_days(duty), *drafted.review, review, match=drafted.match, upstream=Upstream(issuers))


def _progress(clause: Clause, duty: Duty, at: Finishing) -> Duty:
    """Stages the words name, in their order; with fewer than two the object is an ordinary event."""
    said = normalise("".join((*clause.quotes, *clause.listed)))
    said = re.sub(r"\w{2}(?:合格|通过)?后|公开公示", "", said)  # 验收合格后 is when, no stage; 公开公示 is the act
    named = sorted((said.find(stage), stage) for stage in wordings().stages if stage in said)
    stages = [stage for _, stage in named if not any(stage != other and stage in other for _, other in named)]
    drafted = match_of(replace(clause, listed=()), at)
    if drafted is None or len(stages) < 2:
        return _with(_document(clause, replace(duty, kind="event"), at), "方式：原文没有说出至少两个阶段，先按有则公开核查，请看要不要写成分阶段的")
    first = drafted.match.title
    kept = tuple(group for group in first.all if not any(stage in word for stage in stages for word in group)) or first.all[:1]
    none = shortest((*wordings().never, *wordings().pairs, "管理办法", "预算", "决算", "实施方案"))
    match = replace(drafted.match, title=Terms(all=kept[:1], none=none), accepted=())
    drawn = tuple(Stage(stage, Terms(any=_of_stage(stage, none))) for stage in stages)
    return _with(duty, *drafted.review, f"方式：分{'、'.join(stages)}几个阶段，请看阶段和先后对不对", match=match, stages=drawn)


def _of_stage(stage: str, none: tuple[str, ...]) -> tuple[str, ...]:
    words = shortest(wordings().same_stage(stage))
    return tuple(word for word in words if not any(other in word for other in none)) or words


def _marked(clause: Clause, duty: Duty, at: Finishing) -> Duty:
    """Lists of abolished documents tell which ones to look at; a portal's keeper marks on request."""
    said = "".join(clause.quotes)
    portals = tuple(name for name in clause.places.names if name != OWN) if any(word in said for word in _ASKED_FOR) else ()
    match = Match(Terms(all=(_MARKS, _PAPERS), none=(*_CERTIFICATES, "解读")))
    return _with(_days(duty), "用词：废止、失效文件的清单按标题里有废止或失效来找，请看还有哪些写法", match=match, marks=_MARKS, on_request=portals)


def _timely(clause: Clause, duty: Duty, at: Finishing) -> Duty:
    drafted = match_of(clause, at) if at.cutter.cut(clause.subject).telling else None
    found = _with(_days(duty), *drafted.review, match=drafted.match) if drafted else _days(duty)
    return replace(found, content=Content())


def _days(duty: Duty) -> Duty:
    """Some kinds count days from each document: without any in the plan, the office's."""
    if duty.due is not None and (duty.due.working_days or duty.due.calendar_days):
        return duty
    return _with(duty, "期限：原文没有写天数，暂按20个工作日", due=_DAYS)


def left_to_person(duty: Duty, review: str) -> Duty:
    """The duty as one that written proof answers, until a person writes what is to be looked for."""
    plain = Duty(duty.id, "manual", duty.title, duty.units, duty.role, duty.jointly, quotes=duty.quotes, review=duty.review)
    return _with(plain, review, reason=duty.reason or _UNSEEN, proof=duty.proof or _PROOF)


def _with(duty: Duty, *review: str, **changes: object) -> Duty:
    return replace(duty, review=tuple(dict.fromkeys((*duty.review, *review))), **changes)  # type: ignore[arg-type]


_BY_KIND: dict[str, Callable[[Clause, Duty, Finishing], Duty]] = {
    "interactive": _interactive,
    "paired": _paired,
    "reprint": _reprint,
    "progress": _progress,
    "marked": _marked,
    "timely": _timely,
}
