"""Titles of several words written on to an organisation, nothing between: "Giám đốc Công ty Norwind", "... universiteti rektori".

Which languages do so, with which titles and which words for organisations, stands in data/title_order.toml. What is given
back are verbatim parts of the text.
"""

from __future__ import annotations

import re
from functools import cache

from scraper import reference
from scraper.normalise.cutting import clean
from scraper.normalise.told import Headline
from scraper.text import fold

_EDGE = " ,.–—-"
_ARTICLE = re.compile(r"^(?:az?|the)\s+(?=[A-ZÀ-Þ])")
_THAI = "\u0e00"
_LAND = re.compile(r"\s*\([^()]{2,30}\)\s*\Z")
_MARKS = str.maketrans({"‘": "'", "’": "'", "ʻ": "'", "ʼ": "'", "“": '"', "”": '"'})


@cache
def _blankless() -> re.Pattern[str]:
    """The titles of scripts that write no blanks, as written, the longest first."""
    titles = {one for row in reference.table("title_order")["language"] for one in row["titles"] if one[0] >= _THAI}
    return re.compile("|".join(map(re.escape, sorted(titles, key=len, reverse=True))))


@cache
def _rows(order: str) -> tuple[tuple[re.Pattern[str], frozenset[str], frozenset[str]], ...]:
    """Of each language: titles as a pattern, their outer words, and the words for organisations, folded."""
    return tuple(
        (
            re.compile("|".join(re.escape(fold(one)) for one in sorted(row["titles"], key=len, reverse=True))),
            frozenset(fold(one).split()[0 if order == "first" else -1] for one in row["titles"]),
            frozenset(map(fold, row["organisations"])),
        )
        for row in reference.table("title_order")["language"]
        if row["order"] == order
    )


def parted(text: str) -> Headline | None:
    """Role and employer of such a text; None where it is none."""
    text = _LAND.sub("", text)
    plain = text.translate(_MARKS)
    said = plain.split()
    if not said or (len(said) < 2 and plain[0] < _THAI):
        return None
    return _title_first(text, plain, said) or _title_last(text, said)


def _title_first(text: str, plain: str, said: list[str]) -> Headline | None:
    for titles, outer, organisations in _rows("first"):
        is_joined = plain[0] >= _THAI and _blankless().match(plain) is not None
        if fold(said[0]) not in outer and not is_joined:
            continue
        size = _length(plain, titles)
        if not size:
            continue
        behind = plain[size:].lstrip()
        opening = fold(behind)
        begins = [one for one in organisations if opening.startswith(one) and (is_joined or _ends_word(opening, one))]
        if begins:
            start = len(text) - len(text[size:].lstrip())
            return Headline(clean(text[:size]), clean(text[start:]))
    return None


def _length(plain: str, titles: re.Pattern[str]) -> int:
    """How many letters the longest title takes at the text's beginning; 0 where none does."""
    words = plain.split(" ")
    for count in range(min(6, len(words)), 0, -1):
        if titles.fullmatch(fold(" ".join(words[:count])).strip(_EDGE)):
            return len(" ".join(words[:count]))
    found = _blankless().match(plain) if plain[0] >= _THAI else None
    return found.end() if found else 0


def _ends_word(text: str, word: str) -> bool:
    return len(text) == len(word) or not text[len(word)].isalpha()


def _title_last(text: str, said: list[str]) -> Headline | None:
    last = fold(said[-1].strip(_EDGE))
    for titles, outer, organisations in _rows("last"):
        if last not in outer:
            continue
        for at in range(max(1, len(said) - 5), len(said)):
            title = fold(" ".join(said[at:]).strip(_EDGE))
            whole = [one for one in said[:at] if one[0] not in "(["]
            closes = fold(whole[-1].strip('",')) if whole else ""
            if titles.fullmatch(title) and (closes in organisations or f"{closes}." in organisations):
                cut = _start_of(text, at)
                return Headline(clean(text[cut:]), _ARTICLE.sub("", text[:cut].strip(_EDGE)) or None)
    return None


def _start_of(text: str, at: int) -> int:
    """Where the word of that number begins."""
    return [found.start() for found in re.finditer(r"\S+", text)][at]
