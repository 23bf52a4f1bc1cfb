"""Cutting a phrase at its marks, and cutting what stands on either side of a joiner down to a role or an employer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from scraper import reference
from scraper.normalise import awards, joiners, mixed, tails
from scraper.recognise import employers, roles
from scraper.recognise.places import is_place
from scraper.recognise.wording import any_of, words
from scraper.text import fold

EDGE = " \t\n,;:|/&·•–—-+*~#=<>"
_SEPARATOR = re.compile(
    r"\s+[-–—―~]+\s+|\s*[–—]\s+|(?<=[^\W\d_])—(?=[^\W\d_])|(?<=[a-zà-ž\d])-\s+(?!(?:und|oder|and|or|och|eller|og|en|of|i|oraz|y|e|et|ou|ja|tai)\s)|\s+[/:]\s+|(?<=\w):\s+|\s*[,，、]\s*|\s*／\s*"
)
_LEGAL_AHEAD = re.compile(
    r"(?:Inc|Ltd|LLC|LLP|Corp|Co|S\.?\s?[AL]|S\.?L\.?U|GmbH|AG|PLC|Pty|Limited|Incorporated|PBC|K\.?K)\b(?!-)",
    re.IGNORECASE,
)
ARTICLE = re.compile(
    r"^(?:(?:[Tt]he|[Aa]n?|THE|[Ee]ine?|einer|[Uu]na?|[Uu]ne|uno|der|die|das|[Uu]ma?|ett)|(?:el|la|le|il|lo|en|het|de))\s+"
)
HOW = re.compile(r"^(?:[A-Z][a-z]+ly\s+an?|[A-Z]\w+(?: [A-Z]\w+)?-based)\s+(?=[A-Za-z])")
_BASED = re.compile(r"^(?:[A-Z][\w.]*,? ){0,3}[A-Z]\w+-(?:based|ansässige[nr]?)\s+(?=[A-Z])")
_A = re.compile(r"^an?\s+", re.IGNORECASE)
_VAGUE = re.compile(
    r"^(?:an?|one|a few|eine[mr]?|une?|una?|her|his|their|my|our|several|various|many|some|different|other|large|small|both|all)\s+(?!\w+\s*$)",
    re.IGNORECASE,
)
_APPOSITION = re.compile(r"(?i:an?|part of|member of|formerly|previously)\s+\w|[Tt]he\s+[a-z]")
_OF_WHOLE = (joiners.SURE, joiners.LIKELY, joiners.GENITIVE, joiners.PLACE)
_OPENING = 4
"""Words by which an organisation is told to be one: "Universidad Politécnica Salesiana de"."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a phrase between weak separators; `mark` is the one before it."""

    start: int
    end: int
    text: str
    mark: str


def clean(text: str) -> str | None:
    """The text without marks and blanks at its ends; None when nothing is left."""
    text = text.strip(EDGE + ".!\"“”„«»'‘’").rstrip()
    while text.count("(") > text.count(")"):
        text = text[: text.rindex("(")].rstrip(EDGE) or text.replace("(", "", 1)
    if text.count(")") > text.count("("):
        text = text.rstrip(")")
        text = text if "(" in text else text.partition(")")[0]
    if text.count("[") > text.count("]"):
        text = text.partition("[")[0].rstrip(EDGE) or text
    for opening, closing in ("«»", "“”", "„“"):
        if text.count(opening) > text.count(closing):
            text += closing
    if text.count('"') % 2 and ' "' in text:
        text += '"'
    return text.strip(EDGE) or None


_SLASH = re.compile(r"(?<=[^\s/])/(?=[^\s/])")
_WORD = re.compile(r"[\w'-]+")


def parts(text: str) -> list[Part]:
    """The phrase cut at its weak separators, legal forms kept with their company ("Acme, Inc.")."""
    found: list[Part] = []
    start, mark, inside_from = 0, "", 0
    listed = _listed(text) + _firms(text) + [found.span() for found in joiners.QUOTED.finditer(text)]
    for one in _SEPARATOR.finditer(text):
        if any(begin < one.start() < end for begin, end in listed):
            continue
        if text.count("(", inside_from, one.start()) > text.count(")", inside_from, one.start()):
            continue
        ahead = text[one.end() : one.end() + 40]
        if _LEGAL_AHEAD.match(ahead) and "," in one[0] and not roles.is_role(ahead.split(",")[0]):
            continue
        piece = text[start : one.start()].strip()
        if "," in one[0] and " & " in piece and roles.is_plural(ahead.split(",")[0].strip()):
            continue  # "Moss & Lind, Abogados"
        if "/" in one[0] and mixed.fields_only(_A.sub("", piece)):
            continue  # "Azure / DevOps Consultant": two subjects of one job
        if piece:
            found.append(Part(start, one.start(), piece, mark))
        start, mark, inside_from = one.end(), one[0].strip(), one.end()
    if piece := text[start:].strip():
        found.append(Part(start, len(text), piece, mark))
    return found


