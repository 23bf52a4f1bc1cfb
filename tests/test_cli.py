"""The commands as a person types them, over a small site on loopback: what is printed, stored, refused.

The site is scraper.tour's server over a folder the test writes, so pulls take the very path of any conference.
"""

import contextlib
import csv
import io
import json
import os
import signal
import socketserver
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from invented import put

from scraper import __version__, tour
from scraper.cli import main

PEOPLE = (
    ("Ana Ruiz", "Nurse", "Harbour Health"),
    ("Łukasz Żuraw", "Data Engineer", "Tidewater Labs"),
    ("Bo Lindqvist", "Head of Design", "Harbour Health Ltd."),
    ("Chioma Adeyemi", "Civil Engineer", "City of Lindenmouth"),
    ("Dana Petrova", "Product Manager", "Tidewater Labs"),
)


def cards(people):
    made = "".join(
        f'<div class="card"><h3>{name}</h3><p class="what">{role}, {employer}</p></div>'
        for name, role, employer in people
    )
    return (
        "<!doctype html><html lang=en><head><title>Speakers | Spring School 2026</title></head><body>"
        f"<h1>Spring School 2026</h1><h2>Speakers</h2><section class=speakers>{made}</section></body></html>"
    )


def lay(folder):
    """A small site, in a folder."""
    folder.mkdir(exist_ok=True)
    (folder / "robots.txt").write_text("User-agent: *\nAllow: /\n")
    (folder / "speakers.html").write_text(cards(PEOPLE), encoding="utf-8")
    return folder


@pytest.fixture
def site(tmp_path):
    folder = lay(tmp_path / "site")
    with tour.serve(folder) as base:
        yield folder, base


def publish(page, text):
    """The site changes a page. A server tells the time of a change in whole seconds, so it must be a later one."""
    later = page.stat().st_mtime + 60
    page.write_text(text, encoding="utf-8")
    os.utime(page, (later, later))


@pytest.fixture
def pulled(site, run, own_home):
    """The site, and its people in the file."""
    folder, base = site
    assert run("pull", base + "speakers.html", "-q") == (0, "", "")
    return folder, base


@pytest.fixture
def known(own_home):
    """The people of the site in the file, for those who do not ask the site again."""
    put(own_home / "speakers.db", pull_them)


def pull_them(file):
    with (
        tempfile.TemporaryDirectory() as folder,
        tour.serve(lay(Path(folder))) as base,
        pytest.raises(SystemExit) as left,
    ):
        main(["pull", base + "speakers.html", "-q", "--db", str(file)])
    assert left.value.code == 0


