"""`make soak`: crawls are killed (SIGKILL) at random moments and started again; then the store must be the one of an undisturbed crawl."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from district.compare import table
from district.days import CRAWL_DAYS, at
from district.serve import District
from faults.cases import choose
from faults.office import Done, Office, write_units
from soak.store_as_seen import Documents, Seen, documents_in, seen_in, snapshot_in

FIRST, LATER = "首次", "增量"
MOST_KILLS = 4
"""Of one crawl; then it may come to its end."""
AT_THE_EDGES = 0.2
"""This share of kills is timed by the clock alone, to meet starts and ends, where nothing is asked."""
BEFORE, NIGHT = at(CRAWL_DAYS[0]), at(CRAWL_DAYS[2])
WAITING = 64
"""How many answers may wait for the writer; they are asked for again."""
END_SECONDS = 900
HEADS = [
    "抓取", "被杀", "请求", "其中文章附件", "不受打扰时", "重复的文章附件", "最多允许", "复核重做", "最多允许",
    "杀后还差", "续抓后库相同", "档案核对", "由档案重建相同", "守约",
]  # fmt: skip


@dataclass(frozen=True)
class Undisturbed:
    """A crawl nobody killed: what it asked, how long it took, what is stored after it."""

    requests: int
    seconds: float
    asked: Counter[str]
    documents: Documents
    seen: Seen


@dataclass(frozen=True)
class Round:
    """One crawl killed a few times and brought to its end.

    lacking: how many rows of the undisturbed store were not there, or others, after the last kill; differences: once the crawl came to its end.
    """

    kind: str
    kills: int
    requests: int
    documents: int
    undisturbed: int
    repeated: int
    looks_again: int
    most_looks: int
    lacking: int
    differences: tuple[str, ...]
    verified: Done
    is_rebuilt_alike: bool
    ended: Done
    hosts: int

    @property
    def bound(self) -> int:
        """One answer in flight on each host, and those that waited for the writer, for each kill."""
        return self.kills * (WAITING + self.hosts)

    @property
    def wrong(self) -> list[str]:
        wrong = [f"库不相同：{line}" for line in self.differences[:8]]
        wrong += [f"重复 {self.repeated} 次，最多允许 {self.bound} 次"] if self.repeated > self.bound else []
        wrong += [f"复核重复 {self.looks_again} 次，最多允许 {self.most_looks} 次"] if self.looks_again > self.most_looks else []
        wrong += [f"档案核对：{self.verified.out.strip()[-300:]}"] if self.verified.code else []
        wrong += [] if self.is_rebuilt_alike else ["由档案重建的库不相同"]
        return wrong + ([f"最后一次退出码 {self.ended.code}：{self.ended.err.strip()[-300:]}"] if self.ended.code not in (0, 4) else [])

    def cells(self) -> list[str]:
        counts = [self.kills, self.requests, self.documents, self.undisturbed, self.repeated, self.bound, self.looks_again, self.most_looks]
        same, alike, kept = ("是" if holds else "否" for holds in (not self.differences, self.is_rebuilt_alike, not self.wrong))
        return [self.kind, *map(str, counts), str(self.lacking), same, str(self.verified.code), alike, kept]


class Soak:
    """Kills crawls of one district. sites: those that are crawled; all where empty. kind: of the office that runs what is not killed."""

    def __init__(self, folder: Path, seed: int, scale: float, sites: Callable[[District], tuple[str, ...]]) -> None:
        self.folder, self.seed = folder, seed
        self.kind = Office
        self.district = District(seed, scale, kinds=True).start(BEFORE)
        sound = [s.id for s in self.district.world.sites.values() if not s.fault]
        self.sites = sites(self.district)
        self.units = write_units(folder / "units.yaml", sound)
        self.rng = Random(f"kills {seed}")
        self.rounds: list[Round] = []
        self.most = MOST_KILLS

    def run(self, kills: int, say: Callable[[str], None]) -> list[Round]:
        """First crawls and later ones by turns, until so many were killed."""
        first = self._office("undisturbed")
        known: dict[str, Undisturbed] = {FIRST: self._undisturbed(first, BEFORE)}
        base = first.copied_to(self.folder / "base")
        known[LATER] = self._undisturbed(first, NIGHT)
        for kind, told in known.items():
            say(f"不受打扰的{kind}抓取：请求 {told.requests} 次，{told.seconds:.0f} 秒，网页 {len(told.seen.pages)} 个，条目 {len(told.seen.listed)} 条")
        while (done := sum(r.kills for r in self.rounds)) < kills:
            kind = (FIRST, LATER)[len(self.rounds) % 2]
            name = f"round{len(self.rounds):02d}"
            office = self._office(name) if kind == FIRST else base.copied_to(self.folder / name)
            self.rounds.append(self._round(kind, office, known[kind], min(self.most, kills - done), say))
        return self.rounds

    def stop(self) -> None:
        self.district.stop()

    def _office(self, name: str) -> Office:
        folder = self.folder / name
        folder.mkdir()
        return self.kind(folder, self.district.proxy, self.units, self.sites)

    def _undisturbed(self, office: Office, now: datetime) -> Undisturbed:
        self._begin(office, now)
        done = office.crawl(now)
        if done.code not in (0, 4):
            raise RuntimeError(done.err)
        asked = self._asked()
        return Undisturbed(sum(asked.values()), done.seconds, asked, documents_in(office.db_url, office.archive), seen_in(office.db_url))

    def _round(self, kind: str, office: Office, known: Undisturbed, most: int, say: Callable[[str], None]) -> Round:
        now = BEFORE if kind == FIRST else NIGHT
        self._begin(office, now)
        kills, lacking, ended = 0, 0, None
        while kills < most and ended is None:
            ended = self._kill(office, now, known, say)
            kills += ended is None
            lacking = _lacking(office, known) if ended is None else lacking
        ended = ended or office.crawl(now, END_SECONDS)
        asked = self._asked()
        verified = office.run(now, "archive", "verify")
        (once, usual), (twice, looks) = ((_only(asked, of), _only(known.asked, of)) for of in (known.documents.once, known.documents.twice))
        told = Round(
            kind, kills, sum(asked.values()), sum(once.values()), sum(usual.values()), sum((once - usual).values()), sum((twice - looks).values()),
            kills * sum(looks.values()), lacking, tuple(known.seen.differences(seen_in(office.db_url))), verified, _is_rebuilt_alike(office, now),
            ended, len({u.split("/")[2] for u in asked}),
        )  # fmt: skip
        say(f"  第 {len(self.rounds) + 1} 轮（{kind}）：{'；'.join(told.wrong) or '守约'}")
        return told

    def _begin(self, office: Office, now: datetime) -> None:
        self.district.set_now(now)
        office.write_records(self.district.world.kinds.notes, now)
        self.district.counts.reset()

    def _asked(self) -> Counter[str]:
        return Counter(r.url for r in self.district.counts.requests())

    def _kill(self, office: Office, now: datetime, known: Undisturbed, say: Callable[[str], None]) -> Done | None:
        """Starts the crawl and kills it at a random moment; how it ended, where it came to its end before."""
        by_clock = self.rng.random() < AT_THE_EDGES
        requests = 0 if by_clock else self.rng.randrange(known.requests)
        pause_seconds = self.rng.random() * (known.seconds if by_clock else 0.2)
        before, started = self.district.counts.total, time.monotonic()
        process = office.start(now, *office.crawl_command())
        while process.poll() is None and self.district.counts.total - before < requests:
            time.sleep(0.005)
        self._wait(process, pause_seconds)
        is_running = process.poll() is None
        if is_running:
            os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        asked, seconds = self.district.counts.total - before, time.monotonic() - started
        drawn = f"{'按时间' if by_clock else f'第 {requests} 次请求'} + {pause_seconds:.3f} 秒"
        say(f"    {'杀' if is_running else '已先结束'}：{seconds:.2f} 秒，{asked} 次请求之后（{drawn}）")
        return None if is_running else Done(process.returncode, out, err, seconds)

    @staticmethod
    def _wait(process: subprocess.Popen[str], seconds: float) -> None:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return


def _lacking(office: Office, known: Undisturbed) -> int:
    """How far a killed crawl's store is from the undisturbed one. A copy is read: the next start must find it as the kill left it."""
    with tempfile.TemporaryDirectory(prefix="gongkai-killed-") as made:
        for path in office.folder.glob("gongkai.db*"):
            shutil.copy2(path, made)
        return len(known.seen.differences(seen_in(f"sqlite:///{made}/gongkai.db")))


