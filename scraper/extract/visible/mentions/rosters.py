"""Several people in one line or paragraph, each with their job: "Ada Kovač, curator, Boat Museum; Li Wei, CTO, Brask".

Semicolons part them, or labels in the middle of the line ("Moderator: Ada Kovač (Brask) Participants: Li Wei, Jo Oak").
"""

from __future__ import annotations

import re
from dataclasses import replace

from scraper.extract.visible.mentions.behind_job import behind_job
from scraper.extract.visible.mentions.labels import label
from scraper.extract.visible.mentions.marks import head_marks
from scraper.extract.visible.mentions.mention import Mention
from scraper.extract.visible.persons import LONGEST, MOST_PEOPLE, Person, and_words, announcing, people
from scraper.recognise.names import is_known_given
from scraper.recognise.sections import billing
from scraper.text import fold

KIND = "roster"
LONGEST_ROSTER = 2_000
FEWEST = 2
_MOST = 40
_SURE = 0.75
_PARTS = re.compile(r"\s*[;；]\s*")
_LABEL = re.compile(r"(?<=[\s).,])([^\W\d_][^\W\d_ ]{3,20})\s?:\s")
_ENDS = " .,;"


def roster(text: str) -> Mention | None:
    """The people of a roster, two or more, nearly every part of it read; or None."""
    if len(text) > LONGEST_ROSTER or not (";" in text or "；" in text or ":" in text):
        return None
    parts = [part for one in _PARTS.split(_LABEL.sub(_parted, text)) if (part := one.strip(_ENDS))]
    if not FEWEST <= len(parts) <= _MOST:
        return None
    found: list[Person] = []
    unread = 0
    for at, part in enumerate(parts):
        who = _people(part) or (_led_in(part) if at == 0 else ())
        found.extend(who)
        unread += not who
    if not FEWEST <= len(found) <= MOST_PEOPLE * 2 or 3 * unread > len(parts):
        return None
    return Mention(text, KIND, tuple(found), _SURE)


def _parted(found: re.Match[str]) -> str:
    """A semicolon before a label that names people."""
    is_told = billing(found[1]) is not None or fold(found[1]) in announcing()
    return f"; {found[0]}" if is_told else found[0]


def _people(part: str) -> tuple[Person, ...]:
    bare, _ = label(part)
    first = bare.partition(" ")[0]
    if first.casefold() in and_words():
        bare = bare[len(first) :].lstrip()
    who, score = people(bare)
    if who and score >= _SURE:
        return who
    for mark in head_marks(bare, 1):
        who, score = people(bare[: mark.start()])
        if len(who) == 1 and score >= _SURE:
            return (replace(who[0], aside=bare[mark.start() :].strip(" ,;:-–—()（）") or None),)
    told = behind_job(bare) if len(bare) <= LONGEST else None
    return tuple(replace(one, aside=told.after or None) for one in told.people) if told and not told.before else ()


def _led_in(part: str) -> tuple[Person, ...]:
    """The first of them, behind what leads to it: "Speakers include Ada Kovač, curator, Boat Museum"."""
    head, _, job = part.partition(",")
    words = head.split()
    for size in (3, 2):
        name = " ".join(words[-size:])
        if len(words) > size and words[-size - 1].islower() and is_known_given(words[-size]):
            who, score = people(name)
            if len(who) == 1 and score >= _SURE:
                return (replace(who[0], aside=job.strip() or None),)
    return ()
