"""--render, as far as it goes without a browser: which pages are drawn, what they may ask for, what is said."""

import asyncio
import importlib.util
import sys
import types
from pathlib import Path

import pytest
from fetching import answer, fetcher, html, raw_server

from scraper import pull
from scraper.cli import main
from scraper.errors import CoffeechatError, InputError, NeedsJavaScript, NotAllowed, Unreachable
from scraper.fetch import browser, sieve
from scraper.fetch.addresses import Borders
from scraper.fetch.browser import Browser, executable
from scraper.fetch.drawing import Drawing
from scraper.fetch.events import Asked, Drawn, Got, Waiting
from scraper.fetch.gateway import Gateway, read_head
from scraper.fetch.serialise import read as read_tab
from scraper.page import Page
from scraper.target import Target

SITE = "https://conf.example/"
SHELL = b"<!doctype html><html><body><div id=root></div><script src=/app.js></script></body></html>"
PLAIN = b"<!doctype html><html><body><h1>Ana Ruiz</h1><p>" + b"Nurse at Harbour Health. " * 100 + b"</p></body></html>"


# Which pages are drawn


class FakeBrowser:
    """Draws by saying what it was given. `problem` is raised in place of a page."""

    def __init__(self, problem=None):
        self.problem = problem
        self.asked = []
        self.open = False

    async def __aenter__(self):
        self.open = True
        return self

    async def __aexit__(self, *_):
        self.open = False

    async def draw(self, page, *, fragment=""):
        assert self.open
        self.asked.append((page.url, fragment))
        if self.problem:
            raise self.problem
        return b"<p>drawn</p>" + page.body


def drawn(pages, *wanted, problem=None, on_event=None):
    """What `Drawing.get` gives for each (url, linked_from), and what the browser was asked for."""
    fake = FakeBrowser(problem)
    made, _ = fetcher(lambda request: pages[request.url.path], on_event=on_event)

    async def go():
        found = []
        async with Drawing(made, on_event=on_event, make=lambda _: fake) as opened:
            for url, source in wanted:
                try:
                    found.append(await opened.get(url, linked_from=source))
                except CoffeechatError as error:
                    found.append(error)
        return found

    found = asyncio.run(asyncio.wait_for(go(), 20))
    assert not fake.open
    return found, fake.asked


def test_start_page_is_drawn_whatever_it_shows():
    (page,), asked = drawn({"/": html(PLAIN)}, (SITE, None))
    assert asked == [(SITE, "")]
    assert (page.url, page.status, page.content_type) == (SITE, 200, "text/html; charset=utf-8")
    assert page.body == b"<p>drawn</p>" + PLAIN


@pytest.mark.parametrize(
    ("served", "times"),
    [
        (html(SHELL), 1),
        (html(PLAIN), 0),
        (html(b'{"speakers": []}', **{"content-type": "application/json"}), 0),
    ],
)
def test_linked_page_is_drawn_where_scripts_draw_it(served, times):
    found, asked = drawn({"/": html(PLAIN), "/speakers": served}, (SITE, None), (f"{SITE}speakers", SITE))
    assert asked[1:] == [(f"{SITE}speakers", "")] * times
    assert found[1].body.startswith(b"<p>drawn</p>") == bool(times)


@pytest.mark.parametrize(
    ("served", "is_drawn"),
    [
        (html(b'{"speakers": []}', **{"content-type": "application/json"}), False),
        (html(b'<?xml version="1.0"?><rss/>', **{"content-type": "application/rss+xml"}), False),
        (html(PLAIN, **{"content-type": "application/xhtml+xml; charset=utf-8"}), True),
        (html(PLAIN, **{"content-type": ""}), True),
        (html(b"[1]", **{"content-type": ""}), False),
    ],
)
def test_start_page_that_is_no_markup_is_left_as_it_is(served, is_drawn):
    _, asked = drawn({"/": served}, (SITE, None))
    assert bool(asked) == is_drawn


