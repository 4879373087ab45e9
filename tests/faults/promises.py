"""What a crawl under a fault owes: judged from its verdicts, from those of the same night without the fault, and from the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from district.compare import Comparison, compare
from district.truth import FAILING, NO_ACCUSATION, Record
from faults.cases import Case

Verdict = dict[str, Any]
Key = tuple[str, str, str, str | None, str | None]
HONEST = ("not_checked", "unverified")
"""What may be said where a place was not seen."""
ABSENT = ("unmet", "misplaced")


def key_of(verdict: Verdict) -> Key:
    return (verdict["rule"], verdict["duty"], verdict["unit"], verdict["period"], verdict["subject"])


def named(key: Key) -> str:
    return " ".join(part for part in key if part)


def sites_of(verdict: Verdict | None) -> frozenset[str]:
    """The sites a verdict speaks of."""
    if verdict is None:
        return frozenset()
    return frozenset(str(row["site"]) for what in ("places", "searched", "evidence") for row in verdict[what])


@dataclass(frozen=True)
class Change:
    """One verdict that is not what it is without the fault; None: there is none. held: what the nights before say of it without this one."""

    key: Key
    before: Verdict | None
    after: Verdict | None
    depends: bool
    held: str = ""

    @property
    def sites(self) -> frozenset[str]:
        return sites_of(self.before) | sites_of(self.after)

    @property
    def outcomes(self) -> tuple[str, str]:
        return (self.before["outcome"] if self.before else "—", self.after["outcome"] if self.after else "—")

    @property
    def is_honest(self) -> bool:
        """Nobody is accused or passed of whom it is not known; what is held may be told still; what was judged from one document may be unsaid with it."""
        before, after = self.outcomes
        if (after == self.held and after == "met") or (before in FAILING and after in FAILING):
            return True  # whether an accusation rests on what is held, `accused_unseen` tells
        return after in HONEST or (after == "—" and before not in FAILING) or (before == "—" and after in NO_ACCUSATION)

    def told(self) -> str:
        why = (self.after or self.before or {}).get("why", "")
        return f"{named(self.key)}：{self.outcomes[0]} → {self.outcomes[1]}。{why}"


@dataclass(frozen=True)
class Judged:
    """One night's verdicts, held against another's and the ledger. others: what other faults of the night are answerable for."""

    changes: tuple[Change, ...]
    accused_unseen: tuple[Verdict, ...]
    ledger: Comparison
    others: frozenset[Key] = frozenset()

    @property
    def depending(self) -> tuple[Change, ...]:
        return tuple(c for c in self.changes if c.depends)

    @property
    def elsewhere(self) -> tuple[Change, ...]:
        return tuple(c for c in self.changes if not c.depends)


def changes(before: Iterable[Verdict], after: Iterable[Verdict], affected: frozenset[str], held: Iterable[Verdict]) -> tuple[Change, ...]:
    old, new, kept = ({key_of(v): v for v in told} for told in (before, after, held))
    keys = sorted((k for k in old.keys() | new.keys() if _outcome(old.get(k)) != _outcome(new.get(k))), key=str)
    return tuple(Change(k, old.get(k), new.get(k), bool((sites_of(old.get(k)) | sites_of(new.get(k))) & affected), _outcome(kept.get(k))) for k in keys)


def _outcome(verdict: Verdict | None) -> str:
    return verdict["outcome"] if verdict else ""


@dataclass(frozen=True)
class Share:
    """What one of a night's faults is answerable for. sites: its own; others: those of the night's other faults; unseen: all that were not covered."""

    sites: frozenset[str]
    others: frozenset[str]
    unseen: frozenset[str]

    def of(self, told: tuple[Change, ...]) -> tuple[Change, ...]:
        """Its own changes and those that are nobody's. One that depends on another fault's unseen site too is that one's where this is covered."""
        is_covered = not self.sites & self.unseen
        return tuple(c for c in told if not (c.sites & self.others) or (c.depends and not (is_covered and c.sites & self.others & self.unseen)))


def judge(told: tuple[Change, ...], got: list[Verdict], share: Share, truth: Iterable[Record]) -> Judged:
    affected = share.sites & share.unseen
    unseen = tuple(v for v in got if v["outcome"] in ABSENT and _rests_on(v, affected))
    others = frozenset(key_of(v) for v in got if sites_of(v) & share.others and not sites_of(v) & share.sites)
    return Judged(share.of(told), unseen, compare(truth, got), others)


def _rests_on(verdict: Verdict, affected: frozenset[str]) -> bool:
    """Whether an accusation says of a place that was not seen that nothing stands there; what is said of a page that is held rests on the page."""
    missing = {p["site"] for p in verdict["places"] if p["outcome"] in ABSENT}
    held = {e["site"] for e in verdict["evidence"]}
    return bool(((missing or {s["site"] for s in verdict["searched"]}) - held) & affected)


def broken_by_verdicts(case: Case, is_covered: bool, judged: Judged, reference: Comparison) -> list[str]:
    """Promises about verdicts that a night under a fault has broken, in Chinese. is_covered: the crawl says it saw everything."""
    wrong = [f"别处的结论变了 {c.told()}" for c in judged.elsewhere]
    if is_covered:
        wrong += [f"说读全了，结论却变了 {c.told()}" for c in judged.depending]
    else:
        wrong += [f"没看到却下了结论 {c.told()}" for c in judged.depending if not c.is_honest]
        wrong += [f"没看到却判为未公开 {named(key_of(v))} {v['outcome']}：{v['why']}" for v in judged.accused_unseen]
    were = {id(p.record) for p in (*reference.false_accusations, *reference.false_passes)}
    ledger = [("冤枉", p) for p in judged.ledger.false_accusations] + [("放过", p) for p in judged.ledger.false_passes]
    kept = judged.others | {c.key for c in judged.depending if c.is_honest}
    fresh = [(how, p) for how, p in ledger if id(p.record) not in were and p.verdict is not None and key_of(p.verdict) not in kept]
    wrong += [f"{how} {p.record.rule} {p.record.duty} {p.record.unit} {p.record.period or ''}：{p.said}" for how, p in fresh]
    return wrong
