"""The best pairing of two short lists by how alike their members are."""

from __future__ import annotations

from collections.abc import Sequence

_FEW = 10
"""Up to so many columns all pairings are weighed; beyond, the most alike are paired first."""


def best_pairs(likeness: Sequence[Sequence[float]], least: float) -> tuple[tuple[int, int], ...]:
    """Pairs (row, column), each used once, of the greatest sum; none below `least`. Of equal sums the one of the first columns.

    >>> best_pairs([[0.9, 0.8], [0.8, 0.1]], 0.2)
    ((0, 1), (1, 0))
    """
    columns = len(likeness[0]) if likeness else 0
    return _weighed(likeness, columns, least) if columns <= _FEW else _greedy(likeness, least)


def _weighed(likeness: Sequence[Sequence[float]], columns: int, least: float) -> tuple[tuple[int, int], ...]:
    """Row after row, the best sum for every set of columns already used (bits of a number)."""
    best: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {0: (0.0, ())}
    for i, row in enumerate(likeness):
        following = dict(best)
        for used, (total, pairs) in best.items():
            for j in range(columns):
                key = used | 1 << j
                if used >> j & 1 or row[j] < least:
                    continue
                if key not in following or total + row[j] > following[key][0] + 1e-9:
                    following[key] = (total + row[j], (*pairs, (i, j)))
        best = following
    return max(best.values(), key=lambda found: found[0])[1]


def _greedy(likeness: Sequence[Sequence[float]], least: float) -> tuple[tuple[int, int], ...]:
    ranked = sorted((-value, i, j) for i, row in enumerate(likeness) for j, value in enumerate(row) if value >= least)
    pairs: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return tuple(sorted(pairs.items()))
