"""Searches kept under a name, and the order of those who fit best."""

from __future__ import annotations

import json

import pytest
from invented import pull, put, speaker

from scraper.store import write


@pytest.fixture(autouse=True)
def people(own_home):
    put(own_home / "speakers.db", pulled)


def pulled(file):
    people = [
        speaker("Ana Ruiz", "Nurse", "Nord Clinic", kind="hospital", role_family="medicine", topics=("privacy",)),
        speaker("Bo Lind", "Doctor", "Nord Clinic", kind="hospital", role_family="medicine"),
        speaker("Eda Kor", "Developer", "Wibble", role_family="engineering", topics=("privacy",)),
        speaker("Kay Oss", "Potter", "Wobble"),
    ]
    with write.open_store(file) as database:
        pull(database, people)


def names(out):
    return [one["name"] for one in json.loads(out)]


def test_search_is_kept_found_listed_and_forgotten(run):
    assert run("speakers", "--topic", "privacy", "--save", "my search")[0] == 0
    assert sorted(names(run("speakers", "--saved", "my search", "--json")[1])) == ["Ana Ruiz", "Eda Kor"]
    assert names(run("speakers", "--saved", "my search", "--kind", "hospital", "--json")[1]) == ["Ana Ruiz"]
    [kept] = json.loads(run("speakers", "--searches", "--json")[1])
    assert (kept["name"], kept["filters"]) == ("my search", {"topic": "privacy"})
    assert "my search  topic privacy" in run("speakers", "--searches")[1]
    assert run("speakers", "--unsave", "my search")[0] == 0
    code, _, said = run("speakers", "--saved", "my search")
    assert (code, "no search is saved" in said) == (2, True)


def test_saving_again_changes_it(run):
    run("speakers", "--topic", "privacy", "--save", "x")
    assert "Changed" in run("speakers", "--company", "wibble", "--save", "x")[2]
    assert names(run("speakers", "--saved", "x", "--json")[1]) == ["Eda Kor"]


@pytest.mark.parametrize("words", [("--save", "all"), ("nurse", "--save", " "), ("nurse", "--save", "x" * 99)])
def test_search_that_cannot_be_kept_is_told(run, words):
    code, _, said = run("speakers", *words)
    assert code == 2
    assert "hint" in said


def test_a_slip_in_the_name_is_told_with_the_near_ones(run):
    run("speakers", "--topic", "privacy", "--save", "privacy")
    assert "there are: privacy" in run("speakers", "--saved", "privac")[2]
    assert run("speakers", "--unsave", "nothing")[0] == 2


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (("--kind", "hospitel"), "  did you mean --kind hospital?"),
        (("--kind", "zebra"), "  --kind here: hospital, other"),
        (("--topic", "pryvacy"), "  did you mean --topic privacy?"),
        (("--topic", "zebra"), None),
        (("--kind", "hospital", "--topic", "zebra"), None),
    ],
)
@pytest.mark.parametrize("command", ["speakers", "companies", "landscape"])
def test_what_was_perhaps_meant_is_told_where_nobody_fits(run, command, asked, line):
    code, out, err = run(command, *asked)
    assert (code, out) == (0, "")
    assert [one for one in err.splitlines()[1:] if one.startswith(line or "  ")] == ([line] if line else [])


def test_fit_lists_who_has_most_of_it(run):
    asked = ("speakers", "--topic", "privacy", "--kind", "hospital", "--sort", "fit")
    rows = json.loads(run(*asked, "--json")[1])
    assert [(row["name"], row["fits"]) for row in rows] == [
        ("Ana Ruiz", ["kind hospital", "topic privacy"]),
        ("Bo Lind", ["kind hospital"]),
        ("Eda Kor", ["topic privacy"]),
    ]
    assert "kind hospital; topic privacy" in run(*asked)[1]
    assert "1 of 3 people" in run(*asked, "--limit", "1")[2]
    assert names(run("speakers", "potter", "doctor", "--sort", "fit", "--json")[1]) == ["Kay Oss", "Bo Lind"]
    assert len(names(run("speakers", "--sort", "fit", "--json")[1])) == 4


@pytest.mark.parametrize("order", ["employer", "year", "seniority", "relevance"])
def test_orders_people_ask_for(run, order):
    assert sorted(names(run("speakers", "--sort", order, "--json")[1])) == ["Ana Ruiz", "Bo Lind", "Eda Kor", "Kay Oss"]


def test_landscape_is_printed_and_written(run, tmp_path):
    page = tmp_path / "page.html"
    code, out, _ = run("landscape", "--topic", "privacy")
    assert (code, out.splitlines()[0][:8]) == (0, "2 people")
    assert json.loads(run("landscape", "--json")[1])[0]["people"] == 4
    assert run("landscape", "--csv")[1].startswith("kind,role_family,people")
    assert run("landscape", "--html", page)[2].strip().endswith("or print it.")
    assert "<svg" in page.read_text(encoding="utf-8")
    assert run("landscape", "--html", tmp_path / "no" / "page.html")[0] == 6
    assert "Nobody fits" in run("landscape", "--topic", "zebras")[2]
