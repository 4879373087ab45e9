"""文号: the number of an official document, found in any text and written in one form."""

from __future__ import annotations

import re
from collections.abc import Iterator

NUMBER = r"[\u4e00-\u9fff]{1,15}\s*[〔\[［【（(﹝〈<]\s*(?:19|20)\d\d\s*[〕\]］】）)﹞〉>]\s*第?\s*\d{1,5}\s*号|[\u4e00-\u9fff]{0,15}令\s*第?\s*\d{1,5}\s*号"
"""番府〔2017〕5号 in any of its brackets, or 国务院令第707号."""
_NUMBER = re.compile(NUMBER)
_YEARLY = re.compile(r"(\S+?)\s*[〔\[［【（(﹝〈<]\s*(\d{4})\s*[〕\]］】）)﹞〉>]\s*第?\s*0*(\d+)\s*号")
_ORDER = re.compile(r"(\S*令)\s*第?\s*0*(\d+)\s*号")
_LEAD = re.compile(r"^.*(?:根据|按照|依据|依照|贯彻|落实|执行|参照|遵照|经|由|被|和|与|及|的|了|将|对|见|为|即)(?=.)")
_MAY_BE = re.compile(r"[〔\[［【（(﹝〈<]\s*(?:19|20|１９|２０|１9|1９|２0|2０)|令")
_WIDE = re.compile("[０-９]")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def number_of(text: str | None) -> str | None:
    """The one form of a text that is nothing but a 文号 (brackets around it aside); None where it is something else.

    >>> number_of("番府[2017]第05号"), number_of("（番府〔2017〕5号）"), number_of("番禺区2017年第1号"), number_of(None)
    ('番府〔2017〕5号', '番府〔2017〕5号', None, None)
    """
    bare = (text or "").translate(_DIGITS).strip(" \t　()（）;；,，。、")
    if (m := _YEARLY.fullmatch(bare)) or (m := _ORDER.fullmatch(bare)):
        return _form(m)
    return None


def may_number(text: str) -> bool:
    """Whether a text can hold a 文号 at all: a quick look before a slow one."""
    return "号" in text and _MAY_BE.search(text) is not None


def numbers_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Every 文号 of a text with its place; words of a sentence that run into it are left off where they can be told.

    >>> [n for n, _, _ in numbers_in("根据粤府函〔2017〕65号和番府办[2017]8号文")]
    ['粤府函〔2017〕65号', '番府办〔2017〕8号']
    """
    if not may_number(text):
        return
    for m in _NUMBER.finditer(text.translate(_DIGITS) if _WIDE.search(text) else text):
        lead = _LEAD.match(m[0])
        start = lead.end() if lead else 0
        if (number := number_of(m[0][start:])) is not None:
            yield number, m.start() + start, m.end()


def _form(m: re.Match[str]) -> str:
    prefix = "".join(m[1].split())
    return f"{prefix}〔{m[2]}〕{m[3]}号" if m.lastindex == 3 else f"{prefix}第{m[2]}号"
