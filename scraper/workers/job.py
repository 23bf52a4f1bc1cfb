"""What is done in a worker: bytes in, bytes out, and nothing raised that is an answer."""

from __future__ import annotations

from collections.abc import Callable

from scraper import __version__, registry
from scraper.crawl import Step, look
from scraper.errors import CoffeechatError
from scraper.normalise import normalise
from scraper.page import Page
from scraper.recognise import employers, names, roles
from scraper.workers.parcels import UnsendableError, pack, unpack

_ANY_LIST = Page(
    "https://conference.invalid/",
    b"<main><h1>Speakers</h1>"
    b"<div><a href=/ann><h2>Ann Example</h2></a><p>Engineer<p>Example Ltd</div>"
    b"<div><a href=/bob><h2>Bob Example</h2></a><p>Teacher<p>Example University</div>",
)


class OutOfMemoryError(Exception):
    """The page needs more memory than a worker has."""


def read_page(parcel: bytes) -> bytes:
    """A step and its page, read: what `scraper.crawl.look` gives, or the error it raises, as a value."""
    step, page = unpack(parcel)
    try:
        found: object = look(step, page, registry.platforms())
    except CoffeechatError as problem:
        if isinstance(problem.__cause__, MemoryError):
            raise OutOfMemoryError from problem
        found = problem
    return _answer(found)


def make_people(parcel: bytes) -> bytes:
    """Sightings, normalised."""
    return _answer([normalise(one) for one in unpack(parcel)])


def get_ready(parcel: bytes) -> bytes:
    """Load the tables and patterns that every page needs: by reading a page."""
    del parcel
    for read in (names.lists, roles.lexicon, employers.cues):
        read()
    any_site = registry.get("website")
    look(Step(_ANY_LIST.url, any_site, any_site.extract), _ANY_LIST, registry.platforms())
    return b""


def say_version(parcel: bytes) -> bytes:
    """Which coffeechat this is, and which adapters it has."""
    del parcel
    return _answer((__version__, sorted(one.name for one in registry.everyone())))


def _answer(found: object) -> bytes:
    try:
        return pack(found)
    except UnsendableError:
        return b""  # the other side does it itself


JOBS: dict[str, Callable[[bytes], bytes]] = {
    one.__name__: one for one in (read_page, make_people, get_ready, say_version)
}
"""What a worker can be asked for, by name."""
