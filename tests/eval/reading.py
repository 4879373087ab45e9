"""`make eval`: how the reader does on labelled pages, the repository's own and real ones, beside other readers on the same pages."""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

if __name__ == "__main__":
    sys.path[:1] = [str(Path(__file__).resolve().parents[1])]

from district.compare import table
from eval.floors import below, merged, read_floors, write_floors
from eval.labelled import OWN, Sample, labelled_pages
from eval.material import FILES, PAGE_SETS, File, real_files, real_pages
from eval.peers import PEERS, Markdown, Told, ask
from eval.scores import bare, figures_of, marks_of
from eval.tables import OURS, Read, miss_lines, misses, peer_rows, peer_table, set_table

from crawler.extract.dates.address import with_address_date
from crawler.reading import read_body

HEADINGS = {
    OWN: "自己写的标注网页", "gov-cn-policies": "真实：国务院政策文件页（不含番禺网页）", "articles": "真实：新闻文章", "lists": "真实：列表页",
}  # fmt: skip
FILE_KINDS = ("xls", "xlsx", "docx", "doc")


def main(argv: list[str] | None = None) -> int:
    """1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", type=int, default=40, help="so many misses of each set are listed")
    parser.add_argument("--no-peers", action="store_true", help="ours alone")
    parser.add_argument("--set", choices=(*HEADINGS, FILES), help="one set alone")
    parser.add_argument("--write-floors", action="store_true", help="pin every better figure")
    parser.add_argument("--lower", action="store_true", help="with --write-floors: worse figures too")
    parser.add_argument("--blind", type=Path, metavar="REPORT", help="write all misses as JSON")
    asked = parser.parse_args(argv)
    warnings.simplefilter("ignore")  # peers' own
    found, faults, figures = [], list[str](), dict[str, dict[str, float]]()
    for name, pages in _sets(faults).items():
        if pages and asked.set in (None, name):
            read = read_all(pages)
            print(f"\n{HEADINGS[name]}（{len(pages)} 页）\n{set_table(read)}")
            missed = misses(read)
            found += missed
            print(miss_lines(missed, asked.misses))
            figures |= figures_by_group(name, read)
            figures |= beside_peers(name, read) if not asked.no_peers else {}
    if (files := real_files()) and asked.set in (None, FILES):
        figures[FILES] = with_files(files, not asked.no_peers)
    if asked.blind:
        asked.blind.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    print("\n".join(faults))
    return hold(figures, asked.write_floors, asked.lower) or int(bool(faults))


def _sets(faults: list[str]) -> dict[str, tuple[Sample, ...]]:
    real = real_pages()
    return {OWN: labelled_pages(faults), **{name: tuple(page for page in real if page.set == name) for name in PAGE_SETS}}


def read_all(pages: Sequence[Sample]) -> list[Read]:
    return [Read(page, marks_of(with_address_date(read_body(page.payload, "", page.content_type, page.url).page, page.url), page.truth)) for page in pages]


def figures_by_group(name: str, read: Sequence[Read]) -> dict[str, dict[str, float]]:
    """Of the whole set, and of each layout where it has several."""
    layouts = sorted({one.page.group for one in read} - {name})
    own = {f"{name}/{layout}": figures_of([one.marks for one in read if one.page.group == layout]) for layout in layouts}
    return {name: figures_of([one.marks for one in read]), **own}


def beside_peers(name: str, read: Sequence[Read]) -> dict[str, dict[str, float]]:
    """Prints every reader's table on the set's articles; gives whether our bodies are at least as good as the best other's."""
    articles = [one for one in read if one.page.truth.get("kind") != "list"]
    if not articles:
        return {}
    told: dict[str, list[Told]] = {peer: [ask(peer, one.page) for one in articles] for peer in PEERS}
    rows = peer_rows(articles, told)
    print(peer_table(rows, told))
    bodies = {reader: mean(m.value or 0.0 for m in marks["body"]) for reader, marks in rows.items() if marks["body"]}
    if not bodies:
        return {}
    best = max((reader for reader in bodies if reader != OURS), key=bodies.__getitem__)
    ahead = bodies[OURS] - bodies[best]
    print(f"正文 F1：{OURS} {bodies[OURS]:.3f}，其余最好的是 {best} {bodies[best]:.3f}，{'不低于' if ahead >= 0 else '低于'}它")
    return {f"{name} beside others": {"body_at_least_best": int(ahead >= 0)}}


def with_files(files: Sequence[File], with_peers: bool) -> dict[str, float]:
    """Prints, by type, how many of the strings a file must hold were found, ours beside markitdown's."""
    wanted, ours, theirs, raised = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    peer = Markdown() if with_peers else None
    lacking = []
    for file in files:
        wanted[file.kind] += len(file.must_contain)
        missing = _missing(file, read_body(file.payload, "", "", f"http://www.example.gov.cn/{file.name}").page.body)
        ours[file.kind] += len(file.must_contain) - len(missing)
        lacking += [f"  {file.name}  没有“{text}”" for text in missing]
        told = peer.text(file) if peer else ""
        raised[file.kind] += told is None
        theirs[file.kind] += len(file.must_contain) - len(_missing(file, told or ""))
    rows = [[f"真实：附件 {len(files)} 个，必有的字句", *FILE_KINDS], [OURS, *(f"{ours[k]}/{wanted[k]}" for k in FILE_KINDS)]]
    if peer:
        rows.append(["markitdown", *(f"{theirs[k]}/{wanted[k]}{'（不会读）' if raised[k] == sum(f.kind == k for f in files) else ''}" for k in FILE_KINDS)])
    print("\n".join(["", table(rows), *lacking[:20]]))
    return {"files": len(files), **{kind: ours[kind] for kind in FILE_KINDS}}


def _missing(file: File, text: str) -> list[str]:
    held = bare(text)
    return [wanted for wanted in file.must_contain if bare(wanted) not in held]


def hold(figures: dict[str, dict[str, float]], is_written: bool, may_lower: bool) -> int:
    """Compares with the floors, or writes them."""
    floors = read_floors()
    if is_written:
        write_floors(merged(figures, floors, may_lower))
        print("\n底线已写入 tests/eval/floors.yaml。" + ("有底线可能降低：提交时要单独说明原因。" if may_lower else "只升不降。"))
        return 0
    worse = below(figures, floors)
    print("\n" + ("\n".join(["低于底线：", *worse]) if worse else "全部不低于底线。"))
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
