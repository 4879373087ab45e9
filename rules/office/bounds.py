"""How much one document may hold before it is refused: the largest plan has some hundred rows, a bomb has millions of cells."""

from __future__ import annotations

from dataclasses import dataclass

from rules.office.archives import Unreadable

MOST_CHARACTERS = 2_000_000
MOST_CELLS = 400_000
TOO_LARGE = "文档过大（超过 200 万字或 40 万个单元格），未读取。请只留下计划部分，另存后再试"


@dataclass
class Budget:
    """What is left of both bounds while a document is read."""

    characters: int = MOST_CHARACTERS
    cells: int = MOST_CELLS

    def take_text(self, text: str) -> None:
        """Raises Unreadable when the document holds too many characters."""
        self.characters -= len(text)
        if self.characters < 0:
            raise Unreadable(TOO_LARGE)

    def take_cells(self, count: int) -> None:
        """Raises Unreadable when the document holds too many cells, covered ones included."""
        self.cells -= count
        if self.cells < 0:
            raise Unreadable(TOO_LARGE)
