"""What would have changed a verdict is true: whoever does what the sentence says gets the outcome it promises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.case import Case, CaseEvent, CaseLink, CasePage, read_cases
from checks.cases import judged_verdicts
from checks.court import Standards
from checks.match import Matchers
from checks.record import Declaration, Proof, Record
from checks.records import apply
from checks.turning import MOST, NOTHING, TURNINGS
from checks.verdict import Turning, Verdict
from checks.why import _SENTENCES
from rules.calendar import load_calendars
from rules.chinese import chinese_period
from rules.load import load_all, rule_set_folder
from rules.markers import load_markers
from rules.policy_file import load_policy
from rules.rule import Duty, Rule
from rules.wording import GAP
from rules.words import shared_words

UNITS = Path(__file__).parents[2] / "config" / "units.yaml"
DISTRICT, (RULES,) = load_all(UNITS, ("panyu-2017",))
FOLDER = rule_set_folder("panyu-2017")
STANDARDS = Standards(DISTRICT, (RULES,), {RULES.name: load_policy(FOLDER)}, load_calendars(), load_markers(), "", "")
OF_EACH = 1
AT = datetime(2018, 1, 1, tzinfo=UTC)


@cache
def matchers() -> Matchers:
    return Matchers([d for _, d in RULES.duties() if d.is_automated], shared_words(), DISTRICT)


def judged(rule: Rule, case: Case) -> Verdict | None:
    verdicts = judged_verdicts(STANDARDS, RULES, rule, case, matchers())
    return next((v for v in verdicts if v.period == case.period and case.subject in (None, v.subject)), None)


def right_title(duty: Duty, period: str | None) -> str:
    words = "".join(group[0].replace(GAP, "") for group in (duty.match.title.groups if duty.match else ()))
    return f"番禺区{chinese_period(period) if period else ''}{words}"


def filled(page: CasePage, duty: Duty) -> CasePage:
    """With all the words, parts, names and rows that the duty asks for."""
    match, content = duty.match, duty.content
    words = [group[0] for group in match.body.groups] if match else []
    words += [*content.names, *(part.any[0] for part in content.parts)]
    body = "\n".join([page.body, *(w.replace(GAP, "") for w in words)])
    return replace(page, body=body, rows=max(page.rows, content.rows_at_least or 0), images=0, unreadable_attachment=False)


class Acting:
    """Does to a case what a turning says."""

    def __init__(self, case: Case, duty: Duty, verdict: Verdict, turning: Turning) -> None:
        self.case, self.duty, self.verdict, self.turning = case, duty, verdict, turning

    def case_after(self) -> Case | None:
        """None for what no case can show: a person's word, a calendar, a policy."""
        act = getattr(self, f"_{self.turning.kind}", None)
        return act() if act is not None else None

    @property
    def _day(self) -> date | None:
        return date.fromisoformat(self.turning.what[0]) if self.turning.what and self.turning.what[0] else None

    def _pages(self, is_meant: Callable[[CasePage], bool], make: Callable[[CasePage], CasePage]) -> Case:
        return replace(self.case, pages=tuple(make(p) if is_meant(p) else p for p in self.case.pages))

    def _is_evidence(self, page: CasePage) -> bool:
        return any(e.title in (page.title, page.list_title) or (page.title and e.title.startswith(page.title)) for e in self.verdict.evidence)

    def _publish_by(self) -> Case:
        return self._pages(self._is_evidence, lambda p: replace(p, published=self._day, list_date=None))

    def _date(self) -> Case:
        return self._publish_by()

    def _later_than(self) -> Case:
        after = (self._day or date.max) + timedelta(days=1)
        events = tuple(replace(e, day=max(e.day, after)) if e.what == "requested" else e for e in self.case.events)
        is_meant = self._is_evidence if self.verdict.subject else lambda p: self.duty.kind != "marked"
        later = self._pages(lambda p: p.published is not None and is_meant(p), lambda p: replace(p, published=max(p.published, after), list_date=None))
        return replace(later, events=events, as_of=max(self.case.as_of, after))

    def _publish(self) -> Case:
        day = self._day or self.case.as_of
        page = filled(CasePage(self._title(), "", day, source=self.case.unit, links=self._links()), self.duty)
        pages = tuple(replace(page, site=site) for site in self.turning.what[1:])
        return replace(self.case, pages=(*self.case.pages, *pages), as_of=max(self.case.as_of, day))

    def _title(self) -> str:
        """Of a reprint the superior's title; of an interpretation no more than its own words: it links to its document."""
        if self.duty.kind == "reprint" and self.verdict.subject:
            return next((e.title for e in self.case.events if e.what == "upstream"), None) or self.case.pages[0].title
        if self.duty.pair is not None:
            return "".join(group[0].replace(GAP, "") for group in self.duty.pair.match.title.groups)
        return right_title(self.duty, self.verdict.period)

    def _links(self) -> tuple[CaseLink, ...]:
        return (CaseLink(1, "原文"),) if self.duty.kind == "paired" else ()

    def _open_column(self) -> Case:
        sites, (name, *_) = self.turning.what[1:], self.duty.column.names
        columns = {site: (*self.case.site_columns.get(site, ()), name) for site in sites}
        return replace(self._with_entries(name, sites), site_columns=self.case.site_columns | columns)

    def _fill_column(self) -> Case:
        return self._with_entries(self.turning.what[0], tuple(p.site for p in self.verdict.places if p.outcome == "incomplete"))

    def _with_entries(self, column: str, sites: tuple[str, ...]) -> Case:
        wanted = self.duty.column
        one = CasePage("", published=date(self.case.as_of.year, 1, 10), source=self.case.unit, body="".join(wanted.answers[:1]), column=column)
        new = tuple(replace(one, title=f"第{i}条内容", site=site) for site in sites for i in range(wanted.min_entries))
        return replace(self.case, pages=(*self.case.pages, *new))

    def _answer(self) -> Case:
        return self._pages(lambda _: True, lambda p: replace(p, body=self.turning.what[0], unread=False, images=0, unreadable_attachment=False, attachments=()))

    def _absent(self) -> Case:
        return replace(self.case, pages=tuple(p for p in self.case.pages if not self._is_evidence(p)))

    def _publish_there(self) -> Case:
        found = next(p for p in self.case.pages if self._is_evidence(p))
        copies = tuple(replace(found, site=site, published=self._day, list_date=None) for site in self.turning.what[1:])
        return replace(self.case, pages=(*self.case.pages, *copies))

    def _complete(self) -> Case:
        return self._pages(self._is_evidence, lambda p: filled(p, self.duty))

    def _reword(self) -> Case:
        title = right_title(self.duty, self.verdict.period)
        return self._pages(self._is_evidence, lambda p: replace(p, title=title, list_title=None))

    def _name_period(self) -> Case:
        name = chinese_period(self.turning.what[0])
        return self._pages(self._is_evidence, lambda p: replace(p, title=f"{name}{p.title}", list_title=None))

    def _sign(self) -> Case:
        return self._pages(self._is_evidence, lambda p: replace(p, source=self.turning.what[0]))

    def _look_again(self) -> Case:
        return replace(self.case, once=())

    def _read(self) -> Case:
        return replace(
            self._pages(lambda p: p.unread, lambda p: replace(p, unread=False, title="关于放假的通知")),
            unread=(),
            once=tuple(site for site in self.case.once if site not in self.turning.what),
        )

    def _mark(self) -> Case:
        return self._pages(self._is_evidence, lambda p: replace(p, marks=(self.duty.marks[0],)))

    def _request_by(self) -> Case:
        day = self._day or self.case.as_of
        events = tuple(replace(e, day=day) for e in self.case.events if e.what == "requested")
        asked = events or (CaseEvent("requested", day, self.verdict.evidence[0].title, url=self.verdict.evidence[0].url),)
        return replace(self.case, events=(*(e for e in self.case.events if e.what != "requested"), *asked))

    def _publish_stage(self) -> Case:
        """Stages that are missing before those that are found, or those that come after."""
        found = [p for p in self.case.pages if self._is_evidence(p)]
        day = self.case.as_of if self.verdict.reason == "stage_open" else min(p.published for p in found)
        new = []
        for stage in (s for s in self.duty.stages if s.name in self.turning.what):
            words = "".join(group[0].replace(GAP, "") for group in (*self.duty.match.title.groups, *stage.title.groups))
            new.append(replace(found[0], title=f"{self.verdict.subject}{words}", published=day, list_title=None))
        return replace(self.case, pages=(*self.case.pages, *new))


