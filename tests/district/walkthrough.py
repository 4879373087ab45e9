"""The published example of docs/verdicts.md: four verdicts of a demonstration, from archived bytes to sentence, as Markdown on standard output.

`gongkai check --as-of 2017-12-31 --format json --output 结果.json` comes before; then
`python tests/district/walkthrough.py --verdicts 结果.json --archive ARCHIVE --gongkai gongkai`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CHOSEN = (
    ("unmet", "py2017-01-03", "a", "czj", "2017-10"),
    ("late", "py2017-01-03", "a", "czj", "2017-04"),
    ("misplaced", "py2017-01-03", "a", "czj", "2017-03"),
    ("incomplete", "py2017-03-01", "b", "fgj", "2017-02"),
)
"""Outcome, rule, duty, unit and period; the demonstration's seed 1 has them."""
INTRO = """# 一项结论是怎样来的

本文从存档的字节讲到评分表上的一句话：未公开、逾期公开、位置不符、内容不全各一例。例子取自模型区（`make demo`，种子 1），
由 `tests/district/walkthrough.py` 写出，有测试核对：同样的事实今天再判一次，得到的就是这里引用的话。

## 六步

1. **存档**：网站的每次回答原样存为一条 WARC 记录，附 SHA-256；结论的证据写明在哪个文件、哪个偏移。
2. **读取**：由这些字节读出标题、发布日期和日期取自哪里、正文、表格、附件（[reading.md](reading.md)）。
3. **匹配**：规则写明标题要有哪几组词、不能有哪些词；符合的词列在证据里。`gongkai rules explain 1.3` 用白话说明一条规则。
4. **位置和归属**：网页由列出它的栏目或它的网址归到一个网站；要求几处都公开的，每一处分别判。
5. **期限**：到期日写明依据（计划原文、法规、本办口径）。例如 2017 年 4 月的预算执行，口径是期末起 20 个工作日：“五一”放假到 5 月 1 日，
   自 5 月 2 日数起，5 月 27 日（星期六）调休上班，正是第 20 个工作日；5 月 28 日至 30 日端午放假，6 月 1 日公开，即逾期 2 个工作日。
6. **没有找到的**：只有所有位置的栏目都读全、并且复核过一遍，才判“未公开”；少一样都是“未能检测”或“待核实”。

## 自己核对一遍

```
make demo                                                                        # 结果在 demo/
gongkai check --db sqlite:///demo/gongkai.db --records demo/records --as-of 2017-12-31 --unit 区财政局
gongkai evidence 1.3 --duty a --unit 区财政局 --period 2017-04 --out 证据.warc.gz --db sqlite:///demo/gongkai.db --archive demo/archive
gongkai read 页面.html --url http://…                                             # 证据里的网页读出了什么
gongkai rules explain 1.3                                                        # 规则的原文、词和全年到期日
gongkai rules try 1.3 --unit 区财政局 --db sqlite:///demo/gongkai.db               # 哪些算、哪些不算、为什么
```

每项结论之下的“怎样会不同”，由判定程序用改过的事实再判一次得出，不是另写的话。
"""
_WARC_LINES = ("WARC-Type", "WARC-Target-URI", "WARC-Date", "WARC-Payload-Digest")
_HTTP_LINES = ("content-type", "content-encoding", "last-modified", "etag", "content-length")


def record(archive: Path, file: str, offset: int) -> tuple[list[str], list[str], bytes]:
    """The WARC lines, the HTTP lines and the body (unpacked) of one record; each record is a gzip member of its own."""
    with (archive / file).open("rb") as stream:
        stream.seek(offset)
        with gzip.open(stream) as member:
            told = _head(member)
            length = next(int(line.split(":")[1]) for line in told if line.lower().startswith("content-length"))
            content = member.read(length)
    head, _, body = content.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    is_packed = any(line.lower() == "content-encoding: gzip" for line in lines)
    return told, lines, gzip.decompress(body) if is_packed else body


def _head(member: gzip.GzipFile) -> list[str]:
    lines: list[str] = []
    while line := member.readline().strip():
        lines.append(line.decode())
    return lines


def read_back(gongkai: str, body: bytes, url: str) -> dict[str, Any]:
    """What `gongkai read` makes of these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_bytes(body)
        done = subprocess.run([gongkai, "read", str(page), "--url", url, "--json"], capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def section(verdict: dict[str, Any], archive: Path, gongkai: str) -> Iterator[str]:
    key = f"{verdict['rule']} {verdict['duty']} {verdict['unit']} {verdict['period']}"
    yield f"## `{verdict['outcome']}`（{key}）\n"
    for number, evidence in enumerate(verdict["evidence"], start=1):
        yield from _evidence(number, evidence, archive, gongkai)
    if not verdict["evidence"]:
        yield from _searched(verdict)
    yield f"到期日：{verdict['due']}。各处：" + "、".join(f"{p['site']} `{p['outcome']}`" for p in verdict["places"]) + "。\n"
    yield f"> 结论：{verdict['why']}\n>"
    yield "\n".join(f"> 怎样会不同：{t['sentence']}" for t in verdict["would_change"]) + "\n"


def _evidence(number: int, e: dict[str, Any], archive: Path, gongkai: str) -> Iterator[str]:
    where = e["archive"]
    warc, http, body = record(archive, where["file"], where["offset"])
    told = read_back(gongkai, body, e["url"])
    yield f"证据 {number}：存档 `{where['file']}`，偏移 {where['offset']}，SHA-256 `{e['sha256']}`。记录的开头几行：\n"
    yield "```text"
    yield from (line for line in warc if line.startswith(_WARC_LINES))
    yield http[0]
    yield from (line for line in http if line.lower().startswith(_HTTP_LINES))
    yield "```\n"
    day = told["published"] or {}
    yield f"- 读出的标题：{told['title']}"
    yield f"- 读出的发布日期：{day.get('date')}（取自：{day.get('from')}）；结论所据：{e['published']}（{e['published_from']}）"
    yield f"- 符合的词：{'、'.join(e['matched'])}（见于 `{e['in']}`）；站点：`{e['site']}`\n"


def _searched(verdict: dict[str, Any]) -> Iterator[str]:
    yield "没有证据可列：查过的栏目如下，都查到了头，并且查了两遍。\n"
    for site in dict.fromkeys(s["site"] for s in verdict["searched"]):
        rows = [s for s in verdict["searched"] if s["site"] == site]
        yield f"- `{site}`：{len(rows)} 个栏目，{sum(s['entries'] for s in rows)} 个条目，{'都查完' if all(s['complete'] for s in rows) else '没有查完'}"
    misses = [f"- 看过未采信：{m['title']}（{m['rejected_for']}）" for m in verdict["near_misses"][:3]]
    yield "\n".join([*misses, ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verdicts", type=Path, required=True)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--gongkai", default="gongkai")
    asked = parser.parse_args()
    verdicts = json.loads(asked.verdicts.read_text(encoding="utf-8"))["verdicts"]
    print(INTRO)
    for outcome, *key in CHOSEN:
        found = next(v for v in verdicts if [v["rule"], v["duty"], v["unit"], v["period"]] == key and v["outcome"] == outcome)
        print("\n".join(section(found, asked.archive, asked.gongkai)))


if __name__ == "__main__":
    main()
