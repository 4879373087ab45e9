"""Plain data into the frozen dataclasses, with every mistake said in Chinese: the only user of pydantic."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError

from rules.chinese import VALUES
from rules.errors import InvalidFiles, Mistake
from rules.examples import example_of
from rules.yamlfile import Document, KeyPath

T = TypeVar("T")


def shaped(document: Document, kind: type[T]) -> T:
    """The document as one `kind`; raises InvalidFiles with all that does not fit.

    Strict: no number is taken for text, no text for a list, nothing for a day that is not written 2017-06-30.
    """
    text = json.dumps([document.data], ensure_ascii=False)
    try:
        return _adapter(kind).validate_json(text, strict=True)[0]
    except ValidationError as error:
        raise InvalidFiles(list(_mistakes(document, kind, error))) from error


def _adapter(kind: type[T]) -> TypeAdapter[list[T]]:
    """Of a list of one: only a type that is no dataclass itself can be told from here that unknown keys are mistakes."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(list[kind], config=ConfigDict(extra="forbid"))  # type: ignore[valid-type]  # made at run time
    return _ADAPTERS[kind]


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}
"""Made once for each type: making one costs more than reading a hundred files with it."""


def _mistakes(document: Document, kind: type[Any], error: ValidationError) -> Iterator[Mistake]:
    said: set[KeyPath] = set()
    for detail in error.errors(include_url=False):
        path = _path_in(document.data, detail["loc"][1:])
        missing = detail["type"] == "missing"
        if missing:
            path = (*path, detail["loc"][-1])
        if path in said:  # a union tells of each of its members
            continue
        said.add(path)
        if detail["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
            yield _unknown_key(document, kind, path)
        elif missing:
            yield document.mistake(path, "没有写", f"必须写，{describe(hint_at(kind, path))}", _example(kind, path))
        else:
            yield document.mistake(path, shown(_value_at(document.data, path)), describe(hint_at(kind, path)), _example(kind, path))


def _unknown_key(document: Document, kind: type[Any], path: KeyPath) -> Mistake:
    owner = _dataclass_in(hint_at(kind, path[:-1]))
    known = [f.name for f in fields(owner)] if owner else []
    near = get_close_matches(str(path[-1]), known, 1)
    allowed = (f"最接近的键是 {near[0]}；" if near else "") + "可用的键有 " + "、".join(known)
    return document.mistake(path, f"未知的键 {path[-1]}", allowed, example_of(owner, (near or known)[0]), at_key=True)


def _path_in(data: Any, loc: tuple[int | str, ...]) -> KeyPath:
    """The part of pydantic's location that is a path in the data: it adds names of union members."""
    path: list[int | str] = []
    for step in loc:
        in_list = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if not in_list and not (isinstance(data, dict) and step in data):
            break
        data = data[step]
        path.append(step)
    return tuple(path)


def _value_at(data: Any, path: KeyPath) -> Any:
    for step in path:
        data = data[step]
    return data


def shown(value: Any) -> str:
    """A value as people would write it, cut where it is long.

    >>> shown(["区财政局"]), shown(None), shown({})
    ('["区财政局"]', '空', '{}')
    """
    if value is None:
        return "空"
    text = value if isinstance(value, str) and value.strip() else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:40] + "…"


def hint_at(kind: Any, path: KeyPath) -> Any:
    """The type asked for at a path of a dataclass; Any where there is none."""
    for step in path:
        if isinstance(step, int):
            kind = next((get_args(k)[0] for k in _members(kind) if get_origin(k) is tuple), Any)
        elif owner := _dataclass_in(kind):
            kind = get_type_hints(owner).get(step, Any)
        else:
            kind = next((get_args(k)[1] for k in _members(kind) if get_origin(k) is dict), Any)
    return kind


def _members(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)


def _dataclass_in(kind: Any) -> type[Any] | None:
    return next((k for k in _members(kind) if isinstance(k, type) and is_dataclass(k)), None)


_SIMPLE = {str: "文字", int: "整数", float: "数", bool: "true 或 false", date: "日期（年-月-日）", datetime: "带时区的时间", type(None): "null"}


def describe(kind: Any) -> str:
    """A type in words.

    >>> describe(int | None), describe(tuple[str, ...]), describe(Literal["town", "office"]), describe(Literal["event", "month"])
    ('整数 或 null', '列表，每项是 文字', 'town、office', 'event（随事项）、month（每月）')
    """
    members = _members(kind)
    if len(members) > 1:
        return " 或 ".join(describe(member) for member in members)
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if get_origin(kind) is Literal:
        return "、".join(f"{choice}（{label}）" if (label := VALUES.get(choice)) else str(choice) for choice in get_args(kind))
    if get_origin(kind) is tuple:
        return f"列表，每项是 {describe(get_args(kind)[0])}"
    if get_origin(kind) is dict:
        return f"键值，每个值是 {describe(get_args(kind)[1])}"
    if is_dataclass(kind):
        return f"键值（键有 {'、'.join(f.name for f in fields(kind))}）"
    return "别的值"


def _example(kind: type[Any], path: KeyPath) -> str:
    """The example of the innermost key of the path that is a field."""
    for end in range(len(path), 0, -1):
        owner = _dataclass_in(hint_at(kind, path[: end - 1]))
        if owner and isinstance(path[end - 1], str):
            return example_of(owner, str(path[end - 1]))
    return example_of(kind, "schema_version")
