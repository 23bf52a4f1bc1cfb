"""Present jobs in the many ways biographies and headlines tell them (invented people and firms)."""

from __future__ import annotations

import pytest

from scraper.model import Sighting, Speaker
from scraper.normalise import bio, headline, normalise, roles


@pytest.mark.parametrize(
    ("text", "role", "employer"),
    [
        ("Ada is building harbours at Norwind. She likes boats.", None, "Norwind"),
        ("Ada Kovač studied at Norwind College.", None, None),
        ("Ada Kovač is an experienced, passionate harbour pilot at Norwind.", "harbour pilot", "Norwind"),
        ("Ada Kovač is currently employed by Norwind.", None, "Norwind"),
        ("Ada Kovač est consultante pour Norwind.", "consultante", "Norwind"),
        ("Geóloga, coordinadora en Norwind, ha trabajado como profesora en Acme.", "Geóloga, coordinadora", "Norwind"),
        ("2011 - 2015 Norwind: pilot", None, None),
        ("Ada Kovač es miembro de la Sociedad de Mareas.", None, None),
        ("Mestre em Marés pela Escola do Mar.", None, None),
        (
            "Ada Kovač é professora do Departamento de Marés da Universidade do Norte.",
            "professora",
            "Universidade do Norte",
        ),
        ("Ada Kovač is a PhD candidate at the Tide Lab performing research on waves.", "PhD candidate", "Tide Lab"),
        ("Ada Kovač is a software engineer in Saltburn.", "software engineer", None),
        ("Presently a harbour pilot at Norwind.", "harbour pilot", "Norwind"),
        ("Ada Kovač is a Saltburn-based web developer.", "web developer", None),
        ("Ada Kovač is a professor in Computing.", "professor in Computing", None),
        ("Seit 2010 ist sie bei Norwind im Hafen.", None, "Norwind"),
        ("adiunkt Instytutu Morskiego w Gdyni.", "adiunkt", "Instytutu Morskiego w Gdyni"),
    ],
)
def test_bio_present(text: str, role: str | None, employer: str | None) -> None:
    assert bio.parse(text, "Ada Kovač") == headline.Headline(role, employer)


def test_bio_opening_is_two_sentences() -> None:
    text = "Ada likes boats. She likes tides. She is a pilot at Norwind."
    assert bio.parse(text, "Ada Kovač") == headline.Headline("pilot", "Norwind")
    assert bio.parse(text, "Ada Kovač", opening=True) == headline.Headline(None, None)


@pytest.mark.parametrize(
    ("text", "role", "employer"),
    [
        ("Co-directors, Open Tide Foundation", "Co-directors", "Open Tide Foundation"),
        ("Urban Forester, City of Northtown", "Urban Forester", "City of Northtown"),
        ("MD, Norwind Ltd", "MD", "Norwind Ltd"),
        ("Managing Director at Norwind", "Managing Director", "Norwind"),
        ("Managing Director La Perla Norte", "Managing Director", "La Perla Norte"),
        ("Founder, owner and CEO of Norwind", "Founder, owner and CEO", "Norwind"),
        ("Professor, Faculty of Law, University of Northtown", "Professor", "University of Northtown"),
        ("Product Designer for Norwind in Orlando", "Product Designer", "Norwind"),
        ("Engineer at one of the largest banks in the US", "Engineer", None),
        ("Engineer, Berlin", "Engineer", None),
        ("Ex presidenta", "Ex presidenta", None),
        ("Norwind AI AI Engineer", "AI Engineer", "Norwind AI"),
        ("热衷於航海的工程师", "工程师", None),
        ("技术部产品经理", "技术部产品经理", None),
        ("Talks", None, None),
    ],
)
def test_headline(text: str, role: str | None, employer: str | None) -> None:
    assert headline.parse(text) == headline.Headline(role, employer)


@pytest.mark.parametrize(
    ("sighting", "role", "employer"),
    [
        (Sighting(name="Ada Kovač", role="Pilot", employer="Norwind", from_data=("role",)), "data", "page"),
        (Sighting(name="Ada Kovač", headline="Pilot, Norwind Ltd", from_data=("headline",)), "data", "data"),
        (Sighting(name="Ada Kovač", role="Pilot", employer="Norwind", method="data/json-ld"), "data", "data"),
    ],
)
def test_source_of_each_fact(sighting: Sighting, role: str, employer: str) -> None:
    (speaker,) = normalise(sighting)
    assert isinstance(speaker, Speaker)
    assert (speaker.role_source, speaker.employer_source) == (role, employer)


def test_role_that_is_a_talks_title_is_dropped() -> None:
    (speaker,) = normalise(Sighting(name="Ada Kovač", role="Mapping the old harbours of the north", employer="Norwind"))
    assert isinstance(speaker, Speaker)
    assert (speaker.role, speaker.employer) == (None, "Norwind")


@pytest.mark.parametrize(
    ("role", "family"), [("Professor of Public Policy", "teaching"), ("Lecturer in Software Engineering", "teaching")]
)
def test_family_of_who_teaches(role: str, family: str) -> None:
    assert roles.family(role) == family
