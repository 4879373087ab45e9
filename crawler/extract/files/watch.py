"""What is told of an archive's members while they are read, so that one that breaks the process costs no other."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

BROKE = "读取进程中止，文件可能已损坏"
LATE = "读取超时"


@dataclass
class Watch:
    """Counts members in the order they are met, those of archives inside too. lost, rest: as in `wire.Question`; until: the
    moment (time.monotonic) after which no more are begun; begun: called with the place of each that is read."""

    lost: dict[int, str] = field(default_factory=dict)
    rest: int | None = None
    until: float = float("inf")
    begun: Callable[[int], None] = lambda place: None
    count: int = 0

    def begin(self) -> str:
        """The reason why the next member is not to be read; "" where it is."""
        place, self.count = self.count, self.count + 1
        if self.rest is not None and place >= self.rest:
            return "压缩包内多个文件无法读取，其余未读取"
        if time.monotonic() > self.until:
            return LATE + "，未读取"
        if place not in self.lost:
            self.begun(place)
        return self.lost.get(place, "")
