"""Events on file: silence about one is unmet once its day has come, and nothing else is held against a unit that cannot be told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.case import CaseEvent, CasePage
from checks.verdict import FAILING
from rules.rule import Due, Places, Soften
from rules.wanted import Match, Terms

REPORT = Match(title=Terms(all=(("事故",), ("调查报告",))), near=("调查结论",))
MAY = CaseEvent("happened", date(2017, 5, 3), "东涌路管道泄漏事故")
JULY = CaseEvent("happened", date(2017, 7, 10), "沙湾水道撞船事故")
NUMBERED = CaseEvent("happened", date(2017, 5, 3), "事故调查报告批复", document_number="番府函〔2017〕12号")
DRAFT = ("用词：由原文推出，看有没有别的写法",)
DUE = date(2017, 6, 1)
"""Twenty working days after 3 May 2017 (28 to 30 May are a holiday, 27 May is worked)."""


def page(title="事故调查报告", day=date(2017, 5, 20), **told):
    return CasePage(title, **({"site": "own", "published": day} | told))


@pytest.fixture
def event(office):
    return office.wants(kind="event", title="事故调查报告", match=REPORT)


def test_without_an_event_on_file_silence_is_in_doubt(event):
    assert event.outcome() == ("unverified", "event_not_shown")


def test_what_nobody_has_shown_to_have_happened_is_asked_of_the_unit_but_not_by_a_draft(event):
    assert event.verdict().why == "没有找到事故调查报告；是否有应公开的事项，网站上看不出，请说明或申报无此情形。"
    assert event.wants(review=DRAFT).verdict().why == "没有找到事故调查报告；是否有应公开的事项，网站上看不出。"


def test_an_event_is_published_within_twenty_working_days_where_the_rule_names_none(event):
    assert event.verdict(events=(MAY,)).due == DUE
    assert event.verdict(events=(MAY,)).due_basis == "assumption"
    assert event.outcome(events=(MAY,), as_of=DUE - timedelta(days=1)) == ("not_due", "before_due")
    assert event.outcome(events=(MAY,), as_of=DUE) == ("unmet", "known_event_unpublished")
    assert event.outcome(page(day=DUE), events=(MAY,)) == ("met", "in_time")
    assert event.outcome(page(day=DUE + timedelta(days=3)), events=(MAY,)) == ("late", "after_due")


def test_the_rules_own_days_count_before_the_offices(event):
    event.wants(due=Due("law", "某条例", working_days=5))
    found = event.verdict(events=(MAY,))
    assert (found.due, found.due_basis) == (date(2017, 5, 10), "law")


def test_the_sentence_names_the_event(event):
    assert "2017年5月3日的“东涌路管道泄漏事故”" in event.verdict(events=(MAY,)).why


def test_an_event_that_lies_ahead_of_the_day_asked_is_not_yet_known(event):
    assert event.outcome(events=(MAY,), as_of=date(2017, 5, 2)) == ("unverified", "event_not_shown")


def test_what_was_published_before_the_event_does_not_answer_it(event):
    assert event.outcome(page(day=date(2017, 4, 20)), events=(MAY,)) == ("unmet", "known_event_unpublished")


def test_what_names_the_event_answers_it_whatever_its_day(event):
    assert event.outcome(page("东涌路管道泄漏事故调查报告", date(2017, 5, 2)), events=(MAY,)) == ("met", "in_time")
    assert event.outcome(page(document_number="番府函[2017]12号", day=date(2017, 4, 20)), events=(NUMBERED,)) == ("met", "in_time")
    assert event.outcome(page("事故调查报告（番府函〔2017〕12号）", date(2017, 4, 20)), events=(NUMBERED,)) == ("met", "in_time")


def test_an_event_with_a_number_is_answered_by_that_number_alone(event):
    assert event.outcome(page(), events=(NUMBERED,)) == ("unverified", "event_unclear")
    assert event.outcome(page(document_number="番府函〔2017〕13号"), events=(NUMBERED,)) == ("unmet", "known_event_unpublished")


def test_one_publication_does_not_answer_two_events(event):
    assert event.outcome(page(day=date(2017, 5, 20)), page(day=date(2017, 7, 20), title="事故调查报告（二）"), events=(MAY, JULY)) == ("met", "in_time")
    assert event.outcome(page(day=date(2017, 5, 20)), events=(MAY, JULY)) == ("unmet", "known_event_unpublished")
    both = page("事故调查报告汇总", date(2017, 7, 12))
    assert event.outcome(both, events=(MAY, JULY))[0] in ("late", "unverified")


def test_one_that_may_be_about_either_of_two_events_leaves_doubt(event):
    june = CaseEvent("happened", date(2017, 5, 4), "石楼镇塌方事故")
    assert event.outcome(page(), events=(MAY, june)) == ("unverified", "event_unclear")


def test_a_near_wording_in_time_keeps_a_late_publication_from_failing(event):
    late = page(day=date(2017, 6, 20))
    assert event.outcome(late, events=(MAY,)) == ("late", "after_due")
    assert event.outcome(late, page("事故调查结论", date(2017, 5, 15)), events=(MAY,))[0] == "unverified"


def test_an_undated_or_near_publication_is_never_called_absent(event):
    assert event.outcome(page(day=None), events=(MAY,)) == ("unverified", "undated")
    assert event.outcome(page("事故调查结论"), events=(MAY,)) == ("unverified", "near_miss")


def test_absence_of_a_known_event_needs_the_search_like_any_other(event):
    assert event.outcome(events=(MAY,), unread=("own",)) == ("not_checked", "site_down")
    assert event.outcome(events=(MAY,), once=("own",)) == ("unverified", "awaits_second_look")


def test_a_rule_may_soften_the_silence_about_a_known_event(event):
    event.wants(silence=Soften("unverified", "可能依法不公开"))
    assert event.outcome(events=(MAY,)) == ("unverified", "softened")


def test_every_place_asked_for_must_have_the_answer(event):
    event.wants(places=Places(all_of=("portal", "own")))
    assert event.outcome(page(), events=(MAY,)) == ("misplaced", "place_missing")


def test_an_open_event_does_not_take_away_what_was_published(event):
    soon = CaseEvent("happened", date(2017, 12, 20), "石楼镇塌方事故")
    assert event.outcome(page(), events=(soon,)) == ("met", "in_time")
    assert event.outcome(events=(soon,)) == ("not_due", "before_due")


def test_events_of_another_kind_say_nothing_here(event):
    assert event.outcome(events=(CaseEvent("upstream", date(2017, 5, 3), "省的文件", issuer="省政府"),)) == ("unverified", "event_not_shown")


DAYS = st.dates(date(2017, 1, 1), date(2017, 12, 31))
PUBLISHED = st.lists(st.builds(page, st.sampled_from(["事故调查报告", "东涌路管道泄漏事故调查报告", "事故调查结论", "通知"]), st.none() | DAYS), max_size=4)
EVENTS = st.lists(st.builds(CaseEvent, what=st.just("happened"), day=DAYS, title=st.sampled_from(["东涌路管道泄漏事故", "塌方事故"])), max_size=3, unique=True)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(pages=PUBLISHED, events=EVENTS, as_of=DAYS)
def test_only_an_event_on_file_whose_day_has_come_can_fail_a_unit(event, pages, events, as_of):
    known = [e for e in events if e.day <= as_of]
    found = event.verdict(*pages, events=tuple(events), as_of=as_of)
    assert found.outcome not in FAILING or (known and found.due is not None and found.due <= as_of)
    assert found == event.verdict(*pages, events=tuple(reversed(events)), as_of=as_of)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(pages=PUBLISHED, events=EVENTS, as_of=DAYS)
def test_answering_every_event_by_its_name_the_day_it_happened_never_fails(event, pages, events, as_of):
    answers = [page(f"{e.title}调查报告", e.day) for e in events]
    assert event.verdict(*pages, *answers, events=tuple(events), as_of=as_of).outcome not in FAILING
