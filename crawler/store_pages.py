"""How a reading lies in the database: the page without its bulk, and the bulk apart."""

from __future__ import annotations

from dataclasses import replace

from crawler.page import Page
from crawler.pagejson import page_from_json, page_to_json


def to_columns(page: Page) -> tuple[str, str]:
    """The two texts of a reading: the lean page, and a page of nothing but body, tables and entries."""
    bulk = Page(kind=page.kind, media=page.media, body=page.body, tables=page.tables, entries=page.entries)
    return page_to_json(lean(page)), page_to_json(bulk)


def from_columns(page: str, content: str) -> Page:
    """The whole page again."""
    bulk = page_from_json(content)
    return replace(page_from_json(page), body=bulk.body, tables=bulk.tables, entries=bulk.entries)


def lean(page: Page) -> Page:
    """The page without what a snapshot need not hold in memory."""
    return replace(page, body="", tables=(), entries=())
