"""What a short text on a card is when it is no fact about the person: a button, a room, a day, a break, an origin.

Each question is asked of one text alone and answered from tables (data/fields.toml, data/labels.toml, data/places.txt).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from scraper import reference
from scraper.recognise.employers import employer_score
from scraper.recognise.names import is_never
from scraper.recognise.roles import lexicon, role_score
from scraper.recognise.sections import section
from scraper.text import fold, squash

LONG = 150
"""A text longer than this is no headline."""
_LONGEST_ITEM = 40
_SOME_ROLE = 0.5
_SURE_EMPLOYER = 0.7
_YEAR = re.compile(r"\s[’']?(?:19[89]|20[0-4])\d\W*\Z")
DECORATION = "●■◆○□◇◎★☆▼▶▷►▪♦※【】〔〕［］"
"""What East Asian pages draw before or around a label ("●所属", "【講師】")."""
EDGES = " \t-–—―:,;|·•/()[]（）：，。.@"

_MARKS_BEHIND = " .!~^:;)"
_SENTENCE = re.compile(r"[.!?。！？]\s|[.。！？]$")
_TIME = re.compile(r"^[\W\d]*\d{1,2}\s*[:.h]\s*\d{2}\b|^\d{1,2}\s*(?:am|pm)\b|^[\d\s:.,/–-]+$", re.IGNORECASE)
_FROM_TO = re.compile(r"^\s*\d{1,2}[:.h]\d{2}(?:\s*[-–—]\s*\d{1,2}[:.h]\d{2})?\s*(?:am|pm|uhr)?\b", re.IGNORECASE)
_CONTACT = re.compile(r"^\S+@\S+\.\w{2,}$|^(?:https?://|www\.)\S+$|^[\w-]+(?:\.[\w-]+)+/\S*$")
_JOINED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_TAG = re.compile(r"#[^\W\d_]")
_DATED = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th|\.|º)?\s+(?:de\s+|of\s+)?(?P<month>[^\W\d_]{3,12}\.?),?\s+(?:de\s+|del\s+)?20\d\d"
    r"|(?P<first>[^\W\d_]{3,12}\.?)\s+\d{1,2}(?:st|nd|rd|th)?,?\s+20\d\d"
    r"|20\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|\d{1,2}[./]\d{1,2}[./]20\d\d)(?!\d)"
)
_COPYRIGHT = re.compile(r"(?:copyright\s*)?\(c\)|copyright\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_NO_LETTER = re.compile(r"[\W\d_]+")
_SHORTEST_OWN = 4
_LETTERED = re.compile(r"(?:[^\W\d_][\W\d_]*){4}")


@cache
def field_words(key: str) -> tuple[str, ...]:
    """A row of data/fields.toml, folded: Hangul, kana and Cyrillic change with that as accents do."""
    return tuple(map(fold, reference.table("fields")[key]))


@cache
def field_set(key: str) -> frozenset[str]:
    """The same, for asking whether a text is in it."""
    return frozenset(field_words(key))


@cache
def _furniture() -> frozenset[str]:
    return frozenset(fold(one) for one in reference.table("labels")["furniture"])


@cache
def _documents() -> frozenset[str]:
    return frozenset(fold(one) for one in reference.table("labels")["documents"])


def is_furniture(text: str) -> bool:
    """Is it the text of a button, a label or a link that cards carry ("Read more", "LinkedIn")?"""
    if text[:1] in "©®" or _COPYRIGHT.match(text):  # "© 2031 Harbour Conf"
        return True
    if len(text) > _LONGEST_ITEM:
        return False
    plain = fold(text).strip(" .:»›→>…+[]()|-–")
    tokens = _LETTERS.findall(plain)
    return plain in _furniture() or (bool(tokens) and _documents().issuperset(tokens))


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(fold(one) for one in reference.table("honorifics")["pronouns"])


def is_pronouns(text: str) -> bool:
    """Does it say how to speak of a person ("she/her", "(sie / ihr)")? One word alone may be anything."""
    parts = fold(text).strip(" ()[]").split("/") if len(text) <= 30 else []
    return len(parts) > 1 and all(part.strip() in _pronouns() for part in parts)


def is_contact(text: str) -> bool:
    """Is it an address: e-mail or web?"""
    return _CONTACT.match(text) is not None


def is_own_site(text: str, names: Iterable[str]) -> bool:
    """Is it a web address made of the person's own name ("adakovac.example")? That is where they write, not work."""
    if " " in text or "." not in text or "@" in text:
        return False
    plain = _NO_LETTER.sub("", fold(text))
    return any(len(own) > _SHORTEST_OWN and own in plain for name in names if (own := _NO_LETTER.sub("", fold(name))))


