"""A calendar without end whose links carry a new session id on every page: what a crawler must not follow for ever."""

from __future__ import annotations

import re
from datetime import date, timedelta
from zlib import crc32

from district.answer import Answer, Asked, html
from district.chrome import calendar_url, link
from district.model import Site
from district.pages import Pages

_MONTH = re.compile(r"rili/(\d{4})/(\d{2})(?:/(\d{2}))?\.html")


def serve(pages: Pages, site: Site, asked: Asked) -> Answer | None:
    """Each month leads to the next, the one before and its days; there is nothing on any of them."""
    match = _MONTH.fullmatch(asked.path)
    if match is None or not pages.chrome.view.has_trap(site):
        return None
    year, month = int(match.group(1)), int(match.group(2))
    if not (1 <= month <= 12 and 1900 < year < 9000):
        return None
    first = date(year, month, 1)
    sid = crc32(asked.url.encode())
    around = [calendar_url(site, first - timedelta(days=1), sid), calendar_url(site, first + timedelta(days=32), sid)]
    days = [f"{site.base}rili/{first:%Y/%m}/{day:02d}.html?sid={sid}" for day in range(1, 29)]
    links = " ".join(link(url, url.split("rili/")[1].split(".")[0]) for url in (*around, *days))
    head = pages.chrome.head(site, f"办事日历{first:%Y-%m}")
    return html(site, f"{head}<h3>办事日历</h3><div>{links}</div>{pages.chrome.foot(site)}")
