"""The sample conference: what it is made of, and that it is read like any other site. No server: pages from files."""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from scraper import reference, registry
from scraper.crawl import Crawl, read
from scraper.errors import Gone
from scraper.model import Harvest, Speaker
from scraper.normalise import normalise
from scraper.page import Page

HOME = "https://manyhands.example/"
SITE = reference.folder() / "tour"
TRUTH = json.loads((Path(__file__).parent / "golden" / "tour.json").read_text(encoding="utf-8"))
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
NAMES = {one["name"] for one in TRUTH["speakers"]}
RESERVED = re.compile(r"(?:[\w-]+\.)*example")


def file(url: str) -> Path:
    path = urlsplit(url).path
    return SITE / (path[1:] + "index.html" if path.endswith("/") else path[1:])


@cache
def harvest(start: str) -> Harvest:
    crawl = Crawl(registry.find(start), start, platforms=registry.platforms())
    while not crawl.done:
        for step in crawl.wants(4):
            if file(step.url).is_file():
                page = Page(step.url, file(step.url).read_bytes(), content_type="text/html; charset=utf-8")
                crawl.take(step, page, read(step, page))
            else:
                crawl.fail(step, Gone("no such page", url=step.url))
    return crawl.harvest()


@cache
def speakers(start: str) -> dict[str, Speaker]:
    made = [one for sighting in harvest(start).sightings for one in normalise(sighting)]
    return {one.name: one for one in made if isinstance(one, Speaker)}


# The site


@pytest.mark.parametrize("name", PAGES)
def test_tour_links_lead_to_files(name: str) -> None:
    tree = Page(urljoin(HOME, name), (SITE / name).read_bytes())
    inside = [
        url
        for node in tree.html.css("[href], [src]")
        if (url := tree.absolute(node.attributes.get("href") or node.attributes.get("src"))) and url.startswith(HOME)
    ]
    assert len(inside) > 6
    assert [url for url in inside if not file(url).is_file()] == []


@pytest.mark.parametrize("name", PAGES)
def test_tour_names_no_host_that_can_exist(name: str) -> None:
    hosts = set(re.findall(r"https?://([^/\"\s]+)", (SITE / name).read_text(encoding="utf-8")))
    assert sorted(host for host in hosts - {"schema.org"} if not RESERVED.fullmatch(host)) == []


def test_tour_truth_is_about_the_pages() -> None:
    own = {f"speakers/{path.name}" for path in (SITE / "speakers").glob("*.html")} - {"speakers/index.html"}
    assert {one["page"] for one in TRUTH["speakers"]} == own
    for one in TRUTH["speakers"]:
        text = Page(HOME, (SITE / one["page"]).read_bytes()).html.text().casefold()
        facts = [one["role"], one["employer"], one["billing"], *one["talks"], *one["tracks"], *one["name"].split()]
        assert [fact for fact in facts if fact and fact.casefold() not in text] == []


def test_tour_allows_robots() -> None:
    assert (SITE / "robots.txt").read_text(encoding="utf-8").startswith("User-agent: *\nAllow: /\n")


# Reading it


@pytest.mark.parametrize("start", [HOME, urljoin(HOME, "speakers/")])
def test_tour_everybody_is_found_and_nobody_else(start: str) -> None:
    assert set(speakers(start)) == NAMES


def test_tour_placeholders_and_organisers_are_left_out_by_name() -> None:
    told = {(one.name, one.reason) for one in harvest(HOME).left_out}
    assert told == {(one["name"], one["reason"]) for one in TRUTH["left_out"]}


def test_tour_is_told_apart_by_year() -> None:
    edition = harvest(HOME).edition
    assert edition is not None
    assert {fact: getattr(edition, fact) for fact in TRUTH["conference"]} == TRUTH["conference"]


@pytest.mark.parametrize("start", [HOME, urljoin(HOME, "speakers/")])
def test_tour_talks_links_and_billing_are_right_for_everybody(start: str) -> None:
    got = {
        name: (one.billing, list(one.sighting.talks), list(one.sighting.links)) for name, one in speakers(start).items()
    }
    assert got == {one["name"]: (one["billing"], one["talks"], one["links"]) for one in TRUTH["speakers"]}


@pytest.mark.parametrize("fact", ["role", "employer"])
def test_tour_jobs_are_right_for_everybody(fact: str) -> None:
    got = {name: getattr(one, fact) for name, one in speakers(HOME).items()}
    assert got == {one["name"]: one[fact] for one in TRUTH["speakers"]}


def test_tour_one_company_for_its_spellings() -> None:
    people = speakers(HOME)
    companies = [
        {people[name].company for name in names}
        for names in (
            ("Amara Nwosu-Bell", "Işıl Karadağlı", "Priya Ramanathapuram"),
            ("Søren Østergård-Hviid", "Chidiebere Okwuosa-Lind"),
            ("Kovácsházy Réka", "Kaveh Rostamzadegan"),
            ("Henrike Vogelsang-Adu", "Ingibjörg Skarphéðinsdóttir", "Yuki Brandvold"),
        )
    ]
    assert companies == [{"Harbour Health"}, {"Fjordlight Data"}, {"Brightwater Utilities"}, {"Loomwork"}]
