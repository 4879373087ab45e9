"""Why an address gave no page: reason codes and Chinese words, told from an answer's status or from what its page says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawler.page import Page


@dataclass(frozen=True)
class Fault:
    """reason: a code that planning and coverage go by; detail: Chinese, for people."""

    reason: str
    detail: str

    def because(self, what: str) -> Fault:
        """The same fault, met on the way to something else."""
        return replace(self, detail=f"{what}：{self.detail}")


RETRIED = frozenset(("timeout", "connect", "dns", "truncated"))
"""Faults of a request that are tried again at once."""
RETRIED_STATUSES = frozenset((408, 429, 500, 502, 503, 504, 522, 524))
SILENT = frozenset(("timeout", "connect", "dns", "tls"))
"""Nothing was heard of the host; each request counts."""
DENYING = frozenset(("http_5xx", "waf", "refused", "too_many"))
"""The host answers, but not with pages; each address counts."""
SOFT = {"gone": "soft_404", "check": "waf", "login": "login", "fault": "soft_error"}
"""What a page says in place of a page (Page.refusal). A shell that a script fills is no refusal: who asked may know how to read it."""


def of_status(status: int) -> Fault:
    """For an answer that is neither 200 nor a redirect.

    >>> of_status(412).reason, of_status(403).reason, of_status(503).reason
    ('waf', 'refused', 'http_5xx')
    """
    if status in (404, 410):
        return Fault("not_found", f"页面不存在（HTTP {status}）")
    if status in (412, 521):
        # Chinese firewalls send these with a script that sets a cookie; 521 is nothing else's number there.
        return Fault("waf", f"网站防火墙要求验证访问者（HTTP {status}）")
    if status in (401, 403, 451):
        return Fault("refused", f"网站拒绝访问（HTTP {status}）")
    if status == 429:
        return Fault("too_many", "网站嫌请求过密（HTTP 429）")
    if status == 304:
        return Fault("http_other", "网站答复没有变化（HTTP 304），但这次并没有这样问")
    if status >= 500:
        return Fault("http_5xx", f"网站出错（HTTP {status}）")
    return Fault("timeout" if status == 408 else "http_other", f"HTTP {status}")


def of_page(page: Page) -> Fault | None:
    """Where a page answered with status 200 is none of the site's.

    >>> of_page(Page(kind="other", media="html", readable=False, reason="需要登录才能查看", refusal="login"))
    Fault(reason='login', detail='需要登录才能查看（HTTP 200）')
    """
    reason = SOFT.get(page.refusal)
    return Fault(reason, f"{page.reason}（HTTP 200）") if reason else None
