"""A person's page: everything known, and each fact with the words it was read in."""

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from browsing import PORT, Browser, fill, read
from invented import pull, speaker

from scraper.fetch.archive import Archive, Kept
from scraper.model import Edition
from scraper.page import Page
from scraper.store import query
from scraper.store.hand import editing
from scraper.store.pulling import corrections
from scraper.store.write import open_store
from scraper.web.desk import Desk
from scraper.web.pages import person_facts, person_kept

SITE = "https://conf.example/speakers"
LIST = """<html><body><nav><a href=/>Home</a></nav><h2>Speakers</h2>
<div><h3>Ana Ruiz</h3><p>Nurse, Harbour Health</p></div><div><h3>Bo Lindqvist</h3><p>Head of Design,<br>Harbour Health</p></div>
<script>alert("Ana Ruiz")</script><p onclick="x()">Nurse <b>wanted</b></p></body></html>"""


def keep(archive: Path, url: str, body: str, content_type: str = "text/html; charset=utf-8") -> None:
    """A page in the archive, as a pull leaves it."""
    seen = datetime(2026, 5, 4, tzinfo=UTC)

    async def keeping() -> None:
        opened = Archive(archive)
        page = Kept(
            url=url, final_url=url, status=200, etag=None, last_modified=None, content_type=content_type, headers=(),
            fetched_at=seen, checked_at=seen, data=body.encode(),
        )  # fmt: skip
        await opened.keep(page)
        opened.close()

    asyncio.run(keeping())


@pytest.fixture
def page(tmp_path: Path) -> Browser:
    keep(tmp_path / "speakers.pages.db", SITE, LIST)
    return Browser(Desk(file=fill(tmp_path / "speakers.db"), port=PORT, archive=tmp_path / "speakers.pages.db"))


def known(file: Path, number: int = 1):
    connection = query.connect(file)
    try:
        return query.speaker(connection, number), corrections.listed(connection)
    finally:
        connection.close()


def test_everything_known_is_there(page):
    text = page.get("/people/p-1").text
    for said in ("Ana Ruiz", "Nurse", "Harbour Health", "hospital", "medicine", "privacy", "Ana looks after people.",
                 "Records at the bedside", "What is written down, and for whom.", "https://ana.example/", "Spring Conf",
                 "Bo Lindqvist (Head of Design)", "2026-05-04", "read as cards"):  # fmt: skip
        assert said in text, said


def test_links_leave_no_trace(page):
    text = page.get("/people/p-1").text
    outward = re.findall(r'<a href="http[^>]*>', text)
    assert outward
    assert all('rel="noopener noreferrer"' in link for link in outward)


def test_level_is_told_by_the_words_of_the_role(page):
    facts = {one.key: one for one in person_facts.facts(known(page.desk.file, 2)[0])}
    assert (facts["seniority"].says, facts["role_family"].says) == ("director", "design")
    assert facts["seniority"].because == "told by “head of”"


def test_fact_has_its_page_day_method_and_words(page):
    facts = {one.key: one for one in person_facts.facts(known(page.desk.file)[0])}
    (source,) = facts["employer"].sources
    assert (source.url, source.method, source.day, source.how) == (
        SITE,
        "cards",
        "2026-05-04",
        "its own line on the page",
    )
    assert source.words == (("Nurse, ", None), ("Harbour Health", "here"))


def test_fact_of_a_biography_quotes_its_sentence(tmp_path):
    file = tmp_path / "speakers.db"
    with open_store(file) as database:
        pull(database, [speaker("Ida Falk", "Baker", "Crumb & Co", role_source="bio", employer_source="bio", headline=None,
                                bio="Ida likes rain. She is a baker at Crumb & Co in Lindenmouth! She sings.")])  # fmt: skip
    facts = {one.key: one for one in person_facts.facts(known(file)[0])}
    assert facts["role"].sources[0].how == "the biography"
    assert facts["role"].sources[0].words == (
        ("She is a ", None), ("baker", "here"), (" at Crumb & Co in Lindenmouth!", None),
    )  # fmt: skip


def test_correction_is_named_with_what_was_read(page):
    with open_store(page.desk.file) as database:
        editing.correct(database, 1, {"role": "Head Nurse"})
    text = page.get("/people/p-1").text
    assert "you said so; read was “Nurse”" in text


def test_career_and_other_spellings_of_two_editions(tmp_path):
    file = tmp_path / "speakers.db"
    later = Edition(conference="Care Days", year=2027, url="https://care.example/")
    with open_store(file) as database:
        pull(database, [speaker("Ana Maria Ruiz", "Nurse", "Harbour Health", links=("https://ana.example/",))])
        pull(database, [speaker("Ana Ruiz", "Director of Nursing", "City Clinic", links=("https://ana.example/",))],
             edition=later, target="https://care.example/")  # fmt: skip
    text = Browser(Desk(file=file, port=PORT)).get("/people/p-1").text
    assert "Nurse, Harbour Health, 2026 → Director of Nursing, City Clinic, 2027" in read(text)
    assert "This is the same person: " in text
    assert "Ana Maria Ruiz" in text