def _is_rebuilt_alike(office: Office, now: datetime) -> bool:
    """Whether the archive alone gives the same database, to the last row of its snapshot."""
    before = snapshot_in(office.db_url)
    done = office.run(now, "archive", "rebuild")
    return done.code == 0 and snapshot_in(office.db_url) == before


def _only(asked: Counter[str], addresses: frozenset[str]) -> Counter[str]:
    return Counter({url: n for url, n in asked.items() if url in addresses})


def print_soak(soak: Soak, kills: int) -> bool:
    """Runs and prints all; whether every promise was kept."""
    started = time.monotonic()
    print(f"种子 {soak.seed}，{len(soak.sites) or len(soak.district.world.sites)} 个站点，杀 {kills} 次", flush=True)
    rounds = soak.run(kills, lambda line: print(line, flush=True))
    print("\n" + table([HEADS, *(r.cells() for r in rounds)]))
    broken = sum(bool(r.wrong) for r in rounds)
    print(f"\n{sum(r.kills for r in rounds)} 次被杀，{len(rounds)} 轮，{broken} 轮没有守约，用时 {time.monotonic() - started:.0f} 秒。")
    return not broken


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=0.02)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--whole", action="store_true", help="crawl all sites, not one of each kind")
    parser.add_argument("--site", action="append", default=[], help="crawl just this one (any number of times)")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="gongkai-soak-") as made:
        soak = Soak(Path(made), asked.seed, asked.scale, lambda d: () if asked.whole else tuple(asked.site) or choose(d.world).all)
        try:
            return 0 if print_soak(soak, asked.kills) else 1
        finally:
            soak.stop()


if __name__ == "__main__":
    sys.exit(main())
