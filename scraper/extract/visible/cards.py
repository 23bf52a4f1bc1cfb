"""What belongs to whom: around each name the part of the page that is about that person only.

With a wrapper around each person that is the largest element which holds no other person; without one (a heading and
the paragraphs after it) it is what stands between a name and the next. The size people of one slot agree on wins, so
that the only person in a section does not swallow the section.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass

from scraper.extract.visible.footers import footers
from scraper.extract.visible.lines import Line
from scraper.extract.visible.outline import HEADINGS, Outline
from scraper.extract.visible.place import heading_level
from scraper.extract.visible.prose import heading_of
from scraper.extract.visible.slots import Anchor
from scraper.extract.visible.texts import is_numbered
from scraper.recognise.sections import section

MOST_BEFORE = 40  # lines in front of a name that can still be about its person
_LABELLED = re.compile(
    r"\s*(?:\[[^\]]{2,40}\]|\([^)]{2,40}\)|[^:：]{2,30}[:：])\s*\S"
)  # "[Keynote] Rust", "Talk: Rust"
_TIME = re.compile(r"\W*(?:[01]?\d|2[0-4])\s?[:.h]\s?[0-5]\d(?![\d.:]*\d)")
_BOXES = 2  # around what holds name and heading: a column, a row
_ROOTS = frozenset(("body", "main", "html"))
Range = tuple[int, int]


@dataclass(slots=True, eq=False)
class Card:
    """An anchor and what belongs to it: stretches of nodes, and the lines in them that are not names themselves."""

    anchor: Anchor
    ranges: tuple[Range, ...]
    lines: list[Line]


_MENTIONS = 60  # of one person in one card: a page that says a name more often would be looked at by the square


class _Laid:
    """One page's anchors, lines and headings, by node number."""

    def __init__(self, outline: Outline, all_lines: list[Line], found: list[Anchor]) -> None:
        self.outline = outline
        self.lines = all_lines
        self.found = found
        self.line_starts = [line.first for line in all_lines]
        self.starts = [anchor.line.first for anchor in found]
        self.named = {anchor.line.number for anchor in found}
        closing = footers(outline)
        self.closing = {line.number for line in all_lines if any(at <= line.first < end for at, end in closing)}
        self.levels: list[int] = []
        self.opens: list[str | None] = []
        self.heading_starts: list[int] = []
        self.parts: list[bool] = []
        for line in all_lines:
            if level := heading_level(outline, line.node):
                self.heading_starts.append(line.first)
                self.levels.append(level)
                self.opens.append(_opened(line.text))
                self.parts.append(heading_of(line.text) is not None)
        told = [(at, kind) for at, kind in zip(self.heading_starts, self.opens, strict=True) if kind is not None]
        self.openings = [at for at, _ in told]
        self.sections = [at for at, kind in told if kind != "programme"]
        self.times = [line.first for line in all_lines if _TIME.match(line.text)]
        self._alike: dict[tuple[int, int], set[int]] = defaultdict(set)

    def count(self, begin: int, end: int) -> int:
        """How many lines stand in a stretch of nodes?"""
        return bisect_left(self.line_starts, end) - bisect_left(self.line_starts, begin)

    def inside(self, ranges: tuple[Range, ...]) -> list[Line]:
        """The lines of some stretches that name nobody, without those of the page's footer."""
        return [
            line
            for begin, end in ranges
            for line in self.lines[bisect_left(self.line_starts, begin) : bisect_left(self.line_starts, end)]
            if line.number not in self.named and line.number not in self.closing
        ]

    def is_only_of(self, node: int, anchor: Anchor) -> bool:
        """Are all names inside a node those of the anchor's people?"""
        low, high = bisect_left(self.starts, node), bisect_left(self.starts, self.outline.end[node])
        if high - low > _MENTIONS:
            return False
        return high - low < 2 or all(other.keys & anchor.keys for other in self.found[low:high])

    def first_time(self, begin: int, end: int) -> int | None:
        """Where in a stretch of nodes the first line stands that begins with a time of day."""
        at = bisect_left(self.times, begin)
        return self.times[at] if at < len(self.times) and self.times[at] < end else None

    def begins_another(self, node: int, inner: int) -> bool:
        """Does `node` hold a further item of the programme: a time of day, where `inner` has one?"""
        end = self.outline.end
        if self.first_time(inner, end[inner]) is None:
            return False
        return self.first_time(node, inner) is not None or self.first_time(end[inner], end[node]) is not None

    def opens_section(self, node: int, inner: int) -> bool:
        """Does a section's heading stand in `node`, but not in `inner`?"""
        return self._opens(self.openings, node, inner) and (
            self._opens(self.sections, node, inner) or not self._is_repeated(node)
        )

    def _opens(self, opening: list[int], node: int, inner: int) -> bool:
        end = self.outline.end
        low, high = bisect_left(opening, node), bisect_left(opening, end[node])
        return high - low > bisect_left(opening, end[inner], low, high) - bisect_left(opening, inner, low, high)

    def _is_repeated(self, node: int) -> bool:
        """Does another element beside it or its box, made alike, hold another person? A heading "Talk" in it is its own."""
        if not self._alike:
            for start in self.starts:
                for at in self.outline.ancestors(start):
                    self._alike[self.outline.parent[at], self.outline.shape[at]].add(at)
        around = (node, *self.outline.ancestors(node, _BOXES))
        return any(len(self._alike[self.outline.parent[at], self.outline.shape[at]]) > 1 for at in around)

    def after_section_heading(self, parent: int, first: int) -> int:
        """Where what can belong to the first of some siblings begins: behind the last section heading before it."""
        begin = parent + 1
        for j in range(bisect_left(self.heading_starts, parent), bisect_left(self.heading_starts, first)):
            if self.opens[j]:
                begin = self.heading_starts[j] + 1
        return begin


