"""Speakers as rows: what is stored of each, with a digest by which an unchanged one is recognised at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scraper.store.folding import folded

if TYPE_CHECKING:
    from scraper.model import Sighting, Speaker

FACTS = (
    "name", "name_key", "record_id", "role", "role_source", "employer", "employer_source", "company", "company_key",
    "role_family", "seniority", "kind", "billing",
)  # fmt: skip
SEEN = (
    "name", "headline", "role", "employer", "bio", "billing", "photo", "record_id", "talks", "topics", "links",
    "source", "method",
)  # fmt: skip
_NEVER_NULL = ("name", "source", "method")
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_DIGEST = 8
_PAGE = "page"
_READ_AT = {"role_source": "role", "employer_source": "employer"}
"""What is left out of a row where it was read on the page itself, and the fact it tells of."""
SOURCE = (
    "CASE substr(g.source, 1, 1) WHEN '=' THEN (SELECT target FROM pulls WHERE id = g.pull_id) || substr(g.source, 2) "
    "WHEN '!' THEN substr(g.source, 2) ELSE g.source END"
)
"""The page of a sighting `g`, as SQL; see `kept_source`."""
SEEN_SQL = ", ".join(SOURCE if column == "source" else f"g.{column}" for column in SEEN)
"""What a page said, as SQL: the columns of a sighting `g` in the order of SEEN."""
ASKED = (
    "(r.answer IS NOT NULL OR NOT EXISTS (SELECT 1 FROM corrections x JOIN appearances c ON c.id = x.appearance_id "
    "WHERE x.fact = r.kind AND c.edition_id = r.edition_id AND c.name_key = r.name_key))"
)
"""A condition: nobody corrected what the question `r` asks, which answers it."""
Row = tuple[Any, ...]


class Incoming:
    """One speaker of a pull, ready to be written.

    The digest is all that an unchanged speaker costs; the rows (`facts` in the order of FACTS, `seen` in that of SEEN)
    are made whenever somebody asks for them, with text no database takes (half characters, NUL) repaired.
    """

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self.name_key = storable(speaker.name_key) or self.name
        self.record_id = storable(speaker.sighting.record_id)
        said = _said(speaker.sighting)
        self.seen_digest = digest(said)
        self.digest = digest((_made(speaker), self.seen_digest))

    @property
    def name(self) -> str:
        """As a person would write it."""
        return storable(self.speaker.name) or ""

    @property
    def company_key(self) -> str | None:
        """The employer, folded."""
        company, _ = self.firm
        return folded(company) or company

    @property
    def firm(self) -> tuple[str | None, str | None]:
        """The company and the employer as written."""
        return storable(self.speaker.company or self.speaker.employer), storable(self.speaker.employer)

    @property
    def facts(self) -> Row:
        """What was made of the sighting."""
        speaker = self.speaker
        return (
            self.name,
            self.name_key,
            self.record_id,
            storable(speaker.role),
            _elsewhere(speaker.role_source) if speaker.role else None,
            storable(speaker.employer),
            _elsewhere(speaker.employer_source) if speaker.employer else None,
            None if (firm := storable(speaker.company)) == storable(speaker.employer) else firm,
            self.company_key,
            speaker.role_family,
            speaker.seniority,
            speaker.kind,
            storable(speaker.billing),
        )

    @property
    def seen(self) -> Row:
        """What the page said, word for word."""
        return tuple(
            [
                (as_json(said) if isinstance(said, tuple) else storable(said))
                or ("" if column in _NEVER_NULL else None)
                for column, said in zip(SEEN, _said(self.speaker.sighting), strict=True)
            ]
        )

    @property
    def topics(self) -> tuple[str, ...]:
        """What they speak about."""
        return _texts(self.speaker.topics)

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses they published."""
        return _texts(self.speaker.sighting.links)

    @property
    def talks(self) -> tuple[str, ...]:
        """Titles that stand with them."""
        return _texts(self.speaker.sighting.talks)


