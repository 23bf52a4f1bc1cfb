"""Which conference and which year a page belongs to. All conferences are invented."""

import json

import pytest

from scraper.extract import edition
from scraper.extract.years import without_year
from scraper.model import Edition
from scraper.page import Page


def told(url, head="", body=""):
    found = edition(Page(url, f"<html><head>{head}</head><body>{body}</body></html>".encode()))
    return (found.conference, found.year) if found else None


def title(text):
    return f"<title>{text}</title>"


@pytest.mark.parametrize(
    ("url", "head", "want"),
    [
        ("https://pybridge.example/", title("PyBridge 2031"), ("PyBridge", 2031)),
        ("https://x.example/2031/speakers/", title("Speakers | PyBridge"), ("PyBridge", 2031)),
        ("https://2029.pybridge.example/ponentes", title("Ponentes - PyBridge"), ("PyBridge", 2029)),
        ("https://pybridge.example/", title("Konuşmacılar &bull; GDG BridgeFest 2015"), ("GDG BridgeFest", 2015)),
        ("https://pybridge.example/", title("首页 - PyBridge China 2021"), ("PyBridge China", 2021)),
        ("https://pybridge.example/", title("PyBridge :: Conference :: Speakers"), ("PyBridge", None)),
        ("https://pybridge.example/", title("Speakers at PyBridge 2030"), ("PyBridge", 2030)),
        ("https://pybridge.example/", title("PyBridge Speakers"), ("PyBridge", None)),
        ("https://pybridge.example/", title("Monday 4th February 2019"), ("pybridge", 2019)),
        (
            "https://pybridge.example/",
            title("Speakers - PyBridge 2022 | July 11th-17th 2022 | Dublin"),
            ("PyBridge", 2022),
        ),
        (
            "https://sv2024.bridges.example/",
            title("Speakers | Bridges Summit West 2024 | Globex, Inc."),
            ("Bridges Summit West", 2024),
        ),
        ("https://pybridge.example/", title("PyBridge '19"), ("PyBridge", 2019)),
        (
            "https://pybridge.example/",
            title("Speakers") + '<meta property="og:site_name" content="PyBridge 2031">',
            ("PyBridge", 2031),
        ),
        (
            "https://pybridge.example/",
            title("Home")
            + '<meta property="og:site_name" content="WordPress"><meta name="application-name" content="PyBridge">',
            ("PyBridge", None),
        ),
        ("https://ada.github.io/bridgecamp/people.html", title("Speakers"), ("bridgecamp", None)),
        ("https://ada.github.io/speakers/", "", ("ada", None)),
        ("https://www.pybridge.example/", "", ("pybridge", None)),
        ("https://pybridge.example/conf-2019/", "", ("pybridge", 2019)),
        ("https://pybridge.example/1815/", title("PyBridge"), ("PyBridge", None)),
        ("file:///x/2031.html", "", None),
    ],
)
def test_edition(url, head, want):
    assert told(url, head) == want


@pytest.mark.parametrize(
    ("body", "year"),
    [
        ("<p>May 4-6, 2031 in Turin</p><p>4 May 2031</p>", 2031),
        ("<p>4. května 2030</p><p>2030-05-04</p>", 2030),
        ("<p>Born May 4, 1999</p><p>on 12.05.2029</p>", None),
        ("<p>12.05.2029 12.06.2029 12.05.2030 12.06.2030</p>", None),
        ("<p>room 2031, 20312</p>", None),
    ],
)
def test_edition_year_by_dates_that_agree(body, year):
    assert told("https://pybridge.example/", title("PyBridge"), body) == ("PyBridge", year)


def test_edition_by_json_ld_event():
    event = {"@type": "Event", "name": "PyBridge 2031", "startDate": "2031-05-01", "location": "Turin"}
    body = f'<script type="application/ld+json">{json.dumps(event)}</script>'
    assert edition(Page("https://x.example/", body.encode())) == Edition(
        conference="PyBridge", year=2031, starts="2031-05-01", place="Turin"
    )


@pytest.mark.parametrize(
    "event",
    [
        {"@type": "Event", "name": "PyBridge"},
        {"@type": "Event", "superEvent": {"name": "x"}, "name": "Talk", "startDate": "2031-05-01"},
        {"@type": "Event", "startDate": "2031-05-01"},
    ],
)
def test_edition_events_that_tell_too_little(event):
    assert told(
        "https://x.example/", title("Bridge Days") + f'<script type="application/ld+json">{json.dumps(event)}</script>'
    ) == ("Bridge Days", None)


def test_edition_of_json():
    assert edition(Page("https://2031.pybridge.example/speakers.json", b"[]")) == Edition(
        conference="pybridge", year=2031
    )


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("PyBridge 2031", "PyBridge"),
        ("2031 PyBridge", "PyBridge"),
        ("PyBridge (2031)", "PyBridge"),
        ("PyBridge - 2031", "PyBridge"),
        ("2031", "2031"),
        ("Bridge '19", "Bridge"),
        ("PyBridge2031", "PyBridge"),
    ],
)
def test_without_year(name, short):
    assert without_year(name) == short
