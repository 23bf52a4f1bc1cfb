"""The words of a name, and how two names go together: other spelling, alphabet, order, short form, initials."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, permutations

from scraper import reference
from scraper.identity.links import handles
from scraper.identity.shares import is_given
from scraper.recognise.names import is_known_given
from scraper.text import words

_AGAIN = re.compile(r"(.)\1+", re.DOTALL)
_MOST_WORDS = 6
_LONGEST_TITLE = 200
_JOINED = 3
_SHORT = 12
_TELLING = 3  # letters: a shorter word alone says nothing
_UNTOLD = re.compile(r"[\u0590-\u06ff\u0e00-\u0e7f\u3400-\u9fff]")  # Hebrew, Arabic, Thai, Han characters


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: as folded, in Latin letters, as it sounds, and the given names it may be short for."""

    written: str
    latin: str
    sound: str
    roots: frozenset[int]


@dataclass(frozen=True, slots=True)
class Match:
    """How two names go together: the kind of data/identity.toml, and the words both have.

    Each word in Latin letters, with the given names it may stand for.
    """

    kind: str
    words: tuple[tuple[str, ...], ...]
    initials: int = 0


@lru_cache(maxsize=65_536)
def words_of(name_key: str) -> tuple[Word, ...]:
    """The words of a name's key (scraper.recognise.names.name_key), at most six."""
    return tuple(word for text in name_key.split()[:_MOST_WORDS] for word in _words(text))


def _words(text: str) -> Iterator[Word]:
    if text.isascii():
        yield _word(text, text)
        return
    composed = unicodedata.normalize("NFC", text)
    parts = [composed]
    if all(_is_character(letter) for letter in composed) and 2 <= len(composed) <= 4:
        parts = [composed[0], composed[1:]]  # 王小明, 김민준: the family name is the first character
    for part in parts:
        if latin := _latin(part):
            yield _word(part, latin)


