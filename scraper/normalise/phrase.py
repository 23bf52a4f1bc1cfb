"""One phrase that may tell a job: "Staff Engineer at Acme", "Acme, CTO", "Directora de Acme", "株式会社X 代表取締役".

`read(text)` is the common ground of headlines and biographies: the first splits a headline into such phrases, the
second finds them in sentences. What is given back are verbatim parts of the text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from scraper.normalise import awards, joined, joiners, mixed, motto, sides, tails, title_order, unmarked
from scraper.normalise.cutting import (
    ARTICLE,
    EDGE,
    HOW,
    Part,
    clean,
    employer_of,
    heads_of,
    is_apposition,
    is_function,
    is_job,
    parts,
    slashed,
)
from scraper.normalise.joiners import SURE
from scraper.normalise.soft_joiners import by_soft_joiner, of_works, strong
from scraper.normalise.told import NOTHING, Headline
from scraper.normalise.trimming import bare_role, behind_award, role_of
from scraper.recognise import employers, roles
from scraper.recognise.institutions import is_campus, is_institution
from scraper.reference import table
from scraper.text import fold

FIRST = 0.4
"""How much what is listed second must look like a job, or a function, where the first is told whole."""
LISTED = 8
"""Words of a list of jobs that is shown as one."""
_DASHES = ("-", "–", "—", "―")
_HANDLE_FIRST = re.compile(r"^[(（]@?[A-Za-z][\w.-]{1,20}[)）]\s*[-–/／:]\s*")
_MAIL = re.compile(r"\S+\.\w+$")


@lru_cache(maxsize=16_384)
def read(text: str) -> Headline:
    """The job one phrase tells. Never raises; nothing that is not in the text."""
    text = tails.for_years().sub("", HOW.sub("", _HANDLE_FIRST.sub("", text.strip())))
    if not text:
        return NOTHING
    if ":" in text and (told := _labelled(text)):
        return told
    if roles.is_joined_script(text):
        return Headline(*joined.split(text))
    if joiners.is_former(text):
        rest = [part for part in parts(text)[1:] if is_job(part.text)]
        return read(text[rest[0].start :]) if rest else NOTHING
    return (
        title_order.parted(text)
        or _first_of_list(text)
        or _first_of_two(text)
        or _by_sure_joiner(text)
        or _by_parts(text)
    )


def _labelled(text: str) -> Headline | None:
    """See "Position: CTO", "Meslek : Hukukçu", "Company: Acme": what a label says is behind it."""
    label, _, behind = text.partition(":")
    if label.casefold().strip() in _labels("role"):
        return read(behind)
    return Headline(None, employer_of(behind)) if label.casefold().strip() in _labels("employer") else None


@cache
def _labels(fact: str) -> frozenset[str]:
    return frozenset(table("fields")[f"labels_{fact}"]) - frozenset(table("fields")["labels_either"])


def _first_of_two(text: str) -> Headline | None:
    """See "Reporter at Acme and lecturer": two jobs joined by "and", the first with its employer."""
    for found in joiners.and_words().finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        is_other = mixed.opens_as_job(ARTICLE.sub("", after)) or awards.is_award(after)
        if is_other and not joiners.is_former(before):
            before = employers.without_place_in_brackets(before)
            job = _by_sure_joiner(before) or _by_parts(before)
            if (
                job.role
                and job.employer
                and not job.employer[0].islower()
                and before.rstrip(EDGE + ".)").endswith(job.employer.rstrip(".)"))
            ):
                return job
    return None


def _first_of_list(text: str) -> Headline | None:
    """See "Founder of Acme, Keeper at Brask": jobs behind commas, the first with an employer of its own."""
    found = parts(text)
    if len(found) < 2 or found[1].mark != "," or not is_job(found[0].text) or roles.role_score(found[1].text) < FIRST:
        return None
    job = _by_sure_joiner(found[0].text) or single(found[0].text)
    if not job.role or not job.employer:
        return None
    is_told = strong(job.employer) or not roles.lexicon().owners.isdisjoint(heads_of(job.role))
    return job if is_told else None


def _by_sure_joiner(text: str) -> Headline | None:
    for joint in joiners.joints(text, SURE):
        left, right = text[: joint.start], text[joint.end :]
        if not left.strip(EDGE):
            return _handle_first(right) if joint.word == "@" else _named_alone(right)
        if joint.word == "at" and is_campus(left, right):
            continue
        role = role_of(left)
        if joint.word == "@" and _MAIL.match(right) and not role:
            return NOTHING  # an e-mail address
        employer = employer_of(right)
        if mixed.is_sentence(left) or (joint.word != "@" and _trails_off(left)):
            if joint.word == "@" and (told := _named_alone(right)):
                return told  # "Doing things with maps @ Acme"
            continue
        if employer and not role and motto.is_persona(left):  # "Wizard at Acme"
            role = clean(left)
        if employer and (role or employers.employer_score(employer) >= 0.4):
            return Headline(role, employer)
        if role and not employer:
            return Headline(role, None)
    return None


def _named_alone(right: str) -> Headline | None:
    """See "At Acme", without a job in front."""
    named = employer_of(right)
    return Headline(None, named) if named and named[0].isupper() and mixed.could_be_name(named) else None


def _trails_off(left: str) -> bool:
    """Does the text before the joiner end in words that are no job ("Engineer, living" in Berlin)?"""
    last = parts(left)[-1].text
    return last[:1].islower() and not is_job(last) and not mixed.fields_only(last)


def _handle_first(right: str) -> Headline:
    """See "@acme leader": the employer is the handle; a lone @handle is nobody's employer for sure."""
    name, _, rest = right.strip().partition(" ")
    rest = rest.strip(EDGE)
    if not rest:
        return NOTHING
    role = role_of(rest)
    if role and rest.startswith(role):
        return Headline(role, clean(name))
    return Headline(role, employer_of(right))


