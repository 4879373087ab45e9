"""What kind of duty a thing to be published is: by its period, its act and the words that name it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.drafts.lexicon import first_of, lexicon, pattern
from rules.drafts.reading import Reading, is_progress
from rules.rule import Kind

_YEAR = re.compile(r"(?:19|20)\d{2}\s*年|(?:本|上一|上|当|今|去)年度?")
_POLICY = re.compile(r"政策|规范性文件|文件|规划|办法|方案|规定")
_SUPERIORS = re.compile(r"上级|国家|中央|国务院|部委|省|市|各级")
_OF_SUPERIORS = re.compile(r"(?:由)?(?:上级|国家|中央|国务院|省|市|部委)")
_NEW = re.compile(r"新出台|新制定|新发布|谁起草|谁制定|同步(?:解读|发布|公布|组织)|与.{0,8}同步|配套解读|同时.{0,6}解读|一并解读")
_THEN_UPDATED = re.compile("[，、]并?(?:及时|动态|适时|定期|实时|做好)*更新")
_FORCE = re.compile(r"力度")


@dataclass(frozen=True)
class Guess:
    """A kind, and what a person must look at where the words alone do not settle it (without its 方式：)."""

    kind: Kind
    doubt: str = ""


def kind_of(thing: str, said: str, reading: Reading) -> Guess:
    """The kind of one thing; `said`: the whole clause, `thing`: what is to be published. Periods are read elsewhere.

    Kinds that need a document of somebody else (reprint, paired) come before those that only need an occasion.
    """
    special = _by_act(thing, said, reading)
    return special or _by_thing(thing, said, reading)


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
    if _NEW.search(said) and _POLICY.search(said) and first_of(words.interpret, said):
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
    return Guess("one_off", f"{why}每年都有，按一次性处理，年底仍没有即未公开；若不一定每年有，请改为随事项")


def _by_hint(thing: str, hint: str) -> Guess:
    words = lexicon()
    plain = first_of(words.yearly_if_plain, thing)
    if plain and not hint:
        return Guess("one_off", f"“{plain}”按每年都有处理，年底仍没有即未公开；若不一定每年有，请改为随事项")
    if plain:
        return Guess("event", f"原文写“{hint}”，按有了才公开处理；若每年都有，请改为一次性")
    is_open = hint or not thing.endswith(words.outcome.words)
    return Guess("event", "" if is_open else "原文没有写时间，按有了才公开处理；若每年都有，请改为一次性")
