"""Every condition a rule writes must hold: groups of words in title, list title, body, attachments and signature, or an accepted wording."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.case import CaseAttachment, CasePage
from checks.hit import EVERY_PAGE, Hit
from checks.match import Matchers
from checks.matcher import fields_of
from checks.normal_text import pack
from crawler.page import Attachment, Page
from reports.card_view import card
from reports.view import Limits
from rules.rule import Duty, Places
from rules.wanted import ColumnWanted, Content, Match, Part, Terms
from rules.words import shared_words

DAY = date(2017, 6, 12)
TITLE = "番禺区河涌污染排名"


def page(title=TITLE, **told):
    return CasePage(title, **({"site": "own", "published": DAY} | told))


NEAR = ("unverified", "near_miss")
DOUBT = ("unverified", "doubtful")
GONE = ("unmet", "not_found")
MET = ("met", "in_time")


def test_a_group_of_any_is_asked_for_like_a_group_of_all(office):
    office.matches(title=Terms(all=(("河涌",),), any=("排名", "名次")))
    assert office.outcome(page()) == MET
    assert office.outcome(page("番禺区河涌污染名次")) == MET
    assert office.outcome(page("番禺区河涌概况")) == NEAR


def test_a_duty_may_name_its_title_with_any_alone(office):
    office.matches(title=Terms(any=("河涌排名", "黑臭水体名次")))
    assert office.outcome(page("河涌排名")) == MET
    assert office.outcome(page("采购公告")) == GONE


def test_an_accepted_wording_is_right_and_says_so(office):
    office.matches(accepted=(Terms(all=(("治水",), ("晴雨表",)), none=("解读",)),))
    found = office.verdict(page("番禺治水晴雨表"))
    assert (found.outcome, [e.wording for e in found.evidence]) == ("met", ["accepted"])
    assert found.as_json()["evidence"][0]["wording"] == "accepted"
    assert [e.wording for e in office.verdict(page()).evidence] == ["exact"]
    assert card(found, None, office.district, Limits()).evidence.rows[0].matched == "治水、晴雨表（见于标题；认可写法）"
    assert "认可写法" not in card(office.verdict(page()), None, office.district, Limits()).evidence.rows[0].matched
    assert office.outcome(page("番禺治水晴雨表解读"))[0] != "met"
    assert office.outcome(page("番禺治水晴雨表设备招标")) == GONE  # title.none holds for every wording


@pytest.mark.parametrize(
    ("asked", "right", "wrong", "where"),
    [
        ("body", {"body": "黑臭河涌共49条"}, {"body": "全区水库"}, "正文没有“黑臭”"),
        ("attachment", {"attachments": (CaseAttachment("黑臭河涌.xls"),)}, {"attachments": (CaseAttachment("水库.xls"),)}, "附件名没有“黑臭”"),
        ("issuer", {"source": "黑臭河涌治理办"}, {"source": "水库处"}, "署名没有“黑臭”"),
        ("list_title", {"list_title": "黑臭河涌污染排名"}, {}, "栏目条目标题没有“黑臭”"),
    ],
)
def test_a_condition_beside_the_title_must_hold_too(office, asked, right, wrong, where):
    office.matches(**{asked: Terms(all=(("黑臭", "臭水"),))})
    assert office.outcome(page(**right)) == MET
    found = office.verdict(page(**wrong))
    assert (found.outcome, found.reason) == NEAR
    assert where in found.why


@pytest.mark.parametrize(
    ("asked", "told", "where"),
    [
        ("title", {"title": TITLE + "采购"}, "标题含“采购”"),
        ("body", {"body": "设备采购"}, "正文含“采购”"),
        ("attachment", {"attachments": (CaseAttachment("采购清单.xls"),)}, "附件名含“采购”"),
        ("body", {"attachments": (CaseAttachment("清单.xls", text="采购一台"),)}, "正文含“采购”"),
        ("issuer", {"source": "采购中心"}, "署名含“采购”"),
        ("list_title", {"list_title": "河涌排名采购"}, "栏目条目标题含“采购”"),
    ],
)
def test_an_excluded_word_rejects_the_page_and_the_sentence_tells_where_it_stands(office, asked, told, where):
    title = office.duty.match.title if asked == "title" else Terms()
    office.matches(**{asked: Terms(all=title.all, none=("采购",))})
    found = office.verdict(page(**told))
    assert (found.outcome, found.reason) == GONE
    assert [where in miss.rejected_for for miss in found.near_misses] == [True]


@pytest.mark.parametrize(
    ("asked", "told", "why"),
    [
        ("issuer", {}, "没有写明来源"),
        ("body", {"images": 1}, "读不出来"),
        ("body", {"unreadable_attachment": True}, "读不出来"),
        ("body", {"link": "http://mp.weixin.qq.com/s/1"}, "没有读到"),
        ("attachment", {"unread": True}, "没有读到"),
    ],
)
def test_what_cannot_be_seen_of_a_condition_leaves_doubt_and_fails_nobody(office, asked, told, why):
    office.matches(**{asked: Terms(all=(("黑臭",),))})
    found = office.verdict(page(**told))
    assert (found.outcome, found.reason) == DOUBT
    assert why in found.why


def test_the_words_of_the_body_may_stand_in_an_attachment(office):
    office.matches(body=Terms(all=(("黑臭",), ("名次",))))
    assert office.outcome(page(body="名次见附件", attachments=(CaseAttachment("附件.xls", text="黑臭河涌"),))) == MET


def test_a_page_that_no_list_names_is_near_where_a_list_title_is_asked_for(office):
    office.matches(list_title=Terms(any=("排名",)))
    assert office.outcome(page()) == MET
    assert office.outcome(page(listed=False)) == NEAR


def test_of_several_groups_the_one_that_no_list_title_has_is_named(office):
    office.matches(list_title=Terms(all=(("河涌",), ("月报",))))
    assert "栏目条目标题没有“月报”" in office.verdict(page()).why
    assert office.outcome(page(list_title="河涌月报")) == MET


def test_a_title_the_list_cuts_short_does_not_hide_an_excluded_word(office):
    assert office.outcome(page("番禺区河涌污染排名系统招标", list_title="番禺区河涌污染排名系…")) == GONE


def test_a_title_the_page_cuts_short_does_not_hide_one_either(office):
    assert office.outcome(page("番禺区河涌污染排名系…", list_title="番禺区河涌污染排名系统招标公告")) == GONE


def test_a_publication_named_only_in_the_list_counts_though_its_own_text_says_nothing(office):
    assert office.outcome(page("附件下载", list_title=TITLE)) == MET


def test_content_that_was_never_matched_is_not_said_to_be_missing(office):
    office.wants(content=Content(parts=(Part("名次", ("第一名",)),)))
    assert office.outcome(page("附件下载", list_title=TITLE)) == ("unverified", "content_unreadable")


def test_a_title_right_but_for_its_body_yields_to_one_that_is_right(office):
    office.matches(body=Terms(all=(("黑臭",),)))
    assert office.outcome(page(body="水库"), page(title=TITLE + "（6月）", body="黑臭")) == MET


class TestNames:
    RIVERS = tuple(f"{c}水河" for c in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰")

    def test_missing_names_are_told_one_by_one(self, office):
        office.wants(content=Content(names=self.RIVERS, names_of="河涌"))
        found = office.verdict(page(body="、".join(self.RIVERS[2:])))
        assert (found.outcome, found.missing) == ("incomplete", ("甲水河", "乙水河"))
        assert "甲水河、乙水河" in found.why

    def test_of_many_missing_names_a_dozen_and_their_number(self, office):
        office.wants(content=Content(names=self.RIVERS, names_of="河涌"))
        assert office.verdict(page(body="没有")).missing == (*self.RIVERS[:12], "等15个河涌")

    def test_names_in_an_attachment_count(self, office):
        office.wants(content=Content(names=self.RIVERS))
        files = (CaseAttachment("排名.xls", text="、".join(self.RIVERS[:8])), CaseAttachment("续.xls", text="、".join(self.RIVERS[8:])))
        assert office.outcome(page(attachments=files)) == MET

    def test_names_in_a_picture_are_not_missing(self, office):
        office.wants(content=Content(names=self.RIVERS))
        assert office.outcome(page(images=1)) == ("unverified", "content_unreadable")


class TestRivals:
    OTHER = Duty("b", "one_off", "河涌工程概况", ("区环保局",), places=Places(any_of=("portal",)), match=Match(title=Terms(all=(("工程",), ("概况",)))))
    CLAIMED = page("河涌工程概况", site="portal")

    def test_an_odd_wording_that_is_another_units_publication_is_not_this_units(self, office):
        assert office.outcome(self.CLAIMED) == NEAR
        office.others = (self.OTHER,)
        assert office.outcome(self.CLAIMED) == GONE

    def test_what_the_unit_signed_or_shows_on_its_own_site_is_never_taken_from_it(self, office):
        office.others = (self.OTHER,)
        assert office.outcome(page("河涌工程概况", site="portal", source="区水务局")) == NEAR
        assert office.outcome(page("河涌工程概况")) == NEAR

    def test_a_duty_of_a_group_is_no_rival_to_those_of_its_members(self, office):
        office.others = (Duty("b", "one_off", "概况", ("各部门",), places=Places(any_of=("portal",)), match=self.OTHER.match),)
        assert office.outcome(self.CLAIMED) == NEAR


TERMS = st.text("河涌排名公示治水", min_size=1, max_size=3)
GROUPS = st.lists(st.lists(TERMS, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple)
SOME_TERMS = st.builds(Terms, all=GROUPS, any=st.lists(TERMS, max_size=2).map(tuple), none=st.lists(TERMS, max_size=1).map(tuple))
DUTIES = st.builds(
    Duty,
    id=st.just("a"),
    kind=st.just("event"),
    title=TERMS,
    units=st.just(("区水务局",)),
    match=st.builds(
        Match, title=SOME_TERMS, accepted=st.lists(SOME_TERMS, max_size=1).map(tuple), body=SOME_TERMS, near=st.lists(TERMS, max_size=2).map(tuple)
    ),
    column=st.none() | st.builds(ColumnWanted, names=st.just(("栏",)), answers=st.lists(TERMS, max_size=1).map(tuple)),
    content=st.builds(Content, names=st.lists(TERMS, max_size=2).map(tuple), rows_at_least=st.none() | st.just(1)),
)
TEXT = st.text("河涌排名公示治水的，", max_size=12)
PAGES = st.builds(
    lambda kind, title, body, name, rows: Page(
        kind, "html", title=title, body=body, source=name, attachments=(Attachment("a", name, "doc"),), tables=(tuple(("1",) for _ in range(rows)),)
    ),
    st.sampled_from(["article", "attachment"]),
    TEXT,
    TEXT,
    TEXT,
    st.integers(0, 2),
)
WORDS = shared_words()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(DUTIES, min_size=1, max_size=4), PAGES)
def test_only_duties_that_give_no_hit_are_passed_over(duties, told):
    """Asking only the duties whose terms stand there gives the same hits as asking each with everything found; so does asking each
    alone of the texts as they are kept."""
    matchers = Matchers(duties, WORDS)
    matchers._all._reach.of = lambda fields, found: set(matchers.by_digest)  # type: ignore[method-assign]
    everything = matchers.match(told, matchers.by_digest)
    assert Matchers(duties, WORDS).match(told, matchers.by_digest) == everything
    alone = [matchers.among(frozenset((digest,))).of_packed(pack(fields_of(told))) for digest in matchers.by_digest]
    assert {digest: hit for found in alone for digest, hit in found.items()} == everything
    assert all(Hit.from_json(hit.to_json()) == hit for hit in everything.values())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DUTIES, PAGES)
def test_a_right_hit_satisfies_what_is_written(duty, told):
    matchers = Matchers([duty], WORDS)
    hit = matchers.match(told, matchers.by_digest).get(matchers.digest_of(duty) or "")
    title, text = told.title, told.title + told.body + "".join(c for t in told.tables for r in t for c in r) + told.attachments[0].name
    if hit is None or not (hit.exact or hit.accepted):
        return
    wordings = (duty.match.title,) if hit.exact else duty.match.accepted
    assert any(all(any(t in title for t in group) for group in w.groups) for w in wordings)
    assert all(any(t in text for t in group) for group in duty.match.body.groups)
    assert not any(t in title for t in duty.match.title.none)


def test_every_term_changes_the_digest():
    plain = Match(title=Terms(all=(("河涌",),)))
    more = Terms(all=(("排名",),))
    matches = [
        plain,
        *(Match(title=plain.title, **{key: more}) for key in ("list_title", "body", "attachment", "issuer")),
        Match(plain.title, accepted=(more,)),
    ]
    duties = [Duty("a", "event", "河涌", ("区水务局",), match=m) for m in matches]
    asked = [Duty("a", "interactive", "河涌", ("区水务局",), column=ColumnWanted(("栏",), answers=(a,))) for a in ("答复", "回复")]
    named = [Duty("a", "event", "河涌", ("区水务局",), match=plain, content=Content(names=(n,))) for n in ("甲河", "乙河")]
    assert len(Matchers([*duties, *asked, *named], WORDS).by_digest) == len(duties) + 4


def test_the_hit_of_every_document_asks_for_nothing():
    assert EVERY_PAGE.exact
    assert EVERY_PAGE.lacks == ()
