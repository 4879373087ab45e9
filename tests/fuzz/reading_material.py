"""What is spoilt for the reader: labelled pages, fixtures, real pages and files where they are, files made here in every format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from eval.labelled import labelled_pages
from eval.material import real_pages
from fuzz.made_files import made_files
from fuzz.originals import Original, originals

_FIXTURES = Path(__file__).parents[1] / "crawler" / "extract" / "pages"


@dataclass(frozen=True)
class Material:
    """pages: our own and the fixtures, then real ones; files: by the end of their names."""

    pages: tuple[tuple[Original, ...], ...]
    files: dict[str, tuple[Original, ...]]


def material() -> Material:
    """Always in the same order. Plans in html are pages here, others are files."""
    own = [Original(f"{page.group}-{page.name}.html", page.payload) for page in labelled_pages()]
    own += [Original(path.name, path.read_bytes()) for path in sorted(_FIXTURES.glob("*.html"))]
    real = tuple(Original(page.name, page.payload) for page in real_pages())
    found = [*made_files(), *(o for o in originals() if o.kind not in ("html", "txt"))]
    kinds = sorted({o.kind for o in found})
    return Material(tuple(pages for pages in (tuple(own), real) if pages), {kind: tuple(o for o in found if o.kind == kind) for kind in kinds})
