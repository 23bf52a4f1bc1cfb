"""Which paragraphs of a card are about the person, and what the card then tells."""

from __future__ import annotations

import pytest

from scraper.extract.visible import shown
from scraper.extract.visible.prose import Paragraphs, heading_of, label_of
from scraper.model import Sighting
from scraper.page import Page
from scraper.recognise.places import is_place

URL = "https://conf.example/2031/speakers/"


def read(body: str) -> dict[str, Sighting]:
    page = Page(URL, f"<html><body><h1>Speakers</h1>{body}</body></html>".encode())
    return {one.name: one for one, _ in shown(page).people}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Abstract", "abstract"),
        ("About the speaker:", "bio"),
        ("Kurzvita", "bio"),
        ("Résumé", "abstract"),
        ("講者簡介", "bio"),
        ("Acme GmbH", None),
        ("Bio of somebody with a name far too long for a label", None),
    ],
)
def test_heading_of_a_part(text: str, part: str | None) -> None:
    assert heading_of(text) == part


@pytest.mark.parametrize(
    ("text", "told", "bare"),
    [
        ("Abstract: We look at tides.", "abstract", "We look at tides."),
        ("Short-Bio: Ada Kovač is a harbour pilot.", "bio", "Ada Kovač is a harbour pilot."),
        ("Tides: what they teach", None, "Tides: what they teach"),
        ("No label here", None, "No label here"),
    ],
)
def test_label_in_front_of_a_paragraph(text: str, told: str | None, bare: str) -> None:
    assert label_of(text) == (told, bare)


def test_paragraphs_of_an_abstract_and_a_biography_by_label() -> None:
    paragraphs = Paragraphs()
    for text in ("Abstract: We look at tides.", "And at moons.", "Bio: She pilots ships.", "In any weather."):
        paragraphs.add(text)
    assert paragraphs.about(["Ada Kovač"]) == ["She pilots ships.", "In any weather."]


def test_paragraphs_begin_where_the_name_does() -> None:
    paragraphs = Paragraphs()
    for text in ("Tides are old. We look at them.", "Ada pilots ships.", "She lives at sea."):
        paragraphs.add(text)
    assert paragraphs.about(["Ada Kovač"]) == ["Ada pilots ships.", "She lives at sea."]


def test_paragraphs_before_the_name_count_only_alone() -> None:
    first, second = Paragraphs(), Paragraphs()
    first.add("Pilots ships in any weather.", is_before=True)
    second.add("Tides are old.", is_before=True)
    second.add("Pilots ships.")
    assert first.about(["Ada Kovač"]) == ["Pilots ships in any weather."]
    assert second.about(["Ada Kovač"]) == ["Pilots ships."]


def test_paragraphs_after_a_biography_in_the_names_own_line() -> None:
    paragraphs = Paragraphs()
    paragraphs.begin_biography()
    paragraphs.add("is a harbour pilot.")
    paragraphs.add("Ships like her.")
    assert paragraphs.about(["Ada Kovač"]) == ["is a harbour pilot.", "Ships like her."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berlin, Germany", True),
        ("Warszawie", True),
        ("Cuernavaca, Morelos", True),
        ("CDMX", True),
        ("Acme", False),
        ("x" * 80, False),
        ("", False),
    ],
)
def test_place(text: str, expected: bool) -> None:  # noqa: FBT001 -- a table of answers
    assert is_place(text) is expected


NAMES = ("Ingrid Halvorsen", "Tomasz Bielak", "Amara Nwosu", "Renzo Castellani")


def test_job_in_an_element_behind_the_bare_name() -> None:
    body = "".join(f"<div><p class=name>{name} <span>Harbour Engineer, Norwind Ltd</span></p></div>" for name in NAMES)
    assert {name: one.headline for name, one in read(body).items()} == dict.fromkeys(
        NAMES, "Harbour Engineer, Norwind Ltd"
    )


def test_talk_heading_below_a_name_stays_in_its_card() -> None:
    body = "".join(
        f"<section><div><h2>{name}</h2><h3><small>[Invited Talk]</small> How to moor a lake</h3>"
        f"<p>{name} is a harbour engineer at Norwind. Ships like quiet water and so do we all.</p></div></section>"
        for name in NAMES
    )
    found = read(body)
    assert {name: (one.bio or "")[:40] for name, one in found.items()} == {
        name: f"{name} is a harbour engineer at Norwind."[:40] for name in NAMES
    }


def test_job_wins_over_a_class_that_says_talk() -> None:
    jobs = ("Harbour Engineer", "Chief Cartographer", "Software Architect", "Data Scientist")
    body = "".join(f"<div><h3>{n}</h3><p class=talk-item>{j}</p></div>" for n, j in zip(NAMES, jobs, strict=True))
    assert {name: (one.headline, one.talks) for name, one in read(body).items()} == {
        name: (job, ()) for name, job in zip(NAMES, jobs, strict=True)
    }


def test_employer_in_brackets_beside_a_line_with_the_role() -> None:
    jobs = ("CEO at Norwind", "Engineer", "Data Scientist", "Chief Cartographer")
    body = "".join(f"<div><h3>{n} (Lagos Loom)</h3><p>{j}</p></div>" for n, j in zip(NAMES, jobs, strict=True))
    assert {name: (one.headline, one.employer) for name, one in read(body).items()} == {
        NAMES[0]: ("CEO at Norwind", None),
        NAMES[1]: ("Engineer", "Lagos Loom"),
        NAMES[2]: ("Data Scientist", "Lagos Loom"),
        NAMES[3]: ("Chief Cartographer", "Lagos Loom"),
    }


def test_items_of_an_abstract_are_no_talks() -> None:
    prose = "This talk is about the sea and all who sail it, by day and by night. You will learn a lot."
    items = "<ul><li>Ports and their lights</li><li>Tides of the old harbours</li></ul>"
    body = "".join(
        f"<div><h3>{name}</h3><p>{prose}</p>{items}<p>{name.split()[0]} pilots ships at Norwind in any weather.</p></div>"
        for name in NAMES
    )
    assert {name: (one.headline, one.talks, one.bio) for name, one in read(body).items()} == {
        name: (None, (), f"{name.split()[0]} pilots ships at Norwind in any weather.") for name in NAMES
    }


@pytest.mark.parametrize(
    ("paragraphs", "about"),
    [
        (["We found tides in harbours. Ports are small.", "Ports grow slowly with an open mind."], []),
        (["In diesem Vortrag geht es um Häfen."], []),
        (["In this talk Ada looks at ports.", "We sail."], ["In this talk Ada looks at ports."]),
        (["Director of the harbour. Our ships are old."], ["Director of the harbour. Our ships are old."]),
        (["In the harbour she pilots our ships."], ["In the harbour she pilots our ships."]),
        (["Pilots ships at Norwind."], ["Pilots ships at Norwind."]),
    ],
)
def test_an_unlabelled_paragraph_about_the_talk_is_no_biography(paragraphs: list[str], about: list[str]) -> None:
    told = Paragraphs()
    for text in paragraphs:
        told.add(text)
    assert told.about(["Ada Kovač"]) == about
