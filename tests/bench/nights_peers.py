"""The same nights by other tools: everything read again each night by us, wget -r -N, Scrapy with its RFC 2616 cache."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.nights_floor import Books, readable
from bench.nights_ours import Ours
from bench.nights_plan import Night, nights_of
from district.serve import District

Visit = Callable[[Night], None]
PATIENCE_SECONDS = 900


def nights_by(tool: str, district: District, count: int, every: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Every so many nights (always the first and the last): requests and bytes; at the end what share of the publications it ever had, by platform."""
    folder, had, nights = Path(tempfile.mkdtemp(prefix="nights-")), dict[str, int](), []
    books = Books(district)
    try:
        visit = _TOOLS[tool](district, folder)
        for night in nights_of(district, count):
            books.floor(night.number)
            if night.number % every and night.number != count - 1:
                continue
            district.counts.reset()
            visit(night)
            requests = district.counts.requests()
            for request in requests:
                if request.status in (200, 304):
                    had.setdefault(request.url.partition("://")[2], night.number)
            size, unchanged = sum(r.bytes for r in requests), sum(r.status == 304 for r in requests)
            nights.append({"night": night.number, "requests": len(requests), "bytes": size, "unchanged": unchanged})
            tell(str(night.number))
        return {"nights": nights, "had": _had(district, books, had, every)}
    finally:
        shutil.rmtree(folder)


def _had(district: District, books: Books, had: dict[str, int], every: int) -> dict[str, Any]:
    """By platform: publications that stand at the end, those of them it had, those that appeared meanwhile and were had at the first visit after."""
    told: dict[str, dict[str, int]] = {}
    for p in readable(district):
        if p.is_external:
            continue
        row = told.setdefault(p.platform, {"standing": 0, "had": 0, "new": 0, "new_had": 0, "new_at_once": 0})
        night, first = had.get(p.address.partition("://")[2]), books.first_night[p.site, p.address]
        row["standing"] += 1
        row["had"] += night is not None
        if first:
            row["new"] += 1
            row["new_had"] += night is not None
            row["new_at_once"] += night is not None and night < first + every
    return told


def _full(district: District, folder: Path) -> Visit:
    return Ours(district, folder, judge_every=0, full=True).crawl


def _wget(district: District, folder: Path) -> Visit:
    starts, hosts = _starts(district)
    (folder / "starts").write_text("\n".join(starts))
    command = [
        "wget", "--no-config", "-q", "-r", "-l", "inf", "-N", "-np", "-H", "-D", ",".join(hosts), "-i", str(folder / "starts"),
        "-P", str(folder / "files"), "--tries=1", "--timeout=20",
    ]  # fmt: skip

    def visit(_: Night) -> None:
        # 8: some address answered with an error, as some here do.
        _run(command, district.proxy, codes=(0, 4, 8))

    return visit


def _scrapy(district: District, folder: Path) -> Visit:
    starts, hosts = _starts(district)
    spider = str(Path(__file__).with_name("peer_spider.py"))

    def visit(night: Night) -> None:
        told = {"starts": starts, "hosts": hosts, "cache": str(folder / "cache"), "now": night.now.timestamp()}
        _run([sys.executable, spider, json.dumps(told)], district.proxy)

    return visit


def _starts(district: District) -> tuple[list[str], list[str]]:
    sites = district.world.sites.values()
    return [s.base for s in sites], sorted({s.host for s in sites})


def _run(command: list[str], proxy: str, codes: tuple[int, ...] = (0,)) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    done = subprocess.run(command, env=kept | {"http_proxy": proxy, "https_proxy": proxy}, stdout=subprocess.DEVNULL, timeout=PATIENCE_SECONDS, check=False)
    if done.returncode not in codes:
        raise SystemExit(f"{command[0]} ended with {done.returncode}")


_TOOLS: dict[str, Callable[[District, Path], Visit]] = {"full": _full, "wget": _wget, "scrapy": _scrapy}
