"""Sched: whose addresses are its own, what a page embeds, and the check for humans it shows to programs."""

import pytest

from adapters import sched
from scraper import registry
from scraper.crawl import Crawl, read
from scraper.errors import Blocked, NoSpeakers
from scraper.model import Sighting, Talk
from scraper.page import Follow, Page

DIRECTORY = "https://riverdays2031.sched.com/directory/speakers"


@pytest.mark.parametrize(
    ("url", "mine"),
    [
        (DIRECTORY, True),
        ("http://riverdays2031.sched.org/", True),
        ("https://riverdays2031.sched.com", True),
        ("https://riverdays2031.sched.com?iframe=no", True),
        ("https://www.sched.com/about", False),
        ("https://sched.com/", False),
        ("https://help.sched.com/x", False),
        ("https://avatars.sched.co/1.jpg", False),
        ("https://river.sched.example/", False),
        ("https://river.example/?to=https://riverdays2031.sched.com/", False),
    ],
)
def test_sched_owns_only_events(url, mine):
    assert sched.adapter.matches(url) is mine


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a id="sched-embed" href="//riverdays2031.sched.com/directory/speakers">x</a><script src="//riverdays2031.sched.com/js/embed.js">', [DIRECTORY]),
        ('<script src="http://riverdays2031.sched.com/js/embed.js"></script><a href="https://riverdays2030.sched.com/">2030</a>', [DIRECTORY]),
        ('<a href="https://riverdays2031.sched.com/?iframe=no">Schedule</a>', [DIRECTORY]),
        ('<iframe src="https://riverdays2031.sched.com/list"></iframe>', [DIRECTORY]),
        ('<a href="https://www.sched.com/">made with Sched</a> .sched.com', []),
        ("".join(f'<a href="https://riverdays{year}.sched.com/">{year}</a>' for year in range(2028, 2032)), []),
    ],
)  # fmt: skip
def test_sched_found_behind_a_page(html, found):
    assert list(sched.embedded(Page("https://river.example/", f"<body>{html}".encode()))) == found


def test_sched_attendees_are_not_speakers():
    body = b"<div class='sched-person'><h2><a href='ana'>Ana Sedge</a></h2></div>"
    assert [one for one in sched.extract(Page("https://riverdays2031.sched.com/directory/attendees", body)) if isinstance(one, (Sighting, Talk))] == []  # fmt: skip


def test_sched_home_leads_to_people_and_sessions():
    asked = [one.url for one in sched.extract(Page("http://riverdays2031.sched.org/", b"<p>Schedule")) if isinstance(one, Follow)]  # fmt: skip
    assert asked == [
        "https://riverdays2031.sched.org/directory/speakers",
        "https://riverdays2031.sched.org/list/descriptions/",
    ]


def test_sched_behind_a_check_for_humans_is_told_as_that():
    crawl = Crawl(registry.get("website"), "https://river.example/", platforms=registry.platforms())
    home = Page("https://river.example/", b"<h1>River Days</h1><a href='https://riverdays2031.sched.com/'>Schedule</a>")
    while not crawl.done:
        for step in crawl.wants(1):
            if step.url == home.url:
                crawl.take(step, home, read(step, home))
            else:
                crawl.fail(step, Blocked("shows a check for humans instead of the page", url=step.url))
    with pytest.raises(NoSpeakers, match="check for humans") as told:
        crawl.harvest()
    assert told.value.url == DIRECTORY
    assert "--page" in str(told.value.hint)
