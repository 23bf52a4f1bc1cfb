"""How rows are shown: a table for people, plain columns for pipes, JSON and CSV for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from scraper.errors import BadFile, NotWritable
from scraper.text import edition, printable

Row = Mapping[str, Any]
_MAX_BYTES = 50_000_000


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


def spoke_at(row: Row) -> list[str]:
    """The editions somebody spoke at, in words."""
    return [edition(at["conference"], at["year"]) for at in row["appearances"]]


def as_json(value: object) -> None:
    """One value as JSON, on stdout."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def read(file: Path) -> bytes:
    """What stands in a file of the user's ("-": stdin). Raises BadFile for what cannot be read or is too large."""
    try:
        with click.open_file(str(file), "rb") as opened:
            body: bytes = opened.read(_MAX_BYTES + 1)
    except OSError as problem:
        raise BadFile(f"cannot read {file}: {problem.strerror or problem}", hint="check the path") from problem
    if not body.strip():
        raise BadFile(f"{file} is empty", hint="check the path")
    if len(body) > _MAX_BYTES:
        raise BadFile(f"{file} is larger than {_MAX_BYTES // 1_000_000} MB", hint="split it into several files")
    return body


def write(file: Path, body: bytes) -> None:
    """A file where the user wants it ("-": stdout). Raises NotWritable."""
    if str(file) == "-":
        click.echo(body.decode(), nl=False)
        return
    try:
        file.write_bytes(body)
    except OSError as problem:
        raise NotWritable(
            f"cannot write {file}: {problem.strerror or problem}", hint="choose another place"
        ) from problem


def paragraph(text: str, label: str, *, widest: int | None = None, hang: int = 0) -> str:
    """A text behind its label, in lines that stand below each other and fit the terminal; in a pipe only `widest` holds."""
    import shutil
    import sys

    here = shutil.get_terminal_size().columns if sys.stdout.isatty() else widest
    line = printable(text)
    if here is None or len(label) + len(line) <= (width := max(len(label) + 12, min(here, widest or here))):
        return label + line
    from scraper.cli.columns import wrapped

    return "\n".join(wrapped(line, width, label, " " * (len(label) + hang)))


def emit(rows: Sequence[Row], columns: Sequence[str], *, form: str, bar: str | None = None) -> None:
    """Print `rows` on stdout in the `form` asked for: "json", "csv" or "table". `bar` names a count to draw."""
    if form == "json":
        from scraper.export import to_json

        click.echo(to_json(rows), nl=False)
    elif form == "csv":
        from scraper.export import to_csv

        click.echo(to_csv(rows, columns), nl=False)
    elif rows:  # a head over nothing says nothing
        from scraper.cli.columns import left_out, table

        cells = [[cell(row.get(column)) for column in columns] for row in rows]
        for line in table(columns, cells, [int(row[bar]) for row in rows] if bar else ()):
            click.echo(line)
        if missing := left_out(columns, cells):
            say(f"No room here for: {', '.join(missing)}. A wider window shows them.", dim=True)
