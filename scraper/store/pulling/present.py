"""What is true of a speaker now, made from all their appearances, and what search reads of them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from scraper.recognise.topics import NAMED
from scraper.store.folding import indexed, indexed_again, plain
from scraper.store.pulling import companies, corrections, subjects
from scraper.store.rows import facts, seconds
from scraper.store.schema import chunks, marks

_JOB = ("role", "employer", "company", "company_key", "role_family", "seniority", "kind")
_SPEAKER = ("name", *_JOB, "sort_name", "latest", "current")
_TEXT = ("name", "role", "employer", "topics", "talks", "bio", "abstracts")
_LONGEST_ABSTRACT = 4_000
_Spoken: TypeAlias = dict[int, list[tuple[str, str | None]]]


def _upsert(table: str, columns: Sequence[str], *, stamped: bool = False) -> str:
    """An upsert that leaves a row alone, triggers and all, when nothing in it would change."""
    names = ("id", *columns, *(("created", "updated") if stamped else ()))
    changed = ("updated", *columns) if stamped else columns
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks(names)}) ON CONFLICT (id) DO UPDATE SET "  # noqa: S608
        f"{', '.join(f'{name} = excluded.{name}' for name in changed)} "
        f"WHERE ({', '.join(f'{table}.{name}' for name in columns)}) "
        f"IS NOT ({', '.join(f'excluded.{name}' for name in columns)})"
    )


_UPSERT_SPEAKER = _upsert("speakers", _SPEAKER, stamped=True)
_UPSERT_TEXT = _upsert("speaker_text", _TEXT)


def refresh(connection: sqlite3.Connection, speaker_ids: Iterable[int], *, now: str) -> None:
    """Bring `speakers` and what search reads up to date with the appearances of these speakers."""
    everybody, at = set(speaker_ids), seconds(now)
    everybody |= companies.share_kinds(connection, _companies(connection, everybody))
    for ids in chunks(sorted(everybody)):
        appearances, corrected = _appearances(connection, ids), corrections.of_speakers(connection, ids)
        said, spoken = _said(connection, appearances)
        topics = subjects.refresh(connection, ids, said)
        chosen = {
            row[0]
            for row in connection.execute(
                f"SELECT speaker_id FROM shortlist WHERE speaker_id IN ({marks(ids)})",  # noqa: S608
                ids,
            )
        }
        speakers, texts = [], []
        for speaker_id in ids:
            everywhere = appearances.get(speaker_id)
            if not everywhere:
                continue
            standing = [one for one in everywhere if not one["withdrawn"]]
            told = standing or everywhere
            by_hand = corrected.get(speaker_id, {})
            if by_hand.get("company_key"):
                by_hand["kind"] = companies.kind(connection, by_hand["company_key"])
            job = {**_job(told), **by_hand}
            newest = {**told[0], **by_hand}
            current = int(bool(standing) or speaker_id in chosen)
            kept = {**job, "company": None if job["company"] == job["employer"] else job["company"]}
            speakers.append(
                (speaker_id, newest["name"], *(kept[fact] for fact in _JOB), plain(newest["name"]), newest["year"] or 0,
                 current, at, at)
            )  # fmt: skip
            texts.append(
                (
                    speaker_id,
                    indexed(" ".join(dict.fromkeys([newest["name"], *(one["name"] for one in told)]))),
                    indexed_again(job["role"]),
                    _employer(job),
                    " ".join(indexed_again(topic) for topic, weight in topics[speaker_id].items() if weight >= NAMED),
                    indexed(" ".join(dict.fromkeys(title for title, _ in spoken[speaker_id]))),
                    indexed(next((one["bio"] for one in told if one["bio"]), None)),
                    indexed(
                        " ".join(
                            text[:_LONGEST_ABSTRACT]
                            for text in dict.fromkeys(long for _, long in spoken[speaker_id])
                            if text
                        )
                    ),
                )
            )
        connection.executemany(_UPSERT_SPEAKER, speakers)
        connection.executemany(_UPSERT_TEXT, texts)


def chosen(connection: sqlite3.Connection, speaker_id: int, *, now: str) -> None:
    """Somebody came on the shortlist or left it: that changes only those whom no conference lists any longer."""
    listed = "SELECT 1 FROM appearances WHERE speaker_id = ? AND withdrawn IS NULL"
    if not connection.execute(listed, (speaker_id,)).fetchone():
        refresh(connection, [speaker_id], now=now)


def _companies(connection: sqlite3.Connection, speaker_ids: Iterable[int]) -> set[str]:
    """The companies these speakers were met at."""
    return {
        key
        for ids in chunks(sorted(speaker_ids))
        for (key,) in connection.execute(
            f"SELECT company_key FROM appearances WHERE company_key IS NOT NULL AND speaker_id IN ({marks(ids)})",  # noqa: S608
            ids,
        )
    }


def _job(told: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The newest appearance that names a job; a role it leaves out is taken from an older one at the same company."""
    newest = next((one for one in told if one["role"] or one["employer"]), told[0])
    if newest["role"] or not newest["company_key"]:
        return newest
    older = next((one for one in told if one["role"] and one["company_key"] == newest["company_key"]), None)
    if older is None:
        return newest
    return {**newest, **{fact: older[fact] for fact in ("role", "role_family", "seniority")}}


def _employer(job: dict[str, Any]) -> str:
    """The employer as written and the company's own name, once where they are the same."""
    names = (indexed_again(job["employer"]), indexed_again(job["company"]))
    return " ".join(dict.fromkeys(name for name in names if name))


_APPEARANCE = ("id", "name", *_JOB, "withdrawn", "year", "bio", "tags")


def _appearances(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The appearances of each speaker, newest first."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for speaker_id, *values in connection.execute(
        f"SELECT a.speaker_id, a.id, a.name, {facts(_JOB)}, a.withdrawn, e.year, s.bio, s.topics "  # noqa: S608
        "FROM appearances a JOIN editions e ON e.id = a.edition_id "
        "LEFT JOIN sightings s ON s.appearance_id = a.id AND s.current = 1 "
        f"WHERE a.speaker_id IN ({marks(ids)}) "
        "ORDER BY a.speaker_id, ifnull(e.year, 0) DESC, ifnull(e.starts, '') DESC, a.id DESC, s.id",
        ids,
    ):
        found[speaker_id].append(dict(zip(_APPEARANCE, values, strict=True)))
    return found


def _said(
    connection: sqlite3.Connection, appearances: Mapping[int, list[dict[str, Any]]]
) -> tuple[dict[int, subjects.Said], _Spoken]:
    """What standing appearances said, by appearance; and the titles and abstracts of each speaker's talks, in order."""
    said: dict[int, subjects.Said] = {}
    for speaker_id, everywhere in appearances.items():
        for one in everywhere:
            if not one["withdrawn"]:
                mine = said.setdefault(one["id"], subjects.Said(speaker_id))
                mine.bio = mine.bio or one["bio"]
                mine.tags += subjects.listed(one["tags"])
    spoken: _Spoken = defaultdict(list)
    for number, *talk in connection.execute(
        "SELECT x.appearance_id, t.title, t.abstract, t.track, t.topics FROM talk_speakers x "
        "CROSS JOIN talks t ON t.id = x.talk_id WHERE x.appearance_id IN (SELECT value FROM json_each(?)) ORDER BY t.id",
        (json.dumps(list(said)),),
    ):
        said[number].talks.append((talk[0], talk[1], talk[2], talk[3]))
        spoken[said[number].speaker_id].append((talk[0], talk[1]))
    return said, spoken
