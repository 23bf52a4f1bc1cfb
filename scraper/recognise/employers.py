"""Is a short text the name of an organisation? Told by legal forms, by words of data/organisations.toml, by the
known employers of data/employers.toml, and by how it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from scraper import reference
from scraper.recognise import roles
from scraper.text import fold, squash, words

LONGEST = 140
_DOMAIN = re.compile(
    r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|ai|dev|app|co|de|fr|es|it|nl|pl|cz|se|uk|eu|jp|cn|kr|br|mx|ch|at|be|tr|ru|ua|cat|tech|cloud|info|gov|edu|me|tv|us|ca|au|in)/?$",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"[a-zа-я][A-ZА-Я]|[A-ZА-Я]{2,}[a-zа-я]|\d[A-Z]|[A-Za-z]\d")
_UPPER = re.compile(r"[A-Z0-9&]{2,8}$")
_SHORT_FORMS = frozenset(
    [
        "co",
        "as",
        "me",
        "se",
        "sa",
        "ag",
        "ab",
        "spa",
        "kg",
        "pc",
        "eg",
        "ug",
        "ans",
        "ev",
        "sia",
        "hf",
        "sl",
        "og",
        "bv",
        "nv",
        "ao",
        "ап",
        "ip",
        "ип",
        "ат",
        "дп",
        "kk",
        "hb",
        "kb",
        "sas",
        "snc",
    ]
)
_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "&",
        "de",
        "del",
        "di",
        "du",
        "da",
        "do",
        "dos",
        "das",
        "la",
        "le",
        "el",
        "les",
        "los",
        "las",
        "y",
        "e",
        "et",
        "i",
        "en",
        "und",
        "der",
        "des",
        "die",
        "fur",
        "von",
        "am",
        "zu",
        "van",
        "het",
        "och",
        "av",
        "ve",
        "w",
        "na",
        "za",
        "pro",
        "on",
        "at",
        "in",
        "to",
        "an",
        "a",
        "al",
        "dell",
        "della",
    ]
)
_NOT_NAMES = frozenset(
    [
        "coming",
        "soon",
        "tba",
        "tbd",
        "tbc",
        "none",
        "null",
        "n/a",
        "na",
        "test",
        "speaker",
        "name",
        "company",
        "title",
        "yes",
        "no",
        "hello",
        "hi",
        "more",
        "info",
        "about",
        "home",
        "menu",
        "read",
        "click",
        "here",
    ]
)
_TALK = frozenset(
    [
        "i",
        "my",
        "me",
        "we",
        "our",
        "you",
        "your",
        "is",
        "are",
        "was",
        "be",
        "how",
        "why",
        "what",
        "when",
        "where",
        "who",
        "not",
        "don't",
        "can't",
        "it's",
        "will",
        "can",
        "should",
        "i'm",
        "this",
        "that",
        "it",
        "so",
        "if",
        "never",
        "always",
        "every",
        "no",
        "ready",
    ]
)


@dataclass(frozen=True, slots=True)
class Cues:
    """The tables laid out for asking."""

    legal: frozenset[str]
    joined_legal: tuple[str, ...]
    words: dict[str, str]
    phrases: dict[str, str]
    joined: tuple[tuple[str, str], ...]
    known: dict[str, str]
    kinds: dict[str, str]


@cache
def cues() -> Cues:
    """data/organisations.toml and data/employers.toml, read once."""
    table = reference.table("organisations")
    legal = {fold(form) for row in table["legal"] for form in row["forms"]}
    single: dict[str, str] = {}
    phrases: dict[str, str] = {}
    joined: dict[str, str] = {}
    for row in table["cue"]:
        for entry in row["words"]:
            word = fold(entry)
            if row["lang"] in ("ja", "zh", "ko") and not word.isascii():
                joined.setdefault(word, row["kind"])
            elif " " in word or "-" in word:
                phrases.setdefault(" ".join(words(word)), row["kind"])
            else:
                single.setdefault(word, row["kind"])
    known: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for row in reference.table("employers")["employer"]:
        for name in (row["name"], *row["aliases"]):
            known.setdefault(fold(name), row["name"])
            kinds.setdefault(fold(name), row["kind"])
    return Cues(
        legal=frozenset(legal),
        joined_legal=tuple(sorted((form for form in legal if roles.is_joined_script(form)), key=len, reverse=True)),
        words=single,
        phrases=phrases,
        joined=tuple(sorted(joined.items(), key=lambda item: -len(item[0]))),
        known=known,
        kinds=kinds,
    )


def known(text: str) -> str | None:
    """The name in data/employers.toml this is a spelling of, or None."""
    return cues().known.get(fold(text))


@lru_cache(maxsize=32_768)
def legal_form(text: str) -> str | None:
    """The legal form a name carries before or behind it, as written in the table; None without one.

    Short forms that are words too ("as", "me") count only in capitals or with dots.
    """
    tokens = text.replace(",", " ").split()
    if len(tokens) > 1:
        for size in (4, 3, 2, 1):
            if size < len(tokens):
                for part in (tokens[-size:], tokens[:size]):
                    raw = " ".join(part)
                    form = fold(raw).strip("()")
                    if form in cues().legal or form.rstrip(".") in cues().legal:
                        if part == tokens[:size] and form.isascii() and form not in ("ooo", "oao", "zao", "pao"):
                            continue
                        if form.strip(".") in _SHORT_FORMS and not (
                            raw.isupper() or "." in raw.strip(".") or form == "co."
                        ):
                            continue
                        return form
    return next((form for form in cues().joined_legal if form in fold(text)), None)


@lru_cache(maxsize=32_768)
def cue(text: str) -> str | None:
    """The kind of organisation its words tell ("university", "public body", "non-profit", "company"), or None."""
    plain = fold(text)
    table = cues()
    if roles.is_joined_script(text):
        for word, kind in table.joined:
            if word in plain:
                return kind
    found: dict[str, int] = {}
    tokens = words(text)
    for at, token in enumerate(tokens):
        kind = table.words.get(token)
        if kind is None and at + 1 < len(tokens):
            kind = table.phrases.get(f"{token} {tokens[at + 1]}")
        if kind is None and len(token) > 9:
            kind = _compound(token)
        if kind:
            found[kind] = found.get(kind, 0) + 1
    for kind in ("university", "public body", "non-profit", "company"):
        if kind in found:
            return kind
    return None


_COMPOUNDS = (
    ("university", ("universitat", "hochschule", "akademie", "universiteit", "universitet", "hogskola", "gymnasium")),
    ("public body", ("ministerium", "behorde", "amt", "institut", "zentrum", "klinikum", "krankenhaus", "museum", "ministerie", "departementet", "myndigheten")),
    ("non-profit", ("stiftung", "verband", "verein", "gewerkschaft", "kammer", "forbundet", "foreningen")),
    ("company", ("werke", "verlag", "versicherung", "zeitung", "gesellschaft", "agentur", "bank", "werk", "kasse", "banken")),
)  # fmt: skip


def _compound(token: str) -> str | None:
    return next((kind for kind, endings in _COMPOUNDS if token.endswith(endings)), None)


@lru_cache(maxsize=65_536)
def employer_score(text: str) -> float:
    """How much a short text looks like an organisation's name, 0 to 1. "Acme GmbH" 0.95, "Staff Engineer" about 0.1.

    A bare capitalised name without any cue ("Acme") scores 0.5: it may be one.
    """
    text = squash(text)
    if not text or len(text) > LONGEST:
        return 0.0
    plain = fold(text).strip(" .!")
    if plain in _NOT_NAMES or plain in roles.lexicon().functions or roles.is_freelance(plain) or not any(c.isalnum() for c in plain):
        return 0.0
    if plain.lstrip("@") in cues().known:
        return 0.95
    if legal_form(text):
        return 0.95
    role = roles.role_score(text)
    if role >= 0.6 and not text.startswith("@"):
        return 0.15 if role >= 0.8 else 0.3
    if _DOMAIN.match(text):
        return 0.85
    if (kind := cue(text)) and not _sentence(plain):
        return _by_cue(text, kind) - (0.3 if role >= 0.5 else 0.0)
    return _by_looks(text, plain)


def _by_cue(text: str, kind: str) -> float:
    if kind != "company":
        return 0.9 - (0.2 if text.islower() else 0.0)
    tokens = [token for token in text.split() if fold(token) not in _SMALL]
    small = sum(token[0].islower() for token in tokens)
    if small * 2 > len(tokens) and len(tokens) > 1:
        return 0.25
    if tokens and all(roles.kinds(token) for token in tokens) and not text.startswith("The "):
        return 0.35
    return 0.75 - (0.2 if text.islower() else 0.0)


def is_employer(text: str) -> bool:
    """Does it carry real evidence of being an organisation (a cue, a legal form, a known name, a brand's spelling)?"""
    return employer_score(text) >= 0.6


def _sentence(plain: str) -> bool:
    return any(word in _TALK for word in plain.split())


def _by_looks(text: str, plain: str) -> float:
    tokens = text.split()
    if _sentence(plain) or len(tokens) > 7 or text.endswith(("!", "?", ":", "...", "…")):
        return 0.2 if text.endswith("!") and len(tokens) <= 2 else 0.05
    if text.startswith("@") and len(tokens) <= 3:
        return 0.7
    big = [token for token in tokens if fold(token) not in _SMALL]
    if not big:
        return 0.0
    if roles.is_joined_script(text):
        return 0.5
    if all(roles.kinds(token) for token in big):
        return 0.5 if text.startswith("The ") and len(big) > 1 else 0.2
    if any(_CAMEL.search(token) for token in big) and (len(big) == 1 or sum(t[0].islower() for t in big) * 2 <= len(big)):
        return 0.65
    if len(big) == 1 and _UPPER.match(big[0]):
        return 0.6
    capital = sum(not token[0].islower() for token in big)
    if capital == len(big):
        return 0.5 if len(big) <= 4 else 0.4
    return 0.4 if len(tokens) == 1 else 0.3 * capital / len(big)
