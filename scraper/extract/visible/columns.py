"""What the head of a table says its columns hold: "Title | Speaker", "タイトル | 講演者"."""

from __future__ import annotations

from scraper.extract.visible.outline import Outline
from scraper.text import fold

MOST_ROWS = 3  # rows in which a head is looked for
LONGEST = 40
_NEAR = 5


class Columns:
    """The heads of a page's tables, each read once."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._heads: dict[int, dict[int, str]] = {}
        self._has_heads = "th" in outline.tag

    def head_of(self, node: int) -> str:
        """What stands in the head above the cell that holds a node, folded; "" for none."""
        if not self._has_heads:
            return ""
        outline = self._outline
        cell = next((at for at in (node, *outline.ancestors(node, _NEAR)) if outline.tag[at] == "td"), -1)
        if cell < 0:
            return ""
        table = next((at for at in outline.ancestors(cell, _NEAR) if outline.tag[at] == "table"), -1)
        if table < 0:
            return ""
        if table not in self._heads:
            self._heads[table] = self._read(table)
        return self._heads[table].get(outline.place[cell], "")

    def is_same_row(self, node: int, other: int) -> bool:
        """Do two nodes stand in one row of a table?"""
        return (row := self._row(node)) >= 0 and row == self._row(other)

    def _row(self, node: int) -> int:
        outline = self._outline
        return next((at for at in (node, *outline.ancestors(node, _NEAR)) if outline.tag[at] == "tr"), -1)

    def _read(self, table: int) -> dict[int, str]:
        outline = self._outline
        found: dict[int, str] = {}
        rows = 0
        for node in range(table + 1, outline.end[table]):
            if outline.tag[node] == "tr":
                rows += 1
                if rows > MOST_ROWS or found:
                    break
                cells = [at for at in range(node + 1, outline.end[node]) if outline.parent[at] == node]
                if all(outline.tag[at] == "th" for at in cells):
                    for at in cells:
                        text = " ".join(filter(None, outline.text[at : outline.end[at]])).strip()
                        if text and len(text) <= LONGEST:
                            found[outline.place[at]] = fold(text).strip(" .:：")
        return found
