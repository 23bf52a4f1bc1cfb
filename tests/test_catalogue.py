"""Searching the catalogue as people type: fields by their many words, countries by code and name."""

import json

import pytest

from scraper import catalogue, reference, registry
from scraper.registry import Conference


def made(name, *, topics=("design",), country="DE", url=None):
    ident = name.lower().replace(" ", "-")
    return Conference(
        id=ident, name=name, url=url or f"https://{ident}.example/", topics=topics, country=country, every="year",
        adapter="", source="invented",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("design", {"design"}),
        ("UX", {"design"}),
        ("User  Experience", {"design"}),
        ("Gestaltung", {"design"}),
        ("diseño", {"design"}),
        ("health", {"medicine", "public health"}),
        ("nonprofit", {"non-profit"}),
        ("Non Profit", {"non-profit"}),
        ("fintech", {"finance"}),
        ("librar", {"libraries"}),
        ("no such field", set()),
        ("  ", set()),
        ("x", set()),
    ],
)
def test_fields_finds_what_a_word_means(word, found):
    assert catalogue.fields(word) == found


@pytest.mark.parametrize("name", catalogue.all_fields())
def test_every_field_has_words_and_conferences(name):
    assert name in catalogue.fields(name)
    assert reference.table("conference_words")["fields"][name]
    assert any(name in row.topics for row in registry.conferences())


def test_words_belong_to_fields_there_are():
    assert set(reference.table("conference_words")["fields"]) == set(catalogue.all_fields())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DE", "DE"),
        ("de", "DE"),
        ("Germany", "DE"),
        ("deutschland", "DE"),
        ("España", "ES"),
        ("Espana", "ES"),
        ("UK", "GB"),
        ("u.k.", "GB"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("日本", "JP"),
        ("Česko", "CZ"),
        ("Turkey", "TR"),
        ("Online", "online"),
        ("virtual", "online"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_country_is_found_by_code_and_names(text, code):
    assert catalogue.country(text) == code


@pytest.mark.parametrize("code", sorted(reference.table("countries")))
def test_country_table_gives_each_code_and_its_english_name(code):
    assert catalogue.country(code) == code
    assert catalogue.country(reference.table("countries")[code][0]) == code


def test_search_puts_the_nearest_first():
    rows = [
        made("Alps Week", topics=("web", "design")),
        made("Delta Days", topics=("design", "web")),
        made("Boat Show", topics=("transport",)),
        made("Canal Talks", topics=("design",), country="NL"),
        made("Web Design Forum", topics=("web", "design")),
    ]
    names = lambda **chosen: [row.name for row in catalogue.search(rows, **chosen)]  # noqa: E731
    assert names(topics=["design"]) == ["Canal Talks", "Delta Days", "Alps Week", "Web Design Forum"]
    assert names(topics=["design"], places=["DE"]) == ["Delta Days", "Alps Week", "Web Design Forum"]
    assert names(words=["design"]) == ["Web Design Forum", "Alps Week", "Canal Talks", "Delta Days"]
    assert names(words=["design", "forum"]) == ["Web Design Forum"]
    assert names(words=["zebra"]) == []


def test_close_suggests():
    assert catalogue.close("desing", among="fields")[0] == "design"
    assert catalogue.close("Germny", among="countries")[0] == "Germany"
    assert catalogue.close("qqqqqqqq", among="fields") == []


# the command


@pytest.mark.parametrize(
    ("words", "fields", "place"),
    [
        (["--topic", "design", "--country", "DE"], {"design"}, "DE"),
        (["--topic", "UX", "--country", "Deutschland"], {"design"}, "DE"),
        (["--topic", "health", "--country", "germany"], {"medicine", "public health"}, "DE"),
        (["--country", "online"], None, "online"),
        (["--topic", "law"], {"law"}, None),
    ],
)
def test_conferences_are_found_by_field_and_country(run, words, fields, place):
    code, out, err = run("conferences", *words, "--json")
    rows = json.loads(out)
    assert (code, err) == (0, "")
    assert rows
    assert all(row["country"] == place for row in rows if place)
    assert all(fields.intersection(row["topics"]) for row in rows if fields)


def test_conferences_of_a_year_have_that_year_s_address(run):
    rows = json.loads(run("conferences", "fosdem", "--year", "2031", "--json")[1])
    assert [(row["id"], row["year"], row["url"]) for row in rows] == [("fosdem", 2031, "https://fosdem.org/2031/")]


def test_conferences_of_a_year_say_which_are_not_held_every_year(run):
    _, out, err = run("conferences", "fosdem", "--year", "2031")
    assert "perhaps not" not in err
    rows = json.loads(run("conferences", "--year", "2031", "--json")[1])
    some = next(row for row in rows if row["every"] == "two years")
    _, out, err = run("conferences", some["conference"], "--year", "2031")
    assert some["conference"] in out
    assert f"so perhaps not in 2031: {some['conference']}" in err


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (["--topic", "phisics"], 0, "  'phisics' is no field here; did you mean physics?"),
        (["--topic", "qqqqqqqq"], 0, "  'qqqqqqqq' is no field here"),
        (["--topic", "space", "--country", "Nauru"], 0, "  try space without --country, or --country online"),
        (["--country", "Germny"], 2, "coffeechat: no country is called 'Germny'"),
    ],
)
def test_conferences_without_an_answer_say_what_to_try(run, words, code, line):
    ended, out, err = run("conferences", *words)
    assert (ended, out) == (code, "")
    assert line in err.splitlines()
