"""Which conference, and which year of it, a page belongs to.

Asked in this order: an Event of the page's JSON-LD, `og:site_name`, `<title>` and `og:title` without the words that
name the page ("Speakers |"), the main heading of a home page, the address. The year: the Event's, the one beside the name, the
one in the address, the one dates on the page agree on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

from scraper import reference
from scraper.extract.plain import clean
from scraper.extract.structured.schema_org import find_edition
from scraper.extract.years import SHORT_YEAR, YEAR, without_year
from scraper.model import Edition
from scraper.page import Page
from scraper.text import fold, squash, words

_SEPARATOR = re.compile(r"\s+[|·•–—:»«›‹⬣/~-]+\s+|\s*[|•·»«]+\s*|\s*::+\s*|:\s+|\s+-\s*|[,]\s+|\s+[—–]\s*")
_DATE_YEAR = re.compile(r"\b\d{1,2}(?:st|nd|rd|th|\.|,|º)?,?\s+(?:de |of )?[^\W\d]{3,12}\.?,?\s+(?:de |del )?(20\d\d)\b|"
                        r"\b[^\W\d]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?)?,?\s+(20\d\d)\b|"
                        r"\b(20\d\d)[-/.年]\s?\d{1,2}[-/.月]|\b\d{1,2}[./]\d{1,2}[./](20\d\d)\b")  # fmt: skip
_COMMENT = re.compile(r"<!--.{0,40}?-->", re.DOTALL)
_HOSTING = frozenset(
    (
        "github",
        "gitlab",
        "netlify",
        "vercel",
        "herokuapp",
        "pages",
        "web",
        "wixsite",
        "weebly",
        "wordpress",
        "blogspot",
        "squarespace",
        "webflow",
        "surge",
        "firebaseapp",
        "notion",
        "azurewebsites",
    )
)
_SOME_YEAR = re.compile(r"20\d\d")
_MOST_METAS = 200
_MOST_YEARS = 300
_AROUND = 30
_LONGEST_NAME = 90
_LONGEST_TITLE = 2_000
_FIRST_YEAR, _LAST_YEAR = 1985, 2049


def edition(page: Page) -> Edition | None:
    """The conference's name and year as far as the page tells; None for a page that names no conference at all."""
    told = find_edition(page)
    host = _host_words(page.url)
    name = _name(page, host) if told is None else told.conference
    year = (told.year if told else None) or _year(page, name)
    short = without_year(name) if name else None
    if not short:
        return None
    return Edition(
        conference=short,
        year=year,
        starts=told.starts if told else None,
        place=told.place if told else None,
        url=told.url if told else None,
    )


def _name(page: Page, host: set[str]) -> str | None:
    if page.looks_like_json:
        return _of_address(page.url)
    metas = _metas(page)
    title = _title(page)
    ranked: list[tuple[float, int, str]] = []
    sources = (
        (metas.get("og:site_name"), 2.0),
        (title, 1.0),
        (metas.get("og:title"), 0.9),
        (metas.get("application-name"), 0.8),
    )
    for text, weight in sources:
        for place, piece in enumerate(_pieces((text or "")[:_LONGEST_TITLE])):
            ranked.append((weight + _likely(piece, host) - place * 0.1, -len(ranked), piece))
    best = max(ranked, default=None)
    return best[2] if best else _of_address(page.url) or (title or "")[:_LONGEST_NAME]


@lru_cache(maxsize=512)
def _pieces(text: str) -> tuple[str, ...]:
    """A title cut at its separators, without the pieces and ends that only name the page. Sites repeat theirs."""
    pieces: list[str] = []
    for piece in _SEPARATOR.split(squash(text)):
        kept = _trimmed(piece)
        if (
            1 < len(kept) <= _LONGEST_NAME
            and not _is_date(kept)
            and fold(kept) not in _rows("platforms")
            and not without_year(kept).isdigit()
        ):
            pieces.append(kept)
    return tuple(pieces)


def _trimmed(piece: str) -> str:
    """Cut `Speakers at PyConf 2031` to `PyConf 2031`; "" for a piece that is a page's word only."""
    piece = squash(piece)
    pages, joiners = _rows("pages"), _rows("joiners")
    tokens = piece.split()
    if fold(without_year(piece)) in pages or fold(piece) in pages:
        return ""
    for count in range(min(4, len(tokens) - 1), 0, -1):  # in front
        if fold(" ".join(tokens[:count])) in pages:
            rest = tokens[count:]
            taken = 0
            while taken < min(2, len(rest) - 1) and fold(rest[taken]) in joiners:
                taken += 1
            if (
                taken
                or count > 1
                or fold(tokens[0]) not in ("conference", "team", "people", "program", "programme", "session")
            ):
                tokens = rest[taken:]
            break
    for count in range(min(3, len(tokens) - 1), 0, -1):  # behind
        tail = fold(" ".join(tokens[-count:]))
        if tail in pages and tail not in _rows("cues"):
            tokens = tokens[:-count]
            break
    rest_text = " ".join(tokens)
    return "" if fold(rest_text) in pages else rest_text


