"""Where in a line could a person stand? Every way of reading it, each with the name, what surrounds it and a score.

A line alone cannot tell "Rust - Ada Kovač" from "Ada Kovač - Rust"; the lines of the same shape beside it can. So all
readings are given here, and scraper.extract.visible.slots weighs which the page means.
"""

from __future__ import annotations

from scraper.extract.visible.mentions.heads import heads
from scraper.extract.visible.mentions.labels import TIME, label, undated
from scraper.extract.visible.mentions.marks import head_marks
from scraper.extract.visible.mentions.mention import Mention, Spans
from scraper.extract.visible.mentions.sentences import of_paragraph, sentence
from scraper.extract.visible.mentions.tails import tails
from scraper.extract.visible.persons import LONGEST, QUOTES, Person, odd_name, people

__all__ = ["Mention", "Person", "Spans", "label", "odd_name", "people", "readings"]


def readings(text: str, spans: Spans = ()) -> list[Mention]:
    """Every reading of a line that gives a name, the whole line first."""
    found: list[Mention] = []
    if len(text) > LONGEST:
        of_paragraph(text, spans, found)
        return found
    bare, said = label(undated(text))
    if bare:
        _whole(text, bare, said, found)
    for start, end in spans:
        if start == 0 or not text[:start].strip(" ,.-–—:•·|" + QUOTES):
            who, score = people(text[start:end].strip(" :.,-–—"))
            if who and score >= 0.25:
                found.append(Mention(text, "piece", who, score, after=text[end:]))
        elif end >= len(text.rstrip()) - 1 or _begins_with_mark(text[end:]):
            _of_last_piece(text, start, end, found)
    if spans:
        _before_piece(text, spans[0][0], found)
    heads(text, bare, said, found)
    tails(text, found)
    sentence(text, found)
    return found


def _whole(text: str, bare: str, said: str | None, found: list[Mention]) -> None:
    who, score = people(bare.rstrip(" :："))  # "Ada Kovač:", the title on the next line
    if who:
        found.append(Mention(text, "whole", who, score, billing=said))
        return
    timeless = TIME.sub("", bare)
    if timeless != bare:
        who, score = people(timeless)
        if who:
            found.append(Mention(text, "whole", who, score, billing=said))


def _before_piece(text: str, start: int, found: list[Mention]) -> None:
    """A bare name and an element behind it: `Ada Kovač <span>CTO, Acme</span>`."""
    if not start or not text[start - 1].isspace():
        return
    who, score = people(text[:start])
    if who and score >= 0.25:
        found.append(Mention(text, "lead", who, score, after=text[start:]))


def _of_last_piece(text: str, start: int, end: int, found: list[Mention]) -> None:
    who, score = people(text[start:end])
    after = text[end:]
    if not who or score < 0.5:
        for head in head_marks(text[start:end], 1):
            who, score = people(text[start : start + head.start()])
            after = text[start + head.start() : end] + after
    if who and score >= 0.25:
        found.append(Mention(text, "last", who, score, before=text[:start], after=after))


def _begins_with_mark(text: str) -> bool:
    return text.lstrip()[:1] in "(,-–—:|[" if text.strip() else True
