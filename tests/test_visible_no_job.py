"""Short texts beside a name that are neither a job nor an employer."""

import pytest

from scraper.extract.visible import shown
from scraper.extract.visible.prose import is_sentence_about
from scraper.extract.visible.texts import is_aside, is_own_site
from scraper.page import Page
from scraper.recognise.employers import cue, employer_score, without_place_in_brackets


def read(*cards):
    html = "<h1>Speakers</h1><ul>" + "".join(f"<li><h3>{name}</h3>{rest}</li>" for name, rest in cards) + "</ul>"
    return [one for one, _ in shown(Page("https://conf.example/2031/speakers/", html.encode())).people]


OTHERS = (("Tomasz Bielak", "<p>Engineer</p>"), ("Noor Haddad", "<p>Curator</p>"))


@pytest.mark.parametrize(
    "text",
    [
        "Palabras de bienvenida",
        "Mot de bienvenue",
        "Begrüßung und Einführung",
        "Saluti istituzionali",
        "Úvodní slovo",
        "Kerekasztal",
        "Rundabordssamtal",
        "Harbour Days 2031",
    ],
)
def test_a_part_of_the_programme_or_an_event_is_no_employer(text):
    assert is_aside(text)
    (found, *_) = read(("Ada Kovač", f"<p>{text}</p>"), *OTHERS)
    assert (found.headline, found.employer) == (None, None)


@pytest.mark.parametrize(
    "text", ["Bank of Lindenmouth", "Panel Systems GmbH", "Debate Centre", "Centre for Opening Data"]
)
def test_an_employer_with_a_word_of_programmes_stays_one(text):
    assert not is_aside(text)


@pytest.mark.parametrize(
    ("text", "names", "is_one"),
    [
        ("Ada is a UX designer in Lyon.", {"Ada Kovač"}, True),
        ("Kovač works on tides and ropes.", {"Ada Kovač"}, True),
        ("Es miembro de la Sociedad de Mareas.", {"Ada Kovač"}, True),
        ("Ada Kovač.", {"Ada Kovač"}, False),
        ("Engineer at Harbour Works Ltd.", {"Ada Kovač"}, False),
        ("Tidal is a company of ropes.", {"Ada Kovač"}, False),
        ("Ada is a UX designer in Lyon", {"Ada Kovač"}, False),
    ],
)
def test_a_sentence_about_the_person(text, names, is_one):
    assert is_sentence_about(text, names) is is_one


def test_sentences_under_a_name_are_told_of_the_person_and_are_no_headline():
    ada, lise, *_ = read(
        ("Ada Kovač", "<p>Ada est designer chez Brask.</p>"),
        ("Lise Moreau", "<p>Encore mieux si vous venez avec un cordage.</p>"),
        *OTHERS,
    )
    assert (ada.headline, ada.bio) == (None, "Ada est designer chez Brask.")
    assert (lise.headline, lise.employer) == (None, None)


@pytest.mark.parametrize(
    ("text", "is_own"),
    [("adakovac.example", True), ("www.ada-kovac.example", True), ("brask.example", False), ("Ada Kovač", False)],
)
def test_an_address_made_of_the_own_name_is_no_employer(text, is_own):
    assert is_own_site(text, {"Ada Kovač"}) is is_own


def test_own_site_and_question_are_no_employers():
    ada, lise, *_ = read(
        ("Ada Kovač", "<p>Artist</p><p>adakovac.example</p>"),
        ("Lise Moreau", "<p>Curator</p><p>Whose harbour?</p>"),
        *OTHERS,
    )
    assert (ada.headline, ada.employer) == ("Artist", None)
    assert (lise.headline, lise.employer, lise.talks) == ("Curator", None, ("Whose harbour?",))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Mareas SAS (Chile)", "Mareas SAS"),
        ("Mareas SAS (Santiago, Chile)", "Mareas SAS"),
        ("Harbour Institute (HI)", "Harbour Institute (HI)"),
        ("(Chile)", "(Chile)"),
    ],
)
def test_a_place_in_brackets_is_taken_off(text, bare):
    assert without_place_in_brackets(text) == bare


def test_short_names_that_are_words_are_told_by_their_capitals():
    assert cue("MIT Harbour Lab") == "university"
    assert cue("Un puerto para todos") is None
    assert employer_score("Lernen mit Freude") < 0.6


def test_a_button_at_the_end_of_a_line_is_no_part_of_it():
    ada, *_ = read(("Ada Kovač", '<p>Curator, Boat Museum <a href="/ada">more…</a></p>'), *OTHERS)
    assert ada.headline == "Curator, Boat Museum"
    lise, *_ = read(("Lise Moreau", '<p>Curator at <a href="/museum">Boat Museum</a></p>'), *OTHERS)
    assert lise.headline == "Curator at Boat Museum"


def test_what_the_box_of_a_name_is_called_says_nothing_of_what_else_is_in_it():
    card = '<div class="day_header"><h3>{}</h3><p>{}</p></div>'
    people = {"Ada Kovač": "Brask", "Tomasz Bielak": "Norwind", "Noor Haddad": "Tidal"}
    html = "<h1>Speakers</h1>" + "".join(card.format(*pair) for pair in people.items())
    found = [one for one, _ in shown(Page("https://conf.example/2031/speakers/", html.encode())).people]
    assert {one.name: one.employer or one.headline for one in found} == people
