"""Pulling from the page: begun, watched, stopped, told how it ended; what it left out restored, what was unsure settled."""

import html
import json
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from browsing import PORT, Browser, fill
from conference_site import PEOPLE, Site, page, site
from invented import pull, speaker

from scraper.cli import main
from scraper.errors import InputError
from scraper.model import Doubt
from scraper.pull import Settings
from scraper.store import query
from scraper.store.hand.editing import correct, undo_corrections
from scraper.store.write import open_store
from scraper.target import resolve
from scraper.web.desk import Desk
from scraper.web.pages import pull as pages
from scraper.web.pulling import Pulling


@pytest.fixture
def served():
    with site() as made:
        yield made


@pytest.fixture
def browser(tmp_path: Path):
    made = Browser(Desk(file=tmp_path / "speakers.db", port=PORT, archive=tmp_path / "speakers.pages.db"))
    yield made
    made.desk.pulling.end(20)


def waited(browser: Browser, seconds: float = 30) -> None:
    """Until the pull is over."""
    end = time.monotonic() + seconds
    while browser.desk.pulling.told.under_way:
        assert time.monotonic() < end, "the pull did not end"
        time.sleep(0.02)


def pulled(browser: Browser, served: Site, **fields: str) -> str:
    """Pull the site through the page; the page about it."""
    answer = browser.post("/pull", {"target": served.url, **fields})
    assert (answer.status_code, answer.headers["location"]) == (303, "/pull")
    waited(browser)
    assert browser.desk.pulling.told.error is None, browser.desk.pulling.told.error
    return browser.get(f"/pulled/{browser.desk.pulling.told.edition}").text


