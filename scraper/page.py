"""A page: bytes with an address, read lazily. And what reading one gives.

`Extract` is the whole contract between a page and the house: a function that is handed a `Page` and yields what it
finds. It does no input or output, so it can be tested with a saved file and run again, offline, years later.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeAlias
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from scraper.encoding import decode
from scraper.errors import NotAPage
from scraper.markup import parse
from scraper.model import Edition, LeftOut, Sighting, Talk

_CHARSET = re.compile(r"""charset\s*=\s*["']?([^\s"';]+)""", re.IGNORECASE)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_RAW_CONTROL = re.compile(r"[\x00-\x1f]+")
_COMMENT_LINE = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
# Addresses without anything that must be worked out: whole ones, paths from the root, paths from here.
_PLAIN = re.compile(r"https?://[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+(?:/[\w ./%~@+,=!'()*$:-]*(?:\?[\w./%~@+,=&:-]+)?)?")
_USUAL_PATH = re.compile(r"/(?!/)[\w ./%~@+,=!'()*$:-]*(?:\?[\w./%~@+,=&:-]+)?")
_SLOPPY = re.compile(
    r"(?:(https?):/(?=[\w-]+\.[a-z])|(?=www\.[\w-]+\.[a-z]|(?:linkedin|twitter|github|facebook|instagram)\.com/\w))",
    re.IGNORECASE,
)
"""An address as people mistype it: "https:/acme.example", "www.acme.example", "github.com/ada"."""
_USUAL_BELOW = re.compile(r"[\w%~@+,=-][\w ./%~@+,=!'()*$-]*(?:\?[\w./%~@+,=&-]+)?")
MAX_VALUES = 1000
MAX_BROKEN = 20
"""Of the objects of one broken JSON-LD block: those kept, and those found broken before giving up."""
MAX_JSON_DEPTH = 200
MAX_JSON_CONTAINERS = 1_000_000
"""Lists and objects of one JSON page: each takes a hundred bytes, however little stands in it."""


def _mended(href: str) -> str:
    found = _SLOPPY.match(href)
    return f"{found[1] or 'https'}://{href[found.end() :]}" if found else href


def is_plain(url: str) -> bool:
    """Is it a whole web address in which nothing need be worked out, whatever page it stands on? (Most are.)."""
    return _PLAIN.fullmatch(url) is not None and "/." not in url


class Page:
    """One fetched or saved page. `url` is where it was finally found, `content_type` the header as served.

    `.text`, `.html`, `.json` and `.json_ld` are made on first use and kept. `body` may be a function that gives it, for
    a page that is perhaps not looked at; `digest` is its SHA-256 in hex, where that is known without looking.
    """

    def __init__(  # noqa: PLR0913 -- what there is to know of a page, each by name
        self,
        url: str,
        body: bytes | Callable[[], bytes],
        *,
        status: int = 200,
        content_type: str = "",
        seen_at: datetime | None = None,
        digest: str = "",
    ) -> None:
        self.url = url
        self._given = body
        self._digest = digest
        self.status = status
        self.content_type = content_type
        self.seen_at = seen_at
        self._resolved: dict[str, str | None] = {}
        self._mentioned: dict[str, bool] = {}

    def __reduce__(self) -> tuple[Callable[..., Page], tuple[object, ...]]:
        """To another process goes the page as it came, without what was made of it."""
        return _unpacked, (self.url, self.body, self.status, self.content_type, self.seen_at)

    def __repr__(self) -> str:
        return f"Page({self.url!r}, {len(self.body)} bytes)"

    @cached_property
    def body(self) -> bytes:
        """The page as it came, unpacked."""
        return self._given if isinstance(self._given, bytes) else self._given()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the body, in hex."""
        return self._digest or hashlib.sha256(self.body).hexdigest()

    @cached_property
    def text(self) -> str:
        """The body decoded; see scraper.encoding for how. Never raises."""
        charset = _CHARSET.search(self.content_type)
        return decode(self.body, charset[1] if charset else None)

    @cached_property
    def _lowered(self) -> bytes:
        """The text with A-Z in small letters and JSON's slashes written plainly. As bytes: ten times as quick."""
        text = self.text.replace("\\/", "/") if "\\" in self.text else self.text  # one character is found in no time
        return text.encode("utf-8", "replace").lower()

    def mentions(self, *marks: str) -> bool:
        """Does one of these (ASCII, small letters) stand in the text, in whatever letters? A quick look before a thorough one."""
        asked, text = self._mentioned, self._lowered
        for mark in marks:
            if (said := asked.get(mark)) is None:
                said = asked[mark] = mark.encode() in text
            if said:
                return True
        return False

    @cached_property
    def html(self) -> LexborHTMLParser:
        """The tree. Raises TooLarge for hostile markup."""
        return parse(self.text, url=self.url)

    @cached_property
    def json(self) -> Any:  # noqa: ANN401 -- JSON is any value
        """The body as JSON. Raises NotAPage when it is not JSON, or nested deeper or made of more than any real data."""
        if self.text.count("{") + self.text.count("[") > MAX_JSON_CONTAINERS:
            raise NotAPage("this JSON holds more than any conference", url=self.url)
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError) as problem:
            raise NotAPage("this is not the JSON it should be", url=self.url) from problem

    @cached_property
    def looks_like_json(self) -> bool:
        """Does the body start like a JSON object or list?"""
        return self.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")

    @cached_property
    def base(self) -> str:
        """What relative addresses are relative to: `<base href>` or the page's own address."""
        node = self.html.css_first("base[href]") if self.mentions("<base") else None
        return urljoin(self.url, node.attributes.get("href") or "") if node else self.url

    @cached_property
    def _origin(self) -> str:
        """What paths from the root stand behind; "" where the page has no web address."""
        parts = urlsplit(self.base)
        return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.hostname else ""

    @cached_property
    def _folder(self) -> str:
        """What plain relative paths stand behind; "" where they need working out."""
        path = urlsplit(self.base).path
        folder = self._origin + path[: path.rfind("/") + 1] if path else f"{self._origin}/"
        return folder if self._origin and path[:1] in ("", "/") and "/." not in path and "//" not in path else ""

    def _plainly(self, path: str) -> str | None:
        """A path behind the page's root or folder, where it needs but be written there."""
        if self._origin and _USUAL_PATH.fullmatch(path) and "/." not in path:
            return self._origin + path
        below = path.removeprefix("./")
        if self._folder and _USUAL_BELOW.fullmatch(below) and "/." not in below and "//" not in below:
            return self._folder + below
        return None

    def absolute(self, href: str | None) -> str | None:
        """`href` as an absolute http(s) address without its fragment; None for anything else (mailto:, #x, data:)."""
        if not href:
            return None
        if href not in self._resolved:
            self._resolved[href] = self._whole(href)
        return self._resolved[href]

    def _whole(self, href: str) -> str | None:
        href = _mended(href.strip().partition("#")[0])
        if not href:
            return None
        if plain := href if is_plain(href) else self._plainly(href):
            return plain
        try:
            url = urljoin(self.base, href)
            parts = urlsplit(url)
            hostname = parts.hostname
        except ValueError:  # "http://[bad"
            return None
        if parts.scheme not in ("http", "https") or not hostname:
            return None
        return parts.geturl()

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """Every object of every JSON-LD block, `@graph` and lists laid flat; a broken block costs only itself."""
        found: list[dict[str, Any]] = []
        if not self.mentions("ld+json", "ld&#"):  # looked for in a fraction of the time a selector takes
            return found
        for script in self.html.css('script[type*="ld+json" i]'):
            for value in _tolerant_json(script.text()):
                found.extend(_objects(value))
        return found


