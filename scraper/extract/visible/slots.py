"""Which places of a page hold names: told by the company they keep.

Lines of the same make (same path of tags and classes, same place among their siblings) form a slot. Where most lines
of a slot read like names and enough of them hold a known given name, the slot is one of people: then its unusual
names (one word, a handle, a name of no list) are names too, and a lone look-alike elsewhere is not.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from scraper.extract.visible.lines import Line
from scraper.extract.visible.mentions import Mention, Person, is_furniture, odd_name, readings
from scraper.extract.visible.outline import Outline
from scraper.extract.visible.place import NOT_SPEAKERS, Places, heading_level
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
_STRONG = 0.75
_LIKELY = 0.45


@dataclass(slots=True, eq=False)
class Slot:
    """The lines of one make read in one way."""

    texts: set[str] = field(default_factory=set)
    likely: dict[str, float] = field(default_factory=dict)
    of_speakers: int = 0
    left_out: int = 0
    members: int = 0

    @property
    def share(self) -> float:
        """How many of the slot's texts read like a name."""
        return sum(score >= _LIKELY for score in self.likely.values()) / max(1, len(self.texts))

    @property
    def sure(self) -> float:
        """How many hold a known given name."""
        return sum(score >= _STRONG for score in self.likely.values()) / max(1, len(self.texts))

    @property
    def context(self) -> float:
        """How many stand in a section of speakers or the programme."""
        return self.of_speakers / max(1, self.members)

    @property
    def is_of_people(self) -> bool:
        """Is this a place for names?"""
        size, share, sure = len(self.texts), self.share, self.sure
        if size >= 5 and share >= 0.7 and sure >= 0.2:
            return True
        if size >= 3 and share >= 0.6 and sure >= 0.34:
            return True
        return self.context >= 0.5 and size >= 2 and share >= 0.5 and sure >= 0.25

    @property
    def quality(self) -> float:
        """For choosing between slots: pure and sure and not tiny."""
        return self.share + 0.4 * self.sure + 0.05 * min(4, len(self.texts))


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
    node = line.node
    cell = -1
    at = node
    for _ in range(4):
        if at < 0:
            break
        if outline.tag[at] in ("td", "th"):
            cell = outline.place[at]
            break
        at = outline.parent[at]
    row = line.row if line.row < 3 else 3
    parent = outline.parent[node]
    own = outline.attrs[node].get("class") if outline.attrs[node] else None
    above = outline.attrs[parent].get("class") if parent >= 0 and outline.attrs[parent] else None
    return (
        ("a", outline.path[node], outline.place[node], cell, row),
        ("b", outline.path[node], cell, row),
        ("c", outline.shape[node], outline.place[node], cell, row),
        ("d", outline.tag[node], own, outline.tag[parent] if parent >= 0 else "", above, cell if not own else -1),
    )


def likely_names(all_lines: list[Line]) -> frozenset[int]:
    """The numbers of lines that read like a name by themselves."""
    return frozenset(line.number for line in all_lines if len(line.text) <= 80 and name_score(line.text) >= _STRONG)


def anchors(outline: Outline, all_lines: list[Line], places: Places) -> list[Anchor]:
    """The lines that name people, in document order, each read in the way its slot suggests."""
    texts: dict[Key, set[str]] = defaultdict(set)
    slots: dict[Key, Slot] = {}
    candidates: list[tuple[Line, tuple[Key, ...], list[Mention], str | None]] = []
    for line in all_lines:
        if places.is_furniture(line.node):
            continue
        keys = keys_of(outline, line)
        if is_placeholder(line.text) or is_furniture(line.text):
            continue
        plain = fold(line.text)
        for key in keys:
            texts[key].add(plain)
        found = readings(line)
        if not found and not odd_name(line.text):
            continue
        kind = places.kind(line)
        if not found:
            found = [Mention(line, "whole", (Person(line.text),), 0.0)]
        candidates.append((line, keys, found, kind))
        for mention in found:
            for key in keys:
                slot = slots.get((*key, mention.kind))
                if slot is None:
                    slot = slots[(*key, mention.kind)] = Slot(texts[key])
                slot.likely[plain] = max(mention.score, slot.likely.get(plain, 0.0))
                slot.members += 1
                slot.of_speakers += kind in ("speakers", "programme")
                slot.left_out += kind in NOT_SPEAKERS
    return [anchor for one in candidates if (anchor := _decide(outline, slots, *one))]


def _decide(
    outline: Outline, slots: dict[Key, Slot], line: Line, keys: tuple[Key, ...], found: list[Mention], kind: str | None
) -> Anchor | None:
    best: tuple[float, Mention, Slot] | None = None
    for mention in found:
        for key in keys:
            slot = slots[(*key, mention.kind)]
            if not _fits(outline, mention, slot, kind):
                continue
            rank = slot.quality + _PREFERRED.get(mention.kind, 0.0) + 0.3 * mention.score
            if best is None or rank > best[0] + 1e-9:
                best = rank, mention, slot
    if best is None:
        return None
    _, mention, slot = best
    names = frozenset(key for person in mention.people if (key := name_key(person.name)))
    return Anchor(line, mention, mention.people, slot, kind, names) if names else None


def _fits(outline: Outline, mention: Mention, slot: Slot, kind: str | None) -> bool:
    text = mention.people[0].name if len(mention.people) == 1 else mention.line.text
    pure = len(slot.texts) >= 6 and slot.share >= (0.7 if _is_called_name(outline, mention.line.node) else 0.85)
    if mention.score < (_LIKELY if pure else _STRONG) and (role_score(text) >= 0.6 or employer_score(text) >= 0.7):
        return False
    if mention.kind == "sentence":
        return False
    if slot.is_of_people:
        if mention.score >= _LIKELY:
            return True
        if mention.score >= 0.2:
            return slot.share >= 0.7
        return mention.kind == "whole" and pure
    # alone: a sure name that stands out, in a section of speakers
    if mention.score < _STRONG or kind not in ("speakers", "programme"):
        return False
    own = outline.hint(mention.line.node)
    stands_out = (
        heading_level(outline, mention.line.node) > 0
        or "name" in own
        or "speaker" in own
        or outline.tag[mention.line.node] in ("strong", "b", "dt")
    )
    if mention.kind == "piece" and mention.line.pieces and outline.tag[mention.line.pieces[0][0]] in ("strong", "b", "a"):
        return True
    if mention.kind in ("whole", "piece", "tail by", "head("):
        return (
            stands_out
            or (mention.kind == "whole" and kind == "speakers" and slot.share >= 0.5)
            or mention.kind == "tail by"
        )
    return stands_out and slot.share >= 0.3


def _is_called_name(outline: Outline, node: int) -> bool:
    """Do the classes of the node or of what holds it say "name"?"""
    parent = outline.parent[node]
    return "name" in outline.hint(node) or (parent >= 0 and "name" in outline.hint(parent))
