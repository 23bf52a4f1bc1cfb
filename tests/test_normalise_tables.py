"""The tables behind normalising are in order: sorted, without doubles, each with its source."""

from __future__ import annotations

from collections import defaultdict

import pytest

from scraper import reference
from scraper.normalise import employers
from scraper.recognise.topics import table as topics
from scraper.text import fold

LISTS = [
    "employer_kinds",
    "roles",
    "joiners",
    "biographies",
    "title_order",
    "organisations",
    "honorifics",
    "awards",
    "role_families",
    "employers",
    "topics",
]
AS_WRITTEN = {"biographies"}
"""Tables whose words are looked for with their accents: "ha" and "há" are two."""
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
        folded = [(fold(word), word if name in AS_WRITTEN else "") for word in words]
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
    lines = topics.every()
    own = [topics.key(line.name) for line in lines]
    assert len(own) >= 800
    assert len(set(own)) == len(own)
    meant = defaultdict(set)
    for line in lines:
        for word in line.same:
            meant[topics.key(word)].add(line.name)
    assert {word: names for word, names in meant.items() if len(names) > 1} == {}
    assert set(own) & set(meant) == set()


def test_topics_stand_below_topics_and_never_below_themselves():
    names = {line.name for line in topics.every()}
    assert {above for line in topics.every() for above in line.broader} <= names
    for line in topics.every():
        seen, todo = set(), list(line.broader)
        while todo:
            one = todo.pop()
            assert one != line.name, f"{line.name} is broader than itself"
            if one not in seen:
                seen.add(one)
                todo += topics.parents()[one]


def test_words_written_as_names_are_tags_of_a_topic():
    shy = {fold(word) for line in topics.every() for word in line.tag}
    assert {fold(name) for name in reference.table("topics")["names"]} <= shy


def test_fields_of_topics_name_their_sources():
    fields = {name: block for name, block in reference.table("topics").items() if isinstance(block, dict)}
    assert len(fields) >= 15
    assert all(block["source"] and block["topics"].strip() for block in fields.values())
