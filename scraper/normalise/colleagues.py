"""Employers known from elsewhere in the same conference, as evidence for headlines that leave the cut open.

"Staff Engineer Brask" may be one title or a title and an employer. Where two colleagues say "Designer at Brask" it is the
second. Only who has no employer yet is looked at; what is taken stands in their own words, at the end of a title, in
front of it, or by itself between two marks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scraper.model import FactSource, Speaker
from scraper.normalise import awards, employers, joiners, roles
from scraper.normalise.cutting import EDGE, parts
from scraper.normalise.headline import Headline, in_pieces
from scraper.normalise.soft_joiners import of_works
from scraper.recognise import employers as recognised
from scraper.recognise import roles as recognised_roles
from scraper.recognise.places import is_place
from scraper.recognise.topics import evidence
from scraper.text import fold

ENOUGH = 2
"""How many people must be known to work somewhere; one, where the conference's data has a place for it."""
_LOOKS_LIKE_ONE = 0.4
_A_ROLE = 0.5
_MOST_WORDS = 5
_LONGEST = 200
_WORD = re.compile(r"\S+")
_OWNERS = ("'s", "’s")
_MARKS = EDGE.replace("&", "").replace("+", "")
_BRACKETS = _MARKS + "()[]"
_JOINING = (joiners.SURE, joiners.LIKELY, joiners.GENITIVE, joiners.PLACE)


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody's name, the employer they are known to have, and whether data tells it in a place of its own."""

    name_key: str
    employer: str
    is_data: bool = False


def told(speakers: Iterable[Speaker]) -> list[Told]:
    """What these speakers tell of where people work."""
    return [
        Told(
            one.name_key, one.employer, is_data=one.sighting.employer is not None and one.sighting.is_from_data("employer")
        )
        for one in speakers
        if one.employer and one.employer_source != "bio"
    ]  # fmt: skip


def known(all_told: Iterable[Told], *, conference: str = "") -> frozenset[str]:
    """The keys of the employers that are sure to be some; never the conference's own name, a place, or a word of jobs."""
    people: dict[str, set[str]] = defaultdict(set)
    sure: set[str] = set()
    for one in all_told:
        key = employers.key(one.employer)
        people[key].add(one.name_key)
        if one.is_data:
            sure.add(key)
    own = employers.key(conference) if conference else ""
    return frozenset(
        key
        for key, who in people.items()
        if (len(who) >= ENOUGH or key in sure) and key != own and not own.startswith(f"{key} ") and _is_name(key)
    )


def seen(speakers: Sequence[Speaker], sure: frozenset[str]) -> tuple[Speaker, ...]:
    """The speakers, in whose headlines the employers of `sure` are found where none was."""
    return tuple(_seen(one, sure) for one in speakers) if sure else tuple(speakers)


def _seen(speaker: Speaker, sure: frozenset[str]) -> Speaker:
    if speaker.employer or (speaker.role_source == "bio" and not speaker.headline):
        return speaker
    source: FactSource = "data" if speaker.sighting.is_from_data("headline") else "page"
    found = None
    if speaker.role and speaker.role_source != "bio":
        found, source = cut(speaker.role, sure), speaker.role_source or source
    if found is None and speaker.headline:
        found = _alone(speaker.headline, speaker.role, sure)
    if found is None:
        return speaker
    changes: dict[str, Any] = {"employer": found.employer, "employer_source": source}
    changes["company"] = employers.canonical(found.employer or "")
    if found.role != speaker.role:
        changes |= {"role": found.role, "role_source": source}
        changes |= {"role_family": roles.family(found.role or ""), "seniority": roles.seniority(found.role or "")}
    return replace(speaker, kind=employers.workplace(found.employer, found.role), **changes)


def cut(role: str, sure: frozenset[str]) -> Headline | None:
    """A title with an employer of `sure` behind or in front of it, cut in two; None where none stands there.

    "Staff Engineer Brask", "Platform Lead (Brask)", "Lead of Brask", "Brask Platform Lead", "Brask’s Platform Lead".
    """
    if len(role) > _LONGEST or awards.is_award(role) or joiners.is_former(role) or of_works(role):
        return None
    tokens = list(_WORD.finditer(role))
    for size in range(min(_MOST_WORDS, len(tokens) - 1), 0, -1):
        name = role[tokens[-size].start() :].strip(_BRACKETS)
        if _is(name, sure) and (left := _before(role[: tokens[-size].start()])):
            return Headline(left, name)
    for size in range(min(_MOST_WORDS, len(tokens) - 1), 0, -1):
        name = role[: tokens[size - 1].end()].strip(_BRACKETS)
        name = next((name.removesuffix(own) for own in _OWNERS if name.endswith(own)), name)
        if _is(name, sure) and not _is_subject(name) and (right := _behind(role[tokens[size - 1].end() :])):
            return Headline(right, name)
    return None


def _before(text: str) -> str | None:
    """The title an employer stands behind, without the small word that joins the two."""
    text = text.rstrip(_BRACKETS)
    for strength in _JOINING:
        for joint in joiners.joints(f"{text} X", strength):
            if joint.end == len(text) + 1:
                text = text[: joint.start].rstrip(_MARKS)
    last = text.split()[-1:]
    is_open = not last or fold(last[0]) in joiners.ands() or last[0] in ("&", "+")
    return None if is_open or recognised_roles.role_score(text) < _A_ROLE else text


def _behind(text: str) -> str | None:
    """The title behind an employer; None where the employer's name goes on."""
    text = text.strip(_MARKS)
    first = fold(text.split(maxsplit=1)[0]) if text else ""
    goes_on = not first[:1].isalnum() or first in joiners.ands() or first in recognised_roles.lexicon().small
    return None if goes_on or recognised_roles.role_score(text) < _A_ROLE else text


def _alone(headline: str, role: str | None, sure: frozenset[str]) -> Headline | None:
    """An employer that stands by itself in a headline, unless what stands before it is past or an honour."""
    before = ""
    for piece in in_pieces(headline[:_LONGEST]):
        for part in parts(piece):
            if _is(part.text, sure) and not joiners.is_former(before) and not awards.is_award(before):
                return Headline(role, part.text)
            before = part.text
    return None


def _is(name: str, sure: frozenset[str]) -> bool:
    """Is it a name of one of these, written as a name is?"""
    return not name.islower() and employers.key(name) in sure


def _is_name(key: str) -> bool:
    """May an employer's name tell more than a job and a place do?"""
    return (
        recognised.employer_score(key.title()) >= _LOOKS_LIKE_ONE
        and not is_place(key)
        and not all(map(recognised_roles.kinds, key.split()))
    )


def _is_subject(name: str) -> bool:
    """In front of a title, does it name what the job is about ("Databricks Engineer"), whoever pays for it?"""
    return fold(name) in recognised_roles.lexicon().vendors or bool(evidence.named((name,)))
