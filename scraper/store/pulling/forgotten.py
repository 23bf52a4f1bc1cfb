"""Who is not to come back: a salted hash of every name that was forgotten. It tells whether, never who.

A hash is of the folded name alone: somebody who changes employers stays forgotten, and so does a namesake.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from scraper.erasure import eraser
from scraper.model import Doubt, LeftOut, PageRead, Speaker, Talk
from scraper.recognise.names import name_key
from scraper.store.contacts import contacting
from scraper.store.folding import plain

SALT = "forgotten_salt"
T = TypeVar("T")


def _hash(salt: bytes, key: str) -> bytes:
    return hashlib.blake2b(key.encode("utf-8", "replace"), key=salt, digest_size=16).digest()


def keys(name: str) -> set[str]:
    """The forms of a name that are one person's: as the pages' names are compared, and its words in any order."""
    return {one for one in (name_key(name), " ".join(sorted(plain(name).split()))) if one}


def remember(connection: sqlite3.Connection, names: Iterable[str], day: str) -> None:
    """Let nobody of these names come in again."""
    salt = _salt(connection, make=True)
    assert salt is not None  # noqa: S101 -- just made
    connection.executemany(
        "INSERT INTO forgotten (hash, day) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(_hash(salt, key), day) for key in sorted({key for name in names for key in keys(name)})],
    )


def is_forgotten(connection: sqlite3.Connection, name: str) -> bool:
    """Was somebody of this name forgotten?"""
    return checker(connection)(name)


def nobody(_name: str) -> bool:
    """The test while nobody was forgotten."""
    return False


def checker(connection: sqlite3.Connection) -> Callable[[str], bool]:
    """A test for many names. Without anybody forgotten it costs nothing."""
    hashes = {row[0] for row in connection.execute("SELECT hash FROM forgotten")}
    salt = _salt(connection) if hashes else None
    if salt is None:
        return nobody
    return lambda name: any(_hash(salt, key) in hashes for key in keys(name))


def _salt(connection: sqlite3.Connection, *, make: bool = False) -> bytes | None:
    kept = contacting.settings(connection).get(SALT)
    if kept is None and make:
        kept = secrets.token_hex(16)
        contacting.set_up(connection, SALT, kept)
    return bytes.fromhex(kept) if kept else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What a pull brings, without the people who were forgotten; `names` are theirs, as the pull has them."""

    speakers: Sequence[Speaker]
    talks: Sequence[Talk]
    left_out: Sequence[LeftOut]
    pages: Sequence[PageRead]
    doubts: Sequence[Doubt]
    names: tuple[str, ...] = ()


def turned_away(  # noqa: PLR0913, PLR0917 -- one argument for each thing a pull brings
    connection: sqlite3.Connection,
    speakers: Sequence[Speaker],
    talks: Sequence[Talk],
    left_out: Sequence[LeftOut],
    pages: Sequence[PageRead],
    doubts: Sequence[Doubt],
) -> Incoming:
    """A pull without those who were forgotten: not as people, not as speakers of talks, not in others' texts."""
    everything = Incoming(speakers=speakers, talks=talks, left_out=left_out, pages=pages, doubts=doubts)
    gone = checker(connection)
    if gone is nobody:
        return everything
    named = {one.name for one in speakers} | {one.name for one in left_out} | {one.sighting.name for one in speakers}
    names = tuple(sorted(name for name in named | {name for talk in talks for name in talk.speakers} if gone(name)))
    if not names:
        return everything
    erase, away = eraser(names), set(names)
    stay = [one for one in speakers if not away & {one.name, one.sighting.name}]
    given = [talk for talk in talks if not talk.speakers or not set(talk.speakers) <= away]
    return Incoming(
        speakers=[replace(_erased(one, erase), sighting=_erased(one.sighting, erase)) for one in stay],
        talks=[
            _erased(replace(one, speakers=tuple(name for name in one.speakers if name not in away)), erase)
            for one in given
        ],
        left_out=[_erased(one, erase) for one in left_out if one.name not in away],
        pages=[_erased(one, erase) for one in pages],
        doubts=[_erased(one, erase) for one in doubts if one.name not in away],
        names=names,
    )


def _erased(value: T, erase: Callable[[str], str]) -> T:
    """A frozen value with the names taken out of its texts."""
    changes: dict[str, Any] = {}
    for one in fields(value):  # type: ignore[arg-type]  # all of them are dataclasses
        said = getattr(value, one.name)
        if isinstance(said, str):
            changes[one.name] = erase(said)
        elif isinstance(said, tuple) and said and all(isinstance(part, str) for part in said):
            changes[one.name] = tuple(map(erase, said))
    return replace(value, **changes)  # type: ignore[type-var]
