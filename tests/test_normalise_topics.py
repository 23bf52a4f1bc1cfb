"""Topics named in talk titles and tags."""

from __future__ import annotations

import time

import pytest

from scraper.normalise import topics, vocabulary


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
    assert topics.topics(texts) == found


def test_broader_topic():
    assert topics.broader("kubernetes") == "cloud native"
    assert topics.broader("nothing") is None


def test_topics_are_found_quickly():
    texts = [f"How we moved {n} services to Kubernetes and lived" for n in range(2000)]
    topics.topics(texts[:1])
    began = time.process_time()
    for text in texts:
        topics.topics([text])
    assert len(texts) / (time.process_time() - began) > 5_000


def test_vocabulary_takes_the_longest_phrase():
    words = vocabulary.make([("data", "d"), ("data science", "ds"), ("科学", "s"), ("data", "other")])
    assert list(words.find("Big data science, data")) == [(1, 2, "ds"), (3, 1, "d")]
    assert list(words.find("大科学")) == [(1, 2, "s")]
    assert vocabulary.cut("node.js and front-end/c++ .net") == ["node.js", "and", "front", "end", "c++", ".net"]
