"""A topic by its meaning: with the extra `semantic` where it is installed, one clear line where it is not."""

from __future__ import annotations

import importlib.util
import json
import sys

import pytest
from invented import new_store, pull, speaker

from scraper.model import Talk
from scraper.store.choice import meaning

TALKS = {"Ana Ruiz": "Knots in wool", "Bo Lind": "Knots for sailors and their boats", "Uma Old": "Hulls on the waves"}


@pytest.fixture(autouse=True)
def people(own_home):
    with new_store(own_home / "speakers.db") as database:
        talks = [Talk(title=title, speakers=(name,)) for name, title in TALKS.items()]
        pull(database, [speaker(name) for name in TALKS], talks=talks)


def test_meaning_needs_the_extra(run, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    code, _, said = run("speakers", "knots", "--semantic")
    assert (code, "coffeechat[semantic]" in said) == (2, True)


def test_meaning_needs_a_topic(run):
    code, _, said = run("speakers", "--semantic")
    assert (code, "--topic" in said) == (2, True)


def _near(words):
    return lambda texts, _sure: [3.0 * (words in text) for text in list(texts)[1:]]


def test_meaning_finds_more_than_words_do(run, monkeypatch):
    monkeypatch.setattr(meaning, "check_installed", lambda: None)
    monkeypatch.setattr(meaning, "_nearness", _near("hulls"))
    assert _names(run("speakers", "--topic", "sailor boats", "--json")) == ["Bo Lind"]
    assert _names(run("speakers", "--topic", "sailor boats", "--semantic", "--json")) == ["Bo Lind", "Uma Old"]
    assert _names(run("speakers", "sailor boats", "--semantic", "--json", "--limit", "1")) == ["Bo Lind"]


def test_meaning_goes_with_other_filters_and_is_kept(run, monkeypatch):
    monkeypatch.setattr(meaning, "check_installed", lambda: None)
    monkeypatch.setattr(meaning, "_nearness", _near("hulls"))
    assert _names(run("speakers", "--topic", "boats", "--semantic", "--sort", "name", "--year", "1999", "--json")) == []
    run("speakers", "--topic", "boats", "--semantic", "--save", "afloat")
    assert _names(run("speakers", "--saved", "afloat", "--json")) == ["Bo Lind", "Uma Old"]


def test_of_many_people_some_are_looked_at(run, monkeypatch):
    asked = []
    monkeypatch.setattr(meaning, "check_installed", lambda: None)
    monkeypatch.setattr(meaning, "_MOST", 2)
    monkeypatch.setattr(
        meaning, "_nearness", lambda texts, _sure: asked.extend(texts) or [0.0] * (len(list(texts)) - 1)
    )
    run("speakers", "--topic", "boats", "--semantic", "--json")
    assert len(asked) // 2 <= 3
    assert any("sailors" in text for text in asked)


def _names(result):
    return [row["name"] for row in json.loads(result[1])]


def test_model_works_offline():
    pytest.importorskip("wordllama")
    near = meaning._nearness(["sailing ships", "boats at sea", "tax returns", "knitting wool"])
    assert near.index(max(near)) == 0
    kin = ["sailing ships", "hulls", "masts", "rudders", "tax returns", "keels and hulls"]
    assert meaning._nearness(kin, [0, 1, 2])[4] > meaning._nearness(kin)[4]
    assert "wordllama" in sys.modules
