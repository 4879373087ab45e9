"""When a page says it was published and when its document was formed: a cascade of places, each candidate kept.

Order of trust for 发布日期: what the page declares (meta PubDate, then a labelled line or metadata table: 发布日期, 发布时间 …), what may
speak of the first print (发稿时间), a plain 日期 or 时间 label, an unlabelled day in the line of source and counters, the signature
under the text (落款). The address comes after these (`address.py`), a list's entry between the labels and the free line
(`checks.facts`). Places of equal trust that name different days contradict each other: then nothing is chosen, whatever the majority.
Never: the header's clock, side columns, related links, days in the running text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from crawler.extract import labels
from crawler.extract.dates.days import find_days, meta_day
from crawler.extract.dates.offers import CLOCK_LINE, OTHER_METAS, SIGNATURE, STRONG, Around, Offer, offer, offers, snippet_of, source_of, trust_of
from crawler.extract.dates.told import told_day
from crawler.page import Candidate, Dated

__all__ = ["Around", "Days", "find_dates"]
_MOST_CANDIDATES = 16
_FORMED_FIRST = ("成文日期", "成文时间")
"""These outrank the days of print (印发) and of the record (生成)."""


@dataclass(frozen=True)
class Days:
    """What came of it; `published` is None where `contested` says why."""

    published: Dated | None
    formed: Dated | None
    candidates: tuple[Candidate, ...]
    contested: tuple[Dated, ...] = ()


def find_dates(around: Around) -> Days:
    """The day of the most trusted places if they agree, and every other day looked at with the reason it was not chosen."""
    formed, rejected = _formed(around)
    offered, odd = offers(around)
    told = _as_written(offered)
    claims = _claims(told)
    contested = tuple(claims) if len(claims) > 1 else ()
    published = claims[0] if len(claims) == 1 else None
    candidates = list(_contradictions(told, contested)) if contested else list(_chosen_and_others(told, published, formed))
    candidates += [*odd, *rejected, *_rejected(around)]
    return Days(published, formed, tuple(dict.fromkeys(candidates))[:_MOST_CANDIDATES], contested)


def _as_written(offered: Sequence[Offer]) -> list[Offer]:
    """Where an offset moves a day against what all other declared places say, the clock was local and its offset a mistake."""
    fixed = {o.dated.date for o in offered if o.trust == STRONG and o.written is None}
    return [replace(o, dated=o.written) if o.written and o.trust == STRONG and fixed == {o.written.date} else o for o in offered]


def _claims(offered: Sequence[Offer]) -> list[Dated]:
    """The days that the most trusted places name, each once, with the other places of the page that name it too."""
    best = [o.dated for o in offered if o.trust == offered[0].trust]
    first = {dated.date: dated for dated in reversed(best)}
    days = dict.fromkeys(dated.date for dated in best)
    return [replace(first[day], agreed_by=_agreeing(first[day], offered)) for day in days]


def _agreeing(claim: Dated, offered: Sequence[Offer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(o.dated.source for o in offered if o.dated.date == claim.date and o.dated.source != claim.source))


def _chosen_and_others(offered: Sequence[Offer], published: Dated | None, formed: Dated | None) -> Iterator[Candidate]:
    if published is None:
        return
    yield Candidate(published.date, published.source, published.snippet)
    for other in (o.dated for o in offered[1:]):
        yield Candidate(other.date, other.source, other.snippet, _why_not(other, published, formed))


def _why_not(other: Dated, chosen: Dated, formed: Dated | None) -> str:
    if other.source == SIGNATURE and formed and other.date == formed.date:
        return "是成文日期，不是发布日期"
    if other.date == chosen.date:
        return f"与“{chosen.source}”一致，以其为准"
    return f"与更可信的“{chosen.source}”不一致"


def _contradictions(offered: Sequence[Offer], contested: Sequence[Dated]) -> Iterator[Candidate]:
    for told in offered:
        against = next(c for c in contested if c.date != told.dated.date)
        is_claim = told.trust == offered[0].trust
        reason = f"与“{against.source}”的{against.date}矛盾，待核实" if is_claim else "更可信的来源互相矛盾，待核实"
        yield Candidate(told.dated.date, told.dated.source, told.dated.snippet, reason)


def _formed(around: Around) -> tuple[Dated | None, list[Candidate]]:
    """The labelled day of formation: 成文日期 before the others, the page's own before a list's; two that differ give none."""
    told: list[tuple[bool, bool, Dated]] = []
    rejected: list[Candidate] = []
    for value in (v for v in around.values if v.label in labels.FORMED):
        found, reason = told_day(value.value)
        if found:
            dated = offer(found, STRONG, source_of(value), value.value, value.snippet).dated
            told.append((not around.is_own(value), value.label not in _FORMED_FIRST, dated))
        elif reason:
            rejected.append(Candidate(None, source_of(value), value.snippet, reason))
    told.sort(key=lambda t: t[:2])
    best = [dated for *rank, dated in told if rank == list(told[0][:2])]
    is_sure = len({dated.date for dated in best}) == 1
    reason = "是成文日期，不是发布日期" if is_sure or not best else "成文日期互相矛盾，待核实"
    rejected += [Candidate(dated.date, dated.source, dated.snippet, reason) for *_, dated in told]
    return (best[0] if is_sure else None), rejected


def _rejected(around: Around) -> Iterator[Candidate]:
    for name, reason in OTHER_METAS.items():
        if name in around.metas and (found := meta_day(around.metas[name])):
            yield Candidate(found.day, f"meta {name}", around.metas[name][:80], reason)
    for value in around.values:
        if value.label not in labels.FORMED and trust_of(value.label) is None and (found := told_day(value.value)[0]):
            yield Candidate(found.day, f"标注“{value.label}”", value.snippet, f"标注的是“{value.label}”，不是发布日期")
    yield from _in_lines((t for t in around.above if CLOCK_LINE.search(t)), "页眉", "页眉的时钟，不是本页日期", 2)
    yield from _in_lines((line.text for line in around.body[:40]), "正文", "正文里的日期", 4)
    yield from _in_lines(around.frame, "页面框架", "页眉、侧栏或相关链接里的日期", 3)


def _in_lines(texts: Iterable[str], source: str, reason: str, most: int) -> Iterator[Candidate]:
    for text in texts:
        if most <= 0:
            return
        for found in islice(find_days(text[:400]), most):
            most -= 1
            yield Candidate(found.day, source, snippet_of(text, found), reason if found.day else f"{reason}，且{found.lacks}")
