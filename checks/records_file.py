"""Reading records: records/*.jsonl into records, with every mistake of every file told at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from checks.record import KINDS, Declaration, Event, Filed, Proof, Record, Waiver
from rules.check_units import nearest
from rules.errors import InvalidFiles, InvalidInput, Mistake
from rules.periods import period_end
from rules.rule import RuleSet
from rules.shape import shaped, shown
from rules.text import normalise
from rules.units import District
from rules.yamlfile import Document

_WHOLE = "整行"
_EXAMPLE = '{"schema_version": 1, "kind": "declaration", "at": "2017-10-01T09:00:00+08:00", …}'
_RIGHT: dict[str, object] = {
    "schema_version": 1, "kind": "declaration", "at": "2017-10-01T09:00:00+08:00", "by": "区科工商信局 张三",
    "rule_set": "panyu-2017", "rule": "py2017-02-03", "duty": "a", "unit": "kgsxj", "period": "2017-03", "subject": "番府办〔2017〕5号",
    "why": "本年度没有此类事项", "old": None, "prev": "", "accepted": True, "accepted_by": "区府办 李四", "approver": "区府办 李四",
    "until": "2017-12-31", "what": "happened", "day": "2017-05-03", "title": "关于废止部分文件的通知", "document_number": "番府办〔2017〕5号",
    "url": "http://www.panyu.gov.cn/a.html", "issuer": "市政府",
}  # fmt: skip
"""A right value of every key, shown beside a mistake."""


@dataclass(frozen=True)
class Named:
    """What records may name: units, and the duties of the rule sets in use. is_rule_set: whether a set not in use exists."""

    district: District
    rule_sets: tuple[RuleSet, ...]
    is_rule_set: Callable[[str], bool]

    @cached_property
    def duties(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """By rule set and rule, the ids of the duties of all versions."""
        found: dict[str, dict[str, tuple[str, ...]]] = {s.name: {} for s in self.rule_sets}
        for rule_set in self.rule_sets:
            for rule, duty in rule_set.duties():
                of_set = found[rule_set.name]
                of_set[rule.id] = tuple(dict.fromkeys((*of_set.get(rule.id, ()), duty.id)))
        return found


def read_records(folder: Path | None, named: Named, default: Path = Path("records")) -> tuple[Filed, ...]:
    """All records in the order of files and lines. Raises InvalidFiles.

    folder: the one asked for, which must be there (InvalidInput); None: `default`, where it is there.
    """
    if folder is not None and not folder.is_dir():
        raise InvalidInput(f"记录文件夹 {folder} 不存在或不是文件夹；允许的是放 .jsonl 记录文件的文件夹；例如 --records records")
    mistakes: list[Mistake] = []
    filed: list[Filed] = []
    for path in sorted((folder or default).glob("*.jsonl")):
        filed += _read_file(path, named, mistakes)
    if mistakes:
        raise InvalidFiles(mistakes)
    return tuple(filed)


def _read_file(path: Path, named: Named, mistakes: list[Mistake]) -> Iterator[Filed]:
    try:
        content = path.read_bytes()
    except OSError as error:
        mistakes.append(Mistake(str(path), 1, "整个文件", f"读取失败（{error.strerror or error}）", "可以读取的记录文件", "records/2017.jsonl"))
        return
    lines = content.split(b"\n")
    is_torn = bool(lines.pop())  # what stands after the last line break: nothing, where the last line is whole
    lines = content.split(b"\n") if is_torn else lines
    before = ""
    for number, line in enumerate(lines, start=1):
        try:
            record = _record(str(path), number, line, named, before)
            yield Filed(record, line)
        except InvalidFiles as error:
            is_last = is_torn and number == len(lines)
            mistakes += [_torn(m) if is_last and m.key == _WHOLE else m for m in error.mistakes]
        before = hashlib.sha256(line).hexdigest()


def _torn(mistake: Mistake) -> Mistake:
    return replace(mistake, found="最后一行没有写完（没有换行，也不是完整的一条记录）", allowed="写完整的记录；确认这一条没有用过后可删去这半行")


def _record(file: str, number: int, line: bytes, named: Named, before: str) -> Record:
    """Raises InvalidFiles with all that is wrong with the line."""
    document = Document(file, _data(file, number, line), None)
    kind = KINDS.get(str(document.data.get("kind")))
    if kind is None:
        found = shown(document.data["kind"]) if "kind" in document.data else "没有写"
        raise InvalidFiles([Mistake(file, number, "kind", found, "、".join(KINDS), _example("kind"))])
    try:
        record: Any = shaped(document, kind)
    except InvalidFiles as error:
        raise InvalidFiles([replace(m, line=number, example=_example(m.example.split(":")[0])) for m in error.mistakes]) from error
    unit = named.district.units_by_id.get(record.unit) or named.district.unit_named(record.unit)
    record = replace(record, unit=unit.id) if unit else record
    checks = (_chain(record, before), _said(record), _sure(record), _known(record, named, unit is not None))
    if mistakes := [Mistake(file, number, *parts) for check in checks for parts in check]:
        raise InvalidFiles(mistakes)
    return record  # type: ignore[no-any-return]  # one of KINDS


def _example(key: str, value: object = None) -> str:
    return json.dumps({key: value or _RIGHT.get(key)}, ensure_ascii=False)[1:-1]


def _data(file: str, number: int, line: bytes) -> dict[str, Any]:
    def wrong(found: str, allowed: str = "一行一条 JSON 记录") -> InvalidFiles:
        return InvalidFiles([Mistake(file, number, _WHOLE, found, allowed, _EXAMPLE)])

    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise wrong("不是 UTF-8 编码的文字", "UTF-8 编码的一行 JSON") from error
    if not text.strip():
        raise wrong("空行")
    try:
        data = json.loads(text, object_pairs_hook=_once)
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except _Twice as error:
        raise wrong(f"键 {error} 写了两次", "每个键只写一次") from error
    except (ValueError, RecursionError) as error:  # also half of a surrogate pair, and numbers of thousands of digits
        raise wrong(f"不是 JSON：{shown(text)}") from error
    if not isinstance(data, dict):
        raise wrong(shown(data))
    return data


class _Twice(Exception):
    """A key stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise _Twice(key)
        seen[key] = value
    return seen


