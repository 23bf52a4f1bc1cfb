"""Topics named in talk titles and tags."""

from __future__ import annotations

import time

import pytest

from scraper.recognise import vocabulary
from scraper.recognise.topics import NAMED, asking, evidence, table


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["Scaling k8s"], ("kubernetes",)),
        (["A new front end"], ("frontend",)),
        (["Leading teams"], ("management",)),
        (["Rust in production"], ("rust",)),
        (["A rest from rusty pipes"], ()),
        (["go"], ("go",)),
        (["Let it go"], ()),
        (["Maschinelles Lernen in der Medizin"], ("machine learning", "medicine")),
        (["機械学習入門"], ("machine learning",)),
        (["머신러닝 입문"], ("machine learning",)),
        (["Python", "Django", "python"], ("python", "django")),
        (["C++ and C#"], ("c++", ".net")),
        ([], ()),
    ],
)
def test_topics_of_texts(texts, found):
    assert evidence.named(texts) == found


def test_broader_topics():
    assert table.parents()["kubernetes"] == ("cloud native", "containers")


def test_topics_are_found_quickly():
    texts = [f"How we moved {n} services to Kubernetes and lived" for n in range(2000)]
    evidence.named(texts[:1])
    began = time.process_time()
    for text in texts:
        evidence.named([text])
    assert len(texts) / (time.process_time() - began) > 5_000


def test_vocabulary_takes_the_longest_phrase():
    words = vocabulary.make([("data", "d"), ("data science", "ds"), ("科学", "s"), ("data", "other")])
    assert list(words.find("Big data science, data")) == [(1, 2, "ds"), (3, 1, "d")]
    assert list(words.find("大科学")) == [(1, 2, "s")]
    assert vocabulary.cut("node.js and front-end/c++ .net") == ["node.js", "and", "front", "end", "c++", ".net"]


@pytest.mark.parametrize(
    ("asked", "topics", "words"),
    [
        ("k8s", ("kubernetes",), ()),
        ("Front End", ("frontend",), ()),
        ("front-end", ("frontend",), ()),
        ("leading teams", ("management",), ()),
        ("accessibilite", ("accessibility",), ()),
        ("egitim", ("education",), ()),
        ("机器学习", ("machine learning",), ()),
        ("python testing", ("python", "testing"), ()),
        ("python for zebras", ("python",), ("zebra",)),
        ("go", ("go",), ()),
        ("go home", (), ("go", "home")),
        ("zebras", (), ("zebra",)),
        ("", (), ()),
    ],
)
def test_what_is_asked_for_is_understood(asked, topics, words):
    assert asking.understand(asked) == asking.Asked(topics, words)


def test_narrower_topics_count_in_part():
    below = asking.around("machine learning")
    assert below["machine learning"] == 1
    assert 0 < below["large language models"] < below["deep learning"] < 1
    assert below["artificial intelligence"] == asking.ABOVE < asking.CLOSE
    assert "hardware" not in below


def test_title_weighs_more_than_abstract_and_abstract_more_than_biography():
    title = evidence.weigh(titles=("Kubernetes at sea",))["kubernetes"]
    abstract = evidence.weigh(abstract="We moved our boats to Kubernetes.")["kubernetes"]
    bio = evidence.weigh(bio="She likes Kubernetes.")["kubernetes"]
    assert title >= NAMED > abstract > bio > 0


def test_saying_it_again_and_again_makes_a_text_be_about_it():
    text = "Kubernetes here. k8s there. A Helm chart, a kube, and Kubernetes again."
    assert evidence.weigh(abstract=text)["kubernetes"] >= NAMED


def test_words_that_point_to_a_topic_never_suffice():
    text = "Feedback for my direct reports. Team members who motivate. A leader, another leader, and feedback."
    assert 0 < evidence.weigh(titles=("A leader, a team, and feedback",), abstract=text)["management"] < NAMED


def test_common_words_count_when_written_as_names():
    assert "go" in evidence.named(["Concurrency in Go"])
    assert "react" in evidence.weigh(abstract="We rewrote it in React last year.")
    assert "react" not in evidence.weigh(abstract="It was slow. React to that!")


def test_endless_text_is_read_in_bounded_time():
    began = time.process_time()
    evidence.weigh(abstract="machine learning " * 200_000)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("title", "never"),
    [
        ("Building a boat from scratch", "teaching programming"),
        ("Poor decisions and how to undo them", "poverty"),
        ("The heart of the matter", "cardiology"),
        ("A functional kitchen", "functional programming"),
        ("Anatomy of an outage", "biology"),
        ("Web traffic at night", "mobility"),
        ("The notion of a user", "productivity tools"),
        ("Memory leaks", "investigative journalism"),
    ],
)
def test_a_common_word_in_a_sentence_is_no_topic(title, never):
    assert never not in evidence.named((title,))


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        ("scratch", "teaching programming"),
        ("legal aid", "access to justice"),
        ("derecho administrativo", "administrative law"),
        ("restitution", "provenance research"),
        ("special needs", "inclusive education"),
        ("loss and damage", "climate justice"),
        ("social insurance", "social security"),
        ("hearing loss", "otolaryngology"),
    ],
)
def test_a_field_is_found_by_what_it_is_called(asked, topic):
    assert asking.understand(asked).topics == (topic,)


@pytest.mark.parametrize("text", [":", "", "。", "…"])
def test_a_text_without_words_is_about_nothing(text):
    assert evidence.weigh(titles=(text,), tags=(text,), abstract=text, bio=text) == {}
