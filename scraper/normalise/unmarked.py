"""A role and an employer written side by side without a joiner: "Acme Developer", "CTO Acme Technologies"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from scraper.normalise.mixed import is_person, is_proper, label
from scraper.recognise import employers, roles, wording
from scraper.recognise.places import is_place
from scraper.recognise.roles import LEVEL
from scraper.text import fold

_LOCATIVE = re.compile(r"['’](?:n?[dt][ae])$")  # Turkish: "Acme'de" is "at Acme"
_ARTICLES = frozenset(("La", "Le", "Les", "El", "Los", "Las", "Il", "Lo", "The", "Der", "Die", "Das", "De"))
_WORD = re.compile(r"\S+")
_SHORTEST = 5
"""Letters of a word that is no small one, whatever the language; "vd" is known to be a job."""


@lru_cache(maxsize=16_384)
def split(text: str) -> tuple[str | None, str | None]:
    """Role and employer where both stand side by side; the employer is None where all is the role."""
    tokens = list(_WORD.finditer(text))
    labels = [label(token[0]) for token in tokens]
    heads = [i for i, label in enumerate(labels) if label in ("H", "W")]
    if not heads or len(tokens) < 2:
        return text, None
    return (
        opened(text)
        or _small_before_large(text, tokens, labels)
        or _before(text, tokens, labels, heads)
        or _of_founder(text, tokens, labels, heads[-1])
        or _after(text, tokens, labels, heads)
        or _at_end(text, tokens, labels, heads[-1])
        or (text, None)
    )


@lru_cache(maxsize=16_384)
def opened(text: str) -> tuple[str, str] | None:
    """See "Head of Change Management Ministry of Tides": an organisation that opens with the word for its kind.

    In English "of" follows such a word; where the word for the kind comes first, its name does ("Gerente Grupo Marea").
    """
    tokens = list(_WORD.finditer(text))
    head = next((at for at, one in enumerate(tokens) if label(one[0]) in ("H", "W")), None)
    for at in range(head + 1 if head is not None else len(tokens), len(tokens) - 1):
        before, token, after = (tokens[i][0] for i in (at - 1, at, at + 1))
        if before.casefold() in _small() or employers.cue(before) not in (None, "company") or not _is_kind(token):
            continue
        if after.casefold() in _small() and after.casefold() not in wording.words("and") and at + 2 < len(tokens):
            is_named = token[0].isupper() and tokens[at + 2][0][0].isupper() and employers.cue(token) != "company"
            is_named = is_named and roles.kinds(before) != 0
        else:
            is_named = fold(token) in employers.kinds_first() and after[0].isupper() and not roles.kinds(after)
        if is_named and before[-1].isalnum():
            return text[: tokens[at - 1].end()], text[tokens[at].start() :]
    return None


def _small() -> frozenset[str]:
    return roles.lexicon().small


def _is_kind(token: str) -> bool:
    return employers.cue(token) is not None and token.isalpha()


def _small_before_large(text: str, tokens: list[re.Match[str]], labels: list[str]) -> tuple[str, str] | None:
    """See "projektleder Nordlys", "redattore agenzia Marea": behind a job written small, what is written large is a name."""
    runs = (at for at, one in enumerate(tokens) if _is_large(one[0]) and (not at or not _is_large(tokens[at - 1][0])))
    at = next((at for at in runs if _is_unknown(tokens[at:])), 0)
    if at == 0 or any(not one[0][-1].isalnum() for one in tokens[:at]) or _is_short(tokens[at - 1][0]):
        return None
    if at > 1 and employers.cue(tokens[at - 1][0]) not in (None, "company"):
        at -= 1  # "Prorektorka university Karlovy"
    job, name = text[: tokens[at - 1].end()], text[tokens[at].start() :]
    is_english = at > 1 and "en" in roles.languages(job)
    if "H" not in labels[:at] or is_english or not roles.lexicon().works.isdisjoint(fold(job).split()):
        return None
    is_subject = any(one in ("H", "W") for one in labels[at:]) or roles.kinds(tokens[-1][0]) & roles.FIELD != 0
    is_other = is_place(name) or is_person(name) or name.partition(" ")[0].endswith(".")
    return None if is_subject or is_other else (job, name)


def _is_short(word: str) -> bool:
    return fold(word) in _small() or (len(word) < _SHORTEST and not roles.kinds(word))


def _is_large(word: str) -> bool:
    return word[0].isupper()


def _is_unknown(tokens: list[re.Match[str]]) -> bool:
    """Is one of the words written large, up to the next small one, no word of a job or a subject?"""
    return any(not roles.kinds(one[0]) for one in takewhile(lambda one: _is_large(one[0]), tokens))


def _before(text: str, tokens: list[re.Match[str]], labels: list[str], heads: list[int]) -> tuple[str, str] | None:
    """See "Acme Developer Advocate", "Red Hat Engineer": the name leads, the role closes."""
    if labels[-1] not in ("H", "W") and "U" in labels[heads[0] :]:
        return None
    size = _known_start(tokens)
    if size and size <= heads[0]:
        vendor = fold(text[: tokens[size - 1].end()]) in roles.lexicon().vendors
        if not vendor or any(fold(tokens[i][0]) in roles.lexicon().personal for i in heads):
            return text[tokens[size].start() :], text[: tokens[size - 1].end()]
        return None
    size = 0
    while size < heads[0] and (labels[size] == "U" or (size and labels[size] == "S" and labels[size + 1] == "U")):
        size += 1
    is_twice = 0 < size < len(tokens) - 1 and tokens[size][0] == tokens[size + 1][0]
    if is_twice:
        size += 1  # "Acme AI AI Engineer": the first "AI" is the name's
    name = text[: tokens[size - 1].end()] if size else ""
    if not size or size > 4 or "U" in labels[size : heads[-1]] or not is_proper(name) or labels[size] == "S":
        return None
    # "Clean Coder", "Youth Activist": what merely is written large may say which; not of whom an organisation needs.
    is_sure = is_twice or _LOCATIVE.search(name) or _brand(name) or (_leads(tokens[size:]) and labels[heads[-1]] == "H")
    if not is_sure or name.endswith(("'s", "’s")):
        return None
    return text[tokens[size].start() :], _LOCATIVE.sub("", name)


def _known_start(tokens: list[re.Match[str]]) -> int:
    for size in (3, 2, 1):
        if size < len(tokens) and employers.known(" ".join(token[0] for token in tokens[:size])):
            return size
    return 0


def _brand(name: str) -> bool:
    return employers.employer_score(name) >= 0.6


def _after(text: str, tokens: list[re.Match[str]], labels: list[str], heads: list[int]) -> tuple[str, str] | None:
    """Split "CTO Acme Technologies", "Gründerin Junge Tüftler": the role leads, the name closes."""
    last = heads[-1]
    if labels[0] not in ("H", "W", "M") or "U" not in labels[last + 1 :] or "U" in labels[: last + 1]:
        return None
    at = labels.index("U", last + 1)
    if at == last + 2 and labels[last + 1] == "S" and tokens[last + 1][0] in _ARTICLES:
        at = last + 1  # "Managing Director La Perla"
    name = text[tokens[at].start() :]
    if at == last + 1:
        proper = is_proper(name) or (len(tokens) - at == 1 and name.isascii())
        return (
            (text[: tokens[last].end()], name)
            if (_brand(name) or _leads(tokens[:at])) and proper and not name.startswith("(")
            else None
        )
    if "S" in labels[last + 1 :] or len(labels) - at > 3:
        return None
    while at - 1 > last and tokens[at - 1][0].isupper() and not roles.kinds(tokens[at - 1][0]):
        at -= 1  # "Presidente TAS Spa"
    name = text[tokens[at].start() :]
    if _leads(tokens[: last + 1]) and labels[last + 1 : at] == ["M"] * (at - last - 1) and is_proper(name):
        return text[: tokens[at - 1].end()], name  # "Direttrice Marketing Acme"
    foreign = name.isascii() and not text[: tokens[at].start()].isascii()
    if foreign or (_brand(name) and not text[: tokens[at].start()].isascii()):
        return text[: tokens[at - 1].end()], name
    return None


def _of_founder(text: str, tokens: list[re.Match[str]], labels: list[str], last: int) -> tuple[str, str] | None:
    """See "CEO Science Play": who founds or heads it all has no field; what is written large behind is the name."""
    behind = tokens[last + 1 :]
    is_proper = len(behind) > 1 and all(one[0][0].isupper() for one in behind)
    if not is_proper or "S" in labels[last + 1 :] or "U" in labels[:last] or labels[last] != "H":
        return None
    name = text[behind[0].start() :]
    is_whole = fold(tokens[last][0]) in roles.lexicon().founders or fold(tokens[last][0]) == "ceo"
    if not is_whole or is_place(name) or roles.kinds(behind[0][0]) & LEVEL:
        return None
    return text[: tokens[last].end()], name


def _at_end(text: str, tokens: list[re.Match[str]], labels: list[str], last: int) -> tuple[str, str] | None:
    """See "Senior Director Sales Malta Kestrel Group", "Head of IT Security Bank Nordlys": told by a word for its kind."""
    for at in range(last + 1, len(tokens)):
        name = text[tokens[at].start() :]
        if tokens[at - 1][0][-1] in ",;":
            return None
        if not _is_large(tokens[at][0]) or labels[at - 1] == "S" or "S" in labels[at:] or roles.kinds(tokens[at][0]):
            continue
        is_known = employers.known(name) is not None and fold(name) not in roles.lexicon().vendors
        if is_known or (len(tokens) - at > 1 and is_proper(name) and employers.cue(name)):
            return text[: tokens[at - 1].end()], name
    return None


def _leads(tokens: list[re.Match[str]]) -> bool:
    """Do the words name who leads an organisation? Its name may follow without a joiner."""
    words = {part for token in tokens for part in re.split(r"[-/&+]", fold(token[0].strip(",.")))}
    return not words.isdisjoint(roles.lexicon().leaders) or "chief" in words or any(map(_leads_by_end, words))


def _leads_by_end(word: str) -> bool:
    """See "Akademiedirektor": a compound of such a word."""
    return any(len(word) > len(one) > 5 and word.endswith(one) for one in roles.lexicon().leaders)
