"""A tried rule as text for people and as JSON for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from checks.explanation import WORDINGS, explanation_of
from checks.propose import NearTitle, Proposal
from checks.try_rule import DutyTried, Found, Trial, UnitTried
from checks.verdict import FAILING, LABELS, Verdict
from rules.explain_words import sought
from rules.units import District

T = TypeVar("T")
MOST_LINES = 20


def trials_json(trials: Sequence[tuple[Trial, Sequence[DutyTried]]]) -> str:
    """Everything that was found, in the shape of the contract's other outputs; each version of the rule by itself."""
    court = trials[0][0].court
    rules = [_rule_json(trial, tried) for trial, tried in trials]
    told = {"schema_version": 1, "as_of": court.as_of, "known_at": court.known.holdings.known_at.isoformat(), "rules": rules}
    return json.dumps(told, ensure_ascii=False, indent=1, default=str)


def _rule_json(trial: Trial, tried: Iterable[DutyTried]) -> dict[str, Any]:
    return {
        "rule_set": trial.rule_set.name,
        "rule": trial.rule.id,
        "in_force_from": trial.in_force.first,
        "text": trial.rule.text,
        "duties": [_duty_json(d) for d in tried],
    }


def _duty_json(tried: DutyTried) -> dict[str, Any]:
    duty = tried.duty
    return {
        "duty": duty.id,
        "kind": duty.kind,
        "title": duty.title,
        "automated": duty.is_automated,
        "review": duty.review,
        "units": [_unit_json(u) for u in tried.units],
        "near_titles": [_near_json(n) for n in tried.near_titles],
        "proposals": [_proposal_json(p) for p in tried.proposals],
    }


def _unit_json(tried: UnitTried) -> dict[str, Any]:
    keys = ("period", "subject", "outcome", "reason", "why")
    return {
        "unit": tried.unit.id,
        "verdicts": [{key: getattr(v, key) for key in keys} | _explained(v) for v in tried.verdicts],
        "hits": [_found_json(f) for f in tried.hits],
        "near_misses": [_found_json(f) for f in tried.near_misses],
        "others": tried.others,
    }


def _explained(verdict: Verdict) -> dict[str, Any]:
    return {"notes": verdict.notes, "would_change": [t.sentence for t in verdict.would_change]}


def _found_json(found: Found) -> dict[str, Any]:
    told = {"title": found.title, "url": found.url, "site": found.site, "published": found.day, "matched": found.matched, "grade": found.grade}
    if found.rejected_for:
        return told | {"rejected_for": found.rejected_for}
    return told | {"counts_for": [{"for": about, "outcome": outcome} for about, outcome in found.counts_for]}


def _near_json(near: NearTitle) -> dict[str, Any]:
    seen = near.seen
    told = {"title": seen.title, "url": seen.url, "site": seen.site, "published": seen.day}
    return told | {"overlap": near.overlap, "matched": near.matched, "lacks": [i + 1 for i in near.lacks], "aside": seen.aside}


def _proposal_json(proposal: Proposal) -> dict[str, Any]:
    words = [{"word": c.word, "count": c.count, "examples": c.examples} for c in proposal.candidates]
    return {"group": proposal.group + 1, "terms": proposal.terms, "yaml": proposal.yaml, "candidates": words}


def trials_text(trials: Sequence[tuple[Trial, Sequence[DutyTried]]]) -> str:
    """For a person who is writing the rule: what counts, what does not and why, what else is there."""
    court = trials[0][0].court
    lines = [f"核查日 {court.as_of}，按已存的网页试查，不改动任何文件。"]
    for trial, tried in trials:
        since = f"（{trial.in_force.first} 起的修订）" if trial.in_force.first else ""
        lines.append(f"{trial.rule.id}{since}　{trial.rule.text}")
        for duty in tried:
            lines += _duty_lines(duty, court.standards.district)
    return "\n".join(lines) + "\n"


