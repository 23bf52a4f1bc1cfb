"""What a user wants pulled: an address, the name of a conference, or a saved page, understood."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scraper import registry
from scraper.adapter import Adapter
from scraper.address import is_loopback, literal
from scraper.errors import BadFile, InputError
from scraper.model import Edition
from scraper.page import Page
from scraper.target import saved


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
    if address := _address(text):
        return Target(shown=text, url=address)
    file = Path(text).expanduser()
    if file.is_file():
        return _saved(file, shown=text, url=url or "")
    if _looks_like_a_path(text):
        problem = f"{text} is a folder" if file.is_dir() else f"there is no file {text}"
        raise BadFile(problem, hint="give the path of a page, or an address that starts with https://")
    row = registry.conference(text)
    edition = Edition(conference=row.name, year=year)
    return Target(
        shown=row.name,
        url=registry.address(row, year=year),
        adapter=registry.get(row.adapter) if row.adapter else None,
        edition=edition,
    )


def _address(text: str) -> str | None:
    """The address meant, with what goes without saying put in front: nobody's own machine has a certificate."""
    if "://" in text:
        if urlsplit(text).scheme.lower() not in ("http", "https") or not urlsplit(text).netloc:
            raise InputError(f"{text} is not an address that can be fetched", hint="addresses start with https://")
        return text
    if Path(text).expanduser().exists() or (Path(text).suffix.lower() in saved.SUFFIXES and "/" not in text):
        return None
    place = text.split("/", 1)[0]
    host = place[1:].partition("]")[0] if place.startswith("[") else place.partition(":")[0]
    if is_loopback(host) or literal(host):
        return f"http://{text}"
    name, _, ending = host.rpartition(".")
    return f"https://{text}" if name and " " not in host and ending.isalpha() and len(ending) > 1 else None


def _looks_like_a_path(text: str) -> bool:
    return "/" in text or "\\" in text or Path(text).suffix.lower() in saved.SUFFIXES


def _saved(
    file: Path, *, shown: str, url: str, adapter: Adapter | None = None, edition: Edition | None = None
) -> Target:
    page = saved.read(file, url=url)
    return Target(shown=shown, url=page.url, adapter=adapter or registry.for_saved(page), edition=edition, page=page)
