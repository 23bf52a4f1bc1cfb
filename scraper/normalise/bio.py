"""The present job out of a biography: "Ana is a staff engineer at Acme", "leitet bei Acme ...", "works for Acme".

Sentence by sentence: what somebody *is* or *works as* gives the role, what follows "at" and its kin the employer.
Sentences about the past are passed over. What is given back are verbatim parts of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scraper.normalise import awards, mixed
from scraper.normalise.cutting import clean, employer_of
from scraper.normalise.phrase import NOTHING, Headline, read
from scraper.recognise import employers, roles
from scraper.text import fold

__all__ = ["Headline", "parse", "sentence"]

LONGEST = 4000
SENTENCES = 14

_STOP = re.compile(r"(?<=[\w)’'\"”])[.!?]+\s+(?=[A-ZÀ-ÞА-ЯЁІЇЄĞİŞÖÜÇŁŚŻŽČŘĎŤ@¡¿\"“(])|\n+|(?<=[。！？])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s.(])(?:[A-Z]|Sr|Jr|St|Dr|Mr|Ms|Mrs|Prof|Dept|No|vs|Univ|Mag|Ing|Dipl|Ph\.D|e\.g|i\.e|d\.h|z\.B|U\.S|p\.ej|Sra|Dra|Lic|bzw|ca)$"
)
_PAST = re.compile(
    r"\b(?:was|were|had been|used to|previously|formerly|prior to|before (?:that|joining|this|becoming|founding|starting|coming)|until|in the past|early in (?:his|her|their|my)|earlier|worked|served|held"
    r"|war|waren|zuvor|davor|früher|ehemals|bis \d{4}|arbeitete|était|étaient|auparavant|précédemment|a travaillé|jusqu"
    r"|fue|era|anteriormente|antes de|trabajó|ha trabajado|hasta|foi|trabalhou|antes|stato|stata|ha lavorato|in precedenza|precedentemente|fino al"
    r"|was|werkte|voorheen|był|była|wcześniej|poprzednio|pracował|pracowała|byl|byla|dříve|předtím|pracoval|pracovala|tidigare|arbetade"
    r"|был|была|ранее|раньше|работал|работала|був|була|раніше|працював|працювала|önceden|daha önce|çalıştı)\b",
    re.IGNORECASE,
)
_IS = (
    r"is|am|are|serves|serving|works|working|work|acts|acting|currently serves|i[’']m|he[’']s|she[’']s|they[’']re"
    r"|ist|bin|arbeitet|arbeite|est|suis|travaille|exerce|es|soy|trabaja|trabajo|é|sou|trabalha|trabalho|atua|è|sono|lavora|lavoro"
    r"|werkt|werk|ben|jest|jestem|pracuje|pracuję|je|jsem|působí|är|arbetar|er|arbejder|jobber|on|toimii|является|работает|працює|є|és|soc|treballa|este|lucrează"
)
_AS = r"(?:(?:\s+(?:as|als|comme|en tant que|como|come|jako|som|come|en qualitat de|com a|как|в качестве|як|na pozici|na stanowisku|for tiden|tätig als|aktuell als))?)"
_NOW = r"(?:\s+(?:currently|now|also|presently|today|proud to be|proudly|an? ?:?|derzeit|aktuell|seit \d{4}|momentan|zurzeit|heute|actuellement|aujourd'hui|actualmente|atualmente|attualmente|oggi|momenteel|nu|obecnie|aktualnie|aktuálně|nyní|v současnosti|just nu|i dag|сейчас|в настоящее время|зараз|наразі|actualment))?"
_COPULA = re.compile(rf"(?:^|(?<=[\s,]))(?:{_IS}){_NOW}{_AS}\s+", re.IGNORECASE)
_AS_A = re.compile(
    r"(?:^|(?<=\s))(?:as|als|en tant que|comme|como|come|jako|som|в качестве|як)\s+(?:an?|the|ein|eine|un|une|una|um|uma|en|ett)?\s*",
    re.IGNORECASE,
)
_WORKS = re.compile(
    r"\b(?:(?:works?|working|employed|job is|based|interns|consults|researches|teaches|codes?|develops|builds|engineers)\b(?:[^.;]{0,80}?)\b(?:at|for|with|@)"
    r"|(?:leads|leading|heads|heading|manages|managing|runs|running|directs|directing|oversees|does|doing|makes|making|serves|helps|drives|responsible for)\b(?:[^.;]{0,90}?)\b(?:at|for)"
    r"|(?:recently |has |have )?(?:joined|joins|joining)|(?:he|she|they|i) (?:(?:co-?)?founded|runs|owns|leads|heads)|(?:co-?founded|founded)"
    r"|(?:arbeitet|arbeite|tätig|beschäftigt|forscht|lehrt|leitet|verantwortet|entwickelt)\b(?:[^.;]{0,80}?)\b(?:bei der|bei dem|bei|beim|für die|für|an der|am)"
    r"|(?:travaille|travaillant|exerce|dirige|enseigne)\b(?:[^.;]{0,60}?)\b(?:chez|pour|au sein de|au sein du|à l['’]|à la|à)"
    r"|(?:trabaja|trabajo|trabajando|lidera|dirige|coordina|forma parte|enseña|colabora|actualmente)\b(?:[^.;]{0,60}?)\b(?:en el|en la|en|para|del|de la)"
    r"|(?:trabalha|trabalho|lidera|atua)\b(?:[^.;]{0,60}?)\b(?:na|no|em|para)"
    r"|(?:lavora|lavoro|dirige|guida|collabora|svolge)\b(?:[^.;]{0,60}?)\b(?:presso|per|in|con|alla|all['’])"
    r"|(?:werkt|werk|leidt)\b(?:[^.;]{0,60}?)\b(?:bij|voor|aan de)"
    r"|(?:pracuje|pracuję|kieruje|prowadzi)\b(?:[^.;]{0,60}?)\b(?:w firmie|we|w|dla|na|ve společnosti|ve|v|pro|u)"
    r"|(?:arbetar|jobbar|leder)\b(?:[^.;]{0,60}?)\b(?:på|hos|för|vid)"
    r"|(?:работает|работаю|руководит|возглавляет|преподаёт|преподает)\b(?:[^.;]{0,60}?)\b(?:в компании|в|на)"
    r"|(?:працює|працюю|очолює|керує)\b(?:[^.;]{0,60}?)\b(?:в компанії|у компанії|у|в|на))\s*(?=\S)",
    re.IGNORECASE,
)
_AT_START = re.compile(
    r"^(?:currently |now |today )?(?:at|bei|beim|chez|en|presso|bij|w|hos|в)\s+([^,]{2,60}),\s", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"\s*(?:\s[-–—]\s|;|,?\s(?:who|whose|where|which|with (?:over|more|extensive|a|\d+|years|an|his|her)|speciali[sz]ing|specialized|specialised|focus(?:ed|ing)|based|living|passionate|responsible|dedicated|helping|known|working(?! (?:at|for))|and (?:has|is|was|loves|enjoys|likes|works|a member|holds|lives)"
    r"|der|die (?!\w+ (?:GmbH|AG))|mit (?:über|mehr)|wo|sowie|und (?:hat|ist|beschäftigt)|qui|spécialisé\w*|passionné\w*|où|avec plus|et (?:a|est)|quien|donde|especializad\w+|con más|y (?:ha|es|tiene)|que|che|specializzat\w+|appassionat\w+|dove|e (?:ha|è)"
    r"|die zich|waar|en (?:heeft|is)|który|która|specjalizując\w*|gdzie|który|která|kde|a (?:je|má)|som (?!\w+ på)|där|который|которая|где|и (?:занимается)|який|яка|де)\b)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^(?:the|an?|ein|eine|einer|eines|un|une|una|uno|um|uma|en|ett|een|el|la|le|l['’]|il|lo|o|one of the|both an?)\s+",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:i|he|she|they|ich|er|sie|je|il|elle|él|ella|ele|ela|lui|lei|egli|hij|zij|ik|on|ona|han|hon|jag|он|она|я|він|вона)(?:['’](?:m|s|re))?$",
    re.IGNORECASE,
)


def parse(text: str | None, name: str = "") -> Headline:
    """The present job a biography tells of `name`; either value may be None. Both are verbatim parts of the text."""
    if not text:
        return NOTHING
    return _parse(text[:LONGEST], name)


@lru_cache(maxsize=4_096)
def _parse(text: str, name: str) -> Headline:
    role: str | None = None
    employer: str | None = None
    for one in _sentences(text):
        if _about_past(one):
            continue
        job = sentence(one, name) or _fragment(one)
        if job.role and job.employer and not employer:
            return job
        role = role or job.role
        employer = employer or job.employer
        if role and employer:
            break
    return Headline(role, employer)


def _sentences(text: str) -> Iterator[str]:
    start, given = 0, 0
    for found in _STOP.finditer(text):
        if found[0].strip() == "." and _ABBREVIATION.search(text[: found.start()]):
            continue
        if one := " ".join(text[start : found.start()].split()):
            yield one
            given += 1
        if given >= SENTENCES:
            return
        start = found.end()
    if one := " ".join(text[start:].split()):
        yield one


def _about_past(text: str) -> bool:
    """Is the sentence's first verb in the past, and no present one before it?"""
    past = _PAST.search(text)
    if not past:
        return False
    now = _COPULA.search(text)
    works = _WORKS.search(text)
    starts = [found.start() for found in (now, works) if found]
    return not starts or min(starts) > past.start()