def _duty_lines(tried: DutyTried, district: District) -> Iterator[str]:
    duty = tried.duty
    yield f"\n【{duty.id}】{duty.title}"
    if not duty.is_automated:
        yield f"  人工核查，网站上不找：{duty.reason}"
        return
    if duty.review:
        yield "  规则草稿尚未审核：下面是按草稿的结果，核查时不达标的只作待核实。请人核对："
        yield from (f"    {mark}" for mark in duty.review)
    if duty.quotes:
        yield f"  计划原文：{''.join(f'“{quote}”' for quote in duty.quotes)}"
    yield from (f"  怎么认：{look.sentence}" for look in sought(duty))
    silent = [u for u in tried.units if not (u.hits or u.near_misses)] if duty.column is None and len(tried.units) > 1 else []
    for unit in tried.units:
        if unit not in silent:
            yield from _column_lines(unit, district) if duty.column is not None else _unit_lines(unit, district)
    if silent:
        yield f"  另有 {len(silent)} 个单位没有一条相关的：{'、'.join(u.unit.name for u in silent)}（{_counted(v for u in silent for v in u.verdicts)}）"
    if duty.column is not None:
        return
    yield from _near_lines(tried.near_titles, district)
    yield from _proposal_lines(tried.proposals)


def _unit_lines(tried: UnitTried, district: District) -> Iterator[str]:
    yield f"  {tried.unit.name}：{_counted(tried.verdicts)}"
    yield f"    算数的 {len(tried.hits)} 条" + ("：" if tried.hits else "")
    for found in tried.hits[:MOST_LINES]:
        counted = "、".join(f"{about}{LABELS[outcome]}" for about, outcome in found.counts_for)
        yield f"      {_where(found.day, found.site, district)}　{found.title}"
        yield f"        词：{'、'.join(found.matched)}；{WORDINGS.get(found.grade, found.grade)}；算作：{counted}"
    yield from _more(tried.hits)
    yield f"    看过而没有算的 {len(tried.near_misses)} 条" + ("：" if tried.near_misses else "")
    for found in tried.near_misses[:MOST_LINES]:
        yield f"      {_where(found.day, found.site, district)}　{found.title}"
        yield f"        没有算：{found.rejected_for}"
    yield from _more(tried.near_misses)
    if tried.others:
        yield f"      （另有 {tried.others} 条是别的单位发布的；用 --unit 只看本单位时一并列出）"
    yield from _missed(tried, district)


def _column_lines(tried: UnitTried, district: District) -> Iterator[str]:
    """A column is found by its name, not by titles."""
    for v in tried.verdicts:
        yield f"  {tried.unit.name}：{LABELS[v.outcome]}　{v.why}"
        yield from (f"    {line}" for line in explanation_of(v, None, district).lines())


def _counted(verdicts: Iterable[Verdict]) -> str:
    counts = Counter[str](v.outcome for v in verdicts)
    return "，".join(f"{label} {counts[code]}" for code, label in LABELS.items() if counts[code]) or "没有可核查的结果"


def _missed(tried: UnitTried, district: District) -> Iterator[str]:
    """Every verdict that is not met (nor waits for its day), as a check and the report tell it."""
    told = [v for v in tried.verdicts if v.outcome in (*FAILING, "unverified", "not_checked")]
    for v in told:
        yield f"    {v.period or v.subject or '结果'} {LABELS[v.outcome]}：{v.why}"
        explained = explanation_of(v, None, district)
        brief = replace(explained, facts=(), searched=(), near_misses=())  # the hits and near misses stand above
        yield from (f"      {line}" for line in brief.lines())


def _near_lines(near: tuple[NearTitle, ...], district: District) -> Iterator[str]:
    yield f"  不合任何一种写法、但用词相近的标题 {len(near)} 条" + ("：" if near else "")
    for found in near[:MOST_LINES]:
        lacks = "、".join(f"第{i + 1}组" for i in found.lacks)
        seen = found.seen
        aside = f"；{seen.aside}，不据以建议" if seen.aside else ""
        yield f"      {found.overlap:.2f} {_where(seen.day, seen.site, district)}　{seen.title}（有：{'、'.join(found.matched) or '无'}；缺{lacks}{aside}）"
    yield from _more(near)


def _proposal_lines(proposals: tuple[Proposal, ...]) -> Iterator[str]:
    if proposals:
        yield "  从这些标题看，可以考虑补的同义词（请看过例子再取舍）："
    for proposal in proposals:
        yield f"    match.title 第{proposal.group + 1}组："
        yield f"      {proposal.yaml}"
        for c in proposal.candidates:
            yield f"        {c.word}：{c.count} 条，如{'、'.join(f'“{e}”' for e in c.examples)}"


def _where(day: object, site: str, district: District) -> str:
    known = district.sites_by_id.get(site)
    return f"{day or '没有日期'} {known.name if known else site}"


def _more(shown: Sequence[T]) -> Iterator[str]:
    if len(shown) > MOST_LINES:
        yield f"      （另有 {len(shown) - MOST_LINES} 条，加 --json 看全部）"
