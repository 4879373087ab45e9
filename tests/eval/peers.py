"""Other readers on the same pages, each given the page's text decoded rightly: what they tell, or that they raised."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import htmldate
import lxml.html
import trafilatura
from eval.labelled import Sample
from eval.material import File
from gne import GeneralNewsExtractor
from markitdown import MarkItDown, StreamInfo
from readability import Document

_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")
for _name in ("trafilatura", "htmldate", "readability", "pdfminer"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Told:
    """What a reader tells of a page; fields it never tells of are left out."""

    fields: dict[str, str]
    raised: str = ""


def _htmldate(page: Sample) -> dict[str, str]:
    return {"published": htmldate.find_date(page.text, url=page.url, original_date=True) or ""}


def _trafilatura(page: Sample, favor_precision: bool = False) -> dict[str, str]:
    """Without comments, which no body of ours holds: better for it than its default."""
    told: Any = trafilatura.bare_extraction(page.text, url=page.url, with_metadata=True, include_comments=False, favor_precision=favor_precision)
    if told is None:
        return {"title": "", "published": "", "body": ""}
    return {"title": told.title or "", "published": told.date or "", "body": told.text or ""}


def _gne(page: Sample) -> dict[str, str]:
    told = GeneralNewsExtractor().extract(page.text)
    day = _DAY.search(told["publish_time"] or "")
    published = "-".join((day[1], day[2].zfill(2), day[3].zfill(2))) if day else ""
    return {"title": told["title"], "published": published, "source": told["author"], "body": told["content"]}


def _readability(page: Sample) -> dict[str, str]:
    document = Document(page.text, url=page.url)
    summary = lxml.html.fromstring(document.summary())
    return {"title": document.short_title(), "body": summary.text_content()}


PEERS: dict[str, Callable[[Sample], dict[str, str]]] = {
    "htmldate": _htmldate,
    "trafilatura": _trafilatura,
    "trafilatura 精确": lambda page: _trafilatura(page, favor_precision=True),
    "gne": _gne,
    "readability-lxml": _readability,
}
OFFERED = {
    "htmldate": ("published",),
    "trafilatura": ("title", "published", "body"),
    "trafilatura 精确": ("title", "published", "body"),
    "gne": ("title", "published", "source", "body"),
    "readability-lxml": ("title", "body"),
}


def ask(name: str, page: Sample) -> Told:
    """A reader that raises told nothing."""
    try:
        return Told(PEERS[name](page))
    except Exception as error:
        return Told(dict.fromkeys(OFFERED[name], ""), f"{type(error).__name__}: {error}")


class Markdown:
    """markitdown on files; it knows no doc."""

    def __init__(self) -> None:
        self._reader = MarkItDown(enable_plugins=False)

    def text(self, file: File) -> str | None:
        """None where it raised. Marks it adds to the text (escapes, bold) are taken off."""
        try:
            told = self._reader.convert_stream(BytesIO(file.payload), stream_info=StreamInfo(extension=f".{file.kind}", filename=file.name))
        except Exception:
            return None
        return str(told.text_content).replace("\\", "").replace("**", "")
