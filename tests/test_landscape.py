"""The picture of a field: counted in the file, told in words, drawn on a page."""

from __future__ import annotations

import re
from contextlib import closing

import pytest
from invented import pull, speaker

from scraper import landscape as words
from scraper.landscape import page as landscape_page
from scraper.model import Talk
from scraper.store import query, write
from scraper.store.choice.filters import Filters
from scraper.store.sight.landscape import NOWHERE, UNKNOWN, landscape

PEOPLE = [
    speaker("Ana Ruiz", "Nurse", "Nord Clinic", kind="hospital", role_family="medicine"),
    speaker("Bo Lind", "Nurse", "Nord Clinic", kind="hospital", role_family="medicine"),
    speaker("Eda Kor", "Keeper of <b>Bees</b>", "Wibble"),
    speaker("Kay Oss", "Developer", "Wobble GmbH", company="Wobble", kind="company", role_family="engineering"),
    speaker("Uma Old", "Tester", "Wobble", role_family="engineering"),
    speaker("Zoe Fry", "Illustrator", role_family="arts"),
    speaker("Only Name"),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    path = tmp_path_factory.mktemp("landscape") / "speakers.db"
    with write.open_store(path) as database:
        pull(database, PEOPLE, talks=[Talk(title="Kubernetes for nurses", speakers=("Ana Ruiz", "Kay Oss"))])
    with closing(query.connect(path)) as connection:
        yield landscape(connection, Filters())


def test_people_are_counted_by_kind_of_place_and_kind_of_job(found):
    assert found["people"] == 6
    assert [(kind["kind"], kind["people"]) for kind in found["kinds"]] == [
        ("company", 2), ("hospital", 2), (NOWHERE, 1), (UNKNOWN, 1),
    ]  # fmt: skip
    assert found["kinds"][1]["families"] == {
        "medicine": {"people": 2, "titles": ["Nurse"], "companies": ["Nord Clinic"]}
    }
    assert found["families"][-1] == {"role_family": "other", "people": 1}


def test_titles_nobody_else_has_are_told(found):
    assert {one["role"] for one in found["unusual"]} == {"Keeper of <b>Bees</b>", "Developer", "Tester", "Illustrator"}


def test_titles_go_with_topics(found):
    assert {"topic": "kubernetes", "people": 2, "titles": ["Developer", "Nurse"]} in found["topics"]


def test_words_are_plain(found):
    lines = list(words.lines(found))
    assert lines[0] == "6 people with a job. Kinds of places: company 2, hospital 2."
    assert "Hospital: 2 people, for example Nord Clinic" in lines
    assert "  medicine: 2 (Nurse)" in lines
    assert [row["kind"] for row in words.table(found)][:2] == ["company", "hospital"]


def test_nobody_is_told_without_a_picture():
    nothing = {"people": 0, "kinds": [], "families": [], "unusual": [], "topics": []}
    assert list(words.lines(nothing)) == ["0 people."]
    assert "<svg" not in landscape_page.page(nothing, title="Nobody")


def test_page_stands_alone_and_takes_no_markup_from_data(found):
    page = landscape_page.page(found, title="Who & where", about="<i>all</i>")
    assert "Keeper of &lt;b&gt;Bees&lt;/b&gt;" in page
    assert "<b>Bees" not in page
    assert "<i>" not in page
    assert "Who &amp; where" in page
    assert not re.search(r"<script|<link|<img|https?://|url\(|@import", page)
    assert page.count("<circle") == sum(len(kind["families"]) for kind in found["kinds"])
    assert "@media print" in page
    assert "prefers-color-scheme: dark" in page


def test_dots_grow_with_people(found):
    radii = dict(
        re.findall(r"<title>([^:]+):[^<]*</title><circle [^>]*r=\"([\d.]+)\"", landscape_page.page(found, title="x"))
    )
    assert float(radii["hospital, medicine"]) > float(radii["no employer named, arts"])
