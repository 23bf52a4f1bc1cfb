"""Tables: whole in a pipe, fitted to the width of a terminal."""

from __future__ import annotations

import sys

import click
import pytest

from scraper.cli import columns, present

PEOPLE = ("id", "name", "role", "employer", "topics", "conferences")
ROWS = [
    ["p-1", "Ines Falk", "Head of Digital Services", "Ministry of Housing", "buses; maps", "Many Hands 2026"],
    ["p-2", "高橋 澪", "エンジニア", "港湾バス株式会社", "", "Many Hands 2026"],
]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    return monkeypatch


def _lines(terminal: pytest.MonkeyPatch, wide: int, *told: object) -> list[str]:
    terminal.setenv("COLUMNS", str(wide))
    return [click.unstyle(line) for line in columns.table(*told)]  # type: ignore[arg-type]


@pytest.mark.parametrize("wide", [20, 40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(terminal: pytest.MonkeyPatch, wide: int) -> None:
    assert max(map(columns._width, _lines(terminal, wide, PEOPLE, ROWS))) <= wide


@pytest.mark.parametrize(
    ("wide", "missing"),
    [(200, []), (80, ["conferences"]), (40, ["employer", "topics", "conferences"])],
)
def test_columns_without_room_are_named(terminal: pytest.MonkeyPatch, wide: int, missing: list[str]) -> None:
    terminal.setenv("COLUMNS", str(wide))
    assert columns.left_out(PEOPLE, ROWS) == missing


def test_a_long_last_column_stands_below_its_row(terminal: pytest.MonkeyPatch) -> None:
    why = "+2 works in engineering; +1 does the work; +2 a step ahead of you"
    assert _lines(terminal, 50, ("name", "score", "why"), [["Ines Falk", "5", why]]) == [
        "name       score",
        "Ines Falk  5",
        "    +2 works in engineering; +1 does the work; +2",
        "    a step ahead of you",
    ]


def test_bars_take_what_the_texts_leave(terminal: pytest.MonkeyPatch) -> None:
    assert _lines(terminal, 80, ("role_family", "people"), [["design", "4"], ["arts", "1"]], (4, 1)) == [
        "role family  people",
        "design       4       ██████████",
        "arts         1       ██",
    ]
    assert "█" not in "".join(_lines(terminal, 40, ("role_family", "people"), [["design", "4"]], (4,)))


def test_a_pipe_gets_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert list(columns.table(PEOPLE, ROWS[:1])) == [
        "id   name       role                      employer             topics       conferences",
        "p-1  Ines Falk  Head of Digital Services  Ministry of Housing  buses; maps  Many Hands 2026",
    ]
    assert present.paragraph("a b " * 40, "  label  ").count("\n") == 0


def test_a_paragraph_hangs_below_its_label(terminal: pytest.MonkeyPatch) -> None:
    terminal.setenv("COLUMNS", "30")
    assert (
        present.paragraph("counts passengers in the rain", "  bio  ") == "  bio  counts passengers in\n       the rain"
    )


def test_a_list_in_a_line_hangs_deeper(terminal: pytest.MonkeyPatch) -> None:
    terminal.setenv("COLUMNS", "30")
    assert present.paragraph("nursing: 2 (Head Nurse, Ward Nurse)", "  ", hang=4) == (
        "  nursing: 2 (Head Nurse, Ward\n      Nurse)"
    )
