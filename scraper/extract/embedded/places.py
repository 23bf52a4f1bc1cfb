"""Where in unknown JSON a list stands: under "speakers", under "team", inside a block headed "Our jury".

The nearest word decides: `{"sponsors": {"speakers": [..]}}` are speakers, `{"speakersPage": {"team": [..]}}` are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from scraper import reference
from scraper.extract.fields import is_speakers_key, joined, key_words, spellings
from scraper.recognise.sections import section

_HEADINGS = (
    "title",
    "heading",
    "headline",
    "header",
    "sectionTitle",
    "label",
    "slug",
    "type",
    "_type",
    "__typename",
    "component",
    "id",
    "name",
)
_REASONS = {
    "organisers": "organiser",
    "team": "organiser",
    "sponsors": "sponsor",
    "past": "past speaker",
    "quoted": "quoted",
}  # fmt: skip
_LONGEST_HEADING = 80
_SURELY_SESSION = 2  # keys only sessions have


@dataclass(frozen=True, slots=True)
class Place:
    """What the way to a value says about the people in it.

    `speakers`: they are speakers; `named`: the last key itself says so; `person`: the last key says it is somebody
    ("person", "people"). `reason`: why people here are left out.
    """

    speakers: bool = False
    named: bool = False
    person: bool = False
    reason: str | None = None

    def below(self) -> Place:
        """The place of what stands inside a person's record: nothing said about it but what was against."""
        return Place(reason=self.reason)


def begin() -> Place:
    """The place of a payload as a whole."""
    return Place()


def children(place: Place, owner: Mapping[str, Any]) -> list[tuple[Any, Place]]:
    """The objects and lists inside an object that stands at `place`, each with its own place."""
    found: list[tuple[Any, Place]] = []
    elsewhere: Place | None = None
    for key, value in owner.items():
        if isinstance(value, (dict, list)) and value:
            verdict = _of_key(str(key))
            if verdict is None:
                elsewhere = elsewhere or _headed(owner) or Place(speakers=place.speakers, reason=place.reason)
                verdict = _somebody(elsewhere) if joined(str(key)) in spellings("session", "person") else elsewhere
            found.append((value, verdict))
    return found


def _headed(owner: Mapping[str, Any]) -> Place | None:
    """What an object's own heading says about everything in it. A session's title is no heading."""
    if len({joined(str(key)) for key in owner} & spellings("session", "evidence")) >= _SURELY_SESSION:
        return None
    for heading in _HEADINGS:
        text = owner.get(heading)
        if isinstance(text, str) and 0 < len(text) <= _LONGEST_HEADING and (verdict := _of_heading(text)) is not None:
            return verdict
    return None


def _somebody(place: Place) -> Place:
    return replace(place, person=True)


@lru_cache(maxsize=4096)
def _of_key(key: str) -> Place | None:
    words = key_words(key)
    tokens = words.split()
    squeezed = "".join(tokens)
    for reason, spelled in _not_speakers():
        if squeezed in spelled:
            return Place(reason=reason)
    if is_speakers_key(key):
        return Place(speakers=True, named=True)
    for reason, spelled in _not_speakers():  # "organizingTeam", "allSponsors", "programCommittee"
        if any(token in spelled for token in tokens):
            return Place(reason=reason)
    if any(is_speakers_key(token) for token in tokens):
        return Place(speakers=True, named=True)
    if squeezed in spellings("session", "others"):
        return None  # a session's authors speak, an article's do not: the way here tells
    return _of_heading(words)


@lru_cache(maxsize=4096)
def _of_heading(text: str) -> Place | None:
    kind = section(text)
    if kind == "speakers":
        return Place(speakers=True)
    if kind in _REASONS:
        return Place(reason=_REASONS[kind])
    tokens = key_words(text).split()
    if len(tokens) <= 3 and any(is_speakers_key(token) for token in tokens):
        return Place(speakers=True)
    return None


@cache
def _not_speakers() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (reason, frozenset(spelled)) for reason, spelled in reference.table("json_keys")["not_speakers"].items()
    )