def _listed(text: str) -> list[tuple[int, int]]:
    """Where several things are listed of one role or organisation: "for Science, Technology and Equality"."""
    return [
        found.span()
        for found in joiners.listed().finditer(text)
        if not ARTICLE.match(found[1])
        and not any(roles.kinds(word) & (roles.HEAD | roles.WEAK) for word in _WORD.findall(found[1]))
    ]


def _firms(text: str) -> list[tuple[int, int]]:
    """Where a firm is called after several families: "Partner, Moss, Lind & Partners"."""
    if "," not in text:
        return []
    begins = (one.end() for one in _SEPARATOR.finditer(text) if "," in one[0])
    found = (_firm().match(text, begin) for begin in begins)
    return [one.span() for one in found if one and not any(map(roles.kinds, one[0].split()[:1]))]


def is_job(text: str) -> bool:
    """Does the part tell a present job, and no award or function at a conference?"""
    return (
        roles.role_score(text) >= 0.4
        and not awards.is_award(text)
        and not joiners.is_former(text)
        and not is_function(text)
        and not employers.opens_part(text)
        and not opens_institution(text)
    )


def opens_institution(text: str) -> bool:
    """See "Instituto de Física", "Universidad Técnica de Northtown": a kind of organisation, what kind of one, a small word.

    What follows may read like people of the subject.
    """
    first, *more = text.split(maxsplit=_OPENING) or [""]
    small = next((at for at, word in enumerate(more) if word.casefold() in roles.lexicon().small), _OPENING)
    return (
        small + 1 < min(len(more), _OPENING)
        and roles.kinds(first) == 0
        and not any(roles.kinds(word) & (roles.HEAD | roles.LEVEL) == roles.HEAD for word in more[:small])
        and employers.cue(first) not in (None, "company")
    )


def is_function(text: str) -> bool:
    """See "Speaker", "Co-host of the podcast": something done at an event or for a community, no job."""
    plain = fold(text).strip(" .!")
    functions = roles.lexicon().functions
    if plain in functions:
        return True
    first, _, rest = plain.partition(" ")
    return first in functions and (
        rest.startswith(("of ", "at ", "@", "der ", "de ", "& ", "and ")) or not is_known(rest)
    )


def is_known(text: str) -> bool:
    """Is any word of the text one of a role?"""
    return any(roles.kinds(word) & (roles.HEAD | roles.WEAK) for word in text.split())


def is_apposition(text: str) -> bool:
    """See "A GLI Company" explains what stands before it."""
    return _APPOSITION.match(text) is not None and not roles.is_role(text)


@cache
def _noun() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What an organisation is called before its name ("empresa Acme"), and behind it ("Acme empresa donde ...")."""
    nouns = "|".join(map(re.escape, reference.table("organisations")["nouns"]))
    return re.compile(
        rf"(?:(?:[a-zß-ÿ-]+\s){{0,5}}(?:{nouns})(?:\s[a-zß-ÿ]{{4,}})?|Firma)\s+(?=[^\W\d_a-zß-ÿ])"
    ), re.compile(rf"(?<=\w)\s(?:{nouns})\b.*$", re.DOTALL)


def is_called(text: str) -> bool:
    """Does a text open with what an organisation is called, its name behind ("empresa Acme")?"""
    return _noun()[0].match(text) is not None


@cache
def _firm() -> re.Pattern[str]:
    """Matches a family's name, "and" and what makes a firm of it ("Rossi & Partner")."""
    ends = "|".join(re.escape(word) for word in sorted(employers.cues().firm_ends, key=len, reverse=True))
    name = r"[A-ZÀ-Þ][\w.'-]*(?:,? [A-ZÀ-Þ][\w.'-]*){0,2}"
    return re.compile(
        rf"{name} (?:&|\+|{'|'.join(sorted(one for one in joiners.ands() if one.isalpha()))}) (?i:{ends})\b"
    )


