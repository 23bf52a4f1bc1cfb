"""Is a short text a job title? Told by the words in data/roles.toml, in many languages, and where they stand.

`kinds(word)` says what one word can be in a role; `role_score(text)` weighs a whole text. Both are asked for every
short text of a page, so both remember their answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from scraper import reference
from scraper.recognise import titles
from scraper.text import fold, squash

HEAD, WEAK, LEVEL, FIELD = 1, 2, 4, 8
"""What a word can be: names what somebody is; names it beside other evidence; seniority; of what."""

LONGEST = 160
_GENDER = re.compile(r"(?:[:*_·•.]|/-?|-)in(?:nen)?$|\((?:in|e|a|ne|rice|euse)\)|[·•.]e[·•.]?s?$|/(?:e|a|in|o)$|@$")
_TOKEN = re.compile(r"[^\s,;|&+/()\[\]\"“”„«»!?:…]+(?:[:*/·]-?in\b)?|\+\+|[/,;|&]")
_CHIEF = re.compile(r"C[A-Z]{1,3}O$")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MARKS = "/,;|&+"
_SHRINK = 0.35
_TITLE, _TITLE_AND_MORE = 0.95, 0.6
_CASE_ENDINGS = (
    ("kem", "k"),
    ("iem", ""),
    ("em", ""),
    ("ką", "ka"),
    ("ka", "k"),
    ("kou", "ka"),
    ("ом", ""),
    ("ем", ""),
    ("ем", "ь"),
    ("ером", "ер"),
    ("ой", "а"),
    ("ою", "а"),
    ("na", ""),
    ("nä", ""),
    ("om", ""),
    ("com", "ca"),
    ("ou", "a"),
    ("cím", "cí"),
)
"""Of a title in the case in which languages say what somebody is: Slavic, and the Finnish "johtajana"."""
_PLURALS = (("s", ""), ("es", ""), ("ies", "y"), ("i", "e"), ("i", "o"), ("i", "a"), ("e", "a"))
"""How languages make the plural of a title: ending off, ending on."""
_PLURAL_ENDS = frozenset(ending[-1] for ending, _ in _PLURALS)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The table laid out for asking: word -> kinds, ends of compounds, and the parts of scripts without blanks."""

    kinds: dict[str, int]
    endings: tuple[str, ...]
    owners: frozenset[str]
    founders: frozenset[str]
    leaders: frozenset[str]
    careful: frozenset[str]
    works: frozenset[str]
    side: frozenset[str]
    vendors: frozenset[str]
    personal: frozenset[str]
    ranked: frozenset[str]
    derived: tuple[str, ...]
    kinds_of: tuple[str, ...]
    agents: tuple[str, ...]
    small: frozenset[str]
    speech: frozenset[str]
    bodies: frozenset[str]
    teams: frozenset[str]
    experts: frozenset[str]
    studies: tuple[str, ...]
    members: frozenset[str]
    not_first: frozenset[str]
    praise: frozenset[str]
    functions: frozenset[str]
    freelance: frozenset[str]
    students: frozenset[str]
    slips: dict[str, int]
    joined_heads: re.Pattern[str]
    joined_levels: tuple[str, ...]
    joined_parts: tuple[str, ...]
    """How parts of an organisation end: nobody is one, whatever stands before ("ITアーキテクトグループ")."""


