"""Plans in traditional characters read as simplified ones, character for character, and their quotes given back as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from rules.drafts.clause import Clause
from rules.plan.words import words


@cache
def _pairs() -> dict[int, str]:
    listed = "".join(words()["traditional"].split())
    return {ord(a): b for a, b in zip(listed[::2], listed[1::2], strict=True)}


def simplified(text: str) -> str:
    """As many characters as before, punctuation as it is.

    >>> simplified("轉發、公開財政預算")
    '转发、公开财政预算'
    """
    return text.translate(_pairs())


def with_quotes_of(clauses: Iterable[Clause], text: str) -> Iterator[Clause]:
    """The clauses of a simplified text with the quotes that stand in the text itself."""
    plain = simplified(text)
    for clause in clauses:
        found = ((plain.find(quote), quote) for quote in clause.quotes)
        yield replace(clause, quotes=tuple(text[at : at + len(quote)] if at >= 0 else quote for at, quote in found))
