"""The shape of units' names: where one ends, and where the next begins when nothing parts them."""

from __future__ import annotations

import re
from functools import cache

from rules.plan.words import fold, longest_first, words


@cache
def _boundary() -> re.Pattern[str]:
    """A place where one name ends and the next begins; empty match between the two."""
    units = words()["units"]
    endings = longest_first(units["endings"])
    ends = "|".join(f"(?<={word})" for word in endings)
    starts = "|".join(longest_first(units["starts"]))
    return re.compile(rf"(?:{ends}|(?<=\)))(?=(?:{starts}))(?!.?(?:{'|'.join(units['branch'])}))")


@cache
def _belonging() -> re.Pattern[str]:
    return re.compile("|".join(words()["units"]["belonging"]))


@cache
def _endings() -> tuple[str, ...]:
    units = words()["units"]
    return (*units["endings"], *units["alone"])


def ends_like_unit(text: str) -> bool:
    """Whether a name may end here.

    >>> [ends_like_unit(t) for t in ("区财政局", "各镇（街）", "区卫生和计划", "各区属国有企企", "")]
    [True, True, False, False, False]
    """
    bare = fold(text).strip()
    cut = bare.rfind("(") if bare.endswith(")") else len(bare)
    return bare[:cut].endswith(_endings()) and not bare[:cut].endswith("企企")


def starts_like_unit(text: str) -> bool:
    return fold(text).lstrip().startswith(tuple(words()["units"]["starts"]))


def split_names(text: str) -> list[str]:
    """Names that stand without separators; brackets stay with the name before them.

    >>> split_names("区经济发展局区行政审批局区直各有关单位")
    ['区经济发展局', '区行政审批局', '区直各有关单位']
    >>> split_names("市规划和自然资源局花都区分局各镇人民政府（街道办事处）各部门")
    ['市规划和自然资源局花都区分局', '各镇人民政府（街道办事处）', '各部门']
    >>> split_names("区政府各部门区委宣传部")
    ['区政府各部门', '区委宣传部']
    """
    plain = fold(text)
    depths, depth = [], 0
    for char in plain:
        depth = max(0, depth + (char == "(") - (char == ")"))
        depths.append(depth)
    names, start = [], 0
    for found in _boundary().finditer(plain):
        at = found.start()
        if depths[at - 1] or at - start < 2 or _belongs(plain, start, at):
            continue
        names.append(text[start:at])
        start = at
    return [name for name in (*names, text[start:]) if name]


def _belongs(plain: str, start: int, at: int) -> bool:
    """政府各部门, 局各科室: what follows is the rest of one name, not another."""
    found = _belonging().match(plain, at)
    if not found:
        return False
    return found[0].endswith(("科室", "股室", "处室", "科")) or (plain[start] != "各" and plain[start:at].endswith(("政府", "委", "管委会")))
