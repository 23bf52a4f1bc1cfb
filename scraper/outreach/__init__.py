"""The use cases of keeping in touch: who is meant, what happened, whom somebody named. The file's rows as contacts."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from scraper import clock
from scraper.chats import agenda
from scraper.chats.log import UNDONE, WAITING, Contact, Entry, check
from scraper.draft import KINDS
from scraper.errors import AmbiguousSpeaker, InputError, UnknownSpeaker
from scraper.export import shortlist_rows
from scraper.export.readback import Edit
from scraper.model import OWN_LIST, Edition, Harvest, PageRead, Sighting, Verdict
from scraper.normalise import employers, headline
from scraper.reading import make
from scraper.recognise.names import name_key
from scraper.reference import table
from scraper.store import query, write
from scraper.store.contacts import contacting
from scraper.store.folding import folded, plain
from scraper.store.pulling import forgotten
from scraper.store.rows import moment
from scraper.store.schema import LIST, REFERRED
from scraper.text import squash

REFERRALS = "Referrals"
"""The edition that people stand in who were only named by somebody."""
MAX_NOTE = 10_000
LEARNT = {
    "learned": "What did you learn?", "surprised": "What surprised you?", "fits": "Is this work for you?",
    "next": "Whom or what next?",
}  # fmt: skip
"""What is asked after a chat."""
FITS = ("yes", "maybe", "no")


def find(connection: sqlite3.Connection, who: str) -> int:
    """The person meant: as `store.query.find`, where several fit the one among them that is being dealt with.

    Raises UnknownSpeaker, and AmbiguousSpeaker with the choices.
    """
    try:
        return query.find(connection, who)
    except AmbiguousSpeaker:
        asked = plain(who).split()
        near = [one.id for one in contacting.contacts(connection) if _begins(plain(one.name).split(), asked)]
        if len(near) == 1:
            return near[0]
        raise


def _begins(words: Sequence[str], asked: Sequence[str]) -> bool:
    return all(any(word.startswith(beginning) for word in words) for beginning in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What is to be logged: the word, the day, and what goes with it."""

    kind: str
    day: date
    at: datetime | None = None
    until: date | None = None
    note: str | None = None
    via: str | None = None
    about: int | None = None
    referred: tuple[str, ...] = ()
    anyway: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """How things stand after an entry, and the names of people it added or pointed to.

    Of those they named, `referred` came to the shortlist by it and `listed` were on it before.
    """

    contact: Contact
    referred: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    draft: str | None = None


def log(database: write.Store, speaker_id: int, what: Happening) -> Logged:
    """Write what happened. All of it or nothing.

    Raises ImpossibleJump for what cannot follow, InputError for a day to come or nobody to be told about, StoreError.
    """
    today = clock.today()
    if what.day > today:
        raise InputError(f"{what.day} is still to come", hint="the log is of what happened; when a chat is to be: --at")
    known = contact_of(database.conn, speaker_id)
    _refuse(known, what)
    until = what.until
    if what.kind == "snoozed" and until is None:
        until = today + timedelta(days=table("etiquette")["snooze"])
    others = [_referred(database, known, text) for text in what.referred]
    about = _about(database.conn, known, what) if what.kind == "told" else []
    written = moment(clock.now())
    with write.transaction(database) as connection:
        draft = _draft(connection, speaker_id, what.kind) if what.kind in (*WAITING, "thanked") else None
        entry = Entry(
            id=0, speaker=speaker_id, kind=what.kind, day=what.day, at=what.at, until=until,
            note=(what.note or "")[:MAX_NOTE] or None, draft=draft[0] if draft else None,
            details={"via": what.via} if what.via else {},
        )  # fmt: skip
        everybody: list[int | None] = [] if what.kind == "referred" else [*about] or [None]
        for number in everybody:
            contacting.add(connection, replace(entry, other=number), written=written)
        for number in others:
            contacting.add(
                connection,
                Entry(id=0, speaker=speaker_id, kind="referred", day=what.day, other=number),
                written=written,
            )
    named = [contact_of(database.conn, number) for number in others]
    for one in named:
        write.add_to_shortlist(database, one.id, None if one.shortlisted else f"named by {known.name}")
    return Logged(
        contact=contact_of(database.conn, speaker_id),
        referred=tuple(one.name for one in named if not one.shortlisted),
        listed=tuple(one.name for one in named if one.shortlisted),
        told=tuple(contact_of(database.conn, number).name for number in about),
        draft=draft[1] if draft else None,
    )


def _refuse(known: Contact, what: Happening) -> None:
    """Raise for what cannot be logged as it was said."""
    if not what.anyway:
        check(known.name, known.standing, what.kind, what.day)
    if what.kind == "referred" and not what.referred:
        raise InputError(
            "say whom they named", hint=f'coffeechat log "{known.name}" referred --referred "NAME, EMPLOYER"'
        )
    if what.kind == "debriefed":
        raise InputError("a debrief has words of its own", hint=f'coffeechat debrief "{known.name}" --learned TEXT')
    if what.kind == "scheduled" and not (what.at or what.anyway):
        raise InputError("say when the chat is to be", hint=f'coffeechat log "{known.name}" scheduled --at "DAY TIME"')
    if what.kind == "scheduled" and what.at and what.at.date() < what.day:
        raise InputError(f"the chat would have been before {what.day}", hint="log it as over: coffeechat log NAME met")


