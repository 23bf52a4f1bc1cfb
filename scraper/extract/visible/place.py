"""Which section of the page a line stands in: the headings above it and the names of the containers around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from scraper.extract.visible.lines import Line
from scraper.extract.visible.outline import HEADINGS, Outline
from scraper.page import Page
from scraper.recognise.sections import section

NOT_SPEAKERS = {
    "organisers": "organiser",
    "team": "organiser",
    "sponsors": "sponsor",
    "past": "past speaker",
    "quoted": "quoted",
    "call": "not a name",
    "news": "quoted",
}
"""The kinds of section whose people are no speakers, and the reason given."""

_TOKEN = re.compile(r"[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+")
_TELLING = {
    "speaker": "speakers", "speakers": "speakers", "presenter": "speakers", "presenters": "speakers", "keynote": "speakers",
    "keynotes": "speakers", "panelist": "speakers", "panelists": "speakers", "ponente": "speakers", "ponentes": "speakers",
    "referent": "speakers", "referenten": "speakers", "relatori": "speakers", "palestrantes": "speakers",
    "prelegenci": "speakers", "sprecher": "speakers", "intervenants": "speakers", "lineup": "speakers",
    "organizer": "organisers", "organizers": "organisers", "organiser": "organisers", "organisers": "organisers",
    "committee": "organisers", "committees": "organisers", "volunteer": "organisers", "volunteers": "organisers",
    "sponsor": "sponsors", "sponsors": "sponsors", "testimonial": "quoted", "testimonials": "quoted", "quotes": "quoted",
    "team": "team", "staff": "team", "schedule": "programme", "agenda": "programme", "program": "programme", "programme": "programme",
    "session": "programme", "sessions": "programme", "talk": "programme", "talks": "programme",
}  # fmt: skip
_LONGEST = 1000
_LARGEST_LABEL = 12  # nodes
_FIRM = frozenset(("organisers", "sponsors", "quoted"))
_Step = tuple[int, int, "str | None"]
"""On the way outwards: the node reached, the rank of the last heading, what the containers so far are called."""
_Spot = tuple[int, int, int, int]
"""Where a heading is looked for: inside which node, before which, of which rank, for elements of which make."""


class Places:
    """Answers for one page: `kind(line)` is the section's kind or None."""

    def __init__(
        self,
        page: Page,
        outline: Outline,
        all_lines: list[Line],
        names: frozenset[int],
        *,
        headings_only: bool = False,
    ) -> None:
        """`names` are the numbers of lines that are (likely) names: a name is no section's heading.

        `headings_only`: what containers are called is left out of account.
        """
        self._outline = outline
        self._headings_only = headings_only
        self._levels: list[int] = []
        self._starts: list[int] = []
        self._kinds: list[str | None] = []
        for line in all_lines:
            level = heading_level(outline, line.node)
            if level and line.number not in names:
                self._levels.append(level)
                self._starts.append(line.first)
                self._kinds.append(section(line.text))
        self._above = _nearest_smaller(self._levels)
        self._before: dict[_Spot, tuple[str | None, int]] = {}
        self._names = [line.first for line in all_lines if line.number in names]
        self._known: dict[_Step, str | None] = {}
        self._by_id: dict[str, int] | None = None
        self.page_kind = of_address(page)
        self.of_speakers = self.page_kind == "speakers" or "speakers" in self._kinds
        """Does the page's address or one of its headings announce speakers?"""

    def kind(self, line: Line) -> str | None:
        """The section a line stands in: by headings, else by containers, else by the page's address."""
        level = heading_level(self._outline, line.node) or 7
        return self._climb(line.node, level) or self.page_kind

    def _climb(self, node: int, level: int) -> str | None:
        """From a node outwards: the nearest heading that tells wins, unless a container of many names tells first.

        The lines of a page share most of the way: each step is taken once.
        """
        way: list[_Step] = []
        step: _Step = node, level, None
        while step not in self._known:
            way.append(step)
            outcome = self._step(*step)
            if not isinstance(outcome, tuple):
                self._known[step] = outcome
                break
            step = outcome
        found = self._known[step]
        self._known.update(dict.fromkeys(way, found))
        return found

    def _step(self, node: int, level: int, by_name: str | None) -> _Step | str | None:
        """What a node and the headings before it tell, or else the next step outwards."""
        if node < 0:
            return by_name
        if label := self._label(node):
            return label
        told = None if self._headings_only else _of_names(self._outline.attrs[node])
        by_name = by_name or told
        if told and self._is_section(node, told):
            return told
        if by_name in _FIRM:
            return by_name
        if self._outline.tag[node] == "blockquote":
            return "quoted"
        parent = self._outline.parent[node]
        kind = None
        if self._starts:
            kind, level = self._heading_before(parent, node, level) if parent >= 0 else (None, level)
        return kind or (parent, level, by_name)

    def _label(self, node: int) -> str | None:
        """What the label of a tab's panel says, for no heading tells the panels apart; or that of what is unfolded."""
        if self._outline.tag[node] == "details":
            has_label = "summary" in self._outline.tag[node + 1 : node + 2]
            return self._said(node + 1) if has_label else None
        name = self._outline.attrs[node].get("aria-labelledby") if self._outline.attrs[node] else None
        if not name:
            return None
        if self._by_id is None:
            ids = ((attrs.get("id"), at) for at, attrs in enumerate(self._outline.attrs) if attrs)
            self._by_id = {one: at for one, at in ids if one}
        at = self._by_id.get(name, -1)
        return self._said(at) if at >= 0 else None

    def _said(self, at: int) -> str | None:
        """What section a small element's text announces."""
        texts = self._outline.text[at : min(self._outline.end[at], at + _LARGEST_LABEL)]
        return section(" ".join(text for text in texts if text).strip())

    def _heading_before(self, parent: int, child: int, level: int) -> tuple[str | None, int]:
        """What the last heading of higher rank before `child` inside `parent` says, and the rank reached.

        Headings in siblings of the same make (other cards) are theirs: what stands before the sibling counts, which
        was found when its turn came.
        """
        path = self._outline.path[child]
        way: list[_Spot] = []
        spot: _Spot = parent, child, level, path
        while spot not in self._before:
            way.append(spot)
            _, begin, level, _ = spot
            at = bisect_left(self._starts, begin) - 1
            while at >= 0 and self._levels[at] >= level:
                at = self._above[at]
            if at < 0 or self._starts[at] <= parent:
                self._before[spot] = None, level
            elif (twin := self._twin(self._starts[at], parent, path)) is not None:
                spot = parent, twin, level, path
            elif self._kinds[at]:
                self._before[spot] = self._kinds[at], level
            else:
                spot = parent, self._starts[at], self._levels[at], path
        found = self._before[spot]
        self._before.update(dict.fromkeys(way, found))
        return found

    def _is_section(self, node: int, told: str) -> bool:
        """Is the container that tells a section of several people, not a part of one card?"""
        outline = self._outline
        is_marked = outline.tag[node] in ("section", "article") or told == _of_id(outline, node)
        return told != "team" and is_marked and self._count_names(node) > 1

    def _count_names(self, node: int) -> int:
        """How many likely names stand inside a node?"""
        return bisect_left(self._names, self._outline.end[node]) - bisect_left(self._names, node)

    def _twin(self, heading: int, parent: int, path: int) -> int | None:
        """The element of that make inside `parent` in which a heading stands, if it is another card."""
        outline = self._outline
        top = heading
        while outline.parent[top] != parent and outline.parent[top] >= 0:
            top = outline.parent[top]
        is_twin = (
            outline.path[top] == path
            and outline.tag[top] not in HEADINGS
            and outline.tag[top] != "section"
            and self._count_names(top) > 0
        )
        return top if is_twin else None


