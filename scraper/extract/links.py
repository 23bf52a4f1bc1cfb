"""From any page of a conference's site to the pages that show its people.

`speaker_pages` looks at every link: what its text and its address say in any of the languages of data/sections.toml,
which year it belongs to, and whether it stays on the site. What must be read has `fallback` 0; what is worth trying
only while nobody was found comes after, best first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from scraper import address, reference
from scraper.extract.visible.texts import is_furniture
from scraper.page import Follow, Page
from scraper.recognise.sections import section
from scraper.text import fold, squash

MAX_SPEAKER_PAGES = 6
MAX_FALLBACKS = 8
MAX_LINKS = 5_000
_YEAR = re.compile(r"(?<!\d)(20\d\d|19[89]\d)(?!\d)")
_RANKS = {"speakers": 0, "programme": 1, "team": 4}
_LONGEST = 60
_FILES = ("mailto:", "javascript:", ".jpg", ".png", ".pdf", ".svg", ".webp", "wp-content/uploads")
_MARKS = re.compile(r"[-_+.]+")
_ENDING = re.compile(r"\.\w{2,5}$")


def speaker_pages(page: Page, *, found_people: bool = False) -> Iterator[Follow]:
    """The links of a page that likely lead to its people, the surest first; same site only, each address once.

    `found_people`: whether the page itself showed people; then a page that is itself the list of speakers wishes only
    for its own next page, and others for the list, not for the programme.
    """
    if page.looks_like_json:
        return
    here = address.key(page.url)
    is_list = _kind_of_path(page.url) == "speakers"
    yield from _next_pages(page, here)
    if is_list and found_people:
        return
    ranked = _ranked(page, here)
    if not any(rank == 0 and _is_list(url) for rank, url, _ in ranked):  # then the programme is where the people are
        ranked = sorted(((0 if rank == 1 else rank), url, text) for rank, url, text in ranked)
    must = [one for one in ranked if one[0] == 0][:MAX_SPEAKER_PAGES]
    others = [one for one in ranked if one[0] > 0][:MAX_FALLBACKS]
    for _, url, text in must:
        yield Follow(url=url, why=f"link {text!r}" if text else "speakers page")
    for rank, (_, url, text) in enumerate(others, 1):
        yield Follow(url=url, fallback=rank, why=f"link {text!r}" if text else "programme page")


def programme_page(page: Page) -> str | None:
    """The address of the programme, where the page links to one: it tells who speaks about what."""
    ranked = [] if page.looks_like_json else _ranked(page, address.key(page.url))
    return next((url for rank, url, _ in ranked if rank == _RANKS["programme"]), None)


def _next_pages(page: Page, here: str) -> Iterator[Follow]:
    seen = {here}
    for node in page.html.css('link[rel~="next"][href], a[rel~="next"][href]')[:3]:
        url = page.absolute(node.attributes.get("href"))
        if url and address.same_site(url, page.url) and address.key(url) not in seen and _twin_path(url, page.url):
            seen.add(address.key(url))
            yield Follow(url=url, why="next page")
    for node in page.html.css("a[href]")[:MAX_LINKS]:
        href = node.attributes.get("href") or ""
        if "page" not in href.lower() and "offset" not in href.lower() and "start=" not in href.lower():
            continue
        if fold(node.text(strip=True)).strip() in _words("next"):
            url = page.absolute(href)
            if url and address.same_site(url, page.url) and address.key(url) not in seen and _twin_path(url, page.url):
                seen.add(address.key(url))
                yield Follow(url=url, why="next page")


def _twin_path(url: str, other: str) -> bool:
    """Is it a page of the same list: same path, or one below it?"""
    mine, theirs = urlsplit(url).path.rstrip("/"), urlsplit(other).path.rstrip("/")
    base = re.sub(r"/page/\d+$|/\d+$", "", theirs)
    return mine == theirs or mine.startswith(base + "/")


def _ranked(page: Page, here: str) -> list[tuple[int, str, str]]:
    """(rank, address, text) of the links worth following, best first."""
    best: dict[str, tuple[float, int, str, str]] = {}
    own_year = _year_of(page.url)
    years: set[int] = set()
    for order, (href, text) in enumerate(_links(page)):
        kind = _kind(text, href)
        if kind not in _RANKS:
            continue
        url = page.absolute(href)
        if not url or not address.same_site(url, page.url) or (key := address.key(url)) == here:
            continue
        year = _year_of(url) or _year_of(text)
        if year:
            years.add(year)
        if own_year and year and year != own_year:
            continue
        said = section(text) == kind
        score = (
            _RANKS[kind] * 10
            + (0 if said else 2)
            + len([one for one in urlsplit(url).path.split("/") if one]) * 0.3
            + order / 10_000
        )
        if not _same_language(url, page.url):
            score += 3
        if key not in best or score < best[key][0]:
            best[key] = (score, year or 0, url, text)
    newest = own_year or max(years, default=0)
    kept = sorted(one for one in best.values() if not one[1] or one[1] == newest)
    return [(int(score // 10), url, text) for score, _, url, text in kept]


def _links(page: Page) -> list[tuple[str, str]]:
    """(href, text) of the page's links that could lead to people, each distinct pair once; nothing is resolved yet."""
    never = _never()
    found: dict[tuple[str, str], None] = {}
    is_wanted: dict[str, bool] = {}
    for node in page.html.css("a[href]")[:MAX_LINKS]:
        href = (node.attributes.get("href") or "").strip()
        if href not in is_wanted:
            is_wanted[href] = (
                bool(href)
                and href[0] not in "#?"
                and "[" not in href
                and never.search(href) is None
                and ("//" not in href[:8] or href[0] == "/" or address.same_site(href, page.url))
            )
        if is_wanted[href]:
            found[href, _text_of(node)] = None
    return list(found)


