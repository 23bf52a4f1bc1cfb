"""The shortlist on the page: a board that follows the log, moved by what the command line would log; handed on as files."""

import csv
import html
import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from browsing import Browser, browser, fill, read
from hypothesis import given
from hypothesis import strategies as st

from scraper.chats.log import NEW, SHORTLISTED, UNDONE, Contact, Entry, check, kinds, standing
from scraper.cli import export as command
from scraper.cli import main
from scraper.errors import ImpossibleJump, InputError
from scraper.outreach import handover
from scraper.store import query
from scraper.web import board, happened

NOW = "2026-05-12T10:00"
TODAY = happened.day("2026-05-12")


@pytest.fixture
def page(tmp_path: Path, monkeypatch) -> Browser:
    monkeypatch.setenv("COFFEECHAT_NOW", NOW)
    made = browser(fill(tmp_path / "speakers.db"))
    for number in (1, 2, 3):
        made.post("/star", {"speaker": f"p-{number}", "on": "yes"})
    return made


def columns(page: Browser) -> dict[str, list[str]]:
    """Who stands where, by the page itself."""
    text = page.get("/shortlist").text
    found = {}
    for name, inside in re.findall(r'data-column="(\w+)">(.*?)</section>', text, re.DOTALL):
        if people := re.findall(r'data-speaker="(p-\d+)"', inside):
            found[name] = people
    return found


def log(page: Browser) -> list[tuple]:
    with closing(sqlite3.connect(page.desk.file)) as connection:
        return connection.execute("SELECT speaker_id, kind, day, at, undoes FROM contact_log ORDER BY id").fetchall()


def said(answer) -> str:
    """What an answer tells, folded: its first letter may be a capital."""
    text = " ".join(re.sub(r"<[^>]+>", " ", answer.text.partition("<h1>")[2].partition("</main>")[0]).split())
    return html.unescape(text).casefold()


def test_board_shows_everybody_by_how_things_stand(page):
    assert columns(page) == {"ready": ["p-1", "p-2", "p-3"]}
    page.post("/shortlist/move", {"speaker": "p-1", "column": "waiting"})
    page.post("/shortlist/move", {"speaker": "p-2", "word": "met", "day": "2026-05-11"})
    assert columns(page) == {"ready": ["p-3"], "waiting": ["p-1"], "met": ["p-2"]}
    assert log(page) == [(1, "sent", "2026-05-12", None, None), (2, "met", "2026-05-11", None, None)]


def test_moving_back_takes_the_entry_back(page):
    page.post("/shortlist/move", {"speaker": "p-1", "column": "waiting"})
    page.post("/shortlist/move", {"speaker": "p-1", "column": "ready"})
    assert columns(page) == {"ready": ["p-1", "p-2", "p-3"]}
    assert log(page) == [(1, "sent", "2026-05-12", None, None), (1, "undone", "2026-05-12", None, 1)]


def test_undo_button_takes_the_newest_back(page):
    page.post("/shortlist/move", {"speaker": "p-1", "word": "sent"})
    page.post("/shortlist/move", {"speaker": "p-1", "word": "replied"})
    assert "Take back: replied (2026-05-12)" in read(page.get("/shortlist").text)
    page.post("/shortlist/undo", {"speaker": "p-1"})
    assert columns(page)["waiting"] == ["p-1"]


def test_chat_is_agreed_with_its_time(page):
    page.post("/shortlist/move", {"speaker": "p-1", "word": "sent"})
    for without in ({"word": "scheduled"}, {"column": "agreed"}, {"word": "scheduled", "at": ""}):
        refused = page.post("/shortlist/move", {"speaker": "p-1", **without}, referer=f"{page.base}/shortlist?x=1")
        assert (refused.status_code, "Say when the chat is to be" in refused.text) == (400, True)
        assert 'href="/shortlist?x=1">Back to the form' in refused.text
    answer = page.post("/shortlist/move", {"speaker": "p-1", "word": "scheduled", "at": "2026-05-20T15:30"})
    assert answer.status_code == 303
    text = page.get("/shortlist").text
    assert "Ana Ruiz: scheduled for 2026-05-20 15:30. Next: Prepare the chat" in text
    assert "<time>2026-05-20 15:30</time>" in text


