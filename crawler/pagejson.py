"""Page to JSON text and back, exactly, as the database keeps it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import fields
from datetime import date
from typing import Any

from crawler.page import Attachment, Candidate, Dated, Entry, Link, Member, Named, Page

_NUL = "\\u0000"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_NAMES = tuple(f.name for f in fields(Page))
_DEFAULTS = {f.name: f.default for f in fields(Page)}


def page_to_json(page: Page) -> str:
    """Fields that hold their default are left out; U+0000, which PostgreSQL cannot keep, is dropped.

    >>> page_from_json(page_to_json(Page(kind="list", media="html", title="公告"))).title
    '公告'
    """
    told = {name: _plain(name, value) for name in _NAMES if (value := getattr(page, name)) != _DEFAULTS[name]}
    text = _ENCODER.encode(told)
    return _ENCODER.encode(_without_nul(told)) if _NUL in text else text


def page_from_json(text: str, without: Collection[str] = ()) -> Page:
    """The page `page_to_json` wrote; keys a later version added are passed over, and fields that nobody wants are left empty."""
    told: dict[str, Any] = json.loads(text)
    return Page(**{name: _rich(name, told[name]) for name in _NAMES if name in told and name not in without})


def _plain(name: str, value: Any) -> Any:
    """Records as lists in the order of their fields."""
    if name in ("published", "formed"):
        return _told_day(value)
    if name == "contested":
        return [_told_day(d) for d in value]
    if name == "candidates":
        return [[_day(c.date), c.source, c.snippet, c.rejected_for] for c in value]
    if name == "entries":
        return [_told_entry(e) for e in value]
    if name == "attachments":
        return [[a.href, a.name, a.type] for a in value]
    if name == "references":
        return [[r.href, r.text] for r in value]
    if name == "members":
        return [[m.name, m.type, m.readable, m.reason] for m in value]
    if name == "named":
        return [[n.title, n.number, n.said] for n in value]
    return value


def _told_entry(entry: Entry) -> list[Any]:
    told = [entry.href, entry.title, _day(entry.date), entry.pinned]
    if entry.marks:
        return [*told, entry.yearless, list(entry.marks)]
    return [*told, entry.yearless] if entry.yearless else told


def _told_day(dated: Dated) -> list[Any]:
    return [_day(dated.date), dated.time, dated.source, dated.snippet, *([list(dated.agreed_by)] if dated.agreed_by else [])]


def _rich(name: str, value: Any) -> Any:
    if name in ("published", "formed"):
        return _rich_day(value)
    if name == "contested":
        return tuple(_rich_day(d) for d in value)
    if name == "candidates":
        return tuple(Candidate(_from_day(c[0]), *c[1:]) for c in value)
    if name == "entries":
        return tuple(_rich_entry(e) for e in value)
    if name == "attachments":
        return tuple(Attachment(*a) for a in value)
    if name == "references":
        return tuple(Link(*r) for r in value)
    if name == "members":
        return tuple(Member(*m) for m in value)
    if name == "named":
        return tuple(Named(*n) for n in value)
    if name == "tables":
        return tuple(tuple(tuple(row) for row in table) for table in value)
    return tuple(value) if isinstance(value, list) else value


def _rich_entry(value: list[Any]) -> Entry:
    marks = tuple(value[5]) if len(value) > 5 else ()
    return Entry(value[0], value[1], _from_day(value[2]), value[3], value[4] if len(value) > 4 else "", marks)


def _rich_day(value: list[Any]) -> Dated:
    return Dated(date.fromisoformat(value[0]), value[1], value[2], value[3], tuple(value[4]) if len(value) > 4 else ())


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _from_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {key: _without_nul(item) for key, item in value.items()}
    return [_without_nul(item) for item in value] if isinstance(value, list | tuple) else value
