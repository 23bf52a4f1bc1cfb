"""Exports for other programs: golden files, read back by libraries that are not ours; edits taken back from a sheet."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
import vobject
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import BadFile
from scraper.export import SHORTLIST_COLUMNS, shortlist_rows, to_csv, to_json
from scraper.export.cards import notes, uid, vcards
from scraper.export.readback import edits
from scraper.export.sheets import FORMS, GOOGLE_COLUMNS, TALK_COLUMNS, talks

GOLDEN = Path(__file__).parent / "golden" / "exports"


def at(year, talk_titles, **more):
    return {
        "conference": "Spring, Conf", "year": year, "role": None, "employer": None, "source": "https://c.example/2026;a=1",
        "method": "cards", "seen": "2026-05-04T09:30:00+00:00", "talks": talk_titles, "headline": "Nurse", **more,
    }  # fmt: skip


PEOPLE = [
    {
        "id": "p-12", "name": "Anna Żuraw", "role": "Data; Engineer", "employer": "Tidewater, Labs", "company": "Tidewater Labs",
        "company_key": "tidewater labs", "role_family": "data", "seniority": "senior", "topics": ["rivers", "data, open"],
        "links": ["https://lucja.example/?a=1;b=2", "https://www.linkedin.com/in/lucja", "https://github.com/lucja"],
        "note": "=SUM(A1)\nsecond line", "added": "2026-05-06T08:00:00+00:00", "created": "2026-05-04T09:30:00+00:00",
        "updated": "2026-05-05T09:30:00+00:00", "tier": "A", "tags": ["switch", "near"], "status": "nudged",
        "next_action": "Remind Anna Żuraw a last time", "next_action_date": "2026-05-22", "last_contact": "2026-05-13", "last_contact_via": "mail",
        "followups_sent": 1, "chat_at": None, "referred_by": ["Bo Lindqvist"], "referrals_given": [], "you_know": ["Ben Holt"],
        "do_not_contact": False, "appearances": [at(2026, ["A talk that has quite a long title, with ümläuts, so that its line must be folded"]), at(2025, ["Older"])],
    },
    {
        "id": "p-13", "name": "早乙女 千景", "role": None, "employer": None, "company": None, "company_key": None, "role_family": None,
        "seniority": None, "topics": [], "links": [], "note": None, "added": "2026-05-06T08:00:00+00:00",
        "created": "2026-05-04T09:30:01+00:00", "updated": "2026-05-05T09:30:00+00:00", "tier": None, "tags": [],
        "status": "shortlisted", "next_action": None, "next_action_date": None, "last_contact": None, "last_contact_via": None, "followups_sent": None,
        "chat_at": None, "referred_by": [], "referrals_given": [], "you_know": [], "do_not_contact": False, "appearances": [],
    },
]  # fmt: skip
ROWS = shortlist_rows(PEOPLE)
MADE = {
    "people.csv": to_csv(ROWS, SHORTLIST_COLUMNS),
    "people.excel.csv": to_csv(ROWS, SHORTLIST_COLUMNS, excel=True),
    "people.json": to_json(ROWS),
    "people.4.vcf": vcards(ROWS),
    "people.3.vcf": vcards(ROWS, version=3),
    **{f"{name}.csv": to_csv(map(form.row, ROWS), form.columns) for name, form in FORMS.items()},
    **{
        f"obsidian/{kept}.md": text
        for kept, text in zip(("anna-zuraw", "saotome-chikage"), notes(ROWS).values(), strict=True)
    },
}


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")))


@pytest.mark.parametrize("name", MADE)
def test_export_is_as_it_was(name):
    assert MADE[name].encode() == (GOLDEN / name).read_bytes()


def test_notes_are_called_after_the_people():
    assert list(notes(ROWS)) == ["Anna Żuraw.md", "早乙女 千景.md"]


def test_golden_folder_holds_nothing_else():
    there = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert there == set(MADE)


@pytest.mark.parametrize("version", [3, 4])
def test_cards_are_read_by_another_library(version):
    text = vcards(ROWS, version=version).replace("VERSION:4.0", "VERSION:3.0")
    lucja, saotome = vobject.readComponents(text)
    assert (lucja.fn.value, saotome.fn.value) == ("Anna Żuraw", "早乙女 千景")
    assert (lucja.n.value.given, lucja.n.value.family) == ("Anna", "Żuraw")
    assert lucja.org.value[0].replace("\\", "") == "Tidewater, Labs"
    assert lucja.title.value == "Data; Engineer"
    assert "https://lucja.example/?a=1;b=2" in [one.value for one in lucja.url_list]
    assert lucja.note.value.endswith("=SUM(A1)\nsecond line")
    assert lucja.uid.value == f"urn:uuid:{uid(ROWS[0])}"


def test_card_keeps_its_id_when_the_person_is_renamed():
    renamed = {**ROWS[0], "name": "Łucja Nowak", "employer": "Elsewhere"}
    assert uid(renamed) == uid(ROWS[0])
    assert uid(ROWS[1]) != uid(ROWS[0])


def test_lines_of_cards_are_folded_between_letters():
    for line in vcards(ROWS).encode().split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


@given(st.text(max_size=200), st.text(max_size=200))
def test_card_survives_any_text(name, note):
    text = vcards([{**ROWS[0], "name": name, "notes": note}])
    assert text.count("BEGIN:VCARD") == 1 or "BEGIN:VCARD" in name + note
    assert not re.search(r"(?m)^END:VCARD\r\n(?!\Z)", text)
    assert all(len(line.encode("utf-8", "replace")) <= 75 for line in text.split("\r\n"))


def test_googles_form_is_the_one_its_import_knows():
    (lucja, saotome) = rows_of(MADE["google.csv"])
    assert list(lucja) == list(GOOGLE_COLUMNS)
    assert (lucja["First Name"], lucja["Last Name"], lucja["Organization Name"]) == (
        "Anna",
        "Żuraw",
        "Tidewater, Labs",
    )
    assert lucja["Labels"] == "* myContacts ::: Coffee chats ::: Spring, Conf 2026 ::: Spring, Conf 2025"
    assert (lucja["Relation 1 - Label"], lucja["Relation 1 - Value"]) == ("Referred by", "Bo Lindqvist")
    assert saotome["File As"] == "早乙女 千景"


def test_our_own_address_book_reader_reads_googles_form():
    from scraper.chats.acquaintances import read

    assert next(one.name for one in read(MADE["google.csv"], source="x")) == "Anna Żuraw"


@pytest.mark.parametrize("name", ["notion", "airtable"])
def test_options_hold_no_comma(name):
    lucja = rows_of(MADE[f"{name}.csv"])[0]
    assert lucja["Topics"] == "rivers, data  open"
    assert lucja["Source ID"] == "p-12"
    assert lucja["Next Action Date"] == "2026-05-22"


def test_notes_have_readable_front_matter():
    texts = notes(ROWS)
    assert sorted(texts) == ["Anna Żuraw.md", "早乙女 千景.md"]
    front = yaml.safe_load(texts["Anna Żuraw.md"].split("---")[1])
    assert (front["id"], front["employer"], front["topics"], front["tags"]) == (
        "p-12",
        "Tidewater, Labs",
        ["rivers", "data, open"],
        ["coffee-chat"],
    )


@pytest.mark.parametrize(
    ("name", "file"),
    [("../../etc/passwd", "etc passwd.md"), ("a:b|c", "a b c.md"), ("...", "p-12.md"), ("[[x]] #y", "x y.md")],
)
def test_note_cannot_leave_its_folder(name, file):
    (made,) = notes([{**ROWS[0], "name": name}])
    assert made == file


def test_namesakes_have_notes_of_their_own():
    assert sorted(notes([ROWS[0], {**ROWS[0], "id": "p-99", "name": "ANNA ŻURAW"}])) == [
        "ANNA ŻURAW p-99.md",
        "Anna Żuraw.md",
    ]


def test_talks_stand_one_a_row():
    talk = {"title": "Rivers", "abstract": "x" * 300, "track": None, "starts": "2026-06-01T10:00", "url": None}
    person = {"id": "p-1", "name": "Ana Ruiz", "appearances": [{"conference": "Spring", "year": None, "talks": [talk]}]}
    (row,) = rows_of(to_csv(talks([person]), TALK_COLUMNS))
    assert (row["person_id"], row["event"], row["title"], len(row["abstract_first_200"])) == (
        "p-1",
        "Spring",
        "Rivers",
        200,
    )


def test_json_is_json():
    assert [row["id"] for row in json.loads(MADE["people.json"])] == ["p-12", "p-13"]


# edits back


@pytest.mark.parametrize("excel", [False, True])
def test_sheet_that_was_not_edited_has_no_edits(excel):
    assert edits(to_csv(ROWS, SHORTLIST_COLUMNS, excel=excel), ROWS, source="x") == ([], [])


def test_edits_are_found_taken_or_told():
    sheet = [{**row} for row in ROWS]
    sheet[0] |= {"notes": "new", "tier": None, "tags": ["switch", "far"], "role": "Boss"}
    sheet[1] |= {"do_not_contact": True}
    sheet.append({**ROWS[1], "id": "p-999"})
    found, strangers = edits(to_csv(sheet, SHORTLIST_COLUMNS), ROWS, source="x")
    assert [(one.id, one.column, one.after, one.taken) for one in found] == [
        ("p-12", "role", "Boss", False), ("p-12", "tier", "", True), ("p-12", "notes", "new", True), ("p-12", "tags", "switch; far", True),
        ("p-13", "do_not_contact", "yes", True),
    ]  # fmt: skip
    assert strangers == ["p-999"]


def test_columns_that_were_taken_out_are_left_alone():
    assert edits("id;notes\np-12;new\n", ROWS, source="x")[0][0].after == "new"
    assert edits("id\np-12\n", ROWS, source="x") == ([], [])


@pytest.mark.parametrize("text", ["", "name\nAna\n"])
def test_sheet_without_ids_is_refused(text):
    with pytest.raises(BadFile):
        edits(text, ROWS, source="x")
