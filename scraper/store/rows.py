"""Speakers as rows: what is stored of each, with a digest by which an unchanged one is recognised at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from scraper.model import Sighting, Speaker
from scraper.store.folding import plain

FACTS = (
    "name", "name_key", "record_id", "role", "role_source", "employer", "employer_source", "company", "company_key",
    "role_family", "seniority", "billing",
)  # fmt: skip
SEEN = (
    "name", "headline", "role", "employer", "bio", "billing", "photo", "record_id", "talks", "topics", "links",
    "source", "method",
)  # fmt: skip
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One speaker of a pull, ready to be written. `facts` are in the order of FACTS, `seen` in that of SEEN."""

    facts: Row
    seen: Row
    topics: tuple[str, ...]
    links: tuple[str, ...]
    photo: str | None
    talks: tuple[str, ...]
    digest: bytes
    seen_digest: bytes

    @property
    def name(self) -> str:
        """As a person would write it."""
        return str(self.facts[0])

    @property
    def name_key(self) -> str:
        """Equal for the same name in another order."""
        return str(self.facts[1])

    @property
    def record_id(self) -> str | None:
        """The platform's own id."""
        return self.facts[2]  # type: ignore[no-any-return]

    @property
    def company_key(self) -> str | None:
        """The employer, folded."""
        return self.facts[FACTS.index("company_key")]  # type: ignore[no-any-return]


def incoming(speaker: Speaker) -> Incoming:
    """What is stored of a speaker. Text that no database or terminal can take (half characters, NUL) is repaired."""
    seen = _seen(speaker.sighting)
    company = storable(speaker.company or speaker.employer)
    facts = (
        storable(speaker.name) or "",
        storable(speaker.name_key) or "",
        storable(speaker.sighting.record_id),
        storable(speaker.role),
        speaker.role_source if speaker.role else None,
        storable(speaker.employer),
        speaker.employer_source if speaker.employer else None,
        company,
        plain(company) or company,
        speaker.role_family,
        speaker.seniority,
        storable(speaker.billing),
    )
    topics = _texts(speaker.topics)
    seen_digest = digest(seen)
    return Incoming(
        facts=facts,
        seen=seen,
        topics=topics,
        links=_texts(speaker.sighting.links),
        photo=storable(speaker.sighting.photo),
        talks=_texts(speaker.sighting.talks),
        digest=digest((facts, topics, seen_digest)),
        seen_digest=seen_digest,
    )


def _seen(sighting: Sighting) -> Row:
    return (
        storable(sighting.name) or "",
        storable(sighting.headline),
        storable(sighting.role),
        storable(sighting.employer),
        storable(sighting.bio),
        storable(sighting.billing),
        storable(sighting.photo),
        storable(sighting.record_id),
        as_json(sighting.talks),
        as_json(sighting.topics),
        as_json(sighting.links),
        storable(sighting.source) or "",
        storable(sighting.method) or "",
    )


def storable(text: str | None) -> str | None:
    """Text as SQLite takes it, None for an empty one."""
    if not text:
        return None
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("\0", "") or None


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for raw in texts if (text := storable(raw))))


def as_json(texts: Sequence[str]) -> str | None:
    """A list of texts as JSON, None for an empty one."""
    return json.dumps(_texts(texts), ensure_ascii=False) if texts else None


def digest(value: object) -> bytes:
    """A short fingerprint of a value made of texts, numbers and tuples."""
    return blake2b(repr(value).encode("utf-8", "replace"), digest_size=12).digest()


def moment(when: datetime) -> str:
    """A point in time as the file writes it: ISO 8601, UTC, seconds."""
    return when.astimezone(UTC).isoformat(timespec="seconds")


def once(speakers: Iterable[Speaker]) -> list[Speaker]:
    """Each person of one edition once: by the platform's id, else by name where ids do not tell them apart."""
    found: list[Speaker] = []
    by_id: dict[str, int] = {}
    by_name: dict[str, list[int]] = {}
    for speaker in speakers:
        record_id = speaker.sighting.record_id
        place = by_id.get(record_id) if record_id else None
        if place is None:
            alike = by_name.get(speaker.name_key, []) if speaker.name_key else []
            place = next((at for at in alike if not record_id or not found[at].sighting.record_id), None)
        if place is None:
            place = len(found)
            found.append(speaker)
        else:
            found[place] = _together(found[place], speaker)
        if record_id:
            by_id.setdefault(record_id, place)
        if place not in (places := by_name.setdefault(speaker.name_key, [])):
            places.append(place)
    return found


def _together(first: Speaker, second: Speaker) -> Speaker:
    """One person met twice: the first reading, with what only the second has."""
    one, other = first.sighting, second.sighting
    sighting = replace(
        one,
        headline=one.headline or other.headline,
        bio=one.bio or other.bio,
        photo=one.photo or other.photo,
        record_id=one.record_id or other.record_id,
        talks=_union(one.talks, other.talks),
        topics=_union(one.topics, other.topics),
        links=_union(one.links, other.links),
    )
    job = first if first.role or first.employer else second
    return replace(
        job,
        name=first.name,
        name_key=first.name_key,
        topics=_union(first.topics, second.topics),
        billing=first.billing or second.billing,
        sighting=sighting,
    )


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
