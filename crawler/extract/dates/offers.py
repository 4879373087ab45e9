"""Where a page may say when it was published: each place with the day it names and how far it is to be trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.extract import labels
from crawler.extract.dates.days import Found, find_days, meta_day
from crawler.extract.dates.told import told_day
from crawler.extract.labels import Labelled
from crawler.extract.outline import Line
from crawler.page import Candidate, Dated

STRONG, LESS, PLAIN, FREE, LAST = range(5)
"""How far a place is trusted: what the page itself declares (publication's metas and labels), what may speak of the first print,
a plain 日期, a free line of source and counters, the signature."""
PUBLISHED_METAS = (
    "pubdate", "publishdate", "publish_date", "publish-date", "publishtime", "publish_time", "pub_date", "pubtime", "datepublished",
    "article:published_time", "og:published_time", "releasedate", "og:release_date",
)  # fmt: skip
LESS_METAS = ("weibo: article:create_at",)
OTHER_METAS = {
    "others": "页面生成时间，不是发布日期",
    "createdate": "建稿时间，不是发布日期",
    "maketime": "页面生成时间，不是发布日期",
    "lastmodified": "修改时间，不是发布日期",
    "article:modified_time": "修改时间，不是发布日期",
    "dateline": "页面生成时间，不是发布日期",
}
CLOCK_LINE = re.compile(r"今天是|今日|现在(?:是|时间)|当前时间|欢迎|农历|天气|星期[一二三四五六日天]\s*$")
SIGNATURE = "落款"
SOURCE_LINE = "来源行"
_SOURCE_WORDS = re.compile(r"来源|作者|发布|浏览|阅读|点击|访问|字体|字号|打印|分享|编辑|记者|【|大\s*中\s*小")
_BESIDE_DAY = re.compile(r"[\s\t\-—·•|｜/\[\]【】:：]*")
_BRACKETED = re.compile(r"^[（(〔\[].*[)）〕\]]$")
_SENTENCE = re.compile(r"[，。；！？]")
_MOST_SIGNATURE = 45
_LABEL_BEFORE = re.compile(r"(?:时间|日期)[\s:：]*$")
_BRACKETS = " \t()（）[]〔〕【】"
_OF_READERS = re.compile(r"网友|游客|读者|匿名|楼主|\d楼|(?<!特此)回复|留言|评论|跟帖|发表于")
"""In a line with a day under the text: what a reader wrote, or the answer to it."""
_OTHER_DAY = re.compile(r"(?:更新|修改|修订|截止|截至|有效期?|生效|实施|成文|印发|废止|失效|至|到)[^\d]{0,4}$")
_SPAN_AFTER = re.compile(r"\s*(?:至|到|—|-|–|~|～|－)\s*\d")
_ISSUER_BESIDE = re.compile(
    r"[\s|｜·]*[\u4e00-\u9fff]{2,20}(?:政府|局|委员会|委|办公室|办事处|办|中心|街道|镇|处|院|站|网|报|社)(?:[（(][\u4e00-\u9fff]+[）)])?[\s|｜·]*"
)
_DATE_ENDS = tuple(labels.DATES)
_MOST_LINE = 120


@dataclass(frozen=True)
class Around:
    """What dates may stand in: metas, labelled values (the nearest to the text first), the free lines above the text
    (nearest first, headline and source line among them), the text, and the frame's lines. `own`: the lines whose labels
    are this page's own, not a list's or a side column's; None where all are."""

    metas: dict[str, str]
    values: Sequence[Labelled]
    above: Sequence[str]
    body: Sequence[Line]
    frame: Sequence[str]
    own: frozenset[int] | None = None

    def is_own(self, value: Labelled) -> bool:
        return self.own is None or value.line in self.own


@dataclass(frozen=True)
class Offer:
    """A day with the trust its place deserves; `written`: day and time as they stand, where an offset moved the day."""

    dated: Dated
    trust: int
    written: Dated | None = None


def offers(around: Around) -> tuple[list[Offer], list[Candidate]]:
    """Every place that names a day of publication, the most trusted first; and places that would, but name none."""
    found: list[Offer] = []
    odd: list[Candidate] = []
    for name in (*PUBLISHED_METAS, *LESS_METAS):
        if content := around.metas.get(name):
            source = "meta PubDate" if name == "pubdate" else f"meta {name}"
            if day := meta_day(content):
                found.append(offer(day, STRONG if name in PUBLISHED_METAS else LESS, source, content))
            else:
                odd.append(Candidate(None, source, content[:80], _lack(content)))
    _labelled_offers(around, found, odd)
    _free_offers(around, found, odd)
    if signature := signature_day([line.text for line in around.body]):
        found.append(Offer(signature, LAST))
    return sorted(found, key=lambda o: o.trust), odd


def _labelled_offers(around: Around, found: list[Offer], odd: list[Candidate]) -> None:
    """The page's own labels; those of other places only where the page has none, and only if they name one day."""
    others: list[Offer] = []
    has_own = any(offer.trust == STRONG for offer in found)
    for value in around.values:
        trust = trust_of(value.label)
        if trust is None:
            continue
        day, reason = told_day(value.value)
        if day is None:
            odd += [Candidate(None, source_of(value), value.snippet, reason)] if reason else []
            continue
        told = offer(day, trust, source_of(value), value.value, value.snippet)
        if around.is_own(value):
            found.append(told)
            has_own |= trust == STRONG
        elif trust != STRONG:
            odd.append(Candidate(day.day, source_of(value), value.snippet, "不在本页标题与正文之间"))
        else:
            others.append(told)
    if others and not has_own and len({o.dated.date for o in others}) == 1:
        found.append(others[0])
        return
    reason = "不在本页标题与正文之间" if has_own else "有几处标注，看不出哪一处是本页的"
    odd += [Candidate(o.dated.date, o.dated.source, o.dated.snippet, reason) for o in others]


def _free_offers(around: Around, found: list[Offer], odd: list[Candidate]) -> None:
    """A day that stands alone above the text, or in a line that speaks of source and counters."""
    for text in around.above:
        if len(text) > _MOST_LINE or CLOCK_LINE.search(text):
            continue
        plain = text.replace("\t", " ")
        taken = [v.snippet for v in around.values if v.label.endswith(_DATE_ENDS) and v.snippet in plain]
        for day in find_days(text):
            if any(day.text in snippet for snippet in taken):
                continue
            if text[: day.start].rstrip().endswith((":", "：")):
                if not any(day.text in value.value for value in around.values):
                    odd.append(Candidate(day.day, SOURCE_LINE, snippet_of(text, day), "标注的不是发布日期"))
            elif _is_free(text, day):
                told = day.day is not None
                found += [offer(day, FREE, SOURCE_LINE, text)] if told else []
                odd += [] if told else [Candidate(None, SOURCE_LINE, snippet_of(text, day), day.lacks)]


def _is_free(text: str, day: Found) -> bool:
    """Days that a label claims are judged by their label; those of a sentence, a span or another event are not the page's."""
    rest = text[: day.start] + text[day.end :]
    if day.is_numeric and day.day and day.text == text.strip(_BRACKETS):
        return True
    if _BRACKETED.match(text.strip()) or _OTHER_DAY.search(text[: day.start]) or _SPAN_AFTER.match(text, day.end):
        return False
    if _BESIDE_DAY.fullmatch(rest) or (day.is_numeric and _ISSUER_BESIDE.fullmatch(rest)):
        return True
    return bool(_SOURCE_WORDS.search(rest) and not _SENTENCE.search(rest))


def signature_day(body: Sequence[str]) -> Dated | None:
    """The day under the text, alone in its line or behind the issuer's name.

    >>> signature_day(["特此通知。", "番禺区水务局", "二〇一七年三月八日"]).date
    datetime.date(2017, 3, 8)
    >>> signature_day(["特此通知。", "2017年3月8日", "游客\\t2017-3-9", "请问何时开工"]).date, signature_day(["工程完工。", "（2017年3月8日）"]).date
    (datetime.date(2017, 3, 8), datetime.date(2017, 3, 8))
    """
    tail = _before_readers([text for text in body[-25:] if text.strip()])
    last = tail[-1] if len(tail) > 1 else ""
    for text in reversed(tail[-12:]):
        if len(text) > _MOST_SIGNATURE or _SENTENCE.search(text):
            continue
        days = [f for f in find_days(text) if f.day]
        if len(days) != 1 or text[: days[0].start].rstrip().endswith((":", "：")) or text[days[0].end :].strip(" \t)）"):
            continue
        if not _BRACKETED.match(text.strip()) or (text is last and text.strip(_BRACKETS) == days[0].text):
            return offer(days[0], LAST, SIGNATURE, text).dated
    return None


def _before_readers(tail: list[str]) -> list[str]:
    """Without what readers wrote under the text: from the first line on that names one beside a day, of several with a time of
    day, or of several rows of a table, which sign nothing."""
    days = ((at, text, next(find_days(text), None)) for at, text in enumerate(tail) if len(text) <= _MOST_SIGNATURE)
    free = [(at, text, day) for at, text, day in days if day and not _LABEL_BEFORE.search(text[: day.start])]
    timed = [at for at, _, day in free if day.time]
    named = [at for at, text, _ in free if _OF_READERS.search(text)]
    in_rows = [at for at, text, _ in free if "\t" in text]
    return tail[: min((*named, *(timed if len(timed) > 1 else ()), *(in_rows if len(in_rows) > 1 else ())), default=len(tail))]


def trust_of(label: str) -> int | None:
    if label in labels.PUBLISHED:
        return STRONG if label in labels.RELEASED else LESS
    return PLAIN if label in labels.PLAIN_DATE else None


def source_of(value: Labelled) -> str:
    return f"{'元数据表' if value.is_cell else '标注'}“{value.label}”"


def offer(found: Found, trust: int, source: str, text: str, snippet: str = "") -> Offer:
    if found.day is None:
        raise ValueError("a day without its year dates nothing")
    snippet = snippet or snippet_of(text, found)
    written = Dated(*found.written, source, snippet) if found.written else None
    return Offer(Dated(found.day, found.time, source, snippet), trust, written)


def snippet_of(text: str, found: Found) -> str:
    return text[max(0, found.start - 30) : found.end + 20].replace("\t", " ").strip()


def _lack(content: str) -> str:
    return next((f.lacks for f in find_days(content)), "读不出是哪一天")
