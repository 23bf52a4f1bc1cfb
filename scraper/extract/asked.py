"""What the questions and categories of a call for papers are about: "Company / Organisation" asks for the employer.

For adapters of platforms whose organisers word their own questions. The tables are in data/asked.toml.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from scraper.extract.fields import read
from scraper.reference import table
from scraper.text import fold, squash, words

Asked = Literal["role", "employer", "headline"]
_LONGEST_QUESTION, _LONGEST_ANSWER = 160, 160  # characters; longer answers are stories
_CUT = re.compile(r"[/,;|&+()\[\]:?!.]|\s[-–—]\s")


@lru_cache(maxsize=1024)
def asks_for(question: str) -> Asked | None:
    """What a question asks for: a role, an employer, both at once (a headline); None for anything else."""
    text = fold(question).strip(" ?!.:*")
    if not text or len(text) > _LONGEST_QUESTION:
        return None
    known = table("asked")
    for asked in ("employer", "role"):
        if text in known["whole"][asked]:
            return asked
    if not set(words(text)).isdisjoint(_set("other", "words")):
        return None
    meant = {meaning for part in _parts(text) if (meaning := _meaning(part))}
    if meant == {"role", "employer"}:
        return "headline"
    return "role" if "role" in meant else "employer" if "employer" in meant else None


def answered(pairs: list[tuple[str, str]]) -> dict[Asked, str]:
    """The first short answer to each thing asked for, of pairs of question and answer.

    A role without an employer is given as the headline: "Analyst at Acme" is what people answer to "Job title".
    """
    found: dict[Asked, str] = {}
    for question, raw in pairs:
        answer = squash(raw)
        if answer.strip("-–—./ ") and len(answer) <= _LONGEST_ANSWER and (asked := asks_for(question)):
            found.setdefault(asked, answer)
    if "role" in found and "employer" not in found:
        found.setdefault("headline", found.pop("role"))
    return found


def is_topic(category: str) -> bool:
    """Does a category of talks ("Track", "Level", "Sprache") sort them by subject?"""
    return set(words(category)).isdisjoint(_set("not_a_topic", "words"))


def _parts(text: str) -> list[str]:
    parts: list[list[str]] = [[]]
    for piece in _CUT.split(text):
        for word in piece.split():
            if word in _set("between", None):
                parts.append([])
            else:
                parts[-1].append(word)
        parts.append([])
    return [" ".join(kept) for part in parts if (kept := [one for one in part if one not in _set("fillers", None)])]


def _meaning(part: str) -> str | None:
    values = read({part: "x"}).values
    return next((name for name in ("role", "employer") if name in values), None)


@cache
def _set(group: str, name: str | None) -> frozenset[str]:
    rows = table("asked")[group]
    return frozenset(rows[name] if name else rows)
