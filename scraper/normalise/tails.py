"""What trails behind a role or an employer and is no part of it, as patterns: since when, where, for how long, what for.

The words stand in data/biographies.toml; each pattern is made when it is first asked for.
"""

from __future__ import annotations

import re
from functools import cache

from scraper.recognise.wording import any_of

_CAPITAL = "A-ZÀ-Þ"


@cache
def since() -> re.Pattern[str]:
    """Behind an employer: since when, where it is, what is done there, up to the end."""
    in_year = rf"(?:{any_of('in_year', 'since')}\s(?:[^\W\d]+\s)?\d{{4}}\b|{any_of('since', 'based')}\s+)"
    return re.compile(
        rf"\s+I[’']m(?:\s+.*)?$|\s+{in_year}.*$|\s+(?-i:{any_of('behind_employer')})\b.*$"
        rf"|(?<=[\w)])\s+(?-i:{any_of('towards')})\s+(?-i:[a-z]).*$"
        rf"|(?<=[\w).])\s+(?-i:{any_of('in_place')})\s+(?-i:[{_CAPITAL}]).*$"
        rf"|\s+{any_of('in_place')}\s+(?-i:{any_of('own')})\s.*$",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def place() -> re.Pattern[str]:
    """Behind an employer's name that tells no kind of organisation: a town, a team, what for."""
    return re.compile(
        rf"(?<=\w)\s+(?:{any_of('in_place')}\s+(?:{any_of('article')}\s+)?[{_CAPITAL}]|{any_of('what_for')}\s+(?=[a-zß-ÿ]))"
    )


@cache
def participle() -> re.Pattern[str]:
    """Behind a role: a word built as a participle, and more behind it ("designer born in Leeds", "ingeniera egresada de")."""
    return re.compile(rf"\s(?![{_CAPITAL}])({any_of('participle')})\s+(?=\w)")


@cache
def doing() -> re.Pattern[str]:
    """Where what an employer does begins, and the word for it at the end."""
    return re.compile(rf"(?<=\w)\s+(?:[a-z]{{4,}}ing|{any_of('doing')})\b(?!$)|\s+{any_of('doing')}$")


@cache
def and_last() -> re.Pattern[str]:
    """An "and" that nothing follows."""
    return re.compile(rf"\s{any_of('and', 'and_last')}$")


@cache
def role_tail() -> re.Pattern[str]:
    """Behind a role: what somebody does, likes or is for, up to the end."""
    return re.compile(
        rf"\s+(?:{any_of('where')} {any_of('whose')}\b|{any_of('behind_role')}\b).*$",
        re.DOTALL,
    )


@cache
def in_town() -> re.Pattern[str]:
    """Behind a role, at the end: a town in a language whose capitals tell one."""
    return re.compile(rf"\s{any_of('in_town')}\s+([A-Z][\w.'-]*(?:,?\s[A-Z][\w.'-]*){{0,2}})$")


@cache
def in_place() -> re.Pattern[str]:
    """Behind a role, at the end: what may be the town or country it is done in."""
    return re.compile(rf"\s{any_of('in_town', 'in_country')}\s+([{_CAPITAL}][\w.'-]*(?:\s[{_CAPITAL}][\w.'-]*)?)$")


@cache
def for_years() -> re.Pattern[str]:
    """How long somebody has been what they are, up to the end."""
    many = rf"(?:[\w-]+\s+){{0,4}}{any_of('years')}\b"
    return re.compile(rf"\s+{any_of('for')}\s+(?:{many}|(?:19|20)\d\d\b).*$", re.DOTALL)
