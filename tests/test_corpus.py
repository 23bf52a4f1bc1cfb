"""Floors under the figures on real pages, where the corpus stands beside the project; skipped elsewhere.

tests/floors.json is raised as the figures rise; it is lowered only by hand, with a reason in the commit.
"""

import importlib.util
import json
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from scraper import reading, registry
from scraper.crawl import Crawl, read
from scraper.errors import ExtractError, Gone
from scraper.page import Page

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "shared" / "accuracy"
BUDGET = 150
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


def people_of(folder):
    """What a pull of a whole stored site yields, and how many addresses it asked for; no socket is needed."""
    site = json.loads((folder / "site.json").read_text(encoding="utf-8"))
    base, root = site["base"].rstrip("/"), (folder / "files").resolve()
    start = base + site.get("start", "/")
    crawl = Crawl(registry.find(start), start, platforms=registry.platforms(), budget=BUDGET)
    asked = 0
    while not crawl.done and (steps := crawl.wants(1)):
        for step in steps:
            asked += 1
            if page := stored_page(root, base, step.url):
                crawl.take(step, page, read(step, page))
            else:
                crawl.fail(step, Gone("no such file", url=step.url))
    try:
        return reading.as_json(reading.make(crawl.harvest(), url=start))["speakers"], asked
    except ExtractError:
        return [], asked


def stored_page(root, base, url):
    """The page a site stored under `root` serves at `url`, as score_sites.py would serve it."""
    if not url.startswith(base):
        return None
    path = unquote(urlsplit(url).path)
    target = (root / path.lstrip("/")).resolve()
    if target.is_dir() and not path.endswith("/"):
        url += "/"
    for one in (target / "index.html" if target.is_dir() else target, target.with_name(f"{target.name}.html")):
        if one.is_relative_to(root) and one.is_file():
            return Page(url, one.read_bytes())
    return None


def scored(folder, people):
    return scorer().score_page(json.loads((folder / "truth.json").read_text(encoding="utf-8")), people)


@cache
def scorer():
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    return score


def folders(kind):
    return sorted(path.parent for path in (CORPUS / kind).glob("*/truth.json"))


@pytest.fixture(scope="module")
def tallies():
    return {folder.name: scored(folder, people_on(folder)) for folder in folders("pages")}


@pytest.fixture(scope="module")
def sites():
    """For each site how well it was read, and how many addresses were asked for."""
    pulled = {folder: people_of(folder) for folder in folders("sites")}
    return {folder.name: (scored(folder, people), asked) for folder, (people, asked) in pulled.items()}


def measured(tallies):
    """The scorer's own summary: names and records averaged over pages or sites, facts over people."""

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


@pytest.mark.parametrize("figure", FLOORS["sites"])
def test_figure_of_sites_stays_above_its_floor(sites, figure):
    got = measured({name: tally for name, (tally, _) in sites.items()})[figure]
    assert got >= FLOORS["sites"][figure], f"{figure} fell to {got:.3f}"


def test_somebody_is_found_on_every_site_within_the_budget(sites):
    assert {name: asked for name, (tally, asked) in sites.items() if not tally["hits"] or asked > BUDGET} == {}
