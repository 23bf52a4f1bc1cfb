"""Whose is what stands near a name: this person's, another's, the next item's of the programme, or nobody's."""

import pytest

from scraper.extract.visible import shown
from scraper.normalise.headline import Headline, parse
from scraper.page import Page


def read(html, path="speakers"):
    return [one for one, _ in shown(Page(f"https://conf.example/2031/{path}/", html.encode())).people]


def cards(*rows):
    made = "".join(f"<div><h3>{name}</h3><p>{role}</p><p>{employer}</p></div>" for name, role, employer in rows)
    return read(f"<h1>Speakers</h1>{made}")


CREW = (
    ("Ada Kovač", "Data Scientist", "University of Northtown"),
    ("Tomasz Bielak", "Engineer", "Norwind Energy Ltd"),
    ("Noor Haddad", "Head of Lending", "Tern Institute"),
    ("Lise Moreau", "Curator", "Boat Museum GmbH"),
)


def test_a_firm_called_after_people_is_no_speaker_where_the_others_have_their_employers():
    found = cards(*CREW, ("Ingrid Halvorsen", "Analyst", "Oscar Stanley"))
    assert [(one.name, one.employer) for one in found][-1] == ("Ingrid Halvorsen", "Oscar Stanley")


def test_a_speaker_with_a_title_is_one_among_jobs_too():
    items = "".join(f"<li>{text}</li>" for text in ("Engineer", "Curator", "Head of Lending", "Prof. Dr. Ada Kovač"))
    assert [one.name for one in read(f"<h1>Speakers</h1><ul>{items}</ul>")] == ["Prof. Dr. Ada Kovač"]


def test_whom_a_programme_calls_a_speaker_is_one_and_so_on_the_list():
    crew = "".join(
        f"<div><h3>{name}</h3><p>{role}</p></div>"
        for name, role in (*(row[:2] for row in CREW), ("Guide Zorvan", "Cook"))
    )
    found = read(f"<h1>Speakers</h1>{crew}<h2>Programme</h2><p>Boats</p><p>Speaker: Guide Zorvan</p>")
    assert [(one.name, one.role or one.headline) for one in found if "Zorvan" in one.name] == [
        ("Guide Zorvan", "Cook"),
        ("Guide Zorvan", None),
    ]


@pytest.mark.parametrize("value", ["undefined", "null", "NaN", "[object Object]", "Copyright (c) Jo Oak", "AC", "CS"])
def test_what_a_program_draws_for_nothing_and_who_took_the_picture_is_no_employer(value):
    (found, *_) = cards(("Ada Corvo da Serra", "Engineer", value), *CREW)
    assert (found.role or found.headline, found.employer) == ("Engineer", None)


@pytest.mark.parametrize("text", ["Connect with Ada", "Mehr über Ada Kovač", "Sigue a Ada", "Get in touch with Ada"])
def test_a_link_that_names_whom_it_leads_to_tells_nothing_of_them(text):
    (found, *_) = cards(("Ada Kovač", "Engineer", f"<a href='/ada'>{text}</a>"), *CREW)
    assert (found.role or found.headline, found.employer, found.talks) == ("Engineer", None, ())


def test_what_somebody_is_called_in_a_network_is_no_employer_but_what_their_firm_is_called_there():
    there = "<a href='https://{}/zonblek'><i></i></a>"
    work = {
        host: cards(("Ada Kovač", "Engineer", f"Zonblek</p><p>{there.format(host)}"), *CREW)[0].employer
        for host in ("github.com", "linkedin.com/company")
    }
    assert work == {"github.com": None, "linkedin.com/company": "Zonblek"}


def test_a_logo_may_be_marked_in_small_letters_where_the_firm_is_known():
    card = "<div><h3>Ada Kovač</h3><img src='/logos/{}.png' alt='{}'></div>"
    texts = ("red hat", "ruby talk")
    found = read("<h1>Speakers</h1>" + "".join(card.format(n, text) for n, text in enumerate(texts)))
    assert [one.employer for one in found] == ["red hat", None]


def test_a_web_address_behind_a_label_is_no_employer():
    (found, *_) = read("<h1>Speakers</h1><div><h3>Ada Kovač</h3><p>Company: https://brask.example</p></div>")
    assert (found.headline, found.employer) == (None, None)


def test_the_account_above_a_name_is_nobody_else_and_no_employer():
    card = "<div><a class='username' href='/users/{}'>{}</a><p>{}</p></div>"
    people = (
        ("Kris Brzog", "Krzysztof Bżóg"),
        ("tern.b", "Tomasz Bielak"),
        ("Noor Haddad", "Noor Haddad"),
        ("Al Moro", "Aldo Moroni"),
    )
    found = read("<h1>Speakers</h1>" + "".join(card.format(n, *pair) for n, pair in enumerate(people)))
    assert [(one.name, one.headline) for one in found if one.name != "Noor Haddad"] == [
        ("Krzysztof Bżóg", None),
        ("Tomasz Bielak", None),
        ("Aldo Moroni", None),
    ]


@pytest.mark.parametrize("town", ["Toulouse", "Guadalajara", "(Mérida)", "Novosibirsk", "Alcalá de Henares, España"])
def test_where_somebody_is_from_is_no_employer(town):
    (found, *_) = cards(("Ada Kovač", "Engineer", town), *CREW)
    assert (found.role or found.headline, found.employer) == ("Engineer", None)


