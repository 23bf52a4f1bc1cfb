"""Rows as columns: whole where they are piped, fitted to the width where somebody looks."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence

import click

Cells = Sequence[Sequence[str]]
MAX_BAR = 24
_GAP = "  "
_LONG = 40  # a last column longer than this stands below its row where it does not fit beside
_FIRST_TO_GO = ("conferences", "topics")  # `show` has them
_ROOMY = 80  # from this width on a column of texts keeps 18 letters, below it 12


def table(columns: Sequence[str], cells: Cells, counts: Sequence[int] = ()) -> Iterator[str]:
    """The lines of a table; `counts` are drawn as bars behind the rows.

    In a pipe nothing is cut or wrapped, so `grep` and `awk` see everything. On a terminal texts are wrapped into what
    room there is, and columns are left out where there is too little, the last first: `left_out` says which.
    """
    if not sys.stdout.isatty():
        yield from _plain([*columns, ""] if counts else columns, _with_bars(cells, counts, MAX_BAR))
        return
    wide = shutil.get_terminal_size().columns
    drawn = min(MAX_BAR, wide // 8) if counts and wide >= _ROOMY else 0
    at, below, widths = _fitted(columns, cells, wide - (drawn + len(_GAP) if drawn else 0))
    bars = _with_bars([()] * len(cells), counts, drawn) if drawn else [[""]] * len(cells)
    head = [columns[one].replace("_", " ") for one in at]
    yield click.style(_line(head, widths), bold=True)
    for row, (bar,) in zip(cells, bars, strict=True):
        parts = [wrapped(row[one], width) for one, width in zip(at, widths, strict=True)]
        for number in range(max(map(len, parts))):
            texts = [part[number] if number < len(part) else "" for part in parts]
            yield _line([*texts, "" if number else bar], [*widths, drawn])
        if below is not None and row[below]:
            yield from ("    " + line for line in wrapped(row[below], wide - 4))


def left_out(columns: Sequence[str], cells: Cells) -> list[str]:
    """Names of the columns `table` has no room for on this terminal."""
    if not cells or not sys.stdout.isatty():
        return []
    at, below, _ = _fitted(columns, cells, shutil.get_terminal_size().columns)
    return [name.replace("_", " ") for one, name in enumerate(columns) if one not in (*at, below) and _any(cells, one)]


def _any(cells: Cells, column: int) -> bool:
    return any(row[column] for row in cells)


def _fitted(columns: Sequence[str], cells: Cells, wide: int) -> tuple[list[int], int | None, list[int]]:
    """Which columns stand beside each other, which one below its row, and how wide they are."""
    natural = [max([len(name), *(_width(row[one]) for row in cells)]) for one, name in enumerate(columns)]
    at = [one for one in range(len(columns)) if _any(cells, one)]
    below = None
    if len(at) > 2 and _needed(natural, at) > wide and natural[at[-1]] > _LONG:
        below = at.pop()
    least = [min(width, 18 if wide >= _ROOMY else 12) for width in natural]
    while len(at) > 2 and _needed(least, at) > wide:
        at.remove(next((one for name in _FIRST_TO_GO for one in at if columns[one] == name), at[-1]))
    room = wide - len(_GAP) * (len(at) - 1)
    cap = max(natural)
    while cap > 4 and sum(min(natural[one], cap) for one in at) > room:
        cap -= 1
    return at, below, [min(natural[one], cap) for one in at]


def _needed(widths: Sequence[int], at: Sequence[int]) -> int:
    return sum(widths[one] for one in at) + len(_GAP) * (len(at) - 1)


def _with_bars(cells: Cells, counts: Sequence[int], longest: int) -> list[list[str]]:
    top = max(counts, default=1)
    bars = ["█" * max(1, round(longest * count / top)) for count in counts]
    return [[*texts, bar] for texts, bar in zip(cells, bars, strict=True)] if bars else [list(texts) for texts in cells]


def _plain(columns: Sequence[str], cells: Cells) -> Iterator[str]:
    widths = [max([len(column), *(_width(row[at]) for row in cells)]) for at, column in enumerate(columns)]
    for line in (columns, *cells):
        yield _line(line, widths)


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    padded = (text + " " * (width - _width(text)) for text, width in zip(texts, widths, strict=False))
    return _GAP.join(padded).rstrip()


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """A text in lines of at most `width`, begun with `first` and then `rest`, broken between words where it can be."""
    if _is_narrow(text):
        from textwrap import wrap
    else:
        from wcwidth import wrap
    return wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [first]


def _width(text: str) -> int:
    """Columns a text takes on a terminal: Chinese, Japanese and Korean letters take two, combining marks none."""
    if _is_narrow(text):
        return len(text)
    from wcwidth import width

    return width(text)


def _is_narrow(text: str) -> bool:
    """Are all letters one column wide? Those before the combining marks are: Latin ones with whatever accent."""
    return text.isascii() or max(text) < "\u0300"
