"""The present job out of a biography: "Ana is a staff engineer at Acme", "leitet bei Acme ...", "works for Acme".

Sentence by sentence: what somebody *is* or *works as* gives the role, what follows "at" and its kin the employer.
Sentences about the past are passed over. What is given back are verbatim parts of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from scraper.normalise import awards, joined_bio, joiners, verbs
from scraper.normalise.cutting import ARTICLE, HOW, clean, is_job
from scraper.normalise.phrase import read
from scraper.normalise.told import NOTHING, Headline
from scraper.normalise.working import by_any_verb, by_work
from scraper.recognise import employers, roles, wording
from scraper.text import fold, squash, words

__all__ = ["Headline", "parse", "sentence"]

LONGEST = 4000
LONGEST_SENTENCE = 700  # its beginning tells the job; the rules look at each part beside each other
SENTENCES = 14
OPENING = 2

_TOKEN = re.compile(r"[^\W\d_]+")
_OWNER = re.compile(r"([A-ZÀ-Þ][\w.&-]*(?: [A-ZÀ-Þ][\w.&-]*){0,3})['’]s\s+(?=\S)")


def may_be_sentence(text: str) -> bool:
    """Could `sentence` find something? False for most headlines, and far quicker."""
    if text.count(" ") < 2:
        return roles.is_joined_script(text)
    return not verbs.tellers().isdisjoint(_TOKEN.findall(text.lower())) or roles.is_joined_script(text)


def parse(text: str | None, name: str = "", *, opening: bool = False) -> Headline:
    """The present job a biography tells of `name`; either value may be None. Both are verbatim parts of the text.

    `opening`: only what its first two sentences say plainly, for completing what the person's own line tells.
    """
    if not text:
        return NOTHING
    if joined_bio.is_joined(text):
        return joined_bio.parse(text[:LONGEST])
    job = _parse(text[:LONGEST], name, OPENING if opening else SENTENCES)
    return job if job.employer is None or _is_named(job.employer) else Headline(job.role, None)


def _is_named(employer: str) -> bool:
    """Is it a name: with a capital, a number or a dot, or in a script without capitals? "a community of makers" is none."""
    if " " not in employer:  # a firm may write itself small; a verb it is not
        return employer.casefold() not in wording.words("do") | wording.words("be")
    said = [word for word in employer.split() if fold(word) not in roles.lexicon().small] or employer.split()
    names = sum(not word[0].islower() or not word.isalpha() or not word.islower() for word in said)
    return 3 * names >= len(said) or employers.known(employer) is not None


@lru_cache(maxsize=4_096)
def _parse(text: str, name: str, most: int) -> Headline:
    role: str | None = None
    employer: str | None = None
    spare: str | None = None
    for one in islice(_sentences(text), most):
        plain = _present(_without_name(one, name))
        job = _bare(_one(plain, name)) if plain else NOTHING
        if (opened := verbs.now().search(one)) and (today := _bare(_one(one[opened.end() :], name))) and today.role:
            plain, job = plain or one[opened.end() :], today if today.employer or not job.role else job
        if not plain:
            continue
        if job.role and _is_side(job.role):
            works = by_work(plain)
            spare, job = spare or _more_than_member(job.role), Headline(None, works.employer if works else None)
        if not job.employer and (elsewhere := by_any_verb(plain, name)):
            job = Headline(job.role, elsewhere)
        if job.role and job.employer and (role is None or employer is None) and _may_replace(role, job.role):
            return job
        role = role or job.role
        employer = employer or job.employer
        if role and employer:
            return _of_today(text, name, most) or Headline(role, employer)
    return Headline(role or (spare if most > OPENING else None), employer)


def _of_today(text: str, name: str, most: int) -> Headline | None:
    """The whole job of a sentence that says it is about today: it counts more than what two sentences tell apart."""
    for one in islice(_sentences(text), most):
        if (opened := verbs.today().search(one)) and not _about_past(one):
            job = _bare(_one(one, name))
            job = job if job.role and job.employer else _bare(_one(one[opened.end() :], name))
            if job.role and job.employer and not _is_side(job.role):
                return job
    return None


def _bare(job: Headline) -> Headline:
    """A job without the praise in front of its role ("experienced", "passionate") and a "currently" behind it."""
    if not job.role:
        return job
    tokens = job.role.split()
    praise = roles.lexicon().praise
    while len(tokens) > 1 and fold(tokens[0].strip(",")) in praise:
        del tokens[0]
        if tokens[0].casefold() in joiners.ands() and len(tokens) > 2:
            del tokens[0]
    while len(tokens) > 1 and fold(tokens[-1]) in praise:
        del tokens[-1]
    role = " ".join(tokens)
    return Headline(role if role in job.role else job.role, job.employer)


def _one(text: str, name: str) -> Headline:
    """The job of one sentence: told by its verb, by how it begins, or by one of its clauses."""
    told = sentence(text) or NOTHING
    if told.role and told.employer:
        return told
    begins = _fragment(_before_name(text, name))
    if begins.role and begins.employer:
        return begins
    clause = _by_clauses(text)
    if clause.role and (clause.employer or not told.role):
        return clause if clause.employer or not told.employer else Headline(clause.role, told.employer)
    return Headline(told.role or begins.role, told.employer or begins.employer)


def _is_side(role: str) -> bool:
    """Member, author, organiser: what people are beside their job."""
    side = roles.lexicon().side
    return roles.role_score(role) < 0.55 or all(
        word in side or not roles.kinds(word) & (roles.HEAD | roles.WEAK) for word in words(role)
    )


def _more_than_member(role: str) -> str | None:
    """What somebody is beside a job, where it is all there is; to belong to a society is not even that."""
    return None if set(words(role)) <= roles.lexicon().members else role


def _may_replace(role: str | None, other: str) -> bool:
    """May a later sentence's job with an employer stand for the first sentence's without one? If both could be one."""
    return role is None or bool(set(words(role)) & set(words(other))) or roles.role_score(other) >= 0.8


def _without_name(text: str, name: str) -> str:
    """See "Ana Ruiz – director of ..." and "Ana Ruiz Directora de ..." begin with the name as if it were a heading."""
    if name and fold(text).startswith(fold(name)):
        rest = " ".join(text.split()[len(name.split()) :])
        if rest[:1] in "–—-:,|" or (rest[:1].isupper() and is_job(rest[:60])):
            return rest.lstrip("–—-:,| ")
    return text


def _before_name(text: str, name: str) -> str:
    """See "Staff engineer at Acme, Ana builds ..." -> "Staff engineer at Acme"."""
    for token in name.split()[:1] + name.split()[-1:]:
        at = text.find(f", {token} ")
        if at > 0:
            return text[:at]
    return text


def _by_clauses(text: str) -> Headline:
    """See "Licenciada en periodismo, profesora en Acme y autora": the first clause that is a job, degrees passed over."""
    first = NOTHING
    for raw in verbs.clauses().split(text)[:12]:
        clause = raw.strip()
        if (
            not clause
            or len(clause) > 160
            or verbs.degree().match(clause)
            or joiners.is_former(clause)
            or verbs.past().search(clause)
        ):
            continue
        clause = verbs.leads_in().sub("", clause)
        job = read(ARTICLE.sub("", clause))
        if (
            not job.role
            or roles.role_score(job.role) < 0.55
            or _is_side(job.role)
            or not _is_title(job.role)
            or not fold(clause).startswith(fold(job.role)[:10])
        ):
            continue
        if job.employer:
            return job
        first = first if first.role else job
    return first


def _sentences(text: str) -> Iterator[str]:
    start, given = 0, 0
    for found in verbs.STOP.finditer(text):
        if (
            found[0].strip() == "."
            and verbs.abbreviation().search(text[: found.start()])
            and not verbs.degree().match(text[found.end() :])  # "... at Colegio A.B. Graduada en ..."
        ):
            continue
        if one := squash(text[start : found.start()]).lstrip(verbs.BULLETS):
            yield one[:LONGEST_SENTENCE]
            given += 1
        if given >= SENTENCES:
            return
        start = found.end()
    if one := squash(text[start:]).lstrip(verbs.BULLETS):
        yield one[:LONGEST_SENTENCE]


def _present(text: str) -> str:
    """The sentence, or of one about the past the clauses before it ("coordinador en Acme, ha trabajado ..."); "" if none."""
    if verbs.YEARS.match(text):
        return ""
    if not _about_past(text):
        return text
    past = verbs.past().search(text)
    before = text[: past.start()].rpartition(",")[0] if past else ""
    return before if _by_clauses(before).role else ""


def _about_past(text: str) -> bool:
    """Is the sentence's first verb in the past, and no present one before it?"""
    past = verbs.past().search(text)
    if not past:
        return False
    now = verbs.copula().search(text)
    works = verbs.works().search(text)
    starts = [found.start() for found in (now, works) if found]
    return not starts or min(starts) > past.start()


