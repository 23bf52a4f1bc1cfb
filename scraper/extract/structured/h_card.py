"""h-card and its elder vcard (https://microformats.org/wiki/h-card): people marked by class names.

A card alone in a page's header or footer is the site's owner, one at a comment or an article its author.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from scraper.extract.plain import clean
from scraper.extract.structured.headings import reason_above
from scraper.model import LeftOut, Sighting
from scraper.page import Page
from scraper.recognise.names import name_score
from scraper.recognise.sections import is_placeholder
from scraper.text import squash

MAX_CARDS = 3_000
_NAMELIKE = 0.3  # a handle
_NAME = ".p-name, .fn"
_ROLE = ".p-job-title, .title, .p-role, .role"
_EMPLOYER = ".p-org, .org, .organization-name"
_NOTE = ".p-note, .note"
_PHOTO = "img.u-photo, img.photo, .u-photo img, .photo img"
_NOT_SPEAKERS = ("author", "byline", "comment", "p-author", "adr", "p-location", "p-organizer", "organizer", "location")
_PAGE_PARTS = frozenset(("header", "footer", "nav", "aside", "article"))


def h_cards(page: Page) -> Iterator[Sighting | LeftOut]:
    """The people of a page's h-cards, in page order."""
    cards = [node for node in page.html.css(".h-card, .vcard")[:MAX_CARDS] if not _is_other(node)]
    if len(cards) == 1 and _in_page_part(cards[0]):
        return
    for card in cards:
        named = card.css_first(_NAME) or (card if "h-card" in _classes(card) else None)
        name = squash(named.text(separator=" ")) if named is not None else ""
        if not name or len(name) > 120:
            continue
        role, employer = _text(card, _ROLE), _text(card, _EMPLOYER)
        if name == employer:
            continue  # a card of an organisation
        note, photo = _text(card, _NOTE), card.css_first(_PHOTO)
        links = [
            url
            for node in card.css("a.u-url, a.url, a[rel~=me]")
            if (url := page.absolute(node.attributes.get("href")))
        ]
        if not (role or employer or note or photo or links):
            continue
        reason = (
            "placeholder"
            if is_placeholder(name)
            else reason_above(card) or (None if name_score(name) >= _NAMELIKE else "not a name")
        )
        if reason:
            yield LeftOut(name=name, reason=reason, source=page.url)
            continue
        has_place = card.css_first(_EMPLOYER) is not None
        yield Sighting(
            name=name,
            headline=None if has_place else role,
            role=role if has_place else None,
            employer=employer,
            bio=note,
            links=tuple(dict.fromkeys(url for url in links if not _same_site(url, page.url))),
            photo=page.absolute(photo.attributes.get("src")) if photo else None,
            source=page.url,
            method="data/h-card",
        )


def _same_site(url: str, other: str) -> bool:
    return url.split("/")[2:3] == other.split("/")[2:3]


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _is_other(node: LexborNode) -> bool:
    """The card of an author, a place, or a card inside a card (an organisation)?"""
    if any(name in _NOT_SPEAKERS or name.endswith(("-author", "-organizer")) for name in _classes(node)):
        return True
    above = node.parent
    for _ in range(12):
        if above is None:
            return False
        names = _classes(above)
        if (
            "h-card" in names
            or "vcard" in names
            or any(name in ("comment", "byline", "entry-meta", "post-meta") for name in names)
        ):
            return True
        above = above.parent
    return False


def _in_page_part(node: LexborNode) -> bool:
    above: LexborNode | None = node
    while above is not None:
        if above.tag in _PAGE_PARTS:
            return True
        above = above.parent
    return False


def _text(card: LexborNode, rule: str) -> str | None:
    node = card.css_first(rule)
    return clean(node.text(separator=" ")) if node else None