def cards(outline: Outline, all_lines: list[Line], found: list[Anchor]) -> list[Card]:
    """One card an anchor, in the same order."""
    laid = _Laid(outline, all_lines, found)
    climbs = [_climb(laid, anchor) for anchor in found]
    _agree(found, climbs)
    own = [_own(laid, anchor, steps) for anchor, steps in zip(found, climbs, strict=True)]
    extra = _runs(laid, climbs, own)
    _take_terms(laid, own, extra)
    made = []
    for i, anchor in enumerate(found):
        ranges = tuple(sorted({own[i], *([extra[i]] if i in extra else [])}))
        made.append(Card(anchor, ranges, laid.inside(ranges)))
    return made


def _opened(heading: str) -> str | None:
    """The kind of section a heading opens. "Keynote 2" heads one card of several, as "Talk" does in it."""
    kind = None if _LABELLED.match(heading) else section(heading)
    return "programme" if kind == "speakers" and is_numbered(heading.rstrip(" :：")) else kind


def _climb(laid: _Laid, anchor: Anchor) -> list[int]:
    """The nodes from the name's own up to the largest that holds nobody else."""
    steps: list[int] = []
    node = anchor.line.node
    while node >= 0 and laid.outline.tag[node] not in _ROOTS and laid.is_only_of(node, anchor):
        if steps and (laid.opens_section(node, steps[-1]) or laid.begins_another(node, steps[-1])):
            break
        steps.append(node)
        node = laid.outline.parent[node]
    return steps


def _agree(found: list[Anchor], climbs: list[list[int]]) -> None:
    """Cut climbs that go higher than most of their slot's."""
    by_slot: dict[int, list[int]] = defaultdict(list)
    for i, anchor in enumerate(found):
        by_slot[id(anchor.slot)].append(i)
    for members in by_slot.values():
        if len(members) < 3:
            continue
        usual = Counter(len(climbs[i]) for i in members).most_common(1)[0][0]
        for i in members:
            del climbs[i][max(1, usual) :]


def _own(laid: _Laid, anchor: Anchor, steps: list[int]) -> Range:
    if steps:
        return steps[-1], laid.outline.end[steps[-1]]
    return anchor.line.first, anchor.line.last + 1


