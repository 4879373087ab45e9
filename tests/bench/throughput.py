"""`make bench`: a whole crawl of pages with 150 navigation links each, beside bare Scrapy that follows all links, and beside wget -r."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path[:1] = [str(Path(__file__).resolve().parents[1])]

from bench.made_site import Shape, served, write_units

from crawler.store import Store

WHOLE, QUICK = Shape(150, 20, 10, 150), Shape(150, 4, 2, 150)
NOW = "2017-12-31T22:00:00+08:00"
GONGKAI = Path(sys.executable).with_name("gongkai")


@dataclass(frozen=True)
class Crawl:
    """One whole crawl: wall time, processor time of the process and its children, pages it had."""

    seconds: float
    cpu_seconds: float
    pages: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a fifth of the pages")
    asked = parser.parse_args()
    shape = QUICK if asked.quick else WHOLE
    with served(shape) as address:
        rounds = [{name: whole(crawl, address) for name, crawl in TOOLS.items()} for _ in range(asked.rounds)]
    print(f"\n吞吐：{shape.pages} 页的静态网站，每页 {shape.links} 个导航链接；{asked.rounds} 轮，各工具轮流，中位数")
    for name in TOOLS:
        tell(name, shape, [r[name] for r in rounds])
    ours = [r[OURS] for r in rounds]
    for name in [tool for tool in TOOLS if tool != OURS]:
        pairs = [(r[name].seconds / o.seconds, r[name].cpu_seconds / o.cpu_seconds) for r, o in zip(rounds, ours, strict=True)]
        wall, cpu = (statistics.median(p[i] for p in pairs) for i in (0, 1))
        print(f"  是 {name} 的 {wall:.2f} 倍快（处理器时间 {cpu:.2f} 倍）" + ("；目标 4 倍以上" if name == SCRAPY else ""))
    return 0


def tell(name: str, shape: Shape, crawls: list[Crawl]) -> None:
    seconds, cpu = statistics.median(c.seconds for c in crawls), statistics.median(c.cpu_seconds for c in crawls)
    had = sorted({c.pages for c in crawls})
    short = "" if had == [shape.pages] else f"；取到的页数 {'、'.join(map(str, had))}，不是全部"
    print(f"  {name}：{seconds:.1f} 秒（处理器 {cpu:.1f} 秒），每秒 {shape.pages / seconds:.0f} 页{short}", flush=True)


def by_us(address: str, folder: Path) -> Crawl:
    """Fetched, archived, read and stored."""
    db = f"sqlite:///{folder / 'gongkai.db'}"
    where = ["--db", db, "--archive", str(folder / "archive"), "--units", str(write_units(address, folder / "units.yaml"))]
    seconds, cpu, _ = _run([str(GONGKAI), *where, "--no-progress", "-q", "crawl", "--fast"])
    with Store(db) as store:
        return Crawl(seconds, cpu, len({page.address for page in store.snapshot().pages}))


def by_scrapy(address: str, _folder: Path) -> Crawl:
    """Fetched, links taken out and followed; nothing is read, nothing is kept."""
    told = json.dumps({"starts": [address], "hosts": ["127.0.0.1"]})
    seconds, cpu, said = _run([sys.executable, str(Path(__file__).with_name("peer_spider.py")), told])
    return Crawl(seconds, cpu, int(json.loads(said)["pages"]))


def by_wget(address: str, folder: Path) -> Crawl:
    """Fetched, links followed, written to files as they are."""
    # 8: robots.txt answered 404.
    seconds, cpu, _ = _run(["wget", "--no-config", "-q", "-r", "-l", "inf", "-np", "-P", str(folder), address], codes=(0, 8))
    return Crawl(seconds, cpu, sum(path.is_file() and path.name != "robots.txt" for path in folder.rglob("*")))


OURS, SCRAPY, WGET = "gongkai crawl --fast", "只跟随所有链接的 Scrapy", "wget -r"
TOOLS: dict[str, Callable[[str, Path], Crawl]] = {OURS: by_us, SCRAPY: by_scrapy, **({WGET: by_wget} if shutil.which("wget") else {})}


def whole(crawl: Callable[[str, Path], Crawl], address: str) -> Crawl:
    """In a folder of its own; what is looked up in it afterwards is not timed."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        return crawl(address, Path(folder))


def _run(command: list[str], codes: tuple[int, ...] = (0,)) -> tuple[float, float, str]:
    """Wall time, processor time of the command and its children, what it said."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GONGKAI_") and not k.lower().endswith("_proxy")}
    before, started = os.times(), time.perf_counter()
    done = subprocess.run(command, env=kept | {"GONGKAI_NOW": NOW}, stdout=subprocess.PIPE, text=True, check=False)
    seconds, after = time.perf_counter() - started, os.times()
    if done.returncode not in codes:
        raise SystemExit(f"{command[0]} ended with {done.returncode}")
    return seconds, after.children_user + after.children_system - before.children_user - before.children_system, done.stdout


if __name__ == "__main__":
    sys.exit(main())