def test_a_town_is_named_with_joiners_that_join_nothing():
    assert parse("Alcaldesa de Alcalá de Henares") == Headline("Alcaldesa de Alcalá de Henares", None)


def test_a_topic_above_the_name_comes_after_any_word_below_it():
    rows = (("BIOMEDICINA", "Ingrid Halvorsen", "Brask"), ("ONE HEALTH", "Bruno Castellanos", "Ikiam"))
    html = "".join(f"<div><h6>{topic}</h6><h5>{name}</h5><p>{work}</p></div>" for topic, name, work in rows)
    assert [one.headline.split(",")[0] for one in read(f"<h1>Ponentes</h1>{html}")] == ["Brask", "Ikiam"]


ITEM = "<li><span>{}</span> <span>{}</span></li>"


def test_an_item_of_the_programme_ends_where_the_next_begins():
    items = [
        ("13.30", "Opening by Ada Kovač"),
        ("14.00", "First round with an engineer"),
        ("15.00", "Curator on ropes"),
    ]
    listed = f"<ul>{''.join(ITEM.format(*one) for one in items)}</ul>"
    flat = "".join(f"<p>{time}</p><p>{text}</p>" for time, text in items)
    for html in (listed, flat):
        (found,) = read(f"<h1>Programme</h1>{html}", "programme")
        assert (found.name, found.headline, found.role) == ("Ada Kovač", None, None)


def test_two_people_on_one_card_have_the_paragraph_each_that_begins_with_their_name():
    html = """<h1>Speakers</h1><div><h3>Ada Kovač &amp; Tomasz Bielak</h3>
      <p>Ada is an engineer at Brask, where she has built harbour cranes for ten years.</p>
      <p>Tomasz Bielak is a curator at the Boat Museum and writes about ropes and sails.</p>
      <p>He lives on a boat that he has built himself in the harbour of Northtown.</p></div>"""
    ada, tomasz = read(html)
    assert ada.bio.startswith("Ada is")
    assert "curator" not in ada.bio
    assert (tomasz.bio[:6], tomasz.bio[-10:]) == ("Tomasz", "Northtown.")


def test_what_is_told_of_nobody_in_particular_is_told_of_both():
    html = "<h1>Speakers</h1><div><h3>Ada Kovač &amp; Tomasz Bielak</h3><p>They have built harbour cranes together for ten years now.</p></div>"
    assert {one.bio for one in read(html)} == {"They have built harbour cranes together for ten years now."}


@pytest.mark.parametrize(
    "list_of",
    [
        "<p>{0}<br>- Harbour Safety with Bees<br>- Tide Access</p>",
        "<p>{0}</p><p>Bees count boats and tides count sheep and bees and boats again</p>",
    ],
)
def test_what_stands_in_or_like_a_paragraph_behind_it_is_no_job(list_of):
    long = "We counted boats for two winters, and then the tide tables were wrong. We show how a bucket settled the whole of it."
    made = "".join(f"<div><h3>{name}</h3>{list_of.format(long)}</div>" for name, *_ in CREW)
    assert [(one.headline, one.employer) for one in read(f"<h1>Speakers</h1>{made}")] == [(None, None)] * len(CREW)


@pytest.mark.parametrize(
    "title",
    [
        "<a href='/sessions/#bees'>A Developer's Guide to Bees</a>",
        "\"<a href='/2031/topics/#ada'>Using DevOps to Grow</a>\"",
    ],
)
def test_what_a_link_or_quotation_marks_say_is_a_talk_is_no_job(title):
    made = "".join(
        f"<div><h3>{name}</h3><p>{title if not n else role}</p></div>" for n, (name, role, _) in enumerate(CREW)
    )
    found, *_ = read(f"<h1>Speakers</h1>{made}")
    assert (found.headline, found.role, len(found.talks)) == (None, None, 1)


@pytest.mark.parametrize(
    "link",
    ["<a href='#people'>back to list/top</a>", "<a href='https://northtown.example/kovac'>University Listing</a>"],
)
def test_a_link_that_says_what_it_leads_to_is_no_employer(link):
    made = "".join(f"<div><h3>{name}</h3><p>{role}</p><p>{link}</p></div>" for name, role, _ in CREW)
    assert {one.employer for one in read(f"<h1>Speakers</h1>{made}")} == {None}
    assert not any("list" in (one.headline or "").lower() for one in read(f"<h1>Speakers</h1>{made}"))


def test_the_same_few_texts_beside_many_names_are_rooms():
    names = [
        "Ada Kovač",
        "Tomasz Bielak",
        "Noor Haddad",
        "Lise Moreau",
        "Marek Novotny",
        "Ines Duarte",
        "Olga Petrova",
        "Samir Khan",
    ]
    names += [
        "Jonas Weber",
        "Elif Demir",
        "Paolo Greco",
        "Hanna Lind",
        "Diego Vargas",
        "Mei Tanaka",
        "Petra Horvat",
        "Liam Byrne",
    ]
    made = "".join(
        f"<div><h2>{name}</h2><h3>{('Clarity', 'Harmony', 'Prosperity', 'Inspire')[n % 4]}</h3></div>"
        for n, name in enumerate(names)
    )
    found = read(f"<h1>Speakers</h1>{made}")
    assert ({one.headline for one in found}, {one.employer for one in found}, len(found)) == ({None}, {None}, 16)
