"""The tables behind normalising are in order: sorted, without doubles, each with its source."""

from __future__ import annotations

import pytest

from scraper import reference
from scraper.normalise import employers
from scraper.text import fold

LISTS = [
    "employer_kinds",
    "roles",
    "joiners",
    "organisations",
    "honorifics",
    "awards",
    "role_families",
    "employers",
    "topics",
]
FROM_THE_START = {"en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sv", "tr", "ru", "uk", "ja", "zh", "ko", "ca"}


def lists_of(value, where=""):
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        yield where, value
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from lists_of(one, f"{where}[{at}]")
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from lists_of(one, f"{where}.{key}")


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_sorted_and_without_doubles(name):
    for where, words in lists_of(reference.table(name)):
        folded = [fold(word) for word in words]
        assert folded == sorted(set(folded)), f"{name}{where}"


@pytest.mark.parametrize("name", LISTS)
def test_table_names_its_source(name):
    assert "source" in (reference.folder() / f"{name}.toml").read_text(encoding="utf-8")


def test_roles_cover_the_languages():
    assert {row["lang"] for row in reference.table("roles")["language"]} >= FROM_THE_START
    assert all(row["source"] and row["heads"] for row in reference.table("roles")["language"])


def test_no_alias_is_an_employer_of_its_own():
    rows = reference.table("employers")["employer"]
    own = [fold(row["name"]) for row in rows]
    aliases = [fold(alias) for row in rows for alias in row["aliases"]]
    assert len(set(own)) == len(own)
    assert len(set(aliases)) == len(aliases)
    assert set(own) & set(aliases) == set()
    assert {row["kind"] for row in rows} <= set(employers.kinds())


def test_topics_have_one_meaning_each():
    rows = reference.table("topics")["topic"]
    own = [fold(row["name"]) for row in rows]
    synonyms = [fold(word) for row in rows for word in row["synonyms"]]
    assert len(own) >= 250
    assert len(set(own)) == len(own)
    assert len(set(synonyms)) == len(synonyms)
    assert set(own) & set(synonyms) == set()
    assert {row["broader"] for row in rows if "broader" in row} <= {row["name"] for row in rows}


def test_joiners_have_known_strengths():
    rows = reference.table("joiners")["joiner"]
    assert {row["strength"] for row in rows} == {"sure", "likely", "place", "genitive"}
    assert len({(row["word"], row["lang"]) for row in rows}) == len(rows)
