"""Titles of several words written on to an organisation, nothing between: "Giám đốc Công ty Norwind", "... universiteti rektori".

Which languages do so, with which titles and which words for organisations, stands in data/title_order.toml. What is given
back are verbatim parts of the text.
"""

from __future__ import annotations

import re

from scraper.normalise import joiners
from scraper.normalise.cutting import clean
from scraper.normalise.told import Headline
from scraper.recognise import employers, roles, titles
from scraper.recognise.titles import EDGE, Row
from scraper.text import fold

_ARTICLE = re.compile(r"^(?:[Aa]z?|the)\s+(?=[A-ZÀ-Þ])")
_LAND = re.compile(r"\s*\([^()]{2,30}\)\s*\Z")
_BRAND = re.compile(r"(?:[A-Z]{2,8}|[A-ZĐ]\w*[a-z0-9]\w*[A-Z]\w*)(?=[ ).,]|\Z)")
_STOP = re.compile(r"[,;|/–—]|\s-\s")
_JOINERS = (joiners.SURE, joiners.LIKELY, joiners.GENITIVE)
_MOST_SUBJECT = 6
"""Words of what a title is of, before the organisation: "Dosen Teknik Informatika Universitas Norwind"."""


def parted(text: str) -> Headline | None:
    """Role and employer of such a text; None where it is none."""
    text = _ARTICLE.sub("", _LAND.sub("", text).strip())
    said = titles.plain(text).split()
    if not said or (len(said) < 2 and not titles.is_blankless(text)):
        return None
    return _title_first(text) or _title_last(text, said)


def _title_first(text: str) -> Headline | None:
    for row in titles.rows("first") if titles.may_lead(text) else ():
        size = titles.length(text, row)
        if size and (start := _organisation_behind(text, size, row)):
            return Headline(clean(text[: _end_of_role(text, start)]), clean(text[start:]))
    return None


def _end_of_role(text: str, start: int) -> int:
    """Where what stands before the organisation ends, a joiner ("في") or what is written on to its name left out."""
    found = [one for kind in _JOINERS for one in joiners.joints(text, kind) if one.end <= start]
    ends = [one.start for one in found if not text[one.end : start].strip()]
    return min(ends, default=start if text[start - 1] == " " or titles.is_blankless(text) else start - 1)


def _organisation_behind(text: str, size: int, row: Row) -> int:
    """Where the organisation behind a title begins: at once, or after what the title is of; 0 where none is named."""
    stop = _STOP.search(text, size)
    end = stop.start() if stop else len(text)
    begins = [size] if titles.is_blankless(text) else []
    begins += [found.end() for found in re.finditer(r"\s+", text[:end]) if found.start() >= size][: _MOST_SUBJECT + 1]
    for begin in begins:
        opening = fold(titles.plain(text[begin:]))
        for glue in ("", *row.glued):
            if opening.startswith(glue) and _opens(opening[len(glue) :], row, is_blankless=titles.is_blankless(text)):
                return begin + len(glue)
    behind = text[size:].lstrip()
    begin = len(text) - len(behind)
    is_brand = _BRAND.match(behind) is not None and not text.isupper() and roles.kinds(behind.split(maxsplit=1)[0]) == 0
    is_brand = is_brand or employers.known(behind) is not None
    return begin if begin > size and is_brand and end == len(text) else 0


def _opens(text: str, row: Row, *, is_blankless: bool) -> bool:
    """Does a folded text begin with a word for an organisation?"""
    return any(
        text.startswith(one) and (is_blankless or len(text) == len(one) or not text[len(one)].isalpha())
        for one in row.organisations
    )


def _title_last(text: str, said: list[str]) -> Headline | None:
    last = fold(said[-1].strip(EDGE))
    for row in titles.rows("last"):
        if last not in row.outer and not _is_owned(last, row):
            continue
        for at in range(max(1, len(said) - titles.LONGEST + 1), len(said)):
            title = fold(" ".join(said[at:]).strip(EDGE))
            whole = [one for one in said[:at] if one[0] not in "(["]
            closes = fold(whole[-1].strip('",')) if whole else ""
            is_named = closes in row.organisations or f"{closes}." in row.organisations
            are_owned = _are_owned(title.split(), row)
            if not (are_owned or row.titles.fullmatch(title)):
                continue
            if is_named or ((are_owned or title in row.whole) and _is_name(whole)):
                cut = _start_of(text, at)
                return Headline(clean(text[cut:]), text[:cut].strip(EDGE) or None)
    return None


def _is_owned(word: str, row: Row) -> bool:
    """Is it a title of that language alone with an ending by which it is somebody's: "vezetője" of "vezető"?"""
    bases = (word.removesuffix(ending) for ending in row.owned if word.endswith(ending))
    return any(roles.kinds(base) & roles.HEAD and roles.languages(base) == {row.lang} for base in bases)


def _are_owned(said: list[str], row: Row) -> bool:
    """Are the words such titles, with their ranks and what joins them: "alapítója és műszaki igazgatója"?"""
    if not _is_owned(said[-1], row) or said[0] in row.ands:
        return False
    return all(one in row.ands or roles.kinds(one) & roles.LEVEL or _is_owned(one, row) for one in said)


def _is_name(said: list[str]) -> bool:
    """Do all words begin large, with no mark between, and is one of them no word of a job?"""
    return all(one[0].isupper() and one[-1] not in ",;|/" for one in said) and not all(map(roles.kinds, said))


def _start_of(text: str, at: int) -> int:
    """Where the word of that number begins."""
    return [found.start() for found in re.finditer(r"\S+", text)][at]
