"""How long to wait where a site is in trouble: pauses between tries, and what the site itself asks for (Retry-After)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawler.answer import RawAnswer


@dataclass(frozen=True)
class Patience:
    """retry_pause_seconds doubles with each try. A host is left alone after `breaker_after` failures in a row, for a pause that doubles.

    longest_wait_seconds: a site that asks for more (Retry-After) is not asked again in this run.
    """

    retry_pause_seconds: float = 2.0
    breaker_after: int = 6
    breaker_pause_seconds: float = 60.0
    longest_wait_seconds: float = 600.0

    def pause_before(self, retry: int) -> float:
        """Seconds before the n-th retry, from 1.

        >>> [Patience().pause_before(n) for n in (1, 2, 3)]
        [2.0, 4.0, 8.0]
        """
        return self.retry_pause_seconds * float(2 ** (retry - 1))


HASTY = Patience(retry_pause_seconds=0.0, breaker_pause_seconds=0.2)
"""For loopback alone."""


def retry_after(answer: RawAnswer, now: datetime) -> float | None:
    """For how many seconds an answer asks to be left alone (RFC 9110, 10.2.3); None where it does not say.

    A date is held against the server's own clock where it tells it: ours may stand still, theirs may be wrong.

    >>> retry_after(RawAnswer("http://a/", 503, ((b"Retry-After", b"120"),), b""), datetime(2017, 1, 1, tzinfo=UTC))
    120.0
    """
    said = answer.header("Retry-After").strip()
    if said.isascii() and said.isdigit():
        return float(said[:12])
    until = _instant(said)
    return None if until is None else max(0.0, (until - (_instant(answer.header("Date")) or now)).total_seconds())


def _instant(said: str) -> datetime | None:
    """An HTTP date; None for anything else."""
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