def _records(verdict: Verdict, turning: Turning) -> tuple[Record, ...]:
    said = {k: getattr(verdict, k) for k in ("rule_set", "rule", "duty", "unit", "period", "subject")}
    who = {"schema_version": 1, "at": AT, "by": "某人", "why": "没有这样的事项", "prev": ""} | said
    accepted = {"accepted": True, "accepted_by": "区政府办"} if "认可" in turning.sentence else {}
    if turning.kind == "declare":
        return (Declaration(kind="declaration", **who, **accepted),)
    return (Proof(kind="proof", **who, **accepted),) if turning.kind == "proof" else ()


def after(rule: Rule, case: Case, before: Verdict, turning: Turning) -> Verdict | None:
    """The verdict once what the turning says is done; the same one where no case can show it."""
    if records := _records(before, turning):
        return apply((before,), records, case.as_of)[0]
    duty = next(d for d in rule.duties if d.id == case.duty)
    done = Acting(case, duty, before, turning).case_after()
    return judged(rule, done) if done is not None else before


def broken(rule: Rule, case: Case) -> list[str]:
    """The promises of a case's verdict that do not hold."""
    before = judged(rule, case)
    assert before is not None, case.name
    assert len(before.would_change) <= MOST
    told = []
    for turning in before.would_change:
        then = after(rule, case, before, turning)
        if then is not before and (
            then is None or turning.outcome not in (None, then.outcome) or (then.outcome, then.reason) == (before.outcome, before.reason)
        ):
            told.append(f"{rule.id}{case.duty} {case.name}：{before.why}{turning.sentence}：{then and (then.outcome, then.reason)}")
    return told


