"""Policy files: reading and checking rules/<set>/policy.yaml and the office's own config/policy.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from rules.check_units import nearest
from rules.errors import InvalidFiles, InvalidInput, Mistake
from rules.load import rule_set_folder
from rules.policy import OTHERS, SWITCHES, Policy, Reading, Switches, values_to_tell
from rules.shape import shaped
from rules.text import normalise
from rules.yamlfile import Document, KeyPath, read_yaml

FILE = "policy.yaml"
_MOST_DAYS = 366


@dataclass(frozen=True)
class PolicyFile(Switches):
    """rules/<set>/policy.yaml."""

    schema_version: Literal[1] = 1
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True)
class OfficeSwitches(Switches):
    """What the office changes of one rule set; only the switches that are written count. why: printed on the report."""

    why: str = ""


@dataclass(frozen=True)
class OfficeFile:
    """config/policy.yaml, beside the units file: the office's readings for the rule sets it names."""

    schema_version: Literal[1]
    rule_sets: dict[str, OfficeSwitches]


def load_policy(folder: Path) -> Policy:
    """The rule set's policy.yaml; the defaults where it has none. Raises InvalidFiles."""
    path = folder / FILE
    if not path.is_file():
        return Policy()
    document = read_yaml(path)
    told = shaped(document, PolicyFile)
    if mistakes := [*_of_readings(document, told), *_of_values(document, told, ())]:
        raise InvalidFiles(mistakes)
    return Policy(**{name: getattr(told, name) for name in SWITCHES}, readings=told.readings)


def office_file(units_path: Path) -> Path:
    """Where the office's own readings stand: beside the units file."""
    return units_path.with_name(FILE)


def load_policies(folders: Mapping[str, Path], units_path: Path) -> dict[str, Policy]:
    """The policy of each rule set (by name), with what the office changed. Raises InvalidFiles with the mistakes of all files."""
    mistakes: list[Mistake] = []
    policies: dict[str, Policy] = {}
    for name, folder in folders.items():
        try:
            policies[name] = load_policy(folder)
        except InvalidFiles as error:
            mistakes += error.mistakes
    path = office_file(units_path)
    if path.is_file() and path.resolve() not in {(folder / FILE).resolve() for folder in folders.values()}:
        try:
            policies |= _changed(read_yaml(path), policies, units_path)
        except InvalidFiles as error:
            mistakes += error.mistakes
    if mistakes:
        raise InvalidFiles(mistakes)
    return policies


def _changed(document: Document, policies: Mapping[str, Policy], units_path: Path) -> dict[str, Policy]:
    """The policies the office changed. A rule set that is there but not used now is left alone."""
    told = shaped(document, OfficeFile)
    mistakes: list[Mistake] = []
    changed: dict[str, Policy] = {}
    for name, office in told.rule_sets.items():
        at: KeyPath = ("rule_sets", name)
        written = [key for key in document.data["rule_sets"][name] if key in SWITCHES]
        mistakes += _of_office(document, at, office, written)
        if name in policies:
            mistakes += _unread(document, at, policies[name], written)
            values = {key: getattr(office, key) for key in written}
            changed[name] = replace(policies[name], **values, office=dict.fromkeys(written, office.why))
        elif not is_rule_set(name, units_path):
            allowed = "一个规则集的名称" + nearest(name, policies)
            mistakes.append(document.mistake(at, f"未知的规则集 {name}", allowed, f"{next(iter(policies), 'panyu-2017')}: {{…}}", at_key=True))
    if mistakes:
        raise InvalidFiles(mistakes)
    return changed


def is_rule_set(name: str, units_path: Path) -> bool:
    """Whether a rule set of this name is there, in use or not."""
    try:
        rule_set_folder(name, units_path)
    except InvalidInput:
        return False
    return True


def _of_office(document: Document, at: KeyPath, office: OfficeSwitches, written: list[str]) -> Iterator[Mistake]:
    if not normalise(office.why):
        yield document.mistake((*at, "why"), "没有写", "改定的理由（印在报告上）", "why: 2017年3月办务会议定")
    if not written:
        yield document.mistake(at, "没有写要改定的取舍", "、".join(SWITCHES) + " 中的至少一个", "january_february: february")
    yield from _of_values(document, office, at)


def _unread(document: Document, at: KeyPath, policy: Policy, written: list[str]) -> Iterator[Mistake]:
    """Nothing may be changed that the report could not tell of."""
    told = {reading.key for reading in policy.readings}
    for key in written:
        if key not in told:
            example = f"{{question: …, key: {key}, options: {{…}}, why: …}}"
            yield document.mistake((*at, key), f"改了 {key}", "规则集的 policy.yaml 在 readings 里说明过的取舍", example, at_key=True)


def _of_values(document: Document, switches: Switches, at: KeyPath) -> Iterator[Mistake]:
    for key in ("days_after_period", "days_after_event"):
        days = getattr(switches, key)
        if not 0 < days <= _MOST_DAYS:
            yield document.mistake((*at, key), str(days), f"1 到 {_MOST_DAYS} 的工作日数", f"{key}: 20")


def _of_readings(document: Document, told: PolicyFile) -> Iterator[Mistake]:
    first: dict[str, int] = {}
    for i, reading in enumerate(told.readings):
        at: KeyPath = ("readings", i)
        for key in ("question", "why"):
            if not normalise(getattr(reading, key)):
                yield document.mistake((*at, key), "空白", "写出来的文字", f"{key}: …")
        if bool(normalise(reading.chosen)) == (reading.key is not None):
            yield document.mistake(at, "chosen 和 key 都写了" if reading.key else "chosen 和 key 都没有写", "两者只写一个", "chosen: 全年各月都算")
        elif reading.key is not None:
            yield from _of_options(document, at, reading)
            if first.setdefault(reading.key, i) != i:
                yield document.mistake((*at, "key"), f"{reading.key}（第 {first[reading.key] + 1} 条已用）", "每个开关只有一条说明", "key: named_places")
    for key in (key for key in SWITCHES if key in (document.data or {}) and key not in first):
        allowed = "在 readings 里有一条写明 key 的说明，否则报告不会提到它"
        yield document.mistake((key,), f"{key} 没有说明", allowed, f"{{question: …, key: {key}, options: {{…}}, why: …}}", at_key=True)


def _of_options(document: Document, at: KeyPath, reading: Reading) -> Iterator[Mistake]:
    key = reading.key or ""
    if key not in SWITCHES:
        yield document.mistake((*at, "key"), key, "、".join(SWITCHES) + nearest(key, SWITCHES), "key: named_places")
        return
    values = values_to_tell(key)
    lacking = [v for v in values if not normalise(reading.options.get(v, reading.options.get(OTHERS, "")))]
    if lacking:
        example = f"options: {{{', '.join(f'“{v}”: …' for v in values)}}}".replace("“", '"').replace("”", '"')
        yield document.mistake((*at, "options"), f"没有说明 {'、'.join(lacking)}", "开关的每个值一句话；其余的值写在 * 下，{value} 代表值", example)
    for value in reading.options:
        if OTHERS not in values and value not in (*values, OTHERS):
            yield document.mistake((*at, "options", value), value, f"{key} 的值：{'、'.join(values)}", f"{values[0]}: …", at_key=True)
