"""Cutting what stands before a joiner down to the role: without articles, awards, places, years and what somebody does."""

from __future__ import annotations

import re
from functools import cache

from scraper.normalise import awards, joiners, mixed, tails
from scraper.normalise.cutting import ARTICLE, clean, is_job, parts
from scraper.recognise import roles, wording
from scraper.recognise.places import is_place
from scraper.recognise.wording import any_of
from scraper.text import fold

_A = r"(?:an?|eine?|une?|una|the)\s+"


def role_of(raw: str) -> str | None:
    """What precedes a joiner, cut to the role: awards, names and slogans before it off; None when no role is there."""
    found = parts(raw)
    kept = [i for i, part in enumerate(found) if is_job(part.text)]
    if (bare := _behind_work(behind_award(raw))) != raw:
        return role_of(bare)
    if not kept:
        whole = clean(raw)
        return whole if whole and mixed.fields_only(whole) and not awards.is_award(whole) else None
    first, last = kept[0], kept[-1]
    while (
        last + 1 < len(found) and mixed.fields_only(found[last + 1].text) and not awards.is_award(found[last + 1].text)
    ):
        last += 1
    return bare_role(_last_listed(raw[found[first].start : found[last].end]))


def behind_award(text: str) -> str:
    """What is joined to an award in front of it: "MVP & Partner" is a partner."""
    found = _and().search(text)
    if not found or "," in text[: found.start()] or not awards.is_award(text[: found.start()]):
        return text
    return text[found.end() :]


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{any_of('and')}|&|\+)\s+")


@cache
def _and_first() -> re.Pattern[str]:
    """Matches an "and" that opens a text, and the article behind it."""
    return re.compile(rf"^(?:{any_of('and')}|&)\s+(?:{_A})?", re.IGNORECASE)


@cache
def _listed() -> re.Pattern[str]:
    """Matches what stands before the next of a list, its article with it."""
    return re.compile(rf"(?:,\s*|\s)(?:{any_of('and')}\s+)?{_A}")


@cache
def _apart() -> re.Pattern[str]:
    """Matches an "and" with an article, which tells what somebody is besides: "author and the CEO"."""
    return re.compile(rf",?\s+{any_of('and')}\s+{_A}")


def _behind_work(text: str) -> str:
    """See "Author of “Tides” and lecturer" at Acme: it is the lecturer who is there."""
    first, *more = text.split(" ", 2)
    if len(more) > 1 and fold(first) in roles.lexicon().works:
        for found in _and().finditer(text, len(first) + 1 + len(more[0])):
            if mixed.opens_as_job(after := ARTICLE.sub("", text[found.end() :])):
                return after
    return text


def _last_listed(text: str) -> str:
    """See "A scientist, a contributor and a researcher" at Acme: it is the last of the list who is there."""
    marks = list(_listed().finditer(text))
    is_apart = marks and _apart().match(text, marks[-1].start())
    if (
        marks
        and marks[0].start()
        and is_job(text[marks[-1].end() :])
        and (is_apart or is_job(text[: marks[-1].start()]))
    ):
        return text[marks[-1].end() :]
    return text


def bare_role(text: str) -> str | None:
    """A role without article, without an "and" before it and an award behind it ("... and Microsoft MVP")."""
    text = ARTICLE.sub("", _and_first().sub("", behind_award(text.strip())))
    for found in _and().finditer(text):
        if awards.is_award(text[found.end() :]):
            text = text[: found.start()]
            break
    text = _without_participle(text)
    place = tails.in_town().search(text)
    if place and not any(mixed.is_subject(word) for word in place[1].split()):
        text = text[: place.start()]
    text = _without_stay(text)
    for behind in (tails.role_tail(), joiners.after("role"), tails.for_years()):
        tail = behind.search(text)
        if tail and roles.role_score(text[: tail.start()]) >= 0.5:
            text = text[: tail.start()]
    small = roles.lexicon().small | joiners.ands() | joiners.fors()
    while (last := text.rsplit(maxsplit=1)) and len(last) > 1 and last[1] in small:
        text = last[0]
    return clean(text)


def _without_participle(text: str) -> str:
    """A role without what somebody was or does, behind it ("designer born in Leeds"); "of building trades" goes on.

    Of "architect turned illustrator" it is the latter.
    """
    for found in tails.participle().finditer(text):
        before = text[: found.start()]
        is_open = fold(before.rsplit(maxsplit=1)[-1]) in roles.lexicon().small
        is_noun = found[1].endswith("ing") and fold(text[found.end() :].split(maxsplit=1)[0]) in wording.words("of")
        if is_open or is_noun or roles.kinds(found[1]) or before[-1] in ",&" or roles.role_score(before) < 0.5:
            continue
        behind = text[found.end() :]
        is_more = fold(behind.split(maxsplit=1)[0]) in roles.lexicon().small  # "certificada" de tidyverse y profesora
        return before if is_more or not mixed.comes_to_job(behind) else behind
    return text


def _without_stay(text: str) -> str:
    """A role without the town or country it is done in ("graphiste en Belgique")."""
    found = tails.in_place().search(text)
    return text[: found.start()] if found and is_place(found[1]) else text
