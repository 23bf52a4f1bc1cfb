"""What a user wants pulled: an address, the name of a conference, or a saved page, understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from scraper import registry
from scraper.adapter import Adapter
from scraper.errors import BadFile, InputError, TooLarge
from scraper.model import Edition
from scraper.page import Page

MAX_SAVED_BYTES = 50_000_000
_SAVED_AS = frozenset({".html", ".htm", ".xhtml", ".json", ".xml", ".mhtml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something to pull: what the user called it, the address to start at, and what is known about it beforehand.

    `page` is set for a saved file: it is read in place of fetching, and nothing else is.
    """

    shown: str
    url: str
    adapter: Adapter | None = None
    edition: Edition | None = None
    page: Page | None = None


def resolve(text: str, *, year: int | None = None, url: str | None = None, page: Path | None = None) -> Target:
    """What the user meant by `text`: an address, the name of a conference in the catalogue, or a saved file.

    `url` is the address a saved file was saved from; `page` a saved file to read in place of fetching; `year` picks an
    edition of a catalogue row. Raises InputError (UnknownConference, BadFile).
    """
    if page is not None:
        target = resolve(text, year=year)
        return _saved(page, shown=text, url=target.url, adapter=target.adapter, edition=target.edition)
    if _is_address(text):
        address = text if "://" in text else f"https://{text}"
        return Target(shown=text, url=address, edition=None)
    file = Path(text).expanduser()
    if file.is_file():
        return _saved(file, shown=text, url=url or "")
    if _looks_like_a_path(text):
        raise BadFile(f"there is no file {text}", hint="check the path, or give an address that starts with https://")
    row = registry.conference(text)
    edition = Edition(conference=row.name, year=year)
    return Target(
        shown=row.name,
        url=registry.address(row, year=year),
        adapter=registry.get(row.adapter) if row.adapter else None,
        edition=edition,
    )


def _is_address(text: str) -> bool:
    if "://" in text:
        if urlsplit(text).scheme.lower() not in ("http", "https") or not urlsplit(text).netloc:
            raise InputError(f"{text} is not an address that can be fetched", hint="addresses start with https://")
        return True
    if Path(text).expanduser().exists() or (Path(text).suffix.lower() in _SAVED_AS and "/" not in text):
        return False
    host = text.split("/", 1)[0]
    name, _, ending = host.rpartition(".")
    return bool(name) and " " not in host and (ending.split(":")[0].isalpha() and len(ending.split(":")[0]) > 1)


def _looks_like_a_path(text: str) -> bool:
    return "/" in text or "\\" in text or Path(text).suffix.lower() in _SAVED_AS


def _saved(
    file: Path, *, shown: str, url: str, adapter: Adapter | None = None, edition: Edition | None = None
) -> Target:
    try:
        size = file.stat().st_size
        if size > MAX_SAVED_BYTES:
            raise TooLarge(f"{file} is larger than {MAX_SAVED_BYTES // 1_000_000} MB", url=url)
        body = file.read_bytes()
    except OSError as problem:
        raise BadFile(f"cannot read {file}: {problem.strerror or problem}", hint="check the path") from problem
    if not body.strip():
        raise BadFile(f"{file} is empty", hint="save the page again in your browser, then give its path")
    if _is_binary(body):
        raise BadFile(
            f"{file} is not a web page or a data file", hint="save the page as HTML (not as PDF or a picture)"
        )
    saved_at = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    address = url or file.resolve().as_uri()
    page = Page(address, body, seen_at=saved_at)
    return Target(shown=shown, url=address, adapter=adapter or registry.for_saved(page), edition=edition, page=page)


def _is_binary(body: bytes) -> bool:
    head = body[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 holds zero bytes by right
        return False
    return b"\x00" in head or head.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff"))
