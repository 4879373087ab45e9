"""Chinese numerals as they stand in dates and periods, and the narrow forms of full-width characters."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "◯": 0, "Ｏ": 0, "O": 0, "О": 0, "Ο": 0, "o": 0, "0": 0, "两": 2, "元": 1}
DIGIT_CLASS = "〇零○◯ＯOОΟo0一二三四五六七八九"
"""Inside a character class: the digits of a Chinese year, with the letters that typists put for 〇."""
COUNT_CLASS = "一二三四五六七八九十"
DAY_CLASS = COUNT_CLASS + "廿卅"
"""A day of the month may also be written 廿一 or 卅."""
_NARROW = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if chr(0xFF01 + i) != "，"} | {"\u3000": " ", "\xa0": " "}
_WIDE = re.compile("[\uff01-\uff0b\uff0d-\uff5e\u3000\xa0]")


def narrow(text: str) -> str:
    """Full-width ASCII as ASCII, one character for one, so that positions stay.

    >>> narrow("２０１７－０３－０８")
    '2017-03-08'
    """
    return text if text.isascii() else _WIDE.sub(lambda m: _NARROW[m[0]], text)


def year_of(digits: str) -> int:
    """
    >>> year_of("二〇一七")
    2017
    """
    value = 0
    for c in digits:
        value = value * 10 + _DIGITS[c]
    return value


def count_of(numeral: str) -> int:
    """1 to 99, in either style; 0 where it is no such number.

    >>> [count_of(n) for n in ("三", "十", "十二", "二十", "三十一", "廿一", "卅", "08")]
    [3, 10, 12, 20, 31, 21, 30, 8]
    """
    if numeral.isascii():
        return int(numeral) if numeral.isdigit() else 0
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    if "十" not in numeral:
        return _DIGITS[numeral] if len(numeral) == 1 else 0
    tens, _, units = numeral.partition("十")
    if len(tens) > 1 or len(units) > 1 or "十" in units:
        return 0
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0)
