"""Records as they are kept: one JSON object a line, each line sealed by the one before it."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checks.record import Declaration, Event, Proof, Waiver, records_sha256
from checks.records_file import Named, read_records
from rules.errors import InvalidFiles, InvalidInput
from rules.load import load_all
from rules.rule import Duty, Rule, RuleSet
from rules.units import District, Unit

ROOT = Path(__file__).parents[2]
DUTY = Duty("a", "manual", "经济形势研判", ("区科工商信局", "区档案局"), reason="内部工作")
RULES = RuleSet("plan", "计划", 2017, (Rule(1, "py2017-02-03", 2, "减税降费", 3, "公开清单。", ("区科工商信局",), (DUTY,)),), "", left_out=("区档案局",))
DISTRICT = District(1, "番禺区", (), (Unit("kgsxj", "区科工商信局", "department", ()), Unit("czj", "区财政局", "department", ())))
NAMED = Named(DISTRICT, (RULES,), lambda name: name == "plan-2016")
BASE = {
    "schema_version": 1, "kind": "declaration", "at": "2017-10-01T09:00:00+08:00", "by": "区科工商信局 张三", "rule_set": "plan", "rule": "py2017-02-03",
    "duty": "a", "unit": "kgsxj", "period": None, "subject": None, "why": "没有此类事项", "old": None,
}  # fmt: skip
EVENT = {"kind": "event", "what": "happened", "day": "2017-05-03", "title": "收费调整", "document_number": None, "url": None, "issuer": ""}


def written(path: Path, *records: object) -> Path:
    """A chained file; a text or bytes is a line as it stands."""
    lines: list[bytes] = []
    for told in records:
        prev = hashlib.sha256(lines[-1]).hexdigest() if lines else ""
        line = told if isinstance(told, bytes) else json.dumps({"prev": prev} | told, ensure_ascii=False).encode()
        lines.append(line)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path.parent


def told(folder: Path) -> list[str]:
    with pytest.raises(InvalidFiles) as raised:
        read_records(folder, NAMED)
    return [f"{Path(m.file).name}:{m.line} {m.key}：{m.found}；{m.allowed}；{m.example}" for m in raised.value.mistakes]


def test_all_kinds_are_read_in_the_order_of_files_and_lines(tmp_path):
    written(tmp_path / "r" / "b.jsonl", BASE | EVENT, BASE | {"kind": "waiver", "approver": "区府办 李四", "until": "2017-12-31"})
    written(tmp_path / "r" / "a.jsonl", BASE, BASE | {"kind": "proof", "accepted": True, "accepted_by": "区府办 李四"})
    filed = read_records(tmp_path / "r", NAMED)
    assert [type(f.record) for f in filed] == [Declaration, Proof, Event, Waiver]
    assert filed[0].record.at == datetime(2017, 10, 1, 1, 0, tzinfo=UTC)
    assert records_sha256(filed) == hashlib.sha256((tmp_path / "r" / "a.jsonl").read_bytes() + (tmp_path / "r" / "b.jsonl").read_bytes()).hexdigest()


def test_a_unit_may_be_called_by_its_name(tmp_path):
    assert read_records(written(tmp_path / "r" / "a.jsonl", BASE | {"unit": "区科工商信局"}), NAMED)[0].record.unit == "kgsxj"


def test_a_unit_only_the_plan_knows_is_no_mistake_nor_a_rule_set_not_in_use(tmp_path):
    folder = written(tmp_path / "r" / "a.jsonl", BASE | {"unit": "区档案局"}, BASE | {"rule_set": "plan-2016", "rule": "x"})
    assert len(read_records(folder, NAMED)) == 2


def test_without_a_folder_there_are_no_records_but_a_named_one_must_be_there(tmp_path):
    assert read_records(None, NAMED, tmp_path / "records") == ()
    with pytest.raises(InvalidInput, match=r"记录文件夹 .*nowhere 不存在或不是文件夹.*例如 --records records"):
        read_records(tmp_path / "nowhere", NAMED)


MISTAKES = {
    "an unknown kind": ({"kind": "waver"}, "kind：waver；declaration、proof、waiver、event"),
    "no kind": ({"kind": None}, "kind：空"),
    "an unknown key": ({"whys": "x"}, "whys：未知的键 whys；最接近的键是 why"),
    "an instant without zone": ({"at": "2017-10-01T09:00:00"}, "at：2017-10-01T09:00:00；带时区的时间；\"at\": \"2017-10-01T09:00:00+08:00\""),
    "no instant": ({"at": "昨天"}, "at：昨天；带时区的时间"),
    "nobody": ({"by": " "}, "by：空白"),
    "two lines in one": ({"why": "没有\n没有"}, "why：有换行等控制字符；一行文字"),
    "an unknown rule": ({"rule": "py2017-02-04"}, "rule：未知的规则 py2017-02-04；规则集里的规则编号（最接近的是 py2017-02-03）"),
    "an unknown duty": ({"duty": "b"}, 'duty：未知的义务 b；py2017-02-03 的义务编号：a；"duty": "a"'),
    "an unknown unit": ({"unit": "kgsx"}, "unit：未知的单位 kgsx；units.yaml 里的单位编号（最接近的是 kgsxj）"),
    "an unknown rule set": ({"rule_set": "plann"}, "rule_set：未知的规则集 plann；规则集的名称（最接近的是 plan）"),
    "no period": ({"period": "2017-3"}, "period：2017-3；2017-03、2017Q1"),
    "a decision nobody signed": ({"accepted": True}, "accepted_by：没有写；写了 accepted 就要写是谁认定的"),
    "a signature without decision": ({"accepted_by": "李四"}, "accepted：没有写"),
    "a waiver without end": ({"kind": "waiver", "approver": "李四"}, 'until：没有写；必须写，日期（年-月-日）；"until": "2017-12-31"'),
    "a waiver nobody approved": ({"kind": "waiver", "approver": "", "until": "2017-12-31"}, "approver：空白"),
    "an event that is none": (EVENT | {"what": "maybe"}, "what：maybe；happened、upstream、abolished、requested"),
    "an event without a name": (EVENT | {"title": ""}, "title：空白"),
    "a day that is none": (EVENT | {"day": "2017-02-30"}, "day：2017-02-30；日期（年-月-日）"),
    "another schema": ({"schema_version": 2}, "schema_version：2"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "mistake"), MISTAKES.values(), ids=MISTAKES)
def test_a_wrong_record_is_told_its_mistake(tmp_path, change, mistake):
    (found,) = told(written(tmp_path / "r" / "a.jsonl", BASE, BASE | change))
    assert found.startswith(f"a.jsonl:2 {mistake}")


def test_all_mistakes_of_all_files_come_at_once(tmp_path):
    written(tmp_path / "r" / "a.jsonl", BASE | {"at": "昨天", "rule_set": 5}, BASE | {"duty": "b", "unit": "x"})
    written(tmp_path / "r" / "b.jsonl", BASE | {"kind": "x"})
    assert [line.split("：")[0] for line in told(tmp_path / "r")] == [
        "a.jsonl:1 at",
        "a.jsonl:1 rule_set",
        "a.jsonl:2 duty",
        "a.jsonl:2 unit",
        "b.jsonl:1 kind",
    ]


LINES = {
    "no JSON": (b"{oops", "整行：不是 JSON：{oops；一行一条 JSON 记录"),
    "a list": (b"[1]", "整行：[1]"),
    "an empty line": (b"", "整行：空行"),
    "another encoding": ('{"kind": "申报"}'.encode("gb18030"), "整行：不是 UTF-8 编码的文字；UTF-8 编码的一行 JSON"),
    "a key twice": (b'{"kind": "proof", "kind": "waiver"}', "整行：键 kind 写了两次；每个键只写一次"),
    "half a character": (b'{"kind": "\\ud800"}', "整行：不是 JSON"),
    "depth without end": (b"[" * 100_000, "整行：不是 JSON"),
    "a number of thousands of digits": (b'{"schema_version": ' + b"1" * 5000 + b"}", "整行：不是 JSON"),
}


@pytest.mark.parametrize(("line", "mistake"), LINES.values(), ids=LINES)
def test_a_line_that_is_no_record_is_told(tmp_path, line, mistake):
    found = told(written(tmp_path / "r" / "a.jsonl", BASE, line, BASE))
    assert [f.startswith(f"a.jsonl:2 {mistake}") for f in found] == [True]


def test_a_line_that_was_not_finished_is_told_as_such(tmp_path):
    path = written(tmp_path / "r" / "a.jsonl", BASE, BASE) / "a.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    (found,) = told(path.parent)
    assert found.startswith("a.jsonl:2 整行：最后一行没有写完（没有换行，也不是完整的一条记录）")
    path.write_bytes(whole[:-1])
    assert len(read_records(path.parent, NAMED)) == 2


def test_what_was_changed_taken_out_or_put_in_breaks_the_chain(tmp_path):
    path = written(tmp_path / "r" / "a.jsonl", BASE, BASE | {"why": "乙"}, BASE | {"why": "丙"}) / "a.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    for changed, where in (
        ([lines[0].replace("没有".encode(), "有".encode()), *lines[1:]], 2),
        ([lines[0], lines[2]], 2),
        ([lines[0], lines[0], lines[1], lines[2]], 2),
        (lines[1:], 1),
    ):
        path.write_bytes(b"".join(changed))
        assert told(path.parent)[0].startswith(f"a.jsonl:{where} prev：")
    assert "对不上说明记录被改动、删去或插入过" in told(path.parent)[0]


def test_a_record_without_its_seal_is_a_mistake(tmp_path):
    path = tmp_path / "r" / "a.jsonl"
    path.parent.mkdir()
    path.write_text(json.dumps(BASE, ensure_ascii=False) + "\n", encoding="utf-8")
    assert told(path.parent)[0].startswith('a.jsonl:1 prev：没有写；必须写，文字；"prev": ""')


def test_the_readmes_example_is_a_right_record(tmp_path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    district, (rule_set,) = load_all(ROOT / "config" / "units.yaml", ["panyu-2017"])
    folder = written(tmp_path / "r" / "a.jsonl", re.search("```json\n(.+)\n```", readme)[1].encode())
    assert isinstance(read_records(folder, Named(district, (rule_set,), lambda name: False))[0].record, Waiver)
