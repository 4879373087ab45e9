"""What an address answers at a moment: status, type, bytes; faults included."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from random import Random
from urllib.parse import urlsplit

from district.chrome import ABOUT, Chrome
from district.files import MEDIA, file_bytes, picture_bytes
from district.ground import OUTAGE
from district.model import Column, Site
from district.pages import Pages
from district.plots import PORTAL, PORTAL_SECTIONS
from district.world import World

HTML = "text/html"
ROBOTS = b"User-agent: *\nDisallow: /admin/\n"
_LIST = re.compile(r"(?:index(?:_(\d+))?\.html)?")


@dataclass(frozen=True)
class Answer:
    """One answer. cut: the length announced is larger than the body, and the connection ends. known: the address belongs to the district."""

    status: int
    body: bytes = b""
    media: str = HTML
    location: str = ""
    cut: bool = False
    known: bool = True


def _plain(status: int, text: str, known: bool = True) -> Answer:
    return Answer(status, f"<html><head><title>{text}</title></head><body><h1>{text}</h1></body></html>".encode(), known=known)


class Answers:
    """Answers for one world at one moment; kept, because the moment never moves."""

    def __init__(self, world: World, now: datetime, kept_files: dict[str, bytes]) -> None:
        self.world, self.now = world, now
        self.pages = Pages(Chrome(world, now))
        self.kept: dict[str, Answer] = {}
        self.kept_files = kept_files
        self.bases = sorted(((s.base, s) for s in world.sites.values()), key=lambda p: -len(p[0]))
        self.hosts = {s.host for s in world.sites.values()}
        self.gkmlpt = tuple(r.start.rsplit("/", 1)[0] + "/" for r in world.ground.register.sites.values() if r.gkmlpt)

    def at(self, url: str) -> Answer:
        answer = self.kept.get(url)
        if answer is None:
            answer = self.kept[url] = self._find(url)
        return answer

    def _find(self, url: str) -> Answer:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        if host not in self.hosts:
            return _plain(502, "502 Bad Gateway", known=False)
        address = f"http://{host}{parts.path or '/'}"
        if parts.path == "/robots.txt":
            return Answer(200, ROBOTS, "text/plain")
        if address.startswith(self.gkmlpt):
            return _plain(404, "404 Not Found")
        site = next((s for base, s in self.bases if address.startswith(base)), None)
        if site is None:
            return _plain(404, "404 Not Found", known=False)
        return self._faulty(site, address) or self._on_site(site, address)

    def _faulty(self, site: Site, address: str) -> Answer | None:
        if site.fault == "down" or (site.id, self.now.date()) == OUTAGE:
            return _plain(502, "502 Bad Gateway")
        if site.fault == "missing":
            return _plain(404, "404 Not Found")
        return Answer(302, b"", HTML, location=PORTAL) if site.fault == "redirect" else None

    def _on_site(self, site: Site, address: str) -> Answer:
        doc = self.world.ground.docs.get(address)
        if doc is not None:
            if not doc.stands(self.now):
                return _plain(404, "404 Not Found")
            column = self.world.columns[address.rsplit("content/", 1)[0]]
            return self._html(site, self.pages.article(doc, site, column))
        if address in self.world.files:
            return self._file(address)
        if address in self.world.pictures:
            return Answer(200, self.kept_files.setdefault("picture", picture_bytes()), MEDIA["png"])
        return self._list(site, address) or self._other(site, address) or _plain(404, "404 Not Found", known="/attachment/" in address)

    def _html(self, site: Site, text: str) -> Answer:
        encoding, media = (
            ("gb18030", f"{HTML}; charset=ISO-8859-1") if site.charset == "gb2312" else ("utf-8", HTML if site.style == "plain" else "text/html; charset=utf-8")
        )
        return Answer(200, text.encode(encoding), media)

    def _file(self, address: str) -> Answer:
        file = self.world.files[address]
        if address not in self.kept_files:
            self.kept_files[address] = file_bytes(file)
        return Answer(200, self.kept_files[address], MEDIA[file.kind])

    def _list(self, site: Site, address: str) -> Answer | None:
        folder, _, name = address.rpartition("/")
        column = self.world.columns.get(folder + "/")
        match = _LIST.fullmatch(name)
        if column is None or match is None or column.opens > self.now or match.group(1) == "1":
            return None
        number = int(match.group(1) or 1)
        if column.fault == "garbage":
            return Answer(200, _noise(column))
        if number == 2 and column.fault == "page2_500":
            return _plain(500, "500 Internal Server Error")
        text = self.pages.listing(column, site, number)
        if text is None:
            return None
        whole = self._html(site, text)
        return Answer(200, whole.body[: len(whole.body) // 2], whole.media, cut=True) if number == 2 and column.fault == "page2_short" else whole

    def _other(self, site: Site, address: str) -> Answer | None:
        path = address.removeprefix(site.base).removesuffix("index.html").removesuffix("/")
        if path == "":
            return self._html(site, self.pages.home(site))
        if path == "jgzn" and site.unit:
            return self._html(site, self.pages.about(site, "机构职能"))
        if site.unit is None and path in dict(PORTAL_SECTIONS):
            return self._html(site, self.pages.section(path))
        about = dict(ABOUT).get(path.removeprefix("zjpy/")) if site.unit is None and path.startswith("zjpy/") else None
        return self._html(site, self.pages.about(site, about)) if about else None


def _noise(column: Column) -> bytes:
    """Bytes no encoding gives a sense to."""
    rng = Random(column.url)
    return b"\x00\xff\xfe" + bytes(rng.choice((0, 1, 2, 3, 0x80, 0x81, 0xFD, 0xFF)) for _ in range(6000))
