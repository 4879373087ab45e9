"""What bytes are, by their first bytes and not by their name: html is saved as .doc, pictures are served as pages."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

TYPES = frozenset(
    (
        "pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "rar", "zip", "7z", "ofd", "rtf", "csv", "txt", "ppt", "pptx",
        "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff",
    )
)  # fmt: skip
"""Endings of files that people publish."""
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"\x1f\x8b", "gz"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|center|font|span|script|style|frameset|h[1-6]|p|br|ul|a)[\s>/]", re.IGNORECASE)
_OFFICE_PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_OFFICE_XML = (
    (b'progid="Word.Document"', "wordxml"),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", "wordxml"),
    (b"http://schemas.microsoft.com/office/2006/xmlPackage", "wordxml"),
    (b'progid="Excel.Sheet"', "sheetxml"),
    (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"', "sheetxml"),
)
_MIME = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:MIME-Version:|(?:From|Date|Subject|Snapshot-Content-Location):[^\n]*\r?\n(?:[^\n]*\r?\n){0,8}?MIME-Version:)", re.IGNORECASE
)
_SHEETS, _DOCUMENTS = frozenset(("csv", "xls", "xlsx", "et")), frozenset(("txt", "doc", "docx", "wps"))
"""Names under which plain text is handed out."""
PICTURES = frozenset(("png", "jpg", "gif", "tif", "bmp", "webp"))


def sniff(payload: bytes, content_type: str = "", name: str = "") -> str:
    """One of html, mhtml, pdf, xlsx, xls, sheetxml, docx, doc, wps, wordxml, pptx, odf, ofd, rtf, zip, rar, 7z, gz, tar, png …,
    txt, csv, json, unknown.

    >>> sniff(b"<html><table>", "application/vnd.ms-excel", "a.xls"), sniff(b"%PDF-1.4"), sniff(b"\\x00\\x01")
    ('html', 'pdf', 'unknown')
    """
    start = payload[:8].lstrip(b"\xef\xbb\xbf")
    for magic, kind in _MAGIC:
        if payload.startswith(magic):
            return kind
    if payload.startswith(b"BM") and len(payload) > 30 and int.from_bytes(payload[2:6], "little") == len(payload):
        return "bmp"
    if payload.startswith(b"RIFF") and payload[8:12] == b"WEBP":
        return "webp"
    if payload.startswith(_OLE):
        return _ole(payload, name)
    if start.startswith(b"PK\x03\x04") or payload.startswith(b"PK\x05\x06"):
        return _zipped(payload)
    if b"%PDF-" in payload[:1024]:
        return "pdf"
    if payload[257:262] == b"ustar":
        return "tar"
    return _marked_up(payload[:4096]) or _text(payload, content_type.lower(), name)


def extension(name: str) -> str:
    """
    >>> extension("附件1.XLS")
    'xls'
    """
    tail = name.rpartition(".")[2].lower().strip()
    return tail if tail in TYPES else ""


def _ole(payload: bytes, name: str) -> str:
    """Old Office files are told apart by their stream names (UTF-16 in the directory)."""
    if "WordDocument".encode("utf-16-le") in payload:
        return "wps" if extension(name) == "wps" else "doc"
    if any(stream.encode("utf-16-le") + b"\0\0" in payload for stream in ("Workbook", "Book")):
        return "et" if extension(name) == "et" else "xls"
    if "PowerPoint Document".encode("utf-16-le") in payload:
        return "ppt"
    return {"wps": "wps", "et": "et", "doc": "doc", "xls": "xls", "ppt": "ppt"}.get(extension(name), "doc")


def _zipped(payload: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(payload)) as archive:
            names = archive.namelist()[:2000]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "zip"
    if any(name.lower().rpartition("/")[2] == "ofd.xml" for name in names if name.count("/") < 2):
        return "ofd"
    if "mimetype" in names and "content.xml" in names:
        return "odf"
    if "[Content_Types].xml" not in names and not any(name.startswith("_rels/") for name in names):
        names = [name for name in names if name.endswith(".xml")]  # a folder called word/ is no Word file
    return next((kind for part, kind in _OFFICE_PARTS if any(n.replace("\\", "/").startswith(part) for n in names)), "zip")


def _marked_up(head: bytes) -> str:
    """Office files kept as XML, and web archives: all of them hold tags of html too."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\0", b"")
    if _MIME.match(head):
        return "mhtml"
    return next((kind for mark, kind in _OFFICE_XML if mark in head), "") if head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") else ""


def _text(payload: bytes, content_type: str, name: str) -> str:
    head = payload[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\0", b"")
    if _HTML.search(head) or (_HTML.search(payload[:65536]) and b"\0" not in head):
        return "html"
    if head.count(0) > len(head) // 20 or sum(b < 9 for b in head) > len(head) // 50:
        return "unknown"
    is_named_text = extension(name) in _SHEETS | _DOCUMENTS
    if "json" in content_type or (head.lstrip()[:1] in (b"{", b"[") and "html" not in content_type and not is_named_text):
        return "json"
    if "html" in content_type:
        return "html"
    if extension(name) in _SHEETS or "csv" in content_type:
        return "csv"
    return "txt" if extension(name) in _DOCUMENTS or content_type.startswith("text/") else "unknown"
