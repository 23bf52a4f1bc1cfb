"""Order by meaning: with the extra `semantic` where it is installed, one clear line where it is not."""

from __future__ import annotations

import importlib.util
import json
import sys

import pytest
from invented import pull, speaker

from scraper.cli import main
from scraper.model import Talk
from scraper.store import meaning, write

TALKS = {"Ana Ruiz": "Knots in wool", "Bo Lind": "Knots for sailors and their boats", "Eda Kor": "Knots in a cloth"}


@pytest.fixture
def run(capsys, own_home):
    with write.open_store(own_home / "speakers.db") as database:
        talks = [Talk(title=title, speakers=(name,)) for name, title in TALKS.items()]
        pull(database, [speaker(name) for name in TALKS], talks=talks)

    def typed(*words):
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        shown = capsys.readouterr()
        return left.value.code, shown.out, shown.err

    return typed


def test_meaning_needs_the_extra(run, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    code, _, said = run("speakers", "knots", "--semantic")
    assert (code, "coffeechat[semantic]" in said) == (2, True)


@pytest.mark.parametrize("words", [("--semantic",), ("knots", "--semantic", "--sort", "name")])
def test_meaning_needs_words_and_no_other_order(run, words):
    assert run("speakers", *words)[0] == 2


def test_nearest_meaning_comes_first(run, monkeypatch):
    monkeypatch.setattr(meaning, "check_installed", lambda: None)
    monkeypatch.setattr(meaning, "_nearness", lambda texts: [float("boat" in text) for text in texts[1:]])
    rows = json.loads(run("speakers", "knots", "--semantic", "--json")[1])
    assert [row["name"] for row in rows] == ["Bo Lind", "Ana Ruiz", "Eda Kor"]
    assert len(json.loads(run("speakers", "knots", "--semantic", "--limit", "1", "--json")[1])) == 1


def test_model_works_offline():
    pytest.importorskip("wordllama")
    near = meaning._nearness(["sailing ships", "boats at sea", "tax returns", "knitting wool"])
    assert near.index(max(near)) == 0
    assert "wordllama" in sys.modules
