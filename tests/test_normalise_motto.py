"""What stands in the place of a job and is none: no employer, and no role but where it is called one."""

import pytest

from scraper.model import Sighting
from scraper.normalise import motto, normalise
from scraper.normalise.headline import Headline, parse


@pytest.mark.parametrize(
    "text",
    [
        "Curiosity Beats Everything",
        "Turning ideas into sturdy software",
        "Helping teams to ship",
        "Code Ninja",
        "The Friendly Kubernetes Wizard",
        "Miss Utopia",
        "V.I.P.",
        "XYZ, QRS, TUV",
        "Learn, Share, Grow",
        "Build. Break. Repeat.",
    ],
)
def test_motto_gives_neither_role_nor_employer(text):
    assert parse(text) == Headline(None, None)


@pytest.mark.parametrize(
    ("text", "role", "employer"),
    [
        ("Wizard at Heron Analytics", "Wizard", "Heron Analytics"),
        ("Ninja Wizards GmbH", None, "Ninja Wizards GmbH"),
        ("Application Architect - Learn, Share, Grow", "Application Architect", None),
        ("Architect, podcast cohost, sailor", "Architect", None),
        ("MVP & Partner @ Heron Deutschland", "Partner", "Heron Deutschland"),
        ("Founder of 24 a11y", "Founder", "24 a11y"),
        ("QA Manager from Heron Inc aka HRN", "QA Manager", "Heron Inc aka HRN"),
        ("Developer from Brazil", "Developer", None),
        ("Senior Event Wrangelor", "Senior Event Wrangelor", None),
        ("AWS, XYZ", None, "AWS"),
        ("Bringing Ltd", None, "Bringing Ltd"),
    ],
)
def test_motto_beside_a_job(text, role, employer):
    assert parse(text) == Headline(role, employer)


@pytest.mark.parametrize(
    "text", ["", "  ", "!", "Heron Analytics", "Turning Point", "Mister Sands Ltd", "Into Everything GmbH"]
)
def test_motto_is_not_every_name(text):
    assert motto.is_motto(text) is False


@pytest.mark.parametrize(
    ("name", "headline", "employer"),
    [
        ("Damian Birdsong", "DamianCodes365", None),
        ("Damian Birdsong", "birdsong", None),
        ("Damian Birdsong", "Birdsong Consulting", "Birdsong Consulting"),
        ("Damian Birdsong", "CTO at Birdsong", "Birdsong"),
        ("Li Wu", "LiteHouse", "LiteHouse"),
    ],
)
def test_own_name_written_otherwise_is_no_employer(name, headline, employer):
    (speaker,) = normalise(Sighting(name=name, headline=headline))
    assert speaker.employer == employer


@pytest.mark.parametrize(
    ("role", "employer", "made"),
    [
        ("Staff Engineer | Kotlin | SQL | Kafka | GenAI", "", ("Staff Engineer", None)),
        ("Staff Engineer | Kotlin | SQL | Kafka | GenAI", "Heron Analytics", ("Staff Engineer", "Heron Analytics")),
        ("Staff Engineer at Heron Analytics | Speaker", None, ("Staff Engineer", "Heron Analytics")),
        ("Staff Engineer at Heron Analytics | Speaker", "Otter Software", ("Staff Engineer", "Otter Software")),
    ],
)
def test_headline_in_the_place_of_a_role(role, employer, made):
    (speaker,) = normalise(Sighting(name="Li Wu", role=role, employer=employer))
    assert (speaker.role, speaker.employer) == made
