"""The words between a thing and its act that say when, by whom and where: X〔经…批准后20日内〕〔由U〕〔在P〕公开."""

from __future__ import annotations

import re

_NUMBER = r"[\d一二三四五六七八九十两]{1,3}"
COUNTED = re.compile(rf"(?:之日起|当日起|日起|起|后|以后|之后)的?第?{_NUMBER}个?(?:工作)?(?:日|天)(?:之?内|以内)")
"""N日内 from something that happens: nobody can tell its day beforehand."""
_PREPOSITION = re.compile(
    r"自(?!然|主|身|愿|治|来|助|查|评|行|动|建|有|由)|从(?!业|事|严|重|快|优)|(?<!曾)经(?!济|营|费|验|理|办|纪|贸|信|销|开)|(?<!关)(?<!属)(?<!位)(?<!低)(?<!高)于|(?<![存潜现所内实正])在(?!建|册|职|编|校|线|押|案|岗|业|役|园|售|租|产|营)"
)
_HAPPENS = re.compile(
    r"(?:正式|首次|全部)?(?:形成|变更|作出|产生|印发|签发|批准|批复|审批|审议|通过|完成|签订|获取|制定|出台|成文|确定|审定|核准|生效|结束|终了|期满|公布|公开|发布|收到|受理|办结)(?:或者?变更)?$"
)
_EACH = re.compile(r"(?:每个?(?:月度?|季度?|半年度?|年度?|学期|周)|季度|月度|年度|次年|次月|当年)$")
_BY_DAY = re.compile(
    rf"(?:于|在)?(?:每年度?|当年|次年|今年|本年|\d{{4}}年|次月|下月|每月|每季度首月|每个?季度)?(?:{_NUMBER}月(?:{_NUMBER}(?:日|号)|份?底|份?末|[上中下]旬)?|年(?:底|末)|月(?:底|末)|季度?(?:底|末)|{_NUMBER}(?:日|号)|上半年|第?[一二三四]季度|(?:主)?汛期|开学|入冬)(?:之?前|以前|内)$"
)
_PERIOD = re.compile(r"(?:按|逐|分|每个?)(?:月度?|季度?|半年度?|年度?|学期|周|日|天|旬)$")
_AGENT = re.compile(r"(?<![理自缘事])由(?!来|于|此|头)(?P<agent>[^，。；由、在于并]{2,24}(?:、[^，。；由、]{2,14}){0,6}?)$")
_LIKE_UNIT = re.compile(
    r"(?:局|办|委|部门|单位|镇|街道?|镇街|公司|中心|政府|机关|院|会|室|站|所|企业|学校|人|处|厅|署|社区|村)(?:分别|各自|负责|牵头|统一|会同.*)?$"
)
_PLACE = re.compile(rf"都?(?:{_PREPOSITION.pattern}|通过|依托|利用|借助|以(?!及|上|下|内|外|前|后)).*$", re.DOTALL)
_MOST = 8
"""Adverbials before one act."""
_FAR = 40
"""Characters between an adverbial's first word and its count."""


def without_adverbials(ahead: str, adverbs: re.Pattern[str]) -> str:
    """What stands before an act, without what says when, by whom and how; adverbs: such words, at the end.

    >>> without_adverbials("县级决算经县人大常委会批准后20日内由县财政局", re.compile("及时$"))
    '县级决算'
    """
    for _ in range(_MOST):
        shorter = adverbs.sub("", ahead)
        for cut in (_without_count, _without_day, _without_agent):
            shorter = cut(shorter)
        if shorter == ahead:
            return ahead
        ahead = shorter
    return ahead


def without_places(ahead: str) -> str:
    """Without 在P, 通过P and what follows them."""
    return _PLACE.sub("", ahead)


def agent_of(ahead: str) -> str:
    """Who is to do the act, by 由U before it; empty where nobody is named."""
    found = re.search(r"(?<![理自缘事])由(?!来|于|此|头)(?P<agent>[^，。；由]{2,40})", ahead)
    return found["agent"] if found else ""


def _without_count(ahead: str) -> str:
    found = next((at for at in COUNTED.finditer(ahead) if at.end() == len(ahead)), None)
    if found is None:
        return ahead
    before = ahead[: found.start()]
    starts = [at.start() for at in _PREPOSITION.finditer(before) if len(before) - at.start() <= _FAR]
    if starts:
        return before[: starts[-1]]
    happens = _HAPPENS.search(before) or _EACH.search(before)
    return _EACH.sub("", before[: happens.start()]) if happens else before


def _without_day(ahead: str) -> str:
    return _PERIOD.sub("", _BY_DAY.sub("", ahead))


def _without_agent(ahead: str) -> str:
    found = _AGENT.search(ahead)
    return ahead[: found.start()] if found and _LIKE_UNIT.search(found["agent"]) else ahead
