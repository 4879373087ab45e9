"""The contract with scripts and people: commands, exit codes, clear Chinese messages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

import gongkai

ROOT = Path(__file__).parents[1]
UNITS = ROOT / "config" / "units.yaml"


def leaves(command=gongkai.cli, path=()):
    if isinstance(command, click.Group):
        shown = click.Context(command)
        for name in command.list_commands(shown):
            yield from leaves(command.get_command(shown, name), (*path, name))
    else:
        yield path, command


COMMANDS = [pytest.param(path, command, id=" ".join(path)) for path, command in leaves()]


def call(*arguments, cwd=None, **env):
    import os

    clean = {k: v for k, v in os.environ.items() if not k.startswith("GONGKAI_") and k.lower() not in ("http_proxy", "https_proxy")}
    return subprocess.run([sys.executable, "-m", "gongkai", *map(str, arguments)], capture_output=True, text=True, cwd=cwd or ROOT, env=clean | env)


@pytest.mark.parametrize(("path", "command"), COMMANDS)
def test_every_command_explains_itself_in_chinese(path, command):
    assert re.search("[一-鿿]", command.help or "")
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden and option.name != "help":
            assert re.search("[一-鿿]", option.help or ""), option.opts


@pytest.mark.parametrize(("path", "command"), COMMANDS)
def test_every_command_stands_in_the_readme(path, command):
    assert f"gongkai {' '.join(path)}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        pytest.param(["no-such-command"], 2, "用法不对：没有命令 'no-such-command'。用 gongkai --help 看用法。", id="unknown command"),
        pytest.param(["check", "--form", "json"], 2, "没有选项 --form；是不是 --format", id="unknown option"),
        pytest.param(["check", "--format", "xml"], 2, "--format 的值不对；允许的是 text、json、csv、junit", id="unknown format"),
        pytest.param(["report"], 2, "用法不对：缺少 --out；例如 gongkai report --out 文件夹。用 gongkai report --help 看用法。", id="missing option"),
        pytest.param(["plan", "import", "计划.docx"], 2, "缺少 --out；例如 gongkai plan import FILE --out DIR。", id="missing option beside an argument"),
        pytest.param(["rules", "try"], 2, "缺少参数 规则；例如 gongkai rules try 规则。", id="missing argument"),
        pytest.param(["check", "--as-of", "2017-13-01"], 3, "--as-of 写的是 2017-13-01；允许的是一个日期；例如 --as-of 2017-12-31", id="impossible day"),
        pytest.param(["check", "--known-at", "2017-12-31T22:00:00"], 3, "缺时区", id="instant without zone"),
        pytest.param(["check", "--unit", "区体育局"], 3, "--unit 写的是 区体育局；允许的是单位文件里的编号、名称或别名", id="unknown unit"),
        pytest.param(["check", "--units", "没有.yaml"], 3, "没有.yaml", id="missing units file"),
        pytest.param(["check", "--rules", "没有"], 3, "没有", id="missing rules"),
        pytest.param(
            ["check", "--records", "没有"],
            3,
            "记录文件夹 没有 不存在或不是文件夹；允许的是放 .jsonl 记录文件的文件夹",
            id="missing records",
        ),
        pytest.param(["crawl", "--fast"], 2, "--fast", id="fast against the world"),
        pytest.param(["plan", "show", "没有.txt"], 3, "没有.txt", id="missing plan"),
        pytest.param(["read", "没有.html"], 3, "没有.html", id="missing page"),
    ],
)
def test_wrong_use_is_told_in_one_message_with_its_code(tmp_path, arguments, code, says):
    done = call(arguments[0], "--db", f"sqlite:///{tmp_path / 'g.db'}", *arguments[1:]) if arguments[0] in ("check", "crawl") else call(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_the_environment_may_name_the_records(tmp_path):
    done = call("check", "--db", f"sqlite:///{tmp_path / 'g.db'}", GONGKAI_RECORDS="nowhere")
    assert (done.returncode, "记录文件夹 nowhere 不存在" in done.stderr) == (3, True)


def test_simulated_clock_must_carry_its_zone():
    done = call("rules", "list", GONGKAI_NOW="2017-12-31")
    assert done.returncode == 3
    assert "GONGKAI_NOW" in done.stderr
    assert "+08:00" in done.stderr


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path):
    rules = tmp_path / "rules" / "01"
    rules.mkdir(parents=True)
    (tmp_path / "units.yaml").write_text(UNITS.read_text(encoding="utf-8").replace("delay_seconds", "delay_second"), encoding="utf-8")
    good = (ROOT / "rules/panyu-2017/01/py2017-01-03.yaml").read_text(encoding="utf-8")
    (rules / "py2017-01-03.yaml").write_text(
        good.replace("units: [区财政局]", "units: [区体育局]").replace("every: month", "every: fortnight"), encoding="utf-8"
    )
    (rules / "py2017-01-04.yaml").write_text(good, encoding="utf-8")
    done = call("rules", "lint", "--units", tmp_path / "units.yaml", "--rules", tmp_path / "rules")
    assert done.returncode == 3
    for part in ("units.yaml:", "delay_second", "fortnight", "py2017-01-04.yaml:2 id", "例如"):
        assert part in done.stderr
    assert "Traceback" not in done.stderr


def test_units_file_that_is_nowhere_lists_the_places_looked_at(tmp_path):
    done = call("rules", "list", cwd=tmp_path)
    assert done.returncode == 3
    assert str(tmp_path / "config" / "units.yaml") in done.stderr


def test_options_may_stand_before_or_after_the_command():
    before = call("--units", UNITS, "rules", "list", "--json", cwd="/")
    after = call("rules", "list", "--json", "--units", UNITS, cwd="/")
    assert before.stdout == after.stdout
    assert json.loads(after.stdout)["items"] == 125


def test_rule_texts_equal_the_plan_word_for_word():
    def bare(text):
        return re.sub(r"\s", "", text)

    plan = json.loads(call("plan", "show", "rules/panyu-2017/plan.txt", "--json").stdout)
    rules = json.loads(call("rules", "list", "--json").stdout)
    assert [bare(r["text"]) for r in rules["rules"]] == [bare(i["text"]) for i in plan["items"]]
    assert [r["leads"] for r in rules["rules"]] == [i["leads"] for i in plan["items"]]
    assert sum(i["inherited"] for i in plan["items"]) == 57


def test_every_item_of_the_issue_is_automated():
    wanted = ["0103", "0105", "0203", "0301", "0504", "0703", "1101", "1305", "1402", "1701", "1703", "1806", "1904", "2002"]
    rules = {r["id"]: r for r in json.loads(call("rules", "list", "--json").stdout)["rules"]}
    assert all(any(d["automated"] for d in rules[f"py2017-{n[:2]}-{n[2:]}"]["duties"]) for n in wanted)


@pytest.mark.parametrize("asked", [(), ("--as-of", "2017-12-31")], ids=["without a day", "of a day"])
@pytest.mark.parametrize("command", ["check", "report"])
def test_before_any_crawl_nothing_is_judged(tmp_path, command, asked):
    url, out = f"sqlite:///{tmp_path / 'g.db'}", tmp_path / "out"
    done = call(command, "--db", url, *asked, *(("--out", out) if command == "report" else ()))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"还没有抓取过（数据库 {url}）：先运行 gongkai crawl 或 gongkai nightly，或用 --db 指明另一个数据库\n"
    assert not out.exists()


def test_ctrl_c_is_answered_in_one_line_that_promises_nothing(monkeypatch, capsys):
    def stopped(*_told, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr(gongkai.cli, "main", stopped)
    assert gongkai.run_cli(["rules", "list"]) == 130
    assert capsys.readouterr().err == "已中断。\n"


def test_ctrl_c_while_the_program_loads_is_no_traceback():
    stop = "class Stop:\n    def find_spec(self, name, *_):\n        if name == 'rules.lazy_group':\n            raise KeyboardInterrupt\n"
    code = f"import sys\n{stop}sys.meta_path.insert(0, Stop())\nimport gongkai"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "已中断。\n")


def test_second_nightly_at_the_same_time_says_so_and_ends(tmp_path):
    from crawler.lock import locked

    with locked(tmp_path / "archive", "每晚任务", ".nightly.lock"):
        done = call("nightly", "--units", UNITS, cwd=tmp_path)
    assert done.returncode == 2
    assert "另一次每晚任务正在使用" in done.stderr
    assert not (tmp_path / "report").exists()


def test_database_of_another_kind_is_told_and_left_alone(tmp_path):
    other = tmp_path / "other.db"
    other.write_bytes(b"this is no database" * 100)
    done = call("check", "--db", f"sqlite:///{other}")
    assert done.returncode == 3
    assert re.search("[一-鿿]", done.stderr)
    assert "Traceback" not in done.stderr
    assert other.read_bytes() == b"this is no database" * 100