def _kind(text: str, url: str) -> str | None:
    """What a link leads to, by its text first and its address second."""
    said = section(text) if text and len(text) <= _LONGEST else None
    path = _kind_of_path(url)
    if said in ("past", "call", "sponsors", "organisers", "quoted", "venue", "news"):
        return said
    if said in ("speakers", "programme"):
        return "speakers" if path == "speakers" else said
    return path if path in _RANKS or path == "past" else said


def _is_list(url: str) -> bool:
    """Does the address look like that of all speakers, not of one ("speakers", not "keynote-ada-kovac")?"""
    parts = [one for one in unquote(urlsplit(url).path).split("/") if one and not one.startswith("index.")]
    return bool(parts) and len(re.split(r"[-_.]", parts[-1].removesuffix(".html").removesuffix(".php"))) <= 2


@lru_cache(maxsize=8192)
def _kind_of_path(url: str) -> str | None:
    """What the last telling part of an address's path says. A person's own page below a list is none."""
    where = urlsplit(url)
    parts = [one for one in unquote(where.path).split("/") if one]
    fragment = unquote(where.fragment)
    for part in [fragment, *(_ENDING.sub("", one) for one in parts[-2:][::-1])][:2]:
        if part:
            kind = section(_MARKS.sub(" ", part))
            if kind or part != fragment:
                return kind
    return None


def _text_of(node: LexborNode) -> str:
    text = squash(node.text(separator=" "))
    return text or squash(node.attributes.get("title") or node.attributes.get("aria-label") or "")


def _year_of(text: str) -> int | None:
    found = _YEAR.findall(text)
    return int(found[-1]) if found else None


_LANGUAGE = re.compile(r"^/(?:\d{4}/)?([a-z]{2})(?:-[a-z]{2})?(?:/|$)")


def _same_language(url: str, other: str) -> bool:
    mine, theirs = _LANGUAGE.match(urlsplit(url).path.lower()), _LANGUAGE.match(urlsplit(other).path.lower())
    return (mine[1] if mine else None) == (theirs[1] if theirs else None)


@cache
def _never() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_words("never")))), re.IGNORECASE)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(fold(one) for one in reference.table("links")[key])


def person_page(
    page: Page,
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
    here = address.key(page.url)
    ranked: list[tuple[float, int, str]] = []
    for order, (href, text) in enumerate(hrefs):
        lowered = href.lower()
        if any(part in lowered for part in _FILES):
            continue
        url = page.absolute(href)
        if not url or not address.same_site(url, page.url) or address.key(url) == here:
            continue
        parts = [one for one in unquote(urlsplit(url).path).lower().split("/") if one]
        if len(parts) > 1 and parts[-1].startswith(("index.", "default.")):
            parts.pop()
        if not parts:
            continue
        score = _is_theirs(parts, text, name_words)
        if _is_of_people(parts, has_query=bool(urlsplit(url).query)):
            score += 1.5 if not of_several else -1.5 if score < 2 else 0
        if or_talk and any(part in _words("talk") for part in parts[:-1]):
            score += 1
        needed = 1 if or_talk else 1.5
        if score >= needed and not _is_section(parts[-1], is_sure=score >= 2, is_more=is_furniture(text)):
            ranked.append((-score, order, url))
    return min(ranked)[2] if ranked else None


def _is_theirs(parts: list[str], text: str, name_words: frozenset[str]) -> float:
    """How much of a link says that it leads to this person: their name in its address or text, "read more"."""
    last = fold(parts[-1])
    score = 0.0
    if name_words & set(re.findall(r"[^\W\d_]+", last)) or any(len(word) > 3 and word in last for word in name_words):
        score += 2
    if name_words and name_words <= set(re.findall(r"\w+", fold(text))):
        score += 2
    return score + (1.5 if is_furniture(text) else 0)


def _is_of_people(parts: list[str], *, has_query: bool) -> bool:
    """Does it lie in a folder of people, or ask one page for one of them ("speaker.php?id=7")?"""
    if any(_ENDING.sub("", part) in _words("person") for part in parts[:-1]):
        return True
    return has_query and any(part in _words("person") for part in re.split(r"[-_.]", parts[-1])[:2])


def is_session(url: str, name_words: frozenset[str]) -> bool:
    """Does the address look like that of a session ("/talks/7", "/closing-panel") and not hold the person's name?"""
    parts = [_ENDING.sub("", one) for one in unquote(urlsplit(url).path).lower().split("/") if one]
    if not parts or not name_words.isdisjoint(re.findall(r"[^\W\d_]+", fold(parts[-1]))):
        return False
    return any(part in _words("talk") for part in parts[:-1]) or section(_MARKS.sub(" ", parts[-1])) == "programme"


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
