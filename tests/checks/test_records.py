"""What people said changes the shown outcome, never what was found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.days import SHANGHAI
from checks.record import Declaration, Event, Proof, Waiver
from checks.records import apply
from checks.verdict import LABELS, Verdict

AS_OF = date(2017, 12, 31)
SAID = {"schema_version": 1, "rule_set": "panyu-2017", "rule": "py2017-02-03", "duty": "a", "unit": "kgsxj", "prev": ""}
SILENT = Verdict(
    "panyu-2017", "py2017-02-03", "a", "event", "kgsxj", None, None, "unverified", "unverified", "event_not_shown", None, None, None, None, None,
    "没有找到涉企收费清单。", "请公开或申报。",
)  # fmt: skip
UNMET = replace(SILENT, kind="periodic", period="2017-03", outcome="unmet", found="unmet", reason="not_found", why="没有找到2017年3月的数据。")
MANUAL = replace(SILENT, kind="manual", outcome="manual", found="manual", reason="manual", why="网站上看不到。", remedy="")


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=SHANGHAI)


def declared(day: str = "2017-10-01", why: str = "本年度没有此类事项。", **more: object) -> Declaration:
    return Declaration(**(SAID | {"kind": "declaration", "at": at(day), "by": "区科工商信局 张三", "why": why} | more))  # type: ignore[arg-type]


def proof(day: str = "2017-10-01", accepted: bool | None = True, **more: object) -> Proof:
    signed = {} if accepted is None else {"accepted": accepted, "accepted_by": "区府办 李四"}
    return Proof(**(SAID | {"kind": "proof", "at": at(day), "by": "区科工商信局 张三", "why": "会议纪要"} | signed | more))  # type: ignore[arg-type]


def waiver(day: str = "2017-10-01", until: date = AS_OF, **more: object) -> Waiver:
    told = {"kind": "waiver", "at": at(day), "by": "区府办 王五", "why": "网站迁移", "approver": "区府办 李四", "until": until}
    return Waiver(**(SAID | told | more))  # type: ignore[arg-type]


def event(day: date = date(2017, 5, 3), **more: object) -> Event:
    told = {"kind": "event", "at": at("2017-06-01"), "by": "区府办 王五", "why": "", "what": "happened", "day": day, "title": "收费调整通知"}
    return Event(**(SAID | told | more))  # type: ignore[arg-type]


ACCEPTED = {"accepted": True, "accepted_by": "区府办 李四"}
REFUSED = {"accepted": False, "accepted_by": "区府办 李四"}
CASES = {
    "a declaration settles the silence of an event duty": (SILENT, [declared()], "not_applicable", "2017年10月1日申报无此情形"),
    "so it does where the office holds the year's silence against the unit": (
        replace(SILENT, outcome="unmet", found="unmet", reason="event_silent"), [declared()], "not_applicable", "申报无此情形",
    ),
    "and where the event duty names a place that no crawl sees": (replace(SILENT, reason="by_proof"), [declared()], "not_applicable", "申报无此情形"),
    "and where a site could not be read: the unit's word does not hang on ours": (
        replace(SILENT, outcome="not_checked", found="not_checked", reason="site_down"), [declared()], "not_applicable", "申报无此情形",
    ),
    "not what of one document or period could not be read": (
        replace(SILENT, kind="marked", subject="番府〔2010〕3号", outcome="not_checked", found="not_checked", reason="site_down"), [declared()], "not_checked",
        "待认定",
    ),
    "nor a duty of every period": (replace(UNMET, outcome="not_checked", found="not_checked", reason="site_down"), [declared()], "not_checked", "待认定"),
    "of a periodic duty it waits for the office": (UNMET, [declared()], "unmet", "待认定"),
    "and counts once accepted": (UNMET, [declared(**ACCEPTED)], "not_applicable", "区府办 李四已认可"),
    "refused it changes nothing": (SILENT, [declared(**REFUSED)], "unverified", "区府办 李四未予认可"),
    "a new declaration after a refusal waits for the office": (
        SILENT, [declared(**REFUSED), declared("2017-11-01")], "unverified", "之后又有新的申报，待认定",
    ),
    "what was published stays published": (replace(UNMET, outcome="met", found="met"), [declared(**ACCEPTED)], "met", "网站上已有公开的内容"),
    "what came late stays late": (replace(UNMET, outcome="late", found="late"), [declared(**ACCEPTED)], "late", "以核查到的为准"),
    "an event on file outweighs a declaration": (SILENT, [event(), declared(**ACCEPTED)], "unverified", "2017年5月3日的“收费调整通知”记录在案"),
    "an event still to come does not": (SILENT, [event(date(2018, 1, 3)), declared()], "not_applicable", "申报无此情形"),
    "an accepted proof makes manual work met": (MANUAL, [proof()], "met", "区府办 李四已认可"),
    "a refused one leaves it manual": (MANUAL, [proof(accepted=False)], "manual", "区府办 李四未予认可"),
    "a filed one waits": (MANUAL, [proof(accepted=None)], "manual", "已提交证明，待认定"),
    "a proof settles a place that no crawl sees": (replace(UNMET, outcome="unverified", found="unverified", reason="by_proof"), [proof()], "met", "已认可"),
    "a proof does not stand for what must be on the web": (UNMET, [proof()], "unmet", "本项以网站公开的情况为准"),
    "the latest decision on proofs counts": (MANUAL, [proof("2017-11-01", False), proof("2017-10-01")], "manual", "未予认可"),
    "a proof filed after an accepted one takes nothing away": (MANUAL, [proof(), proof("2017-11-01", None)], "met", "之后又提交了证明，待认定"),
    "a waiver excuses a failing outcome": (UNMET, [waiver()], "waived", "区府办 李四批准豁免至2017年12月31日"),
    "up to its last day": (UNMET, [waiver(until=AS_OF - timedelta(days=1))], "unmet", "批准的豁免已于2017年12月30日到期"),
    "what does not fail needs none": (SILENT, [waiver()], "unverified", "没有找到涉企收费清单。"),
    "of two that disagree the latest counts, and both are told": (
        UNMET, [waiver("2017-10-01"), declared("2017-11-01", **ACCEPTED)], "not_applicable", "另有记录：区府办 李四批准豁免至2017年12月31日",
    ),
    "another period's record says nothing": (UNMET, [waiver(period="2017-04")], "unmet", "没有找到2017年3月的数据。"),
    "this period's does": (UNMET, [waiver(period="2017-03")], "waived", "批准豁免"),
    "another unit's says nothing": (UNMET, [waiver(unit="czj")], "unmet", "没有找到2017年3月的数据。"),
    "another subject's says nothing": (replace(UNMET, subject="番府〔2017〕1号"), [waiver(subject="番府〔2017〕2号")], "unmet", "没有找到"),
}  # fmt: skip


@pytest.mark.parametrize(("verdict", "records", "outcome", "says"), CASES.values(), ids=CASES)
def test_what_people_said_is_applied_and_told(verdict, records, outcome, says):
    (shown,) = apply([verdict], records, AS_OF)
    assert (shown.outcome, shown.found, shown.reason) == (outcome, verdict.found, verdict.reason)
    assert says in shown.why
    assert verdict.why in shown.why
    assert (shown.decided is not None) == (outcome != verdict.outcome)


def test_the_decision_stands_first_and_then_what_was_found():
    (shown,) = apply([UNMET], [waiver()], AS_OF)
    assert shown.why == "区府办 李四批准豁免至2017年12月31日（网站迁移），区府办 王五于2017年10月1日登记。核查时的情况：没有找到2017年3月的数据。"
    assert shown.decided == "区府办 李四批准豁免至2017年12月31日"


def test_only_what_is_settled_needs_no_remedy():
    shown = {v.outcome: v.remedy for v in apply([SILENT, UNMET], [declared(), waiver()], AS_OF)}
    assert shown == {"not_applicable": "", "waived": "请公开或申报。"}


def test_an_event_of_another_document_leaves_this_one_alone():
    verdict = replace(SILENT, kind="reprint", subject="粤府〔2017〕1号")
    other, same = event(document_number="粤府〔2017〕2号"), event(document_number="粤府〔2017〕1号")
    assert [apply([verdict], [e, declared()], AS_OF)[0].outcome for e in (other, same)] == ["not_applicable", "unverified"]


DAYS = st.dates(date(2017, 1, 1), date(2018, 3, 1)).map(str)
ABOUT = st.fixed_dictionaries(
    {"period": st.sampled_from([None, "2017-03"]), "unit": st.sampled_from(["kgsxj", "czj"]), "subject": st.sampled_from([None, "粤府〔2017〕1号"])}
)
DECIDED = st.sampled_from([{}, ACCEPTED, REFUSED])
RECORDS = st.one_of(
    st.builds(lambda day, about, decided: declared(day, **about, **decided), DAYS, ABOUT, DECIDED),
    st.builds(lambda day, accepted, about: proof(day, accepted, **about), DAYS, st.sampled_from([None, True, False]), ABOUT),
    st.builds(lambda day, until, about: waiver(day, until, **about), DAYS, st.dates(date(2017, 6, 1), date(2018, 6, 1)), ABOUT),
    st.builds(lambda day, about: event(day, **about), st.dates(date(2017, 1, 1), date(2018, 3, 1)), ABOUT),
)
REASONS = ["event_not_shown", "by_proof", "not_found", "manual", "event_silent", "before_due"]
VERDICTS = st.builds(
    lambda outcome, reason, kind, unit, period: replace(UNMET, outcome=outcome, found=outcome, reason=reason, kind=kind, unit=unit, period=period),
    st.sampled_from([o for o in LABELS if o != "waived"]),
    st.sampled_from(REASONS),
    st.sampled_from(["periodic", "event", "manual", "reprint"]),
    st.sampled_from(["kgsxj", "czj"]),
    st.sampled_from([None, "2017-03"]),
)


@given(verdicts=st.lists(VERDICTS, max_size=4), records=st.lists(RECORDS, max_size=5), as_of=st.dates(date(2017, 6, 1), date(2018, 6, 1)))
def test_applying_twice_is_applying_once(verdicts, records, as_of):
    once = apply(verdicts, records, as_of)
    assert apply(once, records, as_of) == once


@given(verdicts=st.lists(VERDICTS, max_size=4), records=st.lists(RECORDS, max_size=5, unique_by=lambda r: r.at), seed=st.randoms(use_true_random=False))
def test_the_order_in_which_records_come_does_not_matter(verdicts, records, seed):
    shuffled = list(records)
    seed.shuffle(shuffled)
    assert apply(verdicts, shuffled, AS_OF) == apply(verdicts, records, AS_OF)


@given(verdict=VERDICTS, records=st.lists(RECORDS, max_size=5), as_of=st.dates(date(2017, 6, 1), date(2018, 6, 1)))
def test_no_record_makes_anybody_fail_or_turns_a_failure_into_another(verdict, records, as_of):
    (shown,) = apply([verdict], records, as_of)
    assert shown.outcome in (verdict.outcome, "met", "not_applicable", "waived")
    assert (shown.found, shown.reason, shown.evidence, shown.key) == (verdict.found, verdict.reason, verdict.evidence, verdict.key)
    assert shown.outcome == verdict.outcome or shown.decided
