"""What types cannot say about how units.yaml has sites crawled: numbers, hours, hosts, and who allowed an exception."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.errors import Mistake
from rules.shape import shown
from rules.text import normalise
from rules.units import CrawlSettings, District
from rules.yamlfile import Document

Found = Iterator[Mistake]

_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
_WINDOW = re.compile(f"({_HOUR})-({_HOUR})")
_HOST = re.compile(r"[\w.-]+(?::\d{1,5})?|\[[0-9a-fA-F:.]+\](?::\d{1,5})?|[0-9a-fA-F:]+:[0-9a-fA-F:.]*")
_EXAMPLE = 500
_LEAST: tuple[tuple[str, int, str], ...] = (
    ("delay_seconds", 0, "秒数"),
    ("budget_per_host", 1, "次数"),
    ("full_read_days", 1, "天数"),
    ("rule_column_days", 1, "天数"),
    ("column_search_days", 1, "天数"),
    ("revisits_per_host", 0, "个数"),
)


def check_crawl(document: Document, district: District) -> Found:
    yield from _numbers(document, district.crawl)
    yield from _night(document, district.crawl)
    for i, host in enumerate(district.crawl.private_hosts):
        if not _HOST.fullmatch(host):
            yield document.mistake(("crawl", "private_hosts", i), shown(host), "主机名或 IP 地址，不带 http://，可带端口", "private_hosts: [oa.panyu.local]")
    yield from _sites(document, district)


def _numbers(document: Document, crawl: CrawlSettings) -> Found:
    for key, least, what in _LEAST:
        value = getattr(crawl, key)
        if value is not None and not value >= least:  # not a number (.nan) is no number of anything
            yield document.mistake(("crawl", key), str(value), f"不小于 {least} 的{what}", f"{key}: {getattr(CrawlSettings, key) or _EXAMPLE:g}")


def _night(document: Document, crawl: CrawlSettings) -> Found:
    if crawl.night_window is None:
        return
    match = _WINDOW.fullmatch(crawl.night_window)
    if match is None or match[1] == match[2]:
        yield document.mistake(("crawl", "night_window"), shown(crawl.night_window), "起止时刻 时:分-时:分，两者不同", 'night_window: "22:00-06:00"')


def _sites(document: Document, district: District) -> Found:
    for i, site in enumerate(district.sites):
        if site.max_pages < 1:
            yield document.mistake(("sites", i, "max_pages"), str(site.max_pages), "不小于 1 的地址数", "max_pages: 50000")
        if site.robots and not normalise(site.robots.authorised.by):
            example = "robots: {authorised: {by: 区政府办, on: 2017-06-01}}"
            yield document.mistake(("sites", i, "robots", "authorised", "by"), "空白", "准许的人或单位", example)
        if site.tls and not normalise(site.tls.accept_invalid.by):
            example = "tls: {accept_invalid: {by: 区政府办, on: 2017-06-01}}"
            yield document.mistake(("sites", i, "tls", "accept_invalid", "by"), "空白", "准许的人或单位", example)
