"""A whole check from files: amended rules, the office's policy, and the records known at a time."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from checks.cases import run_cases
from checks.match import Matchers
from checks.run import Checker, CheckRun
from checks.standards import load_standards
from crawler.context import Settings
from crawler.store import Store
from rules.errors import InvalidFiles
from rules.words import shared_words

UNITS = """\
schema_version: 1
district: 番禺区
rule_sets: [plan]
sites: [{id: portal, name: 区政府门户网站, start: "http://www.panyu.gov.cn/"}]
units: [{id: czj, name: 区财政局, kind: department, sites: [portal]}]
"""
HEAD = "schema_version: 1\nid: p-01-01\nsection_number: 1\nsection: 预算\nnumber: 1\ntext: 按月公开预算执行情况，公开决算。\nleads: [区财政局]\n"
DUTIES = """\
duties:
  - id: a
    kind: periodic
    every: month
    title: 预算执行情况
    units: [区财政局]
    places: {any_of: [portal]}
    due: {calendar_days: 20, basis: assumption, source: 本办约定}
    match: {title: {all: [[预算], [执行情况]]}}
  - {id: b, kind: manual, title: 决算说明, units: [区财政局], reason: 旧规则}
  - {id: c, kind: event, title: 收费清单, units: [区财政局], places: {any_of: [portal]}, match: {title: {all: [[收费清单]]}}}
"""
AMENDED = DUTIES.replace("calendar_days: 20", "calendar_days: 5").replace("旧规则", "新规则").replace("id: c,", "id: d,")
BASE = {"schema_version": 1, "by": "区财政局 张三", "rule_set": "plan", "rule": "p-01-01", "duty": "b", "unit": "czj", "why": "会议纪要"}
PROOF = BASE | {"kind": "proof", "at": "2017-10-01T09:00:00+08:00", "accepted": True, "accepted_by": "区府办 李四"}
OCTOBER, NOVEMBER = datetime(2017, 10, 1, 1, 0, tzinfo=UTC), datetime(2017, 11, 1, tzinfo=UTC)


class Office:
    """A folder with units, a plan of one item, and whatever records and policy a test writes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("config/units.yaml", UNITS)
        self.write("rules/plan/ruleset.yaml", "schema_version: 1\nname: plan\nyear: 2017\n")
        self.write("rules/plan/01/p-01-01.yaml", HEAD + DUTIES)
        self.settings = Settings(f"sqlite:///{root / 'g.db'}", root / "archive", root / "config/units.yaml", (), NOVEMBER, simulated=True, progress=False)

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def record(self, *told: dict[str, object]) -> bytes:
        lines: list[bytes] = []
        for one in told:
            prev = hashlib.sha256(lines[-1]).hexdigest() if lines else ""
            lines.append(json.dumps(one | {"prev": prev}, ensure_ascii=False).encode())
        content = b"".join(line + b"\n" for line in lines)
        self.write("records/2017.jsonl", content.decode())
        self.settings = replace(self.settings, records=self.root / "records")
        return content

    def check(self, as_of: str = "2017-12-31", known_at: datetime = NOVEMBER) -> CheckRun:
        with Store(self.settings.db_url) as store:
            return Checker(store, load_standards(self.settings)).check(date.fromisoformat(as_of), known_at)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def amended(office: Office) -> Office:
    office.write("rules/plan/01/p-01-01.2017-07-01.yaml", HEAD + "amends: {since: 2017-07-01, why: 番府办〔2017〕60号}\n" + AMENDED)
    return office


def test_of_an_amended_rule_each_period_is_judged_by_the_version_of_its_end(amended):
    due = {v.period: v.due for v in amended.check().verdicts if v.duty == "a"}
    assert len(due) == 12
    assert (due["2017-06"], due["2017-07"]) == (date(2017, 7, 20), date(2017, 8, 5))


@pytest.mark.parametrize(
    ("as_of", "duties", "why"),
    [("2017-06-30", {"a", "b", "c"}, "旧规则"), ("2017-07-01", {"a", "b", "d"}, "新规则")],
    ids=["the day before", "from the day on"],
)
def test_what_has_no_period_is_judged_by_the_version_of_the_day_asked(amended, as_of, duties, why):
    verdicts = amended.check(as_of).verdicts
    assert {v.duty for v in verdicts} == duties
    assert [v.why for v in verdicts if v.duty == "b"] == [why]
    assert len({v.key for v in verdicts}) == len(verdicts)