def test_page_is_drawn_once_a_run_and_told():
    told = []
    found, asked = drawn({"/": html(SHELL)}, (SITE, None), (SITE, None), (SITE, SITE), on_event=told.append)
    assert asked == [(SITE, "")]
    assert len({page.body for page in found}) == 1
    assert [type(event) for event in told] == [Asked, Waiting, Got, Drawn]
    assert told[-1] == Drawn(SITE)


def test_pages_of_one_script_are_told_apart_by_what_is_behind_the_hash():
    _, asked = drawn({"/": html(SHELL)}, (f"{SITE}#/speakers", None), (f"{SITE}#/talks", None))
    assert asked == [(SITE, "/speakers"), (SITE, "/talks")]


def test_only_the_last_drawn_pages_are_remembered():
    pages = {f"/{number}": html(SHELL) for number in range(18)}
    wanted = [(f"{SITE}{number}", SITE) for number in [*range(18), 17, 0]]
    _, asked = drawn(pages, *wanted)
    assert [url.rpartition("/")[2] for url, _ in asked] == [*map(str, range(18)), "0"]


def test_page_that_cannot_be_had_is_not_drawn():
    (error,), asked = drawn({"/": html(status=404)}, (SITE, None))
    assert (type(error).__name__, asked) == ("Gone", [])


def test_browser_that_fails_fails_for_one_page():
    problem = Unreachable("the browser gave up")
    found, _ = drawn({"/": html(SHELL), "/a": html(PLAIN)}, (SITE, None), (f"{SITE}a", SITE), problem=problem)
    assert found[0] is problem
    assert found[1].body == PLAIN


def test_fetcher_asks_robots_and_borders_for_a_script():
    made, asked = fetcher(lambda _: html(), robots="User-agent: *\nDisallow: /api/")

    async def go():
        async with made as opened:
            await opened.check(SITE, f"{SITE}data.json")
            for url in (f"{SITE}api/x", "http://127.0.0.1/", "https://www.linkedin.com/in/x", "http://localhost/"):
                with pytest.raises(NotAllowed):
                    await opened.check(SITE, url)

    asyncio.run(go())
    assert asked == []


def test_nobody_on_a_drawn_page_is_not_blamed_on_scripts():
    class Shell:
        async def get(self, url, *, linked_from=None):
            return Page(url, SHELL, content_type="text/html")

    target = Target(shown=SITE, url=SITE)
    for render, kind, words in (
        (False, "NeedsJavaScript", "drawn by scripts"),
        (True, "NoSpeakers", "a browser drew the page, and nobody was found on it"),
    ):
        with pytest.raises(CoffeechatError, match=words) as caught:
            asyncio.run(pull.gather(target, Shell(), pull.Settings(render=render)))
        assert caught.value.kind == kind


def test_hint_names_both_ways():
    assert "--render" in NeedsJavaScript.default_hint
    assert "--page saved.html" in NeedsJavaScript.default_hint


# What a drawn page may ask for


@pytest.mark.parametrize(
    ("kind", "method", "url", "main", "why"),
    [
        ("script", "GET", "https://cdn.example/app.js", False, None),
        ("fetch", "POST", "https://search.example/query", False, None),
        ("xhr", "GET", "https://conf.example/api", False, None),
        ("fetch", "OPTIONS", "https://search.example/query", False, None),
        ("fetch", "PUT", "https://conf.example/api", False, "PUT may change things"),
        ("xhr", "DELETE", "https://conf.example/api", False, "DELETE may change things"),
        ("document", "GET", "https://www.conf.example/en/", True, None),
        ("document", "GET", "https://other.example/", True, "the page would go to another site"),
        ("document", "GET", "https://conf.example/frame", False, "no page inside a page is needed"),
        ("font", "GET", "https://conf.example/a.woff2", False, "no font is needed"),
        ("media", "GET", "https://conf.example/a.mp4", False, "no media is needed"),
        ("websocket", "GET", "wss://conf.example/", False, "not http(s)"),
        ("eventsource", "GET", "https://conf.example/live", False, "no eventsource is needed"),
        ("fetch", "GET", "file:///etc/passwd", False, "not http(s)"),
        ("document", "GET", "chrome://settings/", True, "not http(s)"),
    ],
)
def test_request_is_refused(kind, method, url, main, why):
    assert sieve.refusal(kind, method, url, page=SITE, main=main) == why


