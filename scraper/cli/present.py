"""How rows are shown: a table for people, plain columns for pipes, JSON and CSV for programs."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import combining, east_asian_width

import click

from scraper.text import printable

Row = Mapping[str, Any]
MAX_BAR = 24


def say(line: str = "", *, bold: bool = False, dim: bool = False) -> None:
    """A line of talk, on stderr: stdout is for data."""
    click.secho(printable(line), err=True, bold=bold, dim=dim)


def cell(value: object) -> str:
    """One value as one safe line of text. Lists are joined with "; ", nothing is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, (list, tuple)):
        return "; ".join(cell(one) for one in value)
    return printable(" ".join(str(value).split()))


def emit(rows: Sequence[Row], columns: Sequence[str], *, form: str, title: str = "", bar: str | None = None) -> None:
    """Print `rows` on stdout in the `form` asked for: "json", "csv" or "table". `bar` names a count to draw."""
    if form == "json":
        from scraper.export import to_json  # noqa: PLC0415 -- only where wanted

        click.echo(to_json(rows), nl=False)
    elif form == "csv":
        from scraper.export import to_csv  # noqa: PLC0415 -- only where wanted

        click.echo(to_csv(rows, columns), nl=False)
    else:
        _table(rows, columns, title=title, bar=bar)


def _table(rows: Sequence[Row], columns: Sequence[str], *, title: str, bar: str | None) -> None:
    if not rows:  # a head over nothing says nothing
        return
    cells = [[cell(row.get(column)) for column in columns] for row in rows]
    top = max((int(row[bar]) for row in rows), default=1) if bar else 1
    bars = ["█" * max(1, round(MAX_BAR * int(row[bar]) / top)) for row in rows] if bar else []
    if not sys.stdout.isatty():
        _plain([*columns, ""] if bar else columns, _with_bars(cells, bars))
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=escape(title) or None, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    numeric = {column for column in columns if rows and all(isinstance(row.get(column), int) for row in rows)}
    for column in columns:
        table.add_column(
            column.replace("_", " "),
            justify="right" if column in numeric else "left",
            no_wrap=column in ("id", "name", "people", "year", "company"),
            overflow="ellipsis" if column in ("name", "company") else "fold",
        )
    if bar:
        table.add_column("")
    for texts in _with_bars(cells, bars):
        table.add_row(*map(escape, texts))
    Console().print(table)


def _with_bars(cells: Sequence[Sequence[str]], bars: Sequence[str]) -> list[list[str]]:
    return [[*texts, bar] for texts, bar in zip(cells, bars, strict=True)] if bars else [list(texts) for texts in cells]


def _plain(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    """Aligned columns without a frame; nothing is cut, so `grep` and `awk` see everything."""
    widths = [max([len(column), *(_width(row[at]) for row in cells)]) for at, column in enumerate(columns)]
    for line in (columns, *cells):
        padded = (text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def _width(text: str) -> int:
    """Columns a text takes on a terminal: Chinese, Japanese and Korean letters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
