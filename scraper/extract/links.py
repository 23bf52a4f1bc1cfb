"""From any page of a conference's site to the pages that show its people.

`speaker_pages` looks at every link: what its text and its address say in any of the languages of data/sections.toml,
which year it belongs to, and whether it stays on the site. What must be read has `fallback` 0; what is worth trying
only while nobody was found comes after, best first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from selectolax.lexbor import LexborNode

from scraper import address
from scraper.extract.edition import edition
from scraper.extract.own.own_links import link_words
from scraper.page import Follow, Page
from scraper.recognise.sections import section
from scraper.text import fold, squash

MAX_SPEAKER_PAGES = 6
MAX_FALLBACKS = 8
MAX_LINKS = 5_000
_YEAR = re.compile(r"(?<!\d)(20\d\d|19[89]\d)(?!\d)")
_RANKS = {"speakers": 0, "programme": 1, "edition": 3, "team": 4}
MAX_EDITIONS = 3
_LONGEST = 60
_EDITION = re.compile(r"(?:19[89]\d|20\d\d)[a-z]?")
_LEADS_ON = re.compile(r"""location(?:\.href)?\s*=\s*["']([^"'\s]{1,300})["']""")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_COUNTS = re.compile(r"page|offset|start=", re.IGNORECASE)
_MARKS = re.compile(r"[-_+.]+")
_ENDING = re.compile(r"\.\w{2,5}$")


class Links:
    """The links of one page, looked through once whatever is asked."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.here = address.key(page.url)

    @cached_property
    def all(self) -> list[tuple[str, LexborNode]]:
        """The addresses as written, with their elements; buttons that a script makes lead somewhere are links, too."""
        nodes = self.page.html.css("a[href], area[href]")[:MAX_LINKS]
        found = [((node.attributes.get("href") or "").strip(), node) for node in nodes]
        if "location" in self.page.text:
            buttons = self.page.html.css('[onclick*="location"]')[:MAX_LINKS]
            told = ((_LEADS_ON.search(node.attributes.get("onclick") or ""), node) for node in buttons)
            found += [(where[1], node) for where, node in told if where]
        return found

    @cached_property
    def ranked(self) -> list[tuple[int, str, str]]:
        """(rank, address, text) of the links worth following, best first."""
        return [] if self.page.looks_like_json else _ranked(self.page, self.page.url, _telling(self))


def speaker_pages(links: Links, *, found_people: bool = False) -> Iterator[Follow]:
    """The links of a page that likely lead to its people, the surest first; same site only, each address once.

    `found_people`: whether the page itself showed people; then a page that is itself the list of speakers wishes only
    for its own next page, and others for the list, not for the programme.
    """
    page = links.page
    if page.looks_like_json:
        return
    is_list = kind_of_path(page.url) == "speakers"
    yield from _next_pages(links)
    if is_list and found_people:
        return
    yield from _wishes(links.ranked)


def pages_among(page: Page, urls: Iterable[str], *, home: str) -> Iterator[Follow]:
    """Those of many addresses of a site that likely lead to its people, the surest first.

    They are weighed as links are, by what they say; other years and other languages than those of `home` give way.
    """
    ranked = _ranked(page, home, [(url, "") for url in islice(urls, MAX_LINKS)])
    spoken = {_same_language(url, home) for rank, url, _ in ranked if rank in (0, 1)}
    yield from _wishes([one for one in ranked if True not in spoken or _same_language(one[1], home)])


def _wishes(ranked: list[tuple[int, str, str]]) -> Iterator[Follow]:
    if not any(rank == 0 and _is_list(url) for rank, url, _ in ranked):  # then the programme is where the people are
        ranked = [((0 if rank == 1 else rank), url, text) for rank, url, text in ranked]
    must = [one for one in ranked if one[0] == 0][:MAX_SPEAKER_PAGES]
    others = [one for one in ranked if one[0] > 0][:MAX_FALLBACKS]
    for _, url, text in must:
        yield Follow(url=url, why=f"link {text!r}" if text else "speakers page")
    for rank, (_, url, text) in enumerate(others, 1):
        yield Follow(url=url, fallback=rank, why=f"link {text!r}" if text else "programme page")


