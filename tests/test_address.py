"""Addresses: when two are one page, and when two are one site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper import address


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://river.example/a", "river.example"),
        ("https://www.2031.River.example./", "river.example"),
        ("https://www.river.co.uk", "river.co.uk"),
        ("https://conf.river.ac.jp/x", "river.ac.jp"),
        ("https://co.uk/", "co.uk"),
        ("https://one.github.io/river/", "one.github.io"),
        ("https://a.one.github.io/", "one.github.io"),
        ("https://github.io/", "github.io"),
        ("http://127.0.0.1:8000/x", "127.0.0.1:8000"),
        ("http://127.0.0.1:80/x", "127.0.0.1"),
        ("http://[::1]:8000/", "::1:8000"),
        ("http://localhost:8000", "localhost:8000"),
        ("mailto:ana@river.example", ""),
        ("http://[bad", ""),
        ("http://river.example:port/", ""),
        ("", ""),
    ],
)
def test_site_is_the_registrable_domain(url, site):
    assert address.site(url) == site


def test_same_site_needs_a_site():
    assert not address.same_site("", "")
    assert not address.same_site("http://[bad", "http://[bad")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.River.example:443/Speakers/?utm_source=x&b=2&a=1#top", "river.example/Speakers?a=1&b=2"),
        ("http://river.example/speakers/index.html", "river.example/speakers"),
        ("http://river.example:8080", "river.example:8080"),
        ("http://river.example/?page=", "river.example?page="),
        ("http://[bad", "http://[bad"),
    ],
)
def test_key_leaves_out_what_does_not_change_the_page(url, key):
    assert address.key(url) == key


@pytest.mark.parametrize(("one", "other"), [("?day=1", "?day=2"), ("/a", "/b"), ("/A", "/a"), (":8000/", ":9000/")])
def test_key_keeps_what_does(one, other):
    assert address.key(f"https://river.example{one}") != address.key(f"https://river.example{other}")


@pytest.mark.parametrize(
    ("url", "web"),
    [
        ("https://river.example", True),
        ("HTTP://river.example", True),
        ("ftp://river.example", False),
        ("https:///x", False),
        ("river.example", False),
        ("http://[bad", False),
    ],
)
def test_is_web(url, web):
    assert address.is_web(url) is web


@given(st.text(max_size=60))
def test_no_text_breaks_an_address(text):
    assert isinstance(address.key(text), str)
    assert address.same_site(text, text) == bool(address.site(text))
    assert address.is_web(text) in (True, False)


@given(st.from_regex(r"https://[a-z]{1,8}\.[a-z]{2,5}(/[a-z]{0,4}){0,3}(\?[a-z]=[a-z0-9]{0,3})?", fullmatch=True))
def test_key_is_the_same_for_a_marked_link(url):
    joint = "&" if "?" in url else "?"
    assert address.key(f"{url}{joint}utm_campaign=x#part") == address.key(url)