@cache
def lexicon() -> Lexicon:
    """data/roles.toml, read once."""
    kinds: dict[str, int] = {}
    sets: dict[str, set[str]] = {"endings": set(), "functions": set(), "freelance": set(), "students": set()}
    heads, levels = set[str](), set[str]()
    table, small = reference.table("roles"), reference.table("joiners")
    for row in table["language"]:
        for key, kind in (("heads", HEAD), ("weak", WEAK), ("levels", LEVEL), ("fields", FIELD)):
            for entry in row[key]:
                word = fold(entry)
                if kind == HEAD and kinds.get(word, 0) == FIELD and row["lang"] != "en":
                    continue  # "music" is a field before it is a Catalan musician
                kinds[word] = kinds.get(word, 0) | kind
                if row["lang"] in ("ja", "zh", "ko"):
                    (heads if kind in (HEAD, WEAK) else levels).add(entry.lower())
        for key, into in sets.items():
            into.update(fold(entry) for entry in row[key])
    for entry in reference.table("job_fields")["fields"]:
        kinds.setdefault(fold(entry), FIELD)
    by_length = sorted(heads, key=len, reverse=True)
    return Lexicon(
        kinds=kinds,
        endings=tuple(sorted(sets["endings"])),
        owners=_folded(table["owners"]),
        founders=_folded(table["founders"]),
        leaders=_folded([*table["owners"], *table["founders"], *table["leaders"]]),
        careful=_folded(table["careful"]),
        works=_folded(table["works"]),
        side=_folded([*table["works"], *table["members"], *table["side"]]),
        vendors=_folded(table["vendors"]),
        personal=_folded(table["personal"]),
        ranked=_folded(table["ranked"]),
        derived=tuple(table["derived"]),
        kinds_of=tuple(table["kinds_of"]),
        agents=tuple(table["agents"]),
        small=_folded(small["small"]),
        speech=_folded(small["speech"]),
        bodies=_folded(table["bodies"]),
        teams=_folded(table["teams"]),
        experts=_folded(table["experts"]),
        studies=tuple(f"{fold(one)} " for one in table["studies"]),
        members=_folded(table["members"]),
        not_first=_folded(small["not_first"]),
        praise=_folded(table["praise"]),
        functions=frozenset(sets["functions"]),
        freelance=frozenset(sets["freelance"]),
        students=frozenset(sets["students"]),
        slips=_slips(kinds),
        joined_heads=re.compile("|".join(map(re.escape, by_length))),
        joined_levels=tuple(sorted(levels, key=len, reverse=True)),
        joined_parts=tuple(reference.table("organisations")["joined_parts"]),
    )


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _slips(kinds: dict[str, int]) -> dict[str, int]:
    """Long heads with one letter missing: people mistype their own titles ("Enginer")."""
    long = [word for word, kind in kinds.items() if kind & HEAD and len(word) >= 8 and word.isascii()]
    made = (word[:at] + word[at + 1 :] for word in long for at in range(1, len(word) - 1))
    return {slip: HEAD for slip in made if slip.removesuffix("s") not in kinds}  # "partners" is no "partneris"


@lru_cache(maxsize=65_536)
def kinds(word: str) -> int:  # noqa: PLR0911 -- the rules in their order
    """What one word (as written) can be in a role: HEAD, WEAK, LEVEL and FIELD or-ed together; 0 for none."""
    known = lexicon().kinds
    is_bare = word.isascii() and word.isalpha()
    plain = word.lower() if is_bare else fold(_GENDER.sub("", word.strip("'\"“”.,:;!?()[]*@#")))
    if plain in known:
        return known[plain]
    if not plain:
        return 0
    if _CHIEF.match(word):
        return HEAD
    if "-" in plain:
        return _hyphened(plain, known)
    if len(plain) > 6 and plain.endswith(lexicon().endings):
        return HEAD
    endings, bases = _case_endings()
    if plain.endswith(endings) and _with_another_end(plain, bases, known):
        return HEAD
    if _of_several(plain, known):
        return WEAK
    slip = lexicon().slips.get(plain, 0)
    return slip if slip and plain not in ("programme", "directo") else 0


_KIN = ("sv da no nb nn is", "es ca pt gl it", "cs sk", "hr sr bs sl mk", "ru uk bg be mk", "de nl lb")
"""Languages that share so many words that one's joiner may stand behind another's job."""


@cache
def kin(language: str) -> frozenset[str]:
    """The language(s) of a row and those that share its words."""
    named = set(language.split())
    return frozenset(named.union(*(one.split() for one in _KIN if not named.isdisjoint(one.split()))))


@cache
def _languages() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Of which languages a word for a job is, and how compounds of them end."""
    words: dict[str, set[str]] = {}
    ends: dict[str, set[str]] = {}
    for row in reference.table("roles")["language"]:
        for into, entries in ((words, (*row["heads"], *row["weak"])), (ends, row["endings"])):
            for entry in entries:
                into.setdefault(fold(entry), set()).update(kin(row["lang"]))
    return {word: frozenset(of) for word, of in words.items()}, {word: frozenset(of) for word, of in ends.items()}


@lru_cache(maxsize=16_384)
def languages(text: str) -> frozenset[str]:
    """The languages every job a text names may be called so in; empty where it names none."""
    words, ends = _languages()
    found = []
    for word in tokens(text):
        plain = fold(word)
        told = words.get(plain) or next(
            (of for end, of in ends.items() if len(plain) > 6 and plain.endswith(end)), None
        )
        found += [told] if told else []
    return frozenset.intersection(*found) if found else frozenset()


@cache
def _case_endings() -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The endings, and each with what stands there in the table."""
    bases = tuple((fold(ending), fold(base)) for ending, base in _CASE_ENDINGS)
    return tuple(ending for ending, _ in bases), bases


def _with_another_end(word: str, bases: tuple[tuple[str, str], ...], known: dict[str, int]) -> bool:
    return any(
        word.endswith(ending) and known.get(word.removesuffix(ending) + base, 0) & HEAD for ending, base in bases
    )


def is_plural(word: str) -> bool:
    """Is the word the plural of a title and nothing else ("directors")?"""
    plain = fold(word)
    return plain not in lexicon().kinds and _of_several(plain, lexicon().kinds)


