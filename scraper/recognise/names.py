"""Is a short text a person's name, and when are two names one?

A text alone tells only so much: "Ada Kovač" is a name, "Coffee Break" is none, "Rust Belt" could be either. So
`name_score` gives a number, and the reader of a page weighs it with the company the text keeps.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from scraper import reference
from scraper.text import fold, squash

LONGEST = 80
MAX_WORDS = 7
_ASIDE = re.compile(
    r"\s*[(\[（【][^()\[\]（）【】]{0,60}[)\]）】]\s*|\s*[\"“”„«»‘「『][^\"“”„«»‘’」』]{1,40}[\"“”„«»’」』]\s*"
)
_NEVER = re.compile(r"[\d@#!?:;|/\\<>{}=+*&%$^~_…]|\.\.|https?|www\.|\b(?:com|org)$|[™®©→←↓↑»›•●★]|\s[-–—]\s")
_HANDLE = re.compile(r"@?[A-Za-z][\w.-]{1,24}\Z")
_HAN = re.compile(r"[\u3400-\u9fff々〆ヶ]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_INITIAL = re.compile(r"(?:[^\W\d_]\.?-?){1,3}\Z")
_INNER = re.compile(r"(?<=[^\W\d_])['’ʼ`´-](?=[^\W\d_])")
_CAPITAL_INSIDE = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Lo|Van|Von|Fitz|O|D|San|Al|El|Ben|Da|Abu|Bin)[A-Z]")
_VOWEL = re.compile(r"[aeiouyαειουηωаеиоуыэюяіїєё]")
_LOOSE = "'’`´.,-–"


@dataclass(frozen=True, slots=True)
class Lists:
    """The tables, folded."""

    given: frozenset[str]
    family: frozenset[str]
    never: frozenset[str]
    never_inside: re.Pattern[str]
    before: frozenset[str]
    after: frozenset[str]
    particles: frozenset[str]
    attached: tuple[str, ...]


@cache
def lists() -> Lists:
    """What data/ says about names, read once."""
    given = {fold(word) for line in reference.lines("given_names") for word in line.split()}
    family = {fold(word) for line in reference.lines("family_names") for word in line.split()}
    never = {fold(word) for line in reference.lines("not_names") for word in line.split()}
    inside = {fold(word) for line in reference.lines("not_names_cjk") for word in line.split()}
    table = reference.table("honorifics")
    return Lists(
        given=frozenset(given),
        family=frozenset(family),
        never=frozenset(never),
        never_inside=re.compile("|".join(map(re.escape, sorted(inside, key=len, reverse=True)))),
        before=_title_words(table["before"]),
        after=_title_words(table["after"]),
        particles=frozenset(fold(word) for word in table["particles"]),
        attached=tuple(word for row in table["attached"] for word in row["words"]),
    )


def _title_words(rows: list[dict[str, list[str]]]) -> frozenset[str]:
    """Single words of titles ("prof. dr." gives "prof" and "dr"), without dots."""
    return frozenset(
        bare
        for row in rows
        for word in row["words"]
        for part in fold(word).split()
        if (bare := part.replace(".", "").strip(",()"))
    )


def _tokens(text: str) -> list[str]:
    return [token for raw in text.split() if (token := raw.strip(",;").strip())]


def _bare(token: str) -> str:
    return fold(token).replace(".", "").strip("'-–,()")


def without_titles(name: str) -> list[str]:
    """The words of a name as written, without honorifics in front and degrees behind; asides in brackets are dropped.

    "Prof. Dr. Ada Kovač, PhD (she/her)" -> ["Ada", "Kovač"]. A name that is nothing but titles keeps its words.
    """
    plain = squash(_ASIDE.sub(" ", name)) or squash(name)
    all_tokens = _tokens(plain)
    tokens = list(all_tokens)
    known = lists()
    while len(tokens) > 1 and _is_title(tokens[0], known.before, known):
        tokens.pop(0)
    while len(tokens) > 1 and _is_title(tokens[-1], known.after, known):
        tokens.pop()
    return tokens or all_tokens


def _is_title(token: str, titles: frozenset[str], known: Lists) -> bool:
    bare = _bare(token)
    if bare not in titles:
        return False
    if len(bare) <= 2 and not (token.isupper() or "." in token):  # "Di", "Ma", "Me" are names as well
        return bare in ("dr", "mr", "ms", "mx", "pr", "sr") or bare not in known.given | known.family
    return "." in token or token.isupper() or bare not in known.given | known.family


def name_key(name: str) -> str:
    """What is equal for one person however the name is written: folded words, titles and asides off, sorted.

    "KOVAČ, Ada" and "Dr. Ada Kovac" give the same key. "" for a text without letters.
    """
    tokens = without_titles(name)
    text = " ".join(tokens)
    for mark in lists().attached:
        if text.endswith(mark) and len(text) > len(mark) + 1:
            text = text.removesuffix(mark)
            break
    parts = re.findall(r"\w+", fold(text))
    return " ".join(sorted(parts))


@lru_cache(maxsize=65_536)
def name_score(text: str) -> float:
    """How much a short text looks like one person's name, 0 to 1.

    About 0.9 with a known given name, 0.5 for words that are merely written like a name, 0.3 for a single word that
    could be a handle, 0 for what cannot be one.
    """
    text = squash(text)
    if not text or len(text) > LONGEST:
        return 0.0
    plain = squash(_ASIDE.sub(" ", text)).strip(" ,.-–—") or text
    if _NEVER.search(plain):
        return 0.0
    if _HAN.search(plain) or _KANA.search(plain) or _HANGUL.search(plain):
        return _joined_script(plain)
    tokens = [token for token in without_titles(plain) if any(c.isalpha() for c in token)]
    if not tokens or len(tokens) > MAX_WORDS:
        return 0.0
    score = _spaced(tokens)
    if "," in plain and score > 0.3 and not _is_inverted(plain, tokens):
        return 0.3
    return score


def _is_inverted(plain: str, tokens: list[str]) -> bool:
    """ "Kovač, Ada", "van den Berg, Jan" or a name with a degree; not "Ada Kovač, Acme"?"""
    joined = " ".join(tokens)
    parts = [part for raw in plain.split(",") if (part := raw.strip())]
    named = [part for part in parts if any(word in joined for word in part.split())]
    if len(named) < 2 or sum(part in joined for part in parts) < 2:
        return True
    if len(named) > 2:
        return False
    left, right = named
    behind, front = is_known_given(right.split()[0]), is_known_given(left.split()[0])
    return len(left.split()) <= 3 and behind and (not front or len(left.split()) == 1)


def is_name(text: str) -> bool:
    """Is the text, judged alone, more likely one person's name than not? (A single word or a handle is not.)"""
    return name_score(text) >= 0.6