def told(connection: sqlite3.Connection, logged: Logged, kind: str) -> list[str]:
    """What is to be said after an entry: how things stand and what is next, then what went with it."""
    return [
        agenda.told(logged.contact, kind, _near(connection, logged.contact), clock.now()),
        *([f"the message: {logged.draft}"] if logged.draft else ()),
        *(f"about {name}" for name in logged.told),
        *(f"named {name}, who is on your shortlist now" for name in logged.referred),
        *(f"named {name}, who is on your shortlist already" for name in logged.listed),
    ]


def following_of(connection: sqlite3.Connection, contact: Contact) -> tuple[str, date] | None:
    """The next thing with one person and its day; None when nothing is."""
    return agenda.next_of(contact, _near(connection, contact), clock.now())


def _near(connection: sqlite3.Connection, contact: Contact) -> list[Contact]:
    """The people an agenda for one person depends on."""
    return contacting.contacts(connection, {contact.id, *contact.referred_by, *contact.referred})


def undo(database: write.Store, speaker_id: int, kind: str | None = None) -> tuple[Contact, str]:
    """Take the newest entry about somebody (of a `kind`) back; gives how things stand, and what it was. Raises InputError."""
    known = contact_of(database.conn, speaker_id)
    if not known.standing.log:
        raise InputError(f"nothing is logged of {known.name}", hint=f'coffeechat log "{known.name}" sent')
    ours = [one for one in known.standing.log if kind in (None, one.kind)]
    if not ours:
        raise InputError(f"{kind} is not logged of {known.name}", hint=f'see what is: coffeechat log "{known.name}"')
    newest = max(ours, key=lambda one: one.id)
    with write.transaction(database) as connection:
        slip = Entry(id=0, speaker=speaker_id, kind=UNDONE, day=clock.today(), undoes=newest.id)
        contacting.add(connection, slip, written=moment(clock.now()))
    return contact_of(database.conn, speaker_id), f"{newest.kind} ({newest.day})"


def debrief(database: write.Store, speaker_id: int, day: date, said: Mapping[str, str | None]) -> Contact:
    """Keep what somebody learnt from a chat: answers to LEARNT. Raises InputError for none, ImpossibleJump without a chat."""
    answers = {name: text[:MAX_NOTE] for name in LEARNT if (text := squash(said.get(name)))}
    if not answers:
        raise InputError("nothing was written down", hint="answer one question at least")
    if answers.get("fits", "yes") not in FITS:
        raise InputError(f"{answers['fits'][:20]!r} is no answer to whether it fits", hint=f"one of: {', '.join(FITS)}")
    known = contact_of(database.conn, speaker_id)
    check(known.name, known.standing, "debriefed", day)
    with write.transaction(database) as connection:
        entry = Entry(id=0, speaker=speaker_id, kind="debriefed", day=day, details=answers)
        contacting.add(connection, entry, written=moment(clock.now()))
    return contact_of(database.conn, speaker_id)


def contact_of(connection: sqlite3.Connection, speaker_id: int) -> Contact:
    """Somebody as a contact, also before anything was logged."""
    for one in contacting.contacts(connection, {speaker_id}):
        return one
    row = connection.execute("SELECT name, role, employer FROM speakers WHERE id = ?", (speaker_id,)).fetchone()
    if row is None:
        raise UnknownSpeaker(f"nobody has the id p-{speaker_id}")
    return Contact(id=speaker_id, name=row[0], role=row[1], employer=row[2])


def _draft(connection: sqlite3.Connection, speaker_id: int, word: str) -> tuple[int, str] | None:
    """The newest draft to somebody that was not sent yet, of those whose sending is logged with `word`."""
    rows = connection.execute(
        "SELECT d.id, d.subject, d.kind FROM drafts d WHERE d.speaker_id = ? AND NOT EXISTS "
        "(SELECT 1 FROM contact_log l WHERE l.draft_id = d.id) ORDER BY d.id DESC",
        (speaker_id,),
    )
    return next(((int(number), str(subject)) for number, subject, kind in rows if KINDS.get(kind) == word), None)


def _about(connection: sqlite3.Connection, known: Contact, what: Happening) -> list[int]:
    """Whom a referrer is told about: who was said, or everybody they named and do not know about yet."""
    if what.about is not None:
        return [what.about]
    waiting = [number for number in known.referred if number not in known.told]
    met = [number for number in waiting if contact_of(connection, number).standing.met]
    if not (met or waiting):
        raise InputError(
            f"{known.name} named nobody, or was told about everybody",
            hint='somebody they named is logged with: coffeechat log NAME met --referred "NAME, EMPLOYER"',
        )
    return met or waiting


