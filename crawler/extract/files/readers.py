"""Which reader a kind of file needs; each is loaded when first needed, since most runs meet few kinds."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

from crawler.extract.files.file_text import FileText
from crawler.extract.files.watch import Watch
from rules.office.archives import Unreadable
from rules.office.sniff import PICTURES, TYPES, extension

PACKED = frozenset(("zip", "rar", "7z", "tar", "gz"))
READERS: dict[str, str] = {
    "xlsx": "crawler.extract.files.sheets:read_xlsx",
    "xls": "crawler.extract.files.sheets:read_xls",
    "et": "crawler.extract.files.sheets:read_xls",
    "docx": "crawler.extract.files.docx:read_docx",
    "doc": "crawler.extract.files.doc:read_doc",
    "wps": "crawler.extract.files.doc:read_doc",
    "pdf": "crawler.extract.files.pdf:read_pdf",
    "ofd": "crawler.extract.files.ofd:read_ofd",
    "rtf": "crawler.extract.files.rtf:read_rtf",
    "html": "crawler.extract.files.saved:read_saved_html",
    "mhtml": "crawler.extract.files.saved:read_mhtml",
    "wordxml": "crawler.extract.files.flat_word:read_flat_word",
    "sheetxml": "crawler.extract.files.sheet_xml:read_sheet_xml",
    "txt": "crawler.extract.files.plain:read_txt",
    "csv": "crawler.extract.files.plain:read_csv",
}
_PICTURE_READER = "crawler.extract.files.ocr:read_picture"
SCANNED = PICTURES | {"pdf"}
"""Kinds whose pages may have to be recognised: their readers are given the watch, which counts them."""
_NOT_READ = {
    "ppt": "演示文稿暂不能读取", "pptx": "演示文稿暂不能读取", "odf": "OpenDocument 文件暂不能读取", "json": "不是网页或文档（JSON 数据）",
}  # fmt: skip
_ADVICE = re.compile(r"[，。]请(?:只留下|用|取得|确认|重新|另存).*")
"""Readers of plans tell people what to do with the file they chose; nobody chose this one."""
_NEVER_HTML = TYPES - {"doc", "docx", "xls", "xlsx", "wps", "et", "rtf", "csv", "txt"}
"""Programs save html under the names of Office files only; under others it is what a site answered instead."""
_UNKNOWN = "无法识别的文件格式"


def read_kind(payload: bytes, kind: str, name: str, watch: Watch) -> FileText:
    """`kind` as `sniff` tells it. Raises Unreadable, or anything a reader's library raises."""
    if kind in PACKED:
        from crawler.extract.files.packed import read_packed  # here: most runs meet no archive, and archives hold all other kinds

        return read_packed(payload, kind, name, watch)
    place = _PICTURE_READER if kind in PICTURES else READERS.get(kind)
    if place is None:
        raise Unreadable(_NOT_READ.get(kind, _UNKNOWN))
    try:
        reader = _loaded(place)
        found = reader(payload, watch) if kind in SCANNED else reader(payload)
    except Unreadable as error:
        raise Unreadable(_ADVICE.sub("", str(error))) from error
    if kind == "html" and extension(name) in _NEVER_HTML:
        raise Unreadable(f"不是 {extension(name)} 文件而是网页")
    return found


def _loaded(place: str) -> Callable[..., FileText]:
    module, _, name = place.partition(":")
    reader: Callable[..., FileText] = getattr(import_module(module), name)
    return reader
