"""The real transport, against servers on loopback that answer whatever a server should not."""

from __future__ import annotations

import asyncio
import socket
import ssl

import pytest
from fetching import PAGE, Time, answer, gzipped, raw_server

from scraper.errors import InputError, NotAllowed, TooLarge, Unreachable
from scraper.fetch import transport
from scraper.fetch.addresses import Borders
from scraper.fetch.client import Fetcher
from scraper.fetch.transport import Resolver, TrapError, Wire, explained, proxy_for


async def nap(seconds):
    await asyncio.sleep(0)


def got(*answers, paths=("/",), **options):
    """What a Fetcher makes of a server's raw answers: (pages and errors, paths asked)."""

    async def go():
        async with raw_server(*answers) as (base, asked):
            async with Fetcher(archive=None, sleep=nap, **options) as fetcher:
                found = []
                for path in paths:
                    try:
                        found.append(await fetcher.get(base + path))
                    except (Unreachable, NotAllowed, TooLarge) as problem:
                        found.append(problem)
            return found, asked

    return asyncio.run(asyncio.wait_for(go(), 20))


async def reset(reader, writer):
    writer.write(answer(length=500))
    await writer.drain()
    writer.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    writer.transport.abort()


async def drip(reader, writer):
    for byte in answer():
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.02)


async def hang(reader, writer):
    await reader.read()


async def endless(reader, writer):
    writer.write(answer(b"", length=False))
    while not writer.is_closing():
        writer.write(b"<p>more and more</p>" * 5000)
        await writer.drain()


async def endless_head(reader, writer):
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for n in range(100_000):
        writer.write(b"X-%d: %s\r\n" % (n, b"a" * 400))
        await writer.drain()


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
NO_HTTP = "127.0.0.1 sends something that is not HTTP"
BROKEN = "127.0.0.1 breaks off in the middle of the answer"
PACKED = gzipped(PAGE * 50)


@pytest.mark.parametrize(
    "good",
    [
        pytest.param(answer(), id="plain"),
        pytest.param(answer(length=False), id="ended by closing"),
        pytest.param(answer(gzipped(PAGE), "Content-Encoding: gzip"), id="gzip"),
        pytest.param(CHUNKED + b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), id="chunked"),
        pytest.param(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer(), id="early hints"),
        pytest.param(answer(PAGE, "X-Latin: caf\u00e9"), id="a header that is no ASCII"),
        pytest.param(answer(PAGE, "Content-Encoding: gzip"), id="says gzip, is plain"),
        pytest.param(answer(PAGE, "X-Long: " + "a" * 4000), id="a long header"),
    ],
)
def test_wire_reads_good_answers(good):
    [page], asked = got(good)
    assert (page.body, len(asked)) == (PAGE, 1)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        pytest.param(b"", BROKEN, id="closed at once"),
        pytest.param(reset, BROKEN, id="reset in the middle"),
        pytest.param(answer(length=len(PAGE) + 9), BROKEN, id="shorter than announced"),
        pytest.param(answer(length=len(PAGE) - 9), NO_HTTP, id="longer than announced"),
        pytest.param(CHUNKED + b"ff\r\n" + PAGE, BROKEN, id="a chunk cut"),
        pytest.param(CHUNKED + b"5\r\n<html\r\nZZZ\r\n" + PAGE, NO_HTTP, id="a bad chunk"),
        pytest.param(CHUNKED + b"%x\r\n%s\r\n" % (len(PAGE), PAGE), BROKEN, id="the last chunk missing"),
        pytest.param(
            answer(PACKED[:-40], "Content-Encoding: gzip"),
            "127.0.0.1 sends a damaged page: it is cut off in the middle",
            id="gzip cut",
        ),
        pytest.param(answer(status="abc OK"), NO_HTTP, id="a status that is none"),
        pytest.param(PAGE, NO_HTTP, id="no head at all"),
        pytest.param(answer(PAGE, "Content-Length: 7"), NO_HTTP, id="two lengths"),
        pytest.param(answer(PAGE, "X-Big: " + "a" * 100_000), NO_HTTP, id="a huge header"),
        pytest.param(endless_head, NO_HTTP, id="headers without end"),
    ],
)
def test_wire_notices_bad_answers_and_the_next_may_be_good(bad, message):
    [problem], asked = got(bad)
    assert (type(problem), problem.message, len(asked)) == (Unreachable, message, 4)
    [page], asked = got(bad, bad, answer())
    assert (page.body, len(asked)) == (PAGE, 3)


@pytest.mark.parametrize("slow", [drip, hang])
def test_wire_no_answer_takes_longer_than_its_patience(slow, monkeypatch):
    monkeypatch.setattr("scraper.fetch.asking.PATIENCE", (0.05,))
    monkeypatch.setattr(transport, "SLOWEST", 1_000_000)
    [problem], asked = got(slow)
    assert (type(problem), problem.message, len(asked)) == (
        Unreachable,
        "127.0.0.1 does not answer in time (0 s)",
        4,
    )
    [page], _ = got(slow, slow, answer())
    assert page.body == PAGE


