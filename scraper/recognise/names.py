"""Is a short text a person's name, and when are two names one?

A text alone tells only so much: "Ada Kovač" is a name, "Coffee Break" is none, "Rust Belt" could be either. So
`name_score` gives a number, and the reader of a page weighs it with the company the text keeps.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache

from scraper import reference
from scraper.recognise.joined_names import is_joined, joined_score, unattached
from scraper.text import fold, squash

LONGEST = 80
MAX_WORDS = 7
_ASIDE = re.compile(
    r"\s*[(\[（【][^()\[\]（）【】]{0,60}[)\]）】]\s*|\s*[\"“”„«»‘「『][^\"“”„«»‘’」』]{1,40}[\"“”„«»’」』]\s*"
)
_NEVER = re.compile(r"[\d@#!?:;|/\\<>{}=+*&%$^~_…]|\.\.|https?|www\.|\b(?:com|org)$|[™®©→←↓↑»›•●★]|\s[-–—]\s")
_HANDLE = re.compile(r"@?[A-Za-z][\w.-]{1,24}\Z")
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


@lru_cache(maxsize=65_536)
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
    if "," in plain:
        tokens = _before_degrees(plain, tokens)
    while len(tokens) > 1 and _is_title(tokens[-1], known.after, known):
        tokens.pop()
    return tokens or all_tokens


def _before_degrees(plain: str, tokens: list[str]) -> list[str]:
    """Letters in capitals behind a comma are degrees, known or not: "Ada Kovač, MSN, NP-C"."""
    parts = plain.split(",")
    head = parts[0].split()
    behind = [word for part in parts[1:] for word in part.split()]
    is_degree = all(
        len(word) <= 6 and word.replace(".", "").replace("-", "").isupper() and not is_never(word) for word in behind
    )
    if len(head) < 2 or not behind or not is_degree or all(word.isupper() for word in head):
        return tokens
    return [token for token in tokens if token not in behind] or tokens


def _is_title(token: str, titles: frozenset[str], known: Lists) -> bool:
    bare = _bare(token)
    if bare not in titles:
        return False
    if len(bare) <= 2 and not (token.isupper() or "." in token):  # "Di", "Ma", "Me" are names as well
        return bare in ("dr", "mr", "ms", "mx", "pr", "sr") or bare not in known.given | known.family
    return "." in token or token.isupper() or bare not in known.given | known.family


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """What is equal for one person however the name is written: folded words, titles and asides off, sorted.

    "KOVAČ, Ada" and "Dr. Ada Kovac" give the same key. "" for a text without letters.
    """
    tokens = without_titles(name)
    text = unattached(" ".join(tokens), lists().attached)
    parts = re.findall(r"\w+", fold(text))
    return " ".join(sorted(parts))


@lru_cache(maxsize=65_536)
def name_score(text: str) -> float:
    """How much a short text looks like one person's name, 0 to 1.

    About 0.9 with a known given name, 0.5 for words that are merely written like a name, 0.3 for a single word that
    could be a handle, 0 for what cannot be one.
    """
    text = squash(text)
    plain = squash(_ASIDE.sub(" ", text)).strip(" ,.-–—") or text
    if not text or len(text) > LONGEST or _NEVER.search(plain):
        return 0.0
    if is_joined(plain):
        known = lists()
        is_known = known.never_inside.search(fold(plain)) is not None
        return 0.0 if is_known else joined_score(plain, known.family, known.attached, _spaced)
    tokens = [token for token in without_titles(plain) if any(c.isalpha() for c in token)]
    if not tokens or len(tokens) > MAX_WORDS:
        return 0.0
    score = _spaced(tokens)
    is_listed = (
        "," in plain
        and len(tokens) > len(plain.split(",")[0].split())
        and score > 0.3
        and not _is_inverted(plain, tokens)
    )
    return 0.3 if is_listed else score


def _is_inverted(plain: str, tokens: list[str]) -> bool:
    """Is it "Kovač, Ada", "van den Berg, Jan" or a name with a degree, and not "Ada Kovač, Acme"?"""
    joined = " ".join(tokens)
    parts = [part for raw in plain.split(",") if (part := raw.strip())]
    named = [part for part in parts if any(word in joined for word in part.split())]
    if len(named) < 2 or sum(part in joined for part in parts) < 2:
        return True
    if len(named) > 2:
        return False
    left, right = named
    particles = lists().particles
    first = next((word for word in left.split() if _bare(word) not in particles), left)
    is_front, is_behind = is_known_given(first), is_known_given(right.split()[0])
    return len(left.split()) <= 3 and is_behind and (not is_front or len(left.split()) == 1)


def is_name(text: str) -> bool:
    """Is the text, judged alone, more likely one person's name than not? (A single word or a handle is not.)."""
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


