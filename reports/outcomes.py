"""The outcomes in plain words: what each means for the unit and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from checks.verdict import Outcome


@dataclass(frozen=True)
class Explained:
    """One outcome for readers."""

    outcome: Outcome
    counts: str
    meaning: str
    to_do: str


_FAILS = "计入达标率（不达标）"
_OUTSIDE = "不计入达标率，单独列出"

EXPLAINED = (
    Explained("met", "计入达标率（达标）", "在要求的全部位置、按期、完整地公开了。", "不需要处理；请保持内容长期可查。"),
    Explained("late", _FAILS, "已经公开，但晚于应公开日期；逾期天数随结果列出。", "内容不必重发；今后各期请按到期日公开。"),
    Explained("incomplete", _FAILS, "找到了，但缺少应有的行、名称或部分；缺什么逐项列出。", "按列出的缺项补充公开。"),
    Explained("misplaced", _FAILS, "找到了，但没有在要求的每一处都公开；缺的位置逐一列出。", "在列出的位置补充公开。"),
    Explained("unmet", _FAILS, "应查的栏目全部查完，没有找到，并且隔时复查后仍没有找到。", "尽快公开；如已公开，请把网址告诉核查单位。"),
    Explained("not_due", _OUTSIDE, "应公开日期还没有到。", "按“接下来到期”所列日期公开。"),
    Explained("not_applicable", _OUTSIDE, "本单位已说明没有可公开的内容，或该事项对这一期、这一文件不适用。", "不需要处理。"),
    Explained("waived", _OUTSIDE, "经批准豁免，批准人和截止日期随结果列出。", "豁免到期前恢复公开。"),
    Explained(
        "unverified", _OUTSIDE,
        "找到了内容但读不出或没有日期；或者用词与规则都不相同；或者是否发生了应公开的情形从网站上看不出；或者首次未见、尚待复查；或者规则还是草稿、尚未审核。不等于不达标。",
        "请提供网址，或说明没有发生应公开的情形；规则是草稿的，等核查单位审核。",
    ),
    Explained(
        "not_checked", _OUTSIDE, "网站打不开、拒绝访问、地址未经确认或栏目没有读全，无法下结论。不等于不达标。",
        "由核查单位排除后重新检测；请确认本单位网站地址。",
    ),
    Explained("manual", _OUTSIDE, "网站上看不出的内部工作，或规则尚待编写，由人工根据书面材料核查。", "按要求提交书面材料。"),
)  # fmt: skip
