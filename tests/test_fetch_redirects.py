"""Where servers send us: each step checked, never in a circle."""

from __future__ import annotations

import httpx
import pytest
from fetching import fetcher, html, run, urls

from scraper.errors import Blocked, NotAllowed, NotAPage, TooLarge

HOME = "https://conf.example/"


def redirect(to, status=302, **headers):
    given = {} if to is None else {"location": to}
    return httpx.Response(status, headers=given | {k.replace("_", "-"): v for k, v in headers.items()})


def site(pages):
    def answer(request):
        return pages[str(request.url)]

    return fetcher(answer)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_page_knows_where_it_was_found(status):
    made, asked = site({HOME: redirect("/2026/#top", status), HOME + "2026/": html()})
    [page] = run(made, HOME)
    assert (page.url, page.status, urls(asked)) == (HOME + "2026/", 200, [HOME, HOME + "2026/"])


def test_redirects_robots_are_asked_again_for_each_new_place():
    def answer(request):
        pages = {
            HOME: redirect("https://other.example/a"),
            "https://conf.example/robots.txt": httpx.Response(404),
            "https://other.example/robots.txt": httpx.Response(200, text="User-agent: *\nDisallow: /a"),
        }
        return pages[str(request.url)]

    made, asked = fetcher(answer, robots=None)
    [problem] = run(made, HOME)
    assert (type(problem), problem.message) == (
        NotAllowed,
        "other.example asks programs not to read this page (robots.txt)",
    )
    assert urls(asked) == ["https://conf.example/robots.txt", HOME, "https://other.example/robots.txt"]


@pytest.mark.parametrize(
    ("location", "error", "message"),
    [
        (None, NotAPage, "conf.example redirects without saying where"),
        (" ", NotAPage, "conf.example redirects without saying where"),
        ("file:///etc/passwd", NotAPage, "conf.example redirects to something that is no web address"),
        ("data:text/html,x", NotAPage, "conf.example redirects to something that is no web address"),
        ("https://a:b@conf.example/", NotAPage, "conf.example redirects to something that is no web address"),
        ("https://[bad", NotAPage, "conf.example redirects to something that is no web address"),
        ("#", TooLarge, "conf.example redirects in a circle"),
        (HOME, TooLarge, "conf.example redirects in a circle"),
        (
            "https://127.0.0.1:9/admin",
            NotAllowed,
            "conf.example leads to 127.0.0.1:9, an address of a private network: not followed",
        ),
        (
            "https://169.254.169.254/latest/meta-data/",
            NotAllowed,
            "conf.example leads to 169.254.169.254, an address of a private network: not followed",
        ),
        ("https://www.linkedin.com/in/ann", NotAllowed, "www.linkedin.com is never fetched"),
        ("http://conf.example/", NotAllowed, "conf.example redirects from https to http: not followed"),
        ("http://conf.example:8080/", NotAllowed, "conf.example redirects from https to http: not followed"),
        ("/wp-login.php?next=/", Blocked, "conf.example asks to log in first"),
        ("/auth/sign-in/", Blocked, "conf.example asks to log in first"),
    ],
)
def test_redirects_that_are_not_followed(location, error, message):
    made, asked = site({HOME: redirect(location)})
    [problem] = run(made, HOME)
    assert (type(problem), problem.message, problem.url) == (error, message, HOME)
    assert urls(asked) == [HOME]


def test_redirects_out_of_https_are_asked_by_https():
    made, asked = site({HOME: redirect("http://www.conf.example/"), "https://www.conf.example/": html()})
    [page] = run(made, HOME)
    assert (page.url, urls(asked)) == ("https://www.conf.example/", [HOME, "https://www.conf.example/"])


def test_redirects_into_https_are_followed():
    made, _ = site({"http://conf.example/": redirect(HOME), HOME: html()})
    assert run(made, "http://conf.example/")[0].url == HOME


