"""What belongs to whom: around each name the part of the page that is about that person only.

With a wrapper around each person that is the largest element which holds no other person; without one (a heading and
the paragraphs after it) it is what stands between a name and the next. The size people of one slot agree on wins, so
that the only person in a section does not swallow the section.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass

from scraper.extract.visible.lines import Line
from scraper.extract.visible.outline import Outline
from scraper.extract.visible.place import heading_level
from scraper.extract.visible.slots import Anchor, Slot
from scraper.recognise.sections import section

_ROOTS = frozenset(("body", "main", "html"))
Ranges = tuple[tuple[int, int], ...]


@dataclass(slots=True, eq=False)
class Card:
    """An anchor and what belongs to it: stretches of nodes, and the lines in them that are not names themselves."""

    anchor: Anchor
    ranges: Ranges
    lines: list[Line]


@dataclass(slots=True)
class _Climb:
    steps: list[int]
    """The nodes from the name's own up to the largest that holds nobody else."""


def cards(outline: Outline, all_lines: list[Line], found: list[Anchor]) -> list[Card]:
    """One card an anchor, in the same order."""
    if not found:
        return []
    starts = [anchor.line.first for anchor in found]
    headings = [
        (line.first, heading_level(outline, line.node), section(line.text) is not None)
        for line in all_lines
        if heading_level(outline, line.node)
    ]
    heading_starts = [start for start, _, _ in headings]
    climbs = [_climb(outline, found, starts, headings, heading_starts, i) for i in range(len(found))]
    _agree(found, climbs)
    tops = [climb.steps[-1] if climb.steps else -1 for climb in climbs]
    extra = _runs(outline, all_lines, found, starts, tops, headings, heading_starts)
    line_starts = [line.first for line in all_lines]
    named = {anchor.line.number for anchor in found}
    made = []
    for i, anchor in enumerate(found):
        own = (tops[i], outline.end[tops[i]]) if tops[i] >= 0 else (anchor.line.first, anchor.line.last + 1)
        ranges = tuple(sorted({own, *([extra[i]] if i in extra else [])}))
        made.append(Card(anchor, ranges, _lines_in(all_lines, line_starts, ranges, named)))
    return made


def _climb(
    outline: Outline,
    found: list[Anchor],
    starts: list[int],
    headings: list[tuple[int, int, bool]],
    heading_starts: list[int],
    i: int,
) -> _Climb:
    anchor = found[i]
    steps: list[int] = []
    node = anchor.line.node
    while node >= 0 and outline.tag[node] not in _ROOTS:
        if not _only(outline, found, starts, node, anchor):
            break
        if steps and _opens_section(outline, headings, heading_starts, steps[-1], node):
            break
        steps.append(node)
        node = outline.parent[node]
    return _Climb(steps)


def _only(outline: Outline, found: list[Anchor], starts: list[int], node: int, anchor: Anchor) -> bool:
    """Are all names inside a node those of the anchor's people?"""
    low, high = bisect_left(starts, node), bisect_left(starts, outline.end[node])
    return all(found[j].keys & anchor.keys for j in range(low, high))


def _opens_section(
    outline: Outline, headings: list[tuple[int, int, bool]], heading_starts: list[int], inner: int, node: int
) -> bool:
    """Does a section's heading stand in `node` but before `inner`?"""
    low, high = bisect_left(heading_starts, node), bisect_left(heading_starts, outline.end[node])
    return any(headings[j][2] and not inner <= headings[j][0] < outline.end[inner] for j in range(low, high))


def _agree(found: list[Anchor], climbs: list[_Climb]) -> None:
    """Cut climbs that go higher than most of their slot's."""
    by_slot: dict[int, list[int]] = defaultdict(list)
    slots: dict[int, Slot] = {}
    for i, anchor in enumerate(found):
        by_slot[id(anchor.slot)].append(i)
        slots[id(anchor.slot)] = anchor.slot
    for members in by_slot.values():
        heights = Counter(len(climbs[i].steps) for i in members)
        if len(members) < 3:
            continue
        usual = heights.most_common(1)[0][0]
        for i in members:
            if len(climbs[i].steps) > usual:
                del climbs[i].steps[max(1, usual) :]


