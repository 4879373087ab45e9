"""What the readers of files give: text, tables, what is missing of them, and the members of an archive."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawler.page import Member
from crawler.page import Rows as Rows

_MOST_CHARACTERS, _MOST_CELLS = 5_000_000, 1_000_000
_CUT = "内容过多，只读了前面部分"


@dataclass(frozen=True)
class FileText:
    """A file as read. reason: which part could not be read or is not to be trusted ("" for none); images: pictures whose
    words were not read."""

    text: str
    tables: tuple[Rows, ...] = ()
    reason: str = ""
    members: tuple[Member, ...] = ()
    images: int = 0


def capped(found: FileText) -> FileText:
    """With no more text and cells than a page may hold."""
    room, tables = _MOST_CELLS, []
    for table in found.tables:
        rows = []
        for row in table:
            room -= len(row)
            if room < 0:
                break
            rows.append(row)
        tables.append(tuple(rows))
    if room >= 0 and len(found.text) <= _MOST_CHARACTERS:
        return found
    reason = f"{found.reason}；{_CUT}" if found.reason else _CUT
    return replace(found, text=found.text[:_MOST_CHARACTERS], tables=tuple(filter(None, tables)), reason=reason)