def path_parts(href: str) -> list[str]:
    """The folders and the page that a link as written names, in small letters; a broken address has them too."""
    path = href.partition("#")[0].partition("?")[0].lower()
    if path.startswith(("//", "http://", "https://")):
        path = path.partition("//")[2].partition("/")[2]
    return [one for one in path.split("/") if one]


@cache
def clock() -> re.Pattern[str]:
    """Matches a time of day in front of what is on then, with a word before it: "Kl. 13.45-14.30 ", "klo 9:00: "."""
    said = "|".join(field_words("clock"))
    time = r"\d{1,2}\s?[:.h]\s?\d{2}(?:\s?(?:uhr|h))?"
    return re.compile(rf"^\s*(?:{said})\.?\s*{time}(?:\s?[-–—]\s?{time})?\s*[-–—:|]?\s+(?=\S)", re.IGNORECASE)


def is_time(text: str) -> bool:
    """Is it nothing but a time or a number?"""
    return len(text) < 40 and (_TIME.match(text) or clock().match(text) or lasting().fullmatch(text)) is not None


@cache
def lasting() -> re.Pattern[str]:
    """Matches how long something takes: "20分", "(45 min)", "約40分"."""
    said = "|".join(sorted(map(re.escape, field_words("minutes")), key=len, reverse=True))
    return re.compile(rf"[(（\[]?\s*(?:約|约|ca\.?|~|～)?\s*\d{{1,3}}\s?(?:{said})\.?\s*[)）\]]?", re.IGNORECASE)


def is_aside(text: str) -> bool:
    """Is it about the event rather than the person: a room, a day, a break, a tag, a heading inside the card?

    Several of these side by side ("Friday 17:00 | Room A") are, too.
    """
    return (
        is_room(text)
        or is_numbered(text)
        or is_elsewhere(text)
        or is_date(text)
        or is_break(text)
        or _TAG.match(text) is not None
        or _is_dated(text)
        or is_event(text)
        or _opens_section(text)
        or ("|" in text and all(not part or is_time(part) or is_aside(part) for part in map(squash, text.split("|"))))
    )


def _is_dated(text: str) -> bool:
    """Does a day of some year begin it: when and by whom a post was published ("January 8, 2031 By Ada Kovač")?"""
    found = _DATED.match(text) if len(text) <= LONG else None
    month = (found["month"] or found["first"]) if found else None
    return found is not None and (month is None or fold(month).strip(".") in field_set("dates"))


def is_numbered(text: str) -> bool:
    """Is it an item of the programme told by its number or letter ("Paper 8", "Mesa II", "3. Oturum", "第1部")?"""
    return len(text) <= _LONGEST_ITEM and _numbered().match(fold(text).strip(" .:()[]")) is not None


@cache
def _numbered() -> re.Pattern[str]:
    spaced, joined = (
        "|".join(map(re.escape, field_words(key))) for key in ("programme_items", "joined_programme_items")
    )
    number = r"(?:no\.?\s*|n[ºo°]\.?\s*|#\s*)?(?:\d{1,3}[a-z]?|[ivx]{1,5}|[a-z])"
    return re.compile(
        rf"(?:(?:{spaced})\s*{number}|\d{{1,3}}(?:\.|[aªº°]|st|nd|rd|th|e|er|eme)?\s*(?:{spaced}))(?!\w)(?:\s*\(\w+)?$"
        r"|[a-z]{1,3}\d{1,3}-[a-z\d]{1,3}$"  # a code of the programme: "A1-SP"
        rf"|第?\s*(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}})\s*(?:{joined})$|(?:{joined})\s*(?:\d{{1,3}}|[a-z])$"
    )


def is_elsewhere(text: str) -> bool:
    """Does it only say where more is to be read ("Website: ...", "Her CV can be found at ...")?"""
    plain = fold(text)
    label, colon, _ = plain.replace("：", ":").partition(":")
    if colon and label.strip(" *•-") in field_set("labels_elsewhere"):
        return True
    return any(map(plain.__contains__, field_words("read_elsewhere"))) and role_score(text) < _SOME_ROLE


