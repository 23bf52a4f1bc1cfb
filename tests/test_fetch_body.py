"""Bodies: unpacked step by step, whole or not at all, and never more than a bound."""

from __future__ import annotations

import asyncio
import tracemalloc
import zlib
from contextlib import suppress

import brotli
import pytest
from fetching import gzipped
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch import body
from scraper.fetch.body import BrokenError, OversizeError

TEXT = b"<html>" + bytes(range(256)) * 40 + b"</html>"
BOMB = bytes(40_000_000)


def read(data, *, step=1000, **options):
    async def chunks():
        for at in range(0, len(data), step):
            yield data[at : at + step]

    return asyncio.run(body.read(chunks(), **options))


PACKED = [
    pytest.param("", TEXT, id="plain"),
    pytest.param("identity", TEXT, id="identity"),
    pytest.param("gzip", gzipped(TEXT), id="gzip"),
    pytest.param("x-gzip", gzipped(TEXT), id="x-gzip"),
    pytest.param("GZip ", gzipped(TEXT), id="oddly written"),
    pytest.param("deflate", gzipped(TEXT, 15), id="deflate"),
    pytest.param("deflate", gzipped(TEXT, -15), id="raw deflate"),
    pytest.param("br", brotli.compress(TEXT), id="br"),
    pytest.param("gzip, gzip", gzipped(gzipped(TEXT)), id="twice"),
    pytest.param("gzip, br", brotli.compress(gzipped(TEXT)), id="two ways"),
    pytest.param("gzip", gzipped(TEXT[:99]) + gzipped(TEXT[99:]), id="two members"),
    pytest.param("gzip", gzipped(TEXT) + b"\0\0\0", id="padding after it"),
    pytest.param("gzip", gzipped(TEXT) + b"\x1f", id="half a magic number after it"),
    pytest.param("br", brotli.compress(TEXT), id="br with nothing after"),
    pytest.param("gzip", TEXT, id="not packed at all"),
]


@pytest.mark.parametrize(("encoding", "wire"), PACKED)
@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_read_unpacks_whatever_the_pieces(encoding, wire, step):
    got = read(wire, encoding=encoding, announced=len(wire), step=step)
    assert (got.data, got.size) == (TEXT, len(wire))


@pytest.mark.parametrize(
    ("encoding", "wire", "kept"),
    [
        ("gzip", gzipped(TEXT), True),
        ("", TEXT, False),
        ("gzip", TEXT, False),
        ("gzip", gzipped(TEXT) + b"\0", False),
        ("gzip", gzipped(TEXT) + gzipped(b""), False),
        ("br", brotli.compress(TEXT), False),
        ("gzip, gzip", gzipped(gzipped(TEXT)), False),
        ("gzip", b"", False),
    ],
)
def test_read_keeps_the_packed_bytes_only_where_they_are_one_whole_stream(encoding, wire, kept):
    got = read(wire, encoding=encoding)
    assert got.packed == (wire if kept else None)
    if kept:
        assert zlib.decompress(got.packed, 47) == got.data


@pytest.mark.parametrize(
    ("encoding", "wire", "announced", "message"),
    [
        pytest.param("gzip", gzipped(TEXT)[:-9], None, "it is cut off in the middle", id="gzip cut"),
        pytest.param("gzip", gzipped(TEXT)[:-4], None, "it is cut off in the middle", id="gzip without its length"),
        pytest.param("gzip", gzipped(TEXT)[:1], None, "it is cut off in the middle", id="one byte of gzip"),
        pytest.param("deflate", gzipped(TEXT, 15)[:-9], None, "it is cut off in the middle", id="deflate cut"),
        pytest.param("br", brotli.compress(TEXT)[:-3], None, "it is cut off in the middle", id="br cut"),
        pytest.param(
            "gzip", gzipped(TEXT)[:200] + b"xx" + gzipped(TEXT)[202:], None, "it does not unpack", id="gzip hit"
        ),
        pytest.param("gzip", gzipped(TEXT)[:-8] + b"\0" * 8, None, "it does not unpack", id="a wrong checksum"),
        pytest.param("br", b"\xff" * 50, None, "it does not unpack", id="no br"),
        pytest.param("deflate", b"\xff" * 50, None, "it does not unpack", id="no deflate"),
        pytest.param("", TEXT, len(TEXT) + 5, f"it is cut off ({len(TEXT)} of {len(TEXT) + 5} bytes)", id="too short"),
        pytest.param("", TEXT, 10, f"it is cut off ({len(TEXT)} of 10 bytes)", id="too long"),
        pytest.param("zstd", TEXT, None, "it is packed in a way nobody asked for (zstd)", id="unknown packing"),
    ],
)
def test_read_notices_what_is_not_whole(encoding, wire, announced, message):
    with pytest.raises(BrokenError) as caught:
        read(wire, encoding=encoding, announced=announced)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("encoding", "sent", "message"),
    [
        pytest.param("", lambda: b"x" * (body.MAX_BODY + 1), "it is larger than 12 MB", id="plain"),
        pytest.param("gzip", lambda: gzipped(BOMB), "it is larger than 12 MB", id="gzip bomb"),
        pytest.param("deflate", lambda: gzipped(BOMB, -15), "it is larger than 12 MB", id="deflate bomb"),
        pytest.param("br", lambda: brotli.compress(BOMB, quality=5), "it is larger than 12 MB", id="br bomb"),
        pytest.param("gzip, gzip", lambda: gzipped(gzipped(BOMB)), "it is larger than 12 MB", id="bomb in a bomb"),
        pytest.param(
            "gzip, gzip", lambda: gzipped(gzipped(b"") * 700_000), "it is packed in more than 1000 pieces", id="crumbs"
        ),
        pytest.param(
            "gzip, gzip",
            lambda: gzipped(gzipped(b"") + bytes(13_000_000)),
            "it is larger than 12 MB",
            id="layers alone",
        ),
        pytest.param("gzip, gzip, gzip", bytes, "it is packed 3 times over", id="onion"),
    ],
)
def test_read_stops_at_the_bound(encoding, sent, message):
    wire = sent()
    tracemalloc.start()
    try:
        with pytest.raises(OversizeError) as caught:
            read(wire, encoding=encoding, step=16_384)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert str(caught.value) == message
    assert peak < 40_000_000


def test_read_a_head_is_cut_where_it_is_long_enough():
    got = read(TEXT, head=100, announced=len(TEXT))
    assert (got.data, got.packed) == (TEXT[:100], None)
    assert read(TEXT, head=10**6).data == TEXT
    assert read(gzipped(BOMB), head=1000, encoding="gzip").data == bytes(1000)


def test_read_tells_how_far_it_is():
    sizes = []
    read(TEXT, step=4_000, on_bytes=sizes.append)
    assert sizes == [4_000, 8_000, len(TEXT)]


@given(st.binary(max_size=3000), st.integers(1, 50), st.sampled_from(["gzip", "deflate", "br"]))
def test_read_gives_back_whatever_was_packed(data, step, encoding):
    pack = {"gzip": gzipped, "deflate": lambda d: gzipped(d, 15), "br": brotli.compress}[encoding]
    assert read(pack(data), encoding=encoding, step=step).data == data


@given(st.binary(max_size=300), st.sampled_from(["", "gzip", "deflate", "br", "gzip, br", "deflate, gzip"]))
def test_read_any_rubbish_is_a_page_or_a_named_failure(data, encoding):
    with suppress(BrokenError, OversizeError):
        assert isinstance(read(data, encoding=encoding).data, bytes)
