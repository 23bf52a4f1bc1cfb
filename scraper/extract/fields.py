"""The keys of unknown JSON, by meaning: `"photo-url"`, `"speakerPhotoUrl"` and `"zdjęcie"` are all a photo.

The spellings stand in data/json_keys.toml; nothing here knows a product or a language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple

from scraper import reference

_WORD_ENDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[\W_]+")
_LONGEST_KEY = 60
MAX_KEYS = 200  # of one record


@dataclass(frozen=True, slots=True)
class Fields:
    """What a record's keys mean: the values by field, best spelling first, and its values by network."""

    values: dict[str, list[Any]] = field(default_factory=dict)
    networks: dict[str, Any] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    """The keys whose value is `true`."""
    session: bool = False
    """Does the record name its people under a key of their own, as sessions do?"""

    def get(self, name: str) -> Any:  # noqa: ANN401 -- JSON is any value
        """The first value of a field that holds something, or None."""
        for value in self.values.get(name, ()):
            if value not in (None, "", [], {}):
                return value
        return None

    def has(self, name: str) -> bool:
        """Is there a place for this field, filled or not?"""
        return name in self.values


@cache
def languages() -> frozenset[str]:
    """The two-letter codes that may stand at the end of a key or be the keys of a set of translations."""
    return _all("languages")


@lru_cache(maxsize=8192)
def squeezed(key: str) -> str:
    """A key without case, blanks, marks, the owner in front and the language behind: "speaker_Bio-EN" -> "bio"."""
    if len(key) > _LONGEST_KEY:
        return ""
    tokens = [token.casefold() for token in _WORD_ENDS.split(key) if token]
    while len(tokens) > 1 and tokens[0] in _all("owners"):
        del tokens[0]
    if len(tokens) > 1 and tokens[-1] in languages():
        del tokens[-1]
    return "".join(tokens)


def key_words(key: str) -> str:
    """A key as words: "organizingCommittee" -> "organizing committee"."""
    return " ".join(token.casefold() for token in _WORD_ENDS.split(key[:_LONGEST_KEY]) if token)


class _Key(NamedTuple):
    """What a key tells of its value."""

    joined: str
    is_speakers: bool
    is_inside: bool
    meaning: tuple[str, int] | None
    network: str | None


@lru_cache(maxsize=8192)
def _key(key: str) -> _Key:
    short = squeezed(key)
    return _Key(joined(key), is_speakers_key(key), short in _inside(), _meanings().get(short), _network(short))


def meaning(key: str) -> str | None:
    """Which field of a person a key names ("Speaker Name" -> "name"), "links" for a network's; None for none."""
    told = _key(key)
    return told.meaning[0] if told.meaning else "links" if told.network else None


def read(record: Mapping[str, Any]) -> Fields:
    """The fields of a record, and of the records that products wrap around it (`{"node": {"fields": {..}}}`)."""
    ranked: dict[str, list[tuple[int, int, Any]]] = {}
    networks: dict[str, Any] = {}
    flags: set[str] = set()
    session = False
    places: list[tuple[Mapping[str, Any], int]] = [(record, 0)]
    order = 0
    while places:
        place, depth = places.pop(0)
        for key, value in list(place.items())[:MAX_KEYS]:
            order += 1
            told = _key(str(key))
            if value is True or value is False:
                flags |= {told.joined} if value else set()
                continue
            if told.is_speakers:
                session = True
                if isinstance(value, str):
                    ranked.setdefault("name", []).append((900, order, value))
                continue
            if depth < 3 and told.is_inside and isinstance(value, dict) and not _is_text(value):
                places.append((value, depth + 1))
            elif told.meaning is not None:
                name, rank = told.meaning
                ranked.setdefault(name, []).append((rank + 1000 * depth, order, value))
            elif told.network:
                networks.setdefault(told.network, value)
    values = {
        name: [value for *_, value in (sorted(found, key=_rank) if len(found) > 1 else found)]
        for name, found in ranked.items()
    }
    return Fields(values, networks, frozenset(flags), session)


@lru_cache(maxsize=8192)
def joined(key: str) -> str:
    """A key without case, blanks and marks: "Speaker-IDs" -> "speakerids"."""
    return "".join(key_words(key).split())


def is_speakers_key(key: str) -> bool:
    """Does a key name speakers ("keynoteSpeakers", "ponentes")?"""
    return joined(key) in spellings("session", "speakers")


@cache
def spellings(group: str, name: str) -> frozenset[str]:
    """All spellings of one field: `spellings("session", "title")`."""
    rows: dict[str, list[str]] = reference.table("json_keys")[group][name]
    return frozenset(one for row in rows.values() for one in row)


@cache
def networks_known() -> dict[str, str]:
    """Networks by the key that names them, with the address a bare handle makes there ("" for none)."""
    rows: dict[str, str] = reference.table("json_keys")["networks"]
    return rows


def _network(short: str) -> str | None:
    """The network a squeezed key names, with or without a word for what stands there ("twitterHandle"); else None."""
    known = networks_known()
    if short in known:
        return short
    ending = next((one for one in _all("network_endings") if short.endswith(one)), "")
    network = short[: -len(ending)] if ending else ""
    return network if len(network) > len("site") and network in known else None


def _rank(found: tuple[int, int, Any]) -> tuple[int, int]:
    return found[0], found[1]


def _is_text(value: dict[str, Any]) -> bool:
    """A rich text or a translation rather than a record?"""
    return not any(squeezed(str(key)) in _meanings() or str(key) in _inside() for key in value)


@cache
def _all(group: str) -> frozenset[str]:
    rows: dict[str, list[str]] = reference.table("json_keys")[group]
    return frozenset(one for row in rows.values() for one in row)


@cache
def _inside() -> frozenset[str]:
    return spellings("person", "inside")


@cache
def _meanings() -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for name, rows in reference.table("json_keys")["person"].items():
        if name != "inside":
            for rank, one in enumerate(one for row in rows.values() for one in row):
                found.setdefault(one, (name, rank))
    return found
