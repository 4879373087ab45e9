"""What a publication looks like and what must be in it: words, parts, rows, names; plain frozen data of a duty."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Terms:
    """Groups of synonyms: of each group in `all` one must stand there, of `any` one, of `none` nothing may.

    In a term `…` stands for at most a dozen characters between its pieces.
    """

    all: tuple[tuple[str, ...], ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """`all` and `any` alike: of each group one must stand there."""
        return (*self.all, self.any) if self.any else self.all

    @property
    def is_empty(self) -> bool:
        return not (self.all or self.any or self.none)


@dataclass(frozen=True)
class Match:
    """What the publication looks like; every part that is written must hold.

    title: tried on the page's and the list's title: the exact wording. accepted: other wordings of the title that the office
    takes as well, each a whole alternative to `title.all` and `title.any` (its `none` holds for all of them); what was found
    by one is right, and is shown as 认可写法. list_title: of the entry in the column's list. body: text, tables and attachments.
    attachment: the names of the attachments. issuer: 来源 or 发布机构 as the page states it; a page that states none is in doubt.
    near: words of the subject that only serve to notice a publication whose wording is in no rule. allow: general markers
    (draft, news, activity, other_place, other_unit) that are right for this duty; other_unit: a title that names another unit leaves doubt and is not rejected.
    """

    title: Terms
    accepted: tuple[Terms, ...] = ()
    list_title: Terms = Terms()
    body: Terms = Terms()
    attachment: Terms = Terms()
    issuer: Terms = Terms()
    near: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A part the publication must contain: one of `any` must stand in its body, tables or attachments."""

    name: str
    any: tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """What must be in it: named parts, named entities, and at least so many rows of the largest table (head row aside).

    names: each must stand in body, tables or attachments; names_of: what they are names of (河涌). together: parts and names may
    stand in several publications of one place, each of them right by its title.
    """

    parts: tuple[Part, ...] = ()
    rows_at_least: int | None = None
    rows_of: str = ""
    names: tuple[str, ...] = ()
    names_of: str = ""
    together: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.parts or self.names or self.rows_at_least)


@dataclass(frozen=True)
class ColumnWanted:
    """A column of one of these names must exist, with entries in the plan's year.

    near: words of a column's name that may well mean the same; a person has to look (near_miss). answers (interactive
    duties alone): words that show that an entry was answered; one entry of the year must have one of them in its text.
    """

    names: tuple[str, ...]
    near: tuple[str, ...] = ()
    min_entries: int = 1
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pair:
    """What must stand beside each document of a `paired` duty: an interpretation that links to it, or names it.

    match: what such a page looks like at all (its title names 解读); which document it is about is found by link, 文号 or name.
    """

    match: Match


@dataclass(frozen=True)
class Stage:
    """One stage of a `progress` duty, in order: its name, and what its title says beside the duty's own title terms."""

    name: str
    title: Terms


@dataclass(frozen=True)
class Upstream:
    """Where the documents of a `reprint` duty come from: sites of units.yaml that the crawl reads, or known events on file.

    issuers: whose documents they are, in the plan's words, for people.
    """

    issuers: tuple[str, ...]
    sites: tuple[str, ...] = ()