def dump(path):
    """Every row of every table but the log of pulls."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if name not in ("pulls", "sqlite_sequence")
        ]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}


def the_file():
    return os.environ["COFFEECHAT_DB"]


# pull


def test_pull_says_what_was_read_and_where_it_is_kept(site, run):
    _, base = site
    code, out, err = run("pull", base + "speakers.html")
    assert (code, out) == (0, "")
    lines = err.splitlines()
    assert lines[0] == "Spring School 2026"
    assert lines[1].startswith("  5 people; role for 5, employer for 5; 1 page; read as cards")
    assert lines[2] == "  5 new"
    assert lines[3] == f"Kept in {the_file()}"


def test_pulling_twice_changes_nothing(pulled, run):
    _, base = pulled
    before = dump(the_file())
    code, _, err = run("pull", base + "speakers.html")
    assert code == 0
    assert "  nothing new since the last pull" in err
    assert dump(the_file()) == before


def own_pages(folder, people):
    """A list of bare names that leads to a page for each of them."""
    links = "".join(
        f'<div class="card"><h3><a href="/{at}.html">{name}</a></h3></div>' for at, (name, *_) in enumerate(people)
    )
    page = "<!doctype html><html lang=en><head><title>Speakers | Spring School 2026</title></head><body>"
    (folder / "speakers.html").write_text(f"{page}<h1>Speakers</h1><section>{links}</section></body></html>")
    for at, (name, role, employer) in enumerate(people):
        text = f"{page}<main><h1>{name}</h1><p>{role}, {employer}</p><p>{name} has spoken often.</p></main>"
        (folder / f"{at}.html").write_text(f"{text}</body></html>", encoding="utf-8")


def test_pull_that_lost_a_page_says_so_and_keeps_what_was_known(site, run):
    folder, base = site
    own_pages(folder, PEOPLE)
    assert run("pull", base + "speakers.html")[0] == 0
    before = dump(the_file())
    (folder / "1.html").unlink()
    publish(folder / "3.html", "<!doctype html><title>Consent</title><body><h1>Your privacy</h1><p>Accept all</p>")
    code, _, err = run("pull", base + "speakers.html")
    assert (code, dump(the_file())) == (7, before)
    first = f"Łukasz Żuraw, {base}1.html (127.0.0.1 has no such page (404))"
    assert err.splitlines()[2:] == [
        "  nothing new since the last pull",
        f"coffeechat: 2 people's own pages tell nothing of them; first: {first}",
        "  hint: what the list says of them is kept; does that page open in your browser?",
        f"Kept in {the_file()}",
    ]
    publish(folder / "speakers.html", (folder / "speakers.html").read_text().replace("Ana Ruiz", "Abe Ruiz"))
    publish(folder / "0.html", (folder / "0.html").read_text().replace("Ana Ruiz", "Abe Ruiz"))
    assert run("pull", base + "speakers.html", "-q")[0] == 7
    names = {one["name"] for one in json.loads(run("speakers", "--conference", "Spring", "--json")[1])}
    assert "Abe Ruiz" in names  # the list was whole: who is not on it is no longer listed


def test_extract_that_lost_a_page_prints_the_rest_and_says_so(site, run):
    folder, base = site
    own_pages(folder, PEOPLE)
    (folder / "1.html").unlink()
    code, out, err = run("extract", base + "speakers.html", "--json")
    assert (code, len(json.loads(out)["speakers"]), json.loads(out)["receipt"]["pages_gone"]) == (7, 5, 1)
    assert "coffeechat: one person's own page tells nothing of them; first: Łukasz Żuraw" in err
    code, out, err = run("extract", base + "speakers.html", "--budget", "3")
    assert code == 7
    assert "the budget of pages was spent: 3 more were not read" in err
    assert "hint: what was read is kept; let it cost more pages: --budget N" in err


def test_pull_offline_reads_the_kept_pages(site, run):
    folder, base = site
    assert run("pull", base + "speakers.html", "-q")[0] == 0
    (folder / "speakers.html").unlink()
    code, _, err = run("pull", base + "speakers.html", "--offline")
    assert code == 0
    assert "5 people" in err


def test_pull_offline_of_a_page_never_seen_says_so(site, run):
    _, base = site
    code, _, err = run("pull", base + "speakers.html", "--offline")
    assert code == 3
    assert "hint: run it once without --offline" in err


def test_far_fewer_people_keep_the_old_rows_until_accepted(pulled, run):
    folder, base = pulled
    publish(folder / "speakers.html", cards(PEOPLE[:1]))
    code, _, err = run("pull", base + "speakers.html")
    assert code == 4
    assert "1 found where the last pull had 5; the old rows are kept" in err
    assert "--accept-fewer" in err
    assert len(json.loads(run("speakers", "--json")[1])) == 5
    assert run("pull", base + "speakers.html", "--accept-fewer", "-q")[0] == 0
    assert [one["name"] for one in json.loads(run("speakers", "--json")[1])] == ["Ana Ruiz"]


def test_lost_employers_keep_the_old_rows_and_are_told(pulled, run):
    folder, base = pulled
    bare = "".join(f'<div class="card"><h3>{name}</h3></div>' for name, *_ in PEOPLE)
    publish(
        folder / "speakers.html",
        f"<title>Speakers | Spring School 2026</title><h2>Speakers</h2><section class=speakers>{bare}</section>",
    )
    code, _, err = run("pull", base + "speakers.html")
    assert code == 4
    assert "employers for none where the last pull had them for 5; the old rows are kept" in err
    assert all(one["employer"] for one in json.loads(run("speakers", "--json")[1]))
    assert "shrunk" in run("doctor")[1]


def test_speakers_announced_later_are_a_verdict_of_their_own(site, run):
    folder, base = site
    (folder / "speakers.html").write_text("<title>Autumn School 2027</title><h2>Speakers</h2><p>To be announced</p>")
    code, _, err = run("pull", base + "speakers.html")
    assert code == 4
    assert "the speakers are not announced yet" in err
    (sick,) = [row for row in json.loads(run("doctor", "--json")[1]) if row["state"] == "note"]
    assert sick["what"].startswith(f"{base}speakers.html: announced_later")
    assert sick["next"] == "pull again when the speakers are announced"


def test_nobody_found_keeps_the_old_rows(pulled, run):
    folder, base = pulled
    before = dump(the_file())
    publish(folder / "speakers.html", "<title>Spring School 2026</title><p>Thank you all!</p>")
    assert run("pull", base + "speakers.html")[0] == 4
    assert dump(the_file()) == before


def test_changed_employer_is_told(pulled, run):
    folder, base = pulled
    people = (("Ana Ruiz", "Chief Nurse", "North Clinic"), *PEOPLE[1:])
    publish(folder / "speakers.html", cards(people))
    code, _, err = run("pull", base + "speakers.html")
    assert code == 0
    assert "  1 changed" in err
    (ana,) = json.loads(run("speakers", "ana", "--json")[1])
    assert (ana["role"], ana["employer"]) == ("Chief Nurse", "North Clinic")


def test_pull_takes_a_saved_page_for_an_address(site, run, tmp_path):
    saved = tmp_path / "saved.html"
    saved.write_text(cards(PEOPLE), encoding="utf-8")
    code, _, _ = run("pull", "https://spring.example/speakers", "--page", saved)
    assert code == 0
    shown = json.loads(run("conferences", "--pulled", "--json")[1])
    assert [(row["conference"], row["year"], row["people"]) for row in shown] == [("Spring School", 2026, 5)]


def test_many_targets_are_isolated_and_the_worst_code_is_returned(site, run, tmp_path):
    _, base = site
    listed = tmp_path / "list.txt"
    listed.write_text(f"# our conferences\n{base}missing.html\n{base}speakers.html # the good one\n\n")
    code, _, err = run("pull", "--from-file", listed)
    assert code == 3
    assert f"coffeechat: {base}missing.html: 127.0.0.1 has no such page (404)" in err.splitlines()
    assert len(json.loads(run("speakers", "--json")[1])) == 5


# bad input: one line, a hint, the right code, nothing lost


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (["pull", "https://no-such-host.invalid/"], 3, "no-such-host.invalid does not answer (no such host)"),
        (["pull", "{base}missing.html"], 3, "127.0.0.1 has no such page (404)"),
        (["pull", "{base}nobody.html"], 4, None),
        (["pull", "{base}scripts.html"], 4, None),
        (["pull", "{base}binary.bin"], 3, None),
        (["pull", "{base}empty.html"], 3, "127.0.0.1 sends an empty page"),
        (["pull", "no such conference at all"], 2, "no conference is called 'no such conference at all'"),
        (["pull", "ftp://spring.example/x"], 2, "ftp://spring.example/x is not an address that can be fetched"),
        (["pull", "saved.html"], 2, "there is no file saved.html"),
        (["pull", "{base}speakers.html", "--page", "nowhere.html"], 2, None),
        (["pull", "--from-file", "nowhere.txt"], 2, "cannot read nowhere.txt: No such file or directory"),
        (["extract", "{folder}/empty.html"], 2, "{folder}/empty.html is empty"),
        (["extract", "{folder}/binary.bin"], 2, "{folder}/binary.bin is not a web page or a data file"),
        (["extract", "{folder}/nobody.html"], 4, None),
        (["import", "{folder}/nobody.html"], 2, "nobody is named in nobody.html"),
        (["import", "nowhere.csv"], 2, "cannot read nowhere.csv: No such file or directory"),
        (["import", "{folder}/binary.bin"], 2, "{folder}/binary.bin is neither CSV nor JSON Lines"),
        (["show", "Zebulon Nobody"], 2, "nobody here is called 'Zebulon Nobody'"),
        (["show", "o"], 2, "several people answer to 'o'"),
        (["shortlist", "add", "Ana Ruiz", "Zebulon Nobody"], 2, "nobody here is called 'Zebulon Nobody'"),
        (["shortlist", "export", "{folder}/x.csv"], 2, "the shortlist is empty"),
        (["speakers", "--sort", "height"], 2, None),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_bad_input_is_one_line_and_a_hint_and_loses_nothing(site, run, words, code, line):
    folder, base = site
    (folder / "nobody.html").write_text("<title>Spring School</title><h1>Venue</h1><p>We meet by the river.</p>")
    (folder / "scripts.html").write_text(
        '<title>App</title><noscript>Please enable JavaScript.</noscript><div id="root"></div><script src="/a.js"></script>'
    )
    (folder / "binary.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "empty.html").write_bytes(b"")
    before = dump(the_file())
    got, out, err = run(*(word.format(base=base, folder=folder) for word in words))
    lines = err.splitlines()
    assert (got, out) == (code, "")
    assert lines[0].startswith("coffeechat: ")
    if line is not None:
        assert lines[0] == f"coffeechat: {line.format(base=base, folder=folder)}"
    assert [one.startswith("  hint: ") for one in lines[1:]] == [True]
    assert dump(the_file()) == before


def test_page_drawn_by_javascript_is_told_apart(site, run):
    folder, base = site
    (folder / "scripts.html").write_text(
        '<title>App</title><noscript>Please enable JavaScript.</noscript><div id="root"></div><script src="/a.js"></script>'
    )
    _, _, err = run("pull", base + "scripts.html")
    assert "scripts" in err.splitlines()[0]
    assert "--page saved.html" in err.splitlines()[1]


def test_file_of_a_newer_version_is_left_alone(known, run):
    with contextlib.closing(sqlite3.connect(the_file())) as connection:
        connection.execute("PRAGMA user_version = 999")
    for words in (["speakers"], ["pull", "http://127.0.0.1:9/speakers.html"], ["doctor"]):
        code, _, err = run(*words)
        assert code == 6, words
        assert "Traceback" not in err


def test_file_that_is_not_ours_is_refused(site, run, tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("dear diary")
    code, _, err = run("speakers", "--db", other)
    assert (code, err.splitlines()[0]) == (6, f"coffeechat: {other} is not a coffeechat file")
    assert other.read_text() == "dear diary"


def test_place_that_cannot_be_written_is_told_before_anything_is_fetched(site, run, tmp_path):
    _, base = site
    (tmp_path / "file").write_text("in the way")
    code, _, err = run("pull", base + "speakers.html", "--db", tmp_path / "file" / "speakers.db")
    assert code == 6
    assert "hint: choose another place: --db PATH" in err


def test_nothing_pulled_yet_tells_what_to_do(run):
    code, out, err = run("speakers")
    assert (code, out) == (2, "")
    assert "coffeechat tour" in err.splitlines()[1]


# looking around


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ([], {name for name, _, _ in PEOPLE}),
        (["--company", "harbour health"], {"Ana Ruiz", "Bo Lindqvist"}),
        (["--employer", "HARBOUR HEALTH LTD"], {"Ana Ruiz", "Bo Lindqvist"}),
        (["--role", "engineer"], {"Łukasz Żuraw", "Chioma Adeyemi"}),
        (["--family", "design"], {"Bo Lindqvist"}),
        (["lukasz zuraw"], {"Łukasz Żuraw"}),
        (["--conference", "spring", "--year", "2026", "tidewater"], {"Łukasz Żuraw", "Dana Petrova"}),
        (["--year", "2019"], set()),
        (["--shortlisted"], set()),
        (["'; drop table speakers; --"], set()),
    ],
    ids=lambda value: " ".join(value if isinstance(value, list) else sorted(value)),
)
def test_speakers_are_filtered(known, run, words, names):
    code, out, _ = run("speakers", *words, "--json")
    assert code == 0
    assert {one["name"] for one in json.loads(out)} == names


def test_speakers_json_has_the_documented_keys(known, run):
    (ana,) = json.loads(run("speakers", "ana ruiz", "--json")[1])
    assert {"id", "name", "role", "employer", "company", "role_family", "seniority", "topics", "appearances", "links"} <= set(ana)  # fmt: skip
    (at,) = ana["appearances"]
    assert {"conference", "year", "name", "role", "employer", "talks", "record_id"} <= set(at)
    assert (at["conference"], at["year"]) == ("Spring School", 2026)


def test_speakers_in_a_pipe_are_plain_columns(known, run):
    _, out, err = run("speakers", "--company", "tidewater labs", "--sort", "name")
    lines = out.splitlines()
    assert lines[0].startswith("id ")
    assert [line.split("  ")[1].strip() for line in lines[1:]] == ["Dana Petrova", "Łukasz Żuraw"]
    assert err.startswith("2 people.")


def test_speakers_csv_is_read_back_by_the_csv_module(known, run):
    rows = list(csv.DictReader(io.StringIO(run("speakers", "--csv")[1])))
    assert {row["name"] for row in rows} == {name for name, _, _ in PEOPLE}


def test_limit_says_how_many_more_there_are(known, run):
    _, out, err = run("speakers", "--limit", "2")
    assert len(out.splitlines()) == 3
    assert err == "2 of 5 people; --limit 5 shows all.\n"


@pytest.mark.parametrize(
    ("what", "first"),
    [("companies", {"company": "Harbour Health", "people": 2}), ("roles", {"role_family": "data", "people": 1})],
)
def test_counts_put_the_most_common_first(known, run, what, first):
    rows = json.loads(run(what, "--json")[1])
    assert {key: rows[0][key] for key in first} == first
    assert [row["people"] for row in rows] == sorted((row["people"] for row in rows), reverse=True)


def test_counts_of_nothing_say_so(known, run):
    assert run("companies", "--year", "2019")[2].startswith("Nobody fits.")


def test_counts_of_a_file_without_people_say_how_they_come(run, tmp_path):
    (tmp_path / "new.db").touch()
    assert run("companies", "--db", tmp_path / "new.db")[2].startswith("Nobody is in this file yet. Pull")


def test_show_tells_no_fact_twice(known, run):
    lines = [
        line for line in run("show", "ana", "--why")[1].split("Where it was read")[1].splitlines() if "role  " in line
    ]
    assert lines == ["  role            Nurse  <- its own line on the page"]


def test_show_tells_every_fact_and_where_it_was_read(known, run):
    code, out, _ = run("show", "ana", "--why")
    assert code == 0
    for line in ("Ana Ruiz", "role            Nurse", "employer        Harbour Health", "its own line on the page"):
        assert line in out
    assert json.loads(run("show", "ana", "--json")[1])["name"] == "Ana Ruiz"


def test_show_says_when_others_of_the_conference_settled_an_employer(tmp_path, run):
    people = (("Ana Ruiz", "Nurse, Brask"), ("Bo Lind", "Cook at Brask"), ("Cai Moss", "Staff Engineer Brask"))
    lines = [json.dumps({"event": "Harbour Days", "year": 2026, "name": who, "headline": says}) for who, says in people]
    (tmp_path / "people.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run("import", str(tmp_path / "people.jsonl"))[0] == 0
    settled = "Brask  <- others of this conference work there"
    assert settled in run("show", "cai", "--why")[1]
    assert settled not in run("show", "bo", "--why")[1]


def test_conferences_show_their_fields_under_that_name(run):
    heads = run("conferences", "--topic", "design")[1].splitlines()[0].split()
    assert "fields" in heads
    assert "topics" not in heads


def test_conferences_lists_the_catalogue_and_what_is_pulled(known, run):
    rows = json.loads(run("conferences", "--json")[1])
    assert rows[0]["conference"] == "Spring School"
    assert len(rows) > 60
    assert all("design" in " ".join(row["topics"]) for row in json.loads(run("conferences", "--topic", "design", "--json")[1]))  # fmt: skip
    assert run("conferences", "--topic", "no such field")[2].startswith("No conference fits.")


def test_terminal_escapes_from_a_page_never_reach_the_terminal(site, run):
    folder, base = site
    people = (("Ana \x1b[31mRuiz", "Nurse \x1b]0;owned\x07", "Harbour Health"), *PEOPLE[1:])
    (folder / "speakers.html").write_text(cards(people), encoding="utf-8")
    for words in (["pull", base + "speakers.html", "-v"], ["speakers"], ["show", "nurse"], ["companies"]):
        _, out, err = run(*words)
        assert "\x1b" not in out + err


# shortlist


def test_shortlist_from_adding_to_exporting(known, run, tmp_path):
    assert run("shortlist", "list")[2].startswith("Nobody yet.")
    assert run("shortlist", "add", "ana", "lindqvist", "--note", "ask about nights")[0] == 0
    assert run("shortlist", "add", "ana")[0] == 0
    assert [row["name"] for row in json.loads(run("shortlist", "list", "--json")[1])] == ["Ana Ruiz", "Bo Lindqvist"]
    assert {one["name"] for one in json.loads(run("speakers", "--shortlisted", "--json")[1])} == {"Ana Ruiz", "Bo Lindqvist"}  # fmt: skip
    file = tmp_path / "people.csv"
    code, _, err = run("shortlist", "export", file)
    assert (code, err) == (0, f"2 people written to {file}\n")
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert [(row["name"], row["role"], row["employer"], row["notes"]) for row in rows] == [
        ("Ana Ruiz", "Nurse", "Harbour Health", "ask about nights"),
        ("Bo Lindqvist", "Head of Design", "Harbour Health Ltd.", "ask about nights"),
    ]
    assert run("shortlist", "export", "-")[1] == file.read_bytes().decode("utf-8")
    assert run("shortlist", "export", file, "--excel")[0] == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert run("shortlist", "remove", "ana")[2] == "Off the shortlist: Ana Ruiz\n"
    assert run("shortlist", "remove", "ana")[2] == "Ana Ruiz was not on the shortlist\n"
    assert "Bo Lindqvist" in run("shortlist", "list")[1]


def test_shortlist_survives_another_pull(pulled, run):
    _, base = pulled
    run("shortlist", "add", "ana")
    assert run("pull", base + "speakers.html", "-q")[0] == 0
    assert [row["name"] for row in json.loads(run("shortlist", "list", "--json")[1])] == ["Ana Ruiz"]


def test_shortlist_export_to_a_place_that_cannot_be_written(known, run, tmp_path):
    run("shortlist", "add", "ana")
    code, _, err = run("shortlist", "export", tmp_path / "nowhere" / "x.csv")
    assert code == 6
    assert "hint: choose another place" in err


# import, extract, adapters, doctor, tour


def test_import_of_a_list_twice_changes_nothing(run, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("name,role,employer\nAna Ruiz,Nurse,Harbour Health\nBo Lindqvist,Designer,Tidewater Labs\n")
    code, _, err = run("import", file, "--conference", "Spring School", "--year", "2025")
    assert code == 0
    assert err.splitlines() == [
        "name <- name, role <- role, employer <- employer",
        f"2 people at 1 conference: 2 new, 0 changed. Kept in {the_file()}",
    ]
    before = dump(the_file())
    again = run("import", file, "--conference", "Spring School", "--year", "2025")[2]
    assert "2 people at 1 conference: 0 new, 0 changed." in again
    assert dump(the_file()) == before
    file.write_text("name,role,employer\nAna Ruiz,Nurse,Harbour Health\n")
    shorter = run("import", file, "--conference", "Spring School", "--year", "2025")[2]
    assert "1 person at 1 conference: 0 new, 0 changed, 1 no longer listed." in shorter


def test_extract_stores_nothing_and_shows_everybody(site, run):
    _, base = site
    code, out, err = run("extract", base + "speakers.html")
    assert code == 0
    assert "Ana Ruiz" in out
    assert err.startswith("Spring School 2026: 5 people")
    assert not os.path.exists(the_file())  # noqa: PTH110 -- as a program sees it
    shown = json.loads(run("extract", base + "speakers.html", "--json")[1])
    assert [one["name"] for one in shown["speakers"]] == [name for name, _, _ in PEOPLE]
    assert shown["conference"]["name"] == "Spring School"


def test_extract_of_a_saved_page_needs_no_network(run, tmp_path):
    saved = tmp_path / "saved.html"
    saved.write_text(cards(PEOPLE), encoding="utf-8")
    code, out, _ = run("extract", saved, "--json", "--url", "https://spring.example/speakers")
    assert code == 0
    assert {one["source"] for one in json.loads(out)["speakers"]} == {"https://spring.example/speakers"}


def test_adapters_list_names_what_each_reads(run):
    rows = json.loads(run("adapters", "list", "--json")[1])
    assert {"sessionize", "pretalx", "website"} <= {row["adapter"] for row in rows}
    assert all(row["about"] for row in rows)
    assert rows[-1]["kind"] == "any website"


def test_doctor_finds_nothing_wrong(known, run):
    code, out, _ = run("doctor")
    assert code == 0
    assert __version__ in out
    assert "5 people" in out
    assert "BAD" not in out


def test_doctor_notes_a_sick_conference_and_what_to_do(pulled, run):
    _, base = pulled
    run("pull", base + "missing.html")
    code, out, _ = run("doctor")
    assert code == 0
    assert f"note  {base}missing.html: gone" in out


def test_doctor_on_a_damaged_file_ends_with_6(known, run):
    with open(the_file(), "r+b") as file:  # noqa: PTH123 -- bytes in the middle
        file.seek(4096)
        file.write(b"\xff" * 8192)
    code, out, err = run("doctor")
    assert code == 6
    assert "Traceback" not in out + err


@pytest.mark.slow
def test_tour_does_the_whole_job_and_leaves_nothing_running(run, tmp_path):
    before = threading.active_count()
    code, _, err = run("tour", "--into", tmp_path / "tour")
    assert code == 0
    assert threading.active_count() == before
    rows = list(csv.DictReader(io.StringIO((tmp_path / "tour" / "shortlist.csv").read_text(encoding="utf-8"))))
    assert len(rows) == 5
    assert all(row["role"] and row["employer"] for row in rows)
    for words in ("Many Hands 2026", "left out", "Where they work", "Your turn"):
        assert words in err
    assert run("tour", "--into", tmp_path / "tour")[0] == 0


def test_tour_where_nothing_can_be_written(run, tmp_path):
    (tmp_path / "file").write_text("in the way")
    code, _, err = run("tour", "--into", tmp_path / "file" / "tour")
    assert code == 6
    assert "--into FOLDER" in err


# Ctrl-C


class Slow(socketserver.BaseRequestHandler):
    """Answers robots.txt, then keeps everybody waiting."""

    def handle(self):
        asked = self.request.recv(65536)
        if b"robots.txt" in asked:
            self.request.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        self.server.reached.set()
        self.server.over.wait(20)


class Counting(Slow):
    """A site of a list and six people's own pages, the fifth of which keeps everybody waiting the first time."""

    def handle(self):
        asked = self.request.recv(65536).split()[1].decode()
        self.server.asked.append(asked)
        if asked == "/speakers":
            names = "".join(
                f'<div class=card><h3><a href="/p/{at}">{name} {surname}</a></h3></div>'
                for at, (name, surname) in enumerate(self.server.names)
            )
            body = f"<title>Speakers | Spring School 2026</title><h1>Speakers</h1>{names}"
        elif asked.startswith("/p/"):
            name, surname = self.server.names[int(asked[3:])]
            body = f"<title>{name}</title><h1>{name} {surname}</h1><p class=role>Nurse</p><p class=org>North Clinic</p>"
        else:
            body = ""
        if asked == "/p/4" and not self.server.reached.is_set():
            time.sleep(0.5)  # the others are through by then
            self.server.reached.set()
            self.server.over.wait(20)
            return
        kind = f"HTTP/1.1 {200 if body else 404} X\r\nContent-Type: text/html\r\n"
        self.request.sendall(f"{kind}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_killed_pull_goes_on_where_it_was_and_asks_for_nothing_twice(own_home):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Counting) as server:
        server.daemon_threads = True
        server.reached, server.over, server.asked = threading.Event(), threading.Event(), []
        server.names = [("Ana", "Ruiz"), ("Bo", "Lindqvist"), ("Chioma", "Adeyemi"), ("Dana", "Petrova"),
                        ("Emil", "Novak"), ("Fatima", "Haddad")]  # fmt: skip
        threading.Thread(target=server.serve_forever, daemon=True).start()
        words = [sys.executable, "-m", "scraper", "pull", f"http://127.0.0.1:{server.server_address[1]}/speakers", "-q"]
        child = subprocess.Popen(words)
        try:
            assert server.reached.wait(60)
            child.kill()
            child.wait(15)
            server.over.set()
            before = list(server.asked)
            done = subprocess.run([*words, "--concurrency", "1"], capture_output=True, timeout=30)
        finally:
            child.kill()
            server.over.set()
            server.shutdown()
    assert done.returncode == 0
    again = [page for page in server.asked[len(before) :] if page in before and page not in ("/p/4", "/robots.txt")]
    assert again == []
    with contextlib.closing(sqlite3.connect(the_file())) as connection:
        rows = connection.execute("SELECT name, role, employer FROM speakers ORDER BY name").fetchall()
    assert rows == [(f"{name} {surname}", "Nurse", "North Clinic") for name, surname in server.names]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_ctrl_c_in_the_middle_of_a_pull_keeps_what_was_there(known, tmp_path):
    before = dump(the_file())
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Slow) as server:
        server.daemon_threads = True
        server.reached, server.over = threading.Event(), threading.Event()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/speakers"
        child = subprocess.Popen([sys.executable, "-m", "scraper", "pull", address], stderr=subprocess.PIPE, text=True)
        try:
            assert server.reached.wait(60)
            time.sleep(0.1)
            child.send_signal(signal.SIGINT)
            _, err = child.communicate(timeout=60)
        finally:
            child.kill()
            child.stderr.close()
            server.over.set()
            server.shutdown()
    assert child.returncode == 130
    assert err.splitlines()[-2:] == [
        "coffeechat: stopped: no pages read",
        "  hint: what was finished is kept; run the same command again to go on",
    ]
    assert "Traceback" not in err
    assert dump(the_file()) == before


