"""A line that may name people, and one that does, as decided."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.extract.visible.lines import Line
from scraper.extract.visible.mentions import Mention, Person
from scraper.extract.visible.slots.slot import Alike, Slot


@dataclass(slots=True, eq=False)
class Candidate:
    """A line that may name people: its folded text, the lines alike, its readings, the section it stands in."""

    line: Line
    plain: str
    alike: Alike
    readings: tuple[Mention, ...]
    kind: str | None
    is_announced: bool = False
    """Does the line before it say nothing but "Speaker"?"""


@dataclass(slots=True, eq=False)
class Anchor:
    """A line that names people, as decided."""

    line: Line
    mention: Mention
    people: tuple[Person, ...]
    slot: Slot
    kind: str | None
    keys: frozenset[str]
