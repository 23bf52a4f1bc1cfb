"""Which of a page's links leads to one person's own page, or to that of their talk.

Asked for each person with the links around their name, so each address of a page is taken apart once: `Targets`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from scraper import address, reference
from scraper.extract.visible.texts import is_furniture
from scraper.page import Page
from scraper.recognise.sections import section
from scraper.text import fold

_FILES = re.compile(r"mailto:|javascript:|\.(?:jpg|png|pdf|svg|webp)|wp-content/uploads")
_MARKS = re.compile(r"[-_+.]+")
_ENDING = re.compile(r"\.\w{2,5}$")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"\w+")


class Target(NamedTuple):
    """Where a link leads on its own site: the address, the parts of its path, and what they tell."""

    url: str
    parts: tuple[str, ...]
    last: str
    """The last part, folded, and its words."""
    words: frozenset[str]
    is_of_people: bool
    """Does it lie in a folder of people, or ask one page for one of them ("speaker.php?id=7")?"""
    is_of_talk: bool


class Targets:
    """Where the links of one page lead."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._here = address.key(page.url)
        self._root = page.url[: page.url.find("/", len("https://")) + 1]
        self._folders: dict[tuple[str, ...], tuple[bool, bool]] = {}
        self._known: dict[str, Target | None] = {}

    def of(self, href: str) -> Target | None:
        """What an address as written leads to; None for files, other sites, the page itself and its site's first page."""
        if href not in self._known:
            self._known[href] = self._found(href)
        return self._known[href]

    def _found(self, href: str) -> Target | None:
        if _FILES.search(href.lower()):
            return None
        url = self._page.absolute(href)
        if not url or not self._is_on_site(url) or address.is_page(url, self._here):
            return None
        bare, _, query = url.partition("?")
        root = bare.find("/", len("https://"))
        parts = _parts(bare[root:]) if root > 0 else []
        if len(parts) > 1 and parts[-1].startswith(("index.", "default.")):
            parts.pop()
        if not parts:
            return None
        last = fold(parts[-1])
        folder = tuple(parts[:-1])
        if folder not in self._folders:
            self._folders[folder] = _is_of_people(folder), any(part in link_words("talk") for part in folder)
        is_of_people, is_of_talk = self._folders[folder]
        is_of_people = is_of_people or (bool(query) and _asks_for_one(parts[-1]))
        return Target(url, (*folder, parts[-1]), last, frozenset(_LETTERS.findall(last)), is_of_people, is_of_talk)

    def _is_on_site(self, url: str) -> bool:
        return (self._root != "" and url.startswith(self._root)) or address.same_site(url, self._page.url)


def _parts(path: str) -> list[str]:
    return [one for one in (unquote(path) if "%" in path else path).lower().split("/") if one]


@cache
def link_words(key: str) -> frozenset[str]:
    """A row of data/links.toml, folded."""
    return frozenset(fold(one) for one in reference.table("links")[key])


def person_page(
    targets: Targets,
    hrefs: list[tuple[str, str]],
    name_words: frozenset[str],
    *,
    or_talk: bool = False,
    of_several: bool = False,
) -> str | None:
    """The address of a person's own page among the links of their card (address, text), or None.

    It stays on the site, and its text is the name, its address holds the name, or it lies under a folder of people.
    `or_talk`: the page of their talk will do. `of_several`: the links are shared, so a folder of people tells nothing.
    """
    ranked: list[tuple[float, int, str]] = []
    for order, (href, text) in enumerate(hrefs):
        target = targets.of(href)
        if target is None:
            continue
        is_more = is_furniture(text)
        score = _is_theirs(target, text, name_words) + 1.5 * is_more
        if target.is_of_people:
            score += 1.5 if not of_several else -1.5 if score < 2 else 0
        score += or_talk and target.is_of_talk
        needed = 1 if or_talk else 1.5
        if score >= needed and not _is_section(target.parts[-1], is_sure=score >= 2, is_more=is_more):
            ranked.append((-score, order, target.url))
    return min(ranked)[2] if ranked else None


def _is_theirs(target: Target, text: str, name_words: frozenset[str]) -> float:
    """How much of a link says that it leads to this person: their name in its address, their name as its text."""
    is_in_address = not name_words.isdisjoint(target.words) or any(
        len(word) > 3 and word in target.last for word in name_words
    )
    is_text = bool(name_words) and name_words.issubset(_WORD.findall(fold(text)))
    return 2.0 * is_in_address + 2.0 * is_text


def _is_of_people(folder: tuple[str, ...]) -> bool:
    return any(_ENDING.sub("", part) in link_words("person") for part in folder)


def _asks_for_one(part: str) -> bool:
    """Is it a page that, asked, shows one person ("speaker.php")?"""
    return any(one in link_words("person") for one in re.split(r"[-_.]", part)[:2])


def is_session(url: str, name_words: frozenset[str]) -> bool:
    """Does the address look like that of a session ("/talks/7", "/closing-panel") and not hold the person's name?"""
    parts = [_ENDING.sub("", one) for one in _parts(urlsplit(url).path)]
    if not parts or not name_words.isdisjoint(_LETTERS.findall(fold(parts[-1]))):
        return False
    return any(part in link_words("talk") for part in parts[:-1]) or section(_MARKS.sub(" ", parts[-1])) == "programme"


def _is_section(part: str, *, is_sure: bool, is_more: bool) -> bool:
    """Is the last part of a path that of a section of the site ("speakers"), rather than of one thing in it?

    `is_sure`: something else says that it is a person's, as does a name behind the word ("keynote-ada"). `is_more`: the
    link says "details", so that "closing-panel" is one session.
    """
    tokens = [one for one in re.split(r"[-_.]+", part) if one not in ("html", "htm", "php", "aspx")]
    kind = section(" ".join(tokens))
    if kind is None:
        return False
    return len(tokens) == 1 or not (is_sure or section(tokens[-1]) is None or (is_more and kind == "programme"))