def chosen() -> list[tuple[Rule, Case]]:
    """Of every kind of duty and every outcome that a case expects, the first: all two thousand take half a minute."""
    found: dict[tuple[str, str, str | None], list[tuple[Rule, Case]]] = {}
    for rule, case in ((r, c) for r, _ in RULES.versions() for c in read_cases(FOLDER, r)):
        duty = next(d for d in rule.duties if d.id == case.duty)
        found.setdefault((duty.kind, case.expect, case.reason), []).append((rule, case))
    return [pair for pairs in found.values() for pair in pairs[:OF_EACH]]


def test_whoever_does_what_the_sentence_says_gets_the_outcome_it_promises():
    assert [told for rule, case in chosen() for told in broken(rule, case)] == []


DUTIES = [
    ("py2017-01-03", "a", "区财政局", "2017-03"), ("py2017-05-04", "a", "区市场监管局", None),
    ("py2017-13-05", "a", "区水务局", "2017-05"), ("py2017-07-03", "b", "区发展改革局", "2017Q2"),
]  # fmt: skip
TITLES = [
    "番禺区2017年3月一般公共预算收支执行情况", "3月财政收支情况", "番禺区一般公共预算收支执行情况", "2017年1-6月财政预算执行情况", "先照后证后置审批一览表",
    "番禺区前置许可审批事项和许可经营事项牵头管理部门一览表", "2017年5月49条黑臭河涌污染排名", "番禺区2017年第二季度粮油市场进销存情况分析",
]  # fmt: skip
PAGES = st.lists(
    st.builds(
        CasePage,
        title=st.sampled_from(TITLES),
        site=st.sampled_from(["portal", "own"]),
        published=st.none() | st.dates(date(2016, 6, 1), date(2018, 3, 1)),
        rows=st.sampled_from([0, 47, 49]),
        images=st.sampled_from([0, 1]),
        source=st.sampled_from([None, "区财政局", "石碁镇", "区政府办"]),
    ),
    max_size=5,
)


@pytest.mark.parametrize("asked", DUTIES, ids=lambda d: d[0])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages=PAGES, as_of=st.dates(date(2017, 3, 1), date(2018, 3, 1)), once=st.sampled_from([(), ("portal",)]), unread=st.sampled_from([(), ("own",)]))
def test_the_promises_hold_whatever_stands_on_the_sites(asked, pages, as_of, once, unread):
    rule_id, duty, unit, period = asked
    rule = next(r for r in RULES.rules if r.id == rule_id)
    known = tuple(p for p in pages if p.published is None or p.published <= as_of)  # a sentence cannot know of what comes later
    case = Case("", duty, unit, as_of, "", pages=known, once=once, unread=unread)
    assert broken(rule, replace(case, period=period)) == []


def test_every_reason_has_its_answer_or_why_there_is_none():
    assert {*TURNINGS, *NOTHING} == set(_SENTENCES)
    assert not set(TURNINGS) & set(NOTHING)