class FakeRoute:
    """One request of a page as Playwright hands it over; `came` is what was done with it."""

    def __init__(self, url, kind="fetch", method="GET", frame="main", *, broken=False):
        self.request = self
        self.url, self.resource_type, self.method, self.frame, self.broken = url, kind, method, frame, broken
        self.came = None

    def is_navigation_request(self):
        return self.resource_type == "document"

    async def fulfill(self, **given):
        self.came = given

    async def abort(self, reason="failed"):
        self.came = reason

    async def continue_(self):
        if self.broken:
            raise RuntimeError("the tab is gone")
        self.came = "asked"


class FakeTab:
    """A tab whose answers to our scripts are given; `heard` are the listeners. Time does not go by in it."""

    main_frame = "main"

    def __init__(self, url=SITE, sizes=(1,), html="<p>drawn</p>"):
        self.url, self.sizes, self.html = url, list(sizes), html
        self.heard, self.went, self.scrolled = {}, [], 0

    def on(self, event, listener):
        self.heard[event] = listener

    async def goto(self, url, **_):
        self.went.append(url)

    async def wait_for_load_state(self, *_, **__):
        self.went.append("loaded")

    async def evaluate(self, script, argument=None):
        if "inert" in script:
            return self.html
        if "scrollTo" in script:
            self.scrolled += 1
            return None
        size = self.sizes.pop(0) if len(self.sizes) > 1 else self.sizes[0]
        if isinstance(size, Exception):
            raise size
        return size


def judged(*routes, allowed=None, page=None):
    """A sieve that has judged the routes one after another."""

    async def anything(source, target):
        pass

    made = sieve.Sieve(page or Page(SITE, SHELL, content_type="text/html"), allowed or anything, FakeTab())

    async def go():
        for route in routes:
            await made.judge(route)

    asyncio.run(go())
    return made


def test_page_itself_is_not_asked_for_again():
    first, second = FakeRoute(SITE, "document"), FakeRoute(f"{SITE}en", "document")
    judged(first, second)
    assert first.came == {"status": 200, "content_type": "text/html", "body": SHELL}
    assert second.came == "asked"


def test_pictures_and_styles_are_stood_in_for():
    picture, style = FakeRoute(f"{SITE}a.png", "image"), FakeRoute(f"{SITE}a.css", "stylesheet")
    made = judged(picture, style)
    assert (picture.came["content_type"], picture.came["body"][:6]) == ("image/gif", b"GIF89a")
    assert style.came == {"status": 200, "content_type": "text/css", "body": b""}
    assert made.requests == 0


def test_scripts_data_is_asked_for_where_it_may_be():
    asked = []

    async def allowed(source, target):
        asked.append((source, target))
        if "secret" in target:
            raise NotAllowed("robots.txt", url=target)

    routes = [FakeRoute(f"{SITE}app.js", "script"), FakeRoute(f"{SITE}data"), FakeRoute(f"{SITE}secret", "xhr")]
    made = judged(*routes, allowed=allowed)
    assert [route.came for route in routes] == ["asked", "asked", "blockedbyclient"]
    assert asked == [(SITE, f"{SITE}data"), (SITE, f"{SITE}secret")]
    assert made.refused == [(f"{SITE}secret", "robots.txt")]


def test_page_may_ask_so_often(monkeypatch):
    monkeypatch.setattr(sieve, "MAX_REQUESTS", 3)
    routes = [FakeRoute(f"{SITE}{number}") for number in range(5)]
    judged(*routes)
    assert [route.came for route in routes] == ["asked"] * 3 + ["blockedbyclient"] * 2


def test_request_of_a_tab_that_is_gone_ends_quietly():
    route = FakeRoute(SITE, broken=True)
    made = judged(route)
    assert (route.came, made.refused) == ("failed", [(SITE, "the tab is gone")])


# Reading a tab


