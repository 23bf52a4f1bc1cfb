"""Making and changing the file: one transaction a pull, all of it or nothing."""

from __future__ import annotations

import gc
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from sqlite_utils import Database

from scraper import health
from scraper.errors import CoffeechatError, NotOurFile, NotWritable, UnknownSpeaker
from scraper.model import Doubt, Edition, LeftOut, PageRead, Speaker, Talk, Verdict
from scraper.store import schema
from scraper.store.migrations import upgrade
from scraper.store.pulling import companies, editions, forgotten, people, present, reviews
from scraper.store.pulling import talks as programme
from scraper.store.rows import Incoming, as_json, digest, moment, once, storable
from scraper.store.schema import marks
from scraper.store.trouble import explained

Store: TypeAlias = Database
BUSY_SECONDS = 5.0
"""How long to wait for another program that is writing."""
PATIENCE = 120.0
"""... for one that has work of hours to write: another pull of some ten thousand people is through by then."""
_CACHE_KIB = 262_144
"""Taken as it is needed: all pages that a pull of a few hundred people touches in a file of a million."""
_WAL_PAGES = 8_192
"""A pull touches thousands of pages, the next one many of them again: they go from the log into the file once, not each time."""
_PAGE = tuple(one.name for one in fields(PageRead))
_GITIGNORE = "# real people's data: it stays on this machine\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one pull changed, in people.

    `people` is how many of the edition are listed now, `unsure` open questions; `forgotten` are names that were turned
    away because the user had them forgotten: nothing of them was written.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    withdrawn: int = 0
    people: int = 0
    unsure: int = 0
    forgotten: tuple[str, ...] = ()


@contextmanager
def open_store(path: Path, *, patient: bool = False) -> Iterator[Store]:
    """The file at `path`, made when it is not there, brought up to date when an older coffeechat wrote it.

    A folder that is missing is made. With a new file comes a .gitignore, unless there is one: in an empty folder it
    keeps everything out of git, elsewhere the file, its archive and its backups. Whoever holds the file now is told of at
    once; with `patient` whoever does so later is waited for.
    Raises StoreError: NotOurFile, NewerSchema, NotWritable, Locked.
    """
    path = Path(path)
    _make_folder(path)
    with explained(path):
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            database = Database(connection, execute_plugins=False)
            if schema.version(connection, path) < schema.VERSION:
                upgrade(database, path)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_WAL_PAGES}")
            connection.execute("BEGIN IMMEDIATE")  # better told now than after an hour of fetching
            connection.execute(
                f"PRAGMA user_version = {schema.VERSION}"
            )  # of a read-only file it would begin all the same
            connection.rollback()
            if patient:
                connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")
            yield database
        finally:
            connection.close()


def _make_folder(path: Path) -> None:
    if path.is_dir():
        raise NotOurFile(f"{path} is a folder, not a file")
    if path.exists():
        return
    folder = path.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ignored = folder / ".gitignore"
        if not ignored.exists():
            ours = f"{path.stem}.*\n" if any(folder.iterdir()) else "*\n"
            ignored.write_text(_GITIGNORE + ours, encoding="utf-8")
    except OSError as problem:
        raise NotWritable(f"cannot write in {folder}: {problem.strerror or problem}") from problem


@contextmanager
def transaction(database: Store) -> Iterator[sqlite3.Connection]:
    """All of it or nothing. Taken for writing at once, so that what was read stays true until the end."""
    connection = database.conn
    file = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    with explained(file):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise


