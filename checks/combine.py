"""Places together: the outcome of a duty over all the places it names, all of them or any one."""

from __future__ import annotations

from checks.coverage import BY_PROOF, Place
from checks.place import Finding
from checks.verdict import FAILING

NOWHERE = Finding(Place("", ()), "not_checked", "no_site", "单位文件里没有计划点名的公开位置")
"""Of a duty none of whose places the deployment has."""


def combine(findings: tuple[Finding, ...], all_of: bool) -> Finding:
    """The finding that decides; `misplaced` is made here, from found in one place and absent in another.

    A place that could not be checked, or is in doubt, decides before any absence; a publication that was found late
    or incomplete is proven whatever the other places hold.
    """
    if not findings:
        return NOWHERE
    return _all_of(findings) if all_of else _any_of(findings)


def _first(findings: tuple[Finding, ...], *outcomes: str) -> Finding | None:
    return next((f for outcome in outcomes for f in findings if f.outcome == outcome), None)


def _any_of(findings: tuple[Finding, ...]) -> Finding:
    """The best place decides; a doubtful or unchecked place may hold a better one than a failing place does.

    A place that no crawl sees decides only where nothing was found in the others.
    """
    seen = tuple(f for f in findings if f.reason != BY_PROOF)
    best = _first(seen, "met", "unverified", "not_checked", "late", "incomplete")
    unseen = next((f for f in findings if f.reason == BY_PROOF), None)
    return best or unseen or findings[0]


def _all_of(findings: tuple[Finding, ...]) -> Finding:
    found = [f for f in findings if f.outcome in ("met", "late", "incomplete")]
    absent = [f for f in findings if f.outcome == "unmet"]
    open_ = _first(findings, "not_checked", "unverified")
    proven = max((f for f in found if f.outcome in FAILING), key=lambda f: FAILING.index(f.outcome), default=None)
    if absent and found and open_ is None and (proven is None or FAILING.index(proven.outcome) < FAILING.index("misplaced")):
        return Finding(absent[0].place, "misplaced", "place_missing", publication=found[0].publication)
    if proven is not None:
        return proven
    if open_ is not None:
        return open_
    return absent[0] if absent else found[0]