def test_wire_bytes_that_come_buy_more_time(monkeypatch):
    monkeypatch.setattr("scraper.fetch.asking.PATIENCE", (0.3,))
    monkeypatch.setattr(transport, "SLOWEST", 10_000)

    async def steady(reader, writer):
        writer.write(answer(PAGE + b" " * 9_000))
        await asyncio.sleep(0)

    async def slowly(reader, writer):
        whole = answer(PAGE + b" " * 9_000)
        for at in range(0, len(whole), 1_000):
            writer.write(whole[at : at + 1_000])
            await writer.drain()
            await asyncio.sleep(0.06)

    [page], asked = got(slowly)
    assert (len(page.body), len(asked)) == (len(PAGE) + 9_000, 1)
    assert len(got(steady)[0][0].body) == len(PAGE) + 9_000


def test_wire_nothing_buys_more_than_the_deadline(monkeypatch):
    monkeypatch.setattr("scraper.fetch.asking.PATIENCE", (0.05,))
    monkeypatch.setattr(transport, "RESPONSE_DEADLINE", 0.1)

    async def for_ever(reader, writer):
        writer.write(answer(b"", length=False))
        for _ in range(1_000):
            writer.write(b"x" * 2_000)
            await writer.drain()
            await asyncio.sleep(0.01)

    [problem], _ = got(for_ever)
    assert problem.message == "127.0.0.1 does not answer in time (0 s)"


@pytest.mark.parametrize(
    ("large", "message"),
    [
        pytest.param(endless, "the page is too large: it is larger than 12 MB", id="without end"),
        pytest.param(
            answer(gzipped(bytes(13_000_000)), "Content-Encoding: gzip"),
            "the page is too large: it is larger than 12 MB",
            id="a bomb",
        ),
        pytest.param(
            answer(gzipped(gzipped(bytes(13_000_000))), "Content-Encoding: gzip, gzip"),
            "the page is too large: it is larger than 12 MB",
            id="a bomb in a bomb",
        ),
        pytest.param(
            answer(b"x", "Content-Encoding: gzip, br, gzip"),
            "the page is too large: it is packed 3 times over",
            id="an onion",
        ),
    ],
)
def test_wire_more_than_we_take_is_refused_once(large, message):
    [problem], asked = got(large)
    assert (type(problem), problem.message, len(asked)) == (TooLarge, message, 1)


def test_wire_of_an_endless_error_page_only_the_beginning_is_read():
    async def endless_404(reader, writer):
        writer.write(answer(b"", status="404 Not Found", length=False))
        while not writer.is_closing():
            writer.write(b"<p>not here</p>" * 5000)
            await writer.drain()

    async def go():
        async with raw_server(endless_404) as (base, _):
            wire = Wire(Borders())
            try:
                return await wire.ask(base + "/", {}, patience=5)
            finally:
                await wire.aclose()

    found = asyncio.run(go())
    assert (found.status, len(found.body)) == (404, transport.ERROR_PAGE)


def test_wire_a_redirect_to_another_port_of_this_machine_touches_nothing():
    async def go():
        async with raw_server(answer(b"secret")) as (trap, touched):
            moved = answer(b"", f"Location: {trap}/admin", status="302 Found")
            async with raw_server(moved) as (base, _), Fetcher(archive=None, sleep=nap) as fetcher:
                with pytest.raises(NotAllowed, match="an address of a private network: not followed"):
                    await fetcher.get(base + "/")
            return touched

    assert asyncio.run(go()) == []


def test_wire_a_page_cut_without_a_length_is_looked_at_again():
    [page], asked = got(answer(PAGE[:-20], length=False), answer(length=False))
    assert (page.body, len(asked)) == (PAGE, 2)


def test_wire_a_refused_connection_is_named():
    free = socket.create_server(("127.0.0.1", 0))
    port = free.getsockname()[1]
    free.close()

    async def go():
        async with Fetcher(archive=None, sleep=nap) as fetcher:
            await fetcher.get(f"http://127.0.0.1:{port}/")

    with pytest.raises(Unreachable) as caught:
        asyncio.run(go())
    assert caught.value.message == "127.0.0.1 does not answer (connection refused)"


def resolving(monkeypatch, numbers):
    """Make the name service know these names only."""

    async def getaddrinfo(self, host, port, **options):
        if host not in numbers:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if isinstance(numbers[host], Exception):
            raise numbers[host]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers[host]]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)


@pytest.mark.parametrize(
    ("numbers", "error", "message"),
    [
        ({}, Unreachable, "conf.example does not answer (no such host)"),
        (
            {"conf.example": socket.gaierror(socket.EAI_AGAIN, "Temporary failure")},
            Unreachable,
            "conf.example cannot be found (the name service does not answer)",
        ),
    ],
)
def test_wire_a_name_nobody_knows_is_named(monkeypatch, numbers, error, message):
    resolving(monkeypatch, numbers)
    time = Time()

    async def go():
        async with Fetcher(archive=None, sleep=time.sleep, clock=time.clock) as fetcher:
            await fetcher.get("http://conf.example/")

    with pytest.raises(error) as caught:
        asyncio.run(go())
    assert caught.value.message == message


