"""Labelled values: lines and metadata tables such as 发布日期：2017-03-08, 索引号, 来源."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

RELEASED = ("发布日期", "发布时间", "公开日期", "公开时间", "发布于", "上网时间", "上网日期")
"""What the page itself says of its publication; two of these that differ contradict each other."""
PUBLISHED = (
    *RELEASED, "发表时间", "发表日期", "发稿时间", "刊登时间", "公布日期", "公布时间", "公示日期", "公示时间",
    "添加时间", "添加日期", "录入时间", "录入日期", "上传时间", "上传日期",
)  # fmt: skip
"""The others may speak of the first print, of the promulgation or of the record."""
FORMED = ("成文日期", "成文时间", "发文日期", "发文时间", "生成日期", "生成时间", "印发日期", "印发时间", "制发日期", "签发日期")
PLAIN_DATE = ("日期", "时间")
TITLE = ("标题", "名称", "信息名称", "文件名称", "信息标题")
NUMBER = ("发文字号", "发文文号", "文件编号", "文件号", "文号")
INDEX = ("索引号", "索取号", "信息索引号")
ISSUER = (
    "发布机构", "发布机关", "发布单位", "公布单位", "公布机构", "公开机构", "发文机关", "发文单位", "发文机构",
    "制定机关", "制发机关", "公开责任部门", "责任部门",
)  # fmt: skip
ORIGIN = ("信息来源", "文章来源", "稿件来源", "来源", "供稿单位", "供稿")
STATUS = ("有效性", "时效性", "文件状态", "效力状态", "是否有效", "有效状态", "状态", "效力")
_OTHER_DATES = (
    "更新日期", "更新时间", "最后更新", "修改时间", "生效日期", "生效时间", "实施日期", "施行日期", "失效日期", "废止日期", "有效期",
    "截止日期", "截止时间", "开始时间", "结束时间", "打印时间", "当前时间", "现在时间", "会议时间", "报名时间", "活动时间", "办理时间", "服务时间",
    "公示期", "创建时间", "创建日期", "决定日期", "提问时间", "答复时间", "提交时间", "审核时间", "开标时间",
)  # fmt: skip
_OTHERS = (
    "主题分类", "主题词", "体裁分类", "服务对象", "分类", "关键词", "内容概述", "公开方式", "公开范围", "公开形式", "公开时限", "公开类别", "信息类别",
    "浏览次数", "阅读次数", "访问次数", "浏览量", "点击量", "阅读量", "阅读数", "浏览数", "点击数", "点击率", "点击次数", "点击", "阅读", "浏览", "访问量",
    "字体大小", "字体", "字号", "浏览字号", "大小",
    "打印", "分享到", "分享",
    "作者", "编辑", "责任编辑", "责编", "审核", "记者", "摄影", "附件", "视力保护色", "背景色", "语种", "组配分类", "发布人", "信息分类", "载体类型", "文种",
)  # fmt: skip
DATES = frozenset((*PUBLISHED, *FORMED, *PLAIN_DATE, *_OTHER_DATES))
"""Labels whose value is a day, of whatever meaning."""
_KNOWN = frozenset((*PUBLISHED, *FORMED, *PLAIN_DATE, *TITLE, *NUMBER, *INDEX, *ISSUER, *ORIGIN, *STATUS, *_OTHER_DATES, *_OTHERS))


_LONGEST = max(map(len, _KNOWN))
_LAST = frozenset(label[-1] for label in _KNOWN)
_MAY_END = _LAST | frozenset(" \u3000】]")
_MARK = re.compile(r"[:：\t]")
_BARE = re.compile(
    rf"(?=[{''.join(sorted({label[0] for label in (*PUBLISHED, *FORMED)}))}])(?<![\u4e00-\u9fff])"
    rf"(?:{'|'.join((*PUBLISHED, *FORMED))})[ \u3000]*[】\])）]?[ \u3000]*"
    r"(?=[12]\d{3}[-/.年]|[一二][〇○零O０0][〇○零一二三四五六七八九O０0])"
)
"""A label without a mark, right before its day."""
_NOT_THIS = re.compile(r"(?:下一?次|下一?期|预计|计划|拟|原文?|上一?次|上一?期|附件|修订|更新)$")
"""Before 发布日期: another day than that of this publication."""
_TRADITIONAL = str.maketrans(
    "發佈時間來號關機構單開點擊瀏覽閱讀數訪問編輯責標題稱實廢記體類處據參與發錄傳資訊",
    "发布时间来号关机构单开点击浏览阅读数访问编辑责标题称实废记体类处据参与发录传资讯",
)
"""The characters of labels on the traditional twin of a page."""
_IS_TRADITIONAL = re.compile("[發時間來號關瀏閱責]")
_ENDS_ISSUER = frozenset("局委办府会站网室处镇街社报院心部厅队所")
_OPENS_LABEL = re.compile(r"[ \u3000][\u4e00-\u9fff]{2,6} ?[:：]")
_END = re.compile(r"[|｜【•]|\[(?!\s*(?:19|20)\d\d\s*\])|\s{3,}|\t")
"""Ends a value; a year in square brackets is part of a 文号."""
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
    >>> [(v.label, v.value) for v in labelled("文号\\t云环[2013]14号\\t信息生成日期\\t2013-03-06", 0)]
    [('文号', '云环[2013]14号'), ('生成日期', '2013-03-06')]
    """
    if not may_hold(text):
        return []
    marks = list(_marks(text.translate(_TRADITIONAL) if _IS_TRADITIONAL.search(text) else text))
    found = []
    for mark, following_mark in zip_longest(marks, marks[1:]):
        rest = text[mark.end : following_mark.start if following_mark else len(text)]
        if not rest.strip(_STRAY) and following_mark is None and not mark.is_cell and len(following) < 80 and next(_ends(following), None) is None:
            rest = following
        value = rest.lstrip(_STRAY)
        if mark.label not in TITLE and (other := _OPENS_LABEL.search(value)):
            value = value[: other.start()]
        if ((end := _END.search(value)) and mark.label not in TITLE) or (end and end[0] == "\t"):
            value = value[: end.start()]
        snippet = f"{text[mark.start : mark.end]}{rest}".replace("\t", " ").strip()[:80]
        found.append(Labelled(mark.label, value.strip(_STRAY), line, "\t" in text, snippet))
    return found


