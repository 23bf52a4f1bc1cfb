"""The present job out of a biography in Chinese, Japanese or Korean: "ノルウィンドの代表取締役。", "现任北岭科技CTO".

Clause by clause. A job is believed only where a verb of working or being says so, or where it ends the clause: abstracts
of talks are full of words for jobs, and tell nobody's. What is given back are verbatim parts of the text.
"""

from __future__ import annotations

import itertools
import re
from functools import cache

from scraper import reference
from scraper.normalise import awards, joined, joiners
from scraper.normalise.phrase import read
from scraper.normalise.told import NOTHING, Headline
from scraper.recognise import employers, roles
from scraper.recognise.places import is_place
from scraper.text import squash

MOST = 24
"""Clauses that are looked at."""
LONGEST = 60
"""Letters of a clause that tells a job; one that is longer speaks of other things."""
_SURE = 0.6
_LONGEST_EMPLOYER = 30
_REACH = 40
_FEW, _FEW_LATIN = 3, 5
_OTHER_WORD = re.compile(r"(?:(?![\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])[^\W\d_])+")
_JOINED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_KANA = re.compile(r"[\u3041-\u3096]")
_CLAUSE = re.compile(r"[。．，,、；;！？?\n]|!(?!\s?[A-Za-z])|\.\s|\s[-–—]\s")
_YEAR = re.compile(r"(?=(?<!\d)(?:19|20)\d\d\s*[年년.])")
_DATED = re.compile(
    r"^(?:19|20)\d\d\s*[年년.]\s*(?:\d{1,2}\s*[月월.])?\s*(?:[-–—~～]\s*)?(?:より|から|부터|起|至今)?\s*"
)
_FEWEST_DATED = 3
_ASIDE = re.compile(r"[（(][^()（）]{0,20}[)）]?\Z")
_TITLE_BEHIND = re.compile(r"(?<=[\u3040-\ud7af）)])\s*[A-Z]{2,4}\Z")
_EDGE = " \u3000「」『』()（）・:：、,，。.-–—"


@cache
def _words(key: str) -> re.Pattern[str]:
    """A row of the table as a pattern, the longest first."""
    row = sorted(reference.table("joiners")["joined_bio"][key], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, row)))


def is_joined(text: str) -> bool:
    """Is a text written mostly in such a script? One of its letters weighs as much as a word of another."""
    opening = text[:400]
    letters = len(_JOINED.findall(opening))
    return letters > 0 and letters >= len(_OTHER_WORD.findall(opening))


def parse(text: str) -> Headline:
    """Role and employer a biography tells; either may be None."""
    if (dated := _dated(text)).role:
        return dated
    role: str | None = None
    employer: str | None = None
    ahead: str | None = None
    for clause in _clauses(text):
        clause = _DATED.sub("", _ASIDE.sub("", clause).strip(_EDGE), count=1)  # noqa: PLW2901 -- as it is read
        job = _of_clause(joiners.joined_present().sub("", clause).strip(_EDGE))
        if job.role and job.employer and not (role and employer):
            return job
        ahead = ahead or _ahead(clause)
        role, employer = role or job.role, _surer(employer, job.employer)
    return Headline(role, employer or ahead)


def _clauses(text: str) -> list[str]:
    """The short clauses of today; what is listed behind one of once ("曾是记者、编辑") is of once, too."""
    found: list[str] = []
    was_former, start = False, 0
    for mark in itertools.islice(itertools.chain(_CLAUSE.finditer(text), (None,)), MOST):
        clause = squash(text[start : mark.start() if mark else len(text)]).strip(_EDGE)
        if clause:
            was_former = was_former or joiners.is_former(clause) or _words("past").search(clause) is not None
            if not was_former and len(clause) <= LONGEST:
                found.append(clause)
        start = mark.end() if mark else start
        was_former = was_former and mark is not None and mark[0] == "、"
    return found


def _surer(first: str | None, other: str | None) -> str | None:
    """Of two organisations the first, if the other does not have a legal form and it none."""
    if first and other and employers.legal_form(other) and not employers.legal_form(first):
        return other
    return first or other


def _ahead(clause: str) -> str | None:
    """See "株式会社ノルウィンドでは": the organisation of what the next clause tells."""
    ending = next((one for one in _by_length("place_ahead") if clause.endswith(one)), None)
    place = clause.removesuffix(ending).strip(_EDGE) if ending else ""
    return place if place and _is_sure(place) else None


def _there(clause: str) -> str | None:
    """See "한빛데이터에서 앱을 개발하고 있습니다": the organisation before what is done there."""
    for ending in _by_length("at_work"):
        place, mark, behind = clause.partition(ending)
        if mark and _words("doing_there").search(behind[:_REACH]):
            now = list(_words("today").finditer(place))
            place = (place[now[-1].end() :] if now else place).strip(_EDGE)
            short = len(place.split()) <= _FEW and not roles.is_role(place)
            return place if place and short and _is_employer(place) and not is_place(place) else None
    return None


@cache
def _by_length(key: str) -> tuple[str, ...]:
    return tuple(sorted(reference.table("joiners")["joined_bio"][key], key=len, reverse=True))


