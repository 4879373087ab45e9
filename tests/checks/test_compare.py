"""Two check runs beside each other: the kind of each change, the sentence why, and what only flapped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from checks.compare import compare
from checks.compare_causes import Ends
from checks.compare_heads import told_differences
from checks.compare_history import Past, Point, line_of, past_of
from checks.store import StoredRun

KEY = ("plan", "p-01-01", "a", "czj", "2017-03", "")
URL = "http://www.panyu.gov.cn/czj/post_3.html"


def evidence(url=URL, title="3月预算执行情况", published="2017-04-10", first_seen="2017-04-11T14:00:00+00:00", **more):
    return {"url": url, "title": title, "site": "czj", "published": published, "first_seen": first_seen, "sha256": "0", "withdrawn_on": None} | more


def verdict(outcome, **more):
    told = {
        "rule_set": "plan", "rule": "p-01-01", "duty": "a", "unit": "czj", "period": "2017-03", "subject": None, "outcome": outcome, "found": outcome,
        "decided": None, "reason": outcome, "due": "2017-05-02", "published": None, "why": f"判为{outcome}。", "evidence": [], "missing": [],
        "near_misses": [], "searched": [],
    }  # fmt: skip
    return told | more


def head(as_of="2017-05-10", **more):
    rules = {"plan": {"ruleset": "0", "p-01-01/": "0", "p-01-01/a": "0", "p-01-01/b": "0"}}
    switches = {"plan": {"january_february": {"value": "both", "question": "1-2月合并公开", "chosen": "都算。"}}}
    particulars = {"rules": rules, "switches": switches, "records": {}, "units_asked": []}
    meta = {
        "run": "r", "as_of": as_of, "known_at": f"{as_of}T14:00:00+00:00", "program": "0.1.0", "reader": "6", "units_sha256": "0", "policy_sha256": "0",
        "records_sha256": "0", "calendars_sha256": "0", "rule_sets": [{"name": "plan", "sha256": "0"}], "particulars": particulars,
    }  # fmt: skip
    return meta | more


def particular(part, **more):
    """Particulars in which one part differs."""
    kept = head()["particulars"]
    return kept | {part: {**kept[part], **more}}


TODAY, TOMORROW = head(), head("2017-05-11")
OTHER_RULE = {"rule_sets": [{"name": "plan", "sha256": "1"}]}
RULE_A = OTHER_RULE | {"particulars": particular("rules", plan={"ruleset": "0", "p-01-01/": "0", "p-01-01/a": "1", "p-01-01/b": "0"})}
RULE_B = OTHER_RULE | {"particulars": particular("rules", plan={"ruleset": "0", "p-01-01/": "0", "p-01-01/a": "0", "p-01-01/b": "1"})}
SWITCH = {
    "policy_sha256": "1",
    "particulars": particular("switches", plan={"january_february": {"value": "february", "question": "1-2月合并公开", "chosen": "只算2月。"}}),
}
RECORD = {"records_sha256": "1", "particulars": particular("records", **{"plan/p-01-01/a/czj": "1"})}
OTHER_RECORD = {"records_sha256": "1", "particulars": particular("records", **{"plan/p-01-01/b/czj": "1"})}
NEW_PAGE = evidence(published="2017-05-11", first_seen="2017-05-11T14:00:00+00:00")
INCOMPLETE = [{"site": "czj", "column": "预决算", "entries": 1, "oldest": None, "complete": False}]


@pytest.mark.parametrize(
    ("old", "new", "ends", "kind", "causes"),
    [
        pytest.param(
            verdict("not_due", due="2017-05-11"), verdict("unmet", due="2017-05-11"), (TODAY, TOMORROW), "new", ("到期日2017年5月11日已到",), id="due day came"
        ),
        pytest.param(
            verdict("unmet"), verdict("late", evidence=[NEW_PAGE]), (TODAY, TOMORROW), "fixed",
            ("“3月预算执行情况”（2017年5月11日首次见到，写明2017年5月11日公开）",), id="published late since",
        ),
        pytest.param(
            verdict("incomplete", evidence=[evidence()], missing=["支出"]), verdict("met", evidence=[evidence(sha256="1")]), (TODAY, TOMORROW), "fixed",
            ("原来缺支出，现在不缺",), id="completed on the same page",
        ),
        pytest.param(
            verdict("met", evidence=[evidence()]), verdict("unmet", evidence=[evidence(withdrawn_on="2017-05-11")]), (TODAY, TOMORROW), "new",
            ("“3月预算执行情况”自2017年5月11日起已撤下",), id="withdrawn from the site",
        ),
        pytest.param(
            verdict("late", evidence=[evidence()]), verdict("unmet"), (TODAY, TOMORROW), "shifted",
            ("“3月预算执行情况”原来算作依据，现在不算",), id="another problem",
        ),
        pytest.param(
            verdict("unmet"), verdict("waived", found="unmet", decided="区府办批准豁免至2017年12月31日"), (TODAY, TOMORROW | RECORD), "withdrawn",
            ("本项的记录（申报、证明、豁免、在案事项）有增改", "按记录认定：区府办批准豁免至2017年12月31日"), id="waived",
        ),
        pytest.param(
            verdict("unmet"), verdict("met", found="unmet", decided="凭证明认定"), (TODAY, TOMORROW | OTHER_RECORD), "withdrawn",
            ("按记录认定：凭证明认定",), id="what people accept is no publication",
        ),
        pytest.param(
            verdict("late", evidence=[evidence()]), verdict("met", due="2017-05-30", evidence=[evidence()]), (TODAY, TODAY | RULE_A), "withdrawn",
            ("规则 p-01-01 的事项 a 有改动", "到期日由2017年5月2日改为2017年5月30日"), id="rule changed",
        ),
        pytest.param(
            verdict("met", evidence=[evidence()]),
            verdict("unmet", near_misses=[{"url": URL, "title": "3月预算执行情况", "rejected_for": "写的是别的期间"}]), (TODAY, TODAY | SWITCH), "new",
            ("口径 january_february（1-2月合并公开）由“都算”改为“只算2月”", "“3月预算执行情况”原来算作依据，现在不算（写的是别的期间）"), id="switch changed",
        ),
        pytest.param(
            verdict("met"), verdict("unmet"), (TODAY, TODAY | RULE_B), "new", ("规则集 plan 有改动：改动 p-01-01 事项 b",), id="another duty's rule changed",
        ),
        pytest.param(
            verdict("met"), verdict("unmet"), (TODAY, TODAY | RULE_B | {"reader": "7"}), "new",
            ("有几样不同，分不出是哪一样：规则集 plan 有改动：改动 p-01-01 事项 b，读取程序的版本由 6 换成 7",), id="several things, none blamed",
        ),
        pytest.param(
            verdict("met"), verdict("unmet"), (TODAY | {"particulars": None}, TODAY | OTHER_RULE), "new",
            ("规则集 plan 有改动（较早的那次没有记下每条规则的摘要，说不出是哪一条）",), id="an older run kept no digests of its rules",
        ),
        pytest.param(
            verdict("unmet"), verdict("not_checked", why="未能检测：网站出错。这不等于未公开。", searched=INCOMPLETE), (TODAY, TOMORROW), "unclear",
            ("这次没有读全区财政局网站的栏目“预决算”",), id="not checked any more",
        ),
        pytest.param(
            verdict("not_checked", why="未能检测：区财政局网站未能检测：打不开。这不等于未公开。"), verdict("unmet"), (TODAY, TOMORROW | RULE_B), "new",
            ("上次未能检测（区财政局网站未能检测：打不开）",), id="other rules are not blamed where the night explains it",
        ),
        pytest.param(
            verdict("unverified", reason="awaits_second_look"), verdict("unmet"), (TODAY, TOMORROW), "new", ("上次等待复核，这次复核仍然没有",), id="confirmed"
        ),
        pytest.param(verdict("not_due"), verdict("met", evidence=[NEW_PAGE]), (TODAY, TOMORROW), "passed", None, id="published in time"),
        pytest.param(verdict("unmet"), verdict("unmet", why="换了说法。"), (TODAY, TOMORROW), "open", (), id="still open"),
        pytest.param(
            verdict("met"), verdict("unmet"), (TODAY, TODAY), "new", ("两次的规则、口径、单位、记录和程序版本都相同，看不出原因",), id="nothing shows why"
        ),
        pytest.param(None, verdict("unmet"), (TODAY, TODAY | RULE_A), "new", ("规则 p-01-01 的事项 a 有改动",), id="a key that fails at once"),
        pytest.param(verdict("unmet"), None, (TODAY, TODAY | RULE_A), "withdrawn", ("规则 p-01-01 的事项 a 有改动",), id="a failing key that is gone"),
        pytest.param(verdict("met"), None, (TODAY, TODAY | RULE_A), "removed", None, id="a key that is gone"),
        pytest.param(None, verdict("not_due"), (TODAY, TODAY | RULE_A), "added", None, id="a key that is new"),
    ],
)  # fmt: skip
def test_a_change_has_its_kind_and_its_causes(old, new, ends, kind, causes):
    (change,) = compare([old] if old else [], [new] if new else [], Ends(*ends, {"czj": "区财政局网站"}))
    assert change.kind == kind
    assert causes is None or change.causes == causes
    assert change.causes or kind == "open"
    assert change.flips_to_failing == (kind == "new")


def test_what_neither_changed_nor_fails_is_left_out():
    assert compare([verdict("met", why="以前的说法。")], [verdict("met")], Ends(TODAY, TOMORROW)) == ()


def test_a_duty_now_asked_document_by_document_says_so():
    document = verdict("met", period=None, subject="番府〔2017〕3号", evidence=[NEW_PAGE])
    removed, added = compare([verdict("unverified", period=None)], [document], Ends(TODAY, TOMORROW | {"reader": "7"}))
    assert (removed.kind, removed.causes) == ("removed", ("改为逐件文件核查",))
    assert added.kind == "added"


def test_what_judging_again_has_shown_is_named_alone():
    ends = Ends(TODAY, TODAY | RULE_A | SWITCH | {"particulars": RULE_A["particulars"] | {"switches": SWITCH["particulars"]["switches"]}})
    (change,) = compare([verdict("met")], [verdict("unmet")], ends)
    assert len(change.causes) == 2
    (change,) = compare([verdict("met")], [verdict("unmet")], replace(ends, shown={KEY: ("口径变了",)}))
    assert change.causes == ("口径变了",)


def test_of_two_equal_heads_nothing_differs_and_of_others_everything_is_named():
    assert told_differences(TODAY, TODAY) == ()
    told = told_differences(TODAY, TOMORROW | SWITCH | OTHER_RULE | {"units_sha256": "1", "program": "0.2.0", "records_sha256": "1"})
    assert [sentence.split(" ")[0] for sentence in told] == [
        "核查日由", "所据资料由截至", "规则集", "口径", "单位文件有改动", "记录有改动", "程序的版本由",
    ]  # fmt: skip


def nights(text):
    """A letter a night from 1 May: U unmet, M met, C not checked, W awaiting its second look, V unverified."""
    names = {"U": "unmet", "M": "met", "C": "not_checked", "W": "unverified", "V": "unverified"}
    return [Point(date(2017, 5, 1) + timedelta(days=n), names[letter], letter in "CW") for n, letter in enumerate(text)]


def day(n):
    return date(2017, 5, n)


@pytest.mark.parametrize(
    ("history", "older", "kind", "since", "returns"),
    [
        pytest.param("MU", 0, "new", day(2), (), id="a new problem"),
        pytest.param("UM", 0, "fixed", None, (), id="put right"),
        pytest.param("UCU", 1, "open", day(1), (day(2),), id="a night without a look does not close a problem"),
        pytest.param("UUCCWU", 0, "open", day(1), (day(3),), id="nor do several, or an absence that awaits its second look"),
        pytest.param("MCM", 1, "flapped", None, (day(2),), id="nor open one"),
        pytest.param("MCU", 1, "new", day(3), (), id="what came to light after such a night is new"),
        pytest.param("UMU", 1, "open", day(1), (day(2),), id="gone for one night and back is still open"),
        pytest.param("MUM", 1, "flapped", None, (day(2),), id="there for one night is nothing put right"),
        pytest.param("MUUUM", 2, "flapped", None, (day(2),), id="three nights are flapping"),
        pytest.param("MUUUUM", 2, "fixed", None, (), id="four nights are a change, and a change back"),
        pytest.param("MUMU", 0, "new", day(2), (day(2),), id="a change that flapped is a change, and told to have flapped"),
        pytest.param("UMUMU", 0, "open", day(1), (day(2), day(4)), id="twice"),
        pytest.param("MCC", 1, "same", None, (), id="a second night without a look is no change"),
        pytest.param("VUV", 1, "flapped", None, (day(2),), id="doubtful, failing for one night, doubtful"),
    ],
)
def test_flapping_is_no_change(history, older, kind, since, returns):
    points = nights(history)
    past = past_of(points, older)
    changes = compare([verdict(points[older].outcome)], [verdict(points[-1].outcome)], Ends(TODAY, TOMORROW), {KEY: past})
    told = changes[0].kind if changes else "same"
    assert told == kind
    assert (past.returns, past.since) == (returns, since)


def test_weeks_apart_three_looks_are_no_flapping():
    met, unmet = Point(day(1), "met"), Point(day(8), "unmet")
    assert past_of([met, unmet, Point(day(15), "met")], 1).before == "met"
    assert past_of([met, unmet, Point(day(16), "met")], 1).before == "unmet"


def test_a_problem_as_old_as_the_records_says_so():
    assert past_of(nights("UU"), 0) == Past("unmet", day(2), day(1), True)


def test_a_document_not_seen_for_one_night_is_no_new_problem():
    past = past_of([Point(day(1), "unmet"), Point(day(2), "", is_blind=True), Point(day(3), "unmet")], 1)
    (change,) = compare([], [verdict("unmet")], Ends(TODAY, TOMORROW), {KEY: past})
    assert (change.kind, change.past.since) == ("open", day(1))


def test_history_is_each_days_last_judgement_of_its_own_time():
    def run(number, as_of, known_day):
        return StoredRun(f"check-{number}", as_of, datetime(2017, 5, known_day, 14, tzinfo=UTC), {})

    first, again, second, looked_back, third = run(1, day(1), 1), run(2, day(1), 1), run(3, day(2), 2), run(4, date(2017, 1, 31), 2), run(5, day(3), 3)
    runs = [first, again, second, looked_back, third]
    assert line_of(runs, again, third) == (again, second, third)
    assert line_of(runs, first, second) == (first, second)
