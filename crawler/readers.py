"""Runs the reader beside the fetching: in a thread, and in a process of its own once a crawl has much to read; slow files elsewhere."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process

from crawler.answer import RawAnswer
from crawler.page import Link, Page
from crawler.reading import located_links, read_body, takes_long

_MUCH = 100
"""So many answers are read in a thread before a process is worth its start (half a second)."""
_LITTLE = 200_000
"""Telling the kind of fewer bytes holds up no other answer."""


@dataclass(frozen=True)
class ReadAnswer:
    """What one answer says: the digest of its payload, its page as written, the links that lead on from `url`."""

    sha256: str
    page: Page
    links: tuple[Link, ...]


class Readers:
    """Reads for one run. is_eager: fetching does not wait between requests, so reading must not share its interpreter. What may
    take minutes (archives, scans) has a thread of its own, which does no more than wait for the process that reads it."""

    def __init__(self, *, is_eager: bool) -> None:
        self._is_eager = is_eager
        self._count = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="gongkai-reader")
        self._patient = ThreadPoolExecutor(1, thread_name_prefix="gongkai-patient")
        self._process: ProcessPoolExecutor | None = None
        self._warm: Future[None] | None = None

    async def read(self, answer: RawAnswer, url: str) -> ReadAnswer:
        loop = asyncio.get_running_loop()
        self._count += 1
        told = (answer.body, answer.header("Content-Encoding"), url)
        if takes_long(*told) if len(answer.body) < _LITTLE else await asyncio.to_thread(takes_long, *told):
            return await loop.run_in_executor(self._patient, read_answer, answer, url)
        try:
            return await loop.run_in_executor(self._choose(), read_answer, answer, url)
        except BrokenProcessPool:
            self._is_eager, self._process = False, None
            return await loop.run_in_executor(self._thread, read_answer, answer, url)

    def close(self) -> None:
        self._thread.shutdown()
        self._patient.shutdown(cancel_futures=True)
        if self._process is not None:
            self._process.shutdown()

    def _choose(self) -> Executor:
        if self._is_eager and self._process is None and self._count > _MUCH:
            # Not forked: this process has threads, whose locks a fork would copy as they stand.
            self._process = ProcessPoolExecutor(1, get_context("spawn"), initializer=_belong_to_parent)
            self._warm = self._process.submit(_nothing)
        is_warm = self._process is not None and self._warm is not None and self._warm.done()
        return self._process if is_warm and self._process is not None else self._thread


def read_answer(answer: RawAnswer, url: str) -> ReadAnswer:
    """Links are for finding columns; nobody follows those of a publication."""
    reading = read_body(answer.body, answer.header("Content-Encoding"), answer.header("Content-Type"), url)
    leads_on = reading.page.kind in ("list", "other")
    links = located_links(reading.links, url) if leads_on else ()
    return ReadAnswer(hashlib.sha256(answer.body).hexdigest(), reading.page, links)


def _nothing() -> None:
    return None


def _belong_to_parent() -> None:
    """Ctrl-C reaches every process of a terminal, but stopping is the crawl's own affair; a killed crawl leaves no one behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
