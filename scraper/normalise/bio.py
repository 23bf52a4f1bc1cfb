"""The present job out of a biography: "Ana is a staff engineer at Acme", "leitet bei Acme ...", "works for Acme".

Sentence by sentence: what somebody *is* or *works as* gives the role, what follows "at" and its kin the employer.
Sentences about the past are passed over. What is given back are verbatim parts of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from scraper import reference
from scraper.normalise import awards, joiners, mixed
from scraper.normalise.cutting import ARTICLE, clean, employer_of, is_job
from scraper.normalise.phrase import NOTHING, Headline, read
from scraper.recognise import employers, roles
from scraper.text import fold, words

__all__ = ["Headline", "parse", "sentence"]

_TOKEN = re.compile(r"[^\W\d_]+")
LONGEST = 4000
SENTENCES = 14

_STOP = re.compile(r"(?<=[\w)’'\"”])[.!?]+\s+(?=[A-ZÀ-ÞА-ЯЁІЇЄĞİŞÖÜÇŁŚŻŽČŘĎŤ@¡¿\"“(])|\n+|(?<=[。！？])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s.(])(?:[A-Z]|Sr|Jr|St|Dr|Mr|Ms|Mrs|Prof|Dept|No|vs|Univ|Mag|Ing|Dipl|Ph\.D|e\.g|i\.e|d\.h|z\.B|U\.S|p\.ej|Sra|Dra|Lic|bzw|ca|im|ul|hab|św|pn|tzw|np|of|art|dr|prof|mgr|inż|St)$"
)
_PAST = re.compile(
    r"\b(?:was|were|had been|used to|previously|formerly|prior to|before (?:that|joining|this|becoming|founding|starting|coming)|until|in the past|early in (?:his|her|their|my)|earlier|(?<!has )(?<!have )worked|(?<!has )(?<!have )served|held"
    r"|war|waren|zuvor|davor|früher|ehemals|bis \d{4}|arbeitete|était|étaient|auparavant|précédemment|a travaillé|jusqu"
    r"|fue|era|anteriormente|antes de|trabajó|ha trabajado|hasta|foi|trabalhou|antes|stato|stata|ha lavorato|in precedenza|precedentemente|fino al"
    r"|was|werkte|voorheen|był|była|wcześniej|poprzednio|pracował|pracowała|byl|byla|dříve|předtím|pracoval|pracovala|tidigare|arbetade"
    r"|был|была|ранее|раньше|работал|работала|був|була|раніше|працював|працювала|önceden|daha önce|çalıştı)\b",
    re.IGNORECASE,
)
_BE = (
    r"is|am|are|i[’']m|he[’']s|she[’']s|they[’']re|ist|bin|est|suis|es|soy|é|sou|è|sono|ben|jest|jestem|je|jsem|är|er|on"
    r"|является|є|és|soc|este|pełni funkcję|zastává funkci|svolge l[’']attività di|fungiert als|now|currently|actualmente|aktuell|derzeit|attualmente|actuellement|ahora"
)
_DO = (
    r"serves|serving|works|working|work|acts|acting|employed|arbeitet|arbeite|tätig|travaille|exerce|trabaja|trabajo|trabalha|trabalho|atua|lavora|lavoro"
    r"|werkt|werk|pracuje|pracuję|působí|arbetar|arbejder|jobber|toimii|работает|работаю|працює|працюю|treballa|lucrează|ahora|now|currently"
)
_AS = r"(?:as|als|comme|en tant que|como|come|jako|som|en qualitat de|com a|как|в качестве|як|na pozici|na stanowisku)"
_NOW = r"(?:\s+(?:currently|now|also|presently|today|proudly|derzeit|aktuell|seit \d{4}|momentan|zurzeit|heute|actuellement|aujourd'hui|actualmente|atualmente|attualmente|oggi|momenteel|nu|obecnie|aktualnie|aktuálně|nyní|i dag|сейчас|в настоящее время|зараз|наразі|actualment))?"
_COPULA = re.compile(rf"(?:^|(?<=[\s,]))(?:(?:{_BE}){_NOW}|(?:{_DO}){_NOW}\s+{_AS})\s+", re.IGNORECASE)
_DEGREE = re.compile(
    r"^(?:(?:es|is|è|jest|ist|est)\s+)?(?:licenciad[oa]|graduad[oa]|doctorad[oa]|técnic[oa] superior|diplomad[oa]|m[áa]ster|mag[íi]ster|doctora? en|dr\.? en|titulad[oa]|laureat[oa]|dottor(?:e|essa) in|absolwent(?:ka)?|doktor (?:nauk|habil)"
    r"|diplômée?|titulaire|docteure? en|absolvent(?:in|ka)?|vystudoval[a]?|graduated|studied|studierte|holds|earned|received|formad[oa] em|mestre em|doutora? em|bachelor|master(?:'s)? (?:of|in)|ph\.?d\.? in|\d+ anni)\b",
    re.IGNORECASE,
)
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
    r"\s*(?:\s[-–—]\s|;|,\s(?:der|die|das|den)\s|,?\s(?:who|whose|where|which|with (?:over|more|extensive|a|\d+|years|an|his|her)|speciali[sz]ing|specialized|specialised|focus(?:ed|ing)|based|living|passionate|responsible|dedicated|helping|known|working(?! (?:at|for))|and (?:has|is|was|loves|enjoys|likes|works|a member|holds|lives)"
    r"|mit (?:über|mehr)|wo|sowie|und (?:hat|ist|beschäftigt)|qui|spécialisé\w*|passionné\w*|où|avec plus|et (?:a|est)|quien|donde|especializad\w+|con más|y (?:ha|es|tiene)|que|che|specializzat\w+|appassionat\w+|dove|e (?:ha|è)"
    r"|die zich|waar|en (?:heeft|is)|który|która|specjalizując\w*|gdzie|który|která|kde|a (?:je|má)|som (?!\w+ på)|där|который|которая|где|и (?:занимается)|який|яка|де)\b)",
    re.IGNORECASE,
)
_DOING = re.compile(r"\b(?:am|is|are|was|working|works|worked|olarak|have|has)\b", re.IGNORECASE)
_BULLETS = "-–—*•· \t"
_CLAUSES = re.compile(
    r"[,;]\s+|\s+(?:and|und|et|y|e|i|och|и|та)\s+(?=\w+(?:a|o|e|r|or|er|in|ka|ca)?\s+(?:at|of|en|de|del|in|bei|der|chez|w|v|в|na)\b)"
)
_LEADS_IN = re.compile(
    r"^(?:(?:and|y|e|und|et|is|es|è|ist|est|jest|now|currently|actualmente|ahora|aktuell|derzeit|obecnie|attualmente|also|también|(?:works|working|serves|trabaja|arbeitet|travaille|lavora|pracuje) (?:as|como|als|comme|come|jako)(?: an?| the| une?| una| ein| eine)?)\s+)+",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:i|he|she|they|ich|er|sie|je|il|elle|él|ella|ele|ela|lui|lei|egli|hij|zij|ik|on|ona|han|hon|jag|он|она|я|він|вона)(?:['’](?:m|s|re))?$",
    re.IGNORECASE,
)


@cache
def _verbs() -> frozenset[str]:
    """The words a sentence with a verb we know holds; a quick look before the patterns are tried."""
    patterns = f"{_BE} {_DO} {_AS} {_WORKS.pattern} as als comme como"
    joiner = {word for row in reference.table("joiners")["joiner"] for word in row["word"].split()}
    return frozenset(re.findall(r"[^\W\d_]+", re.sub(r"\\[a-zA-Z]", " ", patterns))) - joiner | {"am"}


def may_be_sentence(text: str) -> bool:
    """Could `sentence` find something? False for most headlines, and far quicker."""
    if text.count(" ") < 2:
        return roles.is_joined_script(text)
    return not _verbs().isdisjoint(_TOKEN.findall(text.lower())) or roles.is_joined_script(text)


def parse(text: str | None, name: str = "") -> Headline:
    """The present job a biography tells of `name`; either value may be None. Both are verbatim parts of the text."""
    if not text:
        return NOTHING
    return _parse(text[:LONGEST], name)


@lru_cache(maxsize=4_096)
def _parse(text: str, name: str) -> Headline:
    role: str | None = None
    employer: str | None = None
    spare: str | None = None
    for one in _sentences(text):
        plain = _without_name(one, name)
        if _about_past(plain):
            continue
        job = _one(plain, name)
        if job.role and _is_side(job.role):
            spare, job = spare or job.role, NOTHING
        if job.role and job.employer and (role is None or employer is None) and _may_replace(role, job.role):
            return job
        role = role or job.role
        employer = employer or job.employer
        if role and employer:
            break
    return Headline(role or spare, employer)


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
    for raw in _CLAUSES.split(text)[:12]:
        clause = raw.strip()
        if (
            not clause
            or len(clause) > 160
            or _DEGREE.match(clause)
            or joiners.is_former(clause)
            or _PAST.search(clause)
        ):
            continue
        clause = _LEADS_IN.sub("", clause)
        job = read(ARTICLE.sub("", clause))
        if (
            not job.role
            or roles.role_score(job.role) < 0.55
            or _is_side(job.role)
            or not fold(clause).startswith(fold(job.role)[:10])
        ):
            continue
        if job.employer:
            return job
        first = first if first.role else job
    return first


def _sentences(text: str) -> Iterator[str]:
    start, given = 0, 0
    for found in _STOP.finditer(text):
        if found[0].strip() == "." and _ABBREVIATION.search(text[: found.start()]):
            continue
        if one := " ".join(text[start : found.start()].split()).lstrip(_BULLETS):
            yield one
            given += 1
        if given >= SENTENCES:
            return
        start = found.end()
    if one := " ".join(text[start:].split()).lstrip(_BULLETS):
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
    works = _by_work(text)
    if told:
        return Headline(told.role, works.employer if works else None)
    as_a = _by_as(text)
    if as_a and as_a.employer:
        return as_a
    return works or as_a


def _by_copula(text: str) -> Headline | None:
    for found in list(_COPULA.finditer(text))[:6]:
        if _is_subject(text[: found.start()], found[0]):
            job = _complement(text[found.end() :])
            if job.role and roles.role_score(job.role) >= 0.4 and _is_title(job.role):
                return job
    return None


def _is_title(role: str) -> bool:
    """Is it short and without a verb? "am working as an engineer" is a sentence, no title."""
    return len(role.split()) <= 10 and not _DOING.search(role)


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
    if fold(tokens[-1]) in joiners.ands():
        return True
    return (tokens[0][:1].isupper() and len(tokens) <= 8) or before.endswith((",", ")")) or "and" in verb


def _complement(rest: str) -> Headline:
    rest = ARTICLE.sub("", _LEADS_IN.sub("", rest.strip()))
    stop = _CLAUSE.search(rest)
    first = rest[: stop.start()] if stop and stop.start() > 2 else rest
    job = read(ARTICLE.sub("", first))
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


def _before_capital(found: re.Match[str]) -> int:
    """Where the name begins: "trabaja en La Gaceta" keeps the article in its capital."""
    last = found[0].rstrip().rsplit(" ", 1)[-1]
    return (
        found.end() - len(found[0]) + found[0].rstrip().rindex(last)
        if last[:1].isupper() and len(last) <= 3
        else found.end()
    )


def _by_work(text: str) -> Headline | None:
    if lead := _AT_START.match(text):
        name = employer_of(lead[1])
        if name and employers.employer_score(name) >= 0.4:
            return Headline(None, name)
    for found in list(_WORKS.finditer(text))[:5]:
        rest = text[_before_capital(found) :].strip()
        rest = re.split(
            r"\s(?:as|als|comme|como|come|jako|som|in (?:the|his|her|their)|on|to|since|seit|depuis)\s",
            rest,
            maxsplit=1,
        )[0]
        rest = ARTICLE.sub("", rest) if not re.match(r"the\s+[A-Z]", rest, re.IGNORECASE) else rest
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
    text = ARTICLE.sub("", _LEADS_IN.sub("", text))
    if _DEGREE.match(text):
        return NOTHING
    if roles.is_joined_script(text):
        first_clause = _JOINED_STOP.split(text)[0]
        return read(first_clause) if len(first_clause) <= 40 and roles.joined_role(first_clause) else NOTHING
    first = _CLAUSE.search(text)
    head = text[: first.start()] if first and first.start() > 2 else text
    if len(head) > 220 or awards.is_award(head):
        return NOTHING
    job = read(head)
    if (
        job.role
        and roles.role_score(job.role) >= 0.5
        and _is_title(job.role)
        and not _COPULA.search(job.role)
        and fold(head).startswith(fold(job.role)[:12])
    ):
        return job
    return NOTHING


_JOINED_STOP = re.compile(r"[，、。,;；]|\s-\s")
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
