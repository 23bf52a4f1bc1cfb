"""The present job out of a biography: "Ana is a staff engineer at Acme", "leitet bei Acme ...", "works for Acme".

Sentence by sentence: what somebody *is* or *works as* gives the role, what follows "at" and its kin the employer.
Sentences about the past are passed over. What is given back are verbatim parts of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from scraper.normalise import joined_bio, joiners, title_order, verbs
from scraper.normalise.cutting import ARTICLE, is_job
from scraper.normalise.phrase import read
from scraper.normalise.sentence import complement, fragment, is_title, sentence
from scraper.normalise.told import NOTHING, Headline
from scraper.normalise.working import by_any_verb, by_work
from scraper.recognise import employers, roles, wording
from scraper.text import fold, squash, words

__all__ = ["Headline", "parse"]

LONGEST = 4000
LONGEST_SENTENCE = 700  # its beginning tells the job; the rules look at each part beside each other
SENTENCES = 14
OPENING = 2
_SOME, _SURE = 0.4, 0.55
_SOME_CLAUSES = 3
_NAME = 8
"""Words at the beginning of a sentence among which the name may stand."""
_NAME_LETTERS = 40
_TITLES = 2
_TITLE = 5
_POINTS = ("- ", "* ", "• ")
_POINT = re.compile(r"\s[-*•]\s(?=[A-Z\d])")
_DOING = re.compile(r"[a-zß-ÿ]+(?:ing|ed|ant|ado|ada|ato|ata|ive)\s")
"""How languages build what somebody does out of a verb: no organisation's name begins with it."""
_MARKS = ",–—-:|"
_DASH = re.compile(r"(?<=\w)—(?=\w)")
_TOWN = re.compile(r"\s+in (?:[A-Z][\w.'’-]{1,20} ){0,2}[A-Z][\w.'’-]{1,20}, [A-Z]{2}(?=[\s.,;)]|$)")
"""Where the work is done: " in Northtown, WI"."""
_ASIDE = re.compile(r"^\s*\([^()]{1,30}\)")


def parse(text: str | None, name: str = "", *, opening: bool = False) -> Headline:
    """The present job a biography tells of `name`; either value may be None. Both are verbatim parts of the text.

    `opening`: only what its first two sentences say plainly, for completing what the person's own line tells.
    """
    if not text:
        return NOTHING
    if joined_bio.is_joined(text):
        return joined_bio.parse(text[:LONGEST])
    text = _TOWN.sub("", _DASH.sub(" — ", text[:LONGEST]))
    job = _parse(text, name, OPENING if opening else SENTENCES)
    return job if job.employer is None or _is_named(job.employer, text) else Headline(job.role, None)


def _is_named(employer: str, text: str) -> bool:
    """Is it a name: with a capital, a number or a dot, or in a script without capitals? "a community of makers" is none."""
    if " " not in employer:  # a firm may write itself small; a verb and a word behind a comma are none
        if employer.islower() and not employer.isascii():
            return False
        is_verb = employer.casefold() in wording.words("do") | wording.words("be")
        return not is_verb and not (employer.islower() and employer.isalpha() and f", {employer}" in squash(text))
    said = [word for word in employer.split() if fold(word) not in roles.lexicon().small] or employer.split()
    names = sum(not word[0].islower() or not word.strip(",.").isalpha() or not word.islower() for word in said)
    return 3 * names >= len(said) or employers.known(employer) is not None


@lru_cache(maxsize=4_096)
def _parse(text: str, name: str, most: int) -> Headline:
    clauses = [
        _without_person(clause, name)
        for one in islice(_sentences(text, name), most)
        for clause in verbs.of_today().split(one)
    ]
    return _of_today(clauses, name) or _of_all(clauses, name, opening=most <= OPENING)


def _without_person(clause: str, name: str) -> str:
    """A clause without the person's name behind its verb: "Seit 2015 ist Ada Leiterin"."""
    for own in (name, *(part for part in name.split() if len(part) > 1)):
        before, said, behind = clause.partition(f" {own} ")
        if said and verbs.before_person().search(f"{before[-_NAME_LETTERS:]} "):
            return f"{before} {behind}"
    return clause


def _of_all(clauses: list[str], name: str, *, opening: bool) -> Headline:
    """The first whole job, else the first role with the first employer, else a post that was given, else what is beside a job."""
    role: str | None = None
    employer: str | None = None
    spare = NOTHING
    for clause in clauses:
        plain, job = _of_clause(clause, name)
        if not plain:
            continue
        if job.role and _is_side(job.role, job.employer):
            works = by_work(plain)
            spare = job if not spare.role or (job.employer and not spare.employer) else spare
            job = Headline(None, works.employer if works else None)
        if not job.employer and (elsewhere := by_any_verb(plain, name)):
            job = Headline(job.role, elsewhere)
        if job.role and job.employer and (role is None or employer is None):
            if _may_replace(role, job.role):
                return job
            works = by_work(plain)  # where somebody does one thing is not where they do another, but where they work is
            job = Headline(None, works.employer if works else None)
        role = role or job.role
        employer = employer or job.employer
        if role and employer:
            break
    if not role and (given := _given(clauses, name)):
        return given
    if role or opening or not spare.role:
        return Headline(role, employer)
    return Headline(_more_than_member(spare.role), employer)


