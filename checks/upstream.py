"""Superiors' documents to be passed on: those on file or on their issuers' sites, and what of ours is their copy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from checks.documents import Likeness, Name, alike, is_spelling_of, names_of, outside_quotes, same_document, speaks_of
from checks.events import KnownEvent
from checks.facts import Publication
from checks.library import Library
from checks.papers import Paper, papers_of
from crawler.extract.numbers import number_of, numbers_in
from rules.text import normalise
from rules.units import canonical_address

EARLIER = timedelta(days=30)
"""What was published so long before a document of the same name is an older one's copy."""
_PASSED_ON = re.compile("转发|转载|批转")
_OTHER_KIND = re.compile("解读|贯彻|学习|落实|召开|问答|图解|一图|会议|宣传|宣讲|培训|意见稿")
_FRAME_LENGTH, _SIMILAR = 12, 0.3


@dataclass(frozen=True)
class Upstream:
    """One document of a superior. issuers: known only for those on file."""

    title: str
    number: str
    addresses: frozenset[str]
    day: date | None

    @property
    def subject(self) -> str:
        """As verdicts name it: the 文号, else the address, else (on file without either) the title."""
        return self.number or min(self.addresses, default="") or self.title

    @property
    def names(self) -> frozenset[Name]:
        return names_of(self.title)


def upstream_documents(events: Iterable[KnownEvent], pages: Iterable[Publication]) -> tuple[Upstream, ...]:
    """In order of subject; what is on file and stands on its issuer's site as well is one, of the day on file."""
    found: list[Upstream] = []
    filed = [_from_event(e) for e in events if e.what == "upstream"]
    for document in [*sorted(filed, key=lambda u: (u.day or date.max, u.subject)), *(_from_paper(p) for p in papers_of(pages))]:
        at = next((i for i, other in enumerate(found) if _is_one(other, document)), None)
        if at is None:
            found.append(document)
        else:
            known = found[at]
            addresses = known.addresses | document.addresses
            found[at] = Upstream(known.title or document.title, known.number or document.number, addresses, known.day or document.day)
    return tuple(sorted(found, key=lambda u: u.subject))


def _from_event(event: KnownEvent) -> Upstream:
    number = number_of(event.document_number) or event.document_number or ""
    return Upstream(event.title, number, frozenset({canonical_address(event.url)}) if event.url else frozenset(), event.day)


def _from_paper(paper: Paper) -> Upstream:
    return Upstream(paper.title, paper.number, paper.addresses, paper.published or paper.formed)


def _is_one(one: Upstream, other: Upstream) -> bool:
    if one.number and other.number:
        return one.number == other.number
    if one.addresses & other.addresses or one.subject == other.subject:
        return True
    near = one.day is None or other.day is None or abs(one.day - other.day) <= EARLIER
    return near and same_document(one.names, other.names) == "same"


def copies_of(document: Upstream, own: Iterable[Publication], library: Library) -> tuple[tuple[Publication, Likeness], ...]:
    """What of all that stands anywhere is its copy, surely or perhaps. `own`: the duty's publications, of whatever wording."""
    named = library.named(document.names)
    linking = library.linking_to(document.addresses)
    worded = {p.address: p for p in own}
    addresses = {*library.numbered(document.number), *library.naming(document.number), *named, *linking, *document.addresses, *worded}
    found = []
    for publication in library.at(addresses):
        grade = _grade(document, publication, worded.get(publication.address), library)
        if grade != "other":
            found.append((publication, grade))
    return tuple(found)


def _grade(document: Upstream, publication: Publication, worded: Publication | None, library: Library) -> Likeness:
    if publication.address in document.addresses or (document.number and number_of(publication.document_number) == document.number):
        return "same"
    title, names = normalise(publication.title), names_of(publication.title)
    if document.number and any(n == document.number for n, _, _ in numbers_in(title)) and not _OTHER_KIND.search(outside_quotes(title)):
        return "same"
    is_earlier = publication.published is not None and document.day is not None and publication.published < document.day - EARLIER
    if is_earlier:
        return "other"
    is_passed_on = bool(_PASSED_ON.search(title))
    if same_document(document.names, names) != "other" or _holds(title, document, names, is_passed_on):
        return "same"
    is_linking = publication.address in library.linking_to(document.addresses)
    is_told = is_linking or publication.address in library.naming(document.number)
    if is_told and (is_passed_on or (is_linking and worded is not None and worded.is_right)):
        return "same"
    if _OTHER_KIND.search(title):
        return "other"
    if is_told and alike(names, document.names) >= _SIMILAR:
        return "perhaps"
    return "perhaps" if worded is not None and is_spelling_of(names, document.names) else "other"


def _holds(title: str, document: Upstream, names: frozenset[Name], is_passed_on: bool) -> bool:
    """Whether a title is the document's with hardly anything around it but that it is passed on; not that of another place's."""
    if {n.text for n in names} & {n.text for n in document.names}:
        return False
    if not speaks_of(title, document.names) or _OTHER_KIND.search(outside_quotes(title)):
        return False
    return is_passed_on or any(len(title) - len(n.text) <= _FRAME_LENGTH for n in document.names if n.text in title)
