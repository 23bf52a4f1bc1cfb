"""A slot: the lines of one make read in one way, and whether they are names.

Slots are filled in two steps: lines that are alike in everything asked about are gathered once, then counted together
into the makes they belong to, from the narrowest to the widest.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from scraper.recognise.employers import employer_score
from scraper.recognise.roles import role_score

STRONG = 0.75
LIKELY = 0.45
"""How much a text must look like a name to count as a sure one, and as one."""
SEVERAL, FEW, TOLD, SURE_JOB, LONG = 4, 0.34, 0.4, 0.6, 120
"""How many texts a place of jobs shows, how many names at most among them, how many sure jobs and employers."""


@dataclass(slots=True, eq=False)
class Slot:
    """The lines of one make read in one way. `judge` sums it up when all lines are in."""

    texts: set[str] = field(default_factory=set)
    likely: dict[str, float] = field(default_factory=dict)
    of_speakers: int = 0
    members: int = 0
    is_marked: bool = False
    """Does the markup call nearly all of them names of speakers, and do enough read like it?"""
    marked: int = 0
    """How many stand where the markup says that a speaker's name stands."""
    share: float = 0.0
    """How many of the slot's texts read like a name."""
    sure: float = 0.0
    """How many hold a known given name."""
    is_of_people: bool = False
    is_believed: bool = False
    """Is it taken for one of people because nobody else was found?"""
    quality: float = 0.0
    """For choosing between slots: pure and sure and not tiny."""

    def add(self, text: str, score: float, *, is_told: bool) -> None:
        """Count one line. `is_told`: does it stand in a section of speakers?"""
        if score >= self.likely.get(text, 0.0):
            self.likely[text] = score
        self.members += 1
        self.of_speakers += is_told

    def add_all(self, other: Slot) -> None:
        """Count all lines another slot holds."""
        for text, score in other.likely.items():
            if score >= self.likely.get(text, 0.0):
                self.likely[text] = score
        self.members += other.members
        self.of_speakers += other.of_speakers
        self.marked += other.marked

    def judge(self) -> None:
        """Is this a place for names?"""
        size = max(1, len(self.texts))
        likely = [one for one in self.likely.values() if one >= LIKELY]
        self.share = share = len(likely) / size
        self.sure = sure = len([one for one in likely if one >= STRONG]) / size
        self.is_marked = (
            size >= 2
            and self.marked >= 0.9 * self.members
            and len([one for one in self.likely.values() if one >= 0.15]) >= 0.5 * size
        )
        self.quality = share + 0.4 * sure + 0.05 * min(4, size)
        told = self.of_speakers >= 0.5 * max(1, self.members)
        self.is_of_people = (
            (size >= 5 and share >= 0.7 and sure >= 0.2)
            or (size >= 3 and share >= 0.6 and sure >= 0.34)
            or (told and size >= 2 and share >= 0.5 and sure >= 0.25)
            or self.is_marked
        )

    @property
    def could_be_of_people(self) -> bool:
        """Does it stand in a section of speakers and nowhere else, and read like names unknown to the lists?"""
        return len(self.texts) >= 3 and self.share >= 0.6 and self.of_speakers >= 0.9 * self.members


@dataclass(slots=True, eq=False)
class Make:
    """The lines of one make: their texts, and a slot for each way of reading them."""

    texts: set[str] = field(default_factory=set)
    slots: dict[str, Slot] = field(default_factory=dict)
    _of_jobs: bool | None = None

    @property
    def is_of_jobs(self) -> bool:
        """Are its texts jobs or places of work, several of them for sure, and hardly ever names? Asked when all are in."""
        if self._of_jobs is None:
            names = {text for slot in self.slots.values() for text, score in slot.likely.items() if score >= LIKELY}
            others = self.texts - names
            told = sum(len(one) <= LONG and max(role_score(one), employer_score(one)) >= SURE_JOB for one in others)
            size = len(self.texts)
            self._of_jobs = size >= SEVERAL and size - len(others) <= FEW * size and told >= TOLD * size
        return self._of_jobs

    def slot(self, kind: str) -> Slot:
        """The slot of one way of reading."""
        found = self.slots.get(kind)
        if found is None:
            found = self.slots[kind] = Slot(self.texts)
        return found


@dataclass(slots=True, eq=False)
class Alike(Make):
    """Lines that are alike in everything asked about, gathered before they are counted into their makes together."""

    makes: tuple[Make, ...] = ()
