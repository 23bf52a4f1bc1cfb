"""What was read of a page is kept: an unchanged page is not read again, and reads the same as if it were."""

import asyncio
import json
import os
import sqlite3
import zlib
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper import pull as pulling
from scraper import registry, tour
from scraper.crawl import Looked, Step, look
from scraper.errors import NotAPage
from scraper.extract.own.about import about
from scraper.extract.website import programme, website_and_links
from scraper.fetch.archive import Archive
from scraper.fetch.erasing import erase
from scraper.model import Edition, LeftOut, Sighting, Talk
from scraper.page import Follow, Page
from scraper.pull import recall
from scraper.target import resolve
from scraper.workers import sharing

WEBSITE = registry.get("website")
URL = "https://conf.example/speakers"
PAGE = (
    "<title>Tide School 2031</title><h1>Speakers</h1><div class=card><h3>Ana Ruiz</h3><p>Nurse, Harbour Health</p></div>"
    "<div class=card><h3>Bo Lindqvist</h3><p>Designer, Tidewater Labs</p></div>"
    "<div class=card><h3>Chioma Adeyemi</h3><p>Civil Engineer, City of Lindenmouth</p></div>"
)
ANA = Sighting(name="Ana Ruiz", headline="Nurse", talks=("One", "Two"), from_data=("role",))


class Notes:
    """A memory that is a dict."""

    def __init__(self):
        self.kept = {}

    def recall(self, page, way, mark):
        return self.kept.get((page, way, mark))

    async def remember(self, page, way, mark, found):
        self.kept[page, way, mark] = found


def step(known=None, extract=website_and_links, url=URL):
    return Step(url, WEBSITE, extract, known=known, path=(3,))


def page(html=PAGE, url=URL, **more):
    return Page(url, html.encode(), content_type="text/html", **more)


def reads(memory, *pairs):
    """How many of these pages had to be read, and what each gave."""
    read = []

    async def counted(one, shown):
        read.append(shown.url)
        return look(one, shown, registry.platforms())

    recalled = recall.recalling(counted, memory)
    return [asyncio.run(recalled(*pair)) for pair in pairs], len(read)


def plainly(found):
    """Findings, with the extracts that hold something in them as what they are made of: two of those are never equal."""
    made = []
    for one in found:
        if isinstance(one, Follow) and isinstance(one.extract, partial):
            made.append((replace(one, extract=None), one.extract.func, one.extract.args, one.extract.keywords))
        else:
            made.append(one)
    return made


def test_an_unchanged_page_is_read_once_and_gives_the_same():
    (first, again), times = reads(Notes(), (step(), page()), (step(), page()))
    assert (plainly(again.found), again.step, times) == (plainly(first.found), first.step, 1)
    assert [one.name for one in again.found if isinstance(one, Sighting)] == [
        "Ana Ruiz",
        "Bo Lindqvist",
        "Chioma Adeyemi",
    ]


@pytest.mark.parametrize(
    "other",
    [
        (step(), page(PAGE.replace("Nurse", "Surgeon"))),
        (step(), page(url=URL + "/")),
        (step(), page(status=203)),
        (step(known=ANA), page()),
        (step(known=replace(ANA, bio="Ana swims.")), page()),
        (step(extract=about), page()),
        (step(extract=partial(website_and_links)), page()),
    ],
    ids=["body", "address", "status", "known", "known-otherwise", "extract", "partial"],
)
def test_another_page_or_another_way_to_read_it_is_read_anew(other):
    if other[0].extract is about:
        other = (replace(other[0], extract=partial(about, known=ANA)), other[1])
    _, times = reads(Notes(), (step(known=replace(ANA, name="Bo Lindqvist")), page()), other)
    assert times == 2


def test_another_version_of_the_program_reads_anew(monkeypatch):
    memory = Notes()
    reads(memory, (step(), page()))
    monkeypatch.setattr(recall, "reader", lambda: "another")
    assert reads(memory, (step(), page()))[1] == 1


def test_the_program_is_another_when_a_file_or_a_table_of_the_user_changed(tmp_path, monkeypatch):
    monkeypatch.setenv("COFFEECHAT_TABLES", str(tmp_path))
    recall.reader.cache_clear()
    before = recall.reader()
    (tmp_path / "employers.toml").write_text("")
    recall.reader.cache_clear()
    after = recall.reader()
    recall.reader.cache_clear()
    assert before != after


def test_a_function_made_on_the_spot_is_never_kept():
    memory = Notes()
    pair = (step(extract=lambda shown: iter([ANA])), page())
    assert reads(memory, pair, pair)[1] == 2
    assert not memory.kept


def test_a_page_that_cannot_be_read_is_tried_again():
    memory = Notes()

    async def failing(one, shown):
        raise NotAPage("no", url=shown.url)

    with pytest.raises(NotAPage):
        asyncio.run(recall.recalling(failing, memory)(step(), page()))
    assert not memory.kept


