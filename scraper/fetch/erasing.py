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
from scraper.fetch.archive import APPLICATION, PATIENCE

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_MOST = 200_000_000  # bytes of one unpacked page


def naming(archive: Path, names: Iterable[str]) -> list[str]:
    """The addresses of kept pages that name somebody. Raises StoreError."""
    if not archive.exists():
        return []
    with closing(_open(archive)) as connection:
        return list(_found(connection, names))


def erase(archive: Path, names: Iterable[str]) -> list[str]:
    """Take every page out that names somebody, and leave no free space that still holds it; their addresses.

    The next pull fetches these pages anew. Raises StoreError.
    """
    if not archive.exists():
        return []
    with closing(_open(archive)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        urls = list(_found(connection, names))
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


def _found(connection: sqlite3.Connection, names: Iterable[str]) -> Iterator[str]:
    named = mentions(names)
    for url, final_url, headers, body in connection.execute("SELECT url, final_url, headers, body FROM page"):
        if any(map(named, (url, final_url, headers))) or named(_text(body)):
            yield url


def _text(body: bytes) -> str:
    """A page as text; entities and JSON's escapes are undone, so that a name is found however it was written."""
    try:
        raw = zlib.decompressobj(47).decompress(body, _MOST)
    except zlib.error:
        return ""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), html.unescape(decode(raw)))
