"""Role and employer where the case alone joins them, as Slavic languages do: "adiunkt Instytutu Fizyki UJ"."""

from __future__ import annotations

import re

from scraper.normalise import mixed
from scraper.recognise import employers, roles
from scraper.recognise.roles import FIELD, HEAD, LEVEL
from scraper.text import fold

_DESCRIBING = 2  # words in small letters inside the name of an organisation, before what it is
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[А-ЯІЇЄҐA-Z]{2,6}")
_CAPITALS = re.compile(r"[А-ЯЁІЇЄҐ]{3,8}$")
_QUOTED = re.compile(r"[«„“\"][^«»„“”\"]{2,80}[»“”\"]$")
_CONSONANT = re.compile(r"[бвгджзйклмнпрстфхцчшщ]$")
_OF_WHAT_KIND = re.compile(r"(?:ой|ей|ого|его|ых|их|ої)$")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_MOST = 14
"""Words of a job and what it is of."""


def _named(text: str, tokens: list[re.Match[str]]) -> tuple[str, str] | None:
    """A name behind a common noun: "основатель студии «Acme»", "доцент кафедры физики АГУ"."""
    nouns = employers.cues().inflected
    noun = next((at for at, one in enumerate(tokens[:9]) if at and _is_noun(one[0], nouns)), 0)
    if not 0 < noun < len(tokens) - 1 or not all(one[0].islower() or roles.kinds(one[0]) for one in tokens[1:noun]):
        return None  # "Ректор Национального ... университета МИФИ": the name begins before the noun
    end = noun
    while end > 1 and _OF_WHAT_KIND.search(tokens[end - 1][0]):
        end -= 1  # "директор крупной компании Норвинд"
    role, first, last = text[: tokens[end - 1].end()], tokens[noun + 1], tokens[-1]
    if _is_noun(tokens[noun][0], employers.cues().firms) and mixed.is_proper(text[first.start() :]):
        return role, text[first.start() :]  # "директор компании Норвинд"
    if first[0][0] in "«„“" and last[0][-1] in "»“”":
        return role, text[first.start() :]
    return (role, last[0]) if _LETTERS.fullmatch(last[0]) else None


def _is_noun(word: str, nouns: frozenset[str]) -> bool:
    """Is it one of some nouns in small letters, or ends in one behind letters of a field ("IT-компании")?"""
    return word[-1].islower() and (
        (word.islower() and fold(word) in nouns) or ("-" in word and fold(word.rpartition("-")[2]) in nouns)
    )


def _is_within(word: str, behind: list[re.Match[str]]) -> bool:
    """Is it a board or a branch of the organisation named right behind it?"""
    inside = roles.kinds(word) & FIELD or fold(word) in employers.cues().inflected
    return bool(inside and behind and fold(behind[0][0]) in employers.cues().inflected)


def inflected(text: str) -> tuple[str, str] | None:
    """Role and employer where the case alone joins them, as Slavic languages do: "adiunkt Instytutu Fizyki UJ"."""
    if text.endswith(".") and employers.legal_form(text) is None:
        text = text[:-1]
    tokens = list(_WORD.finditer(text))
    if not tokens or not roles.kinds(tokens[0][0]) & (HEAD | LEVEL):
        return None
    return (
        _named(text, tokens)
        or _quoted(text, tokens)
        or _formed(text, tokens)
        or _in_case(text, tokens)
        or _brand(text, tokens)
    )


def _in_case(text: str, tokens: list[re.Match[str]]) -> tuple[str, str] | None:
    start = last = 0
    for at in range(1, min(len(tokens), 9)):
        word = tokens[at][0]
        if start and fold(word) in employers.cues().inflected:
            return _parted(text, tokens, start)
        if not word[0].isupper() or fold(word) in roles.lexicon().small:
            if fold(word) in roles.lexicon().small or at - last > _DESCRIBING:
                start = 0  # what an organisation is like may stand in small letters: "Nejvyššího správního soudu"
            if start and mixed.label(word) == "S":
                return None
            continue
        if not start and (roles.kinds(word) & HEAD or _is_within(word, tokens[at + 1 : at + 2])):
            continue  # "Założyciel i Prezes Zarządu Fundacji Acme", "Przewodniczący Rady Fundacji Acme"
        start, last = start or at, at
        if fold(word) in employers.cues().inflected:
            return _parted(text, tokens, start)
    return None


