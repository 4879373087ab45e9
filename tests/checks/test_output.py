"""A check run for people and machines."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

from checks.output import as_csv, as_json, as_junit, as_text
from checks.verdict import Evidence, Verdict
from rules.load import load_district

DISTRICT = load_district(Path(__file__).parents[2] / "config" / "units.yaml")
SEEN = datetime(2017, 5, 10, 14, tzinfo=UTC)
EVIDENCE = Evidence(
    "http://x/",
    "portal",
    "http://x/list",
    "=HYPERLINK(1)",
    date(2017, 5, 10),
    "meta PubDate",
    None,
    SEEN,
    SEEN,
    "ab",
    "w.gz",
    7,
    "czj",
    "来源",
    ("预算",),
    "title",
    "…",
)
LATE = Verdict(
    "panyu-2017", "py2017-01-03", "a", "periodic", "czj", "2017-03", None, "late", "late", "after_due", date(2017, 5, 2), "assumption", date(2017, 5, 10), 6,
    "working", "=1+1 才公开", "已经公开", evidence=(EVIDENCE,),
)  # fmt: skip
MANUAL = replace(LATE, rule="py2017-01-04", period=None, outcome="manual", found="manual", evidence=(), why="人工核查")


class Run(SimpleNamespace):
    def head(self):
        return {"schema_version": 1}


RUN = Run(as_of=date(2017, 12, 31), verdicts=(LATE, MANUAL), standards=SimpleNamespace(rule_sets=(), district=DISTRICT))


def test_json_has_the_shape_of_the_contract():
    verdict = json.loads(as_json(RUN))["verdicts"][0]
    assert (verdict["due"], verdict["days_late"], verdict["days_unit"], verdict["decided"]) == ("2017-05-02", 6, "working", None)
    evidence = verdict["evidence"][0]
    assert evidence["archive"] == {"file": "w.gz", "offset": 7}
    assert evidence["attributed"] == {"unit": "czj", "by": "来源"}
    assert evidence["in"] == "title"
    assert evidence["first_seen"] == "2017-05-10T14:00:00+00:00"
    assert set(verdict) >= {"places", "missing", "near_misses", "searched", "found", "why", "remedy", "reason", "due_basis", "subject"}


def test_csv_opens_in_excel_and_runs_no_formula():
    text = as_csv(RUN)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert len(rows) == 3
    assert "'=1+1 才公开" in rows[1]
    assert rows[1][3] == "区财政局"


def test_junit_fails_what_fails_and_skips_what_is_outside_the_rate():
    suite = ElementTree.fromstring(as_junit(RUN))
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("2", "1", "1")


def test_text_names_every_failing_verdict():
    text = as_text(RUN)
    assert "逾期公开：1" in text
    assert "区财政局 py2017-01-03a 2017年3月" in text