def read_fake(tab, monkeypatch, open_requests=()):
    monkeypatch.setattr("scraper.fetch.serialise._LOOK_EVERY", 0)

    async def go():
        made = sieve.Sieve(Page(SITE, SHELL), None, tab)
        made.watch()
        for request in open_requests:
            tab.heard["request"](request)
        return await read_tab(tab, made, SITE)

    return asyncio.run(asyncio.wait_for(go(), 20))


def test_page_is_scrolled_while_it_grows(monkeypatch):
    tab = FakeTab(sizes=[1] * 5 + [2] * 6 + [3])
    assert read_fake(tab, monkeypatch) == b"<p>drawn</p>"
    assert (tab.went, tab.scrolled) == ([SITE], 3)


def test_page_that_grows_for_ever_is_read_after_its_time(monkeypatch):
    monkeypatch.setattr("scraper.fetch.serialise.QUIET_WITHIN", 0.05)
    tab = FakeTab(sizes=range(10_000_000))
    assert read_fake(tab, monkeypatch) == b"<p>drawn</p>"
    assert tab.scrolled == 12


def test_page_that_keeps_a_request_open_is_waited_for_a_little_longer(monkeypatch):
    tab = FakeTab()
    read_fake(tab, monkeypatch, open_requests=["slow"])
    tab.heard["requestfinished"]("slow")
    tab.heard["requestfailed"]("never begun")
    assert (tab.went, tab.scrolled) == ([SITE], 1)


def test_page_that_moves_while_it_is_looked_at_is_looked_at_again(monkeypatch):
    moved = RuntimeError("Execution context was destroyed, most likely because of a navigation")
    tab = FakeTab(sizes=[1, moved, 2])
    assert read_fake(tab, monkeypatch) == b"<p>drawn</p>"
    assert tab.went == [SITE, "loaded"]


@pytest.mark.parametrize(
    ("tab", "kind"),
    [
        (FakeTab(url="https://other.example/"), "NotAllowed"),
        (FakeTab(url="about:blank"), "NotAllowed"),
        (FakeTab(html=None), "TooLarge"),
        (FakeTab(sizes=[RuntimeError("crashed")]), "RuntimeError"),
    ],
)
def test_page_that_cannot_be_read(tab, kind, monkeypatch):
    with pytest.raises((CoffeechatError, RuntimeError)) as caught:
        read_fake(tab, monkeypatch)
    assert type(caught.value).__name__ == kind


# The gateway


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (
            b"CONNECT conf.example:443 HTTP/1.1\r\nHost: conf.example:443\r\n\r\n",
            ("https://conf.example/", True, b"", 0),
        ),
        (
            b"GET http://conf.example/a?b=1 HTTP/1.1\r\nHost: conf.example\r\nProxy-Connection: keep-alive\r\n\r\n",
            (
                "http://conf.example/a?b=1",
                False,
                b"GET /a?b=1 HTTP/1.1\r\nHost: conf.example\r\nConnection: close\r\n\r\n",
                0,
            ),
        ),
        (
            b"POST http://conf.example/ HTTP/1.1\r\nContent-Length: 7\r\nConnection: keep-alive\r\n\r\n",
            (
                "http://conf.example/",
                False,
                b"POST / HTTP/1.1\r\nContent-Length: 7\r\nConnection: close\r\n\r\n",
                7,
            ),
        ),
    ],
)
def test_head_is_read(head, wanted):
    found = read_head(head)
    assert (found.url, found.tunnel, found.head, found.length) == wanted


@pytest.mark.parametrize(
    "head",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET https://conf.example/ HTTP/1.1\r\n\r\n",
        b"GET ftp://conf.example/ HTTP/1.1\r\n\r\n",
        b"POST http://conf.example/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST http://conf.example/ HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"GET http://conf.example/ HTTP/1.1\r\nUpgrade: websocket\r\n\r\n",
        b"CONNECT name:password@conf.example:443 HTTP/1.1\r\n\r\n",
    ],
)
def test_head_is_refused(head):
    with pytest.raises((ValueError, CoffeechatError)):
        read_head(head)


