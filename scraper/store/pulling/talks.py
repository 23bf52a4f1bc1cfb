"""The talks of an edition and who gives them: brought to what a pull says, touching only what changed."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from scraper.model import Talk
from scraper.recognise import languages
from scraper.store.folding import plain
from scraper.store.rows import Incoming, Row, as_json, digest, storable
from scraper.store.schema import chunks, marks

_COLUMNS = ("title", "abstract", "track", "topics", "starts", "url", "language")
_TOLD = slice(0, -1)  # what the source says; a language may be told by the words, once


@dataclass(slots=True)
class _Programme:
    talks: dict[bytes, Row] = field(default_factory=dict)
    given: set[tuple[int, bytes]] = field(default_factory=set)


def write(
    connection: sqlite3.Connection,
    edition_id: int,
    people: Sequence[tuple[int, Incoming]],
    talks: Sequence[Talk],
    *,
    full: bool,
) -> set[int]:
    """Write the talks of `people` (appearance id, speaker), and give the speakers whose talks are others now.

    Unless the pull was `full`, nothing is taken away. A talk nobody of the edition gives any more goes with its last
    speaker.
    """
    wanted = _programme(people, talks)
    old: dict[bytes, tuple[int, Row]] = {
        _key_of(row): (number, row)
        for number, *values in connection.execute(
            f"SELECT id, {', '.join(_COLUMNS)} FROM talks WHERE edition_id = ?",  # noqa: S608 -- our own columns
            (edition_id,),
        )
        for row in (tuple(values),)
    }
    keys = {number: key for key, (number, _) in old.items()}
    given = {
        (appearance_id, keys[number])
        for appearance_id, number in connection.execute(
            "SELECT ts.appearance_id, t.id FROM talks t JOIN talk_speakers ts ON ts.talk_id = t.id "
            "WHERE t.edition_id = ?",
            (edition_id,),
        )
    }
    ids = _write_talks(connection, edition_id, wanted.talks, old)
    ours = {appearance_id for appearance_id, _ in people}
    fresh = wanted.given - given
    gone = {pair for pair in given - wanted.given if pair[0] in ours} if full else set()
    connection.executemany(
        "INSERT INTO talk_speakers (appearance_id, talk_id) VALUES (?, ?)", [(who, ids[key]) for who, key in fresh]
    )
    connection.executemany(
        "DELETE FROM talk_speakers WHERE appearance_id = ? AND talk_id = ?", [(who, ids[key]) for who, key in gone]
    )
    if full:
        still_given = {key for _, key in (given - gone) | fresh}
        orphans = [(ids[key],) for key in old if key not in wanted.talks and key not in still_given]
        connection.executemany("DELETE FROM talks WHERE id = ?", orphans)
    return _speakers_of(connection, {who for who, _ in fresh | gone})


def _speakers_of(connection: sqlite3.Connection, appearance_ids: set[int]) -> set[int]:
    return {
        row[0]
        for ids in chunks(sorted(appearance_ids))
        for row in connection.execute(f"SELECT speaker_id FROM appearances WHERE id IN ({marks(ids)})", ids)  # noqa: S608
    }


def _programme(people: Sequence[tuple[int, Incoming]], talks: Sequence[Talk]) -> _Programme:
    """What the pull says: talks of their own first, then the titles that stand with a speaker."""
    found = _Programme()
    who = _Directory(people if talks else ())
    by_title: dict[str, list[bytes]] = defaultdict(list)
    for talk in talks:
        title = storable(talk.title)
        if not title or not title.strip():
            continue
        told = (talk.abstract, talk.track, as_json(talk.topics), talk.starts, talk.url, languages.code(talk.language))
        row = (title, *map(storable, told))
        key = _key_of(row)
        if key not in found.talks:
            by_title[plain(title)].append(key)
        found.talks[key] = row
        found.given |= {(appearance_id, key) for appearance_id in who.give(talk)}
    for appearance_id, one in people:
        for title in one.talks:
            same = by_title[plain(title)]
            if not same:
                same.append(_key(title, None))
                found.talks[same[0]] = (title, None, None, None, None, None, None)
            if not any((appearance_id, key) in found.given for key in same):
                found.given.add((appearance_id, same[0]))
    return found


def _key_of(row: Row) -> bytes:
    """By what a talk is known again: its title, and where or when it is."""
    told = dict(zip(_COLUMNS, row, strict=True))
    return _key(told["title"], told["url"] or told["starts"])


def _key(title: str, where: str | None) -> bytes:
    return digest((plain(title) or title, where or ""))


class _Directory:
    """The people of a pull by the platform's id and by name."""

    def __init__(self, people: Sequence[tuple[int, Incoming]]) -> None:
        self.by_id = {one.record_id: appearance_id for appearance_id, one in people if one.record_id}
        self.by_name: dict[str, set[int]] = defaultdict(set)
        for appearance_id, one in people:
            for name in {_words(one.name), _words(one.speaker.sighting.name), one.name_key}:
                self.by_name[name].add(appearance_id)

    def give(self, talk: Talk) -> set[int]:
        """The appearances that give a talk. A name that two people of the edition have tells nothing."""
        named = [self.by_name.get(_words(name), set()) for name in talk.speakers]
        return {
            *(self.by_id[record_id] for record_id in talk.speaker_ids if record_id in self.by_id),
            *(next(iter(alike)) for alike in named if len(alike) == 1),
        }


def _words(name: str) -> str:
    return " ".join(sorted(plain(name).split()))


def _write_talks(
    connection: sqlite3.Connection, edition_id: int, wanted: dict[bytes, Row], old: dict[bytes, tuple[int, Row]]
) -> dict[bytes, int]:
    """Insert and change what differs; gives the id of every talk, old and new."""
    ids = {key: number for key, (number, _) in old.items()}
    following = connection.execute("SELECT ifnull(max(id), 0) + 1 FROM talks").fetchone()[0]
    added: list[Row] = []
    changed: list[Row] = []
    for key, row in wanted.items():
        if key not in old:
            ids[key] = following
            added.append((following, edition_id, *_with_language(row)))
            following += 1
        elif old[key][1][_TOLD] != row[_TOLD] or old[key][1][-1] is None or row[-1] not in (None, old[key][1][-1]):
            now = _with_language(row)
            if now != old[key][1]:
                changed.append((*now, ids[key]))
    connection.executemany(
        f"INSERT INTO talks (id, edition_id, {', '.join(_COLUMNS)}) VALUES (?,?,?,?,?,?,?,?,?)",  # noqa: S608
        added,
    )
    connection.executemany(
        f"UPDATE talks SET {', '.join(f'{column} = ?' for column in _COLUMNS)} WHERE id = ?",  # noqa: S608
        changed,
    )
    return ids


def tell_languages(connection: sqlite3.Connection) -> None:
    """Write the language of talks whose words tell one and that were written before languages were looked for."""
    rows = connection.execute("SELECT title, abstract, id FROM talks WHERE language IS NULL").fetchall()
    told = ((languages.of(f"{title}\n{abstract or ''}"), number) for title, abstract, number in rows)
    connection.executemany("UPDATE talks SET language = ? WHERE id = ?", [one for one in told if one[0]])


def _with_language(row: Row) -> Row:
    """The row of a talk with the language its words tell, where its source does not say."""
    title, abstract, *_ = row
    return row if row[-1] else (*row[_TOLD], languages.of(f"{title}\n{abstract or ''}"))
