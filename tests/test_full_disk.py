"""No room, no permission, a clock that jumps: one line, nothing lost that was there, and the next pull goes on."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from datetime import timedelta
from hashlib import sha512
from pathlib import Path

import httpx
import pytest
from fetching import START, Time, answer, fetcher, html, run
from misbehaving import PEOPLE, conference, own_page

from scraper.cli import main
from scraper.errors import NotWritable
from scraper.fetch import archive
from scraper.store import migrations, schema, write

EVERYBODY = sorted(PEOPLE.values())


def bio(name):
    """Words that cannot be packed."""
    return "".join(f"<p>{name} {digits(name, n)}.</p>" for n in range(99))


def digits(*of):
    return "".join(sha512(repr((of, n)).encode()).hexdigest() for n in range(5))


LONG = {slug: [answer(own_page(slug, filler=bio(name)).encode())] for slug, (name, *_) in PEOPLE.items()}
"""Pages of a length that needs room."""


def typed(capsys, *words):
    with pytest.raises(SystemExit) as left:
        main([*map(str, words)])
    return left.value.code, capsys.readouterr().err.splitlines()


def people(path):
    with contextlib.closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return file.execute("SELECT name, role, employer FROM speakers ORDER BY name").fetchall()


def no_more_than(connection, pages):
    """The disk has room for so many pages more."""
    (now,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {now + pages}")


def test_disk_that_is_full_when_the_people_are_written(own_home, capsys, monkeypatch):
    path = own_home / "speakers.db"

    def upgrade(database, file):
        migrations.upgrade(database, file)
        no_more_than(database.conn, 0)

    with conference(LONG, always=True) as site:
        with monkeypatch.context() as full:
            full.setattr(write, "upgrade", upgrade)
            code, err = typed(capsys, "pull", site.start, "-q")
        assert (code, err) == (
            6,
            [
                f"coffeechat: the disk is full: {path} cannot grow",
                "  hint: make room, then run the same command again",
            ],
        )
        assert people(path) == []
        asked = len(site.asked)
        assert typed(capsys, "pull", site.start, "-q") == (0, [])
    assert people(path) == EVERYBODY
    assert len(site.asked) == asked  # the pages were kept


def test_disk_that_is_full_when_pages_are_archived(own_home, capsys, monkeypatch):
    path = own_home / "speakers.db"
    opened = archive.open_file

    def cramped(file):
        connection = opened(file)
        no_more_than(connection, 0)
        return connection

    with conference(LONG, always=True) as site:
        with monkeypatch.context() as full:
            full.setattr(archive, "open_file", cramped)
            code, err = typed(capsys, "pull", site.start, "-q")
        pages = own_home / "speakers.pages.db"
        assert (code, err) == (
            6,
            [
                f"coffeechat: the disk is full: the archive {pages} cannot grow",
                "  hint: make room, then run it again",
            ],
        )
        assert typed(capsys, "pull", site.start, "-q") == (0, [])
    assert people(path) == EVERYBODY


def test_backup_that_does_not_fit_leaves_nothing_in_the_way(tmp_path, monkeypatch):
    path = tmp_path / "speakers.db"
    with write.open_store(path):
        pass

    def full(_path):
        copy = connect(_path)
        copy.execute("PRAGMA max_page_count = 2")
        return copy

    connect = sqlite3.connect
    with monkeypatch.context() as patch:
        patch.setattr(schema, "VERSION", schema.VERSION + 1)
        patch.setattr(
            migrations.sqlite3, "connect", lambda name, **more: full(name) if not more else connect(name, **more)
        )
        with pytest.raises(NotWritable, match="disk is full"), write.open_store(path):
            pass
    assert sorted(one.name for one in tmp_path.iterdir() if "backup" in one.name) == []


@pytest.mark.skipif(os.name != "posix", reason="folders are not read-only in this way here")
def test_archive_that_cannot_be_written_is_told_before_anything_is_asked(capsys):
    folder = Path(tempfile.mkdtemp(prefix="coffeechat-"))
    is_root = os.geteuid() == 0
    file, pages = folder / "speakers.db", folder / "speakers.pages.db"
    try:
        with conference() as site:
            assert typed(capsys, "pull", site.start, "-q", "--db", file) == (0, [])
            asked = len(site.asked)
            folder.chmod(0o777)
            file.chmod(0o666)
            pages.chmod(0o444)
            if is_root:
                os.seteuid(65534)  # root finds nothing read-only
            try:
                code, err = typed(capsys, "pull", site.start, "-q", "--db", file)
            finally:
                if is_root:
                    os.seteuid(0)
            assert (code, len(site.asked)) == (6, asked)
            assert err == [
                f"coffeechat: the archive {pages} cannot be written",
                "  hint: choose another place: --db PATH",
            ]
            assert people(file) == EVERYBODY
    finally:
        shutil.rmtree(folder)


# A clock that jumps


class Jumping(Time):
    """Seconds go by as they do; the date jumps whenever somebody looks at it."""

    JUMPS = (timedelta(days=-400), timedelta(days=30), timedelta(0), timedelta(hours=-30), timedelta(days=4000))

    def __init__(self):
        super().__init__()
        self.looks = 0

    def now(self):
        self.looks += 1
        return START + self.JUMPS[self.looks % len(self.JUMPS)]


def test_clock_that_jumps_changes_nothing_about_pace_or_pages(tmp_path):
    addresses = [f"https://conf.example/{n}" for n in range(6)]
    for _ in range(3):
        time = Jumping()
        made, asked = fetcher(lambda request: html(), time=time, archive=tmp_path / "pages.db", fresh_since=START)
        found = run(made, *addresses)
        assert [page.status for page in found] == [200] * 6
        assert all(nap <= 1.0 for nap in time.slept)
        assert sum(time.slept) >= len(asked) - 1


@pytest.mark.parametrize(
    "skew", [timedelta(days=-3), timedelta(hours=-1), timedelta(0), timedelta(hours=1), timedelta(days=900)]
)
def test_pause_until_a_date_is_told_by_the_clock_of_the_site(skew):
    """This computer's clock may be wrong: the answer says what time it is where the date comes from."""
    headers = {
        "retry-after": (START + skew + timedelta(seconds=40)).strftime("%a, %d %b %Y %H:%M:%S GMT"),
        "date": (START + skew).strftime("%a, %d %b %Y %H:%M:%S GMT"),
    }
    answers = iter([httpx.Response(503, headers=headers), html()])
    time = Time()
    made, _ = fetcher(lambda request: next(answers), time=time)
    [page] = run(made, "https://conf.example/")
    assert page.status == 200
    assert max(time.slept) == 40.0
