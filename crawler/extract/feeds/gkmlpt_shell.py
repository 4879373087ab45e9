"""gkmlpt's shell (/gkmlpt/index, /gkmlpt/mindex): a page that holds nothing but the tree of columns a script shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crawler.extract.feeds.literal import NotALiteral, literal_at
from crawler.extract.feeds.values import title_of
from crawler.page import Link, Page, Reading

_TREE = re.compile(r"(?<![\w$])[\"']?TREE[\"']?\s*:\s*(?=\[)")
_SID = re.compile(r"(?<![\w$])[\"']?SID[\"']?\s*:\s*[\"']?(\d{1,12})")
_CONFIG = re.compile(r"_CONFIG[\"'\]]*\s*=\s*\{")
_DETAIL = re.compile(r"(?<![\w$])[\"']?DETAIL[\"']?\s*:\s*\{\s*[^\s}]")
_MOST_COLUMNS = 5_000
_BROKEN = "gkmlpt 的栏目树（TREE）不完整，读不出栏目"
_EMPTY = "gkmlpt 的栏目树（TREE）是空的"


def with_columns(reading: Reading, text: str) -> Reading:
    """A reading with the columns of the tree among its links, where the page holds one: "api/all/<id>?page=1&sid=<SID>", which leads
    to the list from /gkmlpt/index and /gkmlpt/mindex alike, named by the way to it ("机构概况>内设机构").

    A page that says something itself (a publication, a list with days) stays what it is. Nothing is counted by post_count.
    """
    if "_CONFIG" not in text or not _CONFIG.search(text) or _is_publication(reading.page):
        return reading
    tree, is_list = _TREE.search(text), reading.page.kind == "list" and any(entry.date for entry in reading.page.entries)
    if tree is None or (_DETAIL.search(text) and not is_list):
        is_cut = tree is None and reading.page.kind == "other" and "gkmlpt" in text and _SID.search(text)
        return replace(reading, page=replace(reading.page, readable=False, reason=_BROKEN)) if is_cut else reading
    columns, reason = _columns(text, tree.end())
    links = (*columns, *reading.links)
    if is_list:
        return replace(reading, links=links)
    page = reading.page
    shell = Page(kind="other", media=page.media, title=page.title, masthead=page.masthead, link_count=page.link_count, readable=not reason, reason=reason)
    return Reading(shell, links)


def _is_publication(page: Page) -> bool:
    return page.kind == "article" and bool(page.published or page.contested or page.formed or page.index_number or page.document_number)


def _columns(text: str, at: int) -> tuple[tuple[Link, ...], str]:
    """The links, and why there are none or not all."""
    try:
        tree, _ = literal_at(text, at)
    except NotALiteral:
        return (), _BROKEN
    sid = _SID.search(text)
    ending = f"&sid={sid[1]}" if sid else ""
    found = dict(_nodes(tree))
    return tuple(Link(f"api/all/{column}?page=1{ending}", way) for column, way in found.items()), "" if found else _EMPTY


def _nodes(tree: list[Any]) -> Iterator[tuple[int, str]]:
    """Ids and ways of the columns that lie here; one that leads elsewhere (jump_url) is left out, what lies below it is not."""
    waiting = [(node, "") for node in reversed(tree)]
    left = _MOST_COLUMNS
    while waiting and left:
        node, above = waiting.pop()
        if not isinstance(node, dict):
            continue
        left -= 1
        name = title_of(node.get("name"))
        way = f"{above}>{name}" if above and name else above or name
        if (column := _id_of(node)) is not None and not _leads_elsewhere(node):
            yield column, way
        children = node.get("children")
        waiting += [(child, way) for child in reversed(children)] if isinstance(children, list) else []


def _id_of(node: dict[str, Any]) -> int | None:
    told = node.get("id")
    text = str(told) if isinstance(told, int | str) and not isinstance(told, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None


def _leads_elsewhere(node: dict[str, Any]) -> bool:
    told = node.get("jump_url")
    return isinstance(told, str) and bool(told.strip())
