"""The hours in which sites may be asked: night_window of units.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone

_BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class NightWindow:
    """From `start` on, before `end`, Asia/Shanghai; it may lie across midnight."""

    start: time
    end: time

    @classmethod
    def of(cls, text: str) -> NightWindow:
        """Of a text that the units file's checks let pass: "22:00-06:00"."""
        start, _, end = text.partition("-")
        return cls(time.fromisoformat(start), time.fromisoformat(end))

    def is_open(self, now: datetime) -> bool:
        """Whether a moment lies in it; 21:00, 22:00, 05:00 and 06:00 in Beijing:

        >>> from datetime import UTC
        >>> window = NightWindow.of("22:00-06:00")
        >>> [window.is_open(datetime(2017, 12, 31, hour, tzinfo=UTC)) for hour in (13, 14, 21, 22)]
        [False, True, True, False]
        """
        told = now.astimezone(_BEIJING).time().replace(tzinfo=None)
        if self.start <= self.end:
            return self.start <= told < self.end
        return told >= self.start or told < self.end

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"
