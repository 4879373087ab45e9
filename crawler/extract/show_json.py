"""A reading as JSON: the shape of `gongkai read --json` (interface.md, section 3)."""

from __future__ import annotations

from typing import Any

from crawler.extract.dates.address import with_address_date
from crawler.page import Candidate, Dated, Entry, Page


def located(page: Page, url: str | None) -> Page:
    """The page with its addresses made whole, and its address's day as a last resort."""
    return with_address_date(page.located_at(url), url) if url else page


def reading_as_json(page: Page, url: str | None = None, unit: str | None = None) -> dict[str, Any]:
    """`unit`: the id of the unit that 来源 or 发布机构 names, where a units file tells."""
    page = located(page, url)
    return _attachment(page, url) if page.kind == "attachment" else _page(page, url, unit)


def _attachment(page: Page, url: str | None) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "kind": page.kind,
        "url": url,
        "title": page.title,
        "type": page.media,
        "readable": page.readable,
        "reason": page.reason,
        "periods": list(page.periods),
        "text": page.body,
        "tables": _tables(page),
        "images": page.images,
        "members": [{"name": m.name, "type": m.type, "readable": m.readable, "reason": m.reason} for m in page.members],
    }


def _page(page: Page, url: str | None, unit: str | None) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "kind": page.kind,
        "url": url,
        "charset": page.charset,
        "title": page.title,
        "column": page.column_name,
        "published": _dated(page.published),
        "contested": [_dated(d) for d in page.contested],
        "candidates": [_candidate(c) for c in page.candidates],
        "formed": page.formed.date.isoformat() if page.formed else None,
        "document_number": page.document_number,
        "index_number": page.index_number,
        "source": page.source,
        "unit": unit,
        "periods": list(page.periods),
        "body": page.body,
        "tables": _tables(page),
        "images": page.images,
        "links": page.link_count,
        "attachments": [{"url": a.href, "name": a.name, "type": a.type} for a in page.attachments],
        "status_marks": list(page.status_marks),
        "entries": [_entry(e) for e in page.entries],
        "next": page.next_href,
        "pages": page.page_count,
        "total": page.total,
        "data": list(page.data_hrefs),
        "readable": page.readable,
        "reason": page.reason,
    }


def _dated(dated: Dated | None) -> dict[str, Any] | None:
    if dated is None:
        return None
    return {"date": dated.date.isoformat(), "time": dated.time, "from": dated.source, "snippet": dated.snippet, "agreed_by": list(dated.agreed_by)}


def _entry(entry: Entry) -> dict[str, Any]:
    day = entry.date.isoformat() if entry.date else None
    return {"url": entry.href, "title": entry.title, "date": day, "yearless": entry.yearless, "pinned": entry.pinned, "marks": list(entry.marks)}


def _candidate(candidate: Candidate) -> dict[str, Any]:
    day = candidate.date.isoformat() if candidate.date else None
    return {"date": day, "from": candidate.source, "snippet": candidate.snippet, "rejected_for": candidate.rejected_for}


def _tables(page: Page) -> list[list[list[str]]]:
    return [[list(row) for row in table] for table in page.tables]
