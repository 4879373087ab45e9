"""Where a site names its owner: html title, SiteName, logo and head lines, the footer's lines of responsibility."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extract.outline import Outline

_OWNER = re.compile(r"主办|承办|版权|主管|维护|管理|所有|标识码|ICP|公网安备|copyright|地址", re.IGNORECASE)
_SURELY_OWNER = re.compile(r"主办|承办|主管(?:单位|部门)|版权所有|维护单位|标识码|ICP|公网安备|copyright", re.IGNORECASE)
"""What a line says of the site's owner where nothing else tells that it is the footer's: on a short page the last lines are a path or a text."""
_PATH = re.compile(r"位置\s*[：:]|[>»›]")
"""A page's path names the places above it, whoever's they are."""
_MOST_HEAD = 160
_MOST_FOOT = 360


def masthead_of(outline: Outline, zones: Sequence[str]) -> str:
    """At most some 600 characters; no lists of links, which name other sites."""
    head = [line.text for line, zone in zip(outline.lines[:60], zones, strict=False) if zone == "head"][:3]
    head = head or [line.text for line in outline.lines[:2] if not _PATH.search(line.text)]
    logos = [image.alt for image in outline.images[:12] if image.alt and (image.line < 30 or "logo" in image.src.lower())][:3]
    last = len(outline.lines) - 12
    foot = [
        line.text
        for at, line in enumerate(outline.lines)
        if line.linked * 2 <= len(line.text) and ((zones[at] == "foot" and _OWNER.search(line.text)) or (at >= last and _SURELY_OWNER.search(line.text)))
    ]
    parts = (outline.html_title[:120], outline.metas.get("sitename", "")[:60], " ".join([*logos, *head])[:_MOST_HEAD], " ".join(foot)[-_MOST_FOOT:])
    return " ".join(part for part in parts if part)
