"""Is it a job title?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.recognise import roles


@pytest.mark.parametrize(
    "text",
    ["CTO", "Staff Engineer", "Head of Design", "Leiterin Vertrieb", "Entwickler:in", "Softwarearchitektin", "Directrice technique",
     "Directora de Innovación", "Professore ordinario", "Engenheira de Software", "Hoogleraar", "Starszy programista", "Vývojářka",
     "Systemutvecklare", "Yazılım Mühendisi", "Ведущий инженер", "Розробниця", "代表取締役", "高级工程师", "선임연구원", "Enginyera de dades",
     "PhD student", "Senior Software Enginer", "DevOps-Engineer", "Chief of Staff", "Dyrektorem"],
)  # fmt: skip
def test_roles_are_seen(text):
    assert roles.is_role(text)


@pytest.mark.parametrize(
    "text",
    ["", "Keynote Speaker", "Moderator", "Acme GmbH", "Universität Nordstadt", "Ana Ruiz", "Life is a journey", "Data & Analytics",
     "10:30", "アクメ株式会社", "2019", "Coffee break", "x" * 500, "--", "We are what we repeatedly do"],
)  # fmt: skip
def test_other_texts_are_not_roles(text):
    assert not roles.is_role(text)


@pytest.mark.parametrize(
    ("word", "kind"),
    [("engineer", roles.HEAD), ("Entwickler*in", roles.HEAD), ("CXTO", roles.HEAD), ("data", roles.FIELD), ("Wibble", 0), ("...", 0),
     ("Wibble-engineer", roles.HEAD), ("wibble-Softwareentwickler", roles.HEAD), ("data-science", roles.FIELD), ("wibble-wobble", 0), ("-", 0)],
)  # fmt: skip
def test_kinds_of_words(word, kind):
    assert roles.kinds(word) == kind


@pytest.mark.parametrize(
    ("text", "free"), [("Freelance", True), ("selbstständig", True), ("フリーランス", True), ("Acme", False)]
)
def test_freelance_is_told(text, free):
    assert roles.is_freelance(text) is free


def test_a_role_among_other_things_scores_in_the_middle():
    assert 0.5 <= roles.role_score("CTO, Acme") < roles.role_score("CTO") <= 1


def test_joined_role_begins_with_its_rank():
    assert roles.joined_role("アクメ シニア エンジニア") == (4, 13)
    assert roles.joined_role("你好") is None


@given(st.text(max_size=200))
def test_role_score_is_a_share(text):
    assert 0 <= roles.role_score(text) <= 1
