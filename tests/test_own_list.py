"""A list somebody already has: CSV of many kinds, JSON Lines."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import BadFile
from scraper.model import Edition
from scraper.own_list import harvests


def people(text, **more):
    return [
        (found.edition.conference, found.edition.year, one.name, one.role, one.employer)
        for found in harvests(text, source="list.csv", **more)
        for one in found.sightings
    ]


@pytest.mark.parametrize(
    "text",
    [
        "name,role,employer,event,year\nAna Ruiz,Nurse,Harbour Health,Care Days,2025\n",
        "Name;Job title;Company;Conference;Year\nAna Ruiz;Nurse;Harbour Health;Care Days;2025\n",
        "\ufefffirst name\tlast name\tposition\torganisation\tevent\tyear\nAna\tRuiz\tNurse\tHarbour Health\tCare Days\t2025\n",
        '{"name": "Ana Ruiz", "role": "Nurse", "employer": "Harbour Health", "event": "Care Days", "year": 2025}\n',
        '[{"name": "Ana Ruiz", "role": "Nurse", "employer": "Harbour Health", "event": "Care Days", "year": "2025"}]',
    ],
    ids=["comma", "semicolon", "tab, two name columns, mark", "json lines", "json list"],
)
def test_list_of_any_form_gives_the_same_person(text):
    assert people(text) == [("Care Days", 2025, "Ana Ruiz", "Nurse", "Harbour Health")]


def test_rows_are_grouped_by_edition_and_options_fill_gaps():
    text = "name,event,year\nAna Ruiz,Care Days,2025\nBo Lind,,\nCai Wu,Care Days,2024\nDee Oak,Care Days,2025\n"
    assert people(text, event="Spring School", year=2026) == [
        ("Care Days", 2025, "Ana Ruiz", None, None),
        ("Care Days", 2025, "Dee Oak", None, None),
        ("Spring School", 2026, "Bo Lind", None, None),
        ("Care Days", 2024, "Cai Wu", None, None),
    ]


def test_talks_given_as_objects_keep_abstract_and_track():
    line = {"name": "Ana Ruiz", "event": "Care Days", "talks": [{"title": "Night shifts", "abstract": "Why.", "track": "Wards"}]}  # fmt: skip
    (found,) = harvests(json.dumps(line), source="x.jsonl")
    assert found.edition == Edition(conference="Care Days", year=None)
    assert found.sightings[0].talks == ("Night shifts",)
    assert [(t.title, t.speakers, t.abstract, t.track) for t in found.talks] == [
        ("Night shifts", ("Ana Ruiz",), "Why.", "Wards")
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "list.csv is empty"),
        ("  \n ", "list.csv is empty"),
        ("colour,size\nred,4\n", "nobody is named in list.csv"),
        ('{"name": "Ana Ruiz"}\n{"name": \n', "list.csv, line 2: this is not JSON"),
        ('{"name": "Ana Ruiz", "year": "soon"}', "list.csv, line 1: 'soon' is no year"),
        ("[1, 2]", "list.csv, entry 1: not a JSON object"),
        ("[" * 10_000, "list.csv is not JSON"),
    ],
    ids=["nothing", "blanks", "no names", "broken line", "no year", "numbers", "deep"],
)
def test_list_that_is_none_is_refused_with_the_place(text, message):
    with pytest.raises(BadFile) as refused:
        harvests(text, source="list.csv")
    assert refused.value.message == message
    assert refused.value.hint


@given(st.text())
def test_any_text_is_read_or_refused(text):
    try:
        found = harvests(text, source="x")
    except BadFile:
        return
    assert all(one.sightings for one in found)