TEXTS = st.one_of(st.none(), st.text(max_size=20))
MANY = st.lists(st.text(max_size=8), max_size=3).map(tuple)
SIGHTINGS = st.builds(
    Sighting, name=st.text(max_size=20), headline=TEXTS, bio=TEXTS, talks=MANY, links=MANY, record_id=TEXTS
)
TALKS = st.builds(Talk, title=st.text(max_size=20), speakers=MANY, abstract=TEXTS, starts=TEXTS)
EDITIONS = st.builds(Edition, conference=st.text(max_size=20), year=st.one_of(st.none(), st.integers(1900, 2100)))
FOLLOWS = st.builds(Follow, url=st.text(max_size=20), known=st.one_of(st.none(), SIGHTINGS), fallback=st.integers(0, 9),
                    extract=st.sampled_from([None, website_and_links]))  # fmt: skip
LEFT_OUT = st.builds(LeftOut, name=st.text(max_size=20), reason=st.text(max_size=20))


@given(st.lists(st.one_of(SIGHTINGS, TALKS, EDITIONS, FOLLOWS, LEFT_OUT), max_size=6).map(tuple))
def test_what_is_written_is_told_again(found):
    looked = Looked(step(), found, ((registry.get("pretalx"), "https://x.example"),), (("pretalx", "said"),))
    assert recall.told(recall.written(looked, step()), step()) == looked


def test_an_extract_with_something_in_it_is_told_again():
    wish = Follow(url=URL, extract=partial(programme, known=frozenset({"ana ruiz", "bo"}), is_told=True))
    told = recall.told(recall.written(Looked(step(), (wish,)), step()), step())
    extract = told.found[0].extract
    assert (extract.func, extract.args, extract.keywords) == (
        programme,
        (),
        {"known": frozenset({"ana ruiz", "bo"}), "is_told": True},
    )


def test_a_page_read_as_its_product_s_is_told_as_that():
    pretalx = registry.get("pretalx")
    looked = Looked(replace(step(), adapter=pretalx, extract=pretalx.extract), (ANA,))
    assert recall.told(recall.written(looked, step()), step()) == looked


@pytest.mark.parametrize(
    "found",
    [
        [{"Follow": {"url": URL, "extract": {"function": "scraper.fetch.erasing:erase"}}}],
        [{"Follow": {"url": URL, "extract": {"function": "os:system"}}}],
        [{"Follow": {"url": URL, "extract": {"partial": ["builtins:exec", [], {"dict": [["x", "1"]]}]}}}],
        [{"Follow": {"url": URL, "extract": {"function": "scraper.extract.website:urlsplit"}}}],
        [{"Page": {"url": URL}}],
        [{"Sighting": {"nom": "Ana"}}],
        [{}],
        [{"dict": 3}],
        7,
    ],
)  # fmt: skip
def test_what_somebody_else_wrote_there_is_not_run(found):
    kept = zlib.compress(json.dumps({"adapter": None, "found": found, "behind": [], "faults": []}).encode())
    assert recall.told(kept, step()) is None


@pytest.mark.parametrize(
    "kept", [b"", b"rubbish", zlib.compress(b"{}"), zlib.compress(b"[" * 100_000), zlib.compress(b"\xff")]
)
def test_what_cannot_be_made_out_is_read_anew(kept):
    assert recall.told(kept, step()) is None


# In the archive


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "speakers.html").write_text(PAGE)
    with tour.serve(folder) as base:
        yield folder, base + "speakers.html"


def pull(url, tmp_path, **more):
    file = tmp_path / "s.db"
    settings = pulling.Settings(archive=tmp_path / "s.pages.db", **more)
    (outcome,) = pulling.pull([resolve(url, year=None, page=None)], file, settings)
    return outcome


def test_a_second_pull_reads_nothing_and_says_the_same(site, tmp_path, monkeypatch):
    first = pull(site[1], tmp_path)

    def never(*given):
        raise AssertionError("a page was read again")

    monkeypatch.setattr(sharing, "look_at", never)
    for more in ({}, {"offline": True}):
        again = pull(site[1], tmp_path, **more)
        assert again.error is None
        assert again.read == first.read
        assert (again.changes.new, again.changes.changed, again.changes.same) == (0, 0, 3)


def test_a_page_that_changed_is_read_again(site, tmp_path):
    pull(site[1], tmp_path)
    (site[0] / "speakers.html").write_text(PAGE.replace("Nurse", "Surgeon"))
    os.utime(site[0] / "speakers.html", (2_000_000_000, 2_000_000_000))  # servers tell by the second
    again = pull(site[1], tmp_path)
    assert again.changes.changed == 1
    assert "Surgeon" in {speaker.role for speaker in again.read.speakers}


def test_whoever_is_erased_is_in_no_reading(site, tmp_path):
    pull(site[1], tmp_path)
    archive = tmp_path / "s.pages.db"
    count = "select count(*) from reading"
    with sqlite3.connect(archive) as connection:
        assert connection.execute(count).fetchone()[0] > 0
    connection.close()
    erase(archive, ["Ana Ruiz"])
    with sqlite3.connect(archive) as connection:
        assert connection.execute(count).fetchone()[0] == 0
    connection.close()


def test_an_archive_from_before_is_given_its_place_for_readings(site, tmp_path):
    pull(site[1], tmp_path)
    path = tmp_path / "s.pages.db"
    with sqlite3.connect(path) as connection:
        connection.execute("drop table reading")
        connection.execute("pragma user_version = 1")
    connection.close()
    assert pull(site[1], tmp_path, offline=True).error is None  # read as it is
    archive = Archive(path)
    assert archive.find_reading(site[1], "website", "x") is None
    archive.close()
    assert pull(site[1], tmp_path).error is None
