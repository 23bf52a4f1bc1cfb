"""One person or two: never on a name alone, never two of one edition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.identity import Evidence, Known, pictures, profiles, same

NAME = "ana ruiz"
HERE, THERE = frozenset({1}), frozenset({2})


def known(**more):
    return Known(**{"name_key": NAME, **more})


@pytest.mark.parametrize(
    ("ours", "theirs", "reasons"),
    [
        ({"links": {"github.com/ana"}}, {"links": {"github.com/ana", "ana.example"}}, ["both link to github.com/ana"]),
        ({"photos": {"cdn.example/ana.jpg"}}, {"photos": {"cdn.example/ana.jpg"}}, ["the same picture"]),
        ({"companies": {"acme"}}, {"companies": {"acme", "globex"}}, ["both work for acme"]),
        ({"series": {7}}, {"series": {7}}, ["both spoke at the same conference in other years"]),
        (
            {"companies": {"acme"}, "series": {7}},
            {"companies": {"acme"}, "series": {7}},
            ["both work for acme", "both spoke at the same conference in other years"],
        ),
    ],
)
def test_same_needs_evidence_beside_the_name(ours, theirs, reasons):
    found = same(
        known(editions=HERE, **{key: frozenset(value) for key, value in ours.items()}),
        known(editions=THERE, **{key: frozenset(value) for key, value in theirs.items()}),
    )
    assert found is not None
    assert found.reasons == ("the same name", *reasons)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (known(), known()),
        (known(companies=frozenset({"acme"})), known(companies=frozenset({"globex"}))),
        (known(name_key=""), known(name_key="")),
        (
            known(companies=frozenset({"acme"})),
            Known(name_key="ana maria ruiz", companies=frozenset({"acme"})),
        ),
        (
            known(editions=HERE, links=frozenset({"github.com/ana"})),
            known(editions=HERE | THERE, links=frozenset({"github.com/ana"})),
        ),
        (
            known(series=frozenset({7}), links=frozenset({"github.com/ana"})),
            known(series=frozenset({7}), links=frozenset({"github.com/another-ana"})),
        ),
        (
            known(companies=frozenset({"acme"}), links=frozenset({"linkedin.com/in/ana"})),
            known(companies=frozenset({"acme"}), links=frozenset({"linkedin.com/in/ana-ruiz-2"})),
        ),
    ],
    ids=["name alone", "another employer", "no name", "another name", "one edition", "another account", "another page"],
)
def test_same_keeps_two_people_two(ours, theirs):
    assert same(ours, theirs) is None


def test_same_believes_a_shared_link_over_a_second_account():
    ours = known(links=frozenset({"github.com/ana", "ana.example"}))
    theirs = known(links=frozenset({"github.com/ana-at-work", "ana.example"}))
    assert same(ours, theirs) == Evidence(reasons=("the same name", "both link to ana.example"), weight=1.0)


def test_same_weighs_a_link_above_an_employer_above_a_series():
    weights = [
        same(known(**{what: frozenset({"x"})}), known(**{what: frozenset({"x"})})).weight
        for what in ("links", "photos", "companies", "series")
    ]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 4


@pytest.mark.parametrize(
    ("link", "form"),
    [
        ("https://www.GitHub.com/Ana/repo?tab=x", "github.com/ana"),
        ("http://github.com/ana/", "github.com/ana"),
        ("https://de.linkedin.com/in/Ana-Ruiz/?locale=de", "linkedin.com/in/ana-ruiz"),
        ("https://linkedin.com/company/acme", "linkedin.com/company/acme"),
        ("https://x.com/ana", "twitter.com/ana"),
        ("https://orcid.org/0000-0000-0000-0000", "orcid.org/0000-0000-0000-0000"),
        ("https://ana.example", "ana.example"),
        ("https://Ana.Example/About/", "ana.example/about"),
        ("https://twitter.com/", None),
        ("https://github.com", None),
        ("http://[bad", None),
        ("mailto:ana@ana.example", None),
        ("", None),
    ],
)
def test_profiles_have_one_form_each(link, form):
    assert profiles([link]) == ({form} if form else frozenset())


@pytest.mark.parametrize(
    ("photo", "form"),
    [
        ("https://cdn.example/Ana.jpg?size=200", "cdn.example/Ana.jpg"),
        ("https://cdn.example/", None),
        (None, None),
    ],
)
def test_pictures_have_one_form_each(photo, form):
    assert pictures([photo]) == ({form} if form else frozenset())


@given(st.lists(st.text(max_size=40)))
def test_profiles_take_any_text(links):
    assert all(isinstance(one, str) and one for one in profiles(links) | pictures(links))
