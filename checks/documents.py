"""Recognising one official document in another: by 文号, by name, and how alike two names are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from crawler.extract.numbers import numbers_in
from rules.other_places import leading_places
from rules.text import normalise

Likeness = Literal["same", "perhaps", "other"]
LEAST_NAME = 6
"""A shorter name (《管理办法》) is no document's alone."""
ALIKE = 0.8
"""Two names that share so many pairs of characters may be spellings of one (Dice's measure)."""
_KINDS = "通知|通告|公告|函|决定|命令|意见|批复|公布令"
_ISSUES = "印发|发布|公布|颁布|颁发|下达|印送|转发|批转|分发"
_CARRIED_OUT = r"(?:(?:并|和)?(?:组织)?(?:实施|施行|执行|试行)(?=《|[\u4e00-\u9fff]{2,3}[省市区县镇街]))?"
"""关于公布实施《…》的通知; without 《 or a place behind it (关于印发实施方案的通知) it belongs to the name."""
_FRAME = re.compile(rf"^[^《》]{{0,60}}?(?P<how>{_ISSUES}){_CARRIED_OUT}(?P<inner>.+?)的(?:{_KINDS})$")
_ISSUER = re.compile(r"^[^《》]{2,60}?[府办委局厅部院会室署行组处所司队中心区市省县镇街道](?=关于)")
_PASSES_ON = re.compile("转发|批转")
_MARK = re.compile(r"[\[【(〔](?:已?(?:于|自)?[\d年月日起]*(?:已经?)?(?:被)?(?:全文|宣布|自动)?(?:废止|失效)|转载|附件|全文)[\]】)〕]")
_BRACKETS = re.compile(r"\((?![^()]*[稿草])[^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
"""A draft (征求意见稿, 草案) is another document."""
_QUOTED = re.compile(r"《((?:[^《》]|《[^《》]*》){2,160})》")
_CORE = re.compile(r"^关于(?P<core>.{8,})的(?:实施意见|若干意见|通知|意见|通告|公告|决定|函)$")
_OURS = re.compile(r"^(?:[我本全][区市省县镇街]|区(?![域间内级属直划块别委片]))(?=[\u4e00-\u9fff]{4})")
_COUNTS = re.compile(r"\d+|第[一二三四五六七八九十]+")
_GOES_ON = re.compile(r"^(?:的)?(?:实施细则|实施办法|实施方案|实施意见|操作|细则|补充|修订|修改|配套|若干|征求)")
"""What follows a document's name where another document is meant that rests on it."""


@dataclass(frozen=True)
class Name:
    """A document's name without what frames it. place: the last place that it or its issuer begins with; issuer: 番禺区财政局 before
    关于…; "" where there is none."""

    place: str
    text: str
    issuer: str = ""


@lru_cache(maxsize=5_000)
def names_of(title: str) -> frozenset[Name]:
    """The names under which a document of this title is known: as it stands, and without issuer, 印发 or 转发 around it.

    >>> sorted(n.text for n in names_of("番禺区政府办公室关于印发《番禺区扶贫资金管理办法》的通知"))
    ['关于印发《番禺区扶贫资金管理办法》的通知', '扶贫资金管理办法']
    >>> Name("广东省", "关于做好防汛工作的通知", "广东省水利厅") in names_of("番禺区水务局转发广东省水利厅关于做好防汛工作的通知")
    True
    """
    bare = _MARK.sub("", normalise(title)).replace("〈", "《").replace("〉", "》").strip("\"“”'。;")
    for number, start, end in numbers_in(bare):
        if number and bare[start - 1 : start] == "(" and bare[end : end + 1] == ")":
            bare = bare[: start - 1] + bare[end + 1 :]
            break
    return frozenset(n for n in _forms(bare, 0) if len(n.text) >= LEAST_NAME - 2 and len(n.place + n.text) >= LEAST_NAME)


def _forms(bare: str, depth: int) -> list[Name]:
    """The title's own name, and those of what its frame holds; what is 印发 is of the place of whoever issues it."""
    while (m := _QUOTED.fullmatch(bare)) is not None:
        bare = m[1]
    issuer = _ISSUER.match(bare)
    told = issuer[0] if issuer is not None and not _PASSES_ON.search(issuer[0]) else ""
    forms = [_name(told, bare[len(told) :])]
    if depth < 3 and (m := _FRAME.match(bare)) is not None and not re.search(r"》等|》[、和及与]《", m["inner"]):
        passed_on = _PASSES_ON.search(m["how"])
        forms += [replace(n, place=n.place or ("" if passed_on else forms[0].place)) for n in _forms(m["inner"], depth + 1)]
        if passed_on:
            forms += _forms(bare[m.start("inner") :], depth + 1)
    return forms


def _name(issuer: str, form: str) -> Name:
    places = leading_places(form)
    rest = form[sum(map(len, places)) :] if form.startswith("".join(places)) else form
    if not places or len(rest) < LEAST_NAME - 2:
        by = leading_places(issuer)
        return Name(by[-1] if by else "", _OURS.sub("", form), issuer)
    return Name(places[-1], rest)


def core_of(name: Name) -> Name | None:
    """What 关于…的通知 is about.

    >>> core_of(Name("", "关于停征部分行政事业性收费的通知"))
    Name(place='', text='停征部分行政事业性收费', issuer='')
    """
    found = _CORE.match(name.text)
    return Name(name.place, found["core"]) if found is not None else None


def same_document(ours: frozenset[Name], theirs: frozenset[Name]) -> Likeness:
    """Whether two documents' names are one; "perhaps" where only one of them says of which place or by whom it is, or they say it otherwise.

    >>> [same_document(names_of("番禺区扶贫资金管理办法"), names_of(t)) for t in ("扶贫资金管理办法", "广东省扶贫资金管理办法", "番禺区扶贫项目管理办法")]
    ['perhaps', 'other', 'other']
    """
    found: Likeness = "other"
    for own in ours:
        for other in theirs:
            if own.text != other.text or (own.place and other.place and own.place != other.place):
                continue
            if (own.place, own.issuer) == (other.place, other.issuer):
                return "same"
            found = "perhaps"
    return found


def without_brackets(names: frozenset[Name]) -> frozenset[Name]:
    """The names without （试行）, （2017年修订）: of one document where nobody asks which of its versions is meant."""
    return frozenset(Name(n.place, _BRACKETS.sub("", n.text), n.issuer) for n in names)


def alike(ours: frozenset[Name], theirs: frozenset[Name]) -> float:
    """How alike the two most alike names are (0 to 1)."""
    return max((_dice(pairs(own.text), pairs(other.text)) for own in ours for other in theirs), default=0.0)


def is_spelling_of(theirs: frozenset[Name], ours: frozenset[Name]) -> bool:
    """Whether a name may be another spelling or a short form of one of ours; another year or batch is another document.

    >>> ours = names_of("番禺区2017年扶贫资金管理办法")
    >>> [is_spelling_of(names_of(t), ours) for t in ("2017年扶贫资金办法", "番禺区2016年扶贫资金管理办法", "番禺区2017年扶贫项目管理办法")]
    [True, False, False]
    """
    places = {own.place for own in ours if own.place}
    here = [their for their in theirs if not (their.place and places and their.place not in places)]
    return any(_may_be(their.text, own.text) for their in here for own in ours if not (their.place and own.place and their.place != own.place))


def is_short_for(short: str, names: frozenset[Name]) -> bool:
    """Whether the characters of a short name stand in a longer one in their order, its last word as one.

    >>> is_short_for("扶贫办法", names_of("番禺区扶贫资金管理办法")), is_short_for("办法", names_of("扶贫工作方案和细则"))
    (True, False)
    """
    return any(_is_short(normalise(short), n.text) for n in names)


def same_counts(theirs: str, own: str) -> Likeness:
    """Whether two names tell the same years, days and batches; "perhaps" where one of them tells none."""
    counted, our_counted = _COUNTS.findall(theirs), _COUNTS.findall(own)
    if not counted or not our_counted:
        return "perhaps"
    return "same" if counted == our_counted else "other"


def _may_be(theirs: str, own: str) -> bool:
    if same_counts(theirs, own) == "other":
        return False
    return _dice(pairs(theirs), pairs(own)) >= ALIKE or _is_short(theirs, own)


def _is_short(short: str, text: str) -> bool:
    return len(short) < len(text) and _is_subsequence(short, text) and short[-2:] in text


def quoted_in(text: str) -> tuple[str, ...]:
    """The titles in 《》."""
    return tuple(_QUOTED.findall(text.replace("〈", "《").replace("〉", "》")))


def outside_quotes(text: str) -> str:
    return _QUOTED.sub("", text.replace("〈", "《").replace("〉", "》"))


def speaks_of(text: str, names: frozenset[Name]) -> bool:
    """Whether a normalised text holds one of the names whole, and not the name of another document that rests on it."""
    for name in names:
        at = text.find(name.text)
        if at >= 0 and not _GOES_ON.match(text[at + len(name.text) :]):
            return True
    return False


@lru_cache(maxsize=5_000)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a normalised text."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _dice(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 0.0


def _is_subsequence(short: str, text: str) -> bool:
    rest = iter(text)
    return all(c in rest for c in short)
