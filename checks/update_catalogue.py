"""Keeping the catalogue up to date: new readings and list titles get their keys, new titles are matched, and nothing twice."""

from __future__ import annotations

from checks.catalogue import CATALOGUE, keys_of, keys_of_entry
from checks.match import Matchers
from checks.store_catalogue import CatalogueStore
from crawler.extract import READER

_PAGES, _ENTRIES = f"catalogue:{CATALOGUE}:pages:{READER}", f"catalogue:{CATALOGUE}:entries"
_MADE = "catalogue:"


def update_catalogue(store: CatalogueStore) -> None:
    """Give keys to what has none yet; anew to everything where another version gave them."""
    marks = store.marks()
    if any(what.startswith(_MADE) and not what.startswith(f"{_MADE}{CATALOGUE}:") for what in marks):
        store.forget_keys(_MADE)
        marks = {}
    after = marks.get(_PAGES, 0)
    while pages := store.pages_after(after, READER):
        after = pages[-1][0]
        store.add_keys({key: tuple(keys_of(page)) for key, page in pages}, {_PAGES: after})
    after = marks.get(_ENTRIES, 0)
    while titles := store.titles_after(after):
        after = titles[-1].id
        store.add_keys({title.id: tuple(keys_of_entry(title.text)) for title in titles}, {_ENTRIES: after})


def update_title_hits(store: CatalogueStore, matchers: Matchers) -> None:
    """Match every list title against the terms that have not seen it."""
    marks = store.marks()
    reach = {digest: marks.get(f"title:{digest}", 0) for digest in matchers.by_digest}
    after = min(reach.values(), default=0)
    while reach and (titles := store.titles_after(after)):
        found = {t.id: [d for d in matchers.match_title(t.text) if reach[d] < t.id] for t in titles}
        after = titles[-1].id
        reach = {d: max(last, after) for d, last in reach.items()}
        store.add_hits(found, {f"title:{d}": last for d, last in reach.items()})
