"""The archive: every page fetched, kept in one SQLite file beside the database, so that nothing is fetched twice.

It is no cache: nothing expires. A page stands there as it was last seen, with what is needed to ask "has it changed?"
(ETag, Last-Modified), and can be read again without the network years later.

    page(url, final_url, status, etag, last_modified, content_type, headers, body, size, sha256, fetched_at, checked_at)
    robots(origin, status, body, fetched_at)
    reading(url, way, mark, found)

`body` is a zlib or a gzip stream, whichever came cheaper: `zlib.decompress(body, 47)` reads both. `sha256` and `size`
are those of the unpacked bytes; times are ISO 8601, UTC. `reading` holds what was read of a page (scraper.pull.recall), so
that a page that has not changed is not read again; it can be deleted at any time.

One thread writes, many pages to a transaction when they come fast: a page is on disk a moment after it was read, and
the event loop never waits for the disk. The file is in WAL mode: whatever kills us, the file stays whole.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import queue
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scraper.errors import NotOurFile, StoreError
from scraper.fetch.archive_file import MOVE_AWAY, connect, open_file, read_only, told
from scraper.fetch.picture import TYPES
from scraper.fetch.robots import File

MAX_WAITING = 256  # pages handed over and not yet written; more, and fetching waits for the disk
BATCH = 64
LINGER = 0.02  # seconds until what came is written: at full speed some pages come in that time, and are written with it
_KEEP = """
insert into page values (?,?,?,?,?,?,?,?,?,?,?,?) on conflict(url) do update set
  final_url=excluded.final_url, status=excluded.status, etag=excluded.etag, last_modified=excluded.last_modified,
  content_type=excluded.content_type, headers=excluded.headers, body=excluded.body, size=excluded.size,
  sha256=excluded.sha256, fetched_at=excluded.fetched_at, checked_at=excluded.checked_at
"""
_FIND = """
select url, final_url, status, etag, last_modified, content_type, headers, body, fetched_at, checked_at,
  sha256 from page
