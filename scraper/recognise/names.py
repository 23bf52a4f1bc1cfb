"""Is a short text a person's name, and when are two names one?

A text alone tells only so much: "Ada Kovač" is a name, "Coffee Break" is none, "Rust Belt" could be either. So
`name_score` gives a number, and the reader of a page weighs it with the company the text keeps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from scraper.recognise import titles
from scraper.recognise.joined_names import is_joined, joined_score, unattached
from scraper.recognise.name_words import Word, is_known_given, is_never, lists, without_written_on, word
from scraper.recognise.places import is_place
from scraper.text import fold, squash

__all__ = [
    "could_be_handle",
    "is_known_given",
    "is_name",
    "is_never",
    "lists",
    "name_key",
    "name_score",
    "without_titles",
]

_BLANK_WITHIN = re.compile(
    r"(?<=[\u3040-\u309f\u3400-\u9fff々\uac00-\ud7af])[\s\u3000]+(?=[\u3040-\u309f\u3400-\u9fff々\uac00-\ud7af])"
)
LONGEST = 80
MAX_WORDS = 7
_ASIDE = re.compile(
    r"\s*[(\[（【][^()\[\]（）【】]{0,60}[)\]）】]\s*|\s*[\"“”„«»‘「『][^\"“”„«»‘’」』]{1,40}[\"“”„«»’」』]\s*"
)
_ASIDE_MARK = re.compile(r"[(\[（【\"“”„«»‘「『]")
_NEVER = re.compile(r"[\d@#!?:;|/\\<>{}=+*&%$^~_…]|\.\.|https?|www\.|\b(?:com|org)$|[™®©→←↓↑»›•●★]|\s[-–—]\s")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_HANDLE = re.compile(r"@?[A-Za-z][\w.-]{1,24}\Z")
_WORD = re.compile(r"\w+")
_CUT_SHORT = re.compile(r"[^\W\d_]{2,}\.\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,6}\.)+\Z")


def _tokens(text: str) -> list[str]:
    if "," not in text and ";" not in text:
        return text.split()
    return [token for raw in text.split() if (token := raw.strip(",;").strip())]


def without_titles(name: str) -> list[str]:
    """The words of a name as written, without honorifics in front and degrees behind; asides in brackets are dropped.

    "Prof. Dr. Ada Kovač, PhD (she/her)" -> ["Ada", "Kovač"]. A name that is nothing but titles keeps its words.
    """
    if name.replace(" ", "").isalpha():  # no asides in most texts asked about
        return _untitled(name)
    if not _ASIDE_MARK.search(name):
        return _untitled(squash(name))
    return _untitled(squash(_ASIDE.sub(" ", name)) or squash(name))


def _untitled(plain: str) -> list[str]:
    all_tokens = _tokens(plain)
    tokens = list(all_tokens)
    while tokens:
        if size := _title_in_front(tokens):
            del tokens[:size]
        elif len(tokens) > 1 and (_is_front_title(tokens) or _is_cut_short(tokens) or _is_degree_first(tokens)):
            tokens.pop(0)
        elif (bare := without_written_on(tokens[0])) != tokens[0]:
            tokens[0] = bare
        else:
            break
    if "," in plain:
        tokens = _before_degrees(plain, tokens)
    while len(tokens) > 1 and word(tokens[-1]).is_back_title:
        tokens.pop()
    return tokens or all_tokens


def _is_front_title(tokens: list[str]) -> bool:
    """Is the first word a title? A letter with a dot is an initial ("M. Oduya"), unless a whole name follows."""
    is_initial = len(tokens[0]) == 2 and tokens[0].endswith(".")
    return word(tokens[0]).is_front_title and (not is_initial or (len(tokens) > 2 and len(word(tokens[1]).bare) > 1))


def _title_in_front(tokens: list[str]) -> int:
    """How many words in front are one title ("Tiến sĩ", "Phó giáo sư", "Bà"), where a whole name follows."""
    known, first = lists(), tokens[0].lower().lstrip(".")
    phrases = known.before_phrases
    if first not in known.before_beginnings and first.rstrip(".") not in known.before_beginnings:
        return 0
    return next(
        (
            size
            for size in (3, 2, 1)
            if len(tokens) >= size + 2 and " ".join(tokens[:size]).lower().strip(".") in phrases
        ),
        0,
    )


def _before_degrees(plain: str, tokens: list[str]) -> list[str]:
    """Letters in capitals behind a comma are degrees, known or not: "Ada Kovač, MSN, NP-C"."""
    parts = plain.split(",")
    head = parts[0].split()
    behind = [token for part in parts[1:] for token in part.split()]
    is_degree = all(
        len(token) <= 6 and token.replace(".", "").replace("-", "").isupper() and not is_never(token)
        for token in behind
    )
    if len(head) < 2 or not behind or not is_degree or all(token.isupper() for token in head):
        return tokens
    return [token for token in tokens if token not in behind] or tokens


def _is_cut_short(tokens: list[str]) -> bool:
    """Is the first of at least three words a title of no list: cut short by a dot ("Psic. Ada Kovač"), no initial?"""
    first = tokens[0]
    if len(tokens) < 3 or not first.endswith("."):
        return False
    known, bare = lists(), word(first).bare
    if bare in known.short_given or (bare in known.given and len(bare) > 3):
        return False
    if _CUT_SHORT.match(first) and len(bare) > 2:
        return True
    return _DOTTED.match(first) is not None and (word(tokens[1]).is_front_title or _is_cut_short(tokens[1:]))


def _is_degree_first(tokens: list[str]) -> bool:
    """Is the first of at least three words a degree of three letters or more ("Ph.D Ada Kovač", "MSc ...")? "M.A." is initials."""
    first = tokens[0]
    return (
        len(tokens) > 2
        and word(first).is_back_title
        and sum(map(str.isupper, first)) > 1
        and sum(map(str.isalpha, first)) > 2
    )


def _is_titled(text: str) -> bool:
    """Does a text begin with a title that only people have ("Dr.", "Mr", "Prof.")?"""
    first, _, rest = text.partition(" ")
    known, bare = lists(), word(first).bare
    return bool(rest) and bare in known.before and len(bare) > 1 and ("." in first or bare in known.telling)


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """What is equal for one person however the name is written: folded words, titles and asides off, sorted.

    "KOVAČ, Ada" and "Dr. Ada Kovac" give the same key. "" for a text without letters.
    """
    tokens = without_titles(name)
    text = unattached(" ".join(tokens), lists().attached)
    if is_joined(text):  # "関本 花" and "関本花" are one name
        text = _BLANK_WITHIN.sub("", text)
    parts = _WORD.findall(fold(text))
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
    plain = text
    if not _is_letters_only(text):
        bare = squash(_ASIDE.sub(" ", text)) if _ASIDE_MARK.search(text) else text
        plain = bare.strip(" ,.-–—") or text
        if _NEVER.search(plain):
            return 0.0
    if not plain.isascii() and is_joined(plain):
        known = lists()
        plain = unattached(plain, known.attached)
        folded = fold(plain)
        is_known = folded in known.never or known.never_inside.search(folded) is not None
        return 0.0 if is_known or is_place(plain) else joined_score(plain, known.family, known.attached, _spaced)
    if _is_where(plain) or titles.leading(plain) or fold(plain).replace(" ", "-") in lists().never:
        return 0.0
    tokens = [token for token in without_titles(plain) if token.isalpha() or any(map(str.isalpha, token))]
    if not tokens or len(tokens) > MAX_WORDS:
        return 0.0
    score = _spaced(tokens)
    if score >= 0.3 and _is_titled(plain):
        score = min(1.0, score + 0.25)
    is_listed = (
        "," in plain
        and len(tokens) > len(plain.split(",")[0].split())
        and score > 0.3
        and not _is_inverted(plain, tokens)
    )
    return 0.3 if is_listed else score


def _is_letters_only(text: str) -> bool:
    """Are there but letters and blanks, so that neither asides nor marks need be looked for?"""
    return text.replace(" ", "").isalpha() and "http" not in text and not text.endswith(("com", "org"))


def _is_where(plain: str) -> bool:
    """Is it a place, and one that nobody is called after ("Costa Rica", "Berlin", but not "Georgia")?"""
    if not is_place(plain):
        return False
    words = [word(one).bare for one in plain.split()]
    known = lists()
    return len(words) > 1 or (words[0] not in known.given and words[0] not in known.family)


def _is_inverted(plain: str, tokens: list[str]) -> bool:
    """Is it "Kovač, Ada", "van den Berg, Jan" or a name with a degree, and not "Ada Kovač, Acme"?"""
    joined = " ".join(tokens)
    parts = [part for raw in plain.split(",") if (part := raw.strip())]
    named = [part for part in parts if any(token in joined for token in part.split())]
    if len(named) < 2 or sum(part in joined for part in parts) < 2:
        return True
    if len(named) > 2:
        return False
    left, right = named
    particles = lists().particles
    first = next((token for token in left.split() if word(token).bare not in particles), left)
    is_front, is_behind = is_known_given(first), is_known_given(right.split()[0])
    return len(left.split()) <= 3 and is_behind and (not is_front or len(left.split()) == 1)


def is_name(text: str) -> bool:
    """Is the text, judged alone, more likely one person's name than not? (A single word or a handle is not.)."""
    return name_score(text) >= 0.6


