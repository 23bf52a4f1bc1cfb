"""One person's own page, cut into zones by its headings and labels: the head, the biography, the talks, elsewhere.

Lists are read by comparing their cards; here is only one, but what stands under "Talks" or "Biography" is told by the
page itself. Lines of a page come in, in order; texts by kind come out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from scraper.extract.own.own_texts import (
    LABELLED,
    LONGEST_LABEL,
    QUOTES,
    bare_title,
    behind_abstract,
    hint_of,
    is_biography_of,
    is_fact_label,
    is_handle,
    is_list,
    is_talk_label,
    is_title,
    leads_away,
    line_level,
    looks_like_label,
    titles,
    zone,
)
from scraper.extract.visible.jobs import job
from scraper.extract.visible.lines import Line
from scraper.extract.visible.outline import Outline
from scraper.extract.visible.parted import parted
from scraper.extract.visible.spots import Spot
from scraper.extract.visible.texts import (
    EDGES,
    LONG,
    field_set,
    is_aside,
    is_contact,
    is_furniture,
    is_other_label,
    is_pronouns,
    is_prose,
    is_time,
)
from scraper.recognise.employers import employer_score
from scraper.recognise.names import name_key
from scraper.recognise.places import is_place
from scraper.recognise.roles import role_score
from scraper.recognise.sections import billing, is_placeholder, section
from scraper.text import fold, squash

MAX_BIO = 6_000
MAX_TALKS = 20
MAX_TOPICS = 20
MOST_BEFORE = 14  # lines in front of the name that can still be about its person
MOST_SHORT = 5
SURE = 0.4  # a text that scores less as a role is none
LONGEST_TOPIC = 40


@dataclass(slots=True)
class Told:
    """What a page tells of its person, by kind."""

    headline: str | None = None
    role: str | None = None
    employer: str | None = None
    bio: str | None = None
    talks: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    billing: str | None = None
    last: int = -1
    """The number of the last line that is about the person."""


@dataclass(slots=True)
class _Held:
    short: list[tuple[str, Spot]] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    """Prose right behind the name: of the person, or what their talk is about."""
    bio: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    talks: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    session: list[tuple[Line, str]] = field(default_factory=list)
    billing: str | None = None
    role: str | None = None
    employer: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page before it is read: the keys of its people's names, the titles the list told."""

    names: frozenset[str]
    talks: tuple[str, ...] = ()
    is_session: bool = False
    """Is it the page of a talk, which names its people before it says what it is about, or behind?"""


def read(outline: Outline, all_lines: Sequence[Line], own: Line, known: Known) -> Told:
    """What the lines say of the person named in the line `own`.

    `all_lines`: the lines of the page's main part, in order.
    """
    names = known.names
    held = _Held()
    at = next(i for i, line in enumerate(all_lines) if line is own)
    level = line_level(outline, own)
    _before(outline, all_lines[max(0, at - MOST_BEFORE) : at], held, own, names)
    after = _after(outline, all_lines[at + 1 :], own, level, names)
    known_talks = frozenset(map(fold, known.talks))
    _Zones(outline, held, names, level, known_talks).read(after)
    if known.is_session and not any(is_prose(line.text) for line in all_lines[:at]):
        held.head = behind_abstract(held.head, names, at_once=False)
    elif any(fold(title) in known_talks for title in held.talks):
        held.head = behind_abstract(held.head, names) or held.head
    held.bio = [*held.head, *held.bio]
    if level == 7 and (mine := [text for text in [*held.bio, *held.aside] if is_biography_of(text, names)]):
        held.bio = mine  # a page of several people, whose biographies begin with their names
    told = _told(held)
    if told.bio is None:
        told.bio = next((line.text for line in all_lines if is_biography_of(line.text, names)), None)
    told.last = max([own.number, *(line.number for line in after)])
    return told


def _after(outline: Outline, lines: Sequence[Line], own: Line, level: int, names: frozenset[str]) -> list[Line]:
    """What follows the name, up to the next person, others, or the end of what is about the person."""
    kept: list[Line] = []
    for line in lines:
        own_level = line_level(outline, line)
        kind = zone(line.text) if own_level < 7 else None
        if kind in ("others", "end") and not (kept and own_level > level + 1 and kind == "end"):
            break
        is_twin = outline.path[line.node] == outline.path[own.node] and name_key(line.text) not in names
        if level > 1 and is_twin and level in {own_level, 7}:
            break
        kept.append(line)
    return kept


