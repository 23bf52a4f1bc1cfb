"""Which addresses are asked for, and who may lead where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.address import is_loopback
from scraper.errors import NotAllowed, NotAPage
from scraper.fetch.addresses import Borders, asked_under, canonical, host_of, is_private, is_public, origin

PUBLIC = "https://conf.example/speakers"


@pytest.mark.parametrize(
    ("given_", "asked"),
    [
        ("HTTP://Conf.Example", "http://conf.example/"),
        (" https://conf.example:443/a#b ", "https://conf.example/a"),
        ("http://conf.example:80/a", "http://conf.example/a"),
        ("http://conf.example:8080/a?b=c d", "http://conf.example:8080/a?b=c%20d"),
        ("https://münchen.example/sprecher/ä", "https://xn--mnchen-3ya.example/sprecher/%C3%A4"),
        ("https://conf.example/a%2Fb", "https://conf.example/a%2Fb"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("http://conf.example?year=1", "http://conf.example/?year=1"),
    ],
)
def test_canonical_writes_an_address_in_one_way(given_, asked):
    assert canonical(given_) == asked


@given(
    host=st.sampled_from(
        ["conf.example", "a..b", "127.0.0.1", "127.1", "x_y-z.", "0x7f", "c" * 64, ".", "xn--mnchen-3ya.example"]
    ),
    port=st.sampled_from(["", ":80", ":443", ":8080", ":59999", ":65535", ":99999", ":0123"]),
    path=st.text("a/.~_-", max_size=8),
)
def test_canonical_of_a_plain_address_is_what_taking_it_apart_gives(host, port, path):
    address = f"http://{host}{port}/{path}"
    assert asked_under(address) == asked_under(f" {address}")  # a blank is no plain address


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("file:///etc/passwd", "not an http(s) address: file:///etc/passwd"),
        ("ftp://conf.example/", "not an http(s) address: ftp://conf.example/"),
        ("javascript:alert(1)", "not an http(s) address: javascript:alert(1)"),
        ("conf.example/speakers", "not an http(s) address: conf.example/speakers"),
        ("", "not an http(s) address: "),
        ("http://", "an address without a host: http://"),
        ("http:///path", "an address without a host: http:///path"),
        ("http://[bad", "not an address: http://[bad"),
        ("http://conf.example:99999/", "not an address: http://conf.example:99999/"),
        ("http://a\x00b/", "not an address: http://a\x00b/"),
        ("http://a b/", "not an address: http://a b/"),
        ("http://a\\b/", "not an address: http://a\\b/"),
        ("http://127.1/", "not an address: http://127.1/"),
        ("http://0x7f000001/", "not an address: http://0x7f000001/"),
        ("http://2130706433/", "not an address: http://2130706433/"),
        ("http://conf.example:0/", "not an address: http://conf.example:0/"),
        ("http://ann:secret@conf.example/", "addresses with a user name or password are not read"),
        ("http://conf.example/" + "a" * 4_000, "an address of more than 4000 characters"),
    ],
)
def test_canonical_refuses_what_is_no_web_address(address, message):
    with pytest.raises(NotAPage) as caught:
        canonical(address)
    assert caught.value.message == message


@given(st.text(max_size=60))
def test_canonical_is_stable_or_refuses(text):
    try:
        address = canonical("http://" + text)
    except NotAPage:
        return
    assert canonical(address) == address


def test_origin_and_host_leave_out_what_does_not_matter():
    assert (origin("http://[::1]:8080/a"), host_of("http://[::1]:8080/a")) == ("http://[::1]:8080", "::1")


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("192.0.2.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", False),
    ],
)
def test_is_public_knows_private_numbers_in_any_dress(number, public):
    assert is_public(number) is public


@pytest.mark.parametrize(
    ("host", "loopback", "private"),
    [
        ("localhost", True, True),
        ("LOCALHOST.", True, True),
        ("tour.localhost", True, True),
        ("127.8.9.1", True, True),
        ("::1", True, True),
        ("10.0.0.1", False, True),
        ("conf.example", False, False),
        ("notlocalhost", False, False),
        ("93.184.216.34", False, False),
    ],
)
def test_is_loopback_and_is_private_read_the_host_as_written(host, loopback, private):
    assert (is_loopback(host), is_private(host)) == (loopback, private)


@pytest.mark.parametrize("host", ["linkedin.com", "www.linkedin.com", "de.linkedin.com.", "lnkd.in"])
def test_borders_never_let_anybody_to_linkedin(host):
    borders = Borders()
    with pytest.raises(NotAllowed, match="is never fetched"):
        borders.enter(canonical(f"https://{host}/in/ann"))
    with pytest.raises(NotAllowed, match="is never fetched"):
        borders.cross(PUBLIC, canonical(f"https://{host}/in/ann"))


def test_borders_names_that_only_look_like_linkedin_are_others():
    Borders().enter("https://notlinkedin.com/")


@pytest.mark.parametrize("redirect", [False, True])
@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
    ],
)
def test_borders_public_pages_do_not_lead_into_private_networks(target, redirect):
    borders = Borders()
    borders.enter(PUBLIC)
    with pytest.raises(NotAllowed, match=r"an address of a private network: not followed"):
        borders.cross(PUBLIC, target, redirect=redirect)


@pytest.mark.parametrize(
    ("source", "target", "redirect", "allowed"),
    [
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/b", True, True),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:9000/b", True, False),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:9000/b", False, False),
        ("http://127.0.0.1:8000/a", "http://127.0.0.2:8000/b", True, False),
        ("http://127.0.0.1:8000/a", "http://localhost:7000/b", True, True),
        ("http://127.0.0.1:8000/a", PUBLIC, False, True),
        ("http://127.0.0.1:8000/a", PUBLIC, True, False),
        (PUBLIC, "https://other.example/", True, True),
        (PUBLIC, "http://localhost:7000/", True, False),
    ],
)
def test_borders_private_pages_stay_where_the_user_sent_us(source, target, redirect, allowed):
    borders = Borders()
    borders.enter("http://127.0.0.1:8000/")
    borders.enter("http://localhost:7000/")
    if allowed:
        borders.cross(source, target, redirect=redirect)
    else:
        with pytest.raises(NotAllowed):
            borders.cross(source, target, redirect=redirect)


def test_borders_admit_only_public_numbers_of_names_from_pages():
    borders = Borders()
    borders.enter(PUBLIC)
    assert borders.admit("trap.example", ["10.0.0.1", "127.0.0.1"]) == []
    assert borders.admit("both.example", ["10.0.0.1", "93.184.216.34"]) == ["93.184.216.34"]


def test_borders_admit_private_numbers_of_a_name_the_user_typed():
    borders = Borders()
    borders.enter("http://intranet.example/")
    assert borders.admit("intranet.example", ["10.0.0.1"]) == ["10.0.0.1"]
    with pytest.raises(NotAllowed):
        borders.cross(PUBLIC, "http://intranet.example/admin")


def test_borders_a_typed_public_name_cannot_turn_private_later():
    borders = Borders()
    borders.enter(PUBLIC)
    assert borders.admit("conf.example", ["93.184.216.34"]) == ["93.184.216.34"]
    assert borders.admit("conf.example", ["127.0.0.1"]) == []


def test_borders_admit_this_machine_by_its_name():
    assert Borders().admit("localhost", ["127.0.0.1", "::1"]) == ["127.0.0.1", "::1"]