def _unpacked(url: str, body: bytes, status: int, content_type: str, seen_at: datetime | None) -> Page:
    return Page(url, body, status=status, content_type=content_type, seen_at=seen_at)


def _tolerant_json(text: str) -> list[Any]:
    """The values in a JSON-LD block, mended where people break it: raw newlines, trailing commas, comments, CDATA."""
    text = text.strip().removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("//]]>").removesuffix("]]>")
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    mended = _TRAILING_COMMA.sub(r"\1", _RAW_CONTROL.sub(" ", _COMMENT_LINE.sub("", text)))
    for attempt in (text, mended):
        try:
            return [json.loads(attempt, strict=False)]
        except ValueError:
            continue
        except RecursionError:
            return []
    decoder, at = json.JSONDecoder(strict=False), 0
    values: list[Any] = []
    broken = 0
    # Several objects side by side; and where one is broken beyond mending, the whole ones inside it.
    while (at := mended.find("{", at)) != -1 and len(values) < MAX_VALUES and broken < MAX_BROKEN:
        try:
            value, at = decoder.raw_decode(mended, at)
        except RecursionError:
            break
        except ValueError:
            broken += 1
            at += 1
            continue
        values.append(value)
    return values


def _objects(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- JSON is any value
    queue = [(value, 0)]
    while queue:
        one, depth = queue.pop(0)
        if isinstance(one, list) and depth < MAX_JSON_DEPTH:
            queue[:0] = [(item, depth + 1) for item in one]
        elif isinstance(one, dict):
            yield one
            if isinstance(graph := one.get("@graph"), list):
                queue[:0] = [(item, depth + 1) for item in graph]


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """A wish: read this page too.

    `extract`: how to read it (None: the way the page it stands on was read, or by the platform its address belongs
    to). `known`: what the list already said about the person whose own page this is; what the page says is laid over
    it. `fallback`: 0 for pages that must be read; higher numbers are tried in order, and only while nobody was found.
    `why` goes into the receipt ("speaker page", "next page", "link 'Speakers'").
    """

    url: str
    extract: Extract | None = None
    known: Sighting | None = None
    fallback: int = 0
    why: str = ""


Found: TypeAlias = "Sighting | Talk | Follow | LeftOut | Edition"
Extract: TypeAlias = "Callable[[Page], Iterator[Found]]"
