"""Role and employer where endings written on to words join them: "toimii Norvindilla johtajana", "Norvind'de mühendis".

The endings stand in data/biographies.toml, a row a language: where somebody works, whose they are, what they are as.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from scraper import reference
from scraper.normalise import verbs
from scraper.normalise.told import Headline
from scraper.recognise import employers, roles
from scraper.recognise.wording import alternatives
from scraper.text import fold

_MOST = 16
"""Words behind the verb that are looked at."""
_WORD = re.compile(r"[^\s,;]+")
_GLIDE = re.compile(r"(?<=[^\W\daeiouyäö])i$")
"""Put between a foreign name and its ending ("Red Hatilla")."""


@cache
def _opened(verb: tuple[str, ...], be: tuple[str, ...]) -> re.Pattern[str]:
    """The person and the verb; the first group is one by which people are told, and much else."""
    return re.compile(rf"^(?:[^\s,]+\s){{0,5}}?(?:({alternatives(be)})|{alternatives(verb)})\s", re.IGNORECASE)


def read(text: str) -> Headline | None:
    """The job a sentence tells by endings, the organisation's off its name; None for a sentence of another language."""
    said = set(text.split())
    for row in reference.table("biographies")["endings"]:
        may_open = not said.isdisjoint((*row["verbs"], *row["be"]))
        opened = _opened(tuple(row["verbs"]), tuple(row["be"])).match(text) if may_open else None
        if opened or (not row["verbs"] and ("'" in text or "’" in text)):
            told = _told(text[opened.end() if opened else 0 :], row)
            if opened and "article" in row and not (told and told.employer):
                told = _told(f"{_behind_article(opened[0], row)} {text[opened.end() :]}", row)
            if told and (told.role or (opened and not opened[1])):
                return told
    return None


def _behind_article(before: str, row: dict[str, Any]) -> str:
    """What stands between the last article and the verb: "Ada a Norvindnél dolgozik" -> "Norvindnél"."""
    said = before.split()[:-1]
    begins = [at + 1 for at, word in enumerate(said) if word.lower() in row["article"]]
    return " ".join(said[begins[-1] :] if begins else [])


def _told(text: str, row: dict[str, Any]) -> Headline | None:
    clause = verbs.clause().split(text, maxsplit=1)[0].rstrip(" .!")
    said = list(_WORD.finditer(clause))[:_MOST]
    is_job = [bool((roles.kinds(one[0]) | roles.kinds(_job(one[0], row))) & (roles.HEAD | roles.WEAK)) for one in said]
    head = is_job.index(True) if True in is_job else len(said)
    first = next((at for at, one in enumerate(said) if one[0] != one[0].lower() and at != head), len(said))
    last = _last([one[0] for one in said], first, head, row)
    if last is None or (head < len(said) and verbs.past().search(clause[: said[head].start()])):
        return None
    word = said[last][0]
    ending = _ending(word, row["there"] if row["verbs"] else row["there"] + row["theirs"])
    is_name = ending is not None and word.rpartition("-")[2][0].isupper()
    bare = word[: -len(ending or "")] if is_name else word
    name = clause[said[first].start() : said[last].start()] + (
        _GLIDE.sub("", bare) if is_name and row["verbs"] else bare
    )
    if head == len(said):
        return Headline(None, name) if _ending(word, row["there"]) else None
    while head + 1 < len(said) and is_job[head + 1] and head + 1 != first:
        head += 1
    begin = said[last + 1 if first < head else 0].start()
    return Headline(clause[begin : said[head].start()] + _job(said[head][0], row), name)


def _last(said: list[str], first: int, head: int, row: dict[str, Any]) -> int | None:
    """Where the organisation ends that begins at `first`: at what kind it is, else before the job, behind it at once."""
    is_before = first < head < len(said)
    these = row["there"] + (row["theirs"] if is_before else [])
    kinds = employers.cues().inflected
    ends = [
        at
        for at in range(first, head if is_before else len(said))
        if _ending(said[at], these) and (row["verbs"] or re.search("['’]", said[at]))
    ]
    of_kind = [at for at in ends if fold(said[at].rpartition("-")[2]) in kinds]
    named = of_kind or [at for at in ends if said[at] != said[at].lower()][:: -1 if is_before else 1]
    return named[0] if named else None


def _ending(word: str, these: list[str]) -> str | None:
    plain = word.replace("’", "'")
    return max((one for one in these if plain.endswith(one) and len(plain) > len(one) + 1), key=len, default=None)


def _job(word: str, row: dict[str, Any]) -> str:
    """A word for a job without the ending by which somebody is one."""
    ending = _ending(word, row["being"])
    return word[: -len(ending)] if ending and not roles.kinds(word) & roles.HEAD else word
