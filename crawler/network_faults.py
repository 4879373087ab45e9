"""Tells what Scrapy, Twisted or OpenSSL raised as a fault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

from crawler.fault import Fault


class HeadersTooLong(Exception):
    """The lines before a body have no end."""


_FAULTS: tuple[tuple[type[Exception], str, str], ...] = (
    (HeadersTooLong, "too_large", "应答头没有尽头，没有读完"),
    (SSL.Error, "tls", "TLS 握手失败：协议或加密方式谈不拢"),
    (ResponseDataLossError, "truncated", "内容没有传完就断了"),
    (DownloadCancelledError, "too_large", "内容超过 50 MB，没有下载"),
    (DownloadTimeoutError, "timeout", "超时，没有应答完"),
    (CannotResolveHostError, "dns", "域名解析不到"),
    (DownloadConnectionRefusedError, "connect", "拒绝连接"),
)


def fault_of(error: Exception) -> Fault:
    """Whatever the network raises is one address's failure. A ValueError is an address nobody can ask for."""
    behind = tuple(_behind(error))
    for kind, reason, detail in _FAULTS:
        if any(isinstance(each, kind) for each in behind):
            return Fault(reason, detail)
    if isinstance(error, ValueError):
        return Fault("skipped", f"地址写得不对：{error}")
    return Fault("connect", f"连接中断（{type(error).__name__}）")


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """An error and its causes. Twisted hides its own in lists of Failures, one in the other."""
    for _ in range(10):
        if error is None:
            return
        yield error
        reasons: list[Any] = getattr(error, "reasons", None) or []
        yield from (reason.value for reason in reasons)
        error = next((reason.value for reason in reasons if getattr(reason.value, "reasons", None)), error.__cause__)
