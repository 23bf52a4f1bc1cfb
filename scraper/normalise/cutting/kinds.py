"""What a part of a phrase is: a job, a function at an event, an institution, a remark on what stands before it."""

from __future__ import annotations

import re

from scraper.normalise import awards, joiners
from scraper.recognise import employers, roles
from scraper.recognise.institutions import is_institution
from scraper.text import fold

_APPOSITION = re.compile(r"(?i:an?|part of|member of|formerly|previously)\s+\w|[Tt]he\s+[a-z]")


def is_job(text: str) -> bool:
    """Does the part tell a present job, and no award or function at a conference?"""
    return (
        roles.role_score(text) >= 0.4
        and not awards.is_award(text)
        and not joiners.is_former(text)
        and not is_function(text)
        and not employers.opens_part(text)
        and not is_institution(text)
    )


def is_function(text: str) -> bool:
    """See "Speaker", "Co-host of the podcast": something done at an event or for a community, no job."""
    plain = fold(text).strip(" .!")
    functions = roles.lexicon().functions
    if plain in functions:
        return True
    first, _, rest = plain.partition(" ")
    return first in functions and (
        rest.startswith(("of ", "at ", "@", "der ", "de ", "& ", "and ")) or not is_known(rest)
    )


def is_known(text: str) -> bool:
    """Is any word of the text one of a role?"""
    return any(roles.kinds(word) & (roles.HEAD | roles.WEAK) for word in text.split())


def is_apposition(text: str) -> bool:
    """See "A GLI Company" explains what stands before it."""
    return _APPOSITION.match(text) is not None and not roles.is_role(text)
