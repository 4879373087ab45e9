"""What two check runs were judged by, beside each other: which rules, switches, records and versions differ, in plain Chinese; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from checks.days import SHANGHAI
from rules.digests import SET_HEAD

Meta = Mapping[str, Any]
"""What is kept of a run beside its verdicts (CheckRun.meta)."""
_MOST = 6
_WORDS_ALONE = "只是说明文字"
_WHOLE = (("units_sha256", "单位文件"), ("calendars_sha256", "工作日历"))
_VERSIONS = (("reader", "读取程序的版本"), ("program", "程序的版本"))


@dataclass(frozen=True)
class Switch:
    """A reading of the plan's words that differs, with its values as plain data."""

    rule_set: str
    name: str
    old: Any
    sentence: str


def told_differences(old: Meta, new: Meta) -> tuple[str, ...]:
    """All that differs, a sentence each; none where both were judged of the same by the same."""
    return (*_times(old, new), *(s for name in _rule_sets(old, new) for s in _rule_set(old, new, name)), *_policy(old, new), *_others(old, new))


def of_duty(old: Meta, new: Meta, duty: tuple[str, ...]) -> tuple[str, ...]:
    """What differs of the standards by name and concerns one duty (rule set, rule, duty, unit) of a unit: its rule, switches, its records."""
    return (*_own_rule(old, new, duty), *(s.sentence for s in switches(old, new) if s.rule_set == duty[0]), *_own_records(old, new, duty))


def candidates(old: Meta, new: Meta, duty: tuple[str, ...]) -> tuple[str, ...]:
    """What else differs and may concern a duty: other rules (terms of one may claim what another had), whole files, versions, and
    what the older run did not keep by name."""
    is_named = any(_own_rule(old, new, duty))
    rules = () if is_named else tuple(_rule_set(old, new, duty[0]))
    policy = () if switches(old, new) else tuple(s for s in _policy(old, new) if _WORDS_ALONE not in s)
    is_kept = bool(old.get("particulars") and new.get("particulars"))
    return (*rules, *policy, *_others(old, new, with_records=not is_kept))


def one_of(told: tuple[str, ...]) -> tuple[str, ...]:
    """Several things that differ, as one sentence that blames none of them."""
    return (f"有几样不同，分不出是哪一样：{'，'.join(told)}",) if len(told) > 1 else told


def switches(old: Meta, new: Meta) -> tuple[Switch, ...]:
    """The switches that differ, where both runs kept theirs."""
    before, after = _part(old, "switches"), _part(new, "switches")
    return tuple(
        Switch(name, key, before[name][key]["value"], _switch(key, before[name][key], told))
        for name in sorted(before.keys() & after.keys())
        for key, told in after[name].items()
        if key in before[name] and before[name][key]["value"] != told["value"]
    )


