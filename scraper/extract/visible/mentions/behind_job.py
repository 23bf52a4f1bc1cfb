"""Names behind their job: "Director of the Harbour Board, Ada Kovač", "On ropes, curator Li Wei, Boat Museum".

How programmes introduce people in one line. A known given name and a sure role right before it must stand there; what
stands before the job is what they speak about, or where they work if it looks like that and nothing follows the name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.extract.visible.mentions.labels import TIME, label, undated
from scraper.extract.visible.mentions.mention import Mention
from scraper.extract.visible.persons import LONGEST, Person, and_marks, is_addressed, people
from scraper.recognise.employers import cue, employer_score, legal_form
from scraper.recognise.joined_names import is_joined
from scraper.recognise.names import is_known_given, lists, name_score, without_titles
from scraper.recognise.roles import lexicon, role_score
from scraper.text import fold

KIND = "behind job"
FEWEST = 3
"""So many lines of a page must be of this make, or the line stand in a programme."""
_SURE_NAME, _SOME_NAME = 0.75, 0.6
"""How sure a name must be; less where the word before a surer one is a given name, too."""
_SURE_ROLE, _SURE_EMPLOYER = 0.6, 0.6
_SOME_ROLE, _SOME_EMPLOYER = 0.4, 0.4
_SIZES = (3, 2, 4)
_FEWEST_WORDS = 3
_LONGEST_EMPLOYER, _LONGEST_ROLE = 5, 4
_MOST = 12
_MARK_WITHIN = re.compile(r"[,;:–—-]\s")
_MARK = re.compile(r"\s*([,;:])\s+|\s+([-–—])\s+")
_OPEN = ("の", "と", "は", "・", "、", "：", ":", "「", "（", "(")
_EDGES = " ,;:-–—"
_AROUND = "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~–—…“”‘’„«»·•"


def behind_job(text: str) -> Mention | None:
    """The reading of "role, name" or "role name", with a title before and an employer behind it perhaps; or None."""
    if is_joined(text):
        return _addressed(text)
    if len(text) > LONGEST or text.count(" ") < _FEWEST_WORDS - 1 or not any(map(may_be_given, text.split())):
        return None
    bare, billing = label(TIME.sub("", undated(text)))
    parts = _parts(bare)
    if len(parts) > _MOST:
        return None
    for at, (part, _, start) in enumerate(parts):
        if (found := named(part)) is None:
            continue
        role, person, score = found
        rest = bare[parts[at + 1][2] :].strip() if at + 1 < len(parts) else ""
        first = at if role and role_score(role) >= _SURE_ROLE else _role_before(parts, at, role)
        if first == at and (not role or role_score(role) < _SURE_ROLE):
            continue
        if first < at and not role and (rest or (first and _sure(parts[first - 1][0]))):
            continue  # "Director, Ada Kovač, curator": the job behind is hers; "Ada Kovač, director, Tate Hall"
        if role and _is_title(role) and role_score(rest.partition(",")[0]) >= _SURE_ROLE:
            continue  # "Professor Ada Kovač, curator"
        told = f"{bare[parts[first][2] : start]}{role}".strip(_EDGES)
        before, job = _with_rest(bare[: parts[first][2]].strip(_EDGES), told, rest)
        return Mention(text, KIND, (person,), score, before=before, after=job, billing=billing)
    return None


def is_plain(mention: Mention) -> bool:
    """Is the line nothing but a job of a few words and the name ("Minister Ada Kovač"), no "Author of Ada Kovač's life"?"""
    role = mention.after.partition(",")[0].split()
    return not mention.before and len(role) <= _LONGEST_ROLE and not any(map(_is_small, role))


def _parts(text: str) -> list[tuple[str, str, int]]:
    """What stands between commas, colons and dashes, the mark behind each and where it begins."""
    parts: list[tuple[str, str, int]] = []
    at = 0
    for mark in _MARK.finditer(text) if _MARK_WITHIN.search(text) else ():
        parts.append((text[at : mark.start()], mark[1] or mark[2], at))
        at = mark.end()
    return [*parts, (text[at:], "", at)]


def named(part: str) -> tuple[str, Person, float] | None:
    """What stands before the name a part ends in, "" where it is the name alone; None where it ends in none."""
    tokens = part.split()
    if not any(map(may_be_given, tokens)):
        return None
    if one := _sure(part):
        return "", *one
    for size in _SIZES:
        role, name = " ".join(tokens[:-size]), " ".join(tokens[-size:])
        if size >= len(tokens) or not name[0].isupper() or _leads_on(tokens[-size - 1]):
            continue
        if one := _sure(name):
            longer = " ".join(tokens[-size - 1 :])
            if is_known_given(tokens[-size - 1]) and (more := _sure(longer, _SOME_NAME)):  # "Henrike Marie Oak"
                return " ".join(tokens[: -size - 1]), *more
            return role, *one
    return None


@lru_cache(maxsize=16_384)
def may_be_given(token: str) -> bool:
    """Is the word a known given name, or written so that it could hold one?"""
    bare = token.strip(_AROUND)
    return is_known_given(bare) if bare.isalpha() else any(map(str.isalpha, bare))


def _sure(name: str, needed: float = _SURE_NAME) -> tuple[Person, float] | None:
    who, score = people(name)
    if len(who) != 1 or score < needed or max(role_score(name), employer_score(name)) >= _SURE_EMPLOYER:
        return None
    bare = without_titles(who[0].name)
    return (who[0], score) if len(bare) > 1 and is_known_given(bare[0]) else None


def _is_title(role: str) -> bool:
    return all(fold(word).strip(".") in lists().before for word in role.split())


def _leads_on(word: str) -> bool:
    """Does a word end no job, but lead on to what follows ("of", "Universidad")?"""
    return _is_small(word) or fold(word) in and_marks() or cue(word) is not None


def _is_small(word: str) -> bool:
    plain = fold(word).strip("(.,")
    return plain in lexicon().small or plain in lexicon().not_first


def _with_rest(before: str, role: str, rest: str) -> tuple[str, str]:
    """What the person speaks about, and their job: "Harbour Board, Director Ada Kovač" tells the employer first."""
    if rest:
        return before, f"{role}, {rest}"
    is_employer = before and len(before.split()) <= _LONGEST_EMPLOYER
    if is_employer and (role_score(before) < _SURE_ROLE or employer_score(before) >= _SOME_EMPLOYER):
        return "", f"{role}, {before}"
    return before, role


def _role_before(parts: list[tuple[str, str, int]], at: int, within: str) -> int:
    """The first of the parts right before a name that tell its job: "Director, Harbour Board, Ada Kovač".

    `within`: what stands before the name in its own part ("Head of Ropes, Sails and Tar Ada Kovač").
    """
    first = at
    while first and parts[first - 1][1] == "," and role_score(parts[first - 1][0]) >= _SURE_ROLE:
        first -= 1
    if first == at and not within and at > 1 and parts[at - 1][1] == "," and parts[at - 2][1] == ",":
        is_told = employer_score(parts[at - 1][0]) >= _SURE_EMPLOYER and role_score(parts[at - 2][0]) >= _SURE_ROLE
        return at - 2 if is_told else at
    return first


def _addressed(text: str) -> Mention | None:
    """A Japanese, Chinese or Korean line that ends in a name, an organisation or a job before it.

    With "氏", "さん", "님" behind it any name will do, else a full one behind what is sure to be no name.
    """
    tokens = text.split(" ")
    if len(tokens) < 2 or len(text) > LONGEST:
        return None
    before, name = " ".join(tokens[:-1]), tokens[-1]
    if is_addressed(name):
        if role_score(before) < _SOME_ROLE and employer_score(before) < _SOME_EMPLOYER:
            return None
        who, score = people(name)
        return Mention(text, KIND, who, score, after=before.strip()) if len(who) == 1 else None
    for size in (2, 1, 3, 4):
        before, name = " ".join(tokens[:-size]), " ".join(tokens[-size:])
        if not before or not _is_told(before):
            continue
        who, score = people(name)
        if who and score >= _SURE_NAME and max(role_score(name), employer_score(name)) < _SURE_EMPLOYER:
            return Mention(text, KIND, who, score, after=before.strip())
    return None


def _is_told(before: str) -> bool:
    """Is it an organisation with its legal form or kind, or such a one with a job behind it?"""
    has_form = legal_form(before) is not None or cue(before) is not None
    return has_form and not before.endswith(_OPEN) and name_score(before) < _SOME_NAME
