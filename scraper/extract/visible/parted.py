"""A job and its employer in one line, told apart by nothing but an element: `Product Director <b>Acme</b>`.

How the page makes them look (bold, a link, a colour of its own) is all the mark there is; in the text they run
together.
"""

from __future__ import annotations

from typing import NamedTuple

from scraper.extract.visible.lines import Line
from scraper.extract.visible.outline import Outline
from scraper.extract.visible.texts import LONG, is_furniture, is_pronouns
from scraper.recognise.employers import employer_score
from scraper.recognise.places import is_place
from scraper.recognise.roles import lexicon, role_score
from scraper.text import fold

LIKE_ROLE, NO_ROLE = 0.6, 0.3
LIKE_EMPLOYER = 0.4
_MARKING = frozenset(("b", "strong", "span", "a", "small", "font", "u"))


class Parted(NamedTuple):
    """What stood in one line."""

    role: str
    employer: str


def parted(outline: Outline, line: Line) -> Parted | None:
    """The two parts of a line, where an element holds one of them and no word or mark joins them; else None.

    A single element that only marks is believed on either side of the job. Any other (the last of several, or one that
    titles of works are set in: `<em>`) must stand behind it and look like an employer by itself.
    """
    if not line.pieces or len(line.text) > LONG:
        return None
    node, start, end = line.pieces[-1]
    inside, before, after = line.text[start:end].strip(), line.text[:start].strip(), line.text[end:].strip(" .")
    if bool(before) is bool(after):
        return None
    is_marked = len(line.pieces) == 1 and outline.tag[node] in _MARKING
    if not is_marked and (after or employer_score(inside) < LIKE_EMPLOYER):
        return None
    first, second = (before, inside) if before else (inside, line.text[end:].strip())
    if not _ends(first) or not second[:1].isalnum() or _is_small(second.split(maxsplit=1)[0]):
        return None
    role, employer = (first, second) if role_score(first) >= LIKE_ROLE else (second, first)
    is_told = role_score(role) >= LIKE_ROLE and role_score(employer) < NO_ROLE and not _is_aside(employer)
    return Parted(role, employer) if is_told else None


def _ends(text: str) -> bool:
    """Does nothing at its end lead on to what follows: no mark ("CTO,"), no small word ("Head of")?"""
    return bool(text) and (text[-1].isalnum() or text[-1] in ".)") and not _is_small(text.rsplit(maxsplit=1)[-1])


def _is_small(word: str) -> bool:
    words = lexicon()
    return fold(word) in words.small or fold(word) in words.not_first


def _is_aside(text: str) -> bool:
    return is_place(text) or is_furniture(text) or is_pronouns(text)
