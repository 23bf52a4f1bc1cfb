"""A name as a person would write it: titles, degrees, pronouns, handles and what else is written around it off.

`clean` gives the names a text holds (usually one, two for "Ana Ruiz & Ben Okafor"), `parts` a name's given and family
name. nameparser is used here and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from scraper import reference
from scraper.normalise import awards
from scraper.recognise import employers, names, roles, sections
from scraper.recognise.handles import is_half_a_name
from scraper.recognise.joined_names import two_names
from scraper.text import fold, squash

LONGEST = 200
MOST = 6
_ONE_OF = frozenset(("member", "mitglied", "membre", "miembro", "membro", "lid", "medlem"))  # of a group, and so none
_EDGE = ' \t,;:|/·•–—-+*~_=<>"“”„«»●■◆○□◇◎★☆▼▶※》'
_PRONOUN = r"(?:{0})(?:\s*[/,|]\s*(?:{0})){{1,3}}"
_BRACKET = re.compile(r"\s*[(（\[【{]([^()（）\[\]【】{}]{0,80})[)）\]】}]\s*")
_EMPTY_BRACKET = re.compile(r"[(（\[【{]\s*[)）\]】}]")
_HANDLE = re.compile(r"(?:^|\s)@[\w.-]{2,40}(?=$|[\s,;)])")
_CUT = re.compile(
    r"\s*(?:\|+|\s[–—-]+\s|[–—]\s|\s[/:]\s|:\s|\s\+\s|\n|\t|[•·]\s|\s@\s*(?=\w)|\s(?:at|from|de chez|bei|chez)\s)",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?:\s&\s|＆|\s(?:and|und|et|y|e|i|och|og|en|ve|и|і|та|a|with|mit|avec|con)\s|\s\+\s|\s/\s|、|；|;|\s及\s|\s和\s)\s*"
)
_COMMA = re.compile(r"\s*[,，]\s+|，")
_ASIDE_MARKS = frozenset('("“')
_LETTERS = re.compile(r"[^\W\d_]")
_VOWEL = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýıаеёиоуыэюяіїє]", re.IGNORECASE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PREFIX = re.compile(r"^(mc)(\w{2,})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart. `sure` is False where the order or the border could be another."""

    given: str
    family: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Apart:
    """What stood in a name's place: the names, and what was cut off behind them ("CTO, Acme")."""

    names: tuple[str, ...]
    rest: str = ""


def clean(text: str) -> tuple[str, ...]:
    """The names a text holds, cleaned; empty only when nothing nameable is there. Cleaning again changes nothing."""
    return take_apart(text).names


_CANDIDATE = re.compile(r"(?<=[A-Za-z.])\s?\(c\)\.?(?=\s)")  # "Ph.D.(c)": about to have the degree
_ALSO_CALLED = re.compile(r"^(\S+ .*?) (?:aka|a\.k\.a\.?|alias|vulgo) .*")  # "Ada Kovač aka Tide"


@lru_cache(maxsize=16_384)
def take_apart(text: str) -> Apart:
    """`clean`, and what was written behind the name where that may be a headline."""
    given = _ALSO_CALLED.sub(r"\1", _CANDIDATE.sub("", squash(text)[:LONGEST]))
    if (first := _once(given)).names == (given,):
        return first
    found = dict.fromkeys(name for one in first.names for name in _settled(one))
    return Apart(tuple(found)[:MOST], first.rest)


def _settled(name: str) -> tuple[str, ...]:
    for _ in range(6):
        again = _once(name).names
        if again == (name,) or len(again) != 1:
            break
        name = again[0]
    return again if len(again) > 1 else (name,)


def _once(text: str) -> Apart:
    text = _without_brackets(text).strip(_EDGE)
    text = squash(_HANDLE.sub(" ", text)).strip(_EDGE) or text
    text = _without_billing(_without_pronouns(text))
    text, rest = _cut(text)
    found = tuple(name for one in _several(text) if (name := _finished(one)))
    return Apart(found, rest)


