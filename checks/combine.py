"""Places together: the outcome of a duty over all the places it names, all of them or any one."""

from __future__ import annotations

from checks.place import Finding
from checks.verdict import FAILING


def combine(findings: tuple[Finding, ...], all_of: bool) -> Finding:
    """The finding that decides; `misplaced` is made here, from found in one place and absent in another.

    A place that could not be checked, or is in doubt, decides before any absence; a publication that was found late
    or incomplete is proven whatever the other places hold.
    """
    return _all_of(findings) if all_of else _any_of(findings)


def _first(findings: tuple[Finding, ...], *outcomes: str) -> Finding | None:
    return next((f for outcome in outcomes for f in findings if f.outcome == outcome), None)


def _any_of(findings: tuple[Finding, ...]) -> Finding:
    """The best place decides; a doubtful or unchecked place may hold a better one than a failing place does."""
    best = _first(findings, "met", "unverified", "not_checked", "late", "incomplete", "unmet")
    assert best is not None, "a duty has at least one place (rules.load)"
    return best


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
