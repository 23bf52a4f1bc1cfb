"""One page of a crawl and how it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from scraper.adapter import Adapter
from scraper.errors import AdapterError, CoffeechatError
from scraper.model import Edition, LeftOut, Sighting, Talk
from scraper.page import Extract, Follow, Found, Page

MAX_FOUND = 100_000  # an extract that yields more than this from one page does not end


@dataclass(frozen=True, slots=True)
class Step:
    """A page the crawl wants: its address and how it is to be read.

    `known` is what a list said about the person whose own page this is. `why` says who asked for it. `path` is the
    place in the tree of links (the third wish of the start page is (2,)), so that what was found can be put in one
    order however the pages came in; `fallback` is the rank of the wish (page.Follow). `probed`: are the platforms asked
    what stands behind the page?
    """

    url: str
    adapter: Adapter
    extract: Extract
    known: Sighting | None = None
    why: str = ""
    path: tuple[int, ...] = ()
    fallback: int = 0
    probed: bool = True


def read(step: Step, page: Page) -> list[Found]:
    """Everything the step's extract finds on the page, each finding with its source.

    Raises AdapterError when the extract raises anything unexpected, yields what is no finding, or does not end;
    FetchError (NotAPage, TooLarge) and ExtractError pass.
    """
    name = step.adapter.name
    try:
        found = list(islice(_sourced(step.extract(page), page.url), MAX_FOUND + 1))
    except CoffeechatError:
        raise
    except Exception as problem:
        raise AdapterError(
            f"adapter {name} failed on {page.url}: {type(problem).__name__}: {problem}".splitlines()[0], adapter=name
        ) from problem
    if len(found) > MAX_FOUND:
        raise AdapterError(f"adapter {name} does not end on {page.url}", adapter=name)
    return found


def _sourced(found: Iterator[Found], url: str) -> Iterator[Found]:
    for one in found:
        if isinstance(one, Sighting | LeftOut | Talk):
            yield one if one.source else replace(one, source=url)
        elif isinstance(one, Follow):
            known = one.known
            yield replace(one, known=replace(known, source=url)) if known is not None and not known.source else one
        elif isinstance(one, Edition):
            yield one
        else:
            raise TypeError(f"{type(one).__name__} is neither a sighting, a talk nor an address to follow")