@lru_cache(maxsize=16_384)
def sentence(text: str) -> Headline | None:
    """The job one sentence tells with a verb ("... is a designer at Acme"); None when it has no such verb."""
    text = text.strip()
    if roles.is_joined_script(text):
        return _in_joined_script(text)
    if len(text) < 8 or " " not in text:
        return None
    told = _by_copula(text)
    if told and told.employer:
        return told
    works = by_work(text)
    if told:
        return Headline(told.role, works.employer if works else None)
    as_a = _by_as(text)
    if as_a and as_a.employer:
        return as_a
    return works or as_a


def _by_copula(text: str) -> Headline | None:
    for found in list(verbs.copula().finditer(text))[:6]:
        if _is_subject(text[: found.start()], found[0]):
            job = _complement(text[found.end() :])
            if job.role and roles.role_score(job.role) >= 0.4 and _is_title(job.role):
                return job
    return None


def _is_title(role: str) -> bool:
    """Is it short and without a verb? "am working as an engineer" is a sentence, no title."""
    if verbs.degree().match(role):
        return False
    tokens = role.split()
    is_opened = fold(tokens[0]) in roles.lexicon().small | roles.lexicon().not_first
    if any(token in ("als", "as", "comme", "como", "jako") for token in tokens):
        return False  # what stands before is a field: "Firmen als Beraterin"
    if tokens[0].islower() and tokens[0].endswith("ing") and not roles.kinds(tokens[0]):
        return False  # "building developer tools"
    return len(tokens) <= 10 and not verbs.no_title().search(role) and not is_opened and not roles.is_plural(tokens[0])


