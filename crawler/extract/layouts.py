"""Known page layouts as data: which ids and classes hold the text, the headline, the entries, and what is only frame."""

from __future__ import annotations

import re
from functools import lru_cache

BODY_NAMES: tuple[str, ...] = (
    "zoomcon",  # 广东 NFCMS static pages, 番禺 among them
    "zoom",  # Hanweb, TRS
    "ucap-content",  # www.gov.cn and others on UCAP
    "ivs_content",  # Hanweb jpaas
    "article-content",  # gkmlpt detail
    "article_content",
    "articlecontent",
    "news_cont_d_wrap",  # 深圳 NFCMS
    "pages_content",
    "trs_editor",
    "trs_ueditor",
    "trs_web",
    "article-body",
    "article_body",
    "articlebody",
    "articlebox",
    "newscontent",
    "news_content",
    "news-content",
    "newstext",
    "contenttext",
    "content-text",
    "detail-content",
    "detail_content",
    "info_content",
    "infocontent",
    "xxgk_content",
    "bodycontent",
    "conttext",
    "zwnr",
    "div_zhengwen",
    "v_news_content",  # 博达 VSB
    "vsb_content",
    "vsb_content_2",
    "wp_articlecontent",  # 苏迪 WebPlus
    "easysite-news-text",  # 易通 EasySite
    "ls-article-info",  # 领优
    "j-fontcontent",
    "xl-xqnr",
    "nrcontent",
    "maintext",
    "fontzoom",
    "art_con",
    "arcbody",  # 织梦 DedeCMS
    "js_content",  # 微信公众号
    "rich_media_content",
)
"""Ids and classes that hold the text and nothing else, the surest first."""

LIKELY_BODY = re.compile(r"article|content|(?<![a-z])(?:con|text|txt|detail|news|zw|nr|zhengwen|neirong|main|body|info|post|entry|view)(?![a-z])")
UNLIKELY_BODY = re.compile(
    r"comment|reply|pinglun|foot|side|relat|recommend|tuijian|hot|rank|share|list|menu|nav|crumb|copyright|banner|friend|promo|ad(?:vert|s|box)?(?![a-z])"
)
HEADLINE = re.compile(r"(?<![a-z])(?:title|tit|tt|bt|biaoti|headline|(?:article|news|art|content|con|detail|info|wz)[_-]?(?:title|tit|tt|bt))(?![a-z])")
LIST_NAMES = re.compile(
    r"(?<![a-z])(?:news|info|article|gl|zw|xx|text|con|right)?[_-]?list(?:s|box|con|_?ul)?(?![a-z])|(?<![a-z])(?:lb|liebiao|newslist|gllist)(?![a-z])"
)

_ZONES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("crumb", re.compile(r"crumb|(?<![a-z])(?:dqwz|weizhi|position|location|content-address|place|curpos|bread)")),
    ("comment", re.compile(r"comment|pinglun|(?<![a-z])(?:reply|replies)(?![a-z])")),
    ("foot", re.compile(r"(?<![a-z])foot|footer|copyright|banquan|friend[_-]?link|yqlj")),
    (
        "related",
        re.compile(r"relat|recommend|tuijian|paihang|(?<![a-z])(?:rank|hot|xg|xgwz|xglj|xgxx|xgyd|latest)(?:[_-]|list|news|read|$|\s)|prev-?next|syp-?xyp"),
    ),
    ("side", re.compile(r"sidebar|sidenav|(?<![a-z])(?:side|aside|left-?nav|left-?menu|sidelist|widget)(?![a-z])")),
    ("nav", re.compile(r"(?<![a-z])(?:nav|navs|menu|navbar|topbar|toolbar|mainnav|subnav|channel|lang)(?:[_-]|\d|$|\s)|navigat|(?<![a-z])menu|topnav")),
    ("head", re.compile(r"(?<![a-z])(?:header|top|masthead|banner|logo|topbg|headbar|clock|date-?now|sitehead)(?:[_-]|\d|box|$|\s)")),
    ("player", re.compile(r"(?<![a-z])(?:m|video-?|audio-?|js)?player(?:[_-]|box|wrap|\d|$|\s)")),
    ("tool", re.compile(r"share|qrcode|erweima|(?<![a-z])(?:ewm|print|search|login|sousuo)(?:[_-]|box|$|\s)")),
)
FRAME = frozenset(("nav", "side", "foot", "related", "comment", "player"))
"""Zones whose labelled values, days and links are not the page's own."""
OUTSIDE = FRAME | {"head", "crumb", "tool"}
"""Zones that hold no entries of a list."""
_TAG_ZONES = {"nav": "nav", "footer": "foot", "aside": "side", "header": "head", "menu": "nav", "marquee": "side"}
FRAME_TAGS = frozenset(_TAG_ZONES)
_ITEMS = frozenset(("li", "tr", "dt", "dd", "p"))
_CONTENT_WORD = re.compile(r"article|content|detail|(?<![a-z])(?:news|main|art|con)(?![a-z])")


@lru_cache(4096)
def names_headline(names: str) -> bool:
    """Whether an id or a class says that its block is a headline."""
    return bool(HEADLINE.search(names))


@lru_cache(4096)
def names_list(names: str) -> bool:
    """Whether an id or a class says that its block is a list."""
    return bool(LIST_NAMES.search(names))


@lru_cache(4096)
def zone_of(tag: str, names: str) -> str:
    """The kind of frame a block is by its tag, id and classes ("" for none).

    >>> [zone_of("div", n) for n in ("footer-box", "left-nav", "article-header", "content")]
    ['foot', 'side', '', '']
    """
    if tag in _TAG_ZONES and not _CONTENT_WORD.search(names):
        return _TAG_ZONES[tag]
    if not names:
        return ""
    for zone, pattern in _ZONES:
        if zone == "head" and tag in _ITEMS:  # class "top" marks a pinned entry
            continue
        if pattern.search(names) and not (zone in ("head", "nav", "tool") and _CONTENT_WORD.search(names)):
            return zone
    return ""