def test_records_count_from_the_instant_they_were_made(office):
    content = office.record(PROOF, PROOF | {"at": "2017-12-01T09:00:00+08:00", "accepted": False})
    first = content.split(b"\n")[0] + b"\n"
    for known_at, outcome, counted in (
        (datetime(2017, 10, 1, 0, 59, tzinfo=UTC), "manual", b""),
        (OCTOBER, "met", first),
        (NOVEMBER, "met", first),
        (datetime(2017, 12, 1, 1, 0, tzinfo=UTC), "manual", content),
    ):
        run = office.check(known_at=known_at)
        assert [v.outcome for v in run.verdicts if v.duty == "b"] == [outcome]
        assert run.head()["records_sha256"] == hashlib.sha256(counted).hexdigest()


def test_what_people_said_later_changes_nothing_of_an_earlier_day(office):
    before = office.check().verdicts
    office.record(PROOF | {"at": "2017-12-01T09:00:00+08:00"})
    assert office.check().verdicts == before


def test_a_proof_shows_as_decided_and_what_was_found_stays(office):
    office.record(PROOF)
    (verdict,) = [v for v in office.check().verdicts if v.duty == "b"]
    assert (verdict.outcome, verdict.found, verdict.decided) == ("met", "manual", "凭证明认定，区府办 李四认可")
    assert verdict.why == "区财政局 张三于2017年10月1日提交证明（会议纪要），区府办 李四已认可。核查时的情况：旧规则"


def test_known_events_are_facts_for_judging_up_to_the_day_asked(office):
    event = BASE | {"kind": "event", "duty": "c", "at": "2017-06-01T09:00:00+08:00", "what": "happened", "day": "2017-05-03", "title": "收费调整"}
    office.record(event)
    assert {v.duty: v.outcome for v in office.check("2017-05-10").verdicts}["c"] == "not_due"
    assert {v.duty: v.outcome for v in office.check("2017-05-02").verdicts}["c"] == "not_checked"


def test_the_offices_policy_is_in_force_and_in_the_digest(office):
    reading = "{question: 较早月份, key: judged_from, options: {'null': 都算, '*': '从{value}算起'}, why: 要点是全年的}"
    office.write("rules/plan/policy.yaml", f"schema_version: 1\njudged_from: null\nreadings:\n  - {reading}\n")
    before = office.check()
    office.write("config/policy.yaml", "schema_version: 1\nrule_sets:\n  plan: {judged_from: 2017-03-01, why: 办务会议定}\n")
    after = office.check()
    assert [v.period for v in after.verdicts if v.outcome == "not_applicable"] == ["2017-01", "2017-02"]
    assert "not_applicable" not in {v.outcome for v in before.verdicts}
    assert before.head()["policy_sha256"] != after.head()["policy_sha256"]


def test_mistakes_of_policy_and_records_come_together(office):
    office.write("config/policy.yaml", "schema_version: 1\nrule_sets: {plans: {january_february: both, why: x}}\n")
    office.record(PROOF | {"duty": "z"})
    with pytest.raises(InvalidFiles) as raised:
        office.check()
    assert [Path(m.file).name for m in raised.value.mistakes] == ["policy.yaml", "2017.jsonl"]


def test_the_cases_of_both_versions_run_each_against_its_own_file(amended):
    case = "  - {{name: 到期以后, duty: a, unit: 区财政局, as_of: 2017-09-{day}, period: 2017-08, expect: {expect}}}\n"
    for stem, due in (("p-01-01", 20), ("p-01-01.2017-07-01", 5)):
        cases = case.format(day=f"{due - 1:02}", expect="not_due") + case.format(day=f"{due:02}", expect="unmet")
        amended.write(f"rules/plan/01/{stem}.cases.yaml", f"schema_version: 1\ncases:\n{cases}")
    standards = load_standards(amended.settings)
    (rule_set,) = standards.rule_sets
    matchers = Matchers([d for _, d in rule_set.duties() if d.is_automated], shared_words())
    results = list(run_cases(standards, rule_set, amended.root / "rules/plan", matchers))
    assert [(r.rule, r.is_right) for r in results] == [("p-01-01", True)] * 2 + [("p-01-01.2017-07-01", True)] * 2
