"""What surrounds the text on every page: head, navigation, clock, sidebars, footer; all noise to a reader of publications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from random import Random

from district.ground import LONG_AGO
from district.model import STRANGER, UNREADABLE, Column, Site
from district.plots import PORTAL, PORTAL_SECTIONS
from district.view import View
from district.world import World

WEEKDAYS = "一二三四五六日"
OUTSIDE = (
    ("中国政府网", "http://www.gov.cn/"), ("广东省人民政府", "http://www.gd.gov.cn/"), ("广州市人民政府", "http://www.gz.gov.cn/"),
    ("越秀区", "http://www.yuexiu.gov.cn/"), ("海珠区", "http://www.haizhu.gov.cn/"), ("荔湾区", "http://www.lw.gov.cn/"), ("天河区", "http://www.thnet.gov.cn/"),
    ("白云区", "http://www.by.gov.cn/"), ("黄埔区", "http://www.hp.gov.cn/"), ("南沙区", "http://www.gzns.gov.cn/"), ("花都区", "http://www.huadu.gov.cn/"),
    ("从化区", "http://www.conghua.gov.cn/"), ("增城区", "http://www.zc.gov.cn/"), ("广州日报大洋网", "http://www.dayoo.example.com/"),
    ("南方网", "http://www.southcn.example.com/"), ("网上办事大厅", "http://wsbs.gz.gov.cn/"), ("信用广州", "http://credit.gz.gov.cn/"),
    ("公共资源交易", "http://www.gzggzy.example.cn/"), ("12345热线", "http://12345.gz.gov.cn/"), ("政府采购网", "http://gzg2b.gzfinance.gov.cn/"),
)  # fmt: skip
ABOUT = (
    ("ldzc", "领导之窗"), ("jgsz", "机构设置"), ("xxgkzn", "信息公开指南"), ("xxgkml", "信息公开目录"), ("ysqgk", "依申请公开"), ("wzdt", "网站地图"),
    ("lxwm", "联系我们"), ("gywm", "关于我们"), ("fwts", "服务特色"), ("pygk", "番禺概况"), ("lsyg", "历史沿革"), ("xzqh", "行政区划"), ("zrdl", "自然地理"),
    ("jtlx", "交通旅行"), ("qzxx", "区长信箱"), ("wsxf", "网上信访"), ("wzgr", "无障碍"), ("wyjc", "我为政府网站找错"),
)  # fmt: skip
HOT = (
    ("广州市2017年一季度一般公共预算收支执行情况", "http://www.gz.gov.cn/czsj/20170420.html", "2017-04-20"),
    ("广州市2016年房地产市场交易信息月报汇总", "http://www.gz.gov.cn/fdc/2016.html", "2017-01-18"),
    ("全省电力市场化交易改革综述", "http://www.gd.gov.cn/dl/2017.html", "2017-06-30"),
    ("广州市公布35条黑臭河涌治理进展", "http://www.gz.gov.cn/hc/2017.html", "2017-08-15"),
    ("广州市流动商贩管理暂行规定【已废止】", "http://www.gz.gov.cn/fz/2008.html", "2017-05-18"),
    ("一图读懂广州市居家养老服务管理办法", "http://www.gz.gov.cn/jd/2017.html", "2017-07-06"),
)
"""Sidebars name the right words beside other days and other bodies."""
SCRIPT_CLOCK = "document.getElementById('clock').innerHTML=new Date().toLocaleDateString();"


def calendar_url(site: Site, day: date, sid: int) -> str:
    return f"{site.base}rili/{day:%Y/%m}.html?sid={sid}"


def link(href: str, text: str) -> str:
    return f'<a href="{href}" title="{escape(text)}">{escape(text)}</a>'


@dataclass
class Chrome:
    """Renders what surrounds pages of one world at one moment."""

    view: View

    def __post_init__(self) -> None:
        self.world: World = self.view.world
        self.now: datetime = self.view.now
        self._navigation: dict[str, str] = {}
        self._side: dict[str, str] = {}

    def head(self, site: Site, title: str, metas: tuple[tuple[str, str], ...] = ()) -> str:
        """title is what stands before the site's name in <title>."""
        named = "".join(f'<meta name="{k}" content="{escape(v)}">\n' for k, v in (("SiteName", self.label(site)), ("SiteDomain", site.host), *metas))
        shown = f"{title}_{self.label(site)}" if title else self.label(site)
        charset = f'<meta http-equiv="Content-Type" content="text/html; charset={site.charset}">'
        return f"<!DOCTYPE html>\n<html><head>\n{charset}\n{named}<title>{escape(shown)}</title>\n</head><body>\n{self._top(site)}{self.navigation(site)}"

    def label(self, site: Site) -> str:
        return STRANGER if site.fault == "stranger" else site.label

    def _top(self, site: Site) -> str:
        day = self.now
        if not site.manner.clock:
            return f'<div class="top"><span id="clock"></span><script>{SCRIPT_CLOCK}</script></div>\n<div class="logo"><h2>{self.label(site)}</h2></div>\n'
        clock = f"今天是{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"
        top = f'<div class="top"><span id="clock">{clock}</span> <span>番禺 多云 26℃</span> {link("/", "设为首页")}</div>\n'
        return f'{top}<div class="logo"><h2>{self.label(site)}</h2></div>\n'

    def navigation(self, site: Site) -> str:
        """About 150 links, the same on every page of a site."""
        if site.id not in self._navigation:
            self._navigation[site.id] = self._navigate(site)
        return self._navigation[site.id]

    def _navigate(self, site: Site) -> str:
        groups = [self._own_links(site)] if site.unit else []
        portal = self.world.sites["portal"]
        groups.append([link(PORTAL, "首页"), *(link(f"{PORTAL}{k}/", n) for k, n in PORTAL_SECTIONS)])
        groups.append([link(self.view.list_url(c), c.name) for c in portal.columns.values() if c.opens <= self.now])
        groups.append([link(self.address(s), s.label.removeprefix("广州市")) for s in self.departments()])
        groups.append([link(s.base, self.world.ground.register.units[s.unit or ""].name) for s in self._towns()])
        groups.append([link(f"{PORTAL}zjpy/{k}/index.html", n) for k, n in ABOUT])
        groups.append([link(h, n) for n, h in OUTSIDE])
        return '<div class="nav">' + "".join("<ul>" + "".join(f"<li>{a}</li>" for a in g) + "</ul>" for g in groups) + "</div>\n"

    def _own_links(self, site: Site) -> list[str]:
        if site.platform == "generic":
            return [f"<span onclick=\"go('{c.key}')\">{escape(c.name)}</span>" for c in self.columns(site)]
        first = "本站首页" if self._is_department(site) else self.world.ground.register.units[site.unit or ""].name
        return [
            link(site.base, first),
            *(link(self.view.list_url(c), c.name) for c in self.columns(site) if self.view.list_url(c) != site.base),
            *([] if site.second else [link(f"{site.base}jgzn/index.html", "机构职能")]),
            *(link(f"{s.base}gkmlpt/index", "政府信息公开目录") for s in self.world.sites.values() if s.second and s.unit == site.unit),
        ]

    def columns(self, site: Site) -> list[Column]:
        return self.view.columns(site)

    def _is_department(self, site: Site) -> bool:
        return site.unit is not None and self.world.ground.register.units[site.unit].kind == "department"

    def departments(self) -> list[Site]:
        return [s for s in self.world.sites.values() if self._is_department(s) and not s.second]

    def _towns(self) -> list[Site]:
        return [s for s in self.world.sites.values() if s.unit and not self._is_department(s) and not s.second]

    def address(self, site: Site) -> str:
        """Units whose guessed address is wrong have moved to a host of their own, which nobody has written down."""
        return f"http://{site.id.replace('_', '')}.panyu.gov.cn/" if site.fault in UNREADABLE else site.base

    def side(self, site: Site) -> str:
        """Hot and newest pages of the site, and headlines from elsewhere."""
        if site.id not in self._side:
            rng = Random(f"{self.world.seed} side {site.id}")
            entries = [e for c in site.columns.values() if c.opens == LONG_AGO and not c.fault for e in c.entries if e.href.startswith(site.base)]
            standing = [e for e in entries if e.stands(self.now)]
            newest = sorted(standing, key=lambda e: (e.appears, e.href), reverse=True)[:5] if site.manner.clock else []
            hot = rng.sample(entries, min(5, len(entries)))
            shown = (*newest, *(h for h in hot if site.manner.clock and h in standing))
            items = "".join(f"<li>{link(e.href, e.title)} <em>{e.appears:%Y-%m-%d}</em></li>" for e in shown)
            outside = "".join(f"<li>{link(h, t)} <em>{d}</em></li>" for t, h, d in rng.sample(HOT, 2))
            self._side[site.id] = f'<div class="sidebar"><h3>最新更新</h3><ul>{items}</ul><h3>热点信息</h3><ul>{outside}</ul></div>\n'
        return self._side[site.id]

    def foot(self, site: Site) -> str:
        sponsor = self.label(site) if site.unit is None or site.fault == "stranger" else self.world.ground.register.units[site.unit].formal[0]
        updated = f" 最后更新：{self.now:%Y年%m月%d日}" if site.manner.clock else ""
        trap = link(calendar_url(site, self.now.date(), 1), "办事日历") if self.view.has_trap(site) else ""
        return (
            f'<div class="footer">{trap}<p>主办单位：{sponsor}</p><p>承办单位：广州市番禺区信息中心</p>'
            "<p>粤ICP备05086713号 网站标识码4401130001 粤公网安备44011302000123号</p>"
            f"<p>联系电话：020-84636226 建议使用1024×768分辨率浏览{updated}</p></div>\n</body></html>\n"
        )