def _by_parts(text: str) -> Headline:  # noqa: PLR0911 -- the rules in their order
    found = parts(text)
    told = single(text) if len(found) == 1 else _before_dash(text, found)
    if told is not None:
        return told
    usable = _usable(found)
    colon = next((at for at, part in enumerate(usable) if part.mark == ":"), len(usable))
    if len(usable) - colon > 1:  # "Maintainer: this, that and the other"
        usable = usable[: max(colon, 1)]
    jobs = [part for part in usable if is_job(part.text) and not (part is not usable[0] and _is_practice(part.text))]
    if not jobs and (told := _titled(found)):
        return told
    if not jobs:
        return Headline(None, _organisation(text, usable)) if usable else NOTHING
    first = jobs[0]
    own = _of_whole(first, usable) or single(first.text)
    if own.employer and (
        not own.role or employers.employer_score(own.employer) >= 0.6 or len(jobs) > 1 or len(usable) == 1
    ):
        return own
    end = _field_behind(first, usable)
    role = bare_role(text[first.start : end.end])
    employer = None if of_works(first.text) else _beside(first, end, usable, jobs)
    if employer:
        return Headline(role, employer)
    for at, part in enumerate(jobs):
        if (job := single(part.text)).employer:
            listed = job.role and usable[usable.index(first) : usable.index(part)] == jobs[:at]
            if at and listed and part.text.startswith(job.role or ""):  # "Founder, owner and CEO of Acme"
                return Headline(bare_role(text[first.start : part.start] + (job.role or "")), job.employer)
            return job
    return Headline(bare_role(text) if len(jobs) == len(found) and _is_list(text) else role, None)


