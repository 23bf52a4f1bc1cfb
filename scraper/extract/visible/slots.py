"""Which places of a page hold names: told by the company they keep.

Lines of the same make (same path of tags and classes, same place among their siblings) form a slot. Where most lines
of a slot read like names and enough of them hold a known given name, the slot is one of people: then its unusual
names (one word, a handle, a name of no list) are names too, and a lone look-alike elsewhere is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from scraper.extract.visible import behind_job
from scraper.extract.visible.announced import OF_PERSON, announced
from scraper.extract.visible.lines import Line
from scraper.extract.visible.mentions import Mention, Person
from scraper.extract.visible.outline import Outline
from scraper.extract.visible.persons import is_number
from scraper.extract.visible.place import NOT_SPEAKERS, Places, heading_level
from scraper.extract.visible.sifted import told
from scraper.extract.visible.slot import LIKELY, STRONG, Alike, Make, Slot
from scraper.extract.visible.texts import path_parts
from scraper.recognise.employers import employer_score
from scraper.recognise.joined_names import is_joined
from scraper.recognise.names import is_known_given, name_key, name_score, without_titles
from scraper.recognise.roles import lexicon, role_score
from scraper.text import fold

Key = tuple[object, ...]
Read = tuple[Line, tuple[Mention, ...], bool]
"""A line, its readings, and whether the line before it announces a person."""
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
_SPEAKING = ("speaker", "presenter", "panelist", "lecturer", "keynoter", "person", "referent", "ponente", "palestrante")
_SPEAKERS_FOLDERS = frozenset(
    ("speakers", "speaker", "presenters", "people", "sprecher", "referenten", "ponentes", "palestrantes", "intervenants",
     "relatori", "prelegenci", "spreker", "sprekers", "talare", "konusmacilar", "panelists", "ponents")
)  # fmt: skip
_TELLING = frozenset(("speakers", "programme"))
_HEADS = frozenset(("head(", "head-", "head,", "head:", "head|"))
"""Ways of reading the name before a mark: a list may use now one mark, now another."""
_LABELLED = frozenset(("whole", "head,", "head-", "head(", "tail:", "tail by"))
_OF_SEVERAL = frozenset(("head/", "head|"))
"""Sure names and where all of them come from."""
_ANNOUNCED = _LABELLED - {"tail:", "tail by"} | {"head/", "head|", "lead", "piece"}
_SHORT = 4  # letters of a name in Han or Hangul
_FEW = 0.34
LONG = 120
_SURE_JOB = 0.6
_BEHIND = re.compile(r"[,:;]|\s[-–—]\s")


@dataclass(slots=True, eq=False)
class Anchor:
    """A line that names people, as decided."""

    line: Line
    mention: Mention
    people: tuple[Person, ...]
    slot: Slot
    kind: str | None
    keys: frozenset[str]


def likely_names(all_lines: list[Line]) -> frozenset[int]:
    """The numbers of lines that read like a name by themselves."""
    return frozenset(line.number for line in all_lines if len(line.text) <= 80 and name_score(line.text) >= STRONG)


@dataclass(slots=True, eq=False)
class _Candidate:
    """A line that may name people: its folded text, the lines alike, its readings, the section it stands in."""

    line: Line
    plain: str
    alike: Alike
    readings: tuple[Mention, ...]
    kind: str | None
    is_announced: bool = False
    """Does the line before it say nothing but "Speaker"?"""


class _Slots:
    """All slots of a page, filled line by line, then judged."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._makes: dict[Key, Make] = defaultdict(Make)
        self._alike: dict[Key, Alike] = {}
        self._speakers: dict[int, bool] = {}
        self._pictures: set[str | None] | None = None
        self._has_cells = not _CELLS.isdisjoint(outline.tag)

    def count(self, line: Line, plain: str) -> Alike:
        """Count a line's text, whatever it is."""
        outline, node = self._outline, line.node
        parent = outline.parent[node]
        own = outline.attrs[node].get("class")
        above = outline.attrs[parent].get("class") if parent >= 0 else None
        cell, row = self._cell(node) if self._has_cells else -1, min(3, line.row)
        key = (outline.path[node], outline.place[node], cell, row, own, above)
        alike = self._alike.get(key)
        if alike is None:
            path, place, shape = outline.path[node], outline.place[node], outline.shape[node]
            classes = (outline.tag[node], own, outline.tag[parent] if parent >= 0 else "", above)
            # The narrowest first.
            keys: tuple[Key, ...] = (
                (path, place, cell, row),
                (path, cell, row),
                ("shape", shape, place, cell, row),
                (*classes, -1 if own else cell, ""),
            )
            alike = self._alike[key] = Alike(makes=tuple(self._makes[one] for one in keys))
        alike.texts.add(plain)
        return alike

    def _cell(self, node: int) -> int:
        """Which cell of its row holds a node; -1 for none near."""
        outline, at = self._outline, node
        for _ in range(4):
            if at < 0:
                break
            if outline.tag[at] in _CELLS:
                return outline.place[at]
            at = outline.parent[at]
        return -1

    def fill(self, one: _Candidate) -> None:
        """Add a candidate's readings."""
        is_told = one.kind in _TELLING
        is_marked = one.readings[0].kind == "whole" and self._is_speakers(one.line.node)
        for mention in one.readings:
            slot = one.alike.slot(mention.kind)
            slot.add(one.plain, mention.score, is_told=is_told)
            slot.marked += is_marked and mention.kind == "whole"
            if mention.kind in _HEADS:
                one.alike.slot("head").add(one.plain, mention.score, is_told=is_told)

    def _is_speakers(self, node: int) -> bool:
        found = self._speakers.get(node)
        if found is None:
            found = self._speakers[node] = is_speakers_name(self._outline, node)
        return found

    def judge(self) -> None:
        """Sum up, when all lines are in."""
        for alike in self._alike.values():
            for make in alike.makes:
                make.texts |= alike.texts
                for kind, slot in alike.slots.items():
                    make.slot(kind).add_all(slot)
        for make in self._makes.values():
            for slot in make.slots.values():
                slot.judge()

    def believe(self) -> None:
        """Take for slots of people those that could be; see `anchors`."""
        for make in self._makes.values():
            for slot in make.slots.values():
                slot.is_believed = not slot.is_of_people and slot.could_be_of_people

    def anchors(self, candidates: list[_Candidate]) -> list[Anchor]:
        """Those of the candidates that name people; where none does, the biographies that begin with a name."""
        return [anchor for one in candidates if (anchor := self._best(one))] or _of_sentences(candidates)

    def _best(self, one: _Candidate) -> Anchor | None:
        """The reading whose slot speaks most for it, or None where none does."""
        best: tuple[float, Mention, Slot] | None = None
        for mention in one.readings:
            slots = [make.slots[mention.kind] for make in one.alike.makes]
            if mention.kind in _HEADS and mention.score >= STRONG:
                slots += [make.slots["head"] for make in one.alike.makes]
            for slot in slots:
                rank = slot.quality + _PREFERRED.get(mention.kind, 0.0) + 0.3 * mention.score
                if (
                    (best is None or rank > best[0] + 1e-9)
                    and not self._is_elsewhere(one, mention)
                    and (self._fits(one.line, mention, slot, one.kind) or _is_announced(one, mention))
                ):
                    best = rank, mention, slot
        return _anchor(one, best[1], best[2]) if best else None

    @staticmethod
    def _is_elsewhere(one: _Candidate, mention: Mention) -> bool:
        """Do the lines at the very same place of the other cards hold something else than names?

        Asked of what merely could be a name, and of two to four letters in Han or Hangul: firms are called so, too.
        """
        if mention.score < LIKELY:
            slot = one.alike.makes[0].slots[mention.kind]
            return len(slot.texts) >= 2 and slot.share < 0.5 and not slot.is_marked
        if mention.kind != "whole" or len(mention.text) > _SHORT or not is_joined(mention.text):
            return False
        alike = next((slot for make in one.alike.makes[:2] if len((slot := make.slots["whole"]).texts) > 2), None)
        return alike is not None and alike.share < _FEW and not alike.is_marked

    def _fits(self, line: Line, mention: Mention, slot: Slot, kind: str | None) -> bool:
        if mention.kind == "sentence" or (is_number(mention.text) and not self._is_pictured(mention.text)):
            return False
        if mention.kind == behind_job.KIND:  # the lines beside it may be titles and times, whatever they are
            return len(slot.likely) >= behind_job.FEWEST
        is_pure = len(slot.texts) >= 6 and slot.share >= (0.7 if self._is_marked(line.node, slot) else 0.85)
        if mention.score < (LIKELY if is_pure else STRONG) and _is_something_else(mention):
            return False
        node = line.node
        if slot.is_of_people or (slot.is_believed and self._stands_out(node)):
            needed = 0.2 if slot.share >= 0.7 else LIKELY
            if slot.is_marked and mention.kind == "whole" and self._is_speakers(node):
                needed = 0.0
            return mention.score >= needed or (is_pure and mention.kind == "whole" and mention.score < 0.2)
        needed = LIKELY if mention.billing in OF_PERSON and mention.kind in _LABELLED else STRONG
        return mention.score >= needed and kind in _TELLING and self._fits_alone(line, mention, slot, kind)

    def _is_pictured(self, text: str) -> bool:
        """Is there a picture that shows what the text names?"""
        if self._pictures is None:
            self._pictures = {
                attrs.get("alt")
                for tag, attrs in zip(self._outline.tag, self._outline.attrs, strict=True)
                if tag == "img"
            }
        return text in self._pictures

    def _is_marked(self, node: int, slot: Slot) -> bool:
        """Does the page mark the lines of the slot as names or headings?"""
        if not 0.7 <= slot.share < 0.85:  # beyond these it makes no difference
            return False
        return _is_called_name(self._outline, node) or (slot.sure >= 0.6 and heading_level(self._outline, node) > 0)

    def _fits_alone(self, line: Line, mention: Mention, slot: Slot, kind: str | None) -> bool:
        """A sure name in a section of speakers, its slot no place for names: does it stand out?"""
        outline = self._outline
        if mention.kind == "tail by" or (mention.kind in _LABELLED and (mention.billing or _is_titled(mention))):
            return True
        if len(mention.people) > 1 and mention.kind in _OF_SEVERAL:
            return True
        if mention.kind == "piece":
            return outline.tag[line.pieces[0][0]] in _EMPHASIS
        if mention.kind == "head," and kind == "programme" and _tells_job(mention.after):
            return True  # "13.45 Ada Kovač, curator at the Boat Museum, on hulls"
        stands_out = self._stands_out(line.node)
        if mention.kind in ("whole", "head("):
            return stands_out or (mention.kind == "whole" and kind == "speakers" and slot.share >= 0.5)
        return stands_out and slot.share >= 0.3

    def _stands_out(self, node: int) -> bool:
        """Is it a heading, in bold, a link, or called a name?"""
        outline = self._outline
        own = outline.hint(node)
        return "name" in own or "speaker" in own or outline.tag[node] in _EMPHASIS or heading_level(outline, node) > 0


