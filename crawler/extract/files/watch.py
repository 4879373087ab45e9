"""What is told of a file while it is read: members of archives begun, pages recognised. Nothing but the last alarm goes by the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

BROKE = "读取进程中止，文件可能已损坏"
LATE = "读取超时"
MOST_SCANS, MOST_MEMBER_SCANS = 20, 5
"""Pages recognised of a file, and of one member of an archive: counted, so that the same bytes read the same on any machine."""
PAGE_SECONDS = 60.0
"""Added to a file's time for each page recognised: a page takes three seconds, twenty times that on a busy machine."""


class Late(Exception):
    """The time for an archive is over: it is told as a whole, since how far the reading came depends on the machine."""


@dataclass
class Watch:
    """Counts members in the order they are met, those of archives inside too. lost, rest: as in `wire.Question`; until: the
    moment (time.monotonic) after which no more are begun; begun: called with the place of each that is read; paged: called
    before each page that is recognised; scans, member_scans: how many pages still may be."""

    lost: dict[int, str] = field(default_factory=dict)
    rest: int | None = None
    until: float = float("inf")
    begun: Callable[[int], None] = lambda place: None
    paged: Callable[[], None] = lambda: None
    count: int = 0
    scans: int = MOST_SCANS
    member_scans: int = MOST_SCANS

    def begin(self) -> str:
        """The reason why the next member is not to be read; "" where it is. Raises Late."""
        place, self.count = self.count, self.count + 1
        self.member_scans = MOST_MEMBER_SCANS
        if self.rest is not None and place >= self.rest:
            return "压缩包内多个文件无法读取，其余未读取"
        if time.monotonic() > self.until:
            raise Late
        if place not in self.lost:
            self.begun(place)
        return self.lost.get(place, "")

    def may_recognise(self) -> bool:
        """Whether one more page may be recognised; it is counted."""
        if not min(self.scans, self.member_scans):
            return False
        self.scans, self.member_scans = self.scans - 1, self.member_scans - 1
        self.until += PAGE_SECONDS
        self.paged()
        return True
