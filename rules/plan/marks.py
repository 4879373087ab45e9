"""How headings and items are numbered: 一、 for sections, （一） below them, 1. (1) 1.1 ① for items."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMERALS = "一二三四五六七八九十百〇零"
SECTION = re.compile(rf"^(?:第?(?P<a>[{_NUMERALS}]{{1,6}})\s*[、.．]|第(?P<b>[{_NUMERALS}]{{1,6}})(?:部分|章|类)[:：、]?)\s*(?P<name>\S.*)$", re.DOTALL)
SUBSECTION = re.compile(rf"^[（(]\s*(?P<n>[{_NUMERALS}]{{1,6}})\s*[）)]\s*[、.．]?\s*(?P<name>.*)$", re.DOTALL)
_STYLES = (
    ("1.1", re.compile(r"^(?P<all>\d{1,2}[.．](?P<n>\d{1,2}))(?![\d.．%％]|[万亿倍个])[、\s]*(?P<rest>\S.*)$", re.DOTALL)),
    ("1", re.compile(r"^(?P<all>(?P<n>\d{1,3}))(?:[．、）)]|\.(?!\d)|\.(?=(?:19|20)\d\d\s*年))\s*(?P<rest>\S.*)$", re.DOTALL)),
    ("(1)", re.compile(r"^(?P<all>[（(]\s*(?P<n>\d{1,3})\s*(?:[）)]|[．、]))\s*(?P<rest>\S.*)$", re.DOTALL)),
    ("①", re.compile(r"^(?P<all>(?P<n>[①-⑳]))\s*[、.．]?\s*(?P<rest>\S.*)$", re.DOTALL)),
)
_ALONE = re.compile(rf"^[（(]?\s*(?P<n>\d{{1,3}}|[①-⑳]|[{_NUMERALS}]{{1,6}}|\d{{1,2}}[.．]\d{{1,2}})\s*[）)]?\s*[.．、]?$")
_ALONE_CHARS = 40
"""Beyond this it is no number, and the pattern would try every way to share out the blanks."""
_DIGITS = dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


@dataclass(frozen=True)
class Mark:
    """A printed number: how it is written (`style`), as it stands there, its value, and the text behind it."""

    style: str
    printed: str
    number: int
    rest: str


def mark_of(text: str) -> Mark | None:
    """The number a text begins with.

    >>> [(m.style, m.printed, m.number, m.rest) for t in ("1．甲", "(2)乙", "3.1 丙", "④丁", "5.2021年公开") if (m := mark_of(t))]
    [('1', '1', 1, '甲'), ('(1)', '(2)', 2, '乙'), ('1.1', '3.1', 1, '丙'), ('①', '④', 4, '丁'), ('1', '5', 5, '2021年公开')]
    >>> mark_of("2.5万亩"), mark_of("2021年公开")
    (None, None)
    """
    for style, pattern in _STYLES:
        if found := pattern.match(text):
            return Mark(style, found["all"], _value(found["n"]), found["rest"])
    return None


def number_alone(text: str) -> Mark | None:
    """A cell that holds nothing but a number.

    >>> [(m.printed, m.number) for t in ("1", "（二）", "3.", "1.2") if (m := number_alone(t))]
    [('1', 1), ('（二）', 2), ('3', 3), ('1.2', 2)]
    """
    found = _ALONE.match(text) if len(text) <= _ALONE_CHARS else None
    if not found:
        return None
    style = "一" if found["n"][0] in _NUMERALS else "1"
    printed = text.strip() if style == "一" or text.strip()[0] in "（(" else found["n"]
    return Mark(style, printed, _value(found["n"]), "")


def _value(printed: str) -> int:
    if "①" <= printed <= "⑳":
        return ord(printed) - ord("①") + 1
    last = re.split(r"[.．]", printed)[-1]
    return int(last) if last.isdecimal() else chinese_number(last)


def section_of(text: str) -> tuple[int, str] | None:
    """A section heading's numeral and name.

    >>> section_of("十二、推进预算公开"), section_of("第二部分 改进服务"), section_of("一般事项")
    ((12, '推进预算公开'), (2, '改进服务'), None)
    """
    found = SECTION.match(text)
    return (chinese_number(found["a"] or found["b"]), found["name"]) if found else None


def chinese_number(text: str) -> int:
    """A numeral.

    >>> chinese_number("十"), chinese_number("二十二"), chinese_number("一百零三")
    (10, 22, 103)
    """
    total, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total, digit = total + max(digit, 1) * (10 if char == "十" else 100), 0
    return total + digit