def read_lines(outline: Outline, all_lines: list[Line]) -> list[Read]:
    """What each line tells by itself and as announced, but for buttons, placeholders and what stands in menus and footers."""
    behind_labels = announced(outline, all_lines)
    return [
        (line, found, line.number in behind_labels)
        for line in all_lines
        if not outline.furniture[line.node] and (found := told(line.text, line.spans)) is not None
    ]


def anchors(outline: Outline, read: list[Read], places: Places, *, lenient: bool = False) -> list[Anchor]:
    """The lines that name people, in document order, each read in the way its slot suggests.

    `lenient`: where no speakers are found, a section of speakers whose headings all could be names is believed even
    if none of them is of a list.
    """
    slots = _Slots(outline)
    candidates: list[_Candidate] = []
    for line, found, is_announced in read:
        plain = fold(line.text) if len(line.text) <= LONG else line.text
        alike = slots.count(line, plain)
        if found:
            candidates.append(_Candidate(line, plain, alike, found, places.kind(line), is_announced))
    for one in candidates:
        slots.fill(one)
    slots.judge()
    best = slots.anchors(candidates)
    if lenient and not has_speakers(best):
        slots.believe()
        best = slots.anchors(candidates)
    return best


def has_speakers(found: list[Anchor]) -> bool:
    """Is anybody named who does not stand in a section of organisers, sponsors or the like?"""
    return any(anchor.kind not in NOT_SPEAKERS for anchor in found)