class _Mark(NamedTuple):
    """A label in a line: its words without blanks, where it begins, and where its value does."""

    label: str
    start: int
    end: int
    is_cell: bool


def _marks(text: str) -> Iterator[_Mark]:
    """The labels that stand alone. One that only ends a longer word ("会议时间") is none, except right behind another value (珠江街发布日期)."""
    is_after_issuer = False
    bare = [_Mark(re.sub(r"[\s】\])）]", "", m[0]), m.start(), m.end(), False) for m in _BARE.finditer(text)] if _may_be_bare(text) else []
    for mark in sorted((*_ends(text), *bare), key=lambda mark: mark.start) if bare else _ends(text):
        before = text[mark.start - 1] if mark.start else ""
        if mark.is_cell:
            if before == "息":
                before = text[: mark.start].removesuffix("信息")[-1:]
            if not before or before == "\t":
                yield mark
        elif not "\u4e00" <= before <= "\u9fff" or (is_after_issuer and before in _ENDS_ISSUER):
            is_after_issuer = mark.label in ORIGIN or mark.label in ISSUER
            yield mark
        elif len(mark.label) >= 4:
            other = _NOT_THIS.search(text[max(0, mark.start - 4) : mark.start]) if mark.label in PUBLISHED else None
            yield mark._replace(label=other[0] + mark.label) if other else mark


def may_hold(text: str) -> bool:
    """Whether a line can hold a labelled value at all."""
    return ":" in text or "：" in text or "\t" in text or _may_be_bare(text)


def _may_be_bare(text: str) -> bool:
    return len(text) <= 160 and ("日期" in text or "时间" in text or "发布于" in text)


def _ends(text: str) -> Iterator[_Mark]:
    """The known words right before a colon or the end of a cell: of those that end there the longest."""
    for m in _MARK.finditer(text):
        end = m.start()
        if not end or text[end - 1] not in _MAY_END:
            continue
        shown = text[max(0, end - 40) : end].rstrip(" \u3000")
        if shown[-1:] in ("】", "]"):
            shown = shown[:-1].rstrip(" \u3000")
        if shown[-1:] not in _LAST:
            continue
        words = shown.rpartition("\t")[2]
        packed = words.replace(" ", "").replace("\u3000", "")
        for length in range(min(_LONGEST, len(packed)), 1, -1):
            if packed[-length:] in _KNOWN:
                start = _start_of(words, length)
                is_cell = m[0] == "\t"
                yield _Mark(packed[-length:], end - len(text[max(0, end - 40) : end]) + len(shown) - len(words) + start, end if is_cell else m.end(), is_cell)
                break


def _start_of(words: str, length: int) -> int:
    """Where the last `length` characters of a text begin, blanks not counted."""
    at = len(words)
    while length:
        at -= 1
        length -= words[at] not in " \u3000"
    return at