async def through(gateway, data, then=b""):
    """What comes back through the gateway for these bytes."""
    host, port = gateway.address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(data)
    if then:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(then)
    try:
        return await asyncio.wait_for(reader.read(), 10)
    finally:
        writer.close()


def get(url):
    return f"GET {url} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def test_gateway_carries_to_the_pages_own_place():
    async def go():
        async with raw_server(answer(b"<p>hello")) as (base, paths):
            borders = Borders()
            borders.enter(f"{base}/")
            host = base.removeprefix("http://")
            async with Gateway(f"{base}/", borders) as gateway:
                plain = await through(gateway, get(f"{base}/a?b=1"))
                posted = await through(gateway, f"POST {base}/b HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc".encode())
                other = await through(gateway, f"CONNECT {host} HTTP/1.1\r\n\r\n".encode())
            refused = [*gateway.refused]
            borders.enter(f"https://{host}/")
            async with Gateway(f"https://{host}/", borders) as gateway:
                connect = f"CONNECT {host} HTTP/1.1\r\n\r\n".encode()
                tunnel = await through(gateway, connect, b"GET /c HTTP/1.1\r\n\r\n")
            return plain, posted, other, tunnel, paths, [one.replace(host, "HOST") for one in refused]

    plain, posted, other, tunnel, paths, refused = asyncio.run(go())
    assert [said.endswith(b"<p>hello") for said in (plain, posted, tunnel)] == [True] * 3
    assert other.startswith(b"HTTP/1.1 403 ")  # this machine's https is another origin than its http
    assert paths == ["/a?b=1", "/b", "/c"]
    assert refused == ["https://HOST"]


def test_gateway_leaves_nothing_open_behind_it(caplog):
    async def go():
        arrived = asyncio.Event()

        async def silent(reader, writer):
            arrived.set()
            await reader.read()

        async with raw_server(silent) as (base, _):
            borders = Borders()
            borders.enter(f"{base}/")
            async with Gateway(f"{base}/", borders) as gateway:
                asking = asyncio.ensure_future(through(gateway, get(f"{base}/")))
                idle = asyncio.ensure_future(through(gateway, b"GET"))
                await arrived.wait()
            said = await asking + await idle
            await asyncio.sleep(0.05)
            return said, [task for task in asyncio.all_tasks() if "Gateway" in repr(task.get_coro())]

    assert asyncio.run(asyncio.wait_for(go(), 20)) == (b"", [])
    assert caplog.records == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.254:8000/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://2130706433/",
        "http://www.linkedin.com/in/x",
        "http://user:secret@conf.example/",
    ],
)
@pytest.mark.parametrize("page", ["http://192.0.2.1/", "http://127.0.0.1:9999/"])
def test_gateway_lets_nobody_inside(page, url, monkeypatch):
    async def nobody(*_, **__):
        raise AssertionError("connected")

    monkeypatch.setattr("scraper.fetch.gateway._open", nobody)

    async def go():
        loop = asyncio.get_running_loop()

        async def look_up(host, *_, **__):
            return [(0, 0, 0, "", (host.strip("[]") if host[0].isdigit() or ":" in host else "127.0.0.1", 0))]

        monkeypatch.setattr(loop, "getaddrinfo", look_up)
        async with Gateway(page, Borders()) as gateway:
            return await through(gateway, get(url))

    assert asyncio.run(go()).startswith(b"HTTP/1.1 403 ")


@pytest.mark.parametrize(
    ("numbers", "connected"),
    [
        (["10.0.0.5"], []),
        (["127.0.0.1"], []),
        (["93.184.215.14", "10.0.0.5"], ["93.184.215.14"]),
    ],
)
def test_gateway_connects_to_the_number_it_judged(numbers, connected, monkeypatch):
    """A name is looked up once: what it stands for when the connection is made is what it was judged by."""
    looked_up, opened = [], []

    async def refuse(number, port, **_):
        opened.append(number)
        raise OSError("nobody there")

    monkeypatch.setattr("scraper.fetch.gateway._open", refuse)

    async def go():
        loop = asyncio.get_running_loop()

        async def look_up(host, *_, **__):
            looked_up.append(host)
            return [(0, 0, 0, "", (number, 0)) for number in numbers]

        monkeypatch.setattr(loop, "getaddrinfo", look_up)
        async with Gateway("http://93.184.215.14/", Borders()) as gateway:
            for _ in range(2):
                said = await through(gateway, get("http://data.example/"))
            return said

    said = asyncio.run(go())
    assert said.startswith(b"HTTP/1.1 502 " if connected else b"HTTP/1.1 403 ")
    assert (looked_up, opened) == (["data.example"], connected * 2)


