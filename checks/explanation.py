"""Explanation: a verdict told in one order to whoever asks: the plan's words, what was looked for, the facts, what would have changed it; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.days import SHANGHAI
from checks.verdict import Evidence, Searched, Verdict
from rules.chinese import BASIS
from rules.explain import DutyPage
from rules.units import District

WORDINGS = {"exact": "规则写法", "accepted": "认可写法", "near": "相近写法"}
MATCHED_IN = {"title": "标题", "list_title": "栏目条目标题", "body": "正文", "column": "栏目名称"}
_MOST_WORDS = 12


@dataclass(frozen=True)
class Explanation:
    """The parts in the order they are told. looked_for: what the duty takes for a publication, where it must stand, what must be in it.
    due: by when, on what ground and why so. missing: what was not found of what was asked."""

    sentence: str
    plan: str
    looked_for: tuple[str, ...]
    due: str
    missing: tuple[str, ...]
    facts: tuple[str, ...]
    searched: tuple[str, ...]
    near_misses: tuple[str, ...]
    notes: tuple[str, ...]
    would_change: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """The parts below the sentence, each named, as a terminal shows them."""
        told = (
            ("计划原文", (self.plan,)), ("怎么认", self.looked_for), ("期限", (self.due,)), ("缺少", ("、".join(self.missing),)), ("依据", self.facts),
            ("查过", self.searched), ("看过未采信", self.near_misses), ("说明", self.notes), ("怎样会不同", self.would_change),
        )  # fmt: skip
        for name, lines in told:
            yield from (f"{name}：{line}" for line in lines if line)


def explanation_of(verdict: Verdict, page: DutyPage | None, district: District) -> Explanation:
    """page: of the version of the rule that the verdict was judged by; None where it is told beside many verdicts of one duty."""
    return Explanation(
        sentence=verdict.why,
        plan="".join(f"“{quote}”" for quote in page.quotes) if page is not None else "",
        looked_for=(*(look.sentence for look in page.sought), *page.needed) if page is not None else (),
        due=due_told(verdict, page),
        missing=verdict.missing,
        facts=tuple(fact_told(e, district) for e in verdict.evidence),
        searched=tuple(_searched(verdict.searched, district)),
        near_misses=tuple(f"{m.title} {m.url}（{m.rejected_for}）" for m in verdict.near_misses),
        notes=verdict.notes,
        would_change=tuple(t.sentence for t in verdict.would_change),
    )


def due_told(verdict: Verdict, page: DutyPage | None = None) -> str:
    """A verdict's due day, the ground it stands on and, with its rule's page, the count."""
    if verdict.due is None:
        return "没有固定期限"
    basis = BASIS.get(verdict.due_basis or "", verdict.due_basis or "未说明依据")
    why = f"；{page.due.rule}：{page.due.source}" if page is not None and page.due is not None and page.due.basis == verdict.due_basis else ""
    note = next((line.note for line in page.due.days if line.latest == verdict.due), "") if page is not None and page.due is not None else ""
    return f"{verdict.due.isoformat()}（{basis}{why}）{f'，{note}' if note else ''}"


def day_told(evidence: Evidence) -> str:
    """When something was published, and where that is written."""
    if evidence.published is None:
        return "页面上没有读到发布日期"
    return evidence.published.isoformat() + (f"（取自：{evidence.published_from}）" if evidence.published_from else "")


def matched_told(words: tuple[str, ...], where: str, wording: str) -> str:
    """The rule's words that stand there, where, and whether in the rule's own wording; "" for none."""
    if not words:
        return ""
    also = f"；{WORDINGS[wording]}" if wording in ("accepted", "near") else ""
    return f"{'、'.join(words[:_MOST_WORDS])}（见于{MATCHED_IN.get(where, where)}{also}）"


def fact_told(evidence: Evidence, district: District) -> str:
    """One publication on one line: what, where, when, by which words, and the archived bytes that prove it."""
    site = district.sites_by_id.get(evidence.site)
    archived = (
        f"存档 {evidence.archive_file}，偏移 {evidence.archive_offset}，SHA-256 {evidence.sha256}" if evidence.archive_file else "没有读到网页，只见于栏目列表"
    )
    words = matched_told(evidence.matched, evidence.matched_in, evidence.wording)
    seen = f"{evidence.first_seen.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 首次读到"
    parts = (f"发布日期 {day_told(evidence)}", f"符合的词 {words}" if words else "", seen, archived)
    return f"“{evidence.title}”（{site.name if site else evidence.site}）{evidence.url}；{'；'.join(filter(None, parts))}"


def _searched(searched: tuple[Searched, ...], district: District) -> Iterator[str]:
    """A line for each site: how many columns and entries, how many columns are not complete."""
    for site in dict.fromkeys(s.site for s in searched):
        rows = [s for s in searched if s.site == site]
        partial = "、".join(f"“{s.column}”" for s in rows if not s.complete)
        name = district.sites_by_id[site].name if site in district.sites_by_id else site
        yield f"{name}的 {len(rows)} 个栏目，{sum(s.entries for s in rows)} 个条目，" + (f"没有查完的：{partial}" if partial else "都查到了头")
