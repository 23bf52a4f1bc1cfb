"""Other people's data: forgotten without a trace, kept out, shown, and gone when its time is over."""

import contextlib
import json
import os
import sqlite3
import zlib
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import SPRING, WHEN, pull, speaker

from scraper import tour
from scraper.erasure import GONE, eraser, mentions
from scraper.model import Doubt, Edition, LeftOut, Talk
from scraper.store import query, write
from scraper.store.hand import forgetting
from scraper.store.pulling import forgotten
from scraper.text import fold

NAME = "Zorabella Quillfether"
TRACES = (b"zorabella", b"quillfether")
PAGE = """<!doctype html><html lang=en><head><title>Speakers | Spring School 2026</title></head><body>
<h1>Spring School 2026</h1><h2>Speakers</h2><section class=speakers>{}</section></body></html>"""
CARD = '<div class="card"><h3>{}</h3><p class="what">{}</p></div>'
PEOPLE = (
    ("Ana Ruiz", "Nurse, Harbour Health"), (NAME, "Zorabella Quillfether Consulting"), ("Bo Lindqvist", "Head of Design, Tidewater Labs"),
    ("Chioma Adeyemi", "Civil Engineer, City of Lindenmouth"), ("Dana Petrova", "Product Manager, Tidewater Labs"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setenv("COFFEECHAT_NOW", "2026-05-04")


def all_bytes(folder):
    """Every byte kept below a folder, archives unpacked."""
    raw = b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for path in folder.rglob("*.pages.db"):
        with contextlib.closing(sqlite3.connect(path)) as connection:
            raw += b"\n".join(zlib.decompress(body, 47) for (body,) in connection.execute("SELECT body FROM page"))
    return raw.lower()


def traces(folder):
    raw = all_bytes(folder)
    return [one for one in TRACES if one in raw]


@pytest.fixture
def lived_in(run, own_home, tmp_path):
    """A file in which the person stands everywhere there is."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "speakers.html").write_text(PAGE.format("".join(CARD.format(*one) for one in PEOPLE)), encoding="utf-8")
    (tmp_path / "book.csv").write_text(f"Name,Company\n{NAME},Acme\nBen Holt,Acme\n")
    with tour.serve(site) as base:
        assert run("pull", base + "speakers.html", "-q")[0] == 0
        with write.open_store(own_home / "speakers.db") as database:
            pull(
                database,
                [
                    speaker(NAME, "Owner", "Zorabella Quillfether Ltd", talks=("Mine",), bio="Zorabella writes.", links=("https://zorabella-quillfether.example/",), topics=("Zorabella Quillfether studies",)),
                    speaker("Ana Ruiz", "Nurse", "Harbour Health", bio="Works with ZORABELLA  QUILLFETHER every day, on machine learning.", talks=("Ours",)),
                ],
                talks=[Talk(title="Mine", speakers=(NAME,)), Talk(title="Ours", speakers=(NAME, "Ana Ruiz"), abstract="Quillfether, Zorabella and Ana talk.", url="https://c.example/zorabella-quillfether")],
                left_out=[LeftOut(name=NAME, reason="duplicate")],
                doubts=[Doubt(kind="role", name=NAME, why="it is odd", said="Owner")],
                edition=Edition(conference="Autumn Conf", year=2025), target="https://autumn.example/zorabella_quillfether",
            )  # fmt: skip
        run("profile", "--name", "Kim Doe", "--about", "a nurse", "--learn", "how")
        run("contacts", "import", tmp_path / "book.csv")
        run("shortlist", "add", "p-2", "--call", "Zorabella")
        run("draft", "p-2")
        run("log", "p-2", "sent")
        run("log", "p-2", "met", "--referred", "Bo Lindqvist")
        run("log", "p-1", "met", "--referred", f"{NAME}, Zorabella Quillfether Consulting", "--note", f"{NAME} is kind")
        yield base, own_home


def test_forget_leaves_no_trace_and_a_pull_brings_nobody_back(run, lived_in):
    base, home = lived_in
    assert traces(home) == list(TRACES)
    code, _, err = run("forget", NAME, "--yes")
    assert (code, err.startswith("Forgotten: ")) == (0, True)
    assert traces(home) == []
    with contextlib.closing(query.connect(home / "speakers.db")) as connection:
        assert query.integrity(connection) is None
        assert "Ana Ruiz" in [row["name"] for row in query.speakers(connection, query.Filters())]
        ana = query.speaker(connection, query.find(connection, "Ana Ruiz"))
        assert ana["bio"] == f"Works with {GONE} every day, on machine learning."
    assert run("pull", base + "speakers.html", "-q")[0] == 0
    assert run("contacts", "import", home.parent / "nowhere.csv")[0] == 2
    assert traces(home) == []
    assert run("show", NAME)[0] == 2


def test_forgotten_person_does_not_come_back_by_a_list_or_a_referral(run, lived_in, tmp_path):
    _, home = lived_in
    run("forget", NAME, "--yes")
    (tmp_path / "list.csv").write_text("name,employer\nQuillfether Zorabella,Acme\nEve Marsh,Acme\n")
    assert run("import", tmp_path / "list.csv", "--conference", "Mine")[0] == 0
    assert run("contacts", "import", tmp_path / "book.csv")[0] == 0
    code, _, err = run("log", "p-1", "noted", "--referred", f"{NAME}, Acme", "--anyway")
    assert code == 2, err
    run("shortlist", "add", "Eve")
    run("shortlist", "export", home / "out.csv")
    assert traces(home) == []


def test_forget_asks_and_names_backups(run, lived_in):
    _, home = lived_in
    assert run("forget", NAME)[0] == 2
    assert traces(home) == list(TRACES)
    backup = home / "speakers.v2.backup.db"
    backup.write_bytes(b"Zorabella Quillfether")
    assert f"a backup still holds them: {backup}" in run("forget", NAME, "--yes")[2]


def test_forget_deletes_backups_when_told(run, lived_in):
    _, home = lived_in
    (home / "speakers.v2.backup.db").write_bytes(b"Zorabella Quillfether")
    run("forget", NAME, "--yes", "--backups")
    assert traces(home) == []


def test_log_is_still_only_added_to_after_forgetting(run, lived_in):
    run("forget", NAME, "--yes")
    with contextlib.closing(sqlite3.connect(os.environ["COFFEECHAT_DB"])) as connection:
        assert connection.execute("SELECT note FROM contact_log WHERE note IS NOT NULL").fetchall() == [
            (f"{GONE} is kind",)
        ]
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE contact_log SET note = 'x'")


def test_data_prints_all_that_is_held(run, lived_in):
    base, _ = lived_in
    held = json.loads(run("data", "p-2", "--json")[1])
    assert set(held["tables"]) >= {
        "acquaintances", "appearance_topics", "appearances", "companies", "contact_log", "drafts", "left_out", "links", "name_keys",
        "preferred_names", "pulls", "reviews", "shortlist", "sightings", "speaker_text", "speakers", "spellings", "subjects", "talk_speakers",
         "talks", "topics",
    }  # fmt: skip
    assert held["pages"] == [base + "speakers.html"]
    assert "speakers (1)" in run("data", "p-2")[1]


def test_whose_time_is_over_is_shown_before_they_go(run, own_home, monkeypatch):
    with write.open_store(own_home / "speakers.db") as database:
        pull(database, [speaker("Ana Ruiz"), speaker("Bo Lindqvist"), speaker("Cleo Marsh")], when=WHEN)
    run("shortlist", "add", "ana")
    run("log", "bo", "sent")
    monkeypatch.setenv("COFFEECHAT_NOW", "2027-05-03")
    assert run("expire") == (0, "", "Nobody's time is over (12 months).\n")
    assert "never chose" not in run("doctor")[1]
    monkeypatch.setenv("COFFEECHAT_NOW", "2027-05-06")
    _, out, err = run("expire")
    assert [line.split() for line in out.splitlines()] == [
        ["id", "name", "last_seen"],
        ["p-3", "Cleo", "Marsh", "2026-05-04"],
    ]
    assert "not seen for 12 months" in err
    assert "1 person you never chose, not seen for 12 months\n      coffeechat expire" in run("doctor")[1]
    assert run("speakers", "cleo", "--json")[1] != "[]\n"
    assert run("expire", "--yes")[2] == "1 people taken out\n"
    assert run("speakers", "cleo", "--json")[1] == "[]\n"
    run("profile", "--retention", "6")
    with write.open_store(own_home / "speakers.db") as database:
        assert pull(database, [speaker("Cleo Marsh")], edition=SPRING).new == 1


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Ana Ruiz talks", f"{GONE} talks"),
        ("RUIZ, ANA", GONE),
        ("https://c.example/2026/ana-ruiz.html", f"https://c.example/2026/{GONE}.html"),
        ("https://c.example/2026/Ana%20Ruiz?page=2", f"https://c.example/2026/{GONE}?page=2"),
        ("https://c.example/12_ana_ruiz_3", f"https://c.example/12_{GONE}_3"),
        ("Ana Ruizova", "Ana Ruizova"),
        ("Joana Ruiz", "Joana Ruiz"),
        ("Ana and Ruiz", "Ana and Ruiz"),
        ("", ""),
    ],
)
def test_name_is_taken_out_of_texts(text, gone):
    assert eraser(["Ana Ruiz"])(text) == gone


@pytest.mark.parametrize(
    "text", ["Łukasz Żuraw", "lukasz-zuraw", "ŁUKASZ ŻURAW", "%C5%81ukasz_%C5%BBuraw", "zuraw lukasz"]
)
def test_name_with_accents_is_found_in_every_dress(text):
    assert mentions(["Łukasz Żuraw"])(text)


@given(st.text(min_size=1, max_size=30), st.text(max_size=60), st.text(max_size=60))
def test_what_is_erased_is_not_there(name, before, after):
    text = f"{before} {name} {after}"
    erased = eraser([name])(text)
    assert not mentions([name])(erased) or mentions([name])(GONE)


@given(
    st.sampled_from(["Ana Ruiz", "Łukasz Żuraw", "Ruſ \u212aalvin", "İlker Ak", "早乙女 千景"]),
    st.sampled_from(
        [str, str.upper, str.casefold, quote, fold, lambda name: name[::-1], lambda name: "-".join(name.split()[::-1])]
    ),
    st.text("aA nü’-%2", max_size=6),
)
def test_whoever_is_taken_out_is_found(name, dress, beside):
    text = f"{beside} {dress(name)} {beside}"
    assert mentions([name])(text) == (eraser([name])(text) != text)


def test_hash_tells_whether_and_nothing_else(own_home):
    with write.open_store(own_home / "speakers.db") as database, write.transaction(database) as connection:
        assert not forgotten.is_forgotten(connection, "Ana Ruiz")
        forgotten.remember(connection, ["Ana Ruiz"], "2026-05-04")
        told = [
            forgotten.is_forgotten(connection, name)
            for name in ("Ana Ruiz", "ana  RUIZ", "Ruiz Ana", "Ana Ruizova", "")
        ]
        assert told == [True, True, True, False, False]
        rows = connection.execute("SELECT hash FROM forgotten").fetchall()
        assert all(b"ana" not in row[0].lower() and len(row[0]) == 16 for row in rows)


def test_forgetting_one_person_leaves_everybody_else_alone(run, own_home):
    """Numbers of other tables that happen to be the same are not theirs."""
    with write.open_store(own_home / "speakers.db") as database:
        pull(database, [speaker(f"Person {word}", "Nurse", "Acme") for word in ("Ana", "Bodil", "Cleo")], doubts=[
            Doubt(kind="role", name="Person Cleo", why="it is odd", said="Nurse"),
        ])  # fmt: skip
    run("shortlist", "add", "cleo", "--note", "mine")
    run("log", "cleo", "sent")
    before = json.loads(run("data", "cleo", "--json")[1])["tables"]
    assert run("forget", "bodil", "--yes")[0] == 0
    assert json.loads(run("data", "cleo", "--json")[1])["tables"] == before


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('[{"about": "Ana"}, {"about": "Bo"}]', '[{"about": "Ana"}]'),
        ('["Ana", "Bo"]', '["Ana", "Bo"]'),
        ("[{Ana", "[{Ana"),
        ("Ana and Bo", "Ana and Bo"),
        (7, 7),
    ],
)
def test_records_of_others_in_one_cell_are_not_theirs(cell, told):
    assert forgetting._theirs(cell, lambda text: "Ana" in text) == told
