"""Exports as typed: every form written, edits of a sheet previewed and taken."""

import csv
import json
from datetime import date, datetime

import pytest
import vobject
from invented import pull, put, speaker

from scraper import outreach
from scraper.cli.export import FORMS
from scraper.outreach import Happening
from scraper.store import write


@pytest.fixture
def run(run, own_home, monkeypatch):
    """Types one command at a file with two people on the shortlist, one of them asked."""
    monkeypatch.setenv("COFFEECHAT_NOW", "2026-05-04T09:00")

    put(own_home / "speakers.db", asked)
    return run


def asked(file):
    people = [
        speaker("Ana Ruiz", "Nurse", "Harbour Health", talks=("Rivers",)),
        speaker("Bo Lindqvist", "Baker", "Crumb"),
    ]
    with write.open_store(file) as database:
        pull(database, people)
        for number in (1, 2):
            write.add_to_shortlist(database, number, "=1+1")
        outreach.log(database, 1, Happening(kind="sent", day=date(2026, 5, 4)))
        outreach.log(
            database, 1, Happening(kind="scheduled", day=date(2026, 5, 4), at=datetime(2026, 5, 12, 15, 0).astimezone())
        )


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written(run, tmp_path, form):
    code, _, err = run("export", tmp_path / "out", "--as", form)
    assert (code, "written to" in err) == (0, True)
    assert (tmp_path / "out").exists()


def test_calendar_and_log_are_not_told_as_people(run, tmp_path):
    assert run("export", tmp_path / "a.ics")[2] == f"Calendar of chats written to {tmp_path / 'a.ics'}\n"
    run("log", "ana", "met")
    assert "no chat is scheduled yet" in run("export", tmp_path / "b.ics")[2]


def test_second_export_has_the_same_ids(run, tmp_path):
    ids = []
    for number in (1, 2):
        run("export", tmp_path / f"{number}.vcf", "--as", "vcard3")
        ids.append(
            [one.uid.value for one in vobject.readComponents((tmp_path / f"{number}.vcf").read_text(encoding="utf-8"))]
        )
        run("log", "ana", "met")
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_how_things_stand_is_in_the_sheet(run, tmp_path):
    run("export", tmp_path / "people.csv")
    with (tmp_path / "people.csv").open(encoding="utf-8", newline="") as file:
        ana, bo = csv.DictReader(file)
    assert (ana["status"], ana["chat_at"][:16], ana["next_action_date"], ana["last_contact"]) == (
        "scheduled",
        "2026-05-12T15:00",
        "2026-05-11",
        "2026-05-04",
    )
    assert (bo["status"], bo["next_action"]) == ("shortlisted", "Write to Bo Lindqvist (Crumb)")


def test_calendar_of_all_chats(run, tmp_path):
    run("export", tmp_path / "chats.ics", "--as", "ics")
    assert len(vobject.readOne((tmp_path / "chats.ics").read_text(encoding="utf-8")).vevent_list) == 3


def test_edits_come_back_after_a_preview(run, tmp_path):
    sheet = tmp_path / "people.csv"
    run("export", sheet, "--excel")
    text = sheet.read_text(encoding="utf-8-sig")
    assert text.count("'=1+1") == 2
    assert run("export", "--read-back", sheet) == (0, "", "Nothing was edited that can be taken.\n")
    rows = list(csv.DictReader(text.splitlines()))
    rows[0] |= {"notes": "kind", "tags": "rivers; near", "name": "Ana R."}
    rows[1] |= {"do_not_contact": "yes", "notes": ""}
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    code, out, err = run("export", "--read-back", sheet)
    assert (code, err) == (0, "4 edits can be taken: the same with --yes\n")
    assert "notes" in out
    assert run("export", "--read-back", sheet, "--yes")[2] == "4 edits taken\n"
    ana, bo = json.loads(run("shortlist", "list", "--json")[1])
    assert (ana["note"], ana["tags"], ana["name"], bo["note"]) == ("kind", ["rivers", "near"], "Ana Ruiz", None)
    assert run("draft", "bo")[2].startswith("coffeechat: Bo Lindqvist is not to be contacted")


@pytest.mark.parametrize(
    "words",
    [
        ("export",),
        ("export", "x", "--read-back", "y"),
        ("export", "x", "--as", "fax"),
        ("export", "--read-back", "nowhere.csv"),
        ("export", "no/such/folder/x.csv"),
        ("export", "people.xlsx"),
    ],
)
def test_export_that_cannot_be_is_one_line_and_a_hint(run, words):
    code, out, err = run(*words)
    assert code in (2, 6)
    assert (out, len(err.splitlines())) == ("", 2)


@pytest.mark.parametrize(("file", "begins"), [("p.vcf", "BEGIN:VCARD"), ("p.JSON", "["), ("p.ics", "BEGIN:VCALENDAR"), ("p.txt", "id,")])  # fmt: skip
def test_form_is_told_by_the_ending(run, tmp_path, file, begins):
    assert run("export", tmp_path / file)[0] == 0
    assert (tmp_path / file).read_text(encoding="utf-8").startswith(begins)


def test_what_somebody_wrote_below_a_note_is_kept(run, tmp_path):
    run("export", tmp_path / "notes", "--as", "obsidian")
    note = tmp_path / "notes" / "Ana Ruiz.md"
    note.write_text(note.read_text(encoding="utf-8") + "\nShe knows the night shift.\n", encoding="utf-8")
    (tmp_path / "notes" / "Bo Lindqvist.md").write_text("My own page about Bo.\n", encoding="utf-8")
    run("log", "ana", "met")
    code, _, err = run("export", tmp_path / "notes", "--as", "obsidian")
    text = note.read_text(encoding="utf-8")
    assert 'status: "met"' in text
    assert text.endswith("%%\n\nShe knows the night shift.\n")
    assert text.count("%% coffeechat") == 1
    assert (tmp_path / "notes" / "Bo Lindqvist.md").read_text(encoding="utf-8") == "My own page about Bo.\n"
    assert (code, "left alone: Bo Lindqvist.md" in err, "1 note written" in err) == (0, True, True)
