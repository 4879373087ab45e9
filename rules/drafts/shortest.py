"""Lists of words without the needless ones."""

from __future__ import annotations

from collections.abc import Iterable

from rules.wording import GAP, holds, same_form


def shortest(words: Iterable[str]) -> tuple[str, ...]:
    """Words of which none holds another, each once, in their order and normal form.

    >>> shortest(["财政预算", "预算", "收入…支出", "预算"])
    ('预算', '收入…支出')
    """
    forms = list(dict.fromkeys(same_form(word) for word in words))
    return tuple(form for form in forms if not any(_holds(form, other) for other in forms if other != form))


def _holds(form: str, other: str) -> bool:
    """As `rules.wording.holds`, of normal forms: a plain word stands in one piece."""
    return holds(form, other) if GAP in other else other in form
