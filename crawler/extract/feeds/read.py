"""Bytes that are no page for people: which of the forms read here they are, told by their first bytes and by what they hold.

No Content-Type decides: list interfaces answer as text/html, scripts as text/plain.
"""

from __future__ import annotations

from crawler.extract.feeds.gkmlpt_list import gkmlpt_list
from crawler.extract.feeds.json_list import json_list
from crawler.extract.feeds.jsondata import is_call, is_json, read_json
from crawler.extract.feeds.records import records_page
from crawler.extract.feeds.xmldata import MOST_BYTES, root_of, unpacked, xml_reading
from crawler.page import Page, Reading
from rules.office.charset import decode


def read_feed(payload: bytes, declared: str | None = None) -> Reading | None:
    """A reading, or None where the bytes are something else: JSON without a list in it, a page, a file. `declared`: the charset a
    header names. Never raises."""
    if is_json(payload) or is_call(payload):
        page = _json_page(payload, declared)
        return Reading(page) if page else None
    held = unpacked(payload) or payload
    root = root_of(held)
    if not root:
        return None
    if len(held) > MOST_BYTES:
        return Reading(Page(kind="other", media="xml", readable=False, reason=f"XML 超过 {MOST_BYTES // 1_000_000} MB，未读取"))
    decoded = decode(held, declared)
    text = decoded.text.replace("\0", "")
    if root == "datastore":
        return Reading(records_page(text, decoded.charset))
    return xml_reading(text, root, decoded.charset)


def _json_page(payload: bytes, declared: str | None) -> Page | None:
    data = read_json(payload, declared)
    if data is None:
        return None
    return gkmlpt_list(data.told, data.charset) or json_list(data.told, data.charset)
