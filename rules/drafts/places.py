"""Where a clause's words ask for publication: sites of units.yaml, `own`, and places that units.yaml lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.drafts.clause import Clause
from rules.drafts.lexicon import first_of, lexicon
from rules.drafts.reading import Reading
from rules.rule import OWN, Places
from rules.units import District, Site

_PORTAL_ID = "portal"
_OWN_SITE = re.compile(r"(?:本单位|本部门|本机关|本局|本镇街|各单位|各部门|各自|自身)(?:的)?(?:政府|门户|政务|部门)*网站|部门网站")
_INSTITUTION_SITE = re.compile(r"本(?:校|院|园|企业|公司|中心|所)网站")
_THEIR_SITE = re.compile("(?P<who>学校|高校|医院|医疗机构|公立医院|企业|公司|企事业单位|供水|供电|燃气)[^，。；]{0,10}在其(?:官方|门户)?网站")
"""督促学校在其网站公开: the sites of those who are bidden."""
_PORTAL = re.compile(r"(?:政府|政务)?门户网站|政府网(?!站)")
_GOVERNMENT_SITES = re.compile(r"政府(?:系统)?网站|官方网站|政务网站|(?<=[省市])、.{0,12}部门网站")
_ENDS = ("网站", "和\0", "、\0", "及\0")
"""Behind a unit's name where its site is meant: 区财政局网站, 区财政局和…网站 (a site's name already blanked out)."""
_PROMOTED = re.compile("(?:推进|推动|促进|督促|指导|组织)")
_CHANNEL = r"(?:通过|依托|利用|借助|录入|报送至|上传至|登录|在|到)"
_UNKNOWN = re.compile(
    rf"{_CHANNEL}(?:[^，。；]{{0,40}}?[、和])?(?P<name>(?:(?![和、])[一-龥A-Za-z0-9（）“”]){{2,24}}?(?:(?<=[局委办院校厅署社会司])网站|平台|系统|公众号|小程序|APP|大厅|公报|公告栏|公示栏|公开栏|电视台|政务服务网|广播电台|报纸|热线))"
    r"(?=[、和，。；]|等|上|进行|及时|统一|集中|向|对外|定期|公|发布|公布|录入|对接|$)"
)
_ROOM = (
    r"(?:档案馆|图书馆|文化馆|体验馆|体验区|体验厅|查阅点|查阅场所|公示栏|公开栏|公告栏|公示牌|宣传栏|宣传橱窗|电子屏|显示屏|政务服务大厅|办事大厅|大厅|办税服务厅|服务大厅|服务窗口|"
    r"(?:便民|政务|行政|群众|党群)服务中心|服务站)"
)
_PHYSICAL = re.compile(
    rf"(?:^|[，；]|在|于|到|依托|通过|利用|、|和|及(?!时)|以及)(?P<name>[^，。；、和及在于到依托通过利用公开布示\0]{{0,10}}?{_ROOM}{{1,3}})(?!网|系统|建设|名录|目录|清单|信息)"
)
"""Rooms and boards: what hangs there is shown by pictures alone."""
_QUOTED_SITE = re.compile(r"(?P<name>“[^“”，。；]{2,20}”[^，。；、“”]{0,6}?(?:网站|网|平台|客户端|APP|公众号|小程序|专网|栏目(?=发布|公布|公开|公示)))")
_NAMED_SITE = re.compile(
    rf"(?:{_CHANNEL}|[、和及])(?:[^，。；]{{0,40}}?[、和])?(?P<name>(?:(?![和、])[一-龥A-Za-z0-9（）]){{2,16}}?(?:客户端|官微|视频号|(?<![局委办院校厅署社会司上门户府络互联专])网(?!站|络|上|页|格|点|友)))"
    r"(?=[、和，。；]|等|上|进行|及时|统一|集中|向|对外|定期|公开|公布|公示|发布|$)"
)
_AS_SUBJECT = re.compile(r"(?:^|[，。；])(?:[^，。；、]{0,8}(?:的|各))?(?:政务)?(?:新媒体|微博|微信|客户端|公众号)(?!等|、|和|及|平台)")
"""政务新媒体要规范运行: a place is what stands behind 在, 通过."""
_OWN_VERB = re.compile(r"录入|报送|上传|登录|填报|申报|上报|归集|报备|推送至|接入")
_NAMED_BY_WAY = re.compile(r"(?:依托|利用|借助|通过|录入)")
_GENERIC = re.compile(
    r"^(?:(?:官方|政务|政府|微信|微博|移动|手机|新闻)*(?:公众号|客户端|APP|小程序|官微|视频号)$|中心|该|本|上述|其|统一|各类|相关|有关|各种|多种|信息|统一|新闻|政务|互联网|网络)*(?:信息)?(?:平台|系统|媒体平台)$"
)


@dataclass(frozen=True)
class Named:
    """The places some words name. seen: what a crawl reads, portal and own; proof: what only written proof shows.

    unknown: places the words name and units.yaml lacks, as the words have them;
    media: what a crawl does not see and is not held against a unit (两微一端). loose: any of the places will do.
    """

    seen: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    loose: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.seen or self.proof or self.unknown or self.media)

    @property
    def unseen(self) -> tuple[str, ...]:
        return (*self.proof, *self.unknown)


def places_in(words: str, district: District, leads: tuple[str, ...], around: str = "") -> Named:
    """The places these words name, in their order.

    A unit's own site is `own` for that unit, the site's id for others. around: the item's text, which says whose 本校网站 is.
    """
    own = {site for name in leads for unit in district.expand(name) or () for site in unit.sites}
    hits: list[tuple[int, str, str]] = []
    rest = words
    for name, site in _site_names(district):
        hits += [(found.start(), *_sorted_in(site, name, own)) for found in re.finditer(re.escape(name), rest)]
        rest = rest.replace(name, "\0" * len(name))
    rest = _general(rest, hits, district, own)
    is_general = {portal_of(district), OWN} == {name for _, _, name in hits} and not _PORTAL.search(words)
    hits += [_institution(found, around or words, district) for found in _INSTITUTION_SITE.finditer(rest)]
    rest = _INSTITUTION_SITE.sub(lambda found: "\0" * len(found[0]), rest)
    for pattern in (_QUOTED_SITE, _PHYSICAL, _NAMED_SITE):
        hits += [(found.start("name"), "unknown", found["name"]) for found in pattern.finditer(rest) if not _GENERIC.match(found["name"])]
        rest = pattern.sub(lambda found: found[0].replace(found["name"], "\0" * len(found["name"])), rest)
    hits += [(found.start(), "unknown", f"{found['who']}网站") for found in _THEIR_SITE.finditer(rest)]
    hits += [(found.start("name"), "unknown", found["name"].strip("“”")) for found in _UNKNOWN.finditer(rest) if not _GENERIC.match(found["name"])]
    new_media = first_of(lexicon().new_media, _AS_SUBJECT.sub("", words))
    if new_media and (media := _media(district)):
        hits.append((words.find(new_media), "media", media))
    ranked = [(sort, name) for _, sort, name in sorted(hits)]
    loose = bool(first_of(lexicon().any_of, words)) or bool(new_media) or is_general
    seen, proof, unknown, media_names = (tuple(dict.fromkeys(n for s, n in ranked if s == sort)) for sort in ("seen", "proof", "unknown", "media"))
    return Named(seen, proof, unknown, media_names, loose)


def words_of_publication(words: str) -> str:
    """The words that can say where it is published: without a clause that enters data somewhere, and a way once the act names its place.

    >>> words_of_publication("录入甲平台，及时公开成交结果")
    '及时公开成交结果'
    """
    *ahead, last = re.split("[，,；;]", words)
    has_place = re.search(r"(?:在|通过|于)[^，。；]{0,30}?(?:网站|平台|网|栏|大厅)", last) is not None
    kept = [part for part in ahead if not (_OWN_VERB.search(part) or (has_place and _NAMED_BY_WAY.match(part))) or first_of(lexicon().publish, part)]
    return "，".join((*kept, last))


def is_governed(words: str) -> bool:
    """Whether the places of internal work are those it is itself done at: 通过P报送, 依托P开展."""
    return _OWN_VERB.search(words) is not None or _NAMED_BY_WAY.match(words) is not None


def _media(district: District) -> str | None:
    """The name of the place of units.yaml that stands for new media."""
    named = (site.name for name in lexicon().new_media.words if (site := district.site_named(name)))
    alike = (site.name for site in district.sites if not site.is_crawled and first_of(lexicon().new_media, site.name))
    return next(named, None) or next(alike, None)


def _site_names(district: District) -> list[tuple[str, Site]]:
    """Names and aliases of all sites, the longest first: of two that stand in a text the longer is meant."""
    pairs = [(name, site) for site in district.sites for name in (site.name, *site.aliases) if len(name) > 2]
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0]))


def _institution(found: re.Match[str], words: str, district: District) -> tuple[int, str, str]:
    """本校网站: the place of units.yaml named after institutions that the words speak of (区属中专网站), else an unknown one."""
    for name, site in _site_names(district):
        if not site.is_crawled and name.endswith("网站") and name[:-2] in words:
            return found.start(), "proof", name
    return found.start(), "unknown", found[0]


def _sorted_in(site: Site, name: str, own: set[str]) -> tuple[str, str]:
    if not site.is_crawled:
        return ("media" if first_of(lexicon().new_media, name) else "proof"), name
    return "seen", OWN if site.id in own else site.id


def _general(rest: str, hits: list[tuple[int, str, str]], district: District, own: set[str]) -> str:
    """Places that are named by their sort: the own site, the portal, government websites; found words are blanked out."""
    portal = portal_of(district)
    portals = (portal,) if portal else ()
    sorts = ((_GOVERNMENT_SITES, (*portals, OWN)), (_OWN_SITE, (OWN,)), (_PORTAL, portals))
    for pattern, names in sorts:
        for found in pattern.finditer(rest):
            hits += [(found.start(), "seen", name) for name in names]
        rest = pattern.sub(lambda found: "\0" * len(found[0]), rest)
    for name, unit in district.units_by_length:
        at = next((at for end in _ENDS if (at := rest.find(name + end)) >= 0), -1)
        if at >= 0 and unit.sites:
            hits.append((at, "seen", OWN if set(unit.sites) & own else unit.sites[0]))
            rest = rest[:at] + "\0" * len(name) + rest[at + len(name) :]
    return rest


def published_at(named: Named, units: tuple[str, ...], district: District, by_media: bool = False) -> Places:
    """What an automated duty asks for: every place named, or any where the words list channels; what only proof shows stands beside others alone.

    Where nothing is named: the portal or the units' own sites. by_media: what is customarily said on new media too, which are not
    held against a unit (readings 7).
    """
    anywhere = _anywhere(units, district)
    if by_media and not named.seen:
        media = _media(district)
        return Places(any_of=(*anywhere, media)) if media else Places(any_of=anywhere)
    if named.loose:
        return Places(any_of=tuple(dict.fromkeys((*(named.seen or anywhere), *named.proof, *named.media))))
    return Places(all_of=named.seen) if named.seen else Places(any_of=anywhere)


def promoted_at(reading: Reading, clause: Clause, named: Named, district: District) -> str | None:
    """The institutions' own site, where the words only bid a unit to promote (推进…的公开) the publication of papers that they write."""
    is_promoted = reading.is_noun and _PROMOTED.match(reading.before) is not None and named.is_empty
    if not is_promoted or not clause.subject.endswith(lexicon().document.words):
        return None
    sites = (name for name, site in _site_names(district) if not site.is_crawled and name.endswith("网站"))
    return next((name for name in sites if name[:-2] in clause.subject), None)


def portal_of(district: District) -> str | None:
    """The id of the district's portal: the site called portal, else the first one named a portal."""
    site = district.sites_by_id.get(_PORTAL_ID)
    found = site or next((s for s in district.sites if s.is_crawled and any(_PORTAL.search(name) for name in (s.name, *s.aliases))), None)
    return found.id if found else None


def _anywhere(units: tuple[str, ...], district: District) -> tuple[str, ...]:
    """The portal, and the own sites unless none of the units known has any that can be read."""
    portal = portal_of(district)
    known = [unit for name in units for unit in district.expand(name) or ()]
    has_own = not known or any(site in district.sites_by_id and district.sites_by_id[site].is_crawled for unit in known for site in unit.sites)
    return (*((portal,) if portal else ()), *((OWN,) if has_own or not portal else ()))
