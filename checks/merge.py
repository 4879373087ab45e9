"""Merging: one publication's hit from what its page, its list titles and its attachments say."""

from __future__ import annotations

from dataclasses import replace

from checks.hit import Hit
from rules.text import normalise

_WORDINGS = ("", "accepted", "exact")
"""Of a title, the better the later."""


def under_list_title(own: Hit | None, listed: Hit, titles: tuple[str, str]) -> Hit:
    """The page's hit (None where it has none) with what a list title says, where that says more than the page's own.

    titles: the page's and the list's. A list title that is the beginning of the page's own says nothing new.
    """
    title, name = (normalise(t).rstrip("….") for t in titles)
    if title and title.startswith(name):
        return own if own is not None else replace(listed, matched_in="list_title")
    if own is None:
        return replace(listed, matched_in="list_title")
    if title and name.startswith(title):
        return _renamed(own, listed)
    if not listed.wording or _rank(listed) <= _rank(own):
        return own
    told = _renamed(own, listed)
    return replace(told, excluded="", excluded_in="") if own.excluded_in == "title" else told


def _rank(hit: Hit) -> int:
    """Of two titles the better one speaks: the rule's wording before an accepted one, and no excluded word."""
    return -1 if hit.excluded_in == "title" else _WORDINGS.index(hit.wording)


def _renamed(own: Hit, listed: Hit) -> Hit:
    """A page's hit under the title its list gives it, the page's being cut short or another."""
    told = replace(own, wording=listed.wording, lead=own.lead or listed.lead, near=True, matched=listed.matched, matched_in="list_title")
    told = replace(told, snippet=listed.snippet)
    return told if own.excluded else replace(told, excluded=listed.excluded, excluded_in=listed.excluded_in)


def with_attachment(hit: Hit, attached: Hit) -> Hit:
    """A page's hit with what one of its attachments adds to its text."""
    lacks = tuple(key for key in hit.lacks if key in attached.lacks)
    parts, names = sorted({*hit.parts, *attached.parts}), sorted({*hit.names, *attached.names})
    told = replace(hit, lacks=lacks, parts=tuple(parts), names=tuple(names), rows=max(hit.rows, attached.rows))
    if attached.excluded_in == "body" and not hit.excluded:
        return replace(told, excluded=attached.excluded, excluded_in="body")
    return replace(told, answered=hit.answered or attached.answered)
