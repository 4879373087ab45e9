"""Where a site names its owner: html title, SiteName, logo and head lines, the footer's lines of responsibility."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extract.outline import Outline

_OWNER = re.compile(r"主办|承办|版权|主管|维护|管理|所有|标识码|ICP|公网安备|copyright|地址", re.IGNORECASE)
_MOST_HEAD = 160
_MOST_FOOT = 360


def masthead_of(outline: Outline, zones: Sequence[str]) -> str:
    """At most some 600 characters; no lists of links, which name other sites."""
    head = [line.text for line, zone in zip(outline.lines[:60], zones, strict=False) if zone == "head"][:3] or [line.text for line in outline.lines[:2]]
    logos = [image.alt for image in outline.images[:12] if image.alt and (image.line < 30 or "logo" in image.src.lower())][:3]
    last = len(outline.lines) - 12
    foot = [
        line.text
        for at, line in enumerate(outline.lines)
        if (at >= last or zones[at] == "foot") and line.linked * 2 <= len(line.text) and _OWNER.search(line.text)
    ]
    parts = (outline.html_title[:120], outline.metas.get("sitename", "")[:60], " ".join([*logos, *head])[:_MOST_HEAD], " ".join(foot)[-_MOST_FOOT:])
    return " ".join(part for part in parts if part)