def _without_brackets(text: str) -> str:
    """Brackets at the ends go ("(she/her)", "[DE]", "(Acme)"); inside a name they hold what a person is called."""
    if "(" not in text and "[" not in text and "（" not in text and "【" not in text and "{" not in text:
        return text
    text = squash(_EMPTY_BRACKET.sub(" ", text)) or text
    for _ in range(4):
        found = list(_BRACKET.finditer(text))
        ends = [one for one in found if one.end() == len(text) or one.start() == 0 or _is_pronoun(one[1])]
        if not ends:
            break
        shorter = squash(text[: ends[-1].start()] + " " + text[ends[-1].end() :])
        if not _LETTERS.search(shorter):
            return squash(ends[-1][1]) or text
        text = shorter
    return text


@cache
def _pronouns() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(reference.table("honorifics")["pronouns"], key=len, reverse=True)))
    return re.compile(rf"[\s,|–-]+{_PRONOUN.format(words)}\s*$", re.IGNORECASE)


def _is_pronoun(text: str) -> bool:
    return _pronouns().search(f" {text.strip()}") is not None or fold(text) in {
        fold(word) for word in reference.table("honorifics")["pronouns"]
    }


def _without_pronouns(text: str) -> str:
    if "/" not in text and "|" not in text and "," not in text:
        return text
    return _pronouns().sub("", text) or text


def _without_billing(text: str) -> str:
    """See "Keynote: Ana Ruiz", "Moderator - Ana Ruiz" -> "Ana Ruiz"."""
    found = re.match(r"([^:|–—-]{3,40}?)\s*(?::|\s[–—-]|\|)\s+(?=\S)", text)
    if found and sections.billing(found[1]):
        return text[found.end() :].strip(_EDGE) or text
    return text


def _cut(text: str) -> tuple[str, str]:
    """The name, and what follows a strong mark behind it. "王小明 / Kay" is one name in two scripts and stays."""
    for found in _CUT.finditer(text):
        head, tail = text[: found.start()].strip(_EDGE), text[found.end() :].strip(_EDGE)
        if not head or not _LETTERS.search(head):
            continue
        if found[0].strip() in ("/", "+") and (names.name_score(tail) >= 0.5 or _CJK.search(head) or _CJK.search(tail)):
            continue
        if found[0].strip() == "/" and text.islower():  # somebody of two handles
            continue
        if found[0].strip() == "|" and is_half_a_name(head, tail):
            continue
        if len(found[0].strip()) > 1 and found[0].strip().isalpha() and names.name_score(head) < 0.5:
            continue
        return head, tail
    return _cut_comma(text)


def _cut_comma(text: str) -> tuple[str, str]:
    pieces = _COMMA.split(text)
    if len(pieces) < 2:
        return text, ""
    head, tail = pieces[0].strip(), text[len(pieces[0]) :].strip(_EDGE)
    if names.name_score(head) < 0.3 or _is_degree(pieces[1]):
        return text, ""
    given = names.is_known_given(pieces[1].split()[0]) if pieces[1].split() else False
    job = (
        roles.role_score(tail) >= 0.4
        or awards.is_award(tail)
        or employers.employer_score(tail) >= 0.6
        or roles.role_score(pieces[1]) >= 0.5
    )
    if job and not given:
        return head, tail
    if len(head.split()) >= 2 and not given and names.name_score(pieces[1]) < 0.4 and not _AND.search(tail):
        return head, tail
    return text, ""


def _is_degree(text: str) -> bool:
    after = names.lists().after
    return all(fold(word).replace(".", "").strip("()") in after for word in text.split()) if text.split() else False


def _several(text: str) -> tuple[str, ...]:
    """One text to the people in it: split only where every part is somebody's name."""
    pieces = _pieces(text)
    if len(pieces) > 1:
        whole = [piece for piece in pieces if not _is_degree(piece)]
        if len(whole) > 1 and all(_is_full(piece) for piece in whole):
            return tuple(whole)
        shared = _shared_family(whole)
        if shared:
            return shared
    return two_names(text, names.lists().family) or (_turned(text),)


