"""Serves the model district as an HTTP forward proxy on 127.0.0.1; `serve`, `truth` and `count` from the command line."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections import Counter
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from district.answers import Answers
from district.counts import Counts
from district.days import CRAWL_DAYS, at
from district.events import Events, Planted
from district.faults import OF_LISTS, Faults
from district.handler import Server
from district.model import Column
from district.register import UNITS_FILE
from district.standing import Publication, publications
from district.truth import Record
from district.view import never
from district.world import World, build_world


class District:
    """One seed's district; `start` serves it from a thread. latency_seconds: how long each answer is held back. kinds: sites of every kind."""

    def __init__(self, seed: int, scale: float = 1.0, units_file: Path = UNITS_FILE, kinds: bool = False) -> None:
        self.latency_seconds = 0.0
        self.world: World = build_world(seed, scale, units_file, kinds)
        self.counts = Counts()
        self.events = Events(self.world)
        self.faults = Faults(self.world.sites, self._forget)
        self._files: dict[str, bytes] = {}
        self._server: Server | None = None
        self.set_now(at(CRAWL_DAYS[-1]))

    def set_now(self, now: datetime) -> None:
        """Moves the clock; now must carry an offset."""
        if now.tzinfo is None:
            raise ValueError(f"the clock needs an offset, e.g. 2017-12-31T22:00:00+08:00, not {now.isoformat()}")
        self._show(now.astimezone(at(CRAWL_DAYS[0]).tzinfo))

    def _show(self, now: datetime) -> None:
        is_bent = any(f.name in OF_LISTS for f in self.faults.on)
        self.answers = Answers(self.world, now, self._files, self.faults.is_bent if is_bent else never)

    def _forget(self) -> None:
        """What is shown has changed, though the clock stands."""
        self._show(self.answers.now)

    def truth(self, day: date) -> list[Record]:
        """The ledger of one of the three crawl days."""
        return self.world.truth(day)

    def start(self, now: datetime, port: int = 0) -> District:
        self.set_now(now)
        self._server = Server(("127.0.0.1", port), self)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    @property
    def port(self) -> int:
        assert self._server is not None, "start the district first"
        return int(self._server.server_address[1])

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        if self._server:
            self._server.is_over = True
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self) -> District:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # what happens while it is served

    def publications(self, now: datetime | None = None) -> list[Publication]:
        """Everything that stands in a list at the moment; now: the district's clock."""
        return publications(self.world, now or self.answers.now)

    def column(self, site: str, column: str = "") -> Column:
        """By its key; without one: the site's column with most pages that may be changed."""
        columns = self.world.sites[site].columns
        if column:
            return columns[column]
        whole = [c for c in columns.values() if not c.fault and c.layout != "undated"]
        return max(whole, key=lambda c: sum(e.href in self.world.ordinary for e in c.entries))

    def plant_new(self, site: str, column: str = "", *, at: datetime, title: str = "") -> Planted:
        return self._planted(self.events.add(self.column(site, column), at, "new", at.date(), title))

    def plant_pinned(self, site: str, column: str = "", *, at: datetime, title: str = "") -> Planted:
        """A new page that stands above the others from the moment on, and stays there."""
        return self._planted(self.events.add(self.column(site, column), at, "pinned", at.date(), title))

    def plant_backdated(self, site: str, column: str = "", *, at: datetime, title: str = "") -> Planted:
        """A page that appears at the moment, deep in the list under an old day."""
        return self._planted(self.events.backdate(self.column(site, column), at, title))

    def plant_edit(self, site: str, column: str = "", *, at: datetime) -> Planted:
        """A page that stands is given one more sentence."""
        return self._planted(self.events.edit(self.column(site, column), at))

    def plant_mark(self, site: str, column: str = "", *, at: datetime, how: str = "banner") -> Planted:
        """A page says from the moment on that it has lost its force; how: as in model.Mark."""
        return self._planted(self.events.mark(self.column(site, column), at, how))

    def plant_withdrawal(self, site: str, column: str = "", *, at: datetime) -> Planted:
        """A page answers 404 from the moment on, and no list shows it."""
        return self._planted(self.events.withdraw(self.column(site, column), at))

    def _planted(self, planted: Planted) -> Planted:
        self._forget()
        return planted


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("serve", "truth", "count"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0, help="how many ordinary pages, 1.0 is about 4,000")
    parser.add_argument("--units", type=Path, default=UNITS_FILE)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds each answer is held back")
    parser.add_argument("--kinds", action="store_true", help="sites of every kind, not static ones alone")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--now", type=datetime.fromisoformat, default=at(CRAWL_DAYS[-1]))
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    asked = _arguments(argv)
    district = District(asked.seed, asked.scale, asked.units, asked.kinds)
    if asked.command == "truth":
        records = [asdict(r) for day in CRAWL_DAYS for r in district.truth(day)]
        print(json.dumps({"seed": asked.seed, "records": records}, ensure_ascii=False, indent=1, default=str))
        return 0
    if asked.command == "count":
        for day in CRAWL_DAYS:
            print(day, dict(sorted(Counter("/".join(r.outcomes) for r in district.truth(day)).items())))
        print("documents", len(district.world.ground.docs), "columns", len(district.world.columns), "files", len(district.world.files))
        return 0
    district.latency_seconds = asked.latency
    district.start(asked.now, asked.port)
    print(district.port, flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        district.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
