"""Ways to spoil a web page: bytes, tags, attributes, days, charsets; nothing of it need be a page any more."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from fuzz.mutations import spoil

_TAG = re.compile(rb"<[^<>]{1,400}>")
_NUMBER = re.compile(rb"\d{1,4}")
_CHARSETS = ("utf-8", "gb18030", "big5", "utf-16", "utf-16-be", "latin-1", "utf-8-sig", "shift_jis", "utf-7")
_ODD_DAYS = ("2017-02-30", "0000-00-00", "9999-12-31", "２０１７年３月８日", "二〇一七年三月八日", "2017年13月", "12-31", "1-9月", "2017年3", "十月")
_ODD = (
    "<table><tr><td>", "</div></div>", "<!--", "<![CDATA[", "<script>", "<textarea>", "<title>", "</body>", "<frameset><frame src=a>", "<template>",
    "<svg><p>", "<base href='http://[x'>", "<a href='http://[x'>附件1.xls</a>", "<a href='//'>下一页</a>", "<meta name=PubDate content='", "发布日期：",
    "&#0;&#xD800;&#1114112;", "&nbsp;" * 50, "<td colspan=99999999 rowspan=9999999>", "\u202e\ufeff\u2028", "<font>" * 300, "〔2017〕", "《" * 40,
    "（" * 200, "1" * 400, " " * 3000, "2017年" * 200, "索引号：\t文号：\t", "共99999999页", "<select><option>",
)  # fmt: skip
_MOST = 2_000_000
Mutation = Callable[[bytes, Random], bytes]


def spoil_page(payload: bytes, random: Random) -> bytes:
    """One to four changes; one page in fifty is nothing but random bytes."""
    if random.random() < 0.02:
        return random.randbytes(random.choice((0, 1, 3, 100, 20_000)))
    for _ in range(random.randint(1, 4)):
        payload = random.choice(_WAYS)(payload, random)[:_MOST]
    return payload


def _shuffle_tags(payload: bytes, random: Random) -> bytes:
    """The tags of one stretch in another order, the text between them where it was."""
    tags = list(_TAG.finditer(payload))
    if len(tags) < 3:
        return payload
    first = random.randrange(len(tags) - 1)
    some = tags[first : first + random.choice((3, 20, 400))]
    order = [tag[0] for tag in some]
    random.shuffle(order)
    held, at = [payload[: some[0].start()]], some[0].start()
    for tag, other in zip(some, order, strict=True):
        held += [payload[at : tag.start()], other]
        at = tag.end()
    return b"".join(held) + payload[at:]


def _drop_tags(payload: bytes, random: Random) -> bytes:
    share = random.choice((0.02, 0.2, 0.7))
    return _TAG.sub(lambda tag: b"" if random.random() < share else tag[0], payload)


def _insert(payload: bytes, random: Random) -> bytes:
    """Something odd, most often behind a tag."""
    tags = list(_TAG.finditer(payload))
    at = random.choice(tags).end() if tags and random.random() < 0.8 else random.randrange(len(payload) + 1)
    odd = random.choice((*_ODD, *_ODD_DAYS)) * random.choice((1, 1, 1, 3, 60))
    return payload[:at] + odd.encode(random.choice(("utf-8", "gb18030"))) + payload[at:]


def _odd_numbers(payload: bytes, random: Random) -> bytes:
    """Some numbers, days among them, become others."""
    share = random.choice((0.02, 0.3))
    return _NUMBER.sub(lambda m: str(random.choice((0, 1, 12, 13, 31, 32, 99, 1899, 2017, 2038, 9999))).encode() if random.random() < share else m[0], payload)


def _other_charset(payload: bytes, random: Random) -> bytes:
    """Read as one charset and written as another, as careless servers do."""
    text = payload.decode(random.choice(("utf-8", "gb18030", "latin-1")), "replace")
    return text.encode(random.choice(_CHARSETS), "replace")


def _long_line(payload: bytes, random: Random) -> bytes:
    """One piece a great many times over."""
    start = random.randrange(len(payload) + 1)
    piece = payload[start : start + random.choice((1, 5, 40, 400))]
    return payload[:start] + piece * random.choice((100, 3000)) + payload[start:]


_WAYS: tuple[Mutation, ...] = (
    spoil,
    spoil,
    spoil,
    _shuffle_tags,
    _shuffle_tags,
    _drop_tags,
    _insert,
    _insert,
    _insert,
    _odd_numbers,
    _other_charset,
    _long_line,
)
