"""What stands in the place of a job and is none: "Code Ninja", "Turning ideas into software", "Learn, Share, Grow".

None of these is an organisation, however it is written. The words are in data/mottos.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from scraper.recognise import employers
from scraper.reference import table
from scraper.text import fold

_LETTERS = re.compile(r"[A-Z][A-Z0-9+]{1,5}")
_LONGEST_PERSONA = 4  # words


def is_motto(text: str) -> bool:
    """Is a phrase without a job in it no organisation either? A legal form or a known name says it is one."""
    if employers.legal_form(text) or employers.known(text):
        return False
    found = _folded(text)
    if not found:
        return False
    return (
        is_persona(text)
        or not _words("pronouns").isdisjoint(found)
        or (found[0] in _words("doing") and not _words("onward").isdisjoint(found[2:]))
        or (found[0] in _words("before_people") and len(found) > 1)
    )


def is_persona(text: str) -> bool:
    """Is it what people call themselves for fun ("Kubernetes Wizard")?"""
    found = _folded(text)
    return 0 < len(found) <= _LONGEST_PERSONA and found[-1].rpartition("-")[2] in _words("personas")


def is_presence(text: str) -> bool:
    """Does it only tell how somebody takes part ("Virtual", "en ligne")?"""
    return fold(text).strip(" .!") in _words("presence")


def left_of(texts: Sequence[str]) -> list[str]:
    """What is left of the parts of a list: no words of doing where they stand in a row, nothing of letters alone."""
    doing = [one for one in texts if fold(one).strip(" .!") in _words("verbs")]
    if len(doing) > 1:
        return [one for one in texts if one not in doing]
    return [] if are_letters(texts) else list(texts)


def are_letters(texts: Sequence[str]) -> bool:
    """Are all parts of a list letters that people put behind their names ("CISSP", "CCSP"), and none a known employer?"""
    return len(texts) > 1 and all(_LETTERS.fullmatch(one.strip()) and not employers.known(one.strip()) for one in texts)


def _folded(text: str) -> list[str]:
    return [word.replace(".", "").strip("!?,:;'\"()") for word in fold(text).split()]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("mottos")[name])
