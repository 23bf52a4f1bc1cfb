"""What stands beside a name: in its own line (an employer in brackets, a talk's title, a place that tells nothing), in its card."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extract.visible.cards import Card
from scraper.extract.visible.judged import QUOTES, judged
from scraper.extract.visible.lines import Line
from scraper.extract.visible.spots import Spot
from scraper.extract.visible.texts import EDGES, LONG, is_pronouns, is_time, word_count
from scraper.recognise.employers import employer_score, without_place
from scraper.recognise.places import is_place
from scraper.recognise.roles import role_score
from scraper.text import fold, words

_IN_LAND = re.compile(r"[^)）]*[)）]\s*,\s*[^\W\d_a-z]\w+\.?\Z")
SURELY_ROLE = 0.9
MOST_INITIALS = 4
_MARKS = (",", ":", "–", "-", "—", "|", "(")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]{2,90})[)）]")
_BRACKETED = re.compile(r"\s*[(（]([^()（）]{2,90})[)）][\s,.]*(.*)\Z", re.DOTALL)


def is_title_beside(text: str, spot: Spot) -> bool:
    """Is what stands behind the name in its own line what the person speaks about?"""
    if text.endswith("?") or text[:1] in QUOTES:
        return True
    if spot.is_of_titles:
        return role_score(text) < SURELY_ROLE
    is_long = word_count(text) >= 3 and (not spot.texts or spot.words >= 3.5)
    return is_long and max(role_score(text), spot.roles) < 0.3 and max(employer_score(text), spot.employers) < 0.6


def only_employer(aside: str) -> str | None:
    """What stands in brackets behind a name is an employer unless it reads like a job; of several the first."""
    if role_score(aside) >= 0.3 or len(aside) < 2:
        return None
    return without_place(aside.partition(";")[0].strip())


def bracketed(after: str) -> str:
    """What stands in brackets right behind the name, with at most a country behind: "Ada Kovač (Acme, Leeds), UK"."""
    found = _BRACKETED.match(after)
    is_alone = found and (not found[2].strip(" .") or is_place(found[2]) or _IN_LAND.match(after))
    return found[1] if found and is_alone else ""


def tells_nothing(text: str) -> bool:
    """Is what stands beside a name a place, a time, an item of the programme, a chair still to be named?"""
    return is_place(text) or is_time(text) or is_pronouns(text) or (len(text) <= LONG and judged(text).kind == "aside")


def unmarked(text: str) -> str:
    """A text without the marks around it; the dot of "Ltd." stays, and brackets within: "(有)例社", "例社（株）"."""
    bare = text.lstrip(EDGES).rstrip(EDGES.replace(".", ""))
    opened, closed = (sum(map(bare.count, marks)) for marks in ("(（", ")）"))
    at = text.find(bare)
    if closed > opened and text[at - 1 : at] in ("(", "（"):
        return text[at - 1 : at] + bare
    behind = text[at + len(bare) :][:1]
    return bare + behind if opened > closed and behind in (")", "）") else bare


def told_by(card: Card) -> Iterator[tuple[Line, str]]:
    """The lines of a card and what they say beside its names; not the initials drawn where a photo is missing.

    A letter alone is one of them, or heads the names that begin with it.
    """
    people = card.anchor.people
    for line in card.lines:
        text = _without_name(line.text.strip(), card)
        is_letter = len(text) == 1 and text.isupper()
        if len(text) > MOST_INITIALS or not (is_letter or any(_are_initials(fold(text), one.name) for one in people)):
            yield line, _unbracketed(text)


def _without_name(text: str, card: Card) -> str:
    """A line that repeats the name and goes on with the job ("Ada Kovač: CTO, Acme") without the name."""
    for person in card.anchor.people:
        size = len(person.name)
        if text[size : size + 3].strip()[:1] in _MARKS and len(text) <= LONG and fold(text[:size]) == fold(person.name):
            return text[size:].lstrip(EDGES) or text
    return text


def _unbracketed(text: str) -> str:
    """A line that is all in brackets ("(Harbour Health)") without them."""
    found = _IN_BRACKETS.fullmatch(text)
    return found[1] if found else text


def _are_initials(text: str, name: str) -> bool:
    """Is a folded text what is drawn in a circle for a name: the first letters of some of its words, in their order?

    "amk", "ak" or "am" for "Ada Maria Kovač": programs take the first two words, the first and the last, or all.
    """
    letters = iter(word[0] for word in words(name))
    return all(letter in letters for letter in text)
