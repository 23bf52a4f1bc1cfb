"""Who speaks about a topic: found by abstracts, synonyms and narrower topics, the surest first."""

from __future__ import annotations

from contextlib import closing

import pytest
from invented import SPRING, pull, speaker

from scraper.model import Edition, Talk
from scraper.recognise.topics import table
from scraper.store import query, write
from scraper.store.choice import about
from scraper.store.choice.filters import Filters

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
        ("machine learning umbrella", ["Ana Ruiz", "Bo Lind", "Eda Kor"]),
        ("machine learning cheese", ["Ana Ruiz", "Eda Kor", "Bo Lind"]),
        ("sailors umbrella", ["Kay Oss"]),
        ("!?", []),
    ],
)
def test_topic_finds_the_surest_first(read, asked, found):
    assert names(read, topic=asked) == found


def test_who_speaks_the_language_of_a_topic_comes_first(tmp_path):
    path = tmp_path / "speakers.db"
    abstracts = {"Abe Lin": "Kubernetes.", "Zoe Kim": "Kubernetes with helm charts, pods, kubectl and operators."}
    talks = [Talk(title=f"Kubernetes, {name[0]}", speakers=(name,), abstract=text) for name, text in abstracts.items()]
    others = [speaker(f"Person {number}", talks=("Bread",)) for number in "ABCDEFGH"]
    with write.open_store(path) as database:
        pull(database, [*(speaker(name) for name in abstracts), *others], talks=talks)
    with closing(query.connect(path)) as connection:
        fits = about.weighed(connection, "kubernetes")
        assert names(connection, topic="k8s") == ["Zoe Kim", "Abe Lin"]
    assert max(fits.values()) > about.SURE


def test_a_topic_very_many_speak_about_is_not_ranked_by_language(read, monkeypatch):
    ranked = set(names(read, topic="machine learning"))
    monkeypatch.setattr(about, "COMMON", 1)
    assert set(names(read, topic="machine learning")) <= ranked
    assert names(read, topic="machine learning")[0] == "Ana Ruiz"


def test_in_a_large_file_as_much_around_a_topic_is_weighed_as_can_be(read, monkeypatch):
    monkeypatch.setattr(about, "COMMON", 4)  # of five people
    bo = []
    for rows in (1_000, 3):
        monkeypatch.setattr(about, "RANKED", rows)
        bo.append(next(fit for who, fit in about.weighed(read, "machine learning").items() if who == 2))
        assert set(names(read, topic="machine learning")) == {"Ana Ruiz", "Bo Lind", "Eda Kor"}
    assert bo[0] > bo[1]  # deep learning, which lies below, counted for him
    monkeypatch.setattr(about, "RANKED", 1)
    assert names(read, topic="machine learning") == ["Ana Ruiz"]  # too many: who is surely about the topic itself


@pytest.mark.parametrize("line", table.texts()[::7])
def test_every_topic_can_be_asked_for(read, line):
    query.count(read, Filters(topic=table.parse(line).name))


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
