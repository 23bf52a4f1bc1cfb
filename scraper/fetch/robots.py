"""robots.txt by RFC 9309: what a site lets programs read, and how fast. There is no switch that ignores it.

The reading is pure (`verdict`); `Robots` asks for the file once an origin and keeps what it said for a day.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

from scraper.errors import FetchError, NotAllowed
from scraper.fetch.addresses import host_of, origin
from scraper.fetch.once import Once
from scraper.fetch.pace import LONGEST_CRAWL_DELAY

PRODUCT = "coffeechat"  # the product token of our user agent (RFC 9309 2.2.1)
MAX_BYTES = 500 * 1024  # RFC 9309 2.5: at least 500 KiB
MAX_REDIRECTS = 5  # RFC 9309 2.3.1.2
KEPT = timedelta(hours=24)  # RFC 9309 2.4
_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml|!--)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin's robots.txt says. `parser` None: nothing, everything is allowed. `delay` in seconds."""

    parser: Protego | None = None
    delay: float = 0.0

    def allow(self, url: str) -> bool:
        """May this address be read?"""
        return self.parser is None or bool(self.parser.can_fetch(url, PRODUCT))


def parse(body: bytes) -> Rules:
    """The rules in a robots.txt. Anything may stand there: a cut file, a web page, any encoding, any byte mark."""
    if len(body) > MAX_BYTES:
        body = body[:MAX_BYTES].rpartition(b"\n")[0]  # half a rule is no rule
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("cp1252", "replace")
    text = text.lstrip("\ufeff").replace("\0", "")
    if _HTML.match(text):
        return Rules()
    parser = Protego.parse(text)
    delay = parser.crawl_delay(PRODUCT) or 0.0
    rate = parser.request_rate(PRODUCT)
    if rate is not None and rate.requests > 0:
        delay = max(delay, rate.seconds / rate.requests)
    return Rules(parser, max(0.0, float(delay)))


def verdict(status: int, body: bytes) -> Rules | None:
    """The rules for a final answer to /robots.txt; None: unreachable, nothing may be read for now (RFC 9309 2.3.1.4).

    429 counts as unreachable: the file may well be there, and a host that is overrun is not read on.
    """
    if status == 200:
        return parse(body)
    if status == 429 or status >= 500:
        return None
    return Rules()


@dataclass(frozen=True, slots=True)
class File:
    """A robots.txt as it was answered: the final `status` and, for 200, the `body`."""

    status: int
    body: bytes


UNAVAILABLE = File(404, b"")  # what redirects without end or aim amount to (RFC 9309 2.3.1.2)
Ask = Callable[[str], Awaitable[File]]
Recall = Callable[[str], "tuple[File, datetime] | None"]
Keep = Callable[[str, File], Awaitable[None]]
Pace = Callable[[str, float], None]


class Robots:
    """Asked before each request.

    `ask(url)` fetches a robots.txt, `recall(origin)` and `keep(origin, file)` are the archive's, `pace(host, delay)`
    is told a Crawl-delay.
    """

    def __init__(self, *, ask: Ask, recall: Recall, keep: Keep, pace: Pace, now: Callable[[], datetime]) -> None:
        self._ask = ask
        self._recall = recall
        self._keep = keep
        self._pace = pace
        self._now = now
        self._known: dict[str, Rules | FetchError] = {}
        self._once: Once[str, Rules | FetchError] = Once()

    async def check(self, url: str) -> None:
        """Raise NotAllowed when `url` may not be read; Unreachable when its host is not there at all."""
        site = origin(url)
        rules = self._known.get(site)
        if rules is None:
            rules = await self._once(site, lambda: self._learn(site))
        if isinstance(rules, FetchError):
            raise type(rules)(rules.message, url=url, hint=rules.hint)
        if not rules.allow(url):
            raise NotAllowed(f"{host_of(url)} asks programs not to read this page (robots.txt)", url=url)

    async def aclose(self) -> None:
        """Give up what is being asked."""
        await self._once.aclose()

    async def _learn(self, site: str) -> Rules | FetchError:
        rules = await self._read(site)
        host = host_of(site)
        if isinstance(rules, Rules) and rules.delay > LONGEST_CRAWL_DELAY:
            rules = NotAllowed(
                f"{host} wants {rules.delay:.0f} seconds between two pages: too slow to read it", url=site
            )
        elif isinstance(rules, Rules) and rules.delay:
            self._pace(host, rules.delay)
        self._known[site] = rules
        return rules

    async def _read(self, site: str) -> Rules | FetchError:
        recalled = self._recall(site)
        if recalled is not None and timedelta(0) <= self._now() - recalled[1] < KEPT:
            return verdict(recalled[0].status, recalled[0].body) or Rules()
        try:
            file = await self._ask(f"{site}/robots.txt")
        except FetchError as problem:
            return problem
        rules = verdict(file.status, file.body)
        if rules is None:
            return unknown(site, f"it answers {file.status}")
        await self._keep(site, file)
        return rules


def unknown(site: str, why: str) -> NotAllowed:
    """The error for a robots.txt that cannot be had now: until it can, nothing of that site may be read."""
    return NotAllowed(
        f"{host_of(site)} cannot be asked what programs may read (robots.txt: {why})",
        url=site,
        hint="that is often temporary: try again later, or save the page in your browser and use --page",
    )
