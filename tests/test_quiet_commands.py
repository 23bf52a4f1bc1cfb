"""Every command, in a sandbox: no socket but where one is needed, nothing written but the file and what the user named.

TABLE has a row for every command there is; a new one fails here until somebody has said what it may do.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from misbehaving import conference
from watching import watching

from scraper.cli import cli, main

PAGE = (
    "<!doctype html><html lang=en><title>Speakers | Spring School 2026</title><h1>Spring School 2026</h1>"
    "<h2>Speakers</h2><section class=speakers>"
    "<div class=card><h3>Ana Ruiz</h3><p>Nurse, Harbour Health</p></div>"
    "<div class=card><h3>Bo Lindqvist</h3><p>Designer, Harbour Health Ltd.</p></div>"
    "<div class=card><h3>Chioma Adeyemi</h3><p>Civil Engineer, City of Lindenmouth</p></div></section></html>"
)
ADDRESS = "https://spring.example/2026/speakers"
LIST = "name,role,employer\nAna Ruiz,Chief Nurse,Harbour Health\nDana Petrova,Product Manager,Tidewater Labs\n"
PEOPLE_I_KNOW = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Fay,Haddad,,,Tidewater Labs,CTO,01 May 2024\n"
)


class Row(NamedTuple):
    """What to type, and what it may do.

    writes: may it change the file? named: what it makes in the folder the user stands in. asks: may this command go to
    the network where it is given an address? (Here it is given none, and must not.) code: how it ends.
    """

    words: str
    writes: bool = False
    named: tuple[str, ...] = ()
    asks: bool = False
    code: int = 0


TABLE = {
    "tour": Row("tour --into trial", named=("trial",), asks=True),
    "conferences": Row("conferences", asks=True),
    "pull": Row(f"pull {ADDRESS} --page page.html", writes=True, asks=True),
    "extract": Row(f"extract page.html --url {ADDRESS}", asks=True),
    "import": Row("import list.csv --conference School --year 2025", writes=True),
    "browse": Row("browse --no-open", asks=True),
    "speakers": Row("speakers nurse"),
    "show": Row("show ana --why"),
    "changes": Row("changes spring"),
    "companies": Row("companies"),
    "roles": Row("roles"),
    "topics": Row("topics"),
    "landscape": Row("landscape --html field.html", named=("field.html",)),
    "contacts clear": Row("contacts clear", writes=True),
    "contacts import": Row("contacts import Connections.csv", writes=True),
    "contacts list": Row("contacts list"),
    "shortlist add": Row("shortlist add chioma --note why", writes=True),
    "shortlist export": Row("shortlist export people.csv", named=("people.csv",)),
    "shortlist list": Row("shortlist list"),
    "shortlist remove": Row("shortlist remove ana", writes=True),
    "shortlist suggest": Row("shortlist suggest"),
    "export": Row("export people.vcf", named=("people.vcf",)),
    "today": Row("today"),
    "profile": Row("profile --name Kim", writes=True),
    "research": Row("research ana"),
    "draft": Row("draft ana --eml letter.eml", writes=True, named=("letter.eml",)),
    "prepare": Row("prepare ana --md sheet.md --ics chat.ics", named=("sheet.md", "chat.ics")),
    "log": Row("log chioma sent", writes=True),
    "referrals": Row("referrals"),
    "debrief": Row("debrief bo --learned much", writes=True),
    "insights": Row("insights"),
    "review": Row("review"),
    "edit": Row("edit ana --role Matron", writes=True),
    "merge": Row("merge --list"),
    "split": Row("split ana --at winter", writes=True),
    "renormalise": Row("renormalise", writes=True),
    "forget": Row("forget bo --yes", writes=True),
    "data": Row("data ana"),
    "expire": Row("expire"),
    "adapters check": Row("adapters check sessionize"),
    "adapters list": Row("adapters list"),
    "adapters new": Row(f"adapters new {ADDRESS} --page page.html --into mine", named=("mine",), asks=True),
    "adapters taught": Row("adapters taught spring", code=2),
    "doctor": Row("doctor"),
}


def every_command() -> Iterator[str]:
    """The names of all there is to type."""
    waiting: list[tuple[str, click.Command]] = [("", cli)]
    while waiting:
        path, command = waiting.pop()
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                waiting.append((f"{path} {name}".strip(), found))
        else:
            yield path


def test_every_command_has_its_row():
    assert sorted(every_command()) == sorted(TABLE)


def test_network_is_for_those_who_need_it_alone():
    asking = {name for name, row in TABLE.items() if row.asks}
    assert asking == {"pull", "extract", "tour", "browse", "conferences", "adapters new"}


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(words))
    return int(left.value.code or 0)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file and its archive: a conference pulled, a list taken in, somebody chosen, a profile."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "page.html").write_text(PAGE)
    (folder / "list.csv").write_text(LIST)
    at = ("--db", str(folder / "speakers.db"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        patch.setenv("COFFEECHAT_NOW", "2026-05-12")
        assert run("pull", ADDRESS, "--page", str(folder / "page.html"), "-q", *at) == 0
        assert (
            run("import", str(folder / "list.csv"), "--conference", "Winter School", "--year", "2024", "-q", *at) == 0
        )
        assert run("shortlist", "add", "ana", *at) == 0
        assert run("log", "ana", "scheduled", "--at", "2026-06-01 15:00", "--anyway", *at) == 0
        assert run("log", "bo", "met", "--anyway", *at) == 0
        assert run("profile", "--name", "Kim", "--about", "a nurse", "--learn", "wards", *at) == 0
    return folder


@pytest.fixture
def sandbox(prepared, own_home, tmp_path, monkeypatch):
    """A home with the file, a folder to stand in with what the user has, and a place for temporary files."""
    standing, temporary = tmp_path / "here", tmp_path / "tmp"
    standing.mkdir()
    temporary.mkdir()
    for one in prepared.glob("speakers*"):
        shutil.copy(one, own_home / one.name)
    (standing / "page.html").write_text(PAGE)
    (standing / "list.csv").write_text(LIST)
    (standing / "Connections.csv").write_text(PEOPLE_I_KNOW)
    monkeypatch.chdir(standing)
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("COFFEECHAT_NOW", "2026-05-12")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return own_home, standing, temporary


def tree(*folders: Path) -> dict[Path, bytes | None]:
    """Every file and folder below, with its bytes. SQLite's companions come and go with its readers."""
    return {
        one: one.read_bytes() if one.is_file() else None
        for folder in folders
        for one in sorted(folder.rglob("*"))
        if not one.name.endswith(("-wal", "-shm", "-journal"))
    }