def job(browser: Browser) -> str:
    """What the page says of the pull, as plain text."""
    text = browser.get("/pull").text.partition('<div id="pulling">')[2].partition('<section class="had"')[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def listed(browser: Browser) -> list[str]:
    with closing(sqlite3.connect(browser.desk.file)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM speakers WHERE current = 1 ORDER BY sort_name")]


def test_pull_makes_the_file_and_says_what_the_command_says(browser, served, tmp_path, capsys):
    assert browser.get("/pull").status_code == 200
    assert not browser.desk.file.exists()
    pulled(browser, served)
    with pytest.raises(SystemExit, match="0"):
        main(["pull", served.url, "--db", str(tmp_path / "other.db")])
    receipt = capsys.readouterr().err.splitlines()
    told = job(browser)
    assert told.startswith(receipt[0])
    for line in receipt[1:3]:
        assert line.strip().casefold() in told.casefold()
    assert listed(browser) == [name for name, *_ in PEOPLE]


def test_pull_under_way_is_told_and_can_be_stopped(browser, served):
    served.open.clear()
    browser.post("/pull", {"target": served.url})
    assert served.came.wait(20)
    answer = browser.get("/pull")
    assert 'data-stream="/pull/events"' in answer.text
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in answer.text
    assert f"Pulling {served.url}" in job(browser)
    again = browser.post("/pull", {"target": served.url})
    assert (again.status_code, "is being pulled" in again.text) == (400, True)
    assert browser.post("/pull/stop").status_code == 303
    waited(browser)
    assert "Stopped. Pages that were fetched are kept" in job(browser)
    assert 'http-equiv="refresh"' not in browser.get("/pull").text
    assert browser.post("/pull/stop").status_code == 400
    with closing(sqlite3.connect(browser.desk.file)) as connection:
        assert connection.execute("SELECT count(*) FROM pulls").fetchone() == (0,)
    served.open.set()
    pulled(browser, served)


def test_page_answers_while_a_pull_is_under_way(browser, served):
    fill(browser.desk.file)
    served.open.clear()
    browser.post("/pull", {"target": served.url})
    assert served.came.wait(20)
    assert browser.get("/").status_code == 200
    assert browser.post("/star", {"speaker": "p-1", "on": "yes"}).status_code == 303
    served.open.set()
    waited(browser)
    assert "Amina Tesfaye" in listed(browser)


def test_stream_tells_the_way_and_the_end(browser, served):
    browser.post("/pull", {"target": served.url})
    answer = browser.get("/pull/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = re.findall(r"event: (\w+)\ndata: (.*)\n\n", answer.text)
    assert events[-1] == ("over", "{}")
    last = json.loads(events[-2][1])
    assert last["state"] == "done"
    assert re.fullmatch(r"\d+ pages? read, [\d,]+ kB, \d+ s", last["line"])
    assert browser.desk.watchers == 0


def test_stream_of_nothing_ends_at_once(browser):
    events = re.findall(r"event: (\w+)", browser.get("/pull/events").text)
    assert events == ["told", "over"]


def test_stream_is_bounded(browser, served, monkeypatch):
    served.open.clear()
    browser.post("/pull", {"target": served.url})
    monkeypatch.setattr(pages, "_LONGEST_STREAM", 0.6)
    answer = browser.get("/pull/events")
    assert "event: told" in answer.text
    assert "event: over" not in answer.text
    browser.desk.watchers = pages.STREAMS
    assert browser.get("/pull/events").status_code == 204
    browser.desk.watchers = 0
    browser.desk.ended = True
    assert browser.get("/pull/events").text == ""


def test_pull_that_fails_says_why_and_what_to_do(browser, served):
    served.shows = None
    browser.post("/pull", {"target": served.url})
    waited(browser)
    told = job(browser)
    assert "404" in told
    assert "Check the address in your browser" in told
    assert f'value="{served.url}"' in browser.get("/pull").text  # to be mended
    assert "Try again" in told


def test_page_without_people_is_an_error(browser, served):
    served.shows = "<html><body><h1>Spring School 2026</h1><p>Come and learn.</p></body></html>"
    browser.post("/pull", {"target": served.url})
    waited(browser)
    assert browser.desk.pulling.told.error is not None
    assert browser.desk.pulling.told.edition is None


def test_shorter_list_keeps_the_old_one_until_it_is_taken(browser, served):
    many = [
        (f"{given} {family}", "Nurse", "Harbour Health")
        for given in ("Ana", "Bea", "Cleo", "Dora")
        for family in ("Quill", "Vane", "Moss", "Reed")
    ]
    served.shows = page(many)
    pulled(browser, served)
    served.shows = page(many[:3])
    browser.post("/pull", {"target": served.url})
    waited(browser)
    assert "Take the shorter list" in job(browser)
    assert len(listed(browser)) == 16
    pulled(browser, served, fewer="yes")
    assert len(listed(browser)) == 3


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({}, 400, "say what to pull"),
        ({"target": "  "}, 400, "say what to pull"),
        ({"target": "a" * 2001}, 400, "too long for an address"),
        ({"target": "ftp://conf.example/"}, 400, "is not an address"),
        ({"target": "javascript://x/%0aalert(1)"}, 400, "is not an address"),
        ({"target": "https://conf.example/", "year": "soon"}, 400, "is no year"),
        ({"target": "/etc/hostname-of-nobody"}, 400, "there is no file"),
    ],
)
def test_target_that_cannot_be_meant_is_told_at_once(browser, fields, status, words):
    answer = browser.post("/pull", fields)
    assert (answer.status_code, words.casefold() in html.unescape(answer.text).casefold()) == (status, True)
    assert browser.desk.pulling.told.state == "idle"


def test_name_nobody_knows_is_told_beside_the_field(browser):
    to = browser.post("/pull", {"target": "no such <conference>"}).headers["location"]
    told = html.unescape(browser.get(to).text)
    assert "No conference is called 'no such <conference>'. Paste its address" in told
    assert 'value="no such <conference>"' in told


def test_files_of_this_machine_are_not_read_from_the_page(browser, tmp_path):
    (tmp_path / "page.html").write_text(page(), encoding="utf-8")
    answer = browser.post("/pull", {"target": str(tmp_path / "page.html")})
    assert (answer.status_code, "that is a file on this machine" in answer.text.casefold()) == (400, True)


def test_locked_file_is_told_by_the_pull(browser, served, monkeypatch):
    fill(browser.desk.file)
    monkeypatch.setattr("scraper.store.write.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(browser.desk.file)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        browser.post("/pull", {"target": served.url})
        waited(browser)
        holder.rollback()
    assert "being written to by another program" in job(browser)


def test_bug_of_ours_ends_the_pull_and_is_told(browser, served, monkeypatch, capfd):
    def fails(*_, **__):
        raise RuntimeError("something odd")

    monkeypatch.setattr("scraper.web.pulling.pull", fails)
    browser.post("/pull", {"target": served.url})
    waited(browser)
    assert "A bug in coffeechat: RuntimeError: something odd" in job(browser)
    assert "Traceback" in capfd.readouterr().err


def test_stop_before_the_loop_runs_is_kept(tmp_path, served, monkeypatch):
    pulling = Pulling()
    begin = pulling._drive

    def stopped_first(work):
        pulling.stop()
        return begin(work)

    monkeypatch.setattr(pulling, "_drive", stopped_first)
    pulling.begin(resolve(served.url), tmp_path / "speakers.db", Settings())
    pulling.end(20)
    assert (pulling.told.state, str(pulling.told.error)) == ("done", "stopped")
    assert served.asked == []
    assert not pulling.stop()


def test_one_at_a_time(tmp_path, served):
    served.open.clear()
    pulling = Pulling()
    pulling.begin(resolve(served.url), tmp_path / "speakers.db", Settings())
    with pytest.raises(InputError, match="is being pulled"):
        pulling.begin(resolve(served.url), tmp_path / "speakers.db", Settings())
    pulling.end(20)


def test_left_out_are_shown_with_their_reason_and_restored(browser, served):
    text = pulled(browser, served)
    assert "2 as organiser" in text
    assert "Olga Orgel" not in listed(browser)
    edition = browser.desk.pulling.told.edition
    answer = browser.post(f"/pulled/{edition}/restore", {"name": "Olga Orgel"})
    assert answer.headers["location"] == f"/pulled/{edition}"
    assert "Olga Orgel" in listed(browser)
    text = browser.get(f"/pulled/{edition}").text
    assert "1 as organiser" in text
    assert "Restored by you" in text
    pulled(browser, served)
    assert "Olga Orgel" in listed(browser)
    number = re.search(
        r'name="question" value="(r-\d+)"><input type="hidden" name="undo"', browser.get(f"/pulled/{edition}").text
    )[1]
    browser.post("/review", {"question": number, "undo": "yes"})
    assert "Olga Orgel" not in listed(browser)
    assert "2 as organiser" in browser.get(f"/pulled/{edition}").text


def test_command_restores_too(browser, served, capsys):
    pulled(browser, served)
    file = str(browser.desk.file)

    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit, match="0"):
            main(["review", *arguments, "--db", file])
        told = capsys.readouterr()
        return told.out + told.err

    assert "Olga Orgel    organiser  Spring School 2026" in run("--left-out")
    assert [row["name"] for row in json.loads(run("--left-out", "--json"))] == ["Olga Orgel", "Piet Vermeer"]
    said = run("--restore", "olga orgel", "--conference", "spring school 2026")
    assert "Olga Orgel: a speaker. Take it back: coffeechat review r-" in said
    assert "Olga Orgel" in listed(browser)
    run(re.search(r"r-\d+", said)[0], "--undo")
    assert "Olga Orgel" not in listed(browser)
    with pytest.raises(SystemExit, match="2"):
        main(["review", "--restore", "Nobody Here", "--db", file])
    assert "nobody called Nobody Here was left out" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        (("/pulled/1/restore", {}), 400, "It was not said who"),
        (("/pulled/1/restore", {"name": "Nobody Here"}), 400, "was left out"),
        (("/pulled/99/restore", {"name": "Olga Orgel"}), 404, "No edition has the number 99"),
        (("/pulled/x/restore", {"name": "Olga Orgel"}), 404, "No edition"),
        (("/pulled/1/correct", {"speaker": "p-99", "role": "x"}), 404, "obody has the id"),
        (("/pulled/1/correct", {"speaker": "p-1", "role": "x" * 301}), 400, "That is too long"),
        (("/pulled/1/uncorrect", {"speaker": "p-1", "facts": "role"}), 400, "was corrected"),
        (("/pulled/1/uncorrect", {"speaker": "p-1", "facts": "name; DROP"}), 400, "was corrected"),
        (("/review", {}), 400, "It was not said which question"),
        (("/review", {"question": "r-1"}), 400, "The answer is empty"),
        (("/review", {"question": "r-99", "answer": "yes"}), 400, "There is no question r-99"),
        (("/review", {"question": "r-1", "answer": "text", "text": "x" * 301}), 400, "That is too long"),
    ],
)
def test_change_that_cannot_be_is_told(browser, served, change, status, words):
    pulled(browser, served)
    answer = browser.post(*change)
    assert (answer.status_code, words.casefold() in html.unescape(answer.text).casefold()) == (status, True), (
        answer.text
    )


