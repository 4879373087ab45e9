"""What the readers of files give: text, tables, what is missing of them, and the members of an archive."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.page import Member

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class FileText:
    """A file as read. reason: which part could not be read or is not to be trusted ("" for none); images: pictures whose
    words were not read."""

    text: str
    tables: tuple[Rows, ...] = ()
    reason: str = ""
    members: tuple[Member, ...] = ()
    images: int = 0