def test_kept_page_is_text_with_the_words_marked(page):
    answer = page.get(f"/people/p-1/page?url={SITE}&fact=role")
    assert answer.status_code == 200
    assert '<mark title="name">Ana Ruiz</mark>' in answer.text
    assert '<p id="here"><mark title="headline">Nurse, Harbour Health</mark></p>' in answer.text.replace("\n", "")
    for theirs in ("<b>wanted", "onclick", "alert("):
        assert theirs not in answer.text


def test_page_that_is_not_kept_is_told(page):
    page.desk.archive = None
    answer = page.get(f"/people/p-1/page?url={SITE}")
    assert answer.status_code == 200
    assert "not kept on this machine" in answer.text
    keep(page.desk.file.with_name("other.db"), "https://conf.example/else", LIST)
    page.desk.archive = page.desk.file.with_name("other.db")
    assert "not kept on this machine" in page.get(f"/people/p-1/page?url={SITE}").text


@pytest.mark.parametrize("url", ["", "https://conf.example/secret", "file:///etc/passwd", "javascript:alert(1)"])
def test_page_that_told_nothing_of_them_is_not_shown(page, url):
    keep(page.desk.archive, "https://conf.example/secret", "<p>a secret</p>")
    answer = page.get(f"/people/p-1/page?url={url}")
    assert answer.status_code == 400
    assert "a secret" not in answer.text


def test_archive_that_is_none_is_told(page):
    page.desk.archive = page.desk.file.with_name("diary.db")
    page.desk.archive.write_text("dear diary " * 1000)
    answer = page.get(f"/people/p-1/page?url={SITE}")
    assert answer.status_code == 503
    assert "no SQLite file" in answer.text


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<div>" * 5_000, "cannot be shown as text safely"),
        ("<p>Ana Ruiz</p>" + " " * person_kept.MAX_KEPT, "too large"),
    ],
)
def test_page_made_to_harm_is_not_shown(page, body, why):
    keep(page.desk.archive, SITE, body)
    answer = page.get(f"/people/p-1/page?url={SITE}")
    assert answer.status_code == 200
    assert why in answer.text


def test_long_page_begins_where_the_words_are(page):
    rows = "".join(f"<p>line {number}</p>" for number in range(900))
    keep(page.desk.archive, SITE, f"{rows}<p>Ana Ruiz</p><p>Nurse</p>{rows}")
    part, whole = (page.get(f"/people/p-1/page?url={SITE}{more}").text for more in ("", "&all=yes"))
    assert (part.count(">line "), whole.count(">line ")) == (8 + 38, 1800)
    assert "892 lines before" in part


def test_list_of_my_own_is_named_and_is_no_page(tmp_path):
    with open_store(tmp_path / "speakers.db") as database:
        pull(database, [speaker("Ida Falk", "Baker", "Crumb & Co", source="people.csv", method="data/list")])
    text = Browser(Desk(file=tmp_path / "speakers.db", port=PORT)).get("/people/p-1").text
    assert "people.csv" in text
    assert "See the words there" not in text


def lines(body: str, **marked: str) -> list[tuple[int, tuple]]:
    found = person_kept.lines(
        Page(SITE, body.encode(), content_type="text/html"), {text: fact for fact, text in marked.items()}
    )
    return [(one.level, one.pieces) for one in found]


def test_lines_are_those_one_sees():
    assert lines("<h2>One <b>two</b></h2><p>three<br>four</p><ul><li>five<li>six</ul>", name="TWO") == [
        (2, (("One ", None), ("two", "name"))), (0, (("three", None),)), (0, (("four", None),)), (0, (("five", None),)),
        (0, (("six", None),)),
    ]  # fmt: skip


def test_words_far_from_the_name_are_not_theirs():
    body = "<p>Nurse</p>" + "<p>x</p>" * 30 + "<p>Ana Ruiz</p><p>Nurse</p>"
    marked = [pieces for _, pieces in lines(body, name="Ana Ruiz", role="Nurse") if pieces[0][1]]
    assert marked == [(("Ana Ruiz", "name"),), (("Nurse", "role"),)]


def test_words_below_the_next_heading_are_somebody_elses():
    body = "<h2>Keynotes</h2><h3>Ana Ruiz</h3><h4>Nurse</h4><p>keynote</p><h3>Bo Lind</h3><p>keynote</p>"
    marked = [pieces[0] for _, pieces in lines(body, name="Ana Ruiz", role="Nurse", billing="keynote") if pieces[0][1]]
    assert marked == [("Ana Ruiz", "name"), ("Nurse", "role"), ("keynote", "billing")]


def test_data_is_laid_out_and_data_in_a_page_is_found():
    assert lines('[{"name": "Zo\\u00eb \\u017bak"}]', name="Zoë Żak") == [
        (0, (("[", None),)), (0, ((" {", None),)), (0, (('  "name": "', None), ("Zoë Żak", "name"), ('"', None))),
        (0, ((" }", None),)), (0, (("]", None),)),
    ]  # fmt: skip
    hidden = lines(
        '<p>Speakers</p><script type="application/json">{"a": ["Zo\\u00eb \\u017bak"]}</script>', name="Zoë Żak"
    )
    assert hidden == [(0, (("Speakers", None),)), (0, (('  "', None), ("Zoë Żak", "name"), ('"', None)))]
