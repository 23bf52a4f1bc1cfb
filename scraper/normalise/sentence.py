"""The job one sentence tells: what somebody is or works as, the "as" before a job, a title without a verb.

What is given back are verbatim parts of the text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from scraper import reference
from scraper.normalise import awards, endings, joiners, mixed, title_order, verbs
from scraper.normalise.cutting import ARTICLE, HOW, clean, employer_of, is_function
from scraper.normalise.phrase import read
from scraper.normalise.soft_joiners import of_works
from scraper.normalise.told import NOTHING, Headline
from scraper.normalise.working import by_work, is_elsewhere
from scraper.recognise import employers, roles, wording
from scraper.recognise.places import is_place
from scraper.text import fold, words

_ANDS = 4
_FEW = 5
"""Words of a job nobody has heard of."""
_FEW_BEFORE = 4
_SOME = 0.4
_TOKEN = re.compile(r"[^\W\d_]+")
_OWNER = re.compile(r"([A-ZÀ-Þ][\w.&-]*(?: [A-ZÀ-Þ][\w.&-]*){0,3})['’]s\s+(?=\S)")


def may_be_sentence(text: str) -> bool:
    """Could `sentence` find something? False for most headlines, and far quicker."""
    return text.count(" ") > 1 and not verbs.tellers().isdisjoint(_TOKEN.findall(text.lower()))


@lru_cache(maxsize=16_384)
def sentence(text: str) -> Headline | None:
    """The job one sentence tells with a verb ("... is a designer at Acme"); None when it has no such verb."""
    text = text.strip()
    if len(text) < 8 or " " not in text:
        return None
    if told := endings.read(text) or _written_on(text):
        return told
    told = _by_copula(text)
    is_work = told is not None and of_works(told.role or "")  # "is the author of X and works as a coach at Acme"
    if told and told.employer and not is_work:
        return told
    works = by_work(text)
    as_a = _by_as(text) if told is None or is_work else None
    if told and not (as_a and as_a.employer):
        return Headline(told.role, told.employer or (works.employer if works else None))
    if as_a and as_a.employer:
        return as_a
    return works or as_a


def _by_copula(text: str) -> Headline | None:
    for found in list(verbs.copula().finditer(text))[:6]:
        if _is_subject(text[: found.start()], found[0]):
            job = complement(text[found.end() :])
            if job.role:
                return job
    return None


def is_title(role: str) -> bool:
    """Is it short, of one person and without a verb? "am working as an engineer" is a sentence, no title."""
    if verbs.degree().match(role) or verbs.one_of().match(role):
        return False
    tokens = role.split()
    is_short = tokens[0].isupper() and len(tokens[0]) > 1  # "IT consultant"
    is_opened = not is_short and fold(tokens[0]) in roles.lexicon().small | roles.lexicon().not_first
    if not wording.words("as").isdisjoint(tokens) or joiners.is_former(role):
        return False  # what stands before is a field: "Firmen als Beraterin"
    if tokens[0].islower() and tokens[0].endswith("ing") and not roles.kinds(tokens[0]):
        return False  # "building developer tools"
    is_many = roles.is_plural(tokens[0]) and fold(tokens[0])[:-1] not in roles.lexicon().owners  # "one of the founders"
    is_many = is_many or (len(tokens) > 2 and roles.is_plural(tokens[-1]) and fold(tokens[-2]) in joiners.ands())
    return len(tokens) <= 10 and not verbs.no_title().search(role) and not is_opened and not is_many


def _is_subject(before: str, verb: str) -> bool:
    """Is it short enough to be the person ("Ana", "She", "Dr. Ana Ruiz (she/her)"), or nothing at all?"""
    before = before.strip()
    first = verb.split(maxsplit=1)[0].casefold()
    if not before:
        return first not in wording.words("unsure")
    tokens = before.split()
    if verbs.person().match(tokens[-1]):
        return True
    if len(tokens) > _FEW_BEFORE and first in wording.words("unsure") | wording.words("unsure_far"):
        return False
    if fold(tokens[-1]) in joiners.ands():
        return True
    last = before.rpartition(",")[2].split() or tokens  # "With ten years of sailing, Ana Ruiz" is about Ana
    is_small = last[-1].islower() and last[-1].isalpha() and not roles.kinds(last[-1]) & (roles.HEAD | roles.WEAK)
    if is_small and (verbs.thing().match(" ".join(last)) or first in _english()):
        return False  # "The simulation code", "L'obiettivo principale", "Yet another innovation": nobody
    return (
        (last[0][:1].isupper() and len(last) <= 8) or before[0] == "@" or before.endswith((",", ")")) or "and" in verb
    )


@cache
def _english() -> frozenset[str]:
    """Verbs of being before which the person stands in a capital, or as a pronoun: English puts little else there."""
    return frozenset(
        word for row in reference.table("biographies")["language"] if row["lang"] == "en" for word in row["be"]
    )


def complement(rest: str) -> Headline:
    """The job behind a verb of being."""
    rest = verbs.leads_in().sub("", rest.strip())
    first, _, behind = rest.partition(" ")
    bare = verbs.leads_in().sub("", behind) if verbs.person().match(first) else rest  # "Aktuell ist sie Leiterin"
    rest = ARTICLE.sub("", bare)
    stop = verbs.clause().search(rest)
    first = rest[: stop.start()] if stop and stop.start() > 2 else rest
    job = _of_owner(first) or _within(first) or read(ARTICLE.sub("", first))
    if not _is_job(job):
        job = _before_and(first) or _unheard(first, named=rest != bare) or NOTHING
    if job.role and not job.employer and stop:
        work = by_work(rest)
        if work and work.employer:
            return Headline(job.role, work.employer)
    return job


def _is_job(job: Headline) -> bool:
    return job.role is not None and roles.role_score(job.role) >= _SOME and is_title(job.role)


def _before_and(text: str) -> Headline | None:
    """See "full stack developer and the front end is her passion": the job before an "and" that joins a sentence."""
    told: Headline | None = None
    for found in list(verbs.and_word().finditer(text))[:_ANDS]:
        job = read(text[: found.start()])
        told = job if _is_job(job) else told
        if not mixed.opens_as_job(ARTICLE.sub("", text[found.end() :])):
            break
    return told


def _unheard(text: str, *, named: bool) -> Headline | None:
    """See "is a Fog Counter at Acme": in the place of a job few words before "at" are one, though nobody has heard of it.

    `named`: an article stood before them, so they are a noun; without one, they must be written as a title.
    """
    joint = next(iter(joiners.joints(text, joiners.SURE)), None)
    if joint is None:
        return None
    role, employer = clean(text[: joint.start]), employer_of(text[joint.end :])
    if not role or not employer or len(role.split()) > _FEW or not is_title(role) or employer[0].islower():
        return None
    said = [word for word in role.split() if fold(word) not in roles.lexicon().small]
    is_noun = named or all(word[0].isupper() for word in said)
    is_other = is_function(role) or awards.is_award(role) or mixed.is_sentence(role) or "," in role
    is_other = is_other or not roles.lexicon().members.isdisjoint(words(role)) or employers.cue(role) is not None
    return (
        Headline(role, employer) if is_noun and not is_other and employers.employer_score(employer) >= _SOME else None
    )


def _unheard_first(text: str) -> Headline | None:
    """See "Tidewright at Acme", "Agitatrice technique chez Acme" without a verb, where a sentence begins."""
    if (
        not text[:1].isupper()
        or not verbs.tellers().isdisjoint(_TOKEN.findall(text.lower()))
        or verbs.past().search(text)
    ):
        return None
    joint = next(iter(joiners.joints(text, joiners.SURE)), None)
    if joint is None or not joint.word.isascii():
        return None  # Slavic "in" is no "at"
    job = _unheard(text, named=joint.word not in ("at", "@"))
    if job is None or is_elsewhere(job.role or "") or mixed.is_person(job.role or ""):
        return None
    return job


def _within(text: str) -> Headline | None:
    """See "engineer on Acme's web team": whose team it is, behind the job."""
    found = verbs.within().search(text)
    if not found or is_place(found[1]) or verbs.and_word().search(text[: found.start()]):
        return None
    team = text[found.end() :].partition(",")[0].split()[:_FEW]
    if not any(word.islower() and word not in roles.lexicon().small for word in team) and not employers.known(found[1]):
        return None  # "King's College London": all of it is the name
    job = read(ARTICLE.sub("", text[: found.start()]))
    is_told = _is_job(job) and not job.employer and not of_works(job.role or "")
    return Headline(job.role, found[1]) if is_told else None


def _written_on(text: str) -> Headline | None:
    """See "Acme Genel Müdürü", "az Acme vezetője": a title behind whose it is, nothing between."""
    told = title_order.parted(verbs.leads_in().sub("", text))
    return told if told and told.role and text.rstrip(" .!").endswith(told.role) else None


def _of_owner(text: str) -> Headline | None:
    """See "Acme's Product Manager", "Acme Genel Müdürü": whose the job is, before it."""
    if told := _written_on(text):
        return told
    found = _OWNER.match(text)
    if not found or roles.role_score(found[1]) >= 0.5:
        return None
    job = read(text[found.end() :])
    return Headline(job.role, found[1]) if job.role and text[found.end() :].startswith(job.role) else None


def _by_as(text: str) -> Headline | None:
    for found in list(verbs.as_a().finditer(text))[:4]:
        rest = text[found.end() :]
        if joiners.is_former(rest) or verbs.has_done().search(text[: found.start()]):
            continue
        stop = verbs.clause().search(rest)
        job = read(rest[: stop.start()] if stop else rest)
        if job.role and roles.role_score(job.role) >= 0.5 and is_title(job.role) and not roles.is_freelance(job.role):
            if not job.employer and (works := by_work(text)):
                return Headline(job.role, works.employer)
            return job
    return None


def fragment(text: str) -> Headline:
    """A sentence without a verb that starts with a role ("Directora de Acme desde 2015", "Journalist and author")."""
    text = HOW.sub("", ARTICLE.sub("", verbs.leads_in().sub("", text)))
    if verbs.degree().match(text):
        return NOTHING
    first = verbs.clause().search(text)
    head = text[: first.start()] if first and first.start() > 2 else text
    if len(head) > 220 or awards.is_award(head):
        return NOTHING
    owned = _of_owner(head)
    job = owned or _within(head) or read(head)
    if not job.role and (unheard := _unheard_first(head)):
        return unheard
    if job.role and not is_title(job.role):
        job = _before_and(head) or job
    if (
        job.role
        and roles.role_score(job.role) >= 0.5
        and is_title(job.role)
        and (owned or (not verbs.copula().search(job.role) and fold(head).startswith(fold(job.role)[:12])))
    ):
        return job
    return NOTHING
