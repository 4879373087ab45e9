"""A plan's item into a draft rule: its clauses, each finished, told apart from each other."""

from __future__ import annotations

from dataclasses import replace
from string import ascii_lowercase

from rules.drafts.apart import told_apart
from rules.drafts.clause import Clause
from rules.drafts.finish import finish
from rules.drafts.finishing import Finishing
from rules.drafts.outline import outline
from rules.drafts.quoting import with_all_quoted
from rules.plan.items import PlanItem
from rules.rule import Rule
from rules.units import District
from rules.words import shared_words


def draft_rule(item: PlanItem, prefix: str, year: int | None, district: District) -> Rule:
    """The item's rule, every guess of it marked; what no crawl can see are manual duties."""
    at = Finishing(year, district, shared_words())
    clauses = in_context(outline(item, district, year))
    duties = told_apart(clauses, [replace(finish(clause, at), id=letter(i)) for i, clause in enumerate(clauses)], at)
    duties = with_all_quoted(item.text, duties, at.words)
    return Rule(
        schema_version=1, id=f"{prefix}-{item.section_number:02d}-{item.number:02d}", section_number=item.section_number, section=item.section,
        number=item.number, text=item.text, leads=item.leads, duties=duties, supports=item.supports, bracketed=item.bracketed,
        deadline_text=item.column_deadline,
    )  # fmt: skip


def in_context(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Each clause with what its item speaks of before it, else after it (考核结果 of which villages).

    The section's heading is no part of it: what all items of a section share tells none of them from the others, and many plans have
    no sections at all.
    """
    placed = []
    for i, clause in enumerate(clauses):
        others = (*clauses[:i], *clauses[i + 1 :])
        placed.append(
            replace(clause, context="，".join((*(other.subject for other in others), *clause.quotes, *(quote for other in others for quote in other.quotes))))
        )
    return tuple(placed)


def letter(index: int) -> str:
    """a, b … z, aa, ab …

    >>> letter(0), letter(25), letter(26), letter(27)
    ('a', 'z', 'aa', 'ab')
    """
    ahead, last = divmod(index, len(ascii_lowercase))
    return (letter(ahead - 1) if ahead else "") + ascii_lowercase[last]
