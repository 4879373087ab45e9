"""When a page says it was published and when its document was formed: a cascade of places, each candidate kept.

Order of trust for 发布日期: meta PubDate, a labelled line or metadata table (发布日期, 发布时间 …), a plain 日期/时间 label,
an unlabelled day in the line of source and counters, the signature under the text (落款). The address comes after these
(`address.py`). Never: the header's clock, side columns, related links, days in the running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crawler.extract import labels
from crawler.extract.dates import Found, find_days, parse_day
from crawler.extract.labels import Labelled
from crawler.extract.outline import Line
from crawler.page import Candidate, Dated

PUBLISHED_METAS = (
    "pubdate",
    "publishdate",
    "publish_date",
    "publishtime",
    "pub_date",
    "datepublished",
    "article:published_time",
    "og:published_time",
    "weibo: article:create_at",
)
_OTHER_METAS = {
    "others": "页面生成时间，不是发布日期",
    "createdate": "建稿时间，不是发布日期",
    "maketime": "页面生成时间，不是发布日期",
    "lastmodified": "修改时间，不是发布日期",
    "article:modified_time": "修改时间，不是发布日期",
    "dateline": "页面生成时间，不是发布日期",
}
_CLOCK = re.compile(r"今天是|今日|现在(?:是|时间)|当前时间|欢迎|农历|天气|星期[一二三四五六日天]\s*$")
_SOURCE_LINE = re.compile(r"来源|作者|发布|浏览|阅读|点击|访问|字体|字号|打印|分享|编辑|记者|【|大\s*中\s*小")
_BESIDE_DAY = re.compile(r"[\s\t\-—·•|｜/\[\]【】:：]*")
_BRACKETED = re.compile(r"^[（(〔\[].*[)）〕\]]$")
_SENTENCE = re.compile(r"[，。；！？]")
_MOST_CANDIDATES = 14
LAST_RESORT = "落款"


@dataclass(frozen=True)
class Around:
    """What dates may stand in: metas, labelled values (the nearest to the text first), the free lines above the text
    (nearest first, headline and source line among them), the text, and the frame's lines."""

    metas: dict[str, str]
    values: Sequence[Labelled]
    above: Sequence[str]
    body: Sequence[Line]
    frame: Sequence[str]


@dataclass(frozen=True)
class Days:
    """What came of it."""

    published: Dated | None
    formed: Dated | None
    candidates: tuple[Candidate, ...]


def find_dates(around: Around) -> Days:
    """The first of the cascade that gives a day, and every other day looked at with the reason it was not chosen."""
    formed = next((d for d in _labelled_days(around.values, labels.FORMED)), None)
    offered = list(_offers(around))
    published = offered[0] if offered else None
    candidates = [Candidate(published.date, published.source, published.snippet)] if published else []
    candidates += [Candidate(d.date, d.source, d.snippet, _why_not(d, published, formed)) for d in offered[1:]] if published else []
    candidates += _rejected(around)
    return Days(published, formed, tuple(dict.fromkeys(candidates))[:_MOST_CANDIDATES])


def _offers(around: Around) -> Iterator[Dated]:
    for name in PUBLISHED_METAS:
        if name in around.metas and (found := parse_day(around.metas[name])):
            yield _dated(found, "meta PubDate" if name == "pubdate" else f"meta {name}", around.metas[name])
    yield from _labelled_days(around.values, labels.PUBLISHED)
    yield from _labelled_days(around.values, labels.PLAIN_DATE)
    yield from _source_line_days(around)
    if signature := signature_day([line.text for line in around.body]):
        yield signature


def _labelled_days(values: Iterable[Labelled], wanted: tuple[str, ...]) -> Iterator[Dated]:
    for value in values:
        if value.label in wanted and (found := parse_day(value.value[:40])) and found.start <= 4:
            yield _dated(found, f"{'元数据表' if value.is_cell else '标注'}“{value.label}”", value.snippet)


def _source_line_days(around: Around) -> Iterator[Dated]:
    """A day that stands alone above the text, or in a line that speaks of source and counters."""
    for text in around.above:
        if len(text) > 120 or _CLOCK.search(text):
            continue
        for found in find_days(text):
            rest = text[: found.start] + text[found.end :]
            stands_alone = _BESIDE_DAY.fullmatch(rest) is not None and not _BRACKETED.match(text.strip())
            if found.day and not _follows_label(text, found) and (stands_alone or (_SOURCE_LINE.search(rest) and not _SENTENCE.search(rest))):
                yield _dated(found, "来源行", text)


def signature_day(body: Sequence[str]) -> Dated | None:
    """The day under the text, alone in its line or behind the issuer's name.

    >>> signature_day(["特此通知。", "番禺区水务局", "二〇一七年三月八日"]).date
    datetime.date(2017, 3, 8)
    """
    tail = [text for text in body[-25:] if text.strip()]
    for text in reversed(tail[-12:]):
        if len(text) > 45 or _SENTENCE.search(text):
            continue
        days = [f for f in find_days(text) if f.day]
        if len(days) == 1 and not text[days[0].end :].strip(" \t)）") and not _BRACKETED.match(text.strip()):
            return _dated(days[0], LAST_RESORT, text)
    return None


def _rejected(around: Around) -> Iterator[Candidate]:
    for name, reason in _OTHER_METAS.items():
        if name in around.metas and (found := parse_day(around.metas[name])):
            yield Candidate(found.day, f"meta {name}", around.metas[name][:80], reason)
    for value in around.values:
        if value.label not in labels.PUBLISHED and value.label not in labels.PLAIN_DATE and (found := parse_day(value.value[:40])):
            reason = "是成文日期，不是发布日期" if value.label in labels.FORMED else f"标注的是“{value.label}”，不是发布日期"
            yield Candidate(found.day, f"标注“{value.label}”", value.snippet, reason)
    yield from _in_lines((t for t in around.above if _CLOCK.search(t)), "页眉", "页眉的时钟，不是本页日期", 2)
    yield from _in_lines((line.text for line in around.body[:40]), "正文", "正文里的日期", 4)
    yield from _in_lines(around.frame, "页面框架", "页眉、侧栏或相关链接里的日期", 3)


def _in_lines(texts: Iterable[str], source: str, reason: str, most: int) -> Iterator[Candidate]:
    for text in texts:
        for found in find_days(text[:400]):
            if most <= 0:
                return
            most -= 1
            yield Candidate(found.day, source, _snippet(text, found), reason if found.day else f"{reason}，且没有年份")


def _why_not(offer: Dated, chosen: Dated, formed: Dated | None) -> str:
    if offer.source == LAST_RESORT and formed and offer.date == formed.date:
        return "是成文日期，不是发布日期"
    if offer.date == chosen.date:
        return f"与“{chosen.source}”一致，以其为准"
    return f"与更可信的“{chosen.source}”不一致"


def _follows_label(text: str, found: Found) -> bool:
    """Days that a label claims are judged by their label."""
    before = text[: found.start].rstrip()
    return before.endswith((":", "："))


def _dated(found: Found, source: str, text: str) -> Dated:
    if found.day is None:
        raise ValueError("a day without its year dates nothing")
    return Dated(found.day, found.time, source, _snippet(text, found))


def _snippet(text: str, found: Found) -> str:
    return text[max(0, found.start - 30) : found.end + 20].replace("\t", " ").strip()
