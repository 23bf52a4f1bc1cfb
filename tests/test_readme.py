"""The README shows what the program prints.

Every ```console block is run, in order, in one empty folder: a line "$ command" is typed (variables may be set before
it), the lines after it are what must be printed (stdout and stderr together). A line of just "..." stands for any lines.
"""

import io
import re
import shlex
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from scraper.cli import main

README = Path(__file__).parents[1] / "README.md"


def sessions(text):
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        command, expected = None, []
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, expected
                command, expected = line[2:], []
            else:
                expected.append(line.rstrip())
        if command:
            yield command, expected


def same(text):
    """What differs from run to run: the port the sample site got, and the day."""
    text = re.sub(r"http://127\.0\.0\.1:\d+", "http://127.0.0.1:8000", text)
    text = re.sub(r"\d{4}-\d\d-\d\d", "2026-01-31", text)
    return [line.rstrip() for line in text.splitlines()]


def matches(shown, expected):
    """Do the lines shown fit the lines expected, "..." standing for any number of lines?"""
    if not expected:
        return not shown
    if expected[0] == "...":
        return any(matches(shown[at:], expected[1:]) for at in range(len(shown) + 1))
    return bool(shown) and shown[0] == expected[0] and matches(shown[1:], expected[1:])


@pytest.mark.slow
def test_readme_shows_what_the_program_prints(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COFFEECHAT_DB", "coffeechat-tour/speakers.db")
    steps = list(sessions(README.read_text(encoding="utf-8")))
    assert len(steps) >= 5
    for command, expected in steps:
        words = shlex.split(command)
        with monkeypatch.context() as patch:
            while "=" in words[0]:  # COFFEECHAT_NOW=2026-05-12 coffeechat today
                name, _, value = words.pop(0).partition("=")
                patch.setenv(name, value)
            assert words.pop(0) == "coffeechat", command
            shown = printed(words)
        if words == ["tour"]:
            time.sleep(1)  # a shortlist is in the order of seconds; nobody types their next command within the same
        assert matches(same(shown), same("\n".join(expected))), f"$ {command}\n{shown}"


def printed(words):
    """What a command prints, standard output and standard error as they come."""
    told = io.StringIO()
    with redirect_stdout(told), redirect_stderr(told), pytest.raises(SystemExit):
        main(words)
    return told.getvalue()


def test_readme_holds_the_two_lines_that_do_everything():
    text = README.read_text(encoding="utf-8")
    assert "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/coffeechat tour" in text
    assert "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest" in text


def test_readme_goes_all_the_way_from_a_tour_to_a_report_back():
    typed = [shlex.split(command) for command, _ in sessions(README.read_text(encoding="utf-8"))]
    commands = [next(word for word in words if word != "coffeechat" and "=" not in word) for words in typed]
    wanted = [
        "tour",
        "profile",
        "shortlist",
        "research",
        "draft",
        "log",
        "today",
        "log",
        "log",
        "prepare",
        "log",
        "debrief",
        "draft",
        "log",
        "today",
        "draft",
        "log",
        "referrals",
        "export",
    ]
    left = iter(commands)
    assert [one for one in wanted if one not in left] == []