def _is_character(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af"


@lru_cache(maxsize=65_536)
def _latin(text: str) -> str:
    from anyascii import anyascii

    return "".join(c for c in anyascii(text).lower() if c.isalnum())


@lru_cache(maxsize=65_536)
def _word(written: str, latin: str) -> Word:
    sound = _sound(latin)
    return Word(written, latin, sound, _nicknames().get(sound, frozenset()))


@lru_cache(maxsize=65_536)
def _sound(latin: str) -> str:
    """What spellings of one name share. Not a word anybody writes."""
    rules, same = _romanisation()
    if (known := same.get(latin)) is not None:
        return known
    sound = f"-{latin}"
    for old, new in rules:
        if old in sound:  # of some sixty rules one or two apply
            sound = sound.replace(old, new)
    sound = sound.lstrip("-")
    return _AGAIN.sub(r"\1", sound) if _AGAIN.search(sound) else sound


@cache
def _romanisation() -> tuple[tuple[tuple[str, str], ...], dict[str, str]]:
    table = reference.table("romanisation")
    rules = tuple((str(old), str(new)) for old, new in table["sounds"])
    return rules, {word: row[0] for row in table["same"] for word in row}


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    """Sound of a given name -> the numbers of the rows it stands in."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(_rows()):
        for name in row:
            found.setdefault(_sound(_latin(name)), set()).add(number)
    return {sound: frozenset(numbers) for sound, numbers in found.items()}


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    texts = reference.table("nicknames")["names"].values()
    return tuple(tuple(row.split()) for text in texts for row in " ".join(text.split()).split("|") if row.strip())


@lru_cache(maxsize=65_536)
def match(one: str, other: str) -> Match | None:
    """How two names (their keys) go together; None when nothing of them does."""
    ours, theirs = list(words_of(one)), list(words_of(other))
    if not ours or not theirs:
        return None
    found: dict[str, list[Word]] = {
        kind: _take(ours, theirs, fits)
        for kind, fits in (
            ("equal", lambda a, b: a.written == b.written),
            ("spelling", lambda a, b: len(a.sound) > 1 and a.sound == b.sound),
            ("nickname", lambda a, b: not a.roots.isdisjoint(b.roots)),
        )
    }
    found["spelling"] += _take_joined(ours, theirs) + _take_joined(theirs, ours)
    whole = [word for some in found.values() for word in some]
    initials = len(_take(ours, theirs, _is_initial_of)) if whole else 0
    return _kind(found, whole, initials, ours, theirs)


def _kind(
    found: dict[str, list[Word]], both: Sequence[Word], initials: int, ours: list[Word], theirs: list[Word]
) -> Match | None:
    whole = tuple(map(_forms, both))
    if not any(len(word.latin) >= _TELLING for word in both):
        complete = not (ours or theirs or initials) and bool(whole)
        return Match("equal", whole) if complete else None
    left = ours or theirs
    if ours and theirs:
        return Match("partly", whole)
    if left and len(whole) + initials < 2:
        return Match("lone", whole)
    if left:
        return Match("middle" if all(len(word.latin) == 1 for word in left) else "shorter", whole, initials)
    if initials:
        return Match("initials", whole, initials)
    return Match(next(kind for kind in ("nickname", "spelling", "equal") if found[kind]), whole)


def _forms(word: Word) -> tuple[str, ...]:
    """A word and the names of the rows it stands in."""
    return tuple(dict.fromkeys((word.latin, *(name for number in sorted(word.roots) for name in _rows()[number]))))


def _take(ours: list[Word], theirs: list[Word], fits: Callable[[Word, Word], bool]) -> list[Word]:
    """Pairs of words that fit are taken out of both lists; gives the longer of each pair."""
    taken = []
    for mine in tuple(ours):
        if (theirs_too := next((word for word in theirs if fits(mine, word)), None)) is not None:
            ours.remove(mine)
            theirs.remove(theirs_too)
            taken.append(max(mine, theirs_too, key=lambda word: (len(word.latin), word.latin)))
    return taken


def _is_initial_of(one: Word, other: Word) -> bool:
    return (len(one.latin) == 1 or len(other.latin) == 1) and one.latin[:1] == other.latin[:1]


def _take_joined(ours: list[Word], theirs: list[Word]) -> list[Word]:
    """Two words of one name written as one in the other: "Min Jun", "Minjun"."""
    if len(ours) == len(theirs) or max(len(ours), len(theirs)) > _JOINED:
        return []
    for mine in tuple(ours):
        for some in permutations(theirs, 2):
            if sum(len(word.latin) for word in some) <= _SHORT and mine.sound == _sound(
                "".join(word.latin for word in some)
            ):
                ours.remove(mine)
                for word in some:
                    theirs.remove(word)
                return [mine]
    return []


@lru_cache(maxsize=65_536)
def are_of_two(one: str, other: str) -> bool:
    """Are two names (their keys) those of two people, as long as nothing else speaks for one?"""
    if one == other:
        return False
    if (found := match(one, other)) is None:
        return not is_unread(one, other)
    return found.kind == "partly" and differ_in_given(one, other, found)


def differ_in_given(one: str, other: str, found: Match) -> bool:
    """Do two names (their keys) that are the same in part have other given names, rather than other family names?

    Not where one may be short for the other in no table ("Zeb" and "Zebedee", but not "Daniel" and "Daniela").
    """
    ours, theirs = ({word.latin for word in words_of(name)} for name in (one, other))
    mine, yours = ours - theirs, theirs - ours
    if any(map(is_given, found.words)) and not all(is_given((word,)) for word in mine | yours):
        return False  # a double name may hold both family names
    return not any(
        len(short) >= _TELLING and short in whole and len(whole) > len(short) + 1
        for some, others in ((mine, yours), (yours, mine))
        for short in some
        for whole in others
    )


@lru_cache(maxsize=16_384)
def is_spelt_alike(one: str, other: str) -> bool:
    """Are two folded texts the same, or the same words in two alphabets ("лодка софт", "lodka soft")?"""
    return one == other or (
        one.isascii() != other.isascii()
        and [_sound(_latin(word)) for word in one.split()] == [_sound(_latin(word)) for word in other.split()]
    )


def is_unread(one: str, other: str) -> bool:
    """Can two names (their keys) not be held against each other?

    One is written as Latin letters do not tell (健太 is Kenta and Jiantai, in محمد the vowels are missing), or it is
    one word and no given name, as accounts are.
    """
    if one.isascii() != other.isascii() and _UNTOLD.search(one + other):
        return True
    return any(" " not in name and name.isascii() and not is_known_given(name) for name in (one, other))


def generation(name: str) -> str:
    """What tells a parent from a child of the same name, as written: "Ana Ruiz Jr." gives "younger"; "" for nothing."""
    said = words(name)[-1:]
    return _generations().get(said[0], "") if said and len(words(name)) > 1 else ""


@cache
def _generations() -> dict[str, str]:
    return {word: kind for kind, said in reference.table("identity")["generation"].items() for word in said.split()}


def is_handle(one: str, other: Collection[str]) -> bool:
    """Is a name of one word the name of one of these accounts?"""
    return len(one) >= _TELLING and one in other


def keys(
    name_key: str, links: Collection[str] = (), photos: Collection[str] = (), talks: Collection[str] = ()
) -> frozenset[str]:
    """What an appearance is found by: whoever may be the same person has one of these among their `probes`."""
    names = words_of(name_key)
    found = _shown(links, photos, talks)
    found.update(f"h:{handle}" for handle in handles(links))
    if len(names) == 1:
        found.add(f"w:{names[0].sound}")
    return _together(name_key).union(found, _initials(names, "f", "k"))


def probes(
    name_key: str, links: Collection[str] = (), photos: Collection[str] = (), talks: Collection[str] = ()
) -> frozenset[str]:
    """The `keys` by which to look for others who may be the same person."""
    names = words_of(name_key)
    found = _shown(links, photos, talks)
    found.update(f"w:{_sound(handle)}" for handle in handles(links))
    if len(names) == 1:
        found |= {f"w:{names[0].sound}", f"h:{names[0].latin}"}
    if any(len(word.latin) == 1 for word in names):
        found.update(_initials(names, "f", "f"))
    return _together(name_key).union(found, _initials(names, "k", "k"))


def _shown(links: Collection[str], photos: Collection[str], talks: Collection[str]) -> set[str]:
    """What accounts, pictures and talks are found by."""
    return {*(f"l:{link}" for link in links), *(f"p:{photo}" for photo in photos), *map(_by_title, talks)} - {""}


@lru_cache(maxsize=8_192)
def _together(name_key: str) -> frozenset[str]:
    """What any two words of a name are found by; who is written is looked for next."""
    names = words_of(name_key)
    return frozenset((*_pairs(names), *_joined(names)))


def _by_title(title: str) -> str:
    plain = telling_title(title)
    return f"t:{plain}" if plain else ""


@lru_cache(maxsize=65_536)
def telling_title(title: str) -> str:
    """A talk's title for comparing; "" for one of few words ("Opening keynote")."""
    found = words(title)
    return " ".join(found)[:_LONGEST_TITLE] if len(found) >= _TELLING else ""


def _pairs(names: Sequence[Word]) -> Iterator[str]:
    for one, other in combinations(names, 2):
        if len(one.latin) > 1 and len(other.latin) > 1:
            yield "n:" + " ".join(sorted((one.sound, other.sound)))
        for given, family in ((one, other), (other, one)):
            if given.roots and len(family.latin) > 1:
                yield from (f"r:{number} {family.sound}" for number in given.roots)


def _joined(names: Sequence[Word]) -> Iterator[str]:
    """Two short words written as one, beside a third: "Kim Min-jun" is found by "Kim Minjun"."""
    for one, other in permutations(names, 2):
        if len(names) > _JOINED or len(one.latin) + len(other.latin) > _SHORT:
            continue
        whole = _sound(one.latin + other.latin)
        rest = [word.sound for word in names if word is not one and word is not other]
        yield f"n:{' '.join(sorted((whole, *rest)))}" if rest else f"w:{whole}"


def _initials(names: Sequence[Word], whole: str, single: str) -> Iterator[str]:
    for one, other in permutations(names, 2):
        if len(other.latin) >= _TELLING:
            yield f"{single if len(one.latin) == 1 else whole}:{one.latin[0]} {other.sound}"
