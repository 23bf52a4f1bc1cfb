"""Floors under the figures on real pages, where the corpus stands beside the project; skipped elsewhere.

tests/floors.json is raised as the figures rise; it is lowered only by hand, with a reason in the commit.
"""

import importlib.util
import json
from pathlib import Path

import pytest

from scraper import reading, registry
from scraper.crawl import Crawl, read
from scraper.errors import ExtractError
from scraper.page import Page

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "shared" / "accuracy"
FLOORS = json.loads((HERE / "floors.json").read_text())

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not (CORPUS / "score.py").is_file(), reason="the corpus is not beside the project"),
]


def people_on(folder):
    """What `coffeechat extract --json --url URL page.html` yields, without the process around it."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    page = Page(meta["url"], (folder / "page.html").read_bytes())
    crawl = Crawl(registry.for_saved(page), page.url, platforms=registry.platforms(), budget=1)
    for step in crawl.wants(1):
        crawl.take(step, page, read(step, page))
    try:
        return reading.as_json(reading.make(crawl.harvest(), url=page.url))["speakers"]
    except ExtractError:
        return []


@pytest.fixture(scope="module")
def tallies():
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    folders = sorted(path.parent for path in (CORPUS / "pages").glob("*/truth.json"))
    return {
        folder.name: score.score_page(
            json.loads((folder / "truth.json").read_text(encoding="utf-8")), people_on(folder)
        )
        for folder in folders
    }


def measured(tallies):
    """The scorer's own summary: names and records averaged over pages, facts over people."""

    def mean(key):
        return sum(tally[key] for tally in tallies.values()) / len(tallies)

    def share(key):
        wanted = sum(tally[f"{key}_wanted"] for tally in tallies.values())
        return sum(tally[f"{key}_right"] for tally in tallies.values()) / wanted

    means = {"name_f1": "f1", "name_precision": "precision", "name_recall": "recall", "record_f1": "record_f1"}
    return {
        **{name: mean(key) for name, key in means.items()},
        **{key: share(key) for key in ("role", "employer", "role_bio", "employer_bio")},
    }


@pytest.mark.parametrize("figure", FLOORS["pages"])
def test_figure_stays_above_its_floor(tallies, figure):
    got = measured(tallies)[figure]
    assert got >= FLOORS["pages"][figure], f"{figure} fell to {got:.3f}"


def test_somebody_is_found_on_every_page(tallies):
    assert [name for name, tally in tallies.items() if not tally["hits"]] == []