def test_what_is_due_stands_on_the_card_with_its_rule(page):
    page.post("/shortlist/move", {"speaker": "p-1", "word": "met", "day": "2026-05-11"})
    text = page.get("/shortlist").text
    assert '<strong>Thank Ana Ruiz</strong> <span class="soft">say thank you within 24 hours</span>' in text


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"speaker": "p-1", "column": "thanked"}, 400, "cannot go to 'Thanked, in touch' from 'shortlisted'"),
        ({"speaker": "p-1", "column": "nowhere"}, 400, "cannot go to 'another column'"),
        ({"speaker": "p-1", "word": "thanked"}, 400, "a thank-you follows a chat"),
        ({"speaker": "p-1", "word": "danced"}, 400, "nothing that can be logged"),
        ({"speaker": "p-1", "word": "debriefed"}, 400, "a debrief looks back on a chat"),
        ({"speaker": "p-1", "word": "referred"}, 400, "say whom they named"),
        ({"speaker": "p-1"}, 400, "nothing that can be logged"),
        ({"speaker": "p-1", "word": "sent", "day": "2026-05-13"}, 400, "still to come"),
        ({"speaker": "p-1", "word": "sent", "day": "soon"}, 400, "is no day"),
        ({"speaker": "p-1", "word": "scheduled", "at": "2026-05-20"}, 400, "is no day with a time"),
        ({"speaker": "p-1", "word": "told", "about": "p-x"}, 404, "nobody has the id"),
        ({"speaker": "p-99", "word": "sent"}, 404, "nobody has the id p-99"),
        ({"word": "sent"}, 404, "nobody has the id"),
    ],
)
def test_move_that_cannot_be_is_told_and_nothing_is_logged(page, fields, status, words):
    answer = page.post("/shortlist/move", fields)
    assert answer.status_code == status
    assert words.casefold() in said(answer)
    assert log(page) == []


def test_undo_of_nothing_is_told(page):
    assert "nothing is logged of ana ruiz" in said(page.post("/shortlist/undo", {"speaker": "p-1"}))


def test_locked_file_is_told(page, monkeypatch):
    monkeypatch.setattr("scraper.store.write.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(page.desk.file)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        for path, fields in (
            ("/shortlist/move", {"word": "sent"}),
            ("/shortlist/undo", {}),
            ("/shortlist/edit", {"note": "x"}),
            ("/shortlist/remove", {}),
        ):
            answer = page.post(path, {"speaker": "p-1", **fields})
            assert (answer.status_code, "being written to by another program" in answer.text) == (503, True), path
        holder.rollback()
    assert columns(page) == {"ready": ["p-1", "p-2", "p-3"]}


def test_missing_file_is_told(tmp_path):
    page = browser(tmp_path / "gone.db")
    asked = [page.get(path).status_code for path in ("/shortlist", "/shortlist/suggest", "/shortlist/export/csv")]
    assert asked == [200, 200, 404]  # a place that is empty so far; a file that cannot be had
    assert page.post("/shortlist/move", {"speaker": "p-1", "word": "sent"}).status_code == 404
    assert not (tmp_path / "gone.db").exists()


