"""Two corrected people teach how the rest of a page reads: shown first, taken on yes, kept over later pulls, undone."""

import html
import re
import sqlite3
import time
from contextlib import closing

import pytest
from browsing import PORT, Browser, fill
from browsing import browser as filled
from conference_site import PEOPLE, page, site
from hypothesis import given
from hypothesis import strategies as st

from scraper.authoring import lessons
from scraper.authoring.lessons import Lesson, Part
from scraper.cli import main
from scraper.model import Sighting
from scraper.page import Follow, Page
from scraper.web.desk import Desk

ODD = {
    "Amina Tesfaye": ("Wayfinder", "Northrow"), "Bertil Ekström": ("Listener", "Quonset"), "Chidi Okafor": ("Kindler", "Bellwether"),
    "Dana Petrova": ("Weaver of nets", "Harrow"), "Emre Yalin": ("Keeper", "Tern"), "Fatou Sarr": ("Stargazer", "Saltmarsh"),
}  # fmt: skip
_CARD = '<article class="speaker"><h3 class="name">{}</h3>{}</article>'


def in_three(name: str, role: str, employer: str) -> str:
    """Employer first, a room behind: one line."""
    return _CARD.format(name, f'<p class="job">{employer} &gt;&gt; {role} &gt;&gt; Room 4</p>')


def in_elements(name: str, role: str, employer: str) -> str:
    """A slogan that reads like a job, the job itself in words nobody knows."""
    job, place = ODD[name]
    return _CARD.format(
        name,
        f'<p class="what">Engineer, Tea House</p><div><span class="org">{place}</span><em class="does">{job}</em></div>',
    )


RIGHT = {name: (role, employer) for name, role, employer in PEOPLE}


@pytest.fixture(params=[(in_three, RIGHT), (in_elements, ODD)], ids=["line", "elements"])
def taught(request, tmp_path):
    """A page read wrong, pulled; whose facts are right; two of them corrected."""
    card, right = request.param
    with site() as served:
        served.shows = page(PEOPLE, card)
        browser = Browser(Desk(file=tmp_path / "speakers.db", port=PORT, archive=tmp_path / "speakers.pages.db"))
        pull(browser, served)
        assert jobs(browser) != right
        correct(browser, {name: right[name] for name in ("Amina Tesfaye", "Bertil Ekström")})
        yield browser, served, right


def pull(browser: Browser, served) -> None:
    browser.post("/pull", {"target": served.url})
    end = time.monotonic() + 30
    while browser.desk.pulling.told.under_way:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert browser.desk.pulling.told.error is None


def jobs(browser: Browser) -> dict[str, tuple[str | None, str | None]]:
    with closing(sqlite3.connect(browser.desk.file)) as connection:
        rows = connection.execute("SELECT name, role, employer FROM speakers WHERE current = 1").fetchall()
    return {name: (role, employer) for name, role, employer in rows}


def correct(browser: Browser, right) -> None:
    with closing(sqlite3.connect(browser.desk.file)) as connection:
        ids = dict(connection.execute("SELECT name, id FROM speakers"))
    for name, (role, employer) in right.items():
        answer = browser.post("/pulled/1/correct", {"speaker": f"p-{ids[name]}", "role": role, "employer": employer})
        assert answer.status_code == 303


def why(browser: Browser) -> str | None:
    found = re.search(r'name="why" value="([^"]*)"><input type="hidden" name="back"', browser.get("/pulled/1").text)
    return html.unescape(found[1]) if found else None


def test_rule_is_shown_and_nothing_changes_by_looking(taught):
    browser, _, right = taught
    before = jobs(browser)
    text = html.unescape(browser.get("/pulled/1").text)
    assert "From Amina Tesfaye and Bertil Ekström" in text
    for name in ("Chidi Okafor", "Fatou Sarr"):
        assert right[name][0] in text
    assert "Read 4 people so" in text
    assert jobs(browser) == before


def test_rule_reads_the_rest_and_holds_over_later_pulls(taught):
    browser, served, right = taught
    assert browser.post("/pulled/1/teach", {"why": why(browser)}).status_code == 303
    assert jobs(browser) == right
    assert "4 people read as you corrected" in browser.get("/pulled/1").text
    pull(browser, served)
    assert jobs(browser) == right
    assert "Everybody else reads so already" in browser.get("/pulled/1").text


def test_rule_is_undone_as_one(taught):
    browser, _, _ = taught
    before, rule = jobs(browser), why(browser)
    browser.post("/pulled/1/teach", {"why": rule})
    assert browser.post("/pulled/1/unteach", {"why": rule}).status_code == 303
    assert jobs(browser) == before
    with closing(sqlite3.connect(browser.desk.file)) as connection:
        assert connection.execute("SELECT count(*) FROM reviews WHERE why = ?", (rule,)).fetchone() == (0,)
    assert browser.post("/pulled/1/unteach", {"why": rule}).status_code == 400


def test_another_rule_than_the_one_shown_is_not_taken(taught):
    browser, _, _ = taught
    before = jobs(browser)
    for sent in ({}, {"why": "as you corrected somebody else"}):
        answer = browser.post("/pulled/1/teach", sent)
        assert (answer.status_code, "teach another rule now" in answer.text) == (400, True)
    assert jobs(browser) == before


