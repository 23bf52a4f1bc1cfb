"""Everything held about one person: shown, or erased from every table, index and free page of the file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from scraper.erasure import GONE, eraser, mentions
from scraper.errors import UnknownSpeaker
from scraper.store.pulling import forgotten
from scraper.store.rows import when
from scraper.store.schema import marks
from scraper.store.sight import portraits
from scraper.store.write import Store, transaction

_SEARCH = "search"
_OURS = frozenset({"settings", "forgotten", "_sqlite_migrations", "sqlite_sequence", "sqlite_stat1"})
"""Tables that hold nobody."""
_WITHOUT_KEY = ("name_keys", "appearances")
_TIMES = ("created", "updated")
_APART = " || char(10, 10, 10, 10, 10) || "
"""Between two cells: more than may stand within a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What forgetting took away: all spellings of the name, photos' addresses, and how many rows in which tables."""

    names: tuple[str, ...]
    photos: tuple[str, ...]
    rows: dict[str, int]


def names_of(connection: sqlite3.Connection, speaker_id: int) -> tuple[str, ...]:
    """Every name the file has for a person. Raises UnknownSpeaker."""
    rows = connection.execute(
        "SELECT name FROM speakers WHERE id = :id UNION SELECT name FROM appearances WHERE speaker_id = :id UNION "
        "SELECT g.name FROM sightings g JOIN appearances a ON a.id = g.appearance_id WHERE a.speaker_id = :id UNION "
        "SELECT name FROM preferred_names WHERE speaker_id = :id",
        {"id": speaker_id},
    ).fetchall()
    if not rows:
        raise UnknownSpeaker(f"nobody has the id p-{speaker_id}")
    return tuple(sorted(name for (name,) in rows))


def photos_of(connection: sqlite3.Connection, speaker_ids: Sequence[int]) -> tuple[str, ...]:
    """The addresses of every photo that any page ever showed of these people."""
    found = portraits.photos(connection, speaker_ids, ever=True)
    return tuple(sorted({photo for shown in found.values() for photo, _ in shown}))


def namesakes(connection: sqlite3.Connection, speaker_id: int) -> list[int]:
    """A person and everybody in the file who has one of their names. Raises UnknownSpeaker."""
    keys = sorted({key for name in names_of(connection, speaker_id) for key in forgotten.keys(name)})
    those = marks(keys)
    rows = connection.execute(
        f"SELECT speaker_id FROM appearances WHERE name_key IN ({those}) UNION SELECT ?",  # noqa: S608 -- question marks
        [*keys, speaker_id],
    )
    return sorted(number for (number,) in rows)