def _of_sentences(candidates: list[_Candidate]) -> list[Anchor]:
    """Where nobody is named but in biographies: "Ada Kovač is a staff engineer at Acme."."""
    return [
        anchor
        for one in candidates
        for mention in one.readings
        if mention.kind == "sentence" and mention.score >= STRONG and one.kind == "speakers"
        if (anchor := _anchor(one, mention, Slot()))
    ]


def _anchor(one: _Candidate, mention: Mention, slot: Slot) -> Anchor | None:
    keys = frozenset(key for person in mention.people if (key := name_key(person.name)))
    return Anchor(one.line, mention, mention.people, slot, one.kind, keys) if keys else None


def _is_announced(one: _Candidate, mention: Mention) -> bool:
    """Is it named right behind a line that announces it, in a way that no title is written?"""
    needed = LIKELY if mention.kind == "whole" or is_joined(mention.text) else STRONG
    return (
        one.is_announced
        and mention.kind in _ANNOUNCED
        and mention.score >= needed
        and len(one.line.text) <= LONG
        and not _is_something_else(mention)
    )


def _is_something_else(mention: Mention) -> bool:
    """Does what is read as a name read more like a role or an employer?"""
    text = mention.people[0].name if len(mention.people) == 1 else mention.text
    return role_score(text) >= 0.6 or employer_score(text) >= 0.7


