"""The evidence of a verdict, to hand over: a WARC file that stands alone."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from checks.archive_commands import evidence_command, prune_command
from checks.store import CheckStore
from crawler.shelf import Shelf
from crawler.store import Store
from rules.errors import InvalidInput


def judged(office):
    return office.check(date(2017, 5, 15))


def records(path):
    with path.open("rb") as stream:
        return [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.rec_headers, r.content_stream().read())
            for r in ArchiveIterator(stream, check_digests="raise")
        ]  # fmt: skip


def test_the_evidence_of_a_page_is_its_answer_its_question_and_what_a_revisit_refers_to(office):
    judged(office)
    result = office.evidence("--period", "2017-01")
    assert result.exit_code == 0, result.exception
    found = records(office.root / "out.warc.gz")
    kinds = [(kind, url) for kind, url, _, _ in found if url in (office.post(1), None) or kind == "metadata"]
    assert kinds[0][0] == "warcinfo"
    assert [kind for kind, url in kinds if url == office.post(1)] == ["request", "response", "request", "revisit"]
    told = json.loads(found[1][3])
    assert (told["verdict"]["outcome"], told["verdict"]["period"], told["schema_version"]) == ("met", "2017-01", 1)
    (original,) = [r for r in found if r[0] == "response" and r[1] == office.post(1)]
    (revisit,) = [r for r in found if r[0] == "revisit" and r[1] == office.post(1)]
    assert original[3] == office.article(1)
    for header, at in (("WARC-Refers-To-Date", "WARC-Date"), ("WARC-Refers-To-Target-URI", "WARC-Target-URI")):
        assert revisit[2].get_header(header) == original[2].get_header(at)


def test_the_records_are_those_of_the_archive_byte_for_byte(office):
    judged(office)
    office.evidence("--period", "2017-02")
    out = (office.root / "out.warc.gz").read_bytes()
    with Store(office.db_url) as store:
        page = next(p for p in store.snapshot().pages if p.url == office.post(2))
    shelf = Shelf(office.archive)
    whole = (office.archive / page.archive.file).read_bytes()
    record = whole[shelf.place(page.archive.file, page.archive.offset) :]
    assert record[:400] in out


def test_the_evidence_of_an_absence_is_the_list_that_was_searched(office):
    told = json.loads(judged(office))
    (absent,) = [v for v in told["verdicts"] if v["period"] == "2017-03"]
    assert absent["outcome"] == "unmet"
    assert office.evidence("--period", "2017-03").exit_code == 0
    lists = [r for r in records(office.root / "out.warc.gz") if r[1] == office.LIST]
    assert [kind for kind, *_ in lists] == ["request", "response"]
    assert lists[1][3] == office.column([1, 2])


def test_an_earlier_check_run_is_told_by_its_own_evidence(office):
    first = json.loads(judged(office))["run"]
    office.night(office.START + timedelta(days=90), [1, 2, 3])
    judged(office)
    office.evidence("--period", "2017-03", "--run", first)
    assert json.loads(records(office.root / "out.warc.gz")[1][3])["verdict"]["outcome"] == "unmet"
    office.evidence("--period", "2017-03")
    assert json.loads(records(office.root / "out.warc.gz")[1][3])["verdict"]["outcome"] != "unmet"


@pytest.mark.skipif(not (shutil.which("cdxj-indexer") or (Path(sys.executable).parent / "cdxj-indexer").exists()), reason="cdxj-indexer is not installed")
def test_the_file_is_indexed_by_cdxj_indexer(office):
    judged(office)
    office.evidence("--period", "2017-01")
    program = shutil.which("cdxj-indexer") or str(Path(sys.executable).parent / "cdxj-indexer")
    lines = subprocess.run([program, str(office.root / "out.warc.gz")], capture_output=True, text=True, check=True).stdout.splitlines()
    indexed = [json.loads(line.split(" ", 2)[2]) for line in lines]
    assert office.post(1) in {one["url"] for one in indexed}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param((), r"有 \d+ 个结论，请用 --period、--subject 写明其中一个：\n.*--period 2017-01", id="several"),
        pytest.param(("--period", "2016-01"), "没有所写期间或文件的结论，有的是", id="no such period"),
        pytest.param(("--run", "check-x-1"), "--run 写的是 check-x-1；库里没有这次核查", id="no such run"),
        pytest.param(("--unit", "区卫生局"), "--unit 写的是 区卫生局", id="no such unit"),
        pytest.param(("--duty", "z"), "没有规则 p-01-01 事项 z", id="no such duty"),
        pytest.param(("--period", "2017-01", "--out", "/nonexistent/x.warc.gz"), "--out 写不进", id="nowhere to write"),
    ],
)
def test_what_was_not_judged_is_told_with_what_there_is(office, arguments, says):
    judged(office)
    error = office.evidence(*arguments).exception
    assert isinstance(error, InvalidInput)
    assert re.search(says, str(error), re.DOTALL), error
    assert not list(office.root.glob("*.part"))


def test_a_rule_may_be_named_as_the_plan_cites_it(office):
    judged(office)
    done = office.call(evidence_command, "1.1", "--duty", "a", "--unit", "区财政局", "--period", "2017-02", "--out", office.root / "cited.warc.gz")
    assert (done.exit_code, (office.root / "cited.warc.gz").exists()) == (0, True), done.output


def test_before_any_check_there_is_no_evidence(office):
    assert "还没有核查过" in str(office.evidence("--period", "2017-01").exception)


def test_evidence_of_what_was_dropped_says_so_and_gives_the_reading(overdue):
    office = overdue
    office.call(prune_command, now=office.LATER + timedelta(days=2200))
    with Store(office.db_url) as store:
        oldest = CheckStore(store.engine).runs()[0].id
    result = office.evidence("--period", "2017-03", "--run", oldest)
    assert "已按保存期限清理" in result.output
    found = records(office.root / "out.warc.gz")
    assert [kind for kind, url, _, _ in found if url == office.LIST] == ["request", "metadata", "metadata"]
    assert json.loads(found[-1][3])["dropped"] is True
