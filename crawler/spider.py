"""Runs a crawl on Scrapy: the reactor in a thread of its own, started once; one spider a run."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.utils.reactor import install_reactor

from crawler.desk import Desk
from crawler.downloading import PinnedNames
from crawler.fetch_client import Client
from crawler.fetching import Fetch, Stopped
from crawler.settings import Manners, quiet_logs, scrapy_settings

Job = Callable[[Fetch], Coroutine[Any, Any, None]]


class DistrictSpider(Spider):
    """Makes no requests of its own: it lends Scrapy's downloader, with its delays, to a job."""

    name = "gongkai"

    def __init__(self, desk: Desk, job: Job, how: Manners, budget: int | None, **told: Any) -> None:
        super().__init__(**told)
        self.desk = desk
        self.error: BaseException | None = None
        self._job = job
        self._how = how
        self._budget = budget

    async def start(self) -> AsyncIterator[Any]:
        """Scrapy keeps the spider open until this ends, and would swallow its errors."""
        assert self.crawler.engine is not None
        client = Client(self.crawler.engine, self.desk, self._how, self._budget)
        try:
            await self._job(client)
        except BaseException as error:
            self.error = error
        finally:
            client.close()
        return
        yield  # never reached: it makes this the asynchronous generator Scrapy asks for


def fetch_all(desk: Desk, how: Manners, budget: int | None, job: Job) -> None:
    """Runs the job to its end. Ctrl-C stops it in order and raises KeyboardInterrupt afterwards."""
    quiet_logs()
    done = asyncio.run_coroutine_threadsafe(_crawl(desk, how, budget, job), _loop())
    try:
        done.result()
    except KeyboardInterrupt:
        desk.stop()
        done.result()
        raise


async def _crawl(desk: Desk, how: Manners, budget: int | None, job: Job) -> None:
    runner = AsyncCrawlerRunner(scrapy_settings(how))
    crawler = runner.create_crawler(DistrictSpider)
    with _names_from(PinnedNames(desk.guard)):
        await runner.crawl(crawler, desk=desk, job=job, how=how, budget=budget)
    spider = crawler.spider
    error = spider.error if isinstance(spider, DistrictSpider) else None
    if error is not None and not _is_stop(error):
        raise error


@contextmanager
def _names_from(resolver: PinnedNames) -> Iterator[None]:
    """While this lasts, nothing in the reactor resolves a name in any other way."""
    from twisted.internet import reactor

    usual = reactor.installNameResolver(resolver)
    try:
        yield
    finally:
        reactor.installNameResolver(usual)


def _is_stop(error: BaseException) -> bool:
    """Whether nothing but the order to stop ended the job."""
    if isinstance(error, BaseExceptionGroup):
        return all(_is_stop(part) for part in error.exceptions)
    return isinstance(error, Stopped | asyncio.CancelledError)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The reactor's event loop. A reactor starts once in a process, so it runs on in the background."""
    ready: list[asyncio.AbstractEventLoop] = []
    is_running = threading.Event()

    def work() -> None:
        install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
        from twisted.internet import reactor

        ready.append(asyncio.get_event_loop())
        reactor.callWhenRunning(is_running.set)
        # Twisted types the module as a bare interface, which knows neither `self` nor options.
        reactor.run(installSignalHandlers=False)  # type: ignore[misc,call-arg]

    threading.Thread(target=work, name="gongkai-reactor", daemon=True).start()
    is_running.wait()
    return ready[0]
