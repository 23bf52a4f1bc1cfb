"""Awards, certificates and memberships ("Microsoft MVP", "CISSP", "GDE"): no employer, and no role by themselves."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from scraper import reference
from scraper.recognise import roles
from scraper.text import fold

_COUNT = re.compile(r"^(?:x?\d+x?|\d+-time|times|time|year|years|19\d\d|20\d\d)$")
_WORD = re.compile(r"[\w+'-]+")
_LONGEST_NAME = 5


@cache
def _names() -> frozenset[tuple[str, ...]]:
    table = reference.table("awards")["group"]
    return frozenset(tuple(_WORD.findall(fold(name))) for row in table for name in row["names"])


@cache
def _joined() -> tuple[str, ...]:
    """Names in scripts without blanks are looked for inside the text."""
    table = reference.table("awards")["group"]
    return tuple(fold(name) for row in table for name in row["names"] if roles.is_joined_script(name))


@lru_cache(maxsize=16_384)
def is_award(text: str) -> bool:
    """Does the text tell an award, certificate or membership and no job beside it?

    "6x Microsoft Azure MVP" yes; "Azure Consultant, MVP" no (that is a job and an award).
    """
    plain = fold(text)
    found = _WORD.findall(plain)
    if not found:
        return False
    if any(name in plain for name in _joined()):
        return True
    names, kept, hit, at = _names(), [], False, 0
    while at < len(found):
        for size in range(min(_LONGEST_NAME, len(found) - at), 0, -1):
            phrase = tuple(found[at : at + size])
            if phrase in names and (len("".join(phrase)) > 2 or len(found) == size):
                hit = True
                at += size
                break
        else:
            kept.append(found[at])
            at += 1
    if not hit:
        return False
    return not any(roles.kinds(word) & roles.HEAD for word in kept if not _COUNT.match(word))