def told_moment(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def _part(meta: Meta, name: str) -> Mapping[str, Any]:
    part: Mapping[str, Any] = (meta.get("particulars") or {}).get(name, {})
    return part


def _times(old: Meta, new: Meta) -> Iterator[str]:
    if old["as_of"] != new["as_of"]:
        yield f"核查日由 {old['as_of']} 到 {new['as_of']}"
    if old["known_at"] != new["known_at"]:
        yield f"所据资料由截至 {told_moment(old['known_at'])} 到截至 {told_moment(new['known_at'])}"


def _rule_sets(old: Meta, new: Meta) -> list[str]:
    return sorted({r["name"] for meta in (old, new) for r in meta["rule_sets"]})


def _digest(meta: Meta, rule_set: str) -> str | None:
    return next((str(r["sha256"]) for r in meta["rule_sets"] if r["name"] == rule_set), None)


def _rule_set(old: Meta, new: Meta, name: str) -> Iterator[str]:
    """One sentence where a rule set differs, naming the duties if both runs kept their digests."""
    before, after = _digest(old, name), _digest(new, name)
    if before == after:
        return
    if before is None or after is None:
        yield f"规则集 {name} " + ("是新用的" if before is None else "不再使用")
        return
    was, now = _part(old, "rules").get(name), _part(new, "rules").get(name)
    if was is None or now is None:
        yield f"规则集 {name} 有改动（较早的那次没有记下每条规则的摘要，说不出是哪一条）"
        return
    told = [*_listed("改动", [k for k in now if k in was and was[k] != now[k]]), *_listed("新增", [k for k in now if k not in was])]
    told += _listed("删去", [k for k in was if k not in now])
    yield f"规则集 {name} 有改动：{'；'.join(told)}" if told else f"规则集 {name} 的文件有改动，只是注释或排版"


def _listed(verb: str, parts: list[str]) -> list[str]:
    """Duties by name; the rest of a file only where none of its duties is there."""
    duties = [p for p in parts if not p.endswith("/")]
    alone = [p for p in parts if p.endswith("/") and not any(d.startswith(p) for d in duties)]
    named = [_name(p) for p in (*duties, *alone)]
    return [f"{verb} {'、'.join(named[:_MOST])}{f'等 {len(named)} 处' if len(named) > _MOST else ''}"] if named else []


def _name(part: str) -> str:
    """
    >>> _name("p-01-01/a"), _name("p-01-01/"), _name("ruleset")
    ('p-01-01 事项 a', 'p-01-01 的条目', 'ruleset.yaml')
    """
    rule, _, duty = part.partition("/")
    return "ruleset.yaml" if part == SET_HEAD else f"{rule} 事项 {duty}" if duty else f"{rule} 的条目"


def _own_rule(old: Meta, new: Meta, duty: tuple[str, ...]) -> Iterator[str]:
    """What differs of a duty's own rule, where both runs kept the digests of its parts."""
    name, rule, letter = duty[:3]
    was, now = _part(old, "rules").get(name), _part(new, "rules").get(name)
    if was is None or now is None:
        return
    before, after = _own_parts(was, rule, letter), _own_parts(now, rule, letter)
    if before != after:
        yield f"规则 {rule} 新增了事项 {letter}" if not before else f"规则 {rule} 删去了事项 {letter}" if not after else f"规则 {rule} 的事项 {letter} 有改动"
    elif _own_parts(was, rule, "") != _own_parts(now, rule, ""):
        yield f"规则 {rule} 的条目有改动"
    if was.get(SET_HEAD) != now.get(SET_HEAD):
        yield f"规则集 {name} 的 ruleset.yaml 有改动"


def _own_parts(parts: Mapping[str, str], rule: str, letter: str) -> dict[str, str]:
    """The digests of a duty in all versions of its rule."""
    return {k: d for k, d in parts.items() if k.endswith(f"/{letter}") and (k.startswith(f"{rule}/") or k.startswith(f"{rule}."))}


def _policy(old: Meta, new: Meta) -> Iterator[str]:
    if old["policy_sha256"] == new["policy_sha256"]:
        return
    told = [s.sentence for s in switches(old, new)]
    yield from told
    if not (_part(old, "switches") and _part(new, "switches")):
        yield "口径有改动（较早的那次没有记下每项口径，说不出是哪一项）"
    elif not told:
        yield f"口径文件有改动，{_WORDS_ALONE}"


def _switch(key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    question = new["question"] or old["question"]
    name = f" {key}（{question}）" if question else f" {key} "
    if old["chosen"] and new["chosen"] and old["chosen"] != new["chosen"]:
        return f"口径{name}由“{_bare(old['chosen'])}”改为“{_bare(new['chosen'])}”"
    return f"口径{name}由 {_value(old['value'])} 改为 {_value(new['value'])}"


def _bare(sentence: str) -> str:
    return sentence.strip().rstrip("。.；;")


def _value(value: Any) -> str:
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _own_records(old: Meta, new: Meta, duty: tuple[str, ...]) -> Iterator[str]:
    is_kept = bool(old.get("particulars") and new.get("particulars"))
    if is_kept and _part(old, "records").get("/".join(duty)) != _part(new, "records").get("/".join(duty)):
        yield "本项的记录（申报、证明、豁免、在案事项）有增改"


def _others(old: Meta, new: Meta, *, with_records: bool = True) -> Iterator[str]:
    whole = (*_WHOLE, ("records_sha256", "记录")) if with_records else _WHOLE
    yield from (f"{name}有改动" for key, name in whole if old[key] != new[key])
    yield from (f"{name}由 {old[key]} 换成 {new[key]}" for key, name in _VERSIONS if old[key] != new[key])
