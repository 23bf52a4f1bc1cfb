"""What talks are about: the topics of data/topics.toml whose names or synonyms stand in the texts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from scraper import reference
from scraper.normalise import vocabulary
from scraper.normalise.vocabulary import Vocabulary
from scraper.text import fold

# Too common as words, too short as names: they count only where the text is nothing else (a tag).
_TAGS_ONLY = frozenset(
    {
        "c",
        "r",
        "go",
        "c language",
        "swift",
        "spring",
        "react",
        "rust",
        "business",
        "product",
        "science",
        "search",
        "video",
        "community",
        "design",
        "product development",
    }
)


@cache
def _vocabulary() -> tuple[Vocabulary, dict[str, str]]:
    rows = reference.table("topics")["topic"]
    entries = [(entry, row["name"]) for row in rows for entry in (row["name"], *row["synonyms"])]
    tags = {fold(entry): name for entry, name in entries}
    return vocabulary.make(entries), tags


def topics(texts: Iterable[str]) -> tuple[str, ...]:
    """The topics named in the texts (talk titles, tags, tracks), each once, in order of first appearance."""
    words, tags = _vocabulary()
    found: dict[str, None] = {}
    for text in texts:
        plain = fold(text)
        if plain in tags:
            found.setdefault(tags[plain])
            continue
        for _, _, meaning in words.find(text):
            if meaning not in _TAGS_ONLY or _is_named(text, meaning):
                found.setdefault(meaning)
    return tuple(found)


def broader(topic: str) -> str | None:
    """The broader topic of one of the vocabulary, or None."""
    return _broader().get(topic)


@cache
def _broader() -> dict[str, str]:
    return {row["name"]: row["broader"] for row in reference.table("topics")["topic"] if row.get("broader")}


def _is_named(text: str, meaning: str) -> bool:
    """A word that is also a name counts when written as one ("React", "Rust", "Go") inside a longer title."""
    if len(meaning) < 3:
        return False
    return meaning.capitalize() in text.split() or meaning in ("search", "design", "science", "community")
