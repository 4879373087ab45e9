"""`make real`: the whole job on twenty captured State Council pages, compared with what people read in them."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from serve import Server, read_captured  # type: ignore[import-not-found]

HERE = Path(__file__).parent
NOW = "2019-12-31T22:00:00+08:00"
IN_FORCE = "2008-05-01"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gongkai", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shared", type=Path, required=True)
    asked = parser.parse_args()
    folder = asked.shared / "real" / "gov-cn-policies"
    if not (folder / "truth.json").is_file():
        print(f"没有真实网页资料（{folder}），make real 到此为止。用 GONGKAI_SHARED 指明它的位置。")
        return 0
    captured = read_captured(folder)
    verdicts = run_job(asked.gongkai, asked.out, captured, HERE / "gov-cn")
    return compare(captured.truth, verdicts, asked.out)


def run_job(gongkai: str, out: Path, captured: Any, rules: Path) -> list[dict[str, Any]]:
    """Crawl, check and report; the verdicts as JSON."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    options = ["--db", f"sqlite:///{out / 'gongkai.db'}", "--archive", out / "archive", "--units", HERE / "units.yaml", "--rules", rules]
    with Server(captured) as server:
        env = os.environ | {"http_proxy": f"http://127.0.0.1:{server.port}", "GONGKAI_NOW": NOW}
        night = subprocess.run([gongkai, "nightly", *map(str, options), "--fast", "--out", str(out / "report")], env=env)
    if night.returncode not in (0, 1):
        raise SystemExit(f"nightly 退出码 {night.returncode}")
    checked = subprocess.run([gongkai, "check", *map(str, options), "--format", "json"], env=env, capture_output=True, text=True)
    return json.loads(checked.stdout)["verdicts"]  # type: ignore[no-any-return]


def compare(truth: dict[str, dict[str, Any]], verdicts: list[dict[str, Any]], out: Path) -> int:
    """Print each document with what was found; 1 where anything differs from the truth."""
    by_url = {v["evidence"][0]["url"]: v for v in verdicts}
    wrong = 0
    for url, told in sorted(truth.items(), key=lambda t: t[1]["formed"]):
        verdict = by_url.get(url)
        found = verdict["evidence"][0] if verdict else {}
        expected = "met" if told["formed"] >= IN_FORCE else "not_applicable"
        right = {
            "title": bare(found.get("title")) == bare(told["title"]),
            "formed": found.get("formed") == told["formed"],
            "published": found.get("published") == told["published"],
            "document_number": bool(verdict) and bare(verdict["subject"]) == bare(told["document_number"]),
            "outcome": bool(verdict) and verdict["outcome"] == expected,
        }
        wrong += not all(right.values())
        differs = "" if all(right.values()) else f"  不符：{'、'.join(k for k, ok in right.items() if not ok)}"
        print(f"{told['formed']} → {told['published']}  {verdict['outcome'] if verdict else '没有结果':15}{told['document_number']}  {told['title']}{differs}")
    extra = len(verdicts) - len(by_url.keys() & truth.keys())
    print(f"{len(truth)} 个文件，{len(truth) - wrong} 个全部相符，多出 {extra} 个结果。评分表：{out / 'report' / 'index.html'}")
    return 1 if wrong or len(verdicts) != len(truth) else 0


def bare(text: str | None) -> str:
    return "".join((text or "").split())


if __name__ == "__main__":
    raise SystemExit(main())
