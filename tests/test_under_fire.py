"""Every way a site can misbehave, through the whole command: nobody lost who can be had, and nothing lost silently.

The list is good and names four people; one person's own page has the fault. Waiting takes no time here
(scraper.fetch's tests look at how long is waited).
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import os
import socket
import sqlite3
import zlib

import pytest
from fetching import answer, gzipped
from invented import empty, put
from misbehaving import HEAD, PEOPLE, conference, own_page

from scraper.cli import main
from scraper.fetch import client, transport

GOOD = own_page("ana").encode()
BAD = "ana"


@pytest.fixture(autouse=True)
def naps(monkeypatch, own_home):
    """Nobody waits, and the file is there; how long they would have waited."""
    put(own_home / "speakers.db", empty)
    slept = []

    async def nap(seconds):
        slept.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(client, "Fetcher", functools.partial(client.Fetcher, sleep=nap))
    monkeypatch.setattr("scraper.fetch.asking.PATIENCE", (0.15,))
    monkeypatch.setattr(transport, "SLOWEST", 1_000_000)
    return slept


def pulled(site, *options):
    """Pull it; the exit code."""
    with pytest.raises(SystemExit) as left:
        main(["pull", site.start, "-q", *options])
    return left.value.code


def rows():
    """The people in the file, name -> (role, employer); and the receipt of the last pull, address -> page."""
    with contextlib.closing(sqlite3.connect(os.environ["COFFEECHAT_DB"])) as file:
        people = {
            name: (role, employer) for name, role, employer in file.execute("SELECT name, role, employer FROM speakers")
        }
        [(receipt,)] = file.execute("SELECT receipt FROM pulls ORDER BY id DESC LIMIT 1")
    return people, {page["url"]: page for page in json.loads(receipt)}


EVERYBODY = {name: (role, employer) for name, role, employer in PEOPLE.values()}
OTHERS = {name: job for name, job in EVERYBODY.items() if name != PEOPLE[BAD][0]}


# What passes


async def reset(reader, writer, head):
    writer.write(answer(GOOD)[:150])
    await writer.drain()
    cut(writer)


async def reset_at_once(reader, writer, head):
    cut(writer)


def cut(writer):
    writer.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    writer.transport.abort()


async def hang(reader, writer, head):
    await reader.read()


async def drip(reader, writer, head):
    for byte in answer(GOOD):
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.02)


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
GATEWAY = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>"
DATE = "Fri, 01 Jan 2100 00:00:00 GMT"
PASSING = {
    "429 and Retry-After in seconds": answer(b"slow down", "Retry-After: 3", status="429 Too Many Requests"),
    "429 and a Retry-After that is over": answer(
        b"slow down", "Retry-After: Thu, 01 Jan 2026 00:00:00 GMT", status="429 Too Many Requests"
    ),
    "429": answer(b"slow down", status="429 Too Many Requests"),
    "500": answer(b"oops", status="500 Internal Server Error"),
    "502": answer(b"oops", status="502 Bad Gateway"),
    "503": answer(b"oops", status="503 Service Unavailable"),
    "503 and Retry-After": answer(b"oops", "Retry-After: 2", status="503 Service Unavailable"),
    "reset in the middle": reset,
    "reset at once": reset_at_once,
    "closed at once": b"",
    "gzip cut": answer(gzipped(GOOD)[:-30], "Content-Encoding: gzip"),
    "longer announced": answer(GOOD, length=len(GOOD) + 500),
    "shorter announced": answer(GOOD, length=len(GOOD) // 2),
    "a chunk cut": CHUNKED + b"%x\r\n" % len(GOOD) + GOOD[: len(GOOD) // 2],
    "a bad chunk": CHUNKED + b"100\r\n" + GOOD[:256] + b"\r\nZZZ\r\n" + GOOD[256:],
    "drips": drip,
    "hangs": hang,
    "packed in an unknown way": answer(GOOD, "Content-Encoding: zstd"),
    "deflate that is none": answer(b"\x78\x9c" + GOOD, "Content-Encoding: deflate"),
    "empty": answer(b""),
    "a status that is none": b"HTTP/1.1 abc OK\r\nContent-Length: 2\r\n\r\nhi",
    "an error page sent as a good one": answer(GATEWAY),
    "not modified, unasked": answer(b"", status="304 Not Modified"),
}


@pytest.mark.parametrize("bad", [pytest.param(bad, id=kind) for kind, bad in PASSING.items()])
def test_what_passes_loses_nothing(bad):
    with conference({BAD: (bad, bad)}) as site:
        assert pulled(site) == 0
    people, receipt = rows()
    assert people == EVERYBODY
    assert not [page for page in receipt.values() if page["error"] or page["missed"]]
    assert site.asked.count(f"/speakers/{BAD}/") == 3
    assert all(site.asked.count(f"/speakers/{slug}/") == 1 for slug in PEOPLE if slug != BAD)


def test_everything_that_passes_at_once_loses_nothing():
    kinds = list(PASSING.values())
    turns = {slug: kinds[at::4][:2] for at, slug in enumerate(PEOPLE)}
    with conference(turns) as site:
        assert pulled(site) == 0
    assert rows()[0] == EVERYBODY


def test_pause_that_is_asked_for_is_kept(naps):
    with conference({BAD: (PASSING["429 and Retry-After in seconds"],)}) as site:
        assert pulled(site) == 0
    assert max(naps) >= 3


# What does not pass


async def endless(reader, writer, head):
    writer.write(answer(b"", length=False))
    while not writer.is_closing():
        writer.write(b"<p>more and more</p>" * 10_000)
        await writer.drain()


async def endless_head(reader, writer, head):
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for n in range(100_000):
        writer.write(b"X-%d: %s\r\n" % (n, b"a" * 400))
        await writer.drain()


def moved(to, body=b""):
    return answer(body, *([f"Location: {to}"] if to is not None else []), status="302 Found")


async def round_and_round(reader, writer, head):
    writer.write(moved(head.split(b" ")[1].decode()))


async def on_and_on(reader, writer, head):
    path, _, number = head.split(b" ")[1].decode().partition("?n=")
    writer.write(moved(f"{path}?n={int(number or 0) + 1}"))


def zeros(size, times=1):
    """A gigabyte of nothing would take a second to pack: so many megabytes are enough to be too large."""
    body = zlib.compressobj(6, zlib.DEFLATED, 31)
    packed = b"".join([*(body.compress(bytes(1_000_000)) for _ in range(size)), body.flush()])
    for _ in range(times - 1):
        packed = gzipped(packed)
    return answer(packed, f"Content-Encoding: {', '.join(['gzip'] * times)}")


def others_page(**more):
    """A page that shows other people in this person's place."""
    cards = "".join(f"<div class=card><h3>{name}</h3><p>{role}</p></div>" for name, role in more.items())
    return f"{HEAD.format(title='x')}<main><h1>Speakers</h1>{cards}</main></body></html>".encode()


