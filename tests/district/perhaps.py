"""Ordinary pages that an officer may or may not count among a unit's policy documents."""

from __future__ import annotations

import re

from district.claims import Ledgered, MaybeClaim
from district.days import GRACE_WORKING_DAYS, YEAR, add_working
from district.ground import Ground
from district.truth import Showing, Subject

_PERHAPS = re.compile(r"^关于印发(?P<a>.+)实施方案的通知|^.+关于修订(?P<b>.+)管理规定的通知")
_MAY_READ = re.compile("解读|图解|一图")


def perhaps_policies(ground: Ground, kept: list[Ledgered]) -> None:
    """Ordinary pages that an officer may or may not count among policy documents: silence about them may be called unmet."""
    by_unit = {k.who.unit: k for k in kept}
    names = {n: u.id for u in ground.register.units.values() for n in (u.name, u.full, *u.aliases)}
    read = " ".join(d.title for d in ground.docs.values() if _MAY_READ.search(d.title))
    for doc in ground.docs.values():
        match = _PERHAPS.match(doc.title)
        if match is None or doc.claimed is None or doc.claimed.year != YEAR:
            continue
        site = next((s for s in ground.sites.values() if s.unit and doc.url.startswith(s.base) and s.fault != "stranger"), None)
        unit = site.unit if site else names.get(doc.source)
        if unit not in by_unit:
            continue
        matter = match["a"] or match["b"]
        said = frozenset({"unmet", "unverified", "not_checked"} | ({"met", "late"} if matter in read else set()))
        showing = Showing("own" if site else "portal", doc.claimed, doc.appears, doc.vanishes)
        kept_of = by_unit[unit]
        kept_of.claims.append(MaybeClaim(kept_of.who, Subject((doc.url,)), showing, add_working(doc.claimed, GRACE_WORKING_DAYS), said))
