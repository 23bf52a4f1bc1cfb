"""One phrase that may tell a job: "Staff Engineer at Acme", "Acme, CTO", "Directora de Acme", "株式会社X 代表取締役".

`read(text)` is the common ground of headlines and biographies: the first splits a headline into such phrases, the
second finds them in sentences. What is given back are verbatim parts of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from scraper.normalise import awards, joined, joiners, mixed
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
_EDGE = " \t\n,;:|/&·•–—-+*~#=<>"
_SEPARATOR = re.compile(r"\s+[-–—―~]+\s+|\s*[–—]\s+|(?<=[a-zà-ž\d])-\s+|\s+[/:]\s+|(?<=\w):\s+|\s*[,，、]\s*|\s*／\s*")
_LEGAL_AHEAD = re.compile(
    r"(?:Inc|Ltd|LLC|LLP|Corp|Co|S\.?\s?[AL]|GmbH|AG|PLC|Pty|Limited|Incorporated|PBC|K\.?K)\b", re.IGNORECASE
)
_SLASH = re.compile(r"(?<=[^\s/])/(?=[^\s/])")
_TAIL = re.compile(r"\s*(?:[,;(|•·]|\s[-–—]\s|\.\s|\s(?:and|und|et|y|e|i|a|och|и|та|&)\s).*$", re.DOTALL)
_ARTICLE = re.compile(
    r"^(?:the|a|an|ein|eine|einer|un|una|une|uno|der|die|das|el|la|le|il|lo|um|uma|en|ett|het|de)\s+", re.IGNORECASE
)
_SINCE = re.compile(
    r"\s+(?:since|for over|for more than|for the (?:last|past)|based (?:in|out of)|located in|depuis|seit|desde|dal|od|sinds|sedan|с)\s+.*$"
    r"|\s+(?:where|who|which|that|working|responsible|focus(?:ed|ing)|specializ\w+|specialis\w+|leading|helping|building|donde|où|wo|dove|gdzie|kde|где)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_OWNERS = frozenset(
    fold(word)
    for word in [
        "founder",
        "cofounder",
        "co-founder",
        "ceo",
        "cto",
        "cfo",
        "coo",
        "cio",
        "ciso",
        "cmo",
        "cpo",
        "president",
        "chairman",
        "chairwoman",
        "chairperson",
        "chair",
        "owner",
        "co-owner",
        "partner",
        "member",
        "fellow",
        "organizer",
        "organiser",
        "co-organizer",
        "gründer",
        "gründerin",
        "mitgründer",
        "mitgründerin",
        "inhaber",
        "inhaberin",
        "geschäftsführer",
        "geschäftsführerin",
        "vorstand",
        "vorsitzender",
        "vorsitzende",
        "präsident",
        "präsidentin",
        "mitglied",
        "fondateur",
        "fondatrice",
        "cofondateur",
        "cofondatrice",
        "pdg",
        "gérant",
        "gérante",
        "président",
        "présidente",
        "membre",
        "fundador",
        "fundadora",
        "cofundador",
        "cofundadora",
        "presidente",
        "presidenta",
        "vicepresidente",
        "vicepresidenta",
        "copresidente",
        "delegado",
        "delegada",
        "socio",
        "socia",
        "fondatore",
        "fondatrice",
        "cofondatore",
        "titolare",
        "amministratore",
        "oprichter",
        "medeoprichter",
        "eigenaar",
        "voorzitter",
        "założyciel",
        "założycielka",
        "współzałożyciel",
        "prezes",
        "właściciel",
        "zakladatel",
        "zakladatelka",
        "majitel",
        "jednatel",
        "předseda",
        "grundare",
        "vd",
        "ordförande",
        "kurucu",
        "kurucusu",
        "основатель",
        "сооснователь",
        "владелец",
        "президент",
        "гендиректор",
        "засновник",
        "засновниця",
        "vocepresident",
    ]
)
_LEADERS = _OWNERS | {
    "director",
    "directora",
    "directeur",
    "directrice",
    "direktor",
    "direktorin",
    "leiter",
    "leiterin",
    "vp",
    "gm",
    "head",
    "lead",
}
_WORKS = frozenset(
    [
        "author",
        "autor",
        "autora",
        "autorin",
        "auteur",
        "autrice",
        "autore",
        "creator",
        "creador",
        "creadora",
        "maintainer",
        "inventor",
        "writer",
        "contributor",
        "advocate",
        "ambassador",
    ]
)


def clean(text: str) -> str | None:
    """The text without marks and blanks at its ends; None when nothing is left."""
    text = text.strip(_EDGE + ".!\"“”„«»'‘’").rstrip()
    while text.count("(") > text.count(")"):
        text = text[: text.rindex("(")].rstrip(_EDGE)
    if text.count(")") > text.count("("):
        text = text.replace(")", "", 1) if text.startswith(")") else text.rstrip(")")
    return text.strip(_EDGE) or None


def _whole_end(raw: str, text: str | None) -> str | None:
    """Give a legal form its full stop back ("Acme Inc.")."""
    if text and raw.rstrip(_EDGE).endswith(text + ".") and (employers.legal_form(text + ".") or text[-2:-1] == "."):
        return text + "."
    return text


def employer_of(raw: str, *, loose: bool = True) -> str | None:
    """What follows a joiner, cut to the organisation: no "since 2019", no second job, no award behind it."""
    raw = raw.strip().lstrip("@").lstrip()
    shortened = _SINCE.sub("", raw)
    whole = _whole_end(shortened, clean(shortened))
    if whole is None:
        return None
    kept = whole
    for found in _cuts(whole):
        head, tail = whole[: found.start()], whole[found.end() :]
        if _LEGAL_AHEAD.match(tail) and found[0].strip() in (",", "&", "and", "und"):
            continue
        if _belongs(head, found[0].strip(), tail):
            continue
        kept = head
        break
    kept = _whole_end(shortened, clean(kept)) or ""
    if not kept or roles.is_freelance(kept) or awards.is_award(kept):
        return None
    if not loose and employers.employer_score(kept) < 0.4:
        return None
    return kept


_CUT = re.compile(
    r"\.\s+(?=[A-ZÀ-ÞА-Я#])|\s*[;|•·!?]\s*|\s+[-–—]\s+|\s*[,，、]\s*|\s+(?:and|und|et|y|e|i|och|и|та|&|\+)\s+|\s+#|\s+@\s*|\s+/\s+|\s+\(",
    re.IGNORECASE,
)


def _cuts(text: str) -> list[re.Match[str]]:
    return [found for found in _CUT.finditer(text) if found[0].strip() != "." or not _is_initial(text, found.start())]


def _is_initial(text: str, stop: int) -> bool:
    """Is the full stop that of "St." or "H.I."? Then the sentence goes on."""
    word = text[:stop].rsplit(" ", 1)[-1]
    return len(word) <= 2 or "." in word


def _belongs(head: str, mark: str, tail: str) -> bool:
    """Does what follows the mark still belong to the organisation's name?"""
    if mark in (";", "|", "•", "·", "!", "?", ".", "#", "@"):
        return mark == "!" and bool(tail) and employers.cue(tail) == "company"
    if mark == "(":
        inner = tail.split(")", maxsplit=1)[0]
        return not awards.is_award(inner) and (inner.isupper() or len(inner.split()) == 1)
    first = _CUT.split(tail)[0]
    if (
        roles.role_score(first) >= 0.5
        or awards.is_award(first)
        or roles.role_score(tail[:80]) >= 0.5
        or joiners.is_former(tail)
    ):
        return False
    if mark.casefold() in ("and", "und", "et", "y", "e", "i", "och", "и", "та", "&", "+"):
        return not first[:1].islower() or employers.cue(head) is not None
    if mark == ",":
        return (
            employers.cue(head) is not None
            and len(head.split()) > 1
            and bool(roles.kinds(first.split()[0]) if first.split() else 0)
        )
    return False


