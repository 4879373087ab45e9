"""Automatic list numbers of a Word 97-2003 file: what stands before a paragraph though no character says it."""

from __future__ import annotations

from rules.office.doc_lists import Level, ListUse
from rules.office.doc_styles import Layout
from rules.office.list_numerals import with_gap, written


class ListNumbers:
    """Counts through a document; paragraphs must come in reading order. Uses of one list count together."""

    def __init__(self, uses: tuple[ListUse, ...]) -> None:
        self._uses = uses
        self._counts: dict[int, dict[int, int]] = {}
        self._begun: set[int] = set()

    def label(self, layout: Layout) -> str:
        """The number before a paragraph, with the blank behind it where one is due; empty where it has none."""
        if not 0 < layout.list_index <= len(self._uses):
            return ""
        use = self._uses[layout.list_index - 1]
        at = layout.level if layout.level is not None else _level_of_style(use, layout.style)
        if at >= len(use.levels):
            return ""
        self._count(use, layout.list_index, at)
        said = self._said(use, at)
        return with_gap(said) if use.levels[at].gap else said

    def _count(self, use: ListUse, index: int, at: int) -> None:
        counts = self._counts.setdefault(use.list_id, {})
        for lower in range(at + 1, len(use.levels)):
            if at < use.levels[lower].restart_below:
                counts.pop(lower, None)
        if index not in self._begun:
            self._begun.add(index)
            for level, start in use.starts:
                counts[level] = start - 1
        counts[at] = counts[at] + 1 if at in counts else use.levels[at].start

    def _said(self, use: ListUse, at: int) -> str:
        level = use.levels[at]
        if level.number_format in ("bullet", "none"):
            return ""
        return "".join(self._shown(use, level, ord(c)) if ord(c) < len(use.levels) else c for c in level.text).strip()

    def _shown(self, use: ListUse, level: Level, at: int) -> str:
        count = self._counts[use.list_id].get(at, use.levels[at].start)
        number_format = use.levels[at].number_format
        return written(count, "decimal" if level.legal and number_format != "decimalZero" else number_format)


def _level_of_style(use: ListUse, style: int) -> int:
    """Where neither the paragraph nor its style names a level."""
    return use.styles.index(style) if style in use.styles else 0
