"""The vote by place: what stands where in most cards stands there in the rest, on pages of invented people."""

import pytest

from scraper.extract.website import website
from scraper.model import Sighting, Speaker
from scraper.normalise import normalise
from scraper.page import Page

URL = "https://conf.example/2031/speakers/"
PLAIN = {
    "Ada Kovač": ("Staff Engineer", "Brask"),
    "Milo Tanaka": ("Founder", "Flumo"),
    "Wren Okafor": ("Head of Design", "Loom Labs"),
    "Priya Lindqvist": ("Product Manager", "Tarn"),
    "Solveig Marsh": ("Data Scientist", "Ombra"),
    "Jonas Haddad": ("Research Director", "Pellow"),
    "Ines Moreau": ("Software Architect", "Quill"),
}
ODD = {
    "Tomasz Bergman": ("Keeper of Lost Tickets", "Varn"),
    "Leila Fontaine": ("Supreme Mugwump", "Sloths and Lanterns"),
    "Oscar Nyberg": ("Strategy", "Drumlin"),
    "Marta Silva": ("Founder", "Rome"),
    "Hana Weiss": ("CEO", "Skip"),
    "Peter Novak": ("Director of Tram Planning", "Wend"),
}
ROLE_FIRST = (
    '<div><h3>{name}</h3><p class="a">{role}</p><p class="b">{employer}</p></div>',
    "<div><h3>{name}</h3><p>{role}</p><p>{employer}</p></div>",
    "<div><h3>{name}</h3><p>{role}<br>{employer}</p></div>",
    "<li><b>{name}</b><div><div>{role}</div><div>{employer}</div></div></li>",
)
EMPLOYER_FIRST = (
    '<div><h3>{name}</h3><p class="a">{employer}</p><p class="b">{role}</p></div>',
    "<div><h3>{name}</h3><p>{employer}</p><p>{role}</p></div>",
    "<div><h3>{name}</h3><p>{employer}<br>{role}</p></div>",
)


def jobs(cards):
    """Role and employer by name, of a page made of some cards."""
    html = "<h1>Speakers</h1>" + "".join(cards)
    found = website(Page(URL, html.encode()))
    made = (one for sighting in found if isinstance(sighting, Sighting) for one in normalise(sighting))
    return {one.name: (one.role, one.employer) for one in made if isinstance(one, Speaker)}


def filled(card, people):
    return [card.format(name=name, role=role, employer=employer) for name, (role, employer) in people.items()]


@pytest.mark.parametrize("card", [*ROLE_FIRST, *EMPLOYER_FIRST])
def test_odd_roles_and_plain_words_are_told_by_their_place(card):
    assert jobs(filled(card, PLAIN | ODD)) == PLAIN | ODD


@pytest.mark.parametrize("card", [ROLE_FIRST[0], EMPLOYER_FIRST[0]])
def test_few_cards_do_not_vote(card):
    few = dict(list(PLAIN.items())[:3])
    assert (
        jobs(filled(card, few | {"Leila Fontaine": ODD["Leila Fontaine"]}))["Leila Fontaine"] != ODD["Leila Fontaine"]
    )


@pytest.mark.parametrize("card", [ROLE_FIRST[0], EMPLOYER_FIRST[2]])
def test_a_place_of_employers_helps_one_of_roles_half_of_which_are_jokes(card):
    jokes = {
        "Nadia Brandt": ("Whisperer", "Moorhen"),
        "Felix Aubert": ("Dungeon Crawler", "Latch"),
        "Rosa Keller": ("Siesta Connoisseur", "Plover"),
    }
    assert jobs(filled(card, PLAIN | ODD | jokes)) == PLAIN | ODD | jokes


def test_copies_of_cards_vote_once():
    few = dict(list(PLAIN.items())[:3])
    cards = filled(ROLE_FIRST[0], few | {"Leila Fontaine": ODD["Leila Fontaine"]})
    assert jobs(cards * 3)["Leila Fontaine"] != ODD["Leila Fontaine"]


def test_card_against_the_vote_is_read_by_itself():
    swapped = {"Tomasz Bergman": ("Hollis Bank", "Data Engineer"), "Leila Fontaine": ("Northwind GmbH", "Mugwump")}
    found = jobs(filled(ROLE_FIRST[0], PLAIN | swapped))
    assert found["Tomasz Bergman"] == ("Data Engineer", "Hollis Bank")
    assert found["Leila Fontaine"][1] == "Northwind GmbH"


