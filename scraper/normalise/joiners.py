"""The small words between a role and an employer, ready to be looked for: data/joiners.toml as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from scraper import reference
from scraper.recognise import roles, wording
from scraper.text import fold

STRENGTHS = SURE, LIKELY, PLACE, GENITIVE = "sure", "likely", "place", "genitive"
_AT = re.compile(r"\s*@\s*(?=\S)")
_MARK = re.compile('[«„“"]')
QUOTED = re.compile(r"«[^«»]{2,80}»|[„“][^„“”]{2,80}[“”]|(?<!\S)\"[^\"]{2,80}\"")


@dataclass(frozen=True, slots=True)
class Joint:
    """Where a joiner stands in a text: what is before `start` is the role's side, what is after `end` the other's."""

    start: int
    end: int
    word: str


@cache
def _pattern(strength: str) -> re.Pattern[str]:
    words = {word for row in reference.table("joiners")["joiner"] for word in row.get(strength, ())}
    words = {word for word in words if word != "@" and not _is_joined(word)}
    loose = [re.escape(word).replace(r"\ ", r"\s+") for word in words if not word.endswith("'")]
    tight = [re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in words if word.endswith("'")]
    parts = [rf"(?:{'|'.join(sorted(tight, key=len, reverse=True))})\s*"] if tight else []
    parts += [rf"(?:{'|'.join(sorted(loose, key=len, reverse=True))})\s+"] if loose else []
    return re.compile(rf"(?<!\S)(?:{'|'.join(parts)})(?=\S)", re.IGNORECASE)


def _is_joined(word: str) -> bool:
    return any("\u3040" <= char <= "\ud7af" for char in word)


def joints(text: str, strength: str) -> Iterator[Joint]:
    """Every joiner of that strength in the text, from left to right, none inside quotation marks.

    "La" and one letter in a capital are no joiners, nor is "AT" where other words are small.
    """
    quoted = [found.span() for found in QUOTED.finditer(text)] if _MARK.search(text) else ()
    marks = list(_AT.finditer(text)) if strength == SURE and "@" in text else []
    short = 1 if strength == SURE else 2  # letters with which "At" is a joiner, and "La" none
    for found in _pattern(strength).finditer(text):
        word = found[0].strip()
        if not _is_joiner(word, text, short) or any(begin < found.start() < end for begin, end in quoted):
            continue
        while marks and marks[0].start() < found.start():
            mark = marks.pop(0)
            yield Joint(mark.start(), mark.end(), "@")
        yield _trimmed(found)
    for mark in marks:
        yield Joint(mark.start(), mark.end(), "@")


def _is_joiner(word: str, text: str, short: int) -> bool:
    if word.islower() or not word.isupper():
        return word.islower() or len(word) > short
    return len(word) > 1 and text.isupper()


def _trimmed(found: re.Match[str]) -> Joint:
    """See "en El Faro": the article in a capital belongs to the name."""
    first, _, article = found[0].strip().rpartition(" ")
    if first and article[:1].isupper() and not found.string.isupper() and not first.isupper():
        return Joint(found.start(), found.start() + len(found[0]) - len(found[0].lstrip()) + len(first) + 1, first)
    return Joint(found.start(), found.end(), found[0].strip())


@cache
def _languages() -> dict[str, frozenset[str]]:
    """The kin of languages every joiner is of."""
    found: dict[str, set[str]] = {}
    for row in reference.table("joiners")["joiner"]:
        for word in (word for strength in STRENGTHS for word in row.get(strength, ())):
            found.setdefault(word, set()).update(roles.kin(row["lang"]))
    return {word: frozenset(kin) for word, kin in found.items()}


def fits(joint: Joint, left: str) -> bool:
    """Is it a joiner of the language the job before it is told in? "Voorzitter ... en" is no Spanish."""
    spoken = roles.languages(left)
    joined = _languages().get(joint.word.casefold().replace("’", "'"), frozenset())
    return not spoken or "en" in spoken or not joined or "any" in joined or not spoken.isdisjoint(joined)


@cache
def former() -> re.Pattern[str]:
    """Matches a text that begins with a word that puts what follows into the past ("ex-", "former", "bývalý")."""
    words = {word for row in reference.table("joiners")["former"] for word in row["words"] if not _is_joined(word)}
    spaced = sorted(map(fold, words), key=len, reverse=True)
    return re.compile(rf"\W*(?:{'|'.join(map(re.escape, spaced))})(?=[\s:.-])")


# "元" and "前" also begin words of the present ("前端" is the front end), "전" too ("전문가" is an expert).
_JOINED_FORMER = re.compile(
    r"[\s(（]*(?:元(?!気|素)|前(?!端|沿|台|線|线)|曾任|曾|之前|此前|历任|歷任|原(?!生|創|创|子|型|画)|전(?=[ )])|전직)"
)


def is_former(text: str) -> bool:
    """Does the text speak of a job somebody had, not has? "ex-Google", "former CTO of Acme", "元株式会社..."."""
    return former().match(fold(text)) is not None or _JOINED_FORMER.match(text) is not None


@cache
def present() -> re.Pattern[str]:
    """Matches a word of today that opens a text, or a part behind a mark or an "and" ("..., now Loomwork"; the latter in small letters)."""
    words = wording.any_of("now", "today")
    joined = "|".join(sorted(word for word in ands() if word.isalpha() and len(word) > 1))
    return re.compile(
        rf"(?:^\W*(?i:{words})|(?:\s*[,;:/>→–—-]+\s*|\s+)(?:(?:{joined}|y|e|i|a)\s+)?(?<=\W)(?:{words}))(?:\s*[,:]\s*|\s+)(?=\S)"
    )


@cache
def joined_present() -> re.Pattern[str]:
    """Matches such a word in front of a text in Chinese, Japanese or Korean, which need no blank behind it."""
    words = sorted(reference.table("joiners")["joined_bio"]["today"], key=len, reverse=True)
    return re.compile(rf"^\s*(?:{'|'.join(map(re.escape, words))})[\s,、，]*")


@cache
def joined_holding() -> re.Pattern[str]:
    """Matches a verb of holding a post, or such a word of today, in front of one: "现任北岭科技工程师"."""
    table = reference.table("joiners")["joined_bio"]
    words = sorted([*table["today"], *table["now"]], key=len, reverse=True)
    return re.compile(rf"^\s*(?:{'|'.join(map(re.escape, words))})[\s,、，]*(?=\S)")


@cache
def after(what: str) -> re.Pattern[str]:
    """Matches the tail of a text that does not belong to the employer or the role it follows, from its first word to the end.

    `what` is "employer" or "role". The words that begin such a tail stand in data/joiners.toml (after_employer, after_role).
    """
    words = {word for row in reference.table("joiners")[f"after_{what}"] for word in row["words"]}
    spaced = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<=[\w)”\"])\s+(?:{spaced})\s.*$", re.DOTALL)


@cache
def fors() -> frozenset[str]:
    """The small words by which an organisation tells what it is for: "for", "für", "för", "per", "voor"."""
    return frozenset(word for row in reference.table("joiners")["for"] for word in row["words"])


@cache
def listed() -> re.Pattern[str]:
    """Matches a list of single words behind one of `fors`, the last joined by "and"."""
    spoken = "|".join(sorted(word for word in ands() if word.isalpha()))
    return re.compile(
        rf"\s(?:{'|'.join(sorted(fors()))})\s([\w-]+(?:\s[\w-]+)?(?:,\s[\w-]+(?:\s[\w-]+)?){{1,4}},?\s(?:{spoken}|&)\s[\w-]+)"
    )


@cache
def and_at() -> re.Pattern[str]:
    """Matches a second organisation joined by "and" ("... and at Acme") to the end."""
    at = {word for row in reference.table("joiners")["joiner"] for kind in (SURE, LIKELY) for word in row.get(kind, ())}
    words = sorted((word for word in at if word.isalpha() or " " in word), key=len, reverse=True)
    spoken = "|".join(sorted(word for word in ands() if word.isalpha()))
    return re.compile(rf"\s(?:{spoken})\s(?:{'|'.join(map(re.escape, words))})\s.*$", re.DOTALL)


@cache
def and_words() -> re.Pattern[str]:
    """Matches a word for "and" between two others."""
    spoken = sorted(word for word in ands() if word.isalpha())
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, spoken))})\s+(?=\S)", re.IGNORECASE)


@cache
def ands() -> frozenset[str]:
    """The words for "and", folded."""
    return frozenset(fold(word) for row in reference.table("joiners")["and"] for word in row["words"])
