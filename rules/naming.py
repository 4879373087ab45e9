"""How people name a rule: by its id, or as they cite the plan's item (1.3, 一.3, 01-03)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rules.check_units import nearest
from rules.errors import InvalidInput
from rules.plan.marks import chinese_number
from rules.text import normalise

_CITED = re.compile(r"(?:第)?(\d+|[一二三四五六七八九十百零]+)(?:部分)?[.\-_、，,.·第]+(\d+)项?")
_ID = re.compile(r".+-(\d+)-(\d+)")


def ids_named(asked: str, known: Iterable[str]) -> tuple[str, ...]:
    """The rule ids that a name means; several only where several rule sets have such an item. Raises InvalidInput.

    >>> [ids_named(name, ["py2017-01-03", "py2017-13-05"])[0] for name in ("py2017-01-03", "1.3", "十三.5", "13-05", "十三、5")]
    ['py2017-01-03', 'py2017-01-03', 'py2017-13-05', 'py2017-13-05', 'py2017-13-05']
    """
    ids = tuple(dict.fromkeys(known))
    name = normalise(asked)
    if name in ids:
        return (name,)
    found = tuple(rule for rule in ids if (cited := _cited(name)) and _number_of(rule) == cited)
    if not found:
        example = next(iter(ids), "py2017-01-03")
        raise InvalidInput(f"规则编号写的是 {asked}；允许的是规则集里的编号，或“部分.序号”{nearest(name, ids)}；例如 {example}、1.3、一.3")
    return found


def _cited(name: str) -> tuple[int, int] | None:
    found = _CITED.fullmatch(name)
    if not found:
        return None
    section = int(found[1]) if found[1].isdigit() else chinese_number(found[1])
    return section, int(found[2])


def _number_of(rule: str) -> tuple[int, int] | None:
    found = _ID.fullmatch(rule)
    return (int(found[1]), int(found[2])) if found else None
