"""What the reading was not sure of: asked, answered, and the answer kept over every later pull."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from invented import SITE, SPRING, WHEN, dump, facts, new_store, pull, speaker

from scraper import reading
from scraper.cli import cli
from scraper.doubts import doubts, question
from scraper.errors import InputError
from scraper.model import Doubt, LeftOut
from scraper.store import query
from scraper.store.hand.settle import settle
from scraper.store.rows import company
from scraper.store.rows import facts as stored

ANA = speaker(
    "Ana Ruiz",
    "Nurse",
    "Harbour Health",
    role_family="medicine",
    topics=("zebras", "data"),
    talks=("Caring",),
    bio="Looks after all.",
)
RUST = speaker("Rust Group")
OLGA = LeftOut(name="Olga Orgel", reason="organiser", source=SITE)
ASKED = (
    Doubt(kind="speaker", name="Rust Group", why="does not look like a person's name", source=SITE),
    Doubt(kind="left_out", name="Olga Orgel", said="organiser", why="left out as organiser", source=SITE),
    Doubt(kind="role", name="Ana Ruiz", said="Nurse", said_in="page", why="has few words of a job title", source=SITE),
    Doubt(kind="employer", name="Ana Ruiz", said="Harbour Health", said_in="page", why="is a place", source=SITE),
)
NUMBERS = {"speaker": 1, "left_out": 2, "role": 3, "employer": 4}


@pytest.fixture
def database(tmp_path):
    with new_store(tmp_path / "speakers.db") as opened:
        assert again(opened).unsure == 4
        yield opened


def again(database, *, people=(ANA, RUST), days=0):
    """The same pull, once more."""
    return pull(database, people, left_out=[OLGA], doubts=ASKED, when=WHEN + timedelta(days=days))


def listed(database):
    return [row[0] for row in facts(database.conn, "SELECT name FROM speakers WHERE current = 1 ORDER BY name")]


def left_out(database):
    return facts(database.conn, "SELECT name, reason FROM left_out ORDER BY name")


def job(database):
    return facts(
        database.conn,
        f"SELECT s.role, s.employer, {company('s')}, s.role_family, {stored(['role_source', 'employer_source'])} FROM speakers s "
        "JOIN appearances a ON a.speaker_id = s.id WHERE s.name = 'Ana Ruiz'",
    )[0]


@pytest.mark.parametrize(
    ("someone", "kinds"),
    [
        (speaker("Ana Ruiz", "Staff Engineer", "Acme GmbH"), []),
        (speaker("Ana Ruiz"), []),
        (speaker("Rust 4 everybody"), ["speaker"]),
        (speaker("Ana Ruiz", "Engineer"), []),
        (speaker("Ana Ruiz", "building tools for many a team and engineer of things"), ["role"]),
        (speaker("Ana Ruiz", "Engineer", "Berlin, Germany"), ["employer"]),
        (speaker("Ana Ruiz", "Engineer", "Lead Developer"), ["employer"]),
        (speaker("Ana Ruiz", None, "the place where all of it once began"), ["employer"]),
        (speaker("Ana Ruiz", "Engineer", "many small firms", employer_source="bio"), ["employer"]),
    ],
)
def test_doubts_of_one_person(someone, kinds):
    assert [one.kind for one in doubts([someone], [])] == kinds


def test_doubts_about_a_few_left_out_and_not_about_a_committee():
    few = [LeftOut(name=name, reason="organiser") for name in ("Olga Meier", "Peter Schmidt")]
    assert [(one.kind, one.name) for one in doubts([], few)] == [
        ("left_out", "Olga Meier"),
        ("left_out", "Peter Schmidt"),
    ]
    many = [LeftOut(name=f"{given} Schmidt", reason="organiser") for given in ("Anna", "Peter", "Maria")]
    assert doubts([], many) == ()
    assert doubts([], [LeftOut(name="TBA", reason="placeholder")]) == ()


@pytest.mark.parametrize(
    ("kind", "said", "text"),
    [
        ("speaker", None, 'Is "Ana" a speaker?'),
        ("left_out", "organiser", 'Is "Ana" a speaker?'),
        ("role", "Nurse", 'Is "Nurse" what Ana does?'),
        ("employer", "Acme", 'Does Ana work for "Acme"?'),
    ],
)
def test_question(kind, said, text):
    assert question(kind, "Ana", said) == text


def test_reading_counts_what_is_unsure():
    read = reading.Reading(
        edition=SPRING, speakers=(ANA, replace(ANA, name="Rust 4 everybody", role=None, sighting=RUST.sighting))
    )
    assert reading.receipt(read)["unsure"] == 1
    assert "; 1 unsure; " in reading.summary(read)
    assert [one["question"] for one in reading.as_json(read)["unsure"]] == ['Is "Rust 4 everybody" a speaker?']


def test_settle_no_takes_somebody_out_and_keeps_them_out(database):
    settle(database, NUMBERS["speaker"], "no")
    assert (listed(database), left_out(database)) == (
        ["Ana Ruiz"],
        [("Olga Orgel", "organiser"), ("Rust Group", "you said so")],
    )
    changes = again(database, days=1)
    assert (changes.new, changes.changed, changes.withdrawn, changes.unsure) == (0, 0, 0, 3)
    assert (listed(database), left_out(database)) == (
        ["Ana Ruiz"],
        [("Olga Orgel", "organiser"), ("Rust Group", "you said so")],
    )


def test_settle_yes_puts_somebody_in_and_keeps_them_in(database):
    settle(database, NUMBERS["left_out"], "y")
    assert (listed(database), left_out(database)) == (["Ana Ruiz", "Olga Orgel", "Rust Group"], [])
    changes = again(database, days=1)
    assert (changes.new, changes.changed, changes.withdrawn) == (0, 0, 0)
    assert (listed(database), left_out(database)) == (["Ana Ruiz", "Olga Orgel", "Rust Group"], [])


@pytest.mark.parametrize(
    ("kind", "answer", "expected"),
    [
        ("role", "Data Scientist", ("Data Scientist", "Harbour Health", "Harbour Health", "data", "you", "page")),
        ("role", "yes", ("Nurse", "Harbour Health", "Harbour Health", "medicine", "you", "page")),
        ("role", "no", (None, "Harbour Health", "Harbour Health", None, None, "page")),
        ("employer", "ACME  GmbH", ("Nurse", "ACME GmbH", "ACME", "medicine", "page", "you")),
        ("employer", "NO", ("Nurse", None, None, "medicine", "page", None)),
    ],
)
def test_settle_a_fact_holds_over_later_pulls(database, kind, answer, expected):
    settle(database, NUMBERS[kind], answer)
    assert job(database) == expected
    otherwise = replace(ANA, role="Speaker", employer="Somewhere", company="Somewhere")
    again(database, people=(otherwise, RUST), days=1)
    assert job(database)[:2] == (
        expected[0] if kind == "role" else "Speaker",
        expected[1] if kind == "employer" else "Somewhere",
    )
    changes = again(database, days=2)
    assert (changes.new, changes.withdrawn, job(database)) == (0, 0, expected)


def test_settle_a_fact_leaves_an_identical_pull_nothing_to_change(database):
    settle(database, NUMBERS["role"], "Data Scientist")
    changes = again(database, days=1)
    assert (changes.new, changes.changed, changes.same) == (0, 0, 2)


@pytest.mark.parametrize(
    ("kind", "answer"), [("speaker", "no"), ("left_out", "yes"), ("role", "CTO"), ("employer", "no")]
)
def test_settle_can_be_taken_back(database, kind, answer):
    before = (listed(database), left_out(database), job(database))
    settle(database, NUMBERS[kind], answer)
    assert (listed(database), left_out(database), job(database)) != before
    settle(database, NUMBERS[kind], None)
    assert (listed(database), left_out(database), job(database)) == before
    again(database, days=1)
    assert (listed(database), left_out(database), job(database)) == before


def test_settle_a_fact_of_somebody_left_out_does_not_list_them(database):
    pull(
        database,
        [ANA, RUST],
        left_out=[OLGA],
        doubts=[*ASKED, Doubt(kind="speaker", name="Ana Ruiz", why="does not look like a person's name", source=SITE)],
    )
    ((number,),) = facts(database.conn, "SELECT id FROM reviews WHERE kind = 'speaker' AND name = 'Ana Ruiz'")
    settle(database, number, "no")
    settle(database, NUMBERS["role"], "CTO")
    assert listed(database) == ["Rust Group"]
    settle(database, number, None)
    assert (listed(database), job(database)[0]) == (["Ana Ruiz", "Rust Group"], "CTO")


def test_pull_of_nobody_but_people_left_out_by_hand_is_a_good_one(database):
    settle(database, NUMBERS["speaker"], "no")
    changes = pull(database, [RUST], doubts=ASKED[:1], when=WHEN + timedelta(days=1))
    assert (changes.people, listed(database)) == (0, [])


def test_settle_keeps_everything_else_about_a_person(database, tmp_path):
    def person():
        with closing(query.connect(tmp_path / "speakers.db")) as read:
            known = query.speaker(read, query.find(read, "Ana Ruiz"))
        return {fact: known[fact] for fact in ("name", "bio", "topics", "links", "employer", "headline")}

    before = person()
    settle(database, NUMBERS["role"], "CTO")
    assert person() == before


@pytest.mark.parametrize(("number", "answer"), [(99, "yes"), (1, "perhaps"), (2, "Acme")])
def test_settle_refuses_what_is_no_answer(database, number, answer):
    before = dump(database.conn)
    with pytest.raises(InputError):
        settle(database, number, answer)
    assert dump(database.conn) == before


def test_pull_forgets_open_questions_that_are_no_longer_asked(database):
    settle(database, NUMBERS["role"], "CTO")
    pull(database, [ANA, RUST], left_out=[OLGA], doubts=ASKED[:1], when=WHEN + timedelta(days=1))
    assert facts(database.conn, "SELECT kind, answer FROM reviews ORDER BY id") == [("speaker", None), ("role", "CTO")]


def run(tmp_path, *arguments):
    result = CliRunner().invoke(
        cli, ["review", *arguments, "--db", str(tmp_path / "speakers.db")], catch_exceptions=True
    )
    return result.output, result.exception


def test_review_lists_answers_and_takes_back(database, tmp_path):
    listing, _ = run(tmp_path)
    assert [line for line in listing.splitlines() if line.startswith("r-")] == [
        'r-1    Is "Rust Group" a speaker?',
        'r-3    Is "Nurse" what Ana Ruiz does?',
        'r-4    Does Ana Ruiz work for "Harbour Health"?',
        'r-2    Is "Olga Orgel" a speaker?',
    ]
    assert run(tmp_path, "r-1", "no")[0] == "Rust Group: no speaker\n"
    assert run(tmp_path, "3", "Staff", "Nurse")[0] == "Ana Ruiz: role is Staff Nurse\n"
    assert [one["id"] for one in json.loads(run(tmp_path, "--json")[0])] == ["r-4", "r-2"]
    assert [one["answer"] for one in json.loads(run(tmp_path, "--answered", "--json")[0])] == ["no", "Staff Nurse"]
    assert "you said: Staff Nurse" in run(tmp_path, "--answered")[0]
    assert run(tmp_path, "r-1", "--undo")[0] == "Rust Group: as it was read; the question is open again\n"
    assert "2 more: coffeechat review --limit 3" in run(tmp_path, "--limit", "1")[0]
    assert "Nothing to look at" in run(tmp_path, "--conference", "Winter")[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["what"], "is no question"),
        (["r-1"], "say what the answer to r-1 is"),
        (["r-1", "no", "--undo"], "say what"),
        (["r-77", "no"], "no question r-77"),
    ],
)
def test_review_bad_input_is_one_clear_error(database, tmp_path, arguments, message):
    _, problem = run(tmp_path, *arguments)
    assert isinstance(problem, InputError)
    assert message in problem.message


def test_review_ask_goes_through_them_one_by_one(database, tmp_path, monkeypatch):
    typed = iter(["no", "", "Harbour Clinics", "perhaps"])
    terminal = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("scraper.cli.review.sys", terminal)
    monkeypatch.setattr("scraper.cli.review.click.prompt", lambda *_, **__: next(typed))
    output, problem = run(tmp_path, "--ask")
    assert problem is None
    assert "Rust Group: no speaker" in output
    assert "r-2 asks whether Olga Orgel is a speaker: answer yes or no" in output
    answered = facts(database.conn, "SELECT kind, answer FROM reviews WHERE answer IS NOT NULL ORDER BY id")
    assert answered == [("speaker", "no"), ("employer", "Harbour Clinics")]


def test_review_ask_stops_at_q_and_needs_a_terminal(database, tmp_path, monkeypatch):
    assert "--ask needs a terminal" in run(tmp_path, "--ask")[0]
    monkeypatch.setattr("scraper.cli.review.sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    monkeypatch.setattr("scraper.cli.review.click.prompt", lambda *_, **__: "q")
    output, problem = run(tmp_path, "--ask")
    assert problem is None
    assert output.count("r-") == 1
    assert facts(database.conn, "SELECT count(*) FROM reviews WHERE answer IS NOT NULL") == [(0,)]