# more than one conference


@pytest.fixture
def two_years(run, tmp_path):
    """The same people at two editions, from lists."""
    lines = [
        {"record_id": "1", "event": "Spring School", "year": 2024, "name": "Ana Ruiz", "role": "Nurse", "employer": "Harbour Health", "links": ["https://ana-ruiz.example/"], "talks": [{"title": "Night shifts"}]},
        {"record_id": "2", "event": "Spring School", "year": 2026, "name": "Ana Ruiz", "role": "Chief Nurse", "employer": "Harbour Health", "links": ["https://ana-ruiz.example/"], "bio": "Ana Ruiz leads the ward."},
        {"record_id": "3", "event": "Autumn Days", "year": 2025, "name": "Bo Lindqvist", "headline": "Designer at Tidewater Labs"},
    ]  # fmt: skip
    file = tmp_path / "people.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines))
    assert run("import", file, "-q")[0] == 0


def test_show_tells_a_career_over_the_years(two_years, run):
    code, out, _ = run("show", "ana ruiz", "--why")
    lines = [line.strip() for line in out.splitlines()]
    assert code == 0
    for line in (
        "role            Chief Nurse",
        "Spring School 2024",
        "as              Nurse, Harbour Health",
        "talk            Night shifts",
        "link            https://ana-ruiz.example/",
        "Ana Ruiz leads the ward.",
        "role            Nurse  <- data in the page",
    ):
        assert line in lines
    assert "career          Nurse, Harbour Health, 2024 -> Chief Nurse, Harbour Health, 2026" in lines
    assert "Why this is one person" in lines
    assert any(line.startswith("both link to ana-ruiz.example") for line in lines)