def held(connection: sqlite3.Connection, speaker_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about a person, by table: those that are theirs, and those whose text names them. Raises UnknownSpeaker.

    Of a list kept in one cell (a pull's receipt) only what names them is given: the rest is of others.
    """
    names = names_of(connection, speaker_id)
    named = mentions(names)
    appearances = {
        row[0] for row in connection.execute("SELECT id FROM appearances WHERE speaker_id = ?", (speaker_id,))
    }
    found: dict[str, list[dict[str, Any]]] = {}
    for table in _tables(connection):
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        whose = {column: {speaker_id} for column in _pointing(connection, table, "speakers")}
        whose |= dict.fromkeys(_pointing(connection, table, "appearances"), appearances)
        whose |= {"id": {speaker_id}} if table in ("speakers", "speaker_text") else {}
        rows = [
            told
            for row in connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- the file's own tables
            if (told := dict(zip(columns, row, strict=True)))
            and (
                any(told[column] in numbers for column, numbers in whose.items())
                or any(isinstance(cell, str) and named(cell) for cell in row)
            )
        ]
        if rows:
            found[table] = [
                {
                    name: when(value) if table == "speakers" and name in _TIMES else _theirs(value, named)
                    for name, value in row.items()
                    if not isinstance(value, bytes)
                }
                for row in rows
            ]
    return found


def counted(connection: sqlite3.Connection, speaker_id: int) -> dict[str, int]:
    """How many rows of each table are theirs alone, by the file's own foreign keys: what `forget` surely takes away.

    What they are found by is not counted: it has no key to count by, and says nothing that is not told elsewhere.
    """
    found: dict[str, int] = {}
    for table in _tables(connection):
        if table == _WITHOUT_KEY[0]:
            continue
        whose = [f'"{column}" = :who' for column in _pointing(connection, table, "speakers")]
        whose += [
            f'"{column}" IN (SELECT id FROM appearances WHERE speaker_id = :who)'  # noqa: S608 -- the file's own tables
            for column in _pointing(connection, table, "appearances")
        ]
        if not whose:
            continue
        sql = f'SELECT count(*) FROM "{table}" WHERE {" OR ".join(whose)}'  # noqa: S608 -- the file's own tables
        if count := int(connection.execute(sql, {"who": speaker_id}).fetchone()[0]):
            found[table] = count
    return found


def _theirs(cell: Any, named: Callable[[str], bool]) -> Any:  # noqa: ANN401 -- whatever SQLite keeps
    """A cell as it is; of a list of records in JSON those that name the person."""
    if not (isinstance(cell, str) and cell.startswith("[{")):
        return cell
    with suppress(ValueError):
        records = json.loads(cell)
        return json.dumps([one for one in records if named(json.dumps(one, ensure_ascii=False))], ensure_ascii=False)
    return cell


def _pointing(connection: sqlite3.Connection, table: str, to: str) -> list[str]:
    """The columns of a table that hold the numbers of another table's rows, by the file's own foreign keys, mostly."""
    if (table, to) == _WITHOUT_KEY:
        return ["appearance_id"]
    return [row[3] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")') if row[2] == to]


def forget(database: Store, speaker_id: int, *, day: str) -> Erased:
    """Erase a person and let nobody of their name in again. The file is rewritten, so that no free page keeps a word.

    Namesakes go with them: a hash of the name cannot tell them apart, and a name taken out of every text would leave
    them without one.

    Raises UnknownSpeaker, StoreError.
    """
    connection = database.conn
    connection.execute("PRAGMA secure_delete = ON")
    with suppress(sqlite3.OperationalError):  # SQLite before 3.42 has only the optimising below
        connection.execute("INSERT INTO search(search, rank) VALUES ('secure-delete', 1)")
    connection.commit()
    with transaction(database):
        everybody = namesakes(connection, speaker_id)
        names = tuple(sorted({name for one in everybody for name in names_of(connection, one)}))
        photos = photos_of(connection, everybody)
        rows = _delete(connection, everybody, names)
        forgotten.remember(connection, names, day)
        for table, count in _scrub(connection, names):
            rows[table] = rows.get(table, 0) + count
        connection.execute("INSERT INTO search(search) VALUES ('optimize')")
    tidy(connection)
    return Erased(names=names, photos=photos, rows={table: count for table, count in rows.items() if count})


def tidy(connection: sqlite3.Connection) -> None:
    """Rewrite the file without its free pages, and empty the log beside it."""
    connection.commit()
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def remove(connection: sqlite3.Connection, speaker_ids: Iterable[int]) -> int:
    """Take people out, with all that hangs on them; gives how many. Others stay as they are."""
    ids = [(number,) for number in speaker_ids]
    talks = [talk for (number,) in ids for talk in _talks(connection, number)]
    connection.executemany("DELETE FROM speakers WHERE id = ?", ids)
    _orphans(connection, talks)
    return len(ids)


def _delete(connection: sqlite3.Connection, everybody: Sequence[int], names: Sequence[str]) -> dict[str, int]:
    """Their rows: by number, by what hangs on these, and by name where a table knows only that."""
    rows: dict[str, int] = {}
    talks = [talk for one in everybody for talk in _talks(connection, one)]
    ids = [(one,) for one in everybody]
    before = {table: _count(connection, table) for table in _tables(connection)}
    for table in _tables(connection):
        for column in _pointing(connection, table, "speakers"):
            connection.executemany(f'DELETE FROM "{table}" WHERE "{column}" = ?', ids)  # noqa: S608
    connection.executemany("DELETE FROM speakers WHERE id = ?", ids)
    is_them = _same(names)
    for table in ("left_out", "reviews", "acquaintances"):
        theirs = [(name,) for (name,) in connection.execute(f"SELECT DISTINCT name FROM {table}") if is_them(name)]  # noqa: S608
        connection.executemany(f"DELETE FROM {table} WHERE name = ?", theirs)  # noqa: S608
    _orphans(connection, talks)
    for table, count in before.items():
        if gone := count - _count(connection, table):
            rows[table] = gone
    return rows


def _same(names: Sequence[str]):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- a test for a name
    keys = {key for name in names for key in forgotten.keys(name)}
    return lambda name: bool(keys & forgotten.keys(name))


def _talks(connection: sqlite3.Connection, speaker_id: int) -> list[tuple[int]]:
    return connection.execute(
        "SELECT x.talk_id FROM talk_speakers x JOIN appearances a ON a.id = x.appearance_id WHERE a.speaker_id = ?",
        (speaker_id,),
    ).fetchall()


def _orphans(connection: sqlite3.Connection, talks: Iterable[tuple[int]]) -> None:
    """What nobody is left for: of these talks those without speakers; employers, spellings and topics without people."""
    connection.executemany(
        "DELETE FROM talks WHERE id = ? AND id NOT IN (SELECT talk_id FROM talk_speakers)", sorted(set(talks))
    )
    connection.execute(
        "DELETE FROM spellings WHERE company_key NOT IN (SELECT company_key FROM appearances WHERE company_key IS NOT NULL)"
    )
    connection.execute("DELETE FROM name_keys WHERE appearance_id NOT IN (SELECT id FROM appearances)")
    connection.execute("DELETE FROM companies WHERE key NOT IN (SELECT company_key FROM spellings)")
    connection.execute(
        "DELETE FROM topics WHERE id NOT IN (SELECT topic_id FROM appearance_topics UNION SELECT topic_id FROM subjects)"
    )


def _scrub(connection: sqlite3.Connection, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Take the names out of every text that is left: other people's biographies, notes, receipts."""
    erase = eraser(names)
    connection.create_function(
        "erased", 1, lambda text: erase(text) if isinstance(text, str) else text, deterministic=True
    )
    connection.create_function("named", 1, mentions(names), deterministic=True)
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'contact_log'"
    ).fetchall()
    for name, _ in guards:  # the log is only added to, save here
        connection.execute(f'DROP TRIGGER "{name}"')
    for table in _tables(connection):
        texts = [
            f'"{name}"' for _, name, kind, *_ in connection.execute(f'PRAGMA table_info("{table}")') if kind == "TEXT"
        ]
        if not texts:
            continue
        row = _APART.join(f"ifnull({text}, '')" for text in texts)  # looked at as one: there are millions of cells
        changes = ", ".join(f"{text} = erased({text})" for text in texts)
        changed = connection.execute(f'UPDATE OR REPLACE "{table}" SET {changes} WHERE named({row})').rowcount  # noqa: S608 -- the file's own
        if changed:
            yield table, changed
    for _, sql in guards:
        connection.execute(sql)


def _tables(connection: sqlite3.Connection) -> list[str]:
    """The ordinary tables; what FTS5 keeps for itself is reached through its own commands."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in rows if name not in _OURS and name != _SEARCH and not name.startswith(f"{_SEARCH}_")]


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608


__all__ = ["GONE", "Erased", "forget", "held", "names_of", "remove", "tidy"]
