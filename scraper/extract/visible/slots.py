"""Which places of a page hold names: told by the company they keep.

Lines of the same make (same path of tags and classes, same place among their siblings) form a slot. Where most lines
of a slot read like names and enough of them hold a known given name, the slot is one of people: then its unusual
names (one word, a handle, a name of no list) are names too, and a lone look-alike elsewhere is not.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from scraper.extract.visible.lines import Line
from scraper.extract.visible.mentions import Mention, Person, odd_name, readings
from scraper.extract.visible.outline import Outline
from scraper.extract.visible.place import Places, heading_level
from scraper.extract.visible.texts import is_furniture
from scraper.recognise.employers import employer_score
from scraper.recognise.names import name_key, name_score
from scraper.recognise.roles import role_score
from scraper.recognise.sections import is_placeholder
from scraper.text import fold

Key = tuple[object, ...]
_PREFERRED = {
    "piece": 0.15,
    "head(": 0.14,
    "tail by": 0.1,
    "head-": 0.05,
    "head,": -0.1,
    "head:": -0.1,
    "tail-": -0.05,
    "tail:": -0.1,
    "tail/": -0.1,
    "brackets": -0.15,
    "last": 0.0,
}
_EMPHASIS = frozenset(("strong", "b", "a", "dt"))
_CELLS = frozenset(("td", "th"))
_TELLING = frozenset(("speakers", "programme"))
_STRONG = 0.75
_LIKELY = 0.45
LONG = 120


@dataclass(slots=True, eq=False)
class Slot:
    """The lines of one make read in one way. `judge` sums it up when all lines are in."""

    texts: set[str] = field(default_factory=set)
    likely: dict[str, float] = field(default_factory=dict)
    of_speakers: int = 0
    members: int = 0
    share: float = 0.0
    """How many of the slot's texts read like a name."""
    sure: float = 0.0
    """How many hold a known given name."""
    is_of_people: bool = False
    quality: float = 0.0
    """For choosing between slots: pure and sure and not tiny."""

    def judge(self) -> None:
        """Is this a place for names?"""
        size = max(1, len(self.texts))
        likely = [one for one in self.likely.values() if one >= _LIKELY]
        self.share = share = len(likely) / size
        self.sure = sure = len([one for one in likely if one >= _STRONG]) / size
        self.quality = share + 0.4 * sure + 0.05 * min(4, size)
        told = self.of_speakers >= 0.5 * max(1, self.members)
        self.is_of_people = (
            (size >= 5 and share >= 0.7 and sure >= 0.2)
            or (size >= 3 and share >= 0.6 and sure >= 0.34)
            or (told and size >= 2 and share >= 0.5 and sure >= 0.25)
        )


@dataclass(slots=True, eq=False)
class Anchor:
    """A line that names people, as decided."""

    line: Line
    mention: Mention
    people: tuple[Person, ...]
    slot: Slot
    kind: str | None
    keys: frozenset[str]


def keys_of(outline: Outline, line: Line) -> tuple[Key, ...]:
    """The slots a line belongs to, the narrowest first."""
    node, tag = line.node, outline.tag
    cell = -1
    at = node
    for _ in range(4):
        if at < 0:
            break
        if tag[at] in _CELLS:
            cell = outline.place[at]
            break
        at = outline.parent[at]
    row = min(3, line.row)
    parent = outline.parent[node]
    own = outline.attrs[node].get("class")
    above = outline.attrs[parent].get("class") if parent >= 0 else None
    path, place = outline.path[node], outline.place[node]
    return (
        (path, place, cell, row),
        (path, cell, row),
        ("shape", outline.shape[node], place, cell, row),
        (tag[node], own, tag[parent] if parent >= 0 else "", above, -1 if own else cell, ""),
    )


def likely_names(all_lines: list[Line]) -> frozenset[int]:
    """The numbers of lines that read like a name by themselves."""
    return frozenset(line.number for line in all_lines if len(line.text) <= 80 and name_score(line.text) >= _STRONG)


@dataclass(slots=True, eq=False)
class _Make:
    """The lines of one make: their texts, and a slot for each way of reading them."""

    texts: set[str] = field(default_factory=set)
    slots: dict[str, Slot] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Candidate:
    """A line that may name people: its folded text, its makes, its readings, the section it stands in."""

    line: Line
    plain: str
    makes: list[_Make]
    readings: list[Mention]
    kind: str | None