def role_of(raw: str) -> str | None:
    """What precedes a joiner, cut to the role: awards, names and slogans before it off; None when no role is there."""
    parts = _parts(raw)
    kept = [i for i, part in enumerate(parts) if _is_job(part.text)]
    if not kept:
        whole = clean(raw)
        return whole if whole and mixed.fields_only(whole) and not awards.is_award(whole) else None
    first, last = kept[0], kept[-1]
    while (
        last + 1 < len(parts) and mixed.fields_only(parts[last + 1].text) and not awards.is_award(parts[last + 1].text)
    ):
        last += 1
    text = raw[parts[first].start : parts[last].end]
    return clean(_ARTICLE.sub("", text.strip()))


def _is_job(text: str) -> bool:
    return roles.role_score(text) >= 0.4 and not awards.is_award(text) and not joiners.is_former(text)


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    text: str
    mark: str


def _parts(text: str) -> list[_Part]:
    """The phrase cut at its weak separators, legal forms kept with their company ("Acme, Inc.")."""
    parts: list[_Part] = []
    start, mark, depth_from = 0, "", 0
    for found in _SEPARATOR.finditer(text):
        if text.count("(", depth_from, found.start()) > text.count(")", depth_from, found.start()):
            continue
        if (
            _LEGAL_AHEAD.match(text, found.end())
            and "," in found[0]
            and not roles.is_role(text[found.end() : found.end() + 40])
        ):
            continue
        if text[start : found.start()].strip():
            parts.append(_Part(start, found.start(), text[start : found.start()].strip(), mark))
        start, mark, depth_from = found.end(), found[0].strip(), found.end()
    if text[start:].strip():
        parts.append(_Part(start, len(text), text[start:].strip(), mark))
    return parts