def test_gateway_tries_the_other_numbers_of_a_name(monkeypatch):
    opened = []

    async def refuse(number, port, **_):
        opened.append((number, port))
        raise OSError("nobody there")

    monkeypatch.setattr("scraper.fetch.gateway._open", refuse)

    async def go():
        loop = asyncio.get_running_loop()

        async def look_up(*_, **__):
            return [(0, 0, 0, "", (f"93.184.215.{number}", 0)) for number in range(1, 6)]

        monkeypatch.setattr(loop, "getaddrinfo", look_up)
        async with Gateway("http://conf.example/", Borders()) as gateway:
            return await through(gateway, b"CONNECT conf.example:443 HTTP/1.1\r\n\r\n")

    assert asyncio.run(go()).startswith(b"HTTP/1.1 502 ")
    assert opened == [("93.184.215.1", 443), ("93.184.215.2", 443), ("93.184.215.3", 443)]


@pytest.mark.parametrize(("name", "value"), [("MAX_TRAFFIC", 100_000), ("MAX_CONNECTIONS", 1)])
def test_gateway_has_an_end(name, value, monkeypatch):
    monkeypatch.setattr(f"scraper.fetch.gateway.{name}", value)
    body = b"x" * 300_000

    async def go():
        async with raw_server(answer(body)) as (base, _):
            borders = Borders()
            borders.enter(f"{base}/")
            async with Gateway(f"{base}/", borders) as gateway:
                first = await through(gateway, get(f"{base}/"))
                second = await through(gateway, get(f"{base}/"))
            return len(first), second, gateway.refused

    size, second, refused = asyncio.run(go())
    assert (size < 200_000) == (name == "MAX_TRAFFIC")
    assert second.startswith(b"HTTP/1.1 403 ")
    assert list(refused.values()) == ["more than a page may ask for"]


def test_gateway_goes_by_the_proxy_the_user_has(monkeypatch):
    heads = []

    async def go():
        async with raw_server(answer(b"by proxy")) as (base, paths):
            monkeypatch.setenv("http_proxy", base.replace("http://", "http://me:s%40cret@"))
            original = asyncio.open_connection

            async def spy(host, port, **options):
                reader, writer = await original(host, port, **options)
                write = writer.write
                writer.write = lambda data: (heads.append(data), write(data))[1]
                return reader, writer

            async with Gateway("http://conf.example/", Borders()) as gateway:
                monkeypatch.setattr("scraper.fetch.gateway.asyncio.open_connection", spy)
                host, port = gateway.address.removeprefix("http://").split(":")
                reader, writer = await original(host, int(port))
                writer.write(get("http://conf.example/data"))
                said = await asyncio.wait_for(reader.read(), 10)
                writer.close()
            return said, paths

    said, paths = asyncio.run(go())
    assert said.endswith(b"by proxy")
    assert paths == ["http://conf.example/data"]
    assert b"Proxy-Authorization: Basic bWU6c0BjcmV0\r\n" in heads[0]


# Starting and ending a browser


class FakeChromium:
    """Playwright and its Chromium in one. Each of the `problems` is raised by the first look at a tab, in order."""

    version = "156.0.1"
    executable_path = "/nowhere/chrome"

    def __init__(self, *problems, launch=None):
        self.problems, self.fails = list(problems), launch
        self.chromium, self.launched, self.closed, self.contexts = self, [], 0, []

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        pass

    def is_connected(self):
        return self.closed < len(self.launched)

    async def launch(self, **options):
        if self.fails:
            raise self.fails
        self.launched.append(options)
        return self

    async def new_context(self, **options):
        self.contexts.append(FakeContext(options, FakeTab(sizes=[self.problems.pop(0) if self.problems else 1])))
        return self.contexts[-1]

    async def close(self):
        self.closed += 1