def _likely(piece: str, host: set[str]) -> float:
    """How much a piece looks like a conference's name, given the words of the site's address."""
    tokens = words(piece)
    squeezed = "".join(words(without_year(piece)))
    score = 0.0
    if any(len(word) > 2 and (word in host or any(len(word) > 3 and word in one for one in host)) for word in tokens):
        score += 1.5
    if squeezed and any(squeezed in one or (len(one) > 3 and one in squeezed) for one in host):
        score += 1.0
    initials = "".join(word[0] for word in tokens if not word.isdigit())
    if len(initials) > 2 and any(initials in one for one in host):
        score += 1.0
    if YEAR.search(piece):
        score += 1.0
    cues, ends = _rows("cues"), _long_cues()
    if any(word in cues or word.endswith(ends) or word.startswith("tedx") for word in tokens):
        score += 1.0
    if len(tokens) > 8:
        score -= 1.0
    return score


def _is_date(piece: str) -> bool:
    """Is a piece of a title a date ("Monday 4th February 2019")?"""
    return bool(_DATE_YEAR.search(piece)) and len(words(piece)) <= 6


def _year(page: Page, name: str | None) -> int | None:
    for text in (name or "", unquote(urlsplit(page.url).path), urlsplit(page.url).netloc):
        found = [int(one) for one in YEAR.findall(text.replace("/", " ").replace("_", " "))]
        found = found or [int(one) for one in re.findall(r"(?<!\d)(20\d\d)(?!\d)", text)]
        if plausible := [one for one in found if _FIRST_YEAR <= one <= _LAST_YEAR]:
            return plausible[-1]
    short = SHORT_YEAR.search(name or "")
    if short:
        return 2000 + int(short[1])
    if page.looks_like_json:
        return None
    if found := [int(one) for one in re.findall(r"(?<!\d)(20\d\d)(?!\d)", _title(page) or "")]:
        return found[0]
    dates = Counter(_dated(page))
    likely = [(count, year) for year, count in dates.items() if _FIRST_YEAR <= year <= _LAST_YEAR]
    count, year = max(likely, default=(0, 0))
    return year if count >= 2 and count * 2 > sum(dates.values()) else None  # biographies have dates too


def _title(page: Page) -> str | None:
    node = page.html.css_first("title")
    return clean(_COMMENT.sub("", node.text())) if node else None


def _dated(page: Page) -> Iterator[int]:
    """The years of the dates in a page's text."""
    body = page.html.body
    text = body.text(separator=" ") if body is not None else ""
    for at, _ in zip(_SOME_YEAR.finditer(text), range(_MOST_YEARS), strict=False):
        near = _DATE_YEAR.finditer(text, max(0, at.start() - _AROUND), at.end() + _AROUND)
        if any(at.start() in (date.start(one) for one in range(1, 5)) for date in near):
            yield int(at[0])


def _metas(page: Page) -> dict[str, str]:
    found: dict[str, str] = {}
    if "og:" not in page.text and "application-name" not in page.text:
        return found
    for node in page.html.css("meta[content]")[:_MOST_METAS]:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name")
        if name in ("og:site_name", "og:title", "application-name"):
            found.setdefault(name, clean(attributes["content"] or "") or "")
    return found


def _host_words(url: str) -> set[str]:
    """The words of an address that may be the conference's: "2031.py-conf.example" -> {"py", "conf", "pyconf"}."""
    labels = (urlsplit(url).hostname or "").split(".")
    kept = labels[:-1] if len(labels) > 1 else labels
    found: set[str] = set()
    for label in kept:
        if label in ("www", "co", "com", "org", "net", "ac", "en", "web") or label in _HOSTING:
            continue
        plain_label = re.sub(r"\d+", "", fold(label))
        found.add(plain_label.replace("-", ""))
        found.update(part for part in plain_label.split("-") if len(part) > 2)
    return {one for one in found if len(one) > 1}


def _of_address(url: str) -> str | None:
    """A name out of the address, when nothing else tells: "https://2031.pyconf.example/" -> "pyconf"."""
    parts = urlsplit(url)
    labels = [one for one in (parts.hostname or "").split(".")[:-1] if one != "www" and not one.isdigit()]
    if labels and labels[-1] in _HOSTING:
        first = parts.path.strip("/").partition("/")[0]
        if first and fold(first) not in _rows("pages") and not first.isdigit() and "." not in first:
            return first
        labels.pop()
    return labels[-1] if labels else None


@cache
def _long_cues() -> tuple[str, ...]:
    return tuple(cue for cue in _rows("cues") if len(cue) > 3)


@cache
def _rows(table: str) -> frozenset[str]:
    rows: dict[str, list[str]] = reference.table("page_words")[table]
    return frozenset(fold(one) for row in rows.values() for one in row)
