"""Who speaks about a topic: found by abstracts, synonyms and narrower topics, the surest first."""

from __future__ import annotations

from contextlib import closing

import pytest
from invented import SPRING, pull, speaker

from scraper.model import Edition, Talk
from scraper.store import query, write
from scraper.store.filters import Filters

TALKS = {
    "Ana Ruiz": ("Machine learning for beekeepers", "Machine learning, classifiers and random forests for hives."),
    "Bo Lind": ("Neural networks that dream", "Deep learning with many layers. Deep learning at night."),
    "Eda Kor": ("Cheese", "Mostly cheese; once we tried machine learning."),
    "Kay Oss": ("Knots", "How sailors tie knots."),
}
AUTUMN = Edition(conference="Autumn Days", year=2024, url="https://autumn.example")


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    path = tmp_path_factory.mktemp("about") / "speakers.db"
    talks = [Talk(title=title, speakers=(name,), abstract=text) for name, (title, text) in TALKS.items()]
    with write.open_store(path) as database:
        pull(database, [speaker(name) for name in TALKS], talks=talks)
        pull(database, [speaker("Uma Old", talks=("Sailing knots with k8s",))], edition=AUTUMN)
    with closing(query.connect(path)) as connection:
        yield connection


def names(read, **asked):
    return [one["name"] for one in query.speakers(read, Filters(**asked))]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("machine learning", ["Ana Ruiz", "Bo Lind", "Eda Kor"]),
        ("ML", ["Ana Ruiz", "Bo Lind", "Eda Kor"]),
        ("deep learning", ["Bo Lind", "Ana Ruiz"]),
        ("Kubernetes", ["Uma Old"]),
        ("sailors knot", ["Kay Oss"]),
        ("knot", ["Kay Oss", "Uma Old"]),
        ("machine learning hives", ["Ana Ruiz"]),
        ("!?", []),
    ],
)
def test_topic_finds_the_surest_first(read, asked, found):
    assert names(read, topic=asked) == found


def test_topic_keeps_to_the_year_asked_for(read):
    assert names(read, topic="kubernetes", year=SPRING.year) == []
    assert names(read, topic="kubernetes", year=2024) == ["Uma Old"]
    assert names(read, topic="knots", year=2024) == ["Uma Old"]


def test_topic_goes_with_other_filters_and_orders(read):
    assert names(read, topic="machine learning", words="dream") == ["Bo Lind"]
    assert names(read, topic="machine learning", sort="name") == ["Ana Ruiz", "Bo Lind", "Eda Kor"]
    assert query.count(read, Filters(topic="machine learning")) == 3


def test_only_what_talks_are_about_is_shown_and_counted(read):
    [eda] = query.speakers(read, Filters(words="cheese"))
    assert eda["topics"] == []
    assert "machine learning" in {row["topic"] for row in query.topics(read, Filters())}
    assert query.companies(read, Filters(topic="machine learning")) == []
    narrowed = {row["topic"] for row in query.topics(read, Filters(topic="deep learning", year=SPRING.year))}
    assert "neural networks" in narrowed
    assert "kubernetes" not in narrowed


def test_topics_follow_what_a_later_pull_says(tmp_path):
    path = tmp_path / "speakers.db"
    with write.open_store(path) as database:
        pull(database, [speaker("Ana Ruiz", talks=("Kubernetes at sea",))])
        pull(database, [speaker("Ana Ruiz", talks=("Oncology at sea",))])
    with closing(query.connect(path)) as connection:
        assert names(connection, topic="kubernetes") == []
        assert names(connection, topic="cancer") == ["Ana Ruiz"]
