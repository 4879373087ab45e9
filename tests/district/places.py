"""Addresses by kind of site: where an article stands, where a column's list is read."""

from __future__ import annotations

from datetime import date

from district.model import Column, Site


def article_url(site: Site, column: Column, number: int, day: date) -> str:
    """The address of the article `number`, put into the column on the day."""
    if site.platform == "gkmlpt":
        return f"{site.base}gkmlpt/content/{number // 1_000_000}/{number // 1000}/post_{number}.html"
    if site.platform == "table":
        return f"{site.base}show.aspx?id={number}"
    if site.platform == "hanweb":
        return f"{site.base}art/{day.year}/{day.month}/{day.day}/art_{column.number}_{number}.html"
    return f"{column.url}content/post_{number}.html"


def article_number(url: str) -> int:
    """The number `article_url` was given.

    >>> article_number("http://a.cn/art/2017/3/8/art_12_345.html"), article_number("http://a.cn/show.aspx?id=77")
    (345, 77)
    """
    return int(url.removesuffix(".html").replace("=", "_").rsplit("_", 1)[-1])


def has_folder(column: Column) -> bool:
    """Whether a list of the old table site has a folder of its own instead of an id in the query."""
    return column.number % 2 == 1


def list_url(site: Site, column: Column) -> str:
    """Where a visitor reads the column."""
    if site.platform == "gkmlpt":
        return f"{site.base}gkmlpt/index#{column.number}"
    if site.platform == "table":
        return f"{column.url}list.aspx" if has_folder(column) else f"{site.base}list.aspx?classid={column.number}"
    if site.platform == "hanweb":
        return f"{site.base}col/col{column.number}/index.html"
    return column.url


def redesigned_url(site: Site, column: Column, page: int = 1) -> str:
    """Where the column is read after the site's redesign."""
    return f"{site.base}new/{column.key}{'' if page == 1 else f'_{page}'}.html"
