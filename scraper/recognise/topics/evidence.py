"""What stands for a topic in texts, and how much: a title says more than a tag, a tag more than an abstract."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from scraper import reference
from scraper.recognise.topics import table
from scraper.recognise.vocabulary import cut
from scraper.text import fold

_LEAST = 15
_MOST_TOPICS = 24
_ONLY_POINTED = 40  # below NAMED: words that merely point to a topic never make a text be about it
_AGAIN = 0.3
_LONGEST_TEXT = 20_000
_AROUND = ".,:;!?()'\""
_APART = str.maketrans(_AROUND, " " * len(_AROUND))
_BLANKLESS = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Sign:
    """A phrase with the topics it means (True) or points to (False). There is one of each: to be counted as it is."""

    phrase: Phrase
    meanings: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The signs, found by their first word.

    `begins`: the first words of all. `alone` are those of one word. `sizes`: how many words those of several have that begin with a word, the most first;
    `second`: the words that follow it in them.
    """

    signs: dict[Phrase, _Sign]
    begins: frozenset[str]
    alone: dict[str, _Sign]
    sizes: dict[str, tuple[int, ...]]
    second: dict[str, frozenset[str]]
    joined: tuple[tuple[str, _Sign], ...]
    tags: dict[Phrase, str]
    shy: dict[str, str]  # words that mean a topic only as a tag or written as a name, with their topic


@cache
def _words() -> _Words:
    phrases: dict[Phrase, dict[str, bool]] = defaultdict(dict)
    joined: dict[str, str] = {}
    tags: dict[Phrase, str] = {}
    shy: dict[str, str] = {}
    for line in table.every():
        only_tags = {fold(word) for word in line.tag}
        for word in (line.name, *line.same, *line.tag):
            plain = fold(word)
            tags.setdefault(key := table.key(word), line.name)
            if plain in only_tags:
                shy.setdefault(plain, line.name)
            elif _BLANKLESS.search(plain):
                joined.setdefault(plain, line.name)
            else:
                phrases[key][line.name] = True
        for word in line.points:
            phrases[table.key(word)].setdefault(line.name, False)
    told = {phrase: _Sign(phrase, tuple(meanings.items())) for phrase, meanings in phrases.items()}
    sizes: dict[str, set[int]] = defaultdict(set)
    second: dict[str, set[str]] = defaultdict(set)
    for first, *rest in told:
        if rest:
            sizes[first].add(1 + len(rest))
            second[first].add(rest[0])
    return _Words(
        signs=told,
        begins=frozenset(phrase[0] for phrase in told if phrase),
        alone={phrase[0]: sign for phrase, sign in told.items() if len(phrase) == 1},
        sizes={first: tuple(sorted(some, reverse=True)) for first, some in sizes.items()},
        second={first: frozenset(some) for first, some in second.items()},
        joined=tuple((word, _Sign((word,), ((joined[word], True),))) for word in sorted(joined, key=len, reverse=True)),
        tags=tags,
        shy=shy,
    )


def named(texts: Iterable[str]) -> tuple[str, ...]:
    """The topics named in short texts (talk titles, tags, tracks), each once, in order of first appearance."""
    found: dict[str, None] = {}
    for text in texts:
        found.update((topic, None) for topic, means in _in_title(text) if means)
    return tuple(found)


@lru_cache(maxsize=4_096)
def weigh(
    *, titles: tuple[str, ...] = (), tags: tuple[str, ...] = (), abstract: str | None = None, bio: str | None = None
) -> Mapping[str, int]:
    """How much the texts of one talk (or one person) are about each topic, strongest first.

    NAMED and more means that they are about it; what a single word in passing says stays far below.
    Remembered: a talk may have several speakers, and who has time may ask beforehand.
    """
    weights: dict[str, float] = defaultdict(float)
    meant: set[str] = set()
    for short, full, half in ((titles, 100, 50), (tags, 80, 30)):
        for text in dict.fromkeys(short):
            _add_short(text, full, half, weights, meant)
    _add_long(abstract, (30, 15, 90), (9, 3, 40), weights, meant)
    _add_long(bio, (15, 0, 30), (0, 0, 0), weights, meant)
    told = {topic: round(weight if topic in meant else min(weight, _ONLY_POINTED)) for topic, weight in weights.items()}
    ranked = sorted(told.items(), key=lambda one: (-one[1], one[0]))
    return {topic: weight for topic, weight in ranked[:_MOST_TOPICS] if weight >= _LEAST}


