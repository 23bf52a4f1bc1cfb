"""Copies of one person become one record. All people are invented."""

import time

import pytest

from scraper.extract import merge
from scraper.model import Sighting


def shown(name, **facts):
    return Sighting(**{"method": "cards", "source": "https://c.example/", **facts, "name": name})


def data(name, **facts):
    return shown(name, **{"method": "data/json-ld", **facts})


def names(*sightings):
    return [one.name for one in merge(sightings)]


def test_merge_keeps_the_best_of_each_copy():
    merged = merge(
        [
            data(
                "ADA KOVAČ",
                role="Engineer",
                employer="Globex",
                bio="Ada.",
                talks=("Bridges",),
                links=("https://a.example",),
                record_id="k1",
                photo="/p.png",
                headline="x",
            ),
            shown(
                "Ada Kovac",
                headline="Engineer, Globex",
                billing="keynote",
                talks=("BRIDGES", "Tunnels"),
                topics=("Steel",),
            ),
            shown("Ada Kovač", bio="Ada welds.", method="schedule"),
            shown("Ada Kovač", bio="What a bridge carries, and who pays for it.", method="schedule"),
        ]
    )
    assert merged == [
        Sighting(name="Ada Kovač", headline="Engineer, Globex", role="Engineer", employer="Globex", bio="Ada welds.", talks=("BRIDGES", "Tunnels"), topics=("Steel",),
                 links=("https://a.example",), photo="/p.png", billing="keynote", record_id="k1", source="https://c.example/", method="cards+schedule+data/json-ld",
                 from_data=("role", "employer"))
    ]  # fmt: skip
    assert not merged[0].is_data
    assert merged[0].is_from_data("role")
    assert not merged[0].is_from_data("headline")


def test_merge_of_data_alone_stays_data():
    merged = merge([data("Ada Kovač", headline="Engineer"), data("Ada Kovač", method="data/next")])
    assert (merged[0].method, merged[0].is_data, merged[0].from_data) == ("data/json-ld+data/next", True, ("headline",))


def test_merge_role_and_employer_come_from_one_copy_where_one_has_both():
    assert [
        (one.role, one.employer)
        for one in merge([shown("Ada Kovač", role="CTO"), shown("Ada Kovač", role="Engineer", employer="Globex")])
    ] == [("Engineer", "Globex")]
    assert [
        (one.role, one.employer)
        for one in merge([shown("Ada Kovač", role="CTO"), data("Ada Kovač", employer="Globex")])
    ] == [("CTO", "Globex")]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (shown("Ada Kovač"), shown("KOVAČ Ada"), 1),
        (shown("Dr. Ada Kovač"), shown("Ada Kovač, PhD"), 1),
        (shown("Ada M. Kovač"), shown("Ada Kovač"), 1),
        (shown("Ada M. Kovač"), shown("Ada P. Kovač"), 2),
        (shown("Ada M. Kovač"), shown("Ada M Kovač"), 1),
        (shown("Ada Kovač"), shown("Eva Kovač"), 2),
        (shown("Ada Kovač"), shown("A. Kovač"), 2),
        (shown("Ada Kovač", links=("https://a.example/",)), shown("A. Kovač", links=("https://a.example",)), 1),
        (
            shown("Ada Maria Kovač", photo="https://c.example/a.png"),
            shown("Ada Kovač", photo="https://c.example/a.png"),
            1,
        ),
        (
            shown("Ada Kovač", photo="https://c.example/none.png"),
            shown("Ben Okafor", photo="https://c.example/none.png"),
            2,
        ),
        (shown("Kovač", photo="https://c.example/a.png"), shown("Ada Kovač", photo="https://c.example/a.png"), 2),
        (shown("A. B.", photo="https://c.example/a.png"), shown("Ada Bo Cee", photo="https://c.example/a.png"), 2),
        (data("Ada Kovač", record_id="1"), data("Ada Kovač", record_id="2"), 2),
        (data("Ada Kovač", record_id="1"), data("Ada Kovač", record_id="1"), 1),
        (data("Ada Kovač", record_id="1"), data("Ada Lindqvist", record_id="1"), 1),
        (data("Ada Kovač", record_id="1"), data("Ben Okafor", record_id="1"), 2),
        (data("Ada Kovač", record_id="1"), data("Ada Kovač", record_id="2", method="data/next"), 1),
        (data("Ada Kovač", record_id="1"), shown("Ada Kovač"), 1),
        (shown("王小明"), shown("王小明"), 1),
        (shown("ada_k"), shown("ada_k"), 1),
        (shown(""), shown(""), 2),
        (shown("Nils DiBrask"), shown("Nils Di Brask"), 1),
        (shown("Mina Oak"), shown("Mina Ruth Oak"), 1),
        (shown("Mina Oak", employer="Acme"), shown("Mina Ruth Oak", employer="Brask"), 2),
        (shown("Mina Oak", photo="/1.png"), shown("Mina Ruth Oak", photo="/2.png"), 2),
        (shown("Jaime Teixeira Gouveia"), shown("Jaime Teixeira Gouveia Jaime"), 1),
        (shown("Ali Hassan"), shown("Ali Hassan Ali"), 2),
    ],
)
def test_merge_same_or_not(first, second, count):
    assert len(merge([first, second])) == count
    assert len(merge([second, first])) == count


@pytest.mark.parametrize(
    ("spellings", "best"),
    [
        (("ADA KOVAČ", "Ada Kovac"), "Ada Kovac"),
        (("Ada Kovac", "Ada Kovač"), "Ada Kovač"),
        (("ada kovač", "Ada Kovač"), "Ada Kovač"),
        (("Ada Kovač", "Kovač Ada"), "Ada Kovač"),
        (("Ada KOVAČ", "Ada Kovač"), "Ada Kovač"),
    ],
)
def test_merge_best_spelling(spellings, best):
    assert names(*map(shown, spellings)) == [best]


def test_merge_keeps_the_order_of_first_appearance_and_is_stable():
    people = [shown("Ben Okafor"), shown("Ada Kovač"), shown("ben okafor"), shown("Eva Lindqvist")]
    once = merge(people)
    assert [one.name for one in once] == ["Ben Okafor", "Ada Kovač", "Eva Lindqvist"]
    assert merge(once) == once
    assert merge([]) == []


def test_merge_takes_linear_time():
    people = [data("Ada Kovač", record_id=str(n), photo="https://c.example/none.png") for n in range(5_000)]
    people += [shown(f"Ada{n} Kovač{n}", photo="https://c.example/none.png") for n in range(5_000)]
    started = time.process_time()
    assert len(merge(people)) == 10_000
    assert time.process_time() - started < 8
