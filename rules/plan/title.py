"""A plan's title and year, from what stands above its items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rules.plan.words import fold, squeezed, words

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年(?:度)?")
_TITLE_WORDS = re.compile("方案|分工|分解|要点|计划|安排|任务|台账|清单|纪要|通知")
_INNER_WORDS = re.compile("方案|分工|分解|要点|计划|安排|任务|台账|清单")
_NAMED = re.compile(r"^(?:标题|文件标题|名称|文件名称)\s*:\s*(?=\S)")
_SETTING = re.compile(
    r"^附件\s*[\d一二三四五六七八九十]*\s*:?$|^\(.*\)$|^.{0,20}\[?(?:19|20)\d{2}\]?\d*号$|^(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?$|^各.*:$|^.{0,6}:|[。;:]$|^.*\[(?:19|20)\d\d\]\d+号$"
)
_MOST_LINES = 4
_MOST_CHARS = 120
_LINE_CHARS = 60


def title_of(lines: Sequence[str]) -> tuple[str, int | None]:
    """The title: all lines above the table where they are few and nothing but a title, else the last one that reads like one.

    >>> title_of(["云水区贯彻落实市政府办公室", "2021年政务公开工作要点分工方案"])
    ('云水区贯彻落实市政府办公室2021年政务公开工作要点分工方案', 2021)
    >>> title_of(["关于印发分工方案的通知", "各镇人民政府：", "现印发给你们。", "2021年5月4日", "附件", "云水区2021年任务分解表"])
    ('云水区2021年任务分解表', 2021)
    """
    bare = [line for line in map(squeezed, lines) if line and line not in words()["navigation"]]
    named = next((line[found.end() :] for line in lines if (found := _NAMED.match(fold(line)))), "")
    kept = [line for line in bare if not _SETTING.search(fold(line))]
    if named:
        title = squeezed(named)
    elif len(kept) == len(bare) and len(bare) <= _MOST_LINES and sum(map(len, bare)) <= _MOST_CHARS:
        title = "".join(bare)
    else:
        short = [line for line in reversed(kept) if len(line) <= _LINE_CHARS]
        title = next((line for line in short if _INNER_WORDS.search(fold(line))), "") or next((line for line in short if _TITLE_WORDS.search(fold(line))), "")
    found = _YEAR.search(title) or _YEAR.search("".join(bare))
    return re.sub(r"^附件\s*[\d一二三四五六七八九十]*[：:]\s*", "", title), int(found[1]) if found else None


def no_plan_word(lines: Sequence[str]) -> str:
    """The word by which a paper calls itself something else (会议纪要); empty where none of its first lines does."""
    for line in lines[:8]:
        bare = re.sub(r"[(\[].*$", "", fold(squeezed(line)))
        for word in words()["not_plans"]:
            if bare.endswith(word) and len(bare) <= _LINE_CHARS:
                return str(word)
    return ""
