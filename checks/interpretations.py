"""Interpretations: which document a page with 解读 in its title is about, told by link, 文号 or name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from checks.documents import (
    LEAST_NAME,
    Likeness,
    Name,
    alike,
    core_of,
    is_short_for,
    is_spelling_of,
    names_of,
    outside_quotes,
    pairs,
    quoted_in,
    same_document,
    speaks_of,
    without_brackets,
)
from checks.papers import Paper
from crawler.extract.numbers import number_of, numbers_in
from crawler.page import Named, Page
from rules.text import normalise

OLDER = timedelta(days=90)
"""An interpretation published so long before a document of the same name is perhaps about its predecessor."""
_DISTANT, _SIMILAR, _COVERED = 0.3, 0.4, 0.6
_LEAST_SUBJECT = 4
_KIND = re.compile(
    r"(?:管理|实施|工作|暂行|试行|若干|的)*(?:办法|规定|细则|方案|意见|规划|计划|制度|措施|通知|通告|公告|决定|条例|规则|标准|政策)(?:[(（][^()（）]*[)）])?$"
)
"""What a name ends with that says what kind of document it is, not what it is about."""


@dataclass(frozen=True)
class Interpretation:
    """What one page says of which document it is about, worked out once for all documents.

    quoted: the names of the documents its titles put in 《》; short: what stands in 《》 and is no document's name alone.
    outside: the titles without them, normalised. named: the documents its text names, in order.
    """

    address: str
    published: date | None
    numbers: frozenset[str]
    quoted: tuple[frozenset[Name], ...]
    short: tuple[str, ...]
    outside: tuple[str, ...]
    links: frozenset[str]
    named: tuple[Named, ...]


def read_interpretation(address: str, published: date | None, titles: Iterable[str], page: Page | None, links: frozenset[str]) -> Interpretation:
    """`titles`: the page's and its list titles; `links`: the canonical addresses its text links to."""
    told = tuple(dict.fromkeys(t for t in titles if t))
    quoted = tuple(dict.fromkeys(q for t in told for q in quoted_in(t)))
    own = number_of(page.document_number) if page is not None else None
    return Interpretation(
        address=address,
        published=published,
        numbers=frozenset({*(n for t in told for n, _, _ in numbers_in(normalise(t))), *((own,) if own else ())}),
        quoted=tuple(_with_versions(names_of(q)) for q in quoted if len(normalise(q)) >= LEAST_NAME),
        short=tuple(normalise(q) for q in quoted if len(normalise(q)) < LEAST_NAME),
        outside=tuple(normalise(outside_quotes(t)) for t in told),
        links=links,
        named=page.named if page is not None else (),
    )


class Subject:
    """A document as interpretations may be about it."""

    def __init__(self, paper: Paper, links: frozenset[str]) -> None:
        self.number, self.published, self.addresses, self.links = paper.number, paper.published, paper.addresses, links
        self.names = _with_versions(paper.names)
        self.cores = self.names | frozenset(core for name in self.names if (core := core_of(name)) is not None)
        self._pairs = tuple(pairs(subject) for core in self.cores if len(subject := _KIND.sub("", core.text)) >= _LEAST_SUBJECT)

    def of(self, one: Interpretation) -> Likeness:
        """Whether an interpretation is about this document, perhaps, or not."""
        if one.address in self.addresses:
            return "other"
        if self.number and self.number in one.numbers:
            return "same"
        if any(self._is_named(q) for q in one.quoted) or any(speaks_of(t, self.cores) for t in one.outside):
            return "perhaps" if self._is_older(one) else "same"
        closeness = max((alike(q, self.names) for q in one.quoted), default=0.0)
        if one.address in self.links or self.addresses & one.links:
            return "same" if not one.quoted or closeness >= _DISTANT else "perhaps"
        if one.quoted:  # it says by name that it is about another document, unless the name is only spelt otherwise
            return "perhaps" if any(is_spelling_of(q, self.names) for q in one.quoted) else "other"
        return self._by_text(one)

    @property
    def about(self) -> tuple[str, ...]:
        """What the document is about, by its names without what kind of document it is."""
        return tuple({subject for core in self.cores if len(subject := _KIND.sub("", core.text)) >= _LEAST_SUBJECT})

    def sounds_like(self, one: Interpretation) -> bool:
        """Whether what it names is worth showing to whoever misses this document's interpretation."""
        return any(alike(q, self.names) >= _SIMILAR for q in one.quoted)

    def _by_text(self, one: Interpretation) -> Likeness:
        """Of a title that names no document: the document its text names first, else how much of the name the title covers."""
        said = [n for n in one.named if n.said != "basis" and (n.number or len(normalise(n.title)) >= LEAST_NAME)]
        if said and self._is_told(said[0]):
            return "perhaps" if self._is_older(one) else "same"
        if any(self._is_told(n) for n in one.named):
            return "perhaps"
        if self._is_older(one):
            return "other"
        if not said and any(is_short_for(s, self.names) for s in one.short):
            return "perhaps"
        covers = any(len(own & pairs(t)) / len(own) >= _COVERED for own in self._pairs for t in one.outside)
        return "perhaps" if covers and not said else "other"

    def _is_named(self, names: frozenset[Name]) -> bool:
        return same_document(self.names, names) != "other"

    def _is_told(self, named: Named) -> bool:
        if named.number and self.number:
            return named.number == self.number
        return bool(named.title) and self._is_named(_with_versions(names_of(named.title)))

    def _is_older(self, one: Interpretation) -> bool:
        return one.published is not None and self.published is not None and one.published < self.published - OLDER


def _with_versions(names: frozenset[Name]) -> frozenset[Name]:
    """An interpretation of 某办法 is one of 某办法（试行）."""
    return names | without_brackets(names)
