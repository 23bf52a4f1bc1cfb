"""Two texts with a strong mark between them, a job and where it is done: "Textile Engineer · Lagos Loom"."""

from __future__ import annotations

from scraper.normalise import awards, joiners, mixed, unmarked
from scraper.normalise.cutting import clean, employer_of, is_function, is_known, parts
from scraper.normalise.motto import is_motto
from scraper.normalise.soft_joiners import by_soft_joiner
from scraper.normalise.told import Headline
from scraper.recognise import employers, roles
from scraper.recognise.places import is_place

LONGEST = 7
_SOME_ROLE, _STRONG, _ANY = 0.3, 0.6, 0.35


def job_and_place(first: str, second: str) -> Headline | None:
    """The first text as the role, all of it, and the second as the employer; None where it may be otherwise.

    Whoever marks off where they work has no need to name it before the mark: "Textile" is what the engineer makes.
    """
    if not _is_job(first) or not _is_named(second):
        return None
    return Headline(clean(first), employer_of(second) or clean(second))


def _is_job(text: str) -> bool:
    if not text[:1].isupper() or len(text.split()) > LONGEST or _has_sure_joiner(text):
        return False
    if not (is_known(text) or mixed.agentive(text)) or len(parts(text)) > 1:
        return False
    is_other = joiners.is_former(text) or is_function(text) or awards.is_award(text) or roles.is_freelance(text)
    if is_other or mixed.is_sentence(text) or mixed.is_person(text):
        return False
    told = by_soft_joiner(text)
    named = told.employer if told else unmarked.split(text)[1]
    return named is None or employers.employer_score(named) < _STRONG


def _has_sure_joiner(text: str) -> bool:
    return next(iter(joiners.joints(text, joiners.SURE)), None) is not None


def _is_named(text: str) -> bool:
    if not text[:1].isupper() or len(text.split()) > LONGEST or "@" in text or roles.role_score(text) >= _SOME_ROLE:
        return False
    if len(parts(employers.without_place(text))) > 1:
        return False  # "Resilient Teams, Thriving Communities"
    is_other = mixed.fields_only(text) or awards.is_award(text) or is_function(text) or joiners.is_former(text)
    is_said = is_place(text) or is_motto(text) or mixed.is_sentence(text) or roles.is_freelance(text)
    return not (is_other or is_said) and employers.employer_score(text) >= _ANY