@lru_cache(maxsize=16_384)
def read(text: str) -> Headline:
    """The job one phrase tells. Never raises; nothing that is not in the text."""
    text = text.strip()
    if not text or (joiners.is_former(text) and not _later_job(text)):
        return NOTHING
    if roles.is_joined_script(text):
        return Headline(*joined.split(text))
    return _by_sure_joiner(text) or _by_parts(text)


def _later_job(text: str) -> bool:
    parts = _parts(text)
    return len(parts) > 1 and any(_is_job(part.text) for part in parts[1:])


def _by_sure_joiner(text: str) -> Headline | None:
    for joint in joiners.joints(text, SURE):
        left, right = text[: joint.start], text[joint.end :]
        if not left.strip(_EDGE):
            if joint.word == "@":
                return _handle_first(right)
            continue
        role = role_of(left)
        if joint.word == "@" and re.match(r"\S+\.\w+$", right) and not role:
            return NOTHING  # an e-mail address
        employer = employer_of(right)
        if employer and (role or employers.employer_score(employer) >= 0.4) and not mixed.is_sentence(left):
            return Headline(role, employer)
        if role and employer is None:
            return Headline(role, None)
    return None


def _handle_first(right: str) -> Headline:
    """ "@acme | CTO" or "@Acme leader": the employer is the handle; a lone @handle is nobody's employer for sure."""
    name, _, rest = right.strip().partition(" ")
    rest = rest.strip(_EDGE)
    if not rest:
        return NOTHING
    role = role_of(rest)
    if role and rest.startswith(role):
        return Headline(role, clean(name))
    return Headline(role, employer_of(right))


def _by_parts(text: str) -> Headline:
    parts = _parts(text)
    if len(parts) == 1:
        return single(text)
    usable = [
        part
        for part in parts
        if not awards.is_award(part.text)
        and not joiners.is_former(part.text)
        and fold(part.text) not in roles.lexicon().functions
    ]
    if not usable:
        return NOTHING
    jobs = [part for part in usable if _is_job(part.text)]
    if not jobs:
        return Headline(None, _organisation(text, usable))
    first = jobs[0]
    own = single(first.text)
    if own.employer and (
        own.role is None or employers.employer_score(own.employer) >= 0.6 or len(jobs) > 1 or len(usable) == 1
    ):
        return own
    at = usable.index(first)
    end = first
    for part in usable[at + 1 :]:
        if not mixed.fields_only(part.text) or _strong(part.text) or part.start - end.end > 4:
            break
        end = part
    role = clean(_ARTICLE.sub("", text[first.start : end.end].strip()))
    others = [part for part in usable if part.start < first.start or part.start > end.start]
    employer = _beside(first, end, others, jobs)
    if employer is None and own.employer:
        return own
    return Headline(role, employer)


def _strong(text: str) -> bool:
    return employers.employer_score(text) >= 0.6


def _beside(first: _Part, end: _Part, others: list[_Part], jobs: list[_Part]) -> str | None:
    """The employer among the parts around a role: one with real evidence, else a bare name directly beside it."""
    after = [part for part in others if part.start > end.start and part not in jobs]
    before = [part for part in others if part.start < first.start and part not in jobs]
    for part in (*after, *reversed(before)):
        if _strong(part.text) and not mixed.fields_only(part.text):
            return employer_of(part.text)
    if len(jobs) > 1 and len(jobs) == len(others) + 1:
        return None
    for part in after[:1]:
        last_of_list = len(jobs) > 2 or fold(part.text).split()[0] in joiners.ands()
        if not last_of_list and mixed.could_be_name(part.text):
            return employer_of(part.text)
    if (
        len(before) == 1
        and len(others) == 1
        and mixed.could_be_name(before[0].text)
        and not mixed.is_person(before[0].text)
    ):
        return employer_of(before[0].text)
    return None


