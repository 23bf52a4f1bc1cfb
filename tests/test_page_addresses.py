"""Addresses on a page made absolute: the short ways give what the standard library works out."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.page import Page, is_plain

BASES = (
    "https://conf.example",
    "https://conf.example/",
    "https://conf.example/2031/speakers",
    "https://conf.example/a//b/c",
    "https://conf.example/a/../b",
    "https://conf.example:8080/a/b.html?x=/y#z",
    "file:///home/page.html",
)
PIECES = st.lists(
    st.sampled_from(
        [
            "a",
            "b.c",
            ".",
            "..",
            "/",
            "//",
            "?",
            "x=1",
            "#",
            ":",
            "https:",
            "mailto:",
            "é",
            " ",
            "%20",
            "(",
            ";",
            "[",
            "@",
            "~",
        ]
    ),
    max_size=7,
).map("".join)


def worked_out(base, href):
    """What the long way gives."""
    href = href.strip()
    if not href or href.startswith("#"):
        return None
    try:
        parts = urlsplit(urljoin(base, href))
        hostname = parts.hostname
    except ValueError:
        return None
    return parts._replace(fragment="").geturl() if parts.scheme in ("http", "https") and hostname else None


@given(st.sampled_from(BASES), PIECES)
def test_an_address_is_what_joining_gives(base, href):
    assert Page(base, b"<p>x</p>").absolute(href) == worked_out(base, href)


@given(PIECES)
def test_a_plain_address_stays_as_it_is(path):
    url = f"https://conf.example/{path}"
    if is_plain(url):
        assert urljoin(BASES[2], url) == url


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("ada.html", "https://conf.example/2031/ada.html"),
        ("./ada kovac.jpg#face", "https://conf.example/2031/ada kovac.jpg"),
        ("/ada", "https://conf.example/ada"),
        ("//cdn.example/a.png", "https://cdn.example/a.png"),
        ("../ada", "https://conf.example/ada"),
        (" www.acme.example/ada", "https://www.acme.example/ada"),
        ("github.com/ada", "https://github.com/ada"),
        ("https:/acme.example", "https://acme.example"),
        ("mailto:ada@conf.example", None),
        ("http://[bad", None),
        ("#ada", None),
        (" ", None),
        (None, None),
    ],
)
def test_addresses_of_every_kind(href, expected):
    assert Page(BASES[2], b"<p>x</p>").absolute(href) == expected


@pytest.mark.parametrize(
    ("text", "mark", "is_there"),
    [
        ("see https://Sessionize.COM/api/v2", "sessionize.com/api/", True),
        (r"https:\/\/sessionize.com\/api\/v2", "sessionize.com/api/", True),
        ("Schlußworte über sessionize", "sessionize", True),
        ("sessionise", "sessionize", False),
        ("", "a", False),
    ],
)
def test_a_page_mentions_a_word_in_whatever_letters(text, mark, is_there):
    for encoding in ("utf-8", "utf-16"):
        assert Page("https://conf.example/", text.encode(encoding)).mentions("nothing here", mark) is is_there