def _of_several(word: str, known: dict[str, int]) -> bool:
    """Is it the plural of a title ("Co-directors", "ingénieurs", "directores", "direttori")?"""
    return len(word) > 5 and word[-1] in _PLURAL_ENDS and _with_another_end(word, _PLURALS, known)


def _hyphened(word: str, known: dict[str, int]) -> int:
    parts = [part for part in word.split("-") if part]
    if not parts:
        return 0
    last = known.get(parts[-1], 0)
    if last & (HEAD | WEAK):
        return last
    if parts[-1].endswith(lexicon().endings) and len(parts[-1]) > 6:
        return HEAD
    if _of_several(parts[-1], known) or _of_several(word, known):
        return WEAK
    return FIELD if all(known.get(part, 0) for part in parts) else 0


def tokens(text: str) -> list[str]:
    """The words of a text as written, with the marks that part them ("/", ",", "&") as tokens of their own."""
    return _TOKEN.findall(text)


def is_joined_script(text: str) -> bool:
    """Is the text (partly) Japanese, Chinese or Korean, where a role is written on to the employer?"""
    return not text.isascii() and _CJK.search(text) is not None


_JOINED_AND = ("及", "和", "与", "與", "兼", "暨", "、")


def joined_role(text: str, start: int = 0) -> tuple[int, int] | None:
    """Where the first role in a Japanese, Chinese or Korean text begins and its head ends; None without one.

    Words of rank and field directly before the head belong to it.
    """
    text = text.lower()
    found = lexicon().joined_heads.search(text, start)
    if not found:
        return None
    begin = found.start()
    moved = True
    while moved and begin > start:
        moved = False
        edge = start + len(text[start:begin].rstrip())
        for level in lexicon().joined_levels:
            if text.endswith(level, start, edge):
                begin = edge - len(level)
                moved = True
                break
        if (
            not moved
            and text[edge - 1 : edge] in _JOINED_AND
            and text.endswith(lexicon().joined_levels, start, edge - 1)
        ):
            begin, moved = edge - 1, True  # "设计及开发负责人"
    return begin, found.end()


@lru_cache(maxsize=65_536)
def role_score(text: str) -> float:
    """How much a short text looks like a job title, 0 to 1. "Staff Engineer" 1.0, "Acme GmbH" 0.0, "Keynote" 0.0.

    A headline that holds a role among other things ("CTO, Acme") scores in the middle.
    """
    text = squash(text)
    if not text or len(text) > LONGEST:
        return 0.0
    plain = fold(text).strip(" .!:")
    if plain in lexicon().functions or is_study(text):
        return 0.0
    if is_joined_script(text):
        return _joined_score(text.lower())
    if size := titles.leading(text):
        return _TITLE if size == len(text) else _TITLE_AND_MORE
    return _spaced_score(tokens(text))


def is_role(text: str) -> bool:
    """Is it more likely a job title than not?"""
    return role_score(text) >= 0.5


def is_study(text: str) -> bool:
    """Does it say what somebody learnt, not what they are: "Licenciatura en Psicología, Universidad Alfa"?"""
    return fold(text).lstrip(" .-•*").startswith(lexicon().studies)


def is_freelance(text: str) -> bool:
    """Does it say that somebody works for themselves ("Freelance", "selbstständig")? That is no employer."""
    return fold(text).strip(" .!") in lexicon().freelance


def _joined_score(plain: str) -> float:
    found = joined_role(plain)
    if not found or (found[1] < len(plain) and plain.endswith(lexicon().joined_parts)):
        return 0.0
    begin, end = found
    if plain[end:].strip(" 、,.・/&") == "":
        return 0.95 if begin == 0 else 0.6
    return 0.85 if begin == 0 else 0.55


def _spaced_score(parts: list[str]) -> float:
    table = lexicon()
    found: list[int] = []
    strong = weak = unknown = talk = 0
    for token, after in pairwise([*parts, ""]):
        if token in _MARKS or (plain := token.lower()) in table.small:
            continue
        kind = kinds(token)
        if kind & (HEAD | WEAK) and fold(after) in table.bodies:
            kind = FIELD  # "Developer Group" names a body of people, not a person
        found.append(kind)
        strong += kind & HEAD != 0
        weak += kind & (HEAD | WEAK) == WEAK
        if not kind:
            unknown += not token[0].isdigit()
            talk += plain in table.speech
    known = len(found) - found.count(0)
    if not strong and not weak:
        return 0.3 if known and not unknown and known <= 6 else 0.0
    ends = (found[0] | found[-1]) & (HEAD | WEAK)
    score = (0.55 if strong else 0.4) + 0.4 * known / (known + unknown) - (0 if ends else 0.15) - _SHRINK * talk
    if not strong and known == weak and known + unknown > 2:
        score -= 0.15
    if len(parts) > 14:
        score -= 0.2
    return max(0.0, min(1.0, score))
