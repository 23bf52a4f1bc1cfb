"""Is a phrase the name of an institution, told by the word for its kind and where that stands, whatever else is in it?

"National Teachers College", "University of Science and Technology" and "Universidad Técnica del Mar" hold words of jobs and
of subjects; none of them is a job or a subject.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise

from scraper import reference
from scraper.recognise import employers, roles, wording
from scraper.recognise.places import is_place
from scraper.text import fold

_OPENING = 4
"""Words by which an organisation is told to be one: "Universidad Politécnica Salesiana de"."""


@cache
def _kinds() -> tuple[frozenset[str], frozenset[str]]:
    """Words for places of work that open or close a name, and those of English, where "University Lecturer" is a job."""
    rows = [row for row in reference.table("organisations")["cue"] if row["kind"] == "university"]
    foreign = {fold(word) for row in rows if row["lang"] != "en" for word in row["words"]}
    words = {fold(word) for row in rows for word in row["words"]} | employers.cues().institutions
    return frozenset(words - (employers.cues().parts - {"school"})), frozenset(words - foreign)


@lru_cache(maxsize=16_384)
def is_institution(text: str) -> bool:
    """Is it one, and nothing besides ("James Cook University", "Instituto de Física")? "Dean University of X" is not."""
    said = text.split()
    return len(said) > 1 and (_opens(said) or _is_called(said))


def _opens(said: list[str]) -> bool:
    """See "Instituto de Física", "Universidad Técnica de Northtown": a kind of organisation, what kind of one, a small word."""
    first, *more = said[: _OPENING + 1]
    small = next((at for at, word in enumerate(more) if word.casefold() in roles.lexicon().small), _OPENING)
    return (
        small + 1 < min(len(said) - 1, _OPENING)
        and roles.kinds(first) == 0
        and not any(roles.kinds(word) & (roles.HEAD | roles.LEVEL) == roles.HEAD for word in more[:small])
        and employers.cue(first) not in (None, "company")
    )


def _is_called(said: list[str]) -> bool:
    """Written large throughout, with a word for its kind that closes the name, or that "of" or a name follows."""
    small, (words, english) = roles.lexicon().small, _kinds()
    plain = [fold(word).strip('."“”()') for word in said]
    last = next((at for at in reversed(range(len(plain))) if plain[at] in words), None)
    if last is None or not all(word[0].isupper() or not word[0].isalpha() or word in small for word in said):
        return False
    behind, is_english = said[last + 1 :], plain[last] in english
    leads = (one for one, after in pairwise(said[: last + 1]) if roles.kinds(said[0]) or after in small)
    trails = (one for one, after in pairwise([*behind, ""]) if after[:1] in ("", "("))
    if (last == 0 and not behind) or any(map(_is_doer, (*leads, *trails))) or "(" in "".join(said[:last]):
        return False  # "University of Northtown Research Fellow"
    named = " ".join(behind)
    return not behind or behind[0] in _ofs() or is_place(named) or not (is_english or roles.kinds(behind[-1]))


def is_campus(before: str, behind: str) -> bool:
    """See "University of Texas" at "Austin": does the text before "at" end in an institution, a town it is in behind?

    Told by the town, or by the land in the institution's name; a school or a lab is no whole one. The word for a kind alone
    is never a whole one: "University" at "Northtown".
    """
    if fold(before.rpartition(",")[2].strip()) in _kinds()[1] and before.rpartition(",")[2].strip()[0].isupper():
        return behind[:1].isupper()
    said = before.split()
    named = (said[at:] for at, word in enumerate(said) if word[0].isupper())
    whole = next((one for one in named if is_institution(" ".join(one))), None)
    if whole is None or employers.is_part(" ".join(whole)) or not behind[:1].isupper() or employers.cue(behind):
        return False
    town = behind.partition(",")[0]
    has_land = any(is_place(" ".join(whole[at:to])) for at in range(len(whole)) for to in (at + 1, at + 2))
    return employers.known(town) is None and (has_land or is_place(town))


@cache
def _ofs() -> frozenset[str]:
    """Small words by which an institution tells of what, for what or where it is."""
    table = reference.table("joiners")
    rows = [word for row in table["joiner"] for kind in ("genitive", "place") for word in row.get(kind, ())]
    return frozenset(rows) | {word for row in table["for"] for word in row["words"]} | wording.words("in_place")


def _is_doer(word: str) -> bool:
    return roles.kinds(word) & (roles.HEAD | roles.WEAK) != 0 and not roles.is_plural(word)
