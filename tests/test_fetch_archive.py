"""The archive: what is kept, what is read again, and what happens to a file that is not as it should be."""

from __future__ import annotations

import asyncio
import hashlib
import os
import sqlite3
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fetching import PAGE, START, gzipped

from scraper.errors import Locked, NewerSchema, NotOurFile, NotWritable, StoreError
from scraper.fetch import archive_file
from scraper.fetch.archive import Archive, Kept
from scraper.fetch.robots import File

URL = "https://conf.example/speakers"
KEPT = Kept(
    url=URL,
    final_url=URL + "/",
    status=200,
    etag='"a"',
    last_modified="Mon, 04 May 2026 11:00:00 GMT",
    content_type="text/html",
    headers=(("etag", '"a"'), ("x-latin", "café")),
    fetched_at=START,
    checked_at=START,
    data=PAGE,
    sha256=hashlib.sha256(PAGE).hexdigest(),
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "new folder" / "pages.db"


def keep(archive, *pages):
    async def go():
        for page in pages:
            await archive.keep(page)

    asyncio.run(go())


def rows(path, sql="select * from page"):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_archive_gives_back_what_was_kept(path):
    archive = Archive(path)
    keep(archive, KEPT)
    archive.close()
    archive = Archive(path)
    found = archive.find(URL)
    archive.close()
    assert (found.body, replace(found, packed=None)) == (PAGE, replace(KEPT, data=None))


def test_archive_gives_back_at_once_what_is_still_being_written(path):
    archive = Archive(path)
    keep(archive, KEPT)
    assert archive.find(URL).body == PAGE
    archive.close()


def test_archive_in_memory_is_for_the_run_only():
    archive = Archive(None)
    keep(archive, KEPT, *[replace(KEPT, url=f"{URL}/{n}") for n in range(500)])
    assert (archive.find(URL).body, archive.find(URL + "/499").body, archive.find("https://no.example/")) == (
        PAGE,
        PAGE,
        None,
    )
    archive.close()
    assert Archive(None, offline=True).find(URL) is None


def test_archive_finds_a_page_by_where_it_was_found(path):
    archive = Archive(path)
    keep(archive, KEPT)
    archive.close()
    archive = Archive(path)
    found = archive.find(URL + "/")
    assert (found.url, found.final_url) == (URL, URL + "/")
    archive.close()


def test_archive_the_latest_stands(path):
    archive = Archive(path)
    keep(archive, KEPT, replace(KEPT, data=b"new", etag=None), replace(KEPT, url="https://other.example/"))
    archive.close()
    assert rows(path, "select url, etag, size from page order by url") == [
        (URL, None, 3),
        ("https://other.example/", '"a"', len(PAGE)),
    ]


@pytest.mark.parametrize("packed", [None, gzipped(PAGE)], ids=["packed here", "packed by the server"])
def test_archive_stores_columns_that_other_programs_can_read(path, packed):
    archive = Archive(path)
    keep(archive, replace(KEPT, packed=packed))
    archive.close()
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    row = dict(connection.execute("select * from page").fetchone())
    connection.close()
    body = row.pop("body")
    assert zlib.decompress(body, 47) == PAGE
    assert (body == packed) is (packed is not None)
    assert row == {
        "url": URL,
        "final_url": URL + "/",
        "status": 200,
        "etag": '"a"',
        "last_modified": "Mon, 04 May 2026 11:00:00 GMT",
        "content_type": "text/html",
        "headers": '[["etag", "\\"a\\""], ["x-latin", "caf\\u00e9"]]',
        "size": len(PAGE),
        "sha256": hashlib.sha256(PAGE).hexdigest(),
        "fetched_at": "2026-05-04T12:00:00+00:00",
        "checked_at": "2026-05-04T12:00:00+00:00",
    }


def test_archive_confirm_changes_the_time_alone(path):
    archive = Archive(path)
    keep(archive, KEPT)
    asyncio.run(archive.confirm(URL, START + timedelta(days=1)))
    archive.close()
    assert rows(path, "select fetched_at, checked_at, etag from page") == [
        ("2026-05-04T12:00:00+00:00", "2026-05-05T12:00:00+00:00", '"a"')
    ]


def test_archive_keeps_robots_beside(path):
    archive = Archive(path)
    asyncio.run(archive.keep_robots("https://conf.example", File(404, b""), START))
    asyncio.run(archive.keep_robots("https://conf.example", File(200, b"User-agent: *"), START))
    archive.close()
    archive = Archive(path, offline=True)
    assert archive.find_robots("https://conf.example") == (File(200, b"User-agent: *"), START)
    assert archive.find_robots("https://other.example") is None
    archive.close()


def test_archive_waits_for_the_disk_when_pages_come_faster(path, monkeypatch):
    monkeypatch.setattr("scraper.fetch.archive.MAX_WAITING", 2)
    archive = Archive(path)
    keep(archive, *[replace(KEPT, url=f"{URL}/{n}") for n in range(300)])
    archive.close()
    assert rows(path, "select count(*) from page") == [(300,)]


def test_archive_offline_writes_nothing_and_needs_no_file(path):
    archive = Archive(path, offline=True)
    assert (archive.find(URL), archive.find_robots("https://conf.example")) == (None, None)
    archive.close()
    assert not path.parent.exists()


def test_archive_offline_reads_what_it_may_not_write(path):
    archive = Archive(path)
    keep(archive, KEPT)
    archive.close()
    before = path.read_bytes()
    archive = Archive(path, offline=True)
    assert archive.find(URL).body == PAGE
    archive.close()
    assert path.read_bytes() == before


def test_archive_two_programs_write_one_file(path):
    first, second = Archive(path), Archive(path)
    keep(first, *[replace(KEPT, url=f"{URL}/a{n}") for n in range(50)])
    keep(second, *[replace(KEPT, url=f"{URL}/b{n}") for n in range(50)])
    first.close()
    assert second.find(f"{URL}/a49").body == PAGE
    second.close()
    assert rows(path, "select count(*) from page") == [(100,)]


def spoilt(path, how):
    path.parent.mkdir(parents=True)
    if how == "text":
        path.write_text("these are no pages" * 500)
        return
    connection = sqlite3.connect(path)
    if how == "another program's":
        connection.execute("create table page (a)")
    if how == "newer":
        connection.execute(f"pragma application_id = {archive_file.APPLICATION}")
        connection.execute("pragma user_version = 99")
        connection.execute("create table page (a)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("offline", [False, True])
@pytest.mark.parametrize(
    ("how", "error", "message"),
    [
        ("text", NotOurFile, "the archive {} is damaged, or no SQLite file at all"),
        ("another program's", NotOurFile, "{} is not an archive of coffeechat"),
        ("newer", NewerSchema, "{} was written by a newer coffeechat (version 99 of the archive)"),
    ],
)
def test_archive_refuses_a_file_that_is_not_its_own(path, how, error, message, offline):
    spoilt(path, how)
    before = path.read_bytes()
    with pytest.raises(error) as caught:
        Archive(path, offline=offline)
    assert (type(caught.value), caught.value.message) == (error, message.format(path))
    assert path.read_bytes() == before


def test_archive_takes_an_empty_file(path):
    path.parent.mkdir()
    path.touch()
    archive = Archive(path)
    keep(archive, KEPT)
    archive.close()
    assert rows(path, "select url from page") == [(URL,)]


def test_archive_a_folder_in_its_place_cannot_be_written(path):
    path.mkdir(parents=True)
    with pytest.raises(NotWritable, match="cannot be written"):
        Archive(path)


def test_archive_a_file_where_the_folder_should_be_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(NotWritable, match="cannot be opened"):
        Archive(tmp_path / "file" / "pages.db")


def test_archive_locked_by_another_program_says_so(path, monkeypatch):
    monkeypatch.setattr(archive_file, "PATIENCE", 0.05)
    archive = Archive(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    keep(archive, KEPT)
    with pytest.raises(Locked, match="another program is writing to the archive"):
        archive.close()
    other.close()


def test_archive_a_failure_to_write_is_told_at_the_next_page(path):
    archive = Archive(path)
    archive._writer.execute("drop table page")
    keep(archive, KEPT)
    while archive._problem is None:
        pass
    with pytest.raises(StoreError, match="cannot be used"):
        keep(archive, replace(KEPT, url=URL + "2"))
    with pytest.raises(StoreError):
        archive.close()


def test_archive_a_full_disk_is_named(path):
    archive = Archive(path)
    archive._writer.execute("pragma max_page_count = 10")
    keep(archive, replace(KEPT, data=os.urandom(200_000)))
    with pytest.raises(StoreError, match="the disk is full") as caught:
        archive.close()
    assert caught.value.hint == "make room, then run it again"


def test_archive_a_damaged_page_is_named(path):
    archive = Archive(path)
    keep(archive, KEPT)
    archive.close()
    connection = sqlite3.connect(path)
    connection.execute("update page set body = x'00'")
    connection.commit()
    connection.close()
    archive = Archive(path)
    with pytest.raises(NotOurFile, match="the archive is damaged at https"):
        _ = archive.find(URL).body
    archive.close()


def test_archive_damaged_in_the_middle_is_named(path):
    archive = Archive(path)
    keep(archive, *[replace(KEPT, url=f"{URL}/{n}", data=os.urandom(3000)) for n in range(60)])
    archive.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(NotOurFile, match="is damaged"):
        Archive(path, offline=True)


KILLED = """
import asyncio, os, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from test_fetch_archive import KEPT
from dataclasses import replace
from scraper.fetch.archive import Archive
archive = Archive(Path(sys.argv[1]))
async def go():
    for n in range(200):
        await archive.keep(replace(KEPT, url=f"https://conf.example/{n}", data=os.urandom(20_000)))
        if n == 150:
            while archive._waiting:
                await asyncio.sleep(0.001)
            os.kill(os.getpid(), 9)
asyncio.run(go())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9")
def test_archive_killed_in_the_middle_is_whole_and_has_what_was_written(path):
    folders = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), *folders], timeout=60, capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (-9, b"")
    assert rows(path, "pragma integrity_check") == [("ok",)]
    assert rows(path, "select count(*) from page") == [(151,)]
    archive = Archive(path)
    assert len(archive.find("https://conf.example/150").body) == 20_000
    archive.close()
