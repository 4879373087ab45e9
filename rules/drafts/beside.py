"""The clauses of those named beside the leads: for their own pages, where the words ask each unit for its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rules.drafts.answering import Answering
from rules.drafts.clause import Clause
from rules.drafts.lexicon import lexicon
from rules.drafts.places import Named, portal_of, published_at
from rules.drafts.wording import title_of
from rules.plan.items import PlanItem
from rules.rule import OWN, Places
from rules.units import District

_EACH = re.compile(r"本(?:单位|部门|机关|镇|乡|街道?|系统|级)|各(?:单位|部门|地|镇|乡|街|级|责任单位|有关单位|相关单位)|各自|所有(?:单位|部门)")
"""The words ask every unit for its own, whoever leads."""
_STRICT = ("按一次性处理", "放宽到年底", "年底仍没有", "按到期必须有", "年底前公开")
"""Marks that explain a year's end, which a duty without one must not carry."""


def shared_out(clause: Clause, beside: Answering, item: PlanItem, district: District) -> Iterator[Clause]:
    """The lead's clause, and one for those beside it: of the portal and the units' own sites (readings 9) each has its own.

    Where the words name one group of those beside (各部门网站), that group and the others are told apart.
    """
    portal = portal_of(district) or ""
    if clause.subject.endswith(lexicon().column.words) and set(clause.places.all_of) == {portal}:
        yield clause  # a column on the portal is had once
        return
    is_split = {portal, OWN} <= set(clause.places.all_of)
    yield replace(clause, places=Places(all_of=(portal,))) if is_split else clause
    words = "".join(clause.quotes)
    named = tuple(name for name in beside.units if name in words and district.group_named(name) is not None)
    rest = tuple(name for name in beside.units if name not in named)
    for units in (named, rest) if named and rest else (beside.units,):
        one = _of_support(clause, replace(beside, units=units))
        if clause.places == published_at(Named(), clause.units, district):
            one = replace(one, places=published_at(Named(), units, district))
        yield replace(one, places=Places(all_of=(OWN,))) if is_split else one


def _of_support(clause: Clause, beside: Answering) -> Clause:
    """The clause for the pages of those named beside the leads: what the district has once, they need not have."""
    is_once = clause.kind == "interactive" or (clause.kind == "one_off" and not _EACH.search("，".join(clause.quotes)))
    mark = "单位：落实单位只管自己网页上的部分；若全由牵头单位统一公开，请删去这一项"
    marks = tuple(one for one in clause.review if not (is_once and any(word in one for word in _STRICT)))
    own = clause.title.removeprefix("本单位")
    return replace(
        clause,
        kind="event" if is_once else clause.kind,
        title=title_of(f"本单位{own}", clause.title),
        units=beside.units,
        role="support",
        jointly=False,
        due=None if is_once else clause.due,
        silence=None if is_once else clause.silence,
        review=(*marks, mark),
    )  # fmt: skip
