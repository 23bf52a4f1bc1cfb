"""One word of a name: what the tables and its letters say about it, asked once a word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from scraper import reference
from scraper.text import fold

_INITIAL = re.compile(r"(?:[^\W\d_]\.?-?){1,3}\Z")
_SHORTEST_WITH_ENDING = 6
_LONGEST_INITIALS = len("A.-B.-C.-")
_INNER = re.compile(r"(?<=[^\W\d_])['’ʼ`´-](?=[^\W\d_])")
_CAPITAL_INSIDE = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Lo|Van|Von|Fitz|O|D|San|Al|El|Ben|Da|Abu|Bin)[A-Z]")
_VOWEL = re.compile(r"[aeiouyαειουηωаеиоуыэюяіїєё]")
_DEGREE_END = re.compile(r"(?:[A-Z]{1,4}|(?:[^\W\d_]{1,4}\.)+)\Z")
_THAI_BEGINS = re.compile(r"[\u0e01-\u0e2e\u0e40-\u0e44].")
_ELIDED = re.compile(r"(?:d|l|dall|dell|degl|n)['’ʼ`´][A-ZÀ-Ý]")
"""A small word run together with a name ("d’Albenzio")."""
_LOOSE = "'’`´.,-–"
_VIETNAMESE_WORD = re.compile(r"\w*[ơƠưƯ\u1ea0-\u1ef9]\w*")
"""With a letter of no other language: "Thế" is not "the"."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The tables, folded."""

    given: frozenset[str]
    family: frozenset[str]
    endings: tuple[str, ...]
    never: frozenset[str]
    never_inside: re.Pattern[str]
    before: frozenset[str]
    before_phrases: frozenset[str]
    """Titles of several words, and those that only their accents tell from names ("Tiến sĩ", "Bà"), in small letters."""
    before_beginnings: frozenset[str]
    """The first words of those."""
    after: frozenset[str]
    particles: frozenset[str]
    attached: tuple[str, ...]
    written_on: tuple[str, ...]
    short_given: frozenset[str]
    telling: frozenset[str]


@cache
def lists() -> Lists:
    """What data/ says about names, read once."""
    tables = ("given_names", "more_given_names")
    given = {word for name in tables for word in _folded_words(name)}
    names = {*_folded_words("family_names")}
    family = {word for word in names if not word.startswith("*")}
    never = {*_folded_words("not_names"), *_VIETNAMESE_WORD.findall(" ".join(reference.lines("not_names")))}
    inside = {*_folded_words("not_names_cjk")}
    table = reference.table("honorifics")
    phrases = frozenset(
        word.lower()
        for row in table["before"]
        for word in row["words"]
        if "." not in word and (" " in word or not word.isascii())
    )
    return Lists(
        given=frozenset(given),
        family=frozenset(family),
        endings=tuple(sorted(word[1:] for word in names - family)),
        never=frozenset(never),
        never_inside=re.compile("|".join(map(re.escape, sorted(inside, key=len, reverse=True)))),
        before=_title_words(table["before"]),
        before_phrases=phrases,
        before_beginnings=frozenset(phrase.split()[0] for phrase in phrases),
        after=_title_words(table["after"]),
        particles=frozenset(fold(word) for word in table["particles"]),
        attached=_longest_first(table["attached"]),
        written_on=_longest_first(table["written_on"]),
        short_given=frozenset(table["short_given"]),
        telling=frozenset(table["telling"]),
    )


def _folded_words(name: str) -> list[str]:
    """All words of a list, folded line by line: it has twenty thousand."""
    return [word for line in reference.lines(name) for word in fold(line).split()]


def _longest_first(rows: list[dict[str, list[str]]]) -> tuple[str, ...]:
    """All words of some rows: "副教授" is tried before "教授"."""
    return tuple(sorted((word for row in rows for word in row["words"]), key=len, reverse=True))


def _title_words(rows: list[dict[str, list[str]]]) -> frozenset[str]:
    """Single words of titles ("prof. dr." gives "prof" and "dr"), without dots."""
    return frozenset(
        bare
        for row in rows
        for word in row["words"]
        for part in fold(word).split()
        if (bare := part.replace(".", "").strip(",()"))
    )


