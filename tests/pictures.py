"""The smallest pictures of each kind a photo may be, three points wide and two high, made here: nobody is on them."""

from __future__ import annotations

import struct
import zlib


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 3, height: int = 2) -> bytes:
    """A grey picture of that size; a browser draws it."""
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _riff(form: bytes, data: bytes) -> bytes:
    body = b"WEBP" + form + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


PNG = png()
JPEG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + b"\xff\xfe\0\x06note" + b"\xff\xff\xc0\0\x0b\x08" + struct.pack(">HH", 2, 3) + b"\1\1\x11\0\xff\xd9"
)  # fmt: skip
GIF = b"GIF89a" + struct.pack("<HH", 3, 2) + b"\0\0\0;"
WEBP_PLAIN = _riff(b"VP8 ", b"\x30\1\0\x9d\1\x2a" + struct.pack("<HH", 3, 2 | 0x4000) + bytes(8))
WEBP_LOSSLESS = _riff(b"VP8L", b"\x2f" + struct.pack("<I", 2 | 1 << 14) + bytes(8))
WEBP_LARGE = _riff(b"VP8X", bytes(4) + b"\2\0\0\1\0\0" + bytes(8))
AVIF = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + b"\0\0\0\x14ispe\0\0\0\0" + struct.pack(">II", 3, 2)
