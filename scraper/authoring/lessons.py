"""What two corrections teach: how the rest of a page reads, found in the words the page itself used. Pure.

Looked for first is a part of a text that was read ("what stands after ' | ' in the line under the name"): it needs no page
and reads later pulls too. Where there is none, rules for the kept page are looked for, as for a drafted adapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scraper.authoring.rules import Known, Rules, find, people
from scraper.model import Sighting
from scraper.page import Page
from scraper.recognise.names import name_key
from scraper.text import fold, squash

FACTS = ("role", "employer")
LEAST = 2
"""Corrected people that teach a rule: one alone may be a slip of the page."""
_FIELDS = {
    "headline": "the line under the name",
    "role": "what was read as the role",
    "employer": "what was read as the employer",
}
_ENDS_IN_MARK = re.compile(r"\s[^\w\s]+\s*$|[^\w\s.)\]]+\s*$|\s\w{1,4}\s$")
_BEGINS_WITH_MARK = re.compile(r"^\s[^\w\s]+\s*|^[^\w\s.(\[]+\s*|^\s\w{1,4}\s")
_TAKES = {
    "whole": "{field}", "first": "what stands first, before “{mark}”, in {field}",
    "last": "what stands last, after “{mark}”, in {field}", "second": "what stands second, between “{mark}”, in {field}",
    "after": "all after the first “{mark}” in {field}", "before": "all before the last “{mark}” in {field}",
    "nothing": "not told on this page",
}  # fmt: skip
"""Ways to take a part of a text, the plainest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Somebody as the page showed them, what is right of them, and which facts a person corrected."""

    name: str
    sighting: Sighting
    facts: Mapping[str, str | None]
    corrected: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of one text of a sighting."""

    take: str
    field: str = "headline"
    mark: str = ""

    def read(self, sighting: Sighting) -> str | None:
        """The part; None where the text has no such mark."""
        text = squash(getattr(sighting, self.field))
        if self.take == "whole":
            return text or None
        pieces = text.split(self.mark) if self.mark and text else []
        if len(pieces) < 2:
            return None
        taken = {
            "first": pieces[0],
            "second": pieces[1],
            "last": pieces[-1],
            "after": text.split(self.mark, 1)[1],
            "before": text.rsplit(self.mark, 1)[0],
        }.get(self.take)
        return squash(taken) or None

    @property
    def says(self) -> str:
        """The part in words."""
        return _TAKES[self.take].format(field=_FIELDS[self.field], mark=self.mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How facts read, by what was taught: as parts of texts, or by rules for the page (`shown` is what they read)."""

    parts: Mapping[str, Part]
    rules: Rules | None = None
    shown: Mapping[str, Sighting] | None = None

    @property
    def says(self) -> str:
        """The rule in words."""
        if self.rules is not None:
            told = (f"{fact}: {self.rules.keywords[fact]}" for fact in FACTS if fact in self.rules.keywords)
            return f"on the page, in each {self.rules.at}, {'; '.join(told)}"
        return "; ".join(f"{fact}: {part.says}" for fact, part in self.parts.items())

    def read(self, sighting: Sighting) -> dict[str, str | None]:
        """The facts it reads of somebody; a fact it cannot tell is left out."""
        found: dict[str, str | None] = {}
        for fact, part in self.parts.items():
            value = part.read(sighting)
            if value is not None or part.take == "nothing":
                found[fact] = value
        one = (self.shown or {}).get(name_key(sighting.name))
        if one is not None and self.rules is not None:
            found |= {fact: value for fact in self.rules.keywords if fact in FACTS and (value := getattr(one, fact))}
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What somebody would become: fact -> (as it is, as the rule reads it)."""

    name: str
    changes: Mapping[str, tuple[str | None, str | None]]


def learn(lessons: Sequence[Lesson], everybody: Sequence[Sighting], page: Page | None) -> Rule | None:
    """The rule that reads everything right of whoever was corrected; None where there is none, or too few were."""
    wanted = [fact for fact in FACTS if any(fact in one.corrected for one in lessons)]
    if len(lessons) < LEAST or not wanted:
        return None
    parts = {fact: part for fact in wanted if (part := _part(lessons, fact)) is not None}
    if len(parts) == len(wanted):
        return Rule(parts=parts)
    return _on_page(lessons, wanted, everybody, page) if page is not None else None


def _part(lessons: Sequence[Lesson], fact: str) -> Part | None:
    """The plainest part that is right for every lesson."""
    if not any(one.facts[fact] for one in lessons):
        return Part(take="nothing")
    fitting = [
        part
        for part in dict.fromkeys(_parts(lessons[0], fact))
        if all(fold(part.read(one.sighting)) == fold(one.facts[fact]) for one in lessons)
    ]
    return min(fitting, key=lambda part: (list(_TAKES).index(part.take), -len(part.mark)), default=None)


def _parts(lesson: Lesson, fact: str) -> Iterator[Part]:
    """Every part of a lesson's texts that gives what is right."""
    right = squash(lesson.facts[fact])
    for field in _FIELDS:
        text = squash(getattr(lesson.sighting, field))
        at = fold(text).find(fold(right)) if right and len(fold(text)) == len(text) else text.find(right)
        if not text or at < 0 or not right:
            continue
        if fold(text) == fold(right):
            yield Part(take="whole", field=field)
        for mark in _marks(text[:at], text[at + len(right) :]):
            yield from (
                Part(take=take, field=field, mark=mark) for take in ("first", "last", "second", "after", "before")
            )


def _marks(before: str, after: str) -> Iterator[str]:
    """What parts a text before and after a piece of it: a run of signs with its blanks, or a short word between blanks."""
    for found in (_ENDS_IN_MARK.search(before), _BEGINS_WITH_MARK.search(after)):
        if found:
            yield found[0]


def _on_page(
    lessons: Sequence[Lesson], wanted: Sequence[str], everybody: Iterable[Sighting], page: Page
) -> Rule | None:
    right = {name_key(one.name): one for one in lessons}
    known = []
    for one in everybody:
        lesson = right.get(name_key(one.name))
        role, employer = (lesson.facts[fact] if lesson else None for fact in FACTS)
        known.append(Known(sighting=Sighting(name=one.name, source=one.source, role=role, employer=employer)))
    rules = find(page, known, taught=frozenset(right))
    if rules is None or not all(fact in rules.keywords for fact in wanted):
        return None
    only = {name: rule for name, rule in rules.keywords.items() if name == "name" or name in wanted}
    rules = replace(rules, keywords=only)
    shown = {name_key(one.name): one for one in people(rules.extract(), page)}
    return Rule(parts={}, rules=rules, shown=shown)


def propose(rule: Rule, rest: Iterable[tuple[str, Sighting, Mapping[str, str | None]]]) -> Iterator[Proposal]:
    """What the rest would become: (name, as the page showed them, facts as they are) -> where the rule reads otherwise."""
    for name, sighting, facts in rest:
        changes = {
            fact: (facts[fact], value)
            for fact, value in rule.read(sighting).items()
            if fact in facts and fold(value) != fold(facts[fact])
        }
        if changes:
            yield Proposal(name=name, changes=changes)
