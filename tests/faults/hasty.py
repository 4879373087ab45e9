"""The command line with shorter time-outs: `hasty.py SECONDS crawl …`. All else is as in the program; CrawlRequest.manners is there for tests."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

import crawler.run
import gongkai
from crawler.run import CrawlRequest, CrawlSummary, crawl
from crawler.settings import manners


def hurry(seconds: float) -> Callable[[CrawlRequest, Callable[[str, int], None]], CrawlSummary]:
    """A crawl that waits for a whole answer no longer than this."""

    def run(request: CrawlRequest, progress: Callable[[str, int], None]) -> CrawlSummary:
        how = manners(request.district.crawl, request.program, fast=request.fast)
        return crawl(replace(request, manners=replace(how, timeout_seconds=seconds)), progress)

    return run


if __name__ == "__main__":
    crawler.run.crawl = hurry(float(sys.argv[1]))
    gongkai.main(sys.argv[2:])