def _before(outline: Outline, lines: Sequence[Line], held: _Held, own: Line, names: frozenset[str]) -> None:
    """In front of the name: the function, what classes and labels name, and the talk that heads a talk's page."""
    level, is_near = line_level(outline, own), True
    for line in reversed(lines):
        text = line.text.strip()
        if outline.path[line.node] == outline.path[own.node] and level > 1:
            is_near = False  # another person: what stands before that one may still be about both
        elif said := billing(text):
            held.billing = held.billing or (said if is_near else None)
        elif line_level(outline, line) < level and section(text) is None and name_key(text) not in names:
            if not is_furniture(text) and len(text.split()) > 2 and role_score(text) < 0.6:
                held.talks = [text]
        elif _take_labelled(text, held) or is_furniture(text) or len(text) > LONG:
            continue
        elif is_near and (hint := hint_of(outline, line)) in ("role", "employer") and zone(text) is None:
            held.short.append((text, _spot(text, hint)))


class _Zones:
    """Goes through the lines behind the name and sorts them by the zone they stand in."""

    def __init__(
        self, outline: Outline, held: _Held, names: frozenset[str], level: int, known_talks: frozenset[str]
    ) -> None:
        self._outline = outline
        self._held = held
        self._names = names
        self._level = level
        self._known_talks = known_talks
        self._mode = "head"
        self._mode_level = level
        self._label = ""

    def read(self, lines: Sequence[Line]) -> None:
        for line in lines:
            text = line.text.strip()
            level = line_level(self._outline, line)
            if self._label and self._take_value(text):
                continue
            if self._turns(text, level, line):
                continue
            self._sort(line, text, level)
        self._end_session()

    def _take_value(self, text: str) -> bool:
        """Take the value of the label before; that of an unknown label is dropped, unless it reads like a job."""
        label, self._label = self._label, ""
        if _keep(label, text, self._held):
            return True
        return not is_fact_label(label) and len(text) <= 60 and role_score(text) < 0.5 and employer_score(text) < 0.6

    def _turns(self, text: str, level: int, line: Line) -> bool:
        """Does the line open another zone, or label the next line?"""
        is_inside = self._mode == "talks" and level < 7 and level > self._mode_level
        if is_inside:
            return False
        if level < 7 or (len(text) <= LONGEST_LABEL and looks_like_label(self._outline, line, text)):
            if (plain := fold(text).strip(" *•-:：")) and is_fact_label(plain):
                self._label = plain
                return True
            if said := billing(text):
                self._held.billing = self._held.billing or said
                return True
            if (kind := zone(text)) is not None and not (kind == "elsewhere" and leads_away(self._outline, line)):
                self._open(kind, level)
                return True
            if level == 7 and text.endswith((":", "：")) and self._mode == "head":
                self._label = plain
                return True
        return False

    def _open(self, kind: str, level: int) -> None:
        if self._mode == "talks" and kind == "abstract":
            self._held.session.append((Line("", -1, -1, -1, 0), ""))
            self._mode = "abstract"
            return
        self._end_session()
        self._mode, self._mode_level = kind, level

    def _end_session(self) -> None:
        if self._held.session:
            self._held.talks.extend(titles(self._outline, self._held.session, self._names))
            self._held.session = []

    def _sort(self, line: Line, text: str, level: int) -> None:
        held = self._held
        if self._mode in ("talks", "abstract"):
            if self._mode == "abstract" and level < 7 and held.session:
                self._mode = "talks"
            if self._mode == "talks":
                held.session.append((line, text))
        elif (
            (len(text) <= LONG and name_key(text) in self._names)
            or is_furniture(text)
            or is_contact(text)
            or is_placeholder(text)
            or is_pronouns(text)
        ):
            return
        elif self._mode == "topics":
            held.topics.extend([text] if len(text) <= LONGEST_TOPIC else [])
        elif self._mode == "elsewhere":
            held.aside.extend([text] if len(text) > LONG and not is_list(self._outline, line) else [])
        elif (said := billing(text)) is not None:
            held.billing = held.billing or said
        elif not (is_time(text) or _take_labelled(text, held) or self._is_heading(line, text, level)):
            self._sort_text(line, text)

    def _is_heading(self, line: Line, text: str, level: int) -> bool:
        """Is it a heading that opens no known zone: a talk's title, or something else than a job?"""
        if level < 7 and is_title(self._outline, line, text, level - self._level):
            self._held.talks.append(text)
            self._mode, self._mode_level = "abstract", level
            return True
        if self._known_talks and fold(text) in self._known_talks:
            self._held.talks.append(text)  # and what follows may still be about the person
            return True
        if level < 7 and role_score(text) < SURE and employer_score(text) < 0.7:
            if leads_away(self._outline, line):
                return True  # and the head goes on behind it
            self._mode, self._mode_level = "other", level
            return True
        return False

    def _sort_text(self, line: Line, text: str) -> None:
        held = self._held
        if (
            len(text) <= LONG
            and (hint := hint_of(self._outline, line)) in ("role", "employer")
            and self._mode == "head"
        ):
            held.short.append((text, _spot(text, hint)))
        elif is_prose(text) or (self._mode == "bio" and (len(text) > 60 or text.endswith((".", "。")))):
            {"head": held.head, "bio": held.bio}.get(self._mode, held.aside).append(text)
        else:
            self._sort_short(line, text)

    def _sort_short(self, line: Line, text: str) -> None:
        held, hint = self._held, hint_of(self._outline, line)
        if hint == "talk" and self._mode == "head":
            held.session.append((line, text))
        elif hint == "topic":
            if len(text) <= LONGEST_TOPIC:
                held.topics.append(text)
        elif (
            (hint not in ("role", "employer") and (is_aside(text) or is_place(text)))
            or is_handle(self._outline, line, text)
            or (hint == "noise" and role_score(text) < 0.7)
        ):
            return
        elif hint == "bio" and len(text) > 60 and role_score(text) < 0.5:
            (held.head if self._mode == "head" else held.bio).append(text)
        elif self._mode == "head" and (two := parted(self._outline, line)):
            held.role, held.employer = held.role or two.role, held.employer or two.employer
        elif (
            self._mode == "head"
            and (hint in ("role", "employer") or not (held.bio or held.head))
            and len(held.short) < MOST_SHORT
        ):
            held.short.append((text, _spot(text, hint)))