def _organisation(text: str, usable: list[_Part]) -> str | None:
    """No role anywhere: the organisation the phrase names, if any."""
    marks = {part.mark for part in usable[1:]}
    whole = clean(text)
    if (
        whole
        and marks <= {",", ""}
        and len(usable) > 1
        and employers.cue(usable[0].text)
        and employers.cue(usable[0].text) != "company"
    ):
        return whole
    for part in usable:
        if _strong(part.text) and not mixed.fields_only(part.text):
            return employer_of(part.text)
    if len(usable) == 2 and marks == {"/"}:
        return employer_of(usable[0].text) if mixed.could_be_name(usable[0].text) else None
    if len(usable) == 1 and mixed.could_be_name(usable[0].text):
        return employer_of(usable[0].text)
    return None


@lru_cache(maxsize=16_384)
def single(text: str) -> Headline:
    """A phrase without separators: a role, an organisation, or both written together."""
    text = text.strip()
    if awards.is_award(text) or fold(text).strip(" .!") in roles.lexicon().functions:
        return NOTHING
    if roles.is_freelance(text):
        return Headline(clean(text), None) if _is_job(text) else NOTHING
    role_score = roles.role_score(text)
    if role_score >= 0.35:
        joint = _by_soft_joiner(text)
        if joint:
            return joint
        role, employer = mixed.split(text)
        if employer:
            return Headline(clean(role), clean(employer))
        return Headline(_without_award(text), None) if role_score >= 0.5 or mixed.agentive(text) else NOTHING
    if mixed.could_be_organisation(text):
        return Headline(None, _slashed(text))
    return NOTHING


def _without_award(text: str) -> str | None:
    """ "Software Architect and Microsoft MVP" -> "Software Architect"."""
    for found in re.finditer(r"\s+(?:and|&|und|et|y|e)\s+", text):
        if awards.is_award(text[found.end() :]):
            return clean(_ARTICLE.sub("", text[: found.start()]))
    return clean(_ARTICLE.sub("", text))


def _slashed(text: str) -> str | None:
    found = _SLASH.search(text)
    if found and employers.cue(text[: found.start()]) is not None:
        return clean(text[: found.start()])
    return employer_of(text)


def _by_soft_joiner(text: str) -> Headline | None:
    for strength in (LIKELY, GENITIVE, PLACE):
        for joint in joiners.joints(text, strength):
            left, right = text[: joint.start].strip(), text[joint.end :].strip()
            if roles.role_score(left) < 0.4 or not right:
                continue
            if strength == LIKELY and not _names_somebody(right):
                continue
            if strength == PLACE and not _strong(_head_of(right)):
                continue
            if strength == GENITIVE and not _owned(left, right):
                if _last_word(left) in _WORKS and _names_somebody(right):
                    return Headline(clean(_ARTICLE.sub("", left)), None)
                continue
            employer = employer_of(right)
            if employer:
                return Headline(_without_award(left), employer)
    return None


def _head_of(right: str) -> str:
    """The first words of what follows, up to the next small word: enough to weigh it."""
    return re.split(r"[,;]|\s(?:en|in|at|bei|chez|w|v|в|@)\s", right, maxsplit=1)[0]


def _names_somebody(right: str) -> bool:
    head = _ARTICLE.sub("", _head_of(right))
    return not mixed.fields_only(head) and employers.employer_score(head) >= 0.35 and not mixed.is_sentence(head)


def _last_word(left: str) -> str:
    found = re.findall(r"[\w'-]+", fold(left))
    return found[-1] if found else ""


def _owned(left: str, right: str) -> bool:
    """Is what follows "of" the organisation rather than the field? Depends on who is speaking: founders found
    organisations, heads head fields.
    """
    head = _ARTICLE.sub("", _head_of(right))
    if mixed.fields_only(head) or mixed.is_sentence(head):
        return False
    last = _last_word(left)
    if last in _WORKS:
        return False
    heads = {word for word in re.findall(r"[\w'-]+", fold(left))}
    if heads & _OWNERS and employers.employer_score(head) >= 0.3:
        return True
    score = employers.employer_score(head)
    first = head.split()[0]
    if score >= 0.6 and (
        not roles.kinds(first) or employers.cue(head) not in (None, "company") or employers.known(head)
    ):
        return True
    if employers.known(first.strip("!,.")):
        return True
    return (
        not roles.kinds(first)
        and first[:1].isupper()
        and score >= 0.4
        and not heads & {"head", "vp", "professor", "chief"}
    )
