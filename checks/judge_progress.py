"""Progress: for each object its stages were published, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from checks.asked import Rejected, nothing_shown
from checks.beside import Beside
from checks.build import Judged, verdict_of
from checks.facts import Publication
from checks.objects import Namer, Object, may_be_one, objects_of
from checks.place import Finding, Sought, find_in_place, stands_for
from checks.question import Question
from checks.settle import combined, out_of_force
from checks.verdict import Verdict


@dataclass(frozen=True)
class _Stage:
    """One stage of one object as it was judged over all places."""

    name: str
    judged: Judged
    first: date | None

    @property
    def is_found(self) -> bool:
        return self.judged.outcome in ("met", "incomplete", "misplaced")


def judge_progress(question: Question, publications: tuple[Publication, ...]) -> tuple[Verdict, ...]:
    """One verdict per object with a stage of the plan's year; one that says so where there is none."""
    beside = question.beside
    stages = [[p for p in stage if _is_right(question, p)] for stage in beside.stages]
    objects = objects_of(question.duty, question.unit.names, stages)
    asked = [o for o in objects if (day := _newest(o, question)) is not None and question.in_force.covers(day)]
    if not asked:
        rejected = ((p, stands_for(question, p, None) or "标题的写法不在规则之内") for p in publications)
        return nothing_shown(question, tuple(rejected))
    verdicts = (_one_object(question, o, _Loose(question, publications, beside, objects)) for o in asked)
    return tuple(sorted(verdicts, key=lambda v: v.key))


def _is_right(question: Question, publication: Publication) -> bool:
    """What a medium or a superior wrote is no stage of this unit's object, wherever it stands."""
    is_sure = publication.is_right and not (publication.doubt or publication.issuer.elsewhere)
    return is_sure and not stands_for(question, publication, None)


def _newest(one: Object, question: Question) -> date | None:
    """The newest day of the object's publications in the plan's year."""
    days = [p.published for p in one.publications if p.published is not None]
    return max((d for d in days if question.year is None or d.year == question.year), default=None)


class _Loose:
    """Publications that may be a stage of an object without saying so: of another wording, of no stage, of a name that may be the same."""

    def __init__(self, question: Question, publications: tuple[Publication, ...], beside: Beside, objects: tuple[Object, ...]) -> None:
        self._namer = Namer(question.duty, question.unit.names)
        staged = {(p.address, p.site) for o in objects for p in o.publications}
        near = [[p for p in stage if not _is_right(question, p) and (p.is_right or p.hit.lead)] for stage in beside.stages]
        free = [p for p in publications if (p.address, p.site) not in staged and (p.is_right or p.hit.lead)]
        of_stage = [[p for o in objects for p in o.stages[i]] for i in range(len(beside.stages))]
        ordered = [[*near[i], *free, *of_stage[i]] for i in range(len(beside.stages))]
        self._perhaps = [[p for p in stage if not stands_for(question, replace(p, grade="exact"), None)] for stage in ordered]

    def of(self, one: Object, stage: int) -> Rejected:
        own = {(p.address, p.site) for p in one.publications}
        named = (p for p in self._perhaps[stage] if (p.address, p.site) not in own and may_be_one(one.name, self._namer.name(p.title)))
        told = {replace(p, lacks=p.lacks or "看不出说的是不是同一对象") for p in named}
        return tuple((p, "near_miss") for p in sorted(told, key=lambda p: (p.published or date.max, p.address, p.site)))


def _one_object(question: Question, one: Object, loose: _Loose) -> Verdict:
    subject, newest = one.name or question.duty.title, _newest(one, question)
    if newest is not None and (refused := out_of_force(question, newest)) is not None:
        return verdict_of(question, refused, (), subject=subject)
    since = max((p.published for p in one.publications if p.published is not None), default=date.min)
    stages = tuple(_stage(question, one, i, loose, since) for i in range(len(one.stages)))
    return verdict_of(question, _settled(question, stages), (), subject=subject)


def _stage(question: Question, one: Object, at: int, loose: _Loose, since: date) -> _Stage:
    """Lists must have been read to their ends: an earlier stage may be of an earlier year."""
    sought = Sought(one.stages[at], loose.of(one, at), None, since, to_end=True)
    findings = tuple(find_in_place(question, place, sought) for place in question.places)
    first = min((p.published for p in one.stages[at] if p.published is not None), default=None)
    return _Stage(question.duty.stages[at].name, combined(question, findings, None), first)


def _settled(question: Question, stages: tuple[_Stage, ...]) -> Judged:
    last = max((i for i, s in enumerate(stages) if s.is_found), default=-1)
    findings = tuple(f for s in stages for f in s.judged.findings if f.publication is not None)
    before = stages[: last + 1]
    missing = tuple(s.name for s in before if s.judged.outcome == "unmet")
    if missing and question.duty.silence is not None:
        return Judged("unverified", "softened", None, question.duty.silence.reason, findings)
    if missing:
        absent = tuple(f for s in before if s.judged.outcome == "unmet" for f in s.judged.findings)
        return Judged("incomplete", "stage_missing", None, stages[last].name, (*findings, *absent), missing)
    open_ = _open(stages, last)
    if open_ is not None:
        return replace(open_, findings=_with_rest(findings, open_))
    return _in_order(stages, last, findings)


def _open(stages: tuple[_Stage, ...], last: int) -> Judged | None:
    """What cannot be told or is wrong of a stage, or may be the next one."""
    gravest = ("not_checked", "unverified", "misplaced", "incomplete")
    told = [s.judged for s in stages[: last + 1] if s.judged.outcome in gravest]
    told += [s.judged for s in stages[last + 1 : last + 2] if s.judged.reason in ("near_miss", "undated", "doubtful", "other_signature")]
    return min(told, key=lambda judged: gravest.index(judged.outcome), default=None)


def _with_rest(findings: tuple[Finding, ...], open_: Judged) -> tuple[Finding, ...]:
    return (*open_.findings, *(f for f in findings if f not in open_.findings))


def _in_order(stages: tuple[_Stage, ...], last: int, findings: tuple[Finding, ...]) -> Judged:
    for earlier, later in pairwise(stages[: last + 1]):
        if earlier.first is not None and later.first is not None and earlier.first > later.first:
            return Judged("unverified", "stage_order", None, f"“{earlier.name}”在“{later.name}”之后", findings)
    if last + 1 < len(stages):
        return Judged("unverified", "stage_open", None, "、".join(s.name for s in stages[last + 1 :]), findings)
    return Judged("met", "stages_done", None, "、".join(s.name for s in stages), findings)