class FakeContext:
    """A fresh profile with one tab."""

    def __init__(self, options, tab):
        self.options, self.tab, self.closed, self.routed = options, tab, 0, []

    async def new_page(self):
        return self.tab

    def on(self, *_):
        pass

    async def add_init_script(self, script):
        assert "RTCPeerConnection" in script

    async def route(self, pattern, _):
        self.routed.append(pattern)

    async def route_web_socket(self, pattern, _):
        self.routed.append(f"socket {pattern}")

    async def close(self):
        self.closed += 1


@pytest.fixture
def fake_playwright(monkeypatch):
    """Puts a FakeChromium in Playwright's place."""
    monkeypatch.setattr(browser, "check_installed", lambda: None)
    monkeypatch.setattr(browser, "executable", lambda: "/opt/chrome")
    monkeypatch.setattr("scraper.fetch.serialise._LOOK_EVERY", 0)

    def put(fake):
        module = types.ModuleType("playwright.async_api")
        module.Error, module.async_playwright = OSError, lambda: fake
        monkeypatch.setitem(sys.modules, "playwright", types.ModuleType("playwright"))
        monkeypatch.setitem(sys.modules, "playwright.async_api", module)
        return fake

    return put


def draws(times, borders=None):
    """What a Browser draws, so many times; the errors in place of pages."""

    async def go():
        found = []
        async with Browser(borders or Borders(), None, agent="coffeechat/1") as made:
            for _ in range(times):
                try:
                    found.append(await made.draw(Page(SITE, SHELL), fragment="top"))
                except CoffeechatError as problem:
                    found.append(problem)
        return found

    return asyncio.run(asyncio.wait_for(go(), 20))


def test_browser_is_started_once_and_closed(fake_playwright, monkeypatch):
    fake = fake_playwright(FakeChromium())
    assert draws(2) == [b"<p>drawn</p>"] * 2
    (launched,) = fake.launched
    assert (launched["executable_path"], launched["proxy"]) == ("/opt/chrome", {"server": "http://127.0.0.1:9"})
    assert (fake.closed, [one.closed for one in fake.contexts]) == (1, [1, 1])
    assert fake.contexts[0].tab.went == [f"{SITE}#top"]
    assert sorted(fake.contexts[0].routed) == ["**/*", "socket **/*"]
    first = fake.contexts[0].options
    assert first["user_agent"].endswith(" Chrome/156.0.0.0 Safari/537.36 coffeechat/1")
    assert (first["service_workers"], first["accept_downloads"], first["permissions"]) == ("block", False, [])


@pytest.mark.parametrize("root", [True, False])
def test_sandbox_is_left_out_only_for_root(root, fake_playwright, monkeypatch):
    fake = fake_playwright(FakeChromium())
    monkeypatch.setattr(browser, "_is_root", lambda: root)
    draws(1)
    assert fake.launched[0]["chromium_sandbox"] is not root
    assert [flag for flag in fake.launched[0]["args"] if "sandbox" in flag] == []


def test_browser_that_crashes_is_started_again(fake_playwright):
    fake = fake_playwright(FakeChromium(RuntimeError("Target crashed\nlog: ...")))
    crashed, drawn_after = draws(2)
    assert isinstance(crashed, Unreachable)
    assert crashed.message == f"the browser failed on {SITE}: Target crashed"
    assert (drawn_after, len(fake.launched)) == (b"<p>drawn</p>", 2)


def test_browser_that_hangs_is_given_up_on(fake_playwright, monkeypatch):
    class Hanging(FakeChromium):
        async def new_context(self, **options):
            await asyncio.sleep(60)

    monkeypatch.setattr(browser, "DRAWN_WITHIN", 0.05)
    fake = fake_playwright(Hanging())
    (error,) = draws(1)
    assert (type(error), error.url) == (Unreachable, SITE)
    assert "gave up" in error.message
    assert fake.closed == 1


