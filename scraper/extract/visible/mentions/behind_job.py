"""Names behind their job, with no mark between: "Norwind, Head of Sales Ada Kovač", "Loom Labs, CTO, Li Wei".

A line alone could be anything; where several lines of a page are of this make, `slots` believes them.
"""

from __future__ import annotations

import re

from scraper.extract.visible.mentions import Mention
from scraper.extract.visible.persons import LONGEST, is_addressed, people
from scraper.recognise.employers import employer_score
from scraper.recognise.joined_names import is_joined
from scraper.recognise.roles import role_score

KIND = "behind job"
FEWEST = 3
"""So many lines of a page must be of this make."""
_SURE_NAME = 0.75
_SURE_ROLE = 0.6
_SOME_ROLE, _SOME_EMPLOYER = 0.4, 0.4
_SIZES = (3, 2, 4)
_FEWEST_WORDS = 4
_BLANK = re.compile(r"\s+")


def behind_job(text: str) -> Mention | None:
    """The reading of "employer, role name", or None. A known given name and a role right before it must stand there."""
    if is_joined(text):
        return _addressed(text)
    if "," not in text or len(text) > LONGEST or text.count(" ") < _FEWEST_WORDS - 1:
        return None
    starts = [blank.end() for blank in _BLANK.finditer(text)]
    best: Mention | None = None
    for size in _SIZES:
        at = starts[-size] if size <= len(starts) else 0
        before = text[:at].rstrip(" ,")
        employer, comma, role = before.partition(",")
        if (
            not comma
            or not employer.strip()
            or not text[at].isupper()
            or "," in text[at:]
            or role_score(employer) >= _SURE_ROLE
        ):
            continue
        who, score = people(text[at:])
        is_named = len(who) == 1 and score >= _SURE_NAME and (best is None or score > best.score)
        if is_named and role_score(role.strip()) >= _SURE_ROLE:
            best = Mention(text, KIND, who, score, before=before)
    return best


def _addressed(text: str) -> Mention | None:
    """A Japanese, Chinese or Korean line that ends in a name with its "氏", "さん", "님", a job before it."""
    before, _, name = text.rpartition(" ")
    if not before or len(text) > LONGEST or not is_addressed(name):
        return None
    if role_score(before) < _SOME_ROLE and employer_score(before) < _SOME_EMPLOYER:
        return None
    who, score = people(name)
    return Mention(text, KIND, who, score, before=before.strip(), after=before.strip()) if len(who) == 1 else None