def _nearest_smaller(levels: list[int]) -> list[int]:
    """For each number where the nearest smaller one before it stands; -1 for none."""
    found: list[int] = []
    for at, level in enumerate(levels):
        before = at - 1
        while before >= 0 and levels[before] >= level:
            before = found[before]
        found.append(before)
    return found


def heading_level(outline: Outline, node: int) -> int:
    """1 to 6 for a node that is (in) a heading, 0 for any other."""
    level = outline.levels.get(node)
    if level is None:
        level = outline.levels[node] = _level(outline, node)
    return level


def _level(outline: Outline, node: int) -> int:
    at = node
    for _ in range(4):
        if at < 0:
            return 0
        if level := HEADINGS.get(outline.tag[at]):
            return level
        if outline.blockish[at] and at != node:
            return 0
        at = outline.parent[at]
    return 0


def _of_names(attrs: dict[str, str | None]) -> str | None:
    if not attrs:
        return None
    named = f"{attrs.get('id') or ''} {attrs.get('class') or ''} {attrs.get('aria-label') or ''}"
    return _kind_of_names(named[:_LONGEST]) if len(named) > 3 else None


@lru_cache(maxsize=4096)
def _kind_of_names(named: str) -> str | None:
    """What the words of an id, of classes and a label say of a container."""
    tokens = {one.lower() for one in _TOKEN.findall(named)}
    found = {_TELLING[one] for one in tokens if one in _TELLING}
    if not found:
        return None
    if "speakers" in found and tokens & {"past", "previous"}:
        return "past"
    return next(
        (one for one in ("speakers", "organisers", "sponsors", "quoted", "programme", "team") if one in found), None
    )


def _of_id(outline: Outline, node: int) -> str | None:
    tokens = {one.lower() for one in _TOKEN.findall(outline.attrs[node].get("id") or "")}
    return next((_TELLING[one] for one in tokens if one in _TELLING), None)


def of_address(page: Page) -> str | None:
    """What the page's own address says it shows ("/2031/speakers/" -> "speakers")."""
    path = unquote(urlsplit(page.url).path)
    for part in reversed([one for one in re.split(r"[/.]", path) if one]):
        kind = section(re.sub(r"[-_+]+", " ", part))
        if kind in ("speakers", "programme", "organisers", "team", "past", "sponsors"):
            return kind
    return None
