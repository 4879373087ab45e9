"""An office whose commands run in this process, one after the other: what loading takes is paid once. Nobody ends one that does not end."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime

from faults.hasty import hurry
from faults.office import Done, Office

import crawler.run
import gongkai


class Inside(Office):
    """What is started to be killed is a process still."""

    def run(self, now: datetime, *arguments: str, limit_seconds: float = 900) -> Done:
        started = time.monotonic()
        out, err = io.StringIO(), io.StringIO()
        with self._surroundings(now), redirect_stdout(out), redirect_stderr(err):
            code = gongkai.run_cli(self.command(*arguments))
        return Done(code, out.getvalue(), err.getvalue(), time.monotonic() - started)

    @contextmanager
    def _surroundings(self, now: datetime) -> Iterator[None]:
        """As a process of its own would find them."""
        before, crawl = dict(os.environ), crawler.run.crawl
        if self.timeout_seconds is not None:
            crawler.run.crawl = hurry(self.timeout_seconds)
        try:
            os.environ.clear()
            os.environ.update(self.environment(now))
            with chdir(self.folder):
                yield
        finally:
            crawler.run.crawl = crawl
            os.environ.clear()
            os.environ.update(before)
