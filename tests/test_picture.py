"""Pictures known by their bytes, whatever they are called."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import AVIF, GIF, JPEG, PNG, WEBP_LARGE, WEBP_LOSSLESS, WEBP_PLAIN

from scraper.fetch.picture import Picture, look

KINDS = {
    "png": (PNG, "image/png"),
    "jpeg": (JPEG, "image/jpeg"),
    "gif": (GIF, "image/gif"),
    "webp, plain": (WEBP_PLAIN, "image/webp"),
    "webp, lossless": (WEBP_LOSSLESS, "image/webp"),
    "webp, extended": (WEBP_LARGE, "image/webp"),
    "avif": (AVIF, "image/avif"),
}


@pytest.mark.parametrize(("body", "kind"), KINDS.values(), ids=KINDS)
def test_picture_is_known_by_its_bytes(body, kind):
    assert look(body) == Picture(kind, 3, 2)


@pytest.mark.parametrize("cut", range(1, 30))
def test_picture_cut_short_has_no_size_or_the_right_one(cut):
    for body, kind in KINDS.values():
        assert look(body[:cut]) in (None, Picture(kind, 3, 2))


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", b"<!doctype html><p>no", b"\x89PNG", b"BM" + bytes(60),
        b"<?xml version='1.0'?><svg/>", b"RIFF\0\0\0\0WAVEfmt ", b"\0\0\0\x1cftypisom" + bytes(40), b"\xff\xd8\xff" + b"\xff\xe0\0\0" * 20_000,
        b"%PDF-1.7", PNG[:16] + bytes(8) + PNG[24:], JPEG.replace(b"\xff\xc0", b"\xff\xc4"),
    ],
    ids=lambda one: repr(one[:16]),
)  # fmt: skip
def test_what_is_no_photo_is_none(body):
    assert look(body) is None


def test_largest_picture_of_an_avif_counts():
    small = AVIF.replace(struct.pack(">II", 3, 2), struct.pack(">II", 60_000, 60_000))
    assert look(AVIF + small[16:]).points == 3_600_000_000


@given(st.sampled_from([body for body, _ in KINDS.values()]), st.binary(max_size=60), st.integers(0, 60))
def test_any_bytes_are_a_picture_or_none(body, noise, at):
    found = look(body[:at] + noise + body[at + len(noise) :])
    assert found is None or (found.points > 0 and found == look(body[:at] + noise + body[at + len(noise) :]))
