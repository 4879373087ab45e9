"""Web pages saved under an Office name, and web archives (mhtml): all of them is text; but an error page is no attachment."""

from __future__ import annotations

import re

from crawler.extract.files.file_text import FileText
from crawler.extract.outline import Outline, read_outline
from crawler.extract.tables import tables_of
from rules.office.archives import Unreadable
from rules.office.charset import decode
from rules.office.mhtml import html_parts

_ERROR = re.compile(
    r"(?<!\d)(?:404|403|50[0-4])(?!\d)|不存在|找不到|未找到|无法找到|无法访问|已删除|已被删除|没有权限|无权|错误|出错|登录|登陆|验证码"
    r"|Not\s+Found|Forbidden|Access\s+Denied|Error|log\s?in|sign\s?in",
    re.IGNORECASE,
)  # fmt: skip
_ERROR_TITLE = re.compile(
    r"^\W*(?:40[034]|50[0-4]|error)|Not\s+Found|Forbidden|Access\s+Denied|页面?(?:不存在|找不到|未找到|已删除|走丢)|找不到|出错了|系统提示|错误(?:页|提示|信息)?\W*$|登[录陆](?:页面?|系统)?\W*$",
    re.IGNORECASE,
)  # fmt: skip
_OFFICE_MADE = re.compile(r"urn:schemas-microsoft-com:office|content=[\"']?(?:Microsoft|Kingsoft|WPS|LibreOffice|OpenOffice)", re.IGNORECASE)
_SHORT, _TITLED_SHORT = 300, 2_000
"""So few characters are no document where they speak of an error, or where the title does."""
_LITTLE = 10
_MANY_LINKS = 25


def read_saved_html(payload: bytes) -> FileText:
    """Raises Unreadable where it is an error page, a login or a page of links."""
    text, outline, found = _read(payload)
    why = why_no_document(outline, text)
    if why and not sum(len(table) > 2 and len(table[0]) > 2 for table in found.tables):
        raise Unreadable(why)
    return found


def read_mhtml(payload: bytes) -> FileText:
    """All its pages, but no frames around them. Raises Unreadable."""
    parts = html_parts(payload)
    pages = [part for part in parts if b"<frameset" not in part.lower()]
    if len(pages) < 2:
        return read_saved_html(pages[0] if pages else parts[0])
    read = [_read(page)[2] for page in pages]
    return FileText("\n".join(one.text for one in read), tuple(table for one in read for table in one.tables), images=sum(one.images for one in read))


def _read(payload: bytes) -> tuple[str, Outline, FileText]:
    text = decode(payload).text.replace("\0", "")
    outline = read_outline(text)
    tables = tables_of(text) if "<table" in text.lower() else ()
    return text, outline, FileText("\n".join(line.text for line in outline.lines), tables, images=len(outline.images))


def why_no_document(outline: Outline, markup: str) -> str:
    """Why a page that answered for a file is not that file; "" where it may be."""
    if _OFFICE_MADE.search(markup[:5_000]):
        return ""
    said = "".join(line.text for line in outline.lines)
    bare = len("".join(said.split()))
    if (bare < _SHORT and _ERROR.search(f"{outline.html_title} {said}")) or (bare < _TITLED_SHORT and _ERROR_TITLE.search(outline.html_title)):
        return "不是文件而是网页（可能是登录页或 404 页）"
    if bare < _LITTLE:
        return "不是文件而是网页，几乎没有文字"
    linked = sum(line.linked for line in outline.lines)
    if len(outline.anchors) >= _MANY_LINKS and linked * 2 > bare:
        return "不是文件而是网页（大半是链接，可能转到了首页）"
    return ""
