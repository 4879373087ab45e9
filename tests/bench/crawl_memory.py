"""`make bench`: memory of a first crawl and of a quiet second night, as the site grows; the crawl's process and its children."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

if __name__ == "__main__":
    sys.path[:1] = [str(Path(__file__).resolve().parents[1])]

from bench.made_site import Shape, served, site_of, write_units

SMALL, ALL = (2_000, 10_000), (10_000, 50_000, 200_000)
WANTED_MB = 300
NIGHTS = ("2017-12-30T22:00:00+08:00", "2017-12-31T22:00:00+08:00")
GONGKAI = Path(sys.executable).with_name("gongkai")
_REQUESTS = re.compile(r"请求 (\d+) 次，新网页 (\d+) 个")


@dataclass
class Peak:
    """The most that was held at once, in MB. main: by the crawl's own process; together: by it and its children, memory that
    several of them share counted once (Pss, proc(5)); processes: how many there were at most."""

    main: float = 0.0
    together: float = 0.0
    processes: int = 0


@dataclass
class Watched:
    """A command's peaks while it runs, looked at some ten times a second; what its children share is costly to ask and asked less often."""

    pid: int
    peak: Peak = field(default_factory=Peak)
    _is_over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        pause = 0.1
        while not self._is_over.wait(pause):
            started = time.perf_counter()
            family = [self.pid, *_children(self.pid)]
            self.peak.main = max(self.peak.main, _kilobytes(self.pid, "status", "VmHWM:") / 1000)
            self.peak.together = max(self.peak.together, sum(_kilobytes(pid, "smaps_rollup", "Pss:") for pid in family) / 1000)
            self.peak.processes = max(self.peak.processes, len(family))
            pause = max(0.1, 20 * (time.perf_counter() - started))

    def stop(self) -> None:
        self._is_over.set()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", help=f"pages; otherwise {SMALL}")
    parser.add_argument("--full", action="store_true", help=f"{ALL}: an hour or more")
    asked = parser.parse_args()
    told: list[Peak] = []
    print("\n抓取的内存（静态网站，每个列表页 50 条；主进程和子进程，公用的内存只算一次）", flush=True)
    for size in asked.sizes or (ALL if asked.full else SMALL):
        shape = site_of(size)
        for name, peak, line in nights_on(shape):
            over = "" if peak.together <= WANTED_MB else f"，超出 {WANTED_MB} MB"
            print(
                f"  {shape.pages:>7} 页，{name}：{line}；峰值 {peak.together:.0f} MB{over}（主进程 {peak.main:.0f} MB，共 {peak.processes} 个进程）", flush=True
            )
            told += [peak] if name == "第一次" else []
    print(f"  最多的一档是最少的 {told[-1].together / told[0].together:.2f} 倍（主进程 {told[-1].main / told[0].main:.2f} 倍；目标持平，{WANTED_MB} MB 以内）")
    return 0


def nights_on(shape: Shape) -> Iterator[tuple[str, Peak, str]]:
    """The first crawl of a site, then a night on which nothing happened."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        with served(shape) as address:
            units = write_units(address, folder / "units.yaml")
            for name, now in zip(("第一次", "平静的第二夜"), NIGHTS, strict=True):
                yield name, *_crawl(folder, units, now)
    finally:
        shutil.rmtree(folder)


def _crawl(folder: Path, units: Path, now: str) -> tuple[Peak, str]:
    where = ["--db", f"sqlite:///{folder / 'gongkai.db'}", "--archive", str(folder / "archive"), "--units", str(units), "--no-progress"]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GONGKAI_") and not k.lower().endswith("_proxy")}
    started = time.perf_counter()
    with subprocess.Popen([str(GONGKAI), *where, "crawl", "--fast"], env=kept | {"GONGKAI_NOW": now}, stderr=subprocess.PIPE, text=True) as process:
        watched = Watched(process.pid)
        thread = threading.Thread(target=watched.run)
        thread.start()
        assert process.stderr is not None
        said = process.stderr.read()
        watched.stop()
        thread.join()
    seconds, found = time.perf_counter() - started, _REQUESTS.search(said)
    if process.returncode or found is None:
        raise SystemExit(f"crawl ended with {process.returncode}:\n{said[-2000:]}")
    return watched.peak, f"请求 {found[1]} 次，新网页 {found[2]} 个，{seconds:.0f} 秒"


def _children(pid: int) -> list[int]:
    """All processes below one, down to the last."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                found += [child, *_children(child)]
    return found


def _kilobytes(pid: int, file: str, name: str) -> int:
    """0 where the process has gone meanwhile."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


if __name__ == "__main__":
    sys.exit(main())
