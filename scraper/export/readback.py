"""A sheet that was exported, edited and comes back: what was changed in it, for a preview. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scraper.errors import BadFile
from scraper.export import safe_cell

TAKEN = ("notes", "tier", "tags", "do_not_contact")
"""The columns whose edits are taken; the rest is computed, or belongs to the pages."""
MAX_ROWS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One cell that was changed: whose, which column, what stood there and what stands there now."""

    id: str
    name: str
    column: str
    before: str
    after: str

    @property
    def taken(self) -> bool:
        """Is this a column whose edits are taken?"""
        return self.column in TAKEN


def edits(text: str, rows: Iterable[Mapping[str, Any]], *, source: str) -> tuple[list[Edit], list[str]]:
    """What differs between the sheet and the `rows` as they would be exported now, and ids nobody has.

    Columns the sheet lacks are left alone; cells made safe for spreadsheets are read as they were.
    Raises BadFile for a sheet without ids.
    """
    known = {row["id"]: row for row in rows}
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=max(",;\t", key=first.count))
    if "id" not in (reader.fieldnames or ()):
        raise BadFile(
            f"{source} has no column 'id'", hint="read back what `coffeechat export` wrote, with its first column"
        )
    found: list[Edit] = []
    strangers: list[str] = []
    try:
        for number, cells in enumerate(reader):
            if number >= MAX_ROWS:
                raise BadFile(
                    f"{source} has more than {MAX_ROWS:,} rows", hint="read back what `coffeechat export` wrote"
                )
            row = known.get((cells.get("id") or "").strip())
            if row is None:
                strangers.append(cells.get("id") or "")
                continue
            for column, cell in cells.items():
                if column not in row or not isinstance(cell, str):
                    continue
                before, after = _cell(row[column]), _plain(cell)
                if before.split() != after.split():
                    found.append(Edit(id=row["id"], name=row["name"], column=column, before=before, after=after))
    except csv.Error as problem:
        raise BadFile(f"{source}, line {reader.line_num}: {problem}", hint="save it as CSV once more") from problem
    return found, strangers


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    return str(value)


def _plain(cell: str) -> str:
    """A cell without the mark that kept a spreadsheet from computing it."""
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell
