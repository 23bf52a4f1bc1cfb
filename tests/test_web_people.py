"""The page of people: it answers what the command line answers, and says how to ask there."""

import re
import shlex
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from browsing import Browser, browser, fill, read
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import InputError
from scraper.store import query
from scraper.store.choice.facets import facets
from scraper.store.choice.filters import Filters
from scraper.store.choice.orders import SORTS
from scraper.store.choice.tally import make
from scraper.store.write import open_store
from scraper.web import asked, drawing, rehearsal
from scraper.web.app import ROUTES


@pytest.fixture
def page(tmp_path: Path) -> Browser:
    return browser(fill(tmp_path / "speakers.db"))


def names(answer) -> list[str]:
    return re.findall(r"data-open><bdi>(.*?)</bdi>", answer.text)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", ["Ana Ruiz", "Bo Lindqvist", "Eve &lt;b&gt;Okoro&lt;/b&gt;", "Zoë Żak"]),
        ("?words=nurse", ["Ana Ruiz"]),
        ("?words=zak", ["Zoë Żak"]),
        ("?company=harbour+health", ["Ana Ruiz", "Bo Lindqvist"]),
        ("?company=harbour+health&family=design", ["Bo Lindqvist"]),
        ("?kind=other", ["Eve &lt;b&gt;Okoro&lt;/b&gt;"]),
        ("?conference=autumn", ["Zoë Żak"]),
        ("?year=2026&sort=role", ["Eve &lt;b&gt;Okoro&lt;/b&gt;", "Bo Lindqvist", "Ana Ruiz"]),
        ("?topic=privacy", ["Ana Ruiz"]),
        ("?shortlisted=yes", []),
        ("?words=&company=&sort=", ["Ana Ruiz", "Bo Lindqvist", "Eve &lt;b&gt;Okoro&lt;/b&gt;", "Zoë Żak"]),
        ("?page=99", ["Ana Ruiz", "Bo Lindqvist", "Eve &lt;b&gt;Okoro&lt;/b&gt;", "Zoë Żak"]),
    ],
)
def test_address_is_the_question(page, question, found):
    answer = page.get(f"/{question}")
    assert (answer.status_code, names(answer)) == (200, found)


@pytest.mark.parametrize(
    "question", ["?year=soon", "?year=1", "?sort=shoe+size", "?page=0", "?page=x", f"?words={'a' * 301}"]
)
def test_question_that_is_none_is_told(page, question):
    answer = page.get(f"/{question}")
    assert answer.status_code == 400
    assert "That cannot be used" in answer.text


def test_conference_never_pulled_is_told(page):
    answer = page.get("/?conference=winter")
    assert answer.status_code == 404
    assert "winter" in answer.text


def test_line_to_type_asks_the_same(page):
    answer = page.get("/?words=data+engineer&company=City+of+Lindenmouth&year=2025&sort=role")
    line = read(re.search(r'<code id="line">(.*?)</code>', answer.text)[1])
    assert shlex.split(line) == [
        "coffeechat", "speakers", "--company", "City of Lindenmouth", "--year", "2025", "--sort", "role", "data", "engineer",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "first", "chosen"),
    [("", "name", None), ("?sort=name", "name", "name"), ("?sort=recent", "name", "year"), ("?sort=company", "name", "employer"),
     ("?words=nurse", "relevance", None), ("?words=nurse&sort=name", "relevance", "name")],
)  # fmt: skip
def test_order_that_is_shown_is_the_one_that_holds(page, question, first, chosen):
    offered = re.search(r'<select id="sort".*?</select>', page.get(f"/{question}").text, re.DOTALL)[0]
    shown = re.findall(r'<option value="(.*?)"( selected)?>(.*?)</option>', offered)
    assert next(words for _, _, words in shown) == first
    assert len({words for _, _, words in shown}) == len(shown)
    assert [words for _, here, words in shown if here] == ([chosen] if chosen else [])


