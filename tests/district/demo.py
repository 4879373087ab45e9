"""`make demo`: crawls the model district on three evenings of 2017, judges it, and holds the verdicts against the ledger."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from district.compare import Comparison, compare, confusion, details, table, unplanted_table
from district.days import CRAWL_DAYS, at
from district.labels import OUTCOME_NAMES
from district.people import write_records
from district.register import UNITS_FILE
from district.world import World, build_world

NIGHTLY_CODES = (0, 1, 4)
"""4: a site the units file vouches for was not covered; the model district takes one down on the second evening."""
CHECK_CODES = (0, 1)


class DemoError(Exception):
    """A step that cannot be done; its text is for the person who ran the demo."""


@dataclass(frozen=True)
class Demo:
    """Where everything of one demonstration is. nights: so many are crawled before the last evening, after which a site's columns are known and
    not searched for every night."""

    gongkai: Path
    out: Path
    seed: int
    scale: float
    kinds: bool = True
    nights: int = 0

    def crawl(self) -> list[str]:
        return [*self._common(), "-q", "crawl", "--fast"]

    def nightly(self) -> list[str]:
        return [*self._common(), "nightly", "--fast", "--out", str(self.out / "report")]

    def check(self, day: date) -> list[str]:
        return [*self._common(), "check", "--as-of", str(day), "--format", "json"]

    def _common(self) -> list[str]:
        kept = ["--db", f"sqlite:///{self.out / 'gongkai.db'}", "--archive", str(self.out / "archive")]
        return [str(self.gongkai), *kept, "--units", str(UNITS_FILE), "--no-progress"]


@dataclass
class Evening:
    """What one evening took and gave."""

    day: date
    requests: int
    seconds: float
    comparison: Comparison
    verdicts: list[dict[str, Any]] = field(default_factory=list)


class Server:
    """The district as a process of its own."""

    def __init__(self, demo: Demo) -> None:
        command = [sys.executable, str(Path(__file__).with_name("serve.py")), "serve", "--seed", str(demo.seed), "--scale", str(demo.scale)]
        command += ["--kinds"] if demo.kinds else []
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        if not line:
            raise DemoError("模型区没有启动，原因见上面的输出。")
        self.proxy = f"http://127.0.0.1:{line}"

    def ask(self, path: str) -> str:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": self.proxy}))
        with opener.open(f"http://district.invalid/{path}", timeout=60) as answer:
            return str(answer.read().decode("utf8"))

    def set_clock(self, now: datetime) -> None:
        self.ask(f"clock?now={now.isoformat().replace('+', '%2B')}")

    def stats(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.ask("stats"))
        return told

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)
        if self.process.stdout:
            self.process.stdout.close()


def environment(server: Server | None, now: datetime) -> dict[str, str]:
    """The program's: our proxy (None: nothing is fetched), the simulated clock, nothing of the caller's settings; no browser, as the ledger supposes."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GONGKAI_") and k.lower() not in ("http_proxy", "https_proxy", "no_proxy", "all_proxy")}
    proxy = {"http_proxy": server.proxy} if server else {}
    return kept | proxy | {"GONGKAI_NOW": now.isoformat(), "GONGKAI_BROWSER": "no"}


def run(command: list[str], env: dict[str, str], codes: tuple[int, ...]) -> str:
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, encoding="utf8", check=False)
    if done.returncode not in codes:
        raise DemoError(f"命令失败（退出码 {done.returncode}）：{' '.join(command)}")
    return done.stdout


def judged(printed: str) -> list[dict[str, Any]]:
    """The verdicts of `check --format json`."""
    try:
        verdicts: list[dict[str, Any]] = json.loads(printed)["verdicts"]
    except (ValueError, KeyError) as error:
        raise DemoError("check 没有给出 JSON，原因见上面的输出。") from error
    return verdicts