@lru_cache(maxsize=16_384)
def sentence(text: str, name: str = "") -> Headline | None:
    """The job one sentence tells with a verb ("... is a designer at Acme"); None when it has no such verb."""
    text = text.strip()
    if len(text) < 8 or " " not in text:
        return _in_joined_script(text)
    told: Headline | None = None
    for found in list(_COPULA.finditer(text))[:6]:
        if not _is_subject(text[: found.start()], found[0]):
            continue
        job = _complement(text[found.end() :])
        if job.role and roles.role_score(job.role) >= 0.4:
            told = job
            break
    if told and told.employer:
        return told
    works = _by_work(text)
    if works and works.employer and told:
        return Headline(told.role, works.employer)
    if told:
        return told
    as_a = _by_as(text)
    if as_a and as_a.role and as_a.employer:
        return as_a
    if works and works.employer:
        return works
    return as_a


def _is_subject(before: str, verb: str) -> bool:
    """Is it short enough to be the person ("Ana", "She", "Dr. Ana Ruiz (she/her)"), or nothing at all?"""
    before = before.strip()
    if not before:
        return verb.split(maxsplit=1)[0].casefold() not in ("on", "es", "e", "je", "er", "en")
    tokens = before.split()
    if _PERSON.match(tokens[-1]):
        return True
    if verb.split(maxsplit=1)[0].casefold() in ("je", "er", "on", "es") and len(tokens) > 4:
        return False
    return (tokens[0][:1].isupper() and len(tokens) <= 8) or before.endswith((",", ")")) or "and" in verb