"""
_BY_URL = _FIND + "where url = ?"
_BY_FINAL_URL = _FIND + "where final_url = ? order by checked_at desc limit 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A page in the archive. `packed` is the body as stored, `data` the same unpacked; one of them is there.

    `sha256` is that of the unpacked body, "" where it was not worked out yet.
    """

    url: str
    final_url: str
    status: int
    etag: str | None
    last_modified: str | None
    content_type: str
    headers: tuple[tuple[str, str], ...]
    fetched_at: datetime
    checked_at: datetime
    packed: bytes | None = None
    data: bytes | None = None
    sha256: str = ""

    @property
    def body(self) -> bytes:
        """The page's bytes. Raises NotOurFile when the archive is damaged there."""
        if self.data is not None:
            return self.data
        try:
            return zlib.decompress(self.packed or b"", 47)
        except zlib.error as problem:
            raise NotOurFile(f"the archive is damaged at {self.url}", hint=MOVE_AWAY) from problem

    def row(self) -> tuple[Any, ...]:
        """The values of a row of table page, the body packed and hashed."""
        body = self.body
        return (
            self.url, self.final_url, self.status, self.etag, self.last_modified, self.content_type,
            json.dumps(self.headers), self.packed or zlib.compress(body, 6), len(body),
            self.sha256 or hashlib.sha256(body).hexdigest(),
            _written(self.fetched_at), _written(self.checked_at),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Job:
    sql: str
    row: Callable[[], tuple[Any, ...]]
    page: Kept | None = None


_STOP = _Job("", tuple)


class Archive:
    """The file, opened with `Archive(path)` and closed with `close()`. `path` None keeps everything in memory.

    `offline`: nothing will be written, and a file that is not there is an empty archive.
    Raises StoreError or one of its kinds (NotWritable, Locked, NewerSchema, NotOurFile), here and from each method.
    """

    def __init__(self, path: Path | None, *, offline: bool = False) -> None:
        self._path = path
        self._waiting: dict[str, Kept] = {}
        self._written: set[str] = set()  # addresses of this run
        self._new: dict[str, bool] = {}  # sites, and whether nothing was kept of them before this run
        self._reader: sqlite3.Connection | None = None
        self._writer: sqlite3.Connection | None = None
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()  # whoever puts waits for no lock of whoever gets
        self._problem: StoreError | None = None
        self._thread: threading.Thread | None = None
        self._lock: AbstractContextManager[Any] = nullcontext()
        if offline:
            self._reader = read_only(path)
            self._has_readings = self._one("select 1 from sqlite_master where name = 'reading'") is not None
            return
        self._has_readings = True
        self._writer = writer = open_file(path)
        if path is None:
            self._reader, self._lock = writer, threading.Lock()
        else:
            with told(path):
                self._reader = connect(path)
        self._thread = threading.Thread(target=self._write, args=(writer,), name="coffeechat archive", daemon=True)
        self._thread.start()

    def find(self, url: str) -> Kept | None:
        """The page kept for `url`; else one that was finally found there; else None."""
        if (kept := self._waiting.get(url)) is not None:
            return kept
        if url not in self._written and self._is_new(url):
            return None
        for sql in (_BY_URL, _BY_FINAL_URL):
            if row := self._one(sql, url):
                return _kept(row)
        return None

    def _is_new(self, url: str) -> bool:
        """Is it of a site of which nothing was kept before this run? Then its thousand pages need not be looked for."""
        site = url[: url.find("/", len("https://")) + 1]
        if site not in self._new:
            among = "select 1 from page where {0} >= ? and {0} < ? limit 1"
            known = (self._one(among.format(column), site, f"{site[:-1]}0") for column in ("url", "final_url"))
            self._new[site] = bool(site) and not any(known)  # "0" is what follows "/"
        return self._new[site]

    def pictures(self, urls: Iterable[str]) -> set[str]:
        """Those of the addresses under which a picture is kept (scraper.fetch.picture)."""
        sql = f"select 1 from page where url = ? and content_type in ({','.join('?' * len(TYPES))})"  # noqa: S608 -- question marks
        return {url for url in urls if self._one(sql, url, *TYPES)}

    def find_robots(self, origin: str) -> tuple[File, datetime] | None:
        """The robots.txt kept for an origin, and when it was fetched."""
        row = self._one("select status, body, fetched_at from robots where origin = ?", origin)
        return (File(row[0], row[1]), datetime.fromisoformat(row[2])) if row else None

    async def keep(self, page: Kept) -> None:
        """Write a page (over an older one of the same address)."""
        self._waiting[page.url] = page
        self._written |= {page.url, page.final_url}
        await self._hand_over(_Job(_KEEP, page.row, page))

    def find_reading(self, url: str, way: str, mark: str) -> bytes | None:
        """What was kept of reading a page, if it was the same page and the same way of reading it."""
        if not self._has_readings or self._is_new(url):
            return None
        row = self._one("select found from reading where url = ? and way = ? and mark = ?", url, way, mark)
        return bytes(row[0]) if row else None

    async def keep_reading(self, url: str, way: str, mark: str, found: bytes) -> None:
        """Write what was read of a page (over what was read of it before in the same way)."""
        if self._thread is not None:
            await self._hand_over(
                _Job("insert or replace into reading values (?,?,?,?)", lambda: (url, way, mark, found))
            )

    async def confirm(self, url: str, at: datetime) -> None:
        """The server said that the page kept for `url` is still what it serves."""
        await self._hand_over(_Job("update page set checked_at = ? where url = ?", lambda: (_written(at), url)))

    async def keep_robots(self, origin: str, file: File, at: datetime) -> None:
        """Write a robots.txt (over an older one of the same origin)."""
        row = (origin, file.status, file.body, _written(at))
        await self._hand_over(_Job("insert or replace into robots values (?,?,?,?)", lambda: row))

    def close(self) -> None:
        """Write what is waiting and let go of the file. Raises StoreError when something could not be written."""
        if self._thread is not None:
            self._jobs.put(_STOP)
            self._thread.join()
            self._thread = None
        for connection in (self._reader, self._writer):
            if connection is not None:
                connection.close()  # in memory they are one; closing twice does no harm
        if self._problem is not None:
            raise self._problem

    async def _hand_over(self, job: _Job) -> None:
        if self._problem is not None:
            raise self._problem
        while self._jobs.qsize() >= MAX_WAITING:  # noqa: ASYNC110 -- the thread that writes knows no loop
            await asyncio.sleep(LINGER)
        self._jobs.put(job)

    def _one(self, sql: str, *keys: str) -> Any:  # noqa: ANN401 -- a row of any columns
        if self._reader is None:
            return None
        reader = self._reader
        with self._lock, told(self._path):
            return reader.execute(sql, keys).fetchone()

    def _write(self, connection: sqlite3.Connection) -> None:
        while True:
            batch = [self._jobs.get()]
            if batch[0] is not _STOP:
                time.sleep(LINGER)
            while len(batch) < BATCH and not self._jobs.empty():
                batch.append(self._jobs.get())
            if self._problem is None:
                try:
                    with self._lock, told(self._path):
                        self._commit(connection, batch)
                except StoreError as problem:
                    self._problem = problem
            if batch[-1] is _STOP:
                return

    def _commit(self, connection: sqlite3.Connection, batch: list[_Job]) -> None:
        connection.execute("begin immediate")
        try:
            for job in batch:
                if job is not _STOP:
                    connection.execute(job.sql, job.row())
            connection.execute("commit")
        except BaseException:
            if connection.in_transaction:
                connection.execute("rollback")
            raise
        for page in (job.page for job in batch):
            if page is not None and self._waiting.get(page.url) is page:
                del self._waiting[page.url]


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _kept(row: tuple[Any, ...]) -> Kept:
    url, final_url, status, etag, last_modified, content_type, headers, packed, fetched_at, checked_at, sha256 = row
    return Kept(
        url=url,
        final_url=final_url,
        status=status,
        etag=etag,
        last_modified=last_modified,
        content_type=content_type,
        headers=tuple((name, value) for name, value in json.loads(headers)),
        fetched_at=datetime.fromisoformat(fetched_at),
        checked_at=datetime.fromisoformat(checked_at),
        packed=packed,
        sha256=sha256,
    )