@contextmanager
def _uncollected() -> Iterator[None]:
    """Within this nobody looks for rings among objects: a pull makes rows by the hundred thousand, and no ring at all.

    Looking costs a seventh of all there is to do.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def together(database: Store) -> Iterator[people.Waiting]:
    """Several pulls as one: give what comes out to each `record`. All of them are written or none.

    Who is whom is seen at the end, once: of a long list in a fraction of the time, and with the same result.
    Raises StoreError.
    """
    waiting = people.Waiting()
    with transaction(database) as connection:
        yield waiting
        with _uncollected():
            people.see_who(connection, waiting, now=moment(datetime.now(UTC)))


def record(  # noqa: PLR0913 -- one argument for each thing a pull brings
    database: Store,
    *,
    target: str,
    edition: Edition,
    adapter: str,
    speakers: Sequence[Speaker],
    talks: Sequence[Talk],
    left_out: Sequence[LeftOut],
    pages: Sequence[PageRead],
    started: datetime,
    finished: datetime,
    verdict: Verdict,
    doubts: Sequence[Doubt] = (),
    waiting: people.Waiting | None = None,
    hint: str | None = None,
) -> Changes:
    """Write one pull of one edition, and tell what it changed. A second, identical one changes nothing but `pulls`.

    With a verdict that keeps the old rows only the pull and its receipt are written. Only a full pull withdraws who
    it does not list; who came from somebody's own list is withdrawn by a list alone, and the other way round.
    What a person settled of the edition (scraper.store.pulling.reviews) is laid over what was read; `doubts` are kept as
    questions. `waiting`: see `together`. `hint`: what a person can do about what is lacking. Raises StoreError (Locked, NotWritable), and then nothing is written; ValueError for a good pull
    without anybody.
    """
    if not (speakers or verdict.keeps_old):
        raise ValueError("a pull without people is no good pull")
    came = forgotten.turned_away(database.conn, speakers, talks, left_out, pages, doubts)
    speakers, talks, left_out, pages, doubts = came.speakers, came.talks, came.left_out, came.pages, came.doubts
    if came.names and not (speakers or verdict.keeps_old):
        verdict = Verdict(word="empty", message="everybody on the list was forgotten")
    settled = reviews.answers(database.conn, editions.find(database.conn, edition))
    speakers, left_out = reviews.applied(speakers, left_out, settled)
    said = companies.own(database.conn)
    speakers = [companies.applied(speaker, said) for speaker in speakers]
    pull = _Pull(
        target=target,
        adapter=adapter,
        verdict=verdict,
        hint=hint,
        started=moment(started),
        finished=moment(finished),
        everyone=[Incoming(speaker) for speaker in once(speakers)],
        talks=talks,
        left_out=left_out,
        pages=pages,
    )
    writing = transaction(database) if waiting is None else nullcontext(database.conn)
    if verdict.keeps_old:
        with writing as connection:
            edition_id = editions.find(connection, edition)
            _write_pull(connection, pull, edition_id)
            return Changes(people=_listed(connection, edition_id), forgotten=came.names)
    with writing as connection, _uncollected():
        edition_id = editions.make(connection, edition)
        pull_id = _write_pull(connection, pull, edition_id)
        changes = _write_people(connection, pull, edition_id, pull_id, waiting)
        unsure = reviews.write(connection, edition_id, doubts, now=pull.finished)
        changes = replace(changes, unsure=unsure, forgotten=came.names)
        connection.execute(
            "UPDATE pulls SET added = ?, changed = ?, same = ?, withdrawn = ? WHERE id = ?",
            (changes.new, changes.changed, changes.same, changes.withdrawn, pull_id),
        )
    return changes


def record_failure(
    database: Store, *, target: str, error: CoffeechatError, started: datetime, finished: datetime
) -> None:
    """Write that a pull ended in `error` before anything could be read; nothing else changes. Raises StoreError."""
    pull = _Pull(
        target=target,
        verdict=health.after(error),
        hint=error.hint,
        started=moment(started),
        finished=moment(finished),
    )
    with transaction(database) as connection:
        _write_pull(connection, pull, editions.of_target(connection, target))


def earlier(database: Store, *, edition: Edition) -> list[dict[str, int]]:
    """What the good pulls of an edition counted, oldest first (for scraper.health.judge)."""
    return editions.earlier(database.conn, edition)


def last_finished(database: Store, targets: Sequence[str]) -> datetime | None:
    """When a pull of any of these targets last ended, well or badly; None when there was none."""
    those = marks(targets)
    sql = f"SELECT max(finished) FROM pulls WHERE target IN ({those})"  # noqa: S608 -- question marks
    (finished,) = database.conn.execute(sql, [storable(one) for one in targets]).fetchone()
    return datetime.fromisoformat(finished) if finished else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pull:
    """What one pull brought, ready to be written."""

    target: str
    verdict: Verdict
    started: str
    finished: str
    adapter: str = ""
    hint: str | None = None
    everyone: Sequence[Incoming] = ()
    talks: Sequence[Talk] = ()
    left_out: Sequence[LeftOut] = ()
    pages: Sequence[PageRead] = ()

    def programme_digest(self) -> bytes:
        """The fingerprint of the talks and of who was left out."""
        return digest((tuple(map(repr, self.talks)), tuple(map(repr, self.left_out)), self.verdict.is_full))


def _write_pull(connection: sqlite3.Connection, pull: _Pull, edition_id: int | None) -> int:
    receipt = json.dumps([{fact: getattr(page, fact) for fact in _PAGE} for page in pull.pages], ensure_ascii=False)
    counts = health.counts((one.speaker for one in pull.everyone), pull.talks, pull.left_out)
    cursor = connection.execute(
        "INSERT INTO pulls (edition_id, target, adapter, verdict, message, hint, found, counts, receipt, started, "
        "finished, added, changed, same, withdrawn) VALUES (?,?,?,?,?,?,?,?,?,?,?,0,0,0,0)",
        (
            edition_id, storable(pull.target) or "", pull.adapter, pull.verdict.word,
            storable(pull.verdict.message) or "", storable(pull.hint), len(pull.everyone), json.dumps(counts),
            storable(receipt), pull.started, pull.finished,
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def _listed(connection: sqlite3.Connection, edition_id: int | None) -> int:
    sql = "SELECT count(*) FROM appearances WHERE edition_id = ? AND withdrawn IS NULL"
    return int(connection.execute(sql, (edition_id,)).fetchone()[0])


def _write_people(
    connection: sqlite3.Connection, pull: _Pull, edition_id: int, pull_id: int, waiting: people.Waiting | None
) -> Changes:
    full = pull.verdict.is_full
    occasion = people.Occasion(
        edition_id=edition_id,
        pull_id=pull_id,
        adapter=pull.adapter,
        target=storable(pull.target) or "",
        now=pull.finished,
        full=full,
    )
    written = people.write(connection, pull.everyone, occasion)
    touched, programme_digest = written.touched, pull.programme_digest()
    if touched or editions.digest_of(connection, edition_id) != programme_digest:
        touched = touched | programme.write(connection, edition_id, written.placed, pull.talks, full=full)
        editions.write_left_out(connection, edition_id, pull.left_out, full=full)
        connection.execute("UPDATE editions SET digest = ? WHERE id = ?", (programme_digest, edition_id))
    people.put_together(connection, edition_id, written, touched, now=pull.finished, waiting=waiting)
    return Changes(
        new=written.new,
        changed=written.changed,
        same=len(pull.everyone) - written.new - written.changed,
        withdrawn=written.withdrawn,
        people=_listed(connection, edition_id),
    )


def add_to_shortlist(  # noqa: PLR0913 -- one argument a column
    database: Store,
    speaker_id: int,
    note: str | None = None,
    *,
    tier: str | None = None,
    tags: Sequence[str] | None = None,
    pinned: bool | None = None,
) -> None:
    """Put a speaker on the shortlist; of somebody who is on it already only what is given changes.

    Raises UnknownSpeaker, StoreError.
    """
    with transaction(database) as connection:
        if not connection.execute("SELECT 1 FROM speakers WHERE id = ?", (speaker_id,)).fetchone():
            raise UnknownSpeaker(f"nobody has the id p-{speaker_id}")
        now = moment(datetime.now(UTC))
        connection.execute(
            "INSERT INTO shortlist (speaker_id, note, added, tier, tags) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (speaker_id) DO UPDATE SET note = ifnull(excluded.note, note), "
            "tier = ifnull(excluded.tier, tier), tags = ifnull(excluded.tags, tags)",
            (speaker_id, storable(note), now, storable(tier), as_json(tags) if tags else None),
        )
        connection.execute("UPDATE shortlist SET pinned = ifnull(?, pinned) WHERE speaker_id = ?", (pinned, speaker_id))
        present.chosen(connection, speaker_id, now=now)


def remove_from_shortlist(database: Store, speaker_id: int) -> bool:
    """Take a speaker off the shortlist. False when they were not on it. Raises StoreError."""
    with transaction(database) as connection:
        gone = connection.execute("DELETE FROM shortlist WHERE speaker_id = ?", (speaker_id,)).rowcount
        present.chosen(connection, speaker_id, now=moment(datetime.now(UTC)))
    return gone > 0
