"""Accuracy on real captured pages, none of them from 番禺; skipped where the material is absent. Floors sink only by a commit."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from statistics import mean

import pytest

TESTS = Path(__file__).resolve().parents[2]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))
from eval.floors import read_floors  # noqa: E402
from eval.scores import f1  # noqa: E402

from crawler.extract import read_payload  # noqa: E402

REAL = Path(os.environ.get("GONGKAI_SHARED", "../shared")) / "real"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real material (GONGKAI_SHARED) is not here")


def _truth(folder: str):
    return json.loads((REAL / folder / "truth.json").read_text(encoding="utf-8")).items()


def _read(folder: str, name: str):
    return read_payload((REAL / folder / name).read_bytes(), "", name).page


def _bare(text: str | None) -> str:
    return "".join((text or "").split())


def test_the_state_councils_pages_are_read_without_a_mistake():
    for name, truth in _truth("gov-cn-policies"):
        page = _read("gov-cn-policies", name)
        assert page.published and page.formed, name
        got = (_bare(page.title), str(page.published.date), str(page.formed.date), page.document_number, page.index_number, page.source)
        assert got == tuple(_bare(truth[k]) for k in ("title", "published", "formed", "document_number", "index_number", "issuer")), name


def test_lists_have_as_many_entries_as_people_counted():
    got = {name: len(_read("lists", name).entries) for name, _ in _truth("lists")}
    assert got == {name: truth["entries"] for name, truth in _truth("lists")}


def test_office_files_hold_every_string_they_must():
    missing = []
    for name, truth in _truth("dingzhou-2017-attachments"):
        text = _bare(_read("dingzhou-2017-attachments", name).body)
        missing += [(name, wanted) for wanted in truth["must_contain"] if _bare(wanted) not in text]
    assert missing == []


def test_texts_of_news_articles_stay_above_the_floor():
    scores = [f1(_read("articles", name).body, truth["content"]) for name, truth in _truth("articles")]
    assert mean(scores) >= read_floors()["articles"]["body_f1"]
