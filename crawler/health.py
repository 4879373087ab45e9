"""Whether a site that lost much overnight is believed: a fault of the crawl looks the same as a great clearing out. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.known import KnownColumn

SHRUNK = "shrunk"
"""The reason of a site's look that is not believed."""
LEAST_SHARE = 0.9
FEW = 5
"""So few entries may always be taken down: a tenth of a small site is no more than that."""
LEAST_REMOVED = 2
NIGHTS_DOUBTED = 3
"""So many nights in a row the vanishing of most columns is taken for a fault; then the site was rebuilt."""


def is_shrunk(standing: int, earlier: Sequence[int]) -> bool:
    """Whether fewer entries stand than 90 % of the mean of the last runs.

    >>> is_shrunk(80, [100] * 10), is_shrunk(95, [100] * 10), is_shrunk(80, [100] * 4 + [80] * 6), is_shrunk(2, [3]), is_shrunk(0, [])
    (True, False, False, False, False)
    """
    if not earlier:
        return False
    mean = sum(earlier) / len(earlier)
    return standing < LEAST_SHARE * mean and mean - standing > FEW


def nights_until_believed(standing: int, before: int, runs: int = 10) -> int:
    """For how many nights a site that fell from `before` to `standing` entries, and stays there, is doubted: ten at most.

    >>> [nights_until_believed(n, 100) for n in (95, 89, 80, 50, 0)]
    [0, 2, 6, 9, 10]
    """
    earlier = [before] * runs
    nights = 0
    while is_shrunk(standing, earlier):
        earlier = [*earlier[1:], standing]
        nights += 1
    return nights


def is_rebuilt(removed: Sequence[KnownColumn], columns: int, nights_doubted: int) -> bool:
    """Whether most of a site's columns vanished at once, tonight or in the nights it was doubted for since: it is being rebuilt, or broken,
    and nothing is known to be taken down. columns: all that had entries, new ones included."""
    if nights_doubted >= NIGHTS_DOUBTED:
        return False
    is_most = len(removed) >= LEAST_REMOVED and len(removed) * 2 > columns
    return is_most or (nights_doubted > 0 and sum(column.is_doubted for column in removed) >= LEAST_REMOVED)
