"""Terms are found as substrings of normalised text, never by word borders."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checks.terms import TermIndex, key_of
from rules.text import normalise

TEXT = st.text(alphabet="财政预算收支执行情况月 报（）ＡａA1", max_size=30)


def test_term_is_found_across_spaces_full_width_and_case():
    index = TermIndex(["PPP项目", "收支"])
    assert index.find(normalise("ＰＰＰ 项 目 财政收 支")) == {"ppp项目", "收支"}


def test_gapped_term_asks_for_order_and_nearness():
    index = TermIndex(["收入…支出"])
    assert index.find("收入12亿元，支出") == {"收入…支出"}
    assert index.find("支出多于收入") == frozenset()
    assert index.find("收入" + "一" * 13 + "支出") == frozenset()


@given(terms=st.lists(TEXT.filter(lambda t: normalise(t)), max_size=5), text=TEXT)
def test_plain_terms_are_found_exactly_where_python_finds_them(terms, text):
    bare = normalise(text)
    assert TermIndex(terms).find(bare) == {key_of(t) for t in terms if key_of(t) in bare}
