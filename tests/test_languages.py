"""Which language a talk is given in: as the programme says, else as its words tell; and people found by it."""

import json
import sqlite3
from contextlib import closing

import pytest
from browsing import browser, read
from invented import SPRING, facts, pull, put, speaker

from scraper import registry
from scraper.model import Edition, Talk
from scraper.page import Page
from scraper.recognise import languages
from scraper.store import again, query
from scraper.store.choice import facets
from scraper.store.choice.filters import Filters
from scraper.store.choice.tally import make
from scraper.store.pulling import talks
from scraper.store.write import open_store

GERMAN = "Wir zeigen, wie man mit wenig Geld eine gute Haltestelle baut und was die Leute davon halten, auch nachts."
ENGLISH = "What is written down at the bedside, for whom, and what happens to it when nobody is looking any more."


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("de", "de"), ("DE", "de"), ("Deutsch", "de"), ("german", "de"), ("de-AT", "de"), ("pt_BR", "pt"),
        ("Français", "fr"), ("francais", "fr"), ("日本語", "ja"), ("", None), ("Klingon", None), (None, None), (7, None),
        ("d" * 10_000, None),
    ],
)  # fmt: skip
def test_language_is_known_by_its_names(said, code):
    assert languages.code(said) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GERMAN, "de"), (ENGLISH, "en"),
        ("如何在不停机的情况下迁移数据库，以及我们从中学到了什么", "zh"),
        ("小さな会社のデータ基盤を十年続けて分かったこと", "ja"),
        ("Как мы чинили порт и что из этого вышло для города и для всех, кто там работает", "ru"),
        ("Kubernetes in production", None), ("Characterizing Patterns of Waiting at Suburban Tram and Bus Stops", None), ("", None), ("1234567890 " * 20, None),
    ],
)  # fmt: skip
def test_words_tell_where_there_are_enough_of_them(text, code):
    assert languages.of(text) == code


WHO = {"name": "Ana Ruiz"}
PROGRAMMES = {
    "schedule, XML": (
        "https://autumn.example/schedule.xml",
        ("<schedule><conference><title>Autumn 2031</title></conference><day date='2031-10-01'><room name='A'><event id='1'><title>Haltestellen</title>"
        "<language>de</language><persons><person id='1'>Ana Ruiz</person></persons></event></room></day></schedule>"),
    ),
    "schema.org": (
        "https://autumn.example/talk",
        {"@context": "https://schema.org", "@type": "Event", "name": "Autumn 2031", "startDate": "2031-10-01", "subEvent": [
            {"@type": "Event", "name": "Haltestellen", "inLanguage": {"@type": "Language", "name": "German", "alternateName": "de"},
             "performer": {"@type": "Person", **WHO}}]},
    ),
    "schema.org, a word": (
        "https://autumn.example/talk",
        {"@context": "https://schema.org", "@type": "Event", "name": "Autumn 2031", "startDate": "2031-10-01", "subEvent": [
            {"@type": "Event", "name": "Haltestellen", "inLanguage": ["de-AT"], "performer": {"@type": "Person", **WHO}}]},
    ),
    "records": ("https://autumn.example/talks.json", {"sessions": [
        {"title": "Haltestellen", "abstract": "Buses and where they stop", "language": "German", "speakers": [{**WHO, "bio": "Ana plans buses for a city."}]}]}),
    "pyvideo": ("https://raw.githubusercontent.com/pyvideo/data/main/autumn/videos/a.json",
                {"title": "Haltestellen", "videos": [], "speakers": ["Ana Ruiz"], "language": "deu"}),
    "javazone": ("https://sleepingpill.javazone.no/public/allSessions/javazone_2031",
                 {"sessions": [{"title": "Haltestellen", "language": "de", "speakers": [WHO]}]}),
    "hoverboard": ("https://autumn.example/sessions.json",
                   {"sessions": {"1": {"title": "Haltestellen", "speakers": ["ana"], "complexity": "All", "language": "German", "tags": []}}}),
}  # fmt: skip


@pytest.mark.parametrize(("url", "body"), PROGRAMMES.values(), ids=PROGRAMMES)
def test_programme_that_says_a_language_is_believed(url, body):
    text = body if isinstance(body, str) else json.dumps(body)
    if "schema.org" in text:
        text = f'<!doctype html><html><script type="application/ld+json">{text}</script><p>Haltestellen</p></html>'
    page = Page(url, text.encode())
    fitting = [one for one in registry.platforms() if one.fits and one.fits(page)]
    found = [one for reader in (registry.find(url), *fitting) for one in reader.extract(page) if isinstance(one, Talk)]
    assert {languages.code(one.language) for one in found} == {"de"}