@dataclass(slots=True)
class _Tally:
    """What the words of a name in a spaced script are like."""

    main: list[str] = field(default_factory=list)
    given: list[bool] = field(default_factory=list)
    initials: int = 0
    lower: int = 0
    caseless: int = 0
    family: int = 0
    soft: int = 0
    """Words that seldom are part of a name."""
    odd: int = 0
    """Words written as names are not."""

    def add(self, token: str, bare: str, *, shouting: bool) -> None:
        """Count one word. `shouting`: are all words in capitals?"""
        known = lists()
        if bare in known.particles and (token.islower() or bare not in known.given):
            return
        if _is_initial(token, bare):
            self.initials += 1
            return
        self.main.append(bare)
        self.given.append(is_known_given(token))
        self.family += bare in known.family
        letter = token.lstrip("'’`(\"“")[:1]
        if letter.lower() == letter.upper():
            is_letter = unicodedata.category(letter or " ") == "Lo"
            self.caseless += is_letter
            self.odd += not is_letter
        elif not letter.isupper():
            self.lower += 1
        elif _odd_capitals(token):
            self.odd += 2 if token.isupper() and not shouting else 1

    @property
    def is_given_at_an_end(self) -> bool:
        """Does a known given name stand first or last?"""
        return self.given[0] or self.given[-1]


def _is_initial(token: str, bare: str) -> bool:
    if not _INITIAL.match(token):
        return False
    return "." in token or len(bare) == 1 or (len(bare) == 2 and token.isupper() and bare not in lists().family)


def _spaced(tokens: list[str]) -> float:
    """Latin, Cyrillic, Greek, Arabic, ...: scripts with blanks between words."""
    known = lists()
    tally = _Tally()
    shouting = all(token.isupper() for token in tokens)
    for token in tokens:
        bare = _bare(token)
        if bare in known.never and bare not in known.particles:
            if bare not in known.given and bare not in known.family:
                return 0.35 if _is_rare_surname(tokens, token) else 0.0
            tally.soft += 1
        if bare:
            tally.add(token, bare, shouting=shouting and len(tokens) > 1)
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
    score += 0.38 if tally.is_given_at_an_end else 0.2 * any(tally.given)
    score -= 0.12 * max(0, count - 4) + 0.2 * tally.odd + 0.15 * tally.soft
    score -= 0.15 * (shouting and not any(tally.given))
    return max(0.0, min(1.0, score))


def _is_rare_surname(tokens: list[str], token: str) -> bool:
    """Could a word that hardly ever is a name be one here: behind a given name and alone with it ("Olga Back")?"""
    return len(tokens) == 2 and token is tokens[1] and token.istitle() and is_known_given(tokens[0])


def _in_small_letters(tally: _Tally, count: int) -> float:
    if tally.lower == count and tally.is_given_at_an_end and count <= 3:
        return 0.55  # "ada kovac"
    return 0.2 if tally.lower == 1 and tally.given[0] and count <= 4 else 0.0


def _single(tally: _Tally) -> float:
    if len(tally.main[0]) < 2:
        return 0.0
    is_known = tally.given[0] or tally.family > 0
    score = (0.15 if tally.lower else 0.3) + 0.25 * tally.given[0] + 0.05 * (tally.family > 0)
    score += (0.3 if is_known else 0.15) * (tally.initials > 0)
    return max(0.0, score - 0.15 * tally.odd)


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
