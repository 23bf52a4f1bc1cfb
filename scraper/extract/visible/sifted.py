"""Readings of a line that another reading of it, or what stands before the name, shows to be wrong."""

from __future__ import annotations

import re
from functools import cache

from scraper import reference
from scraper.extract.visible.lines import Line
from scraper.extract.visible.mentions import Mention, Person
from scraper.recognise.employers import employer_score
from scraper.recognise.names import name_score
from scraper.recognise.roles import role_score
from scraper.text import fold

MOST_CREDIT = 6
SHORTEST_EMPLOYER = 4
_SEVERAL = 0.7
_AND_JOB = re.compile(r"([\u3400-\u9fff\uac00-\ud7af々]{2,4})[\s\u3000]+(\S.{1,60})\Z")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_COMMA = re.compile(r"[,，]")


@cache
def _credits() -> frozenset[str]:
    return frozenset(fold(one) for one in reference.table("labels")["credit"])


def sifted(line: Line, found: list[Mention]) -> list[Mention]:
    """The readings of a line without those of people credited for a picture, and of one out of several named side by side."""
    if not found:
        return found
    found = [one for one in found if not (one.before and _is_credit(one.before))]
    if found and found[-1].kind == "lead" and _AND_JOB.match(line.text):
        return [one for one in found if one.kind != "whole" and not one.kind.startswith("head")]
    whole = next((one for one in found if one.kind == "whole"), None)
    if whole is None or len(whole.people) < 2 or whole.score < _SEVERAL:
        return found
    if not all(person.aside for person in whole.people) and (
        _COMMA.search(line.text) or any(employer_score(person.name) >= _SEVERAL for person in whole.people)
    ):
        return found
    names = {person.name for person in whole.people}
    return [one for one in found if one is whole or not names.issuperset(person.name for person in one.people)]


def name_and_job(line: Line) -> list[Mention]:
    """A name in a script without blanks, a blank, and what somebody is: "王志明 執行長", "林小華 工程師（某公司）"."""
    match = _AND_JOB.match(line.text)
    if not match or (score := name_score(match[1])) < _SEVERAL:
        return []
    rest = match[2]
    bare = _ASIDE.sub("", rest).strip()
    is_job = role_score(bare) >= 0.6 or role_score(rest) >= 0.6
    is_place_of_work = len(bare) >= SHORTEST_EMPLOYER and employer_score(bare) >= 0.6
    if not bare or not (is_job or is_place_of_work):
        return []
    return [Mention(line, "lead", (Person(match[1]),), score, after=rest)]


def _is_credit(before: str) -> bool:
    """Does what stands before a name say that somebody took the picture or made the site ("Photo by", "Foto:")?"""
    tokens = fold(before).replace(":", " ").split()
    return 0 < len(tokens) <= MOST_CREDIT and not _credits().isdisjoint(tokens[-2:])
