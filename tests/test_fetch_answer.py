"""What an answer means: a page, a refusal, trouble that may pass, or something else."""

from __future__ import annotations

import httpx
import pytest
from fetching import PAGE, START

from scraper.errors import Blocked, Gone, NotAPage, Unreachable
from scraper.fetch.answer import Answer, check_page, check_passing, foreign, looks_cut
from scraper.fetch.retry import AttemptError

URL = "https://conf.example/speakers"


def made(status=200, body=PAGE, *, framed=True, content_type="text/html", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(
        url=URL, status=status, headers=httpx.Headers({"content-type": content_type} | named), body=body, framed=framed
    )


def titled(title, size=200):
    return f"<html><head><title>{title}</title></head><body>".encode() + b"x" * size


@pytest.mark.parametrize(
    ("answer", "error", "message"),
    [
        (made(404), Gone, "conf.example has no such page (404)"),
        (made(410), Gone, "conf.example has no such page (410)"),
        (made(401), Blocked, "conf.example wants a password (401)"),
        (made(403), Blocked, "conf.example refuses to show this page (403)"),
        (made(451), Blocked, "conf.example may not show this page by law (451)"),
        (made(501), Unreachable, "conf.example has trouble answering (501)"),
        (made(204, b""), NotAPage, "conf.example answers with an empty answer (204), not with a page"),
        (made(206), NotAPage, "conf.example answers with only a part of the page (206), not with a page"),
        (made(418), NotAPage, "conf.example answers with status 418, not with a page"),
        (made(304, b""), NotAPage, "conf.example answers with status 304, not with a page"),
        (made(403, cf_mitigated="challenge"), Blocked, "conf.example shows a check for humans instead of the page"),
        (made(202, x_amzn_waf_action="captcha"), Blocked, "conf.example shows a check for humans instead of the page"),
        (made(503, titled("Just a moment...")), Blocked, "conf.example shows a check for humans instead of the page"),
        (
            made(200, titled("Attention Required! | Cloudflare")),
            Blocked,
            "conf.example shows a check for humans instead of the page",
        ),
        (made(200, titled("Page not found")), Gone, "conf.example has no such page ('Page not found')"),
        (made(200, titled("404")), Gone, "conf.example has no such page ('404')"),
        (made(200, titled("Error 404 - Not Found")), Gone, "conf.example has no such page ('Error 404 - Not Found')"),
        (
            made(200, titled("404: Página no encontrada")),
            Gone,
            "conf.example has no such page ('404: Página no encontrada')",
        ),
        (made(200, b"%PDF-1.7 x"), NotAPage, "this is a PDF, not a page"),
    ],
)
def test_check_page_names_what_is_no_page(answer, error, message):
    with pytest.raises(error) as caught:
        check_page(answer)
    assert (type(caught.value), caught.value.message, caught.value.url) == (error, message, URL)


@pytest.mark.parametrize(
    "answer",
    [
        made(),
        made(203),
        made(200, b'{"speakers": []}', content_type="application/json"),
        made(200, b"BEGIN:VCALENDAR", content_type="text/calendar"),
        made(200, b"speakers:\n- Ann", content_type="application/x-yaml"),
        made(200, b"<feed/>", content_type="application/atom+xml"),
        made(200, b"plain words", content_type=""),
        made(200, b'{"a": 1}', content_type="application/octet-stream"),
        made(200, titled("Access denied: what we learnt from ten years of doors")),
        made(200, titled("Just a moment...", 30_000)),
        made(200, titled("Room 404")),
        made(200, titled("")),
        made(200, titled("Speakers | Conf")),
    ],
)
def test_check_page_lets_pages_of_all_kinds_pass(answer):
    check_page(answer)
    check_passing(answer, now=START, asked_if_changed=False)


@pytest.mark.parametrize(
    ("answer", "error", "message", "wait"),
    [
        (made(500), Unreachable, "conf.example has trouble answering (500)", None),
        (made(503, retry_after="7"), Unreachable, "conf.example has trouble answering (503)", 7.0),
        (made(408), Unreachable, "conf.example has trouble answering (408)", None),
        (made(425), Unreachable, "conf.example has trouble answering (425)", None),
        (made(522), Unreachable, "conf.example has trouble answering (522)", None),
        (made(429, retry_after="soon"), Blocked, "conf.example says we ask too often (429)", None),
        (
            made(429, retry_after="Mon, 04 May 2026 12:00:30 GMT"),
            Blocked,
            "conf.example says we ask too often (429)",
            30.0,
        ),
        (made(200, b" \n\0"), NotAPage, "conf.example sends an empty page", None),
        (
            made(200, titled("502 Bad Gateway")),
            Unreachable,
            "conf.example sends an error page ('502 Bad Gateway')",
            None,
        ),
        (
            made(200, titled("503 | Service Temporarily Unavailable")),
            Unreachable,
            "conf.example sends an error page ('503 | Service Temporarily Unavailable')",
            None,
        ),
        (
            made(304, b""),
            NotAPage,
            "conf.example says 'not modified' to somebody who never had the page",
            None,
        ),
    ],
)
def test_check_passing_names_what_may_be_better_next_time(answer, error, message, wait):
    with pytest.raises(AttemptError) as caught:
        check_passing(answer, now=START, asked_if_changed=False)
    found = caught.value
    assert (type(found.error), found.error.message, found.wait, found.stage) == (error, message, wait, "answer")


@pytest.mark.parametrize(
    ("wait", "hint"),
    [
        ("121", "it asks to be left alone for 2 minutes; try again after that"),
        ("3600", "it asks to be left alone for 60 minutes; try again after that"),
        ("86400", "it asks to be left alone for 24 hours; try again after that"),
        ("120", Blocked.default_hint),
    ],
)
def test_check_passing_says_how_long_to_stay_away(wait, hint):
    with pytest.raises(AttemptError) as caught:
        check_passing(made(429, retry_after=wait), now=START, asked_if_changed=False)
    assert caught.value.error.hint == hint


@pytest.mark.parametrize(
    "answer", [made(404), made(403, cf_mitigated="challenge"), made(503, titled("Just a moment..."))]
)
def test_check_passing_leaves_what_lasts_alone(answer):
    check_passing(answer, now=START, asked_if_changed=False)


def test_check_passing_takes_a_304_that_was_asked_for():
    check_passing(made(304, b""), now=START, asked_if_changed=True)


@pytest.mark.parametrize(
    ("answer", "cut"),
    [
        (made(200, PAGE, framed=False), False),
        (made(200, PAGE[:-7], framed=False), True),
        (made(200, PAGE[:-7].upper(), framed=False), True),
        (made(200, PAGE.upper() + b"<!-- " + b"x" * 1500 + b" -->", framed=False), False),
        (made(200, PAGE[:-7], framed=True), False),
        (made(404, PAGE[:-7], framed=False), False),
        (made(200, b"<h1>A fragment</h1>", framed=False), False),
        (made(200, b'{"a": 1}', framed=False), False),
    ],
)
def test_looks_cut_is_about_html_whose_end_nobody_vouches_for(answer, cut):
    assert looks_cut(answer) is cut


@pytest.mark.parametrize(
    ("body", "content_type", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "text/html", "a picture"),
        (b"\xff\xd8\xff\xe0", "text/html", "a picture"),
        (b"PK\x03\x04abc", "text/html", "a zip or office file"),
        (b"\x1f\x8b\x08", "text/html", "a packed file"),
        (b"<svg/>", "image/svg+xml", "a picture"),
        (b"x", "video/mp4", "a film"),
        (b"x", "Application/PDF; x=y", "a PDF"),
        (b"a{}", "text/css", "a style sheet"),
        (bytes(range(256)) * 4, "text/html", "a binary file"),
        (b"\0\x01\x02\x03" * 300, "", "a binary file"),
        (b"text", "text/html", None),
        (b"", "", None),
        (b"Ann\0a Null" + b"x" * 500, "text/html", None),
        ("Señor José".encode("utf-16"), "", None),
        ("Señor José and some more".encode("utf-16-le"), "", None),
        ("見本太郎".encode("utf-16-be"), "text/html; charset=UTF-16BE", None),
        ("見本太郎".encode("utf-32"), "", None),
        ("見本太郎 代表取締役".encode("iso2022_jp") * 9, "text/html", None),
        ("Иван".encode("koi8-r") * 50, "text/html", None),
    ],
)
def test_foreign_tells_text_of_any_encoding_from_the_rest(body, content_type, what):
    assert foreign(body, content_type) == what
