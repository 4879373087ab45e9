"""What gkmlpt's DETAIL object says of a publication that only a script shows: its title, numbers and days, as markup to be read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from crawler.extract import labels
from crawler.extract.dates.days import parse_day
from crawler.extract.feeds.literal import NotALiteral, literal_at
from crawler.extract.feeds.values import day_of, is_yes, title_of

_DETAIL = re.compile(r"(?<![\w$])[\"']?DETAIL[\"']?\s*[:=]\s*(?=\{)")
_Field = tuple[str, str, tuple[str, ...]]
"""The name shown, the key, and the labels that say the same on a page."""
_TEXTS: tuple[_Field, ...] = (("索引号", "identifier", labels.INDEX), ("发布机构", "publisher", labels.ISSUER), ("文号", "document_number", labels.NUMBER))
_DAYS: tuple[_Field, ...] = (("成文日期", "date", labels.FORMED), ("发布日期", "create_time", labels.PUBLISHED))
"""`date` is the day of writing; `created_at` may be that of a migration and is not looked at."""


def detail_markup(text: str, values: Iterable[labels.Labelled]) -> str:
    """A heading and a table of what DETAIL tells and no labelled value of the page does; "" where there is no such object.

    >>> detail_markup('<script>var c = {DETAIL: {"title": "通知", "create_time": 1497838320}}</script>', ())
    '<h1 class="content-title">通知</h1><table><tr><td>发布日期：</td><td>2017-06-19</td></tr></table>'
    """
    m = _DETAIL.search(text) if "DETAIL" in text else None
    if m is None:
        return ""
    try:
        detail, _ = literal_at(text, m.end())
    except NotALiteral:
        return ""
    shown = list(values)
    rows = "".join(f"<tr><td>{name}：</td><td>{html.escape(value)}</td></tr>" for name, value in _rows(detail, shown))
    title = title_of(detail.get("title"))
    return (f'<h1 class="content-title">{html.escape(title)}</h1>' if title else "") + (f"<table>{rows}</table>" if rows else "")


def _rows(detail: dict[str, Any], shown: list[labels.Labelled]) -> Iterator[tuple[str, str]]:
    for name, key, same in _TEXTS:
        if (value := title_of(detail.get(key))) and not any(v.label in same and v.value.strip() for v in shown):
            yield name, value
    for name, key, same in _DAYS:
        if (day := day_of(detail.get(key)).day) and not any(v.label in same and parse_day(v.value[:40]) for v in shown):
            yield name, day.isoformat()
    state = "已废止" if is_yes(detail.get("is_abolished")) else "已失效" if is_yes(detail.get("is_expired")) else ""
    if state:
        yield "有效性", state
