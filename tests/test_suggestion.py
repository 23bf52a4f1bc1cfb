"""Who is worth asking: named points with reasons, and a spread over employers and conferences."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.chats.own_profile import Profile, as_setting, from_settings
from scraper.chats.suggestion import _RULES, Candidate, judge, language_of, lines, points, suggest
from scraper.errors import BadReference
from scraper.reference import table

ME = Profile(
    families=("data",), topics=("machine learning",), languages=("de", "en"), city="Lindenmouth", school="Open College",
    background=("nurs",), level="student",
)  # fmt: skip
PLAIN = Candidate(id="p-1", name="Ana Ruiz", role="Data Engineer", employer="Tidewater Labs", company="tidewater labs")


def reasons(**facts):
    return {name: said for name, _, said in judge(replace(PLAIN, **facts), ME, points()).reasons}


@pytest.mark.parametrize(
    ("facts", "name", "said"),
    [
        ({"topics": ("Machine Learning",)}, "topic", "speaks about machine learning"),
        ({"text": "On machine  learning in wards"}, "topic", "speaks about machine learning"),
        ({"role_family": "data"}, "kind of job", "works in data"),
        ({"bio": "Came to data from nursing."}, "same switch", "knows nurs too"),
        ({}, "practitioner", "does the work"),
        ({}, "a step ahead", "a step ahead of you"),
        ({"seniority": "senior"}, "a step ahead", "2 steps ahead of you"),
        ({"employer": "City of Lindenmouth"}, "same city", "from Lindenmouth"),
        ({"bio": "Studied at the Open College."}, "same school", "has to do with Open College"),
        ({"text": "Sie zählt die Fahrgäste und plant mit der Stadt eine Linie für alle"}, "same language", "speaks your language (de)"),
        ({"known": ("Ben Holt (Nurse)",)}, "somebody you know", "you know Ben Holt (Nurse) there"),
        ({"colleagues": 1}, "few of them", "few of their colleagues speak"),
        ({"bio": "Always happy to chat about rivers."}, "contact wish", 'writes "happy to chat"'),
        ({"links": ("https://ana.example",)}, "way in", "linked a page of theirs"),
    ],
)  # fmt: skip
def test_point_is_given_with_its_reason(facts, name, said):
    assert reasons(**facts).get(name) == said


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"seniority": "executive"}, "practitioner"),
        ({"billing": "keynote"}, "practitioner"),
        ({"role": None}, "practitioner"),
        ({"seniority": "founder"}, "a step ahead"),
        ({"seniority": "student"}, "a step ahead"),
        ({"text": "machine learnings"}, "topic"),
        ({"colleagues": 40}, "few of them"),
        ({"text": "The river counts the cars and nobody reads it at all today"}, "same language"),
        ({"bio": "Lindenmouthian by heart"}, "same city"),
    ],
)
def test_point_is_not_given_for_less(facts, name):
    assert name not in reasons(**facts)


def test_rules_and_points_have_the_same_names():
    assert set(_RULES) == set(table("points")["points"])


def test_score_is_the_sum_of_the_reasons_shown():
    best = judge(replace(PLAIN, role_family="data", topics=("machine learning",)), ME, points())
    assert best.why == "+3 speaks about machine learning; +2 works in data; +1 does the work; +2 a step ahead of you"
    assert best.score == 8
    (row,) = lines([best])
    assert row == {
        "id": "p-1",
        "name": "Ana Ruiz",
        "role": "Data Engineer",
        "employer": "Tidewater Labs",
        "score": 8,
        "why": best.why,
    }


def test_not_more_than_a_few_of_one_employer_or_conference():
    many = [
        replace(
            PLAIN,
            id=f"p-{number}",
            name=f"Person {number:02}",
            company="acme" if number < 6 else f"firm {number}",
            conference="Spring" if number < 9 else "Autumn",
        )
        for number in range(12)
    ]
    found = suggest(many, ME, points(), limit=6, per_employer=2, per_conference=3)
    assert [one.candidate.id for one in found] == ["p-0", "p-1", "p-6", "p-9", "p-10", "p-11"]


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), max_size=30),
    st.integers(1, 9),
    st.integers(1, 4),
    st.integers(1, 5),
)
def test_spread_keeps_its_caps_and_leaves_nobody_out_for_nothing(who, limit, per_employer, per_conference):
    everybody = [
        Candidate(id=f"p-{at}", name=f"N{at}", company=company, conference=where)
        for at, (company, where) in enumerate(who)
    ]
    found = suggest(everybody, ME, points(), limit=limit, per_employer=per_employer, per_conference=per_conference)
    companies = [one.candidate.company for one in found]
    conferences = [one.candidate.conference for one in found]
    assert len(found) <= limit
    assert all(companies.count(one) <= per_employer for one in companies)
    assert all(conferences.count(one) <= per_conference for one in conferences)
    if len(found) < limit:
        for one in everybody:
            full = companies.count(one.company) >= per_employer or conferences.count(one.conference) >= per_conference
            assert full or one.id in {each.candidate.id for each in found}


def test_own_numbers_win(tmp_path):
    own = tmp_path / "points.toml"
    assert points(own)["same city"] == 2
    own.write_text('[points]\n"same city" = 5\n"practitioner" = 0\n')
    assert points(own)["same city"] == 5
    assert "practitioner" not in {name for name, _, _ in judge(PLAIN, ME, points(own)).reasons}


@pytest.mark.parametrize(
    "text",
    [
        "[points]\nbeauty = 3",
        "[points]\ntopic = 'much'",
        "[points]\ntopic = 1e9",
        "points = 3",
        "[[",
        "[points]\ntopic = true",
    ],
)
def test_own_table_that_cannot_be_used_is_one_line(tmp_path, text):
    own = tmp_path / "points.toml"
    own.write_text(text)
    with pytest.raises(BadReference) as problem:
        points(own)
    assert "\n" not in problem.value.message


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Elle compte les passagers dans les bus et écrit pour une revue", "fr"),
        ("Cuenta a los pasajeros que van en el tranvía con una libreta", "es"),
        ("She counts the passengers in the rain and writes it all down", None),
        ("und die", None),
        ("", None),
    ],
)
def test_language_of_a_text(text, language):
    assert language_of(text) == language


def test_profile_survives_its_keeping():
    assert from_settings({"profile": as_setting(ME)}) == ME
    assert from_settings({"profile": {"shoe_size": 43}}) == Profile()
