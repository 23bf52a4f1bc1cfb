"""An answer's bytes: unpacked step by step, bounded before and after, and whole or not at all.

httpx hands over what arrives. That a gzip stream ends before its end mark, that a megabyte unpacks to a gigabyte, or
that fewer bytes came than were announced passes silently there; here each is an error with a name.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable, Callable, Iterator
from dataclasses import dataclass

import brotli

MAX_WIRE = 12_000_000  # packed bytes
MAX_BODY = 12_000_000  # bytes unpacked: what scraper.markup takes, ten times the largest real speaker list seen
MAX_LAYERS = 2  # "gzip, gzip" exists; more is play
MAX_MEMBERS = 1_000
OnBytes = Callable[[int], None]
_STEP = 1 << 18  # bytes unpacked at a time: a bomb is noticed one step over the limit
_GZIP = b"\x1f\x8b"


class BrokenError(Exception):
    """The bytes cannot be what the server meant to send (cut short, damaged). It may be better next time."""


class OversizeError(Exception):
    """More than we take, packed or unpacked."""


def _unheard(size: int) -> None:
    del size


@dataclass(frozen=True, slots=True)
class Body:
    """A body: `data` unpacked, and `size`, its bytes on the wire.

    `packed`: as it came, where that is one whole gzip stream that an archive can keep as it is.
    """

    data: bytes
    packed: bytes | None
    size: int


async def read(
    chunks: AsyncIterable[bytes],
    *,
    encoding: str = "",
    announced: int | None = None,
    head: int | None = None,
    on_bytes: OnBytes = _unheard,
) -> Body:
    """The whole body. `encoding` is the Content-Encoding header, `announced` the Content-Length.

    `head`: only so many bytes are wanted, and what is beyond is left unread. `on_bytes` is told the size so far.
    Raises BrokenError (cut short, damaged, longer or shorter than announced, packed in a way nobody asked for) and
    OversizeError.
    """
    layers = [name for part in encoding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if len(layers) > MAX_LAYERS:
        raise OversizeError(f"it is packed {len(layers)} times over")
    unpackers = [_unpacker(name) for name in reversed(layers)]
    keep = layers in (["gzip"], ["x-gzip"])
    wire, out, size = bytearray(), bytearray(), 0
    async for chunk in chunks:
        size += len(chunk)
        on_bytes(size)
        if keep:
            wire += chunk
        for piece in _through(unpackers, chunk):
            out += piece
            if head is not None and len(out) >= head:
                return Body(bytes(out[:head]), None, size)
            if len(out) > MAX_BODY:
                raise OversizeError(f"it is larger than {MAX_BODY // 1_000_000} MB")
    if announced is not None and size != announced:
        raise BrokenError(f"it is cut off ({size} of {announced} bytes)")
    if size and not all(one.whole for one in unpackers):
        raise BrokenError("it is cut off in the middle")
    whole = keep and bool(size) and unpackers[0].single
    return Body(bytes(out), bytes(wire) if whole else None, size)


def _through(unpackers: list[_Inflate | _Brotli], data: bytes) -> Iterator[bytes]:
    if not unpackers:
        yield data
        return
    unpackers[0].fed += len(data)
    if unpackers[0].fed > MAX_WIRE:  # from the wire, or from the layer before, which may hold nothing but layers
        raise OversizeError(f"it is larger than {MAX_WIRE // 1_000_000} MB")
    for piece in unpackers[0].feed(data):
        yield from _through(unpackers[1:], piece)


def _unpacker(name: str) -> _Inflate | _Brotli:
    if name in ("gzip", "x-gzip"):
        return _Inflate(gzip=True)
    if name == "deflate":
        return _Inflate(gzip=False)
    if name == "br":
        return _Brotli()
    raise BrokenError(f"it is packed in a way nobody asked for ({name[:20]})")


class _Inflate:
    """gzip (several members; rubbish after the last is ignored, as browsers do) and deflate.

    Deflate comes with its zlib header or, as some servers send it, without. What says gzip and is not gzip at all is
    taken as it stands: some servers announce a packing they forgot to do.
    """

    def __init__(self, *, gzip: bool) -> None:
        self.fed = 0
        self._gzip = gzip
        self._begun = False
        self._plain = False
        self._stream = zlib.decompressobj(31)
        self._members = 1
        self._rest = b""  # what cannot be judged before another byte comes

    @property
    def whole(self) -> bool:
        """Was the end mark seen?"""
        return self._plain or self._stream.eof

    @property
    def single(self) -> bool:
        """Exactly one gzip stream, with nothing after it?"""
        return not self._plain and self._members == 1 and not self._stream.unused_data and not self._rest

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The unpacked pieces of the next bytes, none longer than a step. Raises BrokenError, OversizeError."""
        data, self._rest = self._rest + data, b""
        if not self._begun or self._stream.eof:
            if len(data) < len(_GZIP):
                self._rest = data
                return
            if not self._begun:
                self._begun = True
                self._begin(data)
        if self._plain:
            yield data
            return
        full = False
        while data or full:
            if self._stream.eof and not self._another(data):
                return
            try:
                piece = self._stream.decompress(data, _STEP)
            except zlib.error as problem:
                raise BrokenError("it does not unpack") from problem
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            full = len(piece) == _STEP and not self._stream.eof
            yield piece

    def _another(self, data: bytes) -> bool:
        """A stream has ended and `data` follows: is it one more gzip member?"""
        if not self._gzip or not data.startswith(_GZIP):
            self._rest = data[:1]
            return False
        if self._members >= MAX_MEMBERS:
            raise OversizeError(f"it is packed in more than {MAX_MEMBERS} pieces")
        self._stream, self._members = zlib.decompressobj(31), self._members + 1
        return True

    def _begin(self, head: bytes) -> None:
        if self._gzip:
            self._plain = not head.startswith(_GZIP)
        else:
            zlib_header = head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0
            self._stream = zlib.decompressobj(15 if zlib_header else -15)


class _Brotli:
    """br, which has neither a magic number nor a length: only the decoder knows its end."""

    single = False

    def __init__(self) -> None:
        self.fed = 0
        self._stream = brotli.Decompressor()

    @property
    def whole(self) -> bool:
        """Was the end mark seen?"""
        return bool(self._stream.is_finished())

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The unpacked pieces of the next bytes, none much longer than a step. Raises BrokenError."""
        try:
            if self._stream.is_finished():
                return
            yield self._stream.process(data, output_buffer_limit=_STEP)
            while not self._stream.can_accept_more_data():
                yield self._stream.process(b"", output_buffer_limit=_STEP)
        except brotli.error as problem:
            raise BrokenError("it does not unpack") from problem
