"""What organisers' own questions and categories are about."""

import pytest

from scraper.extract.asked import answered, asks_for, is_topic


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Job title", "role"),
        ("What is your current job title?", "role"),
        ("Your Position", "role"),
        ("Beruf", "role"),
        ("Jaka jest Twoja rola / stanowisko?", "role"),
        ("Votre poste", "role"),
        ("役職", "role"),
        ("What do you do for a living?", "role"),
        ("Company / Organisation", "employer"),
        ("Company / Organization / Educational Institution", "employer"),
        ("Affiliation", "employer"),
        ("Where do you work?", "employer"),
        ("Institution (University, Company)", "employer"),
        ("Dein Arbeitgeber", "employer"),
        ("Votre entreprise ?", "employer"),
        ("会社名", "employer"),
        ("Job title and company", "headline"),
        ("Position und Firma", "headline"),
        ("Your role at your company", "headline"),
        ("Company logo", None),
        ("Company size", None),
        ("Company website", None),
        ("T-shirt size", None),
        ("Homepage", None),
        ("Social (LinkedIn)", None),
        ("", None),
        ("Job title " * 30, None),
    ],
)
def test_question_asks_for(question, asked):
    assert asks_for(question) == asked


def test_answers_are_the_first_short_ones():
    pairs = [
        ("Company", "-"),
        ("Company", " Delta\nBank "),
        ("Company", "Other"),
        ("Job title", "Clerk"),
        ("Shoe size", "43"),
    ]
    assert answered(pairs) == {"employer": "Delta Bank", "role": "Clerk"}
    assert answered([("Company", "x" * 161), ("Diet", "none")]) == {}


def test_role_without_an_employer_is_an_unsplit_headline():
    assert answered([("Job title", "Analyst at Delta Bank")]) == {"headline": "Analyst at Delta Bank"}
    assert answered([("Job title and company", "Analyst, Delta"), ("Job title", "Analyst")]) == {
        "headline": "Analyst, Delta"
    }


@pytest.mark.parametrize(
    ("category", "topic"),
    [
        ("Track", True),
        ("Category", True),
        ("Which track does your session fit into?", True),
        ("Level", False),
        ("Session format", False),
        ("Sprache", False),
        ("Nivel", False),
        ("言語", False),
    ],
)
def test_category_sorts_by_subject(category, topic):
    assert is_topic(category) is topic
