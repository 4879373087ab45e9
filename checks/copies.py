"""Copies: what of all that stands anywhere is a superior's document passed on here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from checks.documents import (
    ALIKE,
    LEAST_NAME,
    Likeness,
    Name,
    alike,
    core_of,
    is_spelling_of,
    names_of,
    outside_quotes,
    same_counts,
    same_document,
    speaks_of,
)
from checks.facts import Publication
from checks.library import Library
from checks.upstream import EARLIER, Upstream
from crawler.extract.numbers import number_of, numbers_in
from rules.text import normalise
from rules.words import share, shared_words

PASSING_ON = ("转发", "转载", "批转")
_PASSED_ON = re.compile("|".join(PASSING_ON))
_OTHER_KIND = re.compile("解读|召开|问答|图解|一图|会议|宣讲|培训|意见稿")
_CARRIED_OUT = re.compile("贯彻|学习|落实|宣传")
"""Of a page that only tells what was done with a document; one that passes it on may ask for it (转发…并做好贯彻落实工作)."""
_FRAME_LENGTH, _SIMILAR = 12, 0.3
_MOST_WORDS = 20
_SHARED, _SHARED_OF_TOWN = 0.5, 0.2
"""So much of the weight of a document's words, and of those that no other document of the duty has, makes a title perhaps its copy's;
with the same town in it less does."""
_NAMES_DOCUMENT = re.compile(r"《|的(?:通知|通告|公告|意见|函|决定)(?:[(\[【].*)?$")


@dataclass(frozen=True)
class Original:
    """A superior's document as copies may show it. common: words that the duty asks of every document it is about."""

    document: Upstream
    library: Library
    common: frozenset[str]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Its names, and what they are about, the longest first."""
        cores = (core for name in self.document.names if (core := core_of(name)) is not None)
        found = {n.text for n in (*self.document.names, *cores) if len(n.text) >= LEAST_NAME}
        return tuple(sorted(found, key=lambda text: (-len(text), text)))

    @cached_property
    def framed(self) -> tuple[str, ...]:
        """What of a title says that it is this document, the longest first: its names with and without its issuer."""
        names = {form for n in self.document.names for form in (n.issuer + n.text, n.text)}
        return tuple(sorted({normalise(self.document.title), *names, *self.texts}, key=lambda text: (-len(text), text)))

    @cached_property
    def is_told_at(self) -> frozenset[str]:
        """Addresses of the pages that link to it or name its 文号."""
        return self.library.linking_to(self.document.addresses) | self.library.naming(self.document.number)

    @cached_property
    def _words(self) -> tuple[tuple[str, float], ...]:
        text = next((t for t in self.texts), "")
        return shared_words().weigh(shared_words().keywords(text, _MOST_WORDS))

    @cached_property
    def _own_words(self) -> tuple[tuple[str, float], ...]:
        return tuple((word, weight) for word, weight in self._words if not any(word in term or term in word for term in self.common))

    def around(self, title: str) -> str:
        """What a normalised title says beside this document's name."""
        for text in self.framed:
            title = title.replace(text, "", 1) if text else title
        return title

    def is_about(self, title: str) -> bool:
        """Whether a normalised title that names no document is about what this one is about: by its own words for it, by most of its
        words, or by the town and some of them; not where it is about another place, day or year."""
        own, towns = normalise(self.document.title), self.library.towns_in(normalise(self.document.title))
        counted = same_counts(title, own)
        if self._is_elsewhere(title, towns) or counted == "other" or (_NAMES_DOCUMENT.search(title) and not self._is_named(title)):
            return False
        is_there = bool(towns & self.library.towns_in(title))
        if self.holds(title) or (is_there and counted == "same"):
            return True
        is_own = bool(self._own_words) and share(self._own_words, title) >= _SHARED
        return share(self._words, title) >= (_SHARED_OF_TOWN if is_there else _SHARED) and (is_own or is_there)

    def holds(self, title: str) -> bool:
        """Whether the whole of what it is about stands in a normalised title."""
        return any(text in title for text in self.texts)

    def _is_named(self, title: str) -> bool:
        return alike(names_of(title), self.document.names) >= ALIKE or self.holds(title)

    def _is_elsewhere(self, title: str, towns: frozenset[str]) -> bool:
        place, others = self.library.other_place(title), self.library.towns_in(title)
        return (bool(place) and place not in normalise(self.document.title)) or bool(towns and others and not towns & others)

    def is_report(self, around: str) -> bool:
        """Whether a title, this document's name aside, is that of news, of a draft or of something else about it."""
        own, is_passed_on = normalise(self.document.title), bool(_PASSED_ON.search(around))
        draft, around = self.library.report_in(around, ("news", "activity")), outside_quotes(around)
        if draft is not None and draft[1] not in own:
            return True
        if any(m[0] not in own for kind in (_OTHER_KIND, _CARRIED_OUT)[: 1 if is_passed_on else 2] for m in kind.finditer(around)):
            return True
        while (marker := self.library.report_in(around, ("activity",) if is_passed_on else ())) is not None:
            if marker[1] not in own:
                return True
            around = around.replace(marker[1], "")
        return False


