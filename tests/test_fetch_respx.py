"""The fetcher as the house uses it, over a network made of respx routes: one conference, its robots.txt, its pages."""

import asyncio

import httpx
import pytest
import respx

from scraper.errors import Gone, NotAllowed
from scraper.fetch.client import Fetcher

SITE = "https://spring.example"
PAGE = "<html><body><h1>Speakers</h1><h2>Ana Ruiz</h2></body></html>"


class Time:
    """A clock that waiting moves on, so that no test waits."""

    def __init__(self):
        self.passed = 0.0

    def clock(self):
        return self.passed

    async def sleep(self, seconds):
        self.passed += seconds
        await asyncio.sleep(0)


@pytest.fixture
def network():
    """Routes for one site; what nobody asked about is an error."""
    with respx.mock(assert_all_called=False) as routes:
        routes.get(f"{SITE}/robots.txt").respond(text="User-agent: *\nDisallow: /private/\n")
        yield routes


def fetch(network, *urls, archive=None, **options):
    async def all_of_them():
        transport = httpx.MockTransport(network.async_handler)
        time = Time()
        made = Fetcher(archive=archive, transport=transport, clock=time.clock, sleep=time.sleep, **options)
        async with made as fetcher:
            return [await fetcher.get(url) for url in urls]

    return asyncio.run(all_of_them())


def test_page_is_fetched_after_asking_robots_and_says_who_we_are(network):
    route = network.get(f"{SITE}/speakers").respond(html=PAGE)
    (page,) = fetch(network, f"{SITE}/speakers")
    assert (page.url, page.text) == (f"{SITE}/speakers", PAGE)
    assert [str(call.request.url) for call in network.calls] == [f"{SITE}/robots.txt", f"{SITE}/speakers"]
    assert route.calls.last.request.headers["user-agent"].startswith("coffeechat/")


def test_page_robots_forbid_is_never_asked_for(network):
    route = network.get(f"{SITE}/private/speakers").respond(html=PAGE)
    with pytest.raises(NotAllowed):
        fetch(network, f"{SITE}/private/speakers")
    assert not route.called


def test_busy_server_is_asked_again(network):
    network.get(f"{SITE}/speakers").mock(
        side_effect=[httpx.Response(503, headers={"Retry-After": "2"}), httpx.Response(200, html=PAGE)]
    )
    (page,) = fetch(network, f"{SITE}/speakers")
    assert page.text == PAGE


def test_unchanged_page_comes_from_the_archive(network, tmp_path):
    network.get(f"{SITE}/speakers", headers={"If-None-Match": '"1"'}).respond(304)
    network.get(f"{SITE}/speakers").respond(html=PAGE, headers={"ETag": '"1"'})
    archive = tmp_path / "pages.db"
    first, second = (fetch(network, f"{SITE}/speakers", archive=archive)[0] for _ in range(2))
    assert (first.text, second.text) == (PAGE, PAGE)
    assert network.calls.last.response.status_code == 304
    (offline,) = fetch(network, f"{SITE}/speakers", archive=archive, offline=True)
    assert offline.text == PAGE


def test_page_that_is_gone_is_named(network):
    network.get(f"{SITE}/speakers").respond(404)
    with pytest.raises(Gone) as gone:
        fetch(network, f"{SITE}/speakers")
    assert gone.value.url == f"{SITE}/speakers"
