"""A conference of invented people on loopback, for the benchmark: a list, a page of about 50 kB for each, ETags, gzip.

python -m tests.bench.site PEOPLE LATENCY_MS        prints its port; ends when its standard input does
"""

# ruff: noqa: T201 -- a command that prints

from __future__ import annotations

import asyncio
import gzip
import sys
from hashlib import sha256

from tests.bench import crowd

_FILLING = "".join(f"<li><a href='/day/{i}'>Day {i}: what is on in hall {i % 7}</a></li>" for i in range(900))
_HEAD = "<!doctype html><html lang=en><head><meta charset=utf-8><title>{} | Harbour Days 2031</title></head><body>"
_LIST = "<header><nav><a href=/speakers/>Speakers</a></nav></header><main><h1>Speakers</h1>{}</main></body></html>"
_CARD = "<div class=card><h3><a href=/speakers/{at}/>{name}</a></h3><p class=org>{employer}</p></div>"
_PAGE = (
    "<nav><ul>{filling}</ul></nav><main><h1>{name}</h1><p class=role>{role}</p><p class=org>{employer}</p>"
    "<p class=bio>{bio}</p><h2>Talk</h2><h3>{talk}</h3></main></body></html>"
)


def people(number: int) -> list[dict[str, str]]:
    """What the pages tell: name, role, employer, bio, talk."""
    found = [one for _, some in crowd.conferences(number, bios=True) for one in some]
    unique = {one.name: one for one in found}
    return [
        {"name": one.name, "role": one.role or "", "employer": one.employer or "", "bio": one.sighting.bio or "",
         "talk": one.sighting.talks[0]}
        for one in unique.values()
    ]  # fmt: skip


def pages(number: int) -> dict[str, tuple[bytes, str]]:
    """Every page by its path: gzipped, with its ETag."""
    told = people(number)
    texts = {"/speakers/": _HEAD.format("Speakers") + _LIST.format(
        "".join(_CARD.format(at=at, **one) for at, one in enumerate(told)))}  # fmt: skip
    for at, one in enumerate(told):
        texts[f"/speakers/{at}/"] = _HEAD.format(one["name"]) + _PAGE.format(filling=_FILLING, **one)
    return {
        path: (gzip.compress(text.encode(), 1), sha256(text.encode()).hexdigest()[:16]) for path, text in texts.items()
    }


async def serve(number: int, latency: float) -> None:
    """Serve until standard input ends."""
    known = pages(number)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode("latin-1"):
                await asyncio.sleep(latency)
                body, tag = known.get(head.split(" ")[1], (b"", ""))
                if not tag:
                    writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                elif f'"{tag}"' in head:
                    writer.write(f'HTTP/1.1 304 Not Modified\r\nETag: "{tag}"\r\n\r\n'.encode())
                else:
                    fields = f'Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nETag: "{tag}"'
                    writer.write(f"HTTP/1.1 200 OK\r\n{fields}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2]) / 1000))
