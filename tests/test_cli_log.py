"""Keeping in touch, as typed: log, today, referrals, debrief, insights. Days pass by an injected clock."""

import contextlib
import json
import os
import sqlite3

import pytest
from invented import pull, put, speaker

from scraper.store import write

PEOPLE = (
    speaker("Ana Ruiz", "Nurse", "Harbour Health"),
    speaker("Bo Lindqvist", "Head of Design", "Harbour Health", role_family="design"),
    speaker("Anatol Żuraw", "Data Engineer", "Tidewater Labs"),
)


@pytest.fixture(autouse=True)
def people(own_home):
    put(own_home / "speakers.db", pulled)


def pulled(file):
    with write.open_store(file) as database:
        pull(database, PEOPLE)


@pytest.fixture
def on(monkeypatch):
    return lambda day: monkeypatch.setenv("COFFEECHAT_NOW", day)


def rows(sql):
    with contextlib.closing(sqlite3.connect(os.environ["COFFEECHAT_DB"])) as connection:
        return connection.execute(sql).fetchall()


def test_log_says_what_is_next(run, on):
    on("2026-05-04")
    assert run("log", "ana", "ruiz", "sent", "--via", "mail") == (
        0,
        "",
        "Ana Ruiz: sent. Next: Remind Ana Ruiz (2026-05-13)\n",
    )
    assert run("log", "ana ruiz", "repl")[2] == (
        "Ana Ruiz: replied. Next: Answer Ana Ruiz, with two or three times to choose from (2026-05-04)\n"
    )


def test_beginning_of_a_name_is_enough_for_whom_one_deals_with(run, on):
    on("2026-05-04")
    code, _, err = run("log", "ana", "sent")
    assert code == 2
    assert err.startswith(
        "coffeechat: several people answer to 'ana'\n  hint: which one? p-1 Ana Ruiz (Harbour Health); "
    )
    run("shortlist", "add", "Anatol Żuraw")
    assert run("log", "ana", "sent")[2].startswith("Anatol Żuraw: sent")


def test_log_shows_itself(run, on):
    on("2026-05-04T09:00")
    run("log", "bo", "sent", "--note", "by mail")
    run("log", "bo", "scheduled", "--at", "2026-05-08 15:30")
    code, out, err = run("log", "bo")
    assert (code, err) == (0, "Bo Lindqvist: scheduled\n")
    assert out.splitlines() == [
        "day         what       when              who  note",
        "2026-05-04  sent                              by mail",
        "2026-05-04  scheduled  2026-05-08 15:30",
    ]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("bo", "thanked"), "coffeechat: Bo Lindqvist: thanked cannot follow 'new': a thank-you follows a chat"),
        (("bo", "flurb"), "coffeechat: 'flurb' is nothing that can be logged"),
        (("bo", "sent", "--on", "2026-06-01"), "coffeechat: 2026-06-01 is still to come"),
        (("bo", "sent", "--on", "soon"), "coffeechat: Invalid value for '--on': 'soon' is no day: write 2026-05-12, today, yesterday, tomorrow or +7"),
        (("bo", "scheduled", "--at", "noon"), "coffeechat: Invalid value for '--at': 'noon' is no day with a time: write '2026-05-12 15:00' or 'tomorrow 9:30'"),
        (("bo", "scheduled", "--at", "tomorrow"), "coffeechat: Invalid value for '--at': 'tomorrow' has no time: write 'tomorrow 15:00'; the day something happened is --on"),
        (("bo", "told"), "coffeechat: Bo Lindqvist named nobody, or was told about everybody"),
        (("bo", "referred"), "coffeechat: say whom they named"),
        (("bo", "debriefed", "--anyway"), "coffeechat: a debrief has words of its own"),
        (("bo", "met", "--referred", ", Acme"), "coffeechat: ', Acme' names nobody"),
        (("bo", "met", "--referred", "Bo Lindqvist"), "coffeechat: Bo Lindqvist cannot be named by themselves"),
        (("bo", "--undo"), "coffeechat: nothing is logged of Bo Lindqvist"),
    ],
)  # fmt: skip
def test_what_cannot_be_logged_is_one_line_and_a_hint(run, on, words, line):
    on("2026-05-04")
    code, out, err = run("log", *words)
    assert (code, out, err.splitlines()[0]) == (2, "", line)
    assert err.splitlines()[1].startswith("  hint: ")
    assert rows("SELECT count(*) FROM contact_log") == [(0,)]


