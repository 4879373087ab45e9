"""What people said, applied after judging: declarations, proofs and waivers change the shown outcome, never what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from checks.days import shanghai_day
from checks.record import Declaration, Event, Proof, Record, Waiver
from checks.verdict import FAILING, LABELS, Outcome, Turning, Verdict
from rules.chinese import chinese_day
from rules.rule import PER_DOCUMENT

EVENT_SILENT = "event_silent"
"""The reason of an `unmet` that rests on the office's reading of silence alone, not on a known event."""
_PUBLISHED: tuple[Outcome, ...] = ("met", "late", "incomplete", "misplaced")
_HAPPENED = ("happened", "upstream", "abolished")


@dataclass(frozen=True)
class _Effect:
    """What a record means for a verdict: another outcome with who decided it, or, with outcome None, a sentence alone."""

    record: Record
    outcome: Outcome | None
    decided: str
    sentence: str


def apply(verdicts: Iterable[Verdict], records: Iterable[Record], as_of: date) -> tuple[Verdict, ...]:
    """The verdicts as they are shown. Pure; applying the same records again changes nothing.

    `found`, `reason` and all evidence stay as judged. Of records of one kind the latest decided one counts, of several that would
    change the outcome the latest; the others are told.
    """
    of_duty: dict[tuple[str, ...], list[Record]] = {}
    for record in sorted(records, key=lambda r: r.at):
        of_duty.setdefault((record.rule_set, record.rule, record.duty, record.unit), []).append(record)
    return tuple(_applied(v, of_duty[v.key[:4]], as_of) if v.key[:4] in of_duty else v for v in verdicts)


def _applied(verdict: Verdict, records: list[Record], as_of: date) -> Verdict:
    events = [r for r in records if isinstance(r, Event) and r.what in _HAPPENED and r.day <= as_of and _is_of_event(r, verdict)]
    said = [r for r in records if r.period in (None, verdict.period) and r.subject in (None, verdict.subject)]
    effects = [
        *_declared(verdict, [r for r in said if isinstance(r, Declaration)], events),
        *_proven(verdict, [r for r in said if isinstance(r, Proof)]),
        *_waived(verdict, [r for r in said if isinstance(r, Waiver)], as_of),
    ]
    changing = [e for e in effects if e.outcome is not None]
    winner = max(changing, key=lambda e: e.record.at, default=None)
    others = [e for e in effects if e is not winner]
    conflicts = winner is not None and any(e.outcome not in (None, winner.outcome) for e in others)
    after = "".join(("另有记录：" if e.outcome else "") + e.sentence for e in others) + ("几条记录不一致，以最近的为准。" if conflicts else "")
    if winner is None or winner.outcome is None:
        return replace(verdict, why=_joined("", verdict.why, after)) if after else verdict
    before = f"{winner.sentence}核查时的情况："
    remedy = "" if winner.outcome in ("met", "not_applicable") else verdict.remedy
    turned = () if len(changing) > 1 else (Turning("without_record", (), verdict.found, f"如没有这条记录，即按核查所见判为{LABELS[verdict.found]}。"),)
    why = _joined(before, verdict.why, after)
    return replace(verdict, outcome=winner.outcome, decided=winner.decided, why=why, remedy=remedy, would_change=turned)


def _joined(before: str, why: str, after: str) -> str:
    """A sentence with what is said before and after it, once."""
    return why if why.startswith(before) and why.endswith(after) else before + why + after


def _is_of_event(event: Event, verdict: Verdict) -> bool:
    about = (event.known.subject, event.subject, event.document_number, event.url)
    return event.period in (None, verdict.period) and (verdict.subject is None or verdict.subject in about)


def _standing(said: list[Declaration] | list[Proof]) -> tuple[Declaration | Proof, bool]:
    """The latest decided one, else the latest; and whether a later one still waits for its decision."""
    decided = [r for r in said if r.accepted is not None]
    return (decided[-1], said[-1].accepted is None) if decided else (said[-1], False)


def _declared(verdict: Verdict, said: list[Declaration], events: list[Event]) -> list[_Effect]:
    if not said or verdict.found == "not_applicable":
        return []
    record, waits = _standing(said)
    told = f"{record.by}于{_day(record)}申报无此情形（{_bare(record.why)}）"
    more = "之后又有新的申报，待认定。" if waits else ""
    if record.accepted is False:
        return [_Effect(record, None, "", f"{told}，{record.accepted_by}未予认可。{more}")]
    if events:
        return [_Effect(record, None, "", f"{told}，但{chinese_day(events[0].day)}的“{events[0].title}”记录在案，申报不生效。{more}")]
    if verdict.found in _PUBLISHED:
        return [_Effect(record, None, "", f"{told}，但网站上已有公开的内容，以核查到的为准。{more}")]
    if record.accepted:
        return [_Effect(record, "not_applicable", f"申报无此情形，{record.accepted_by}认可", f"{told}，{record.accepted_by}已认可。{more}")]
    if _is_silence(verdict):
        return [_Effect(record, "not_applicable", f"{record.by}于{_day(record)}申报无此情形", f"{told}。")]
    return [_Effect(record, None, "", f"{told}，待认定。")]


def _is_silence(verdict: Verdict) -> bool:
    """Nothing was found of a duty that hangs on an event nobody has shown: the unit's word is enough, also where a site could not be read.

    What is found there later stands against it.
    """
    hangs = verdict.kind == "event" or verdict.kind in PER_DOCUMENT
    if verdict.found == "not_checked":
        return hangs and verdict.subject is None and not verdict.evidence
    return verdict.reason in ("event_not_shown", "nothing_to_mark", EVENT_SILENT) or (verdict.reason == "by_proof" and hangs)


def _proven(verdict: Verdict, said: list[Proof]) -> list[_Effect]:
    if not said:
        return []
    record, waits = _standing(said)
    told = f"{record.by}于{_day(record)}提交证明（{_bare(record.why)}）"
    more = "之后又提交了证明，待认定。" if waits else ""
    if verdict.found != "manual" and verdict.reason != "by_proof":
        is_open = verdict.found in (*FAILING, "unverified", "not_checked")
        return [_Effect(record, None, "", f"{told}；本项以网站公开的情况为准。")] if is_open else []
    if record.accepted is None:
        return [_Effect(record, None, "", f"{told}：已提交证明，待认定。")]
    if record.accepted:
        return [_Effect(record, "met", f"凭证明认定，{record.accepted_by}认可", f"{told}，{record.accepted_by}已认可。{more}")]
    return [_Effect(record, None, "", f"{told}，{record.accepted_by}未予认可。{more}")]


def _waived(verdict: Verdict, said: list[Waiver], as_of: date) -> list[_Effect]:
    if not said or verdict.found not in FAILING:
        return []
    record = said[-1]
    until = chinese_day(record.until)
    if as_of > record.until:
        return [_Effect(record, None, "", f"{record.approver}批准的豁免已于{until}到期。")]
    sentence = f"{record.approver}批准豁免至{until}（{_bare(record.why)}），{record.by}于{_day(record)}登记。"
    return [_Effect(record, "waived", f"{record.approver}批准豁免至{until}", sentence)]


def _day(record: Record) -> str:
    return chinese_day(shanghai_day(record.at))


def _bare(why: str) -> str:
    return why.strip().rstrip("。.；;")
