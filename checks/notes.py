"""Notes: sentences of fact beside a verdict, which accuse nobody and change no outcome; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from checks.credit import with_year
from checks.facts import Publication
from checks.proven import BY_CAPTURE
from checks.question import Question
from checks.unseen import NotSeen
from rules.chinese import chinese_day, chinese_period
from rules.periods import period_end
from rules.text import normalise

MOST_NOTES = 3
_CORRECTED = re.compile("更正|勘误|修订|修正|更新|补充|重新")
_SPAN = re.compile(r"(\d{4})-01/\1-(\d\d)")
_COUNTED = ("met", "late", "incomplete", "misplaced")
"""Outcomes of which it is worth saying how what was found was counted."""


@dataclass(frozen=True)
class Noted:
    """A judged question. shown: the publications its evidence holds; right: all that count for it, of which the findings chose."""

    question: Question
    outcome: str
    period: str | None
    shown: tuple[Publication, ...]
    right: tuple[Publication, ...] = ()


def notes_of(noted: Noted) -> tuple[str, ...]:
    """The weightiest notes, each once."""
    found = (note for told in _NOTES for note in told(noted))
    return tuple(dict.fromkeys(found))[:MOST_NOTES]


def not_seen(question: Question, publication: Publication) -> NotSeen | None:
    """The last look that would have shown a publication in its place and did not; None for a day that a capture proves."""
    if question.unseen is None or (publication.published_from or "").startswith(BY_CAPTURE):
        return None
    return question.unseen.last_look(publication.address, publication.site, publication.published)


def _claimed_before_look(noted: Noted) -> Iterable[str]:
    for p in noted.shown:
        told = not_seen(noted.question, p)
        if told is not None and p.published is not None and p.published < told.on:
            yield (
                f"“{p.title}”写的发布日期是{chinese_day(p.published)}；{chinese_day(told.on)}完整读过{_place(noted, p)}的栏目“{told.column}”，"
                f"当时没有这一条，{chinese_day(told.first_seen)}首次读到。这是事实说明，不影响结论。"
            )


def _proven_by_capture(noted: Noted) -> Iterable[str]:
    for p in noted.shown:
        if p.published is not None and (p.published_from or "").startswith(BY_CAPTURE):
            source = (p.published_from or "").removeprefix(BY_CAPTURE).strip("（）")
            yield f"“{p.title}”的{source}，但{chinese_day(p.published)}已在{_place(noted, p)}读到同样的内容，有存档为证，按这一天算。"


def _withdrawn(noted: Noted) -> Iterable[str]:
    for p in noted.shown if noted.outcome in _COUNTED else ():
        if p.withdrawn_day is not None:
            yield f"“{p.title}”已撤下：{chinese_day(p.withdrawn_day)}起在{_place(noted, p)}打不开，此前有存档（{chinese_day(p.first_seen_day)}首次读到）。"


def _replaced(noted: Noted) -> Iterable[str]:
    """A later version of what was used, in the same place: by its words a correction, or of the same title under another address and day."""
    for p in noted.shown if noted.outcome in _COUNTED and noted.period is not None else ():
        later = [q for q in noted.right if q.site == p.site and q.address != p.address and p.published and q.published and q.published > p.published]
        for q in sorted(later, key=lambda q: (q.published, q.address))[:1]:
            if _CORRECTED.search(q.title) or normalise(q.title) == normalise(p.title):
                days = f"{chinese_day(p.published)}的“{p.title}”", f"{chinese_day(q.published)}的“{q.title}”"  # type: ignore[arg-type]
                yield f"{_place(noted, p)}先后有{days[0]}和{days[1]}，内容符合要求的以先公开的一份认定是否按期。"


def _early(noted: Noted) -> Iterable[str]:
    if noted.outcome != "met" or noted.period is None or noted.question.duty.every == "regular":
        return
    end = period_end(noted.period)
    for p in noted.shown:
        if p.published is not None and p.published < end:
            yield f"“{p.title}”于{chinese_day(p.published)}公开，早于{chinese_period(noted.period)}期末，提前公开照样算数。"


def _cumulative(noted: Noted) -> Iterable[str]:
    """A publication about several months that counts for one period, or for January and February both."""
    every = noted.question.duty.every
    for p in noted.shown if noted.outcome in _COUNTED and noted.period is not None and every in ("month", "quarter") else ():
        periods = [told for period in p.periods if (told := with_year(period, p.published))]
        if noted.period in periods:
            continue
        months = {int(m[2]) for period in periods if (m := _SPAN.fullmatch(period)) and m[1] == (noted.period or "")[:4]}
        if every == "month" and months == {2}:
            yield f"“{p.title}”是1月和2月合并公开的，按口径两个月都算。"
        elif periods:
            yield f"“{p.title}”写的是累计的期间，按口径算作{chinese_period(noted.period or '')}的公开。"


def _listed_day(noted: Noted) -> Iterable[str]:
    for p in noted.shown if noted.outcome in _COUNTED else ():
        if p.published_from == "栏目列表" and p.sha256:
            yield f"“{p.title}”的网页没有写明发布日期，{chinese_day(p.published) if p.published else ''}取自栏目列表。"


def _place(noted: Noted, publication: Publication) -> str:
    sites = (s.site for place in noted.question.places for s in place.sites)
    return next((site.name for site in sites if site.id == publication.site), publication.site)


_NOTES: tuple[Callable[[Noted], Iterable[str]], ...] = (
    _claimed_before_look, _proven_by_capture, _withdrawn, _replaced, _early, _cumulative, _listed_day,
)  # fmt: skip
"""The weightier first."""
