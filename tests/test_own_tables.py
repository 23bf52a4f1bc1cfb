"""The user's own tables beside those in data/: they win, and what is wrong in them is said in one line."""

from __future__ import annotations

import pytest

from scraper import reference
from scraper.errors import BadReference
from scraper.normalise import employers, roles
from scraper.recognise import employers as recognise


@pytest.fixture
def tables(tmp_path, monkeypatch):
    """The folder of the user's own tables, with nothing remembered of them before and after."""
    remembered = (reference.own, roles._vocabulary, roles.family, roles.seniority, recognise.cues, employers.canonical,
                  employers.key, employers.kind)  # fmt: skip
    monkeypatch.setenv("COFFEECHAT_TABLES", str(tmp_path))
    for one in remembered:
        one.cache_clear()
    yield tmp_path
    for one in remembered:
        one.cache_clear()


def test_own_family_wins_and_may_be_new(tables):
    (tables / "role_families.toml").write_text(
        '[[family]]\nname = "beekeeping"\nwords = ["bee", "nurse bee"]\n\n[[seniority]]\nname = "queen"\nwords = ["queen"]\n'
    )
    assert roles.family("Nurse Bee Wrangler") == "beekeeping"
    assert roles.family("Nurse") == "medicine"
    assert roles.seniority("Queen") == "queen"


def test_own_employer_becomes_canonical(tables):
    (tables / "employers.toml").write_text(
        '[[employer]]\nname = "Wibble"\nkind = "hospital"\naliases = ["The Wobble House"]\n'
    )
    assert employers.canonical("The Wobble House") == "Wibble"
    assert employers.kind("The Wobble House") == "hospital"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[family]]\nname = 'x'\n", "number 1 needs words"),
        ("[[family]]\nname = 'x'\nwords = [1]\n", "number 1 needs words"),
        ("family = 3\n", "number 1 needs name"),
        ("[[family\n", "role_families.toml"),
        ("# " + "x" * 1_000_001, "too large"),
    ],
)
def test_broken_own_table_is_told_in_one_line(tables, text, said):
    (tables / "role_families.toml").write_text(text)
    with pytest.raises(BadReference, match=said) as told:
        roles.family("Nurse")
    assert told.value.hint


def test_without_own_tables_nothing_changes(tables):
    assert reference.own("role_families") == {}
    assert roles.family("Nurse") == "medicine"


@pytest.mark.parametrize(
    ("which", "role", "words"),
    [
        ("family", "Senior Data Engineer", ("data engineer",)),
        ("seniority", "Senior Data Engineer", ("senior",)),
        ("seniority", "Co-Founder & CEO", ("co founder",)),
        ("family", "開発者", ("開発者",)),
        ("family", "Blubb", ()),
    ],
)
def test_words_that_tell_are_shown(which, role, words):
    assert roles.told_by(which, role) == words
