"""Is it an organisation?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.recognise import employers


@pytest.mark.parametrize(
    "text",
    ["Acme GmbH", "Acme, Inc.", "ACME S.p.A.", "Acme Sp. z o.o.", "Acme s.r.o.", "ООО Акме", "株式会社アクメ", "Acme A.Ş.", "University of Northtown",
     "Université de Norville", "Universidad del Norte", "Politecnico di Nordia", "Universiteit Noord", "Uniwersytet Północny", "Univerzita Severní",
     "Norra universitetet", "Kuzey Üniversitesi", "Северный университет", "Північний університет", "北都大学", "北岭大學", "북도대학교", "Universitat del Nord",
     "Ministry of Foo", "Bundesamt für Foo", "Foo Foundation", "Landeswetterstiftung", "Microsoft", "acme.io", "@acme", "DataForge", "Nord Bank"],
)  # fmt: skip
def test_organisations_are_seen(text):
    assert employers.is_employer(text)


@pytest.mark.parametrize(
    "text",
    ["", "Staff Engineer", "Freelance", "Life is a journey", "Coming soon", "Data & Analytics", "University Lecturer", "--", "Keynote Speaker",
     "High up in the cloud", "How we built it", "x" * 500, "we make software solutions", "Thank you!"],
)  # fmt: skip
def test_other_texts_are_not_organisations(text):
    assert not employers.is_employer(text)


@pytest.mark.parametrize(
    ("text", "form"),
    [("Acme GmbH", "gmbh"), ("Acme, Inc.", "inc."), ("ООО Акме", "ооо"), ("Work as me", None), ("Foo AG", "ag"), ("Inc.", None), ("アクメ株式会社", "株式会社"), ("Acme", None)],
)  # fmt: skip
def test_legal_form(text, form):
    assert employers.legal_form(text) == form


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Universität Nord", "university"), ("Technische Hochschule Nord", "university"), ("Ministry of Foo", "public body"), ("Foo Trust", "non-profit"),
     ("Nord Verlag", "company"), ("Nordostversicherung", "company"), ("City of Foo", "public body"), ("東都銀行", "company"), ("Wibble", None)],
)  # fmt: skip
def test_cue_tells_the_kind(text, kind):
    assert employers.cue(text) == kind


def test_known_employers_have_one_name():
    assert employers.known("aws") == "Amazon Web Services"
    assert employers.known("Wibble") is None


def test_bare_name_may_be_one():
    assert employers.employer_score("Wibble") == 0.5
    assert employers.employer_score("The Wibble Source") == 0.5


def test_letters_of_a_country_are_no_employer():
    assert employers.employer_score("SK") == 0.0
    assert employers.employer_score("GE") == 0.95  # Georgia too, but known


@given(st.text(max_size=200))
def test_employer_score_is_a_share(text):
    assert 0 <= employers.employer_score(text) <= 1
