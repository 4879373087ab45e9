"""How time and memory grow with the number of pages: each size in a process of its own, no page like another."""

from __future__ import annotations

import contextlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.labelled import Sample

from checks.match import Matchers
from crawler.reading import read_body

_SLICES = 10
_LINE = (
    "  {pages:>7} 页：每秒 {per_second:.0f} 页，头一成每页 {first_ms:.2f} ms，末一成 {last_ms:.2f} ms；读前内存 {start_mb:.0f} MB，读时峰值 {peak_mb:.0f} MB"
)


def growth_lines(sizes: Sequence[int], different: int) -> Iterator[str]:
    """A line for each size, then whether time and memory stayed flat."""
    yield f"\n增长（{different} 个不同的标注网页轮流，每次尾部不同；每一档单独一个进程）"
    told = []
    for size in sizes:
        told.append(_grown(size))
        yield _LINE.format(**told[-1])
    memory, pace = told[-1]["peak_mb"] / told[0]["peak_mb"], told[0]["per_second"] / told[-1]["per_second"]
    yield f"  最多的一档是最少的：读时内存峰值 {memory:.2f} 倍，每页用时（处理器时间）{pace:.2f} 倍"


def _grown(size: int) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).with_name("reading.py")), "--grow", str(size)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)  # type: ignore[no-any-return]


def grow_here(pages: Sequence[Sample], matchers: Matchers, count: int) -> None:
    """Prints what came of it as JSON; processor time, so that other work on the machine does not count."""
    _forget_peak()
    start, slices = _megabytes("VmRSS"), []
    for part in range(_SLICES):
        began = time.process_time()
        for at in range(count * part // _SLICES, count * (part + 1) // _SLICES):
            page = pages[at % len(pages)]
            matchers.match(read_body(page.payload + f"\n<!-- {at} -->".encode(), "", page.content_type, page.url).page, matchers.by_digest)
        slices.append(time.process_time() - began)
    each = count / _SLICES
    told = {"pages": count, "per_second": count / sum(slices), "first_ms": 1000 * slices[0] / each, "last_ms": 1000 * slices[-1] / each}
    print(json.dumps(told | {"start_mb": start, "peak_mb": _megabytes("VmHWM")}))


def _forget_peak() -> None:
    """Loading the word lists takes more than reading ever does: only what reading takes shall count (Linux, proc(5) clear_refs)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _megabytes(name: str) -> float:
    """What is held now, or at most since the peak was forgotten; without /proc the most that was ever held."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith(name)) / 1000
