"""`make confusion`: the model district over many seeds and three evenings, held against the ledger in one table of truth beside judgement."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from district.compare import compare, details
from district.days import CRAWL_DAYS, at
from district.demo import CHECK_CODES, Demo, DemoError, Server, environment, evening, fresh, judged, run
from district.people import write_records
from district.register import UNITS_FILE
from district.sums import Judged, confusion_of, faults_of, never_planted, traps_of
from district.undecided import DECIDABLE, NOBODY, WORDING, counted, listed, of_nothing_planted
from district.world import World, build_world

KEPT = ("rule", "duty", "unit", "period", "subject", "outcome", "reason", "why")
"""What is kept of a verdict between runs; the rest stands in the seed's own report."""


@dataclass(frozen=True)
class Seed:
    """One seed's folder: crawled once, kept between runs."""

    demo: Demo
    is_rejudged: bool = False

    @cached_property
    def world(self) -> World:
        return build_world(self.demo.seed, self.demo.scale, UNITS_FILE, self.demo.kinds)

    @cached_property
    def asked(self) -> dict[str, Any]:
        """What the crawl depends on; a district that serves other pages is crawled again."""
        served = [repr(d) for d in self.world.ground.docs.values()] + [repr(c) for c in self.world.columns.values()]
        return {"scale": self.demo.scale, "kinds": self.demo.kinds, "served": hashlib.sha256("\n".join(served).encode()).hexdigest()}

    @property
    def is_done(self) -> bool:
        return all(self._kept(day) is not None for day in CRAWL_DAYS)

    def _file(self, day: date) -> Path:
        return self.demo.out / f"{day}.json"

    def _kept(self, day: date) -> list[dict[str, Any]] | None:
        if not self._file(day).exists():
            return None
        told = json.loads(self._file(day).read_text(encoding="utf8"))
        verdicts: list[dict[str, Any]] = told["verdicts"]
        return verdicts if told["asked"] == self.asked else None

    def keep(self, day: date, verdicts: Iterable[dict[str, Any]]) -> None:
        told = {"asked": self.asked, "verdicts": [{k: v[k] for k in KEPT} for v in verdicts]}
        self._file(day).write_text(json.dumps(told, ensure_ascii=False, indent=0), encoding="utf8")

    def work(self) -> None:
        """Crawls and judges the three evenings, or judges anew what is crawled, unless both are done."""
        if not self.is_done:
            self._crawl()
        elif self.is_rejudged:
            self._judge_anew()

    def _crawl(self) -> None:
        fresh(self.demo.out)
        for day in CRAWL_DAYS:
            self._file(day).unlink(missing_ok=True)
        server = Server(self.demo)
        try:
            for day in CRAWL_DAYS:
                done = evening(self.demo, server, self.world, day)
                self.keep(day, done.verdicts)
                print(f"种子 {self.demo.seed} {day}：{done.seconds:.0f} 秒，{done.requests} 次请求；{done.comparison.told()}", flush=True)
        finally:
            server.stop()

    def _judge_anew(self) -> None:
        """By what was known each evening; nothing is fetched."""
        for day in CRAWL_DAYS:
            write_records(self.demo.out / "records", self.world.kinds.notes, at(day))
            env = environment(None, at(day)) | {"GONGKAI_RECORDS": str(self.demo.out / "records")}
            command = [*self.demo.check(day), "--known-at", at(day).isoformat()]
            self.keep(day, judged(run(command, env, CHECK_CODES)))
        print(f"种子 {self.demo.seed}：已按现在的程序重新判断", flush=True)

    def judged(self) -> list[Judged]:
        """The evenings that are done."""
        kept = ((day, self._kept(day)) for day in CRAWL_DAYS)
        return [Judged(self.demo.seed, day, compare(self.world.truth(day), verdicts)) for day, verdicts in kept if verdicts is not None]


def told(results: list[Judged], in_full: bool = True) -> str:
    """The whole account, ready to print. in_full: every cell left open on a line of its own, not only how often for which reason."""
    opens = [o for j in results for o in j.opens]
    parts = [f"真实情况（行）与判断（列），* 表示误判\n\n{confusion_of(results)}", f"种下的情形（判断为年底）\n\n{traps_of(results)}"]
    parts.append("没有种下过的情形：" + ("、".join(never_planted(results)) or "无"))
    for split in (NOBODY, WORDING, DECIDABLE):
        own = [o for o in opens if o.split == split]
        parts.append(f"未下结论——{split}：{len(own)} 格\n{counted(own)}")
        parts += [listed(own)] if own and (in_full or split == DECIDABLE) else []
    others = [o for j in results for o in of_nothing_planted(j.seed, j.day, j.comparison)]
    parts.append(f"未下结论——没有种下公开内容、账上无从说起的事项：{len(others)} 格\n{counted(others)}")
    parts += [listed(others)] if in_full else []
    parts += [f"种子 {j.seed} {j.day} 的误判：\n{details(j.comparison)}" for j in results if not j.comparison.is_right]
    return "\n\n".join([*parts, faults_of(results)])


def seeds_of(text: str) -> list[int]:
    """A number of seeds from 1 on, or a list.

    >>> seeds_of("3"), seeds_of("4,7"), seeds_of("2-4")
    ([1, 2, 3], [4, 7], [2, 3, 4])
    """
    if text.isdigit():
        return list(range(1, int(text) + 1))
    spans = (piece.partition("-") for piece in text.split(","))
    return [n for first, _, last in spans for n in range(int(first), int(last or first) + 1)]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gongkai", type=Path, required=True, help="the console script")
    parser.add_argument("--out", type=Path, required=True, help="a folder for each seed; seeds done there are not crawled again")
    parser.add_argument("--seeds", default="10", help="how many from 1 on, or a list such as 2,5-7")
    parser.add_argument("--scale", type=float, default=0.15)
    parser.add_argument("--jobs", type=int, default=1, help="seeds at once")
    parser.add_argument("--report", action="store_true", help="sum up the evenings that are done, and crawl nothing")
    parser.add_argument("--rejudge", action="store_true", help="judge seeds that are done anew, without crawling")
    asked = parser.parse_args(argv)
    out = asked.out.absolute()
    seeds = [Seed(Demo(asked.gongkai.absolute(), out / f"seed-{n}", n, asked.scale), asked.rejudge) for n in seeds_of(asked.seeds)]
    try:
        with ThreadPoolExecutor(asked.jobs) as pool:
            list(pool.map(Seed.work, () if asked.report else seeds))
    except DemoError as error:
        print(error, file=sys.stderr)
        return 2
    results = [j for s in seeds for j in s.judged()]
    are_done = len(results) == len(seeds) * len(CRAWL_DAYS)
    (out / "confusion.txt").write_text(told(results) + "\n", encoding="utf8")
    print(f"{told(results, in_full=False)}\n\n每一格未下结论的原因见 {out / 'confusion.txt'}")
    if not are_done:
        print(f"还没有做完：{len(seeds)} 个种子应有 {len(seeds) * len(CRAWL_DAYS)} 个晚上，现有 {len(results)} 个")
    return 0 if are_done and all(j.is_right for j in results) else 1


if __name__ == "__main__":
    sys.exit(main())