def _before_dash(text: str, found: list[Part]) -> Headline | None:
    """See "Founder, Head of Research – Harbour Health": jobs between commas, and behind the only dash where they are."""
    if len(found) == 2 and found[1].mark in _DASHES:
        return sides.job_and_place(found[0].text, found[1].text)
    if len(found) <= 2 or found[-1].mark not in _DASHES or any(part.mark != "," for part in found[1:-1]):
        return None
    *jobs, last = found
    is_told = all(is_job(part.text) and not single(part.text).employer for part in jobs)
    if not is_told or is_job(last.text) or not mixed.could_be_name(last.text):
        return None
    return Headline(bare_role(text[: jobs[-1].end]), employer_of(last.text))


def _is_list(text: str) -> bool:
    """See "Artist, Designer and Researcher": a few jobs and nothing else, shown as one."""
    return len(text.split()) <= LISTED and not mixed.is_sentence(text)


def _titled(found: list[Part]) -> Headline | None:
    """See "Urban Forester, City of Northtown", "MD, Acme Ltd", "Board Member, Acme Fund": told by what stands behind it."""
    if len(found) != 2 or found[1].mark != "," or not strong(found[1].text):
        return None
    first = found[0].text
    is_one = (
        (mixed.agentive(first) and employers.cue(first) is None and not mixed.is_person(first))
        or fold(first) in roles.lexicon().leaders
        or (awards.is_award(first) and roles.role_score(first) >= 0.6)
    )
    return Headline(bare_role(first), employer_of(found[1].text)) if is_one else None


def _usable(found: list[Part]) -> list[Part]:
    """The parts that may tell a job or an organisation; of letters behind a name and of mottos none."""
    usable = [part for part in found if _is_usable(part)]
    kept = motto.left_of([part.text for part in usable])
    return [part for part in usable if part.text in kept]


def _is_usable(part: Part) -> bool:
    text = part.text
    return not (awards.is_award(text) or joiners.is_former(text) or is_function(text) or is_apposition(text))


def _of_whole(first: Part, usable: list[Part]) -> Headline | None:
    """See "Vice Provost for Faculty Affairs, University of X": a part of an organisation, the whole one behind it."""
    own = single(first.text)
    if not own.employer or not employers.is_part(own.employer):
        return None
    behind = (part.text for part in usable if part.start > first.start)
    whole = next((one for one in behind if strong(one) and not employers.is_part(one)), None)
    role = own.role if employers.opens_part(own.employer) else bare_role(first.text)
    return Headline(role, employer_of(whole)) if whole else None


def _is_practice(text: str) -> bool:
    """See "Oak & Ash Architects", "First Oak Bank (Representative Office)": an organisation with words of a job."""
    bare = text.partition(" (")[0]
    if bare != text and strong(bare) and not is_job(bare):
        return True
    tokens = [token for token in roles.tokens(bare) if token[0].isalpha()]
    heads = [token for token in tokens if roles.kinds(token) & (roles.HEAD | roles.WEAK)]
    return (
        len(tokens) > 1
        and all(map(roles.is_plural, heads))
        and roles.kinds(tokens[0]) == 0
        and all(token[0].isupper() for token in tokens if token.casefold() not in roles.lexicon().small)
    )


def _field_behind(first: Part, usable: list[Part]) -> Part:
    """The last of the parts behind a role that only say of what ("VP, Consulting Services")."""
    end = first
    for part in usable[usable.index(first) + 1 :]:
        if not mixed.fields_only(part.text) or strong(part.text) or part.start - end.end > 4:
            break
        end = part
    return end