def _told(held: _Held) -> Told:
    role, employer = held.role, held.employer
    by_hint = {hint: text for text, spot in reversed(held.short) if (hint := spot.hint) in ("role", "employer")}
    role = role or by_hint.get("role")
    employer = employer or by_hint.get("employer", "").partition(";")[0].strip() or None  # the first of several
    rest = [(text, spot) for text, spot in held.short if text not in (role, employer)]
    headline: str | None = None
    if role and employer:
        headline = None if held.role and held.employer else f"{role}, {employer}"
    elif role or employer:
        beside = next((text for text, spot in rest if (role_score(text) >= SURE) is bool(employer)), None)
        if beside and not employer:
            employer = beside if employer_score(beside) >= 0.3 else None
        elif beside:
            role = beside
        headline = ", ".join(text for text in (role, employer or beside) if text)
    else:
        headline, role, employer = job(held.short)
    bio = squash(" ".join(dict.fromkeys(held.bio or held.aside)))[:MAX_BIO] or None
    talks = dict.fromkeys(title for one in held.talks if (title := bare_title(one)))
    return Told(
        headline=headline,
        role=role,
        employer=employer,
        bio=bio,
        talks=tuple(talks)[:MAX_TALKS],
        topics=tuple(dict.fromkeys(held.topics))[:MAX_TOPICS],
        billing=None if held.billing == "speaker" else held.billing,
    )


def _spot(text: str, hint: str) -> Spot:
    spot = Spot(texts=Counter({text: 1}), hint=hint if hint in ("role", "employer") else "")
    spot.judge()
    return spot


def _take_labelled(text: str, held: _Held) -> bool:
    """Take "Company: Acme", "Title: Rust at scale" apart."""
    found = LABELLED.match(text)
    if found is None or len(found[1].split()) > 3:
        return False
    label = fold(found[1]).strip(" *•-")
    if billing(found[1]) and not is_prose(found[2]) and len(found[2].split()) > 2:
        held.billing = held.billing or billing(found[1])
        held.talks.append(found[2])
        return True
    is_else = zone(label) in ("abstract", "elsewhere") or is_other_label(found[1], found[2])
    return _keep(label, found[2], held) or is_else


def _keep(label: str, value: str, held: _Held) -> bool:
    """Keep a value by its label. False for labels of no interest."""
    value = value.strip(" " + QUOTES)
    is_role = label in field_set("labels_role")
    if is_talk_label(label) and not (is_role and (len(value.split()) < 4 or role_score(value) >= 0.4)):
        if len(value) > 2 * LONG:
            return False
        held.talks.append(value)
    elif is_role:
        held.role = held.role or value.strip(EDGES) or None
    elif label in field_set("labels_employer"):
        held.employer = held.employer or value.strip(EDGES.replace(".", "")) or None
    elif zone(label) == "bio":
        held.bio.append(value)
    else:
        return False
    return True
