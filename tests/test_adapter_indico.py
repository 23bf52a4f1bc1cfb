"""Indico: which addresses are its own, and which event a page means."""

import pytest

from adapters import indico
from scraper import registry
from scraper.page import Page

EXPORT = "https://indico.river.example/export/event/31.json?detail=subcontributions"
OURS = '<meta property="og:site_name" content="Indico">'


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://indico.river.example/event/31/", "indico"),
        ("https://indico.river.example/event/31/timetable/#20310601", "indico"),
        ("https://www.river.example/indico/event/31", "indico"),
        ("https://agenda.river.example/event/31/contributions/", "indico"),
        ("https://agenda.river.example/export/event/31.json?detail=contributions", "indico"),
        ("https://agenda.river.example/export/timetable/31.json", "indico"),
        ("https://indico.river.example/event/31/event.ics", "indico"),
        ("https://agenda.river.example/event/31/", "website"),
        ("https://indico.river.example/category/7/", "website"),
        ("https://river.example/events/31/", "website"),
        ("https://river.example/?u=indico.river.example/event/31/", "website"),
    ],
)
def test_indico_owns_only_its_addresses(url, name):
    assert registry.find(url).name == name


@pytest.mark.parametrize(
    ("url", "html", "found"),
    [
        ("https://indico.river.example/event/31/overview", OURS, [EXPORT]),
        ("https://river.example/", '<a href="https://indico.river.example/event/31/contributions/">Talks</a>', [EXPORT]),
        ("https://river.example/", "".join(f'<a href="https://indico.river.example/event/{n}/">{n}</a>' for n in (1, 2, 3)), []),
        ("https://river.example/", '<a href="https://river.example/event/31/">Indico</a>', []),
        ("https://indico.river.example/category/7/", OURS, []),
    ],
)  # fmt: skip
def test_indico_found_behind_a_page(url, html, found):
    assert list(indico.embedded(Page(url, html.encode()))) == found