def test_search_is_kept_listed_changed_and_let_go(page):
    health = {"company": "Harbour Health", "family": "medicine"}
    assert page.post("/searches", {"name": "carers", **health}).headers["location"].startswith("/?company=Harbour")
    shown = page.get("/").text
    assert "Kept: carers" in shown
    (there,) = re.findall(r'<a href="([^"]*)"[^>]*>carers</a>', shown)
    assert asked.filters(dict(parse_qsl(there[2:].replace("&amp;", "&")))) == Filters(**health)
    here = page.get(f"/?{urlencode(health)}").text
    assert 'aria-current="true">carers</a>' in here
    assert "keep this search" not in here
    assert "keep this search" in page.get("/?family=medicine").text
    page.post("/searches", {"name": "carers", "words": "nurse"})
    assert "Changed: carers" in page.get("/").text
    page.post("/searches/remove", {"name": "carers", "back": "/?words=nurse"})
    answer = page.get("/?words=nurse").text
    assert ("No longer kept: carers" in answer, "Your searches" in answer) == (True, False)
    for path, fields in (("", {"name": "all"}), ("", {"name": "", **health}), ("/remove", {"name": "carers"})):
        assert page.post(f"/searches{path}", fields).status_code == 400


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).map(
    lambda t: " ".join(t.split())
)
questions = st.builds(
    Filters,
    **{name: st.none() | texts.filter(bool) for name in asked.TEXTS},
    year=st.none() | st.integers(1950, 2100),
    shortlisted=st.none() | st.booleans(),
    sort=st.none() | st.sampled_from([order for order in SORTS if order not in asked.ORDERS]),
)


@given(questions)
def test_question_survives_the_address_bar(question):
    parts = urlsplit(asked.address(question))
    assert parts.path == "/"
    assert (
        asked.filters(dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))))
        == question
    )


@given(questions, st.sampled_from((*asked.TEXTS, "year")), st.none() | texts.filter(bool))
def test_many_addresses_are_as_one(question, name, value):
    try:
        changed = asked.changed(question, name, value)
    except InputError:
        return
    assert asked.addresses(question)(name, value) == asked.address(changed)


@given(questions)
def test_line_is_understood_by_the_command(question):
    """What the command line makes of the line is the question (where it has an option for it: there is none for `not listed`)."""
    from scraper.cli.speakers import speakers

    words = shlex.split(asked.line(question))
    assert words[:2] == ["coffeechat", "speakers"]
    parsed = speakers.make_context("speakers", words[2:]).params
    for name, value in asked.chosen(question).items():
        if name == "words":
            assert " ".join(parsed["words"]) == value
        elif (name, value) != ("shortlisted", "no"):
            assert (str(parsed[name]), parsed[name]) in ((value, parsed[name]), ("True", True))


def test_facets_count_what_choosing_them_finds(page):
    with_none = Filters()
    connection = query.connect(page.desk.file)
    try:
        for question in (
            with_none,
            Filters(company="harbour health"),
            Filters(year=2026),
            Filters(words="engineer", year=2025),
            Filters(year=2025),
        ):
            for name, values in facets(connection, make(connection), question).items():
                for one in values:
                    value = int(one.value) if name == "year" else one.value
                    narrowed = asked.changed(question, name, value)
                    assert query.count(connection, narrowed) == one.people, (question, name, one)
    finally:
        connection.close()


def test_facet_chosen_is_marked_and_can_be_taken_away(page):
    answer = page.get("/?family=design&year=2026")
    assert '<a href="/?year=2026" data-swap="#found, #search" aria-current="true"><span>design</span>' in answer.text
    assert '<a href="/?family=medicine&amp;year=2026"' in answer.text


def test_star_goes_on_and_off(page):
    on = page.post("/star", {"speaker": "p-1", "on": "yes", "back": "/?words=ana"})
    assert (on.status_code, on.headers["location"]) == (303, "/?words=ana")
    assert names(page.get("/?shortlisted=yes")) == ["Ana Ruiz"]
    page.post("/star", {"speaker": "p-1", "on": "no"})
    assert names(page.get("/?shortlisted=yes")) == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [({}, 404), ({"speaker": "p-1"}, 400), ({"speaker": "p-1", "on": "maybe"}, 400), ({"speaker": "p-77", "on": "yes"}, 404),
     ({"speaker": "1", "on": "yes"}, 404), ({"speaker": "p-" + "9" * 40, "on": "yes"}, 404)],
)  # fmt: skip
def test_star_for_nobody_is_told(page, fields, status):
    assert page.post("/star", fields).status_code == status


