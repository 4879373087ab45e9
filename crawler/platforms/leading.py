"""Pages that are no lists to the reader, and yet the only way to some publications: a site's 领导之窗, a column with one entry and no day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from crawler.addresses import clean_address, column_key, is_file, is_web, leads_to_more_pages, seems_article
from crawler.fetching import Answer
from crawler.page import Entry, Link
from rules.units import canonical_address

MARK = "#links"
"""Ends the id of a column that is such a page, so that later nights know: a list that shows no entries any more is none, but out of order."""


@dataclass
class Leading:
    """Of each page that only leads on: the links that no other page of the run shows, navigation therefore not among them."""

    _own: dict[str, tuple[Link, dict[str, Link]]] = field(default_factory=dict)
    _shown: dict[str, str] = field(default_factory=dict)
    _articles: set[str] = field(default_factory=set)

    def note(self, link: Link, answer: Answer) -> None:
        """What a link led to."""
        page = answer.page
        if page is None or page.kind in ("article", "attachment"):
            if page is not None and page.kind == "article":
                self._articles |= {column_key(link.href), column_key(answer.url)}
            return
        key = column_key(answer.url)
        links = {column_key(shown.href): shown for shown in answer.links if is_web(shown.href) and not is_file(shown.href)}
        for other in links:
            # What a second page shows as well is nobody's own.
            self._shown[other] = key if self._shown.get(other, key) == key else ""
        if page.kind == "other" and page.readable and links:
            own = {other: shown for other, shown in links.items() if self._shown[other] == key}
            self._own[key] = (Link(clean_address(answer.url), page.column_name or page.title or link.text), own)

    def found(self, is_listed: Callable[[str], bool]) -> Iterator[Link]:
        """The pages that show publications no column lists."""
        for key, (page, _) in self._own.items():
            if any(self._is_article(link) and not is_listed(canonical_address(link.href)) for link in self._links(key)):
                yield page

    def as_list(self, answer: Answer, columns: Iterable[str]) -> Answer:
        """Such a page with its links as entries; columns: keys of what is read by itself. Without end where it shows ways to more pages."""
        key, page = column_key(answer.url), answer.page
        if page is None or page.kind != "other" or not page.readable or key not in self._own:
            return answer
        if answer.links:
            self.note(Link(answer.asked, ""), answer)
        known = set(columns)
        entries = tuple(Entry(clean_address(link.href), link.text, None, False) for link in self._links(key) if column_key(link.href) not in known)
        count = 2 if any(leads_to_more_pages(link.href, link.text) for link in self._own[key][1].values()) else None
        return replace(answer, page=replace(page, kind="list", column_name=page.column_name or page.title, entries=entries, page_count=count))

    def _is_article(self, link: Link) -> bool:
        return column_key(link.href) in self._articles or seems_article(link.href)

    def _links(self, key: str) -> list[Link]:
        links = self._own[key][1]
        return [link for at, link in links.items() if self._shown[at] == key and link.text and not leads_to_more_pages(link.href, link.text)]
