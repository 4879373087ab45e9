"""Reads one answer's bytes into a page: the same from the wire and from the archive."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote, urljoin, urlsplit

from crawler.encoding import UnpackError, unpack
from crawler.events import storable
from crawler.extract import read_payload
from crawler.extract.files import apart
from crawler.page import Link, Page, Reading
from crawler.pagejson import page_from_json, page_to_json
from rules.office.sniff import extension, sniff


def read_body(body: bytes, content_encoding: str, content_type: str, url: str) -> Reading:
    """The reading of a payload as received. Never raises: what cannot be unpacked is a page that says why."""
    try:
        payload = unpack(body, content_encoding)
    except UnpackError as error:
        return Reading(Page(kind="other", media="", readable=False, reason=str(error)))
    reading = read_payload(payload, content_type, _name(url))
    return Reading(_storable(_with_addresses(reading.page)), reading.links)


def takes_long(body: bytes, content_encoding: str, url: str) -> bool:
    """Whether reading a payload as received may take minutes. What is packed for the way is told by its name alone."""
    name = _name(url)
    return apart.takes_long(extension(name) if content_encoding.strip() else sniff(body, "", name))


def _name(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/")[2])


def located_links(links: tuple[Link, ...], url: str) -> tuple[Link, ...]:
    """Links as absolute addresses; hrefs that cannot be one are left out."""
    located = ((absolute(link.href.strip(), url), link.text) for link in links)
    return tuple(Link(href, text) for href, text in located if href)


def absolute(href: str, base: str) -> str:
    """`urljoin`, but "" where it would raise, and quick for the plain ways most of a page's links are written.

    >>> absolute("/a/b.html", "http://h/c/"), absolute("d.html", "http://h/c/"), absolute("http://[x", "http://h/")
    ('http://h/a/b.html', 'http://h/c/d.html', '')
    """
    if href.startswith("/") and not href.startswith("//") and "/." not in href:
        scheme, _, rest = base.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}{href}"
    if href.startswith("#"):
        return base.partition("#")[0] + href
    try:
        return urljoin(base, href)
    except ValueError:
        return ""


def _with_addresses(page: Page) -> Page:
    """The page without what no address can be made of (such as http://[x): `Page.located_at` would raise."""
    hrefs = (held.href for of_kind in (page.entries, page.attachments, page.references) for held in of_kind)
    if all(map(_can_be_joined, hrefs)) and _can_be_joined(page.next_href or "/"):
        return page
    return replace(
        page,
        entries=tuple(e for e in page.entries if _can_be_joined(e.href)),
        attachments=tuple(a for a in page.attachments if _can_be_joined(a.href)),
        references=tuple(r for r in page.references if _can_be_joined(r.href)),
        next_href=page.next_href if page.next_href and _can_be_joined(page.next_href) else None,
    )


def _can_be_joined(href: str) -> bool:
    return bool(absolute(href.strip(), "http://localhost/"))


def _storable(page: Page) -> Page:
    """A page every database takes: what the reader drew from odd files may hold lone surrogates."""
    text = page_to_json(page)
    clean = storable(text)
    return page if clean == text else page_from_json(clean)