def _runs(
    outline: Outline,
    all_lines: list[Line],
    found: list[Anchor],
    starts: list[int],
    tops: list[int],
    headings: list[tuple[int, int, bool]],
    heading_starts: list[int],
) -> dict[int, tuple[int, int]]:
    """For names without a wrapper: what stands between one and the next (or between the last and one)."""
    groups: dict[int, list[int]] = defaultdict(list)
    for i, top in enumerate(tops):
        groups[outline.parent[top] if top >= 0 else found[i].line.node].append(i)
    line_starts = [line.first for line in all_lines]
    extra: dict[int, tuple[int, int]] = {}
    for parent, members in groups.items():
        if parent < 0:
            continue
        bounds = [
            (tops[i], outline.end[tops[i]]) if tops[i] >= 0 else (found[i].line.first, found[i].line.last + 1)
            for i in members
        ]
        after = [
            _until(
                outline,
                headings,
                heading_starts,
                found[i],
                end,
                bounds[k + 1][0] if k + 1 < len(members) else outline.end[parent],
            )
            for k, (i, (_, end)) in enumerate(zip(members, bounds, strict=True))
        ]
        filled = [
            bisect_left(line_starts, stop) - bisect_left(line_starts, end)
            for (_, end), stop in zip(bounds, after, strict=True)
        ]
        if not any(filled):
            if len(members) > 0 and _before_first(outline, line_starts, headings, heading_starts, parent, bounds[0][0]):
                _take_before(outline, line_starts, headings, heading_starts, parent, members, bounds, extra)
            continue
        before = _before_first(outline, line_starts, headings, heading_starts, parent, bounds[0][0])
        if before and not filled[-1] and sum(map(bool, filled[:-1])) >= 0.6 * (len(filled) - 1):
            _take_before(outline, line_starts, headings, heading_starts, parent, members, bounds, extra)
            continue
        if len(members) > 1 and sum(map(bool, filled)) < 0.3 * len(members):
            continue
        for k, i in enumerate(members):
            if filled[k]:
                extra[i] = (bounds[k][1], after[k])
    return extra


def _until(
    outline: Outline,
    headings: list[tuple[int, int, bool]],
    heading_starts: list[int],
    anchor: Anchor,
    start: int,
    stop: int,
) -> int:
    """Where what follows a name ends: at the next name, or a heading that ranks as high as the name."""
    level = heading_level(outline, anchor.line.node) or 5
    for j in range(bisect_left(heading_starts, start), len(headings)):
        at, rank, opens = headings[j]
        if at >= stop:
            break
        if rank <= level or opens:
            return _block_start(outline, at, start)
    return stop


def _block_start(outline: Outline, at: int, start: int) -> int:
    """The outermost element beginning with the heading, but not before `start`."""
    while outline.parent[at] >= start:
        at = outline.parent[at]
    return at


def _before_first(
    outline: Outline,
    line_starts: list[int],
    headings: list[tuple[int, int, bool]],
    heading_starts: list[int],
    parent: int,
    first: int,
) -> int:
    begin = parent
    for j in range(bisect_left(heading_starts, parent), bisect_left(heading_starts, first)):
        if headings[j][2]:
            begin = headings[j][0] + 1
    return bisect_left(line_starts, first) - bisect_left(line_starts, begin)


def _take_before(
    outline: Outline,
    line_starts: list[int],
    headings: list[tuple[int, int, bool]],
    heading_starts: list[int],
    parent: int,
    members: list[int],
    bounds: list[tuple[int, int]],
    extra: dict[int, tuple[int, int]],
) -> None:
    begin = parent + 1
    for j in range(bisect_left(heading_starts, parent), bisect_left(heading_starts, bounds[0][0])):
        if headings[j][2]:
            begin = headings[j][0] + 1
    for i, (start, end) in zip(members, bounds, strict=True):
        if begin < start and bisect_left(line_starts, start) - bisect_left(line_starts, begin) <= 40:
            extra[i] = (begin, start)
        begin = end
    del outline


def _lines_in(all_lines: list[Line], line_starts: list[int], ranges: Ranges, named: set[int]) -> list[Line]:
    found: list[Line] = []
    for begin, end in ranges:
        for at in range(bisect_left(line_starts, begin), bisect_left(line_starts, end)):
            line = all_lines[at]
            if line.number not in named:
                found.append(line)
    return found


def cards_of_one(outline: Outline, all_lines: list[Line], anchor: Anchor, named: list[int]) -> Card:
    """The card of the person a whole page is about: its main part, without navigation, header and footer."""
    node = anchor.line.node
    top = node
    for at in outline.ancestors(node):
        if outline.tag[at] in ("body", "html"):
            break
        top = at
        if outline.tag[at] in ("main", "article"):
            break
    begin = anchor.line.first
    end = outline.end[top]
    lines = [
        line
        for line in all_lines
        if begin <= line.first < end
        and line.number not in named
        and not any(outline.tag[one] in ("nav", "footer", "aside", "header") for one in outline.ancestors(line.first))
    ]
    return Card(anchor, ((begin, end),), lines[:60])
