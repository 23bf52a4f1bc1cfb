"""The fetcher as a whole, over a made-up network: what it asks, keeps, tells and raises."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest
from fetching import PAGE, START, Time, fetcher, gzipped, html, run, urls

from scraper import __version__, registry
from scraper.crawl import Crawl
from scraper.errors import (
    Blocked,
    Gone,
    NotAllowed,
    NotAPage,
    NotArchived,
    NotOurFile,
    StoreError,
    TooLarge,
    Unreachable,
)
from scraper.fetch.asking import PAUSE
from scraper.fetch.events import Asked, Got, Retrying, Waiting
from scraper.pull.driving import drive, here

HOME = "https://conf.example/speakers"
OTHER = "https://other.example/"


def test_get_gives_the_page_as_it_was_served():
    made, _ = fetcher(lambda request: html(content_type="text/html; charset=utf-8"))
    [page] = run(made, HOME + "#ann")
    assert (page.url, page.body, page.status, page.content_type, page.seen_at) == (
        HOME,
        PAGE,
        200,
        "text/html; charset=utf-8",
        START + timedelta(seconds=1),
    )


def test_get_says_who_asks():
    made, asked = fetcher(lambda request: html())
    run(made, HOME)
    assert {name: value for name, value in asked[0].headers.items() if name != "host"} == {
        "user-agent": f"coffeechat/{__version__} (personal conference reader)",
        "accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.5",
        "accept-encoding": "gzip, deflate, br",
    }


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("ann@conf.example", "coffeechat/{} (personal conference reader; ann@conf.example)"),
        ("a\r\nX-Evil: (1)", "coffeechat/{} (personal conference reader; aX-Evil: 1)"),
        ("é", "coffeechat/{} (personal conference reader)"),
    ],
)
def test_get_says_how_to_reach_the_user_who_wants_that(contact, shown):
    made, asked = fetcher(lambda request: html(), contact=contact)
    run(made, HOME)
    assert asked[0].headers["user-agent"] == shown.format(__version__)


@pytest.mark.parametrize(
    ("url", "error"),
    [("file:///etc/passwd", NotAPage), ("https://www.linkedin.com/in/x", NotAllowed), ("speakers", NotAPage)],
)
def test_get_refuses_before_anything_is_sent(url, error):
    made, asked = fetcher(lambda request: html())
    assert (type(run(made, url)[0]), asked) == (error, [])


def test_get_a_link_into_a_private_network_is_not_followed():
    made, asked = fetcher(lambda request: html())
    found = run(made, "http://127.0.0.1/", "http://10.0.0.1/", linked_from=HOME)
    assert ([type(one) for one in found], asked) == ([NotAllowed, NotAllowed], [])


@pytest.mark.parametrize("archived", [False, True])
def test_get_the_same_page_twice_is_fetched_once(tmp_path, archived):
    made, asked = fetcher(lambda request: html(), archive=tmp_path / "pages.db" if archived else None)
    pages = run(made, HOME, HOME + "#x", HOME.upper().replace("SPEAKERS", "speakers"))
    assert ([page.body for page in pages], urls(asked)) == ([PAGE] * 3, [HOME])


def test_get_the_same_page_at_the_same_time_is_fetched_once():
    made, asked = fetcher(lambda request: html())

    async def go():
        async with made:
            return await asyncio.gather(*[made.get(HOME) for _ in range(5)])

    pages = asyncio.run(go())
    assert ({page.body for page in pages}, urls(asked)) == ({PAGE}, [HOME])


def test_get_a_page_that_was_found_behind_a_redirect_is_not_fetched_again():
    def answer(request):
        return httpx.Response(301, headers={"location": "/2026/"}) if request.url.path == "/speakers" else html()

    made, asked = fetcher(answer)
    pages = run(made, HOME, "https://conf.example/2026/")
    assert [page.url for page in pages] == ["https://conf.example/2026/"] * 2
    assert urls(asked) == [HOME, "https://conf.example/2026/"]


def test_get_a_failure_is_remembered_for_the_run():
    made, asked = fetcher(lambda request: httpx.Response(404))
    first, second = run(made, HOME, HOME)
    assert (type(second), second.message, second.url, second.hint) == (Gone, first.message, HOME, first.hint)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("made_of", "error", "message", "times"),
    [
        (lambda: httpx.Response(500), Unreachable, "conf.example has trouble answering (500)", 4),
        (lambda: httpx.Response(429), Blocked, "conf.example says we ask too often (429)", 4),
        (lambda: httpx.Response(404), Gone, "conf.example has no such page (404)", 1),
        (lambda: httpx.Response(403), Blocked, "conf.example refuses to show this page (403)", 1),
        (lambda: html(b""), NotAPage, "conf.example sends an empty page", 4),
        (lambda: html(b"%PDF-1.7"), NotAPage, "this is a PDF, not a page", 1),
        (lambda: html(gzipped(PAGE)[:-9], content_encoding="gzip"), Unreachable, "conf.example sends a damaged page: it is cut off in the middle", 4),
        (lambda: html(content_encoding="zstd"), Unreachable, "conf.example sends a damaged page: it is packed in a way nobody asked for (zstd)", 4),
        (lambda: html(bytes(13_000_000)), TooLarge, "the page is too large: it is larger than 12 MB", 1),
        (lambda: httpx.Response(304), NotAPage, "conf.example says 'not modified' to somebody who never had the page", 4),
    ],
)  # fmt: skip
def test_get_tries_again_what_may_pass_and_names_what_does_not(made_of, error, message, times):
    made, asked = fetcher(lambda request: made_of())
    [problem] = run(made, HOME)
    assert (type(problem), problem.message, problem.url, len(asked)) == (error, message, HOME, times)


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.Response(503),
        httpx.Response(429, headers={"retry-after": "1"}),
        html(b""),
        html(b"<title>502 Bad Gateway</title>"),
        html(gzipped(PAGE)[:-9], content_encoding="gzip"),
        html(gzipped(PAGE)[:30] + b"x" * 30, content_encoding="gzip"),
        httpx.ReadTimeout("slow"),
        httpx.ConnectError("nobody"),
        httpx.RemoteProtocolError("odd"),
        OSError("broken"),
    ],
)
def test_get_survives_trouble_that_passes(trouble):
    def answer(request):
        if len(asked) > 2:
            return html()
        if isinstance(trouble, Exception):
            raise trouble
        return httpx.Response(trouble.status_code, headers=trouble.headers, content=b"".join(trouble.stream))

    made, asked = fetcher(answer)
    assert (run(made, HOME)[0].body, len(asked)) == (PAGE, 3)


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        (httpx.ReadTimeout("slow"), "conf.example does not answer in time (0 s)"),
        (httpx.ConnectTimeout("slow"), "conf.example does not answer in time (0 s)"),
        (httpx.ConnectError("nobody"), "conf.example does not answer (no connection)"),
        (httpx.ProxyError("no"), "conf.example cannot be asked: the proxy refuses or does not answer"),
        (httpx.RemoteProtocolError("odd"), "conf.example sends something that is not HTTP"),
        (httpx.ReadError("cut"), "conf.example breaks off in the middle of the answer"),
        (RuntimeError("what?"), "conf.example breaks off in the middle of the answer"),
    ],
)
def test_get_names_every_failure_of_the_transport(failure, message):
    def answer(request):
        raise failure

    made, asked = fetcher(answer)
    [problem] = run(made, HOME)
    assert (type(problem), problem.message, len(asked)) == (Unreachable, message, 4)


def test_get_retry_after_is_kept_to_and_holds_the_whole_host():
    time = Time()
    at = []

    def answer(request):
        at.append((request.url.path, time.seconds - 1_000))
        return httpx.Response(429, headers={"retry-after": "50"}) if len(at) == 1 else html()

    made, _ = fetcher(answer, time=time)

    async def go():
        async with made:
            first = asyncio.create_task(made.get(HOME))
            for _ in range(50):
                await asyncio.sleep(0)
            assert max(time.slept) == 50
            await asyncio.gather(first, made.get(HOME + "/b"))

    asyncio.run(asyncio.wait_for(go(), 10))
    assert [seconds >= 51 for _, seconds in at] == [False, True, True]


def test_get_a_site_that_wants_an_hour_of_peace_gets_it():
    made, asked = fetcher(lambda request: httpx.Response(503, headers={"retry-after": "3600"}))
    found = run(made, HOME, HOME + "/b", OTHER)
    assert [one.hint for one in found] == ["it asks to be left alone for 60 minutes; try again after that"] * 3
    assert urls(asked) == [HOME, OTHER]


def test_get_a_host_that_has_died_is_not_tried_for_every_page():
    def answer(request):
        raise httpx.ReadTimeout("slow")

    made, asked = fetcher(answer)
    found = run(made, *[f"{HOME}/{n}" for n in range(20)])
    assert {type(one) for one in found} == {Unreachable}
    assert (found[5].message, found[5].url) == ("conf.example has stopped answering", f"{HOME}/5")
    assert len(asked) == 5 * 4


@pytest.mark.parametrize("comes_back", [True, False])
def test_pages_of_a_host_that_fell_silent_are_asked_for_once_more_at_the_end(comes_back):
    """It answers the first page, then nobody until all are given up, as a site does that is started anew."""
    time = Time()
    names = [
        f"{first} {last}"
        for first in ("Ana", "Bo", "Chioma", "Dana", "Emil", "Fatou")
        for last in ("Ruiz", "Lind", "Adeyemi", "Okafor", "Brandt")
    ]
    cards = "".join(f'<div class=card><h3><a href="/p/{n}">{name}</a></h3></div>' for n, name in enumerate(names))

    def answer(request):
        if request.url.path == "/speakers":
            return html(f"<h1>Speakers</h1>{cards}".encode())
        if comes_back and PAUSE in time.slept:
            return html(f"<main><h1>{names[int(request.url.path[3:])]}</h1><p>Nurse, Acme Ltd</p></main>".encode())
        raise httpx.ReadTimeout("slow")

    made, asked = fetcher(answer, time=time)

    async def go():
        crawl = Crawl(registry.get("website"), HOME)
        async with made as opened:
            await drive(crawl, opened, 4, start=HOME, look=here)
        return crawl.harvest()

    pages = asyncio.run(go()).pages
    failed = [one for one in pages if one.error]
    assert len(pages) == 31
    assert time.slept.count(PAUSE) == 1
    assert len(failed) == (0 if comes_back else 30)
    assert len(asked) < 100  # of a dead host not every page is tried, and none for ever


def test_get_a_host_that_answers_now_and_then_is_not_given_up():
    def answer(request):
        if request.url.path.endswith("3"):
            return html()
        raise httpx.ReadTimeout("slow")

    made, _ = fetcher(answer)
    found = run(made, *[f"{HOME}/{n}" for n in range(8)])
    assert [one.message for one in found if isinstance(one, Unreachable)] == [
        "conf.example does not answer in time (0 s)"
    ] * 7


@pytest.mark.parametrize("cut_at", [-7, -20])
def test_get_a_page_that_stops_early_is_looked_at_twice(cut_at):
    bodies = iter([PAGE[:cut_at] + b"<p>", PAGE])
    made, asked = fetcher(lambda request: html(next(bodies)))
    assert (run(made, HOME)[0].body, len(asked)) == (PAGE, 2)


def test_get_a_site_that_never_ends_its_pages_is_believed():
    open_ended = PAGE[: PAGE.index(b"</body>")]
    made, asked = fetcher(lambda request: html(open_ended))
    pages = run(made, HOME, HOME + "/b", HOME + "/c")
    assert ([page.body for page in pages], len(asked)) == ([open_ended] * 3, 4)


def test_get_a_page_that_changes_and_never_ends_is_taken_in_the_end():
    lengths = iter([1000, 5000, 9000])
    made, asked = fetcher(lambda request: html(b"<html>" + b"x" * next(lengths)))
    assert (len(run(made, HOME)[0].body), len(asked)) == (9006, 3)


def test_get_other_peoples_hosts_are_asked_once_a_second():
    time = Time()
    made, _ = fetcher(lambda request: html(), time=time)
    run(made, HOME, HOME + "/b", OTHER)
    assert time.slept == [1.0, 1.0, 1.0]


def test_get_no_wish_goes_below_the_floor():
    time = Time()
    made, _ = fetcher(lambda request: html(), time=time, delay=0, concurrency=100)
    run(made, HOME, HOME + "/b")
    assert time.slept == [0.5, 0.5]


def test_get_this_machine_is_not_paced():
    time = Time()
    made, _ = fetcher(lambda request: html(), time=time)
    run(made, "http://localhost:8000/", "http://localhost:8000/b")
    assert time.slept == []


def test_get_tells_what_it_does():
    events = []
    answers = iter([httpx.Response(503, headers={"retry-after": "3"}), html()])
    made, _ = fetcher(lambda request: next(answers), on_event=events.append)
    run(made, HOME)
    assert events == [
        Asked(HOME),
        Waiting("conf.example", 1.0, "one page at a time, politely"),
        Waiting("conf.example", 3.0, "before asking again"),
        Retrying(HOME, 2, "conf.example has trouble answering (503)"),
        Got(HOME, 200, len(PAGE)),
    ]


# -- the archive ------------------------------------------------------------------------------------------------------


def twice(tmp_path, first, second, *, between=0.0, **options):
    """What a first run leaves and a second run finds: (pages, requests) of the second."""
    time = Time()
    made, _ = fetcher(first, archive=tmp_path / "pages.db", time=time)
    run(made, HOME)
    time.seconds += between
    made, asked = fetcher(second, archive=tmp_path / "pages.db", time=time, **options)
    return run(made, HOME), asked


@pytest.mark.parametrize(
    ("validators", "sent"),
    [
        ({"etag": 'W/"7"'}, {"if-none-match": 'W/"7"'}),
        ({"last-modified": "Mon, 04 May 2026 11:00:00 GMT"}, {"if-modified-since": "Mon, 04 May 2026 11:00:00 GMT"}),
        (
            {"etag": '"7"', "last-modified": "Mon, 04 May 2026 11:00:00 GMT"},
            {"if-none-match": '"7"', "if-modified-since": "Mon, 04 May 2026 11:00:00 GMT"},
        ),
    ],
)
def test_archive_a_page_is_asked_only_whether_it_has_changed(tmp_path, validators, sent):
    events = []
    [page], asked = twice(
        tmp_path,
        lambda request: html(**validators),
        lambda request: httpx.Response(304),
        between=3600,
        on_event=events.append,
    )
    assert {name: value for name, value in asked[0].headers.items() if name.startswith("if-")} == sent
    assert (page.body, page.status, page.seen_at) == (PAGE, 200, START + timedelta(seconds=3601))
    assert events[-1] == Got(HOME, 304, 0, from_archive=True)


def test_archive_a_page_without_validators_is_fetched_anew(tmp_path):
    [page], asked = twice(tmp_path, lambda request: html(), lambda request: html(b"<p>new</p>"))
    assert (page.body, [name for name in asked[0].headers if name.startswith("if-")]) == (b"<p>new</p>", [])


def test_archive_a_page_that_changed_is_kept_anew(tmp_path):
    twice(tmp_path, lambda request: html(etag='"1"'), lambda request: html(b"<p>new</p>", etag='"2"'))
    made, asked = fetcher(lambda request: httpx.Response(304), archive=tmp_path / "pages.db")
    assert (run(made, HOME)[0].body, asked[0].headers["if-none-match"]) == (b"<p>new</p>", '"2"')


def test_archive_validators_go_only_to_the_address_they_came_from(tmp_path):
    def moved(request):
        if request.url.path == "/speakers":
            return httpx.Response(302, headers={"location": "/2026"})
        return httpx.Response(304) if "if-none-match" in request.headers else html(etag='"1"')

    [page], asked = twice(tmp_path, moved, moved)
    assert page.url == "https://conf.example/2026"
    assert [request.headers.get("if-none-match") for request in asked] == [None, '"1"']


@pytest.mark.parametrize("answer", [httpx.Response(404), html(b"%PDF"), httpx.Response(403)])
def test_archive_what_is_no_page_is_not_kept_and_leaves_the_old_one(tmp_path, answer):
    twice(tmp_path, lambda request: html(), lambda request: answer)
    made, asked = fetcher(lambda request: html(), archive=tmp_path / "pages.db", offline=True)
    assert (run(made, HOME)[0].body, asked) == (PAGE, [])


def test_archive_offline_answers_from_it_alone(tmp_path):
    def refused(request):
        raise AssertionError(request)

    [page], asked = twice(tmp_path, lambda request: html(gzipped(PAGE), content_encoding="gzip"), refused, offline=True)
    assert (page.body, page.seen_at, asked) == (PAGE, START + timedelta(seconds=1), [])


@pytest.mark.parametrize("there", [False, True])
def test_archive_offline_says_what_is_missing(tmp_path, there):
    if there:
        run(fetcher(lambda request: html(), archive=tmp_path / "pages.db")[0], OTHER)
    made, asked = fetcher(lambda request: html(), archive=tmp_path / "pages.db", offline=True)
    [problem] = run(made, HOME)
    assert (type(problem), problem.message, problem.hint, asked) == (
        NotArchived,
        f"{HOME} is not in the archive",
        "run it once without --offline",
        [],
    )


@pytest.mark.parametrize(("since", "requests"), [(0, 0), (1, 0), (2, 1)])
def test_archive_what_was_seen_since_is_not_asked_for_again(tmp_path, since, requests):
    [page], asked = twice(
        tmp_path,
        lambda request: html(),
        lambda request: html(),
        between=60,
        fresh_since=START + timedelta(seconds=since),
    )
    assert (page.body, len(asked)) == (PAGE, requests)


def test_archive_a_clock_that_jumped_back_makes_nothing_fresh(tmp_path):
    _, asked = twice(tmp_path, lambda request: html(), lambda request: html(), between=-3600, fresh_since=START)
    assert len(asked) == 1


def test_archive_that_is_no_archive_is_one_clear_error(tmp_path):
    (tmp_path / "pages.db").write_text("no pages" * 1000)
    made, asked = fetcher(lambda request: html(), archive=tmp_path / "pages.db")
    with pytest.raises(NotOurFile):
        run(made, HOME)
    assert asked == []


def test_archive_that_fails_in_the_middle_ends_the_run_with_its_error(tmp_path):
    made, _ = fetcher(lambda request: html(), archive=tmp_path / "pages.db")

    async def go():
        async with made:
            made._archive._writer.execute("drop table page")
            await made.get(HOME)

    with pytest.raises(StoreError):
        asyncio.run(go())


# -- ends ---------------------------------------------------------------------------------------------------------------


def test_fetcher_cancelled_in_the_middle_lets_go_of_everything():
    class Slow(httpx.AsyncBaseTransport):
        closed = False

        async def handle_async_request(self, request):
            try:
                await asyncio.sleep(3600)
            finally:
                Slow.closed = True

    from scraper.fetch.client import Fetcher

    async def go():
        async with Fetcher(archive=None, transport=Slow()) as made:
            await made.get(HOME)

    async def interrupted():
        task = asyncio.create_task(go())
        await asyncio.sleep(0.05)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return task.cancelled(), len(asyncio.all_tasks())

    assert asyncio.run(asyncio.wait_for(interrupted(), 5)) == (True, 2)
    assert Slow.closed


def test_fetcher_one_caller_who_leaves_does_not_take_the_page_from_the_others():
    release = asyncio.Event()

    async def answer(request):
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        await release.wait()
        return html()

    from scraper.fetch.client import Fetcher

    async def go():
        async with Fetcher(archive=None, transport=httpx.MockTransport(answer), sleep=Time().sleep) as made:
            first, second = (
                asyncio.create_task(made.get("http://localhost/")),
                asyncio.create_task(made.get("http://localhost/")),
            )
            await asyncio.sleep(0.01)
            first.cancel()
            release.set()
            return (await second).body

    assert asyncio.run(go()) == PAGE
