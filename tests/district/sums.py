"""Many seeds and days summed up: truth beside judgement by kind of duty, faults by seed and day, planted traps with how they were judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from district.compare import Comparison, Pair, table
from district.labels import CASE_NAMES, OUTCOME_NAMES
from district.truth import OUTCOMES
from district.undecided import DECIDABLE, Open, left_open

SAID = (*OUTCOMES, "missing")
KIND_NAMES = {
    "periodic": "按期", "one_off": "一次性", "event": "有事才公开", "standing": "常设", "document": "逐件", "reprint": "转发", "paired": "解读配套",
    "marked": "废止标注", "progress": "进度", "interactive": "互动", "timely": "及时", "manual": "人工核查",
}  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """One seed on one day."""

    seed: int
    day: date
    comparison: Comparison

    @property
    def opens(self) -> list[Open]:
        return left_open(self.seed, self.day, self.comparison)

    @property
    def is_right(self) -> bool:
        return self.comparison.is_right and not any(o.split == DECIDABLE for o in self.opens)


def name_of(outcome: str) -> str:
    return OUTCOME_NAMES.get(outcome, "缺" if outcome == "missing" else outcome)


def confusion_of(judged: Sequence[Judged]) -> str:
    """One table: a row for each kind of duty and truth, all kinds at the end; where several outcomes are right, they are named together."""
    by_kind: dict[str, list[Pair]] = defaultdict(list)
    for one in judged:
        for pair in one.comparison.pairs:
            by_kind[pair.record.kind].append(pair)
    everything = [p for pairs in by_kind.values() for p in pairs]
    columns = [o for o in SAID if any(p.said == o for p in everything)]
    rows = [["事项种类", "真实情况", *(name_of(c) for c in columns), "合计"]]
    for kind, pairs in [*sorted(by_kind.items(), key=lambda k: list(KIND_NAMES).index(k[0])), ("", everything)]:
        rows += _of_kind(KIND_NAMES.get(kind, kind) or "全部", pairs, columns)
    return table(rows)


def _of_kind(kind: str, pairs: list[Pair], columns: list[str]) -> list[list[str]]:
    by_truth: dict[tuple[str, ...], list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_truth[pair.record.outcomes].append(pair)
    order = sorted(by_truth, key=lambda t: (len(t), [OUTCOMES.index(o) for o in t]))
    return [[kind, "/".join(map(name_of, truth)), *_counted(by_truth[truth], columns)] for truth in order]


def _counted(pairs: list[Pair], columns: list[str]) -> list[str]:
    """How often each was said; * beside what is wrong."""
    said, wrong = Counter(p.said for p in pairs), {p.said for p in pairs if p.wrong}
    return [*(f"{said[c]}{'*' if c in wrong else ''}" if said[c] else "·" for c in columns), str(len(pairs))]


def faults_of(judged: Iterable[Judged]) -> str:
    """A row for each seed and day."""
    rows = [["种子", "日期", "格", "误判", "冤枉", "放过", "缺", "多出", "未种下而达标", "本可判断而未判断"]]
    for j in judged:
        c = j.comparison
        told = (c.pairs, c.wrong, c.false_accusations, c.false_passes, c.missing, c.extra, c.unplanted_passes, [o for o in j.opens if o.split == DECIDABLE])
        rows.append([str(j.seed), str(j.day), *(str(len(t)) for t in told)])
    rows.append(["合计", "", *(str(sum(int(r[i]) for r in rows[1:])) for i in range(2, 10))])
    return table(rows)


def traps_of(judged: Sequence[Judged]) -> str:
    """A row for each planted case: in how many seeds and cells it was planted, and what was said of them on each seed's last day."""
    last = {j.seed: j for j in sorted(judged, key=lambda j: j.day)}
    said: dict[str, Counter[str]] = defaultdict(Counter)
    seeds, wrong = defaultdict[str, set[int]](set), Counter[str]()
    for one in judged:
        wrong.update(p.record.case for p in one.comparison.wrong)
    for seed, one in last.items():
        for pair in one.comparison.pairs:
            said[pair.record.case][pair.said] += 1
            seeds[pair.record.case].add(seed)
    columns = [o for o in SAID if any(c[o] for c in said.values())]
    rows = [["种下的情形", "种子数", "格数", *(name_of(c) for c in columns), "误判（各日）"]]
    for case in sorted(said, key=lambda c: list(CASE_NAMES).index(c) if c in CASE_NAMES else 999):
        counts = said[case]
        shown = [str(counts[c]) if counts[c] else "·" for c in columns]
        rows.append([CASE_NAMES.get(case, case), str(len(seeds[case])), str(counts.total()), *shown, str(wrong[case] or "·")])
    return table(rows)


def never_planted(judged: Iterable[Judged]) -> list[str]:
    """Cases that no seed planted."""
    planted = {p.record.case for j in judged for p in j.comparison.pairs}
    return [f"{name}（{case}）" for case, name in CASE_NAMES.items() if case not in planted]
