"""What is due, on the page: the same as the command says, done or put off where it stands; and the tree of referrals."""

import html
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from browsing import Browser, browser, fill, read

from scraper.chats import agenda
from scraper.chats.log import Contact, Entry, standing
from scraper.cli import main
from scraper.reference import table
from scraper.web import happened


@pytest.fixture
def page(tmp_path: Path, monkeypatch) -> Browser:
    monkeypatch.setenv("COFFEECHAT_NOW", "2026-05-12T10:00")
    made = browser(fill(tmp_path / "speakers.db"))
    for number in (1, 2):
        made.post("/star", {"speaker": f"p-{number}", "on": "yes"})
    return made


def due(page: Browser, path: str = "/today") -> list[str]:
    return [html.unescape(text) for text in re.findall(r"<h2><a [^>]*>(.*?)</a></h2>", page.get(path).text)]


def move(page: Browser, **fields: str):
    return page.post("/shortlist/move", {"back": "/today", **fields})


def kinds(page: Browser) -> list[str]:
    with closing(sqlite3.connect(page.desk.file)) as connection:
        return [row[0] for row in connection.execute("SELECT kind FROM contact_log ORDER BY id")]


def test_page_says_what_the_command_says(page, capsys):
    move(page, speaker="p-1", word="met", day="2026-05-11", referred="Zora Quill, Tide Lab")
    assert "Referrals" not in page.get("/pull").text + page.get("/beside").text  # nobody pulled that
    move(page, speaker="p-2", word="sent", day="2026-04-20")
    with pytest.raises(SystemExit, match="0"):
        main(["today", "--all", "--json", "--db", str(page.desk.file)])
    rows = json.loads(capsys.readouterr().out)
    assert due(page, "/today?all=yes") == [row["what"] for row in rows]
    text = read(page.get("/today?all=yes").text)
    for row in rows:
        assert row["rule"] in text
        assert row["command"] in text
    assert "First messages this week: 0 of 5" in text


def test_thing_done_is_logged_and_gone(page):
    move(page, speaker="p-1", word="met", day="2026-05-11")
    assert due(page)[0] == "Thank Ana Ruiz"
    assert re.search(r'name="word" value="thanked"[^>]*>Thank-you sent', page.get("/today").text)
    answer = move(page, speaker="p-1", word="thanked")
    assert answer.headers["location"] == "/today"
    assert "Thank Ana Ruiz" not in due(page)
    assert kinds(page) == ["met", "thanked"]


def test_thing_put_off_comes_back(page, monkeypatch):
    move(page, speaker="p-1", word="met", day="2026-05-11")
    assert 'name="until" value="2026-05-19">In a week' in page.get("/today").text
    move(page, speaker="p-1", word="snoozed", until="2026-05-19")
    assert not [what for what in due(page) if "Ana" in what]
    monkeypatch.setenv("COFFEECHAT_NOW", "2026-05-19T10:00")
    assert "Thank Ana Ruiz" in due(page)


def test_telling_is_of_whom_it_says(page):
    move(page, speaker="p-1", word="met", day="2026-05-01", referred="Zora Quill, Tide Lab\nOtto Vane, Canal Works")
    move(page, speaker="p-1", word="thanked", day="2026-05-02")
    for number in (5, 6):
        move(page, speaker=f"p-{number}", word="met", day="2026-05-10")
    text = page.get("/today?all=yes").text
    assert {"Tell Ana Ruiz how it went with Zora Quill", "Tell Ana Ruiz how it went with Otto Vane"} <= set(
        due(page, "/today?all=yes")
    )
    assert 'name="about" value="p-6"' in text
    move(page, speaker="p-1", word="told", about="p-6")
    left = due(page, "/today?all=yes")
    assert "Tell Ana Ruiz how it went with Zora Quill" in left
    assert "Tell Ana Ruiz how it went with Otto Vane" not in left


def test_what_a_chat_taught_is_written_down(page):
    move(page, speaker="p-1", word="met", day="2026-05-12")
    answer = page.post(
        "/today/debrief", {"speaker": "p-1", "learned": "half is <meetings>", "fits": "maybe", "next": ""}
    )
    assert answer.status_code == 303
    with closing(sqlite3.connect(page.desk.file)) as connection:
        details = connection.execute("SELECT details FROM contact_log WHERE kind = 'debriefed'").fetchone()[0]
    assert json.loads(details) == {"learned": "half is <meetings>", "fits": "maybe"}
    assert not [what for what in due(page) if "Write down" in what]


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"speaker": "p-1"}, 400, "Nothing was written down"),
        ({"speaker": "p-1", "learned": "much", "fits": "perhaps"}, 400, "is no answer"),
        ({"speaker": "p-1", "learned": "much"}, 400, "a debrief looks back on a chat"),
        ({"speaker": "p-1", "learned": "much", "day": "then"}, 400, "is no day"),
        ({"speaker": "x", "learned": "much"}, 404, "obody has the id"),
        ({"learned": "much"}, 404, "obody has the id"),
    ],
)
def test_debrief_that_cannot_be_is_told(page, fields, status, words):
    answer = page.post("/today/debrief", fields)
    assert (answer.status_code, words in answer.text) == (status, True)
    assert kinds(page) == []


