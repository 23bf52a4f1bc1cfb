"""Where in a line could a person stand? Every way of reading it, each with the name, what surrounds it and a score.

A line alone cannot tell "Rust - Ada Kovač" from "Ada Kovač - Rust"; the lines of the same shape beside it can. So all
readings are given here, and scraper.extract.visible.slots weighs which the page means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from scraper import reference
from scraper.extract.visible.lines import Line
from scraper.recognise.employers import employer_score
from scraper.recognise.names import lists, name_score, without_titles
from scraper.recognise.roles import role_score
from scraper.recognise.sections import billing, is_placeholder
from scraper.text import fold

LONGEST = 240
SHORTEST_SENTENCE = 40
MOST_PEOPLE = 12
MOST_MARKS = 4
LONGEST_NAME = 90
_LABEL = re.compile(r"^\s*([^:：]{2,40})[:：]\s*(?=\S)")
_HEADS = re.compile(
    r"\s+[-–—―−]+\s+|\s*[–—]\s*|\s*[|:·•：｜]\s*|,\s+|\s*[（(\[]|\s+[/／]\s+|\s*／\s*|\s+@\s*|\s*[~～]\s*|，|\s+-|-\s+"
)
_TAILS = re.compile(
    r"\s+[-–—―−]+\s+|\s*[–—]\s*|\s*[|:·•：｜]\s*|\s+[/／]\s+|\s*／\s*|\.\s+(?:[-–—]\s+)?|\s+-|[\"”」』]\s*,?\s+"
)
_ORG_BEHIND = re.compile(
    r"^(?P<name>[^()（）]{3,60}?)\s*[（(](?P<aside>[^()（）]{1,90})[)）]\s*(?P<rest>.*)$", re.DOTALL
)
_SEPARATORS = re.compile(r"\s*(?:[;；/／、]|\s[+|·•]\s|&|＆)\s*")
_COMMA = re.compile(r"\s*[,，]\s*")
_QUOTE = "\"'“”„«»‘’「」『』"
_TIME = re.compile(
    r"^\s*\d{1,2}\s*[:.h]\s*\d{2}(?:\s*(?:am|pm|h|uhr))?(?:\s*[-–—]\s*\d{1,2}\s*[:.h]\s*\d{2}(?:\s*(?:am|pm|h|uhr))?)?\s*[-–—:|]?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Person:
    """One name in a line, with what stands in brackets behind it."""

    name: str
    aside: str | None = None


@dataclass(slots=True, eq=False)
class Mention:
    """One reading of a line: its people, what stands before and after them, and how the reading was made (`kind`)."""

    line: Line
    kind: str
    people: tuple[Person, ...]
    score: float
    before: str = ""
    after: str = ""
    billing: str | None = None


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(fold(one) for one in reference.table("labels")[key])


@cache
def _and() -> re.Pattern[str]:
    """Joiners between names; those of one letter only in lower case, since "A" is an initial."""
    joiners = sorted((one for one in _words("and") if one[0].isalpha()), key=len, reverse=True)
    long, short = ([re.escape(one) for one in joiners if (len(one) > 1) is is_long] for is_long in (True, False))
    return re.compile(rf"\s+(?:(?i:{'|'.join(long)})|{'|'.join(short)})\s+")


@cache
def _by() -> re.Pattern[str]:
    joined = "|".join(re.escape(one) for one in sorted(_words("by"), key=len, reverse=True))
    return re.compile(
        rf"(?:^|\s|[,(\[–—-])(?:{joined})(?:\s*:|：)?\s+|(?:講演者|登壇者|講師|讲者|講者|嘉宾|主讲|主講|연사|발표자)\s*[:：]?\s*",
        re.IGNORECASE,
    )


@cache
def _is() -> re.Pattern[str]:
    joined = "|".join(re.escape(one) for one in sorted(_words("is"), key=len, reverse=True))
    return re.compile(rf"^(\S+(?:\s+\S+){{1,4}}?),?\s+(?:{joined})\s", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def people(text: str) -> tuple[tuple[Person, ...], float]:
    """The people a short text is nothing but, and how sure that is; ((), 0) where it is no such text.

    "Ada Kovač" - "Ada Kovač & Li Wei" - "Ada Kovač (Acme), Li Wei (Initech)" - "Kovač, Ada" (one).
    """
    text = (
        text.strip(" \t,;.–—-|•·*" + _QUOTE)
        if text[:1] in " ,;.–—-|•·*" + _QUOTE or text[-1:] in " ,;.–—-|•·*"
        else text
    )
    if not text or len(text) > LONGEST or is_placeholder(text):
        return (), 0.0
    alone = name_score(text)
    parts = _parts(text)
    if len(parts) == 2 and ("/" in text or "／" in text) and (one := _with_handle(parts)):
        return one
    if len(parts) > 1 and len(parts) <= MOST_PEOPLE:
        found = [_one(part) for part in parts]
        scores = [score for _, score in found]
        least = min(scores)
        if least >= 0.5 or (least >= 0.25 and max(scores) >= 0.75 and len(parts) == 2 and "," not in text):
            average = sum(scores) / len(scores)
            if alone < average or not _is_inverted(text):
                return tuple(person for person, _ in found), average
        if len(parts) == 2 and least >= 0.15 and "," not in text:
            return tuple(person for person, _ in found), min(0.4, sum(scores) / 2)
    person, score = _one(text)
    return ((person,), score) if score > 0 else ((), 0.0)


def _with_handle(parts: list[str]) -> tuple[tuple[Person, ...], float] | None:
    """One person for "Ada Kovač / adak": a name and what somebody is called online."""
    found = [_one(part) for part in parts]
    scores = [score for _, score in found]
    single = [len(part.split()) == 1 for part in parts]
    if not any(single) or max(scores) < 0.25 or min(scores) >= 0.75:
        return None
    if all(single) or scores[0] >= scores[1]:
        return ((found[0][0],), max(scores[0], 0.25)) if scores[0] >= 0.15 else None
    return ((found[1][0],), scores[1])


def _is_inverted(text: str) -> bool:
    """Is it "Kovač, Ada": one word before or after the only comma?"""
    parts = _COMMA.split(text)
    return len(parts) == 2 and (len(parts[0].split()) == 1 or len(parts[1].split()) == 1)


def _parts(text: str) -> list[str]:
    parts = [text]
    if _SEPARATORS.search(text):
        parts = [part for part in _SEPARATORS.split(text) if part]
    parts = [bit for part in parts for bit in _and().split(part) if bit]
    if "," in text or "，" in text:
        by_comma = [bit for part in parts for bit in _COMMA.split(part) if bit]
        # "Kovač, Ada & Li, Wei" keeps its commas; so do degrees: "Ada Kovač, PhD"
        if all(len(bit.split()) > 1 or not bit.isascii() or "(" in bit for bit in by_comma):
            parts = by_comma
    return parts


def _one(text: str) -> tuple[Person, float]:
    text = text.strip().strip(_QUOTE).strip()
    if behind := _ORG_BEHIND.match(text):
        if rest := behind["rest"].strip(" .,"):
            is_nickname = len(behind["name"].split()) == 1 and len(rest.split()) <= 2  # "Ada (Addie) Kovač"
            return Person(text), name_score(text) if is_nickname else 0.0
        name, aside = behind["name"], behind["aside"].strip()
        score = name_score(name)
        if (
            score
            and not _is_title_only(aside)
            and (
                role_score(aside) >= 0.5 or employer_score(aside) >= 0.5 or (" " in aside and name_score(aside) < 0.75)
            )
        ):
            return Person(name, aside), score
        return Person(text), score
    return Person(text), name_score(text)


def _is_title_only(aside: str) -> bool:
    """Does what stands in brackets belong to the name ("Retd.", "PhD")?"""
    known = lists()
    return all(fold(word).replace(".", "").strip(",") in known.after | known.before for word in aside.split())


def readings(line: Line) -> list[Mention]:
    """Every reading of a line that gives a name, the whole line first."""
    text = line.text
    found: list[Mention] = []
    if len(text) > LONGEST:
        _of_paragraph(line, found)
        return found
    bare, said = label(text)
    if bare:
        _whole(line, bare, said, found)
    for top, start, end in line.pieces:
        if start == 0 or not text[:start].strip(" ,.-–—:•·|" + _QUOTE):
            who, score = people(text[start:end].strip(" :.,-–—"))
            if who and score >= 0.25:
                found.append(Mention(line, "piece", who, score, after=text[end:]))
        elif end >= len(text.rstrip()) - 1 or _begins_with_mark(text[end:]):
            _of_last_piece(line, top, start, end, found)
    _before_piece(line, found)
    _heads(line, text, found)
    _tails(line, text, found)
    _sentence(line, found)
    return found


def _before_piece(line: Line, found: list[Mention]) -> None:
    """A bare name and an element behind it: `Ada Kovač <span>CTO, Acme</span>`."""
    if not line.pieces or not (start := line.pieces[0][1]):
        return
    who, score = people(line.text[:start])
    if who and score >= 0.25 and line.text[start - 1].isspace():
        found.append(Mention(line, "lead", who, score, after=line.text[start:]))


def _whole(line: Line, bare: str, said: str | None, found: list[Mention]) -> None:
    who, score = people(bare)
    if who:
        found.append(Mention(line, "whole", who, score, billing=said))
        return
    timeless = _TIME.sub("", bare)
    if timeless != bare:
        who, score = people(timeless)
        if who:
            found.append(Mention(line, "whole", who, score, billing=said))


def _begins_with_mark(text: str) -> bool:
    return text.lstrip()[:1] in "(,-–—:|[" if text.strip() else True


def _of_last_piece(line: Line, _top: int, start: int, end: int, found: list[Mention]) -> None:
    text = line.text
    who, score = people(text[start:end])
    after = text[end:]
    if not who or score < 0.5:
        head = _HEADS.search(text[start:end])
        if head:
            who, score = people(text[start : start + head.start()])
            after = text[start + head.start() : end] + after
    if who and score >= 0.25:
        found.append(Mention(line, "last", who, score, before=text[:start], after=after))


def label(text: str) -> tuple[str, str | None]:
    """A text without the function or label in front of the name ("Moderator: Ada" -> "Ada", "moderator")."""
    if match := _LABEL.match(text):
        said = billing(match[1])
        if said is not None or fold(match[1]).strip() in _words("by"):
            return text[match.end() :], said
    for word in ("by ", "By ", "BY ", "von ", "Von ", "par ", "Par ", "por ", "Por ", "with ", "With ", "mit "):
        if text.startswith(word):
            return text[len(word) :], None
    return text, None


def _heads(line: Line, text: str, found: list[Mention]) -> None:
    """Names before a mark: "Ada Kovač - CTO", "Ada Kovač (Acme): Talk", "Ada Kovač, Acme"."""
    bare, said = label(text)
    for mark in islice(_HEADS.finditer(bare), MOST_MARKS):
        head = bare[: mark.start()]
        if len(head) > LONGEST_NAME:
            return
        who, score = people(head)
        if not who or score < 0.25 or not bare[mark.end() :].strip(" )"):
            continue
        kind = "head" + _kind_of(mark[0])
        after = bare[mark.start() :]
        if kind == "head(" and (behind := _ORG_BEHIND.match(bare)):
            rest = behind["rest"].strip()
            with_aside, more = people(bare[: len(bare) - len(behind["rest"])])
            if with_aside and more >= score and not rest[:1].isalnum():
                who = with_aside
                after = rest if with_aside[0].aside else f"({behind['aside']}){rest}"
        found.append(Mention(line, kind, who, score, after=after, billing=said))
        if len(head.split()) > 1:
            return


def _tails(line: Line, text: str, found: list[Mention]) -> None:
    """Names after a mark or a "by": "Rust at scale - Ada Kovač (Acme)", "Rust at scale by Ada and Li"."""
    marks = list(_TAILS.finditer(text))[-3:]
    for mark in marks:
        if mark.start() == 0 or (mark[0][0] == "." and _ends_with_title(text[: mark.start()])):
            continue
        _tail(line, text[: mark.start()], text[mark.end() :], "tail" + _kind_of(mark[0]), found)
    bys = list(_by().finditer(text))[-2:] if _may_say_by(text) else []
    for mark in bys:
        if mark.start() == 0 and not text[: mark.end()].strip():
            continue
        _tail(line, text[: mark.start()], text[mark.end() :], "tail by", found)
    if text.endswith((")", "）")) and (at := max(text.rfind("("), text.rfind("（"))) > 0:
        who, score = people(text[at + 1 : -1])
        if who and score >= 0.6:
            found.append(Mention(line, "brackets", who, score, before=text[:at]))


def _may_say_by(text: str) -> bool:
    return not text.isascii() or not _by_words().isdisjoint(text.lower().replace(":", " ").replace("(", " ").split())


@cache
def _by_words() -> frozenset[str]:
    return frozenset(word for one in _words("by") for word in one.split())


def _ends_with_title(text: str) -> bool:
    """Does the dot behind belong to a name ("Assoc", "Prof", an initial)?"""
    last = fold(text.rsplit(maxsplit=1)[-1]).strip("(.,") if text.split() else ""
    return len(last) <= 2 or last in lists().before


def _tail(line: Line, before: str, tail: str, kind: str, found: list[Mention]) -> None:
    who, score = people(tail)
    after = ""
    if not who or score < 0.5:
        for mark in islice(_HEADS.finditer(tail), 2):
            other, more = people(tail[: mark.start()])
            if other and more > max(score, 0.45):
                who, score, after = other, more, tail[mark.start() :]
                if mark[0].strip()[:1] in ("(", "（", "[") and (behind := _ORG_BEHIND.match(tail)):
                    after = f"{behind['aside']} {behind['rest']}".rstrip()
                break
    if who and score >= 0.45:
        said = billing(before) if len(before) < 40 else None
        found.append(Mention(line, kind, who, score, before=before, after=after, billing=said))


def _kind_of(mark: str) -> str:
    mark = mark.strip()
    if not mark or mark[0] in "-–—―−" or mark[-1] in "-–—":
        return "-"
    return {"（": "(", "[": "(", "：": ":", "／": "/", "｜": "|", "，": ","}.get(mark[0], mark[0])


def _of_paragraph(line: Line, found: list[Mention]) -> None:
    """A biography that begins with its name: in an element of its own, before a dash or bracket, before "is a"."""
    text = line.text
    for _, start, end in line.pieces[:1]:
        if not text[:start].strip(" ,.-–—:•·|"):
            who, score = people(text[start:end].rstrip(" .:,-–—"))
            if who and score >= 0.25:
                found.append(Mention(line, "piece", who, score, after=text[end:]))
    beginning = text[:120]
    for mark in islice(_HEADS.finditer(beginning), 2):
        who, score = people(beginning[: mark.start()])
        if who and score >= 0.45:
            found.append(Mention(line, "head" + _kind_of(mark[0]), who, score, after=text[mark.start() :]))
            break
    _sentence(line, found)


def _sentence(line: Line, found: list[Mention]) -> None:
    """A biography that begins "Ada Kovač is a staff engineer"."""
    beginning = line.text[:120]
    if len(beginning) > SHORTEST_SENTENCE and (match := _is().match(beginning)):
        who, score = people(match[1].rstrip(","))
        if who and score >= 0.6 and len(without_titles(match[1])) > 1:
            found.append(Mention(line, "sentence", who, score))


def odd_name(text: str) -> bool:
    """Could a short text be a pen name, in a place where all others are names ("nullptr", "Mr.doob", "@ada")?"""
    words = text.split()
    if not 1 <= len(words) <= 4 or len(text) > 40 or is_placeholder(text) or billing(text):
        return False
    never = lists().never
    bare = [fold(word).strip(".,:;!?()'\"") for word in words]
    if any(word in never or not word for word in bare):
        return False
    return (
        any(c.isalpha() for c in text)
        and role_score(text) < 0.5
        and not re.search(r"[?!:;|/\\<>{}=%&]|\d{3,}|^\d", text)
    )
