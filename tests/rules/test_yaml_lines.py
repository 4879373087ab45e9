"""YAML is read as YAML 1.2 reads it, and what is wrong with it is told with its line."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args

import pytest

from rules.calendar import YearNotice
from rules.errors import InvalidFiles
from rules.examples import example_of
from rules.policy_file import OfficeFile, PolicyFile
from rules.rule import Rule, RuleSetHead
from rules.shape import hint_at
from rules.units import District
from rules.yamlfile import parse_yaml, read_yaml


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("on", "on"),
        ("010", "010"),
        ("0x1f", "0x1f"),
        ("12:30", "12:30"),
        ("2017-03-01", "2017-03-01"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        ("null", None),
        ("~", None),
        ("", None),
        ("true", True),
        ("False", False),
        ("-12", -12),
        ("1.5", 1.5),
        ('"12"', "12"),
        ("!!str 12", "12"),
        ("2017", 2017),
    ],
)
def test_plain_scalars_are_text_unless_yaml_1_2_says_otherwise(written: str, read: object) -> None:
    assert parse_yaml(f"key: {written}\n", "a.yaml").data == {"key": read}


def test_keys_are_always_text() -> None:
    assert parse_yaml("2017: a\ntrue: b\n", "a.yaml").data == {"2017": "a", "true": "b"}


def test_lines_are_found_by_path() -> None:
    document = parse_yaml("a:\n  - b: 1\n    c:\n      d\n", "a.yaml")
    assert (document.line_of(("a", 0, "b")), document.line_of(("a", 0, "c")), document.line_of(("a", 0, "c"), at_key=True)) == (2, 4, 3)
    assert document.line_of(("a", 0, "missing", 7)) == 2


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("a: 1\nb: 2\na: 3\n", "f.yaml:3 a：写的是 键 a 写了两次（前一次在第 1 行）；允许的是 同一处每个键只写一次；例如 删去其中一个"),
        ("a: [1, 2\n", "f.yaml:2 YAML 语法：写的是 方括号没有配对，或列表各项之间少了逗号；"),
        ("a: 1\n\tb: 2\n", "f.yaml:2 YAML 语法：写的是 用了制表符缩进；"),
        ("a: b: c\n", "f.yaml:1 YAML 语法：写的是 同一行有两个冒号，或缩进不齐；"),
        ("a: 'b\n", "f.yaml:2 YAML 语法：写的是 引号没有配对；"),
        ("a: *b\n", "f.yaml:1 YAML 语法：写的是 引用了没有定义的 *别名；"),
        ("a: 1\n---\na: 2\n", "f.yaml:2 YAML 语法：写的是 一个文件里有两份内容（---）；"),
        ("a: !python/object:os.system x\n", "f.yaml:1 a：写的是 标签 !python/object:os.system；允许的是 不带标签的普通值；"),
        ("a: !!int many\n", "f.yaml:1 a：写的是 many；允许的是 与标签相符的值；"),
        ("? [a]\n: 1\n", "f.yaml:1 整个文件：写的是 一个列表或一组键值作键；允许的是 文字作键；"),
        ("&a [*a]\n", "f.yaml:1 [0][0]：写的是 层次过深或引用过多；"),
        ("a: " + "[" * 60 + "]" * 60, "f.yaml:1 a[0]：写的是 层次过深或引用过多；"),
        ("a: \x00\n", "f.yaml:1 YAML 语法：写的是 含有控制字符；"),
    ],
    ids=["duplicate key", "open bracket", "tab", "two colons", "open quote", "no such alias", "two documents", "tag", "false tag",
         "list as key", "alias of itself", "too deep", "control character"],
)  # fmt: skip
def test_what_is_no_yaml_is_told_with_its_line(text: str, mistake: str) -> None:
    with pytest.raises(InvalidFiles) as raised:
        parse_yaml(text, "f.yaml")
    assert str(raised.value.mistakes[0]).startswith(mistake)


def test_two_duplicate_keys_are_told_at_once() -> None:
    with pytest.raises(InvalidFiles) as raised:
        parse_yaml("a: 1\na: 2\nb: {c: 1, c: 2}\n", "f.yaml")
    assert [m.line for m in raised.value.mistakes] == [2, 3]


def test_aliases_of_aliases_do_not_grow_without_end() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 20))
    with pytest.raises(InvalidFiles, match="引用过多"):
        parse_yaml(bomb, "f.yaml")


@pytest.mark.parametrize(
    ("content", "found"),
    [(None, "没有这个文件"), ("区财政局: 1\n# \n".encode("gb18030"), "不是 UTF-8 编码的文字")],
    ids=["missing", "gb18030"],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, found: str) -> None:
    path = tmp_path / "units.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidFiles, match=f"units.yaml:1 整个文件：写的是 {found}"):
        read_yaml(path)


def test_a_mark_at_the_beginning_of_a_file_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffa: 1\r\nb: 2\r\n".encode())
    assert read_yaml(path).data == {"a": 1, "b": 2}


@pytest.mark.parametrize("kind", [District, OfficeFile, PolicyFile, Rule, RuleSetHead, YearNotice])
def test_every_key_has_an_example_that_is_yaml(kind: type) -> None:
    """Walks every dataclass that a file may hold."""
    seen, waiting = set(), [kind]
    while waiting:
        owner = waiting.pop()
        if not (isinstance(owner, type) and is_dataclass(owner)) or owner in seen:
            waiting += list(get_args(owner))
            continue
        seen.add(owner)
        for field in fields(owner):
            assert list(parse_yaml(example_of(owner, field.name), "").data) == [field.name]
            assert "…" not in example_of(owner, field.name), f"{owner.__name__}.{field.name} lacks an example"
            waiting.append(hint_at(owner, (field.name,)))
