"""Pictures, known by their bytes: which kind, and how large once they are drawn. Pure.

What a server says of a picture is not believed, and a drawing (SVG) is none: it is a document that can hold programs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

TYPES = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/avif")
"""What a photo may be."""
_HEAD = 65_536  # bytes among which an AVIF's size is looked for
_SEGMENTS = 1_000  # of a JPEG, looked at until one tells its size
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # the markers that begin a JPEG's picture
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # the markers that nothing follows
Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's type ("image/png"), and its width and height in points, as it says itself."""

    type: str
    width: int
    height: int

    @property
    def points(self) -> int:
        """How many there are to draw."""
        return self.width * self.height


def look(body: bytes) -> Picture | None:
    """What these bytes are a picture of; None for anything else, a drawing and a picture without a size among it."""
    kind = _kind(body)
    if kind is None:
        return None
    width, height = _SIZES[kind](body)
    return Picture(kind, width, height) if width > 0 and height > 0 else None


def _kind(body: bytes) -> str | None:
    if body.startswith(b"\x89PNG\r\n\x1a\n") and body[12:16] == b"IHDR":
        return "image/png"
    if body.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if body.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return "image/webp"
    if body[4:8] == b"ftyp" and any(brand in body[8:64] for brand in (b"avif", b"avis")):
        return "image/avif"
    return None


def _big(body: bytes, at: int, length: int) -> int:
    return int.from_bytes(body[at : at + length], "big")


def _little(body: bytes, at: int, length: int) -> int:
    return int.from_bytes(body[at : at + length], "little")


def _jpeg(body: bytes) -> Size:
    """Of the first segment that begins a picture; those before it are stepped over by the lengths they tell."""
    at = 2
    for _ in range(_SEGMENTS):
        while body[at : at + 2] == b"\xff\xff":  # any number of these may come before a marker
            at += 1
        if at + 9 > len(body) or body[at] != 0xFF:
            break
        marker = body[at + 1]
        if marker in _FRAMES:
            return _big(body, at + 7, 2), _big(body, at + 5, 2)
        at += 2 if marker in _BARE else 2 + max(2, _big(body, at + 2, 2))
    return 0, 0


def _webp(body: bytes) -> Size:
    form = body[12:16]
    if form == b"VP8X" and len(body) >= 30:
        return _little(body, 24, 3) + 1, _little(body, 27, 3) + 1
    if form == b"VP8L" and len(body) >= 25:
        packed = _little(body, 21, 4)
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    if form == b"VP8 " and body[23:26] == b"\x9d\x01\x2a":
        return _little(body, 26, 2) & 0x3FFF, _little(body, 28, 2) & 0x3FFF
    return 0, 0


def _avif(body: bytes) -> Size:
    """The largest of the sizes it tells: it may hold a small picture beside the large one."""
    sizes, at = [(0, 0)], body.find(b"ispe", 0, _HEAD)
    while at >= 0 and at + 16 <= len(body):
        sizes.append((_big(body, at + 8, 4), _big(body, at + 12, 4)))
        at = body.find(b"ispe", at + 16, _HEAD)
    return max(sizes, key=lambda size: size[0] * size[1])


_SIZES: Mapping[str, Callable[[bytes], Size]] = {
    "image/png": lambda body: (_big(body, 16, 4), _big(body, 20, 4)),
    "image/gif": lambda body: (_little(body, 6, 2), _little(body, 8, 2)),
    "image/jpeg": _jpeg,
    "image/webp": _webp,
    "image/avif": _avif,
}