def test_conferences_are_filtered_by_year_words_and_country(two_years, run):
    def shown(*words):
        return [(row["conference"], row["year"]) for row in json.loads(run("conferences", *words, "--json")[1])]

    assert shown("--pulled", "--year", "2024") == [("Spring School", 2024)]
    assert shown("--year", "2025")[0] == ("Autumn Days", 2025)
    assert {year for _, year in shown("--year", "2025")} == {2025}
    assert sorted(shown("--pulled")) == [("Autumn Days", 2025), ("Spring School", 2024), ("Spring School", 2026)]
    assert shown("autumn") == [("Autumn Days", 2025)]
    rows = json.loads(run("conferences", "--country", "de", "--json")[1])
    assert rows
    assert {row["country"] for row in rows} == {"DE"}
    assert run("conferences", "autumn")[2].startswith("1 conference.")


def test_shortlist_list_names_the_conferences(two_years, run):
    run("shortlist", "add", "ana ruiz")
    assert "Spring School 2026; Spring School 2024" in run("shortlist", "list")[1]
    rows = list(csv.DictReader(io.StringIO(run("shortlist", "list", "--csv")[1])))
    assert [row["name"] for row in rows] == ["Ana Ruiz"]


def test_pull_with_v_says_what_is_fetched_and_left_out(site, run):
    folder, base = site
    (folder / "speakers.html").write_text(cards((*PEOPLE, ("To be announced", "", ""))), encoding="utf-8")
    _, _, err = run("pull", base + "speakers.html", "-v")
    assert f"  fetch {base}speakers.html" in err.splitlines()
    assert "  left out: To be announced (placeholder)" in err.splitlines()


