"""Which of a card's paragraphs are about the person: a card often tells what the talk is about as well.

Told by labels ("Abstract: ...", "Short bio: ..."), by small headings ("About the speaker"), and by the paragraph that
begins with the person's own name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from scraper import reference
from scraper.extract.visible.texts import DECORATION
from scraper.recognise import roles, wording
from scraper.text import fold, words

Part = Literal["abstract", "bio", "before"]
"""What a paragraph is: told by a label, or only that it stands before the name."""

LOOKED_AT = 6  # words at the start of a paragraph in which the person's name makes it one about the person
_LONGEST_HEADING = 40
_STEM = 3
_FEWEST_BLANKS = 3
_OPENING = 4
_LABEL = re.compile(r"^[\s*•\[(]*([^\W\d_][^:：.\])]{1,28})[\])]?\s*[:：]\s*")


@cache
def _labels() -> dict[str, Part]:
    table = reference.table("labels")
    found: dict[str, Part] = {fold(one): "abstract" for one in table["abstracts"]}
    return found | {fold(one): "bio" for one in table["biographies"]}


def heading_of(text: str) -> Part | None:
    """What a short text on a line of its own announces: "Abstract", "Biography:", or nothing of the kind."""
    return _labels().get(fold(text).strip(" .:：*•-–—[]()" + DECORATION)) if len(text) <= _LONGEST_HEADING else None


@cache
def _about() -> frozenset[str]:
    return frozenset(fold(one) for one in reference.table("labels")["about"])


def is_about(text: str, names: Iterable[str]) -> bool:
    """Is it a heading like "About Ada", with nothing but words of the person's `names` behind the label?

    Many languages inflect the name there: "O Martinovi" is about Martin.
    """
    opened = _opened(text) if len(text) <= _LONGEST_HEADING else ()
    parts = {part for name in names for part in words(name)} if opened else set[str]()
    return any(all(any(is_like(word, part) for part in parts) for word in rest) for rest, is_like in opened)


@lru_cache(maxsize=8192)
def _opened(text: str) -> tuple[tuple[list[str], Callable[[str, str], bool]], ...]:
    """What stands behind each label a text begins with, and how like a name's words that must be."""
    plain = words(text)
    cut = [(" ".join(plain[:size]), plain[size:]) for size in range(1, min(4, len(plain)))]
    told = [(rest, _begins) for opening, rest in cut if _labels().get(opening) == "bio"]
    return (*told, *((rest, _is_form) for opening, rest in cut if opening in _about()))


def _begins(word: str, name: str) -> bool:
    return name.startswith(word)


def _is_form(word: str, name: str) -> bool:
    """Are they forms of one name ("markovi", "marek"): the same beginning, little behind it?"""
    same = next(
        (at for at, pair in enumerate(zip(word, name, strict=False)) if pair[0] != pair[1]), min(len(word), len(name))
    )
    return same >= _STEM and same >= 0.6 * len(name) and len(word) <= len(name) + 4


def label_of(text: str) -> tuple[Part | None, str]:
    """What the label in front of a paragraph says, and the paragraph without it."""
    found = _LABEL.match(text)
    told = _labels().get(fold(found[1]).strip(" -–—")) if found else None
    return (told, text[found.end() :]) if found and told else (None, text)


@dataclass(slots=True)
class Paragraphs:
    """The paragraphs of one card, in order, with what labels said of each."""

    told: list[tuple[Part | None, str]] = field(default_factory=list)
    open: Part | None = None
    """What the last small heading announced."""

    def add(self, text: str, *, is_before: bool = False) -> None:
        """The next paragraph; a label in front of it is taken off. `is_before`: does it stand before the name?"""
        said, bare = label_of(text)
        if said:
            self.open = said
        self.told.append((said or self.open or ("before" if is_before else None), bare))

    def begin_biography(self) -> None:
        """What follows is about the person, until a label says otherwise."""
        self.open = "bio"

    def about(self, names: Iterable[str]) -> list[str]:
        """The paragraphs about the person of these names."""
        if any(said == "bio" for said, _ in self.told):
            return [text for said, text in self.told if said == "bio"]
        free = [text for said, text in self.told if said is None] or [t for said, t in self.told if said == "before"]
        own = {word for name in names for word in words(name) if len(word) > 2}
        free = _without_abstracts(free, own)
        first = next((i for i, text in enumerate(free) if _begins_with(text, own)), 0)
        return free[first:]

    def about_each(self, names: Sequence[str]) -> dict[str, list[str]]:
        """The paragraphs about each of several people: those from one that begins with their name up to the next one's.

        Who presents two people together writes a paragraph on each; what begins with no name before it is on all.
        """
        told = self.about(names)
        own = {name: {word for word in words(name) if len(word) > 2} for name in names} if len(names) > 1 else {}
        apart: dict[str, list[str]] = {name: [] for name in names}
        whose: Sequence[str] = names
        for text in told:
            begun = [name for name in own if _begins_with(text, own[name])]
            whose = begun if len(begun) == 1 else whose
            for name in whose:
                apart[name].append(text)
        return apart


def _without_abstracts(free: list[str], own: set[str]) -> list[str]:
    """Unlabelled paragraphs without those about the talk, where one says that it is: they speak of nobody."""
    others = [text for text in free if not _speaks_of_person(text, own)]
    if not any(_of_talks().search(fold(text)) for text in others):
        return free
    return [text for text in free if text not in others]


def _speaks_of_person(text: str, own: set[str]) -> bool:
    """Does a paragraph name the person or say "she", or begin as a headline does: "Director of the harbour"?"""
    plain = words(text)
    is_told = not own.isdisjoint(plain) or not _persons().isdisjoint(plain) or not plain or plain[0] in _being()
    return is_told or any(roles.kinds(word) & roles.HEAD and not roles.is_plural(word) for word in plain[:_OPENING])


@cache
def _persons() -> frozenset[str]:
    """Pronouns for one person; "they" may be things."""
    return frozenset(fold(one) for one in wording.words("person") | {"her", "his"}) - {"they", "il", "on"}


@cache
def _of_talks() -> re.Pattern[str]:
    return re.compile(rf"\b{wording.alternatives(map(fold, reference.table('labels')['of_talks']))}\b")


def is_sentence_about(text: str, names: Iterable[str]) -> bool:
    """Is a short text a sentence about the person: "Ada is a UX designer in Lyon.", "Es miembro de la Sociedad."?"""
    if not text.endswith(".") or text.count(" ") < _FEWEST_BLANKS:
        return False
    plain = words(text[:120])
    if len(plain) < _FEWEST_BLANKS:
        return False
    if plain[0] in _being():
        return True
    own = {part for name in names for part in words(name)}
    size = next((at for at, word in enumerate(plain) if word not in own), len(plain))
    return 0 < size < len(plain) and plain[size] in _being()


@cache
def _being() -> frozenset[str]:
    """Verbs behind somebody's name in a sentence about them; a letter alone ("a", "e") could be anything."""
    return frozenset(fold(one) for one in reference.table("labels")["is"] if len(one) > 1)


def _begins_with(text: str, own: set[str]) -> bool:
    return not own.isdisjoint(words(text[:120])[:LOOKED_AT])
