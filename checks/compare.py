"""Two check runs beside each other: for each verdict's key what kind of change it is, as an officer thinks of changes; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from checks.compare_causes import UNEXPLAINED, Ends, Key, Told, causes, gained, is_renewed, key_of
from checks.compare_heads import candidates, of_duty, one_of
from checks.compare_history import Past
from checks.verdict import FAILING

Kind = Literal["new", "shifted", "fixed", "withdrawn", "unclear", "passed", "added", "removed", "other", "flapped", "open"]

KINDS: dict[Kind, str] = {
    "new": "新增问题", "shifted": "问题有变", "fixed": "已整改", "withdrawn": "撤销", "unclear": "转为待核实或未能检测", "passed": "转为达标",
    "added": "新增事项", "removed": "不再核查", "other": "其他变化", "flapped": "反复", "open": "持续",
}  # fmt: skip
"""Kinds in the order in which they are shown."""

_UNKNOWN = ("unverified", "not_checked")
_PUT_RIGHT = ("met", "late")


@dataclass(frozen=True)
class Change:
    """One key whose verdict differs between two runs, or fails in both.

    before: the outcome it is compared with: the older run's, or, where that night saw nothing or stands alone, what was known before it.
    past: what was judged of the key between and before the two; None where they are of one day and one knowledge, or one has no such key.
    """

    kind: Kind
    key: Key
    before: str | None
    old: Told | None
    new: Told | None
    causes: tuple[str, ...] = ()
    past: Past | None = None

    @property
    def unit(self) -> str:
        return self.key[3]

    @property
    def flips_to_failing(self) -> bool:
        return self.kind == "new"

    @property
    def returns(self) -> tuple[date, ...]:
        return self.past.returns if self.past else ()


def compare(old: Iterable[Told], new: Iterable[Told], ends: Ends, pasts: Mapping[Key, Past] | None = None) -> tuple[Change, ...]:
    """All changes between two runs, by key; what neither changed nor fails is left out.

    pasts: what was judged of a key between and before the two; where they are of one day and one knowledge, nothing.
    """
    before, after = {key_of(v): v for v in old}, {key_of(v): v for v in new}
    found = (_change(key, before.get(key), after.get(key), ends, (pasts or {}).get(key)) for key in sorted({*before, *after}))
    subjects: set[tuple[str, ...]] = {key[:5] for key in (*before, *after) if key[5]}
    return tuple(_by_subject(change, subjects, ends) for change in found if change is not None)


def touched(old: Iterable[Told], new: Iterable[Told]) -> Iterator[Key]:
    """The keys of which the past must be known to compare them: the outcomes differ, or the newer one fails."""
    before, after = {key_of(v): v["outcome"] for v in old}, {key_of(v): v["outcome"] for v in new}
    yield from (key for key in sorted({*before, *after}) if before.get(key) != after.get(key) or after.get(key) in FAILING)


def _change(key: Key, old: Told | None, new: Told | None, ends: Ends, past: Past | None) -> Change | None:
    if new is not None and old is None and past and past.before == new["outcome"]:
        return _same(key, None, new, past)
    if old is None or new is None:
        return _of_one(key, old, new, ends)
    was = past.before if past else old["outcome"]
    if was == new["outcome"]:
        return _same(key, old, new, past)
    kind = _kind(was, new["outcome"], is_published=_is_published(old, new, ends))
    return Change(kind, key, was, old, new, causes(old, new, ends), past)


def _same(key: Key, old: Told | None, new: Told, past: Past | None) -> Change | None:
    """A verdict that fails still, or came back to what it was; None where there is nothing to tell."""
    if new["outcome"] in FAILING:
        return Change("open", key, new["outcome"], old, new, (), past)
    return Change("flapped", key, new["outcome"], old, new, (), past) if past and past.returns else None


def _of_one(key: Key, old: Told | None, new: Told | None, ends: Ends) -> Change:
    """A key that only one run has: a new problem, or one withdrawn, where it fails there."""
    why = causes(old, new, ends)
    if new is not None:
        return Change("new" if new["outcome"] in FAILING else "added", key, None, None, new, why)
    assert old is not None
    return Change("withdrawn" if old["outcome"] in FAILING else "removed", key, old["outcome"], old, None, why)


def _by_subject(change: Change, subjects: Set[tuple[str, ...]], ends: Ends) -> Change:
    """A duty asked as a whole by one run and document by document by the other says so first. subjects: of both runs, without the document."""
    if change.key[5] or change.key[:5] not in subjects or (change.old and change.new):
        return change
    vague = () if ends.is_of_one_time else one_of(candidates(ends.old, ends.new, change.key[:4]))
    told = "改为逐件文件核查" if change.old else "不再有可逐件核查的文件，改为整项核查"
    return replace(change, causes=(told, *(c for c in change.causes if c not in (*UNEXPLAINED, *vague))))


def _kind(was: str, now: str, *, is_published: bool) -> Kind:
    """
    >>> [_kind(*pair, is_published=True) for pair in (("met", "unmet"), ("unmet", "late"), ("late", "unmet"), ("unmet", "met"), ("unmet", "waived"))]
    ['new', 'fixed', 'shifted', 'fixed', 'withdrawn']
    >>> [_kind(*pair, is_published=False) for pair in (("unmet", "met"), ("unmet", "not_checked"), ("not_due", "met"), ("not_due", "waived"))]
    ['withdrawn', 'unclear', 'passed', 'other']
    """
    if now in FAILING and was not in FAILING:
        return "new"
    if was in FAILING and now in _PUT_RIGHT and is_published:
        return "fixed"
    if was in FAILING and now in FAILING:
        return "shifted"
    if now in _UNKNOWN and was not in _UNKNOWN:
        return "unclear"
    if was in FAILING:
        return "withdrawn"
    return "passed" if now == "met" else "other"


def _is_published(old: Told, new: Told, ends: Ends) -> bool:
    """Whether it is the publication that changed the verdict: something was first seen since, or the page read anew by the same standards.

    What people decided is no publication.
    """
    if new["decided"] is not None or new["outcome"] != new["found"]:
        return False
    if gained(old, new, ends):
        return True
    duty = key_of(new)[:4]
    return ends.knows_more and not of_duty(ends.old, ends.new, duty) and (is_renewed(old, new) or not ends.standards_differ(duty))
