"""What a heading says about the people under it; texts that stand in for a person to come; functions at the event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter, methodcaller

from scraper import reference
from scraper.recognise.roles import role_score
from scraper.text import fold

LONGEST = 90
MANY_WORDS = 9
LONGEST_PLACEHOLDER = 200
_OF_PEOPLE = frozenset(("call", "quoted", "past", "speakers"))
_BESIDE_SPEAKERS = frozenset(("sponsors", "organisers", "team"))
_JOINED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_AT = re.compile(r"\s*(?:@|,\s|(?:at|bei|beim|chez|presso|hos)\s)")
_TOKEN = re.compile(r"\w+")
_WORD = re.compile(r"\w+(?:['’*·-]\w+)*")


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of section: whole words and phrases, and parts of scripts without blanks."""

    name: str
    spaced: re.Pattern[str]
    joined: re.Pattern[str]


@cache
def _kinds() -> tuple[_Kind, ...]:
    """In the order of the table: a kind may come twice, before another for some phrases and behind it for the rest."""
    rows = reference.table("sections")["section"]
    return tuple(
        _Kind(name, *_patterns([fold(word) for row in together for word in row["words"]]))
        for name, together in groupby(rows, key=itemgetter("kind"))
    )


def _patterns(found: list[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    spaced = [one for one in found if not _JOINED.search(one)]
    joined = [one.rstrip("*") for one in found if _JOINED.search(one)]
    any_of = "|".join(
        re.escape(one.removesuffix("*")) + (r"\w*" if one.endswith("*") else "")
        for one in sorted(spaced, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)" if spaced else r"(?!)"), re.compile(
        "|".join(map(re.escape, joined)) if joined else r"(?!)"
    )


@lru_cache(maxsize=16_384)
def section(heading: str) -> str | None:
    """What kind of section a heading opens, or None where it does not tell.

    "call", "quoted", "past", "organisers", "sponsors", "team", "speakers", "programme", "venue" or "news". A heading
    is short; a sentence is none.
    """
    if len(heading) > LONGEST:
        return None
    text = fold(heading)
    if not text or len(text.split()) > MANY_WORDS or not _may_tell(text):
        return None
    for kind in _kinds():
        if found := kind.spaced.search(text):
            is_beside = kind.name not in _OF_PEOPLE and found.end() < len(text)
            if is_beside and (role_score(heading) >= 0.5 or _AT.match(text, found.end())):
                return None  # "Staff Engineer", "Partner at Acme": a job
            return _also_speakers(kind.name, text)
        if kind.joined.search(text):
            return _also_speakers(kind.name, text)
    return None


def _may_tell(text: str) -> bool:
    """Does a word stand in a folded text with which a phrase of the table begins? Cheaper than to look for each of them."""
    words, beginnings = _first_words()
    found = _TOKEN.findall(text)
    if not words.isdisjoint(found) or any(map(methodcaller("startswith", beginnings), found)):
        return True
    return not text.isascii() and _JOINED.search(text) is not None


@cache
def _first_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """The first words of all phrases; and the beginnings of those that are told by theirs."""
    words, beginnings = set[str](), set[str]()
    for row in reference.table("sections")["section"]:
        for phrase in map(fold, row["words"]):
            first = _TOKEN.search(phrase)
            if first:
                (beginnings if phrase[first.end() :] == "*" else words).add(first[0])
    return frozenset(words), tuple(beginnings)


def _also_speakers(name: str, text: str) -> str:
    """What a heading opens that names two kinds: "Sponsor speakers", "Speakers and organisers" show speakers."""
    if name not in _BESIDE_SPEAKERS:
        return name
    speakers = next(kind for kind in _kinds() if kind.name == "speakers")
    return "speakers" if speakers.spaced.search(text) or speakers.joined.search(text) else name


@cache
def _placeholders() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    whole, beginnings, anywhere = set[str](), set[str](), set[str]()
    for line in reference.lines("placeholders"):
        text = fold(line)
        if text.startswith("*") and text.endswith("*"):
            anywhere.add(text.strip("*"))
        elif text.endswith("*"):
            beginnings.add(text.rstrip("*"))
        else:
            whole.add(text)
    return frozenset(whole), tuple(beginnings), tuple(anywhere)


@lru_cache(maxsize=16_384)
def is_placeholder(text: str) -> bool:
    """Does the text stand where a person is to come ("TBA", "wkrótce"), or is it a template's leftover?"""
    if len(text) > LONGEST_PLACEHOLDER:
        return False
    plain = fold(text).strip(" .!?…-–—:*()[]")
    if not plain:
        return False
    whole, beginnings, anywhere = _placeholders()
    if plain in whole:
        return True
    if len(plain) <= 60 and plain.startswith(beginnings) and any(_begins(plain, one) for one in beginnings):
        return True
    return any(one in plain for one in anywhere)


def _begins(text: str, start: str) -> bool:
    return text.startswith(start) and (
        len(text) == len(start) or not text[len(start)].isalpha() or not start[-1].isascii() or len(start) > 12
    )


@dataclass(frozen=True, slots=True)
class _Billings:
    whole: dict[str, str]
    beginnings: dict[str, str]
    any_beginning: tuple[str, ...]
    filler: frozenset[str]
    order: tuple[str, ...]


@cache
def _billings() -> _Billings:
    table = reference.table("billing")
    whole: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for row in table["billing"]:
        for word in row["words"]:
            plain = fold(word)
            if plain.endswith("*"):
                beginnings.setdefault(plain.rstrip("*"), row["is"])
            else:
                whole.setdefault(plain, row["is"])
    order = tuple(dict.fromkeys(row["is"] for row in table["billing"]))
    return _Billings(whole, beginnings, tuple(beginnings), frozenset(fold(word) for word in table["filler"]), order)


@lru_cache(maxsize=16_384)
def billing(text: str) -> str | None:
    """The function at the conference a short text is nothing but, or None.

    "Keynote Speaker" -> "keynote", "Moderator:" -> "moderator", "[Invited Talk]" -> "speaker", "CTO" -> None.
    """
    if len(text) > LONGEST:
        return None
    plain = fold(text).strip(" .:!-–—()[]*|·•#")
    if not plain or len(plain) > 60:
        return None
    table = _billings()
    if plain in table.whole:
        return table.whole[plain]
    found: set[str] = set()
    tokens = _WORD.findall(plain)
    if len(tokens) > 6:
        return None
    for token in tokens:
        kind = table.whole.get(token)
        if kind is None and token.startswith(table.any_beginning):
            kind = next(kind for start, kind in table.beginnings.items() if token.startswith(start))
        if kind is not None:
            found.add(kind)
        elif token not in table.filler and not token.isdigit():
            return None
    return next((kind for kind in table.order if kind in found), None)
