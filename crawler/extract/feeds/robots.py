"""The sitemaps that robots.txt names (sitemaps.org, informing search engine crawlers)."""

from __future__ import annotations

import re

_LINE = re.compile(r"^[ \t\ufeff]*sitemap[ \t]*:[ \t]*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_MOST = 100


def sitemaps_of_robots(text: str) -> tuple[str, ...]:
    """Their addresses, each once; they hold for every robot, wherever they stand.

    >>> sitemaps_of_robots("User-agent: *\\nDisallow: /a\\nSitemap: http://www.example.gov.cn/sitemap.xml # all\\n# Sitemap: http://x/\\n")
    ('http://www.example.gov.cn/sitemap.xml',)
    """
    found = dict.fromkeys(m[1] for m in _LINE.finditer(text) if m[1].lower().startswith(("http://", "https://")))
    return tuple(found)[:_MOST]
