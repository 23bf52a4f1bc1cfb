"""One phrase that may tell a job: "Staff Engineer at Acme", "Acme, CTO", "Directora de Acme", "株式会社X 代表取締役".

`read(text)` is the common ground of headlines and biographies: the first splits a headline into such phrases, the
second finds them in sentences. What is given back are verbatim parts of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from scraper.normalise import awards, joined, joiners, mixed, motto
from scraper.normalise.cutting import (
    ARTICLE,
    EDGE,
    HOW,
    Part,
    bare_role,
    clean,
    employer_of,
    head_of,
    heads_of,
    is_apposition,
    is_function,
    is_job,
    parts,
    role_of,
    slashed,
    words_of,
)
from scraper.normalise.joiners import GENITIVE, LIKELY, PLACE, SURE
from scraper.recognise import employers, roles
from scraper.text import fold


@dataclass(frozen=True, slots=True)
class Headline:
    """What a text tells about somebody's job; either may be None. Both are verbatim parts of the text."""

    role: str | None = None
    employer: str | None = None

    @property
    def empty(self) -> bool:
        """Was nothing found?"""
        return self.role is None and self.employer is None


NOTHING = Headline()
_MAIL = re.compile(r"\S+\.\w+$")
_OF = re.compile(r"\s(?:de|del|della|di|du|des|of|von|do|da|der)\s")


@lru_cache(maxsize=16_384)
def read(text: str) -> Headline:
    """The job one phrase tells. Never raises; nothing that is not in the text."""
    text = HOW.sub("", text.strip())
    if not text:
        return NOTHING
    if joiners.is_former(text):
        rest = [part for part in parts(text)[1:] if is_job(part.text)]
        return read(text[rest[0].start :]) if rest else NOTHING
    if roles.is_joined_script(text):
        return Headline(*joined.split(text))
    return _by_sure_joiner(text) or _by_parts(text)


def _by_sure_joiner(text: str) -> Headline | None:
    for joint in joiners.joints(text, SURE):
        left, right = text[: joint.start], text[joint.end :]
        if not left.strip(EDGE):
            if joint.word == "@":
                return _handle_first(right)
            continue
        role = role_of(left)
        if joint.word == "@" and _MAIL.match(right) and not role:
            return NOTHING  # an e-mail address
        if mixed.is_sentence(left) or (joint.word != "@" and _trails_off(left)):
            continue
        employer = employer_of(right)
        if employer and not role and motto.is_persona(left):  # "Wizard at Acme"
            role = clean(left)
        if employer and (role or employers.employer_score(employer) >= 0.4):
            return Headline(role, employer)
        if role and not employer:
            return Headline(role, None)
    return None


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
    if len(found) == 1:
        return single(text)
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
    employer = None if _of_works(first.text) else _beside(first, end, usable, jobs)
    if employer:
        return Headline(role, employer)
    for at, part in enumerate(jobs):
        if (job := single(part.text)).employer:
            listed = job.role and usable[usable.index(first) : usable.index(part)] == jobs[:at]
            if at and listed and part.text.startswith(job.role or ""):  # "Founder, owner and CEO of Acme"
                return Headline(bare_role(text[first.start : part.start] + (job.role or "")), job.employer)
            return job
    return Headline(role, None)


def _titled(found: list[Part]) -> Headline | None:
    """See "Urban Forester, City of Northtown", "MD, Acme Ltd", "Board Member, Acme Fund": told by what stands behind it."""
    if len(found) != 2 or found[1].mark != "," or not _strong(found[1].text):
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
    whole = next((one for one in behind if _strong(one) and not employers.is_part(one)), None)
    return Headline(bare_role(first.text), employer_of(whole)) if whole else None


def _is_practice(text: str) -> bool:
    """See "Oak & Ash Architects", "First Oak Bank (Representative Office)": an organisation with words of a job."""
    bare = text.partition(" (")[0]
    if bare != text and _strong(bare) and not is_job(bare):
        return True
    tokens = [token for token in roles.tokens(bare) if token[0].isalpha()]
    heads = [token for token in tokens if roles.kinds(token) & (roles.HEAD | roles.WEAK)]
    return (
        len(tokens) > 1
        and all(map(roles.is_plural, heads))
        and roles.kinds(tokens[0]) == 0
        and all(token[0].isupper() for token in tokens if token.casefold() not in roles.lexicon().small)
    )