def test_event_in_several_languages_says_nothing_of_a_talk():
    told = {"@context": "https://schema.org", "@type": "Event", "name": "Autumn 2031", "startDate": "2031-10-01", "subEvent": [
        {"@type": "Event", "name": "Haltestellen", "inLanguage": ["de", "en"], "performer": {"@type": "Person", **WHO}}]}  # fmt: skip
    page = Page(
        "https://autumn.example/talk", f'<script type="application/ld+json">{json.dumps(told)}</script>'.encode()
    )
    assert [one.language for one in registry.find(page.url).extract(page) if isinstance(one, Talk)] == [None]


@pytest.fixture
def file(tmp_path):
    return put(tmp_path / "speakers.db", pulled)


def pulled(file):
    people = [speaker("Ana Ruiz", "Nurse", "Harbour Health"), speaker("Bo Lindqvist", "Planner", "City of Lindenmouth")]
    programme = [
        Talk(title="Records", speakers=("Ana Ruiz",), abstract=ENGLISH),
        Talk(title="Haltestellen", speakers=("Bo Lindqvist",), abstract=GERMAN),
        Talk(title="Buses", speakers=("Bo Lindqvist",), abstract=GERMAN, language="English"),
    ]
    with open_store(file) as database:
        pull(database, people, talks=programme)
        pull(database, [people[0]], talks=[Talk(title="Nichts", speakers=("Ana Ruiz",), language="de")],
             edition=Edition(conference="Autumn Days", year=2025, url="https://autumn.example/"), target="https://autumn.example/")  # fmt: skip


def test_programme_is_believed_before_the_words(file):
    with closing(sqlite3.connect(file)) as connection:
        known = dict(facts(connection, "SELECT title, language FROM talks"))
    assert known == {"Records": "en", "Haltestellen": "de", "Buses": "en", "Nichts": "de"}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (Filters(language="de"), ["Ana Ruiz", "Bo Lindqvist"]),
        (Filters(language="German", conference=SPRING.conference), ["Bo Lindqvist"]),
        (Filters(language="english", year=2026), ["Ana Ruiz", "Bo Lindqvist"]),
        (Filters(language="de", company="Harbour Health"), ["Ana Ruiz"]),
        (Filters(language="fr"), []),
        (Filters(language="nonsense"), []),
    ],
)
def test_people_are_found_by_it(file, asked, names):
    with closing(query.connect(file)) as connection:
        assert [one["name"] for one in query.speakers(connection, asked)] == names
        counted = facets.facets(connection, make(connection), asked)["language"]
    for one in counted:
        assert one.chosen == (languages.code(asked.language) == one.value)


def test_facet_counts_whom_choosing_finds(file):
    with closing(query.connect(file)) as connection:
        tally = make(connection)
        for asked in (Filters(), Filters(year=2025), Filters(company="Harbour Health")):
            for one in facets.facets(connection, tally, asked)["language"]:
                chosen = Filters(year=asked.year, company=asked.company, language=one.value)
                assert one.people == query.count(connection, chosen), (asked, one)
                assert one.label in ("English", "German")


def test_page_narrows_by_it(file):
    page = browser(file)
    text = page.get("/?conference=Spring+Conf").text
    assert "Language of a talk" in text
    assert "Bo Lindqvist" in page.get("/?language=de&conference=Spring+Conf").text
    assert "Ana Ruiz" not in page.get("/?language=de&conference=Spring+Conf").text.partition('class="cards"')[2]
    assert "--language de" in read(page.get("/?language=de").text)


def test_talks_written_before_are_told_by_renormalising(file):
    with open_store(file) as database:
        database.conn.execute("UPDATE talks SET language = NULL")
        database.conn.commit()
        again.renormalise(database)
        known = dict(facts(database.conn, "SELECT title, language FROM talks"))
    assert known == {"Records": "en", "Haltestellen": "de", "Buses": "de", "Nichts": None}


def test_unchanged_talk_is_left_alone(file, monkeypatch):
    """Its words are looked at once, not with every pull."""
    looked = []
    monkeypatch.setattr(talks.languages, "of", looked.append)
    programme = [Talk(title="Records", speakers=("Ana Ruiz",), abstract=ENGLISH)]
    people = [speaker("Ana Ruiz", "Nurse", "Harbour Health"), speaker("Cem Ay", "Baker", "Crumb")]
    with open_store(file) as database:
        pull(database, people, talks=programme)
    assert looked == []