def _of_clause(text: str, name: str) -> tuple[str, Headline]:
    """What of a clause is about the present, and the job it tells; nothing of one about the past."""
    if (as_a := verbs.as_a().match(text)) and joiners.is_former(text[as_a.end() :]):
        text = text.partition(", ")[2]
    behind = _behind_name(text, name)
    plain = _present(behind or text, name)
    return plain, _bare(_one(plain, name, apposed=behind is not None), name) if plain else NOTHING


def _of_today(clauses: list[str], name: str) -> Headline | None:
    """The whole job of a clause that says it is about today: it counts more than what two sentences tell apart."""
    for one in clauses:
        if (opened := verbs.today().search(one)) and not _about_past(one, name):
            job = _bare(_one(one, name), name)
            job = job if job.role and job.employer else _bare(_one(one[opened.end() :], name), name)
            if job.role and job.employer and _is_named(job.employer, one) and not _is_side(job.role):
                return job
    return None


def _given(clauses: list[str], name: str) -> Headline | None:
    """The last post somebody was given ("became", "was appointed"), where nothing tells what they are today."""
    told: Headline | None = None
    for one in clauses:
        for found in islice(verbs.became().finditer(one), _SOME_CLAUSES):
            job = _bare(complement(one[found.end() :]), name)
            told = job if job.role and not _is_side(job.role) else told
    return told


def _bare(job: Headline, name: str) -> Headline:
    """A job with neither a clause, an adverb nor praise in its role, nor an adverb in its employer."""
    employer = verbs.at_word().sub("", verbs.adverb().sub("", _name_of(job.employer))) if job.employer else None
    is_changed = employer != job.employer and employer and employer.islower()  # "a technologist at heart now"
    is_praise = employer is not None and fold(employer.split(maxsplit=1)[0]) in roles.lexicon().praise
    if employer and (
        is_changed or (is_praise and employer[0].islower()) or _DOING.match(employer) or verbs.degree().match(employer)
    ):
        employer = None
    own = set(words(name))
    if employer and (last := employer.rpartition(" "))[2].isalpha() and fold(last[2]) in own and last[0][-1:].isalnum():
        employer = last[0]  # "At Acme Ana leads ..."; but "Robinson & Ruiz" is her own
    role = job.role
    if not role:
        return Headline(None, employer)
    for _ in range(_SOME_CLAUSES):  # a clause: "Ana Ruiz es docente", "architect she's built systems"
        if not (inner := verbs.copula().search(role) or verbs.became().search(role)):
            break
        before = role[: inner.start()]
        role = role[inner.end() :] if roles.role_score(before) < _SOME else before
    role = _praised(ARTICLE.sub("", verbs.leads_in().sub("", verbs.adverb().sub("", role))))
    is_own = fold(role.split(maxsplit=1)[0]) in own
    return Headline(role if is_title(role) and not is_own else None, employer)


def _name_of(employer: str) -> str:
    """A name without the sentence that goes on behind it in small letters ("Noordwind en houdt van zeilen", "Acme here")."""
    said = employer.split()
    last = max((at for at, word in enumerate(said) if not word.islower()), default=0)
    kinds = employers.cues().inflected
    is_whole = said[0].islower() or last + 1 == len(said) or employers.cue(employer) is not None
    return employer if is_whole or not kinds.isdisjoint(map(fold, said)) else " ".join(said[: last + 1])


def _praised(role: str) -> str:
    """A role without the praise around it ("experienced", "passionate") and a small word at its end."""
    tokens = role.split()
    praise, small = roles.lexicon().praise, roles.lexicon().small
    while len(tokens) > 1 and fold(tokens[0].strip(",")) in praise:
        del tokens[0]
        if tokens[0].casefold() in joiners.ands() and len(tokens) > 2:
            del tokens[0]
    while len(tokens) > 1 and fold(tokens[-1]) in praise | small:
        del tokens[-1]
    bare = " ".join(tokens)
    return bare if bare in role else role


def _one(text: str, name: str, *, apposed: bool = False) -> Headline:
    """The job of one sentence: told by its verb, by how it begins, or by one of its clauses.

    `apposed`: the sentence goes on behind the person's name ("Ana Ruiz, director of Acme, ...").
    """
    opening = _before_name(text, name)
    as_a = verbs.as_a().match(opening)  # "As an engineer at Acme, Ana builds ..."
    begins = fragment(opening[as_a.end() if as_a else 0 :])
    if (apposed or opening != text) and begins.role and begins.employer:
        return begins
    told = sentence(text) or NOTHING
    if told.role and told.employer:
        return told
    if apposed and begins.role:
        return begins
    if begins.role and begins.employer:
        return begins
    clause = _by_clauses(text)
    if clause.role and (clause.employer or not told.role):
        return clause if clause.employer or not told.employer else Headline(clause.role, told.employer)
    return Headline(told.role or begins.role, told.employer or begins.employer)