def is_known_given(word: str) -> bool:
    """Is the word (or a part of a hyphened one) in the list of given names?"""
    bare = _bare(word)
    given = lists().given
    return bare in given or ("-" in bare and any(part in given for part in bare.split("-") if len(part) > 1))


def is_never(word: str) -> bool:
    """Is the word one that no name holds?"""
    known = lists()
    bare = _bare(word)
    return bare in known.never and bare not in known.given and bare not in known.family


def could_be_handle(text: str) -> bool:
    """Is it one short word such as people use online ("nullptr", "@ada_k")?"""
    return _HANDLE.match(text) is not None and not is_never(text.lstrip("@"))


def _spaced(tokens: list[str]) -> float:
    known = lists()
    main: list[str] = []
    initials = lower = capital = caseless = given = family = soft = odd = 0
    first_given = last_given = False
    upper = sum(token.isupper() and len(token) > 2 for token in tokens)
    for token in tokens:
        bare = _bare(token)
        if not bare:
            continue
        if bare in known.never:
            if bare not in known.given and bare not in known.family and bare not in known.particles:
                return 0.0
            soft += bare not in known.particles
        if bare in known.particles and len(tokens) > 1 and (token.islower() or bare not in known.given):
            continue
        letter = token.lstrip("'’`(\"“")[:1]
        if _INITIAL.match(token) and (
            ("." in token) or len(bare) == 1 or (len(bare) == 2 and token.isupper() and bare not in known.family)
        ):
            initials += 1
            continue
        main.append(bare)
        is_given = is_known_given(token)
        given += is_given
        family += bare in known.family
        if is_given:
            first_given = first_given or len(main) == 1
            last_given = True
        else:
            last_given = False
        if letter.lower() == letter.upper():
            caseless += unicodedata.category(letter) == "Lo"
            odd += unicodedata.category(letter) != "Lo"
        elif letter.isupper():
            capital += 1
            odd += 2 * _odd_capitals(token) if token.isupper() and upper < len(tokens) else _odd_capitals(token)
        else:
            lower += 1
    count = len(main)
    if not count or odd > 1:
        return 0.0
    if caseless == count:
        return _caseless(count, given)
    if count == 1:
        return _single(main[0], initials, capital, given, family, odd)
    if lower:
        if lower < count or not (first_given or last_given) or count > 3:
            return 0.2 if lower == 1 and first_given and count <= 4 else 0.0
        return 0.55  # "andrew kowalski"
    score = 0.5
    if first_given or last_given:
        score += 0.38
    elif given:
        score += 0.2
    if family:
        score += 0.1
    if initials and count <= 3:
        score += 0.1
    score -= 0.12 * max(0, count - 4) + 0.2 * odd + 0.15 * soft
    if upper == len(tokens) and not given:
        score -= 0.15
    return max(0.0, min(1.0, score))