def programme_page(links: Links) -> str | None:
    """The address of the programme, where the page links to one: it tells who speaks about what."""
    return next((url for rank, url, _ in links.ranked if rank == _RANKS["programme"]), None)


def _next_pages(links: Links) -> Iterator[Follow]:
    page = links.page
    hrefs = [node.attributes.get("href") for node in page.html.css('link[rel~="next"][href], a[rel~="next"][href]')[:3]]
    hrefs += [
        href
        for href, node in links.all
        if _COUNTS.search(href) and fold(node.text(strip=True)).strip() in link_words("next")
    ]
    seen = {links.here}
    for href in hrefs:
        url = page.absolute(href)
        if url and address.same_site(url, page.url) and address.key(url) not in seen and _twin_path(url, page.url):
            seen.add(address.key(url))
            yield Follow(url=url, why="next page")


def _twin_path(url: str, other: str) -> bool:
    """Is it a page of the same list: same path, or one below it?"""
    mine, theirs = urlsplit(url).path.rstrip("/"), urlsplit(other).path.rstrip("/")
    base = re.sub(r"/page/\d+$|/\d+$", "", theirs)
    return mine == theirs or mine.startswith(base + "/")


def _ranked(page: Page, home: str, links: list[tuple[str, str]]) -> list[tuple[int, str, str]]:
    """What of (address, text) is worth following, seen from the page at `home`: (rank, address, text), best first."""
    weighed = _weighed(page, home, links)
    own_year = _year_of(home)
    editions = sorted((one for one in weighed if one.rank == _RANKS["edition"]), key=lambda one: -one.year)
    others = [one for one in weighed if one.rank != _RANKS["edition"]]
    newest = own_year or max((one.year for one in others), default=0)
    if not own_year and (newest or editions) and not page.looks_like_json:
        # Whose speakers are not announced yet shows nobody's: none older than the edition the page itself is about.
        since = ((told := edition(page)) and told.year) or 0
        editions = [one for one in editions if one.year >= since]
        if any(not one.year for one in others):
            newest = max(newest, since)
    kept = [one for one in others if not one.year or one.year == newest]
    ranked = sorted([*kept, *editions[:MAX_EDITIONS]], key=lambda one: one.rank)
    return [(one.rank, one.url, one.text) for one in ranked]


