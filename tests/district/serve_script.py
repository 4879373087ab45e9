"""Lists whose entries a script loads: from a JSON address that stands in the page, or from one that only running the script gives."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from district.answer import JSON, Answer, Asked, html, missing, noise
from district.model import Column, Entry, Site
from district.pages import Pages, trail_of

SIZE = 20
STUB = """(function(){function get(u,f){var x=new XMLHttpRequest();x.open("GET",u);x.onload=function(){f(JSON.parse(x.responseText));};x.send();}
function $(s){var e=document.querySelector(s);return{append:function(h){e.insertAdjacentHTML("beforeend",h);}};}
$.getJSON=get;$.ajax=function(o){get(o.url,o.success);};window.$=$;})();
"""
"""As much of a well-known library as the pages' scripts use."""
_DRAW = (
    'function draw(d){{var r=d.data.rows,h="";for(var i=0;i<r.length;i++){{h+=\'<li><a href="\'+r[i].url+\'">\'+r[i].title+"</a><span>"'
    "+(r[i].publishDate||\"\").substr(0,10)+\"</span></li>\";}}document.getElementById('list').insertAdjacentHTML('beforeend',h);"
    "if(at*{size}<d.data.total){{at+=1;load(at);}}}}\nvar at=1;\n"
)
_LOADS = (
    'function load(n){{$.getJSON("{url}".replace("page=1","page="+n),draw);}}\n',
    'function load(n){{$.ajax({{url: "{url}".replace("page=1","page="+n), type: "get", dataType: "json", success: draw}});}}\n',
    "function load(n){{fetch('{url}'.replace('page=1','page='+n)).then(function(r){{return r.json();}}).then(draw);}}\n",
)
_HIDDEN = (
    "function key(n){{var s='{number}-'+n,k=7;for(var i=0;i<s.length;i++){{k=(k*31+s.charCodeAt(i))%99991;}}return k;}}\n"
    "function load(n){{var p='{backwards}'.split('').reverse().join('');"
    "fetch(p+'?'+['c={number}','n='+n,'k='+key(n)].join('&')).then(function(r){{return r.json();}}).then(draw);}}\n"
)


def key(number: int, page: int) -> int:
    """What the page's script computes.

    >>> key(12, 1) == key(12, 1), key(12, 1) == key(12, 2)
    (True, False)
    """
    total = 7
    for char in f"{number}-{page}":
        total = (total * 31 + ord(char)) % 99991
    return total


def serve(pages: Pages, site: Site, asked: Asked) -> Answer | None:
    view = pages.chrome.view
    if asked.path == "js/jq.js":
        return Answer(200, STUB.encode(), "application/javascript")
    if asked.path in ("api/list.json", "api/q"):
        return _json(pages, site, asked)
    column = next((c for c in view.columns(site) if asked.address in (c.url, f"{c.url}index.html")), None)
    if column is None or view.is_redesigned(column):
        return None
    if column.fault == "garbage":
        return Answer(200, noise(column.url))
    # The page itself stays the same whatever is published: only the shell has a time.
    return html(site, _shell(pages, site, column), column.opens)


def _shell(pages: Pages, site: Site, column: Column) -> str:
    body = f'<div class="main"><h3 class="column">{escape(column.name)}</h3><ul class="news_list" id="list"></ul><div id="pager"></div></div>\n'
    script = f'<script src="{_root(site)}js/jq.js"></script>\n<script>\n{_DRAW.format(size=SIZE)}{_load(site, column)}load(1);\n</script>\n'
    chrome = pages.chrome
    head = chrome.head(site, column.name, (("ColumnName", column.name),)) + trail_of(site, escape(column.name))
    return head + chrome.side(site) + body + script + chrome.foot(site)


def _root(site: Site) -> str:
    return "/" + site.base.split("/", 3)[3]


def _load(site: Site, column: Column) -> str:
    if column.fault == "hidden":
        return _HIDDEN.format(backwards=f"{_root(site)}api/q"[::-1], number=column.number)
    url = f"{_root(site)}api/list.json?channel={column.number}&page=1&size={SIZE}"
    return _LOADS[column.number % len(_LOADS)].format(url=url)


def _json(pages: Pages, site: Site, asked: Asked) -> Answer:
    """One page of rows; past the end there are none."""
    is_hidden = asked.path == "api/q"
    number, page = asked.number("c" if is_hidden else "channel", 0), asked.number("n" if is_hidden else "page")
    column = next((c for c in pages.chrome.columns(site) if c.number == number and (c.fault == "hidden") == is_hidden), None)
    if column is None or pages.chrome.view.is_redesigned(column) or (is_hidden and asked.number("k", 0) != key(number, page)):
        return missing()
    if column.fault == "garbage":
        return Answer(200, noise(column.url), JSON)
    size = min(max(1, asked.number("size", SIZE)), 50)
    entries = pages.chrome.view.entries(column)
    rows = [_row(site, e) for e in entries[(max(1, page) - 1) * size : max(1, page) * size]]
    said = {"code": 0, "data": {"total": len(entries), "page": page, "rows": rows}}
    return Answer(200, json.dumps(said, ensure_ascii=False).encode(), JSON)


def _row(site: Site, entry: Entry) -> dict[str, Any]:
    url = entry.href.removeprefix(f"http://{site.host}")
    return {"title": entry.title, "url": url, "publishDate": f"{entry.day} {entry.appears:%H:%M:%S}" if entry.day else ""}
