"""Opening the file: made, brought up to date, backed up, or refused in one line."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import dump, facts, pull, speaker
from sqlite_utils import Migrations

from scraper.errors import InputError, Locked, NewerSchema, NotOurFile, NotWritable
from scraper.store import migrations, query, schema, trouble, write
from scraper.store.rows import SOURCE, kept_source

NOW = schema.VERSION


@pytest.fixture
def file(tmp_path):
    """A file with one person in it."""
    path = tmp_path / "data" / "speakers.db"
    with write.open_store(path) as database:
        pull(database, [speaker("Ana Ruiz", "Nurse", "Harbour Health")])
    return path


def open_and_close(path):
    with write.open_store(path):
        pass


def test_open_makes_folder_file_and_gitignore(tmp_path):
    path = tmp_path / "a" / "b" / "speakers.db"
    with write.open_store(path) as database:
        settings = {
            name: database.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "journal_mode", "foreign_keys", "synchronous")
        }
    assert settings == {
        "application_id": schema.APPLICATION_ID,
        "user_version": schema.VERSION,
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 1,
    }
    assert (path.parent / ".gitignore").read_text().splitlines()[-1] == "*"
    assert not list(path.parent.glob("*backup*"))
    if os.name == "posix":
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_open_in_a_folder_in_use_ignores_only_its_own_files(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with write.open_store(tmp_path / "people.db"):
        pass
    assert (tmp_path / ".gitignore").read_text().splitlines()[-1] == "people.*"


def test_open_leaves_a_gitignore_that_is_there(tmp_path):
    (tmp_path / ".gitignore").write_text("mine\n")
    with write.open_store(tmp_path / "people.db"):
        pass
    assert (tmp_path / ".gitignore").read_text() == "mine\n"


def test_open_takes_an_empty_file(tmp_path):
    path = tmp_path / "speakers.db"
    path.touch()
    open_and_close(path)
    with closing(query.connect(path)) as connection:
        assert query.count(connection, query.Filters()) == 0


def test_open_a_second_time_changes_nothing(file):
    with closing(sqlite3.connect(file)) as connection:
        before = dump(connection, without=())
    open_and_close(file)
    with closing(sqlite3.connect(file)) as connection:
        assert dump(connection, without=()) == before
    assert sorted(one.name for one in file.parent.iterdir()) == [".gitignore", "speakers.db"]


def test_schema_number_is_the_number_of_migrations():
    names = [step.name for step in migrations.migrations._migrations]
    assert len(names) == 1 + schema.VERSION - schema.FIRST


def test_file_of_before_the_first_release_is_left_alone(file):
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.FIRST - 1}")
    for opened in (query.connect, open_and_close):
        with pytest.raises(NotOurFile, match="was written before coffeechat was released"):
            opened(file)


def test_tables_are_strict_where_sqlite_can(file):
    with closing(sqlite3.connect(file)) as connection:
        loose = facts(
            connection,
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict "
            "AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlite%' AND name NOT LIKE 'search%'",
        )
    assert loose == []


@pytest.mark.parametrize("view", ["directory", "who_spoke_where", "company_counts"])
def test_views_open_with_any_tool(file, view):
    with closing(sqlite3.connect(file)) as connection:
        assert len(facts(connection, f"SELECT * FROM {view}")) == 1
        columns = [row[1] for row in connection.execute("PRAGMA table_info(speakers)")]
    assert columns[:4] == ["id", "name", "role", "employer"]


@pytest.fixture
def next_version(monkeypatch):
    """A coffeechat with one migration more."""

    def install(step):
        later = Migrations("coffeechat")
        later(name="m999_later")(step)
        monkeypatch.setattr(migrations, "migrations", later)
        monkeypatch.setattr(schema, "VERSION", NOW + 1)

    return install


def test_migration_backs_the_file_up_first(file, next_version):
    next_version(lambda database: database.execute("ALTER TABLE speakers ADD COLUMN nickname TEXT"))
    open_and_close(file)
    backup = file.parent / f"speakers.v{NOW}.backup.db"
    with closing(sqlite3.connect(file)) as new, closing(sqlite3.connect(backup)) as old:
        assert facts(new, "SELECT name, nickname FROM speakers") == [("Ana Ruiz", None)]
        assert facts(new, "PRAGMA user_version") == [(NOW + 1,)]
        assert facts(old, "SELECT name FROM speakers") == [("Ana Ruiz",)]
        assert facts(old, "PRAGMA user_version") == [(NOW,)]
        assert "nickname" not in [row[1] for row in old.execute("PRAGMA table_info(speakers)")]
    assert sorted(one.name for one in file.parent.iterdir()) == [
        ".gitignore",
        "speakers.db",
        f"speakers.v{NOW}.backup.db",
    ]


@pytest.mark.parametrize("large", [0, 5])
def test_migrating_many_people_says_so(file, next_version, monkeypatch, caplog, large):
    next_version(lambda database: database.execute("ALTER TABLE speakers ADD COLUMN nickname TEXT"))
    monkeypatch.setattr(migrations, "_LARGE", large)
    open_and_close(file)
    line = (
        f"speakers.db is an older coffeechat's: bringing 1 people up to date, a copy stays in speakers.v{NOW}.backup.db"
    )
    assert [record.getMessage() for record in caplog.records] == [line] * (large == 0)


def test_migration_that_fails_leaves_the_file_as_it_was(file, next_version):
    def broken(database):
        database.execute("DELETE FROM shortlist")
        database.execute("ALTER TABLE speakers ADD COLUMN nickname TEXT")
        raise RuntimeError("the power went")

    with closing(sqlite3.connect(file)) as connection:
        before = dump(connection, without=())
    next_version(broken)
    with pytest.raises(RuntimeError, match="the power went"):
        open_and_close(file)
    with closing(sqlite3.connect(file)) as connection:
        assert dump(connection, without=()) == before
        assert facts(connection, "PRAGMA user_version") == [(NOW,)]


def test_reading_brings_an_older_file_up_to_date(file, next_version):
    next_version(lambda database: database.execute("ALTER TABLE speakers ADD COLUMN nickname TEXT"))
    with closing(query.connect(file)) as connection:
        assert facts(connection, "SELECT nickname FROM speakers") == [(None,)]
        assert query.count(connection, query.Filters()) == 1


@pytest.mark.parametrize("open_it", [open_and_close, query.connect], ids=["write", "read"])
def test_open_refuses_a_newer_file(file, open_it):
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerSchema, match="schema 99") as caught:
        open_it(file)
    assert "upgrade" in caught.value.hint


def not_sqlite(path):
    path.write_bytes(b"this is a diary, not a database. " * 50)


def anothers(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (id)")
        connection.commit()


def marked(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 77")


def numbered(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 1")


@pytest.mark.parametrize("make", [not_sqlite, anothers, marked, numbered, Path.mkdir])
@pytest.mark.parametrize("open_it", [open_and_close, query.connect], ids=["write", "read"])
def test_open_refuses_what_is_not_ours_and_leaves_it_alone(tmp_path, make, open_it):
    path = tmp_path / "thing.db"
    make(path)
    before = path.read_bytes() if path.is_file() else sorted(path.iterdir())
    with pytest.raises(NotOurFile, match=r"thing\.db"):
        open_it(path)
    assert (path.read_bytes() if path.is_file() else sorted(path.iterdir())) == before


def test_open_names_a_damaged_file(file):
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(NotOurFile), write.open_store(file) as database:
        pull(database, [speaker("Bo Lind")])


def test_open_refuses_a_path_under_a_file(tmp_path):
    (tmp_path / "notes").write_text("a file, no folder")
    with pytest.raises(NotWritable, match="notes"):
        open_and_close(tmp_path / "notes" / "speakers.db")


@pytest.fixture
def as_somebody_else():
    """A folder others may look into, and a way to be somebody who may not write there."""
    folder = Path(tempfile.mkdtemp(prefix="coffeechat-"))
    is_root = os.name == "posix" and os.geteuid() == 0
    if os.name != "posix":
        pytest.skip("folders are not read-only in this way here")

    def become(mode=0o555):
        folder.chmod(mode)
        if is_root:
            os.seteuid(65534)

    yield folder, become
    if is_root:
        os.seteuid(0)
    folder.chmod(0o755)
    for one in folder.iterdir():
        one.unlink()
    folder.rmdir()


def test_open_refuses_a_read_only_folder(as_somebody_else):
    folder, become = as_somebody_else
    become()
    with pytest.raises(NotWritable) as caught:
        open_and_close(folder / "speakers.db")
    assert "--db" in caught.value.hint


def test_a_read_only_file_can_be_read_but_not_opened_for_writing(as_somebody_else):
    folder, become = as_somebody_else
    path = folder / "speakers.db"
    with write.open_store(path) as database:
        pull(database, [speaker("Ana Ruiz")])
    path.chmod(0o444)
    become()
    with pytest.raises(NotWritable):
        open_and_close(path)
    with closing(query.connect(path)) as connection:
        assert query.count(connection, query.Filters()) == 1


def test_open_refuses_a_read_only_file_in_a_folder_one_may_write_to(as_somebody_else):
    folder, become = as_somebody_else
    path = folder / "speakers.db"
    with write.open_store(path) as database:
        pull(database, [speaker("Ana Ruiz")])
    path.chmod(0o444)
    become(0o777)
    with pytest.raises(NotWritable):
        open_and_close(path)


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(write, "BUSY_SECONDS", 0.05)


@pytest.mark.usefixtures("impatient")
def test_open_says_who_holds_the_file(file):
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Locked, match=r"speakers\.db"):
            open_and_close(file)
        with closing(query.connect(file)) as connection:
            assert query.count(connection, query.Filters()) == 1


@pytest.mark.usefixtures("impatient")
def test_a_pull_into_a_locked_file_can_be_tried_again(file):
    with write.open_store(file) as database, closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Locked):
            pull(database, [speaker("Bo Lind")])
        other.rollback()
        assert pull(database, [speaker("Ana Ruiz", "Nurse", "Harbour Health"), speaker("Bo Lind")]).new == 1


def test_two_who_make_the_file_at_once_get_one_file(tmp_path, monkeypatch):
    path = tmp_path / "speakers.db"
    apply = migrations.upgrade

    def overtaken(database, file):
        monkeypatch.setattr(write, "upgrade", apply)
        open_and_close(path)  # somebody else is faster
        return apply(database, file)

    monkeypatch.setattr(write, "upgrade", overtaken)
    with write.open_store(path) as database:
        assert pull(database, [speaker("Ana Ruiz")]).new == 1


def test_connect_says_what_to_do_when_there_is_no_file(tmp_path):
    with pytest.raises(InputError, match="no file") as caught:
        query.connect(tmp_path / "none.db")
    assert caught.value.hint == "pull a conference first: coffeechat pull URL, or try: coffeechat tour"
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("name", ["with blank.db", "100%.db", "a#b.db", "a&mode=rwc.db", "łódź.db"])
def test_any_file_name_can_be_written_and_read(tmp_path, name):
    open_and_close(tmp_path / name)
    with closing(query.connect(tmp_path / name)) as connection:
        assert query.conferences(connection) == []
    assert {one.name.removesuffix("-wal").removesuffix("-shm") for one in tmp_path.glob("*.db*")} == {name}


def test_a_reader_cannot_write(file):
    with closing(query.connect(file)) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM speakers")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SQLITE_BUSY", Locked),
        ("SQLITE_BUSY_SNAPSHOT", Locked),
        ("SQLITE_LOCKED", Locked),
        ("SQLITE_FULL", NotWritable),
        ("SQLITE_READONLY_DBMOVED", NotWritable),
        ("SQLITE_CANTOPEN", NotWritable),
        ("SQLITE_IOERR_WRITE", NotWritable),
        ("SQLITE_NOTADB", NotOurFile),
        ("SQLITE_CORRUPT_VTAB", NotOurFile),
    ],
)
def test_what_sqlite_says_becomes_one_line_and_a_hint(tmp_path, name, kind):
    problem = sqlite3.OperationalError("in SQLite's words")
    problem.sqlite_errorname = name
    with pytest.raises(kind) as caught, trouble.explained(tmp_path / "speakers.db"):
        raise problem
    assert "speakers.db" in caught.value.message
    assert caught.value.hint


def test_a_fault_of_our_own_sql_is_not_explained_away(tmp_path):
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        trouble.explained(tmp_path),
    ):
        connection.execute("SELECT * FROM nowhere")


def test_integrity_names_what_is_broken(file):
    with closing(query.connect(file)) as connection:
        assert query.integrity(connection) is None
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM appearances")
        connection.commit()
    with closing(query.connect(file)) as connection:
        assert re.fullmatch(r"a row of \w+ points nowhere", query.integrity(connection) or "")


def test_integrity_names_a_damaged_page(file):
    size = 4096
    with closing(sqlite3.connect(file)) as connection:
        page = facts(connection, "SELECT rootpage FROM sqlite_master WHERE name = 'speakers'")[0][0]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = bytearray(file.read_bytes())
    whole[(page - 1) * size : page * size] = b"\x0d" + b"\xff" * (size - 1)
    file.write_bytes(whole)
    with closing(query.connect(file)) as connection:
        assert re.fullmatch(r"Page \d+: .+", query.integrity(connection) or "")


@pytest.mark.parametrize(
    ("source", "target", "kept"),
    [
        ("https://conf.example/speakers/ana", "https://conf.example/speakers", "=/ana"),
        ("https://conf.example/speakers", "https://conf.example/speakers", "="),
        ("https://other.example/", "https://conf.example/", "https://other.example/"),
        ("=a list.csv", "b.csv", "!=a list.csv"),
        ("page.html", "", "page.html"),
    ],
)
def test_a_page_is_kept_by_how_it_goes_on_from_the_target(source, target, kept):
    assert kept_source(source, target) == kept


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=9), st.sampled_from(["", "=", "!", "a", "=a"]))  # fmt: skip
def test_the_page_of_a_sighting_is_read_as_it_was_kept(source, target):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE pulls (id, target)")
        connection.execute("CREATE TABLE sightings (pull_id, source)")
        connection.execute("INSERT INTO pulls VALUES (1, ?)", (target,))
        connection.execute("INSERT INTO sightings VALUES (1, ?)", (kept_source(source, target),))
        assert facts(connection, f"SELECT {SOURCE} FROM sightings g") == [(source,)]