def _tells_job(after: str) -> bool:
    """Does what stands behind a name and a comma begin with a job?"""
    first = _BEHIND.split(after.lstrip(" ,"), maxsplit=1)[0]
    return len(first) <= LONG and role_score(first) >= _SURE_JOB


def _is_titled(mention: Mention) -> bool:
    """Does a title stand in front of the name ("Prof. Ada Kovač")? Then nobody needs to be told that it is one."""
    name = mention.people[0].name
    if fold(name.split(maxsplit=1)[0]) in lexicon().small:
        return False  # "The Long Game"
    return (
        len(mention.people) == 1
        and len(without_titles(name)) < len(name.split())
        and is_known_given(without_titles(name)[0])
    )


def is_speakers_name(outline: Outline, node: int) -> bool:
    """Does the markup say that a speaker's name stands here: by class, or by a link to the page of a speaker?"""
    parent = outline.parent[node]
    hint = outline.hint(node)
    above = outline.hint(parent) if parent >= 0 else ""
    if "name" in hint and any(one in hint or one in above for one in _SPEAKING):
        return True
    if any(one.rstrip("s").endswith(_SPEAKING) for one in hint.split()):
        return True
    link = node if outline.tag[node] == "a" else parent
    if link < 0 or outline.tag[link] != "a":
        return False
    folders = path_parts(outline.attrs[link].get("href") or "")
    return len(folders) >= 2 and folders[-2] in _SPEAKERS_FOLDERS


def _is_called_name(outline: Outline, node: int) -> bool:
    """Do the classes of the node or of what holds it say "name"?"""
    parent = outline.parent[node]
    return "name" in outline.hint(node) or (parent >= 0 and "name" in outline.hint(parent))
