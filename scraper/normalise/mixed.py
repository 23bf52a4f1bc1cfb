"""What a short text without marks may be: a subject, a name of an organisation, somebody speaking, a doer."""

from __future__ import annotations

import re

from scraper.normalise.motto import is_motto
from scraper.recognise import employers, names, roles, wording
from scraper.recognise.institutions import is_institution
from scraper.recognise.places import is_place
from scraper.recognise.roles import FIELD, HEAD, LEVEL, WEAK
from scraper.text import fold

_CAPITAL = r"[^\W\d_a-zß-ÿа-яёіїєґ][\w.&'’-]*"
_GOES_ON = re.compile(rf"((?:{_CAPITAL})(?:\s(?:{_CAPITAL}|&|\d+))*)\s([a-zß-ÿа-яёіїєґ]{{2,}})\s\S+\s\S")
_SHORTEST_DERIVED, _SHORTEST_AGENT = 7, 5  # letters


def fields_only(text: str) -> bool:
    """Only words that say of what ("Data & Analytics", "Consulting Services"): neither a role nor an employer."""
    tokens = [token for token in roles.tokens(text) if token.casefold() not in roles.lexicon().small]
    if not tokens or employers.legal_form(text):
        return False
    if text.startswith("The ") and len(tokens) > 1:
        return False
    if is_institution(text):
        return False
    ours = 0
    for token in tokens:
        kind = roles.kinds(token)
        if kind & (FIELD | LEVEL):
            ours += 1
        elif kind or not _is_derived(token) or employers.cue(token) not in (None, "company"):
            return False
    if roles.kinds(tokens[-1]) & (HEAD | WEAK):
        return False
    return ours > 0 and employers.known(text) is None


def _is_derived(token: str) -> bool:
    if len(token) < _SHORTEST_DERIVED:
        return False
    table, plain = roles.lexicon(), fold(token)
    is_english = plain.isascii() and plain.endswith(table.derived)
    return is_english or (not token.isascii() and token.casefold().endswith(table.kinds_of))


def is_sentence(text: str) -> bool:
    """Does somebody speak ("I build things"), rather than name something?"""
    return not roles.lexicon().speech.isdisjoint(wording.spoken(text))


def agentive(text: str) -> bool:
    """Is its last word built like one that names a doer ("Dreamer", "Agilist")?"""
    found = fold(text).split()
    if not found or len(found) > 3 or len(found[-1]) < _SHORTEST_AGENT:
        return False
    return found[-1].isascii() and found[-1].endswith(roles.lexicon().agents)


def is_ranked(text: str) -> bool:
    """See "Senior Event Maker": a rank in front of a doer is a job, though nobody knows the doer."""
    first, _, rest = fold(text).partition(" ")
    return first in roles.lexicon().ranked and agentive(rest) and not employers.legal_form(text)


def is_person(text: str) -> bool:
    """Is it somebody's name, no firm's with a town that is a name as well ("NWU Sydney", "Microsoft Hong Kong")?"""
    first, _, rest = text.partition(" ")
    is_firm = is_place(rest) and (employers.is_brand(text) or (first.isupper() and not text.isupper()))
    return 2 <= len(text.split()) <= 4 and not is_firm and names.name_score(text) >= 0.8


def could_be_name(text: str) -> bool:
    """Beside a role: may this be what the organisation is called?"""
    if fields_only(text) or is_sentence(text) or is_motto(text):
        return False
    score = employers.employer_score(text)
    if score >= 0.6:
        return True
    few = text.split()[:3]
    is_doer = len(few) < 3 and text.isascii() and all(word[0].isalpha() for word in few) and agentive(text)
    return score >= 0.35 and not is_doer


def could_be_organisation(text: str) -> bool:
    """Alone, without any role near it: may this be what the organisation is called? Slogans and people may not."""
    if is_motto(text):
        return False
    score = employers.employer_score(text)
    if score >= 0.6:
        return True
    if is_sentence(text) or fields_only(text) or score < 0.35 or text.rstrip().endswith(("!", "?", "...", "…", ")")):
        return False
    return not is_person(text)


def label(token: str) -> str:  # noqa: PLR0911 -- the rules in their order
    """H head, W weak head, M level or field, S small word, U unknown."""
    if token.casefold() in roles.lexicon().small:
        return "S"
    parts = [part for part in re.split(r"[/&+]", token) if part] or [token]
    kinds = [roles.kinds(part) for part in parts]
    if any(kind & HEAD for kind in kinds):
        return "H"
    if any(kind & WEAK for kind in kinds):
        return "W"
    if any(kind & (FIELD | LEVEL) for kind in kinds):
        return "M"
    if "-" in token and (last := token.rsplit("-", 1)[1]).islower() and roles.kinds(last) & FIELD:
        return "M"  # "Cross-platform": a compound of a subject
    bare = token.strip(",.;:!()'\"")
    plain = fold(bare)
    if _is_derived(bare) and plain.isalpha() and not re.search(r"[a-z][A-Z]", token):
        return "M"
    if len(plain) <= 4 and token.isupper() and plain.isascii() and employers.known(token) is None:
        return "M"
    return "U" if any(c.isalpha() for c in plain) else "M"


def is_subject(word: str) -> bool:
    """Is it a word of a job's subject ("Computing"), rather than a name of something?"""
    return label(word) != "U"


def is_proper(name: str) -> bool:
    """Do all words begin large, small words aside?"""
    return all(
        word.lstrip('«“„"(')[:1].isupper()
        or word[0].isdigit()
        or re.search(r"[A-Z]", word) is not None
        or fold(word) in roles.lexicon().small
        for word in name.split()
    )


def begins_as_job(text: str) -> bool:
    """Does one of the first two words name what somebody is?"""
    return any(roles.kinds(word) & (HEAD | WEAK) for word in text.split(maxsplit=3)[:2])


def before_prose(text: str) -> str:
    """A name in capitals without what small letters say of it ("Future Mind specjalizuje się w ..."); else the text."""
    found = _GOES_ON.match(text)
    word = found[2] if found else ""
    if found is None or fold(word) in roles.lexicon().small | wording.words("and") or roles.kinds(word):
        return text
    named = text.partition(",")[0]
    is_named = employers.cue(named) is not None or not employers.cues().inflected.isdisjoint(map(fold, named.split()))
    return text if is_named or employers.legal_form(f"{found[1]} {word.upper()}") else found[1]


def comes_to_job(text: str) -> bool:
    """Is one of the first words what somebody is, and those before it of what kind ("product manager at")?"""
    said = text.split(maxsplit=4)[:4]
    head = next((at for at, word in enumerate(said) if roles.kinds(word) & HEAD), None)
    return head is not None and all(map(is_subject, said[:head]))


def opens_as_job(text: str) -> bool:
    """Is its first word, or the one behind words of rank, what somebody is ("Vice Presidente", "HR-Leiterin")?"""
    for word in text.split(maxsplit=4)[:3]:
        kind = roles.kinds(word)
        if kind & (HEAD | WEAK):
            return not roles.is_plural(word)
        if not kind & LEVEL:
            return False
    return False