class Word(NamedTuple):
    """A word as it stands in a name, and what it can be there."""

    bare: str
    """Folded, without dots and marks around it."""
    is_front_title: bool
    """An honorific ("Dr.")."""
    is_back_title: bool
    """A degree ("PhD")."""
    is_particle: bool
    """A small word inside names ("van")."""
    is_never: bool
    """A word that no name holds."""
    is_soft: bool
    """One that seldom is part of a name."""
    is_initial: bool
    is_given: bool
    is_family: bool
    is_family_by_ending: bool
    """One that ends as next to no word but a family name does."""
    is_caseless: bool
    is_small: bool
    odd: int
    """How oddly it is written for a name: 0, 1, or 2 for what is odd unless all words are in capitals."""


@lru_cache(maxsize=65_536)
def word(token: str) -> Word:
    """What a word as written is. "" and marks are words of nothing."""
    known = lists()
    is_bare = token.isascii() and token.isalpha()
    bare = token.lower() if is_bare else fold(token).replace(".", "").strip("'-–,()")
    is_given, is_family = bare in known.given, bare in known.family
    is_name = is_given or is_family
    told = token.lower() if _VIETNAMESE_WORD.fullmatch(token) else bare
    is_listed = told in known.never and bare not in known.particles
    letter = token[:1] if is_bare else token.lstrip("'’`(\"“")[:1]
    has_case = is_bare or letter.lower() != letter.upper()
    is_caseless = not has_case and unicodedata.category(letter or " ") == "Lo"
    is_small = has_case and not letter.isupper() and not _ELIDED.match(token)
    return Word(
        bare,
        bare in known.before and _is_title(token, bare, is_name=is_name),
        bare in known.after and _is_title(token, bare, is_name=is_name),
        bare in known.particles and (token.islower() or not is_given),
        is_listed and not is_name,
        is_listed and is_name,
        len(token) <= (3 if is_bare else _LONGEST_INITIALS) and _is_initial(token, bare, is_family=is_family),
        is_given or ("-" in bare and any(len(one) > 1 and one in known.given for one in bare.split("-"))),
        is_family,
        len(bare) >= _SHORTEST_WITH_ENDING and bare.endswith(known.endings),
        is_caseless,
        is_small,
        0 if is_small or is_caseless else _odd_capitals(token) if has_case else 1,
    )


def without_written_on(token: str) -> str:
    """A word without a title written on to its front, one with a dot in any language ("PGS.TS.An", "Dr.Kovač") or "คุณ"."""
    if token.isalpha() and token.isascii():
        return token
    head, dot, rest = token.partition(".")
    if dot and len(head) > 1 and len(rest) > 1 and rest[0].isalpha() and fold(head) in lists().before:
        return token if _DEGREE_END.match(rest) else rest
    if not token.startswith(titles := lists().written_on):
        return token
    for title in titles:
        if token.startswith(title) and _THAI_BEGINS.match(token, len(title)):
            return token[len(title) :]
    return token


def is_known_given(text: str) -> bool:
    """Is the word (or a part of a hyphened one) in the list of given names?"""
    return word(text).is_given


def is_never(text: str) -> bool:
    """Is the word one that no name holds?"""
    known = lists()
    bare = word(text).bare
    return bare in known.never and bare not in known.given and bare not in known.family


def _is_title(token: str, bare: str, *, is_name: bool) -> bool:
    """Is a word of the tables of titles one here, and no name?"""
    if len(bare) <= 2 and not (token.isupper() or "." in token):  # "Di", "Ma", "Me" are names as well
        return bare in ("dr", "mr", "ms", "mx", "pr", "sr") or not is_name
    return "." in token or token.isupper() or not is_name


def _is_initial(token: str, bare: str, *, is_family: bool) -> bool:
    if not _INITIAL.match(token):
        return False
    return "." in token or len(bare) == 1 or (len(bare) == 2 and token.isupper() and not is_family)


def _odd_capitals(token: str) -> int:
    """Capitals where names have none: "iOS", "GraphQL" (1), "HTTP" (2); but not "McKay", "O'Neil", "MARÍA"."""
    if token.isupper():
        return 2 * (len(token) >= 3 and not _VOWEL.search(fold(token)) and token.isalpha())
    if token.istitle():
        return 0
    for part in _INNER.split(token):
        inner = part.strip(_LOOSE)[1:]
        if any(c.isupper() for c in inner) and not part.isupper() and not _CAPITAL_INSIDE.match(part):
            return 1
    return 0
