"""Where in a line could a person stand? Every way of reading it, each with the name, what surrounds it and a score.

A line alone cannot tell "Rust - Ada Kovač" from "Ada Kovač - Rust"; the lines of the same shape beside it can. So all
readings are given here, and scraper.extract.visible.slots weighs which the page means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from scraper import reference
from scraper.extract.visible.persons import (
    HANDLE,
    LONGEST,
    ORG_BEHIND,
    QUOTES,
    Person,
    announcing,
    is_alias,
    joiners,
    odd_name,
    people,
)
from scraper.extract.visible.texts import clock, field_words
from scraper.recognise.employers import employer_score
from scraper.recognise.joined_names import is_joined
from scraper.recognise.names import lists, without_titles
from scraper.recognise.roles import role_score
from scraper.recognise.sections import billing
from scraper.text import fold

__all__ = ["Mention", "Person", "label", "odd_name", "people", "readings"]

SHORTEST_SENTENCE = 40
MOST_MARKS = 4
MOST_BRACKETS = 3
SURE_BEFORE_JOB = 0.75
LONGEST_NAME = 90
_LISTED = {2: 0.8, 3: 0.75}
"""How sure a list of so many names must be: a short one could be a name and where somebody works."""
_LABEL = re.compile(r"^\s*([^:：]{2,40})[:：]\s*(?=\S)")
_HEADS = re.compile(
    r"\s+[-–—―−]+\s+|\s*[–—]\s*|\s*[|:·•：｜]\s*|,\s+|\s*[（(\[]|\s+[/／]\s+|\s*／\s*|\s+@\s*|\s*[~～]\s*|，|\s+-|-\s+"
)
_TAILS = re.compile(
    r"\s+[-–—―−]+\s+|\s*[–—]\s*|\s*[|:·•：｜]\s*|\s+[/／]\s+|\s*／\s*|\.\s+(?:[-–—]\s+)?|\s+-|[\"”」』]\s*,?\s+"
)
# Marks without which the patterns above and below need not be tried: looking for one of a few letters is far cheaper.
_HEAD_MARK = re.compile(r"[-–—―−|:·•：｜,，（(\[/／@~～]")
_TAIL_MARK = re.compile(r"[-–—―−|:·•：｜/／.\"”」』]")
_WORD = re.compile(r"\w+")
_BEGINNINGS = ("by ", "By ", "BY ", "von ", "Von ", "par ", "Par ", "por ", "Por ", "with ", "With ", "mit ")
_OF = frozenset(("di", "de", "von", "door", "av", "af", "com", "con", "met", "mit", "with", "por", "par", "przez"))
"""Words before a speaker that stand between a job and a place as often."""
_TIME = re.compile(
    r"^\s*\d{1,2}\s*[:.h]\s*\d{2}(?:\s*(?:am|pm|h|uhr))?(?:\s*[-–—]\s*\d{1,2}\s*[:.h]\s*\d{2}(?:\s*(?:am|pm|h|uhr))?)?\s*[-–—:|]?\s*",
    re.IGNORECASE,
)


Spans = tuple[tuple[int, int], ...]
"""Where in a line's text its elements begin and end."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One reading of a line's text: its people, what stands before and after them, how the reading was made (`kind`)."""

    text: str
    kind: str
    people: tuple[Person, ...]
    score: float
    before: str = ""
    after: str = ""
    billing: str | None = None


@cache
def _by() -> re.Pattern[str]:
    joined = "|".join(re.escape(one) for one in sorted(joiners("by"), key=len, reverse=True))
    return re.compile(
        rf"(?:^|\s|[,(\[–—-])(?:{joined})(?:\s*:|：)?\s+|(?:講演者|登壇者|講師|讲者|講者|嘉宾|主讲|主講|연사|발표자)\s*[:：]?\s*",
        re.IGNORECASE,
    )


@cache
def _is() -> re.Pattern[str]:
    joined = "|".join(re.escape(one) for one in sorted(joiners("is"), key=len, reverse=True))
    return re.compile(rf"^(\S+(?:\s+\S+){{1,4}}?),?\s+(?:{joined})\s", re.IGNORECASE)


@cache
def _is_words() -> frozenset[str]:
    return frozenset(one.split()[0] for one in joiners("is"))


def readings(text: str, spans: Spans = ()) -> list[Mention]:
    """Every reading of a line that gives a name, the whole line first."""
    found: list[Mention] = []
    if len(text) > LONGEST:
        _of_paragraph(text, spans, found)
        return found
    bare, said = label(_undated(text))
    if bare:
        _whole(text, bare, said, found)
    for start, end in spans:
        if start == 0 or not text[:start].strip(" ,.-–—:•·|" + QUOTES):
            who, score = people(text[start:end].strip(" :.,-–—"))
            if who and score >= 0.25:
                found.append(Mention(text, "piece", who, score, after=text[end:]))
        elif end >= len(text.rstrip()) - 1 or _begins_with_mark(text[end:]):
            _of_last_piece(text, start, end, found)
    if spans:
        _before_piece(text, spans[0][0], found)
    _heads(text, bare, said, found)
    _tails(text, found)
    _sentence(text, found)
    return found


@cache
def _date() -> re.Pattern[str]:
    """Matches a day in front of what is on then: "23 sept. ", "12. Mai: ", "10 januari 2031, "."""
    months = "|".join(
        sorted((fold(one) for one in reference.table("fields")["dates"] if len(one) > 2), key=len, reverse=True)
    )
    return re.compile(
        rf"^\s*(?:(?:{months})\.?,?\s+)?\d{{1,2}}(?:\.|st|nd|rd|th)?\s+(?:de\s+)?(?:{months})\.?(?:\s+\d{{4}})?\s*[-–—:|,.]?\s+(?=\S)"
    )


def _undated(text: str) -> str:
    """The text without the day, or the time of day, in front of it."""
    if timed := clock().match(text):
        return text[timed.end() :]
    if not text[:1].isdigit() and not text[:12].strip().split(" ")[-1:][0][:1].isdigit():
        return text
    plain = _alike(text[:60])
    found = _date().match(plain.lower())
    return text[found.end() :] if found and len(plain) == len(text[:60]) else text


def _before_piece(text: str, start: int, found: list[Mention]) -> None:
    """A bare name and an element behind it: `Ada Kovač <span>CTO, Acme</span>`."""
    if not start or not text[start - 1].isspace():
        return
    who, score = people(text[:start])
    if who and score >= 0.25:
        found.append(Mention(text, "lead", who, score, after=text[start:]))


def _whole(text: str, bare: str, said: str | None, found: list[Mention]) -> None:
    who, score = people(bare)
    if who:
        found.append(Mention(text, "whole", who, score, billing=said))
        return
    timeless = _TIME.sub("", bare)
    if timeless != bare:
        who, score = people(timeless)
        if who:
            found.append(Mention(text, "whole", who, score, billing=said))


def _begins_with_mark(text: str) -> bool:
    return text.lstrip()[:1] in "(,-–—:|[" if text.strip() else True


def _of_last_piece(text: str, start: int, end: int, found: list[Mention]) -> None:
    who, score = people(text[start:end])
    after = text[end:]
    if not who or score < 0.5:
        for head in _head_marks(text[start:end], 1):
            who, score = people(text[start : start + head.start()])
            after = text[start + head.start() : end] + after
    if who and score >= 0.25:
        found.append(Mention(text, "last", who, score, before=text[:start], after=after))


def label(text: str) -> tuple[str, str | None]:
    """A text without the function or label in front of the name ("Moderator: Ada" -> "Ada", "moderator")."""
    if (":" in text or "：" in text) and (match := _LABEL.match(text)):
        said = billing(match[1])
        if said is not None or fold(match[1]).strip(" *•■◆●[]()【】") in announcing():
            return text[match.end() :], said or "speaker"
    if text.startswith(_BEGINNINGS):
        return text.partition(" ")[2], None
    return text, None


def _heads(text: str, bare: str, said: str | None, found: list[Mention]) -> None:
    """Names before a mark: "Ada Kovač - CTO", "Ada Kovač (Acme): Talk", "Ada Kovač, Acme"."""
    is_list = _is_list(found)
    if several := _several_before_slash(text, bare, said):
        found.append(several)
        return
    for mark in _head_marks(bare, MOST_MARKS):
        head = bare[: mark.start()]
        if len(head) > LONGEST_NAME:
            return
        if is_list and mark[0].strip() in (",", "，"):
            continue
        who, score = people(head)
        if not who or score < 0.25 or not bare[mark.end() :].strip(" )"):
            continue
        kind = "head" + _kind_of(mark[0])
        after = bare[mark.start() :]
        if kind == "head(" and (behind := ORG_BEHIND.match(bare)):
            rest = behind["rest"].strip()
            with_aside, more = people(bare[: len(bare) - len(behind["rest"])])
            if with_aside and more >= score and not rest[:1].isalnum():
                who = with_aside
                is_told = (
                    with_aside[0].aside
                    or is_alias(behind["name"], behind["aside"])
                    or HANDLE.match(behind["aside"].strip())
                )
                after = rest if is_told else f"({behind['aside']}){rest}"
        found.append(Mention(text, kind, who, score, after=after, billing=said))
        if len(head.split()) > 1:
            return


def _several_before_slash(text: str, bare: str, said: str | None) -> Mention | None:
    """Several names and where all of them come from: "Dr. Ada Kovač - Milo Tanaka / Acme Institute"."""
    at = max(bare.rfind(" / "), bare.rfind(" | "))
    who, score = people(bare[:at]) if 0 < at <= LONGEST else ((), 0.0)
    if len(who) < 2 or score < _LISTED[3]:
        return None
    return Mention(text, "head" + bare[at + 1], who, score, after=bare[at:], billing=said)


def _is_list(found: list[Mention]) -> bool:
    """Does the whole line read as several names, so that what follows the first comma is no employer?"""
    return any(
        one.kind == "whole" and len(one.people) > 1 and one.score >= _LISTED.get(len(one.people), 0.6) for one in found
    )


def _marks(text: str, letters: re.Pattern[str], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives, tried only where one of its letters stands (or the blanks before it)."""
    at = 0
    while letter := letters.search(text, at):
        begin = start = letter.start()
        while begin > at and text[begin - 1].isspace():
            begin -= 1
        mark = pattern.match(text, begin) or (pattern.match(text, start) if begin < start else None)
        if mark:
            yield mark
        at = mark.end() if mark else start + 1


