"""Deadlines as a plan words them: in running text only a day or a span that binds, in a deadline's cell also 持续推进."""

from __future__ import annotations

import re

from rules.plan.words import fold, squeezed, words

_STATED = re.compile(
    r"(?:\d{1,4}|[一二三四五六七八九十两]{1,4})(?:个?工作日|个?自然日|个月|个?日|天|周)(?:之|以)?内"
    r"|(?:\d{4}年|今年|当年|次年|每年)?\d{1,2}月(?:\d{1,2}日|月?底|末|上旬|中旬|下旬|份)?(?:之|以)?前"
    r"|每月(?:\d{1,2}日|底|末)(?:之|以)?前"
    r"|(?:\d{4}年|今年)?年?底(?:之|以)?前|(?:\d{4}年)?(?:每?(?:个)?季度|每?月|(?:上|下)?半年)[末底](?:之|以)?前"
    r"|(?:第?[一二三四]季度|(?:上|下)半年)(?:之|以)?[前内]"
)
_CALENDAR_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<between>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=between)(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
    r"(?:[ T]0{1,2}:00(?::00(?:\.0{1,6})?)?)?"
)
_EVENT = re.compile(r"[^\s，。；：、,;:（）()“”《》]{1,12}(?<=后)$")
_EVENT_STARTS = re.compile(r"[在于自经应须将并的]")
_DAY = re.compile(
    r"^(?:(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|月?底|末|份|上旬|中旬|下旬)?(?:之|以)?(?:前|内)?|\d{4}年(?:底|内|度)?前?|年底前|\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?)(?:[，,、至—-].{0,20})?$"
)


def in_words(deadline: str) -> str:
    """A deadline's cell on one line, days as they are written in a plan; a spreadsheet's real date brings a time of day.

    >>> [in_words(t) for t in ("2017-06-30 00:00:00", "2017/6/30 前", "2017.06.30", "6 月底前", "2017-13-01")]
    ['2017年6月30日', '2017年6月30日前', '2017年6月30日', '6月底前', '2017-13-01']
    """
    return squeezed(_CALENDAR_DAY.sub(lambda day: f"{day['year']}年{int(day['month'])}月{int(day['day'])}日", deadline))


def stated_deadline(text: str) -> str | None:
    """The first deadline a text names, with the event it counts from (每季度后20日内).

    >>> [stated_deadline(t) for t in ("经人大批准后20日内公开。", "6月底前完成", "信息形成后7个工作日内", "公开上半年预算")]
    ['人大批准后20日内', '6月底前', '信息形成后7个工作日内', None]
    """
    found = _STATED.search(text)
    if not found:
        return None
    before = _EVENT.search(text[max(0, found.start() - 13) : found.start()]) if found[0].endswith("内") else None
    event = before[0] if before else ""
    starts = [m.end() for m in _EVENT_STARTS.finditer(event) if m.end() < len(event) - 2]
    return event[starts[-1] if starts else 0 :] + found[0]


def is_deadline(text: str) -> bool:
    """Whether a cell holds nothing but a deadline, be it a vague one.

    >>> [is_deadline(t) for t in ("持续推进", "12月底前", "2022年6月30日", "全年", "区财政局", "")]
    [True, True, True, True, False, False]
    """
    bare = squeezed(fold(text)).strip("。.;")
    stated = stated_deadline(bare)
    return bool(bare) and (bare in words()["vague_deadlines"] or bool(_DAY.match(bare)) or (stated is not None and len(bare) <= len(stated) + 8))
