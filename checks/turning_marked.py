"""Turnings of documents that lost their force, and of objects that are published stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checks.place import Finding
from checks.promise import Change, all_absent, all_met, by_day, crawled_sites, iso, no_later, turning
from checks.verdict import Turning
from checks.why import Told
from rules.chinese import chinese_day
from rules.explain_words import one_of


def of_marked(told: Told) -> Iterator[Turning]:
    by = f"到{chinese_day(told.due.latest)}以后" if told.due is not None else ""
    yield Turning("no_mark", (), None, f"如{by}原文和栏目列表上都看不到标注，即按未标注处理。")


def of_requested(told: Told) -> Iterator[Turning]:
    assert told.due is not None, "a request is in time or late by a due day"
    day = told.due.latest
    yield Turning("later_than", (iso(day),), "late", f"如到{chinese_day(day)}还没有提请标注、此后才提请，即为逾期公开。")


def of_requested_late(told: Told) -> Iterator[Turning]:
    in_time = all_met(told, lambda f: f.reason == "requested_late")
    yield turning(told, Change("request_by", (iso(by_day(told)),), f"如{no_later(told)}提请标注", in_time))
    yield _marking(told, lambda f: f.reason == "requested_late")


def of_not_marked(told: Told) -> Iterator[Turning]:
    yield _marking(told, lambda f: f.outcome == "unmet")


def of_request_not_shown(told: Told) -> Iterator[Turning]:
    if told.due is not None:
        asked = all_met(told, lambda f: f.reason == "request_not_shown")
        yield turning(told, Change("request_by", (iso(by_day(told)),), f"如{no_later(told)}提请标注，并且登记在案", asked))
    yield _marking(told, lambda f: f.reason == "request_not_shown")


def of_mark_awaits_look(told: Told) -> Iterator[Turning]:
    absent = all_absent(told, lambda f: f.reason == "mark_awaits_look")
    yield turning(told, Change("look_again", (), "如到期以后再读一遍仍没有标注", absent))
    yield _marking(told, lambda f: f.reason == "mark_awaits_look")


def of_mark_unreadable(told: Told) -> Iterator[Turning]:
    yield _marking(told, lambda f: f.reason == "mark_unreadable")


def of_perhaps_abolished(told: Told) -> Iterator[Turning]:
    yield _marking(told, lambda f: f.reason == "perhaps_abolished")
    yield Turning("person_refuses", (), None, "如经人工看过，不是同一份文件，这一页就不必标注。")


def of_abolition_undated(told: Told) -> Iterator[Turning]:
    yield _marking(told, lambda f: f.reason == "abolition_undated")
    yield Turning("date_abolition", (), None, "如废止或失效的日期登记在案，即可计算期限，再按是否标注判。")


def of_list_unread(told: Told) -> Iterator[Turning]:
    yield Turning("read", (), None, "如清单（或其附件）能够读出，即按清单里各份文件的原文是否标注判。")


def _marking(told: Told, is_meant: Callable[[Finding], bool]) -> Turning:
    """That the mark stood there, on the page or in its list."""
    sites = crawled_sites(f for f in told.findings if is_meant(f))
    names = "、".join(name for _, name in sites)
    said = f"如{names}的原文或栏目列表上有{one_of(told.question.duty.marks)}的标注"
    return turning(told, Change("mark", tuple(site for site, _ in sites), said, all_met(told, is_meant)))


def of_stages_done(told: Told) -> Iterator[Turning]:
    yield Turning("no_stage", (), None, f"如“{told.subject}”的这些阶段里有一个没有公开，即为内容不全或待核实。")


def of_stage_missing(told: Told) -> Iterator[Turning]:
    names = "、".join(f"“{m}”" for m in told.missing)
    yield Turning("publish_stage", told.missing, None, f"如在“{told.detail}”以前也公开了{names}（标题写明同一对象），即不缺这一阶段，再按其余阶段判。")


def of_stage_open(told: Told) -> Iterator[Turning]:
    yield Turning("publish_stage", tuple(told.detail.split("、")), "met", f"如{told.detail}也已公开（标题写明同一对象），即为达标。")


def of_stage_order(told: Told) -> Iterator[Turning]:
    yield Turning("order_stages", (), None, "如各阶段按先后次序公开（或更正所写的发布日期），即按阶段是否齐全判。")
