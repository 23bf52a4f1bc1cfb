"""What follows a joiner, cut to the organisation: no "since 2019", no second job, no award behind it."""

from __future__ import annotations

import re
from functools import cache

from scraper import reference
from scraper.normalise import awards, joiners, mixed, tails
from scraper.normalise.cutting.kinds import is_function, is_job
from scraper.normalise.cutting.marks import ARTICLE, EDGE, LEGAL_AHEAD, clean, firm, listed, spelled
from scraper.recognise import employers, roles
from scraper.recognise.institutions import is_institution
from scraper.recognise.places import is_place
from scraper.recognise.wording import any_of, words
from scraper.text import fold

_BASED = re.compile(r"^(?:[A-Z][\w.]*,? ){0,3}[A-Z]\w+-(?:based|ansässige[nr]?)\s+(?=[A-Z])")
_VAGUE = re.compile(
    r"^(?:an?|one|a few|eine[mr]?|une?|una?|her|his|their|my|our|several|various|many|some|different|other|large|small|both|all)\s+(?!\w+\s*$)",
    re.IGNORECASE,
)
_OF_WHOLE = (joiners.SURE, joiners.LIKELY, joiners.GENITIVE, joiners.PLACE)
_SLASH = re.compile(r"(?<=[^\s/])/(?=[^\s/])")