def test_who_was_named_is_said_to_be_new_or_known_and_comes_first(run, on):
    on("2026-05-04")
    run("shortlist", "add", "anatol")
    run("shortlist", "add", "bo")
    said = run("log", "ana ruiz", "met", "--referred", "Bo Lindqvist", "--referred", "Ida Orr, Crumb & Co")[2]
    assert said.splitlines()[1:] == [
        "  named Ida Orr, who is on your shortlist now",
        "  named Bo Lindqvist, who is on your shortlist already",
    ]
    assert [line[3:] for line in run("today")[1].splitlines() if "Write to" in line] == [
        "Write to Bo Lindqvist (Harbour Health), whom Ana Ruiz named",
        "Write to Ida Orr (Crumb & Co), whom Ana Ruiz named",
        "Write to Anatol Żuraw (Tidewater Labs)",
    ]


def test_slip_is_taken_back_by_another_entry(run, on):
    on("2026-05-04")
    run("log", "bo", "sent")
    run("log", "bo", "declined")
    assert run("log", "bo", "--undo")[2] == "Bo Lindqvist: taken back: declined (2026-05-04). Now: sent\n"
    assert [kind for (kind,) in rows("SELECT kind FROM contact_log ORDER BY id")] == ["sent", "declined", "undone"]


def test_word_says_which_entry_is_taken_back(run, on):
    on("2026-05-04")
    run("log", "bo", "sent", "--on", "1.5.2026")
    run("log", "bo", "noted", "--note", "met on the stairs")
    code, _, err = run("log", "bo", "met", "--undo")
    assert (code, err.splitlines()[0]) == (2, "coffeechat: met is not logged of Bo Lindqvist")
    assert run("log", "bo", "sent", "--undo")[2] == "Bo Lindqvist: taken back: sent (2026-05-01). Now: new\n"


def test_log_is_only_added_to(run, on):
    on("2026-05-04")
    run("log", "bo", "sent")
    with (
        contextlib.closing(sqlite3.connect(os.environ["COFFEECHAT_DB"])) as connection,
        pytest.raises(sqlite3.IntegrityError, match="only added to"),
    ):
        connection.execute("UPDATE contact_log SET day = '2020-01-01'")


def test_days_pass_and_today_names_the_nudge(run, on):
    on("2026-05-04")
    run("shortlist", "add", "bo")
    assert run("today")[1].splitlines() == [
        "1. Write to Bo Lindqvist (Harbour Health)",
        "   a few first messages a week, not more",
        '   coffeechat draft "Bo Lindqvist"',
    ]
    run("log", "bo", "sent")
    assert run("today") == (0, "", "Nothing is due today.\nFirst messages this week: 1 of 5\n")
    on("2026-05-13")
    assert run("today")[1].splitlines() == [
        "1. Remind Bo Lindqvist",
        "   remind once after 7 working days (since 2026-05-13)",
        '   coffeechat draft "Bo Lindqvist" --kind nudge',
    ]
    (row,) = json.loads(run("today", "--json")[1])
    assert row == {
        "id": "p-2", "name": "Bo Lindqvist", "action": "nudge", "what": "Remind Bo Lindqvist",
        "rule": "remind once after 7 working days", "since": "2026-05-13",
        "command": 'coffeechat draft "Bo Lindqvist" --kind nudge', "about": None,
    }  # fmt: skip
    run("log", "bo", "snoozed")
    assert json.loads(run("today", "--json")[1]) == []
    on("2026-05-20")
    assert len(json.loads(run("today", "--json")[1])) == 1


