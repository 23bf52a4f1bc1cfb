"""How rows and progress are shown on a terminal and in a pipe."""

import sys

import pytest

from scraper.cli.present import cell, emit
from scraper.cli.progress import Progress
from scraper.fetch.events import Asked, Got, Retrying, Waiting

ROWS = [
    {"company": "Harbour [bold]Health", "people": 3, "roles": ["Nurse", "Doctor"]},
    {"company": "Tidewater \x1b[31mLabs", "people": 1, "roles": []},
]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "yes"), (False, ""), (["a", None, "b"], "a; ; b"), ("a\n b\t\x07", "a b \ufffd"), (3, "3")],
)
def test_cell_is_one_safe_line(value, text):
    assert cell(value) == text


def test_table_on_a_terminal_has_bars_and_takes_no_markup_from_data(capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    emit(ROWS, ("company", "people", "roles"), form="table", bar="people")
    shown = capsys.readouterr().out
    assert "Harbour [bold]Health" in shown
    assert "█" * 12 in shown
    assert "█" * 4 in shown
    assert "\x1b[31m" not in shown


def test_table_in_a_pipe_is_aligned_and_whole(capsys):
    emit(ROWS, ("company", "people", "roles"), form="table", bar="people")
    assert capsys.readouterr().out.splitlines() == [
        "company               people  roles",
        f"Harbour [bold]Health  3       Nurse; Doctor  {'█' * 24}",
        f"Tidewater \ufffd[31mLabs   1                      {'█' * 8}",
    ]


def a_pull(progress):
    for event in (
        Asked("https://spring.example/a"),
        Waiting("spring.example", 5.0, "its own pace"),
        Retrying("https://spring.example/a", 2, "no answer"),
        Got("https://spring.example/a", 200, 2048, from_archive=True),
    ):
        progress(event)


def test_progress_says_nothing_in_the_first_second(capsys):
    with Progress(0) as progress:
        a_pull(progress)
    assert capsys.readouterr().err == ""


def test_progress_is_one_line_on_a_terminal_and_is_taken_away(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with Progress(0) as progress:
        progress.began -= 60
        progress.shown_at -= 60
        progress(Waiting("spring.example", 5.0, "its own pace"))
        progress.shown_at -= 60
        progress(Retrying("https://spring.example/a", 2, "no answer"))
        progress.shown_at -= 60
        progress(Got("https://spring.example/a", 200, 2048))
    shown = capsys.readouterr().err
    assert "waiting 5 s for spring.example" in shown
    assert "asking spring.example again" in shown
    assert "1 page read, 2 kB" in shown
    assert shown.endswith("\r\x1b[2K")


def test_progress_in_a_log_is_a_plain_line_now_and_then(capsys):
    with Progress(0) as progress:
        progress.began -= 60
        progress.shown_at -= 60
        progress(Got("https://spring.example/a", 200, 2048))
        progress(Got("https://spring.example/b", 200, 2048))
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("1 page read, 2 kB, 60 s")


def test_progress_with_v_is_a_line_an_event(capsys):
    with Progress(1) as progress:
        a_pull(progress)
    assert capsys.readouterr().err.splitlines() == [
        "  fetch https://spring.example/a",
        "  wait  spring.example 5.0 s: its own pace",
        "  again https://spring.example/a (2): no answer",
        "  got   https://spring.example/a 200 (kept copy)",
    ]


def test_progress_with_q_is_silent(capsys):
    with Progress(-1) as progress:
        progress.began -= 60
        progress.shown_at -= 60
        a_pull(progress)
    assert capsys.readouterr().err == ""


def test_table_in_a_pipe_is_aligned_for_wide_letters(capsys):
    emit(
        [{"name": "早乙女 千景", "role": "Curator"}, {"name": "Işıl Karadağ", "role": "Nurse"}],
        ("name", "role"),
        form="table",
    )
    assert capsys.readouterr().out.splitlines() == [
        "name          role",
        "早乙女 千景   Curator",
        "Işıl Karadağ  Nurse",
    ]