def _parted(text: str, tokens: list[re.Match[str]], start: int) -> tuple[str, str]:
    """Role and organisation, a small word between them left out: "profesor na Wydziale Fizyki"."""
    end = start
    while end > 1 and tokens[end - 1][0] in roles.lexicon().small:
        end -= 1
    return text[: tokens[end - 1].end()], text[tokens[start].start() :]


def _quoted(text: str, tokens: list[re.Match[str]]) -> tuple[str, str] | None:
    """What ends in quotation marks, with the letters of what it is before it: "директор АНО «Норвинд»"."""
    found = _QUOTED.search(text)
    before = [one for one in tokens if one.end() <= found.start()] if found else []
    leads = _CYRILLIC.search(text) or not roles.lexicon().leaders.isdisjoint(fold(one[0]) for one in before)
    if not found or not before or not leads:
        return None  # 'Engineer "The Northern Sentinel"' is what somebody is called
    at = len(before)
    while at > 1 and _is_form(before[at - 1][0]):
        at -= 1
    is_job = roles.kinds(before[-1][0]) & HEAD and fold(before[-1][0]) not in roles.lexicon().works
    if at == len(before) and not is_job:
        return None
    begin = before[at].start() if at < len(before) else found.start()
    return text[: before[at - 1].end()], text[begin:]


def _formed(text: str, tokens: list[re.Match[str]]) -> tuple[str, str] | None:
    """A legal form and a name behind a job of any length: "директор развития бизнеса ГК Норвинд", "... АО Норвинд"."""
    for at in range(1, min(len(tokens) - 1, _MOST)):
        name = text[tokens[at].start() :]
        is_form = _CYRILLIC.match(tokens[at][0]) and tokens[at][0].isupper() and employers.legal_form(name)
        if is_form and fold(tokens[at][0]) == is_form and tokens[at - 1][0].islower():
            return (text[: tokens[at - 1].end()], name) if mixed.is_proper(name) else None
    return None


def _is_form(word: str) -> bool:
    """Is it the letters of a legal form or of a kind of organisation ("АНО", "НИЦ")?"""
    return word.isupper() and word.isalpha() and len(word) in range(2, 7) and roles.kinds(word) == 0


def _brand(text: str, tokens: list[re.Match[str]]) -> tuple[str, str] | None:
    """A name in the nominative behind what is told in other cases: "директор развития Норвинд", "директор Acme Group"."""
    if len(tokens) > _MOST or not _CYRILLIC.search(tokens[0][0]) or any(one[0][-1] in ",;:." for one in tokens):
        return None
    at = len(tokens)
    while at > 1 and tokens[at - 1][0].isascii() and any(map(str.isalnum, tokens[at - 1][0])):
        at -= 1
    last, before = tokens[-1][0], tokens[at - 1][0] if at < len(tokens) else tokens[-2][0] if len(tokens) > 1 else ""
    if not before[:1].islower() or fold(before) in roles.lexicon().small:
        return None
    if at < len(tokens):
        name = text[tokens[at].start() :]
        return (text[: tokens[at - 1].end()], name) if _is_foreign_name(name, before) else None
    is_letters = _CAPITALS.match(last) is not None
    is_named = last[0].isupper() and not last.isupper() and _CONSONANT.search(last) is not None
    if roles.kinds(last) or not (is_letters or is_named) or employers.employer_score(last) < 0.4:
        return None
    return text[: tokens[-2].end()], last


def _is_foreign_name(name: str, before: str) -> bool:
    """Is what stands in Latin letters what an organisation is called, and no subject of a team?"""
    said = name.split()
    if not mixed.is_proper(name) or mixed.fields_only(name) or all(map(roles.kinds, said)):
        return False
    is_known = employers.known(name) is not None or employers.legal_form(name) is not None
    return is_known or len(said) > 1 or (len(name) > 3 and fold(before) not in roles.lexicon().teams)