def test_whole_headline_at_the_place_of_roles_keeps_its_employer():
    told = {"Tomasz Bergman": ("Data Engineer at Hollis Bank", "Founders Circle")}
    assert jobs(filled(ROLE_FIRST[0], PLAIN | told))["Tomasz Bergman"] == ("Data Engineer", "Hollis Bank")


def test_place_of_headlines_is_no_place_of_roles():
    card = "<div><h3>{name}</h3><p class=a>{role} at {employer}</p><p class=b>Rain, part {at}</p></div>"
    cards = [card.format(name=n, role=r, employer=e, at=at) for at, (n, (r, e)) in enumerate(PLAIN.items())]
    alone = "<div><h3>Leila Fontaine</h3><p class=a>Hollis Bank</p><p class=b>Rain, part nine</p></div>"
    assert jobs([*cards, alone]) == PLAIN | {"Leila Fontaine": (None, "Hollis Bank")}


@pytest.mark.parametrize(
    "third",
    [
        ("Lisbon", "Oslo", "Kyoto", "Quito", "Porto", "Turin", "Ghent", "Zagreb"),  # where they come from
        ("she/her", "he/him", "they/them", "she/her", "he/him", "she/her", "she/her", "he/him"),
        ("Measuring rain by ear", "Why trams sing", "How bridges rest", "What maps forget",
         "When lamps go out", "Who counts the stairs", "Where rivers meet", "Which way is up"),
    ],
)  # fmt: skip
def test_place_of_something_else_gives_no_employer(third):
    people = dict.fromkeys([*PLAIN, "Leila Fontaine"])
    roles = [*(role for role, _ in PLAIN.values()), "Office Manager"]
    told = dict(zip(people, zip(roles, third, strict=True), strict=True))
    assert jobs(filled(ROLE_FIRST[0], told)) == {name: (role, None) for name, (role, _) in told.items()}


def test_card_with_a_line_missing_is_read_by_itself():
    card = "<div><h3>{}</h3><p>{}</p></div>"
    alone = [card.format("Leila Fontaine", "Hollis Bank"), card.format("Oscar Nyberg", "Data Engineer")]
    assert jobs([*filled(ROLE_FIRST[1], PLAIN), *alone]) == PLAIN | {
        "Leila Fontaine": (None, "Hollis Bank"),
        "Oscar Nyberg": ("Data Engineer", None),
    }


def test_three_lines_of_which_the_last_is_a_hobby():
    card = "<div><h3>{name}</h3><p class=a>{role}</p><p class=b>{employer}</p><p class=c>collects {at} lamps</p></div>"
    people = PLAIN | {"Leila Fontaine": ODD["Leila Fontaine"]}
    cards = [card.format(name=n, role=r, employer=e, at=at) for at, (n, (r, e)) in enumerate(people.items())]
    assert jobs(cards) == people


ALONE = {
    "Ada Kovač": "Staff Engineer",
    "Milo Tanaka": "Product Designer",
    "Wren Okafor": "Research Director",
    "Priya Lindqvist": "Software Architect",
    "Solveig Marsh": "Data Scientist",
    "Jonas Haddad": "Product Manager",
    "Ines Moreau": "Tram Unraveller",
    "Tomasz Bergman": "Accidental Loomer",
    "Leila Fontaine": "Bounded Meddler",
}


def test_where_only_jobs_stand_what_nobody_has_heard_of_is_one():
    people = {name: (role, "") for name, role in ALONE.items()}
    found = jobs(filled("<div><h3>{name}</h3><p>{role}</p></div>", people))
    assert found == {name: (role, None) for name, role in ALONE.items()}


def test_where_employers_stand_between_jobs_a_plain_word_may_be_one():
    mixed = ALONE | {"Oscar Nyberg": "Universitas Ltd", "Marta Silva": "University of Northtown"}
    people = {name: (role, "") for name, role in mixed.items()}
    found = jobs(filled("<div><h3>{name}</h3><p>{role}</p></div>", people))
    assert found["Tomasz Bergman"] == (None, "Accidental Loomer")
