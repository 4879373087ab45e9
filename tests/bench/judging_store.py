"""A store of any size for measuring judging: a crawl of the model district, and filler cloned from what is no publication there."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete

from checks.hit import Hit
from checks.match import Matchers
from crawler.events import Captured, ColumnRead, Event, SeenEntry
from crawler.page import Dated, Page
from crawler.store import Store
from crawler.tables import FROM_READINGS
from rules.units import District, Site, canonical_address

SCALE = 0.15
YEAR, DAYS = date(2017, 1, 1), 364
AT_ONCE = 1000
A_COLUMN = 500
DECOYS, LONG, FILES = 0.05, 0.05, 0.08
"""Shares of the filler: pages that sound like a publication and are none; very long ones; attachments."""
MADE = "bench"
"""Where filler has its day from: by this it is told from what was crawled, behind which it stands."""
_SENTENCES, _MANY = (4, 24), (150, 400)


def crawl(folder: Path, seed: int) -> Path:
    """Crawls the model district on its three evenings; the folder with the database."""
    demo = Path(__file__).parents[1] / "district" / "demo.py"
    gongkai = Path(sys.executable).with_name("gongkai")
    command = [sys.executable, str(demo), "--gongkai", str(gongkai), "--out", str(folder), "--seed", str(seed), "--scale", str(SCALE)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder


def copied(crawled: Path, folder: Path) -> str:
    """A copy of a crawl's database; its URL. Nothing in it was ever matched."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("bench.db*"):
        old.unlink()
    shutil.copy(crawled / "gongkai.db", folder / "bench.db")
    url = f"sqlite:///{folder / 'bench.db'}"
    with Store(url) as store, store.engine.begin() as connection:
        for table in FROM_READINGS:
            connection.execute(delete(table))
    return url


@dataclass(frozen=True)
class Models:
    """What filler is made of: pages of which no duty says anything, such as only sound like a publication, and their sentences."""

    plain: tuple[Page, ...]
    decoys: tuple[Page, ...]
    sentences: tuple[str, ...]


def models(store: Store, matchers: Matchers) -> Models:
    """The articles of a crawl by what the rules' words make of them."""
    plain, decoys = [], []
    for page in _crawled(store):
        hits: list[Hit] = list(matchers.match(page, matchers.by_digest).values())
        if not hits:
            plain.append(page)
        elif not any(h.wording for h in hits):
            decoys.append(page)
    texts = {s.strip() for page in plain for s in page.body.replace("。", "。\n").splitlines() if len(s.strip()) > 8}
    return Models(tuple(plain), tuple(decoys), tuple(sorted(texts)))


def _crawled(store: Store) -> Iterator[Page]:
    """The articles the crawl read."""
    after = 0
    while batch := store.readings_after(after):
        after = batch[-1].id
        for page in (r.page for r in batch):
            if page.published is not None and page.published.source == MADE:
                return
            if page.kind == "article" and page.is_whole:
                yield page


class Filler:
    """Writes filler into a store, behind the last run's own events, so that what was searched stays as it was."""

    def __init__(self, store: Store, district: District, made_of: Models, first: int = 0) -> None:
        """first: the number of its first page; no two pages of a store may have the same."""
        self._store, self._of = store, made_of
        self._sites = tuple(s for s in district.sites if s.is_crawled)
        self._random = random.Random(first)
        self._count = first

    def add(self, pages: int) -> None:
        """So many more pages with their list entries."""
        run, last = self._store.runs()[-1], self._store.last_capture_at()
        assert last is not None, "the crawl it begins with has captures"
        at, seq = last + timedelta(seconds=1), run.last_seq
        entries: dict[str, list[SeenEntry]] = {}
        for start in range(0, pages, AT_ONCE):
            made = [self._page(self._count + n) for n in range(min(AT_ONCE, pages - start))]
            self._count += len(made)
            readings = [(hashlib.sha256(url.encode()).hexdigest(), page) for _, url, page in made]
            captured = [_captured(told, sha, at) for told, (sha, _) in zip(made, readings, strict=True)]
            self._store.apply(run.id, enumerate(captured, seq + 1), readings)
            seq += len(made)
            for site, url, page in made:
                entries.setdefault(site.id, []).append(_entry(url, page))
        self._store.apply(run.id, enumerate(self._columns(entries, at), seq + 1))

    def _columns(self, entries: dict[str, list[SeenEntry]], at: datetime) -> Iterator[Event]:
        """A column of each site for every so many of its pages, read twice."""
        for site, listed in sorted(entries.items()):
            for start in range(0, len(listed), A_COLUMN):
                column, shown = f"bench-{self._count}-{start}", tuple(listed[start : start + A_COLUMN])
                for look in (1, 2):
                    yield ColumnRead(at, look, site, column, "工作动态", "", True, "end", True, None, 1, "0" * 64, shown, "")

    def _page(self, number: int) -> tuple[Site, str, Page]:
        chance = self._random
        site = self._sites[number % len(self._sites)]
        model = chance.choice(self._of.decoys if self._of.decoys and chance.random() < DECOYS else self._of.plain)
        many = _MANY if chance.random() < LONG else _SENTENCES
        body = model.body + "".join(chance.choices(self._of.sentences, k=chance.randint(*many))) + f"（第{number}号）"
        day = YEAR + timedelta(days=chance.randint(0, DAYS))
        published = Dated(day, None, MADE, "")
        page = replace(model, title=f"{model.title}（{number}）", body=body, published=published, document_number=None, index_number=None)
        if chance.random() < FILES:
            page = replace(page, kind="attachment", media="pdf", attachments=(), references=())
        return site, f"{site.start[0].rpartition('/')[0]}/bench/{number}.html", page


def _captured(told: tuple[Site, str, Page], sha256: str, at: datetime) -> Captured:
    site, url, page = told
    role = "attachment" if page.kind == "attachment" else "article"
    return Captured(at, url, site.id, role, 200, sha256, 9000, "text/html", "", "bench.warc.gz", 0, 900)


def _entry(url: str, page: Page) -> SeenEntry:
    assert page.published is not None, "filler tells its day"
    return SeenEntry(canonical_address(url), url, page.title, page.published.date, pinned=False)