@pytest.mark.parametrize(("hops", "fine"), [(10, True), (11, False)])
def test_redirects_are_followed_ten_times(hops, fine):
    def answer(request):
        n = int(request.url.path[1:] or 0)
        return redirect(f"/{n + 1}") if n < hops else html()

    made, asked = fetcher(answer)
    [found] = run(made, HOME)
    assert len(asked) == 11
    assert (found.url if fine else found.message) == (
        HOME + "10" if fine else "conf.example redirects more than 10 times"
    )


def test_redirects_a_cookie_on_the_way_is_given_back_to_its_own_site_only():
    def answer(request):
        if str(request.url) == "https://other.example/":
            return html()
        if request.headers.get("cookie") == "seen=1; b=2":
            return redirect("https://other.example/")
        return httpx.Response(
            302,
            headers=[
                ("location", HOME),
                ("set-cookie", "seen=1; Path=/; Secure"),
                ("set-cookie", "b=2"),
                ("set-cookie", "=;"),
            ],
        )

    made, asked = fetcher(answer)
    [page] = run(made, HOME)
    assert page.url == "https://other.example/"
    assert [request.headers.get("cookie") for request in asked] == [None, "seen=1; b=2", None]


def test_redirects_a_cookie_that_changes_nothing_ends_the_circle():
    made, asked = fetcher(lambda request: redirect(HOME, set_cookie="a=1"))
    [problem] = run(made, HOME)
    assert (problem.message, len(asked)) == ("conf.example redirects in a circle", 2)


def test_redirects_cookies_that_pile_up_end_too():
    n = iter(range(100))
    made, asked = fetcher(lambda request: redirect(HOME, set_cookie=f"a{next(n)}=1"))
    [problem] = run(made, HOME)
    assert (problem.message, len(asked)) == ("conf.example redirects more than 10 times", 11)


@pytest.mark.parametrize(
    "meta",
    [
        '<meta http-equiv="refresh" content="0; url=/en/">',
        "<META CONTENT='2;URL=/en/' HTTP-EQUIV=Refresh>",
        '<meta http-equiv="refresh" content="0;url=&#x2F;en/">',
    ],
)
def test_redirects_in_a_small_page_are_followed_too(meta):
    made, _ = site({HOME: html(f"<html>{meta}</html>".encode()), HOME + "en/": html()})
    assert run(made, HOME)[0].url == HOME + "en/"


def test_redirects_in_a_page_are_checked_like_any():
    made, asked = site({HOME: html(b'<html><meta http-equiv="refresh" content="0;url=http://127.0.0.1/"></html>')})
    [problem] = run(made, HOME)
    assert (type(problem), len(asked)) == (NotAllowed, 1)


@pytest.mark.parametrize(
    "body",
    [
        b'<html><meta http-equiv="refresh" content="300;url=/again"></html>',
        b'<html><meta http-equiv="refresh" content="30"></html>',
        b'<html><noscript><meta http-equiv="refresh" content="0;url=/nojs"></noscript></html>',
        b'<html><meta name="description" content="0;url=/refresh"></html>',
        b'<html><meta http-equiv="refresh" content="0;url=/en/">' + b"<p>a real page</p>" * 300 + b"</html>",
    ],
)
def test_redirects_pages_that_renew_themselves_are_pages(body):
    made, asked = site({HOME: html(body)})
    assert (run(made, HOME)[0].body, len(asked)) == (body, 1)


def test_redirects_from_a_login_page_the_user_asked_for_are_followed():
    made, _ = site({HOME + "login": redirect("/sso"), HOME + "sso": html()})
    assert run(made, HOME + "login")[0].url == HOME + "sso"


def test_redirects_from_a_private_address_stay_there():
    made, asked = site({"http://127.0.0.1:8000/": redirect(HOME)})
    [problem] = run(made, "http://127.0.0.1:8000/")
    assert (problem.message, len(asked)) == (
        "127.0.0.1:8000 sends us away to conf.example: redirects from a private address are not followed",
        1,
    )
