"""How common a name is: how many other people would have it by chance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import prod, sqrt
from typing import Any, NamedTuple

from scraper import reference
from scraper.recognise.name_words import lists

_OF = 10_000
_HEAD = re.compile(r"\[(.+) ([\d.]+)\]")


class _Language(NamedTuple):
    part: float
    given: dict[str, float]
    family: dict[str, float]


@cache
def limits() -> dict[str, float]:
    """The limits of data/identity.toml."""
    table: dict[str, Any] = reference.table("identity")["limits"]
    return {name: float(value) for name, value in table.items()}


@cache
def _languages() -> tuple[_Language, ...]:
    found: list[_Language] = []
    for line in reference.lines("name_shares"):
        if head := _HEAD.fullmatch(line):
            found.append(_Language(float(head[2]), {}, {}))
            continue
        kind, share = line.partition(":")[0].split()
        into = found[-1].given if kind == "given" else found[-1].family
        into.update((name, float(share) / _OF) for name in line.partition(":")[2].split())
    return tuple(found)


@cache
def _anywhere() -> tuple[dict[str, float], dict[str, float]]:
    """Shares among everybody, for given and family names of different languages."""
    given: dict[str, float] = {}
    family: dict[str, float] = {}
    limit = limits()
    for into, name, share in ((given, "given_names", "common_given"), (family, "family_names", "common_family")):
        for line in reference.lines(name):
            into.update((word, limit[share] / _OF) for word in line.split() if word.isascii() and word.isalpha())
    return (
        given | _best((language.part, language.given) for language in _languages()),
        family | _best((language.part, language.family) for language in _languages()),
    )


def _best(languages: Iterable[tuple[float, Mapping[str, float]]]) -> dict[str, float]:
    best: dict[str, float] = {}
    for part, shares in languages:
        for name, share in shares.items():
            best[name] = max(best.get(name, 0.0), share * sqrt(part))
    return best


@lru_cache(maxsize=65_536)
def others(words: tuple[tuple[str, ...], ...], initials: int = 0) -> float:
    """How many people of the pool have a name of these words, and this many initials, by chance.

    Each word is given with the other given names it may stand for ("bill", "william"), in Latin letters.
    """
    limit = limits()
    given, family = _anywhere()
    words = _without_particles(words)
    if len(words) == 1 and not initials:
        word = words[0][0]
        share = max(given.get(word, 0.0), family.get(word, 0.0)) or limit["unlisted_word"] / _OF
    else:
        share = limit["mixed"] * _share(words, given, family)
        share += sum(language.part * _share(words, language.given, language.family) for language in _languages())
        share *= (limit["initial"] / _OF) ** initials
        share *= limit["third_word"] ** max(0, len(words) - 2)
    return limit["pool"] * share


@lru_cache(maxsize=65_536)
def nearer(words: tuple[tuple[str, ...], ...]) -> float:
    """How many times as common a name is where its language is spoken as in the pool of `others`; 1 for a rare one.

    People of one conference come from one part of the world.
    """
    words = _without_particles(words)
    if len(words) < 2:
        return 1.0
    home = max(_share(words, language.given, language.family) for language in _languages())
    return max(1.0, limits()["pool"] * home / others(words))


def is_given(word: Sequence[str]) -> bool:
    """Is a word of a name rather a given than a family name?"""
    given, family = _anywhere()
    return max(given.get(form, 0.0) for form in word) > family.get(word[0], 0.0)


def _without_particles(words: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Words that tell: "Jan de Vries" is no rarer than "Jan Vries"."""
    telling = tuple(word for word in words if word[0] not in lists().particles)
    return telling if len(telling) > 1 else words


def _share(words: Sequence[tuple[str, ...]], given: Mapping[str, float], family: Mapping[str, float]) -> float:
    """How many of all have this name, whichever of its words is the family name."""
    limit = limits()
    rare_given, rare_family = limit["unlisted_given"] / _OF, limit["unlisted_family"] / _OF
    anywhere = _anywhere()[0] if given is not _anywhere()[0] else {}
    elsewhere = limit["from_elsewhere"]
    as_given = [
        max(max(given.get(form, rare_given), elsewhere * anywhere.get(form, 0.0)) for form in word) for word in words
    ]
    lent = limit["given_as_family"]
    return max(
        max(family.get(word[0], rare_family), lent * given.get(word[0], 0.0))
        * prod(as_given[:place] + as_given[place + 1 :])
        for place, word in enumerate(words)
    )
