"""What is known of an address from earlier runs, and the request headers that say so (RFC 9110, 13.1)."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.answer import RawAnswer
from crawler.desk import Desk
from crawler.fetching import Ask, LastAnswer
from crawler.page import Page
from rules.units import canonical_address

_FOR_LINKS = ("start", "section")
"""Asked for their links, which nobody keeps: a 304 would hold back what they are asked for."""
_LITTLE = 200_000


@dataclass(frozen=True)
class Before:
    """The last good answer of an address and its stored page, where both are to be had; headers: empty where the answer must come whole."""

    last: LastAnswer | None = None
    page: Page | None = None
    headers: Mapping[bytes, bytes] = field(default_factory=dict)

    async def is_same(self, got: RawAnswer) -> bool:
        """Whether an answer with status 200 brings the bytes of the last one."""
        if self.last is None or len(got.body) != self.last.size:
            return False
        digest = await asyncio.to_thread(_digest, got.body) if len(got.body) > _LITTLE else _digest(got.body)
        return digest == self.last.sha256

    def page_of(self, got: RawAnswer) -> Page | None:
        """The stored page of the same bytes; None where it must be read again: the reader goes by their type as well."""
        return self.page if self.last is not None and got.header("Content-Type") == self.last.content_type else None


async def before(desk: Desk, url: str, role: str, ask: Ask) -> Before:
    """Reads the database, in a thread, but only for addresses an earlier run may have had."""
    address = canonical_address(url)
    if not desk.is_known(address):
        return Before()
    last = await asyncio.to_thread(desk.last_of, address)
    if last is None or role in _FOR_LINKS:
        return Before(last)
    page = await asyncio.to_thread(desk.page_of, last.sha256)
    # What only a browser can read is shown to it as it was just sent.
    if page is None or page.refusal or (desk.browser and not page.readable and page.media == "html"):
        return Before(last)
    return Before(last, page, {} if ask.afresh else _headers(last))


def _headers(last: LastAnswer) -> dict[bytes, bytes]:
    told = {b"If-None-Match": last.etag, b"If-Modified-Since": last.last_modified}
    return {name: value.encode("latin-1") for name, value in told.items() if value and _is_sendable(value)}


def _is_sendable(value: str) -> bool:
    return value.isprintable() and all(c <= "\xff" for c in value)


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
