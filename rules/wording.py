"""What terms say of each other: whether one stands inside another, whether one set of groups implies another."""

from __future__ import annotations

import re

from rules.text import normalise
from rules.wanted import Terms

GAP = "…"
"""In a term: the pieces stand in this order with at most GAP_CHARACTERS between them."""
GAP_CHARACTERS = 12


def pieces_of(term: str) -> tuple[str, ...]:
    """A term's normalised pieces, empty ones too.

    >>> pieces_of("收入 … 支出"), pieces_of("…")
    (('收入', '支出'), ('', ''))
    """
    return tuple(normalise(piece) for piece in term.split(GAP))


def same_form(term: str) -> str:
    """The form under which two terms are the same term."""
    return GAP.join(pieces_of(term))


def holds(term: str, other: str) -> bool:
    """Whether `other` stands in every text in which `term` stands.

    >>> holds("财政预算", "预算"), holds("收入支出", "收入…支出"), holds("收入…支出", "收入支出"), holds("收入…总支出", "支出")
    (True, True, False, True)
    """
    wanted = [re.escape(piece) for piece in pieces_of(other)]
    if not all(wanted):
        return False
    # \0 stands for what may be between the pieces: anything, so that nothing but a gap of `other` as wide may bridge it.
    text = ("\0" * (GAP_CHARACTERS + 1)).join(pieces_of(term))
    if len(wanted) > 1 and _same_gaps(pieces_of(term), pieces_of(other)):
        return True
    return re.search(f"[^\0]{{0,{GAP_CHARACTERS}}}?".join(wanted), text) is not None


def _same_gaps(pieces: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Gap for gap: the outer pieces end and begin at the gap, those between are the same."""
    if len(pieces) != len(others):
        return False
    return pieces[0].endswith(others[0]) and pieces[-1].startswith(others[-1]) and pieces[1:-1] == others[1:-1]


def group_implies(group: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a text that has one of `group` always has one of `other`."""
    return all(any(holds(term, short) for short in other) for term in group)


def groups_imply(groups: tuple[tuple[str, ...], ...], others: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a text that satisfies all `groups` always satisfies all `others`."""
    return all(any(group_implies(group, other) for group in groups) for other in others)


def same_terms(one: Terms, two: Terms) -> bool:
    """Whether two wordings let the same texts through, one of them perhaps with more exceptions (`none`)."""
    nones = [{same_form(term) for term in terms.none} for terms in (one, two)]
    if not (nones[0] <= nones[1] or nones[1] <= nones[0]):
        return False
    return groups_imply(one.groups, two.groups) and groups_imply(two.groups, one.groups)