REFRESH = '<html><head><meta http-equiv="refresh" content="0;url={}"></head><body></body></html>'
NOISE = bytes(range(256)) * 400
DEEP = own_page(BAD, filler="<div>" * 100_000 + "x" + "</div>" * 100_000).encode()
MANY = own_page(BAD).replace("<main>", "<main " + " ".join(f"a{n}={n}" for n in range(200_000)) + ">").encode()
STAYING = {
    "endless": (endless, "TooLarge"),
    "headers without end": (endless_head, "Unreachable"),
    "a huge header": (answer(GOOD, "X-Big: " + "a" * 200_000), "Unreachable"),
    "two lengths": (answer(GOOD, "Content-Length: 7"), "Unreachable"),
    "no head": (GOOD, "Unreachable"),
    "a bomb": (zeros(13), "TooLarge"),
    "a bomb in a bomb": (zeros(13, 2), "TooLarge"),
    "13 MB": (answer(own_page(BAD, filler="<p>filler</p>" * 1_000_000).encode()), "TooLarge"),
    "100,000 tags deep": (answer(DEEP), "TooLarge"),
    "200,000 attributes": (answer(MANY), "TooLarge"),
    "a circle": (round_and_round, "TooLarge"),
    "too many redirects": (on_and_on, "TooLarge"),
    "redirected to a file": (moved("file:///etc/passwd"), "NotAPage"),
    "redirected to a private address": (moved("http://169.254.169.254/latest/meta-data/"), "NotAllowed"),
    "redirected to nowhere": (moved(""), "NotAPage"),
    "redirected without saying where": (moved(None), "NotAPage"),
    "sent on by a refresh": (answer(REFRESH.format("http://10.0.0.1/admin").encode()), "NotAllowed"),
    "a login": (moved("/login?next=/speakers/ana/"), "Blocked"),
    "a PDF": (answer(b"%PDF-1.7\n" + NOISE), "NotAPage"),
    "a picture": (answer(b"\x89PNG\r\n\x1a\n" + NOISE), "NotAPage"),
    "binary": (answer(NOISE), "NotAPage"),
    "401": (answer(b"no", status="401 Unauthorized"), "Blocked"),
    "403": (answer(b"no", status="403 Forbidden"), "Blocked"),
    "451": (answer(b"no", status="451 Unavailable For Legal Reasons"), "Blocked"),
    "204": (answer(b"", status="204 No Content"), "NotAPage"),
    "206": (answer(GOOD[:300], status="206 Partial Content"), "NotAPage"),
    "304, unasked, for ever": (answer(b"", status="304 Not Modified"), "NotAPage"),
    "500 for ever": (answer(b"oops", status="500 Internal Server Error"), "Unreachable"),
    "a pause of a year": (answer(b"", f"Retry-After: {DATE}", status="503 Service Unavailable"), "Unreachable"),
    "hangs for ever": (hang, "Unreachable"),
    "404": (answer(b"<h1>no</h1>", status="404 Not Found"), "Gone"),
    "410": (answer(b"<h1>no</h1>", status="410 Gone"), "Gone"),
    "not found, sent as a good page": (answer(b"<title>Page not found</title><h1>Oops! 404</h1>"), "Gone"),
    "a wall of consent": (answer(b"<h1>We value your privacy</h1><p>Our 812 partners</p><button>Accept</button>"), None),
    "a calendar without end": (answer(b'<a href="/fault/1">day 1</a> <a href="/fault/2">day 2</a>'), None),
    "other people": (answer(others_page(**{"Dana Petrova": "Product Manager", "Emil Novak": "Baker"})), None),
    "zeros in names": (answer(others_page(**{"Dan\0a Petrova": "Product\0Manager"})), None),
    "broken tags": (answer(b'<div class=x><h3>Dana <b>One</h3></i><p>CTO<table><h3>Fay</p><!-- <<<>> </ <a href='), None),  # noqa: Q000
    "entities": (answer(b"<h1>Speakers</h1>" + b"&amp;&#x41;&nosuch;&#xFFFFFFF;" * 20_000), None),
}  # fmt: skip


