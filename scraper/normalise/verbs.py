"""The patterns by which sentences of biographies are read: verbs of being and working, in many languages.

The words stand in data/biographies.toml; each pattern is made when it is first asked for.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from scraper import reference
from scraper.normalise.joiners import STRENGTHS
from scraper.recognise.wording import alternatives, any_of, words

STOP = re.compile(
    r"(?<=[\w)’'\"”])\s?(?:[.!?]+|…)\s+(?=[A-ZÀ-ÞА-ЯЁІЇЄĞİŞÖÜÇŁŚŻŽČŘĎŤ@¡¿\"“(])|\n+|\s[|•]\s|(?<=[。！？])"
)
BULLETS = "-–—*•·> \t"
_REACH = 80
"""Letters between a verb of working and what stands before the employer."""


@cache
def abbreviation() -> re.Pattern[str]:
    """A full stop that ends no sentence: behind one capital, or a word that is shortened."""
    return re.compile(rf"(?:^|[\s.(])(?:[A-Z]|{any_of('stops')})$")


@cache
def past() -> re.Pattern[str]:
    """What puts a sentence into the past."""
    perfect = "".join(rf"(?<!\b{word}\s)" for word in re.findall(r"\w+", any_of("perfect")))
    return re.compile(rf"\b(?:{any_of('past')}|{perfect}{any_of('past_simple')})\b", re.IGNORECASE)


@cache
def _simple_past() -> str:
    joined = alternatives(
        verb for row in reference.table("biographies")["works"] if not row["at"] for verb in row["verbs"]
    )
    return rf"(?:{any_of('then')}\s)?(?!{joined}\b)(?=[a-z]){any_of('did', 'past_simple')}(?<!eed)\b"


@lru_cache(maxsize=1_024)
def did(name: str) -> re.Pattern[str]:
    """The simple past of a verb behind the person: "Ana received", "In 2009 she then invented"; who joined is there still."""
    own = alternatives((name, *(part for part in name.split() if len(part) > 1)) if name else ("\0",))
    return re.compile(
        rf"^(?:[^,;]{{1,{_REACH}}},\s|[^\W\d]+ \d{{4}}\s)?(?:\w+\.?\s)?(?i:{own}|{any_of('person')})\s{_simple_past()}"
    )


@cache
def has_done() -> re.Pattern[str]:
    """Somebody did something, up to the end: before "as" it tells of what is over ("has worked as", "they served Acme as")."""
    return re.compile(rf"\b(?i:{any_of('perfect', 'person')})\s{_simple_past()}(?:\s\S+){{0,6}}\s?$")


@cache
def _now() -> str:
    """What may stand between a verb and the job: "currently", "since 2019", nothing."""
    return rf"(?:\s+(?:{any_of('now', 'today', 'beside')}|{any_of('since')} (?:\w+ )?\d{{4}}))?"


@cache
def copula() -> re.Pattern[str]:
    """What a job follows: "is", "works as", "holds the role of"."""
    works_as = rf"{any_of('do')}{_now()}\s+{any_of('as')}"
    return re.compile(rf"(?:^|(?<=[\s,]))(?:{any_of('be', 'holds')}{_now()}|{works_as})\s+", re.IGNORECASE)


@cache
def became() -> re.Pattern[str]:
    """What a post follows that somebody was given: "became", "was appointed", "wurde zum"."""
    return re.compile(rf"(?:^|(?<=[\s,])){any_of('became')}{_now()}\s+(?:{any_of('person')}\s+)?", re.IGNORECASE)


@cache
def tellers() -> frozenset[str]:
    """The words of a sentence with a verb we know; a quick look before the patterns are tried."""
    patterns = f"{any_of('be', 'do', 'as', 'holds')} {_works_words()}"
    joiner = {
        word
        for row in reference.table("joiners")["joiner"]
        for kind in STRENGTHS
        for one in row.get(kind, ())
        for word in one.split()
    }
    return frozenset(re.findall(r"[^\W\d_]+", re.sub(r"\\[a-zA-Z]", " ", patterns))) - joiner | {
        "am",
        "works",
        "working",
    }


@cache
def degree() -> re.Pattern[str]:
    """How a clause about an education begins, and one that counts years."""
    return re.compile(rf"^(?:{any_of('be')}\s+)?(?:{any_of('degree')}|\d+ {any_of('years')})\b", re.IGNORECASE)


@cache
def as_a() -> re.Pattern[str]:
    """The "as" before a job."""
    return re.compile(rf"(?:^|(?<=\s)){any_of('as')}\s+(?:{any_of('article')}\s+)?", re.IGNORECASE)


def _works_words() -> str:
    return alternatives(verb for row in reference.table("biographies")["works"] for verb in row["verbs"])


@cache
def works() -> re.Pattern[str]:
    """A verb of working and what stands before the employer."""
    rows = [
        rf"{alternatives(row['verbs'])}"
        + (rf"\b[^.;]{{0,{_REACH}}}?(?:\b{alternatives(row['at'])})" if row["at"] else "")
        for row in reference.table("biographies")["works"]
    ]
    return re.compile(rf"\b(?:{'|'.join(rows)})(?:(?<=['’@])|\b)\s*(?=\S)", re.IGNORECASE)


@cache
def leads() -> re.Pattern[str]:
    """Leading an organisation that is named as the object."""
    return re.compile(rf"\b{any_of('leads')}{_now()}\s(?:{any_of('article')})\s?(?=[A-ZÀ-Þ])")


@cache
def leads_of() -> re.Pattern[str]:
    """Leading something of an organisation: "heads the strategy of Acme's shops"; the first group is whose it is."""
    return re.compile(
        rf"\b{any_of('leads')}{_now()}\s[^.;]{{0,{_REACH}}}?([A-ZÀ-Þ][\w.&-]*(?:\s[A-ZÀ-Þ][\w.&-]*){{0,3}})['’]s\s(?=\w)"
    )


@cache
def at() -> re.Pattern[str]:
    """What stands before an employer and nothing else."""
    return re.compile(rf"\s{any_of('at')}\s+(?=\S)", re.IGNORECASE)


@cache
def at_start() -> re.Pattern[str]:
    """A sentence that begins "At", "Currently at", "Since 2019 at"; the first group is what says that it is today."""
    today = rf"{any_of('now', 'today')}|{any_of('since')}\s(?:\w+\s)?\d{{4}}"
    return re.compile(
        rf"^(?:({today}),?\s+{any_of('at', 'at_place', 'at_now')}|(?!{any_of('article')}\s){any_of('at', 'at_place')})\s+(?=\S)",
        re.IGNORECASE,
    )


@cache
def clause() -> re.Pattern[str]:
    """Where another clause begins: what somebody does, or since when."""
    since = rf"\s{any_of('since', 'based')} (?=\w*\s?\d|la |le |l['’])"
    does = rf",?\s{any_of('and')}\s+(?-i:{any_of('verb')}|(?!\w*ing\b){_works_words()})\b"
    return re.compile(
        rf"\s*(?:\s[-–—]\s|;|{since}|,\s(?:der|die|das|den)\s|{does}|,?\s{any_of('clause')}\b(?!\s{any_of('at')}\s|\s(?:for)\s))",
        re.IGNORECASE,
    )


@cache
def no_title() -> re.Pattern[str]:
    """Verbs: no title has one."""
    return re.compile(rf"\b{any_of('verb')}\b", re.IGNORECASE)


@cache
def clauses() -> re.Pattern[str]:
    """Between the clauses of a list of jobs, each with whose it is."""
    return re.compile(rf"[,;]\s+|\s+{any_of('and')}\s+(?=\w+\s+{any_of('of')}\b)")


@cache
def and_word() -> re.Pattern[str]:
    """An "and" that means nothing else."""
    return re.compile(rf"\s+{any_of('and')}\s+(?=\S)", re.IGNORECASE)


@cache
def leads_in() -> re.Pattern[str]:
    """What stands before a job and is no part of it: "one of the", "and", "works as a"."""
    works_as = rf"{any_of('do')}\s+{any_of('as')}(?:\s+{any_of('article')})?"
    given = rf"{any_of('became')}(?:\s{any_of('person')})?"
    years = rf"{any_of('for', 'since')}\s(?:[^\s,]+\s){{1,3}}{any_of('years')}"
    return re.compile(
        rf"^(?:(?:{any_of('and', 'one_of', 'be', 'now', 'today', 'beside')}|{given}|{works_as}|{years}),?\s+)+",
        re.IGNORECASE,
    )


@cache
def one_of() -> re.Pattern[str]:
    """How praise begins that compares ("one of Britain's leading historians"): two words of "one of the"."""
    opened = {" ".join(row.split()[:2]) for row in words("one_of") if " " in row}
    return re.compile(rf"^{alternatives(opened)}\b", re.IGNORECASE)


@cache
def of_today() -> re.Pattern[str]:
    """Where a clause of today begins inside a sentence: "was a cook and is a judge", "..., actualmente es CEO de Acme"."""
    who = rf"(?:{any_of('person')}\s+)?"
    return re.compile(
        rf"(?:[,;:]|\s[-–—])\s+(?:{any_of('and')}\s+)?(?={who}{any_of('now', 'today')}\b)"
        rf"|(?:;|,?\s{any_of('and', 'and_last')})\s+(?={who}(?:{any_of('now', 'today')}\s+)?{any_of('be')}\s)",
        re.IGNORECASE,
    )


@cache
def before_person() -> re.Pattern[str]:
    """A verb that may stand at the end, before the person: "Seit 2015 ist" Ada Leiterin."""
    verb = rf"(?:{any_of('be', 'do', 'became', 'leads', 'perfect')}|{_works_words()})"
    return re.compile(rf"\b{verb}\s(?:\w{{1,5}}\.\s)?$", re.IGNORECASE)


@cache
def within() -> re.Pattern[str]:
    """Whose team a job is in: "on Acme's web team"."""
    return re.compile(rf"\s(?:{any_of('where')}|of)\s([A-ZÀ-Þ][\w.&-]*(?:\s[A-ZÀ-Þ][\w.&-]*){{0,2}})['’]s\s")


@cache
def at_word() -> re.Pattern[str]:
    """A small word between a job and an employer that stayed with the latter ("na Acme", "l'Università")."""
    return re.compile(rf"^(?:{any_of('at', 'at_place', 'at_now', 'of')}\s+|l['’])(?=[A-ZÀ-Þ])")


@cache
def thing() -> re.Pattern[str]:
    """An article or a possessive a sentence begins with: what follows is a thing."""
    return re.compile(rf"^{any_of('article', 'whose', 'own')}(?:(?<=['’])|\s)", re.IGNORECASE)


@cache
def a_thing() -> re.Pattern[str]:
    """An article or a possessive at the end: what follows is a noun, though it may look like a verb ("her work")."""
    return re.compile(rf"(?:^|\s){any_of('article', 'whose', 'own')}\s$", re.IGNORECASE)


@cache
def adverb() -> re.Pattern[str]:
    """Words of today, alone or several, before a job or an employer and behind it ("now Acme", "Acme currently")."""
    said = any_of("now", "today", "beside")
    return re.compile(rf"^(?:{said},?\s+)+|(?-i:(?:\s+{said})+$)", re.IGNORECASE)


@cache
def today() -> re.Pattern[str]:
    """A word that says that a sentence is about today, wherever it stands."""
    return re.compile(rf"(?:^|\s){any_of('now', 'today')}\s+", re.IGNORECASE)


@cache
def person() -> re.Pattern[str]:
    """A pronoun, perhaps with its verb ("she's")."""
    return re.compile(rf"^{any_of('person')}(?:['’](?:m|s|re))?$", re.IGNORECASE)