def test_edition_that_is_none_is_told(browser, tmp_path):
    fill(browser.desk.file)
    assert [browser.get(path).status_code for path in ("/pulled/99", "/pulled/x", "/pulled/1")] == [404, 404, 200]


def test_locked_file_is_told_by_every_change(browser, served, monkeypatch):
    pulled(browser, served)
    monkeypatch.setattr("scraper.store.write.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(browser.desk.file)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        for path, fields in (
            ("/pulled/1/restore", {"name": "Olga Orgel"}),
            ("/pulled/1/correct", {"speaker": "p-1", "role": "x"}),
            ("/pulled/1/uncorrect", {"speaker": "p-1", "facts": "role"}),
            ("/review", {"question": "r-1", "answer": "yes"}),
        ):
            answer = browser.post(path, fields)
            assert (answer.status_code, "being written to by another program" in answer.text) == (503, True), path
        holder.rollback()


def test_correction_in_the_list_holds_and_can_be_undone(browser, served):
    pulled(browser, served)
    with closing(query.connect(browser.desk.file)) as connection:
        who = f"p-{query.find(connection, 'Emre Yalin')}"
    browser.post("/pulled/1/correct", {"speaker": who, "role": "Master Baker", "employer": "Crumb & Co"})
    text = browser.get("/pulled/1").text
    assert "<p>Master Baker, Crumb &amp; Co" in text
    assert "you said so" in text
    pulled(browser, served)
    assert "Master Baker" in browser.get("/pulled/1").text
    browser.post("/pulled/1/uncorrect", {"speaker": who, "facts": "role"})
    assert "Master Baker" not in browser.get("/pulled/1").text
    browser.post("/pulled/1/correct", {"speaker": who, "role": "Baker", "employer": "Crumb & Co"})
    assert "nothing was changed" in browser.get("/pulled/1").text


