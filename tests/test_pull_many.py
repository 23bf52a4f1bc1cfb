"""Many conferences in one run: each for itself, told in a table, fit for cron."""

import contextlib
import io
import json
import re
import sqlite3
import sys

import pytest

from scraper import pull as pulling
from scraper import tour
from scraper.cli import outcomes
from scraper.cli.options import default_file
from scraper.errors import BadFile, InputError

PAGE = (
    "<!doctype html><title>Speakers | {title}</title><h1>{title}</h1><h2>Speakers</h2><section class=speakers>"
    "<div class=card><h3>Ana Ruiz</h3><p>Nurse, Harbour Health</p></div>"
    "<div class=card><h3>Bo Lindqvist</h3><p>Designer, Tidewater Labs</p></div>"
    "<div class=card><h3>Chioma Adeyemi</h3><p>Civil Engineer, City of Lindenmouth</p></div></section>"
)


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "robots.txt").write_text("User-agent: *\nAllow: /\n")
    for name in ("spring", "autumn"):
        (folder / f"{name}.html").write_text(PAGE.format(title=f"{name.title()} School 2026"))
    (folder / "soon.html").write_text("<title>Winter School 2026</title><h2>Speakers</h2><p>To be announced</p>")
    with tour.serve(folder) as base:
        yield base


@pytest.fixture
def listed(site, tmp_path):
    file = tmp_path / "list.txt"
    file.write_text(
        f"\ufeff# our conferences\n\n{site}spring.html\n  {site}soon.html\t# later\n{site}spring.html\n"
        f"{site}missing.html # moved\nno such conference at all\n{site}autumn.html\n",
        encoding="utf-8",
    )
    return file


def test_every_conference_of_a_list_is_pulled_whatever_becomes_of_the_others(listed, site, run):
    code, out, err = run("pull", "--from-file", listed)
    rows = [re.split(r"\s{2,}", line) for line in out.splitlines()]
    told = {row[0]: row[1] for row in rows[1:]}
    assert code == 4  # the worst there was
    assert told == {
        "Spring School 2026": "ok",
        "Autumn School 2026": "ok",
        f"{site}missing.html": "gone",
        f"{site}soon.html": "announced later",
        "no such conference at all": "not understood",
    }
    assert [row[1] for row in rows[1:3]] == ["ok", "ok"]  # what went wrong stands last
    assert {line for line in err.splitlines() if not line.startswith("  hint")} == {
        "coffeechat: no conference is called 'no such conference at all'",
        f"coffeechat: {site}missing.html: 127.0.0.1 has no such page (404)",
        f'coffeechat: {site}soon.html: the speakers are not announced yet: the page says "To be announced"',
    }
    assert len(json.loads(run("speakers", "--json")[1])) == 3


def test_run_by_cron_says_nothing_on_a_good_night_but_the_table(site, run, tmp_path):
    file = tmp_path / "list.txt"
    file.write_text(f"{site}spring.html\n{site}autumn.html\n")
    code, out, err = run("pull", "--from-file", file)
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 3
    assert run("pull", "--from-file", file, "-q") == (0, "", "")


def test_on_a_terminal_each_is_told_as_it_ends(site, run, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    file = tmp_path / "list.txt"
    file.write_text(f"{site}spring.html\n{site}autumn.html\n")
    err = run("pull", "--from-file", file)[2]
    assert "Spring School 2026" in err
    assert "3 new" in err
    assert "Next: coffeechat companies" in err


def test_a_bug_of_ours_costs_one_conference_only(site, run, tmp_path, monkeypatch):
    file = tmp_path / "list.txt"
    file.write_text(f"{site}spring.html\n{site}autumn.html\n")
    gather = pulling.gather

    async def sometimes(target, *more):
        if "spring" in target.url:
            raise ZeroDivisionError("by nothing")
        return await gather(target, *more)

    monkeypatch.setattr(pulling, "gather", sometimes)
    code, out, err = run("pull", "--from-file", file)
    assert code == 1
    assert "a bug in coffeechat: ZeroDivisionError: by nothing (test_pull_many.py, line " in err
    assert "Traceback" not in err
    assert re.search("^Autumn School 2026 +ok ", out, re.MULTILINE)
    with contextlib.closing(sqlite3.connect(default_file())) as connection:
        verdicts = connection.execute("SELECT verdict FROM pulls ORDER BY verdict").fetchall()
    assert verdicts == [("failed",), ("ok",)]


def test_a_bug_alone_is_told_as_a_bug(site, run, monkeypatch):
    async def never(*_):
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(pulling, "gather", never)
    code, _, err = run("pull", f"{site}spring.html")
    assert code == 1
    assert "this is a bug in coffeechat" in err


def test_second_run_finds_nothing_new(listed, run):
    run("pull", "--from-file", listed)
    out = run("pull", "--from-file", listed)[1]
    assert [line.split()[4:] for line in out.splitlines()[1:3]] == [["3", "0", "0", "0"]] * 2


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("a\n\n# b\nc # d\n", ["a", "c"]),
        ("https://x.example/#speakers\n", ["https://x.example/#speakers"]),
        ("\ufeffa\r\nb\ta\n", ["a", "b a"]),
        ("a\na\n  a  \n#\n", ["a"]),
    ],
)
def test_list_has_one_target_a_line(tmp_path, text, targets):
    file = tmp_path / "list.txt"
    file.write_bytes(text.encode())
    assert outcomes.listed(file) == targets


def test_list_comes_from_standard_input(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a\nb\n")))
    assert outcomes.listed(outcomes.Path("-")) == ["a", "b"]


@pytest.mark.parametrize(("content", "error"), [(None, BadFile), (b"# nothing\n\n", InputError)])
def test_list_that_is_none(tmp_path, content, error):
    file = tmp_path / "list.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(error):
        outcomes.listed(file)


def test_list_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(outcomes, "MOST_TARGETS", 2)
    file = tmp_path / "list.txt"
    file.write_text("a\nb\nc\n")
    with pytest.raises(InputError, match="has 3 lines"):
        outcomes.listed(file)
