"""What is read from pages of any make, by people who do not exist: one test for each fact of each case."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from scraper.extract.website import website
from scraper.model import LeftOut, Sighting, Speaker
from scraper.normalise import normalise
from scraper.page import Page

PAGES = Path(__file__).parent / "pages" / "website"
CASES = sorted(one.name for one in PAGES.iterdir() if one.is_dir())
FACTS = ("role", "employer", "headline", "bio", "talks", "links", "photo", "billing", "method")


@cache
def truth(case):
    return json.loads((PAGES / case / "truth.json").read_text(encoding="utf-8"))


@cache
def read(case):
    meta = json.loads((PAGES / case / "meta.json").read_text(encoding="utf-8"))
    found = list(website(Page(meta["url"], (PAGES / case / "page.html").read_bytes())))
    people = [made for one in found if isinstance(one, Sighting) for made in normalise(one)]
    return (
        [one for one in people if isinstance(one, Speaker)],
        [one for one in [*found, *people] if isinstance(one, LeftOut)],
    )


def fact_of(speaker, fact):
    value = getattr(speaker, fact) if fact in ("role", "employer", "billing") else getattr(speaker.sighting, fact)
    return list(value) if isinstance(value, tuple) else value


TOLD = [(case, fact) for case in CASES for fact in FACTS if any(fact in one for one in truth(case)["speakers"])]


@pytest.mark.parametrize("case", CASES)
def test_page_names(case):
    assert [one.name for one in read(case)[0]] == [one["name"] for one in truth(case)["speakers"]]


@pytest.mark.parametrize(("case", "fact"), TOLD)
def test_page_fact(case, fact):
    got = {one.name: fact_of(one, fact) for one in read(case)[0]}
    expected = {one["name"]: one[fact] for one in truth(case)["speakers"] if fact in one}
    assert {name: got[name] for name in expected} == expected


@pytest.mark.parametrize("case", [case for case in CASES if "left_out" in truth(case)])
def test_page_left_out(case):
    assert [(one.name, one.reason) for one in read(case)[1]] == [
        (one["name"], one["reason"]) for one in truth(case)["left_out"]
    ]
