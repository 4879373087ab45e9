"""The repository's own labelled pages: each layout's frame filled with one page's parts, encoded and damaged as its file says."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

PAGES = Path(__file__).with_name("pages")
OWN = "own"
_STRAY = b"\xff"
"""No charset of these pages has a character that begins with it."""
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Sample:
    """One page with what people read in it. text: decoded rightly, for readers that take text; trap: what it tries."""

    set: str
    group: str
    name: str
    payload: bytes
    text: str
    url: str
    truth: Mapping[str, Any]
    trap: str = ""
    content_type: str = "text/html"

    @property
    def label(self) -> str:
        return f"{self.group}/{self.name}"


def labelled_files(folder: Path = PAGES) -> tuple[Path, ...]:
    """The files of all labelled pages, by layout and number."""
    return tuple(sorted(folder.glob("*/*.yaml")))


def labelled_pages(faults: list[str] | None = None) -> tuple[Sample, ...]:
    """Every labelled page. What cannot be made into a page is told in `faults`, or raises where nobody gave any."""
    return tuple(_without_faults(faults))


def _without_faults(faults: list[str] | None) -> Iterator[Sample]:
    for path in labelled_files():
        try:
            yield labelled_page(path)
        except Exception as error:
            if faults is None:
                raise
            faults.append(f"{os.path.relpath(path)}：拼不出页面，{type(error).__name__}：{error}")


def labelled_page(path: Path) -> Sample:
    """The page of one file; raises where its frame misses a slot or a character has no place in its charset."""
    told = yaml.load(path.read_text(encoding="utf-8"), _LOADER)
    text = _frame(path.parent).render(**told["slots"])
    payload = damaged(text, told["charset"], told.get("damage", "none"))
    readable = payload.decode(told["charset"], "replace").replace("\ufffd", "")
    truth, content_type = dict(told["truth"]), told.get("content_type", "text/html")
    return Sample(OWN, path.parent.name, path.stem, payload, readable, told["url"], truth, told["trap"], content_type)


@cache
def _frame(layout: Path) -> Template:
    environment = Environment(loader=FileSystemLoader(layout), autoescape=False, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.get_template("frame.html")


def damaged(text: str, charset: str, damage: str) -> bytes:
    """The bytes of a page; never others for the same page.

    stray-byte: one that no charset knows, between two characters in the middle; cut-tail: the end missing, in the midst of a
    character where the text's last part has any of several bytes.
    """
    payload = text.encode(charset)
    if damage == "none":
        return payload
    if damage == "stray-byte":
        half = len(text) // 2
        return text[:half].encode(charset) + _STRAY + payload[len(text[:half].encode(charset)) :]
    if damage == "cut-tail":
        return _cut(payload, charset)
    raise ValueError(f"damage: {damage}")


def _cut(payload: bytes, charset: str) -> bytes:
    end = len(payload) - max(1, len(payload) // 100)
    for at in range(end, max(0, end - 4000), -1):
        try:
            payload[:at].decode(charset)
        except UnicodeDecodeError:
            return payload[:at]
    return payload[:end]
