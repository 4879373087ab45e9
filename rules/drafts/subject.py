"""A subject taken apart: its own words in groups, the kind of publication it ends with, its year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from rules.drafts.wordings import Noun, Wordings
from rules.quotes import connectives
from rules.text import normalise
from rules.words import Words

_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]{1,20})[”\"」』]")
_TITLE = re.compile(r"《([^《》]+)》")
_BEFORE_TITLE = re.compile(r"^.*?(?:关于)?(?:印发|公布|发布|做好)(?!.*(?:印发|发布))")
_AFTER_TITLE = re.compile(r"(?:的通知|的通告|的公告|\((?:试行|修订)\))$")
_NUMBERED = re.compile(r"\(?[\u4e00-\u9fff]{2,8}[\[〔(（]20\d\d[\]〕)）]\d+号\)?")
"""(粤府函〔2017〕65号): a document's number says nothing of what it is about."""
_LEVEL_NAME = re.compile("[\u4e00-\u9fff]{2,3}(?:省|市|自治区|自治州)")
"""Names of provinces and cities."""
_YEAR = re.compile(r"((?:19|20)\d{2})年?(?:度)?")
_TAIL = re.compile(r"(?:等(?:有关|相关|重要)?(?:信息|内容|情况|事项)?)?(?:信息公开|公开工作|的公开|公开)?(?:相关|有关)?(?:工作|材料)?$")
_JOINS = re.compile(r"[、,，/;；]|以及|及其|或者|[和与及或]")
_AND_SO_ON = re.compile(r"等(?!级|次|额)\d*[类个种项家]?")
_OWN = re.compile(
    r"我区|我市|我县|本区|本市|本县|全区|全县|区内|县内|辖区内?|区级|县级|[区县]属(?!企业|国企)|本级|本单位|本部门|各区属|该月|各镇(?:\(街\))?|各部门"
)
_NO_WORD = re.compile(r"[^\w\u4e00-\u9fff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEVELS = re.compile(r"(?:国家|中央|国务院|全国|上级|省|市|区|县)(?:[、,和及](?:国家|省|市|区|县)(?:级|政府)?)+(?:有关|相关|的)*|(?:我|本)?[省市区县]级")
_AFTERWARDS = re.compile(r"(?:调整|更新|完善|修订)+后的?|(?:并|且)?(?:动态|及时|适时|定期)(?:地)?(?:调整|更新|完善)+(?!情况|机制|管理|的|结果)(?:并|且|和)?")
LONGEST_QUOTED, LONGEST_SUBJECT = 8, 300
QUOTED_WEIGHT, ACT_WEIGHT = 99.0, 4.0
STRONG_WEIGHT = 8.0
"""A word that weighs as much is a thing beside others (水质), and not what is told of them (支出)."""
_KEPT = {"和": "\ue000", "与": "\ue001", "及": "\ue002", "或": "\ue003"}
"""Joining characters inside words that are kept whole, while a text is cut at joins (private use area of Unicode)."""


@dataclass(frozen=True)
class Group:
    """Words of which any one names the thing; weight: how much they say (inverse document frequency), loose ones little."""

    words: tuple[str, ...]
    weight: float
    is_loose: bool = False


@dataclass(frozen=True)
class Subject:
    """groups: in the subject's order. noun: what kind of publication, None where the ending is no known kind. end: its words.

    beside: how titles say the kinds of publication listed before it (名单 in 名单和应急预案): one of them is enough.
    """

    text: str
    groups: tuple[Group, ...]
    noun: Noun | None
    end: str
    years: tuple[int, ...]
    beside: tuple[str, ...] = ()

    @property
    def telling(self) -> tuple[Group, ...]:
        """The groups that say what it is about, the weightiest first."""
        return tuple(sorted((g for g in self.groups if not g.is_loose), key=lambda g: -g.weight))


@dataclass(frozen=True)
class Cutter:
    """Takes subjects apart. own_names: names of the district, which no title has to repeat."""

    words: Words
    wordings: Wordings
    own_names: tuple[str, ...] = ()

    def cut(self, written: str) -> Subject:
        text = self._plain(written)
        years = tuple(int(found[1]) for found in _YEAR.finditer(text))
        text = _YEAR.sub("", text)
        noun, end, rest = self._ending(text)
        groups, beside = self._groups(rest, noun)
        return Subject(text, groups, noun, end, years, beside)

    def tokens(self, text: str) -> tuple[str, ...]:
        """The words of a piece of text in their order, those kept whole that offices use as one; acts and connections dropped."""
        found: list[str] = []
        for char, kept in _KEPT.items():
            text = text.replace(kept, char)
        for part, is_whole in self._wholes(text):
            found += [part] if is_whole else self._cut_plain(part)
        idle = connectives() | set(self.wordings.idle)
        return tuple(token for token in found if token not in idle and _says(token) and not _LEVEL_NAME.fullmatch(token))

    def _plain(self, written: str) -> str:
        text = _NUMBERED.sub("", _TITLE.sub(lambda t: _bare_title(t[1]), normalise(written[:LONGEST_SUBJECT])))
        for name in self.own_names:
            text = text.replace(name, "")
        text = text.replace("村(居)", "村")
        return _AFTERWARDS.sub("", _OWN.sub("", _LEVELS.sub("", text)))

    def _ending(self, text: str) -> tuple[Noun | None, str, str]:
        """The kind of publication, the words that tell it, and what stands before them."""
        bare = _BRACKETS.sub("", text)
        short = _TAIL.sub("", bare)
        told = ((c, end, noun) for c in dict.fromkeys((short, bare)) for end, noun in self.wordings.ends if c.endswith(end))
        found = sorted(told, key=lambda one: (one[2].generic, one[0] != bare))  # 名录等信息 is a list
        for candidate, end, noun in found[:1]:
            inside = next((w for w in self.wordings.whole_words if len(w) > len(end) and candidate.endswith(w)), "")
            rest = candidate if inside else candidate[: -len(end)]
            return noun, end, rest + "".join(_BRACKETS.findall(text))
        return None, "", text

    def _groups(self, text: str, noun: Noun | None) -> tuple[tuple[Group, ...], tuple[str, ...]]:
        """The words in groups, and how titles say the kinds of publication that are listed before the last one."""
        quoted = tuple(word for word in _QUOTED.findall(text) if len(word) <= LONGEST_QUOTED)
        text = self._kept(_QUOTED.sub("", text) if quoted else text)
        groups = [self._group(tuple(map(self._as_quoted, quoted)), QUOTED_WEIGHT)] if quoted else []
        listed, _, rest = _partition(text)
        parts = _JOINS.split(listed)
        kinds = self._kinds(parts) if noun is not None and not rest else None
        if kinds is not None:
            return tuple(dict.fromkeys((*groups, *kinds[0]))), kinds[1]
        things = self._things(parts)
        behind = [self._group((word,)) for word in self.tokens(_JOINS.sub("", rest))]
        if things is not None and len(behind) < 2:
            shared = self._shared_act(parts[-1]) if noun is not None and not noun.generic else ()
            return (*groups, things[0], *shared), (*things[1], *(word for group in behind for word in group.words))
        joined = self._joined(parts, bool(rest))
        if noun is not None and noun.generic and not rest and len(parts) > 2 and any(not g.is_loose for g in joined[:-1]):
            return tuple(dict.fromkeys((*groups, *joined[:-1]))), joined[-1].words
        return tuple(dict.fromkeys((*groups, *joined, *behind))), ()

    def _kinds(self, parts: list[str]) -> tuple[list[Group], tuple[str, ...]] | None:
        """Several publications of one thing (责任人名单和应急预案, 办学资质、收费标准): the thing, and each kind; None where it is no such list."""
        bare = [self._without_kind(part) for part in parts]
        core, titles = self.tokens(bare[0][0]), tuple(title for _, said in bare for title in said)
        is_bare_end = len(parts) > 1 and not self.tokens(parts[-1])
        if len(parts) < 2 or not core or not (bare[0][1] or (is_bare_end and len(core) > 1)):
            return None
        others = [tokens for part, _ in bare[1:] if (tokens := self.tokens(part))]
        own = [self._thing(tokens) for tokens in others if len(tokens) > 1 and tokens[0] not in core]
        aspects = tuple(word for tokens in others if tokens[0] in core for word in tokens[1:])
        if own and bare[0][1]:
            return [self._group((self._thing(core), *own))], (*titles, *aspects)
        kept = max(range(max(1, len(core) - 1)), key=lambda i: self._weigh(core[i])) + 1
        asked = (*core[:kept], *(word for word in core[kept:-1] if word in self.wordings.acts))
        return [self._group((word,)) for word in asked], (*core[max(kept, len(core) - 1) :], *titles, *aspects)

    def _things(self, parts: list[str]) -> tuple[Group, tuple[str, ...]] | None:
        """Things that offices have names for, joined (空气质量和断面水质, 低保、特困供养人数和资金支出): any of them, and what is told of them."""
        pieces = [tokens for part in parts if (tokens := self.tokens(part))]
        if len(pieces) < 2 or not (self._is_thing(pieces[0]) or (len(pieces) == 2 and self._is_thing(pieces[1]))):
            return None
        things = [self._thing(tokens) for tokens in pieces]
        strong = tuple(word for word in things if self._is_known(word) or self._weigh(word) >= STRONG_WEIGHT)
        heaviest = max(map(self._weigh, strong), default=0.0)
        return (self._group(strong, heaviest), tuple(word for word in things if word not in strong)) if len(strong) > 1 else None

    def _shared_act(self, last: str) -> tuple[Group, ...]:
        """What is done to all of the things (预算执行和财政收支审计): the act behind the last of them."""
        tokens = self.tokens(last)
        return (self._group(tokens[-1:]),) if len(tokens) > 1 and tokens[-1] in self.wordings.acts else ()

    def _without_kind(self, part: str) -> tuple[str, tuple[str, ...]]:
        """A listed part without the kind of publication it ends with, and how titles say that."""
        for end, noun in self.wordings.ends:
            if part.endswith(end) and not noun.generic and not self._is_cut(part, len(part) - len(end)):
                return part[: -len(end)], noun.titles
        return part, ()

    def _is_cut(self, text: str, at: int) -> bool:
        """Whether a place of a text is inside a word that is kept whole (财政|改革方案)."""
        return any(text.find(word) < at < text.find(word) + len(word) for word in self.wordings.whole_words if word in text)

    def _joined(self, parts: list[str], is_open: bool) -> list[Group]:
        """Words joined by 、 or 和 are one group: the last before the first of the joins with the first behind the last."""
        pieces = [tokens for part in parts if (tokens := self.tokens(part))]
        pieces = [piece for i, piece in enumerate(pieces) if i + 1 == len(pieces) or not "".join(pieces[i + 1]).startswith("".join(piece))]
        if len(pieces) < 2:
            return [self._group((word,)) for tokens in pieces for word in tokens]
        first, last, between = pieces[0], pieces[-1], tuple(_phrase(tokens) for tokens in pieces[1:-1])
        groups = [self._group((word,)) for word in first[:-1]]
        groups.append(self._group((first[-1], *between, _phrase(last) if is_open else last[0])))
        return groups + [self._group((word,)) for word in (() if is_open else last[1:])]

    def _thing(self, tokens: tuple[str, ...]) -> str:
        """What a listed part is about: the word offices have for it, else its last two that say something."""
        telling = tuple(token for token in tokens if token not in self.wordings.loose) or tokens
        known = next((token for token in telling if token in self.wordings.whole_words and token not in self.wordings.acts), "")
        return known or (telling[-1] if self._weigh(telling[-1]) >= STRONG_WEIGHT else _phrase(telling))

    def _is_thing(self, piece: tuple[str, ...]) -> bool:
        """Whether it is one word that offices have a name for (空气质量, 低保), so that what is joined to it is another thing."""
        telling = [token for token in piece if token not in self.wordings.loose]
        return len(telling) == 1 and telling[0] not in self.wordings.acts and len(telling[0]) + len(piece) > 3 and self._is_known(telling[0])

    def _is_known(self, word: str) -> bool:
        return word in self.wordings.whole_words or len(self.wordings.same_as(word)) > 1

    def _as_quoted(self, word: str) -> str:
        """Two characters the dictionary does not know are looked for with their quotation marks: 低收 stands in 降低收费 too."""
        return word if len(word) > 2 or self.words.cut(word) == (word,) else f"“{word}”"

    def _kept(self, text: str) -> str:
        for word in self.wordings.whole_words:
            if word in text and any(char in word for char in _KEPT):
                text = text.replace(word, "".join(_KEPT.get(char, char) for char in word))
        return text

    def _group(self, words: tuple[str, ...], weight: float | None = None) -> Group:
        is_loose = all(word in self.wordings.loose for word in words)
        telling = tuple(word for word in words if word not in self.wordings.loose) or words
        weighed = weight if weight is not None else min(self._weigh(word) for word in telling)
        return Group(tuple(dict.fromkeys(telling)), weighed, is_loose)

    def _weigh(self, word: str) -> float:
        """A word made of several weighs what its parts do together; that of an act little, whatever its frequency."""
        if word in self.wordings.acts:
            return ACT_WEIGHT
        return sum(self.words.weight(token) for token in self.words.cut(word.replace("…", "")) if len(token) > 1) or self.words.weight(word)

    def _wholes(self, text: str) -> list[tuple[str, bool]]:
        parts: list[tuple[str, bool]] = [(text, False)]
        for word in self.wordings.whole_words:
            if word not in text:
                continue
            cut: list[tuple[str, bool]] = []
            for part, is_whole in parts:
                pieces = [part] if is_whole else re.split(f"({re.escape(word)})", part)
                cut += [(piece, is_whole or piece == word) for piece in pieces if piece]
            parts = cut
        return parts

    def _cut_plain(self, text: str) -> list[str]:
        """The dictionary's words; a single character joins what it follows (缓慢村, 排污费), several are a word of their own (稳岗)."""
        found: list[str] = []
        for is_loose, run in groupby(self.words.cut(_NO_WORD.sub(" ", text)), key=_is_loose_character):
            tokens = [token for token in run if token.strip()]
            if is_loose and len(tokens) == 1 and found and _HAN.match(found[-1][-1]) and found[-1] not in connectives():
                found[-1] += tokens[0]
            else:
                found += ["".join(tokens)] if is_loose else tokens
        return found


def _is_loose_character(token: str) -> bool:
    return len(token) == 1 and token not in connectives() and _HAN.match(token) is not None


def _bare_title(title: str) -> str:
    """What a document's title is about: without who issued what, and without 的通知."""
    bare = _AFTER_TITLE.sub("", title)
    core = _BEFORE_TITLE.sub("", bare)
    return _bare_title(core) if core != bare and len(core) < len(bare) and "的通知" in core else core or bare


def _partition(text: str) -> tuple[str, str, str]:
    """What is listed before 等, and what stands behind it."""
    found = _AND_SO_ON.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found and found.start() else (text, "", "")


def _phrase(tokens: tuple[str, ...]) -> str:
    return "…".join(tokens[-2:])


def _says(token: str) -> bool:
    return len(token) > 1 and not token.isdigit() and not re.fullmatch(r"\d+\D", token)