def test_page_that_went_elsewhere_does_not_cost_the_browser(fake_playwright):
    fake = fake_playwright(FakeChromium(NotAllowed("elsewhere")))
    gone, drawn_after = draws(2)
    assert (gone.message, drawn_after, len(fake.launched)) == ("elsewhere", b"<p>drawn</p>", 1)


@pytest.mark.parametrize(
    ("problem", "found", "message"),
    [
        (OSError("Failed to launch: no sandbox\nlog"), "/opt/chrome", "does not start: Failed to launch: no sandbox"),
        (None, None, "needs Chromium, and none is found"),
    ],
)
def test_browser_that_does_not_start(problem, found, message, fake_playwright, monkeypatch):
    monkeypatch.setattr(browser, "executable", lambda: found)
    fake_playwright(FakeChromium(launch=problem))
    (error,) = draws(1)
    assert isinstance(error, InputError)
    assert message in error.message
    assert "coffeechat[browser]" in error.hint


# What is installed


def test_executable_is_found_on_the_path(monkeypatch):
    monkeypatch.setattr(browser.shutil, "which", {"google-chrome": "/opt/chrome"}.get)
    assert executable() == "/opt/chrome"


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_executable_is_found_in_the_usual_places(platform, tmp_path, monkeypatch):
    monkeypatch.setattr(browser.shutil, "which", lambda _: None)
    for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    place = tmp_path / "chrome.exe"
    monkeypatch.setitem(browser._PLACES, "darwin", (str(place),))
    monkeypatch.setattr(browser.Path, "is_file", lambda path: str(path).endswith(("chrome.exe",)) and place.exists())
    assert executable(platform) is None
    place.touch()
    found = executable(platform)
    assert (found is None) == (platform == "linux")
    if platform == "win32":
        assert found == f"{tmp_path}\\Google\\Chrome\\Application\\chrome.exe"


def test_playwrights_own_browser_is_the_last_resort(tmp_path):
    own = tmp_path / "chrome"
    with pytest.raises(InputError, match="needs Chromium, and none is found") as caught:
        browser._own(str(own))
    assert "coffeechat[browser]" in caught.value.hint
    own.touch()
    assert browser._own(str(own)) == str(own)


@pytest.fixture
def no_playwright(monkeypatch):
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *_: None if name == "playwright" else real(name))


def command(capsys, *words):
    with pytest.raises(SystemExit) as left:
        main(list(words))
    said = capsys.readouterr()
    return left.value.code, said.err.splitlines()


@pytest.mark.parametrize("name", ["pull", "extract"])
def test_playwright_missing_is_one_line_and_a_hint(name, no_playwright, capsys, own_home):
    code, lines = command(capsys, name, SITE, "--render")
    assert code == 2
    assert lines == [
        "coffeechat: --render needs Playwright, which is not installed",
        "  hint: pip install 'coffeechat[browser]', and install Chromium (or Chrome, or Edge)",
    ]
    assert list(own_home.iterdir()) == []


def test_playwright_missing_is_noticed_by_the_browser_too(no_playwright):
    async def go():
        async with Browser(Borders(), None, agent="x") as made:
            await made.draw(Page(SITE, SHELL))

    with pytest.raises(InputError, match="needs Playwright"):
        asyncio.run(go())


@pytest.mark.parametrize("name", ["pull", "extract"])
def test_render_does_not_go_offline(name, capsys):
    code, lines = command(capsys, name, SITE, "--render", "--offline")
    assert code == 2
    assert lines[0] == "coffeechat: --render and --offline exclude each other: scripts ask for data of their own"


def test_render_does_not_go_with_a_saved_page(capsys, tmp_path):
    saved: Path = tmp_path / "saved.html"
    saved.write_bytes(PLAIN)
    for words in (("pull", SITE, "--page", str(saved)), ("extract", str(saved), "--url", SITE)):
        code, lines = command(capsys, *words, "--render")
        assert (code, lines[0]) == (
            2,
            "coffeechat: --render is for pages that are fetched: a saved page is read as it is",
        )
