"""Which places of a page hold names: told by the company they keep.

Lines of the same make (same path of tags and classes, same place among their siblings) form a slot. Where most lines
of a slot read like names and enough of them hold a known given name, the slot is one of people: then its unusual
names (one word, a handle, a name of no list) are names too, and a lone look-alike elsewhere is not.
"""

from __future__ import annotations

from collections import defaultdict

from scraper.extract.visible.lines import Line
from scraper.extract.visible.mentions import Mention
from scraper.extract.visible.mentions.sifted import told
from scraper.extract.visible.outline import Outline
from scraper.extract.visible.place import NOT_SPEAKERS, Places
from scraper.extract.visible.slots.announced import announced, announces
from scraper.extract.visible.slots.candidate import Anchor, Candidate
from scraper.extract.visible.slots.fitting import LONG, TELLING, fits, is_announced, is_called, is_elsewhere, is_shown
from scraper.extract.visible.slots.markup import Markup
from scraper.extract.visible.slots.neighbours import without_retold
from scraper.extract.visible.slots.slot import STRONG, Alike, Make, Slot
from scraper.recognise.names import name_key, name_score
from scraper.text import fold

__all__ = ["Anchor", "anchors", "has_speakers", "likely_names", "read_lines"]

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
_CELLS = frozenset(("td", "th"))
_HEADS = frozenset(("head(", "head-", "head,", "head:", "head|"))
"""Ways of reading the name before a mark: a list may use now one mark, now another."""


def likely_names(all_lines: list[Line]) -> frozenset[int]:
    """The numbers of lines that read like a name by themselves, and announce nobody ("Diễn Giả": a speaker)."""
    return frozenset(
        line.number
        for line in all_lines
        if len(line.text) <= 80 and name_score(line.text) >= STRONG and not announces(line.text)
    )


class _Slots:
    """All slots of a page, filled line by line, then judged."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._makes: dict[Key, Make] = defaultdict(Make)
        self._alike: dict[Key, Alike] = {}
        self._markup = Markup(outline)
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

    def fill(self, one: Candidate) -> None:
        """Add a candidate's readings."""
        is_told = one.kind in TELLING
        is_marked = one.readings[0].kind == "whole" and self._markup.is_speakers(one.line.node)
        for mention in one.readings:
            slot = one.alike.slot(mention.kind)
            slot.add(one.plain, mention.score, is_told=is_told)
            slot.marked += is_marked and mention.kind == "whole"
            if mention.kind in _HEADS:
                one.alike.slot("head").add(one.plain, mention.score, is_told=is_told)

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

    def anchors(self, candidates: list[Candidate]) -> list[Anchor]:
        """Those of the candidates that name people; where none does, the biographies that begin with a name."""
        best = [anchor for one in candidates if (anchor := self._best(one))]
        best = _with_copies(best, candidates)
        return without_retold(self._markup, _with_biographies(best, candidates))

    def _best(self, one: Candidate) -> Anchor | None:
        """The reading whose slot speaks most for it, or None where none does."""
        best: tuple[float, Mention, Slot] | None = None
        for mention in one.readings:
            slots = [make.slots[mention.kind] for make in one.alike.makes]
            if mention.kind in _HEADS and mention.score >= STRONG:
                slots += [make.slots["head"] for make in one.alike.makes]
            for slot in slots:
                rank = slot.quality + _PREFERRED.get(mention.kind, 0.0) + 0.3 * mention.score
                if (best is None or rank > best[0] + 1e-9) and (
                    is_shown(self._markup, one, mention, slot)
                    or (
                        not is_elsewhere(one, mention)
                        and (fits(self._markup, one, mention, slot) or is_announced(one, mention))
                    )
                ):
                    best = rank, mention, slot
        return _anchor(one, best[1], best[2]) if best else None


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
    candidates: list[Candidate] = []
    for line, found, is_behind_label in read:
        plain = fold(line.text) if len(line.text) <= LONG else line.text
        alike = slots.count(line, plain)
        if found:
            candidates.append(Candidate(line, plain, alike, found, places.kind(line), is_behind_label))
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


def _with_copies(found: list[Anchor], candidates: list[Candidate]) -> list[Anchor]:
    """The anchors, and the lines that are nothing but a name that elsewhere on the page a speaker has for sure."""
    sure = (one for one in found if one.kind in TELLING and (one.mention.score >= STRONG or is_called(one.mention)))
    known = {key for one in sure for key in one.keys}
    lines = {one.line.number for one in found}
    new = [
        anchor
        for one in candidates
        if one.line.number not in lines and one.kind in TELLING
        for mention in one.readings[:1]
        if mention.kind == "whole" and len(mention.people) == 1
        if (anchor := _anchor(one, mention, one.alike.slots["whole"])) and anchor.keys <= known
    ]
    return sorted([*found, *new], key=lambda one: one.line.number) if new else found


def _with_biographies(found: list[Anchor], candidates: list[Candidate]) -> list[Anchor]:
    """The anchors, and the biographies of speakers that begin with a name ("Ada Kovač is a staff engineer at Acme.").

    Only where more people are introduced so than stand in places of names: else such sentences are of these.
    """
    told = [
        anchor
        for one in candidates
        for mention in one.readings
        if mention.kind == "sentence" and mention.score >= STRONG and one.kind == "speakers"
        if (anchor := _anchor(one, mention, Slot()))
    ]
    known = {key for anchor in found for key in anchor.keys} | {anchor.line.number for anchor in found}
    new = [anchor for anchor in told if known.isdisjoint((*anchor.keys, anchor.line.number))]
    if len(new) <= sum(anchor.slot.is_of_people for anchor in found):
        return found
    return sorted([*found, *new], key=lambda one: one.line.number)


def _anchor(one: Candidate, mention: Mention, slot: Slot) -> Anchor | None:
    keys = frozenset(key for person in mention.people if (key := name_key(person.name)))
    return Anchor(one.line, mention, mention.people, slot, one.kind, keys) if keys else None