def _runs(laid: _Laid, climbs: list[list[int]], own: list[Range]) -> dict[int, Range]:
    """For names without a wrapper: what stands between one and the next (or between the last one and this)."""
    siblings: dict[int, list[int]] = defaultdict(list)
    for i, steps in enumerate(climbs):
        parent = laid.outline.parent[steps[-1]] if steps else laid.found[i].line.node
        if parent >= 0:
            siblings[parent].append(i)
    extra: dict[int, Range] = {}
    for parent, members in siblings.items():
        complete = 2 * sum(laid.count(*own[i]) > 1 for i in members) > len(members)
        after: dict[int, Range] = {}
        previous = parent + 1
        for i, following in zip(members, [*members[1:], None], strict=True):
            stop = laid.outline.end[parent] if following is None else own[following][0]
            begin = own[i][1]
            if complete and climbs[i]:
                stop = _before_twin(laid.outline, climbs[i][-1], begin, stop)
            if laid.first_time(previous, begin) is not None:  # an item of the programme ends where the next begins
                stop = laid.first_time(begin, stop) or stop
            after[i] = begin, _until(laid, i, begin, stop)
            previous = begin
        filled = [laid.count(*after[i]) > 0 for i in members]
        start = laid.after_section_heading(parent, own[members[0]][0])
        before_first = laid.count(start, own[members[0]][0]) > 0
        if before_first and not filled[-1] and sum(filled) >= 0.6 * (len(members) - 1):
            if not complete or len(members) > 1:
                _take_before(laid, members, own, start, extra)
        elif sum(filled) >= 0.3 * len(members):
            extra.update((i, after[i]) for i, full in zip(members, filled, strict=True) if full)
    return extra


def _take_terms(laid: _Laid, own: list[Range], extra: dict[int, Range]) -> None:
    """To names in a `<dd>` belongs the `<dt>` before it ("Title of the talk"), never the next one, which is of the next."""
    outline = laid.outline
    known: dict[int, dict[int, tuple[Range, int]]] = {}
    for i, anchor in enumerate(laid.found):
        around = (anchor.line.node, *outline.ancestors(anchor.line.node, _BOXES))
        at = next((node for node in around if node >= 0 and outline.tag[node] == "dd"), -1)
        parent = outline.parent[at] if at >= 0 else -1
        if parent < 0 or own[i][0] < at:  # nobody else is in the whole list, or in a box around the pair
            continue
        if parent not in known:
            known[parent] = _terms(outline, parent)
        if at not in known[parent]:
            continue
        (begin, end), last = known[parent][at]
        first, behind = bisect_left(laid.starts, begin), bisect_left(laid.starts, last)
        if first < len(laid.starts) and laid.starts[first] < end:
            continue  # the term names somebody itself
        if behind - first == 1:
            own[i] = begin, last
            extra.pop(i, None)
        else:
            extra[i] = begin, end


def _terms(outline: Outline, parent: int) -> dict[int, tuple[Range, int]]:
    """For each `<dd>` in a list its `<dt>`, and where what is told of that ends."""
    found: dict[int, tuple[Range, int]] = {}
    waiting: list[int] = []
    term: Range | None = None
    at, stop = parent + 1, outline.end[parent]
    while at < stop:
        if outline.tag[at] == "dt" or outline.tag[at] in HEADINGS:
            found.update((one, (term, at)) for one in waiting if term)
            waiting = []
            term = (at, outline.end[at]) if outline.tag[at] == "dt" else None
        elif outline.tag[at] == "dd":
            waiting.append(at)
        at = outline.end[at]
    found.update((one, (term, stop)) for one in waiting if term)
    return found


def _before_twin(outline: Outline, top: int, begin: int, stop: int) -> int:
    """The first sibling made like `top`: another card, if of nobody."""
    beside = begin
    while beside < stop:
        if outline.path[beside] == outline.path[top]:
            return beside
        beside = outline.end[beside]
    return stop


def _until(laid: _Laid, i: int, begin: int, stop: int) -> int:
    """Where what follows a name ends: at the next name, or a heading that ranks as high as the name."""
    level = heading_level(laid.outline, laid.found[i].line.node) or 5
    kept = begin
    for j in range(bisect_left(laid.heading_starts, begin), len(laid.heading_starts)):
        at = laid.heading_starts[j]
        if at >= stop:
            break
        if laid.parts[j]:  # "Bio", "Abstract": of the card, however large it is written
            kept = at + 1
            continue
        # A smaller heading "Talk" under a name is a part of the card.
        if laid.levels[j] <= level or laid.opens[j] not in (None, "programme"):
            while laid.outline.parent[at] >= kept:
                at = laid.outline.parent[at]
            return at
    return stop


def _take_before(laid: _Laid, members: list[int], own: list[Range], begin: int, extra: dict[int, Range]) -> None:
    for i in members:
        start, end = own[i]
        if begin < start and laid.count(begin, start) <= MOST_BEFORE:
            extra[i] = begin, start
        begin = end
