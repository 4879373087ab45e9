"""What was asked of the district: how often, how much, when, and what of it is nothing of the district's."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

KEPT_UNKNOWN = 500
SETTLE_SECONDS = 0.2


@dataclass(frozen=True)
class Request:
    """One request as the server saw it. status 0: no answer was given. bytes: of the body, as sent. began, ended: time.monotonic()."""

    host: str
    url: str
    method: str
    status: int
    bytes: int
    began: float
    ended: float
    conditional: bool = False

    @property
    def path(self) -> str:
        return "/" + self.url.split("/", 3)[3] if self.url.count("/") > 2 else "/"


@dataclass(frozen=True)
class Sum:
    """Requests to one host or path."""

    requests: int
    bytes: int
    statuses: dict[int, int]


class Counts:
    """Kept while requests run on many threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.running: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.total = 0
        self.unknown: dict[str, None] = {}
        self.log: list[Request] = []

    def reset(self) -> None:
        """Forgets everything but the requests that are still being answered."""
        self._settle()
        with self.lock:
            self.total, self.log, self.unknown = 0, [], {}
            self.most = Counter(+self.running)

    def begin(self, host: str) -> float:
        with self.lock:
            self.total += 1
            self.running[host] += 1
            self.most[host] = max(self.most[host], self.running[host])
        return time.monotonic()

    def end(self, request: Request, known: bool) -> None:
        with self.lock:
            self.running[request.host] -= 1
            self.log.append(request)
            if not known and len(self.unknown) < KEPT_UNKNOWN:
                self.unknown[request.url] = None

    def told(self) -> dict[str, Any]:
        with self.lock:
            return {"total": self.total, "max_concurrent": dict(sorted(self.most.items())), "unknown": list(self.unknown)}

    def requests(self, host: str = "") -> list[Request]:
        """In the order in which they ended; of one host or of all. Waits a moment for those whose answers are still on their way."""
        self._settle()
        with self.lock:
            return [r for r in self.log if host in ("", r.host)]

    def _settle(self) -> None:
        patience = time.monotonic() + SETTLE_SECONDS
        while any(self.running.values()) and time.monotonic() < patience:
            time.sleep(0.002)

    def by_host(self) -> dict[str, Sum]:
        return _summed((r.host, r) for r in self.requests())

    def by_url(self) -> dict[str, Sum]:
        return _summed((r.url, r) for r in self.requests())

    def as_json(self, is_whole: bool) -> dict[str, Any]:
        hosts = {host: asdict(s) for host, s in self.by_host().items()}
        return {"hosts": hosts, "requests": [asdict(r) for r in self.requests()]} if is_whole else {"hosts": hosts}


def _summed(pairs: Iterable[tuple[str, Request]]) -> dict[str, Sum]:
    grouped: dict[str, list[Request]] = defaultdict(list)
    for key, request in pairs:
        grouped[key].append(request)
    return {k: Sum(len(rs), sum(r.bytes for r in rs), dict(sorted(Counter(r.status for r in rs).items()))) for k, rs in sorted(grouped.items())}
