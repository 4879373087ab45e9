"""Lint: two duties that ask the same units for the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rules.check_rules import Found, RuleFile
from rules.rule import OWN, PER_DOCUMENT, Duty
from rules.text import normalise
from rules.units import District
from rules.wanted import Match, Terms
from rules.wording import same_terms


@dataclass(frozen=True)
class _Asked:
    """A duty with whom it binds (unit ids) and where (site ids), as far as units.yaml knows them."""

    file: RuleFile
    index: int
    duty: Duty
    units: frozenset[str]
    district: District

    def sites(self, unit: str) -> frozenset[str]:
        known = self.district.units_by_id.get(unit)
        own = known.sites if known else ()
        named = (self.district.site_named(name) for name in self.duty.places.names if name != OWN)
        return frozenset(site.id for site in named if site) | (frozenset(own) if OWN in self.duty.places.names else frozenset())


def check_overlap(files: Sequence[RuleFile], district: District) -> Found:
    """Told at the later of the two, in the order of the files; amendments of one item may repeat its words."""
    asked = [_Asked(file, i, duty, _units(duty, district), district) for file in files for i, duty in enumerate(file.rule.duties)]
    for one, two in combinations(asked, 2):
        is_amended = one.file.rule.id == two.file.rule.id and one.file is not two.file
        if not is_amended and one.units & two.units and _same(one, two):
            yield from _told(one, two)


def _told(one: _Asked, two: _Asked) -> Found:
    names = "、".join(u.name for u in one.district.units if u.id in one.units & two.units)
    found = f"与 {one.file.rule.id} 的 {one.duty.id}（{one.duty.title}）要求同样的内容，都约束{names}"
    yield two.file.mistake(("duties", two.index), found, "每项内容只由一项义务要求", "删去其中一项，或用词、位置、周期写出两项的区别")


def _units(duty: Duty, district: District) -> frozenset[str]:
    return frozenset(unit.id for name in duty.units for unit in district.expand(name) or ())


def _same(one: _Asked, two: _Asked) -> bool:
    a, b = one.duty, two.duty
    if a.kind != b.kind and {a.kind, b.kind} & set(PER_DOCUMENT):
        return False
    if a.is_automated != b.is_automated or a.role != b.role:
        return False
    if not a.is_automated:
        return normalise(a.title) == normalise(b.title)
    if (a.every, a.stages, a.upstream, a.content, a.since) != (b.every, b.stages, b.upstream, b.content, b.since) or _never_together(a, b):
        return False
    is_elsewhere = not any(one.sites(unit) & two.sites(unit) for unit in one.units & two.units)
    pairs = tuple(duty.pair.match if duty.pair else None for duty in (a, b))
    return not is_elsewhere and _same_column(a, b) and _same_match(a.match, b.match) and _same_match(*pairs)


def _never_together(a: Duty, b: Duty) -> bool:
    return any(x.valid_to and y.valid_from and x.valid_to < y.valid_from for x, y in ((a, b), (b, a)))


def _same_column(a: Duty, b: Duty) -> bool:
    if a.column is None or b.column is None:
        return a.column is b.column
    return bool({normalise(n) for n in a.column.names} & {normalise(n) for n in b.column.names}) and a.column.answers == b.column.answers


def _same_match(a: Match | None, b: Match | None) -> bool:
    if a is None or b is None:
        return a is b
    titles = [a.title, *(replace(terms, none=a.title.none) for terms in a.accepted)]
    others = [b.title, *(replace(terms, none=b.title.none) for terms in b.accepted)]
    return any(same_terms(x, y) for x in titles for y in others) and all(_same_rest(x, y) for x, y in zip(_rest(a), _rest(b), strict=True))


def _rest(match: Match) -> tuple[Terms, ...]:
    return match.list_title, match.body, match.attachment, match.issuer


def _same_rest(x: Terms, y: Terms) -> bool:
    return same_terms(x, y) or x.is_empty or y.is_empty
