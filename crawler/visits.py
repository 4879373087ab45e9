"""Which nights something known is looked at again: columns to their ends, pages on a decaying budget. Pure, so that its bounds can be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from hashlib import blake2b
from heapq import nsmallest

_BEIJING = timezone(timedelta(hours=8))
INTERVALS = (1, 2, 4, 8, 16, 30)
"""Nights between two looks at a page: the longest that is no longer than the age of its last change."""
RESTING_NIGHTS = 3
"""A page on which a verdict rests is looked at again after so many nights at the latest."""
REVISITS = 500
"""So many looks a night a host is always allowed, where nobody said how many."""
_ROUND_NIGHTS = 15
UNDATED_AGE = timedelta(days=30)
"""What says no day of its own (attachments, pages no list shows) counts as this old when it is first seen."""


def night_of(moment: datetime) -> date:
    """The Beijing day on which a run began: all of a run counts as one night.

    >>> from datetime import UTC
    >>> night_of(datetime(2017, 12, 31, 16, tzinfo=UTC))
    datetime.date(2018, 1, 1)
    """
    return moment.astimezone(_BEIJING).date()


def is_turn(name: str, last: date | None, night: date, every: int) -> bool:
    """Whether the turn of `name`, which comes every so many nights on a night of its own, lies after `last` and not after `night`.

    A turn missed (no run, or one that failed) is made up for the next night, so that never more than `every` nights lie between two.

    >>> is_turn("czj /tzgg/", date(2017, 6, 1), date(2017, 6, 8), 7), is_turn("czj /tzgg/", date(2017, 6, 8), date(2017, 6, 8), 7)
    (True, False)
    >>> len({first for n in range(99) for first in range(2, 9) if is_turn(str(n), date(2017, 6, first - 1), date(2017, 6, first), 7)})
    7
    """
    if last is None:
        return True
    own = _own(name) % every
    return (night.toordinal() - own) // every > (last.toordinal() - own) // every


def _own(name: str) -> int:
    """A number of its own for each name, the same in every run."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest())


@dataclass(frozen=True)
class Held:
    """A page or file that is held: when it was last asked for, and since when it says what it says (its own day, where it never changed)."""

    url: str
    asked: date
    since: date
    is_resting: bool = False

    @property
    def interval(self) -> int:
        """Nights from one look to the next."""
        age = (self.asked - self.since).days
        nights = max((n for n in INTERVALS if n <= age), default=INTERVALS[0])
        return min(nights, RESTING_NIGHTS) if self.is_resting else nights

    @property
    def due(self) -> date:
        """A page of its own comes up to a quarter of its interval earlier, so that what was first read in one night is not due in one."""
        return self.asked + timedelta(days=self.interval - _own(self.url) % (self.interval // 4 + 1))


def choose(held: Iterable[Held], night: date, budget: int) -> list[Held]:
    """What to look at again tonight, at most `budget`: what has been due longest first, half of it kept for what verdicts rest on.

    What stands in this order waits no longer than `nights_until` says: once something is due, nothing that was looked at since goes before it.
    """
    due = [one for one in held if one.due <= night] if budget > 0 else []
    first = nsmallest((budget + 1) // 2, (one for one in due if one.is_resting), key=_order)
    chosen = {one.url for one in first}
    return first + nsmallest(budget - len(first), (one for one in due if one.url not in chosen), key=_order)


def narrow(held: Iterable[Held], budget: int) -> list[Held]:
    """As much of it as `choose` may take, whatever else is due."""
    some = list(held)
    return [one for kind in (True, False) for one in nsmallest(budget, (h for h in some if h.is_resting is kind), key=_order)]


def revisits_a_night(held: int, requests: int) -> int:
    """How many looks a night bring round all that is held, in 30 nights beyond each page's interval: half of them are for what verdicts rest on.
    At most half of the requests that a night allows.

    >>> [revisits_a_night(held, 20_000) for held in (3000, 30_000, 200_000)], revisits_a_night(200_000, 800)
    ([500, 2000, 10000], 400)
    """
    return min(max(REVISITS, -(-held // _ROUND_NIGHTS)), max(1, requests // 2))


def nights_until(interval: int, count: int, budget: int) -> int:
    """How many nights after a look the next one comes at the latest: of `count` held pages a host, with so many looks a night.

    >>> nights_until(8, 3000, 500), nights_until(30, 30_000, 2000), nights_until(30, 200_000, 10_000)
    (20, 60, 70)
    """
    share = max(1, budget // 2)
    return interval + -(-count // share)


def _order(one: Held) -> tuple[date, str]:
    return one.due, one.url