def _is_subject(before: str, verb: str) -> bool:
    """Is it short enough to be the person ("Ana", "She", "Dr. Ana Ruiz (she/her)"), or nothing at all?"""
    before = before.strip()
    if not before:
        return verb.split(maxsplit=1)[0].casefold() not in ("on", "e", "je", "er", "en")
    tokens = before.split()
    if verbs.person().match(tokens[-1]):
        return True
    if verb.split(maxsplit=1)[0].casefold() in ("je", "er", "on", "es") and len(tokens) > 4:
        return False
    if fold(tokens[-1]) in joiners.ands():
        return True
    return (tokens[0][:1].isupper() and len(tokens) <= 8) or before.endswith((",", ")")) or "and" in verb


def _complement(rest: str) -> Headline:
    first, _, behind = rest.strip().partition(" ")
    rest = behind if verbs.person().match(first) else rest  # "Seit 2015 ist sie Leiterin"
    rest = ARTICLE.sub("", verbs.leads_in().sub("", rest.strip()))
    stop = verbs.clause().search(rest)
    first = rest[: stop.start()] if stop and stop.start() > 2 else rest
    job = _of_owner(first) or read(ARTICLE.sub("", first))
    if job.role and not job.employer and stop:
        work = by_work(rest)
        if work and work.employer:
            return Headline(job.role, work.employer)
    return job


def _of_owner(text: str) -> Headline | None:
    """See "Acme's Product Manager": whose the job is, before it."""
    found = _OWNER.match(text)
    if not found or roles.role_score(found[1]) >= 0.5:
        return None
    job = read(text[found.end() :])
    return Headline(job.role, found[1]) if job.role and text[found.end() :].startswith(job.role) else None


def _by_as(text: str) -> Headline | None:
    for found in list(verbs.as_a().finditer(text))[:4]:
        rest = text[found.end() :]
        stop = verbs.clause().search(rest)
        job = read(rest[: stop.start()] if stop else rest)
        if job.role and roles.role_score(job.role) >= 0.5 and _is_title(job.role) and not roles.is_freelance(job.role):
            if not job.employer and (works := by_work(text)):
                return Headline(job.role, works.employer)
            return job
    return None


def _fragment(text: str) -> Headline:
    """A sentence without a verb that starts with a role ("Directora de Acme desde 2015", "Journalist and author")."""
    text = HOW.sub("", ARTICLE.sub("", verbs.leads_in().sub("", text)))
    if verbs.degree().match(text):
        return NOTHING
    first = verbs.clause().search(text)
    head = text[: first.start()] if first and first.start() > 2 else text
    if len(head) > 220 or awards.is_award(head):
        return NOTHING
    job = read(head)
    if (
        job.role
        and roles.role_score(job.role) >= 0.5
        and _is_title(job.role)
        and not verbs.copula().search(job.role)
        and fold(head).startswith(fold(job.role)[:12])
    ):
        return job
    return NOTHING


_JOINED_NOW = re.compile(
    r"(?:现任|現任|担任|擔任|目前在|目前於|任职于|任職於|就职于|就職於|现为|現為|是|にて|で|に勤務|として)"
)


def _in_joined_script(text: str) -> Headline | None:
    if not roles.is_joined_script(text):
        return None
    found = _JOINED_NOW.search(text)
    if not found:
        return None
    job = read(clean(text[found.end() :].split("，", maxsplit=1)[0].split("、", maxsplit=1)[0].rstrip("。です ")) or "")
    return None if job.empty else job