def _head_marks(text: str, most: int) -> Iterator[re.Match[str]]:
    """The first marks in a text before which a name could end."""
    return islice(_marks(text, _HEAD_MARK, _HEADS), most)


def _tails(text: str, found: list[Mention]) -> None:
    """Names after a mark or a "by": "Rust at scale - Ada Kovač (Acme)", "Rust at scale by Ada and Li"."""
    marks = list(_marks(text, _TAIL_MARK, _TAILS))[-3:]
    for mark in marks:
        if mark.start() == 0 or (mark[0][0] == "." and _ends_with_title(text[: mark.start()])):
            continue
        _tail(text, text[: mark.start()], text[mark.end() :], "tail" + _kind_of(mark[0]), found)
    bys = list(_by().finditer(_alike(text)))[-2:] if _may_say_by(text) else []
    for mark in bys:
        if mark.start() == 0 and not text[: mark.end()].strip():
            continue
        before = text[: mark.start()]
        if fold(mark[0]).strip() in _OF and (employer_score(before) >= 0.5 or role_score(before) >= 0.5):
            continue  # "Professor, Università di Federico II"
        _tail(text, before, text[mark.end() :], "tail by", found)
    _in_brackets(text, found)


def _in_brackets(text: str, found: list[Mention]) -> None:
    """A name in brackets behind a title, perhaps with the job, and behind them perhaps what kind of session it is.

    "Boats (Ada Kovač) (Workshop)", "Boats (Ada Kovač, Acme)".
    """
    rest = text
    for _ in range(MOST_BRACKETS):
        if not rest.endswith((")", "）")) or (at := max(rest.rfind("("), rest.rfind("（"))) <= 0:
            return
        inner = rest[at + 1 : -1]
        who, score = people(inner)
        if who and score >= 0.6:
            found.append(Mention(text, "brackets", who, score, before=rest[:at]))
            return
        for mark in _head_marks(inner, 1):
            who, score = people(inner[: mark.start()])
            if who and score >= SURE_BEFORE_JOB:
                found.append(Mention(text, "brackets", who, score, before=rest[:at], after=inner[mark.start() :]))
                return
        last = fold(inner).split()[-1:]
        if not last or (last[0] not in field_words("labels_talk") and billing(inner) is None):
            return
        rest = rest[:at].rstrip()


