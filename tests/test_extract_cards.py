"""The declarative kit: cards, one, table, first_of. All people are invented."""

import subprocess
import sys

import pytest

from scraper.extract import cards, first_of, one, table
from scraper.extract.pick import pick, pick_all
from scraper.model import LeftOut, Sighting
from scraper.page import Follow, Page

URL = "https://conf.example/2031/speakers"
CARDS = """
<article class="speaker" data-id="a1"><h3>Ada <b>Kovač</b></h3><p class="role">Engineer , bridges</p><img class="logo" alt="Globex">
  <a class="more" href="/ada">more</a><i class="tag">Steel</i><i class="tag">Glass</i><i class="tag">Steel</i><a class="web" href="https://a.example/">x</a><a class="web" href="mailto:a@b.example">y</a></article>
<article class="speaker"><h3>TBA</h3></article>
<article class="speaker keynote"><h3>Ben Okafor</h3></article>
<article class="speaker"><p>nobody</p></article>
"""


def page(body=CARDS):
    return Page(URL, body.encode())


def test_cards_reads_facts_and_leaves_placeholders_out():
    extract = cards(
        "article.speaker, article.keynote",
        name="h3",
        role=".role",
        employer=["img.none@alt", "img.logo@alt"],
        topics=".tag",
        links="a.web@href",
        record_id="@data-id",
        photo="img@src",
    )
    assert list(extract(page())) == [
        Sighting(
            name="Ada Kovač",
            role="Engineer, bridges",
            employer="Globex",
            topics=("Steel", "Glass"),
            links=("https://a.example/",),
            record_id="a1",
            source=URL,
            method="cards",
        ),
        LeftOut(name="TBA", reason="placeholder", source=URL),
        Sighting(name="Ben Okafor", source=URL, method="cards"),
    ]


def test_cards_follow_the_person_to_their_own_page():
    detail = one(bio="p")
    found = list(cards("article.speaker", name="h3", follow="a.more@href", detail=detail)(page()))
    assert found[0] == Follow(
        url="https://conf.example/ada",
        extract=detail,
        known=Sighting(name="Ada Kovač", source=URL, method="cards"),
        why="speaker page",
    )
    assert isinstance(found[2], Sighting)  # no address: the card is all there is


def test_one_reads_a_page_about_one_person():
    body = '<h1>Ada Kovač</h1><p class="bio">Ada welds.</p><h2>Bridges</h2><h2>Tunnels</h2>'
    assert list(one(name="h1", bio=".bio", talk="h2")(page(body))) == [
        Sighting(name="Ada Kovač", bio="Ada welds.", talks=("Bridges", "Tunnels"), source=URL, method="detail")
    ]
    assert list(one(bio=".bio")(page(body))) == [Sighting(name="", bio="Ada welds.", source=URL, method="detail")]
    assert list(one(bio=".none")(page(body))) == []


def test_first_of_takes_the_first_that_shows_somebody():
    nobody, somebody = cards(".none", name="h3"), cards("article.keynote", name="h3")
    only_left_out = cards("article:nth-child(2)", name="h3")
    assert [one.name for one in first_of(nobody, only_left_out, somebody, cards("article", name="h3"))(page())] == [
        "Ben Okafor"
    ]
    assert list(first_of(nobody, only_left_out)(page())) == []


@pytest.mark.parametrize("css", ["", "div[", "::x", "a..b"])
def test_bad_selectors_are_refused_when_the_adapter_is_made(css):
    with pytest.raises(ValueError, match=r"selector|rule"):
        cards(css, name="h3")
    with pytest.raises(ValueError, match=r"selector|rule"):
        cards("p", name=css)
    with pytest.raises(ValueError, match=r"selector|rule"):
        cards("p", name="h3", topics=css)
    with pytest.raises(ValueError, match=r"selector|rule"):
        table(css, name=0)


def test_pick_own_text_and_attributes():
    node = page('<p id="x" title=" a  b "> Ada , <b>Bo</b></p>').html.css_first("p")
    assert [pick(rule)(node) for rule in (".", "@title", "@none", "b", "p", None, ["i", "b"])] == [
        "Ada, Bo",
        "a b",
        None,
        "Bo",
        None,
        None,
        "Bo",
    ]
    assert pick_all([".", "b", "@id"])(node) == ("Ada, Bo", "Bo", "x")
    assert pick_all(None)(node) == ()


TABLE = """<table><tr><th>Jméno</th><th>Role</th><th>Firma</th><th>Talk</th></tr>
<tr><td>Ada Kovač</td><td>Engineer</td><td>Globex</td><td>Bridges</td></tr><tr><td>TBA</td></tr><tr><td></td><td>x</td></tr><tr></tr>
<tr><td>Ben Okafor</td></tr></table><table><tr><td>Other</td></tr></table>"""


def test_table_by_headings():
    assert list(table(name="jmeno", role="Role", employer="FIRMA", talk="Talk")(page(TABLE))) == [
        Sighting(name="Ada Kovač", role="Engineer", employer="Globex", talks=("Bridges",), source=URL, method="table"),
        LeftOut(name="TBA", reason="placeholder", source=URL),
        Sighting(name="Ben Okafor", source=URL, method="table"),
    ]


def test_table_by_numbers():
    body = "<table><tr><td>1</td><td>Ada Kovač</td><td>Engineer, Globex</td></tr></table>"
    assert list(table(name=1, headline=2)(page(body))) == [
        Sighting(name="Ada Kovač", headline="Engineer, Globex", source=URL, method="table")
    ]


def test_misspelled_keywords_are_found_by_mypy_and_at_once(tmp_path):
    with pytest.raises(TypeError, match="emplyer"):
        cards("p", name="h3", emplyer="b")
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        'from scraper.extract import cards, records, table\ncards("p", name="h3", emplyer="b")\nrecords("a", nam="x")\ntable(name=0, rol=1)\n'
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--follow-imports=silent", str(wrong)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert [line.split(": error: ")[1].split(";")[0] for line in done.stdout.splitlines() if "error:" in line] == [
        'Unexpected keyword argument "emplyer" for "cards"', 'Unexpected keyword argument "nam" for "records"', 'Unexpected keyword argument "rol" for "table"',
    ]  # fmt: skip
