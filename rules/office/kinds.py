"""Which reader a file's bytes need; for what no reader can read, its name in Chinese and what to do instead."""

from __future__ import annotations

from rules.office.archives import Unreadable, members
from rules.office.sniff import PICTURES, extension, sniff

READABLE = "能读的是 .txt、.docx、.doc、.xlsx、.xls、.html"
DAMAGED = "文件已损坏或没有下载完整。请重新取得文件，用 Word、WPS 或浏览器能打开后再试"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 或 .xlsx 再试"
_TEXTS = frozenset(("txt", "csv", "json", "unknown"))
"""Text under any name, and what may be text: the characters decide."""
_READ = frozenset(("docx", "doc", "xlsx", "xls", "html", "mhtml"))
_NAMES = {
    "pdf": (" PDF 文件", "请取得制发时的 Word 文件，或把文字复制到 .txt 文件"),
    "ofd": (" OFD 版式文件", "请取得制发时的 Word 文件，或把文字复制到 .txt 文件"),
    "rtf": (" RTF 文件", _SAVE_AS),
    "pptx": ("演示文稿", "请把计划部分复制到 Word 文件"),
    "zip": ("压缩包", "请先解压，再给出里面的计划文件"),
    "rar": ("压缩包", "请先解压，再给出里面的计划文件"),
    "7z": ("压缩包", "请先解压，再给出里面的计划文件"),
    "gz": ("压缩包", "请先解压，再给出里面的计划文件"),
}


def kind_of(payload: bytes, name: str) -> str:
    """txt, docx, doc, xlsx, xls, html or mhtml. Raises Unreadable for anything else."""
    if not payload.removeprefix(b"\xef\xbb\xbf").strip():
        raise Unreadable("文件是空的。请确认是否取对了文件")
    if payload.startswith(_OLE):
        return sniff(payload)  # doc or xls by its streams: .wps and .et hold the same
    head = payload[:1000]
    if head.lstrip(b"\xef\xbb\xbf \r\n").lower().startswith(b"mime-version:"):
        return "mhtml"
    if b"<?mso-application" in head or b"<pkg:package" in head:
        raise Unreadable(f"这是 Office 2003 的 XML 文件。{_SAVE_AS}")
    if _OPEN_DOCUMENT in head:
        raise Unreadable(f"这是 OpenDocument 文件。{_SAVE_AS}")
    kind = sniff(payload, "", name)
    if kind in _READ:
        return kind
    if kind in _TEXTS:
        return "txt"
    raise Unreadable(_refusal(payload, kind, name))


def _refusal(payload: bytes, kind: str, name: str) -> str:
    if kind in PICTURES:
        return f"这是图片，没有可读取的文字。请取得 Word 文件，或把文字录入 .txt 文件；{READABLE}"
    if kind == "zip":
        members(payload, ())  # raises where it is broken, locked or a bomb
        if extension(name) in ("docx", "xlsx"):
            return DAMAGED
    said, remedy = _NAMES.get(kind, ("无法识别的文件", _SAVE_AS))
    return f"这是{said}。{remedy}；{READABLE}"