def _alike(text: str) -> str:
    """The text without accents where that leaves every letter in its place: the tables have none."""
    plain = fold(text)
    return plain if len(plain) == len(text) else text


def _may_say_by(text: str) -> bool:
    if text.isascii():
        return not _by_words().isdisjoint(text.lower().replace(":", " ").replace("(", " ").split())
    return is_joined(text) or not _by_words().isdisjoint(_WORD.findall(fold(text)))


@cache
def _by_words() -> frozenset[str]:
    return frozenset(word for one in joiners("by") for word in one.split())


def _ends_with_title(text: str) -> bool:
    """Does the dot behind belong to a name ("Assoc", "Prof", an initial)?"""
    last = fold(text.rsplit(maxsplit=1)[-1]).strip("(.,") if text.split() else ""
    return len(last) <= 2 or last in lists().before


def _tail(text: str, before: str, tail: str, kind: str, found: list[Mention]) -> None:
    who, score = people(tail)
    after = ""
    if not who or score < 0.5:
        for mark in _head_marks(tail, 2):
            other, more = people(tail[: mark.start()])
            if other and more > max(score, 0.45):
                who, score, after = other, more, tail[mark.start() :]
                if mark[0].strip()[:1] in ("(", "（", "[") and (behind := ORG_BEHIND.match(tail)):
                    after = f"{behind['aside']} {behind['rest']}".rstrip()
                break
    if who and score >= 0.45:
        said = billing(_TIME.sub("", before)) if len(before) < 40 else None
        if said is None and kind in ("tail:", "tail by") and before.split():
            said = billing(before.rsplit(maxsplit=1)[-1])  # "Second invited speaker: Ada Kovač"
        found.append(Mention(text, kind, who, score, before=before, after=after, billing=said))


