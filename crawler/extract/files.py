"""Attachments: any file's bytes to a Page, or the reason in Chinese why its text cannot be had."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from io import StringIO

from crawler.extract.apart import read_apart
from crawler.extract.docx import read_docx
from crawler.extract.named import documents_named
from crawler.extract.outline import read_outline
from crawler.extract.periods import document_periods
from crawler.extract.tables import Rows, tables_of
from crawler.page import Page
from rules.office.archives import Unreadable
from rules.office.as_text import text_of
from rules.office.charset import decode
from rules.office.doc import read_doc
from rules.office.sniff import PICTURES

_Read = tuple[str, tuple[Rows, ...]]
_MOST_BYTES = 64_000_000
_NOT_YET = {
    "et": "WPS 表格文件暂不能读取", "ofd": "OFD 文件暂不能读取",
    "rtf": "RTF 文件暂不能读取", "zip": "压缩包暂不能读取", "rar": "压缩包暂不能读取", "7z": "压缩包暂不能读取", "gz": "压缩包暂不能读取",
    "ppt": "演示文稿暂不能读取", "pptx": "演示文稿暂不能读取", "json": "不是网页或文档（JSON 数据）", "unknown": "无法识别的文件格式",
}  # fmt: skip


def read_file(payload: bytes, kind: str, name: str) -> Page:
    """`kind` as `sniff` tells it. Never raises."""
    unread = Page(kind="attachment", media=kind, title=name, readable=False, periods=document_periods(name))
    if not payload:
        return replace(unread, reason="文件为空")
    if len(payload) > _MOST_BYTES:
        return replace(unread, reason="文件过大，未读取")
    if kind in PICTURES:
        return replace(unread, reason="图片，没有可读取的文字", images=1)
    reader = _READERS.get(kind)
    if reader is None:
        return replace(unread, reason=_NOT_YET.get(kind, _NOT_YET["unknown"]))
    try:
        text, tables = reader(payload)
    except Unreadable as error:
        return replace(unread, reason=str(error))
    except Exception as error:  # the border of the reader: one odd file must not end a run
        return replace(unread, reason=f"文件无法解析（{type(error).__name__}）")
    if not text.strip() and not tables:
        return replace(unread, reason="文件里没有文字")
    text = text.replace("\0", "")
    lines = [line for line in text.split("\n", 6) if line.strip()]
    heads = [" ".join(dict.fromkeys(row))[:200] for table in tables[:3] for row in table[:2]]
    named = documents_named(name, _rows_and_lines(text, tables))
    periods = document_periods(name, (), heads, [t[:120] for t in lines[:2]])
    return Page(kind="attachment", media=kind, title=name, body=text, tables=tables, periods=periods, named=named)


def _rows_and_lines(text: str, tables: tuple[Rows, ...]) -> list[str]:
    """The text's lines; the tables' rows where the text has none of them."""
    lines = text.split("\n")
    return lines if any("\t" in line for line in lines) else [*lines, *("\t".join(row) for table in tables for row in table)]


def _html(payload: bytes) -> _Read:
    """Html saved under an Office name: all of it is text."""
    text = decode(payload).text.replace("\0", "")
    return "\n".join(line.text for line in read_outline(text).lines), tables_of(text) if "<table" in text.lower() else ()


def _doc(payload: bytes) -> _Read:
    return text_of(read_doc(payload))


def _text(payload: bytes) -> _Read:
    return decode(payload).text, ()


def _csv(payload: bytes) -> _Read:
    text = decode(payload).text
    rows = tuple(tuple(cell.strip() for cell in row) for row in csv.reader(StringIO(text)) if any(row))
    return text, (rows,) if rows else ()


_READERS: dict[str, Callable[[bytes], _Read]] = {
    "xlsx": lambda payload: read_apart(payload, "xlsx"),
    "xls": lambda payload: read_apart(payload, "xls"),
    "docx": read_docx,
    "doc": _doc,
    "wps": _doc,
    "pdf": lambda payload: read_apart(payload, "pdf"),
    "html": _html,
    "txt": _text,
    "csv": _csv,
}
