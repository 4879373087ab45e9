"""Labelled values: lines and metadata tables such as 发布日期：2017-03-08, 索引号, 来源."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

PUBLISHED = ("发布日期", "发布时间", "公开日期", "公开时间", "发布于", "发表时间", "发表日期", "发稿时间", "上网时间", "上网日期", "刊登时间")
FORMED = ("成文日期", "成文时间", "发文日期", "发文时间", "生成日期", "生成时间", "印发日期", "印发时间", "制发日期", "签发日期")
PLAIN_DATE = ("日期", "时间")
TITLE = ("标题", "名称", "信息名称", "文件名称", "信息标题")
NUMBER = ("发文字号", "发文文号", "文件编号", "文件号", "文号")
INDEX = ("索引号", "索取号", "信息索引号")
ISSUER = ("发布机构", "发布机关", "发布单位", "公开机构", "发文机关", "发文单位", "发文机构", "制定机关", "制发机关", "公开责任部门", "责任部门")
ORIGIN = ("信息来源", "文章来源", "稿件来源", "来源", "供稿单位", "供稿")
STATUS = ("有效性", "时效性", "文件状态", "效力状态", "是否有效", "有效状态", "状态", "效力")
_OTHER_DATES = (
    "更新日期", "更新时间", "最后更新", "修改时间", "生效日期", "生效时间", "实施日期", "施行日期", "失效日期", "废止日期", "有效期",
    "截止日期", "截止时间", "开始时间", "结束时间", "打印时间", "当前时间", "现在时间", "会议时间", "报名时间", "活动时间", "办理时间", "服务时间", "公示时间",
    "公示期",
)  # fmt: skip
_OTHERS = (
    "主题分类", "主题词", "体裁分类", "服务对象", "分类", "关键词", "内容概述", "公开方式", "公开范围", "公开形式", "公开时限", "公开类别", "信息类别",
    "浏览次数", "阅读次数", "访问次数", "浏览量", "点击数", "点击率", "点击", "阅读", "浏览", "访问量",
    "字体大小", "字体", "字号", "浏览字号", "大小",
    "打印", "分享到", "分享",
    "作者", "编辑", "责任编辑", "责编", "审核", "记者", "摄影", "附件", "视力保护色", "背景色", "语种", "组配分类", "发布人", "信息分类", "载体类型", "文种",
)  # fmt: skip
_KNOWN = frozenset((*PUBLISHED, *FORMED, *PLAIN_DATE, *TITLE, *NUMBER, *INDEX, *ISSUER, *ORIGIN, *STATUS, *_OTHER_DATES, *_OTHERS))


def _pattern(labels: frozenset[str]) -> re.Pattern[str]:
    spaced = "|".join(r"[ \u3000]*".join(label) for label in sorted(labels, key=lambda label: (-len(label), label)))
    return re.compile(rf"(?P<label>{spaced})[ \u3000]*(?:[】\]][ \u3000]*)?(?P<mark>[:：]|(?=\t))")


_LABEL = _pattern(_KNOWN)
_END = re.compile(r"[|｜【\[•]|\s{3,}|\t")
_STRAY = " \t|｜•·-—【】[]　;；,，"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label without its inner blanks and what follows it; `line` is its place, `is_cell` where it stood in a table."""

    label: str
    value: str
    line: int
    is_cell: bool
    snippet: str


def labelled(text: str, line: int, following: str = "") -> list[Labelled]:
    """All labelled values of a line, in order; `following` is the next line, for a label that ends its own.

    >>> [(v.label, v.value) for v in labelled("来源:珠江街发布日期:2021-01-22", 0)]
    [('来源', '珠江街'), ('发布日期', '2021-01-22')]
    >>> [(v.label, v.value) for v in labelled("索 引 号：\\t000/1\\t发文机关\\t国务院、中央军委", 0)]
    [('索引号', '000/1'), ('发文机关', '国务院、中央军委')]
    """
    if ":" not in text and "：" not in text and "\t" not in text:
        return []
    marks = [m for m in _LABEL.finditer(text) if _stands_alone(m, text)]
    found = []
    for m, following_mark in zip_longest(marks, marks[1:]):
        rest = text[m.end() : following_mark.start() if following_mark else len(text)]
        if not rest.strip(_STRAY) and following_mark is None and m["mark"] and len(following) < 80 and not _LABEL.search(following):
            rest = following
        label = re.sub(r"\s", "", m["label"])
        value = rest.lstrip(_STRAY)
        if ((end := _END.search(value)) and label not in TITLE) or (end and end[0] == "\t"):
            value = value[: end.start()]
        found.append(Labelled(label, value.strip(_STRAY), line, "\t" in text, f"{text[m.start() : m.end()]}{rest}".replace("\t", " ").strip()[:80]))
    return found


def _stands_alone(m: re.Match[str], text: str) -> bool:
    """A label that only ends a longer word ("会议时间") is none, except right behind another value (珠江街发布日期)."""
    label = re.sub(r"\s", "", m["label"])
    if not m["mark"]:
        return m.start() == 0 or text[m.start() - 1] == "\t"
    before = text[m.start() - 1] if m.start() else ""
    return not ("\u4e00" <= before <= "\u9fff") or len(label) >= 4
