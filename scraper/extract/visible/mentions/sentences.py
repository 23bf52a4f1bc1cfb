"""A biography that begins with its name: in an element of its own, before a dash or bracket, before "is a"."""

from __future__ import annotations

import re
from functools import cache

from scraper.extract.visible.mentions.marks import head_marks, kind_of
from scraper.extract.visible.mentions.mention import Mention, Spans
from scraper.extract.visible.persons import joiners, people
from scraper.recognise.names import without_titles

SHORTEST = 40


def of_paragraph(text: str, spans: Spans, found: list[Mention]) -> None:
    """A biography that begins with its name: in an element of its own, before a dash or bracket, before "is a"."""
    for start, end in spans[:1]:
        if not text[:start].strip(" ,.-–—:•·|"):
            who, score = people(text[start:end].rstrip(" .:,-–—"))
            if who and score >= 0.25:
                found.append(Mention(text, "piece", who, score, after=text[end:]))
    beginning = text[:120]
    for mark in head_marks(beginning, 2):
        who, score = people(beginning[: mark.start()])
        if who and score >= 0.45:
            found.append(Mention(text, "head" + kind_of(mark[0]), who, score, after=text[mark.start() :]))
            break
    sentence(text, found)


def sentence(text: str, found: list[Mention]) -> None:
    """A biography that begins "Ada Kovač is a staff engineer"."""
    beginning = text[:120]
    if (
        len(beginning) > SHORTEST
        and not _is_words().isdisjoint(beginning.lower().split())
        and (match := _is().match(beginning))
    ):
        who, score = people(match[1].rstrip(","))
        if who and score >= 0.6 and len(without_titles(match[1])) > 1:
            found.append(Mention(text, "sentence", who, score))


@cache
def _is() -> re.Pattern[str]:
    joined = "|".join(re.escape(one) for one in sorted(joiners("is"), key=len, reverse=True))
    return re.compile(rf"^(\S+(?:\s+\S+){{1,4}}?),?\s+(?:{joined})\s", re.IGNORECASE)


@cache
def _is_words() -> frozenset[str]:
    return frozenset(one.split()[0] for one in joiners("is"))
