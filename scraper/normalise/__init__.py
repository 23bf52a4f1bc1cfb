"""From what a page shows to what we make of it: `normalise(Sighting) -> Speaker`. Pure; nothing is invented.

`STEPS` is the visible order. Each step is handed a draft and gives a draft; what it reads of a job are verbatim parts
of the sighting's own texts, and each fact remembers where it was read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from scraper.model import FactSource, LeftOut, Sighting, Speaker
from scraper.normalise import awards, bio, employers, headline, joined, names, roles, title_order
from scraper.recognise import employers as recognised_employers
from scraper.recognise import roles as recognised_roles
from scraper.recognise import sections
from scraper.recognise.names import name_key
from scraper.recognise.second_forms import is_second_form
from scraper.recognise.topics import evidence
from scraper.text import fold, squash

__all__ = ["STEPS", "normalise"]

_SURE = 0.9  # an employer by more than the way it is written
_SHORTEST_PART = 4  # letters of a name that are no accident inside a word


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A speaker in the making."""

    sighting: Sighting
    name: str
    headline: str | None = None
    billing: str | None = None
    role: str | None = None
    employer: str | None = None
    role_source: FactSource | None = None
    employer_source: FactSource | None = None
    behind_name: str = ""


def normalise(sighting: Sighting) -> tuple[Speaker | LeftOut, ...]:
    """What we make of one sighting: usually one Speaker, several for "A & B", a LeftOut for what is no person."""
    raw = squash(sighting.name)
    if not raw or sections.is_placeholder(raw):
        return (LeftOut(name=sighting.name, reason="placeholder", source=sighting.source),)
    apart = names.take_apart(raw)
    if not apart.names or all(map(names.is_collective, apart.names)):
        return (LeftOut(name=sighting.name, reason="not a name", source=sighting.source),)
    made: list[Speaker | LeftOut] = []
    for name in apart.names:
        if sections.is_placeholder(name):
            made.append(LeftOut(name=name, reason="placeholder", source=sighting.source))
            continue
        draft = _Draft(sighting=sighting, name=name, billing=sighting.billing, behind_name=apart.rest)
        for step in STEPS:
            draft = step(draft)
        made.append(_speaker(draft))
    return tuple(made)


def _own_headline(draft: _Draft) -> _Draft:
    """The headline, unless it is the name again, a talk's title or a function at the conference."""
    text = squash(draft.sighting.headline) or _worth_reading(draft.behind_name)
    text = "" if is_second_form(draft.name, text) else text
    if billing := sections.billing(text):
        return replace(draft, billing=draft.billing or billing)
    if not text or fold(text) == fold(draft.name) or _is_talk(text, draft.sighting) or sections.is_placeholder(text):
        return draft
    return replace(draft, headline=text)


def _worth_reading(text: str) -> str:
    """What was cut off behind a name may be a headline ("Ana Ruiz – CTO, Acme")."""
    told = headline.parse(text)
    return text if told.role or (told.employer and recognised_employers.is_employer(told.employer)) else ""


def _is_talk(text: str, sighting: Sighting) -> bool:
    plain = fold(text).strip(" .\"'“”«»")
    return recognised_roles.role_score(text) < 0.5 and any(
        plain == fold(title).strip(" .\"'“”«»") for title in sighting.talks
    )


def _is_title(role: str) -> bool:
    """Does a place called "title" hold a talk's title: a phrase without any word of a job, or one with a colon?"""
    size, score = len(role.split()), recognised_roles.role_score(role)
    return (size >= 4 and score < 0.2) or (size >= 5 and score < 0.6 and (": " in role or role[-1] in "?!"))


def _own_fields(draft: _Draft) -> _Draft:
    """Places of their own for role and employer; each is looked at for what it really holds."""
    told_by: dict[str, FactSource] = {
        fact: "data" if draft.sighting.is_from_data(fact) else "page" for fact in ("role", "employer")
    }
    lines = (_of_a_line(draft.sighting.role), _of_a_line(draft.sighting.employer))
    role, employer = (None if one and is_second_form(draft.name, one) else one for one in lines)
    if role and (billing := sections.billing(role)):
        draft, role = replace(draft, billing=draft.billing or billing), None
    if role and "|" in role and (told := headline.parse(role)).role:  # a headline in the place of a role
        told_by["employer"] = told_by["employer" if employer else "role"]
        role, employer = told.role, employer or told.employer
    # Printed as one headline with the employer it is a job, however odd ("Keeper of Lost Tickets, Acme").
    if role and _is_title(role) and draft.headline != f"{role}, {employer}":
        role = None
    if role and role.endswith(".") and role[-5:-1].isalpha():
        role = role[:-1]  # "Assistant Professor.": a sentence's end, no short form's
    if role and (sections.is_placeholder(role) or fold(role) in ("-", "n/a", "none", "null")):
        role = None
    if employer and (
        sections.is_placeholder(employer)
        or (recognised_employers.employer_score(employer) == 0.0 and recognised_roles.is_freelance(employer))
    ):
        role, employer = role or _freelance_role(employer), None
    employer = recognised_employers.without_place(employer) if employer else None
    if employer and awards.is_award(employer) and not headline.parse(employer).employer and _may_tell_role(employer):
        employer = None  # "Acme Developer Expert" is an honour, and nobody works there
    if role and not employer:
        role, employer = _parted(role, draft.headline)
        told_by["employer"] = told_by["role"]
    elif employer and not role and _may_tell_role(employer):
        told = headline.parse(employer)
        is_talk = (
            told.empty
            and recognised_roles.is_joined_script(employer)
            and not recognised_employers.is_employer(employer)
        )
        role, employer = (told.role, told.employer) if told.role else (None, None if is_talk else employer)
        told_by["role"] = told_by["employer"]
    return replace(
        draft,
        role=role,
        employer=employer,
        role_source=told_by["role"] if role else None,
        employer_source=told_by["employer"] if employer else None,
    )


