"""The employer a sentence tells by what somebody does: "works for Acme", "leitet bei Acme ...", "builds apps at Acme"."""

from __future__ import annotations

import re
from functools import cache

from scraper import reference
from scraper.normalise import mixed, verbs
from scraper.normalise.cutting import ARTICLE, employer_of
from scraper.normalise.told import Headline
from scraper.recognise import employers
from scraper.text import fold, words

_UNTIL = re.compile(r"\s(?:as|als|comme|como|come|jako|som|in (?:the|his|her|their)|on|to|since|seit|depuis)\s")
_FOR = re.compile(r"^[^,;]*?\s(?:at|for)\s+(?=[A-Z])")
_CALLED = re.compile(
    r"(?:[^\W\d_a-zß-ÿа-яё][^\s,;]*(?:\s(?:(?:&|of|for|and)\s)?[^\W\d_a-zß-ÿа-яё][^\s,;]*){0,5}|[«„“\"][^«»„“”\"]{2,60}[»”“\"])(?=,|\s[a-zß-ÿа-яё])"
)
_SLAVIC_IN = ("W", "V", "U", "В", "У")
_IN_CASE = "eiuyеиую"
"""How a town ends where the case says that something is there."""
_YEAR = re.compile(r"\d{4}")
_NEAR = 12
_SOME, _SURE = 0.4, 0.6
_LATER = 90  # letters between the person and the "at"


@cache
def _not_work() -> frozenset[str]:
    """Words by which people study, speak or live somewhere: what follows "at" is no employer."""
    return frozenset(fold(word) for row in reference.table("joiners")["elsewhere"] for word in row["words"])


def is_elsewhere(text: str) -> bool:
    """Does a text speak of studying, speaking or living somewhere?"""
    return not _not_work().isdisjoint(words(text))


def _before_capital(found: re.Match[str]) -> int:
    """Where the name begins: "trabaja en La Gaceta" keeps the article in its capital."""
    last = found[0].rstrip().rsplit(" ", 1)[-1]
    return (
        found.end() - len(found[0]) + found[0].rstrip().rindex(last)
        if last[:1].isupper() and len(last) <= 3
        else found.end()
    )


def by_work(text: str) -> Headline | None:
    """The employer alone; None where no verb of working tells one."""
    if (name := _at_start(text) or _of_leader(text)) is not None:
        return Headline(None, name)
    for found in list(verbs.works().finditer(text))[:5]:
        if verbs.a_thing().search(text[: found.start()]):
            continue  # "her work for"
        rest = text[_before_capital(found) :].strip()
        is_with = found[0].rstrip().endswith("with")
        if is_with and (later := _FOR.search(rest[:_LATER])):
            rest, is_with = rest[later.end() :], False  # "works with these tools for Acme"
        rest = _UNTIL.split(rest, maxsplit=1)[0]
        rest = ARTICLE.sub("", rest) if not re.match(r"the\s+[A-Z]", rest, re.IGNORECASE) else rest
        name = employer_of(rest)
        if (
            name
            and not mixed.fields_only(name)
            and (name[0].isupper() or employers.employer_score(name) >= 0.6)
            and employers.employer_score(name) >= (0.6 if is_with else 0.35)
        ):
            return Headline(None, name)
    return None


def _at_start(text: str) -> str | None:
    """See "At Acme she builds", "Currently at Acme", "W Brask zajmuje się ...", "В Яске с 2013 года"."""
    lead = verbs.at_start().match(text)
    if lead is None:
        return None
    rest = text[lead.end() :]
    called = _CALLED.match(rest)
    if lead[1]:
        name = employer_of(rest)
    elif called and not is_elsewhere(rest[called.end() :][:_LATER]):
        name = employer_of(called[0])
    else:
        return None
    if not name or name[0].islower() or employers.employer_score(name) < _SOME:
        return None
    is_town = lead[0].split()[-1] in _SLAVIC_IN and name[-1] in _IN_CASE and employers.employer_score(name) < _SURE
    is_town = is_town and " " not in name and not _YEAR.search(rest[len(name) :][:_NEAR])
    return None if is_town else name  # "W Polsce", "В Самаре"


def _of_leader(text: str) -> str | None:
    """See "leads the Hanse University", "heads the shops of Acme’s branch": what is led, or whose it is."""
    if lead := verbs.leads().search(text):
        name = employer_of(text[lead.end() :])
        if name and name[0].isupper() and employers.cue(name) not in (None, "company"):
            return name
    whose = verbs.leads_of().search(text)
    return whose[1] if whose and employers.employer_score(whose[1]) >= _SOME else None


def by_any_verb(text: str, name: str) -> str | None:
    """The employer behind "at" in a present sentence whose subject is the person, whatever the verb is.

    "Ada is building apps at Acme" tells one; "Ada speaks at meetups", "Ada studied at Acme College" do not.
    """
    if not _is_about(text, name):
        return None
    for found in verbs.at().finditer(text[: 40 + _LATER]):
        before = text[: found.start()]
        if verbs.past().search(before) or is_elsewhere(before) or verbs.degree().match(before.partition(" ")[2]):
            return None
        rest = re.split(r"\sim\s", _UNTIL.split(text[found.end() :], maxsplit=1)[0], maxsplit=1)[0]
        name_of = employer_of(rest if re.match(r"The\s+[A-Z]", rest) else ARTICLE.sub("", rest))
        if name_of and not name_of[0].islower() and employers.employer_score(name_of) >= 0.4:
            return None if mixed.fields_only(name_of) else name_of
    return None


def _is_about(text: str, name: str) -> bool:
    """Is the person the subject: by name, or by a pronoun?"""
    first = text.split(maxsplit=4)[:4]
    own = set(words(name))
    if first and verbs.adverb().match(f"{first[0]} "):
        del first[0]  # "Maintenant il ..."
    return bool(first) and (
        any(verbs.person().match(word.rstrip(",")) for word in first[:1] + first[3:])
        or any(fold(word.strip(",.’'")) in own for word in first)
    )
