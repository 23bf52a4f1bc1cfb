"""Photos: fetched when somebody asks, by the polite fetcher, checked by their bytes, kept, shown from here, taken away."""

import sqlite3
import zlib
from contextlib import closing
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from browsing import PORT, Browser, read
from conference_site import site
from invented import new_store, pull, speaker
from pictures import AVIF, GIF, JPEG, PNG, WEBP_PLAIN, png
from watching import watching

from scraper.cli import main
from scraper.fetch import answer, photo
from scraper.web.app import ROUTES
from scraper.web.desk import Desk

FACE = "/faces/ana.png"


@pytest.fixture
def served():
    with site() as made:
        made.files[FACE] = ("image/png", PNG)
        yield made


@pytest.fixture
def page(tmp_path, served):
    """Ana's page showed a photo, Bo's a list named, Eve has none."""
    base = served.url.removesuffix("/2026/speakers")
    file = tmp_path / "speakers.db"
    people = [
        speaker("Ana Ruiz", "Nurse", "Harbour Health", photo=base + FACE, source=served.url),
        speaker("Bo Lindqvist", "Designer", "Harbour Health", photo=base + "/faces/bo.png", source="a list"),
        speaker("Eve Okoro", "Baker", "Crumb & Co", photo="javascript:alert(1)", source=served.url),
        speaker("Zoë Żak", "Engineer", "Tidewater Labs", photo="https://10.0.0.1/me.png", source="https://spring.example/2026"),
    ]  # fmt: skip
    with new_store(file) as database:
        pull(database, people)
    return Browser(Desk(file=file, port=PORT, archive=tmp_path / "speakers.pages.db"))


def ask(page, number=1):
    """Press the button; what the page that follows says."""
    sent = page.post(f"/people/p-{number}/photo")
    assert (sent.status_code, sent.headers["location"]) == (303, f"/people/p-{number}")
    return page.get(f"/people/p-{number}").text


def notice(text):
    return read(text.partition('role="status">')[2].partition("</div>\n</div>")[0]).strip()


def kept(page):
    if not page.desk.archive.exists():
        return []
    with closing(sqlite3.connect(page.desk.archive)) as connection:
        return [url for (url,) in connection.execute("SELECT url FROM page")]


def test_photo_is_there_when_it_was_asked_for(page, served):
    before = page.get("/people/p-1").text
    assert "Show the photo" in before
    assert f"asks {urlsplit(served.url).netloc}, once" in before
    assert "<img class" not in before + page.get("/").text
    assert page.get("/people/p-1/photo").status_code == 404
    assert served.asked == []
    after = ask(page)
    assert '<img class="initials" src="/people/p-1/photo" alt="Photo of Ana Ruiz"' in after
    assert "Show the photo" not in after
    assert page.get("/").text.count('<img class="initials"') == 1
    assert served.asked == ["/robots.txt", FACE]
    answered = page.get("/people/p-1/photo")
    assert (answered.content, answered.headers["content-type"]) == (PNG, "image/png")
    assert answered.headers["x-content-type-options"] == "nosniff"
    assert answered.headers["cache-control"] == "no-store"
    assert "img-src 'self'" in answered.headers["content-security-policy"]
    assert len(served.asked) == 2


@pytest.mark.parametrize("body", [JPEG, GIF, WEBP_PLAIN, AVIF], ids=lambda body: repr(body[:12]))
def test_type_is_what_the_bytes_say(page, served, body):
    served.files[FACE] = ("text/html", body)
    ask(page)
    answered = page.get("/people/p-1/photo")
    assert answered.content == body
    assert answered.headers["content-type"].startswith("image/")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("kind", "body", "why"),
    [
        ("image/svg+xml", SVG, "is no photo"),
        ("image/png", SVG, "is no photo"),
        ("image/png", b"<!doctype html><script>alert(1)</script>", "is no photo"),
        ("image/png", png(20_000, 2)[:16] + b"\0\1\0\0\0\1\0\0" + PNG[24:], "larger than any page needs"),
        ("image/png", PNG + bytes(answer.MAX_PICTURE), "larger than any page needs"),
    ],
    ids=["drawing", "drawing that lies", "page", "many points", "many bytes"],
)
def test_what_is_no_photo_is_not_kept(page, served, kind, body, why):
    served.files[FACE] = (kind, body)
    text = ask(page)
    assert why in notice(text)
    assert "Show the photo" in text
    assert page.get("/people/p-1/photo").status_code == 404
    assert kept(page) == []


