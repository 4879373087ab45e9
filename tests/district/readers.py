"""Naive readers of the district: for each kind of site one that knows its interface and nothing of what was planted."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urljoin

from district.days import BEIJING
from district.model import Site
from district.serve import District
from district.serve_gkmlpt import ROWS


@dataclass
class Got:
    """One answer as a client has it."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("gb18030" if b"charset=gb2312" in self.body[:400] else "utf-8")


class Client:
    """One connection to the proxy that is kept open; opens it anew where the server has ended it."""

    def __init__(self, district: District) -> None:
        self.port = district.port
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=10)

    def ask(self, url: str, method: str = "GET", **headers: str) -> Got:
        self.connection.request(method, url.split("#")[0], headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = self.connection.getresponse()
        return Got(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())

    def text(self, url: str) -> str:
        got = self.ask(url)
        assert got.status == 200, (got.status, url)
        return got.text

    def close(self) -> None:
        self.connection.close()

    def control(self, path: str) -> Any:
        return json.loads(self.ask(f"http://district.invalid/{path}").body)


@dataclass(frozen=True, order=True)
class Found:
    """One entry as a reader meets it; day: where its list says one."""

    address: str
    title: str
    day: date | None = field(compare=False, default=None)


_ANCHOR = re.compile(r"""<a href=["']([^"']+)["'] title=["']([^"']+)["'] target=_?["']?_blank["']?>""", re.I)
_NEXT = re.compile(r"""<a (?:rel="next" )?href=["']([^"']+)["']>下一页</a>""", re.I)


def listed(url: str, text: str) -> Iterator[Found]:
    yield from (Found(urljoin(url, html.unescape(href)), html.unescape(title)) for href, title in _ANCHOR.findall(text))


def pages_from(client: Client, url: str) -> Iterator[tuple[str, str]]:
    """A list and all pages behind its links to the next one."""
    seen = set()
    while url not in seen:
        seen.add(url)
        text = client.text(url)
        yield url, text
        further = _NEXT.search(text)
        if further:
            url = urljoin(url, html.unescape(further.group(1)))


def by_next_page(client: Client, urls: list[str]) -> list[Found]:
    return [f for start in urls for url, text in pages_from(client, start) for f in listed(url, text)]


def navigation(client: Client, site: Site) -> list[str]:
    """The columns a unit's own navigation links to."""
    own = client.text(site.base).split('<div class="nav"><ul>')[1].split("</ul>")[0]
    return [u for u in re.findall(r'href="([^"]+)"', own) if u != site.base and not u.endswith(("/jgzn/index.html", "gkmlpt/index"))]


def read_static(client: Client, site: Site) -> list[Found]:
    return by_next_page(client, navigation(client, site))


def read_table(client: Client, site: Site) -> list[Found]:
    home = client.text(site.base)
    lists = dict.fromkeys(re.findall(r'<A href="([^"]*list\.aspx[^"]*)">', home))
    return by_next_page(client, [urljoin(site.base, html.unescape(u)) for u in lists])


def shell(client: Client, site: Site) -> tuple[str, list[dict[str, Any]]]:
    text = client.text(f"{site.base}gkmlpt/index")
    sid, tree = re.search(r"SID:\s*'(\d+)'", text), re.search(r"TREE:\s*(\[.*?\])\s*,\s*SERVICE_AREA_ID", text)
    assert sid and tree
    return sid.group(1), json.loads(tree.group(1))


def leaves(tree: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in tree:
        if node["children"]:
            yield from leaves(node["children"])
        elif not node["jump_url"]:
            yield node


def rows(client: Client, site: Site, sid: str, number: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for page in range(1, 99):
        said = json.loads(client.text(f"{site.base}gkmlpt/api/all/{number}?page={page}&sid={sid}"))
        found += said["articles"]
        assert said["offset"] == (page - 1) * ROWS and len(said["articles"]) <= ROWS
        if len(found) >= said["total"]:
            return found
    raise AssertionError("the list never ends")


def day_of(epoch: int) -> date | None:
    return datetime.fromtimestamp(epoch / 1000 if epoch > 1e10 else epoch, BEIJING).date() if epoch else None


def read_gkmlpt(client: Client, site: Site) -> list[Found]:
    sid, tree = shell(client, site)
    told = [r for node in leaves(tree) for r in rows(client, site, sid, node["id"])]
    return [Found(urljoin(site.base, r["url"]), html.unescape(r["title"]), day_of(r["create_time"])) for r in told]


def read_script(client: Client, site: Site) -> list[Found]:
    found: list[Found] = []
    for url in navigation(client, site):
        plain = re.search(r"""["'](/[^"']*api/list\.json\?channel=\d+&page=1&size=20)["']""", client.text(url))
        page, total = 1, 1
        while plain and (page - 1) * 20 < total:
            data = json.loads(client.text(urljoin(url, plain.group(1).replace("page=1", f"page={page}"))))["data"]
            found += [Found(urljoin(url, r["url"]), r["title"], date.fromisoformat(r["publishDate"][:10]) if r["publishDate"] else None) for r in data["rows"]]
            page, total = page + 1, data["total"]
    return found


def read_hanweb(client: Client, site: Site) -> list[Found]:
    found: list[Found] = []
    for url in navigation(client, site):
        text = client.text(url)
        total, proxy = re.search(r"<totalrecord>(\d+)<", text), re.search(r"dataproxy: '([^']+)'", text)
        assert total and proxy
        mine = list(listed(url, text))
        while len(mine) < int(total.group(1)):
            ask = proxy.group(1).replace("startrecord=1&", f"startrecord={len(mine) + 1}&")
            mine += listed(url, client.text(urljoin(url, re.sub(r"endrecord=\d+", f"endrecord={len(mine) + 15}", ask))))
        found += mine
    return found


def locations(client: Client, url: str) -> list[str]:
    return re.findall(r"<loc>([^<]+)</loc>", client.text(url))


def read_generic(client: Client, site: Site) -> list[Found]:
    robots = client.text(f"http://{site.host}/robots.txt")
    (index,) = [u for u in re.findall(r"Sitemap: (\S+)", robots) if u.startswith(site.base)]
    lists = next(u for u in locations(client, index) if "lists" in u)
    return by_next_page(client, locations(client, lists))


READERS: dict[str, Callable[[Client, Site], list[Found]]] = {
    "static": read_static, "table": read_table, "gkmlpt": read_gkmlpt, "script": read_script, "hanweb": read_hanweb, "generic": read_generic,
}  # fmt: skip