def could_be_handle(text: str) -> bool:
    """Is it one short word such as people use online ("nullptr", "@ada_k")?"""
    return _HANDLE.match(text) is not None and not is_never(text.lstrip("@"))


@dataclass(slots=True)
class _Tally:
    """What the words of a name in a spaced script are like."""

    main: list[str] = field(default_factory=list)
    given: list[bool] = field(default_factory=list)
    initials: int = 0
    lower: int = 0
    caseless: int = 0
    family: int = 0
    endings: int = 0
    """Words that end as family names do."""
    soft: int = 0
    """Words that seldom are part of a name."""
    odd: int = 0
    """Words written as names are not."""

    def add(self, one: Word, *, shouting: bool) -> None:
        """Count one word. `shouting`: are all words in capitals?"""
        if one.is_particle:
            return
        if one.is_initial:
            self.initials += 1
            return
        self.main.append(one.bare)
        self.given.append(one.is_given)
        self.family += one.is_family
        self.caseless += one.is_caseless
        self.lower += one.is_small
        self.odd += 1 if shouting and one.odd else one.odd
        self.endings += one.is_family_by_ending

    @property
    def is_given_at_an_end(self) -> bool:
        """Does a known given name stand first or last?"""
        return self.given[0] or self.given[-1]


def _spaced(tokens: list[str]) -> float:
    """Latin, Cyrillic, Greek, Arabic, ...: scripts with blanks between words."""
    tally = _Tally()
    shouting = all(token.isupper() for token in tokens)
    for at, token in enumerate(tokens):
        one = word(token)
        if one.is_never:
            return 0.35 if _is_rare_surname(tokens, at) else 0.0
        tally.soft += one.is_soft
        if one.bare:
            tally.add(one, shouting=shouting and len(tokens) > 1)
    count = len(tally.main)
    if not count or tally.odd > 1:
        return 0.0
    if tally.caseless == count:
        return _caseless(count, sum(tally.given))
    if count == 1:
        return _single(tally)
    if tally.lower:
        return _in_small_letters(tally, count)
    score = 0.5 + 0.1 * (tally.family > 0) + 0.1 * (tally.initials > 0 and count <= 3)
    score += 0.38 if tally.is_given_at_an_end else max(0.2 * any(tally.given), 0.27 * (tally.endings > 0))
    score -= 0.12 * max(0, count - 4) + 0.2 * tally.odd + 0.15 * tally.soft
    score -= 0.05 * (shouting and not any(tally.given))
    return max(0.0, min(1.0, score))