def copies_of(original: Original, own: Iterable[Publication], others: Iterable[Original] = ()) -> tuple[tuple[Publication, Likeness], ...]:
    """What of all that stands anywhere is its copy, surely or perhaps. `own`: the duty's publications, of whatever wording; `others`: the
    other documents on file: what has all the words of one of them is not perhaps this one."""
    document, library = original.document, original.library
    worded = {p.address: p for p in own}
    addresses = {*library.numbered(document.number), *original.is_told_at, *library.named(document.names), *library.titled(original.texts)}
    passed_on = (a for a in library.titled(PASSING_ON) if any(original.is_about(normalise(t)) for t in library.titles_at(a)))
    addresses |= {*document.addresses, *worded, *passed_on}
    found = []
    for publication in library.at(addresses):
        grade, title = _grade(original, publication, worded.get(publication.address)), normalise(publication.title)
        is_others = grade == "perhaps" and not original.holds(title) and any(o.holds(title) for o in others)
        if grade != "other" and not is_others:
            found.append((publication, grade))
    return tuple(found)


def _grade(original: Original, publication: Publication, worded: Publication | None) -> Likeness:
    document, title = original.document, normalise(publication.title)
    if publication.address in document.addresses or (document.number and number_of(publication.document_number) == document.number):
        return "same"
    around = original.around(title)
    if original.is_report(around):
        return "other"
    if document.number and any(n == document.number for n, _, _ in numbers_in(title)):
        return "same"
    if publication.published is not None and document.day is not None and publication.published < document.day - EARLIER:
        return "other"
    names, is_passed_on = names_of(publication.title), bool(_PASSED_ON.search(around))
    if same_document(document.names, names) != "other" or _holds(title, document, names, is_passed_on):
        return "same"
    is_linking = publication.address in original.library.linking_to(document.addresses)
    is_told = publication.address in original.is_told_at
    if is_told and (is_passed_on or (is_linking and worded is not None and worded.is_right)):
        return "same"
    if is_told and alike(names, document.names) >= _SIMILAR:
        return "perhaps"
    return "perhaps" if _is_perhaps(original, names, title, is_passed_on, worded is not None) else "other"


def _is_perhaps(original: Original, names: frozenset[Name], title: str, is_passed_on: bool, is_worded: bool) -> bool:
    """Whether a title that does not have the document's name may be its copy's: spelt otherwise, or passed on in other words."""
    return (is_worded and is_spelling_of(names, original.document.names)) or ((is_passed_on or is_worded) and original.is_about(title))


def _holds(title: str, document: Upstream, names: frozenset[Name], is_passed_on: bool) -> bool:
    """Whether a title is the document's with hardly anything around it but that it is passed on; not that of another place's."""
    if {n.text for n in names} & {n.text for n in document.names} or not speaks_of(title, document.names):
        return False
    return is_passed_on or any(len(title) - len(n.text) <= _FRAME_LENGTH for n in document.names if n.text in title)