def employer_of(raw: str) -> str | None:
    """What follows a joiner, cut to the organisation: no "since 2019", no second job, no award behind it."""
    if (firm := _firm().match(raw.strip())) and not (
        roles.is_role(firm[0].split()[0]) or any(fold(word) in employers.cues().legal for word in firm[0].split())
    ):
        last = raw.strip()[len(firm[0]) :].split(maxsplit=1)[:1]
        form = f" {last[0]}" if last and employers.legal_form(f"X {last[0]}") else ""
        return _whole_end(raw, clean(firm[0] + form))
    before, behind = _noun()
    raw = before.sub("", raw.strip().lstrip("@").lstrip().removeprefix("the "), count=1)
    raw = behind.sub("", raw) if raw[:1].isupper() else raw
    if _VAGUE.match(raw) or (raw[:1].islower() and fold(raw.split(maxsplit=1)[0]) in roles.lexicon().not_first):
        return None
    shortened = joiners.and_at().sub("", joiners.after("employer").sub("", tails.since().sub("", _BASED.sub("", raw))))
    if (place := tails.place().search(shortened)) and employers.cue(shortened[: place.start()]) is None:
        shortened = shortened[: place.start()]
    shortened = _whole_of(tails.doing().split(shortened, maxsplit=1)[0])
    whole = _whole_end(shortened, clean(tails.and_last().sub("", shortened)))
    if whole is None:
        return None
    whole = mixed.before_prose(whole)
    kept = whole
    for found in _cuts(whole):
        head, tail = whole[: found.start()], whole[found.end() :]
        mark = found[0].strip().casefold()
        if (_LEGAL_AHEAD.match(tail) and mark in (",", ".", "&", "and", "und")) or _belongs(head, mark, tail):
            continue
        kept = head
        break
    kept = employers.without_place(_whole_end(shortened, clean(kept)) or "")
    if employers.is_part(kept) and (whole_behind := _whole_behind(kept)):
        kept = whole_behind
    is_none = not any(map(str.isalpha, kept)) or roles.is_freelance(kept) or awards.is_award(kept) or is_place(kept)
    return None if is_none else kept


def _whole_behind(part: str) -> str | None:
    """See "Faculty of Waves, University of Northtown": the organisation named behind its part."""
    behind = [one.strip() for one in part.split(",")[1:]]
    return next((one for one in behind if employers.cue(one) == "university" and not employers.is_part(one)), None)


def _whole_of(text: str) -> str:
    """See "Departamento de Letras da Universidade do Mar": the whole a part belongs to, where it is named behind."""
    if employers.is_part(text):
        joints = [one for strength in _OF_WHOLE for one in joiners.joints(text, strength)]
        for joint in sorted(joints, key=lambda joint: -joint.start):
            rest = ARTICLE.sub("", text[joint.end :])
            named = rest.partition(",")[0] if " " in text[: joint.start].strip() else rest.partition(" ")[0]
            if rest[:1].isupper() and employers.cue(named) == "university" and not employers.is_part(named):
                return rest
    return text


def _whole_end(raw: str, text: str | None) -> str | None:
    """Give a legal form its full stop back ("Acme Inc.")."""
    if text and raw.rstrip(EDGE).endswith(text + ".") and (employers.legal_form(text + ".") or text[-2:-1] == "."):
        return text + "."
    return text


def _cuts(text: str) -> list[re.Match[str]]:
    quoted = [found.span() for found in joiners.QUOTED.finditer(text)]
    return [
        found
        for found in _cut().finditer(text)
        if (found[0].strip() != "." or not _is_initial(text, found.start()))
        and not any(begin < found.start() < end for begin, end in quoted)
    ]


@cache
def _cut() -> re.Pattern[str]:
    """Matches a mark or an "and" at which the name of an organisation may end."""
    return re.compile(
        rf"\.\s+(?=(?-i:[A-ZÀ-ÞА-Я#]))|\s*[;|•·!?]\s*|\s+[-–—]\s+|\s*[,，、]\s*|\s+(?:{any_of('and')}|&|\+)\s+|\s+#|\s+@\s*|\s+/\s+|\s+\(",
        re.IGNORECASE,
    )