def test_way_back_is_never_to_somebody_else(page):
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example", ""):
        assert page.post("/star", {"speaker": "p-1", "on": "yes", "back": back}).headers["location"] == "/"


def test_leaves_are_turned(tmp_path, monkeypatch):
    page = browser(fill(tmp_path / "speakers.db"))
    monkeypatch.setattr("scraper.web.pages.people.PER_PAGE", 3)
    first, second = page.get("/"), page.get("/?page=2")
    assert (len(names(first)), names(second)) == (3, ["Zoë Żak"])
    assert 'href="/?page=2" rel="next"' in first.text
    assert 'href="/" rel="prev"' in second.text


def test_empty_file_says_how_to_begin(tmp_path):
    with open_store(tmp_path / "speakers.db"):
        pass
    answer = browser(tmp_path / "speakers.db").get("/")
    assert answer.status_code == 200
    assert "Nobody here yet" in answer.text
    assert "coffeechat tour" in answer.text


def test_missing_file_says_how_to_begin(tmp_path):
    answer = browser(tmp_path / "speakers.db").get("/")
    assert answer.status_code == 200
    assert '<form class="ask" method="post" action="/pull">' in answer.text
    assert not (tmp_path / "speakers.db").exists()


def test_file_of_another_program_is_told(tmp_path):
    (tmp_path / "speakers.db").write_text("no database, and long enough to be none " * 50)
    answer = browser(tmp_path / "speakers.db").get("/")
    assert answer.status_code == 503
    assert "is not a coffeechat file" in answer.text


def test_locked_file_is_told_and_nothing_changes(page, monkeypatch):
    import sqlite3

    monkeypatch.setattr("scraper.store.write.BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(page.desk.file)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        answer = page.post("/star", {"speaker": "p-1", "on": "yes"})
    finally:
        holder.rollback()
        holder.close()
    assert answer.status_code == 503
    assert "being written to by another program" in answer.text


def test_bug_of_ours_tells_the_browser_nothing(page, monkeypatch):
    def fails(*_):
        raise RuntimeError("the secret is 42")

    monkeypatch.setattr("scraper.store.query.people", fails)
    answer = page.get("/")
    assert answer.status_code == 500
    assert "a bug in coffeechat" in answer.text
    assert "42" not in answer.text


def test_rehearsal_draws_every_page_for_nobody(page, monkeypatch):
    drawn = {}

    def seen(path, handler):
        def answer(request):
            drawn[path] = handler(request).status_code

        return answer

    routes = [(method, path, seen(path, handler)) for method, path, handler in ROUTES]
    monkeypatch.setattr(rehearsal, "ROUTES", routes)
    monkeypatch.setattr(rehearsal, "gc", SimpleNamespace(collect=lambda: None, freeze=lambda: None))
    page.desk.say("Still to be said.")
    before, asked = page.desk.file.read_bytes(), iter([True, False] + 100 * [False])
    rehearsal.rehearse(page.desk, lambda: next(asked))
    assert set(drawn.values()) == {200}
    assert {"/", "/picture", "/pull", "/people/{speaker}", "/people/{speaker}/draft", "/today"} <= {*drawn}
    assert page.desk.file.read_bytes() == before
    assert "Still to be said." in page.get("/").text
    page.desk.ended = True
    drawn.clear()
    rehearsal.rehearse(page.desk)
    assert not drawn


def test_theme_is_kept(page):
    answer = page.post("/theme", {"theme": "dark", "back": "/?words=ana"})
    assert answer.headers["location"] == "/?words=ana"
    kept = answer.headers["set-cookie"].partition(";")[0]
    assert 'data-theme="dark"' in page.get("/", cookie=f"{page.headers()['cookie']}; {kept}").text
    assert 'data-theme="auto"' in page.get("/", cookie=f"{page.headers()['cookie']}; coffeechat-theme=<b>").text


def test_year_that_is_none_is_refused():
    with pytest.raises(InputError, match="is no year"):
        asked.filters({"year": "٢٠٢٦"})


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ana Ruiz", "AR"), ("Ana de la Ruiz", "AR"), ("Okelani", "O"), ("李 明", "李明"), ("(…)", "?"), ("", "?")],
)
def test_initials_of_a_name(name, letters):
    assert drawing.initials(name) == letters