def _complement(rest: str) -> Headline:
    rest = _ARTICLE.sub("", rest.strip())
    stop = _CLAUSE.search(rest)
    first = rest[: stop.start()] if stop and stop.start() > 2 else rest
    job = read(_ARTICLE.sub("", first))
    if job.role and not job.employer and stop:
        work = _by_work(rest)
        if work and work.employer:
            return Headline(job.role, work.employer)
    return job


def _by_as(text: str) -> Headline | None:
    for found in list(_AS_A.finditer(text))[:4]:
        rest = text[found.end() :]
        stop = _CLAUSE.search(rest)
        job = read(rest[: stop.start()] if stop else rest)
        if job.role and roles.role_score(job.role) >= 0.5 and not roles.is_freelance(job.role):
            if not job.employer and (works := _by_work(text)):
                return Headline(job.role, works.employer)
            return job
    return None


def _by_work(text: str) -> Headline | None:
    if lead := _AT_START.match(text):
        name = employer_of(lead[1])
        if name and employers.employer_score(name) >= 0.4:
            return Headline(None, name)
    for found in list(_WORKS.finditer(text))[:5]:
        rest = text[found.end() :].strip()
        rest = re.split(
            r"\s(?:as|als|comme|como|come|jako|som|in (?:the|his|her|their)|on|to|since|seit|depuis)\s",
            rest,
            maxsplit=1,
        )[0]
        rest = _ARTICLE.sub("", rest) if not re.match(r"the\s+[A-Z]", rest, re.IGNORECASE) else rest
        name = employer_of(rest)
        if (
            name
            and not mixed.fields_only(name)
            and (name[0].isupper() or employers.employer_score(name) >= 0.6)
            and employers.employer_score(name) >= 0.35
        ):
            return Headline(None, name)
    return None


def _fragment(text: str) -> Headline:
    """A sentence without a verb that starts with a role ("Directora de Acme desde 2015", "Journalist and author")."""
    text = _ARTICLE.sub("", text)
    first = _CLAUSE.search(text)
    head = text[: first.start()] if first and first.start() > 2 else text
    if len(head) > 220 or awards.is_award(head):
        return NOTHING
    job = read(head)
    if job.role and roles.role_score(job.role) >= 0.5 and fold(head).startswith(fold(job.role)[:12]):
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
