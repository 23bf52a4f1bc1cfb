"""Whom a short text names, if it is nothing but names: one person, several, each perhaps with an employer in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from scraper import reference
from scraper.extract.visible.texts import is_pronouns
from scraper.recognise.employers import employer_score
from scraper.recognise.handles import is_half_a_name, is_handle
from scraper.recognise.joined_names import is_joined, unattached
from scraper.recognise.names import lists, name_score
from scraper.recognise.roles import role_score
from scraper.recognise.sections import billing, is_placeholder
from scraper.text import fold, lowered

LONGEST = 240
MOST_PEOPLE = 12
QUOTES = "\"'“”„«»‘’「」『』"
ORG_BEHIND = re.compile(
    r"^(?P<name>[^()（）]{3,60}?)\s*[（(](?P<aside>[^()（）]{1,90})[)）]\s*(?P<rest>.*)$", re.DOTALL
)
_SEPARATOR_MARK = re.compile(r"[;；/／、+|·•&＆]")
_SEPARATORS = re.compile(r"\s*(?:[;；/／、]|\s[+|·•]\s|&|＆)\s*(?![^()（）]*[)）])")
_COMMA = re.compile(r"\s*[,，]\s*(?![^()（）]*[)）])")
"""A comma that stands in no brackets."""
_DASH = re.compile(r"\s+[-–—]\s+")
_DASH_MARK = re.compile(r"[-–—]\s")
_SURE = 0.75
_NOTES = frozenset("123456789¹²³⁴⁵⁶*†‡§")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_])\s?[1-9¹²³⁴⁵⁶*†‡§](?:\s?,\s?[1-9*†‡§])?\Z")
_FULL_STOP = re.compile(r"\s[^\W\d_]*[^\W\d_A-Z.]{4}\.\Z")
_ADDRESSED = 0.6
_DRAWN = "●■◆○◇★☆▼▶※"
HANDLE = re.compile(r"[@＠][\w.\-]{2,40}\Z")
_ANGLED = re.compile(r"\s*[<＜〈]\s*([^<>＜＞〈〉@]{0,90}?)\s*[>＞〉]")
_WITHIN = re.compile(r"\s*[(（][^()（）]{0,60}[)）]")
_BRACKETED = re.compile(r"(?<=[)）])\s*(?=[^\s()（）,，;；、/／|&:：.。-][^()（）]{1,40}[(（])")
"""Between two names with brackets behind each, and nothing else between them."""
_LONGEST_NUMBER = 3
_NO_PEN_NAME = re.compile(r"[?!:;|/\\<>{}=%&]|(?<![a-z\d])\d{3,}|^\d|20\d\d")


@dataclass(frozen=True, slots=True)
class Person:
    """One name in a line, with what stands in brackets behind it."""

    name: str
    aside: str | None = None


@cache
def joiners(key: str) -> frozenset[str]:
    """A row of data/labels.toml, folded."""
    return frozenset(fold(one) for one in reference.table("labels")[key])


@cache
def announcing() -> frozenset[str]:
    """What stands before a colon, or on a line of its own, where people are named behind it, folded."""
    return joiners("by") | joiners("announcing")


@cache
def _and() -> re.Pattern[str]:
    """Joiners between names, in small letters."""
    by_length, small = sorted(and_words(), key=len, reverse=True), joiners("and_small")
    long, short = (
        [re.escape(one) for one in by_length if (len(one) > 1 and one not in small) is is_long]
        for is_long in (True, False)
    )
    return re.compile(rf"\s+(?:{'|'.join(long)}|({'|'.join(short)}))\s+")


def joints(text: str) -> Iterator[re.Match[str]]:
    """The joiners in a text.

    Those that could be (part of) a name only where they are written small: "A" is an initial, Dan a name.
    """
    plain, at = lowered(text), 0
    while joint := _and().search(plain, at):
        is_name = joint[1] is not None and text[joint.start(1) : joint.end(1)] != joint[1]
        at = joint.end(1) if is_name else joint.end()
        if not is_name:
            yield joint


@cache
def and_words() -> frozenset[str]:
    """What stands between names of one list, as written and folded."""
    as_written = reference.table("labels")["and"]  # "và" is not "va"
    return frozenset(one for one in (*as_written, *joiners("and"), *joiners("and_small")) if one[0].isalpha())


@cache
def and_marks() -> frozenset[str]:
    """The last word of each of them: a text without any need not be searched."""
    return frozenset(one.split()[-1] for one in and_words())


@lru_cache(maxsize=16_384)
def people(text: str) -> tuple[tuple[Person, ...], float]:
    """The people a short text is nothing but, and how sure that is; ((), 0) where it is no such text.

    "Ada Kovač" - "Ada Kovač & Li Wei" - "Ada Kovač (Acme), Li Wei (Initech)" - "Kovač, Ada" (one).
    """
    text = (
        text.strip(" \t,;.–—-|•·*" + _DRAWN + QUOTES)
        if text[:1] in " ,;.–—-|•·*" + _DRAWN + QUOTES or text[-1:] in " ,;.–—-|•·*"
        else text
    )
    if not text or len(text) > LONGEST:
        return (), 0.0
    if text[-1] in ">＞〉":  # "山田 花 <例社>"
        text = _ANGLED.sub(_in_brackets, text)
    if text[-1:] in ")]" and (at := max(text.rfind("("), text.rfind("["))) > 0 and is_pronouns(text[at:]):
        text = text[:at].rstrip()  # "Ada Kovač (She/Her)"
    if (
        text[:1] in ("(", "（")
        and text[-1] in ")）"
        and "," in text
        and not any(mark in text[1:-1] for mark in "()（）")
    ):
        text = text[1:-1].strip()  # the authors below a title: "(Ada Kovač, Milo Tanaka)"
    if text[-1:] in _NOTES and " " in text:  # "Ada Kovač 1", "Ada Kovač*": the mark of a footnote
        text = _FOOTNOTE.sub("", text)
    who, score = _people(text)
    return ((), 0.0) if not who or is_placeholder(text) else (who, score)


def _people(text: str) -> tuple[tuple[Person, ...], float]:
    parts = _parts(text)
    if len(parts) == 2 and _may_be_handle(text, parts) and (one := _with_handle(parts, is_barred="|" in text)):
        return one
    if len(parts) > 1 and len(parts) <= MOST_PEOPLE:
        found = [_one(part) for part in parts]
        scores = [score for _, score in found]
        least = min(scores)
        if least >= 0.5 or (least >= 0.25 and max(scores) >= 0.75 and len(parts) == 2 and "," not in text):
            average = sum(scores) / len(scores)
            if name_score(text) < average or not _is_inverted(text):
                return tuple(person for person, _ in found), average
        sure = [score for score in scores if score >= 0.5]
        doubts = [part for part, score in zip(parts, scores, strict=True) if score < 0.5]
        if doubts and 3 * len(doubts) <= len(sure) and all(_could_be_listed(part) for part in doubts):
            return tuple(person for person, _ in found), sum(sure) / len(parts)
        if len(parts) == 2 and least >= 0.15 and "," not in text:
            return tuple(person for person, _ in found), min(0.4, sum(scores) / 2)
    person, score = _one(text)
    if score < _SURE and (listed := _dashed(text)):
        return listed
    return ((person,), score) if score > 0 else ((), 0.0)


def _in_brackets(found: re.Match[str]) -> str:
    """The brackets of print for those of markup: "<Acme (AC)>" -> " (Acme)"."""
    inner = _WITHIN.sub("", found[1]).strip()
    return f" ({inner})" if inner else ""


def _dashed(text: str) -> tuple[tuple[Person, ...], float] | None:
    """Several people parted by dashes: "Prof. Ada Kovač - Dr. Milo Tanaka"; each must be a name for sure."""
    parts = [one for one in _DASH.split(text) if one] if _DASH_MARK.search(text) else []
    if not 2 <= len(parts) <= MOST_PEOPLE:
        return None
    scores = [name_score(part) for part in parts]
    if min(scores) < _SURE or any(max(role_score(part), employer_score(part)) >= _SURE for part in parts):
        return None
    return tuple(Person(part) for part in parts), sum(scores) / len(scores)


def _could_be_listed(part: str) -> bool:
    """Written as a name, though it reads like none: one in a long list of authors may be called "Asia Brook"."""
    words = part.split()
    is_written_so = (
        len(part) == 5 if is_joined(part) else 2 <= len(words) <= 4 and all(one[0].isupper() for one in words)
    )
    is_plain = part.replace(" ", "").replace("-", "").replace(".", "").isalpha()
    return is_written_so and is_plain and max(role_score(part), employer_score(part)) < 0.6 and not is_placeholder(part)


def _may_be_handle(text: str, parts: list[str]) -> bool:
    """Can one of two parts be what somebody is called online: behind a slash, or a word in small letters by a bar?

    "大場 花 / 株式会社例" has an employer there.
    """
    if "/" in text or "／" in text:
        return employer_score(parts[1]) < _SURE
    small = [part for part in parts if part.islower() and " " not in part]
    return "|" in text and len(small) == 1 and is_handle(small[0])


def _with_handle(parts: list[str], *, is_barred: bool) -> tuple[tuple[Person, ...], float] | None:
    """One person for "Ada Kovač / adak": a name and what somebody is called online; both where it is half of the name."""
    found = [_one(part) for part in parts]
    scores = [score for _, score in found]
    single = [len(part.split()) == 1 for part in parts]
    if not any(single) or max(scores) < 0.25 or min(scores) >= 0.75:
        return None
    if all(single) or scores[0] >= scores[1]:
        is_half = is_barred and is_half_a_name(*parts)
        person = Person(" | ".join(parts)) if is_half else found[0][0]
        return ((person,), max(scores[0], 0.25)) if scores[0] >= 0.15 else None
    return ((found[1][0],), scores[1])


def _is_inverted(text: str) -> bool:
    """Is it "Kovač, Ada": one word before or after the only comma?"""
    parts = _COMMA.split(text)
    return len(parts) == 2 and (len(parts[0].split()) == 1 or len(parts[1].split()) == 1)


def _parts(text: str) -> list[str]:
    parts = [text]
    if _SEPARATOR_MARK.search(text):
        parts = [part for part in _SEPARATORS.split(text) if part]
    elif text[-1:] in ")）" and is_joined(text):
        parts = _BRACKETED.split(text)
    if not and_marks().isdisjoint(text.lower().split()):
        parts = [bit for part in parts for bit in _apart(part)]
    if "," in text or "，" in text:
        by_comma = [bit for part in parts for bit in _COMMA.split(part) if bit]
        # "Kovač, Ada & Li, Wei" keeps its commas; so do degrees: "Ada Kovač, PhD"
        if all(len(bit.split()) > 1 or not bit.isascii() or "(" in bit for bit in by_comma):
            parts = by_comma
    return parts


def _apart(text: str) -> list[str]:
    """The bits of a text between words for "and", where these are no part of one family name.

    "Ramón Puig y Soler", "Marta Costa e Silva": one word behind a small one that also stands inside names, two or more
    before it. "von und zu Adlerstein": particles on both sides.
    """
    inner = lists().particles
    bits: list[str] = []
    start = 0
    for joint in joints(text):
        before, behind = text[start : joint.start()].split(), text[joint.end() :].split()
        word = text[joint.start() : joint.end()].strip()
        is_family = word in inner and len(before) > 1 and len(behind) == 1
        if is_family or (before and behind and before[-1] in inner and behind[0] in inner):
            continue
        bits.append(text[start : joint.start()])
        start = joint.end()
    return [bit for bit in (*bits, text[start:]) if bit]


def _one(text: str) -> tuple[Person, float]:
    person, score = _plain_one(_bare(text))
    is_called_so = 0.0 < score < _ADDRESSED and is_joined(text) and is_addressed(text)
    return person, _ADDRESSED if is_called_so else score


def is_addressed(text: str) -> bool:
    """Does "さん", "氏", "님" stand behind the name? Only people are called so."""
    name = text.strip().partition("(")[0].partition("（")[0].strip()
    return unattached(name, lists().attached) != name


def _plain_one(text: str) -> tuple[Person, float]:
    if ("(" in text or "（" in text) and (behind := ORG_BEHIND.match(text)):
        if rest := behind["rest"].strip(" .,"):
            is_nickname = len(behind["name"].split()) == 1 and len(rest.split()) <= 2  # "Ada (Addie) Kovač"
            return Person(text), name_score(text) if is_nickname else 0.0
        name, aside = unattached(behind["name"], lists().attached), behind["aside"].strip()
        score = name_score(name)
        if score and (is_alias(name, aside) or HANDLE.match(aside)):
            return Person(name), score
        if (
            score
            and not _is_title_only(aside)
            and (
                role_score(aside) >= 0.5 or employer_score(aside) >= 0.5 or (" " in aside and name_score(aside) < 0.75)
            )
        ):
            return Person(name, aside), score
        return Person(text), score
    return Person(text), name_score(text)


def _bare(text: str) -> str:
    """Without marks around it: quotes, half of a pair of brackets, the full stop behind a list ("and Ada Kovač.")."""
    text = unattached(text.strip().strip(QUOTES).strip(), lists().attached)
    if text[:1] in ("(", "（") and not any(mark in text for mark in ")）"):
        text = text[1:].lstrip()
    if text.endswith((")", "）")) and text.count("(") + text.count("（") < text.count(")") + text.count("）"):
        text = text[:-1].rstrip()
    return text[:-1] if text[-1:] == "." and _FULL_STOP.search(text) else text


def is_handle_behind(text: str) -> bool:
    """Is what stands behind a name nothing but a handle in brackets, "(@adak)"? It is the person's, not the employer's."""
    bare = text.strip()
    return bare[:1] in ("(", "（", "[") and HANDLE.match(bare.strip("()（）[] ")) is not None


def is_alias(name: str, aside: str) -> bool:
    """Does the name in letters stand behind it in brackets ("권하늘 (Haneul Kwon)", "山田花 (Hana Yamada)")?"""
    if not is_joined(name) or is_joined(aside) or not 2 <= len(aside.split()) <= 3:
        return False
    return name_score(aside) >= 0.45 and role_score(aside) < 0.5 and employer_score(aside) < 0.7


def _is_title_only(aside: str) -> bool:
    """Does what stands in brackets belong to the name ("Retd.", "PhD")?"""
    known = lists()
    return all(fold(word).replace(".", "").strip(",") in known.after | known.before for word in aside.split())


def is_number(text: str) -> bool:
    """Is it a number somebody may go by ("113"), which only a picture of that name beside it can tell; no year?"""
    return text.isdecimal() and len(text) <= _LONGEST_NUMBER


def odd_name(text: str) -> bool:
    """Could a short text be a pen name, in a place where all others are names ("nullptr", "Mr.doob", "@ada")?"""
    if len(text) > 40 or not 1 <= len(words := text.split()) <= 4 or _NO_PEN_NAME.search(text):
        return False
    never = lists().never
    bare = [fold(word).strip(".,:;!?()'\"") for word in words]
    return (
        not any(word in never or not word for word in bare)
        and any(c.isalpha() for c in text)
        and not is_placeholder(text)
        and not billing(text)
        and role_score(text) < 0.5
    )
