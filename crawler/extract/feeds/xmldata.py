"""RSS, Atom and sitemaps: which of them bytes are, parsed without entities and within bounds."""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from crawler.extract.feeds.values import day_of, href_of, title_of
from crawler.page import Entry, Link, Page, Reading
from rules.office.archives import Unreadable
from rules.office.word_xml import Element, parse

MOST_BYTES = 12_000_000
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?[^>]{0,300}>|<!--(?:[^-]|-(?!->))*-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*"
    rb"<(?:[A-Za-z][\w.-]{0,20}:)?(rss|RDF|feed|urlset|sitemapindex|datastore)[\s>/]"
)
_HEAD = 4_096
_DECLARATION = re.compile(r"\A[\ufeff\s]*<\?xml[^>]{0,300}\?>")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_MOST = 50_000
"""Addresses of one sitemap (sitemaps.org, limits)."""
_RSS_DAYS, _ATOM_DAYS = ("pubDate", "date"), ("published", "issued")
"""`updated` is the day of a change."""
_NEWEST = "订阅源只列最新的条目"
_BROKEN = "XML 已损坏或不完整，只读了前面部分"


def root_of(payload: bytes) -> str:
    """The name of the first element where it is one of those read here, else "".

    >>> root_of(b'<?xml version="1.0"?><rss version="2.0">'), root_of(b"<!DOCTYPE html><html>")
    ('rss', '')
    """
    m = _ROOT.match(payload, 0, _HEAD)
    return m[1].decode() if m else ""


def unpacked(payload: bytes) -> bytes | None:
    """The sitemap inside a gzip file, its first part where it is too large; None where it holds something else or is broken."""
    if not payload.startswith(b"\x1f\x8b"):
        return None
    try:
        if not root_of(zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(payload, _HEAD)).startswith(("urlset", "sitemapindex")):
            return None
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(payload, MOST_BYTES + 1)
    except zlib.error:
        return None


def xml_reading(text: str, root: str, charset: str) -> Reading:
    """A feed as a list, a sitemap's addresses as links. Never raises."""
    media = "sitemap" if root in ("urlset", "sitemapindex") else "rss"
    try:
        tree, is_broken = parse(_NAMED.sub(_character, _DECLARATION.sub("", text)).encode("utf-8", "replace"))
    except (Unreadable, RecursionError):
        return Reading(Page(kind="other", media=media, charset=charset, readable=False, reason="XML 已损坏，读不出内容"))
    reason = _BROKEN if is_broken else ""
    if media == "sitemap":
        title = "站点地图" if root == "urlset" else "站点地图索引"
        links = tuple(Link(href, "") for href in dict.fromkeys(_locs(tree)))
        return Reading(Page(kind="other", media=media, charset=charset, title=title, reason=reason), links)
    entries = tuple(entry for node in _named(tree, "item", "entry") if (entry := _entry(node)))
    if is_broken:
        entries = entries[:-1]  # the last may have lost half of its day
    name = title_of(_text(_channel(tree), "title"))
    return Reading(Page(kind="list", media=media, charset=charset, title=name, column_name=name, entries=entries, reason=reason or _NEWEST))


def _character(found: re.Match[str]) -> str:
    """XML knows five names of characters, writers of feeds use html's."""
    character = html.unescape(found[0])
    return character if len(character) == 1 else f"&amp;{found[1]};"


def _local(node: Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _named(tree: Element, *names: str) -> Iterator[Any]:
    yield from islice((node for node in tree.iter() if _local(node) in names), _MOST)


def _locs(tree: Element) -> Iterator[str]:
    """Of the sitemap's own entries; pictures and films have their addresses deeper."""
    for entry in _named(tree, "url", "sitemap"):
        if href := href_of(_text(entry, "loc")):
            yield href


def _channel(tree: Element) -> Element:
    return next((node for node in tree if _local(node) == "channel"), tree)


def _text(node: Element, *names: str) -> str:
    """The text of the first child of the first name that has any."""
    for name in names:
        for child in node:
            if _local(child) == name and (text := _whole_text(child).strip()):
                return text
    return ""


def _whole_text(node: Element) -> str:
    """With that of tags inside; comments and entities left out."""
    if not len(node):
        return node.text or ""
    held = ((part.text or "" if isinstance(part.tag, str) else "", part.tail or "" if part is not node else "") for part in node.iter())
    return "".join(text + tail for text, tail in held)


def _entry(node: Element) -> Entry | None:
    title, href = title_of(_text(node, "title")), href_of(_address(node))
    if not title or not href:
        return None
    return Entry(href, title, day_of(_text(node, *_RSS_DAYS, *_ATOM_DAYS)).day)


def _address(node: Element) -> str:
    """Atom's alternate link, RSS's link, a guid that is an address."""
    for child in node:
        if _local(child) == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            return str(child.get("href"))
    guid = next((child for child in node if _local(child) == "guid" and child.get("isPermaLink", "true") != "false"), None)
    told = (guid.text or "").strip() if guid is not None else ""
    return _text(node, "link") or (told if told.startswith(("http://", "https://")) else "")
