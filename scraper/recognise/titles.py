"""Titles of several words, of languages that write them on to an organisation: rows of data/title_order.toml.

`leading(text)` says how many letters of a text such a title takes at its beginning ("Phó Giám đốc Công ty X": 11).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from scraper import reference
from scraper.text import fold

EDGE = " ,.–—-"
LONGEST = 6
"""Words of a title."""
_FIRST_BLANKLESS = "\u0e00"
_LAST_BLANKLESS = "\u0eff"
_MARKS = str.maketrans({"‘": "'", "’": "'", "ʻ": "'", "ʼ": "'", "“": '"', "”": '"', "״": '"', "׳": "'"})


@dataclass(frozen=True, slots=True)
class Row:
    """Of one language: its titles, the words they begin or end with, and words for organisations, all folded.

    `whole`: titles that are those of a whole organisation, whatever it is called. `glued`: small words written on to
    the organisation. `owned`: endings that make any title of the language one of somebody's, `ands`: what joins two.
    """

    titles: re.Pattern[str]
    outer: frozenset[str]
    organisations: frozenset[str]
    whole: frozenset[str]
    glued: tuple[str, ...]
    lang: str
    owned: tuple[str, ...]
    ands: frozenset[str]


@cache
def rows(order: str) -> tuple[Row, ...]:
    """The languages whose titles stand "first", or "last"."""
    at = 0 if order == "first" else -1
    return tuple(
        Row(
            titles=re.compile("|".join(map(re.escape, sorted(_bare(row["titles"]), key=len, reverse=True)))),
            outer=frozenset(one.split()[at].strip(EDGE) for one in _bare(row["titles"])),
            organisations=frozenset(map(fold, row["organisations"])),
            whole=frozenset(map(fold, row.get("whole", ()))),
            glued=tuple(map(fold, row.get("glued", ()))),
            lang=row["lang"],
            owned=tuple(map(fold, row.get("owned", ()))),
            ands=frozenset(map(fold, row.get("ands", ()))),
        )
        for row in reference.table("title_order")["language"]
        if row["order"] == order
    )


def _bare(titles: list[str]) -> list[str]:
    """Titles folded, without the dot of an abbreviation at the end: "öğr. gör." -> "ogr. gor"."""
    return [fold(one).strip(EDGE) for one in titles]


@cache
def _blankless() -> re.Pattern[str]:
    """The titles of scripts that write no blanks, as written, the longest first."""
    titles = {one for row in reference.table("title_order")["language"] for one in row["titles"] if is_blankless(one)}
    return re.compile("|".join(map(re.escape, sorted(titles, key=len, reverse=True))))


def plain(text: str) -> str:
    """The text with marks written alike; as long as it was."""
    return text.translate(_MARKS)


def is_blankless(text: str) -> bool:
    """Does a text begin in a script that writes no blanks between words, and is none of Han, kana and Hangul?"""
    return _FIRST_BLANKLESS <= text[:1] <= _LAST_BLANKLESS


def length(text: str, row: Row) -> int:
    """How many letters the longest title of a language takes at the beginning of a text; 0 where none does."""
    text = plain(text)
    words = text.split(" ")
    if fold(words[0].strip(EDGE)) in row.outer:
        for count in range(min(LONGEST, len(words)), 0, -1):
            said = " ".join(words[:count])
            if row.titles.fullmatch(fold(said).strip(EDGE)):
                return len(said.rstrip(EDGE))
    found = _blankless().match(text) if is_blankless(text) else None
    return found.end() if found and row.titles.fullmatch(fold(found[0])) else 0


@cache
def _before_names() -> frozenset[str]:
    """Titles that stand before a name as well ("luật sư")."""
    return frozenset(fold(word) for row in reference.table("honorifics")["before"] for word in row["words"])


@cache
def _openings() -> frozenset[str]:
    """The words titles of several words begin with."""
    return frozenset(word for row in rows("first") for word in row.outer)


def may_lead(text: str) -> bool:
    """Could a text begin with a title? False for most, and quicker than `length` for every language."""
    return is_blankless(text) or fold(plain(text).partition(" ")[0].strip(EDGE)) in _openings()


@lru_cache(maxsize=16_384)
def leading(text: str) -> int:
    """How many letters the longest title of any language takes at the beginning of a text; 0 where none does.

    Only of those that are told by themselves: of several words, and not put before names.
    """
    if not may_lead(text):
        return 0
    size = max((length(text, row) for row in rows("first")), default=0)
    said = text[:size].strip(EDGE)
    return size if (" " in said or is_blankless(said)) and fold(said) not in _before_names() else 0
