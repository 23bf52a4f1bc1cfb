"""Employers that others of the same conference are known to have, found in headlines that leave the cut open."""

import pytest

from scraper.model import Edition, Harvest, Sighting
from scraper.normalise import colleagues
from scraper.normalise.colleagues import Told
from scraper.normalise.told import Headline
from scraper.reading import make

HOUSES = ("Brask", "Harbour Health Ltd", "Nordlys Data", "Kestrel & Finch", "Databricks")
SURE = colleagues.known(Told(str(who), house) for who in range(2) for house in HOUSES)


@pytest.mark.parametrize(
    ("title", "role", "employer"),
    [
        ("Staff Engineer Brask", "Staff Engineer", "Brask"),
        ("Brask Platform Lead", "Platform Lead", "Brask"),
        ("Brask’s Platform Lead", "Platform Lead", "Brask"),
        ("Platform Lead (Brask)", "Platform Lead", "Brask"),
        ("Lead of Brask", "Lead", "Brask"),
        ("Data Scientist Harbour Health", "Data Scientist", "Harbour Health"),
        ("Nordlys Data Director", "Director", "Nordlys Data"),
        ("Kestrel & Finch Senior Partner", "Senior Partner", "Kestrel & Finch"),
        ("Ingénieure Brask", "Ingénieure", "Brask"),
        ("Softwareentwicklerin Brask", "Softwareentwicklerin", "Brask"),
        ("Desarrolladora en la Brask", "Desarrolladora", "Brask"),
        ("Инженер Brask", "Инженер", "Brask"),
        ("Engineer Databricks", "Engineer", "Databricks"),
    ],
)
def test_a_known_employer_parts_a_title(title, role, employer):
    assert colleagues.cut(title, SURE) == Headline(role, employer)


@pytest.mark.parametrize(
    "title",
    [
        "Brask",
        "Staff Engineer",
        "Brask Wizard",  # what is left is no job
        "brask lead",  # nobody writes a name so
        "Databricks Engineer",  # what the job is about, whoever pays for it
        "Maintainer of Brask",  # a work of that name
        "former Lead Brask",
        "Founder of Nord & Brask",  # a firm of two names
        "Brask and Finch Lead",
        "Engineer in Brask Berlin",
        "Engineer " * 60 + "Brask",
    ],
)
def test_what_a_known_employer_does_not_part(title):
    assert colleagues.cut(title, SURE) is None


@pytest.mark.parametrize(
    ("all_told", "sure"),
    [
        ([("a", "Brask"), ("b", "BRASK GmbH")], {"brask"}),
        ([("a", "Brask")], set()),
        ([("a", "Brask"), ("a", "Brask")], set()),  # one person met twice
        ([("a", "Brask", True)], {"brask"}),  # a field of the conference's data
        ([("a", "Berlin"), ("b", "Berlin")], set()),
        ([("a", "Engineer"), ("b", "Engineer")], set()),
        ([("a", "Riverside"), ("b", "Riverside"), ("c", "Riverside Days"), ("d", "Riverside Days")], set()),
    ],
)
def test_two_people_make_an_employer_sure(all_told, sure):
    assert colleagues.known((Told(*one) for one in all_told), conference="Riverside Days") == sure


def read(*headlines, **more):
    sightings = tuple(
        Sighting(name=name, headline=text, source="https://spring.example/speakers", method="cards", **more)
        for name, text in zip(("Ana Ruiz", "Bo Lind", "Cai Moss", "Dee Falk"), headlines, strict=False)
    )
    harvest = Harvest(edition=Edition(conference="Spring"), sightings=sightings, talks=(), left_out=(), pages=(), adapter="website")  # fmt: skip
    made = make(harvest)
    return {one.name: (one.role, one.employer, one.company, one.employer_source) for one in made.speakers}


def test_colleagues_tell_where_a_headline_is_cut():
    found = read("Designer at Brask", "Nurse, Brask GmbH", "Staff Engineer Brask", "Platform Lead | Speaker | Brask")
    assert found["Cai Moss"] == ("Staff Engineer", "Brask", "Brask", "page")
    assert found["Dee Falk"] == ("Platform Lead", "Brask", "Brask", "page")


def test_one_colleague_is_not_enough_and_what_was_read_stays():
    found = read("Designer at Brask", "Nurse at Harbour", "Staff Engineer Brask", "Nurse at Nordlys")
    assert found["Cai Moss"] == ("Staff Engineer Brask", None, None, None)
    assert found["Dee Falk"] == ("Nurse", "Nordlys", "Nordlys", "page")
