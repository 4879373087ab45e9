"""Mistakes in how units.yaml has sites crawled: each told with its line, its key and what was found."""

from __future__ import annotations

from typing import Any

import pytest

from rules.errors import InvalidFiles
from rules.load import load_district

UNITS = "config/units.yaml"
DISTRICT, SITE = "district: 云水区", "name: 区财政局网站,"
MISTAKES = {
    "a night of no length": (DISTRICT, 'crawl: {night_window: "22:00-22:00"}', "3 crawl.night_window：22:00-22:00"),
    "an hour that is none": (DISTRICT, 'crawl: {night_window: "22:00-24:00"}', "3 crawl.night_window：22:00-24:00"),
    "a host with its scheme": (DISTRICT, 'crawl: {private_hosts: ["http://oa.local/"]}', "3 crawl.private_hosts[0]：http://oa.local/"),
    "no host at all": (DISTRICT, 'crawl: {private_hosts: [""]}', '3 crawl.private_hosts[0]：""'),
    "a full read every zero days": (DISTRICT, "crawl: {full_read_days: 0}", "3 crawl.full_read_days：0"),
    "a column's turn every zero days": (DISTRICT, "crawl: {rule_column_days: 0}", "3 crawl.rule_column_days：0"),
    "less than no revisits": (DISTRICT, "crawl: {revisits_per_host: -1}", "3 crawl.revisits_per_host：-1"),
    "a delay that is no number": (DISTRICT, "crawl: {delay_seconds: .nan}", "3 crawl.delay_seconds：.nan"),
    "less than a page": (SITE, "max_pages: 0,", "5 sites[1].max_pages：0"),
    "nobody allowed it": (SITE, 'robots: {authorised: {by: " ", on: 2017-06-01}},', "5 sites[1].robots.authorised.by：空白"),
    "nobody allowed that": (SITE, 'tls: {accept_invalid: {by: "", on: 2017-06-01}},', "5 sites[1].tls.accept_invalid.by：空白"),
    "allowed on no day": (SITE, "tls: {accept_invalid: {by: 区政府办}},", "5 sites[1].tls.accept_invalid.on：没有写"),
}


def edited(deployment: Any, old: str, new: str) -> None:
    deployment.edit(UNITS, old, f"{old}\n{new}" if old == DISTRICT else f"{old} {new}")


@pytest.mark.parametrize(("old", "new", "mistake"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_place(deployment: Any, old: str, new: str, mistake: str) -> None:
    edited(deployment, old, new)
    with pytest.raises(InvalidFiles) as raised:
        load_district(deployment.units)
    assert [f"{m.line} {m.key}：{m.found}" for m in raised.value.mistakes] == [mistake]
    assert all(m.allowed and m.example for m in raised.value.mistakes)


@pytest.mark.parametrize("host", ["oa.panyu.local", "oa.panyu.local:8080", "10.1.1.1", "[fd00::1]:8080", "fd00::1"])
def test_hosts_and_addresses_are_taken_as_written(deployment: Any, host: str) -> None:
    edited(deployment, DISTRICT, f'crawl: {{private_hosts: ["{host}"]}}')
    assert load_district(deployment.units).crawl.private_hosts == (host,)


def test_who_allowed_an_exception_is_read(deployment: Any) -> None:
    edited(deployment, SITE, "robots: {authorised: {by: 区政府办, on: 2017-06-01}}, tls: {accept_invalid: {by: 区政府办, on: 2017-06-02}},")
    site = load_district(deployment.units).sites[1]
    assert site.robots is not None
    assert site.tls is not None
    assert (site.robots.authorised.by, site.tls.accept_invalid.on.isoformat()) == ("区政府办", "2017-06-02")
