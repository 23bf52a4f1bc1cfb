"""Choosing and reading up, as typed: suggest, pins and tags, contacts, research, prepare."""

import json

import pytest
import vobject
from invented import pull, put, speaker

from scraper.model import Edition
from scraper.store import write

PEOPLE = (
    speaker("Ana Ruiz", "Data Engineer", "Tidewater Labs", role_family="data", talks=("Rivers as tables",), bio="Came from nursing.", links=("https://github.com/ana", "https://www.linkedin.com/in/ana")),
    speaker("Bo Lindqvist", "Head of Design", "Harbour Health", role_family="design", seniority="director"),
    speaker("Cleo Marsh", "Data Analyst", "Tidewater Labs", role_family="data"),
    speaker("Dana Petrova", "Data Analyst", "Tidewater Labs", role_family="data"),
)  # fmt: skip
BOOK = "First Name,Last Name,Company,Position\nBen,Holt,Tidewater Labs Inc.,Clerk\nZoe,Quill,Nowhere Else,\n"


@pytest.fixture(autouse=True)
def people(own_home, monkeypatch):
    monkeypatch.setenv("COFFEECHAT_NOW", "2026-05-04")
    put(own_home / "speakers.db", pulled)


def pulled(file):
    with write.open_store(file) as database:
        pull(database, PEOPLE)


def test_suggest_tells_its_reasons_and_spreads(run):
    run("profile", "--family", "data", "--from", "nursing", "--level", "student")
    rows = json.loads(run("shortlist", "suggest", "--json")[1])
    assert rows[0] == {
        "id": "p-1", "name": "Ana Ruiz", "role": "Data Engineer", "employer": "Tidewater Labs", "score": 9,
        "why": "+2 works in data; +3 knows nursing too; +1 does the work; +2 a step ahead of you; +1 linked a page of theirs",
    }  # fmt: skip
    assert [row["name"] for row in rows] == ["Ana Ruiz", "Cleo Marsh", "Bo Lindqvist"]  # two of one employer, not three
    assert [row["name"] for row in json.loads(run("shortlist", "suggest", "--per-employer", "9", "--json")[1])][
        2
    ] == "Dana Petrova"


def test_suggest_leaves_out_whom_one_deals_with(run):
    run("shortlist", "add", "ana")
    run("log", "bo", "do-not-contact")
    assert [row["name"] for row in json.loads(run("shortlist", "suggest", "--json")[1])] == [
        "Cleo Marsh",
        "Dana Petrova",
    ]


def test_suggest_adds_with_the_reasons(run):
    assert "2 put on the shortlist" in run("shortlist", "suggest", "--limit", "2", "--add")[2]
    assert len(json.loads(run("shortlist", "list", "--json")[1])) == 2


def test_pins_tiers_and_tags_order_and_show(run):
    run("shortlist", "add", "bo", "--tier", "B")
    run("shortlist", "add", "ana", "--tier", "A", "--tag", "rivers", "--tag", "switch")
    run("shortlist", "add", "cleo", "--pin")
    out = run("shortlist", "list")[1].splitlines()
    assert out[0].split() == ["id", "name", "role", "employer", "conferences", "pinned", "tier", "tags", "note"]
    assert [line.split()[0] for line in out[1:]] == ["p-3", "p-1", "p-2"]
    assert "rivers; switch" in out[2]
    run("shortlist", "add", "cleo", "--unpin")
    run("log", "ana", "sent")
    rows = json.loads(run("shortlist", "list", "--json")[1])
    assert [(row["id"], row["pinned"], row["tier"], row["status"]) for row in rows] == [
        ("p-1", False, "A", "sent"), ("p-2", False, "B", "shortlisted"), ("p-3", False, None, "shortlisted"),
    ]  # fmt: skip


def test_contacts_tell_whom_one_knows_there(run, tmp_path):
    (tmp_path / "Connections.csv").write_text(BOOK)
    assert (
        run("contacts", "import", tmp_path / "Connections.csv")[2]
        == "2 new, 0 known already; 1 work where somebody in the file works\n"
    )
    assert run("contacts", "import", tmp_path / "Connections.csv")[2].startswith("0 new, 2 known already")
    assert "  you know        Ben Holt (Clerk)" in run("show", "ana")[1].splitlines()
    run("shortlist", "add", "ana")
    assert "Ben Holt (Clerk)" in run("shortlist", "list")[1]
    assert json.loads(run("shortlist", "suggest", "--json")[1])[0]["why"].startswith(
        "+1 does the work; +2 you know Ben Holt (Clerk) there"
    )
    assert [row["name"] for row in json.loads(run("contacts", "list", "--json")[1])] == ["Ben Holt", "Zoe Quill"]
    assert run("contacts", "clear")[2] == "2 people you know are forgotten\n"
    assert run("contacts", "list") == (0, "", "Nobody yet: coffeechat contacts import Connections.csv\n")


@pytest.mark.parametrize("text", [None, "a,b\n"])
def test_contacts_that_are_none_are_one_line(run, tmp_path, text):
    if text:
        (tmp_path / "x.csv").write_text(text)
    code, out, err = run("contacts", "import", tmp_path / "x.csv")
    assert (code, out, len(err.splitlines())) == (2, "", 2)


def test_research_quotes_the_pages_and_opens_nothing_unasked(run, monkeypatch, own_home):
    with write.open_store(own_home / "speakers.db") as database:
        pull(
            database,
            [speaker("Ana Ruiz", "Analyst", "Tidewater Labs")],
            edition=Edition(conference="Spring Conf", year=2024),
            target="https://old.example/",
        )
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    code, out, _ = run("research", "ana")
    assert (code, opened) == (0, [])
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "https://conf.example/speakers, read on 2026-05-04" in lines
    assert "at Spring Conf 2026 Data Engineer, Tidewater Labs" in lines
    assert "biography Came from nursing." in lines
    assert "2024: Analyst, Tidewater Labs" in lines
    assert "Cleo Marsh (Data Analyst)" in lines
    assert "LinkedIn https://www.linkedin.com/in/ana" in lines
    told = json.loads(run("research", "ana", "--json", "--open")[1])
    assert told["path"] == ["2024: Analyst, Tidewater Labs", "2026: Data Engineer, Tidewater Labs"]
    assert opened
    assert not [url for url in opened if "linkedin.com" in url]


def test_prepare_makes_sheet_page_and_calendar(run, tmp_path):
    code, out, _ = run("prepare", "ana")
    assert code == 0
    assert out.splitlines()[0] == "# Ana Ruiz"
    assert "- [ ] You spoke about “Rivers as tables”: what did people ask you about it afterwards?" in out
    code, _, err = run("prepare", "ana", "--ics", tmp_path / "ana.ics")
    assert (code, err.splitlines()[0]) == (2, "coffeechat: no chat with Ana Ruiz is scheduled")
    run("log", "ana", "sent")
    run("log", "ana", "scheduled", "--at", "2026-05-12 15:00")
    assert (
        run(
            "prepare",
            "ana",
            "--ics",
            tmp_path / "ana.ics",
            "--html",
            tmp_path / "ana.html",
            "--md",
            tmp_path / "ana.md",
        )[0]
        == 0
    )
    assert len(vobject.readOne((tmp_path / "ana.ics").read_text(encoding="utf-8")).vevent_list) == 3
    assert "2026-05-12 15:00" in (tmp_path / "ana.html").read_text(encoding="utf-8")
    assert (tmp_path / "ana.md").read_text(encoding="utf-8").startswith("# Ana Ruiz\n\n2026-05-12 15:00\n")
