"""Job and employer in one line, apart by an element alone."""

import pytest

from scraper.extract.own.about import about
from scraper.extract.visible import shown
from scraper.model import Sighting
from scraper.page import Page


def card(line):
    html = f"<ul><li><h3>Ada Kovač</h3>{line}</li><li><h3>Tomasz Bielak</h3></li><li><h3>Noor Haddad</h3></li></ul>"
    return shown(Page("https://conf.example/2031/speakers/", html.encode())).people[0][0]


@pytest.mark.parametrize(
    ("line", "role", "employer"),
    [
        ("<p>Product Director <b>Brask</b></p>", "Product Director", "Brask"),
        ("<p>Product Director\n <span>Brask</span></p>", "Product Director", "Brask"),
        ("<p>Директор по продукту <a href='/x'>Бриг</a></p>", "Директор по продукту", "Бриг"),
        ("<p><strong>Brask</strong> Product Director</p>", "Product Director", "Brask"),
        ("<p>Head of Tides <strong>Harbour Works</strong></p>", "Head of Tides", "Harbour Works"),
        ("<p>Growth Lead <em>Tidal</em></p>", "Growth Lead", "Tidal"),
        ("<p><span>Growth</span> Lead <em>Tidal</em></p>", "Growth Lead", "Tidal"),
    ],
)
def test_an_element_alone_parts_job_and_employer(line, role, employer):
    found = card(line)
    assert (found.role, found.employer) == (role, employer)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Director of <b>Brask</b></p>",
        "<p>Director, <b>Brask</b></p>",
        "<p>Director <b>and founder</b></p>",
        "<p>Senior <b>Engineer</b></p>",
        "<p>Product Director <span>(she/her)</span></p>",
        "<p>Product Director <span>Berlin</span></p>",
        "<p>Product Director <a href='#'>LinkedIn</a></p>",
        "<p>Head <b>of Tides</b> Brask</p>",
        "<p>Product Director <i>The Long Harbour</i></p>",
        "<p><em>Tidal</em> Growth Lead</p>",
        "<p><b>Product</b> Director <b>and founder</b></p>",
    ],
)
def test_what_is_joined_or_no_employer_is_not_parted(line):
    found = card(line)
    assert found.role is None or found.employer is None


def test_an_own_page_parts_them_too():
    html = "<main><h1>Ada Kovač</h1><p>Product Director <b>Brask</b></p><p>She likes ropes.</p></main>"
    (found,) = about(Page("https://conf.example/ada", html.encode()), known=Sighting(name="Ada Kovač"))
    assert (found.role, found.employer) == ("Product Director", "Brask")
