"""What a run's journal tells: one frozen dataclass per kind of event, and its line of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from rules.errors import StoreError

NO_PAGES = ("robots", "asset", "state")
"""Roles of answers that are kept as evidence and are nobody's page: never read, listed or asked for on their own."""
RENDERED = "rendered"
ASIDE = (*NO_PAGES, RENDERED)
"""Roles of what no request for an address can be conditional on."""


@dataclass(frozen=True)
class RunStarted:
    """The first event. mode: full | incremental | discover (columns were only looked for: no look at anything)."""

    at: datetime
    run: str
    simulated: bool
    mode: str
    fast: bool
    program: str
    reader: str
    units_sha256: str
    sites: tuple[str, ...]


@dataclass(frozen=True)
class Captured:
    """One answer to one address. sha256 and size: of the payload as received; offset, length: of its WARC record.

    role: what it was fetched for (start, section, list, article, attachment, robots, revisit, asset: for a page in the browser), or what the
    browser showed of an address: rendered, at first; state, after a click. Those stand in resource records; `status` is the page's.
    location: where a redirect points, absolute, else "". etag, last_modified: what the next request can be conditional on.
    held_file, held_offset: where the payload lies, if this record is a revisit of an earlier one (WARC 1.1, 6.7); sha256 and size are that
    payload's then, and `status` is what the server said (304, or 200 with the same bytes).
    """

    at: datetime
    url: str
    site: str | None
    role: str
    status: int
    sha256: str
    size: int
    content_type: str
    location: str
    file: str
    offset: int
    length: int
    etag: str = ""
    last_modified: str = ""
    held_file: str = ""
    held_offset: int = 0


@dataclass(frozen=True)
class Failed:
    """A fetch that gave no usable answer: a capture without a body. reason: a code; detail: Chinese; column: for which it was asked."""

    at: datetime
    url: str
    site: str | None
    role: str
    reason: str
    detail: str
    column: str = ""


@dataclass(frozen=True)
class SeenEntry:
    """One entry of a column as its pages showed it."""

    address: str
    url: str
    title: str
    date: date | None
    pinned: bool
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnRead:
    """One reading of one column, with all entries it showed in their order.

    covered_since: everything dated on or after this day was read (now or in the look this one joins); None with
    `to_end`: everything. first_page: digest of the entries of page 1, to notice that nothing changed. total, page_count: what the list
    says of itself. skipped: entries not followed, as (Chinese reason, how many). read_from: the address
    of the data that held the entries, or "browser", where a script fills the page itself.
    """

    at: datetime
    look: int
    site: str
    column: str
    name: str
    url: str
    complete: bool
    reached: str
    to_end: bool
    covered_since: date | None
    pages: int
    first_page: str
    entries: tuple[SeenEntry, ...]
    reason: str
    total: int | None = None
    page_count: int | None = None
    skipped: tuple[tuple[str, int], ...] = ()
    read_from: str = ""


@dataclass(frozen=True)
class SiteRead:
    """One site's part of the run is over. standing: how many entries stand in its columns after it, as far as is known; None where that was not counted.

    nights_left: for how many further nights its first crawl is planned; 0 once it is through.
    """

    at: datetime
    site: str
    reached: bool
    names_unit: bool
    reason: str
    detail: str
    standing: int | None = None
    nights_left: int = 0


@dataclass(frozen=True)
class SecondLookStarted:
    """From here on the columns of these sites are read again."""

    at: datetime
    sites: tuple[str, ...]


@dataclass(frozen=True)
class TlsAccepted:
    """From here on this host's answers came over a connection whose certificate is faulty, as units.yaml allows. fault: Chinese."""

    at: datetime
    host: str
    fault: str
    allowed_by: str
    on: date


@dataclass(frozen=True)
class RunEnded:
    """The last event. status: done | interrupted | failed | killed (written by the next start)."""

    at: datetime
    status: str
    counts: tuple[tuple[str, int], ...]


Event = RunStarted | Captured | Failed | ColumnRead | SiteRead | SecondLookStarted | TlsAccepted | RunEnded

KINDS: dict[str, type[Event]] = {
    "run_started": RunStarted,
    "capture": Captured,
    "failure": Failed,
    "column_read": ColumnRead,
    "site_look": SiteRead,
    "second_look_started": SecondLookStarted,
    "tls_accepted": TlsAccepted,
    "run_ended": RunEnded,
}
_KIND_OF = {cls: kind for kind, cls in KINDS.items()}


def to_line(seq: int, event: Event) -> str:
    """The journal's line of an event, without its newline.

    >>> to_line(3, SecondLookStarted(datetime(2017, 12, 31, 16, tzinfo=UTC), ("czj",)))
    '{"seq":3,"kind":"second_look_started","at":"2017-12-31T16:00:00+00:00","sites":["czj"]}'
    """
    told: dict[str, Any] = {"seq": seq, "kind": _KIND_OF[type(event)], **vars(event)}
    return storable(json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=_plain))


def from_line(line: str) -> tuple[int, Event]:
    """Raises ValueError where the line is not a whole event."""
    try:
        told = json.loads(line)
        seq, cls = int(told.pop("seq")), KINDS[told.pop("kind")]
        # Journals of earlier versions lack the fields that have a default.
        given = {f.name: _REBUILT.get(f.name, _same)(told[f.name]) for f in fields(cls) if f.name in told or f.default is MISSING}
        return seq, cls(**given)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not an event: {line[:80]!r}") from error


def storable(text: str) -> str:
    r"""Text every database takes.

    >>> storable("a\x00b") == "a\ufffdb"
    True
    """
    text = text.replace("\x00", "\ufffd")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def instant(text: str) -> datetime:
    """A stored instant, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def in_utc(moment: datetime) -> datetime:
    """Instants are kept in UTC; one without an offset is a mistake of the caller."""
    if moment.tzinfo is None:
        raise StoreError(f"时间 {moment.isoformat()} 没有时区；例如 2017-12-31T23:00:00+08:00")
    return moment.astimezone(UTC)


def _plain(value: object) -> str | dict[str, Any]:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, SeenEntry):
        return {name: told for name, told in vars(value).items() if name != "marks" or told}
    raise TypeError(f"no place in a journal for {value!r}")


def _same(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _entries(value: list[dict[str, Any]]) -> tuple[SeenEntry, ...]:
    return tuple(SeenEntry(**{**e, "date": _day(e["date"]), "marks": tuple(e.get("marks", ()))}) for e in value)


def _counts(value: list[list[Any]]) -> tuple[tuple[str, int], ...]:
    return tuple((str(name), int(n)) for name, n in value)


_REBUILT: dict[str, Callable[[Any], Any]] = {
    "at": instant,
    "on": _day,
    "covered_since": _day,
    "entries": _entries,
    "counts": _counts,
    "skipped": _counts,
}
