"""What an address answers at a moment: status, type, bytes, validators; built-in faults included."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import md5
from urllib.parse import parse_qsl, urlsplit

from district import serve_generic, serve_gkmlpt, serve_hanweb, serve_redesigned, serve_script, serve_table, serve_trap
from district.answer import Answer, Asked, html, missing, moved, noise, plain
from district.chrome import ABOUT, Chrome
from district.files import MEDIA, file_bytes, picture_bytes
from district.ground import OUTAGE
from district.model import Column, Doc, Platform, Site
from district.pages import Pages
from district.plots import PORTAL, PORTAL_SECTIONS
from district.view import Bent, View, never
from district.world import World

ROBOTS = "User-agent: *\nDisallow: /admin/\n"
_LIST = re.compile(r"(?:index(?:_(\d+))?\.html)?")
SERVED: dict[Platform, Callable[[Pages, Site, Asked], Answer | None]] = {
    "gkmlpt": serve_gkmlpt.serve, "table": serve_table.serve, "script": serve_script.serve, "hanweb": serve_hanweb.serve, "generic": serve_generic.serve,
}  # fmt: skip
ARTICLES: dict[Platform, Callable[[Pages, Doc, Site, Column], str]] = {"gkmlpt": serve_gkmlpt.article, "table": serve_table.article}
LISTED_AS_STATIC: tuple[Platform, ...] = ("static", "generic")


class Answers:
    """Answers for one world at one moment; kept, because the moment never moves. bent: faults of lists."""

    def __init__(self, world: World, now: datetime, kept_files: dict[str, bytes], bent: Bent = never) -> None:
        self.world, self.now = world, now
        self.view = View(world, now, bent)
        self.pages = Pages(Chrome(self.view))
        self.kept: dict[str, Answer] = {}
        self.kept_files = kept_files
        self.bases = sorted(((s.base, s) for s in world.sites.values()), key=lambda p: -len(p[0]))
        self.hosts = {s.host for s in world.sites.values()}
        absent = () if world.are_kinds else tuple(r for r in world.ground.register.sites.values() if r.gkmlpt)
        self.gkmlpt = tuple(r.start.rsplit("/", 1)[0] + "/" for r in absent)

    def at(self, url: str) -> Answer:
        answer = self.kept.get(url)
        if answer is None:
            answer = self.kept[url] = self._find(url)
        return answer

    def site_of(self, url: str) -> Site | None:
        return next((s for base, s in self.bases if url.startswith(base)), None)

    def _find(self, url: str) -> Answer:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        if host not in self.hosts:
            return plain(502, "502 Bad Gateway", known=False)
        address = f"http://{host}{parts.path or '/'}"
        if parts.path == "/robots.txt":
            return Answer(200, self._robots(host), "text/plain")
        if address.startswith(self.gkmlpt):
            return missing()
        site = self.site_of(address)
        if site is None:
            return missing(known=False)
        query = dict(parse_qsl(parts.query))
        asked = Asked(f"{address}?{parts.query}" if parts.query else address, address, address.removeprefix(site.base), query)
        return self._faulty(site) or self._stamped(site, self._on_site(site, asked))

    def _robots(self, host: str) -> bytes:
        maps = (f"Sitemap: {s.base}sitemap.xml\n" for s in self.world.sites.values() if s.platform == "generic" and s.host == host)
        return (ROBOTS + "".join(maps)).encode()

    def _faulty(self, site: Site) -> Answer | None:
        if site.fault == "down" or (site.id, self.now.date()) == OUTAGE:
            return plain(502, "502 Bad Gateway")
        if site.fault == "missing":
            return missing()
        return moved(PORTAL) if site.fault == "redirect" else None

    def _stamped(self, site: Site, answer: Answer) -> Answer:
        """With the validators the site's server sends for what it knows the age of."""
        manner = site.manner
        if answer.status != 200:
            return answer
        answer = replace(answer, gzip=manner.gzip and answer.media.startswith("text/"))
        if answer.changed is None or manner.clock or manner.counter:
            return answer
        changed = max(answer.changed, self.view.navigation_changed(site)) if answer.media.startswith("text/html") else answer.changed
        etag = f'"{md5(answer.body, usedforsecurity=False).hexdigest()[:16]}"' if "etag" in manner.validators else ""
        modified = format_datetime(changed.astimezone(UTC), usegmt=True) if "modified" in manner.validators else ""
        return replace(answer, etag=etag, modified=modified)

    def _on_site(self, site: Site, asked: Asked) -> Answer:
        docs = self.world.ground.docs
        doc = docs.get(asked.url) or docs.get(asked.address)
        if doc is not None:
            return self._article(site, doc) if doc.stands(self.now) else missing()
        if asked.address in self.world.files:
            return self._file(asked.address)
        if asked.address in self.world.pictures:
            return Answer(200, self.kept_files.setdefault("picture", picture_bytes()), MEDIA["png"])
        new = serve_redesigned.serve(self.pages, site, asked)
        own = SERVED[site.platform](self.pages, site, asked) if new is None and site.platform in SERVED else None
        own = own or serve_trap.serve(self.pages, site, asked)
        return new or own or self._list(site, asked.address) or self._other(site, asked) or missing(known="/attachment/" in asked.address)

    def _article(self, site: Site, doc: Doc) -> Answer:
        column = self.world.columns[self.world.ground.homes[doc.url]]
        text = ARTICLES.get(site.platform, Pages.article)
        # The platform's pages carry the whole tree with its counts: they change whenever anything is published, and have no age.
        changed = None if site.platform == "gkmlpt" else serve_generic.changed(doc, self.now)
        return html(site, text(self.pages, doc, site, column), changed)

    def _file(self, address: str) -> Answer:
        file = self.world.files[address]
        if address not in self.kept_files:
            self.kept_files[address] = file_bytes(file)
        return Answer(200, self.kept_files[address], MEDIA[file.kind], changed=self.world.attached[address])

    def _list(self, site: Site, address: str) -> Answer | None:
        folder, _, name = address.rpartition("/")
        column = self.world.columns.get(folder + "/")
        match = _LIST.fullmatch(name)
        if column is None or match is None or column.opens > self.now or match.group(1) == "1" or site.platform not in LISTED_AS_STATIC:
            return None
        if self.view.is_redesigned(column):
            return None
        number = int(match.group(1) or 1)
        if column.fault == "garbage":
            return Answer(200, noise(column.url))
        if number == 2 and column.fault == "page2_500":
            return plain(500, "500 Internal Server Error")
        text = self.pages.listing(column, site, number)
        if text is None:
            return None
        whole = html(site, text, self.view.changed(column))
        return Answer(200, whole.body[: len(whole.body) // 2], whole.media, cut=True) if number == 2 and column.fault == "page2_short" else whole

    def _other(self, site: Site, asked: Asked) -> Answer | None:
        path = asked.path.removesuffix("index.html").removesuffix("/")
        opened = self.view.columns(site)
        if path == "":
            return html(site, self.pages.home(site), max((self.view.changed(c) for c in opened), default=None))
        first = min((c.opens for c in opened), default=None)
        if path == "jgzn" and site.unit:
            return html(site, self.pages.about(site, "机构职能"), first)
        if site.unit is None and path in dict(PORTAL_SECTIONS):
            return html(site, self.pages.section(path), first)
        about = dict(ABOUT).get(path.removeprefix("zjpy/")) if site.unit is None and path.startswith("zjpy/") else None
        return html(site, self.pages.about(site, about), first) if about else None