def _referred(database: write.Store, by: Contact, text: str) -> int:
    """The person of "NAME, EMPLOYER" (or "NAME, ROLE, EMPLOYER"): somebody known already, or somebody new."""
    name, _, job = (part.strip() for part in text.partition(","))
    if not name_key(name):
        raise InputError(f"'{text}' names nobody", hint='write it as "NAME, EMPLOYER"')
    if forgotten.is_forgotten(database.conn, name):
        raise InputError(f"{name} asked to be forgotten", hint="write to somebody else")
    employer = _employer(job)
    company = folded(employers.canonical(employer)) if employer else None
    alike = database.conn.execute("SELECT id, company_key FROM speakers WHERE sort_name = ?", (plain(name),)).fetchall()
    fitting = [number for number, theirs in alike if company is None or theirs in (None, company)]
    if len(fitting) == 1:
        if fitting[0] == by.id:
            raise InputError(f"{by.name} cannot be named by themselves", hint='write it as "NAME, EMPLOYER"')
        return int(fitting[0])
    with suppress(UnknownSpeaker):
        if not job:
            return query.find(database.conn, name)  # raises AmbiguousSpeaker, with the choices
    return _add(database, name, job)


def _employer(job: str) -> str | None:
    """The employer in what follows a name: all of it, or a part where a comma stands before it."""
    return (headline.parse(job).employer or None) if "," in job else job or None


def _add(database: write.Store, name: str, job: str) -> int:
    """Somebody new, who stands in the file as people of a list of one's own do."""
    told = {"headline": job} if "," in job else {"employer": job or None}
    sighting = Sighting(name=name, source="a referral", method=OWN_LIST, **told)
    edition = Edition(conference=REFERRALS)
    reading = make(
        Harvest(
            edition=edition, sightings=(sighting,), talks=(), left_out=(), adapter=LIST,
            pages=(PageRead(url="a referral", adapter=LIST, people=1, methods=(OWN_LIST,)),),
        )
    )  # fmt: skip
    if not reading.speakers:
        raise InputError(f"'{name}' does not read like a name", hint='write it as "NAME, EMPLOYER"')
    now = datetime.now(UTC)
    write.record(
        database, target=REFERRED, edition=edition, adapter=LIST, speakers=reading.speakers, talks=(),
        left_out=(), pages=reading.pages, started=now, finished=now, verdict=Verdict(word="partial"),
    )  # fmt: skip
    row = database.conn.execute(
        "SELECT a.speaker_id FROM appearances a JOIN editions e ON e.id = a.edition_id JOIN conferences c "
        "ON c.id = e.conference_id WHERE c.key = ? AND a.name_key = ?",
        (plain(REFERRALS), reading.speakers[0].name_key),
    ).fetchone()
    return int(row[0])


def exported(connection: sqlite3.Connection, now: datetime) -> list[dict[str, Any]]:
    """The shortlist as rows with every column of `export.SHORTLIST_COLUMNS`, how things stand included."""
    everybody = contacting.contacts(connection)
    by_id = {f"p-{one.id}": one for one in everybody}
    names = {one.id: one.name for one in everybody}
    people = []
    for person in query.shortlist(connection):
        contact = by_id[person["id"]]
        near = [one for one in everybody if one.id in {contact.id, *contact.referred_by, *contact.referred}]
        following = agenda.next_of(contact, near, now)
        standing = contact.standing
        people.append(
            {
                **person,
                "status": "do not contact" if standing.do_not_contact else standing.state,
                "next_action": following[0] if following else None,
                "next_action_date": following[1].isoformat() if following else None,
                "last_contact": standing.last.isoformat() if standing.last else None,
                "last_contact_via": next(
                    (one.details["via"] for one in reversed(standing.log) if "via" in one.details), None
                ),
                "followups_sent": standing.nudges or None,
                "chat_at": standing.chat_at.isoformat(timespec="minutes") if standing.chat_at else None,
                "referred_by": [names[number] for number in contact.referred_by if number in names],
                "referrals_given": [names[number] for number in contact.referred if number in names],
                "do_not_contact": standing.do_not_contact,
            }
        )
    return shortlist_rows(people)


def exported_log(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """What is logged and counts, by person and day, as rows with `sheets.LOG_COLUMNS`."""
    everybody = contacting.contacts(connection)
    names = {one.id: one.name for one in everybody}
    return [
        {
            "person_id": f"p-{who.id}", "name": who.name, "at": one.day.isoformat(), "kind": one.kind, "note": one.note,
            "other": names.get(one.other) if one.other else None,
        }
        for who in everybody
        for one in who.standing.log
    ]  # fmt: skip


def take_edits(database: write.Store, edits: Sequence[Edit]) -> None:
    """Keep what was edited in a sheet. All of it or nothing. Raises StoreError."""
    with write.transaction(database) as connection:
        for one in edits:
            number = int(one.id.removeprefix("p-"))
            if one.column == "do_not_contact":
                kind = "do-not-contact" if one.after.strip() else "contact-again"
                entry = Entry(id=0, speaker=number, kind=kind, day=clock.today())
                contacting.add(connection, entry, written=moment(clock.now()))
            else:
                contacting.edit_shortlist(connection, number, one.column, one.after)
