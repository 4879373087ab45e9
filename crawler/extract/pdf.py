"""The text layer of PDF files; the only user of pdfium."""

from __future__ import annotations

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # publishes no types

from rules.office.archives import Unreadable

_MOST_PAGES = 500
_MOST_CHARACTERS = 3_000_000


def read_pdf(payload: bytes) -> str:
    """The pages' text, a blank line between pages. Raises Unreadable: encrypted, broken, or scanned (no text layer)."""
    try:
        document = pdfium.PdfDocument(payload)
    except pdfium.PdfiumError as error:
        reason = "PDF 已加密" if "password" in str(error).lower() else "PDF 已损坏"
        raise Unreadable(reason) from error
    try:
        texts = []
        for index in range(min(len(document), _MOST_PAGES)):
            texts.append(_page_text(document, index))
            if sum(map(len, texts)) > _MOST_CHARACTERS:
                break
    except pdfium.PdfiumError as error:
        raise Unreadable("PDF 已损坏") from error
    finally:
        document.close()
    if sum(not c.isspace() for text in texts for c in text) < 2:
        raise Unreadable("扫描件或图片 PDF，没有文字层")
    return "\n\n".join(texts)


def _page_text(document: pdfium.PdfDocument, index: int) -> str:
    page = document[index]
    try:
        words = page.get_textpage()
        try:
            return str(words.get_text_bounded()).replace("\r\n", "\n").replace("\ufffe", "").strip()
        finally:
            words.close()
    finally:
        page.close()
