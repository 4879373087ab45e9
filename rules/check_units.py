"""What types cannot say about units.yaml: every mistake that only shows between its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from urllib.parse import urlsplit

from rules.check_crawl import check_crawl
from rules.errors import Mistake
from rules.rule import OWN
from rules.shape import shown
from rules.text import normalise
from rules.units import District, bare_address, prefixes_of
from rules.yamlfile import Document, KeyPath

Found = Iterator[Mistake]


def check_district(document: Document, district: District) -> list[Mistake]:
    return [mistake for check in _CHECKS for mistake in check(document, district)]


def _ids(document: Document, district: District) -> Found:
    yield from repeated(document, [(("units", i, "id"), u.id) for i, u in enumerate(district.units)], "单位编号", "id: czj2")
    yield from repeated(document, [(("sites", i, "id"), s.id) for i, s in enumerate(district.sites)], "站点编号", "id: czj2")
    for i, site in enumerate(district.sites):
        yield from repeated(document, [(("sites", i, "columns", j, "id"), c.id) for j, c in enumerate(site.columns)], "栏目编号", "id: zcjd2")
        if site.id == OWN:
            yield document.mistake(("sites", i, "id"), OWN, f"{OWN} 以外的编号：规则用 {OWN} 指各单位自己的站点", "id: portal")


def _empty(document: Document, district: District) -> Found:
    named: list[tuple[KeyPath, str]] = [(("district",), district.district)]
    for i, unit in enumerate(district.units):
        named += [(("units", i, "id"), unit.id), (("units", i, "name"), unit.name)]
        named += [(("units", i, "aliases", j), alias) for j, alias in enumerate(unit.aliases)]
    for i, site in enumerate(district.sites):
        named += [(("sites", i, "id"), site.id), (("sites", i, "name"), site.name)]
        named += [(("sites", i, "aliases", j), alias) for j, alias in enumerate(site.aliases)]
    for path, text in named:
        if not normalise(text):
            yield document.mistake(path, "空白", "写出来的文字", "name: 区财政局")
    if not district.units:
        yield document.mistake(("units",), "一个单位也没有", "至少一个单位", "units: [{id: czj, name: 区财政局, kind: department, sites: [czj]}]")


def _names(document: Document, district: District) -> Found:
    """A name means one unit, or one group; a site's name one site."""
    owners: dict[str, str] = {normalise(name): f"单位组 {name}" for name in district.groups}
    for i, unit in enumerate(district.units):
        for path, name in _named(("units", i), unit.name, unit.aliases):
            owner = owners.setdefault(normalise(name), f"单位 {unit.id}")
            if owner != f"单位 {unit.id}":
                yield document.mistake(path, f"{name}，已是{owner} 的名称", "只属于一个单位的名称", "aliases: [番禺区财政局]")
    owners = {}
    for i, site in enumerate(district.sites):
        for path, name in [(("sites", i, "id"), site.id), *_named(("sites", i), site.name, site.aliases)]:
            owner = owners.setdefault(normalise(name), site.id)
            if owner != site.id:
                yield document.mistake(path, f"{name}，已是站点 {owner} 的名称", "只属于一个站点的名称", "name: 区财政局网站")


def _named(base: KeyPath, name: str, aliases: Iterable[str]) -> list[tuple[KeyPath, str]]:
    return [((*base, "name"), name), *(((*base, "aliases", j), alias) for j, alias in enumerate(aliases))]


def _references(document: Document, district: District) -> Found:
    sites, units = set(district.sites_by_id), set(district.units_by_id)
    for i, unit in enumerate(district.units):
        for j, site in enumerate(unit.sites):
            if site not in sites:
                yield document.mistake(("units", i, "sites", j), f"未知的站点 {site}", "sites: 里写过的编号" + nearest(site, sites), "sites: [portal]")
        if unit.successor is not None and (unit.successor not in units or unit.successor == unit.id):
            allowed = "另一个单位的编号" + nearest(unit.successor, units - {unit.id})
            yield document.mistake(("units", i, "successor"), f"未知的单位 {unit.successor}", allowed, "successor: kgsxj")
    for name, group in district.groups.items():
        for j, left_out in enumerate(group.exclude):
            if left_out not in units and district.unit_named(left_out) is None:
                allowed = "units: 里的编号或名称" + nearest(left_out, units | {u.name for u in district.units})
                yield document.mistake(("groups", name, "exclude", j), f"未知的单位 {left_out}", allowed, "exclude: [区国税局]")


def _addresses(document: Document, district: District) -> Found:
    for i, site in enumerate(district.sites):
        if not site.start and site.is_crawled:
            yield document.mistake(("sites", i, "start"), "一个地址也没有", "至少一个 http:// 或 https:// 地址（不抓取的写 check: proof）", _START)
        if not site.is_crawled and not normalise(site.proof):
            yield document.mistake(("sites", i, "proof"), "没有写", "不抓取的位置必须写明凭什么证明核查", "proof: 平台相应页面的网址和截图，注明日期")
        usable = [is_web_address(start) for start in site.start]
        for j, start in enumerate(site.start):
            yield from _address(document, ("sites", i, "start", j), start, prefixes_of(site) if site.prefixes else ())
        for j, column in enumerate(site.columns):
            yield from _address(document, ("sites", i, "columns", j, "start"), column.start, prefixes_of(site) if all(usable) else ())


_START = 'start: "http://www.panyu.gov.cn/"'


def _address(document: Document, path: KeyPath, address: str, prefixes: tuple[str, ...]) -> Found:
    if not is_web_address(address):
        yield document.mistake(path, shown(address), "http:// 或 https:// 开头的完整地址", _START)
    elif prefixes and not bare_address(address).startswith(prefixes):
        yield document.mistake(path, address, f"在本站点前缀（{'、'.join(prefixes)}）之内的地址", f'start: "http://{prefixes[0]}"')


def is_web_address(address: str) -> bool:
    """Whether it can be fetched as written.

    >>> is_web_address("http://www.panyu.gov.cn/"), is_web_address("www.panyu.gov.cn"), is_web_address("http://a b/")
    (True, False, False)
    """
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  raises ValueError for a port that is none
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", address)


def _times(document: Document, district: District) -> Found:
    for i, unit in enumerate(district.units):
        if unit.valid_from and unit.valid_to and unit.valid_from > unit.valid_to:
            allowed = f"不早于 valid_from（{unit.valid_from}）的日期"
            yield document.mistake(("units", i, "valid_to"), str(unit.valid_to), allowed, "valid_to: 2018-12-31")


def repeated(document: Document, values: Iterable[tuple[KeyPath, str]], what: str, example: str) -> Found:
    """A mistake for each value that stood there before."""
    seen: dict[str, KeyPath] = {}
    for path, value in values:
        first = seen.setdefault(value, path)
        if first != path:
            yield document.mistake(path, f"{value}（第 {document.line_of(first)} 行已用）", f"不重复的{what}", example)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint in brackets at the known word most like this one; empty where none is.

    >>> nearest("czjj", ["czj", "sjj"])
    '（最接近的是 czj）'
    """
    near = get_close_matches(word, sorted(known), 1)
    return f"（最接近的是 {near[0]}）" if near else ""


_CHECKS: tuple[Callable[[Document, District], Found], ...] = (_empty, _ids, _names, _references, _addresses, _times, check_crawl)
