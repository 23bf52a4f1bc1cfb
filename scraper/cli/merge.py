"""``coffeechat merge`` and ``coffeechat split``: who is whom, said by a person."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import click

from scraper.cli.options import database
from scraper.cli.present import say
from scraper.errors import InputError
from scraper.text import people as counted
from scraper.text import printable


@click.command()
@click.argument("names", nargs=-1, metavar="NAME OTHER")
@click.option("--companies", is_flag=True, help="NAME and OTHER are spellings of one company.")
@click.option("--undo", is_flag=True, help="Take the last thing said of NAME back (a merge or a split).")
@click.option("--list", "listed", is_flag=True, help="Show what you said of who is whom.")
@database
def merge(names: tuple[str, ...], companies: bool, undo: bool, listed: bool, db: Path) -> None:
    """Say that two speakers are one person.

    NAME is a name, a unique part of one, or an id such as p-12. It holds for every later pull and import. Two who stood
    at the same conference in the same year stay two. Notes, drafts and log of both are one then, and are not parted by
    --undo. With --companies: OTHER is the name the company is shown by.

    \b
    Examples:
      coffeechat merge p-3 p-17
      coffeechat merge p-3 --undo
      coffeechat merge --companies "Acme GmbH Deutschland" Acme
    """
    if listed:
        _list(db)
        return
    if companies:
        _companies(db, names, undo=undo)
        return
    found = [_find(db, name) for name in names]
    if undo:
        _undo(db, found)
        return
    if len(found) != 2:
        raise InputError("say which two are one person", hint="coffeechat merge NAME OTHER")
    from scraper.store import write
    from scraper.store.hand import verdicts

    with write.open_store(db) as opened:
        number = verdicts.merge(opened, found[0][0], found[1][0])
    name = _find(db, f"p-{number}")[1]
    say(
        f"One person: {found[0][1]} and {found[1][1]} are {name} (p-{number}). Back: coffeechat merge p-{number} --undo"
    )


@click.command()
@click.argument("name", nargs=-1, required=True, metavar="NAME")
@click.option("--at", metavar="CONFERENCE", help="The appearance that is another person's (name and year, or a part).")
@click.option("--undo", is_flag=True, help="Take the last thing said of NAME back (a merge or a split).")
@database
def split(name: tuple[str, ...], at: str | None, undo: bool, db: Path) -> None:
    """Say that one speaker is two people.

    With two appearances these are two people; with more, --at says which is another person's. It holds for every later
    pull and import.

    \b
    Examples:
      coffeechat split "Ana Ruiz" --at "Spring School 2024"
      coffeechat split "Ana Ruiz" --undo
    """
    number, shown = _find(db, " ".join(name))
    if undo:
        _undo(db, [(number, shown)])
        return
    from scraper.store import write
    from scraper.store.hand import verdicts

    with write.open_store(db) as opened:
        here, there = verdicts.split(opened, number, at)
    say(f"Two people: {shown} is p-{here} and p-{there}. Back: coffeechat split p-{here} --undo")


def _find(db: Path, name: str) -> tuple[int, str]:
    from scraper.store import query

    with closing(query.connect(db)) as connection:
        number = query.find(connection, name)
        return number, str(query.speaker(connection, number)["name"])


def _undo(db: Path, found: list[tuple[int, str]]) -> None:
    if not found:
        raise InputError("say of whom", hint="coffeechat merge NAME --undo")
    from scraper.store import write
    from scraper.store.hand import verdicts

    with write.open_store(db) as opened:
        pairs = verdicts.take_back(opened, [number for number, _ in found])
    if not pairs:
        raise InputError(f"nothing was said of {found[0][1]}", hint="coffeechat merge --list")
    say(f"Taken back. See: coffeechat show p-{found[0][0]} --why")


def _companies(db: Path, names: tuple[str, ...], *, undo: bool) -> None:
    if len(names) != (1 if undo else 2):
        raise InputError("say which spellings are one company", hint="coffeechat merge --companies SPELLING COMPANY")
    from scraper.store import write
    from scraper.store.pulling import companies as known
    from scraper.store.pulling import present
    from scraper.store.rows import moment
    from scraper.store.trouble import must_exist

    must_exist(db)
    from datetime import UTC, datetime

    with write.open_store(db) as opened, write.transaction(opened) as connection:
        if undo:
            changed = known.take_back(connection, spelling=names[0])
        else:
            changed = known.say_one(connection, names[0], names[1])
        present.refresh(connection, changed, now=moment(datetime.now(UTC)))
    people = counted(len(changed))
    say(f"{names[0]} is a company of its own again: {people}" if undo else f"{names[0]} is {names[1]}: {people} moved")


def _list(db: Path) -> None:
    from scraper.store import query
    from scraper.store.hand import verdicts

    with closing(query.connect(db)) as connection:
        said = verdicts.listed(connection)
        companies = _own(connection)
    for one in said:
        click.echo(f"{one.said[:10]}  {'one' if one.is_one else 'two'}  {printable(one.one)}  {printable(one.other)}")
    for spelling, company in companies:
        click.echo(f"company     {printable(spelling)}  is  {printable(company)}")
    if not said and not companies:
        say(
            "You have said nothing of who is whom. Doubtful pairs: coffeechat review. "
            "To say it: coffeechat merge NAME OTHER, coffeechat split NAME"
        )


def _own(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT spelling_key, company FROM own_companies ORDER BY company, spelling_key"
    ).fetchall()
