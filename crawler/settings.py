"""How Scrapy fetches: politely, without cookies, logs or consoles; the one place that sets its options."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from crawler.patience import HASTY, Patience
from rules.units import CrawlSettings

MAX_BODY = 50 * 1024 * 1024
_MAX_DELAY = 60


@dataclass(frozen=True)
class Manners:
    """How a run behaves towards the sites. fast: no delay, at any hour (loopback alone). timeout_seconds: for a whole answer."""

    user_agent: str
    delay_seconds: float
    fast: bool
    timeout_seconds: float = 30.0
    retries: int = 2
    patience: Patience = HASTY


def manners(crawl: CrawlSettings, program: str, *, fast: bool) -> Manners:
    """The user agent names the program and whom to write to."""
    contact = f"; +{crawl.contact}" if crawl.contact else ""
    agent = f"Mozilla/5.0 (compatible; {program}{contact})"
    return Manners(agent, 0.0 if fast else crawl.delay_seconds, fast, patience=HASTY if fast else Patience())


def scrapy_settings(how: Manners) -> dict[str, Any]:
    """Scrapy's own defaults wait for nothing, accept any certificate, keep cookies and open a telnet console."""
    return {
        "USER_AGENT": how.user_agent,
        # Redirects, retries and robots.txt are ours: each of their requests is guarded, counted and waits its turn.
        "ROBOTSTXT_OBEY": False,
        "RETRY_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "MEMUSAGE_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "REFERER_ENABLED": False,
        # Unpacked while reading, off the reactor's thread: the archive keeps what was received.
        "COMPRESSION_ENABLED": False,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip, deflate",
        },
        "CONCURRENT_REQUESTS": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": how.delay_seconds,
        "DOWNLOAD_DELAY_JITTER": 0,
        "AUTOTHROTTLE_ENABLED": not how.fast,
        # With one request at a time: a host rests for as long as it works.
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 0.5,
        "AUTOTHROTTLE_START_DELAY": how.delay_seconds,
        "AUTOTHROTTLE_MAX_DELAY": max(_MAX_DELAY, how.delay_seconds),
        "DOWNLOAD_TIMEOUT": how.timeout_seconds,
        "DOWNLOAD_MAXSIZE": MAX_BODY,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("http", "https"), "crawler.downloading.Handler"),
            **dict.fromkeys(("data", "file", "ftp", "s3")),
        },
        "LOG_ENABLED": False,
        "EXTENSIONS": {f"scrapy.extensions.{name}": None for name in _UNUSED},
        "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.fetch.Proxying": 740,
            "crawler.fetch.Archiving": 950,
            **{f"scrapy.downloadermiddlewares.{name}": None for name in _NOT_ON_THE_WAY},
        },
    }


_UNUSED = (
    "corestats.CoreStats", "logcount.LogCount", "telnet.TelnetConsole", "memusage.MemoryUsage", "memdebug.MemoryDebugger",
    "closespider.CloseSpider", "feedexport.FeedExporter", "logstats.LogStats", "spiderstate.SpiderState",
    "remote_control.RemoteControl",
)  # fmt: skip


_NOT_ON_THE_WAY = ("offsite.OffsiteMiddleware", "httpauth.HttpAuthMiddleware", "stats.DownloaderStats")


def quiet_logs() -> None:
    """Scrapy and Twisted log what the run's journal says already; without a handler Python would print it."""
    for name in ("scrapy", "scrapy-playwright", "twisted", "protego", "filelock"):
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.CRITICAL)