def test_note_tier_and_tags_are_edited_in_place(page):
    page.post(
        "/shortlist/edit",
        {"speaker": "p-2", "note": "met <in> the hall", "tier": "A", "tags": "north; south", "pinned": "yes"},
    )
    with closing(query.connect(page.desk.file)) as connection:
        row = next(one for one in query.shortlist(connection) if one["id"] == "p-2")
    assert (row["note"], row["tier"], row["tags"], row["pinned"]) == (
        "met <in> the hall",
        "A",
        ["north", "south"],
        True,
    )
    text = page.get("/shortlist").text
    assert "met &lt;in&gt; the hall" in text
    assert columns(page)["ready"][0] == "p-2"
    page.post("/shortlist/edit", {"speaker": "p-2", "note": "", "tier": "", "tags": ""})
    with closing(query.connect(page.desk.file)) as connection:
        row = next(one for one in query.shortlist(connection) if one["id"] == "p-2")
    assert (row["note"], row["tier"], row["tags"], row["pinned"]) == (None, None, [], False)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"speaker": "p-1", "note": "a" * 2001}, "too long for note"),
        ({"speaker": "p-1", "tier": "a" * 41}, "too long for tier"),
        ({"speaker": "p-4", "note": "x"}, "is not on the shortlist"),
    ],
)
def test_edit_that_cannot_be_is_told(page, fields, words):
    answer = page.post("/shortlist/edit", fields)
    assert (answer.status_code, words in answer.text) == (400, True)


def undo(page: Browser, path: str = "/shortlist") -> tuple[str, dict[str, str]]:
    """The form beside the newest notice."""
    to, inside = re.search(
        r'<form method="post" action="([^"]+)">(.*?)</form>', page.get(path).text, re.DOTALL
    ).groups()
    fields = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', inside)}
    return to, fields


def test_removed_can_be_put_back_with_all_that_was_written(page):
    page.post(
        "/shortlist/edit", {"speaker": "p-1", "note": 'first "one"', "tier": "B", "tags": "x; y", "pinned": "yes"}
    )
    page.post("/shortlist/remove", {"speaker": "p-1"})
    to, fields = undo(page)
    assert columns(page) == {"ready": ["p-2", "p-3"]}
    page.post(to, fields)
    with closing(query.connect(page.desk.file)) as connection:
        row = next(one for one in query.shortlist(connection) if one["id"] == "p-1")
    assert (row["note"], row["tier"], row["tags"], row["pinned"]) == ('first "one"', "B", ["x", "y"], True)
    assert page.post("/shortlist/remove", {"speaker": "p-4"}).status_code == 400
    assert page.post("/shortlist/back", {"speaker": "p-99"}).status_code == 404


def test_move_can_be_undone_where_it_is_told(page):
    page.post("/shortlist/move", {"speaker": "p-1", "word": "sent"})
    page.post(*undo(page))
    assert columns(page) == {"ready": ["p-1", "p-2", "p-3"]}


def test_empty_board_says_what_to_do(tmp_path):
    text = browser(fill(tmp_path / "speakers.db")).get("/shortlist").text
    assert "Nobody is on it yet" in text
    assert 'href="/shortlist/suggest"' in text


def test_suggestions_come_with_their_reasons_and_are_the_commands(page, capsys):
    text = html.unescape(page.get("/shortlist/suggest").text)
    with pytest.raises(SystemExit, match="0"):
        main(["shortlist", "suggest", "--json", "--db", str(page.desk.file)])
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == re.findall(r'class="suggestion" id="(p-\d+)"', text) == ["p-4"]
    for reason in rows[0]["why"].split("; "):
        points, said = reason.split(" ", 1)
        assert f'<span class="points number">{points}</span> {said}' in text
    page.post("/star", {"speaker": "p-4", "on": "yes"})
    assert "Nobody is left to suggest" in page.get("/shortlist/suggest").text


def test_suggestions_are_of_those_who_fit(tmp_path):
    page = browser(fill(tmp_path / "speakers.db"))
    assert re.findall(r'class="suggestion" id="(p-\d+)"', page.get("/shortlist/suggest?words=nurse").text) == ["p-1"]
    assert "coffeechat shortlist suggest nurse" in read(page.get("/shortlist/suggest?words=nurse").text)
    assert page.get("/shortlist/suggest?year=soon").status_code == 400