class _Slots:
    """All slots of a page, filled line by line, then judged."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._makes: dict[Key, _Make] = defaultdict(_Make)

    def count(self, line: Line, plain: str) -> list[_Make]:
        """Count a line's text into its makes, whatever it is; these are given back, the narrowest first."""
        makes = [self._makes[key] for key in keys_of(self._outline, line)]
        for make in makes:
            make.texts.add(plain)
        return makes

    @staticmethod
    def fill(one: _Candidate) -> None:
        """Add a candidate's readings."""
        plain = one.plain
        told = one.kind in _TELLING
        for mention in one.readings:
            kind, score = mention.kind, mention.score
            for make in one.makes:
                slot = make.slots.get(kind)
                if slot is None:
                    slot = make.slots[kind] = Slot(make.texts)
                if score >= slot.likely.get(plain, 0.0):
                    slot.likely[plain] = score
                slot.members += 1
                slot.of_speakers += told

    def judge(self) -> None:
        """Sum up, when all lines are in."""
        for make in self._makes.values():
            for slot in make.slots.values():
                slot.judge()

    def best(self, one: _Candidate) -> Anchor | None:
        """The reading whose slot speaks most for it, or None where none does."""
        best: tuple[float, Mention, Slot] | None = None
        for mention in one.readings:
            for make in one.makes:
                slot = make.slots[mention.kind]
                rank = slot.quality + _PREFERRED.get(mention.kind, 0.0) + 0.3 * mention.score
                if (
                    (best is None or rank > best[0] + 1e-9)
                    and (mention.score >= _LIKELY or not self._is_elsewhere(one, mention))
                    and self._fits(mention, slot, one.kind)
                ):
                    best = rank, mention, slot
        return _anchor(one, best[1], best[2]) if best else None

    @staticmethod
    def _is_elsewhere(one: _Candidate, mention: Mention) -> bool:
        """Do the lines at the very same place of the other cards hold something else than names?"""
        slot = one.makes[0].slots[mention.kind]
        return len(slot.texts) >= 2 and slot.share < 0.5

    def _fits(self, mention: Mention, slot: Slot, kind: str | None) -> bool:
        if mention.kind == "sentence":
            return False
        is_pure = len(slot.texts) >= 6 and slot.share >= (0.7 if self._is_marked(mention, slot) else 0.85)
        if mention.score < (_LIKELY if is_pure else _STRONG) and _is_something_else(mention):
            return False
        if slot.is_of_people:
            needed = 0.2 if slot.share >= 0.7 else _LIKELY
            return mention.score >= needed or (is_pure and mention.kind == "whole" and mention.score < 0.2)
        return mention.score >= _STRONG and kind in _TELLING and self._fits_alone(mention, slot, kind)

    def _is_marked(self, mention: Mention, slot: Slot) -> bool:
        """Does the page mark the lines of the slot as names or headings?"""
        if not 0.7 <= slot.share < 0.85:  # beyond these it makes no difference
            return False
        node = mention.line.node
        return _is_called_name(self._outline, node) or (slot.sure >= 0.6 and heading_level(self._outline, node) > 0)

    def _fits_alone(self, mention: Mention, slot: Slot, kind: str | None) -> bool:
        """A sure name in a section of speakers, its slot no place for names: does it stand out?"""
        outline, node = self._outline, mention.line.node
        if mention.kind == "tail by":
            return True
        if mention.kind == "piece":
            return outline.tag[mention.line.pieces[0][0]] in _EMPHASIS
        own = outline.hint(node)
        stands_out = (
            "name" in own or "speaker" in own or outline.tag[node] in _EMPHASIS or heading_level(outline, node) > 0
        )
        if mention.kind in ("whole", "head("):
            return stands_out or (mention.kind == "whole" and kind == "speakers" and slot.share >= 0.5)
        return stands_out and slot.share >= 0.3


def anchors(outline: Outline, all_lines: list[Line], places: Places) -> list[Anchor]:
    """The lines that name people, in document order, each read in the way its slot suggests."""
    slots = _Slots(outline)
    candidates: list[_Candidate] = []
    for line in all_lines:
        if outline.furniture[line.node] or is_placeholder(line.text) or is_furniture(line.text):
            continue
        plain = fold(line.text) if len(line.text) <= LONG else line.text
        makes = slots.count(line, plain)
        found = readings(line)
        if not found and odd_name(line.text):
            found = [Mention(line, "whole", (Person(line.text),), 0.0)]
        if found:
            candidates.append(_Candidate(line, plain, makes, found, places.kind(line)))
    for one in candidates:
        slots.fill(one)
    slots.judge()
    return [anchor for one in candidates if (anchor := slots.best(one))] or _of_sentences(candidates)


def _of_sentences(candidates: list[_Candidate]) -> list[Anchor]:
    """Where nobody is named but in biographies: "Ada Kovač is a staff engineer at Acme."."""
    return [
        anchor
        for one in candidates
        for mention in one.readings
        if mention.kind == "sentence" and mention.score >= _STRONG and one.kind == "speakers"
        if (anchor := _anchor(one, mention, Slot()))
    ]


def _anchor(one: _Candidate, mention: Mention, slot: Slot) -> Anchor | None:
    keys = frozenset(key for person in mention.people if (key := name_key(person.name)))
    return Anchor(one.line, mention, mention.people, slot, one.kind, keys) if keys else None


def _is_something_else(mention: Mention) -> bool:
    """Does what is read as a name read more like a role or an employer?"""
    text = mention.people[0].name if len(mention.people) == 1 else mention.line.text
    return role_score(text) >= 0.6 or employer_score(text) >= 0.7


def _is_called_name(outline: Outline, node: int) -> bool:
    """Do the classes of the node or of what holds it say "name"?"""
    parent = outline.parent[node]
    return "name" in outline.hint(node) or (parent >= 0 and "name" in outline.hint(parent))
