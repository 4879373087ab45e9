"""Columns that a clause asks for by name, and columns where the public is answered."""

from __future__ import annotations

import re

from rules.drafts.clause import Clause
from rules.drafts.finishing import Finishing
from rules.drafts.shortest import shortest
from rules.drafts.wordings import wordings
from rules.lint_terms import LONGEST_COLUMN
from rules.text import normalise
from rules.wanted import ColumnWanted

_COLUMN = re.compile(r"([\u4e00-\u9fffa-z“”\"、]+?)(?:专栏|专题|栏目|专区|板块|版块)")
_LIBRARY = re.compile("(?:文件|政策)库$")
_GENERIC = frozenset(("政策", "信息", "公开", "政务", "网站", "工作", "相关", "有关", "内容"))


def is_column(clause: Clause) -> bool:
    """Whether a standing clause asks for a column and not for a document."""
    said = normalise(clause.subject)
    return clause.kind == "standing" and (_COLUMN.search(said) or _LIBRARY.search(said)) is not None


def column_of(clause: Clause, at: Finishing) -> ColumnWanted | None:
    """The column of a standing clause; None where it has no name of its own."""
    if _LIBRARY.search(normalise(clause.subject)):
        return ColumnWanted(("文件库", "政策库"), ("政策文件", "规范性文件"))
    found = _COLUMN.search(normalise(clause.subject))
    tokens = at.cutter.tokens(found[1]) if found else ()
    if not tokens:
        return None
    telling = [token for token in tokens if token not in wordings().loose]
    name = telling[0] if len(telling) == 1 else "…".join(telling[:2]) if telling else "".join(tokens[-2:])
    names = shortest(w for w in (*wordings().same_as(name), *wordings().same_column(name)) if len(w) <= LONGEST_COLUMN)
    near = shortest(w for token in tokens for w in wordings().same_as(token) if token not in _GENERIC and "…" not in w and w not in names)
    return ColumnWanted(names, tuple(w for w in near if not any(n in w for n in names)))


def talks_of(clause: Clause) -> ColumnWanted | None:
    """The column of an interactive clause: the forms it names; None where it names none."""
    said = normalise("".join((clause.subject, *clause.quotes)))
    forms = [group for group in wordings().columns if any(normalise(word) in said for word in group)]
    if not forms:
        return None
    names = shortest(normalise(word) for group in forms for word in group)
    near = tuple(word for word in wordings().columns_near if not any(word == name or name in word for name in names))
    return ColumnWanted(names, near, answers=shortest(map(normalise, wordings().answers)))
