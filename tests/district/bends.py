"""What the faults of answers make of an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from district.answer import UTF8, Answer, noise, plain
from district.faults import Fault, Faults

CHALLENGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>安全检查</title></head><body><noscript>请开启JavaScript并刷新该页</noscript>'
    "<script>document.cookie='__jsl_clearance=1501.2|0|aGVsbG8%3D;max-age=3600;path=/';location.href=location.pathname+location.search;</script></body></html>"
)
BLOCKED = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>访问被拦截！</title></head><body>'
    '<div class="waf"><h1>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</h1>'
    "<p>您的请求ID是：7b2f0e1c15012</p></div></body></html>"
)
LOGIN = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>用户登录</title></head><body><form action="/login.do" method="post"><h2>统一身份认证平台</h2>'
    '用户名：<input name="username"> 密码：<input type="password" name="password"> 验证码：<input name="captcha">'
    '<input type="submit" value="登录"></form></body></html>'
)
SOFT = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>提示信息</title></head><body><div class="error"><h1>页面不存在</h1>'
    '<p>您访问的页面不存在或已被删除！</p><a href="/">返回首页</a></div></body></html>'
)
PIECE = ("<li>" + "番禺区" * 40 + "</li>\n").encode() * 180
"""What an endless body is made of."""


def _page(text: str, status: int = 200) -> Answer:
    return Answer(status, text.encode(), UTF8)


def bend(faults: Faults, fault: Fault, url: str, answer: Answer) -> Answer:
    """The answer as the fault has it."""
    options = fault.options
    if fault.name == "robots_denied":
        return Answer(200, f"User-agent: *\nDisallow: {faults.denied_path(fault, url)}\n".encode(), "text/plain")
    if fault.name == "home_redirect":
        return _home(faults, url, answer)
    if fault.name == "redirect_loop":
        turned = url.removesuffix("?turn=1") if url.endswith("?turn=1") else f"{url}?turn=1"
        return Answer(302, location=turned if fault.lies_on(turned, faults.site_of(turned)) else url)
    made: dict[str, Callable[[], Answer]] = {
        "down": lambda: Answer(0, drop=True),
        "slow": lambda: replace(answer, delay_seconds=options.seconds),
        "waf200": lambda: _page(CHALLENGE if options.mode == "challenge" else BLOCKED),
        "waf412": lambda: _page(CHALLENGE, 412),
        "http_5xx_burst": lambda: plain(options.status, f"{options.status} Server Error"),
        "truncated": lambda: replace(answer, body=answer.body[: len(answer.body) // 2], cut=True, gzip=False, etag="", modified=""),
        "garbage": lambda: Answer(200, noise(url)),
        "endless": lambda: Answer(200, PIECE, UTF8, endless=True, pace_seconds=options.pace_seconds),
        "soft_404": lambda: _page(SOFT),
        "login": lambda: _page(LOGIN),
        "too_many": lambda: replace(plain(429, "429 Too Many Requests"), retry_after=int(options.seconds)),
    }
    return made[fault.name]()


def _home(faults: Faults, url: str, answer: Answer) -> Answer:
    """Whatever is asked leads to the site's home page; the home page itself stands."""
    site = faults.site_of(url)
    home = site.base if site else url.split("/", 3)[0] + "//" + url.split("/", 3)[2] + "/"
    return answer if url in (home, f"{home}index.html") else Answer(302, location=home)