def test_clock_that_is_none_is_told(run, on):
    on("yesterday-ish")
    assert run("today")[2].splitlines() == [
        "coffeechat: $COFFEECHAT_NOW is 'yesterday-ish'", "  hint: write it as 2026-05-12 or 2026-05-12T09:00",
    ]  # fmt: skip


def test_referral_adds_the_person_and_the_edge_and_closes(run, on):
    on("2026-05-04")
    run("log", "bo", "met", "--referred", "Chioma Adeyemi-Test, Civil Engineer, Acme, Inc.", "--referred", "Anatol")
    assert run("referrals")[1].splitlines() == [
        "Bo Lindqvist (Harbour Health)  met",
        "  Chioma Adeyemi-Test (Acme, Inc.)  shortlisted  <- write to Chioma Adeyemi-Test",
        "  Anatol Żuraw (Tidewater Labs)  shortlisted  <- write to Anatol Żuraw",
    ]
    assert rows("SELECT name, role, employer FROM speakers WHERE id > 3") == [
        ("Chioma Adeyemi-Test", "Civil Engineer", "Acme, Inc.")
    ]
    run("log", "chioma", "sent")
    run("log", "chioma", "met")
    assert "2. Thank Chioma" in run("today", "--all")[1]
    assert "Tell Bo Lindqvist how it went with Chioma Adeyemi-Test" in run("today", "--all")[1]
    assert run("log", "bo", "told")[2].splitlines()[1:] == ["  about Chioma Adeyemi-Test"]
    assert [(row["referred"], row["open"]) for row in json.loads(run("referrals", "--json")[1])] == [
        ("Chioma Adeyemi-Test", None), ("Anatol Żuraw", "write to Anatol Żuraw"),
    ]  # fmt: skip


def test_people_of_a_referral_stand_at_no_conference(run, on):
    on("2026-05-12")
    before = run("conferences", "--pulled", "--json")[1]
    run("log", "ana", "sent")
    run("log", "ana", "met", "--referred", "Dov Katz, Fjord")
    assert run("conferences", "--pulled", "--json")[1] == before
    assert "referrals" not in run("doctor")[1].lower()
    assert "Referrals" not in run("changes")[2]


def test_referral_of_somebody_known_makes_nobody_new(run, on):
    on("2026-05-04")
    run("log", "bo", "met", "--referred", "Ana Ruiz, Harbour Health")
    assert rows("SELECT count(*) FROM speakers") == [(3,)]
    run("log", "anatol", "met", "--referred", "Ana Ruiz, Quite Another Firm")
    assert rows("SELECT name, employer FROM speakers WHERE id > 3") == [("Ana Ruiz", "Quite Another Firm")]


def test_people_of_a_referral_survive_another_pull(run, on, own_home):
    on("2026-05-04")
    run("log", "bo", "met", "--referred", "Chioma Adeyemi-Test, Acme")
    with write.open_store(own_home / "speakers.db") as database:
        pull(database, PEOPLE)
    assert run("log", "chioma", "sent")[0] == 0


def test_debrief_needs_a_chat_and_adds_up(run, on):
    on("2026-05-04")
    assert run("debrief", "bo", "--learned", "x")[0] == 2
    run("log", "bo", "met")
    assert run("debrief", "bo")[2].startswith("coffeechat: say what you learnt")
    assert run("debrief", "bo", "--learned", "half of it is meetings", "--fits", "maybe")[0] == 0
    code, out, _ = run("insights")
    assert code == 0
    assert "half of it is meetings" in out
    assert json.loads(run("insights", "--json")[1])[0]["fits"] == [
        {"role_family": "design", "yes": 0, "maybe": 1, "no": 0}
    ]


def test_insights_of_nothing_say_where_to_begin(run):
    assert run("insights") == (0, "", "Nothing to add up yet: it begins with coffeechat log NAME sent\n")
