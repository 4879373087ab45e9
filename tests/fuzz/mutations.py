"""Ways to spoil a file: its bytes, the members of its zip, the tags and numbers of the XML inside, the lines of its text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

_TAG = re.compile(rb"</?[A-Za-z][\w:]*")
_NUMBER = re.compile(rb'="(-?\d{1,9})"')
_HUGE = (b"-1", b"0", b"2", b"63", b"64", b"1000", b"65536", b"1048577", b"2147483648", b"99999999999999999999", b"NaN")
_ODD = ("\t", "\n", "\n\n", "（", "）", "、", "；", "：", "牵头", "责任单位：", "1．", "一、", "\u3000", "\x00", "\ufffd", "|", "第一章")
_MOST = 3_000_000
Mutation = Callable[[bytes, Random], bytes]


def spoil(payload: bytes, random: Random) -> bytes:
    """One to three changes; where the file is a zip or a compound file mostly those that leave its shell whole."""
    for _ in range(random.randint(1, 3)):
        ways = _IN_A.get(payload[:2], ())
        payload = random.choice(ways if ways and random.random() < 0.8 else _PLAIN)(payload, random)[:_MOST]
    return payload


def _flip(payload: bytes, random: Random) -> bytes:
    held = bytearray(payload)
    for _ in range(random.choice((1, 1, 4, 30))):
        if held:
            held[random.randrange(len(held))] = random.randrange(256)
    return bytes(held)


def _overwrite(payload: bytes, random: Random) -> bytes:
    """A few bytes in place, as a number of two or four bytes would be: offsets and counts of old Office files."""
    size = random.choice((1, 2, 4))
    at = random.randrange(max(1, len(payload) - size))
    number = random.choice((0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, random.getrandbits(32)))
    return payload[:at] + (number % 256**size).to_bytes(size, "little") + payload[at + size :]


def _copy_over(payload: bytes, random: Random) -> bytes:
    """One piece over another of the same length."""
    start, end = _piece(payload, random)
    at = random.randrange(len(payload) + 1)
    return (payload[:at] + payload[start:end] + payload[at + end - start :])[: len(payload)]


def _truncate(payload: bytes, random: Random) -> bytes:
    return payload[: random.randrange(len(payload) + 1)]


def _piece(payload: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(payload) + 1)
    return start, min(len(payload), start + random.choice((1, 2, 8, 64, 512, 4096)))


def _remove(payload: bytes, random: Random) -> bytes:
    start, end = _piece(payload, random)
    return payload[:start] + payload[end:]


def _repeat(payload: bytes, random: Random) -> bytes:
    start, end = _piece(payload, random)
    return payload[:end] + payload[start:end] * random.choice((1, 1, 2, 50, 2000)) + payload[end:]


def _move(payload: bytes, random: Random) -> bytes:
    start, end = _piece(payload, random)
    at = random.randrange(len(payload) + 1)
    return payload[:at] + payload[start:end] + payload[at:]


def _word(payload: bytes, random: Random) -> bytes:
    at = random.randrange(len(payload) + 1)
    return payload[:at] + random.choice(_ODD).encode(random.choice(("utf-8", "gb18030", "utf-16-le"))) + payload[at:]


def _swap_tags(payload: bytes, random: Random) -> bytes:
    tags = list(_TAG.finditer(payload))
    if len(tags) < 2:
        return _flip(payload, random)
    first, second = sorted(random.sample(tags, 2), key=lambda tag: tag.start())
    return payload[: first.start()] + second[0] + payload[first.end() : second.start()] + first[0] + payload[second.end() :]


def _huge_number(payload: bytes, random: Random) -> bytes:
    numbers = list(_NUMBER.finditer(payload))
    if not numbers:
        return _flip(payload, random)
    found = random.choice(numbers)
    return payload[: found.start(1)] + random.choice(_HUGE) + payload[found.end(1) :]


def _nest(payload: bytes, random: Random) -> bytes:
    """One tag, opened many times over."""
    tags = [tag for tag in _TAG.finditer(payload) if tag[0][1:2] != b"/"]
    if not tags:
        return _repeat(payload, random)
    found = random.choice(tags)
    return payload[: found.start()] + (found[0] + b">") * random.choice((5, 300, 20_000)) + payload[found.start() :]


def _member(payload: bytes, random: Random) -> bytes:
    """One member of the zip spoilt, or removed; the zip itself stays whole. The document's own part is taken most often."""
    try:
        with zipfile.ZipFile(BytesIO(payload)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # spoilt already
        return _flip(payload, random)
    if not members:
        return payload
    likely = [name for name in members if re.search(r"document\.xml$|sheet\d*\.xml$|numbering|styles|sharedStrings", name)]
    name = random.choice(likely if likely and random.random() < 0.85 else list(members))
    if random.random() < 0.03:
        del members[name]
    else:
        members[name] = random.choice(_INNER)(members[name], random)[:_MOST]
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


_PLAIN: tuple[Mutation, ...] = (_flip, _flip, _truncate, _remove, _repeat, _move, _word, _swap_tags, _huge_number, _nest)
_INNER: tuple[Mutation, ...] = (_flip, _truncate, _remove, _repeat, _move, _word, _swap_tags, _swap_tags, _huge_number, _huge_number, _nest)
_IN_A: dict[bytes, tuple[Mutation, ...]] = {b"PK": (_member,), b"\xd0\xcf": (_flip, _overwrite, _overwrite, _overwrite, _copy_over)}
