"""Who the user is, said on the page: as the command keeps it, used by drafts and suggestions, taken back."""

import html
import json
import re

import pytest
from browsing import browser, fill

from scraper.cli import main
from scraper.web.desk import LONGEST_FIELD

SAID = {
    "name": "Kim Doe", "about": "a geographer", "learn": "how buses are planned", "in": "en", "families": "engineering; data",
    "topics": "privacy", "background": "geography, maps", "level": "student", "city": "Leeds", "school": "", "languages": "en; de",
    "per_week": "3", "retention": "24",
}  # fmt: skip


@pytest.fixture
def page(tmp_path):
    return browser(fill(tmp_path / "speakers.db"))


def kept(page, capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["profile", "--json", "--db", str(page.desk.file)])
    return json.loads(capsys.readouterr().out)


def test_profile_is_what_the_command_says(page, capsys):
    assert page.post("/profile", SAID).headers["location"] == "/profile"
    assert kept(page, capsys) == {
        "name": "Kim Doe", "about": {"en": "a geographer"}, "learn": {"en": "how buses are planned"},
        "families": ["engineering", "data"], "topics": ["privacy"], "languages": ["en", "de"], "city": "Leeds",
        "background": ["geography", "maps"], "level": "student", "per_week": 3, "retention": 24,
    }  # fmt: skip
    text = page.get("/profile").text
    for said in ('value="Kim Doe"', "<option selected>student", 'value="3"'):
        assert said in text
    assert "Kim Doe" in page.get("/people/p-1/draft").text


def test_kinds_of_jobs_are_ticked(page, capsys):
    page.post("/profile", {**SAID, "families": "keeper of bees", "family.data": "yes", "family.law": "yes"})
    assert kept(page, capsys)["families"] == ["keeper of bees", "data", "law"]
    form = page.get("/profile").text
    assert re.findall(r'name="family.([a-z ]+)" value="yes" checked', form) == ["data", "law"]
    assert '<input type="hidden" name="families" value="keeper of bees">' in form  # of the command line: kept


def test_sentences_of_another_language_stand_beside(page, capsys):
    page.post("/profile", SAID)
    assert "a geographer" not in page.get("/profile?in=de").text
    page.post("/profile", {"about": "Geografin", "in": "de"})
    assert kept(page, capsys)["about"] == {"en": "a geographer", "de": "Geografin"}


def test_change_is_taken_back_as_one(page, capsys):
    page.post("/profile", SAID)
    before = kept(page, capsys)
    page.post("/profile", {**SAID, "name": "", "families": "", "level": "senior", "per_week": ""})
    assert "name" not in kept(page, capsys)
    told = page.get("/profile").text.rpartition('<form method="post" action="/profile">')[2].partition("</form>")[0]
    fields = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', told)}
    page.post("/profile", fields)
    assert kept(page, capsys) == before


@pytest.mark.parametrize(
    "fields",
    [
        {"level": "emperor"}, {"in": "tlh"}, {"per_week": "51"}, {"per_week": "-1"}, {"per_week": "many"}, {"retention": "0"},
        {"retention": "٣"}, {"name": "a" * 2_000}, {"families": "a;" * 40}, {"about": "a" * (LONGEST_FIELD + 1)},
    ],
    ids=lambda one: str(one)[:40],
)  # fmt: skip
def test_what_cannot_be_is_told_and_changes_nothing(page, capsys, fields):
    page.post("/profile", SAID)
    before = kept(page, capsys)
    assert page.post("/profile", {**SAID, **fields}).status_code == 400
    assert kept(page, capsys) == before


def test_whoever_has_none_is_led_to_it(page):
    for path in ("/shortlist/suggest", "/people/p-1/draft", "/"):
        assert 'href="/profile"' in page.get(path).text