def _is_rare_surname(tokens: list[str], at: int) -> bool:
    """Could a word that hardly ever is a name be one here: behind a given name and alone with it ("Olga Back")?"""
    main = [i for i, token in enumerate(tokens) if not word(token).is_particle]
    return len(main) == 2 and at == main[1] and tokens[at].istitle() and is_known_given(tokens[main[0]])


def _in_small_letters(tally: _Tally, count: int) -> float:
    if tally.lower == count and tally.is_given_at_an_end and count <= 3:
        return 0.55  # "ada kovac"
    return 0.2 if tally.lower == 1 and tally.given[0] and count <= 4 else 0.0


_CYRILLIC = re.compile("[\u0400-\u04ff]")


def _single(tally: _Tally) -> float:
    if len(tally.main[0]) < 2:
        return 0.0
    is_known = tally.given[0] or tally.family > 0
    score = (0.15 if tally.lower else 0.3) + 0.25 * tally.given[0] + 0.05 * (tally.family > 0)
    score += (0.3 if is_known else 0.15) * (tally.initials > 0)
    if tally.initials and (tally.endings or _CYRILLIC.match(tally.main[0])):
        score += 0.2  # "А. П. Ковальова": as papers in Slavic languages sign
    return max(0.0, score - 0.15 * tally.odd)


def _caseless(count: int, given: int) -> float:
    """Arabic, Hebrew, Devanagari, Thai, ...: nothing but the length and the list can tell."""
    if count > 5:
        return 0.0
    base = 0.3 if count == 1 else 0.5
    return min(1.0, base + 0.35 * bool(given))
