"""Role family ("engineering", "medicine", ...) and seniority ("senior", "founder", ...) of a role.

Both are told by data/role_families.toml, and before it by the user's own role_families.toml (scraper.reference.own).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from scraper import reference
from scraper.recognise import roles as recognise
from scraper.recognise import vocabulary
from scraper.recognise.vocabulary import Vocabulary
from scraper.text import fold

_OF = re.compile(r"\s(?:of|in|for|für|de|en|di|van|du|des)\s", re.IGNORECASE)


@cache
def _vocabulary(which: str) -> tuple[Vocabulary, dict[str, int]]:
    rows = reference.table("role_families")[which]
    mine = reference.own_rows("role_families", which, {"name": str, "words": list})
    order: dict[str, int] = {}
    for row in (*rows, *mine):
        order.setdefault(row["name"], len(order))
    rows = [*mine, *rows]
    return vocabulary.make((word, row["name"]) for row in rows for word in row["words"]), order


def families() -> tuple[str, ...]:
    """Every role family, the user's own included, in the order of the table."""
    return tuple(_vocabulary("family")[1])


_LONGEST_END = 40  # letters of a compound's last part


@lru_cache(maxsize=16_384)
def family(role: str) -> str | None:
    """The field of work a role belongs to; None when nothing tells it.

    The longest phrase decides; among equally long ones the family earlier in the table ("Data Engineer" is data).
    """
    who = _OF.split(role, maxsplit=1)[0]
    if who != role and _best("family", who) == "teaching":
        return "teaching"  # "Professor of Public Policy"
    return _best("family", role) or _by_compound(role)


@lru_cache(maxsize=16_384)
def seniority(role: str) -> str | None:
    """student, junior, senior, principal, manager, director, executive or founder; None when the role does not say."""
    found, order = _found("seniority", role)
    return (
        min((meaning for _, meaning in found), key=order.__getitem__, default=None)
        if not _is_student(role)
        else "student"
    )


def told_by(which: str, role: str) -> tuple[str, ...]:
    """The words of a role that tell its "family" or its "seniority", as the table has them; () when nothing does."""
    meaning = family(role) if which == "family" else seniority(role)
    words, _ = _vocabulary(which)
    plain = fold(role)
    tokens = vocabulary.cut(plain)
    return tuple(
        dict.fromkeys(
            plain[at : at + size]
            if not _is_phrase(words, tokens[at : at + size], told)
            else " ".join(tokens[at : at + size])
            for at, size, told in words.find(role)
            if told == meaning
        )
    )


def _is_phrase(words: Vocabulary, tokens: list[str], meaning: str) -> bool:
    """Is it found by words, not by the letters of a script without blanks?"""
    return words.phrases.get(tuple(tokens)) == meaning


def _is_student(role: str) -> bool:
    found, _ = _found("seniority", role)
    return any(meaning == "student" for _, meaning in found)


def _found(which: str, role: str) -> tuple[list[tuple[int, str]], dict[str, int]]:
    words, order = _vocabulary(which)
    return [(size, meaning) for _, size, meaning in words.find(role)], order


def _best(which: str, role: str) -> str | None:
    found, order = _found(which, role)
    if not found:
        return None
    return min(found, key=lambda one: (-one[0], order[one[1]]))[1]


def _by_compound(role: str) -> str | None:
    """German and its kin write compounds: the end of the last word decides ("Fachbuchautorin")."""
    words, _ = _vocabulary("family")
    singles = {
        phrase[0]: meaning for phrase, meaning in words.phrases.items() if len(phrase) == 1 and len(phrase[0]) > 5
    }
    for token in recognise.tokens(role):
        plain = fold(token)
        for at in range(max(2, len(plain) - _LONGEST_END), len(plain) - 5):
            if (meaning := singles.get(plain[at:])) is not None:
                return meaning
    return None
