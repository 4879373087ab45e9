"""Drafts beside finished rules: pairs by the words they rest on, figures for each aspect, every difference told."""

from __future__ import annotations

from rules.drafts.assign import best_pairs
from rules.drafts.compare import compare
from rules.rule import Duty, Places, Rule, RuleSet
from rules.units import District, Site, Unit

DISTRICT = District(
    1,
    "甲县",
    sites=(Site("portal", "县政府门户网站", start=("http://www.jia.gov.cn/",)),),
    units=(Unit("czj", "县财政局", "department", (), aliases=("甲县财政局",)), Unit("jyj", "县教育局", "department", ())),
)
TEXT = "按月公开财政收支情况；公开部门预算；健全舆情研判机制。"
ANY = Places(any_of=("portal", "own"))
MONTHLY = Duty("a", "periodic", "财政收支情况", ("县财政局",), every="month", places=ANY, quotes=("按月公开财政收支情况",))
BUDGET = Duty("b", "one_off", "部门预算", ("县财政局",), places=ANY, quotes=("公开部门预算",))
INTERNAL = Duty("c", "manual", "舆情研判机制", ("县财政局",), quotes=("健全舆情研判机制",))


def _set(*duties: Duty, number: int = 1, text: str = TEXT) -> RuleSet:
    rule = Rule(1, f"x2019-01-{number:02d}", 1, "财政", number, text, ("县财政局",), duties)
    return RuleSet("x2019", "计划", 2019, (rule,), "0")


def test_the_same_rules_differ_in_nothing() -> None:
    found = compare(_set(MONTHLY, BUDGET, INTERNAL), _set(MONTHLY, BUDGET, INTERNAL), DISTRICT)
    assert (found.total, found.all_right, found.differences, found.surplus) == (3, 3, (), ())


def test_duties_are_paired_by_their_words_whatever_their_order() -> None:
    found = compare(_set(INTERNAL, BUDGET, MONTHLY), _set(MONTHLY, BUDGET, INTERNAL), DISTRICT)
    assert found.all_right == 3


def test_one_name_of_a_unit_is_as_good_as_another_and_one_place_is_one_place() -> None:
    said = Duty("b", "one_off", "部门预算", ("甲县财政局",), places=Places(any_of=("县政府门户网站",)), quotes=("公开部门预算",))
    finished = Duty("b", "one_off", "部门预算", ("县财政局",), places=Places(all_of=("portal",)), quotes=("公开部门预算",))
    assert compare(_set(said), _set(finished), DISTRICT).all_right == 1


def test_each_aspect_is_told_by_itself() -> None:
    said = Duty("a", "event", "财政收支情况", ("县教育局",), places=Places(all_of=("portal", "own")), quotes=("按月公开财政收支情况",))
    found = compare(_set(said), _set(MONTHLY), DISTRICT)
    assert found.right == {"方式": 0, "周期": 0, "位置": 0, "单位": 0}
    assert [aspect for aspect, _, _ in found.differences[0].wrong] == ["方式", "周期", "位置", "单位"]
    text = found.as_text()
    assert "一.1 a 财政收支情况：" in text and "定稿“定期公开”，草稿“有此情形即公开”" in text


def test_a_finished_duty_without_a_draft_is_wrong_in_all_and_a_draft_without_one_is_surplus() -> None:
    missing = compare(_set(MONTHLY), _set(MONTHLY, BUDGET), DISTRICT)
    assert (missing.total, missing.all_right, missing.right["单位"]) == (2, 1, 1)
    assert "草稿里没有" in missing.as_text()
    extra = compare(_set(MONTHLY, BUDGET), _set(MONTHLY), DISTRICT)
    assert (extra.all_right, extra.surplus) == (1, (("一.1", "b 部门预算（一次性公开）"),))


def test_items_are_the_same_by_their_text_before_their_number() -> None:
    assert compare(_set(MONTHLY, number=7), _set(MONTHLY), DISTRICT).all_right == 1
    assert compare(_set(MONTHLY, text="按月公开财政收支情况。"), _set(MONTHLY), DISTRICT).all_right == 1
    assert compare(_set(MONTHLY, number=7, text="按月公开财政收支情况。"), _set(MONTHLY), DISTRICT).all_right == 0


def test_the_best_pairing_is_of_the_whole_and_not_of_the_first() -> None:
    assert best_pairs([[0.9, 0.8], [0.8, 0.1]], 0.2) == ((0, 1), (1, 0))
    assert best_pairs([], 0.2) == ()
    wide = [[1.0 if i == j else 0.3 for j in range(12)] for i in range(12)]
    assert best_pairs(wide, 0.2) == tuple((i, i) for i in range(12))