def test_questions_are_settled_on_the_page(browser, served):
    served.shows = page(
        [*PEOPLE, ("Rust 4 everybody", "", "")],
        lambda *one: (
            f'<article class="speaker"><h3 class="name">{one[0]}</h3><p class="job">{", ".join(filter(None, one[1:]))}</p></article>'
        ),
    )
    text = pulled(browser, served)
    asks = dict(re.findall(r'id="(r-\d+)">\s*<h3>(.*?)</h3>', text))
    assert asks
    number, question = next(iter(asks.items()))
    assert question in browser.get("/review").text
    browser.post("/review", {"question": number, "answer": "no"})
    assert question not in browser.get("/review").text.partition('<ol class="questions">')[2]
    answered = browser.get("/review?answered=yes").text
    assert question in answered
    assert "You said: no" in answered
    browser.post("/review", {"question": number, "undo": "yes"})
    assert question in browser.get("/review").text


def test_correction_answers_what_was_asked(tmp_path):
    browser = Browser(Desk(file=tmp_path / "speakers.db", port=PORT))
    doubts = [Doubt(kind=kind, name="Ana Ruiz", why="it is odd", said="Nurse") for kind in ("role", "employer")]
    with open_store(browser.desk.file) as database:
        for _ in range(2):
            pull(database, [speaker("Ana Ruiz", "Nurse")], doubts=doubts)
            correct(database, 1, {"role": "Midwife"})
            text = browser.get("/review").text
            assert "Does Ana Ruiz work for" in text
            assert "what Ana Ruiz does" not in text + browser.get("/people/p-1").text
        undo_corrections(database, 1)
    assert "what Ana Ruiz does" in browser.get("/review").text


def test_empty_places_say_what_next(browser):
    assert "Nothing yet. Any conference" in browser.get("/pull").text
    fill(browser.desk.file)
    assert "Nothing to settle" in browser.get("/review").text
    assert "Nothing settled yet" in browser.get("/review?answered=yes").text
