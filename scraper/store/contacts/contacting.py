"""The log of contacts, the drafts and the user's settings, as rows. Reading takes a plain connection."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from scraper.chats.log import WAITING, Contact, Entry, standing
from scraper.store.contacts import colleagues
from scraper.store.rows import as_json, storable
from scraper.store.schema import marks

_COLUMNS = ("id", "speaker_id", "kind", "day", "at", "until", "note", "details", "other_id", "draft_id", "undoes")
_COLLEAGUES, _LOOKED_AT = 3, 50


def entries(connection: sqlite3.Connection, speaker_ids: Collection[int] | None = None) -> list[Entry]:
    """The log, in order of writing; of everybody, or of some people and those who named them or were told about them."""
    some = marks(list(speaker_ids or ()))
    near = (
        ""
        if speaker_ids is None
        else f"WHERE speaker_id IN ({some}) OR speaker_id IN (SELECT speaker_id FROM contact_log WHERE other_id IN ({some}))"  # noqa: S608
    )
    rows = connection.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM contact_log {near} ORDER BY id",  # noqa: S608 -- our own columns
        [*(speaker_ids or ()), *(speaker_ids or ())],
    )
    return [
        Entry(
            id=number,
            speaker=who,
            kind=kind,
            day=date.fromisoformat(day),
            at=datetime.fromisoformat(at) if at else None,
            until=date.fromisoformat(until) if until else None,
            note=note,
            details=json.loads(details) if details else {},
            other=other,
            draft=draft,
            undoes=undoes,
        )
        for number, who, kind, day, at, until, note, details, other, draft, undoes in rows
    ]


def add(connection: sqlite3.Connection, entry: Entry, *, written: str) -> int:
    """Add one entry (its `id` is not looked at); gives its number."""
    details = json.dumps(dict(entry.details), ensure_ascii=False) if entry.details else None
    cursor = connection.execute(
        "INSERT INTO contact_log (speaker_id, kind, day, at, until, note, details, other_id, draft_id, undoes, written) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            entry.speaker, entry.kind, entry.day.isoformat(), entry.at.isoformat() if entry.at else None,
            entry.until.isoformat() if entry.until else None, storable(entry.note), storable(details), entry.other,
            entry.draft, entry.undoes, written,
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def contacts(connection: sqlite3.Connection, only: Collection[int] | None = None) -> list[Contact]:
    """Everybody on the shortlist or in the log, with how things stand and who named whom; or `only` those of them."""
    log: dict[int, list[Entry]] = defaultdict(list)
    for one in entries(connection, only):
        log[one.speaker].append(one)
    contacted = {number for (number,) in connection.execute("SELECT DISTINCT speaker_id FROM contact_log")}
    named = {one.other for every in log.values() for one in every if one.other}
    listed = {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT speaker_id, pinned, tier, added FROM shortlist ORDER BY added, speaker_id"
        )
    }
    found = []
    referred_by: dict[int, list[int]] = defaultdict(list)
    standings = {
        number: standing(log.get(number, ()), shortlisted=number in listed)
        for number in {*log, *named, *listed}
        if only is None or number in log or number in only
    }
    for number, now in standings.items():
        for one in now.log:
            if one.kind == "referred" and one.other and number not in referred_by[one.other]:
                referred_by[one.other].append(number)
    for number in sorted(standings if only is None else standings.keys() & set(only)):
        row = connection.execute(
            "SELECT ifnull(p.name, s.name), s.role, s.employer, s.company_key, s.role_family FROM speakers s "
            "LEFT JOIN preferred_names p ON p.speaker_id = s.id WHERE s.id = ?",
            (number,),
        ).fetchone()
        if row is None:
            continue
        name, role, employer, company, family = row
        now = standings[number]
        pinned, tier, added = listed.get(number, (0, None, ""))
        found.append(
            Contact(
                id=number,
                name=name,
                role=role,
                employer=employer,
                role_family=family,
                shortlisted=number in listed,
                standing=now,
                referred_by=tuple(referred_by[number]),
                referred=tuple(dict.fromkeys(one.other for one in now.log if one.kind == "referred" and one.other)),
                told=tuple(one.other for one in now.log if one.kind == "told" and one.other),
                # Nobody else is asked instead of somebody who answered, or was never asked.
                colleagues=_colleagues(connection, number, company, contacted) if now.state in WAITING else (),
                # Whoever was named is written to first: an introduction cools down.
                rank=(not pinned, not referred_by[number], tier or "~", added, number),
            )
        )
    return found


def others(connection: sqlite3.Connection, speaker_id: int) -> list[str]:
    """Names and employers of everybody else on the shortlist or in the log."""
    rows = connection.execute(
        "SELECT ifnull(p.name, s.name), s.employer FROM (SELECT speaker_id FROM shortlist UNION SELECT speaker_id FROM "
        "contact_log UNION SELECT other_id FROM contact_log WHERE other_id IS NOT NULL) x JOIN speakers s ON s.id = x.speaker_id "
        "LEFT JOIN preferred_names p ON p.speaker_id = s.id WHERE s.id <> ? ORDER BY s.id",
        (speaker_id,),
    )
    return [text for row in rows for text in row if text]


def _colleagues(
    connection: sqlite3.Connection, number: int, company: str | None, contacted: set[int]
) -> tuple[str, ...]:
    """Others at the same employer to whom nothing was ever sent, those on the shortlist first."""
    there = colleagues.at(connection, company, number, _LOOKED_AT)
    return tuple(name for other, name, _ in there if other not in contacted)[:_COLLEAGUES]


def settings(connection: sqlite3.Connection) -> dict[str, Any]:
    """The user's own settings."""
    return {name: json.loads(value) for name, value in connection.execute("SELECT name, value FROM settings")}


