"""A page's own footer belongs to nobody on it."""

import pytest

from scraper.extract.visible import shown
from scraper.extract.visible.footers import footers
from scraper.extract.visible.outline import outline
from scraper.page import Page

URL = "https://conf.example/2031/speakers/ada-kovac/"
SITE = '<p>Harbour Conf Society Ltd.</p><p><a href="https://social.example/harbourconf">Follow us</a></p>'
TALK = '<h1>Counting harbours twice</h1><p><a href="/speakers/ada-kovac/">Ada Kovač</a> | Friday 12:30 | Room A</p>'


def page(html):
    return Page(URL, html.encode())


@pytest.mark.parametrize(
    "closing",
    [
        f"<footer>{SITE}</footer>",
        f'<div id="footer">{SITE}</div>',
        f'<div class="wide site-footer">{SITE}</div>',
        f'<section role="contentinfo">{SITE}</section>',
    ],
)
@pytest.mark.parametrize("wrapped", ["{}{}", "<div>{}{}</div>", "<div><div>{}</div>{}</div>"])
def test_what_closes_a_page_is_no_fact_of_its_only_person(closing, wrapped):
    (ada,) = (one for one, _ in shown(page(wrapped.format(TALK, closing))).people)
    assert (ada.name, ada.headline, ada.employer, ada.links) == ("Ada Kovač", None, None, ())


def test_a_cards_own_footer_tells_of_its_person():
    cards = "".join(
        f"<article><h3>{name}</h3><footer>{job}</footer></article>"
        for name, job in [("Ada Kovač", "Harbour Pilot, Acme Ltd"), ("Tomasz Bielak", "Baker, Loaf Ltd")]
    )
    people = [one for one, _ in shown(page(f"<main>{cards}</main>")).people]
    assert [one.headline for one in people] == ["Harbour Pilot, Acme Ltd", "Baker, Loaf Ltd"]


def test_footers_of_a_page_without_a_body_are_none():
    assert footers(outline(Page(URL, b""))) == []
