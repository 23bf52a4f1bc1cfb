"""What a card holds beside text: the person's links, picture, and the employer's logo."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property
from urllib.parse import urlsplit

from scraper.extract.visible.cards import Card
from scraper.extract.visible.footers import footers
from scraper.extract.visible.outline import Outline
from scraper.extract.visible.texts import field_words, is_furniture
from scraper.page import Page
from scraper.recognise.employers import employer_score, is_brand
from scraper.recognise.names import name_key
from scraper.text import fold, squash

MAX_LINKS = 12
_FEW = 2  # cards that can hold one person's link
_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)
_NO_PORTRAIT = re.compile(
    r"logo|icon|sprite|social|twitter|facebook|linkedin|github|instagram|placeholder|blank\.|spacer|pixel|flag"
)
_SURE = 0.75
_FILE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)\Z", re.IGNORECASE)
_LOGO_WORD = re.compile(r"\b(?:logo|icon)\b", re.IGNORECASE)
_SOURCES = (
    "src", "data-src", "data-lazy-src", "data-original", "data-lazy", "data-image", "data-bg", "srcset", "data-srcset",
)  # fmt: skip


class Attached:
    """The links and pictures of one page, asked by card."""

    def __init__(self, page: Page, outline: Outline, all_cards: list[Card]) -> None:
        self._page = page
        self._host = urlsplit(page.url).hostname
        self._root = page.url[: page.url.find("/", len("https://")) + 1]
        self._outline = outline
        attrs = outline.attrs
        closing = footers(outline)
        images = [node for node, tag in enumerate(outline.tag) if tag == "img"]
        links = [node for node, tag in enumerate(outline.tag) if tag == "a" and attrs[node].get("href")]
        self._images = [node for node in images if not _stands_in(node, closing)]
        self._links = [node for node in links if not _stands_in(node, closing)]
        self._outside: dict[str, str | None] = {}
        self._seen: Counter[str] = Counter()
        if len(all_cards) > _FEW:
            for card in all_cards:
                self._seen.update({self._href(node) for node in self._inside(self._links, card)})

    @cached_property
    def _painted(self) -> list[int]:
        """The elements with a picture behind them."""
        return [
            node for node, held in enumerate(self._outline.attrs) if "style" in held and "url(" in (held["style"] or "")
        ]

    def _href(self, node: int) -> str:
        return self._outline.attrs[node].get("href") or ""

    @staticmethod
    def _inside(nodes: list[int], card: Card) -> list[int]:
        if not nodes:
            return []
        return [i for begin, end in card.ranges for i in nodes[bisect_left(nodes, begin) : bisect_left(nodes, end)]]

    def links(self, card: Card) -> tuple[str, ...]:
        """The addresses on other sites that stand on this card and few others; no share buttons, no bare hosts."""
        found: dict[str, None] = {}
        for node in self._inside(self._links, card):
            href = self._href(node)
            if self._seen[href] > _FEW:
                continue
            if href not in self._outside:
                self._outside[href] = self._leading_out(href)
            if url := self._outside[href]:
                found[url] = None
        return tuple(found)[:MAX_LINKS]

    def is_account(self, text: str, card: Card) -> bool:
        """Is a word what the person is called in one of the networks the card links to? Firms have pages of their own."""
        bare = text.lower().lstrip("@")
        accounts = (url.lower().rstrip("/") for url in self.links(card))
        return any(
            url.rpartition("/")[2].lstrip("@") == bare
            and "/company/" not in url
            and any(host in url for host in field_words("profiles"))
            for url in accounts
        )

    def _leading_out(self, href: str) -> str | None:
        """Where a link to another site leads; None for the own site, share buttons and bare hosts of networks."""
        url = self._page.absolute(href)
        if url is None or (self._root and url.startswith(self._root)):
            return None
        lowered = href.lower()
        if any(part in lowered for part in field_words("sharing")):
            return None
        parts = urlsplit(url)
        there = parts.hostname or ""
        is_bare = not parts.path.strip("/") and any(one in there for one in field_words("profiles"))
        return None if there == self._host or is_bare else url

    def photo(self, card: Card) -> str | None:
        """The address of the card's first picture that is no logo and no icon."""
        for node in self._inside(self._images, card):
            attrs = self._outline.attrs[node]
            if _NO_PORTRAIT.search(f"{self._outline.hint(node)} {attrs.get('alt') or ''}".lower()):
                continue
            for key in _SOURCES:
                src = (attrs.get(key) or "").strip()
                if not src or src.startswith("data:") or _NO_PORTRAIT.search(src.lower()):
                    continue
                if url := self._page.absolute(src.split(",")[0].split()[0] if key.endswith("srcset") else src):
                    return url
        for node in self._inside(self._painted, card):
            found = _URL.search(self._outline.attrs[node].get("style") or "")
            if found and (url := self._page.absolute(found[1])):
                return url
        return None

    def logo(self, card: Card) -> str | None:
        """The employer, where only its logo stands on the card: the picture's alternative text."""
        outline = self._outline
        for node in self._inside(self._images, card):
            attrs = outline.attrs[node]
            text = _LOGO_WORD.sub("", squash(attrs.get("alt"))).strip(" -–—_:")
            if not text or name_key(text) in card.anchor.keys or is_furniture(text) or _shows_one_of(card, text):
                continue
            if _FILE.search(text):
                continue  # written by a program that had nothing else
            if " " in text and text.islower() and not is_brand(text):
                continue  # "ruby talk": what the picture stands for, not what a firm is called
            around = " ".join(outline.hint(one) for one in (node, *outline.ancestors(node, 3)))
            source = f"{attrs.get('src') or ''} {attrs.get('data-src') or ''}".lower()
            if "logo" in around or "logo" in source or any(part in around for part in field_words("employer")):
                return text
        return None


def _shows_one_of(card: Card, text: str) -> bool:
    """Is it the portrait's text, "Ada Kovač headshot"? A firm may bear the name of whoever founded it."""
    words = f" {fold(text)} "
    return employer_score(text) < _SURE and any(f" {fold(person.name)} " in words for person in card.anchor.people)


def _stands_in(node: int, stretches: list[tuple[int, int]]) -> bool:
    return any(begin <= node < end for begin, end in stretches)
