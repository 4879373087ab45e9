"""Bytes to text, whatever is declared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.office.charset import decode

TEXT = "番禺区人民政府办公室关于印发二〇一七年政务公开工作要点分工方案的通知，镕基囍碁。"
BIG5 = "臺北市政府資訊公開專區，為增進人民對公共事務之瞭解、信賴及監督，並促進民主參與，特制定本法。"


@pytest.mark.parametrize("declared", [None, "utf-8", "gb2312", "iso-8859-1"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
def test_the_bytes_decide_and_not_what_is_declared(charset, declared):
    assert decode(TEXT.encode(charset), declared).text == TEXT


@pytest.mark.parametrize("cut", range(1, 4))
def test_a_cut_tail_changes_nothing_before_it(cut):
    assert decode(TEXT.encode()[:-cut]).text.startswith(TEXT[:-2])
    assert decode(TEXT.encode("gb18030")[:-cut]).text.startswith(TEXT[:-3])


@pytest.mark.parametrize(("charset", "stray"), [("utf-8", b"\xb0"), ("utf-8", b"\xff\xfe"), ("gb18030", b"\xff")])
def test_a_stray_byte_spoils_only_its_place(charset, stray):
    decoded = decode(TEXT.encode(charset) + stray + b" " + TEXT.encode(charset))
    assert decoded.charset == charset and decoded.damaged >= 1
    assert decoded.text.startswith(TEXT) and decoded.text.endswith(TEXT)


def test_big5_is_taken_only_where_it_is_clearly_that():
    assert decode(BIG5.encode("big5")).text == BIG5
    assert decode("政务".encode("gb18030"), "big5").text == "政务"


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=4))
def test_any_hanzi_in_utf8_come_back(text):
    assert decode(text.encode()).text == text


@given(st.binary(max_size=400))
def test_no_bytes_raise(payload):
    assert isinstance(decode(payload).text, str)
