"""Everything that is looked for on one page, as a value: so that it can be done here, or in a process that may be killed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scraper.adapter import Adapter, Rank
from scraper.crawl.steps import Step, read
from scraper.errors import NotAPage
from scraper.model import Sighting
from scraper.page import Follow, Found, Page

_LOOKS_LIKE_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a page gave.

    `step` is how it was read in the end: a page that a product draws is read by that product's adapter. `behind` are
    platforms' data behind the page, and `faults` what adapters did wrong that were only asked about it.
    """

    step: Step
    found: tuple[Found, ...]
    behind: tuple[tuple[Adapter, str], ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


def look(step: Step, page: Page, platforms: Sequence[Adapter] = ()) -> Looked:
    """Read a page, and ask the `platforms` what they know of it. Raises as `scraper.crawl.read`."""
    return around(step, page, read(step, page), platforms)


def around(step: Step, page: Page, found: Iterable[Found], platforms: Sequence[Adapter]) -> Looked:
    """What was read of a page, and what the platforms know of it."""
    findings = tuple(found)
    if step.adapter.rank == Rank.ANY_WEBSITE and step.known is None:
        step, findings = _as_its_product(step, page, platforms) or (step, findings)
    if not step.probed:
        return Looked(step, findings)
    is_any = step.adapter.rank == Rank.ANY_WEBSITE
    if not is_any and (step.adapter.rank != Rank.CONFERENCE or shows_anybody(findings)):
        return Looked(step, findings)  # a conference's own module keeps its pages
    return _with_behind(Looked(step, findings), page, platforms, is_any=is_any)


def shows_anybody(found: Iterable[Found]) -> bool:
    """Is there a person among the findings?"""
    return any(isinstance(one, Sighting) or (isinstance(one, Follow) and one.known) for one in found)


def is_script(page: Page) -> bool:
    """Is it a script? It embeds nothing: what it draws is in the page it belongs to."""
    return "javascript" in page.content_type


def _as_its_product(step: Step, page: Page, platforms: Sequence[Adapter]) -> tuple[Step, tuple[Found, ...]] | None:
    """A page that a product draws, on whatever host, as that product's adapter reads it; None where it is no such.

    Whoever guesses takes a talk's summary for its title. Where the product's own reading meets nobody (a page of a
    kind it does not know), the guess stands.
    """
    for platform in platforms:
        if platform.rank != Rank.PLATFORM:
            continue
        try:
            if not platform.fits(page):
                continue
            mine = replace(step, adapter=platform, extract=platform.extract)
            findings = read(mine, page)
        except Exception:  # noqa: BLE001, S112 -- a look that fails is a no; `_with_behind` names the fault
            continue
        if shows_anybody(findings):
            return mine, tuple(findings)
    return None


def _with_behind(looked: Looked, page: Page, platforms: Sequence[Adapter], *, is_any: bool) -> Looked:
    """The platforms' data behind an ordinary page: what it embeds, or the page itself (after a redirect, or data)."""
    if is_script(page):
        return looked
    is_data = not _LOOKS_LIKE_HTML.search(page.text[:2000])
    behind: list[tuple[Adapter, str]] = []
    faults: list[tuple[str, str]] = []
    for platform in platforms:
        try:
            urls = [*platform.embedded(page)]
            if is_any and (platform.matches(page.url) or (is_data and platform.fits(page))):
                urls.insert(0, page.url)
        except NotAPage:  # the page's fault, and whoever reads it says so
            continue
        except Exception as problem:  # noqa: BLE001 -- somebody else's adapter: named, and the others go on
            said = f"adapter {platform.name} failed on {page.url}: {problem!r}"
            faults.append((platform.name, said.splitlines()[0]))
            continue
        behind += ((platform, url) for url in dict.fromkeys(urls))
    return replace(looked, behind=tuple(behind), faults=tuple(faults))