class _Weighed(NamedTuple):
    weight: float
    year: int
    url: str
    text: str

    @property
    def rank(self) -> int:
        return int(self.weight // 10)


def _weighed(page: Page, home: str, links: list[tuple[str, str]]) -> list[_Weighed]:
    """The links of the site that lead somewhere worth it, each address once, the lightest first; 0 is no year."""
    best: dict[str, _Weighed] = {}
    here = address.key(home)
    own_year = _year_of(home)
    for order, (href, text) in enumerate(links):
        kind = _kind(text, href)
        if kind not in _RANKS:
            continue
        url = page.absolute(href)
        if not url or not address.same_site(url, page.url) or (key := address.key(url)) == here:
            continue
        year = _year_of(url) or _year_of(text)
        if own_year and year and year != own_year:
            continue
        weight = _RANKS[kind] * 10 + len([one for one in urlsplit(url).path.split("/") if one]) * 0.3 + order / 10_000
        weight += 0 if section(text) == kind else 2
        weight += 0 if _same_language(url, home) else 3
        if key not in best or weight < best[key].weight:
            best[key] = _Weighed(weight, year or 0, url, text)
    return sorted(best.values())


def _telling(links: Links) -> list[tuple[str, str]]:
    """(href, text) of the page's links that could lead to people, each distinct pair once; nothing is resolved yet."""
    found: dict[tuple[str, str], None] = {}
    is_wanted: dict[str, bool] = {}
    for href, node in links.all:
        if href not in is_wanted:
            is_wanted[href] = (
                bool(href)
                and href[0] != "#"
                and "[" not in href
                and not _leads_nowhere(href)
                and ("//" not in href[:8] or href[0] == "/" or address.same_site(href, links.page.url))
            )
        if is_wanted[href]:
            found[href, _text_of(node)] = None
    return list(found)


def _kind(text: str, url: str) -> str | None:
    """What a link leads to, by its text first and its address second."""
    said = section(text) if text and len(text) <= _LONGEST else None
    path = kind_of_path(url)
    if said in ("past", "call", "sponsors", "organisers", "quoted", "venue", "news"):
        return said
    said = said if said in _RANKS else _said_by_links(text) or said
    if said in ("speakers", "programme"):
        return "speakers" if path == "speakers" else said
    if path in _RANKS or path == "past":
        return path
    return "edition" if _is_edition(url) else said


def _said_by_links(text: str) -> str | None:
    """What a link's text says that would not say so as a heading ("Presentations" may be a person's own)."""
    plain = fold(text).strip(" .:!?»›→>") if len(text) <= _LONGEST else ""
    return next((kind for kind in ("speakers", "programme") if plain in link_words(kind)), None)


def _is_edition(url: str) -> bool:
    """Is it the first page of one year's edition ("/2031/", "https://2031.conf.example/")?"""
    where = urlsplit(url)
    parts = [one for one in where.path.split("/") if one and not one.startswith(("index.", "default."))]
    last = parts[-1] if parts else (where.hostname or "").partition(".")[0]
    return _EDITION.fullmatch(_ENDING.sub("", last)) is not None


def _is_list(url: str) -> bool:
    """Does the address look like that of all speakers, not of one ("speakers", not "keynote-ada-kovac")?"""
    parts = [one for one in unquote(urlsplit(url).path).split("/") if one and not one.startswith("index.")]
    return bool(parts) and len(re.split(r"[-_.]", parts[-1].removesuffix(".html").removesuffix(".php"))) <= 2


@lru_cache(maxsize=8192)
def kind_of_path(url: str) -> str | None:
    """What the last telling part of an address's path says. A person's own page below a list is none."""
    where = urlsplit(url)
    parts = [one for one in unquote(where.path).split("/") if one]
    fragment = unquote(where.fragment)
    if where.query and (
        kinds := [kind for _, one in parse_qsl(where.query) if (kind := section(_MARKS.sub(" ", one)))]
    ):
        return kinds[0]
    for part in [fragment, *(_ENDING.sub("", one) for one in parts[-2:][::-1])][:2]:
        if part:
            kind = section(_MARKS.sub(" ", part))
            if kind or part != fragment:
                return kind
    return None


def _text_of(node: LexborNode) -> str:
    text = squash(node.text(separator=" "))
    if text:
        return text
    picture = node.css_first("img[alt]")
    named = (node.attributes.get(one) for one in ("title", "aria-label", "alt"))
    return squash(next(filter(None, named), None) or (picture.attributes.get("alt") if picture else None) or "")


def _year_of(text: str) -> int | None:
    found = _YEAR.findall(text)
    return int(found[-1]) if found else None


_LANGUAGE = re.compile(r"^/(?:\d{4}/)?([a-z]{2})(?:-[a-z]{2})?(?:/|$)")


def _same_language(url: str, other: str) -> bool:
    mine, theirs = _LANGUAGE.match(urlsplit(url).path.lower()), _LANGUAGE.match(urlsplit(other).path.lower())
    return (mine[1] if mine else None) == (theirs[1] if theirs else None)


@lru_cache(maxsize=8192)
def _leads_nowhere(href: str) -> bool:
    """Is it a file, or does a part of the address name what never shows people? The host may be called anything."""
    lowered = href.lower()
    scheme = _SCHEME.match(lowered)
    if scheme and scheme[1] not in ("http", "https"):
        return True
    is_whole = scheme is not None or lowered.startswith("//")
    path = (lowered.partition("//")[2].partition("/")[2] if is_whole else lowered).partition("#")[0]
    words, endings = _never()
    return words.search(path) is not None or endings.search(path.partition("?")[0]) is not None


@cache
def _never() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What never leads to people: whole words of a path, and endings of files."""
    words = sorted(link_words("never"))
    endings = "|".join(re.escape(one) for one in words if one.startswith("."))
    others = "|".join(re.escape(one) for one in words if not one.startswith("."))
    return re.compile(rf"(?<![a-z])(?:{others})s?(?![a-z])"), re.compile(rf"(?:{endings})$")
