"""Real pages and files captured by others, as the same samples; nothing where the folder (GONGKAI_SHARED) is absent."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.labelled import Sample

from rules.office.charset import decode

REAL = Path(os.environ.get("GONGKAI_SHARED", "../shared")) / "real"
POLICIES, ARTICLES, LISTS, FILES = "gov-cn-policies", "articles", "lists", "dingzhou-2017-attachments"
PAGE_SETS = (POLICIES, ARTICLES, LISTS)
_NO_DATE_IN_IT = "http://www.example.gov.cn/a/content_1.htm"
"""The policies' own addresses carry the day that is asked for."""


@dataclass(frozen=True)
class File:
    """An office file and strings that its text must hold."""

    name: str
    payload: bytes
    must_contain: tuple[str, ...]

    @property
    def kind(self) -> str:
        return self.name.rpartition(".")[2]


def real_pages(folder: Path = REAL) -> tuple[Sample, ...]:
    return tuple(_sample(folder / of, name, told) for of in PAGE_SETS for name, told in _truth(folder / of).items())


def real_files(folder: Path = REAL) -> tuple[File, ...]:
    return tuple(File(name, (folder / FILES / name).read_bytes(), tuple(told["must_contain"])) for name, told in _truth(folder / FILES).items())


def _truth(folder: Path) -> dict[str, dict[str, Any]]:
    path = folder / "truth.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _sample(folder: Path, name: str, told: dict[str, Any]) -> Sample:
    payload = (folder / name).read_bytes()
    if folder.name == POLICIES:
        url, truth = _NO_DATE_IN_IT, {"kind": "article", **told, "source": told["issuer"]}
    elif folder.name == ARTICLES:
        url, truth = told["url"], {"body": told["content"]}
    else:
        url, truth = told.get("base_url", _NO_DATE_IN_IT), {"kind": "list", "entries": told["entries"]}
    return Sample(folder.name, folder.name, name, payload, decode(payload).text, url, truth)
