"""The fixtures that keep the tests from the network and from the home folder do what they say."""

import asyncio
import errno
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import aiohttp
import httpx
import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest_plugins = ["pytester"]
FAR = "192.0.2.7"  # reserved for documentation (RFC 5737)


def udp() -> socket.socket:
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def connect_ex(address: tuple[str, int]) -> None:
    with socket.socket() as client:
        client.connect_ex(address)


def connect(address: tuple[str, ...]) -> None:
    with socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET) as client:
        client.connect(address)


def sendto(*arguments: object) -> None:
    with udp() as client:
        client.sendto(*arguments)


def sendmsg(address: tuple[str, int]) -> None:
    with udp() as client:
        client.sendmsg([b"x"], [], 0, address)


async def by_aiohttp(url: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(url):
        pass


async def by_httpx(url: str) -> None:
    async with httpx.AsyncClient() as client:
        await client.get(url)


async def by_asyncio(host: str) -> None:
    await asyncio.open_connection(host, 80)


@pytest.mark.parametrize(
    ("attempt", "written"),
    [
        (lambda: connect((FAR, 80)), f"connect {FAR}:80"),
        (lambda: connect(("2001:db8::1", 80)), "connect 2001:db8::1:80"),
        (lambda: connect(("conference.example", 80)), "connect conference.example:80"),
        (lambda: connect_ex((FAR, 80)), f"connect_ex {FAR}:80"),
        (lambda: socket.create_connection((FAR, 80)), f"connect {FAR}:80"),
        (lambda: sendto(b"x", (FAR, 53)), f"sendto {FAR}:53"),
        (lambda: sendto(b"x", 0, (FAR, 53)), f"sendto {FAR}:53"),
        (lambda: sendmsg((FAR, 53)), f"sendmsg {FAR}:53"),
        (lambda: urllib.request.urlopen(f"http://{FAR}/", timeout=5), f"connect {FAR}:80"),
        (lambda: httpx.get(f"http://{FAR}/"), f"connect {FAR}:80"),
        (lambda: asyncio.run(by_httpx(f"http://{FAR}/")), f"connect {FAR}:80"),
        (lambda: asyncio.run(by_aiohttp(f"http://{FAR}/")), f"connect {FAR}:80"),
        (lambda: asyncio.run(by_asyncio(FAR)), f"connect {FAR}:80"),
        (lambda: socket.getaddrinfo("conference.example", 443), "getaddrinfo conference.example"),
        (lambda: socket.getaddrinfo(b"Conference.Example.", 443), "getaddrinfo conference.example"),
        (lambda: socket.gethostbyname("conference.example"), "gethostbyname conference.example"),
        (lambda: socket.gethostbyname_ex("conference.example"), "gethostbyname_ex conference.example"),
        (lambda: socket.gethostbyaddr("conference.example"), "gethostbyaddr conference.example"),
        (lambda: asyncio.run(by_httpx("http://conference.example/")), "getaddrinfo conference.example"),
        (lambda: asyncio.run(by_aiohttp("http://conference.example/")), "getaddrinfo conference.example"),
        (lambda: asyncio.run(by_asyncio("conference.example")), "getaddrinfo conference.example"),
    ],
)
def test_network_is_out_of_reach(attempt, written: str, reached_for: list[str]) -> None:
    with pytest.raises((OSError, httpx.ConnectError)):  # as it would be offline
        attempt()
    assert set(reached_for) == {written}
    reached_for.clear()


def test_network_out_of_reach_has_the_usual_error(reached_for: list[str]) -> None:
    with pytest.raises(OSError, match="no network in tests") as problem:
        socket.create_connection((FAR, 80))
    assert problem.value.errno == errno.ENETUNREACH
    with pytest.raises(socket.gaierror) as unknown:
        socket.getaddrinfo("conference.example", 80)
    assert unknown.value.errno == socket.EAI_NONAME
    reached_for.clear()


def test_network_name_under_invalid_does_not_resolve_and_is_no_breach(reached_for: list[str]) -> None:
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("conference.invalid", 443)
    assert reached_for == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.8.7", "localhost"])
def test_network_loopback_answers(host: str) -> None:
    with socket.create_server(("127.0.0.1" if host == "localhost" else host, 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection((host, port), timeout=5) as client, server.accept()[0] as peer:
            peer.sendall(b"hello")
            assert client.recv(5) == b"hello"


def test_network_loopback_answers_asyncio() -> None:
    async def talk() -> bytes:
        async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"hello")
            await writer.drain()
            writer.close()

        async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
            said = await reader.read()
            writer.close()
            await writer.wait_closed()
            return said

    assert asyncio.run(talk()) == b"hello"


def test_network_datagram_to_loopback_arrives() -> None:
    with udp() as server, udp() as client:
        server.bind(("127.0.0.1", 0))
        server.settimeout(5)
        client.sendto(b"hello", server.getsockname())
        assert server.recv(5) == b"hello"


def test_network_look_up_of_an_address_asks_nobody() -> None:
    found = socket.getaddrinfo(FAR, 80, type=socket.SOCK_STREAM)
    assert {entry[4] for entry in found} == {(FAR, 80)}


@given(st.from_regex(r"[a-z]{1,20}\.invalid", fullmatch=True))
def test_network_is_out_of_reach_in_property_tests(host: str) -> None:
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo(host, 443)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("socket.getaddrinfo('conference.example', 80)", "gaierror"),
        (f"socket.create_connection(('{FAR}', 80))", "no network in tests"),
    ],
)
def test_network_is_out_of_reach_in_programs_a_test_starts(line: str, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import socket; {line}"], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 1
    assert said in done.stderr


def test_a_test_that_reaches_out_fails(pytester: pytest.Pytester) -> None:
    pytester.makeconftest((Path(__file__).parent / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(
        "import contextlib, socket\n"
        "def test_it():\n"
        "    with contextlib.suppress(OSError):\n"
        "        socket.getaddrinfo('conference.example', 80)\n"
    )
    report = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    report.assert_outcomes(passed=1, errors=1)
    report.stdout.fnmatch_lines(["*this test reached for the network: getaddrinfo conference.example*"])


def test_own_home_is_where_files_go(own_home: Path) -> None:
    assert Path.home() == own_home
    assert Path(os.environ["COFFEECHAT_DB"]).parent == own_home
    for place in (
        platformdirs.user_data_path("coffeechat"),
        platformdirs.user_config_path("coffeechat"),
        platformdirs.user_cache_path("coffeechat"),
    ):
        assert place.is_relative_to(own_home)


def test_own_home_is_new_for_every_test(own_home: Path) -> None:
    assert list(own_home.iterdir()) == []
    (own_home / "left behind").touch()


def test_own_home_is_new_for_the_next_test(own_home: Path) -> None:
    assert list(own_home.iterdir()) == []


def test_output_is_plain() -> None:
    assert os.environ["NO_COLOR"] == "1"
    assert "FORCE_COLOR" not in os.environ
