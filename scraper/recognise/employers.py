"""Is a short text the name of an organisation?

Told by legal forms, by words of data/organisations.toml, by the known employers of data/employers.toml, and by how it
is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from scraper import reference
from scraper.recognise import languages, roles, titles, wording
from scraper.recognise.places import is_place
from scraper.recognise.sections import section
from scraper.text import fold, squash, words

LONGEST = 140
_DOMAIN = re.compile(
    r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|ai|dev|app|co|de|fr|es|it|nl|pl|cz|se|uk|eu|jp|cn|kr|br|mx|ch|at|be|tr|ru|ua|cat|tech|cloud|info|gov|edu|me|tv|us|ca|au|in|no|dk|fi|is|ie|pt|ro|hu|gr|bg|hr|si|sk|lt|lv|ee|lu|rs|nz|za|ar|cl|pe|il|hk|sg|tw|th|vn|my|ph|id|ke|ng|gg|fm|xyz|art|museum|space|studio|design|agency|media|online|site|world|earth|health|science|academy|institute|foundation|berlin|london|paris|nyc|wien|koeln)/?$",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"[a-zа-я][A-ZА-Я]|[A-ZА-Я]{2,}[a-zа-я]|\d[A-Z]|[A-Za-z]\d")
_PLACE_IN_BRACKETS = re.compile(r"\s*[(（]([^()（）]{2,40})[)）]\s*$")
_UPPER = re.compile(r"[A-Z0-9&А-ЯЁІЇЄҐΑ-Ω]{2,8}$")


@dataclass(frozen=True, slots=True)
class Cues:
    """The tables laid out for asking."""

    legal: frozenset[str]
    short: frozenset[str]
    nonprofit: frozenset[str]
    public: frozenset[str]
    not_names: frozenset[str]
    talk: frozenset[str]
    endings: tuple[tuple[str, tuple[str, ...]], ...]
    in_capitals: frozenset[str]
    parts: frozenset[str]
    inflected: frozenset[str]
    firms: frozenset[str]
    institutions: frozenset[str]
    firm_ends: frozenset[str]
    joined_legal: tuple[str, ...]
    joined_shared: tuple[str, ...]
    joined_talk: tuple[str, ...]
    joined_goes_on: tuple[str, ...]
    joined_describing: tuple[str, ...]
    joined_ends: tuple[str, ...]
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
            if row["lang"] in ("ja", "zh", "ko", "th") and not word.isascii():
                joined.setdefault(entry.lower(), row["kind"])
            elif " " in word or "-" in word:
                phrases.setdefault(" ".join(words(word)), row["kind"])
            else:
                single.setdefault(word, row["kind"])
    known: dict[str, str] = {}
    kinds: dict[str, str] = {}
    mine = reference.own_rows("employers", "employer", {"name": str, "aliases": list})
    for row in (*mine, *reference.table("employers")["employer"]):
        for name in (row["name"], *row["aliases"]):
            known.setdefault(fold(name), row["name"])
            if "kind" in row:
                kinds.setdefault(fold(name), str(row["kind"]))
    for name in table["joined_known"]:
        known.setdefault(fold(name), name)
    return Cues(
        legal=frozenset(legal),
        short=_folded(table["short_forms"]),
        nonprofit=_folded(table["nonprofit_forms"]),
        public=_folded(table["public_forms"]),
        not_names=_folded(table["not_names"]),
        talk=_folded(table["talk"]),
        endings=tuple((row["kind"], tuple(row["words"])) for row in table["ending"]),
        joined_legal=tuple(
            sorted(
                (form.lower() for row in table["legal"] for form in row["forms"] if roles.is_joined_script(form)),
                key=len,
                reverse=True,
            )
        ),
        inflected=_folded([*table["inflected"], *table["firms"]]),
        firms=_folded(table["firms"]),
        institutions=_folded(table["institutions"]),
        firm_ends=_folded(table["firm_ends"]),
        in_capitals=_folded(table["in_capitals"]),
        parts=_folded(table["parts"]),
        joined_shared=tuple(table["joined_shared"]),
        joined_talk=tuple(table["joined_talk"]),
        joined_goes_on=tuple(table["joined_goes_on"]),
        joined_describing=tuple(table["joined_describing"]),
        joined_ends=tuple(table["joined_ends"]),
        words=single,
        phrases=phrases,
        joined=tuple(sorted(joined.items(), key=lambda item: -len(item[0]))),
        known=known,
        kinds=kinds,
    )


@cache
def kinds_first() -> frozenset[str]:
    """The words for kinds of organisations of languages that put them before the name ("grupo", "istituto", "hogeschool")."""
    rows = reference.table("organisations")["cue"]
    english = {fold(word) for row in rows if row["lang"] == "en" for word in row["words"]}
    return frozenset(fold(word) for row in rows for word in row["words"]) - english | cues().firms


def _folded(entries: list[str]) -> frozenset[str]:
    return frozenset(map(fold, entries))


def known(text: str) -> str | None:
    """The name in data/employers.toml this is a spelling of, or None."""
    return cues().known.get(fold(text))


def is_brand(text: str) -> bool:
    """Is it a well-known organisation of several words, or a branch of one ("Microsoft Hong Kong")? Nobody is called so."""
    said = text.split()
    whole = len(said) > 1 and known(text) is not None
    return whole or any(known(" ".join(said[:at])) and is_place(" ".join(said[at:])) for at in range(1, len(said)))


@lru_cache(maxsize=32_768)
def legal_form(text: str) -> str | None:
    """The legal form a name carries before or behind it, as written in the table; None without one.

    Short forms that are words too ("as", "me") count only in capitals or with dots.
    """
    tokens = text.replace(",", " ").split()
    if len(tokens) > 1 and _may_begin_or_end(tokens):
        for size in (4, 3, 2, 1):
            if size < len(tokens):
                for part in (tokens[-size:], tokens[:size]):
                    raw = " ".join(part)
                    form = fold(raw).strip("()")
                    if form in cues().legal or form.rstrip(".") in cues().legal:
                        if part == tokens[:size] and form.isascii() and form not in ("ooo", "oao", "zao", "pao"):
                            continue
                        if form.strip(".") in cues().short and not (
                            raw.isupper() or "." in raw.strip(".") or form == "co."
                        ):
                            continue
                        return form
    plain = "" if text.isascii() else text.lower()
    return next((form for form in cues().joined_legal if form in plain), None)


def _may_begin_or_end(tokens: list[str]) -> bool:
    """Is the first word one with which a legal form begins, or the last one with which one ends?"""
    begins, ends = _edges()
    first, last = fold(tokens[0]).strip("()"), fold(tokens[-1]).strip("()")
    return first in begins or first.rstrip(".") in begins or last in ends or last.rstrip(".") in ends


@cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    forms = [form.split() for form in cues().legal]
    return frozenset(one[0] for one in forms), frozenset(one[-1] for one in forms)


@lru_cache(maxsize=32_768)
def cue(text: str) -> str | None:
    """The kind of organisation its words tell ("university", "public body", "non-profit", "company"), or None."""
    table = cues()
    if roles.is_joined_script(text) or titles.is_blankless(text):
        for word, kind in table.joined:
            if word in text.lower():
                return kind
    found: set[str] = set()
    tokens = words(text)
    if text.startswith("U. ") and len(tokens) > 2 and tokens[1] in roles.lexicon().small:
        found.add("university")  # "U. del Mar", "U. of Northtown"
    for at, token in enumerate(tokens):
        told = table.words.get(token)
        if told is None and at + 1 < len(tokens):
            told = table.phrases.get(f"{token} {tokens[at + 1]}")
        if told is None and len(token) > 6 and token[-1] == "s":
            told = table.words.get(token[:-1]) or _compound(token[:-1])  # "des Museums", "Fraunhofer-Instituts"
        if told is None and len(token) > 9:
            told = _compound(token)
        if told and (token not in table.in_capitals or token.upper() in text):
            found.add(told)
    return next((kind for kind in ("university", "public body", "non-profit", "company") if kind in found), None)


def without_place(text: str) -> str:
    """The name without the town and the country it is followed by: "Acme Labs, Leeds, UK", "Mar SAS (Chile)".

    A town nobody lists is told by standing alone behind an organisation of a kind: "Institut für Wellen, Wesel".
    """
    while True:
        text = without_place_in_brackets(text)
        name, comma, last = text.rpartition(",")
        last = last.strip(" .")
        if not comma or not name.strip() or not (is_place(last) or _is_town(name, last)):
            return text
        text = name.rstrip()


def without_place_in_brackets(text: str) -> str:
    """The text without the place in brackets it ends with: "Mar SAS (Chile)" -> "Mar SAS"."""
    while (bracketed := _PLACE_IN_BRACKETS.search(text)) and bracketed.start() and is_place(bracketed[1]):
        text = text[: bracketed.start()].rstrip()
    return text


def _is_town(name: str, last: str) -> bool:
    """Is the one word behind the comma the town of the organisation before it?"""
    if fold(last) in words(name):
        return True
    return (
        cue(name) not in (None, "company")
        and not is_part(name)
        and "," not in name
        and last.replace("-", "").isalpha()
        and last[0].isupper()
        and not last.isupper()
        and roles.kinds(last) == 0
        and cue(last) is None
        and fold(last) not in cues().known
    )


def opens_part(text: str) -> bool:
    """See "Dpto. de Fisiología Médica": a part of an organisation, though one of its words may name a doer elsewhere."""
    found = words(text)
    small = roles.lexicon().small
    return (
        len(found) > 2 and is_part(text) and found[1] in small and not roles.kinds(found[0]) & (roles.HEAD | roles.WEAK)
    )


def is_part(text: str) -> bool:
    """Is it a part of an organisation ("Faculty of Law", "営業課"), named beside the whole?"""
    if roles.is_joined_script(text):
        return text.endswith(roles.lexicon().joined_parts) and legal_form(text) is None
    found = words(text)
    return bool(found) and (found[0] in cues().parts or found[:2] == ["college", "of"])


def _compound(token: str) -> str | None:
    return next((kind for kind, endings in cues().endings if token.endswith(endings)), None)


@lru_cache(maxsize=65_536)
def employer_score(text: str) -> float:  # noqa: PLR0911 -- the rules in their order
    """How much a short text looks like an organisation's name, 0 to 1. "Acme GmbH" 0.95, "Staff Engineer" about 0.1.

    A bare capitalised name without any cue ("Acme") scores 0.5: it may be one.
    """
    text = squash(text)
    if not text or len(text) > LONGEST:
        return 0.0
    plain = fold(text).strip(" .!")
    if (
        plain in cues().not_names
        or plain in roles.lexicon().not_first
        or plain in roles.lexicon().functions
        or roles.is_freelance(plain)
        or roles.is_study(text)
        or languages.is_name(plain)
        or not (plain.isalnum() or any(map(str.isalnum, plain)))
        or ((is_place(text) or _is_country(text)) and plain not in cues().known)
    ):
        return 0.0
    if plain.lstrip("@") in cues().known:
        return 0.95
    if legal_form(text):
        return 0.95
    if " " not in plain and section(text) is not None:
        return 0.0  # "Session", "Talks", "Speakers": a heading
    role = roles.role_score(text)
    if role >= 0.6 and not text.startswith("@"):
        return 0.15 if role >= 0.8 else 0.3
    if _DOMAIN.match(text):
        return 0.85
    if (kind := cue(text)) and not _sentence(text):
        return _by_cue(text, kind) - (0.3 if role >= 0.5 else 0.0)
    return _by_looks(text)


def _is_country(text: str) -> bool:
    """See "SK": the letters of a country, of no job, are where somebody is from."""
    return len(text) == 2 and text.isupper() and text in reference.table("countries") and not roles.kinds(text)


def _by_cue(text: str, kind: str) -> float:
    if kind != "company":
        return 0.9 - (0.2 if text.islower() else 0.0)
    tokens = [token for token in text.split() if fold(token) not in roles.lexicon().small]
    small = sum(token[0].islower() for token in tokens)
    if small * 2 > len(tokens) and len(tokens) > 1:
        return 0.25
    if tokens and all(roles.kinds(token) for token in tokens) and not text.startswith("The "):
        return 0.35
    return 0.75 - (0.2 if text.islower() else 0.0)


def is_employer(text: str) -> bool:
    """Does it carry real evidence of being an organisation (a cue, a legal form, a known name, a brand's spelling)?"""
    return employer_score(text) >= 0.6


def _sentence(text: str) -> bool:
    return not cues().talk.isdisjoint(wording.spoken(text))


def _by_looks(text: str) -> float:  # noqa: PLR0911 -- the rules in their order
    tokens = text.split()
    if (
        _sentence(text)
        or len(tokens) > 6
        or (len(tokens) > 2 and tokens[0].endswith("ing"))
        or text.endswith(("!", "?", ":", "...", "…"))
    ):
        return 0.2 if text.endswith("!") and len(tokens) <= 2 else 0.05
    if text.startswith("@") and len(tokens) <= 3:
        return 0.7
    big = [token for token in tokens if fold(token) not in roles.lexicon().small]
    if not big:
        return 0.0
    if roles.is_joined_script(text):
        return 0.5
    if all(roles.kinds(token) for token in big):
        return 0.5 if text.startswith("The ") and len(big) > 1 else 0.2
    if any(_CAMEL.search(token) for token in big) and (
        len(big) == 1 or sum(t[0].islower() for t in big) * 2 <= len(big)
    ):
        return 0.65
    if len(big) == 1 and _UPPER.match(big[0]):
        return 0.6
    if 2 <= len(big) <= 3 and _UPPER.match(big[0]) and not roles.kinds(big[0]) and " ".join(big[1:]).islower():
        return 0.5  # "DXC technology"
    capital = sum(not token[0].islower() for token in big)
    if capital == len(big):
        return 0.5 if len(big) <= 4 else 0.4
    return 0.4 if len(tokens) == 1 else 0.3 * capital / len(big)