def _single(word: str, initials: int, capital: int, given: int, family: int, odd: int) -> float:
    if len(word) < 2:
        return 0.0
    score = 0.3 if capital else 0.15
    score += 0.25 * bool(given) + 0.05 * bool(family)
    if initials:
        score += 0.3 if given or family else 0.15
    return max(0.0, score - 0.15 * odd)


def _caseless(count: int, given: int) -> float:
    """Arabic, Hebrew, Devanagari, Thai, ...: nothing but the length and the list can tell."""
    if count > 5:
        return 0.0
    base = 0.3 if count == 1 else 0.5
    return min(1.0, base + 0.35 * bool(given))


def _odd_capitals(token: str) -> bool:
    """Capitals where names have none: "iOS", "GraphQL"; but not "McKay", "O'Neil", "MARÍA"."""
    if token.isupper():
        return len(token) >= 3 and not _VOWEL.search(fold(token)) and token.isalpha()
    if token.istitle():
        return False
    for part in _INNER.split(token):
        inner = part.strip(_LOOSE)[1:]
        if any(c.isupper() for c in inner) and not part.isupper() and not _CAPITAL_INSIDE.match(part):
            return True
    return False


def _joined_script(plain: str) -> float:
    """Han, kana, Hangul: known first characters and the usual lengths; a Latin name beside it counts for it."""
    known = lists()
    if known.never_inside.search(fold(plain)) or known.never_inside.search(plain):
        return 0.0
    latin = [token for token in plain.split() if token[0].isascii() and token[0].isalpha()]
    other = [token for token in plain.split() if not (token[0].isascii() and token[0].isalpha())]
    for mark in known.attached:
        if len(other) and other[-1].endswith(mark) and len(other[-1]) > len(mark) + 1:
            other[-1] = other[-1].removesuffix(mark)
            break
    text = "".join(other)
    if not text or len(other) > 3 or not all(c.isalpha() or c in "・·．.-=＝ー　" for c in text):
        return 0.0
    bonus = 0.0
    if latin:
        if len(latin) > 3:
            return 0.0
        beside = _spaced(latin)
        if beside < 0.25:
            return 0.0
        bonus = 0.1 if beside >= 0.5 else 0.0
    letters = len(text)
    if _HANGUL.search(text):
        if not 2 <= letters <= 4:
            return 0.35 if letters == 5 else 0.0
        return min(1.0, (0.8 if fold(text[0]) in known.family else 0.35) + bonus)
    if _HAN.search(text):
        return min(1.0, _han(text, letters, len(other), known) + bonus)
    # kana alone: a foreign name ("アダ・コヴァチ") or a pen name
    if not 2 <= letters <= 16:
        return 0.0
    return 0.6 if "・" in text or len(other) == 2 else 0.3


def _han(text: str, letters: int, parts: int, known: Lists) -> float:
    first = fold(text[0]) in known.family
    if letters < 2 or letters > 8:
        return 0.0
    if "・" in text or "·" in text:
        return 0.55
    if parts == 2:
        return 0.85 if first and letters <= 7 else 0.55
    if letters <= 4:
        return 0.8 if first else 0.35
    return 0.45 if first and letters == 5 else 0.15
