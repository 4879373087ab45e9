"""Titles near a duty's subject are ranked, and suggest words for the group they lack."""

from __future__ import annotations

from datetime import date

from checks.propose import Candidate, NearTitle, Proposal, Proposer, SeenTitle
from rules.rule import Duty, Places
from rules.wanted import Match, Terms
from rules.words import shared_words

WORDS = shared_words()
TITLE = Terms(all=(("一般公共预算", "财政预算"), ("执行情况", "收支情况")), none=("部门预算",))
DUTY = Duty("a", "periodic", "一般公共预算收支执行情况", ("区财政局",), every="month", places=Places(any_of=("portal",)), match=Match(title=TITLE))


def near(*titles: str, duty: Duty = DUTY) -> tuple[NearTitle, ...]:
    return Proposer(duty, WORDS).near_titles(SeenTitle(t, "portal", date(2017, 4, 1), f"http://a.cn/{i}") for i, t in enumerate(titles))


def proposals(*titles: str, duty: Duty = DUTY) -> tuple[Proposal, ...]:
    return Proposer(duty, WORDS).proposals(near(*titles, duty=duty), ("番禺区", "番禺", "番禺区财政局", "区财政局"))


def test_title_in_the_rules_wording_is_not_near():
    assert near("番禺区2017年3月一般公共预算收支情况") == ()


def test_title_of_an_accepted_wording_is_not_near():
    accepted = Duty("a", "event", DUTY.title, DUTY.units, places=DUTY.places, match=Match(title=TITLE, accepted=(Terms(all=(("财政收支",),)),)))
    assert near("番禺区2017年3月财政收支", duty=accepted) == ()


def test_title_with_an_excluded_word_is_not_near():
    assert near("区财政局部门预算，一般公共预算公开表") == ()


def test_title_about_something_else_is_not_near():
    assert near("关于清明节放假的通知", "区财政局召开会议") == ()


def test_fewest_missing_groups_come_first_then_the_most_shared_words():
    found = near("公共预算收支", "番禺区一般公共预算一览", "番禺区一般公共预算收支表")
    assert [(n.seen.title, n.lacks) for n in found] == [("番禺区一般公共预算收支表", (1,)), ("番禺区一般公共预算一览", (1,)), ("公共预算收支", (0, 1))]
    assert found[0].overlap > found[1].overlap


def test_same_title_on_two_pages_is_told_once():
    assert len(near("番禺区一般公共预算一览", "番禺区一般公共预算 一览")) == 1


def test_words_of_titles_that_lack_one_group_are_proposed_with_count_and_examples():
    (found,) = proposals("番禺区1月一般公共预算收支完成进度", "番禺区2月一般公共预算支出进度", "区财政局3月财政预算支出进度")
    assert (found.group, found.terms) == (1, ("执行情况", "收支情况"))
    told = {c.word: c for c in found.candidates}
    assert told["进度"] == Candidate("进度", 3, ("番禺区1月一般公共预算收支完成进度", "番禺区2月一般公共预算支出进度"))
    assert told["支出进度"].count == 2
    assert found.candidates[0].word == "进度"
    assert found.yaml.startswith("- [执行情况, 收支情况, 进度, ")


def test_names_and_matched_words_are_no_synonyms():
    words = {c.word for p in proposals("番禺区财政局一般公共预算支出进度") for c in p.candidates}
    assert not words & {"番禺", "番禺区", "财政局", "一般", "公共", "预算"}
    assert "支出进度" in words


def test_nothing_is_proposed_from_titles_that_lack_more_than_one_group():
    assert near("公共预算收支") != ()
    assert proposals("公共预算收支") == ()


def test_line_for_the_rule_file_is_yaml():
    import yaml

    (found,) = proposals("番禺区1月一般公共预算支出进度")
    (group,) = yaml.safe_load(found.yaml)
    assert group[:2] == ["执行情况", "收支情况"] and "支出进度" in group
