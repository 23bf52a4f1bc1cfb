"""One reading of a line: whom it names, what stands before and after them, how it was read."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.extract.visible.persons import Person

Spans = tuple[tuple[int, int], ...]
"""Where in a line's text its elements begin and end."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One reading of a line's text: its people, what stands before and after them, how the reading was made (`kind`)."""

    text: str
    kind: str
    people: tuple[Person, ...]
    score: float
    before: str = ""
    after: str = ""
    billing: str | None = None