def _beside(first: Part, end: Part, usable: list[Part], jobs: list[Part]) -> str | None:
    """The employer among the parts around a role: one with real evidence, else a bare name directly beside it."""
    after = [part for part in usable if part.start > end.start and part not in jobs]
    before = [part for part in usable if part.start < first.start and part not in jobs]
    sure = [part.text for part in (*after, *reversed(before)) if strong(part.text) and not mixed.fields_only(part.text)]
    if sure:
        whole = [one for one in sure if not employers.is_part(one)] or sure
        return employer_of(next((one for one in whole if employers.employer_score(one) >= 0.9), whole[0]))
    if roles.is_freelance(first.text):
        return None
    others = len(after) + len(before)
    listed = len(jobs) > 1 and not all(heads_of(part.text) & roles.lexicon().owners for part in jobs[1:])
    for part in after[:1]:
        is_owned = _is_called(part.text) and not roles.lexicon().owners.isdisjoint(heads_of(first.text))
        doer = mixed.agentive(part.text) and (others + len(jobs) > 2 or part.mark == "/") and not is_owned
        if (
            not listed
            and not doer
            and fold(part.text).split()[0] not in joiners.ands()
            and (is_owned or mixed.could_be_name(part.text))
        ):
            return employer_of(part.text)
    if (
        len(before) == 1
        and len(usable) == 2
        and mixed.could_be_name(before[0].text)
        and not mixed.is_person(before[0].text)
    ):
        return employer_of(before[0].text)
    return None


def _is_called(text: str) -> bool:
    """Is it one word written large that nobody knows as a job or a subject ("Founder, Gather")?"""
    return text.isalpha() and text[0].isupper() and roles.kinds(text) == 0 and not mixed.is_subject(text)


def _organisation(text: str, usable: list[Part]) -> str | None:
    """No role anywhere: the organisation the phrase names, if any."""
    marks = {part.mark for part in usable[1:]}
    cue = employers.cue(usable[0].text)
    if len(usable) > 1 and marks <= {","} and cue not in (None, "company"):
        return clean(employers.without_place(text))
    named = [part.text for part in usable if mixed.could_be_name(part.text)]
    sure = [one for one in named if employers.employer_score(one) >= 0.75 or is_institution(one)]
    if sure:
        return employer_of(sure[0])
    if not named or mixed.is_sentence(text) or (len(usable) > 2 and not strong(named[0])):
        return None
    if len(usable) == 2 and marks <= {","} and not strong(named[0]):
        return None
    return employer_of(named[0]) if named[0] == usable[0].text or strong(named[0]) else None


@lru_cache(maxsize=16_384)
def single(text: str) -> Headline:  # noqa: PLR0911 -- the rules in their order
    """A phrase without separators: a role, an organisation, or both written together."""
    if told := title_order.parted(text):
        return told
    if is_institution(text):
        return Headline(None, slashed(text))
    text = ARTICLE.sub("", text.strip()) if roles.role_score(text) >= 0.35 else text.strip()
    text = behind_award(text)
    if awards.is_award(text) or is_function(text):
        return _organiser(text)
    if roles.is_freelance(text):
        return Headline(clean(text), None) if is_job(text) else NOTHING
    score = roles.role_score(text)
    if score < 0.35 and mixed.begins_as_job(text) and (told := by_soft_joiner(text)):
        return told
    if score < 0.35 and mixed.is_ranked(text):
        return Headline(clean(text), None)
    if score < 0.35:
        return Headline(None, slashed(text)) if mixed.could_be_organisation(text) else NOTHING
    if told := by_soft_joiner(text):
        return _behind_field(text, told.employer or "") or told
    role, employer = unmarked.split(text)
    if employer:
        return Headline(clean(role or ""), clean(employer))
    return Headline(bare_role(text), None) if score >= 0.5 or mixed.agentive(text) else NOTHING


def _behind_field(text: str, named: str) -> Headline | None:
    """See "Gerente de Gestión Humana Grupo Marea": what a joiner opens is a field, the organisation is written on to it."""
    found = unmarked.opened(text)
    first = named.partition(" ")[0]
    if found is None or found[1] not in named or not roles.kinds(first) & roles.FIELD or employers.cue(first):
        return None
    return Headline(bare_role(found[0]), employer_of(found[1]))


def _organiser(text: str) -> Headline:
    """See "Organizer GDG Northtown": done for a group that is named right behind."""
    first, _, group = text.partition(" ")
    is_group = group[:1].isupper() and first.isalpha() and employers.employer_score(group) >= 0.3
    if fold(first) in roles.lexicon().owners and is_group and roles.role_score(group) < 0.5:
        return Headline(first, clean(group))
    return NOTHING