def _pieces(text: str) -> list[str]:
    return [piece for one in _AND.split(text) for part in _COMMA.split(one) if (piece := part.strip(_EDGE))]


def _is_full(text: str) -> bool:
    tokens = names.without_titles(text)
    if len(tokens) < 2 and not (_CJK.search(text) and names.name_score(text) >= 0.75):
        return False
    if tokens[0].isascii() and tokens[0].islower():
        return False
    return names.name_score(text) >= 0.5


def _shared_family(pieces: list[str]) -> tuple[str, ...]:
    """See "Ana and Ben Okafor": two given names before one family name, where both are known as given names."""
    if len(pieces) == 2 and len(pieces[0].split()) == 1 and len(pieces[1].split()) == 2:
        family = pieces[1].split()[1]
        if (
            names.is_known_given(pieces[0])
            and names.is_known_given(pieces[1].split()[0])
            and not names.is_known_given(family)
        ):
            return f"{pieces[0]} {family}", pieces[1]
    return ()


def _turned(text: str) -> str:
    """See "Ruiz, Ana" -> "Ana Ruiz", where the comma can mean nothing else."""
    pieces = [piece.strip() for piece in _COMMA.split(text) if piece.strip()]
    pieces = [piece for piece in pieces if not _is_degree(piece)] or pieces
    if len(pieces) != 2:
        return " ".join(pieces[:1]) if len(pieces) > 2 else text
    family, given = pieces
    if _CJK.search(text):
        return text.replace("，", "").replace(", ", "")
    if len(family.split()) <= 3 and len(given.split()) <= 3 and _LETTERS.match(given):
        first = family.split()[0]
        alone = first == family or first.casefold() in names.lists().particles or not names.is_known_given(first)
        if alone and (names.is_known_given(given.split()[0]) or len(family.split()) == 1):
            return f"{given} {family}"
    return family if len(family.split()) > 1 else text


def _without_attached(name: str) -> str:
    """A name without the honorific written on to it ("さん"), if it carries one."""
    for mark in names.lists().attached:
        if name.endswith(mark) and len(name.removesuffix(mark).strip()) > 1:
            return name.removesuffix(mark).strip()
    return name


def _without_outer_titles(text: str) -> str:
    """A name with what its bearer is called inside, from its first word to its last: "Dr. Ada “Skip” Kovač, PhD"."""
    bare = names.without_titles(text)
    start, end = text.find(bare[0]), text.rfind(bare[-1]) + len(bare[-1])
    if start < 0 or end <= start or _ASIDE_MARKS & set(text[:start] + text[end:]):
        return " ".join(text.split())
    return " ".join(text[start:end].split())


def _finished(text: str) -> str:
    text = squash(text).strip(_EDGE)
    if not text:
        return ""
    name = " ".join(names.without_titles(text)) if not _ASIDE_MARKS & set(text) else _without_outer_titles(text)
    while (bare := _without_attached(name)) != name:
        name = bare
    return _with_generation(recased(name).strip(_EDGE), text) or text


def _with_generation(name: str, text: str) -> str:
    """A name with the "Jr." or "III" behind it in the text, which is a part of it and no degree."""
    words = text.replace(",", " ").split()
    plain = [word.casefold() for word in words]
    last = name.rsplit(maxsplit=1)[-1].casefold() if " " in name else ""
    behind = words[plain.index(last) + 1 :] if last in plain else ()
    return " ".join([name, *[word for word in behind if fold(word).strip(".") in _generations()][:1]])


@cache
def _generations() -> frozenset[str]:
    return frozenset(" ".join(reference.table("identity")["generation"].values()).split())


