"""A real pretalx, pulled with coffeechat, against what its organisers' database holds.

Not part of the default run. `COFFEECHAT_PRETALX=FOLDER pytest -n 0 -m integration tests/integration` installs pretalx
there (once, from PyPI), fills it with invented people, serves it on loopback and pulls it twice.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pretalx_lab
import pytest

pytestmark = pytest.mark.integration
FORBIDDEN = ("/me/", "/locale/set", "/orga/", "/download/", "/redirect/", "/api/", "/media/")  # its robots.txt
ASKED = re.compile(r'"(?P<verb>[A-Z]+) (?P<path>\S+) HTTP/[\d.]+" (?P<status>\d+)')


@pytest.fixture(scope="module")
def lab():
    folder = os.environ.get("COFFEECHAT_PRETALX")
    if not folder:
        pytest.skip("COFFEECHAT_PRETALX names no folder to keep pretalx in")
    with pretalx_lab.serve(Path(folder).expanduser().resolve()) as served:
        yield served


@pytest.fixture(scope="module")
def pulled(lab, tmp_path_factory):
    """Two pulls into one file: what each said, what it asked for, and the file's rows after it."""
    db = tmp_path_factory.mktemp("pulled") / "speakers.db"
    pulls = []
    for _ in range(2):
        before = len(requests(lab))
        done = subprocess.run(
            [sys.executable, "-m", "scraper", "pull", lab.url, "--db", str(db), "-v"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )
        rows = list_of(db, "SELECT * FROM appearances ORDER BY id") + list_of(db, "SELECT * FROM sightings ORDER BY id")
        pulls.append(SimpleNamespace(code=done.returncode, said=done.stderr, asked=requests(lab)[before:], rows=rows))
    people = {
        row["record_id"]: row
        for row in dicts(
            db,
            "SELECT a.*, g.name AS verbatim, (SELECT json_group_array(t.title) FROM talk_speakers x "
            "JOIN talks t ON t.id = x.talk_id WHERE x.appearance_id = a.id) AS talks, "
            "(SELECT json_group_array(url) FROM links WHERE appearance_id = a.id) AS links "
            "FROM appearances a JOIN sightings g ON g.appearance_id = a.id AND g.current = 1",
        )
    }
    return SimpleNamespace(first=pulls[0], second=pulls[1], people=people, text="\n".join(dump_of(db)))


def requests(lab):
    return [(one["path"], int(one["status"])) for one in ASKED.finditer(lab.asked.read_text(encoding="utf-8"))]


def list_of(db, sql):
    connection = sqlite3.connect(db)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def dicts(db, sql):
    connection = sqlite3.connect(db)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(sql)]
    finally:
        connection.close()


def dump_of(db):
    connection = sqlite3.connect(db)
    try:
        return [*connection.iterdump()]
    finally:
        connection.close()


def told(lab, pulled, fact):
    """{code: (what the organisers hold, what was read)} where the two differ."""
    pairs = {one["code"]: (one[fact], pulled.people[one["code"]][fact]) for one in lab.truth["speakers"]}
    return {code: pair for code, pair in pairs.items() if pair[0] != pair[1]}


def test_the_lab_is_worth_reading(lab):
    people = lab.truth["speakers"]
    assert len(people) > 60
    assert sum(one["role"] is not None for one in people) > 20
    assert sum(len(one["talks"]) > 1 for one in people) > 3
    assert len(lab.truth["hidden"]) > 4
    assert len(lab.truth["not_public"]) > 4


def test_every_public_speaker_is_there_and_nobody_else(lab, pulled):
    assert pulled.first.code == 0
    assert {code: one["verbatim"] for code, one in pulled.people.items()} == {
        one["code"]: one["name"] for one in lab.truth["speakers"]
    }


def test_talks_are_those_of_the_released_schedule(lab, pulled):
    read = {code: sorted(json.loads(one["talks"])) for code, one in pulled.people.items()}
    assert read == {one["code"]: one["talks"] for one in lab.truth["speakers"]}


def test_nothing_that_is_not_public_is_kept(lab, pulled):
    for text in (*lab.truth["not_public"], *lab.truth["hidden"], *lab.truth["secret"]):
        assert f"'{text}'" not in pulled.text, text
        assert f'"{text}"' not in pulled.text, text


@pytest.mark.parametrize("fact", ["role", "employer"])
def test_public_answers_are_read_and_what_nobody_answered_is_not_made_up(lab, pulled, fact):
    wrong = told(lab, pulled, fact)
    # Whoever left the question out may still tell it in a biography; then it is marked so.
    assert {
        code: pair for code, pair in wrong.items() if pair[0] or pulled.people[code][f"{fact}_source"] != "bio"
    } == {}
    assert {pulled.people[one["code"]][f"{fact}_source"] for one in lab.truth["speakers"] if one[fact]} <= {
        "page",
        "data",
    }


def test_published_profiles_are_kept(lab, pulled):
    missing = {
        one["code"]: one["links"]
        for one in lab.truth["speakers"]
        if not set(one["links"]) <= set(json.loads(pulled.people[one["code"]]["links"]))
    }
    assert missing == {}


def test_robots_txt_is_obeyed(pulled):
    asked = [path for path, _ in (*pulled.first.asked, *pulled.second.asked)]
    assert asked[0] == "/robots.txt"
    assert [path for path in asked if path.startswith(FORBIDDEN)] == []


def test_a_second_pull_brings_nothing_new(pulled):
    assert pulled.second.code == 0
    assert "nothing new since the last pull" in pulled.second.said
    assert pulled.second.rows == pulled.first.rows
    # What is asked for again is what was asked for at first: pretalx 2025.2 sends it whole, since it compares the ETag of
    # its export without the quotes it sends it with, and marks its pages with nothing.
    assert sorted(path for path, _ in pulled.second.asked if path != "/robots.txt") == sorted(
        path for path, _ in pulled.first.asked if path != "/robots.txt"
    )
    assert "/robots.txt" not in [path for path, _ in pulled.second.asked]


def test_a_pull_by_the_schedules_address_finds_the_same_people(lab, pulled, tmp_path):
    url = f"{lab.url}schedule/export/schedule.json"
    done = subprocess.run(
        [sys.executable, "-m", "scraper", "extract", url, "--json", "--db", str(tmp_path / "none.db")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert {one["record_id"] for one in json.loads(done.stdout)["speakers"]} == set(pulled.people)