def _is_side(role: str, employer: str | None = None) -> bool:
    """Member, author, organiser: what people are beside their job. A title nobody heard of, at an employer, is none."""
    side = roles.lexicon().side
    if employer and side.isdisjoint(words(role)):
        return False
    return roles.role_score(role) < _SURE or all(
        word in side or not roles.kinds(word) & (roles.HEAD | roles.WEAK) for word in words(role)
    )


def _more_than_member(role: str) -> str | None:
    """What somebody is beside a job, where it is all there is; to belong to a society is not even that."""
    return None if set(words(role)) <= roles.lexicon().members else role


def _may_replace(role: str | None, other: str) -> bool:
    """May a later sentence's job with an employer stand for the first sentence's without one? If both could be one."""
    if role is None or set(words(role)) & set(words(other)):
        return True
    return roles.role_score(other) >= 0.8 and not roles.is_plural(other.split(maxsplit=1)[0])


def _behind_name(text: str, name: str) -> str | None:
    """What stands behind the name a sentence begins with, where it opens a job; None where it begins with another word.

    "Dr. Ana Ruiz (she/her) – director of ...", "Ana Ruiz Directora de ...": the name is a heading of the rest.
    """
    own, opening = {fold(one) for one in name.split()}, text.split(maxsplit=_NAME)[:_NAME]
    told = [at for at, token in enumerate(opening) if fold(token.strip(",.:()")) in own]
    is_part = bool(told) and len(told) < len(own) and not opening[told[-1]].endswith(",")
    if not told or told[0] > _TITLES or is_part:
        return None
    last = opening[told[-1]]
    rest = text.split(maxsplit=told[-1] + 1)[told[-1] + 1 :]
    behind = last[len(last.rstrip(",:")) :] + " " + "".join(rest)
    behind = _ASIDE.sub("", behind).strip()
    if behind[:1] in _MARKS or (behind[:1].isupper() and is_job(behind[:60])) or title_order.parted(behind):
        return behind.lstrip(_MARKS + " ")
    return None


def _before_name(text: str, name: str) -> str:
    """What a sentence says before the name: "Staff engineer at Acme, Ana builds ...", "Acme Managing Director Ana Ruiz has"."""
    for token in name.split()[:1] + name.split()[-1:]:
        at = text.find(f" {token} ")
        before = text[: max(at, 0)].rstrip()
        if before.endswith(","):
            return before[:-1]
        title = before.rpartition(" ")[2]
        before = before[: -len(title)].rstrip() if title.endswith(".") and len(title) <= _TITLE else before
        if " " in before and (title.endswith(".") or roles.kinds(before.rpartition(" ")[2]) & roles.HEAD):
            return before.rpartition(", ")[2] if fragment(before).empty else before
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
        if (other := verbs.clause().search(clause)) and any(map(str.isalpha, other[0])):
            clause = clause[: other.start()]  # "Ingeniera por la Universidad de Ribera"
        job = read(ARTICLE.sub("", clause))
        if (
            not job.role
            or roles.role_score(job.role) < 0.55
            or _is_side(job.role)
            or not is_title(job.role)
            or not fold(clause).startswith(fold(job.role)[:10])
        ):
            continue
        if job.employer:
            return job
        first = first if first.role else job
    return first


def _sentences(text: str, name: str = "") -> Iterator[str]:
    start, given, own = 0, 0, set(words(name))
    text = _POINT.sub(r"\n", text) if text[:2] in _POINTS else text
    for found in verbs.STOP.finditer(text):
        if (
            found[0].strip() == "."
            and verbs.abbreviation().search(text[: found.start()])
            and not _begins_anew(text[: found.start()], text[found.end() :], own)
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


def _begins_anew(before: str, behind: str, own: set[str]) -> bool:
    """Does a sentence begin behind an abbreviation: "... at Acme Inc. Ana", "in the U.S. She", "A.B. Graduada en"?"""
    first = behind[:_NAME_LETTERS].split(maxsplit=1)[0]
    is_person = len(first) > 1 and first[0].isupper() and verbs.person().match(first) is not None
    is_own = fold(first) in own and employers.legal_form(f"X {before.rpartition(' ')[2]}") is not None
    return is_person or is_own or verbs.degree().match(behind) is not None


def _present(text: str, name: str) -> str:
    """The sentence, or of one about the past the clauses before it ("coordinador en Acme, ha trabajado ..."); "" if none."""
    if not _about_past(text, name):
        return text
    past = verbs.past().search(text)
    before = text[: past.start()].rpartition(",")[0] if past else ""
    return before if _by_clauses(before).role else ""


def _about_past(text: str, name: str) -> bool:
    """Is the sentence's first verb in the past, and no present one before it? Or is it about what somebody was?"""
    if verbs.did(name).search(text):
        return True
    now = verbs.copula().search(text)
    if now and joiners.is_former(ARTICLE.sub("", text[now.end() :])):
        return True
    past = verbs.past().search(text)
    if not past:
        return False
    works = verbs.works().search(text)
    starts = [found.start() for found in (now, works) if found]
    return not starts or min(starts) > past.start()