def _made(speaker: Speaker) -> Row:
    return (
        speaker.name, speaker.name_key, speaker.role, speaker.role_source, speaker.employer, speaker.employer_source,
        speaker.company, speaker.role_family, speaker.seniority, speaker.kind, tuple(sorted(speaker.topics)), speaker.billing,
    )  # fmt: skip


def _said(sighting: Sighting) -> Row:
    return (
        sighting.name, sighting.headline, sighting.role, sighting.employer, sighting.bio, sighting.billing,
        sighting.photo, sighting.record_id, sighting.talks, sighting.topics, sighting.links, sighting.source,
        sighting.method,
    )  # fmt: skip


def company(table: str) -> str:
    """The canonical name of a row's employer, as SQL: it is kept where it is not the employer as written."""
    return f"ifnull({table}.company, {table}.employer)"


def facts(columns: Iterable[str], table: str = "a") -> str:
    """Columns of `appearances` or `speakers`, as SQL, as if nothing were left out of them."""
    return ", ".join(_fact(column, table) for column in columns)


def _fact(column: str, table: str) -> str:
    if column == "company":
        return company(table)
    if column in _READ_AT:
        return f"CASE WHEN {table}.{_READ_AT[column]} IS NOT NULL THEN ifnull({table}.{column}, '{_PAGE}') END"
    return f"{table}.{column}"


def _elsewhere(source: str | None) -> str | None:
    """Where a fact was read, where that was not the page's list of people."""
    return None if source == _PAGE else source


def kept_source(source: str, target: str) -> str:
    """The page of a sighting as the file has it: "=" and the rest of it where it begins as the pull's target."""
    if target and source.startswith(target):
        return f"={source[len(target) :]}"
    return f"!{source}" if source[:1] in ("=", "!") else source


def storable(text: str | None) -> str | None:
    """Text as SQLite takes it, None for an empty one."""
    if not text:
        return None
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("\0", "") or None if "\0" in text else text


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(storable, texts))))


def as_json(texts: Sequence[str]) -> str | None:
    """A list of texts as JSON, None for an empty one."""
    return _ENCODE(_texts(texts)) if texts else None


def digest(value: object) -> bytes:
    """A short fingerprint of a value made of texts, numbers and tuples."""
    from hashlib import blake2b  # noqa: PLC0415 -- those who only read start without

    return blake2b(repr(value).encode("utf-8", "replace"), digest_size=12).digest()[:_DIGEST]


def moment(when: datetime) -> str:
    """A point in time as the file writes it: ISO 8601, UTC, seconds."""
    return when.astimezone(UTC).isoformat(timespec="seconds")


def seconds(said: str) -> int:
    """A `moment` as a number: what the file has of a person's first and last change."""
    return int(datetime.fromisoformat(said).timestamp())


def when(number: int) -> str:
    """Such a number as a `moment` again."""
    return moment(datetime.fromtimestamp(number, UTC))


def once(speakers: Iterable[Speaker]) -> list[Speaker]:
    """Each person of one edition once: by the platform's id, else by name where ids do not tell them apart."""
    found: list[Speaker] = []
    by_id: dict[str, int] = {}
    by_name: dict[str, list[int]] = {}
    for speaker in speakers:
        record_id = speaker.sighting.record_id
        place = by_id.get(record_id) if record_id else None
        if place is None:
            alike = by_name.get(speaker.name_key or speaker.name, [])
            place = next((at for at in alike if not record_id or not found[at].sighting.record_id), None)
        if place is None:
            place = len(found)
            found.append(speaker)
        else:
            found[place] = _together(found[place], speaker)
        if record_id:
            by_id.setdefault(record_id, place)
        if place not in (places := by_name.setdefault(speaker.name_key or speaker.name, [])):
            places.append(place)
    return found


def _together(first: Speaker, second: Speaker) -> Speaker:
    """One person met twice: the first reading, with what only the second has."""
    from scraper.model import union  # noqa: PLC0415 -- as above

    sighting = first.sighting.with_more_of(second.sighting)
    job = first if first.role or first.employer else second
    return replace(
        job,
        name=first.name,
        name_key=first.name_key,
        topics=union(first.topics, second.topics),
        billing=first.billing or second.billing,
        sighting=sighting,
    )
