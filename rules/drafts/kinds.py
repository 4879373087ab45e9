"""What kind of duty a thing to be published is: by its period, its act and the words that name it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.drafts.adverbials import COUNTED
from rules.drafts.lexicon import first_of, lexicon, pattern
from rules.drafts.reading import Reading, is_progress
from rules.rule import Kind

YEAR_END_FAILS = "，年底仍没有即未公开"
"""Of marks; not said where silence at the year's end is held against nobody."""
_YEAR = re.compile(r"(?:19|20)\d{2}\s*年|(?:本|上一|上|当|今|去)年度?")
_POLICY = re.compile(r"政策|规范性文件|文件|规划|办法|方案|规定")
_SUPERIORS = re.compile(r"上级|国家|中央|国务院|部委|省|市|各级")
_OF_SUPERIORS = re.compile(r"(?:由)?(?:上级|国家|中央|国务院|省|市|部委)")
_NEW = re.compile(r"新出台|新制定|新发布|谁起草|谁制定|同步(?:解读|发布|公布|组织)|与.{0,8}同步|配套解读|同时.{0,6}解读|一并解读")
_THEN_UPDATED = re.compile("[，、]并?(?:及时|动态|适时|定期|实时|做好)*更新")
_FORCE = re.compile(r"力度")
_AFTER_PERIOD = re.compile(r"(?:每年|年度?|季度?|月|半年|学期)(?:结束|终了)?$")
"""年度终了后20日内: the day is known beforehand."""
_YEARLY_MONTH = re.compile(r"每年(?:的)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})月")
_EMERGENCY = re.compile("事故|突发事件|突发公共|舆情|疫情|灾情|险情|谣言")
_KEPT = re.compile("现行有效|历年|归集")
_AFTER_DOCUMENT = re.compile(r"(?:公开|发布|印发|出台|公布)(?:之日起|后)[^，。；]{0,10}日(?:之?内)[^。；]{0,40}解读")


@dataclass(frozen=True)
class Guess:
    """A kind, and what a person must look at where the words alone do not settle it (without its 方式：)."""

    kind: Kind
    doubt: str = ""


def kind_of(thing: str, said: str, reading: Reading) -> Guess:
    """The kind of one thing; `said`: the whole clause, `thing`: what is to be published. Periods are read elsewhere.

    Kinds that need a document of somebody else (reprint, paired) come before those that only need an occasion.
    """
    guess = _by_act(thing, said, reading) or _by_thing(thing, said, reading)
    if guess.kind == "event" and reading.sort == "publish" and _YEARLY_MONTH.search(said):
        return Guess("one_off")
    counted = COUNTED.search(said.replace(thing, "，", 1) if thing else said)
    if guess.kind == "one_off" and counted and not _AFTER_PERIOD.search(said[: said.find(counted[0])]):
        return Guess("event", f"原文的期限从事情发生之日起算（{counted[0]}），按有了才公开处理；若每年都有，请改为一次性并写明日期")
    return guess


def _by_act(thing: str, said: str, reading: Reading) -> Guess | None:
    words = lexicon()
    if reading.sort == "mark":
        return Guess("marked")
    if reading.sort == "interact":
        return Guess("interactive")
    if is_progress(said):
        return Guess("progress")
    acts = re.findall(pattern(words.publish), reading.act)
    is_again = any(act in words.republish.words for act in acts) and "制定" not in reading.act
    is_theirs = bool(_OF_SUPERIORS.match(thing) and _POLICY.search(thing))
    if reading.sort == "publish" and is_again and (is_theirs or all(act in words.republish.words for act in acts)):
        return Guess("reprint", "" if _SUPERIORS.search(said) else "原文只写“转发”，没有写转发谁的文件，请写明来源")
    if (_NEW.search(said) or _AFTER_DOCUMENT.search(said)) and _POLICY.search(said) and first_of(words.interpret, said):
        return Guess("paired")
    if reading.sort in ("interpret", "respond", "consult"):
        return Guess("event")
    return None


def _by_thing(thing: str, said: str, reading: Reading) -> Guess:
    words = lexicon()
    whole = reading.thing.rstrip("等")
    hint = first_of(words.timely, said)
    tail = thing[-14:]
    occasional = first_of(words.occasional, thing)
    standing = first_of(words.standing, tail) or first_of(words.standing, whole[-6:])
    if _KEPT.search(thing) or ("集中" in reading.before and thing.endswith(words.policy.words)):
        return Guess("standing")
    if _YEAR.search(thing):
        return _of_year(thing, hint)
    if thing.startswith("《"):
        return Guess("standing")
    if standing and occasional:
        return Guess("event", f"名称里有“{occasional}”，按有了才公布处理；若要求一直挂在网上，请改为长期公开")
    is_kept = first_of(words.update, f"{reading.act}，{reading.before}") or ("最新" in thing and reading.act != "提供")
    is_kept = is_kept or _THEN_UPDATED.search(said) is not None
    if standing or (is_kept and not occasional):
        return Guess("standing")
    if _FORCE.search(said) and thing.endswith("政策"):
        return Guess("standing", "“加大政策公开力度”按长期公开处理；若只看当年新出台的政策，请改为随事项")
    if emergency := _EMERGENCY.search(f"{thing}，{reading.thing}"):
        return Guess("event", f"原文有“{emergency[0]}”，发生了才有，按有了才公开处理；若每年都有，请改为一次性")
    if (yearly := first_of(words.yearly, thing)) or (thing.endswith("报告") and not occasional):
        return _of_every_year(thing, said, yearly or "报告", hint)
    return _by_hint(thing, hint)


def _of_year(thing: str, hint: str) -> Guess:
    words = lexicon()
    if hint and not first_of(words.document, thing) and not first_of(words.yearly, thing):
        return Guess("event", f"原文写“{hint}”，按有了才公开处理；若每年都有，请改为一次性")
    return Guess("one_off")


def _of_every_year(thing: str, said: str, word: str, hint: str) -> Guess:
    """What exists every year is due at its end (readings 5); a document's own name leaves no doubt, 适时 beside it or 进展情况 does."""
    words = lexicon()
    if not hint and thing.endswith(words.document.words):
        return Guess("one_off")
    if hint and first_of(words.open_time, said) and thing.endswith(words.outcome.words):
        return Guess("event", f"原文写“{first_of(words.open_time, said)}”，按有了才公开处理；若每年都有，请改为一次性")
    why = f"原文写“{hint}”，而“{word}”" if hint else f"“{word}”"
    return Guess("one_off", f"{why}每年都有，按一次性处理{YEAR_END_FAILS}；若不一定每年有，请改为随事项")


def _by_hint(thing: str, hint: str) -> Guess:
    words = lexicon()
    plain = first_of(words.yearly_if_plain, thing)
    if plain and not hint:
        return Guess("one_off", f"“{plain}”按每年都有处理{YEAR_END_FAILS}；若不一定每年有，请改为随事项")
    if plain:
        return Guess("event", f"原文写“{hint}”，按有了才公开处理；若每年都有，请改为一次性")
    is_open = hint or not thing.endswith(words.outcome.words)
    return Guess("event", "" if is_open else "原文没有写时间，按有了才公开处理；若每年都有，请改为一次性")
