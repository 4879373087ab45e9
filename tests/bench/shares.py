"""Where our time goes: a thousand times a second the module at work is noted, so that nothing is slowed by being measured."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

_ROOT = str(Path(__file__).resolve().parents[2])
_EVERY_SECONDS = 0.001
_SECONDS = 4.0
_LEAST = 0.02
_MODULES = {
    "解码": "rules.office.charset rules.office.sniff crawler.encoding crawler.extract",
    "解析和骨架": "outline source tokens roles head taken html",
    "标签和取值": "labels dates.own_labels dates.told facts numbers marks",
    "分区和正文": "body density layouts kinds embedded continued refusals article",
    "日期": "dates.days dates.published dates.offers dates.clock dates.english dates.numerals dates.address",
    "时期": "dates.periods",
    "表格": "tables rows",
    "所提文件": "named",
    "附件": "attached",
    "列表": "listing dates.entries paging",
    "标题": "titles masthead",
    "存储形式": "crawler.reading crawler.pagejson crawler.events crawler.page",
    "匹配": "rules.text rules.words rules.needles",
}
"""Modules without a top package are of crawler.extract; one that is not here stands under its own name, those of checks under 匹配."""
_PARTS = {name if name.startswith(("rules.", "crawler.")) else f"crawler.extract.{name}": part for part, names in _MODULES.items() for name in names.split()}


def shares_of(work: Callable[[], object]) -> Iterator[tuple[str, float]]:
    """The parts with their share, largest first, the small ones together."""
    counts = _sampled(work)
    whole = counts.total() or 1
    small = 0.0
    for part, count in counts.most_common():
        if count / whole >= _LEAST:
            yield part, count / whole
        else:
            small += count / whole
    yield "其余", small


def _sampled(work: Callable[[], object]) -> Counter[str]:
    counts: Counter[str] = Counter()

    def note(_number: int, frame: FrameType | None) -> None:
        counts[_part(frame)] += 1

    before = signal.signal(signal.SIGALRM, note)
    signal.setitimer(signal.ITIMER_REAL, _EVERY_SECONDS, _EVERY_SECONDS)
    try:
        while counts.total() < _SECONDS / _EVERY_SECONDS / 2:
            work()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return counts


def _part(frame: FrameType | None) -> str:
    """By the innermost module of ours; native code counts to the module that called it."""
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name.startswith(("crawler.", "rules.", "checks.")):
            return "匹配" if name.startswith("checks.") else _PARTS.get(name, name.rpartition(".")[2])
        frame = frame.f_back
    return "其余"