def test_wire_a_name_from_a_page_that_resolves_to_this_machine_is_a_trap(monkeypatch):
    resolving(monkeypatch, {"trap.example": ["127.0.0.1", "10.0.0.1"]})

    async def go():
        async with Fetcher(archive=None, sleep=nap) as fetcher:
            await fetcher.get("http://trap.example/", linked_from="https://conf.example/")

    with pytest.raises(NotAllowed, match=r"trap\.example is an address of a private network: not followed"):
        asyncio.run(go())


def test_wire_a_name_the_user_typed_may_be_private(monkeypatch):
    resolving(monkeypatch, {"intranet.example": ["127.0.0.1"]})

    time = Time()

    async def go():
        made = Fetcher(archive=None, sleep=time.sleep, clock=time.clock)
        async with raw_server(answer()) as (base, _), made as fetcher:
            return (await fetcher.get(base.replace("127.0.0.1", "intranet.example") + "/")).body

    assert asyncio.run(go()) == PAGE


def test_resolver_leaves_out_private_numbers_beside_public_ones(monkeypatch):
    resolving(monkeypatch, {"both.example": ["10.0.0.1", "93.184.216.34"], "trap.example": ["10.0.0.1"]})

    async def go():
        resolver = Resolver(Borders())
        found = [one["host"] for one in await resolver.resolve("both.example", 80)]
        with pytest.raises(TrapError):
            await resolver.resolve("trap.example", 80)
        await resolver.close()
        return found

    assert asyncio.run(go()) == ["93.184.216.34"]


@pytest.mark.parametrize(
    ("environment", "url", "proxy"),
    [
        ({}, "https://conf.example/", ""),
        ({"https_proxy": "http://proxy.example:3128"}, "https://conf.example/", "http://proxy.example:3128"),
        ({"https_proxy": "http://proxy.example:3128"}, "http://conf.example/", ""),
        ({"http_proxy": "proxy.example:3128"}, "http://conf.example/", "http://proxy.example:3128"),
        ({"all_proxy": "http://proxy.example"}, "http://conf.example/", "http://proxy.example"),
        ({"all_proxy": "http://proxy.example", "no_proxy": "conf.example"}, "http://conf.example/", ""),
        ({"all_proxy": "http://proxy.example"}, "http://127.0.0.1:8000/", ""),
        ({"all_proxy": "http://proxy.example"}, "http://localhost/", ""),
    ],
)
def test_proxy_for_does_as_the_environment_says(monkeypatch, environment, url, proxy):
    no_proxies(monkeypatch, environment)
    assert proxy_for(url) == proxy


def no_proxies(monkeypatch, environment):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def test_proxy_for_a_kind_that_is_not_supported_says_so(monkeypatch):
    no_proxies(monkeypatch, {"all_proxy": "socks5://proxy.example"})
    with pytest.raises(InputError, match="names a socks5 proxy, which is not supported"):
        proxy_for("https://conf.example/")


def test_wire_asks_the_proxy_for_other_hosts_and_this_machine_itself(monkeypatch):
    async def go():
        async with raw_server(answer(b"<p>by proxy")) as (proxy, through), raw_server(answer()) as (base, straight):
            no_proxies(monkeypatch, {"http_proxy": proxy})
            wire = Wire(Borders())
            try:
                far = await wire.ask("http://conf.example/a", {}, patience=5)
                near = await wire.ask(base + "/b", {}, patience=5)
            finally:
                await wire.aclose()
            return far.body, through, near.body, straight

    assert asyncio.run(go()) == (b"<p>by proxy", ["http://conf.example/a"], PAGE, ["/b"])


def test_wire_a_server_without_https_is_named():
    async def plain(reader, writer):
        writer.write(answer(status="400 Bad Request"))
        writer.close()

    async def go():
        server = await asyncio.start_server(plain, "127.0.0.1", 0)
        async with server, Fetcher(archive=None, sleep=nap) as fetcher:
            await fetcher.get(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/")

    with pytest.raises(Unreachable) as caught:
        asyncio.run(go())
    assert caught.value.message == "127.0.0.1 does not speak https properly"


def test_explained_a_wrong_certificate_is_for_good():
    problem = ssl.SSLCertVerificationError(1, "certificate verify failed")
    found = explained(problem, "https://conf.example/", 0.1)
    assert (type(found), found.message) == (
        Unreachable,
        "conf.example has no valid certificate, so it may be somebody else",
    )


def test_explained_looks_into_groups_and_does_not_go_round():
    inner = ConnectionRefusedError()
    group = ExceptionGroup("many", [ValueError(), inner])
    inner.__context__ = group
    found = explained(group, "http://conf.example/", 0.1)
    assert (str(found), found.stage) == ("conf.example does not answer (connection refused)", "connect")