@pytest.mark.parametrize(("bad", "error"), [pytest.param(*one, id=kind) for kind, one in STAYING.items()])
def test_what_stays_costs_that_page_alone_and_is_named(bad, error):
    with conference({BAD: (bad,)}, always=True) as site:
        assert pulled(site) == 7
    people, receipt = rows()
    assert people == OTHERS | {PEOPLE[BAD][0]: (None, None)}
    page = receipt[f"{site.base}/speakers/{BAD}/"]
    assert (page["error"], page["about"]) == (error, PEOPLE[BAD][0])
    assert page["missed"] == (error in ("Gone", None))
    assert not [one for url, one in receipt.items() if url != page["url"] and (one["error"] or one["missed"])]


def test_nothing_of_this_machine_is_touched_by_a_redirect():
    with conference() as trap, conference({BAD: (moved(f"{trap.base}/admin"),)}, always=True) as site:
        assert pulled(site) == 7
    assert trap.asked == []
    assert rows()[0] == OTHERS | {PEOPLE[BAD][0]: (None, None)}


# What only looks bad


async def cookie_first(reader, writer, head):
    if b"consent=1" in head:
        writer.write(answer(GOOD))
    else:
        writer.write(answer(b"", "Set-Cookie: consent=1; Path=/", f"Location: /speakers/{BAD}/", status="302 Found"))


def in_charset(slug, encoding, header=None, meta=None, mark=b""):
    page = own_page(slug)
    if meta:
        page = page.replace("<head>", f'<head><meta charset="{meta}">')
    made = mark + page.encode(encoding)
    return answer(made).replace(b"text/html", b"text/html" + (f"; charset={header}".encode() if header else b""), 1)


HARMLESS = {
    "a wall that wants a cookie": (BAD, cookie_first),
    "a folded header": (BAD, answer(GOOD, "X-Fold: a\r\n b", "X-Latin: caf\u00e9")),
    "early hints": (BAD, b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" + answer(GOOD)),
    "says gzip and is plain": (BAD, answer(GOOD, "Content-Encoding: gzip")),
    "latin-1 by its header": ("jurgen", in_charset("jurgen", "latin-1", "iso-8859-1")),
    "latin-1 by its meta": ("jurgen", in_charset("jurgen", "latin-1", None, "iso-8859-1")),
    "latin-1 that says nothing": ("jurgen", in_charset("jurgen", "latin-1")),
    "latin-1 that says it is UTF-8": ("jurgen", in_charset("jurgen", "latin-1", "utf-8", "utf-8")),
    "UTF-8 that says it is latin-1": ("jurgen", in_charset("jurgen", "utf-8", "iso-8859-1", "utf-8")),
    "UTF-8 that says nothing": ("jurgen", in_charset("jurgen", "utf-8")),
    "UTF-8 with a mark": ("jurgen", in_charset("jurgen", "utf-8", mark=b"\xef\xbb\xbf")),
    "UTF-16 with a mark": ("jurgen", in_charset("jurgen", "utf-16-le", mark=b"\xff\xfe")),
    "UTF-16 by its header": ("jurgen", in_charset("jurgen", "utf-16-be", "utf-16be")),
    "a charset there is not": ("jurgen", in_charset("jurgen", "utf-8", "utf8mb4", "x-unknown")),
}  # fmt: skip


@pytest.mark.parametrize(("slug", "odd"), [pytest.param(*one, id=kind) for kind, one in HARMLESS.items()])
def test_what_only_looks_bad_is_read(slug, odd):
    with conference({slug: (odd,)}, always=True) as site:
        assert pulled(site) == 0
    assert rows()[0] == EVERYBODY
