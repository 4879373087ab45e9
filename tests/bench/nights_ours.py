"""Our own nights on the model district: crawled, what was asked for what, and what was seen when."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.nights_count import parts_of
from bench.nights_floor import Books, readable
from bench.nights_plan import FIRST_DAY, Night, nights_of
from district.days import at
from district.events import Planted
from district.register import UNITS_FILE
from district.serve import District

from checks.days import shanghai_day
from checks.run import Checker
from checks.standards import load_standards
from crawler.context import Settings
from crawler.recheck import Recheck
from crawler.run import CrawlRequest, crawl
from crawler.seen import SeenPage, Snapshot
from crawler.store import Store
from rules.units import canonical_address

WINDOW_START = date(2010, 1, 1)
"""Before everything the district has, so that each tool is after the same pages."""


@dataclass
class Watch:
    """Planted events until they are seen. seen: the night each was, None where it was not."""

    seen: dict[int, tuple[Planted, int, int | None]] = field(default_factory=dict)
    _before: dict[int, str] = field(default_factory=dict)

    def plant(self, night: Night, pages: dict[str, SeenPage]) -> None:
        for planted in night.planted:
            number = len(self.seen)
            self.seen[number] = (planted, night.number, None)
            page = pages.get(canonical_address(planted.address))
            self._before[number] = page.content_sha256 if page else ""

    def look(self, night: int, snapshot: Snapshot, pages: dict[str, SeenPage]) -> None:
        listed = {entry.address for entry in snapshot.listed}
        for number, (planted, since, seen) in self.seen.items():
            address = canonical_address(planted.address)
            if seen is None and self._is_seen(number, planted.what, address in listed, pages.get(address)):
                self.seen[number] = (planted, since, night)

    def _is_seen(self, number: int, what: str, is_listed: bool, page: SeenPage | None) -> bool:
        if what in ("backdated", "pinned", "new"):
            return is_listed
        if page is None:
            return False
        if what == "withdrawal":
            return page.withdrawn_on is not None
        return bool(page.page.status_marks) if what == "mark" else page.content_sha256 != self._before[number]

    def told(self) -> list[dict[str, Any]]:
        return [{"what": p.what, "site": p.site, "night": since, "seen": seen, "age": _age(p)} for p, since, seen in self.seen.values()]


def _age(planted: Planted) -> int | None:
    """Days from the page's own day to what happened to it."""
    return (planted.since.date() - planted.claimed).days if planted.claimed else None


class Ours:
    """One archive and database, crawled night after night through the district's proxy. judge_every: every so many nights verdicts are made,
    on which second looks and the sooner visits of resting pages go by."""

    def __init__(self, district: District, folder: Path, judge_every: int, full: bool) -> None:
        self._district, self._folder, self._judge_every, self._full = district, folder, judge_every, full
        self.db_url, self.archive = f"sqlite:///{folder / 'gongkai.db'}", folder / "archive"
        settings = Settings(self.db_url, self.archive, UNITS_FILE, (), at(FIRST_DAY), True, False, records=folder / "records")
        (folder / "records").mkdir()
        self.checker = Checker(Store(self.db_url), load_standards(settings))

    def crawl(self, night: Night) -> None:
        is_judged = bool(self._judge_every) and night.number % self._judge_every == 0
        day, proxy = shanghai_day(night.now), self._district.proxy
        looks: Callable[[], Recheck] = lambda: self.checker.provisional(day)  # noqa: E731
        crawl(
            CrawlRequest(
                district=self.checker.standards.district, db_url=self.db_url, archive=self.archive, clock=lambda: night.now, window_start=WINDOW_START,
                program="gongkai/bench", simulated=True, full=self._full, fast=True, wanted=lambda title, _: self.checker.matchers.is_wanted(title),
                second_look=looks if is_judged else None, resting=self.checker.resting, proxies={"http": proxy, "https": proxy},
            )
        )  # fmt: skip
        if is_judged:
            self.checker.check(day)


def nights_by_us(district: District, count: int, judge_every: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Every night: the floor, requests and bytes by what they were for; at the end what is missing, and when things were seen."""
    folder = Path(tempfile.mkdtemp(prefix="nights-"))
    books, watch, nights = Books(district), Watch(), []
    try:
        ours, pages = Ours(district, folder, judge_every, full=False), dict[str, SeenPage]()
        for night in nights_of(district, count):
            watch.plant(night, pages)
            district.counts.reset()
            ours.crawl(night)
            floor, snapshot = books.floor(night.number), ours.checker.store.snapshot()
            pages = {page.address: page for page in snapshot.pages}
            watch.look(night.number, snapshot, pages)
            nights.append({"floor": asdict(floor) | {"total": floor.total}, "parts": parts_of(ours.archive, district.counts.requests(), books.grown)})
            tell(f"{night.number}")
        return {"nights": nights, "events": watch.told()} | found(district, books, snapshot)
    finally:
        shutil.rmtree(folder)


def found(district: District, books: Books, snapshot: Snapshot) -> dict[str, Any]:
    """What of all that stands at the end is in the store, page and entry; first seen on which night after it appeared."""
    entries = defaultdict(list)
    for listed in snapshot.listed:
        for address in {listed.address, canonical_address(listed.url)}:
            entries[listed.site, address].append(listed.first_seen)
    held = {page.address for page in snapshot.pages}
    standing = {(p.site, p.address): p for p in readable(district)}
    missed = [key for key in standing if (key[0], canonical_address(key[1])) not in entries]
    unread = [key for key, p in standing.items() if not p.is_external and canonical_address(key[1]) not in held]
    late: dict[str, list[int]] = {"newest_first": [], "backdated": []}
    for key in set(standing) - set(missed):
        seen = min(entries[key[0], canonical_address(key[1])])
        nights = (shanghai_day(seen) - (FIRST_DAY + timedelta(days=books.first_night[key]))).days
        late["backdated" if key in books.backdated else "newest_first"].append(nights)
    still = {(p.site, canonical_address(p.address)) for p in district.publications()}
    extra = sum(entry.gone_on is None and (entry.site, canonical_address(entry.url)) not in still for entry in snapshot.listed)
    return {"standing": len(standing), "missed": missed, "unread": unread, "late": late, "listed_unknown": extra}