def _add_short(text: str, full: float, half: float, weights: dict[str, float], meant: set[str]) -> None:
    seen: set[tuple[str, bool]] = set()
    for topic, means in _in_title(text):
        weight = full if means else half
        weights[topic] += weight * _AGAIN if (topic, means) in seen else weight
        seen.add((topic, means))
        if means:
            meant.add(topic)


def _add_long(
    text: str | None,
    means: tuple[float, float, float],
    points: tuple[float, float, float],
    weights: dict[str, float],
    meant: set[str],
) -> None:
    """(for each phrase, for each time again, at most) of phrases that mean a topic and of those that point to one."""
    for topic, is_meant, different, times in _told_in(text, points=any(points)) if text else ():
        first, again, most = means if is_meant else points
        weights[topic] += min(most, first * different + again * (times - different))
        if is_meant:
            meant.add(topic)


def _told_in(text: str, *, points: bool) -> Iterator[tuple[str, bool, int, int]]:
    """(topic, is it meant?, how many phrases, how often) of a long text; without `points` of what is meant alone."""
    plain = fold(text[:_LONGEST_TEXT])
    counts: dict[tuple[str, bool], dict[Phrase, int]] = defaultdict(dict)
    for sign, count in Counter(_found(plain, _tokens(plain))).items():
        for meaning in sign.meanings:
            if points or meaning[1]:
                counts[meaning][sign.phrase] = count
    for topic in _written_as_names(text[:_LONGEST_TEXT], sentences=True):
        named = counts[topic, True]
        named[topic,] = named.get((topic,), 0) + 1
    return ((*meaning, len(phrases), sum(phrases.values())) for meaning, phrases in counts.items())


@lru_cache(maxsize=8_192)
def _in_title(text: str) -> tuple[tuple[str, bool], ...]:
    """(topic, does it mean it?) for what stands in a short text; a text that is nothing but a topic is that topic."""
    plain = fold(text)
    tokens = _tokens(plain)
    if (tag := _words().tags.get(tuple(tokens))) is not None:
        return ((tag, True),)
    found = [meaning for sign in _found(plain, tokens) for meaning in sign.meanings]
    return (*found, *((topic, True) for topic in _written_as_names(text) if (topic, True) not in found))


def _tokens(plain: str) -> list[str]:
    return [*chain.from_iterable(map(_singulars, plain.split()))]


@lru_cache(maxsize=65_536)
def _singulars(run: str) -> tuple[str, ...]:
    """The words of what stands between two blanks, without their plurals' s."""
    return tuple(map(table.singular, cut(run)))


def _found(plain: str, tokens: list[str]) -> list[_Sign]:
    """Signs in a folded text, the longest first, without overlaps; those of scripts without blanks anywhere in it."""
    words = _words()
    found: list[_Sign] = []
    if not plain.isascii() and _BLANKLESS.search(plain):
        found += (sign for word, sign in words.joined if word in plain)
    alone, second, begins, behind = words.alone, words.second, words.begins, 0
    ahead = [*tokens[1:], ""]
    for at, token in [(at, token) for at, token in enumerate(tokens) if token in begins]:
        if at < behind:
            continue
        if token in second and ahead[at] in second[token] and (long := _longest(tokens, at, words)):
            behind = at + len(long.phrase)
            found.append(long)
        elif token in alone:
            found.append(alone[token])
    return found


def _longest(tokens: list[str], at: int, words: _Words) -> _Sign | None:
    """The longest phrase of several words that begins at a place."""
    signs = (words.signs.get(tuple(tokens[at : at + size])) for size in words.sizes[tokens[at]])
    return next(filter(None, signs), None)


def _written_as_names(text: str, *, sentences: bool = False) -> Iterator[str]:
    """Words too common to count count when written as a name: "React in production", "Concurrency in Go".

    In `sentences` the first word has a capital whatever it is, and tells nothing.
    """
    names, before = _names()
    if names.isdisjoint(text.translate(_APART).split()):
        return
    tokens = text.split()
    bare = [token.strip(_AROUND) for token in tokens]
    for at, token in enumerate(bare):
        if token not in names or (sentences and (not at or tokens[at - 1][-1] in ".!?:•-")):
            continue
        if len(token) > 2 or (at and tokens[at - 1].lower() in before):
            yield _words().shy[fold(token)]


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """Common words that are names too, and the words in front of the short."""
    told = reference.table("topics")
    return frozenset(told["names"]), frozenset(told["before_names"])
