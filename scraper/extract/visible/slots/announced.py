"""Lines that name somebody because the line before them says so: "Speaker" in a heading or a label of its own."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from scraper.extract.visible.lines import Line
from scraper.extract.visible.outline import Outline
from scraper.extract.visible.persons import announcing
from scraper.extract.visible.place import heading_level
from scraper.recognise.sections import billing
from scraper.text import fold

OF_PERSON = frozenset(("speaker", "moderator", "host"))
"""Functions that stand before a name; "Keynote:" and "Panel:" stand before titles as well."""
LONGEST = 30


def announced(outline: Outline, all_lines: list[Line]) -> frozenset[int]:
    """The numbers of the lines right behind such a label. A heading that stands once opens the section of all speakers."""
    labels = Counter(line.text for line in all_lines if announces(line.text))
    if not labels:
        return frozenset()
    return frozenset(
        line.number + 1
        for line in all_lines
        if line.text in labels and (labels[line.text] > 1 or not heading_level(outline, line.node))
    )


@lru_cache(maxsize=16_384)
def announces(text: str) -> bool:
    """Does a line say nothing but that somebody who speaks, moderates or hosts is named on the next?"""
    if len(text) > LONGEST:
        return False
    return billing(text) in OF_PERSON or fold(text).strip(" .:：*•■◆●[]()【】") in announcing()