def test_extract_as_a_table_says_who_is_left_out(site, run):
    folder, base = site
    (folder / "speakers.html").write_text(cards((*PEOPLE, ("To be announced", "", ""))), encoding="utf-8")
    _, _, err = run("extract", base + "speakers.html")
    assert "left out: To be announced (placeholder)" in err.splitlines()
    rows = list(csv.DictReader(io.StringIO(run("extract", base + "speakers.html", "--csv", "-q")[1])))
    assert [row["name"] for row in rows] == [name for name, _, _ in PEOPLE]


def test_doctor_without_a_file_says_what_makes_one(run):
    code, out, _ = run("doctor")
    assert code == 0
    assert "the first pull makes it" in out


def test_doctor_on_a_file_of_somebody_else(run, tmp_path):
    (tmp_path / "notes.txt").write_text("dear diary")
    code, out, _ = run("doctor", "--db", tmp_path / "notes.txt")
    assert code == 6
    assert "BAD" in out


def test_doctor_names_a_broken_adapter(run, monkeypatch):
    from scraper import registry
    from scraper.errors import AdapterError

    monkeypatch.setattr(registry, "broken", lambda: (AdapterError("adapter acme does not load", hint="it is skipped"),))
    assert "note  adapter acme does not load" in run("doctor")[1]
    assert "skipped: adapter acme does not load" in run("adapters", "list")[2]
