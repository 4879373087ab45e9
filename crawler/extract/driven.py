"""Lists whose next page only a script or a form reaches: a control says 下一页 and does something, but leads to no address."""

from __future__ import annotations

import re

from crawler.extract.outline import Outline

_SAYS = re.compile(r"^[\[【\s]*(?:下一?页|后一?页|(?:点击)?加载更多)[\s>»›＞→\]】]*$")
_BEGINS = frozenset("[【下后加点")
_OFF = re.compile(r'class="[^"]*(?:disab|(?<![a-z])(?:off|unclick|gray|grey|none)(?![a-z]))', re.IGNORECASE)
_DOES = re.compile(r'(?:href="\s*javascript:|onclick=")([^"]*)', re.IGNORECASE)
_CALL = re.compile(r"(?!void\b|return\b)[\w$.]+\s*\(([^()]*)\)")
_LAST_NUMBER = re.compile(r"(\d+)\D*$")
_BUTTON = re.compile(r"<input\b(?=[^>]*\bvalue\s*=\s*[\"']?\s*(?:下一?页|后一?页))[^>]*>|<button\b[^>]*>\s*(?:下一?页|后一?页|加载更多)", re.IGNORECASE)
_PLUGIN = re.compile(
    r"(?:\.pagination|laypage(?:\.render)?)\s*\(\s*(?:(?P<first>\d{1,7})\s*,|\{(?:[^{}]|\{[^{}]*\}){0,600}?"
    r"\b(?:(?P<pages>pages|pageCount|totalPages?)|count|total|totalCount|totalRecords?|recordCount|itemCount)\s*:\s*[\"']?(?P<count>\d{1,7}))"
)
"""Widgets that draw the controls: of entries they are told how many there are, or of pages."""


def goes_on_by_script(outline: Outline, text: str, shown: int) -> bool:
    """Whether a control that is switched on calls for a further page, or a widget is told of more entries than are shown.

    A dead control (javascript:;) is how many a system ends its last page.
    """
    if any(int(w["first"] or w["count"]) > (1 if w["pages"] else shown) for w in _PLUGIN.finditer(text)):
        return True
    links = (anchor for anchor in outline.anchors.held if anchor[1].lstrip()[:1] in _BEGINS and _SAYS.match(anchor[1]))
    if any(not _OFF.search(tag) and any(_leads_on(does[1]) for does in _DOES.finditer(tag)) for tag, _, _ in links):
        return True
    return ("下" in text or "加载更多" in text) and any(not re.search("disabled", button[0], re.IGNORECASE) for button in _BUTTON.finditer(text))


def _leads_on(code: str) -> bool:
    """
    >>> [_leads_on(code) for code in ("go(2)", "__doPostBack('pager','2')", "next()", "void(0)", "", ";", "go(1)", "page(&#39;3&#39;)")]
    [True, True, True, False, False, False, False, True]
    """
    call = _CALL.search(code.replace("&#39;", "'").replace("&quot;", '"'))
    if call is None:
        return False
    number = _LAST_NUMBER.search(call[1])
    return number is None or int(number[1]) > 1
