"""What a case is: pages, columns and events of a small situation, and the outcome that must come; plain frozen data.

The files beside the rules (py2017-01-03.cases.yaml) are read strictly: unknown keys are mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from checks.events import What
from checks.verdict import LABELS
from rules.check_units import nearest
from rules.errors import InvalidFiles, Mistake
from rules.rule import Rule
from rules.shape import shaped
from rules.yamlfile import Document, read_yaml


@dataclass(frozen=True)
class CaseAttachment:
    """A file a page offers. name: as the page names it, with its ending. text, rows: what is read in it (rows: data rows of its
    table); unreadable: nothing can be read in it."""

    name: str
    text: str = ""
    rows: int = 0
    unreadable: bool = False


@dataclass(frozen=True)
class CaseLink:
    """A link in a page's text. to: the number of another page of the case (the first is 1), or an address; words: what it says."""

    to: int | str
    words: str = ""


@dataclass(frozen=True)
class CasePage:
    """One page of a case, and its entry in a column's list.

    title: the page's own. site: where it stands: `own` (the unit's first site), a site's id or name. published: its 发布日期, also
    of the entry; none: neither tells a day. formed: 成文日期. source: 来源 or 发布机构. body: its text. rows: data rows of a table in it.
    images: pictures in its text, of which nothing is read. document_number: its 文号. withdrawn: the day since which it is gone.
    column: the column that lists it. list_title: the entry's own title, where it is another. list_date: the entry's day, where it is
    another or the page tells none. listed: false where no column lists it. link: the entry leads to this address elsewhere and
    nothing is read there: such a page is only what its entry says. unread: it is listed but was never fetched.
    attachments: its files; unreadable_attachment: short for one that cannot be read. links: those of its text. marks: what labels or
    stamps say of its state (已废止); marks in title and body are read from there; list_marks: what its list
    says of it beside the title. read_on: the day it was last read, where it was not the day asked.
    """

    title: str
    site: str = "portal"
    published: date | None = None
    formed: date | None = None
    source: str | None = None
    body: str = ""
    rows: int = 0
    images: int = 0
    document_number: str | None = None
    withdrawn: date | None = None
    column: str = "栏目"
    list_title: str | None = None
    list_date: date | None = None
    listed: bool = True
    link: str | None = None
    unread: bool = False
    attachments: tuple[CaseAttachment, ...] = ()
    unreadable_attachment: bool = False
    links: tuple[CaseLink, ...] = ()
    marks: tuple[str, ...] = ()
    list_marks: tuple[str, ...] = ()
    read_on: date | None = None


@dataclass(frozen=True)
class CaseEvent:
    """What is on file as having happened for the case's duty and unit (see checks/events.py). what: happened (the duty must publish
    it), upstream (a document to be reprinted), abolished (a document lost its force), requested (the mark was asked for)."""

    what: What
    day: date
    title: str
    document_number: str | None = None
    url: str | None = None
    issuer: str = ""


@dataclass(frozen=True)
class Case:
    """What stands on the sites, who is asked about, on which day, and the outcome that must come.

    columns: the columns that every site has; site_columns: those of single sites (`own`, id or name) that have others. unread:
    places whose crawl was not complete; once: places that were looked at only once. events: what is on file. todo: a known miss,
    with the outcome that comes today in `expect` and what would be right in `todo`.
    """

    name: str
    duty: str
    unit: str
    as_of: date
    expect: str
    period: str | None = None
    subject: str | None = None
    reason: str | None = None
    pages: tuple[CasePage, ...] = ()
    columns: tuple[str, ...] = ("栏目",)
    site_columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    events: tuple[CaseEvent, ...] = ()
    todo: str | None = None


@dataclass(frozen=True)
class CaseFile:
    """The cases of one rule."""

    schema_version: Literal[1]
    cases: tuple[Case, ...]


def read_cases(folder: Path, rule: Rule) -> tuple[Case, ...]:
    """The cases beside a rule (same stem); none where the file is absent. Raises InvalidFiles."""
    return tuple(case for path in sorted(folder.glob(f"**/{rule.stem}.cases.yaml")) for case in _read(path, rule))


def _read(path: Path, rule: Rule) -> tuple[Case, ...]:
    document = read_yaml(path)
    cases = shaped(document, CaseFile).cases
    if mistakes := list(_mistakes(document, cases, rule)):
        raise InvalidFiles(mistakes)
    return cases


def _mistakes(document: Document, cases: tuple[Case, ...], rule: Rule) -> Iterator[Mistake]:
    """What types cannot say: outcomes and duties that do not exist, pages that contradict themselves."""
    duties = [d.id for d in rule.duties]
    for i, case in enumerate(cases):
        if case.duty not in duties:
            yield document.mistake(("cases", i, "duty"), case.duty, f"{rule.id} 的义务：{'、'.join(duties)}{nearest(case.duty, duties)}", f"duty: {duties[0]}")
        if case.expect not in LABELS:
            yield document.mistake(("cases", i, "expect"), case.expect, "、".join(LABELS) + nearest(case.expect, LABELS), "expect: met")
        for j, page in enumerate(case.pages):
            if (page.link or page.unread) and not page.listed:
                key = "link" if page.link else "unread"
                yield document.mistake(("cases", i, "pages", j, key), "没有读到，也没有列出", "没有读到的页面只凭栏目条目得知", "listed: true")
            for k, link in enumerate(page.links):
                if isinstance(link.to, int) and not 1 <= link.to <= len(case.pages):
                    key_path = ("cases", i, "pages", j, "links", k, "to")
                    yield document.mistake(key_path, str(link.to), f"1 到 {len(case.pages)} 的页面序号，或一个网址", "links: [{to: 1, words: 政策解读}]")