_Parts = Iterator[tuple[str, str, str, str]]
"""Mistakes without file and line: key, found, allowed, example."""


def _chain(record: Record, before: str) -> _Parts:
    if record.prev != before:
        allowed = f"上一行的 SHA-256：{before}" if before else '空文字 ""（这是第一行）'
        yield "prev", shown(record.prev) if record.prev else "空", f"{allowed}；对不上说明记录被改动、删去或插入过", _example("prev", before)


def _said(record: Record) -> _Parts:
    """What must be written, and no line breaks or other control characters in it."""
    needed = ["by", "why", *(("approver",) if isinstance(record, Waiver) else ()), *(("title",) if isinstance(record, Event) else ())]
    for key in needed:
        if not normalise(getattr(record, key)):
            yield key, "空白", "写出来的文字", _example(key)
    for key, text in vars(record).items():
        if isinstance(text, str) and any(ord(c) < 32 or ord(c) == 127 for c in text):
            yield key, "有换行等控制字符", "一行文字", _example(key)


def _sure(record: Record) -> _Parts:
    """Days and decisions that types cannot check."""
    if record.at.tzinfo is None:
        yield "at", record.at.isoformat(), "带时区的时间", _example("at")
    if record.period is not None and not _is_period(record.period):
        yield "period", shown(record.period), "2017-03、2017Q1、2017H1、2017 这样的期间，或 null", _example("period")
    if isinstance(record, Declaration | Proof):
        is_signed = bool(normalise(record.accepted_by or ""))
        if record.accepted is not None and not is_signed:
            yield "accepted_by", "没有写", "写了 accepted 就要写是谁认定的", _example("accepted_by")
        if record.accepted is None and is_signed:
            yield "accepted", "没有写", "写了 accepted_by 就要写 true（认可）或 false（不认可）", _example("accepted")


def _is_period(period: str) -> bool:
    try:
        period_end(period)
    except ValueError:
        return False
    return True


def _known(record: Record, named: Named, is_unit: bool) -> _Parts:
    """Names that neither the rule sets nor units.yaml know. Of a rule set that is there but not in use nothing is looked up."""
    if not is_unit and not any(normalise(record.unit) == normalise(name) for s in named.rule_sets for name in s.left_out):
        units = [u.id for u in named.district.units]
        yield "unit", f"未知的单位 {record.unit}", "units.yaml 里的单位编号" + nearest(record.unit, units), _example("unit", units[0])
    if record.rule_set not in named.duties:
        if not named.is_rule_set(record.rule_set):
            yield (
                "rule_set",
                f"未知的规则集 {record.rule_set}",
                "规则集的名称" + nearest(record.rule_set, named.duties),
                _example("rule_set", next(iter(named.duties))),
            )
        return
    duties = named.duties[record.rule_set]
    if record.rule not in duties:
        yield "rule", f"未知的规则 {record.rule}", "规则集里的规则编号" + nearest(record.rule, duties), _example("rule", next(iter(duties)))
    elif record.duty not in duties[record.rule]:
        known = duties[record.rule]
        yield "duty", f"未知的义务 {record.duty}", f"{record.rule} 的义务编号：{'、'.join(known)}", _example("duty", known[0])
