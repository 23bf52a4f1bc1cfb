"""Readings of a line that another reading of it, or what stands before the name, shows to be wrong: `told` gives the rest."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from scraper import reference
from scraper.extract.visible.mentions import Mention, Person, Spans, odd_name, readings
from scraper.extract.visible.mentions.behind_job import behind_job
from scraper.extract.visible.mentions.rosters import roster
from scraper.extract.visible.persons import LONGEST, is_number
from scraper.extract.visible.texts import field_set, field_words, is_furniture
from scraper.recognise.employers import employer_score
from scraper.recognise.names import name_score, without_titles
from scraper.recognise.roles import role_score
from scraper.recognise.sections import is_placeholder, section
from scraper.text import fold

MOST_CREDIT = 6
SHORTEST_EMPLOYER = 4
_SEVERAL = 0.7
_SURE = 0.75
_AND_JOB = re.compile(r"([\u3400-\u9fff\uac00-\ud7af々]{2,4})[\s\u3000]+(\w.{1,60})\Z")
_GIVEN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff々ー]{1,4}(?=[\s\u3000(（/／,、@]|$)")
_LONGEST_FAMILY = 3
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_COMMA = re.compile(r"[,，]")
_DASH = re.compile(r"\s[-–—]\s")
_LABELS = ("role", "employer", "talk", "aside")


@cache
def _credits() -> frozenset[str]:
    return frozenset(fold(one) for one in reference.table("labels")["credit"])


def told(text: str, spans: Spans) -> tuple[Mention, ...] | None:
    """The readings of a line that name somebody, the whole line first; None for a button, a label or a placeholder.

    `spans`: where the elements in it begin and end. The short lines of a site come again on page after page, so what
    they tell is remembered.
    """
    return _told_line(text, spans) if len(text) <= LONGEST else _told(text, spans)


def _told(text: str, spans: Spans) -> tuple[Mention, ...] | None:
    if is_placeholder(text) or is_furniture(text) or _is_label(text):
        return None
    if text[-1:] in ")）" and lasts(text):
        return ()
    found = sifted(text, [*readings(text, spans), *name_and_job(text)])
    found += [one for one in (behind_job(text),) if one]
    if several := roster(text):
        found = [*(one for one in found if not _is_part_of(one, several)), several]
    if not found and (odd_name(text) or is_number(text)):
        found = [Mention(text, "whole", (Person(text),), 0.0)]
    return tuple(found)


def _is_part_of(one: Mention, several: Mention) -> bool:
    """Does a reading name but some of those another names, or two of them as one?"""
    names = [person.name for person in several.people]
    return (
        len(one.people) <= len(names)
        and all(any(name in person.name or person.name in name for name in names) for person in one.people)
        and len(names) > 1
    )


def _is_label(text: str) -> bool:
    """Is it nothing but the label of a field, as heads of columns are ("Topic", "주제", "Θέση")?"""
    plain = fold(text).strip(" .:：")
    return any(plain in field_set(f"labels_{kind}") for kind in _LABELS)


_told_line = lru_cache(maxsize=16_384)(_told)


@cache
def _lasting() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, field_words("minutes")), key=len, reverse=True))
    return re.compile(rf"[(（]\s*(?:ca\.?\s*|約|约)?\d{{1,3}}\s*(?:{units})\.?\s*(?:[x×*]\s*\d+)?\s*[)）]\Z")


def lasts(text: str) -> bool:
    """Does a line end with how long it takes ("Opening (25 min)", "mruby入門 (20分)")? A talk does, nobody's name."""
    return _lasting().search(fold(text)) is not None


def sifted(text: str, found: list[Mention]) -> list[Mention]:
    """The readings of a line without those of people credited for a picture, and of one out of several named side by side."""
    if not found:
        return found
    found = [one for one in found if not (one.before and (_is_credit(one.before) or _is_title(one)))]
    if found and found[-1].kind == "lead" and _AND_JOB.match(text):
        return [one for one in found if one.kind != "whole" and not one.kind.startswith("head")]
    whole = next((one for one in found if one.kind == "whole"), None)
    if whole is None or len(whole.people) < 2 or whole.score < _SEVERAL:
        return found
    if not all(person.aside for person in whole.people) and (
        _COMMA.search(text)
        or "|" in text
        or _is_dashed(whole)
        or any(employer_score(person.name) >= _SEVERAL for person in whole.people)
    ):
        return found
    names = {person.name for person in whole.people}
    return [one for one in found if one is whole or not names.issuperset(person.name for person in one.people)]


def _is_dashed(whole: Mention) -> bool:
    """Two names and a dash between, neither with a title: "Rosa Puerto - Thales Marina" may be a name and an employer."""
    plain = [person.name for person in whole.people]
    is_titled = any(len(without_titles(name)) < len(name.split()) for name in plain)
    return len(plain) == 2 and not is_titled and _DASH.search(whole.text) is not None


def name_and_job(text: str) -> list[Mention]:
    """A name in a script without blanks, a blank, and what somebody is: "王志明 執行長", "林小華 工程師（某公司）"."""
    match = _AND_JOB.match(text)
    if not match or (score := name_score(match[1])) < _SEVERAL or _is_half(match[1], match[2]):
        return []
    rest = match[2]
    bare = _ASIDE.sub("", rest).strip()
    is_job = role_score(bare) >= 0.6 or role_score(rest) >= 0.6
    is_place_of_work = len(bare) >= SHORTEST_EMPLOYER and employer_score(bare) >= 0.6
    if not bare or not (is_job or is_place_of_work):
        return []
    return [Mention(text, "lead", (Person(match[1]),), score, after=rest)]


def _is_half(front: str, rest: str) -> bool:
    """Are the first two words a name with a blank in it ("森本 花(@hana) - 例社"), the second no job and no employer?"""
    given = _GIVEN.match(rest) if len(front) <= _LONGEST_FAMILY else None
    return (
        given is not None
        and name_score(f"{front} {given[0]}") >= _SURE
        and max(role_score(given[0]), employer_score(given[0])) < 0.6
    )


def _is_title(mention: Mention) -> bool:
    """Is it what a session is about ("2. Oturum: Finans Sektöründe"), and no name that a list knows?"""
    return mention.kind == "tail:" and mention.score < _SURE and section(mention.before) == "programme"


def _is_credit(before: str) -> bool:
    """Does what stands before a name say that somebody took the picture or made the site ("Photo by", "Foto:")?"""
    tokens = fold(before).replace(":", " ").split()
    return 0 < len(tokens) <= MOST_CREDIT and not _credits().isdisjoint(tokens[-3:])
