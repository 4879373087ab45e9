"""A rule as the text of its file, in the style of the rule files that people write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from rules.drafts.yaml_text import yaml_lines
from rules.rule import Rule, RuleSetHead

_RULE = ("schema_version", "id", "amends", "section_number", "section", "number", "text", "leads", "supports", "bracketed", "deadline_text", "duties")
_DUTY = (
    "id", "kind", "every", "role", "title", "units", "jointly", "places", "on_request", "due", "silence", "since", "upstream", "marks",
    "quotes", "reason", "proof", "match", "column", "pair", "stages", "content", "remedy", "weight", "valid_from", "valid_to", "review",
)  # fmt: skip
_DUE = ("working_days", "calendar_days", "day", "basis", "source")
_ORDER = {"Rule": _RULE, "Duty": _DUTY, "Due": _DUE}
"""The order of keys people write; where a class is not named, that of its fields."""
_ALWAYS = ("schema_version",)


def rule_text(rule: Rule, comments: Iterable[str] = ()) -> str:
    """The whole file; read back (rules/load.py) it gives an equal rule. comments: lines above it, without their #."""
    return "\n".join([*_comment_lines(comments), *yaml_lines(_plain(rule))]) + "\n"


def head_text(head: RuleSetHead, comments: Iterable[str] = ()) -> str:
    """ruleset.yaml of a folder of rules."""
    return "\n".join([*_comment_lines(comments), *yaml_lines(_plain(head))]) + "\n"


def _comment_lines(comments: Iterable[str]) -> list[str]:
    return ["# " + "".join(char if char.isprintable() else " " for char in line).strip() for line in comments]


def _plain(value: Any) -> Any:
    """Dataclasses as mappings without what is as it is anyway; days stay days, so that they are written without quotes."""
    if is_dataclass(value) and not isinstance(value, type):
        order = _ORDER.get(type(value).__name__, tuple(f.name for f in fields(value)))
        defaults = {f.name: f.default for f in fields(value)}
        written = {key: getattr(value, key) for key in order}
        return {k: _plain(v) for k, v in written.items() if k in _ALWAYS or defaults[k] is MISSING or v != defaults[k]}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