def test_own_answers_win_over_the_rule(taught):
    browser, _, right = taught
    correct(browser, {"Emre Yalin": ("Night Owl", "Nobody")})
    rule = why(browser)  # three lessons, one of which no rule explains
    assert rule is None or "Emre Yalin" not in rule
    with closing(sqlite3.connect(browser.desk.file)) as connection:
        (number,) = connection.execute("SELECT id FROM speakers WHERE name = 'Emre Yalin'").fetchone()
    browser.post("/pulled/1/uncorrect", {"speaker": f"p-{number}", "facts": "role,employer"})
    browser.post("/pulled/1/teach", {"why": why(browser)})
    assert jobs(browser) == right


def test_one_correction_teaches_nothing(tmp_path):
    with site() as served:
        served.shows = page(PEOPLE, in_three)
        browser = Browser(Desk(file=tmp_path / "speakers.db", port=PORT))
        pull(browser, served)
        correct(browser, {"Amina Tesfaye": RIGHT["Amina Tesfaye"]})
        assert "teach a rule" not in browser.get("/pulled/1").text


def lesson(line: str, role: str | None, employer: str | None) -> Lesson:
    return Lesson(name="Ana", sighting=Sighting(name="Ana", headline=line), facts={"role": role, "employer": employer},
                  corrected=frozenset(("role", "employer")))  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "third", "read"),
    [
        (("Acme | CTO", "CTO", "Acme"), ("Brill | Nurse", "Nurse", "Brill"), "Quay | Cook", {"role": "Cook", "employer": "Quay"}),
        (("CTO bei Acme", "CTO", "Acme"), ("Nurse bei Brill", "Nurse", "Brill"), "Cook bei Quay", {"role": "Cook", "employer": "Quay"}),
        (("CTO", "CTO", None), ("Nurse", "Nurse", None), "Cook", {"role": "Cook", "employer": None}),
        (("Acme, Oslo, CTO", "CTO", "Acme"), ("Brill, Bonn, Nurse", "Nurse", "Brill"), "Quay, Cork, Cook", {"role": "Cook", "employer": "Quay"}),
        (("Acme | CTO", "CTO", "Acme"), ("Brill | Nurse", "Nurse", "Brill"), "Cook", {}),
    ],
)  # fmt: skip
def test_part_of_a_line_is_learned(one, other, third, read):
    rule = lessons.learn([lesson(*one), lesson(*other)], [], None)
    assert rule is not None
    assert rule.read(Sighting(name="Eve", headline=third)) == read


def test_nothing_is_learned_where_nothing_fits():
    assert (
        lessons.learn([lesson("Acme | CTO", "CTO", "Acme"), lesson("Nurse at Brill", "Nurse", "Brill")], [], None)
        is None
    )
    assert lessons.learn([lesson("Acme | CTO", "CTO", "Acme")], [], None) is None


pieces = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=20)


@given(st.lists(st.tuples(pieces, pieces, pieces), min_size=2, max_size=3), pieces)
def test_whatever_is_learned_is_right_of_the_lessons(told, mark):
    taught = [lesson(f"{first}{mark}{second}{mark}{third}", second, third) for first, second, third in told]
    rule = lessons.learn(taught, [], None)
    if rule is None:
        return
    for one in taught:
        read = rule.read(one.sighting)
        for fact, part in rule.parts.items():
            if part.take != "nothing":
                assert lessons.fold(read.get(fact)) == lessons.fold(one.facts[fact])


@pytest.mark.parametrize(
    ("part", "read"),
    [
        (Part(take="whole"), "a | b | c"), (Part(take="first", mark=" | "), "a"), (Part(take="second", mark=" | "), "b"),
        (Part(take="last", mark=" | "), "c"), (Part(take="after", mark=" | "), "b | c"), (Part(take="before", mark=" | "), "a | b"),
        (Part(take="first", mark="/"), None), (Part(take="nothing"), None),
    ],
)  # fmt: skip
def test_part_is_read(part, read):
    assert part.read(Sighting(name="Ana", headline="a | b | c")) == read


def read_by(text: str, served) -> dict[str, tuple[str | None, str | None]]:
    """What the adapter of a module reads of the page."""
    space: dict[str, object] = {}
    exec(compile(text, "exported.py", "exec"), space)  # noqa: S102 -- the module we made
    adapter = space["adapter"]
    assert adapter.matches(served.url)
    found = adapter.extract(Page(served.url, served.shows.encode(), content_type="text/html; charset=utf-8"))
    people = [one.known if isinstance(one, Follow) else one for one in found]
    return {one.name: (one.role, one.employer) for one in people if isinstance(one, Sighting) and one.name in RIGHT}


def test_rule_is_taken_along_as_an_adapter(taught, capsys):
    browser, served, right = taught
    answer = browser.get("/pulled/1/adapter")
    assert answer.headers["content-disposition"].endswith('.py"')
    assert read_by(answer.text, served) == right
    with pytest.raises(SystemExit, match="0"):
        main(["adapters", "taught", "Spring School", "--db", str(browser.desk.file)])
    assert capsys.readouterr().out == answer.text


def test_no_rule_no_adapter(tmp_path, capsys):
    browser = filled(fill(tmp_path / "speakers.db"))
    assert browser.get("/pulled/1/adapter").status_code == 400
    assert browser.get("/pulled/99/adapter").status_code == 404
    with pytest.raises(SystemExit, match="2"):
        main(["adapters", "taught", "Autumn", "--db", str(browser.desk.file)])
    assert "teach no rule" in capsys.readouterr().err
