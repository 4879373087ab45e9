"""What a site answers instead of a page, with status 200: page gone, login, access check, server fault, empty script shell."""

from __future__ import annotations

import re
from itertools import islice

from crawler.extract import labels
from crawler.extract.dates.days import parse_day
from crawler.extract.layouts import OUTSIDE
from crawler.extract.taken import Taken

_MOST_TEXT = 300
"""A page that says more of its own than this is no refusal, whatever words stand in it."""
_MOST_LINE = 80
_MOST_LINKS = 10
_OF_A_PUBLICATION = (*labels.PUBLISHED, *labels.PLAIN_DATE, *labels.FORMED)
_THING = r"(?:页面?|网页|信息|内容|文章|文件|资源|地址|栏目|稿件|链接)"
_IS_GONE = r"(?:不存在|找不到|未找到|无法(?:访问|找到|显示)|已经?被?(?:删除|移除|下线|撤销|撤下))"
_GONE = re.compile(
    r"^[\W_]*(?:(?:很抱歉|非常抱歉|抱歉|对不起|温馨提示|系统提示|提示|错误)[\W_]*)?(?:404[\W_]*)?(?:"
    rf"[您你]?(?:所|要|正在)*(?:访问|查看|请求|查找|浏览|打开|寻找)的?{_THING}.{{0,12}}?(?:{_IS_GONE}|失效|过期)"
    rf"|(?:该|此|本)?{_THING}{_IS_GONE}"
    r"|(?:无法|未能)找到(?:该|此|您|你|指定|请求)?.{0,8}?(?:页|资源|文件)"
    r"|(?:http\s*(?:error|错误)?\s*)?404\b[\W_]*(?:(?:file\s*|page\s*)?not\s*found|error|错误)?[\W_]*$"
    r"|(?:the\s)?(?:requested\s)?(?:(?:page|file|url|object|resource)\b.{0,40})?not\s+found\b)",
    re.IGNORECASE,
)
_CHECK = re.compile(
    r"请(?:先|您|在浏览器中)?(?:开启|启用|打开|允许)(?:您的|浏览器的?)?\s*(?:javascript|js|cookie)|enable javascript|checking your browser"
    r"|(?:访问|操作|请求)(?:过于|太|过)频繁|^[\W_]*(?:安全|人机|滑动|真人|访问)验证|请输入验证码|(?:访问|请求)[^，。]{0,10}(?:被(?:拦截|拒绝|阻断|禁止)|威胁)"
    r"|403\s*forbidden|access\s*denied|^[\W_]*403[\W_]*$|网站防火墙|web应用防火墙",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"登\s*[录陆]|身份(?:认证|验证)|log\s*in|sign\s*in", re.IGNORECASE)
_FAULT = re.compile(
    r"^[\W_]*(?!.{0,20}(?:通知|公告|通告|公示|方案|办法|预案|情况|合同|项目))"
    r"(?:50[0-4]\b[\W_]*(?:$|bad gateway|service|internal|gateway|错误|服务器)|(?:http\s*)?(?:error|错误)\s*50[0-4]"
    r"|(?:系统|服务器|程序|数据库)(?:内部|运行|连接)?(?:出现)?(?:错误|异常|繁忙|维护|出错|失败)|网站(?:正在)?(?:升级)?维护|服务(?:暂时)?不可用"
    r"|“?/”?应用程序中的服务器错误|server error|bad gateway|service (?:temporarily )?unavailable|internal server error)",
    re.IGNORECASE,
)
_SHELL = re.compile(r"<div[^>]{0,80}\bid\s*=\s*[\"']?(?:app|root|__nuxt|__next|vue-?app|main-?app)\b", re.IGNORECASE)
_UNSEEN = re.compile(r"<noscript[^<>]{0,100}>\s*(?:<[^<>]{0,200}>\s*){0,4}([^<]{2,200})", re.IGNORECASE)


REASONS = {
    "gone": "网站答复：页面不存在或已被删除",
    "fault": "网站答复：系统出错或正在维护",
    "check": "网站要求验证访问者，没有给出页面",
    "login": "需要登录才能查看",
    "shell": "页面内容由脚本生成，网页里没有正文",
}
"""What Page.refusal may be, in words."""


def refusal(taken: Taken) -> str:
    """Why the page holds nothing that was published (a key of REASONS); "" where it may. Only a page that says next to nothing, and
    names no day of its own, is one."""
    outline = taken.outline
    free = [line for line, zone in zip(outline.lines, taken.zones, strict=True) if zone not in OUTSIDE and line.linked * 2 <= len(line.text)]
    if "articletitle" in outline.metas or "pubdate" in outline.metas or sum(len(line.text) - line.linked for line in free) > _MOST_TEXT:
        return ""
    if any(v.label in _OF_A_PUBLICATION and taken.zones[v.line] != "hidden" and parse_day(v.value[:40]) for v in taken.values):
        return ""
    said = [outline.html_title[:_MOST_LINE], *(line.text for line in free if len(line.text) <= _MOST_LINE)]
    if any(_GONE.match(text) for text in said):
        return "gone"
    return _closed(taken, said) if len(outline.anchors) <= _MOST_LINKS else ""


def _closed(taken: Taken, said: list[str]) -> str:
    """For a page without links: a fault, a check of the visitor, a login, or a shell that only a script fills."""
    if any(_FAULT.match(words) for words in said):
        return "fault"
    text = taken.source.text
    is_bare = not taken.outline.images and sum(len(line.text) for line in taken.outline.lines) < 20
    if is_bare:
        said = [*said, *(m[1].strip() for m in islice(_UNSEEN.finditer(text), 5))]
    if any(_CHECK.search(words) for words in said):
        return "check"
    if _LOGIN.search(taken.outline.html_title) and "password" in text:
        return "login"
    return "shell" if is_bare and _SHELL.search(text) else ""
