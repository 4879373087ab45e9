"""Objections: why a page is not the publication a duty asks for, and what leaves doubt of it, as sentences."""

from __future__ import annotations

from dataclasses import dataclass

from checks.hit import Hit
from checks.known import Known
from crawler.page import Page
from rules.rule import Duty
from rules.text import normalise
from rules.wanted import Match

WHERE = {"title": "标题", "list_title": "栏目条目标题", "body": "正文", "attachment": "附件名", "issuer": "署名"}
_MOST_WORDS = 3


@dataclass(frozen=True)
class Looked:
    """What is at hand of one address.

    page: None where only a list entry is known. is_bare: it has neither table nor file, so that what sounds like a report of
    activity is one. is_unread: part of its text could not be read, or was not matched.
    """

    title: str
    hit: Hit
    page: Page | None
    is_bare: bool
    is_unread: bool


@dataclass(frozen=True)
class Objection:
    """Sentences, "" where nothing is to be said. rejected: it is not the publication. lacks: a condition beside the title's
    wording that does not hold. doubt: what cannot be told, or speaks against it without being sure."""

    rejected: str = ""
    lacks: str = ""
    doubt: str = ""


def objection(known: Known, duty: Duty, looked: Looked) -> Objection:
    """What speaks against a page; a duty of every document rejects none."""
    if duty.match is None:
        return Objection()
    if looked.hit.excluded:
        return Objection(rejected=f"{WHERE[looked.hit.excluded_in]}含“{looked.hit.excluded}”，是另一类内容")
    told = _of_the_title(known, duty.match, looked)
    lacks, open_ = _conditions(duty.match, looked)
    return Objection(told.rejected, lacks, told.doubt or open_)


def _of_the_title(known: Known, match: Match, looked: Looked) -> Objection:
    bare, allow = normalise(looked.title), match.allow
    marker = known.marker_in(bare, allow)
    if marker is not None and (marker[0] != "activity" or looked.is_bare):
        return Objection(f"标题含“{marker[1]}”：{known.markers.kinds[marker[0]].label}")
    place = None if "other_place" in allow else known.other_place(looked.title)
    if place is not None and place.is_sure:
        return Objection(f"标题写的是{place.name}，不是本区的内容")
    if place is not None:
        return Objection(doubt=f"标题以“{place.name}”开头，可能是别处的内容")
    return Objection(doubt=f"标题含“{marker[1]}”，像工作动态，但附有表格或文件") if marker is not None else Objection()


def _conditions(match: Match, looked: Looked) -> tuple[str, str]:
    """(what surely does not hold, what cannot be told), each the first of its kind."""
    sure, open_ = "", ""
    for told in looked.hit.lacks:
        key = told.rstrip("0123456789")
        words = "、".join(f"“{w}”" for w in getattr(match, key).groups[int(told[len(key) :])][:_MOST_WORDS])
        if (unknown := _unknown(key, looked)) != "":
            open_ = open_ or f"{unknown}，无法核对是否有{words}"
        else:
            sure = sure or f"{WHERE[key]}没有{words}一类的词"
    return sure, open_


def _unknown(key: str, looked: Looked) -> str:
    """Why it cannot be told whether a condition holds; "" where it can."""
    page = looked.page
    if key == "list_title":
        return ""
    if page is None or not page.readable:
        return "页面没有读到或读不出来"
    if key == "issuer":
        return "" if normalise(page.source or "") else "页面没有写明来源或发布机构"
    return "正文或附件有读不出来的部分" if key == "body" and looked.is_unread else ""