def _is_sure(text: str) -> bool:
    return len(text) <= _LONGEST_EMPLOYER and (employers.legal_form(text) or employers.cue(text)) is not None


def _dated(text: str) -> Headline:
    """The last line of a life told by years ("2017年 東波病院 院長"), if it holds a job; NOTHING for other texts."""
    parts = [one for raw in _YEAR.split(text) if _DATED.match(one := squash(raw))]
    if len(parts) < _FEWEST_DATED:
        return NOTHING
    last = _DATED.sub("", parts[-1], count=1)
    last = re.split(r"\s(?:現在に至る|至今|現在)|[。（(]", last, maxsplit=1)[0].strip(_EDGE)
    if not last or len(last) > LONGEST or _words("past").search(last):
        return NOTHING
    job = _believed(*joined.split(last))
    return job if job.role else NOTHING


def _of_clause(clause: str) -> Headline:
    if clause.isascii():
        job = read(clause) if len(clause.split()) <= _FEW_LATIN else NOTHING  # "Norwind co-founder"
        return job if job.role and job.employer else NOTHING
    if found := _words("now").search(clause):  # "现任北岭科技CTO", "在北岭科技担任工程师"
        before, behind = clause[: found.start()], clause[found.end() :].strip(_EDGE)
        if told := _behind_verb(before, behind):
            return told
    if found := _words("works").search(clause):  # "ノルウィンドに勤務", "북령에서 근무"
        return _before_verb(clause[: found.start()])
    job = _at_end(clause)
    return Headline(job.role, job.employer or _there(clause))


def _behind_verb(before: str, behind: str) -> Headline | None:
    """What a Chinese verb of holding a post is followed by; the organisation may stand before it."""
    cut = _words("goes_on").search(behind)
    behind = (behind[: cut.start()] if cut else behind).strip(_EDGE)
    if (post := _words("holds").search(behind)) and post.start():  # "任職於北岭科技擔任工程師"
        before, behind = f"{before}在{behind[: post.start()]}", behind[post.end() :].strip(_EDGE)
    at = _words("at").search(before)
    place = before[at.end() :].strip(_EDGE) if at else ""
    if place and _is_employer(place):
        role = behind if roles.role_score(behind) >= _SURE and len(behind) <= _LONGEST_EMPLOYER else None
        return Headline(role, place)
    if not behind:
        return None
    job = _believed(*joined.split(behind))
    if job.empty and _is_employer(behind) and employers.employer_score(behind) >= _SURE:
        return Headline(None, behind)
    return None if job.empty else job


def _before_verb(before: str) -> Headline:
    """What stands before a Japanese or Korean verb of working somewhere."""
    before = _words("particle_end").sub("", before.strip(_EDGE))
    job = _at_end(before)
    if job.role and job.employer:
        return job
    place = re.split(_words("particle"), before)[-1].strip(_EDGE)
    return Headline(job.role, place) if _is_employer(place) and not roles.is_role(place) else job


def _at_end(clause: str) -> Headline:
    """A clause that ends with a job, and with no more than a verb of being behind it."""
    bare = _words("being").sub("", clause).strip(_EDGE) if _words("being").search(clause) else clause
    found = roles.joined_role(bare)
    last = found
    while found and (found := roles.joined_role(bare, found[1])):
        last = found
    if not last and _TITLE_BEHIND.search(bare):
        return _believed(*joined.split(bare))  # "北岭科技CEO"
    if not last or bare[last[1] :].strip(_EDGE) or _words("no_job").search(bare[: last[1]]):
        return NOTHING
    where = list(_words("particle").finditer(bare[: last[0]]))
    if not where:
        return _believed(*joined.split(bare))
    place, behind = bare[: where[-1].start()].strip(_EDGE), bare[where[-1].end() :].strip(_EDGE)
    if _words("of_works").fullmatch(behind):
        return NOTHING  # who made something, worked on something: no job
    role, employer = joined.split(behind)
    if not (role and employer):
        role, employer = behind, place
    return _believed(role, employer if employer and _is_employer(employer) else None)


def _believed(role: str | None, employer: str | None) -> Headline:
    """A job whose parts are short and no sentences; an award is none."""
    if role and _words("of_works").fullmatch(role):
        return NOTHING
    if not role or len(role) > _LONGEST_EMPLOYER or awards.is_award(role) or roles.role_score(role) < _SURE - 0.1:
        return Headline(None, employer if employer and _is_employer(employer) else None) if not role else NOTHING
    return Headline(role, employer if employer and _is_employer(employer) else None)


def _is_employer(text: str) -> bool:
    """Could an organisation be called so: short, without the small letters by which Japanese makes sentences?"""
    if not 1 < len(text) <= _LONGEST_EMPLOYER or roles.is_freelance(text) or awards.is_award(text):
        return False
    if any(word in text for word in employers.cues().joined_talk):
        return False
    if employers.employer_score(text) >= _SURE:
        return True
    return not _KANA.search(text) and len(text.split()) <= 3 and employers.employer_score(text) >= 0.4