def _of_works(text: str) -> bool:
    """See "Maintainer of X": what follows in a list are more works."""
    return next(iter(words_of(text)), "") in roles.lexicon().works


def _field_behind(first: Part, usable: list[Part]) -> Part:
    """The last of the parts behind a role that only say of what ("VP, Consulting Services")."""
    end = first
    for part in usable[usable.index(first) + 1 :]:
        if not mixed.fields_only(part.text) or _strong(part.text) or part.start - end.end > 4:
            break
        end = part
    return end


def _strong(text: str) -> bool:
    return employers.employer_score(text) >= 0.6


def _beside(first: Part, end: Part, usable: list[Part], jobs: list[Part]) -> str | None:
    """The employer among the parts around a role: one with real evidence, else a bare name directly beside it."""
    after = [part for part in usable if part.start > end.start and part not in jobs]
    before = [part for part in usable if part.start < first.start and part not in jobs]
    strong = [
        part.text for part in (*after, *reversed(before)) if _strong(part.text) and not mixed.fields_only(part.text)
    ]
    if strong:
        whole = [one for one in strong if not employers.is_part(one)] or strong
        return employer_of(next((one for one in whole if employers.employer_score(one) >= 0.9), whole[0]))
    if roles.is_freelance(first.text):
        return None
    others = len(after) + len(before)
    listed = len(jobs) > 1 and not all(heads_of(part.text) & roles.lexicon().owners for part in jobs[1:])
    for part in after[:1]:
        doer = mixed.agentive(part.text) and others + len(jobs) > 2
        if (
            not listed
            and not doer
            and fold(part.text).split()[0] not in joiners.ands()
            and mixed.could_be_name(part.text)
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


def _organisation(text: str, usable: list[Part]) -> str | None:
    """No role anywhere: the organisation the phrase names, if any."""
    marks = {part.mark for part in usable[1:]}
    cue = employers.cue(usable[0].text)
    if len(usable) > 1 and marks <= {","} and cue not in (None, "company"):
        return clean(text)
    named = [part.text for part in usable if mixed.could_be_name(part.text)]
    sure = [one for one in named if employers.employer_score(one) >= 0.75]
    if sure:
        return employer_of(sure[0])
    if not named or mixed.is_sentence(text) or (len(usable) > 2 and not _strong(named[0])):
        return None
    if len(usable) == 2 and marks <= {","} and not _strong(named[0]):
        return None
    return employer_of(named[0]) if named[0] == usable[0].text or _strong(named[0]) else None


@lru_cache(maxsize=16_384)
def single(text: str) -> Headline:  # noqa: PLR0911 -- the rules in their order
    """A phrase without separators: a role, an organisation, or both written together."""
    text = ARTICLE.sub("", text.strip()) if roles.role_score(text) >= 0.35 else text.strip()
    if awards.is_award(text) or is_function(text):
        return NOTHING
    if roles.is_freelance(text):
        return Headline(clean(text), None) if is_job(text) else NOTHING
    score = roles.role_score(text)
    if score < 0.35 and mixed.begins_as_job(text) and (told := _by_soft_joiner(text)):
        return told
    if score < 0.35 and mixed.is_ranked(text):
        return Headline(clean(text), None)
    if score < 0.35:
        return Headline(None, slashed(text)) if mixed.could_be_organisation(text) else NOTHING
    if told := _by_soft_joiner(text):
        return told
    role, employer = mixed.split(text)
    if employer:
        return Headline(clean(role or ""), clean(employer))
    return Headline(bare_role(text), None) if score >= 0.5 or mixed.agentive(text) else NOTHING


def _by_soft_joiner(text: str) -> Headline | None:
    if found := mixed.inflected(text):
        return Headline(bare_role(found[0]), employer_of(found[1]))
    told: Headline | None = None
    for strength in (LIKELY, GENITIVE, PLACE):
        for joint in joiners.joints(text, strength):
            left, right = text[: joint.start].strip(), text[joint.end :].strip()
            if roles.role_score(left) < 0.4 or not right or _opens(left):
                continue
            if strength == LIKELY and (body := _body_before(text, joint.start)):
                return body
            if strength == GENITIVE and _of_works(left) and not mixed.fields_only(head_of(right)):
                return Headline(bare_role(left), None)
            if _joins(strength, left, right) and (employer := employer_of(right)):
                told = Headline(bare_role(left), employer)
                if strength != GENITIVE or _strong(head_of(right)) or heads_of(left) & roles.lexicon().owners:
                    return told
        if told:  # "Jefa de Contenidos de Acme": without better evidence the last "de" opens the organisation
            return told
    return None


def _is_expert(left: str) -> bool:
    """Is it somebody of a subject ("especialista en", "expert for"), or a degree? Then what follows is the subject."""
    return fold(left.rsplit(maxsplit=1)[-1]).rstrip(",") in roles.lexicon().experts


def _body_before(text: str, end: int) -> Headline | None:
    """See "Secretaria de la ONU para Asuntos Legales": the organisation before the field."""
    for joint in joiners.joints(text[:end], GENITIVE):
        left, right = text[: joint.start].strip(), text[joint.end : end].strip()
        if roles.role_score(left) >= 0.4 and _strong(right) and _joins(GENITIVE, left, right):
            return Headline(bare_role(left), employer_of(right))
    return None


def _joins(strength: str, left: str, right: str) -> bool:
    """Is it the organisation that follows a joiner which may also open a place or a field?"""
    if _is_expert(left) and not _strong(head_of(right)):
        return False
    if strength == LIKELY:
        return _names_somebody(right)
    if strength == PLACE:
        return _strong(head_of(right))
    return not roles.is_freelance(left) and _owned(left, right)


def _opens(left: str) -> bool:
    """Does the text before the joiner end in another small word ("manager in" a consultancy)? Then it is no joiner."""
    return left.rsplit(maxsplit=1)[-1].casefold() in roles.lexicon().small


def _names_somebody(right: str) -> bool:
    head = head_of(right)
    score = employers.employer_score(head)
    if mixed.fields_only(head) or score < 0.35 or mixed.is_sentence(head):
        return False
    return not head[:1].islower() or score >= 0.6


def _owned(left: str, right: str) -> bool:  # noqa: PLR0911 -- the rules in their order
    """Is what follows "of" the organisation rather than the field? Founders found organisations, heads head fields."""
    lexicon = roles.lexicon()
    heads = heads_of(left)
    head = head_of(right)
    if not head or mixed.is_sentence(head) or _of_works(left):
        return False
    capital = all(word[0].isupper() or any(map(str.isdigit, word)) for word in head.split())  # "365 a11y"
    if mixed.fields_only(head):
        return bool(heads & lexicon.founders) and capital
    score = employers.employer_score(head)
    start = _OF.split(head, maxsplit=1)[0]
    if (
        start.islower()
        and not start[0].isdigit()
        and score < 0.95
        and employers.cue(start) is None
        and start.lower() != start.upper()
    ):
        return False
    opening = " ".join(head.split()[:2])  # "Comunidad de Madrid" is one, "Asuntos de Acme" is none
    if start != head and employers.cue(start) is None and employers.cue(opening) is None and mixed.fields_only(start):
        return False  # "Presidente de Asuntos Globales de Acme": a field first, the organisation later
    if heads & lexicon.owners and (score >= 0.3 or (capital and " " in head)):
        return True
    first = head.split()[0]
    if score >= 0.6 and (
        not roles.kinds(first) or employers.cue(head) not in (None, "company") or employers.known(head)
    ):
        return True
    if employers.known(first.strip("!,.")):
        return True
    is_next = heads & lexicon.careful and not _OF.search(left)  # "director de Innovación de Acme" has had its field
    return not roles.kinds(first) and first[:1].isupper() and score >= 0.4 and not is_next
