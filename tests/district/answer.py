"""One answer of the district, and the few shapes most answers have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random

from district.model import Site

HTML = "text/html"
UTF8 = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
XML = "text/xml; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """One answer. cut: the length announced is larger than the body, and the connection ends. known: the address belongs to the district.

    changed: since when it is as it is, where a server can know that. etag, modified: the validators it carries, as the headers have them;
    gzip: it may be sent packed. drop: the connection ends without a byte; endless: the body never ends, a piece each pace_seconds; retry_after: seconds.
    """

    status: int
    body: bytes = b""
    media: str = HTML
    location: str = ""
    cut: bool = False
    known: bool = True
    changed: datetime | None = None
    etag: str = ""
    modified: str = ""
    gzip: bool = False
    drop: bool = False
    endless: bool = False
    pace_seconds: float = 0.0
    delay_seconds: float = 0.0
    retry_after: int = 0


def plain(status: int, text: str, known: bool = True) -> Answer:
    """A page that says one line."""
    return Answer(status, f"<html><head><title>{text}</title></head><body><h1>{text}</h1></body></html>".encode(), known=known)


def missing(known: bool = True) -> Answer:
    return plain(404, "404 Not Found", known)


def moved(location: str, status: int = 302) -> Answer:
    return Answer(status, b"", HTML, location=location)


def noise(seed: str) -> bytes:
    """Bytes no encoding gives a sense to."""
    rng = Random(seed)
    return b"\x00\xff\xfe" + bytes(rng.choice((0, 1, 2, 3, 0x80, 0x81, 0xFD, 0xFF)) for _ in range(6000))


def html(site: Site, text: str, changed: datetime | None = None) -> Answer:
    """A page as the site's server sends it: GBK under a wrong charset, no charset at all, or UTF-8."""
    if site.charset == "gb2312":
        return Answer(200, text.encode("gb18030"), f"{HTML}; charset=ISO-8859-1" if site.platform != "table" else HTML, changed=changed)
    return Answer(200, text.encode(), HTML if site.style == "plain" else UTF8, changed=changed)


@dataclass(frozen=True)
class Asked:
    """One address taken apart. path: below the site's base; query: the last value of each name."""

    url: str
    address: str
    path: str
    query: dict[str, str]

    def number(self, name: str, otherwise: int = 1) -> int:
        """A number of the query; what is none counts as 0."""
        said = self.query.get(name, str(otherwise))
        return int(said) if said.isdigit() else 0
