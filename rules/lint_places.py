"""Lint: places nobody has, and places that no duty asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules.check_rules import Found, RuleFile
from rules.rule import OWN, Duty, RuleSetHead
from rules.text import normalise
from rules.units import District
from rules.yamlfile import Document


def check_own_sites(file: RuleFile, district: District) -> Found:
    """`own` is asked only of units that have a site a crawl can read, unless another place that is crawled does as well."""
    for i, duty in enumerate(file.rule.duties):
        if OWN not in duty.places.names or not duty.is_automated or _has_site(_ids(duty.places.any_of, district), district):
            continue
        without = [unit.name for name in duty.units for unit in district.expand(name) or () if not _has_site(unit.sites, district)]
        if without:
            key = "all_of" if duty.places.all_of else "any_of"
            path = ("duties", i, "places", key, duty.places.names.index(OWN))
            names = "、".join(dict.fromkeys(without))
            yield file.mistake(path, f"{OWN}，而{names}没有能抓取的网站", "units.yaml 里给单位写上 sites，或不写 own", "places: {any_of: [portal]}")


def _ids(places: Iterable[str], district: District) -> tuple[str, ...]:
    return tuple(site.id for name in places if (site := district.site_named(name)))


def _has_site(sites: Iterable[str], district: District) -> bool:
    return any(district.sites_by_id[site].is_crawled for site in sites if site in district.sites_by_id)


def check_plan_places(head: RuleSetHead, document: Document, files: Sequence[RuleFile], district: District) -> Found:
    """Every place the plan names is asked for by some duty, so that none is forgotten. document: ruleset.yaml."""
    asked = _asked(files, district)
    for i, name in enumerate(head.places):
        site = district.site_named(name)
        if not {normalise(name), site.id if site else ""} & asked:
            found = f"{name}，没有一项义务要求在那里公开"
            yield document.mistake(("places", i), found, "每个计划点名的位置都由某项义务的 places 写出", f"places: {{any_of: [{name}]}}")


def check_proof_sites(document: Document, files: Sequence[RuleFile], district: District) -> Found:
    """Sites that are checked by written proof stand in units.yaml for some duty's sake. document: units.yaml."""
    asked = _asked(files, district)
    for i, site in enumerate(district.sites):
        if not site.is_crawled and site.id not in asked:
            found = f"{site.name}（check: {site.check}），没有一项义务要求在那里公开"
            yield document.mistake(("sites", i), found, "被某项义务的 places 写出的位置", f"places: {{any_of: [{site.name}]}}")


def _asked(files: Sequence[RuleFile], district: District) -> frozenset[str]:
    """The ids of the sites all duties name; normalised names where units.yaml has no such site."""
    names = [name for file in files for duty in file.rule.duties for name in _named(duty)]
    return frozenset(site.id if (site := district.site_named(name)) else normalise(name) for name in names)


def _named(duty: Duty) -> tuple[str, ...]:
    return (*duty.places.names, *duty.on_request, *(duty.upstream.sites if duty.upstream else ()))
