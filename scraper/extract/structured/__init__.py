"""Structured data meant for machines: schema.org in JSON-LD and in microdata, and h-card.

All three end as the same objects and are understood by the same rules (`schema_org`): who performs at an event is a
speaker, who organises it is not, and the author of an article is nobody's speaker.
"""

from __future__ import annotations

from collections.abc import Iterator

from scraper.extract.structured.h_card import h_cards
from scraper.extract.structured.microdata import microdata
from scraper.extract.structured.schema_org import Thing, schema_org
from scraper.page import Found, Page

__all__ = ["structured"]


def structured(page: Page) -> Iterator[Found]:
    """The people of a page's structured data: Sightings, Talks, the Edition where an Event tells it, those left out.

    Broken blocks cost only themselves. Raises TooLarge only where the page's HTML cannot be parsed at all.
    """
    text = page.text
    if page.looks_like_json:
        return
    if page.json_ld:
        yield from schema_org([Thing(one) for one in page.json_ld], page, "data/json-ld")
    if "itemscope" in text:
        yield from schema_org(microdata(page), page, "data/microdata")
    if "h-card" in text or "vcard" in text:
        yield from h_cards(page)
