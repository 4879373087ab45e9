"""What a document holds, in its order: paragraphs and tables; plain frozen data, the same for every file format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Merged = Literal["", "above", "left"]
"""Whether a cell is one of its own, or covered by the merged cell above it or left of it."""


@dataclass(frozen=True)
class Cell:
    """One position of a table's grid. `text`: its paragraphs apart by newlines, automatic numbers written out; empty where covered."""

    text: str = ""
    merged: Merged = ""


@dataclass(frozen=True)
class Row:
    """The cells of one row, one for each column of the grid. `line`: as in `Paragraph`; in a spreadsheet the row's own number."""

    cells: tuple[Cell, ...]
    line: int


@dataclass(frozen=True)
class Table:
    """A table as a grid: merged cells keep their text in the first position and cover the others. `name`: a sheet's, else empty."""

    rows: tuple[Row, ...]
    name: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A line of running text. `line` counts from 1 what a reader of the document sees: its paragraphs and table rows; in a text file its lines."""

    text: str
    line: int


Block = Paragraph | Table


@dataclass(frozen=True)
class OfficeDocument:
    """A document as read. `kind`: as sniffed (txt, docx, doc, xlsx, xls, html). `notes`: what a person should know of the reading
    (删去的修订没有读入), in Chinese."""

    kind: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
