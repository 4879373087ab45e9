"""Flapping: what was judged of one key night after night, and whether a change between two runs is one, or came back; pure.

A night that could not see says nothing: `not_checked`, and `unverified` only because a second look is still to come. A verdict that
becomes another one and within RETURN_WITHIN judged nights (and RETURN_DAYS) what it was before has flapped: that is no change, in neither direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from checks.days import shanghai_day
from checks.verdict import FAILING

RETURN_WITHIN = 3
RETURN_DAYS = timedelta(days=7)
"""Judged nights, and days from the first that differs to the return: what is another way for longer has changed, and changed back."""
_OWN_TIME = timedelta(days=7)
"""A run belongs to history where it judges its own days: so far may the day asked and the last capture lie apart (nights on which nothing was had)."""
_BLIND_REASONS = ("awaits_second_look", "mark_awaits_look")


@dataclass(frozen=True)
class Point:
    """What one run said of one key. is_blind: that night did not see enough to say anything."""

    day: date
    outcome: str
    is_blind: bool = False


def is_blind(outcome: str, reason: str) -> bool:
    """Whether an outcome tells of the night alone, nothing of what is published."""
    return outcome == "not_checked" or (outcome == "unverified" and reason in _BLIND_REASONS)


@dataclass(frozen=True)
class Past:
    """What a key's verdict is to be compared with. before: the outcome of the older run, without flapping and blind nights.

    until: the newer run's day. since: the first day of the failing that it shows; is_first_run: nothing was judged before it.
    returns: the first days of the departures from which the outcome came back.
    """

    before: str
    until: date
    since: date | None = None
    is_first_run: bool = False
    returns: tuple[date, ...] = ()


def past_of(points: Sequence[Point], older: int) -> Past:
    """Of a key's points in time: the last of them is the newer run's, that at `older` the older run's."""
    start = _settled(points, older)
    since, is_first = _since([p for p in points if not p.is_blind])
    return Past(points[start].outcome, points[-1].day, since, is_first, _returns(points[start:]))


def _settled(points: Sequence[Point], older: int) -> int:
    """Where the outcome stands that held when the older run was made: of an earlier point where that night was blind, or stood alone."""
    seen = [i for i, p in enumerate(points) if not p.is_blind]
    if points[older].is_blind and points[-1].is_blind:
        return older
    at = max((i for i in seen if i <= older), default=older)
    left = max((i for i in seen if i < at and points[i].outcome != points[at].outcome), default=None)
    if left is None:
        return at
    right = min((i for i in seen if i > at and points[i].outcome == points[left].outcome), default=None)
    return left if right is not None and _is_short([points[i] for i in seen if left < i <= right]) else at


def _returns(points: Sequence[Point]) -> tuple[date, ...]:
    """The first days of the departures from which the outcome came back.

    >>> day = lambda n, outcome: Point(date(2017, 5, n), outcome)
    >>> _returns([day(1, "met"), day(2, "unmet"), day(3, "met"), day(4, "unmet"), day(5, "unmet")])
    (datetime.date(2017, 5, 2),)
    """
    held: list[Point] = []
    days: list[date] = []
    for point in points:
        same = next((i for i, p in enumerate(held) if p.outcome == point.outcome), None)
        if same is None:
            held.append(point)
        elif same < len(held) - 1:
            days.append(held[same + 1].day)
            del held[same + 1 :]
    return tuple(days)


def _is_short(departure: Sequence[Point]) -> bool:
    """Of the points from the first that differs to the return."""
    return len(departure) - 1 <= RETURN_WITHIN and departure[-1].day - departure[0].day <= RETURN_DAYS


def _since(seen: Sequence[Point]) -> tuple[date | None, bool]:
    """The first day of the failing that still lasts, short departures passed over; and whether nothing was judged before it."""
    first = None
    for i in range(len(seen) - 1, -1, -1):
        if seen[i].outcome in FAILING and (first is None or first == i + 1 or _is_short(seen[i + 1 : first + 1])):
            first = i
        elif first is None:
            break
    return (seen[first].day, first == 0) if first is not None else (None, False)


class Dated(Protocol):
    """A kept run, as far as its place in time goes."""

    @property
    def id(self) -> str: ...
    @property
    def as_of(self) -> date: ...
    @property
    def known_at(self) -> datetime: ...


R = TypeVar("R", bound=Dated)


def line_of(runs: Iterable[R], older: R, newer: R) -> tuple[R, ...]:
    """The runs in the order of what they knew, up to the newer one: of one day and knowledge the last made; judgements of other days than
    their own are no history (the two that are asked for aside). `runs`: in the order they were made."""
    of_time = {_time(run): run for run in runs if abs(shanghai_day(run.known_at) - run.as_of) <= _OWN_TIME}
    of_time |= {_time(older): older, _time(newer): newer}
    line = sorted(of_time, key=lambda time: (time[1], time[0]))
    return tuple(of_time[time] for time in line[: line.index(_time(newer)) + 1])


def _time(run: Dated) -> tuple[date, datetime]:
    return (run.as_of, run.known_at)