def is_room(text: str) -> bool:
    """Is it a room or a track ("Hall 4", "Track B", "Room A : A1-S", "Conference Hall 6")?"""
    text = text.replace("：", ":").partition(":")[0].strip() or text
    tokens = fold(text).split() if len(text) <= 60 else []
    rooms = field_set("rooms")
    is_numbered = len(tokens) > 2 and tokens[-2] in rooms and (tokens[-1].isdigit() or len(tokens[-1]) == 1)
    is_told = 0 < len(tokens) <= 5 and (tokens[0] in rooms or tokens[-1] in rooms or is_numbered)
    return is_told and role_score(text) < 0.6


def is_date(text: str) -> bool:
    """Is it nothing but a date or a day ("Sun 27 Sep", "Friday")?"""
    if len(text) > 60:
        return False
    plain, dates = fold(text), field_set("dates")
    if (first := _LETTERS.search(plain)) is None or first[0] not in dates:
        return False
    tokens = _LETTERS.findall(plain)
    return dates.issuperset(tokens) and (len(tokens) == 1 or any(c.isdigit() for c in text))


def is_break(text: str) -> bool:
    """Is it made of words of programmes and menus only ("Coffee break", "Lunch", "Opening Remarks")?"""
    tokens = _LETTERS.findall(fold(text)) if len(text) <= 60 else []
    pauses = field_set("pauses")
    is_known = 0 < len(tokens) <= 5 and (
        all(is_never(token) for token in tokens)
        or (len(tokens) == 2 and any(one in pauses for one in tokens))
        or _is_part_of_programme(tokens)
    )
    return is_known and role_score(text) < 0.4 and employer_score(text) < 0.7


def _is_part_of_programme(tokens: list[str]) -> bool:
    """Are they words of programmes and small words, and at least one that names a part of one ("Mot de bienvenue")?"""
    parts, small = field_set("programme_parts"), lexicon().small
    return not parts.isdisjoint(tokens) and all(one in parts or one in small or is_never(one) for one in tokens)


def is_event(text: str) -> bool:
    """Does it end in a year, as what an event is called does ("Harbour Days 2031"), and nothing of a job or a firm is in it?"""
    return (
        len(text) <= 60
        and _YEAR.search(text) is not None
        and role_score(text) < _SOME_ROLE
        and employer_score(text) < _SURE_EMPLOYER
    )


def _opens_section(text: str) -> bool:
    """A heading inside the card ("Son talk", "Workshops")."""
    is_short = len(text) <= 60 and len(text.split()) <= 3
    return is_short and section(text) is not None and role_score(text) < 0.4 and employer_score(text) < 0.7


def is_other_label(label: str, value: str) -> bool:
    """Is "label: value" no job but some other fact of the card ("Funding: $92M", "Day: Friday", "Location: Lab 3")?"""
    if fold(label).strip(" *•-") in field_words("labels_aside"):
        return True
    text = f"{label}: {value}"
    is_short = len(label.split()) <= 2 and len(text) <= 60
    is_sure = " " not in label.strip() or not value.strip()[:1].isalpha()
    return is_short and is_sure and role_score(text) < 0.5 and employer_score(text) < 0.7


def _is_joined(text: str) -> bool:
    return not text.isascii() and _JOINED.search(text) is not None


def word_count(text: str) -> int:
    """How many words; in scripts without blanks about four letters count as one."""
    count = len(text.split())
    return max(count, len(text) // 4) if _is_joined(text) else count


@cache
def _sentence_ends() -> tuple[str, ...]:
    """How verbs end that close a sentence, in a language where nothing else does: Korean."""
    return tuple(reference.table("joiners")["joined_bio"]["sentence_ends"])


def is_prose(text: str) -> bool:
    """Is it (the beginning of) a biography rather than a line?"""
    if len(text) > LONG or (" " in text and text.rstrip(_MARKS_BEHIND).endswith(_sentence_ends())):
        return True
    if _is_joined(text):
        return len(text) > 45 or ("。" in text and len(text) > 15)
    return len(text.split()) > 9 and _SENTENCE.search(text) is not None and role_score(text) < 0.7


def title_of(text: str) -> str | None:
    """A talk's title without the time in front; None for a code ("1A-3") or a break."""
    for time in (clock(), _FROM_TO):
        text = text[found.end() :] if (found := time.match(text)) else text
    title = (whole := squash(text)).strip(EDGES)
    if title.count("(") > title.count(")") and whole.endswith(")"):
        title += ")"
    return title if _LETTERED.search(title) and not is_break(title) else None
