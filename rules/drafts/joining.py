"""Clauses of an item that are one duty put together: what an item has once, and one document's interpretation said twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rules.drafts.clause import Clause
from rules.rule import Places

_TWICE = ("marked",)
"""Kinds of which an item has one duty, however many sentences speak of it."""
_PUBLISHED = ("发布", "公布", "公开")


def merged(clauses: Sequence[Clause]) -> list[Clause]:
    """The same asked twice, clauses of a kind that an item has once, and those that only proof shows at the same places, joined: quotes and places of all."""
    done: list[Clause] = []
    for clause in clauses:
        twin = next((i for i, other in enumerate(done) if _is_one(other, clause)), None)
        if twin is None:
            done.append(clause)
            continue
        first = done[twin]
        names = tuple(dict.fromkeys((*first.places.names, *clause.places.names)))
        done[twin] = replace(
            first,
            quotes=tuple(dict.fromkeys((*first.quotes, *clause.quotes))),
            places=first.places if first.places == clause.places else Places(any_of=names),
            due=first.due if first.due and first.due.basis == "quoted" else clause.due or first.due,
            title=f"{first.title}等" if first.kind == "manual" and first.title != clause.title and not first.title.endswith("等") else first.title,
            review=tuple(dict.fromkeys((*first.review, *clause.review))),
        )  # fmt: skip
    return done


def _is_one(one: Clause, other: Clause) -> bool:
    if one.kind != other.kind:
        return False
    if (one.title, one.subject, one.every, one.units, one.places) == (other.title, other.subject, other.every, other.units, other.places):
        return True
    return one.kind in _TWICE or (one.kind == "manual" and (one.places, one.units) == (other.places, other.units))


def paired_once(clauses: Sequence[Clause]) -> list[Clause]:
    """Interpretation asked of each document, and said again with its place and day: the first, with the place and day of the second."""
    done: list[Clause] = []
    for clause in clauses:
        at = next((i for i, other in enumerate(done) if other.kind == clause.kind == "paired" and clause.act in _PUBLISHED), None)
        if at is None:
            done.append(clause)
            continue
        first = done[at]
        done[at] = replace(
            first,
            quotes=tuple(dict.fromkeys((*first.quotes, *clause.quotes))),
            places=clause.places if clause.places.all_of else first.places,
            due=clause.due if clause.due and clause.due.basis == "quoted" else first.due,
            review=tuple(dict.fromkeys((*first.review, *clause.review))),
        )
    return done