def test_robots_are_asked_first(page, served):
    served.robots = "User-agent: *\nDisallow: /faces/\n"
    assert "robots.txt" in notice(ask(page))
    assert served.asked == ["/robots.txt"]


def test_photo_that_is_gone_is_told(page, served):
    served.files.clear()
    assert "404" in notice(ask(page))


@pytest.mark.parametrize("number", [2, 4])
def test_private_address_is_not_asked(page, served, number):
    """Bo's photo no page showed, Zoë's a public page: neither leads to this machine or a private network."""
    with watching() as seen:
        assert "private network" in notice(ask(page, number))
    assert served.asked == []
    assert [one for one in seen.sockets if "connect" in one] == []


def test_address_that_is_none_offers_nothing(page, served):
    text = page.get("/people/p-3").text
    assert "photo" not in read(text)
    assert page.post("/people/p-3/photo").status_code == 400
    assert page.get("/people/p-3/photo").status_code == 404
    assert served.asked == []


def test_silent_host_is_waited_for_no_longer_than_said(page, served, monkeypatch):
    monkeypatch.setattr(photo, "WITHIN", 0.2)
    served.open.clear()
    served.files.clear()
    with closing(sqlite3.connect(page.desk.file)) as connection, connection:
        connection.execute("UPDATE sightings SET photo = ? WHERE photo LIKE '%ana.png'", (served.url,))
    assert "within 0.2 seconds" in notice(ask(page))


def test_pace_the_site_asks_for_holds_from_photo_to_photo(page, served, monkeypatch):
    served.robots = "User-agent: *\nCrawl-delay: 0.4\n"
    waits = []
    monkeypatch.setattr(photo, "time", SimpleNamespace(monotonic=lambda: 5.0, sleep=waits.append))
    ask(page)
    ask(page)
    assert waits == [0, pytest.approx(0.4)]
    monkeypatch.setattr(photo, "WITHIN", 0.3)
    assert "to be asked nothing for 0 seconds" in notice(ask(page))


def test_photo_waits_for_a_pull(page, served):
    served.open.clear()
    page.post("/pull", {"target": served.url})
    assert served.came.wait(20)
    answered = page.post("/people/p-1/photo")
    assert answered.status_code == 400
    assert "being pulled" in answered.text
    served.open.set()
    page.desk.pulling.end(20)


def test_photo_is_taken_away(page):
    assert page.post("/people/p-1/photo/remove").status_code == 400
    ask(page)
    assert page.post("/people/p-1/photo/remove").status_code == 303
    assert "Show the photo" in page.get("/people/p-1").text
    assert kept(page) == []
    assert PNG not in page.desk.archive.read_bytes()


@pytest.mark.parametrize("how", ["page", "command"])
def test_forgotten_means_the_photo_too(page, how):
    ask(page)
    if how == "page":
        assert page.post("/people/p-1/forget/yes", {"sure": "yes"}).status_code == 303
    else:
        with pytest.raises(SystemExit, match="0"):
            main(["forget", "p-1", "--yes", "--db", str(page.desk.file)])
    assert kept(page) == []
    assert page.get("/people/p-1/photo").status_code == 404
    everything = b"".join(one.read_bytes() for one in page.desk.file.parent.iterdir())
    assert zlib.compress(PNG, 6) not in everything


def test_data_names_the_photo_that_is_kept(page, served, capsys):
    ask(page)
    with pytest.raises(SystemExit, match="0"):
        main(["data", "p-1", "--json", "--db", str(page.desk.file)])
    assert FACE in capsys.readouterr().out.partition('"pages"')[2]


def test_archive_of_somebody_else_shows_no_document(page, served):
    """What is called a picture there and is none reaches no browser as one."""
    ask(page)
    with closing(sqlite3.connect(page.desk.archive)) as connection, connection:
        connection.execute("UPDATE page SET body = ?", (zlib.compress(SVG),))
    assert page.get("/people/p-1/photo").status_code == 404


def test_page_reaches_for_the_network_in_two_forms_alone(page):
    """Looking at anything, and every other form: no socket opens."""
    places = {"speaker": "p-1", "name": "page.css", "form": "csv", "edition": "1"}
    with watching() as seen:
        for method, path, _ in ROUTES:
            filled = path.format(**places)
            if method == "GET":
                page.get(filled)
            elif filled not in ("/pull", "/people/p-1/photo"):
                page.post(filled, {"speaker": "p-1", "on": "yes", "word": "sent", "what": "sent", "other": "p-2"})
    assert seen.sockets == []