def test_locked_and_missing_files_are_told(page, tmp_path, monkeypatch):
    move(page, speaker="p-1", word="met", day="2026-05-11")
    monkeypatch.setattr("scraper.store.write.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(page.desk.file)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        answer = page.post("/today/debrief", {"speaker": "p-1", "learned": "much"})
        holder.rollback()
    assert (answer.status_code, "being written to by another program" in answer.text) == (503, True)
    gone = browser(tmp_path / "gone.db")
    assert [gone.get(path).status_code for path in ("/today", "/referrals")] == [200, 200]


def test_nothing_due_says_what_next(tmp_path, monkeypatch):
    monkeypatch.setenv("COFFEECHAT_NOW", "2026-05-12T10:00")
    page = browser(fill(tmp_path / "speakers.db"))
    assert "Choose somebody first" in page.get("/today").text
    assert "Nobody named anybody yet" in page.get("/referrals").text
    page.post("/star", {"speaker": "p-1", "on": "yes"})
    move(page, speaker="p-1", word="sent")
    assert "Things come back here by themselves" in page.get("/today").text


def test_handful_and_everything(page):
    for number in (1, 2):
        move(
            page,
            speaker=f"p-{number}",
            word="met",
            day="2026-05-11",
            referred="Zora Quill, Tide Lab\nOtto Vane, Canal Works",
        )
    assert len(due(page)) == 5
    assert "1 more can wait" in page.get("/today").text
    assert len(due(page, "/today?all=yes")) == 6  # thanks and a debrief for each, two first messages


def test_tree_of_referrals(page):
    move(page, speaker="p-1", word="met", day="2026-05-11", referred="Zora <i>Quill, Tide Lab")
    move(page, speaker="p-5", word="met", day="2026-05-12", referred="Otto Vane, Canal Works")
    text = page.get("/referrals").text
    inside = text.partition('<ul class="tree">')[2].partition("</main>")[0]
    assert re.findall(r"<bdi>(.*?)</bdi>", inside) == ["Ana Ruiz", "Zora &lt;i&gt;Quill", "Otto Vane"]
    assert re.search(r"Ana Ruiz.*<ul>.*Zora.*<ul>.*Otto Vane.*</ul>.*</ul>", inside, re.DOTALL)
    assert "write to Otto Vane" in inside
    assert "2 named, 2 still open" in text


def test_tree_that_runs_in_a_circle_ends():
    day = happened.day("2026-05-01")
    circle = [
        Contact(id=one, name=f"N{one}", referred=(other,), referred_by=(other,),
                standing=standing([Entry(id=one, speaker=one, kind="referred", day=day, other=other)]))
        for one, other in ((1, 2), (2, 1))
    ]  # fmt: skip
    first, second = agenda.tree(circle)
    assert [first.contact.id, first.below[0].contact.id, first.below[0].below[0].contact.id] == [1, 2, 1]
    assert (first.below[0].below[0].below, second.below) == ((), ())


def test_every_rule_says_what_is_logged_when_it_is_done():
    words = {action: agenda.done(action) for action in agenda.ORDER}
    assert words.pop("prepare") is None
    assert set(words.values()) <= {row["word"] for row in table("contact_log")["kind"]}


@pytest.mark.parametrize(
    ("steps", "way", "shows"),
    [
        ([], "/people/p-1/draft", "A message to Ana Ruiz"),
        ([{"word": "sent", "day": "2026-04-28"}], "/people/p-1/draft?kind=nudge", 'value="nudge" selected'),
        ([{"word": "met", "day": "2026-05-11"}], "/people/p-1/draft?kind=thanks", 'value="thanks" selected'),
        ([{"word": "sent"}, {"word": "replied"}, {"word": "scheduled", "at": "2026-05-13T10:00"}], "/people/p-1/sheet", "2026-05-13 10:00"),
        ([{"word": "met", "day": "2026-05-11", "referred": "Otto Vane, Canal Works"}, {"speaker": "p-5", "word": "met"}],
         "/people/p-1/draft?kind=report-back&amp;about=p-5", "Otto Vane"),
    ],
    ids=["write", "nudge", "thank", "prepare", "tell"],
)  # fmt: skip
def test_what_is_due_leads_to_where_it_is_done(page, steps, way, shows):
    for step in steps:
        move(page, **{"speaker": "p-1", **step})
    assert f'href="{way}"' in page.get("/today?all=yes").text
    answer = page.get(html.unescape(way))
    assert (answer.status_code, shows in answer.text) == (200, True)
