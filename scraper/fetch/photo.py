"""A photo somebody published for their conference: fetched when it is asked for, one at a time, and kept in the archive.

Nothing is fetched to look at a list: `shown` and `kept` read what is in the archive already.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from scraper.errors import NotAllowed, Unreachable
from scraper.fetch import picture
from scraper.fetch.addresses import asked_under, canonical, host_of, is_private
from scraper.fetch.archive import Archive, Kept
from scraper.fetch.client import Fetcher
from scraper.fetch.erasing import drop

WITHIN = 30
"""Seconds for one photo, with all that its host asks to wait for."""
_BY_HAND = "open its address in your browser"


class Asking:
    """Photos are asked for one after the other, and no host sooner than its pace allows, its own Crawl-delay included."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._free: dict[str, float] = {}

    def fetch(self, archive: Path, url: str, shown_on: str | None) -> None:
        """Have the photo at `url` in the archive; `shown_on` is the page that showed it, None where a list named it.

        Raises FetchError (NotAllowed, Unreachable, NotAPage, TooLarge ...), StoreError.
        """
        address = canonical(url)
        host = host_of(address)
        source = asked_under(shown_on or "")
        if source is None and is_private(host):
            why = f"{host} is an address of a private network, and no page of it showed this photo: not fetched"
            raise NotAllowed(why, url=address, hint=_BY_HAND)
        with self._turn:
            wait = self._free.get(host, 0.0) - time.monotonic()
            if wait > WITHIN:
                raise Unreachable(
                    f"{host} wants to be asked nothing for {wait:.0f} seconds", url=address, hint=_BY_HAND
                )
            time.sleep(max(0.0, wait))
            asyncio.run(self._fetched(archive, address, source or address))

    async def _fetched(self, archive: Path, address: str, source: str) -> None:
        async with Fetcher(archive=archive) as fetcher:
            try:
                async with asyncio.timeout(WITHIN):
                    await fetcher.picture(address, linked_from=source)
            except TimeoutError as problem:
                raise Unreachable(f"no photo came within {WITHIN} seconds", url=address, hint=_BY_HAND) from problem
            finally:
                self._free[host_of(address)] = time.monotonic() + fetcher.spacing(address)


def shown(archive: Path, urls: Iterable[str]) -> set[str]:
    """Those of the addresses whose photo is kept. Raises StoreError."""
    under = {url: address for url in urls if (address := asked_under(url))}
    if not under or not archive.is_file():
        return set()
    opened = Archive(archive, offline=True)
    try:
        found = opened.pictures(under.values())
    finally:
        opened.close()
    return {url for url, address in under.items() if address in found}


def kept(archive: Path, url: str) -> Kept | None:
    """The photo kept under an address, looked at once more: an archive may be somebody else's. Raises StoreError."""
    address = asked_under(url)
    if address is None or not archive.is_file():
        return None
    opened = Archive(archive, offline=True)
    try:
        found = opened.find(address)
    finally:
        opened.close()
    looked = picture.look(found.body) if found and found.content_type in picture.TYPES else None
    return found if looked and found and looked.type == found.content_type else None


__all__ = ["WITHIN", "Asking", "drop", "kept", "shown"]