def _parted(role: str, line: str | None) -> tuple[str | None, str | None]:
    """Role and employer out of the place of a role. Is it the headline and shows no job, the place tells that it is one."""
    told = headline.parse(role)
    return (told.role, told.employer) if told.employer and (told.role or role != line) else (role, None)


def _of_a_line(text: str | None) -> str | None:
    """What a place of its own holds, unless that is longer than any line: a biography in the wrong place."""
    line = squash(text)
    return line if 0 < len(line) <= headline.LONGEST else None


def _may_tell_role(employer: str) -> bool:
    if fold(employer.split(maxsplit=1)[0]) in recognised_roles.lexicon().owners:
        return True
    is_told = recognised_roles.role_score(employer) >= 0.5 or recognised_roles.is_joined_script(employer)
    return is_told or title_order.parted(employer) is not None


def _freelance_role(text: str) -> str | None:
    return text if recognised_roles.role_score(text) >= 0.4 else None


def _from_headline(draft: _Draft) -> _Draft:
    """What is still missing, out of the headline."""
    if not draft.headline or draft.role == draft.headline or (draft.role and draft.employer):
        return draft
    told = headline.parse(draft.headline)
    if draft.employer and recognised_roles.is_joined_script(draft.headline) and told.employer != draft.employer:
        told = headline.Headline(joined.beside(draft.headline, draft.employer) or told.role, None)
    return _filled(draft, told, "data" if draft.sighting.is_from_data("headline") else "page")


def _from_bio(draft: _Draft) -> _Draft:
    """What is still missing, out of the biography."""
    if not draft.sighting.bio or (draft.role and draft.employer):
        return draft
    told = bio.parse(draft.sighting.bio, draft.name, opening=bool(draft.role or draft.employer))
    if draft.role and told.role and told.employer and not _same_job(draft.role, told.role):
        return draft
    return _filled(draft, told, "bio")


def _same_job(one: str, other: str) -> bool:
    """May two wordings of a role be one job? Then the employer beside the second is that of the first."""
    first, second = set(fold(one).split()), set(fold(other).split())
    return bool(first & second) or roles.family(one) == roles.family(other) or roles.family(one) is None


def _filled(draft: _Draft, told: headline.Headline, source: FactSource) -> _Draft:
    if told.role and not draft.role:
        draft = replace(draft, role=told.role, role_source=source)
    if told.employer and not draft.employer and not _is_own_name(told, draft.name):
        draft = replace(draft, employer=told.employer, employer_source=source)
    return draft


def _is_own_name(told: headline.Headline, name: str) -> bool:
    """Is what looks like an employer the name again, or alone the name people go by elsewhere ("AnaCodes" for Ana Ruiz)?"""
    employer = fold(told.employer or "")
    if employer == fold(name):
        return True
    alone = (
        told.role is None and " " not in employer and recognised_employers.employer_score(told.employer or "") < _SURE
    )
    return alone and any(len(part) >= _SHORTEST_PART and part in employer for part in fold(name).split())


STEPS: tuple[Callable[[_Draft], _Draft], ...] = (_own_headline, _own_fields, _from_headline, _from_bio)


def _speaker(draft: _Draft) -> Speaker:
    sighting = draft.sighting
    return Speaker(
        name=draft.name,
        name_key=name_key(draft.name),
        headline=draft.headline,
        role=draft.role,
        employer=draft.employer,
        role_source=draft.role_source,
        employer_source=draft.employer_source,
        company=employers.canonical(draft.employer) if draft.employer else None,
        role_family=roles.family(draft.role) if draft.role else None,
        seniority=roles.seniority(draft.role) if draft.role else None,
        kind=employers.workplace(draft.employer, draft.role),
        topics=evidence.named((*sighting.topics, *sighting.talks)),
        billing=draft.billing,
        sighting=sighting,
    )
