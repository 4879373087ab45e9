"""Why a verdict differs between two runs: what the two verdicts and the two heads show, never a guess; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from checks.compare_heads import Meta, candidates, of_duty, one_of
from checks.days import shanghai_day
from rules.chinese import chinese_day

Told = Mapping[str, Any]
"""A verdict as JSON has it."""
Key = tuple[str, str, str, str, str, str]
_MOST = 2
UNEXPLAINED = ("两次的规则、口径、单位、记录和程序版本都相同，看不出原因", "其间抓取到的内容有变", "核查日不同")
"""What is said where nothing nearer is shown: of one time, of a newer one that knows more, of another day."""


@dataclass(frozen=True)
class Ends:
    """The two runs by their kept heads. names: of sites, by id. shown: per key what judging again has shown to be the cause;
    an empty tuple: that it is time and what was captured since, nothing of the standards."""

    old: Meta
    new: Meta
    names: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)

    @property
    def knows_more(self) -> bool:
        return _instant(self.new["known_at"]) > _instant(self.old["known_at"])

    @property
    def is_of_one_time(self) -> bool:
        """One day judged by one knowledge: only the standards can differ."""
        return (self.old["as_of"], self.old["known_at"]) == (self.new["as_of"], self.new["known_at"])

    def standards_differ(self, duty: tuple[str, ...]) -> bool:
        return bool(of_duty(self.old, self.new, duty) or candidates(self.old, self.new, duty))


def causes(old: Told | None, new: Told | None, ends: Ends) -> tuple[str, ...]:
    """Clauses without full stops, the nearest first; never empty."""
    verdict = new or old
    assert verdict is not None
    duty = key_of(verdict)[:4]
    shown = ends.shown.get(key_of(verdict))
    facts = () if ends.is_of_one_time else tuple(_facts(old, new, ends))
    named = of_duty(ends.old, ends.new, duty) if shown is None else shown
    if not named and not facts and shown is None:
        named = one_of(candidates(ends.old, ends.new, duty))
    signs = tuple(_signs(old, new, ends, is_moved=bool(named)))
    return (*named, *facts, *signs) or (_unexplained(ends),)


def gained(old: Told | None, new: Told, ends: Ends) -> list[Told]:
    """The evidence of the newer verdict that the older one could not have: first seen, or published, since."""
    known_at, as_of = _instant(ends.old["known_at"]), ends.old["as_of"]
    had = {e["url"] for e in old["evidence"]} if old else set()
    return [e for e in new["evidence"] if e["url"] not in had and (_instant(e["first_seen"]) > known_at or (e["published"] or "") > as_of)]


def _due_moved(old: Told | None, new: Told | None) -> Iterator[str]:
    """A due day that is another one, or was none."""
    if old is None or new is None or old["due"] == new["due"]:
        return
    if old["due"] and new["due"]:
        yield f"到期日由{_day(old['due'])}改为{_day(new['due'])}"
    else:
        yield f"原来没有到期日，现在是{_day(new['due'])}" if new["due"] else f"原来的到期日是{_day(old['due'])}，现在没有"


def _facts(old: Told | None, new: Told | None, ends: Ends) -> Iterator[str]:
    """What of the two verdicts shows that time has passed, something was published or withdrawn, or seen or not seen."""
    if old is None or new is None:
        yield from _one_sided(old, new, ends)
        return
    yield from _decided(old, new)
    yield from _due_passed(old, new, ends)
    yield from _came(old, new, ends)
    yield from _withdrawn(old, new)
    if is_renewed(old, new):
        yield from _parts(old, new)
    yield from _covered(old, new, ends.names)


def _signs(old: Told | None, new: Told | None, ends: Ends, *, is_moved: bool) -> Iterator[str]:
    """What is judged otherwise of what both could know: no cause, but what a reader asks next."""
    if old is None or new is None:
        return
    if is_moved:
        yield from _due_moved(old, new)
    if ends.is_of_one_time:
        yield from _decided(old, new)
    yield from _taken(old, new, ends)
    if ends.is_of_one_time or not is_renewed(old, new):
        yield from _parts(old, new)


def _one_sided(old: Told | None, new: Told | None, ends: Ends) -> Iterator[str]:
    if new is not None:
        fresh = gained(None, new, ends)
        if fresh:
            yield _first_seen(fresh[0])
        elif new["subject"] and ends.knows_more:
            yield f"上一次还没有“{new['subject']}”这一项"
    elif old is not None and old["subject"] and not ends.is_of_one_time:
        yield f"“{old['subject']}”这一项不再核查到"


def is_renewed(old: Told, new: Told) -> bool:
    """Whether a page both rest on was sent otherwise the second time."""
    payloads = {e["url"]: e["sha256"] for e in old["evidence"]}
    return any(payloads.get(e["url"], e["sha256"]) != e["sha256"] for e in new["evidence"])


def _decided(old: Told, new: Told) -> Iterator[str]:
    if old["decided"] != new["decided"]:
        if new["decided"]:
            yield f"按记录认定：{new['decided']}"
        else:
            yield f"原来按记录认定（{old['decided']}），现在不再适用"


def _due_passed(old: Told, new: Told, ends: Ends) -> Iterator[str]:
    if old["outcome"] == "not_due" and new["due"] and ends.old["as_of"] < new["due"] <= ends.new["as_of"]:
        yield f"到期日{_day(new['due'])}已到"


def _came(old: Told, new: Told, ends: Ends) -> Iterator[str]:
    """Evidence the older verdict could not have."""
    fresh = gained(old, new, ends)
    if fresh:
        more = f"等 {len(fresh)} 个网页" if len(fresh) > _MOST else ""
        yield "、".join(_first_seen(e) for e in fresh[:_MOST]) + more


def _withdrawn(old: Told, new: Told) -> Iterator[str]:
    had = {e["url"] for e in old["evidence"] if e["withdrawn_on"]}
    for e in [e for e in new["evidence"] if e["withdrawn_on"] and e["url"] not in had][:_MOST]:
        yield f"“{e['title']}”自{_day(e['withdrawn_on'])}起已撤下"


def _taken(old: Told, new: Told, ends: Ends) -> Iterator[str]:
    """Pages that count now and did not, or did and do not, and for what they were rejected."""
    had, has = {e["url"]: e for e in old["evidence"]}, {e["url"]: e for e in new["evidence"]}
    fresh = {e["url"] for e in gained(old, new, ends)}
    rejected = {n["url"]: n["rejected_for"] for verdict in (old, new) for n in verdict["near_misses"]}
    for url in [url for url in has if url not in had and url not in fresh][:_MOST]:
        yield f"“{has[url]['title']}”原来没有算作依据{_for(rejected, url)}，现在算"
    for url in [url for url in had if url not in has][:_MOST]:
        yield f"“{had[url]['title']}”原来算作依据，现在不算{_for(rejected, url)}"


def _for(rejected: Mapping[str, str], url: str) -> str:
    return f"（{rejected[url]}）" if url in rejected else ""


def _parts(old: Told, new: Told) -> Iterator[str]:
    """What was missing and is there, or the other way round, of what was found both times."""
    if old["evidence"] and new["evidence"]:
        if there := [m for m in old["missing"] if m not in new["missing"]]:
            yield f"原来缺{'、'.join(there)}，现在不缺"
        if gone := [m for m in new["missing"] if m not in old["missing"]]:
            yield f"现在缺{'、'.join(gone)}"


def _covered(old: Told, new: Told, names: Mapping[str, str]) -> Iterator[str]:
    """What of the search was incomplete on one side alone."""
    before, after = _gaps(old, names), _gaps(new, names)
    if old["outcome"] == "not_checked" or new["outcome"] == "not_checked":
        if opened := [gap for gap in after if gap not in before]:
            yield f"这次没有读全{'、'.join(opened[:_MOST])}"
        elif new["outcome"] == "not_checked" and old["outcome"] != "not_checked":
            yield f"这次未能检测（{_reason(new)}）"
        if closed := [gap for gap in before if gap not in after]:
            yield f"上次没有读全{'、'.join(closed[:_MOST])}"
        elif old["outcome"] == "not_checked" and new["outcome"] != "not_checked":
            yield f"上次未能检测（{_reason(old)}）"
    if old["reason"] == "awaits_second_look" and new["outcome"] == "unmet":
        yield "上次等待复核，这次复核仍然没有"


def _gaps(verdict: Told, names: Mapping[str, str]) -> list[str]:
    return [f"{names.get(s['site'], s['site'])}的栏目“{s['column']}”" for s in verdict["searched"] if not s["complete"]]


def _reason(verdict: Told) -> str:
    """A sentence of its own, without the frame every such sentence has."""
    return str(verdict["why"]).removeprefix("未能检测：").removesuffix("这不等于未公开。").rstrip("。")


def _unexplained(ends: Ends) -> str:
    return UNEXPLAINED[0] if ends.is_of_one_time else UNEXPLAINED[1] if ends.knows_more else UNEXPLAINED[2]


def _first_seen(evidence: Told) -> str:
    published = f"，写明{_day(evidence['published'])}公开" if evidence["published"] else ""
    return f"“{evidence['title']}”（{chinese_day(shanghai_day(_instant(evidence['first_seen'])))}首次见到{published}）"


def key_of(verdict: Told) -> Key:
    """The verdict's key, in the form that sorts."""
    v = verdict
    return (v["rule_set"], v["rule"], v["duty"], v["unit"], v["period"] or "", v["subject"] or "")


def _day(text: str) -> str:
    return chinese_day(date.fromisoformat(text))


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
