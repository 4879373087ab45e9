"""One spoilt page or file by its number, and what is wrong with a reading whatever was read."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from fuzz.mutations import spoil
from fuzz.page_mutations import spoil_page
from fuzz.reading_material import Material

from crawler.extract.html import read_text
from crawler.page import Reading
from crawler.pagejson import page_from_json, page_to_json
from crawler.reading import located_links, read_body
from rules.office.charset import decode

PAGE, FILE = "网页", "附件"
MOST_SECONDS = {PAGE: 5.0, FILE: 62.0}
"""Files: the minute that their reader gives itself, and a moment to say so."""
_FILES = 0.3
"""So large a share of the cases are files."""
_TYPES = ("", "text/html", "text/html; charset=utf-8", "text/html; charset=gb2312", "text/html; charset=big5", "application/octet-stream")
_URL = "http://www.example.gov.cn/zwgk/201703/t20170308_12.html"


@dataclass(frozen=True)
class Spoilt:
    """A case ready to be read."""

    sort: str
    name: str
    payload: bytes
    content_type: str
    url: str
    label: str


def spoilt(seed: int, number: int, held: Material) -> Spoilt:
    """Always the same for the same seed, number and material."""
    random = Random(seed * 1_000_003 + number)
    if random.random() < _FILES:
        original = random.choice(held.files[random.choice(list(held.files))])
        sort, payload, content_type, url = FILE, spoil(original.payload, random), "", f"http://www.example.gov.cn/a/{original.name}"
    else:
        original = random.choice(random.choice(held.pages))
        sort, payload, content_type, url = PAGE, spoil_page(original.payload, random), random.choice(_TYPES), _URL
    return Spoilt(sort, original.name, payload, content_type, url, f"第 {number} 个（{original.name}，{len(payload)} 字节）")


def fault_of(case: Spoilt, reading: Reading, is_twice: bool) -> str:
    """What no reading may do: hide an exception, be lost in storing, differ the second time, hold no reason; "" where all is well."""
    page = reading.page
    if not page.readable and not page.reason:
        return "读不了，却没有说明原因"
    if page.reason.startswith("网页无法解析"):
        read_text(decode(case.payload).text.replace("\0", ""))  # raises what was caught, for its traceback
        return page.reason
    if page_from_json(page_to_json(page)) != page:
        return "存成 JSON 再取出，页面不同了"
    page.located_at(case.url)
    located_links(reading.links, case.url)
    page_to_json(page).encode("utf-8")
    if is_twice and read_body(case.payload, "", case.content_type, case.url) != reading:
        return "同样的字节读两次，结果不同"
    return ""
