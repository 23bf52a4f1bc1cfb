"""Pages that name somebody, taken out of the archive: found, or erased for good."""

from __future__ import annotations

import html
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from scraper.encoding import decode
from scraper.erasure import mentions
from scraper.errors import Locked, NotOurFile
from scraper.fetch.addresses import asked_under
from scraper.fetch.archive_file import APPLICATION, PATIENCE
from scraper.fetch.picture import TYPES

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_MOST = 200_000_000  # bytes of one unpacked page


def naming(archive: Path, names: Iterable[str], photos: Iterable[str] = ()) -> list[str]:
    """The addresses of kept pages that name somebody, and of kept `photos`. Raises StoreError."""
    if not archive.exists():
        return []
    with closing(_open(archive)) as connection:
        return list(_found(connection, names, photos))


def erase(archive: Path, names: Iterable[str], photos: Iterable[str] = ()) -> list[str]:
    """Take every page out that names somebody, and their `photos`, and leave no free space that still holds it; the addresses.

    The next pull fetches these pages anew. Raises StoreError.
    """
    if not archive.exists():
        return []
    with closing(_open(archive)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        urls = list(_found(connection, names, photos))
        if urls:
            with connection:
                connection.executemany("DELETE FROM page WHERE url = ?", [(url,) for url in urls])
                if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'reading'").fetchone():
                    connection.execute(
                        "DELETE FROM reading"
                    )  # what was read is read again; it is packed and unsearched
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return urls


def drop(archive: Path, photos: Iterable[str]) -> int:
    """Take kept photos out, their bytes overwritten; how many there were. Raises StoreError."""
    if not archive.exists():
        return 0
    with closing(_open(archive)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        with connection:
            gone = sum(
                connection.execute(
                    f"DELETE FROM page WHERE url = ? AND content_type IN ({','.join('?' * len(TYPES))})",  # noqa: S608 -- question marks
                    (url, *TYPES),
                ).rowcount
                for url in filter(None, map(asked_under, photos))
            )
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return gone


def _open(archive: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(archive, timeout=PATIENCE)
    try:
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
    except sqlite3.DatabaseError as problem:
        connection.close()
        if getattr(problem, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise Locked(f"{archive} is being written to by another program") from problem
        raise NotOurFile(f"{archive} is not an archive of ours") from problem
    if not ours:
        connection.close()
        raise NotOurFile(f"{archive} is not an archive of ours")
    return connection


def _found(connection: sqlite3.Connection, names: Iterable[str], photos: Iterable[str]) -> Iterator[str]:
    named, theirs = mentions(names), frozenset(map(asked_under, photos))
    rows = connection.execute("SELECT url, final_url, headers, content_type, body FROM page")
    for url, final_url, headers, kind, body in rows:
        told = url in theirs or any(map(named, (url, final_url, headers)))
        if told or (kind not in TYPES and named(_text(body))):
            yield url


def _text(body: bytes) -> str:
    """A page as text; entities and JSON's escapes are undone, so that a name is found however it was written."""
    try:
        raw = zlib.decompressobj(47).decompress(body, _MOST)
    except zlib.error:
        return ""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), html.unescape(decode(raw)))
