"""Bare Scrapy that follows all links: what one would write instead of a crawler; a process of its own, told by one line of JSON."""

from __future__ import annotations

import json
import sys
from typing import Any

import scrapy
import scrapy.extensions.httpcache
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor


class Dated:
    """Between network and cache: the day's date, which servers must send (RFC 9110, 6.6.1) and the model district's does not."""

    def __init__(self, now: float) -> None:
        from email.utils import formatdate

        self._date = formatdate(now, usegmt=True)

    @classmethod
    def from_crawler(cls, crawler: Any) -> Dated:
        return cls(crawler.settings.getfloat("BENCH_NOW"))

    def process_response(self, request: Any, response: Any) -> Any:
        response.headers.setdefault("Date", self._date)
        return response


class Everything(scrapy.Spider):  # type: ignore[misc]
    """Every link of every page, on the hosts named."""

    name = "everything"
    links = LinkExtractor(deny_extensions=())

    async def start(self) -> Any:
        for url in self.starts:
            yield scrapy.Request(url)

    def parse(self, response: Any) -> Any:
        self.crawler.stats.inc_value("bench/pages")
        if isinstance(response, scrapy.http.HtmlResponse):
            for link in self.links.extract_links(response):
                yield scrapy.Request(link.url)


def settings_of(told: dict[str, Any]) -> dict[str, Any]:
    """Scrapy's defaults, quiet; with its HTTP cache by RFC 2616 where a folder for it is named."""
    settings: dict[str, Any] = {"LOG_LEVEL": "CRITICAL", "TELNETCONSOLE_ENABLED": False, "ROBOTSTXT_OBEY": True, "RETRY_TIMES": 1}
    if told.get("cache"):
        settings |= {
            "HTTPCACHE_ENABLED": True, "HTTPCACHE_DIR": told["cache"], "HTTPCACHE_POLICY": "scrapy.extensions.httpcache.RFC2616Policy",
            "BENCH_NOW": told["now"], "DOWNLOADER_MIDDLEWARES": {Dated: 950},
        }  # fmt: skip
    return settings


def main() -> None:
    told = json.loads(sys.argv[1])
    if told.get("now"):
        # What is fresh is asked of the simulated clock, as of ours.
        scrapy.extensions.httpcache.time = lambda: told["now"]
    process = CrawlerProcess(settings_of(told))
    crawler = process.create_crawler(Everything)
    process.crawl(crawler, starts=told["starts"], allowed_domains=told["hosts"])
    process.start()
    print(json.dumps({"pages": crawler.stats.get_value("bench/pages", 0), "requests": crawler.stats.get_value("downloader/request_count", 0)}))


if __name__ == "__main__":
    main()
