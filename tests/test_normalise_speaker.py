"""From a sighting to speakers."""

from __future__ import annotations

import pytest

from scraper.model import LeftOut, Sighting
from scraper.normalise import normalise


def one(**fields):
    made = normalise(Sighting(**{"name": "Ana Ruiz", "source": "https://example.org/", **fields}))
    assert len(made) == 1
    return made[0]


@pytest.mark.parametrize(
    ("fields", "role", "employer", "role_source", "employer_source"),
    [
        ({"headline": "CTO, Acme"}, "CTO", "Acme", "page", "page"),
        ({"role": "CTO at Acme"}, "CTO", "Acme", "page", "page"),
        ({"role": "CTO at Acme", "headline": "CTO at Acme", "bio": "Ana works at Zed."}, "CTO", "Acme", "page", "page"),
        ({"role": "CTO", "employer": "Acme", "method": "data/json-ld"}, "CTO", "Acme", "data", "data"),
        ({"role": "CTO", "headline": "CTO, Acme"}, "CTO", "Acme", "page", "page"),
        ({"employer": "CTO, Acme"}, "CTO", "Acme", "page", "page"),
        ({"employer": "Staff Engineer"}, "Staff Engineer", None, "page", None),
        ({"employer": "Acme"}, None, "Acme", None, "page"),
        ({"role": "Consultant", "employer": "Freelance"}, "Consultant", None, "page", None),
        ({"employer": "Acme, Нижний Новгород"}, None, "Acme", None, "page"),
        ({"employer": "北岭智能", "headline": "北岭医疗CEO"}, "CEO", "北岭智能", "page", "page"),
        ({"employer": "Norwind", "headline": "Tide项目维护者"}, "Tide项目维护者", "Norwind", "page", "page"),
        ({"employer": "北岭技术", "headline": "北岭技术图形高级研究员"}, "图形高级研究员", "北岭技术", "page", "page"),
        ({"employer": "Freelancer"}, "Freelancer", None, "page", None),
        ({"employer": "TBA", "role": "-"}, None, None, None, None),
        ({"bio": "Ana is a nurse at St. Anna Hospital."}, "nurse", "St. Anna Hospital", "bio", "bio"),
        ({"role": "Nurse", "bio": "Ana works at St. Anna Hospital."}, "Nurse", "St. Anna Hospital", "page", "bio"),
        ({"headline": "Nurse", "bio": "Ana is a lawyer at Fooley LLP."}, "Nurse", None, "page", None),
        ({"headline": "Rust in production", "talks": ("Rust in production",)}, None, None, None, None),
        ({"headline": "Ana Ruiz"}, None, None, None, None),
        ({"headline": "Coming soon"}, None, None, None, None),
        ({"name": "Ana Ruiz – CTO, Acme"}, "CTO", "Acme", "page", "page"),
        ({"name": "Ana Ruiz – blah"}, None, None, None, None),
        ({}, None, None, None, None),
    ],
)
def test_job_and_where_it_was_read(fields, role, employer, role_source, employer_source):
    speaker = one(**fields)
    assert (speaker.name, speaker.role, speaker.employer) == ("Ana Ruiz", role, employer)
    assert (speaker.role_source, speaker.employer_source) == (role_source, employer_source)


def test_derived_facts():
    speaker = one(
        headline="Senior Data Engineer at AWS", topics=("Kubernetes",), talks=("Postgres for poets",), billing="keynote"
    )
    assert (speaker.company, speaker.role_family, speaker.seniority) == ("Amazon Web Services", "data", "senior")
    assert (speaker.topics, speaker.billing, speaker.name_key) == (
        ("kubernetes", "postgresql", "poetry"),
        "keynote",
        "ana ruiz",
    )
    assert speaker.sighting.headline == "Senior Data Engineer at AWS"


@pytest.mark.parametrize("field", ["headline", "role"])
def test_function_at_the_conference_is_billing_and_no_role(field):
    speaker = one(**{field: "Keynote Speaker"})
    assert (speaker.role, speaker.billing, speaker.headline) == (None, "keynote", None)


def test_two_people_become_two_speakers():
    made = normalise(Sighting(name="Ana Ruiz & Thomas Okafor", headline="Acme GmbH"))
    assert [(speaker.name, speaker.employer) for speaker in made] == [
        ("Ana Ruiz", "Acme GmbH"),
        ("Thomas Okafor", "Acme GmbH"),
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("TBA", "placeholder"), ("", "placeholder"), ("Wibble Team", "not a name"), ("–", "not a name")],
)
def test_what_is_no_person_is_left_out(name, reason):
    assert normalise(Sighting(name=name, source="https://example.org/")) == (
        LeftOut(name=name, reason=reason, source="https://example.org/"),
    )


def test_placeholder_behind_a_mark_is_left_out():
    assert normalise(Sighting(name="Keynote: TBA")) == (LeftOut(name="TBA", reason="placeholder"),)
