"""The reference pages: one for each item of the plan, and the list of them by section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from reports.view import page_name
from rules.chinese import numeral
from rules.explain import RulePage

FOLDER = "rules"


@dataclass(frozen=True)
class RuleLink:
    """A page of the folder `rules` and what people call its item."""

    href: str
    number: str


@dataclass(frozen=True)
class RuleRow:
    """One item in the list."""

    href: str
    number: str
    text: str
    duties: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class RuleSection:
    """A section of a plan with its items."""

    anchor: str
    number: str
    name: str
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True)
class RuleList:
    """The list of a rule set's items; automated and by_hand count duties."""

    title: str
    sections: tuple[RuleSection, ...]
    items: int
    automated: int
    by_hand: int


@dataclass(frozen=True)
class RuleView:
    """An item's page with its neighbours."""

    page: RulePage
    before: RuleLink | None
    after: RuleLink | None


def rule_files(pages: Iterable[RulePage]) -> dict[tuple[str, str], str]:
    """The file name of each item's page by (rule set, rule); the rule set's name is part of it where two sets share an id."""
    files: dict[tuple[str, str], str] = {}
    for page in pages:
        name = page_name(page.id)
        files[(page.rule_set, page.id)] = page_name(f"{page.rule_set}-{page.id}") if name in files.values() else name
    return files


def rule_pages(pages: tuple[RulePage, ...]) -> tuple[tuple[str, RuleView], ...]:
    """Each page with its file name, in order."""
    files = rule_files(pages)
    links = [RuleLink(files[(page.rule_set, page.id)], page.number) for page in pages]
    around = zip([None, *links[:-1]], [*links[1:], None], strict=True) if links else ()
    return tuple((link.href, RuleView(page, before, after)) for link, page, (before, after) in zip(links, pages, around, strict=True))


def rule_lists(pages: tuple[RulePage, ...]) -> tuple[RuleList, ...]:
    """One list for each rule set, in order."""
    files = rule_files(pages)
    return tuple(_list(i, list(same), files) for i, (_, same) in enumerate(groupby(pages, key=lambda p: p.rule_set)))


def _list(place: int, pages: list[RulePage], files: dict[tuple[str, str], str]) -> RuleList:
    sections = tuple(
        RuleSection(f"s{place or ''}-{number}", numeral(number), name, tuple(_row(page, files) for page in same))
        for (number, name), same in groupby(pages, key=lambda p: (p.section_number, p.section))
    )
    duties = [duty for page in pages for duty in page.versions[0].duties]
    automated = sum(duty.is_automated for duty in duties)
    return RuleList(pages[0].rule_set_title, sections, len(pages), automated, len(duties) - automated)


def _row(page: RulePage, files: dict[tuple[str, str], str]) -> RuleRow:
    duties = tuple((duty.title, duty.how_often, duty.is_automated) for duty in page.versions[0].duties)
    return RuleRow(files[(page.rule_set, page.id)], page.number, page.text, duties)
