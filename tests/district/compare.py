"""Verdicts against the ledger: what is wrong, who is accused or passed falsely, which cells are missing or too many."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from district.labels import CASE_NAMES, OUTCOME_NAMES
from district.truth import FAILING, NO_ACCUSATION, OUTCOMES, Record

Key = tuple[str, str, str, str | None]
Verdict = dict[str, Any]

RIGHT_BY_CHANCE: dict[tuple[str, str], str] = {
    ("py2017-01-04", "a"): "统计局对普查、经济运行的解读，普通页面里就有",
    ("py2017-01-04", "b"): "区发展改革局统计数据栏目的普通页面就是统计数据",
    ("py2017-02-04", "a"): "区人力资源社会保障局对创业孵化基地办法的解读（为二十.1种下）就是创业政策的宣传",
    ("py2017-02-06", "a"): "国税、地税印发、修订税收管理规定的普通页面",
    ("py2017-02-06", "b"): "国税、地税政策解读栏目的普通页面就是税收政策解读",
    ("py2017-02-14", "a"): "国税、地税网上办税、便民办税的普通页面",
    ("py2017-09-06", "a"): "科技创新政策（专利资助、高新技术等）的图解、解读，普通页面里就有",
    ("py2017-05-06", "a"): "区政府办的废止文件清单（为五.7种下）也是文件清理的结果，区府办的文件对所涉单位都算数",
    ("py2017-08-01", "a"): "财政局政策解读栏目里有国库集中支付改革的解读",
    ("py2017-08-03", "a"): "国税、地税网站的政策法规栏目有本年度文件",
    ("py2017-08-03", "c"): "国税、地税网站有办税指南和咨询类的普通页面",
    ("py2017-11-09", "a"): "市场监管局有计量管理办法及解读",
    ("py2017-13-01", "a"): "环保局为二十.1种下的规范性文件就是环境政策",
    ("py2017-19-03", "a"): "征求意见的草案（各事项的迷惑页面）就是决策草案公开",
    ("py2017-20-03", "b"): "新闻通气会的报道（各事项的迷惑页面）",
    ("py2017-20-03", "c"): "答记者问形式的解读（为二十.1种下）",
    ("py2017-20-04", "b"): "为二十.4种下的访谈，访谈单位就是区政府办",
}
"""Duties (rule, duty) for which ordinary pages or publications planted for others may rightly count, each with the reason."""


@dataclass(frozen=True)
class Pair:
    """One cell with its verdict; verdict is None where there is none."""

    record: Record
    verdict: Verdict | None

    @property
    def said(self) -> str:
        return str(self.verdict["outcome"]) if self.verdict else "missing"

    @property
    def wrong(self) -> bool:
        return self.said not in self.record.outcomes

    @property
    def accuses_falsely(self) -> bool:
        return self.said in FAILING and not FAILING & set(self.record.outcomes)

    @property
    def passes_falsely(self) -> bool:
        return self.said == "met" and "met" not in self.record.outcomes


@dataclass(frozen=True)
class Comparison:
    """All cells of one day, and the verdicts no cell asked for.

    extra: of duties that the ledger knows, and passing or accusing somebody. idle: of the same duties, doing neither.
    unplanted: of duties with no publication planted anywhere; a `met` among them passes falsely unless it is among RIGHT_BY_CHANCE.
    """

    pairs: tuple[Pair, ...]
    extra: tuple[Verdict, ...]
    idle: tuple[Verdict, ...] = ()
    unplanted: tuple[Verdict, ...] = ()

    @property
    def missing(self) -> tuple[Pair, ...]:
        return tuple(p for p in self.pairs if p.verdict is None)

    @property
    def wrong(self) -> tuple[Pair, ...]:
        return tuple(p for p in self.pairs if p.wrong)

    @property
    def false_accusations(self) -> tuple[Pair, ...]:
        return tuple(p for p in self.pairs if p.accuses_falsely)

    @property
    def false_passes(self) -> tuple[Pair, ...]:
        return tuple(p for p in self.pairs if p.passes_falsely)

    @property
    def unplanted_passes(self) -> tuple[Verdict, ...]:
        return tuple(v for v in self.unplanted if v["outcome"] == "met" and (v["rule"], v["duty"]) not in RIGHT_BY_CHANCE)

    @property
    def is_right(self) -> bool:
        return not (self.wrong or self.extra or self.unplanted_passes)

    def told(self) -> str:
        """One line of counts."""
        return (
            f"{len(self.pairs)} 格，误判 {len(self.wrong)}（冤枉 {len(self.false_accusations)}，放过 {len(self.false_passes)}，"
            f"缺 {len(self.missing)}），多出 {len(self.extra)}（另有不褒不贬的 {len(self.idle)}），未种下而判达标 {len(self.unplanted_passes)}"
        )


def compare(records: Iterable[Record], verdicts: Iterable[Verdict]) -> Comparison:
    """Verdicts are those of `check --format json`.

    A verdict with period "2017" answers a cell without period: once in the plan's year. One with a subject answers the
    first cell of its duty and unit whose subject fits. Cells that need no verdict are left out where there is none.
    """
    cells: dict[Key, list[Record]] = {}
    for record in records:
        cells.setdefault((record.rule, record.duty, record.unit, record.period), []).append(record)
    known, given = {key[:2] for key in cells}, dict[int, Verdict]()
    others: dict[str, list[Verdict]] = {"extra": [], "idle": [], "unplanted": []}
    for verdict in verdicts:
        answered = _answered(cells, verdict, given)
        if answered is not None:
            given[id(answered)] = verdict
        elif (verdict["rule"], verdict["duty"]) not in known:
            others["unplanted"].append(verdict)
        else:
            others["idle" if verdict.get("subject") and verdict["outcome"] in NO_ACCUSATION else "extra"].append(verdict)
    pairs = (Pair(r, given.get(id(r))) for group in cells.values() for r in group)
    kept = tuple(p for p in pairs if p.verdict or not p.record.optional)
    return Comparison(kept, tuple(others["extra"]), tuple(others["idle"]), tuple(others["unplanted"]))


def _answered(cells: dict[Key, list[Record]], verdict: Verdict, given: dict[int, Verdict]) -> Record | None:
    """The cell that the verdict is about and that no other has answered."""
    key: Key = (verdict["rule"], verdict["duty"], verdict["unit"], verdict["period"])
    if key not in cells and key[3] == "2017":
        key = (*key[:3], None)
    said = verdict.get("subject")
    free = [r for r in cells.get(key, ()) if id(r) not in given]
    return next((r for r in free if (r.subject is None if said is None else r.subject is not None and r.subject.fits(said))), None)


def unplanted_table(comparison: Comparison) -> str:
    """What was said of duties with nothing planted, duty by duty; a count with * passes falsely."""
    said: dict[tuple[str, str], Counter[str]] = {}
    for verdict in comparison.unplanted:
        said.setdefault((verdict["rule"], verdict["duty"]), Counter())[verdict["outcome"]] += 1
    shown = [o for o in OUTCOMES if any(c[o] for c in said.values()) and o != "manual"]
    rows = [["没有种下公开内容的事项", *(OUTCOME_NAMES[o] for o in shown)]]
    for (rule, duty), counts in sorted(said.items()):
        if any(counts[o] for o in shown):
            mark = "" if (rule, duty) in RIGHT_BY_CHANCE else "*"
            rows.append([f"{rule} {duty}", *((f"{counts[o]}{mark if o == 'met' else ''}" if counts[o] else "·") for o in shown)])
    return table(rows)


def confusion(comparison: Comparison) -> str:
    """Rows are kinds of case, columns outcomes; a count with * holds a wrong verdict."""
    seen = [o for o in (*OUTCOMES, "missing") if any(p.said == o for p in comparison.pairs)]
    others = sorted({p.said for p in comparison.pairs} - set(seen))
    columns = [*seen, *others]
    rows = [["种下的情形", *(OUTCOME_NAMES.get(c, "缺" if c == "missing" else c) for c in columns), "合计"]]
    cases = sorted({p.record.case for p in comparison.pairs}, key=lambda c: list(CASE_NAMES).index(c) if c in CASE_NAMES else 999)
    for case in cases:
        own = [p for p in comparison.pairs if p.record.case == case]
        rows.append([CASE_NAMES.get(case, case), *(_cell(own, c) for c in columns), str(len(own))])
    totals = Counter(p.said for p in comparison.pairs)
    rows.append(["合计", *(str(totals[c]) for c in columns), str(len(comparison.pairs))])
    return table(rows)


def _cell(pairs: list[Pair], outcome: str) -> str:
    those = [p for p in pairs if p.said == outcome]
    return f"{len(those)}{'*' if any(p.wrong for p in those) else ''}" if those else "·"


def details(comparison: Comparison, limit: int = 40) -> str:
    """What is wrong, a line each."""
    lines = []
    for pair in comparison.wrong[:limit]:
        r, why = pair.record, (pair.verdict or {}).get("why", "")
        names = r.subject.names[-1:] or r.subject.words if r.subject else ()
        told = " ".join((r.rule, r.duty, r.unit, r.period or "", *names))
        lines.append(f"  {told} 情形 {r.case}：应为 {'/'.join(r.outcomes)}，判为 {pair.said}。{why}")
    lines += [f"  多出：{_named(v)} {v['outcome']}。{v.get('why', '')}" for v in comparison.extra[:limit]]
    lines += [f"  未种下而判达标：{_named(v)}。{v.get('why', '')}" for v in comparison.unplanted_passes[:limit]]
    return "\n".join(lines)


def _named(verdict: Verdict) -> str:
    return " ".join(str(verdict[k]) for k in ("rule", "duty", "unit", "period", "subject") if verdict.get(k))


def table(rows: list[list[str]]) -> str:
    """Columns aligned for a terminal where a Chinese character is two wide."""
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(_padded(c, widths[i], i == 0) for i, c in enumerate(row)).rstrip() for row in rows)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
