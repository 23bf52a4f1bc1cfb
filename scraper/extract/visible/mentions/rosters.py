"""Several people in one line or paragraph, each with who they are; and one between what they speak about and where they work.

"Moderator: Ada Kovač (Brask) Participants: Li Wei, Jo Oak" - "Rector Ada Kovač, Boat Museum, in conversation with Li Wei
(Acme)" - "10.30: Hulls of pine, Ada Kovač, Boat Museum". A text is cut at every mark and every "and" before a name; each
part is a name, a job with a name behind it, what is told of whoever was named last, or nothing of these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from scraper.extract.visible.mentions.behind_job import may_be_given, named
from scraper.extract.visible.mentions.labels import label, undated
from scraper.extract.visible.mentions.mention import Mention
from scraper.extract.visible.persons import LONGEST, MOST_PEOPLE, Person, announcing, joints, people
from scraper.recognise.employers import employer_score
from scraper.recognise.names import is_known_given, lists, without_titles
from scraper.recognise.roles import role_score
from scraper.recognise.sections import billing, section
from scraper.text import fold

KIND, ONE = "roster", "tail,"
LONGEST_ROSTER = 2_000
_MOST = 60
_SURE, _TOLD, _LIKE_JOB = 0.75, 0.5, 0.6
_LONGEST_FACT, _LONGEST_ROLE, _MOST_FACTS = 6, 3, 3
_FULL = 2  # words of a name
_MARK = re.compile(
    r"(?P<held>[(（][^()（）]*[)）]|[“„«\"][^“”„«»\"]{2,120}[”“»\"])"
    r"|\s*[;；]\s*|\s*[,，:：]\s+|\s+[-–—]\s+|(?<=[^\W\d_]{4})\.\s+(?=\S)"
)
_LABEL = re.compile(r"(?<=[\s).,])([^\W\d_][^\W\d_ ]{3,20})\s?:\s")
_ENDS = " .,;:"
_ASIDE = re.compile(r"\s*[(（]([^()（）]{1,160})[)）]$")


def roster(text: str) -> Mention | None:
    """The people of a roster, two or more, or the one behind a title, where enough is told of them; or None."""
    if len(text) > LONGEST_ROSTER or not ("," in text or ";" in text or "；" in text or ":" in text):
        return None
    if not any(map(may_be_given, text.split())):
        return None
    bare, said = label(undated(text))
    if len(text) > LONGEST and said is None and bare.count(";") < 2:
        return None  # a biography
    parts = _parts(_LABEL.sub(_parted, bare), is_long=len(text) > LONGEST)
    if not 1 < len(parts) <= _MOST:
        return None
    read = _Read()
    is_names = _is_mostly_names([part for _, part in parts])
    for at, (mark, part) in enumerate(parts):
        has_job = mark == "&" and at + 1 < len(parts) and role_score(parts[at + 1][1]) >= _TOLD
        is_clear = has_job or (is_names and employer_score(part) <= _TOLD)
        read.add(at, mark, part, needed=_TOLD if is_clear else _SURE)
    return read.mention(text, parts, is_labelled=said is not None)


def _is_mostly_names(parts: list[str]) -> bool:
    """Are more than half of the parts sure names? Then one that is less sure is no employer of whoever stands before it."""
    return 2 * sum(people(_ASIDE.sub("", part))[1] >= _SURE for part in parts) > len(parts)


@dataclass(slots=True)
class _Read:
    """What the parts of a text name, as far as they were read."""

    found: list[Person] = field(default_factory=list)
    first: int = 0
    last: int = 0
    sure: int = 0
    told: int = 0
    """Of how many it is told who they are."""
    unread: int = 0
    between: int = 0
    """The parts without a meaning before the last name."""
    facts: int = 0

    def add(self, at: int, mark: str, part: str, *, needed: float) -> None:
        """Take the next part, and the mark before it. `needed`: how sure a name must be."""
        if _is_label(part):
            return
        one, score = _named(part, is_first=at == 0, needed=needed)
        if one:
            self.first = self.first if self.found else at
            self.last, self.between, self.facts = at, self.unread, 0
            self.sure += score >= _SURE
            self.told += one.aside is not None or _is_titled(one)
            self.found.append(one)
        elif self.found and self.facts < _MOST_FACTS and _is_fact(part, is_next=at == self.last + 1 and mark != ":"):
            one = self.found[-1]
            self.facts += 1
            self.told += one.aside is None and not _is_titled(one)
            self.found[-1] = replace(one, aside=", ".join(filter(None, (one.aside, part))))
        elif self.found:
            self.unread += 1
            self.facts = _MOST_FACTS

    def mention(self, text: str, parts: list[tuple[str, str]], *, is_labelled: bool) -> Mention | None:
        """The reading, where most of the text says who these are."""
        if len(self.found) > 1 and self._ends_with_employer(parts):
            self.found[-2:] = [replace(self.found[-2], aside=f"{self.found[-2].aside}, {self.found[-1].name}")]
        found = tuple(self.found)
        if not 1 <= len(found) <= MOST_PEOPLE * 2 or 3 * self.between > self.last - self.first:
            return None
        at = text.find(parts[self.first][1]) if self.first else 0
        before = text[: max(0, at)].rstrip(_ENDS) if section(parts[0][1]) != "speakers" else ""
        if len(found) > 1:
            is_told = 2 * self.sure >= len(found) and (is_labelled or 2 * self.told >= len(found))
            return Mention(text, KIND, found, _SURE, before=before) if is_told else None
        is_behind_title = len(before.split()) > 1 and max(employer_score(before), role_score(before)) < _TOLD
        return Mention(text, ONE, found, _SURE, before=before) if is_behind_title and self._is_one(parts) else None

    def _is_one(self, parts: list[tuple[str, str]]) -> bool:
        """Is the only name a sure one behind a comma or the like, with a title, a job or an employer?"""
        one = self.found[0]
        words = without_titles(one.name)
        has_title = len(words) < len(one.name.split()) and is_known_given(words[0])
        is_told = one.aside is not None and max(role_score(one.aside), employer_score(one.aside)) >= _TOLD
        return self.sure > 0 and parts[self.first][0] != ":" and (has_title or is_told)

    def _ends_with_employer(self, parts: list[tuple[str, str]]) -> bool:
        """Is the last name, alone behind a comma, where the one before it works ("Ada Kovač, director, Brask Hamburg")?"""
        before, last = self.found[-2:]
        return parts[self.last][0] == "," and before.aside is not None and last.aside is None and not _is_titled(last)


def _parted(found: re.Match[str]) -> str:
    """A semicolon before a label that names people."""
    return f"; {found[0]}" if _is_label(found[1]) else found[0]


def _is_label(text: str) -> bool:
    return billing(text) is not None or fold(text) in announcing()


def _parts(text: str, *, is_long: bool) -> list[tuple[str, str]]:
    """What stands between the marks, each with the mark before it, and on both sides of an "and" that leads to a name.

    Marks in brackets and quotation marks part nothing, nor do the full stops of a long text.
    """
    parts: list[tuple[str, str]] = []
    at, before = 0, ""
    for mark in [*_MARK.finditer(text), None]:
        if mark is not None and (
            mark["held"] or (mark[0][0] == "." and (is_long or _is_title(text[at : mark.start()])))
        ):
            continue
        parts += _apart(before, text[at : mark.start()] if mark else text[at:])
        at, before = (mark.end(), mark[0].strip()) if mark else (at, "")
    return parts


def _is_title(text: str) -> bool:
    """Does a text end in a title, so that the dot behind it ends nothing?"""
    last = fold(text.rsplit(maxsplit=1)[-1])
    return last in lists().before or last in lists().after


def _apart(mark: str, part: str) -> list[tuple[str, str]]:
    for joint in joints(f" {part}"):
        head, behind = part[: max(0, joint.start() - 1)].strip(_ENDS), f" {part}"[joint.end() :]
        if not head or _named(behind)[0]:
            return [*([(mark, head)] if head else ()), *_apart("&", behind)]
    return [(mark, bare)] if (bare := part.strip(_ENDS)) else []


def _named(part: str, *, is_first: bool = False, needed: float = _SURE) -> tuple[Person | None, float]:
    """The person a part names, alone, behind their job or, in the first part, behind what leads to it; and how surely."""
    bare, _ = label(part)
    behind = _ASIDE.search(bare)
    aside = behind[1] if behind else None
    name = bare[: behind.start()] if behind else bare
    who, score = people(name)
    if len(who) == 1 and score >= (_TOLD if aside else needed):
        is_titled = _is_titled(who[0])
        is_job = max(role_score(name), employer_score(name)) >= _LIKE_JOB
        is_whole = len(without_titles(name)) >= _FULL
        if is_whole and (is_titled or not (is_job or name[:1].islower())):
            return replace(who[0], aside=aside), score
    if is_first and (led := _led(name)):
        return replace(led, aside=aside), _SURE
    found = named(name)
    job = _job_at_end(found[0]) if found else ""
    if found is None or not job:
        return None, 0.0
    return replace(found[1], aside=", ".join(filter(None, (job, aside)))), found[2]


def _job_at_end(text: str) -> str:
    """The job a text is or, if it is long, ends in."""
    words = text.split()
    if len(words) <= _LONGEST_FACT and role_score(text) >= _LIKE_JOB:
        return text
    tails = (" ".join(words[-size:]) for size in range(min(_LONGEST_ROLE, len(words)), 0, -1))
    return next((tail for tail in tails if role_score(tail) >= _LIKE_JOB), "")


def _led(text: str) -> Person | None:
    """The person behind words that lead to them: "Comments from Ada Kovač"."""
    words = text.split()
    small = max((at for at, word in enumerate(words) if word.islower() and word not in lists().particles), default=-1)
    who, score = people(" ".join(words[small + 1 :])) if small > 0 and words[0][:1].isupper() else ((), 0.0)
    return who[0] if len(who) == 1 and score >= _SURE and len(who[0].name.split()) > 1 else None


def _is_fact(part: str, *, is_next: bool) -> bool:
    """Is it told of whoever was named last? What follows right behind a name is, if it is short."""
    if all(fold(word).replace(".", "") in lists().after for word in part.split()):
        return False  # a degree
    is_short = len(part.split()) <= _LONGEST_FACT and (is_next or part[:1].isupper())
    return is_short or max(role_score(part), employer_score(part)) >= _TOLD


def _is_titled(one: Person) -> bool:
    return len(without_titles(one.name)) < len(one.name.split())
