"""Spellings of invented (and a few world-famous) organisations."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.normalise import employers


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("Acme GmbH", "Acme"),
        ("Acme, Inc.", "Acme"),
        ("Acme Co., Ltd.", "Acme"),
        ("Acme Sp. z o.o.", "Acme"),
        ("Acme GmbH & Co. KG", "Acme"),
        ("ООО Акме", "Акме"),
        ("株式会社アクメ", "アクメ"),
        ("アクメ株式会社", "アクメ"),
        ("Acme (Nordia)", "Acme"),
        ("The Acme Company", "Acme"),
        ("Acme Aktiengesellschaft", "Acme"),
        ("Inc.", "Inc."),
        ("Company Co", "Company Co"),
        ("Ben & Co", "Ben & Co"),
        ("(Acme)", "(Acme)"),
        ("NORTHERN LIGHTS FACTORY", "Northern Lights Factory"),
        ("NTT", "NTT"),
        ("AWS", "Amazon Web Services"),
        ("Google Inc.", "Google"),
        ("Google DeepMind", "Google DeepMind"),
        ("Microsoft (Azure)", "Microsoft"),
        ("microsoft", "Microsoft"),
        ("the BBC", "BBC"),
        ("Universität Nordstadt", "Universität Nordstadt"),
        ("", ""),
    ],
)
def test_canonical_name(written, canonical):
    assert employers.canonical(written) == canonical


@pytest.mark.parametrize(
    "spellings",
    [
        ("Acme", "ACME", "acme", "Acme Inc.", "ACME, Inc.", "The Acme", "Acme GmbH", "Acme Ltd"),
        ("Amazon Web Services", "AWS", "amazon web services (AWS)", "Amazon AWS", "Amazon Web Services, Inc."),
        ("JPMorgan Chase", "J.P. Morgan", "JP Morgan", "JPMorgan Chase & Co"),
        ("Fooley & Bar", "Fooley and Bar"),
        ("Café Nord", "Cafe Nord", "CAFÉ NORD"),
    ],
)
def test_spellings_share_a_key(spellings):
    assert {employers.key(one) for one in spellings} == {employers.key(spellings[0])}


def test_parent_and_product_keep_their_own_keys():
    assert len({employers.key(one) for one in ("Google", "Google DeepMind", "Google Cloud")}) == 3


@pytest.mark.parametrize(
    ("employer", "kind"),
    [
        ("Acme GmbH", "company"),
        ("Acme Bank", "company"),
        ("Universität Nordstadt", "university"),
        ("University of Northtown", "university"),
        ("Politechnika Północna", "university"),
        ("北都大学", "university"),
        ("Ministry of Foo", "public body"),
        ("Stadt Nordstadt", "public body"),
        ("Foo Foundation", "non-profit"),
        ("Foo Freunde e.V.", "non-profit"),
        ("Fundación Norte", "non-profit"),
        ("Freelance", "freelance"),
        ("selbstständig", "freelance"),
        ("フリーランス", "freelance"),
        ("Student", "student"),
        ("Wikimedia Foundation", "non-profit"),
        ("CERN", "research institute"),
        ("Nordstadt High School", "school"),
        ("Gymnasium am Ufer", "school"),
        ("School of Law, Nord University", "university"),
        ("Universitätsklinikum Nordstadt", "hospital"),
        ("Szpital Północny", "hospital"),
        ("北都病院", "hospital"),
        ("Stadtmuseum Nordstadt", "culture"),
        ("Teatro del Norte", "culture"),
        ("Radio Nordstadt", "media"),
        ("Nord Verlag GmbH", "media"),
        ("Fraunhofer-Institut für Nebel", "research institute"),
        ("Blubb", None),
        ("", None),
    ],
)
def test_kind_of_employer(employer, kind):
    assert employers.kind(employer) == kind


@pytest.mark.parametrize(
    ("employer", "role", "kind"),
    [
        ("Acme GmbH", "Freelance", "company"),
        (None, "Freelance", "freelance"),
        (None, "PhD student", "student"),
        (None, "Nurse", None),
        (None, None, None),
    ],
)
def test_workplace(employer, role, kind):
    assert employers.workplace(employer, role) == kind
    assert kind is None or kind in employers.kinds()


PIECES = [
    "Acme",
    "the",
    "GmbH",
    "Inc.",
    ",",
    "&",
    "Co.",
    "KG",
    "(x)",
    "S.A.",
    "ООО",
    "株式会社",
    "Ltd",
    "LLC",
    "of",
    "AG",
    "Bank",
    "as",
    "-",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join) | st.text(min_size=1, max_size=40))
@settings(max_examples=400)
def test_canonical_is_never_emptied(text):
    name = employers.canonical(text)
    assert bool(name) == bool(" ".join(text.split())) or not name
    if any(c.isalnum() for c in text):
        assert name
        assert employers.key(text)