@pytest.mark.parametrize("name", sorted(handover.FORMS))
def test_every_form_is_a_download(page, name):
    page.post("/shortlist/move", {"speaker": "p-1", "word": "sent"})
    page.post("/shortlist/move", {"speaker": "p-1", "word": "scheduled", "at": "2026-05-20T15:30"})
    answer = page.get(f"/shortlist/export/{name}")
    form = handover.FORMS[name]
    assert (answer.status_code, answer.headers["content-type"]) == (200, form.type)
    assert answer.headers["content-disposition"] == f'attachment; filename="coffeechat-2026-05-12{form.ending}"'
    body = answer.content
    if form.ending.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            assert "Ana Ruiz.md" in packed.namelist()
            assert not [one for one in packed.namelist() if "/" in one or "\\" in one or ".." in one]
    else:
        assert b"Ruiz" in body
    assert f'href="/shortlist/export/{name}"' in page.get("/shortlist").text


def test_cells_of_a_downloaded_sheet_are_never_formulas(page):
    page.post("/shortlist/edit", {"speaker": "p-1", "note": "=HYPERLINK(1)"})
    for name in ("csv", "google", "notion"):
        text = page.get(f"/shortlist/export/{name}").text.removeprefix("\ufeff")
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row if "HYPERLINK" in cell]
        assert cells
        assert not [cell for cell in cells if cell.startswith("=")], name


def test_export_of_nobody_and_of_no_form_is_told(page, tmp_path):
    assert page.get("/shortlist/export/xls").status_code == 400
    empty = browser(fill(tmp_path / "empty.db")).get("/shortlist/export/csv")
    assert (empty.status_code, "the shortlist is empty" in said(empty)) == (400, True)


def test_page_offers_what_the_command_offers():
    assert set(handover.FORMS) == set(command.FORMS)


def test_download_is_what_the_command_writes(page, tmp_path, capsys):
    for name in ("vcard", "json", "ics"):
        with pytest.raises(SystemExit, match="0"):
            main(["export", str(tmp_path / "out"), "--as", name, "--db", str(page.desk.file)])
        assert page.get(f"/shortlist/export/{name}").content == (tmp_path / "out").read_bytes()


WORDS = st.sampled_from([word for word, row in kinds().items() if row.get("leads_to")])


@given(st.lists(WORDS, max_size=6), st.booleans())
def test_every_way_the_board_offers_leads_where_it_says(words, shortlisted):
    """Whatever was logged: a way's word may be logged, and leads to that column."""
    log = [Entry(id=at, speaker=1, kind=word, day=TODAY) for at, word in enumerate(words, start=1)]
    known = Contact(id=1, name="Ana Ruiz", shortlisted=shortlisted, standing=standing(log, shortlisted=shortlisted))
    here = board.column_of(known.standing)
    for column, word in board.ways(known, TODAY).items():
        assert column != here
        after = log[:-1] if word == UNDONE else [*log, Entry(id=99, speaker=1, kind=word, day=TODAY)]
        assert board.column_of(standing(after, shortlisted=shortlisted)) == column
        if word != UNDONE:
            check(known.name, known.standing, word, TODAY)
    for column in board.COLUMNS:
        if column.name not in board.ways(known, TODAY):
            with pytest.raises(ImpossibleJump):
                board.way(known, column.name, TODAY)


def test_every_state_has_a_column():
    states = {row["leads_to"] for row in kinds().values() if "leads_to" in row} | {
        NEW,
        SHORTLISTED,
    }
    assert states == {state for column in board.COLUMNS for state in column.states}


@pytest.mark.parametrize(
    "text", ["2026-13-01", "tomorrow", "2026-05-12T15:00Z", "15:00", "2026-05-12", "9999999-01-01T00:00"]
)
def test_moment_that_is_none(text):
    with pytest.raises(InputError):
        happened.moment(text)


def test_empty_fields_are_no_days():
    assert (happened.day(""), happened.moment(None)) == (None, None)