@cache
def _and_marks() -> frozenset[str]:
    return words("and") | {"&", "+"}


@cache
def _head_end() -> re.Pattern[str]:
    """Matches what ends the first words of an organisation: a mark, a small word of place, an "and" before small letters."""
    return re.compile(
        rf"[,;]|\s(?:en|in|at|bei|chez|w|v|в|@|para|pour|für|aka|a\.k\.a\.|dba|d/b/a|formerly)\s|\s{any_of('and')}\s(?=[a-zà-ÿа-я])"
    )


def _is_initial(text: str, stop: int) -> bool:
    """Is the full stop that of "St." or "H.I."? Then the name goes on."""
    word = text[:stop].rsplit(" ", 1)[-1]
    return len(word) <= 2 or "." in word


def _is_firm(text: str) -> bool:
    """The second half of "Oak & Ash Architects": a name, then the plural of what its people do."""
    names, _, last = text.rpartition(" ")
    return (
        bool(names) and len(text.split()) <= 3 and last.endswith("s") and text.istitle() and bool(employers.cue(last))
    )


def _is_practice(head: str, mark: str, tail: str) -> bool:
    """See "Moss & Lind", "Abogados"; "Moss", "Lind Abogados"; "Oak", "Ash Architects": families, and what their people are."""
    if mark == ",":
        return " & " in head and roles.is_plural(tail)
    if mark != "&":
        return False
    family, *people = tail.split() or [""]
    is_families = " " not in head and family[:1].isupper() and not roles.kinds(family) and not employers.known(head)
    closes = bool(people) and (roles.is_plural(people[-1]) or fold(people[-1]) in employers.cues().firm_ends)
    return _is_firm(tail) or roles.is_plural(tail) or (is_families and closes)


def _belongs(head: str, mark: str, tail: str) -> bool:  # noqa: PLR0911 -- the rules in their order
    """Does what follows the mark still belong to the organisation's name?"""
    if mark == "!":
        return bool(tail)
    if mark in (";", "|", "•", "·", "?", ".", "#", "@"):
        return False
    if mark == "(":
        inner = tail.split(")", maxsplit=1)[0]
        return not awards.is_award(inner) and (inner.isupper() or len(inner.split()) == 1)
    first = _cut().split(tail)[0]
    if mark in _and_marks() and employers.cue(head) is not None:
        first = ARTICLE.sub("", first)  # "Instituto de Mareas y el Desarrollo"
    if _is_practice(head, mark, first) or (mark in _and_marks() and head[-1:] == "-"):
        return True  # "Gleichstellungs- und Frauenbüro"
    if (
        mixed.is_sentence(first)
        or is_job(first)
        or is_function(first)
        or awards.is_award(first)
        or joiners.is_former(tail)
        or not first
    ):
        return False
    if mark in _and_marks():
        is_list = head.rsplit(maxsplit=1)[-1].islower() and " " in head  # "Комитета по торговле и туризму"
        return (
            not first[:1].islower()
            or is_list
            or bool(employers.cue(head) and roles.kinds(first.split()[0]) & roles.FIELD)
        )
    if mark == "," and any(begin < len(head) < end for begin, end in _listed(f"{head}, {tail}")):
        return True
    if mark == ",":
        is_subject = first[:1].isupper() and bool(roles.kinds(first.split()[0]))
        return is_subject and employers.cue(head) is not None and len(head.split()) > 1
    return False


def head_of(right: str) -> str:
    """The first words of what follows, up to the next small word: enough to weigh it."""
    return mixed.before_prose(ARTICLE.sub("", _head_end().split(tails.since().sub("", right), maxsplit=1)[0]))


def words_of(text: str) -> list[str]:
    """The words of a phrase, folded, with what joins them ("co-founder")."""
    return _WORD.findall(fold(text))


def heads_of(text: str) -> set[str]:
    """The words of a phrase, hyphened and in one."""
    said = words_of(text)
    found = set(said)
    return found | {word.replace("-", "") for word in found} | {f"{one}-{two}" for one, two in pairwise(said)}


def slashed(text: str) -> str | None:
    """An organisation, of two behind a slash the first ("City of Northtown/Office of Parks")."""
    found = _SLASH.search(text)
    if found and employers.cue(text[: found.start()]) is not None:
        return clean(text[: found.start()])
    return employer_of(text)
