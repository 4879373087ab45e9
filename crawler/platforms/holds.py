"""What a column seems to hold, guessed from its name, else from the titles of its entries: a proposal for `holds:`, no more."""

from __future__ import annotations

import re
from collections.abc import Sequence

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words))
    for kind, words in (
        ("政策解读", "解读|图解|一图读懂|问答"),
        ("人大建议和政协提案", "建议提案|提案|建议办理|人大代表建议"),
        ("预决算", "预算|决算|三公|财政资金"),
        ("政府采购", "采购|中标|成交公告|招标|投标"),
        ("行政处罚", "处罚|行政执法|双随机|抽查"),
        ("行政许可", "许可|审批|备案公示"),
        ("招考信息", "招考|招聘|录用|考试|人事任免|任免"),
        ("环境信息", "环评|环境|排污|水质|空气"),
        ("征地拆迁", "征地|拆迁|征收|补偿安置|土地"),
        ("年度报告", "年度报告|年报"),
        ("政府公报", "公报"),
        ("规划计划", "规划|计划|工作要点"),
        ("统计数据", "统计|数据发布|经济运行"),
        ("机构职能", "机构|职能|领导|内设|职责"),
        ("办事指南", "办事|指南|服务事项|表格下载"),
        ("新闻动态", "动态|新闻|要闻|资讯|简讯"),
        ("政策文件", "文件|规范性|法规|规章|政策|办法|意见"),
        ("通知公告", "通知|公告|公示|通告"),
    )
)
"""The narrower before the wider: 政策解读 is no 政策文件."""


def guess_holds(name: str, titles: Sequence[str]) -> tuple[str, ...]:
    """
    >>> guess_holds("政策解读", []), guess_holds("栏目一", ["2017年部门预算", "2016年部门决算", "机构"]), guess_holds("其他", ["甲", "乙"])
    (('政策解读',), ('预决算',), ())
    """
    by_name = [kind for kind, words in _KINDS if words.search(name)]
    by_title = [kind for kind, words in _KINDS if 2 * sum(bool(words.search(title)) for title in titles) > len(titles)]
    return tuple((by_name or by_title)[:1])