def recased(name: str) -> str:
    """ALL CAPS and all-lower names written as people write them; others, and single handles, as they are."""
    tokens = name.split()
    cased = [token for token in tokens if token.lower() != token.upper()]
    if not cased:
        return name
    turkish = "İ" in name or "Ğ" in name or ("ı" in name and "i" in name)
    every_upper = all(token.isupper() for token in cased) and any(len(token) > 2 for token in cased)
    if every_upper and len(tokens) == 1 and (len(name) < 4 or not _VOWEL.search(name)):  # initials
        return name
    every_lower = len(cased) > 1 and all(token.islower() for token in cased) and name.isprintable() and "@" not in name
    if every_lower and not any(names.is_known_given(token) for token in cased):
        return name
    every = every_upper or every_lower
    return " ".join(
        _word(token, first=at == 0, turkish=turkish) if every or (len(tokens) > 1 and _is_loud(token)) else token
        for at, token in enumerate(tokens)
    )


def _is_loud(token: str) -> bool:
    """Is a word in capitals that are no abbreviation's?"""
    bare = token.strip(".")
    return token.isupper() and len(bare) > 2 and "." not in bare and bool(_VOWEL.search(token))


def _word(token: str, *, first: bool, turkish: bool) -> str:
    if len(token.strip(".")) == 1 or re.fullmatch(r"(?:[^\W\d_]\.)+", token):
        return token.upper()
    if token.isupper() and len(token) == 2 and not _VOWEL.search(token):
        return token
    low = token.replace("İ", "i").replace("I", "ı").lower() if turkish else token.lower()
    if not first and low in names.lists().particles and len(low) > 1:
        return low
    return "".join(
        _capital(part, turkish=turkish) if part[0].isalpha() else part
        for part in re.findall(r"[^\W\d_]+|[\W\d_]+", low)
    )


def _capital(part: str, *, turkish: bool) -> str:
    if turkish and part.startswith("i"):
        return "İ" + part[1:]
    if (prefix := _PREFIX.match(part)) and prefix[2].isascii():
        return "Mc" + prefix[2].capitalize()
    return part[:1].upper() + part[1:]


@cache
def _group_words() -> frozenset[str]:
    return frozenset(fold(word) for row in reference.table("honorifics")["collective"] for word in row["words"])


def is_collective(name: str) -> bool:
    """Is it a group ("Acme Team", "the organisers", "実行委員会") and no one person?"""
    plain = fold(name)
    tokens = plain.split()
    groups = _group_words()
    if _CJK.search(plain):
        return any(plain.endswith(word) for word in groups if _CJK.search(word))
    if plain in groups or (tokens and tokens[0] == "the" and tokens[-1] in groups):
        return True
    if len(tokens) < 2 or not _ONE_OF.isdisjoint(tokens) or names.name_score(name) >= 0.6:
        return False
    return tokens[-1] in groups or tokens[0] in groups or employers.legal_form(name) is not None


@lru_cache(maxsize=16_384)
def parts(name: str) -> Parts:
    """Given and family name. `sure` is False for surname-first scripts of unusual length, single names and the like."""
    tokens = name.split()
    if not tokens:
        return Parts("", "", sure=False)
    if _CJK.search(name) and not any(token.isascii() for token in tokens):
        return _joined_parts(name, tokens)
    if len(tokens) == 1:
        return Parts(name, "", sure=False)
    from nameparser import parse

    read = parse(name)
    given, family = str(read.given), str(read.family)
    if not given or not family:
        return Parts(tokens[0], " ".join(tokens[1:]), sure=False)
    known_first, known_last = names.is_known_given(tokens[0]), names.is_known_given(tokens[-1])
    return Parts(given, family, sure=len(tokens) == 2 and known_first and not known_last)


def _joined_parts(name: str, tokens: list[str]) -> Parts:
    if "・" in name:
        given, _, family = name.partition("・")
        return Parts(given, family, sure=False)
    if len(tokens) == 2:
        return Parts(tokens[1], tokens[0], sure=True)
    size = 1 if len(name) <= 3 else 2
    return Parts(
        name[size:], name[:size], sure=2 <= len(name) <= 4 and names.name_score(name) >= 0.75 and len(name) < 4
    )