def set_up(connection: sqlite3.Connection, name: str, value: object) -> None:
    """Keep one setting; None removes it."""
    if value is None:
        connection.execute("DELETE FROM settings WHERE name = ?", (name,))
        return
    connection.execute(
        "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, storable(json.dumps(value, ensure_ascii=False))),
    )


def sent_drafts(connection: sqlite3.Connection) -> dict[int, dict[str, Any]]:
    """The drafts that were sent, by number: {kind, tone, language, words}."""
    rows = connection.execute(
        "SELECT d.id, d.kind, d.tone, d.language, d.body FROM drafts d JOIN contact_log l ON l.draft_id = d.id"
    )
    return {
        number: {"kind": kind, "tone": tone, "language": language, "words": len(body.split())}
        for number, kind, tone, language, body in rows
    }


def add_draft(  # noqa: PLR0913 -- one argument a column
    connection: sqlite3.Connection, speaker_id: int, *, kind: str, language: str, tone: str, subject: str, body: str,
    ready: bool, made: str,
) -> int:  # fmt: skip
    """Keep a draft; the same text to the same person once more is the same draft. Gives its number."""
    row = connection.execute(
        "SELECT id FROM drafts WHERE speaker_id = ? AND kind = ? AND subject = ? AND body = ? "
        "AND id NOT IN (SELECT draft_id FROM contact_log WHERE draft_id IS NOT NULL) ORDER BY id DESC LIMIT 1",
        (speaker_id, kind, storable(subject) or "", storable(body) or ""),
    ).fetchone()
    if row:
        connection.execute("UPDATE drafts SET ready = ?, made = ? WHERE id = ?", (int(ready), made, row[0]))
        return int(row[0])
    cursor = connection.execute(
        "INSERT INTO drafts (speaker_id, kind, language, tone, subject, body, ready, made) VALUES (?,?,?,?,?,?,?,?)",
        (speaker_id, kind, language, tone, storable(subject) or "", storable(body) or "", int(ready), made),
    )
    return int(cursor.lastrowid or 0)


def drafts(connection: sqlite3.Connection, speaker_id: int) -> list[dict[str, Any]]:
    """The drafts to somebody, newest first: {id, kind, language, tone, subject, body, ready, made, sent}."""
    names = ("id", "kind", "language", "tone", "subject", "body", "ready", "made", "sent")
    rows = connection.execute(
        "SELECT d.id, d.kind, d.language, d.tone, d.subject, d.body, d.ready, d.made, min(l.day) FROM drafts d "
        "LEFT JOIN contact_log l ON l.draft_id = d.id WHERE d.speaker_id = ? GROUP BY d.id ORDER BY d.id DESC",
        (speaker_id,),
    )
    return [dict(zip(names, (f"d-{row[0]}", *row[1:]), strict=True)) for row in rows]


def listing(connection: sqlite3.Connection, speaker_id: int) -> dict[str, Any] | None:
    """How somebody stands on the shortlist: {note, tier, tags, pinned}; None for somebody who does not."""
    row = connection.execute(
        "SELECT note, tier, tags, pinned FROM shortlist WHERE speaker_id = ?", (speaker_id,)
    ).fetchone()
    return {"note": row[0], "tier": row[1], "tags": json.loads(row[2] or "[]"), "pinned": bool(row[3])} if row else None


def recent_drafts(connection: sqlite3.Connection, kind: str, speaker_id: int, count: int) -> dict[str, str]:
    """The newest drafts of a kind to other people: name -> text of the newest to them."""
    rows = connection.execute(
        "SELECT s.name, d.body FROM drafts d JOIN speakers s ON s.id = d.speaker_id WHERE d.kind = ? AND d.speaker_id <> ? "
        "ORDER BY d.id DESC LIMIT ?",
        (kind, speaker_id, count),
    )
    return dict(reversed(rows.fetchall()))


def subject_sent(connection: sqlite3.Connection, speaker_id: int) -> str | None:
    """The subject of the first message that was sent to somebody."""
    row = connection.execute(
        "SELECT d.subject FROM contact_log l JOIN drafts d ON d.id = l.draft_id WHERE l.speaker_id = ? "
        "AND l.kind = 'sent' ORDER BY l.id DESC LIMIT 1",
        (speaker_id,),
    ).fetchone()
    return str(row[0]) if row else None


def preferred_name(connection: sqlite3.Connection, speaker_id: int) -> str | None:
    """How somebody wants to be addressed, where the user said so."""
    row = connection.execute("SELECT name FROM preferred_names WHERE speaker_id = ?", (speaker_id,)).fetchone()
    return str(row[0]) if row else None


def prefer_name(connection: sqlite3.Connection, speaker_id: int, name: str | None) -> None:
    """Keep how somebody wants to be addressed; None forgets it."""
    connection.execute("DELETE FROM preferred_names WHERE speaker_id = ?", (speaker_id,))
    if name:
        connection.execute("INSERT INTO preferred_names (speaker_id, name) VALUES (?, ?)", (speaker_id, storable(name)))


def edit_shortlist(connection: sqlite3.Connection, speaker_id: int, column: str, text: str) -> None:
    """Set the notes, tier or tags ("a; b") of somebody on the shortlist; an empty text takes them away."""
    names = {"notes": "note", "tier": "tier", "tags": "tags"}
    tags = [tag.strip() for tag in text.split(";") if tag.strip()]
    value = as_json(tags) if column == "tags" else storable(text.strip())
    connection.execute(f"UPDATE shortlist SET {names[column]} = ? WHERE speaker_id = ?", (value, speaker_id))  # noqa: S608
