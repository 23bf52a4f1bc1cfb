"""robots.txt by RFC 9309."""

from __future__ import annotations

import httpx
import pytest
from fetching import PAGE, Time, fetcher, html, run, urls
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import NotAllowed, Unreachable
from scraper.fetch.robots import MAX_BYTES, Rules, parse, verdict

HOME = "https://conf.example/speakers/"
ROBOTS = "https://conf.example/robots.txt"


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /*.json$", "/all.json", False),
        ("User-agent: *\nDisallow: /*.json$", "/all.json?x=1", True),
        ("User-agent: coffeechat\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: CoffeeChat\nDisallow: /", "/a", False),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: reader\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: coffeechat\nAllow: /", "/a", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("User-agent: *\rDisallow: /a\r", "/a", False),
        ("user-agent:*\ndisallow:/a # no", "/a", False),
        ("User-agent: *\nDisallow: /caf%C3%A9/", "/café/", False),
        ("User-agent: *\nDisallow: /café/", "/caf%C3%A9/", False),
        ("<!doctype html><html><body>User-agent: *\nDisallow: /</body></html>", "/a", True),
        ("  <html>\nUser-agent: *\nDisallow: /", "/a", True),
        ("\0\0User-agent: *\nDisallow: /", "/a", False),
        ("rubbish\nmore: rubbish\n: :\n", "/a", True),
    ],
)
def test_parse_reads_what_stands_there(text, path, allowed):
    assert parse(text.encode()).allow("https://conf.example" + path) is allowed


def test_parse_latin1_is_read_all_the_same():
    rules = parse("# Café\nUser-agent: *\nDisallow: /private/".encode("latin-1"))
    assert (rules.allow("https://conf.example/private/x"), rules.allow("https://conf.example/x")) == (False, True)


def test_parse_a_long_file_is_cut_between_two_rules():
    rules = b"User-agent: *\nDisallow: /first\n"
    body = rules + b"# " + b"x" * (MAX_BYTES - len(rules) - 15) + b"\nDisallow: /speakers\nDisallow: /late\n"
    assert body[:MAX_BYTES].endswith(b"Disallow: /s")
    parsed = parse(body)
    paths = ("/first", "/speakers", "/sponsors", "/late")
    assert [parsed.allow("https://conf.example" + path) for path in paths] == [False, True, True, True]


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: *\nCrawl-delay: soon", 0.0),
        ("User-agent: *\nCrawl-delay: -3", 0.0),
        ("User-agent: *\nRequest-rate: 1/10", 10.0),
        ("User-agent: *\nRequest-rate: 6/1m\nCrawl-delay: 3", 10.0),
        ("User-agent: *\nCrawl-delay: 9\n\nUser-agent: coffeechat\nCrawl-delay: 1", 1.0),
        ("User-agent: *\nDisallow: /x", 0.0),
    ],
)
def test_parse_finds_the_pace_a_site_asks_for(text, delay):
    assert parse(text.encode()).delay == delay


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 204, 304])
def test_verdict_no_file_allows_everything(status):
    assert verdict(status, b"User-agent: *\nDisallow: /") == Rules()


@pytest.mark.parametrize("status", [429, 500, 503, 599])
def test_verdict_an_overrun_server_allows_nothing(status):
    assert verdict(status, b"") is None


@given(st.binary(max_size=400))
def test_parse_never_raises(body):
    assert isinstance(parse(body).allow(HOME), bool)


def test_robots_is_asked_first_and_once_a_site():
    def answer(request):
        return httpx.Response(200, text="") if request.url.path == "/robots.txt" else html()

    made, asked = fetcher(answer, robots=None)
    run(made, HOME, HOME + "ann", "http://conf.example/", "https://conf.example:8443/")
    assert urls(asked) == [
        ROBOTS,
        HOME,
        HOME + "ann",
        "http://conf.example/robots.txt",
        "http://conf.example/",
        "https://conf.example:8443/robots.txt",
        "https://conf.example:8443/",
    ]


def test_robots_applies_to_this_machine_too():
    made, asked = fetcher(lambda request: html(), robots="User-agent: *\nDisallow: /")
    [problem] = run(made, "http://127.0.0.1:8000/")
    assert (type(problem), asked) == (NotAllowed, [])


@pytest.mark.parametrize("status", [500, 503, 429])
def test_robots_a_server_in_trouble_is_not_read_and_asked_three_times(status):
    made, asked = fetcher(lambda request: httpx.Response(status), robots=None)
    first, second = run(made, HOME, HOME + "ann")
    assert (type(first), first.url, second.url) == (NotAllowed, HOME, HOME + "ann")
    assert first.message.startswith("conf.example cannot be asked what programs may read (robots.txt: conf.example ")
    assert first.hint.startswith("that is often temporary")
    assert urls(asked) == [ROBOTS] * 3


@pytest.mark.parametrize(
    ("failure", "error", "times"),
    [
        (httpx.ReadTimeout("slow"), NotAllowed, 3),
        (httpx.ReadError("reset"), NotAllowed, 3),
        (httpx.ConnectError("nobody"), Unreachable, 3),
    ],
)
def test_robots_without_an_answer_nothing_is_read(failure, error, times):
    def answer(request):
        raise failure

    made, asked = fetcher(answer, robots=None)
    [problem] = run(made, HOME)
    assert (type(problem), urls(asked)) == (error, [ROBOTS] * times)


def test_robots_a_trouble_that_passes_is_waited_for():
    answers = iter([httpx.Response(503, headers={"retry-after": "4"}), httpx.Response(404), html()])
    time = Time()
    made, _ = fetcher(lambda request: next(answers), robots=None, time=time)
    assert run(made, HOME)[0].body == PAGE
    assert 4.0 in time.slept


@pytest.mark.parametrize(
    ("hops", "end", "allowed"),
    [
        (1, "User-agent: *\nDisallow: /", False),
        (5, "User-agent: *\nDisallow: /", False),
        (6, "User-agent: *\nDisallow: /", True),
    ],
)
def test_robots_redirects_are_followed_five_times(hops, end, allowed):
    def answer(request):
        if "robots" not in request.url.path:
            return html()
        n = int(request.url.params.get("n", 0))
        return (
            httpx.Response(302, headers={"location": f"/robots.txt?n={n + 1}"})
            if n < hops
            else httpx.Response(200, text=end)
        )

    made, _ = fetcher(answer, robots=None)
    [found] = run(made, HOME)
    assert (type(found) is NotAllowed) is not allowed


@pytest.mark.parametrize("location", ["/robots.txt", "http://127.0.0.1/robots.txt", "file:///robots.txt", ""])
def test_robots_redirects_to_nowhere_are_no_file(location):
    def answer(request):
        return httpx.Response(302, headers={"location": location}) if "robots" in request.url.path else html()

    made, asked = fetcher(answer, robots=None)
    assert run(made, HOME)[0].body == PAGE
    assert urls(asked) == [ROBOTS, HOME]


def test_robots_a_page_that_is_forbidden_costs_no_request():
    made, asked = fetcher(lambda request: html(), robots="User-agent: *\nDisallow: /speakers/b")
    found = run(made, HOME + "ann", HOME + "bob")
    assert [type(one).__name__ for one in found] == ["Page", "NotAllowed"]
    assert urls(asked) == [HOME + "ann"]


def test_robots_crawl_delay_is_kept_from_robots_txt_on():
    time = Time()
    made, _ = fetcher(lambda request: html(), robots="User-agent: *\nCrawl-delay: 20", time=time)
    run(made, HOME, HOME + "ann")
    assert time.slept == [20.0, 20.0]


def test_robots_crawl_delay_holds_for_this_machine_too():
    time = Time()
    made, _ = fetcher(lambda request: html(), robots="User-agent: *\nCrawl-delay: 2", time=time, delay=0)
    run(made, "http://localhost:8000/", "http://localhost:8000/b")
    assert time.slept == [2.0, 2.0]


def test_robots_a_crawl_delay_beyond_a_minute_is_a_refusal():
    made, asked = fetcher(lambda request: html(), robots="User-agent: *\nCrawl-delay: 61")
    [problem] = run(made, HOME)
    assert (type(problem), problem.message) == (
        NotAllowed,
        "conf.example wants 61 seconds between two pages: too slow to read it",
    )
    assert asked == []


@pytest.mark.parametrize(("hours", "again"), [(23, False), (25, True), (-1, True)])
def test_robots_is_kept_for_a_day_in_the_archive(tmp_path, hours, again):
    def answer(request):
        return httpx.Response(200, text="User-agent: *\nDisallow: /x") if "robots" in request.url.path else html()

    time = Time()
    made, _ = fetcher(answer, robots=None, time=time, archive=tmp_path / "pages.db")
    run(made, HOME)
    time.seconds += hours * 3600
    made, asked = fetcher(answer, robots=None, time=time, archive=tmp_path / "pages.db")
    found = run(made, HOME + "2", "https://conf.example/x")
    assert (urls(asked)[0] == ROBOTS) is again
    assert type(found[1]) is NotAllowed


def test_robots_trouble_is_not_kept(tmp_path):
    made, _ = fetcher(lambda request: httpx.Response(503), robots=None, archive=tmp_path / "pages.db")
    run(made, HOME)
    made, asked = fetcher(lambda request: html(b"User-agent: *"), robots=None, archive=tmp_path / "pages.db")
    run(made, HOME)
    assert urls(asked) == [ROBOTS, HOME]
