"""What a line of a card is, as far as its text alone tells: a label, noise, a function, a job's field, prose, a fact.

The same short texts stand on card after card and page after page; each is judged once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from scraper.extract.visible.prose import heading_of
from scraper.extract.visible.texts import (
    DECORATION,
    LONG,
    field_set,
    is_aside,
    is_contact,
    is_furniture,
    is_other_label,
    is_pronouns,
    is_prose,
    is_time,
    word_count,
)
from scraper.recognise.employers import employer_score
from scraper.recognise.languages import is_name as is_language
from scraper.recognise.names import lists
from scraper.recognise.places import is_place
from scraper.recognise.roles import role_score
from scraper.recognise.sections import billing, is_placeholder
from scraper.text import fold

SENTENCE_END = re.compile(r"[.!?:…][\"”’»)]*$")
QUOTES = "\"“”„«'»「」"
_BRACKETED = re.compile(r"^\s*[\[(【]([^\])】]{3,40})[\])】]\s*(\S.*)$", re.DOTALL)
_LABELLED = re.compile(r"^\s*([^:：]{2,30})\s*[:：]\s*(\S.*)$", re.DOTALL)
_LONGEST_LABEL = 30
_FEW, _SOME, _LONG = 3, 5, 11
_INITIALS = re.compile(r"\s\W*(\w)")

Kind = Literal["heading", "label", "noise", "billing", "aside", "prose", "fact", "role", "employer", "talk"]


class Judged(NamedTuple):
    """What a text is (`kind`), what it announces, names or tells (`text`), and the function beside it (`billing`).

    "heading" of a part of the card, "label" of the next line, "noise" (a button, a contact, a place), "billing" at the
    conference, the "role", "employer" or "talk" that a label in front names, "aside" about something else, "prose", or
    a "fact" nobody labelled.
    """

    kind: Kind
    text: str = ""
    billing: str | None = None


def judged(text: str) -> Judged:
    """What a line's text tells by itself."""
    if len(text) <= LONG:
        return _judged_short(text)
    return _labelled(text) or Judged("prose", text)


@lru_cache(maxsize=16_384)
def _judged_short(text: str) -> Judged:  # noqa: PLR0911 -- the rules in their order
    if part := heading_of(text):
        return Judged("heading", part)
    if label := _label_of(text):
        return Judged("label", label)
    kinds = (is_furniture, is_placeholder, is_contact, is_place, is_pronouns, is_language, _is_address)
    if any(is_none(text) for is_none in kinds):
        return Judged("noise")
    if said := billing(text):
        return Judged("billing", billing=said)
    if is_time(text):
        return Judged("aside")
    if found := _labelled(text):
        return found
    if is_aside(text) or text.endswith((":", "：")):  # what ends so announces what follows
        return Judged("aside")
    return Judged("prose" if is_prose(text) or _is_long_sentence(text) or _is_item(text) else "fact", text)


def _labelled(text: str) -> Judged | None:
    """Take "Company: Acme", "[Keynote] Rust at scale" apart; an aside for labels of no interest."""
    if text.lstrip()[:1] in "[(【" and (found := _BRACKETED.match(text)) and (said := billing(found[1])):
        return Judged("talk", found[2], said)
    if not (":" in text or "：" in text) or not (found := _LABELLED.match(text)):
        return None
    if told := field_of(fold(found[1]).strip(" *•-" + DECORATION), found[2]):
        return told
    if billing(found[1].strip("([ ")) and is_placeholder(found[2].strip("([ )]")):
        return Judged("aside")  # "(Chair: TBA)"
    return Judged("aside") if is_other_label(found[1], found[2]) else None


def field_of(label: str, value: str) -> Judged | None:
    """What a value is by its label, folded; None for labels of no interest."""
    value = value.strip()
    if is_contact(value):
        return Judged("noise")
    if label in field_set("labels_either") and role_score(value) < 0.4:
        return Judged("talk", value.strip(" " + QUOTES))
    if label in field_set("labels_role"):
        return Judged("role", value)
    if label in field_set("labels_employer"):
        return Judged("employer", value)
    if label in field_set("labels_talk"):
        return Judged("talk", value.strip(" " + QUOTES))
    return None


def _label_of(text: str) -> str:
    """A label on a line of its own, its value on the next ("Job title:", "Affiliation"); "" for any other text."""
    if len(text) > _LONGEST_LABEL:
        return ""
    plain = fold(text).strip(" *•-:：" + DECORATION)
    is_known = any(plain in field_set(row) for row in ("labels_role", "labels_employer", "labels_talk"))
    return plain if is_known or (text.endswith((":", "：")) and billing(text) is None) else ""


def _is_address(text: str) -> bool:
    """Is it nothing but how people are addressed, behind a name in an element of its own ("님", "氏")?"""
    return text in lists().attached


def _is_item(text: str) -> bool:
    """An item of a list somebody typed ("- what to measure"): of what a talk is about, not of a job."""
    is_marked = text[:2] in ("- ", "* ", "– ", "• ", "— ") and word_count(text) > _FEW
    return is_marked and role_score(text) < 0.4 and employer_score(text) < 0.6


def _is_long_sentence(text: str) -> bool:
    """A sentence that tells no job: a long one, or one of several words in small letters."""
    count = word_count(text)
    return (
        (count > _LONG or (count > _SOME and text[-1] in ".!" and not any(map(str.isupper, _INITIALS.findall(text)))))
        and SENTENCE_END.search(text) is not None
        and max(role_score(text), employer_score(text)) < 0.5
    )