def rows(file: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def one_round(monkeypatch):
    """`browse` ends by itself, once it could be asked."""
    from scraper.web import server

    monkeypatch.setattr(server, "serve", lambda desk, at, ready: ready())


@pytest.mark.parametrize("name", TABLE)
def test_command_keeps_to_itself(name, sandbox, monkeypatch, capsys):
    home, standing, temporary = sandbox
    row = TABLE[name]
    if name == "browse":
        one_round(monkeypatch)
    file = home / "speakers.db"
    before, told = tree(home, standing, temporary), rows(file)
    with watching() as seen:
        assert run(*row.words.split()) == row.code, capsys.readouterr().err
    after = tree(home, standing, temporary)
    changed = {path for path in before.keys() | after.keys() if before.get(path, b"") != after.get(path, b"")}
    named = {standing / one for one in row.named}
    made = {path for path in changed if named & {path, *path.parents}}
    if name not in ("tour", "browse"):  # these serve to this machine
        assert seen.sockets == []
    assert seen.programs == []
    assert named <= made
    assert changed - made <= ({file} if row.writes else set())
    assert row.writes or rows(file) == told
    ours = {file, file.with_name("speakers.db-journal"), home / "speakers.pages.db"}
    elsewhere = {path for path in seen.written if path not in ours and not named & {path, *path.parents}}
    assert elsewhere == set()


def test_pull_writes_the_file_its_archive_and_a_gitignore(own_home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    db = own_home / "data" / "people.db"
    with conference() as site, watching() as seen:
        assert run("pull", site.start, "-q", "--db", str(db)) == 0
    assert sorted(path.relative_to(own_home).as_posix() for path in tree(own_home)) == [
        "data", "data/.gitignore", "data/people.db", "data/people.pages.db",
    ]  # fmt: skip
    assert {path for path in seen.written if db.parent not in (path, path.parent)} == set()
    assert seen.programs == []
    assert list(tmp_path.iterdir()) == []


def test_watching_sees_what_it_is_for(tmp_path):
    import socket
    import subprocess
    import sys

    with watching() as seen:
        (tmp_path / "a").write_text("x")
        (tmp_path / "a").read_text()
        (tmp_path / "a").replace(tmp_path / "b")
        sqlite3.connect(tmp_path / "c").close()
        sqlite3.connect(f"{(tmp_path / 'c').as_uri()}?mode=ro", uri=True).close()
        sqlite3.connect(":memory:").close()
        socket.socket(socket.AF_INET).close()
        subprocess.run([sys.executable, "-c", ""], check=True)
    assert [path.name for path in seen.written] == ["a", "a", "b", "c"]
    assert seen.sockets == ["socket.__new__"]
    assert len(seen.programs) >= 1
