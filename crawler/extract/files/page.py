"""Attachments: any file's bytes to a Page, or the reason in Chinese why its text cannot be had."""

from __future__ import annotations

from dataclasses import replace

from crawler.extract.dates.periods import document_periods
from crawler.extract.files.apart import read_apart
from crawler.extract.files.file_text import FileText, capped
from crawler.extract.files.plain import read_csv, read_txt
from crawler.extract.named import documents_named
from crawler.extract.tables import Rows
from crawler.page import Page
from rules.office.archives import Unreadable
from rules.office.sniff import PICTURES

_MOST_BYTES = 64_000_000
_EMPTY = "文件里没有文字"
_READ_HERE = {"txt": read_txt, "csv": read_csv}
"""These need no library that could break."""


def read_file(payload: bytes, kind: str, name: str) -> Page:
    """`kind` as `sniff` tells it. Never raises."""
    unread = Page(kind="attachment", media=kind, title=name, images=int(kind in PICTURES), readable=False, periods=document_periods(name))
    if not payload:
        return replace(unread, reason="文件为空")
    if len(payload) > _MOST_BYTES:
        return replace(unread, reason=f"文件超过 {_MOST_BYTES // 1_000_000} MB，未读取")
    try:
        found = capped(_READ_HERE[kind](payload)) if kind in _READ_HERE else read_apart(payload, kind, name)
        return _page(found, unread)
    except Unreadable as error:
        return replace(unread, reason=str(error))
    except Exception as error:  # the border of the reader: one odd file must not end a run
        return replace(unread, reason=f"文件无法解析（{type(error).__name__}）")


def _page(found: FileText, unread: Page) -> Page:
    text, tables, name = found.text.replace("\0", ""), _without_nul(found.tables), unread.title
    whole = replace(unread, readable=True, reason=found.reason, members=found.members, images=found.images)
    if not text.strip() and not tables:
        return replace(whole, readable=False, reason=found.reason or _EMPTY)
    lines = [line for line in text.split("\n", 6) if line.strip()]
    heads = [" ".join(dict.fromkeys(row))[:200] for table in tables[:3] for row in table[:2]]
    named = documents_named(name, _rows_and_lines(text, tables))
    periods = document_periods(name, (), heads, [line[:120] for line in lines[:2]])
    return replace(whole, body=text, tables=tables, periods=periods, named=named)


def _rows_and_lines(text: str, tables: tuple[Rows, ...]) -> list[str]:
    """The text's lines; the tables' rows where the text has none of them."""
    lines = text.split("\n")
    return lines if any("\t" in line for line in lines) else [*lines, *("\t".join(row) for table in tables for row in table)]


def _without_nul(tables: tuple[Rows, ...]) -> tuple[Rows, ...]:
    """No database keeps U+0000, and no reader of ours makes one on purpose."""
    if not any("\0" in cell for rows in tables for row in rows for cell in row):
        return tables
    return tuple(tuple(tuple(cell.replace("\0", "") for cell in row) for row in rows) for rows in tables)