@cache
def _noun() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What an organisation is called before its name ("empresa Acme"), and behind it ("Acme empresa donde ...")."""
    nouns = "|".join(map(re.escape, reference.table("organisations")["nouns"]))
    return re.compile(
        rf"(?:(?:[a-zß-ÿ-]+\s){{0,5}}(?:{nouns})(?:\s[a-zß-ÿ]{{4,}})?|Firma)\s+(?=[^\W\d_a-zß-ÿ])"
    ), re.compile(rf"(?:(?<=\w)\s{any_of('article')}|(?<=\w))\s(?:{nouns})\b.*$", re.DOTALL)


def is_called(text: str) -> bool:
    """Does a text open with what an organisation is called, its name behind ("empresa Acme")?"""
    return _noun()[0].match(text) is not None


def employer_of(raw: str) -> str | None:
    """What follows a joiner, cut to the organisation: no "since 2019", no second job, no award behind it."""
    if (family := firm().match(raw.strip())) and not (
        roles.is_role(family[0].split()[0]) or any(fold(word) in employers.cues().legal for word in family[0].split())
    ):
        last = raw.strip()[len(family[0]) :].split(maxsplit=1)[:1]
        form = f" {last[0]}" if last and employers.legal_form(f"X {last[0]}") else ""
        return _whole_end(raw, clean(family[0] + form))
    before, behind = _noun()
    raw = before.sub("", raw.strip().lstrip("@").lstrip().removeprefix("the "), count=1)
    if (
        raw[:1].isupper()
        and (found := behind.search(raw))
        and not raw[: found.start()].rpartition(" ")[2][:1].islower()
    ):
        raw = raw[: found.start()]  # but "České psychedelické společnosti" is all of it
    if (_VAGUE.match(raw) and not is_institution(raw)) or (
        raw[:1].islower() and fold(raw.split(maxsplit=1)[0]) in roles.lexicon().not_first
    ):
        return None
    shortened = _without_tail(_whole_of(_BASED.sub("", raw)))
    shortened = joiners.and_at().sub("", joiners.after("employer").sub("", shortened))
    if (place := tails.place().search(shortened)) and not _is_told_later(shortened, place.start()):
        shortened = shortened[: place.start()]
    shortened = tails.doing().split(shortened, maxsplit=1)[0]
    whole = _whole_end(shortened, clean(tails.and_last().sub("", shortened)))
    if whole is None:
        return None
    whole = mixed.before_prose(whole)
    kept = whole
    for found in _cuts(whole):
        head, tail = whole[: found.start()], whole[found.end() :]
        mark = found[0].strip().casefold()
        if (LEGAL_AHEAD.match(tail) and mark in (",", ".", "&", "and", "und")) or _belongs(head, mark, tail):
            continue
        kept = head
        break
    kept = employers.without_place(_whole_end(shortened, clean(kept)) or "")
    if employers.is_part(kept) and (whole_behind := _whole_behind(kept)):
        kept = whole_behind
    is_none = not any(map(str.isalpha, kept)) or roles.is_freelance(kept) or awards.is_award(kept) or is_place(kept)
    return None if is_none else kept


def _without_tail(text: str) -> str:
    """The text without since when and where, from there to the end."""
    found = tails.since().search(text)
    if found is None or (tails.place().match(text, found.start()) and _is_told_later(text, found.start(), behind=True)):
        return text
    return text[: found.start()]


def _is_told_later(text: str, at: int, *, behind: bool = False) -> bool:
    """Is there a word for its kind before a place in a name, or behind ("Vrouwen en Vaders Federatie", where "en" is "and")?"""
    large = " ".join(word for word in text[at:].split() if word[0].isupper())
    return (not behind and employers.cue(text[:at]) is not None) or employers.cue(large) not in (None, "company")


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
        rf"\.\s+(?=(?-i:[A-ZÀ-ÞА-Я#]))|\s*[;|•·!?]\s*|:\s+|\s+[-–—]\s+|\s*[,，、]\s*|\s+(?:{any_of('and')}|&|\+)\s+|\s+#|\s+@\s*|\s+/\s+|\s+\(",
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


@cache
def _degree() -> re.Pattern[str]:
    """Matches what opens with a degree ("and Ph.D. in Tides")."""
    return re.compile(rf"{any_of('degrees')}\b", re.IGNORECASE)


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


def _belongs(head: str, mark: str, tail: str) -> bool:  # noqa: C901, PLR0911 -- the rules in their order
    """Does what follows the mark still belong to the organisation's name?"""
    if mark == "!":
        return bool(tail)
    if mark in (";", ":", "|", "•", "·", "?", ".", "#", "@"):
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
        or (mark in _and_marks() and _degree().match(first))
        or is_function(first)
        or awards.is_award(first)
        or joiners.is_former(tail)
        or not first
    ):
        return False
    if mark in _and_marks():
        opens = employers.cue(first.partition(" ")[0]) not in (None, "company")
        if opens and " " in tail and _is_one(head):
            return False  # "NUPI og Universitetet i Oslo" are two
        is_list = head.rsplit(maxsplit=1)[-1].islower() and " " in head  # "Комитета по торговле и туризму"
        return (
            not first[:1].islower()
            or is_list
            or bool(employers.cue(head) and roles.kinds(first.split()[0]) & roles.FIELD)
        )
    rejoined = f"{head}, {tail}" if mark == "," else ""
    if any(begin < len(head) < end for begin, end in listed(rejoined) + spelled(rejoined)):
        return True
    if mark == ",":
        is_subject = first[:1].isupper() and bool(roles.kinds(first.split()[0]))
        return is_subject and employers.cue(head) is not None and len(head.split()) > 1
    return False


def _is_one(head: str) -> bool:
    """Is what stands before an "and" an organisation by itself, known, in capitals, or opened by a word for its kind?"""
    first = head.split(maxsplit=1)[0]
    return employers.known(head) is not None or head.isupper() or employers.cue(first) not in (None, "company")


def head_of(right: str) -> str:
    """The first words of what follows, up to the next small word: enough to weigh it."""
    return mixed.before_prose(ARTICLE.sub("", _head_end().split(_without_tail(right), maxsplit=1)[0]))


def slashed(text: str) -> str | None:
    """An organisation, of two behind a slash the first ("City of Northtown/Office of Parks")."""
    found = _SLASH.search(text)
    if found and employers.cue(text[: found.start()]) is not None:
        return clean(text[: found.start()])
    return employer_of(text)