def _kind_of(mark: str) -> str:
    mark = mark.strip()
    if not mark or mark[0] in "-–—―−" or mark[-1] in "-–—":
        return "-"
    return {"（": "(", "[": "(", "：": ":", "／": "/", "｜": "|", "，": ","}.get(mark[0], mark[0])


def _of_paragraph(text: str, spans: Spans, found: list[Mention]) -> None:
    """A biography that begins with its name: in an element of its own, before a dash or bracket, before "is a"."""
    for start, end in spans[:1]:
        if not text[:start].strip(" ,.-–—:•·|"):
            who, score = people(text[start:end].rstrip(" .:,-–—"))
            if who and score >= 0.25:
                found.append(Mention(text, "piece", who, score, after=text[end:]))
    beginning = text[:120]
    for mark in _head_marks(beginning, 2):
        who, score = people(beginning[: mark.start()])
        if who and score >= 0.45:
            found.append(Mention(text, "head" + _kind_of(mark[0]), who, score, after=text[mark.start() :]))
            break
    _sentence(text, found)


def _sentence(text: str, found: list[Mention]) -> None:
    """A biography that begins "Ada Kovač is a staff engineer"."""
    beginning = text[:120]
    if (
        len(beginning) > SHORTEST_SENTENCE
        and not _is_words().isdisjoint(beginning.lower().split())
        and (match := _is().match(beginning))
    ):
        who, score = people(match[1].rstrip(","))
        if who and score >= 0.6 and len(without_titles(match[1])) > 1:
            found.append(Mention(text, "sentence", who, score))
