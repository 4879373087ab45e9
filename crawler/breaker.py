"""A circuit breaker per host: one that keeps failing is left alone for a while, then tried with one request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from crawler.fault import Fault
from crawler.patience import Patience

_MOST_DOUBLED = 3
_MOST_WAITS = 3
"""A second pass waits for a host so often; what it still does not answer then stays failed."""


@dataclass
class _Line:
    """One host: failures in a row, until when it is left alone (0: it is not), how often it was, and how often that was waited for."""

    failures: int = 0
    open_until: float = 0.0
    pauses: int = 0
    waits: int = 0


class Breaker:
    """Failures are counted by host. Asking hosts one request at a time makes the first one after a pause the probe."""

    def __init__(self, patience: Patience, clock: Callable[[], float] = monotonic) -> None:
        self._patience = patience
        self._clock = clock
        self._lines: dict[str, _Line] = {}

    def failed(self, host: str) -> None:
        """One more failure in a row; the last one allowed, and every one of a probe, opens the breaker."""
        line = self._lines.setdefault(host, _Line())
        line.failures += 1
        if line.failures >= self._patience.breaker_after:
            line.open_until = self._clock() + self._patience.breaker_pause_seconds * 2 ** min(line.pauses, _MOST_DOUBLED)
            line.pauses += 1

    def answered(self, host: str) -> None:
        """The host gave an answer of its own: all is well again."""
        self._lines.pop(host, None)

    def fault_of(self, host: str) -> Fault | None:
        """Why the host is not to be asked now; None where it may be."""
        line = self._lines.get(host)
        if line is None or self._clock() >= line.open_until:
            return None
        return Fault("breaker", f"主机 {host} 连续 {line.failures} 次失败，本次先不再请求")

    def wait_for(self, host: str) -> float:
        """Seconds until the host may be probed; 0 where it may be now, or was waited for often enough."""
        line = self._lines.get(host)
        left = line.open_until - self._clock() if line else 0.0
        if line is None or left <= 0 or line.waits >= _MOST_WAITS:
            return 0.0
        line.waits += 1
        return left
