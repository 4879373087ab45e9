"""Explanations: pages that explain a document in a form no rule words (答记者问, questions put as a title)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from checks.documents import Likeness, names_of, outside_quotes, same_document
from checks.facts import Publication
from checks.interpretations import Subject, read_interpretation
from checks.library import Library
from checks.papers import Paper
from rules.text import normalise
from rules.units import canonical_address

_EXPLAINS = re.compile(r"解读|解答|答问|问答|答记者问|答疑|释疑|释义|解析|详解|读懂|看懂|图解|[\d一二三四五六七八九十百]+问")
_ASKS = re.compile(r"[?吗啥]|什么|怎么|怎样|如何|哪些|为何|变化|新政|亮点|要点|知多少|[你您]|说明|说给")
_IS_DOCUMENT = re.compile(r"(?:通知|通告|公告|公示|办法|规定|细则|方案|意见|规划|计划|条例|决定|函|批复)(?:[(\[【].*)?$")


def explanations_of(paper: Paper, subject: Subject, library: Library, known: Collection[str]) -> Iterator[tuple[Publication, Likeness]]:
    """Pages that surely or perhaps explain a document, told by link, 文号 or name; `known`: addresses that need not be asked."""
    addresses = {*library.telling_of(subject.names), *library.linking_to(paper.addresses), *library.naming(paper.number), *library.titled(subject.about)}
    for publication in library.at(addresses - {*known, *paper.addresses}):
        form = _form(publication, paper, library)
        likeness = _likeness(publication, subject, library) if form != "other" else "other"
        if likeness != "other":
            yield publication, likeness if form == "same" else "perhaps"


def _form(publication: Publication, paper: Paper, library: Library) -> Likeness:
    """Whether a title is in the form of an explanation, surely or perhaps; not that of a document, a draft or news."""
    title = normalise(publication.title)
    if publication.rejected or _IS_DOCUMENT.search(title) or same_document(paper.names, names_of(publication.title)) != "other":
        return "other"
    said = _EXPLAINS.sub("", outside_quotes(title))
    if library.report_in(said, ("activity",)) is not None or library.report_in(title, ("news", "activity")) is not None:
        return "other"
    return "same" if _EXPLAINS.search(title) else "perhaps" if _ASKS.search(title) else "other"


def _likeness(publication: Publication, subject: Subject, library: Library) -> Likeness:
    seen = library.page(publication.address)
    links = frozenset(canonical_address(r.href) for r in seen.page.references) if seen is not None else frozenset()
    titles = (publication.title, *library.titles_at(publication.address))
    return subject.of(read_interpretation(publication.address, publication.published, titles, seen.page if seen else None, links))
