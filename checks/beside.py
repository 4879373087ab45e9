"""What some duties look at beside their own publications: interpretations, stages, superiors' documents, what lists call abolished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from checks.abolished import Gone, GoneList, gone, gone_documents, read_list
from checks.documents import outside_quotes
from checks.facets import facets_of
from checks.facts import Publication, gather
from checks.hit import Hit
from checks.interpretations import Interpretation, read_interpretation
from checks.known import Known
from checks.library import Library
from checks.match import Matchers
from rules.rule import Duty
from rules.text import normalise
from rules.units import canonical_address

HitsOf = Callable[[str], Mapping[str, Hit]]
"""All hits of one match digest, by content."""


@dataclass(frozen=True)
class Beside:
    """Everything but its own publications that judging a duty rests on, the same for all units.

    library: every document of the sites. companions: interpretations, or superiors' documents where they were issued.
    about: what the pages of interpretations say of which document they are about, by address. holding: addresses of documents
    that have their interpretation attached; linking: of those that link to one which was not read. stages: the publications
    of each stage. lists, gone: the lists of abolished documents, and what they name with its copies.
    """

    library: Library | None = None
    companions: tuple[Publication, ...] = ()
    about: Mapping[str, Interpretation] = field(default_factory=dict)
    holding: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    stages: tuple[tuple[Publication, ...], ...] = ()
    lists: tuple[GoneList, ...] = ()
    gone: tuple[Gone, ...] = ()


NOTHING_BESIDE = Beside()


class Besides:
    """Gathers, from what is stored, what duties look at beside their own publications."""

    def __init__(self, known: Known, library: Library, matchers: Matchers, hits_of: HitsOf) -> None:
        self.known = known
        self.library = library
        self.matchers = matchers
        self.hits_of = hits_of

    def of(self, duty: Duty, publications: tuple[Publication, ...]) -> Beside:
        """`publications`: the duty's own, as `gather` gave them."""
        if duty.pair is not None:
            return self._paired(duty, publications)
        if duty.kind == "marked":
            lists = tuple(read_list(p, self.library) for p in publications if p.is_right and not (p.rejected or p.doubt))
            return Beside(self.library, lists=lists, gone=tuple(gone(d, self.library) for d in gone_documents(lists)))
        if duty.upstream is not None:
            return Beside(self.library, companions=self._upstream(duty))
        if duty.stages:
            return Beside(self.library, stages=tuple(self._gathered(f, duty) for f in facets_of(duty)))
        return NOTHING_BESIDE

    def _gathered(self, facet: Duty, duty: Duty) -> tuple[Publication, ...]:
        digest = self.matchers.digest_of(facet)
        hits = self.hits_of(digest) if digest is not None else {}
        return gather(self.known, facet, hits, self.matchers, self.matchers.rivals_of(duty))

    def _upstream(self, duty: Duty) -> tuple[Publication, ...]:
        sites = {site.id for name in (duty.upstream.sites if duty.upstream else ()) if (site := self.known.district.site_named(name)) is not None}
        return tuple(p for facet in facets_of(duty) for p in self._gathered(facet, duty) if p.site in sites)

    def _paired(self, duty: Duty, documents: tuple[Publication, ...]) -> Beside:
        (facet,) = facets_of(duty)
        digest = self.matchers.digest_of(facet)
        if digest is None:
            return Beside(self.library)
        linked = _Linked(self, digest, documents)
        hits = {**self.hits_of(digest), **linked.hits(self.hits_of(digest))}
        allow = duty.pair.match.allow if duty.pair is not None else ()
        found = tuple(replace(p, rejected=p.rejected or self._marker(p, allow)) for p in gather(self.known, facet, hits, self.matchers))
        about = {p.address: self._about(p) for p in found}
        return Beside(self.library, companions=found, about=about, holding=linked.holding, linking=linked.unread)

    def _about(self, publication: Publication) -> Interpretation:
        seen = self.library.page(publication.address)
        page = seen.page if seen is not None else None
        titles = (publication.title, page.title if page else "", *(e.title for e in self.known.entries_at(publication.address)))
        links = frozenset(canonical_address(r.href) for r in page.references) if page else frozenset()
        return read_interpretation(publication.address, publication.published, titles, page, links)

    def _marker(self, publication: Publication, allow: tuple[str, ...]) -> str:
        """Why the title is that of a draft or of news: of a draft whatever it names; of news by what it says outside 《》 and its own wording."""
        outside = normalise(outside_quotes(publication.title))
        for term in publication.hit.matched:
            outside = outside.replace(term, "")
        kinds = self.known.markers.kinds
        for title, kind in ((normalise(publication.title), "draft"), (outside, "news")):
            others = tuple(k for k in kinds if k != kind)
            if kind not in allow and (marker := self.known.markers.find(title, others)) is not None:
                return f"标题含“{marker[1]}”：{kinds[kind].label}"
        return ""


class _Linked:
    """What documents link to, or have attached, in words that an interpretation's title has."""

    def __init__(self, besides: Besides, digest: str, documents: tuple[Publication, ...]) -> None:
        self._matchers, self._digest = besides.matchers, digest
        self._page = besides.known.page
        self.holding, self.unread = frozenset[str](), frozenset[str]()
        self._read: dict[str, Hit] = {}
        for document in (d for d in documents if d.is_right):
            seen = self._page(document.address)
            if seen is None:
                continue
            page = seen.page
            if any(self._worded(file.name) for file in page.attachments):
                self.holding |= {document.address}
            for link in page.references:
                if (hit := self._worded(link.text)) is not None:
                    self._follow(document.address, canonical_address(link.href), hit)

    def _worded(self, words: str) -> Hit | None:
        hit = self._matchers.match_title(words).get(self._digest) if words else None
        return hit if hit is not None and (hit.exact or hit.accepted) else None

    def _follow(self, document: str, target: str, hit: Hit) -> None:
        seen = self._page(target)
        if seen is None or not seen.page.readable:
            self.unread |= {document}
        elif target != document and seen.page.kind == "article":
            self._read[seen.content_sha256] = replace(hit, matched_in="link")

    def hits(self, own: Mapping[str, Hit]) -> dict[str, Hit]:
        """Hits of the pages that are interpretations by the words of the link to them, where their own title does not say so."""
        found: dict[str, Hit] = {}
        for content, hit in self._read.items():
            before = own.get(content)
            if before is None:
                found[content] = hit
            elif not before.wording:
                found[content] = replace(before, wording=hit.wording, matched=hit.matched, matched_in="link")
        return found
