"""Two check runs of a store put beside each other: the runs meant, the past of what they touch, and judging again to tell causes apart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from checks.compare import Change, compare, touched
from checks.compare_again import shown_causes
from checks.compare_causes import Ends, Key, Told, key_of
from checks.compare_heads import Meta, told_differences
from checks.compare_history import Past, Point, is_blind, line_of, past_of
from checks.particulars import units_asked
from checks.run import Checker, CheckRun, verdict_text
from checks.store import CheckStore, StoredRun
from checks.store_history import points_of, unsteady
from rules.errors import InvalidInput

_SHOWN = 5


@dataclass(frozen=True)
class Compared:
    """What differs between two runs. new: its run is "" where it was judged for this alone and kept nowhere. left_out: ids of units
    that only one of the runs was made for, or says anything of."""

    old: Meta
    new: Meta
    differences: tuple[str, ...]
    changes: tuple[Change, ...]
    left_out: tuple[str, ...] = ()

    @property
    def is_of_one_time(self) -> bool:
        return Ends(self.old, self.new).is_of_one_time

    @property
    def flips_to_failing(self) -> bool:
        return any(change.flips_to_failing for change in self.changes)


def run_named(runs: Sequence[StoredRun], name: str, option: str) -> StoredRun:
    """A run by its id, or a beginning or ending of it that only one has. Raises InvalidInput that lists the newest."""
    if not runs:
        raise InvalidInput("还没有核查过：先运行 gongkai check 或 gongkai nightly，或用 --db 指明另一个数据库")
    found = [run for run in runs if run.id == name] or [run for run in runs if run.id.startswith(name) or run.id.endswith(name)]
    if name and len(found) == 1:
        return found[0]
    newest = "\n".join(f"  {run.id}" for run in reversed((found if name and found else runs)[-_SHOWN:]))
    what = f"有 {len(found)} 次核查的编号以它开头或结尾" if name and found else f"库里 {len(runs)} 次核查没有这一次"
    raise InvalidInput(
        f"{option} 写的是 {name}；{what}；允许的是核查的编号，或只有一个编号有的开头或结尾，最近的几次是：\n{newest}\n例如 {option} {runs[-1].id}"
    )


def compare_kept(checks: CheckStore, old: StoredRun, new: StoredRun, names: Mapping[str, str], units: Iterable[str] = ()) -> Compared:
    """Two kept runs."""
    pair = _Pair(old.meta, new.meta, [*checks.verdicts(old.id)], [*checks.verdicts(new.id)], frozenset(units))
    line = line_of(checks.runs(), old, new)
    return pair.compared(Ends(old.meta, new.meta, names), _pasts(checks, pair, line, old.id))


def compare_trial(checker: Checker, old: StoredRun, new: CheckRun, names: Mapping[str, str]) -> Compared:
    """A kept run beside what is judged now and kept nowhere."""
    head = new.meta() | {"run": ""}
    pair = _Pair(old.meta, head, list(checker.checks.verdicts(old.id)), _told(new), frozenset(new.asked))
    ends = Ends(old.meta, head, names)
    ends = replace(ends, shown=shown_causes(checker, old, ends, pair.before, pair.after))
    line = line_of(checker.checks.runs(), old, StoredRun("", new.as_of, new.known_at, head))
    return pair.compared(ends, _pasts(checker.checks, pair, line, old.id))


class _Pair:
    """The verdicts of two runs, of the units both were made for."""

    def __init__(self, old: Meta, new: Meta, before: Sequence[Told], after: Sequence[Told], units: frozenset[str]) -> None:
        self.old, self.new = old, new
        had, has = {v["unit"] for v in before}, {v["unit"] for v in after}
        self.left_out = tuple(sorted(u for u in had ^ has if _is_one_sided(u, old, new) and u in (units or {u})))
        kept = (units or {*had, *has}) - {*self.left_out}
        self.before, self.after = [v for v in before if v["unit"] in kept], [v for v in after if v["unit"] in kept]

    def compared(self, ends: Ends, pasts: Mapping[Key, Past]) -> Compared:
        changes = compare(self.before, self.after, ends, pasts)
        return Compared(self.old, self.new, told_differences(self.old, self.new), changes, self.left_out)


def _is_one_sided(unit: str, old: Meta, new: Meta) -> bool:
    """Whether one of the runs was not made for a unit; taken to be so where it was not kept what the run was made for."""
    return any(asked is None or (asked and unit not in asked) for asked in (units_asked(old), units_asked(new)))


def _told(run: CheckRun) -> list[Told]:
    return [json.loads(verdict_text(v)) for v in run.verdicts]


def _pasts(checks: CheckStore, pair: _Pair, line: Sequence[StoredRun], older: str) -> dict[Key, Past]:
    """What was said of the keys that differ or fail, night after night; nothing where both runs judge one day by one knowledge."""
    if Ends(pair.old, pair.new).is_of_one_time or older not in {run.id for run in line[:-1]}:
        return {}
    newer = line[-1]
    now = {key_of(v): v for v in pair.after}
    between = [run.id for run in line[[run.id for run in line].index(older) : -1]]
    differing = unsteady(checks.engine, between) if len(between) > 1 else set()
    keys = [key for key in sorted({*touched(pair.before, pair.after), *differing}) if key in now]
    kept = points_of(checks.engine, keys, ((run.id, run.as_of) for run in line[:-1]))
    pasts: dict[Key, Past] = {}
    for key in keys:
        last = Point(newer.as_of, now[key]["outcome"], is_blind(now[key]["outcome"], now[key]["reason"]))
        runs = [run for run in line[:-1] if run.id in kept[key] or run.id == older]
        points = [kept[key].get(run.id, Point(run.as_of, "", is_blind=True)) for run in runs]
        pasts[key] = past_of([*points, last], [run.id for run in runs].index(older))
    return pasts
