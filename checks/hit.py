"""A hit: what one content says of one duty's terms, as it is stored."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

_LISTS = ("matched", "lacks", "parts", "names")


@dataclass(frozen=True)
class Hit:
    """What was found of one duty's terms in one content; kept under (content, reader, match digest).

    wording: that of the title: the rule's own ("exact"), another that the office takes ("accepted"), or neither ("").
    lead: every group of one wording stands in the title, the attachment names, the table heads or the first lines together.
    near: recognisably about the subject, with whatever wording. lacks: written conditions beside the title that do not hold
    here, as key and number of the group ("body0"). excluded: a word that must not stand there; excluded_in: where it stands.
    parts, names: which of those asked for stand there. rows: rows of the largest table, its head aside. answered: whether a
    word stands there that shows an answer.
    """

    wording: str
    lead: bool
    near: bool
    lacks: tuple[str, ...] = ()
    excluded: str = ""
    excluded_in: str = ""
    matched: tuple[str, ...] = ()
    matched_in: str = "title"
    parts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    rows: int = 0
    answered: bool = False
    snippet: str = ""

    @property
    def exact(self) -> bool:
        """Whether it is the publication by the rule's own wording and every other condition."""
        return self.wording == "exact" and self._holds

    @property
    def accepted(self) -> bool:
        """Whether it is the publication by a wording that the office takes as well."""
        return self.wording == "accepted" and self._holds

    @property
    def _holds(self) -> bool:
        return not self.lacks and not self.excluded

    def to_json(self) -> str:
        return json.dumps({key: value for key, value in vars(self).items() if value != _DEFAULTS[key]}, ensure_ascii=False)

    @classmethod
    def from_json(cls, told: str) -> Hit:
        raw: dict[str, Any] = json.loads(told)
        for key in _LISTS:
            if key in raw:
                raw[key] = tuple(raw[key])
        return cls(**raw)


_DEFAULTS = {f.name: f.default for f in fields(Hit)}

EVERY_PAGE = Hit("exact", True, True, matched_in="all")
"""The hit of a duty without terms: it speaks of every document of its place."""
