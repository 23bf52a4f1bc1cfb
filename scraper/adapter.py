"""What an adapter is: a value that knows the addresses it is for and the function that reads their pages.

A platform or conference module under adapters/ holds one ``adapter = Adapter(...)``. There is no base class.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from scraper.page import Extract, Page


class Rank(IntEnum):
    """Who is asked first for an address. The catalogue (data/conferences.toml) comes before all of these."""

    THIRD_PARTY = 0
    CONFERENCE = 1
    PLATFORM = 2
    FORMAT = 5  # a form of file that many products write: whoever knows the product knows more
    ANY_WEBSITE = 9


def _never(_page: Page) -> bool:
    return False


def _nothing(_page: Page) -> Iterator[str]:
    return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """Knows one conference's pages, or those of one product that many conferences run.

    `name`: the word used in the catalogue and in receipts. `pattern`: a regular expression, searched from the start of
    the address (after normalising the scheme); it must match `example`, an address of the kind it reads, or importing
    the module fails with ValueError. `extract`: page -> what it shows; pure.

    `embedded(page)` yields the addresses of this platform's data that a conference's own page points to (a script, an
    iframe): the crawl then reads those with this adapter. `fits(page)` says whether a page whose address tells nothing
    (a saved file) is this platform's payload.
    """

    name: str
    pattern: str
    example: str
    extract: Extract
    rank: Rank = Rank.CONFERENCE
    embedded: Callable[[Page], Iterator[str]] = _nothing
    fits: Callable[[Page], bool] = _never

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise ValueError(f"an adapter's name is a lower-case word, not {self.name!r}")
        if not self.matches(self.example):
            raise ValueError(f"adapter {self.name}: its pattern does not match its own example {self.example}")

    def matches(self, url: str) -> bool:
        """Is this address one of mine?"""
        return re.match(self.pattern, url, re.IGNORECASE) is not None
