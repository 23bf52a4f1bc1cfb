"""Pages made to hang or to fill whoever reads them: what each is, at any size (1.0 is the size that is measured)."""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Callable

MILLION = 1_000_000
_CARD = '<div class="card"><h3>Anna Example{0}</h3><p>Nurse, Harbour Clinic {0}</p><a href="/s/{0}">more</a></div>'


def _many(pattern: str, count: float) -> bytes:
    return "".join(pattern.format(number) for number in range(int(count))).encode()


def _page(body: bytes) -> bytes:
    return b"<!doctype html><html><body><h1>Speakers</h1>" + body + b"</body></html>"


def _noise(size: float) -> bytes:
    return random.Random(1).randbytes(int(size)).replace(b"\0", b"\xe4")  # noqa: S311 -- noise, not secrets


def gigabyte(size: float) -> bytes:
    """A gzip stream of so many GiB of blanks (about a megabyte packed)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b" " * (1 << 24)
    return b"".join([*(packer.compress(block) for _ in range(max(1, int(64 * size)))), packer.flush()])


TRAPS: dict[str, tuple[str, Callable[[float], bytes]]] = {
    "100,000 nested div": (".html", lambda n: _page(b"<div>" * int(100_000 * n))),
    "100,000 nested div, closed": (".html", lambda n: _page(b"<div>" * int(100_000 * n) + b"x" + b"</div>" * int(100_000 * n))),
    "100,000 nested b and i": (".html", lambda n: _page(_many("<b {0}><i {0}>", 50_000 * n))),
    "200,000 attributes": (".html", lambda n: _page(b"<div " + _many(" a{0}=1", 200_000 * n) + b">x</div>")),
    "500 attributes, 2,000 times": (".html", lambda n: _page((b"<p " + _many(" a{0}=1", 500) + b">x</p>") * int(2_000 * n))),
    "20,000 options": (".html", lambda n: _page(b"<select>" + _many("<option>{0}", 20_000 * n))),
    "2,000 levels, just allowed": (".html", lambda n: _page(b"<div>" * 1_900 + _many(_CARD, 2_000 * n))),
    "1,900 nested tables": (".html", lambda n: _page(b"<table><tr><td>Anna Example" * int(600 * n))),
    "30 MB page": (".html", lambda n: _page(_many(_CARD, 300_000 * n))),
    "11 MB page of 50,000 cards": (".html", lambda n: _page(_many(_CARD + "<!--" + "x" * 110 + "-->", 50_000 * n))),
    "100,000 table cells": (".html", lambda n: _page(b"<table>" + _many("<tr><td>Anna Example{0}<td>Nurse<td>Harbour Clinic", 33_000 * n))),
    "100,000 lines of one list": (".html", lambda n: _page(b"<ul>" + _many("<li>Anna Example{0}, Nurse, Harbour Clinic", 100_000 * n))),
    "19,000 headings, just allowed": (".html", lambda n: _page(_many("<h2>Anna Example{0}</h2>", 19_000 * n))),
    "6,000 cards with headings": (".html", lambda n: _page(_many("<div><h3>Anna Example{0}</h3><p>Nurse<p>Harbour Clinic</div>", 6_000 * n))),
    "100,000 headings": (".html", lambda n: _page(_many("<h2>Anna Example{0}</h2>", 100_000 * n))),
    "50,000 links": (".html", lambda n: _page(_many('<a href="/speakers/{0}">Anna Example{0}</a> ', 50_000 * n))),
    "10 MB of one text": (".html", lambda n: _page(b"<p>" + b"Anna Example, CTO at Acme and " * int(330_000 * n))),
    "10 MB of one word": (".html", lambda n: _page(b"<h3>" + b"a" * int(10 * MILLION * n))),
    "commas": (".html", lambda n: _page(b"<p>" + b"," * int(5 * MILLION * n))),
    "brackets": (".html", lambda n: _page(b"<p>" + b"(" * int(5 * MILLION * n))),
    "joiners in 2,000 biographies": (".html", lambda n: _page(_many("<h3>Anna Example{0}</h3><p>is a nurse" + " at and of" * 300 + "</p>", 2_000 * n))),
    "2 million entities": (".html", lambda n: _page(b"<p>" + b"&amp;" * int(2 * MILLION * n))),
    "broken entities": (".html", lambda n: _page(b"<p>" + b"&#x11" * int(2 * MILLION * n))),
    "JSON-LD nested 100,000 deep": (".html", lambda n: _page(b'<script type="application/ld+json">' + b"[" * int(100_000 * n) + b"</script>")),
    "JSON nested 1,000,000 deep": (".json", lambda n: b'{"speakers":' + b"[" * int(MILLION * n)),
    "JSON of 100,000 people": (".json", lambda n: b"[" + _many('{{"name":"Anna Example{0}","title":"Nurse"}},', 100_000 * n)[:-1] + b"]"),
    "JSON of 400,000 empty objects": (".json", lambda n: b'{"speakers":[' + b"{}," * int(3 * MILLION * n) + b"{}]}"),
    "scripts of brackets": (".html", lambda n: _page(b"<script>window.speakers=" + b"[{a:" * int(MILLION * n) + b"</script>")),
    "a function without an end": (".html", lambda n: _page(b"<script>window.__NUXT__=(function(" + b"a," * int(MILLION * n) + b"</script>")),
    "40 functions in functions": (".html", lambda n: _page(b"<script>window.__NUXT__=" + b"(function(){return " * 40 + b"[" + b"1," * int(2 * MILLION * n) + b"</script>")),
    "XML entities": (".xml", lambda n: b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + _many('<!ENTITY a{0} "&a;&a;&a;&a;">', 10 + 1_000 * n) + b"]><schedule>&a9;</schedule>"),
    "XML nested 1,000,000 deep": (".xml", lambda n: b"<schedule>" + b"<a>" * int(MILLION * n)),
    "YAML aliases": (".yaml", lambda n: b"a: &a [x]\n" + _many("b{0}: &b{0} [*a,*a,*a]\n", 50_000 * n)),
    "YAML nested": (".yaml", lambda n: b"speakers: " + b"[" * int(100_000 * n)),
    "calendar of 500,000 lines": (".ics", lambda n: b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nSUMMARY:Anna Example: A talk\r\nEND:VEVENT\r\n" * int(160_000 * n) + b"END:VCALENDAR\r\n"),
    "noise in no charset": (".html", lambda n: _page(b"<p>" + _noise(10 * MILLION * n))),
    "UTF-16 noise": (".html", lambda n: b"\xff\xfe" + _noise(10 * MILLION * n)),
}  # fmt: skip
"""By what they are: the ending of the file, and its bytes at a size."""
PACKED: dict[str, tuple[str, Callable[[float], bytes]]] = {
    "1 GiB of blanks in gzip": ("gzip", gigabyte),
    "gzip in gzip": ("gzip, gzip", lambda n: gzip.compress(gigabyte(n), mtime=0)),
}
"""Answers of a server: the Content-Encoding, and the bytes."""
