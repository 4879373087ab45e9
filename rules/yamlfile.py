"""YAML files with line numbers: the only user of yaml.

Scalars are read as YAML 1.2 reads them, and dates stay text: in YAML 1.1 `no`, `010` and `12:30` become False, 8 and 750.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from rules.errors import InvalidFiles, Mistake

KeyPath = tuple[str | int, ...]

_CORE = "tag:yaml.org,2002:"
_DEPTH = 40
"""Deeper nesting is a mistake: no file of ours needs a fifth of it, and recursion stays bounded."""
_NODES = 200_000
"""More values are a mistake: aliases of aliases can stand for billions."""


class _Loader(yaml.CSafeLoader):
    """Composes nodes; of plain scalars only null, true, false and decimal numbers are not text."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012 - the base class declares it so


for _tag, _pattern, _first in (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
    ("float", r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+$", list("-+0123456789")),
):
    _Loader.add_implicit_resolver(_CORE + _tag, re.compile(_pattern), _first)


@dataclass(frozen=True)
class Span:
    """Where something stands in a file's text, in characters: [start, end). is_flow: a list or mapping written in brackets."""

    start: int
    end: int
    is_flow: bool = False


@dataclass(frozen=True)
class Document:
    """One file as plain data (dicts with text keys, lists, str, int, float, bool, None) that still knows its lines."""

    file: str
    data: Any
    root: yaml.Node | None

    def line_of(self, path: KeyPath, at_key: bool = False) -> int:
        """The line of a value (of its key where `at_key`), counted from 1; of the nearest parent where it is absent."""
        node, line = self.root, 1
        for depth, step in enumerate(path):
            found = _child(node, step)
            if found is None:
                break
            key, node = found
            wants_key = at_key and depth == len(path) - 1
            line = _line(key if wants_key and key is not None else node)
        return line

    def span_of(self, path: KeyPath, with_key: bool = False) -> Span:
        """Where a value (with its key where `with_key`) stands. A block list ends somewhere behind its last item. Raises KeyError where it is absent."""
        key, node = None, self.root
        for step in path:
            if (found := _child(node, step)) is None:
                raise KeyError(path)
            key, node = found
        if node is None:
            raise KeyError(path)
        first = key if with_key and key is not None else node
        return Span(first.start_mark.index, node.end_mark.index, bool(getattr(node, "flow_style", False)))

    def mistake(self, path: KeyPath, found: str, allowed: str, example: str, at_key: bool = False) -> Mistake:
        return Mistake(self.file, self.line_of(path, at_key), key_name(path), found, allowed, example)


def key_name(path: KeyPath) -> str:
    """A path as people write it.

    >>> key_name(("units", 3, "sites", 0))
    'units[3].sites[0]'
    """
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".") or "整个文件"


def read_yaml(path: Path) -> Document:
    """Raises InvalidFiles where the file is missing, is not UTF-8, or is not YAML (syntax, duplicate keys: all at once)."""
    file = str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InvalidFiles([Mistake(file, 1, "整个文件", _reason(error), "一个可以读取的 YAML 文件", "config/units.yaml")]) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InvalidFiles([Mistake(file, line, "整个文件", "不是 UTF-8 编码的文字", "UTF-8 编码的文本文件", "用记事本“另存为”，编码选 UTF-8")]) from error
    return parse_yaml(text, file)


def parse_yaml(text: str, file: str) -> Document:
    """`read_yaml` for text at hand; `file` is its name in messages."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise InvalidFiles([_syntax_mistake(error, file)]) from error
    reader = _Reader(file)
    data = reader.value(root, ()) if root is not None else None
    if reader.mistakes:
        raise InvalidFiles(reader.mistakes)
    return Document(file, data, root)


class _Reader:
    """Turns nodes into plain data and collects what is wrong on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.mistakes: list[Mistake] = []
        self.nodes = 0

    def value(self, node: yaml.Node, path: KeyPath) -> Any:
        self.nodes += 1
        if len(path) > _DEPTH or self.nodes > _NODES:
            if not self.mistakes:
                self.wrong(node, path[:2], "层次过深或引用过多", f"至多 {_DEPTH} 层", "把内容写平")
            return None
        if isinstance(node, yaml.MappingNode) and node.tag == _CORE + "map":
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode) and node.tag == _CORE + "seq":
            return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode) and node.tag in _SCALARS:
            return self.scalar(node, path)
        self.wrong(node, path, f"标签 {node.tag}", "不带标签的普通值", "kind: town")
        return None

    def scalar(self, node: yaml.ScalarNode, path: KeyPath) -> Any:
        try:
            return _SCALARS[node.tag](node.value)
        except ValueError:  # an explicit tag on a value it does not fit, e.g. !!int many; or thousands of digits
            self.wrong(node, path, node.value[:20], "与标签相符的值", "number: 3")
            return None

    def mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.wrong(key_node, path, "一个列表或一组键值作键", "文字作键", "name: 区财政局")
                continue
            key = key_node.value
            if key in data:
                self.wrong(key_node, (*path, key), f"键 {key} 写了两次（前一次在第 {lines[key]} 行）", "同一处每个键只写一次", "删去其中一个")
                continue
            data[key], lines[key] = self.value(value_node, (*path, key)), _line(key_node)
        return data

    def wrong(self, node: yaml.Node, path: KeyPath, found: str, allowed: str, example: str) -> None:
        self.mistakes.append(Mistake(self.file, _line(node), key_name(path), found, allowed, example))


_SCALARS: dict[str, Any] = {
    _CORE + "null": lambda value: None,
    _CORE + "bool": lambda value: value.lower() == "true",
    _CORE + "int": int,
    _CORE + "float": float,
    _CORE + "str": str,
}


_SYNTAX = (
    ("expected ',' or ']'", "方括号没有配对，或列表各项之间少了逗号"),
    ("expected ',' or '}'", "花括号没有配对，或各项之间少了逗号"),
    ("mapping values are not allowed", "同一行有两个冒号，或缩进不齐"),
    ("expected key", "缩进不齐，或键后面少了冒号"),
    ("could not find expected ':'", "键后面少了冒号"),
    ("expected '-' indicator", "列表里夹了不是列表项的行，或缩进不齐"),
    ("cannot start any token", "用了制表符缩进，或以不能开头的字符开头"),
    ("tab character", "用了制表符缩进"),
    ("unexpected end of stream", "引号没有配对"),
    ("undefined alias", "引用了没有定义的 *别名"),
    ("another document", "一个文件里有两份内容（---）"),
    ("control characters", "含有控制字符"),
)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def _syntax_mistake(error: yaml.YAMLError, file: str) -> Mistake:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    said = next((chinese for english, chinese in _SYNTAX if english in problem), f"无法识别的写法（{problem}）")
    line = mark.line + 1 if mark is not None else 1
    return Mistake(file, line, "YAML 语法", said, "缩进用空格、冒号后有空格、引号和括号成对的 YAML", "name: 区财政局")


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，不是文件"
    if isinstance(error, PermissionError):
        return "没有读取权限"
    return f"读取失败（{error.strerror or error}）"