def evening(demo: Demo, server: Server, world: World, day: date) -> Evening:
    """One night's work and its judgement."""
    now = at(day)
    server.set_clock(now)
    before, started = server.stats()["total"], time.monotonic()
    env = environment(server, now) | {"GONGKAI_RECORDS": str(demo.out / "records")}
    write_records(demo.out / "records", world.kinds.notes, now)
    run(demo.nightly(), env, NIGHTLY_CODES)
    seconds = time.monotonic() - started
    verdicts = judged(run(demo.check(day), env, CHECK_CODES))
    return Evening(day, server.stats()["total"] - before, seconds, compare(world.truth(day), verdicts), verdicts)


def crawl_nights(demo: Demo, server: Server, before: date) -> None:
    """The further nights before an evening."""
    for back in range(demo.nights, 0, -1):
        now = at(before - timedelta(days=back))
        server.set_clock(now)
        run(demo.crawl(), environment(server, now) | {"GONGKAI_RECORDS": str(demo.out / "records")}, NIGHTLY_CODES)


def fresh(out: Path) -> None:
    """Removes what an earlier demonstration left, and nothing else."""
    out.mkdir(parents=True, exist_ok=True)
    for name in ("archive", "report", "records"):
        shutil.rmtree(out / name, ignore_errors=True)
    for old in out.glob("gongkai.db*"):
        old.unlink()


def summary(evenings: list[Evening]) -> str:
    """Units, duties, outcomes, requests, seconds."""
    last = evenings[-1]
    automated = [v for v in last.verdicts if v["outcome"] != "manual"]
    outcomes = Counter(v["outcome"] for v in last.verdicts)
    rows = [["项目", "数"], ["责任单位", str(len({v["unit"] for v in last.verdicts}))]]
    rows.append(["自动核查的事项", str(len({(v["rule"], v["duty"]) for v in automated}))])
    rows.append(["结论", str(len(last.verdicts))])
    rows += [[f"  {OUTCOME_NAMES.get(o, o)}", str(outcomes[o])] for o in OUTCOME_NAMES if outcomes[o]]
    rows += [[f"请求数（{e.day}）", str(e.requests)] for e in evenings]
    rows += [[f"用时秒数（{e.day}）", f"{e.seconds:.0f}"] for e in evenings]
    return table(rows)


def demonstrate(demo: Demo) -> bool:
    """Runs it all and prints the tables; says whether every cell was judged rightly on every evening."""
    fresh(demo.out)
    world = build_world(demo.seed, demo.scale, UNITS_FILE, demo.kinds)
    print(f"模型区（种子 {demo.seed}）：{len(world.sites)} 个站点，{len(world.columns)} 个栏目，{len(world.ground.docs)} 篇文章。", flush=True)
    server = Server(demo)
    evenings = []
    try:
        for day in CRAWL_DAYS:
            if day == CRAWL_DAYS[-1]:
                crawl_nights(demo, server, day)
            evenings.append(evening(demo, server, world, day))
            print(f"{day}：{evenings[-1].seconds:.0f} 秒，{evenings[-1].requests} 次请求；{evenings[-1].comparison.told()}", flush=True)
        stats = server.stats()
    finally:
        server.stop()
    print(f"\n{CRAWL_DAYS[-1]} 的判断与种下的情形（* 表示其中有误判）\n\n{confusion(evenings[-1].comparison)}\n")
    for told in evenings:
        if not told.comparison.is_right:
            print(f"{told.day} 的误判：\n{details(told.comparison)}\n")
    print(f"{unplanted_table(evenings[-1].comparison)}\n")
    if stats["unknown"]:
        print(f"问过不存在的地址 {len(stats['unknown'])} 个，例如 {stats['unknown'][0]}")
    print(summary(evenings))
    print(f"\n评分表：{(demo.out / 'report' / 'index.html').resolve()}")
    return all(e.comparison.is_right for e in evenings)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gongkai", type=Path, required=True, help="the console script")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--static", action="store_true", help="static sites alone, not of every kind")
    parser.add_argument("--nights", type=int, default=0, help="crawl on so many nights before the last evening, too")
    asked = parser.parse_args(argv)
    demo = Demo(asked.gongkai.absolute(), asked.out.absolute(), asked.seed, asked.scale, not asked.static, asked.nights)
    try:
        return 0 if demonstrate(demo) else 1
    except DemoError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
