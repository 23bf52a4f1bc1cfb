"""``coffeechat tour``: the whole job on the sample conference, without a network."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click

from scraper.cli.present import emit, say
from scraper.errors import NotWritable

_SHORTLIST = 5


@click.command()
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path("coffeechat-tour"),
    show_default=True,
    metavar="FOLDER",
    help="Where the tour's file and CSV are written.",
)
def tour(into: Path) -> int:
    """See the whole job done on a sample conference, offline.

    An invented conference with some thirty invented speakers is served on this machine and pulled like any other site;
    then companies, roles, a shortlist and its CSV are shown. Nothing leaves your machine.
    """
    from scraper.cli.outcomes import tell
    from scraper.pull import Settings, pull
    from scraper.store import query, write
    from scraper.target import resolve
    from scraper.tour import serve

    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise NotWritable(
            f"cannot make the folder {into}: {problem.strerror}", hint="choose another: coffeechat tour --into FOLDER"
        ) from problem
    file, csv = into / "speakers.db", into / "shortlist.csv"

    say("1. A conference", bold=True)
    with serve() as address:
        say(f"   A sample conference is served on this machine at {address}")
        say(f"   $ coffeechat pull {address} --db {shlex.quote(str(file))}", dim=True)
        outcomes = pull([resolve(address)], file, Settings(), on_outcome=lambda outcome: tell(outcome, 0))
    failed = next((outcome.error for outcome in outcomes if outcome.error), None)
    if failed:
        return failed.exit_code

    connection = query.connect(file)
    try:
        everyone = query.Filters()
        step(2, "Where they work", f"coffeechat companies --db {shlex.quote(str(file))}")
        emit(
            query.companies(connection, everyone)[:8],
            ("company", "kind", "people", "roles"),
            form="table",
            bar="people",
        )
        step(3, "What they do", f"coffeechat roles --db {shlex.quote(str(file))}")
        emit(query.roles(connection, everyone)[:10], ("role_family", "people", "examples"), form="table", bar="people")
        chosen = _spread(query.speakers(connection, everyone))
    finally:
        connection.close()

    step(4, "A shortlist", f"coffeechat shortlist add NAME --db {shlex.quote(str(file))}")
    with write.open_store(file) as database:
        for row in chosen:
            write.add_to_shortlist(database, int(str(row["id"]).removeprefix("p-")), "picked by the tour")
    emit(chosen, ("id", "name", "role", "employer"), form="table")

    step(5, "A spreadsheet", f"coffeechat export {shlex.quote(str(csv))} --db {shlex.quote(str(file))}")
    from scraper.cli.export import export

    export.callback(file=csv, form="csv", excel=False, read_back=None, yes=False, db=file)  # type: ignore[misc]

    say()
    say("Your turn", bold=True)
    say(f"   The people are in  {file}")
    say(f"   The shortlist is   {csv}")
    say(f"   Look around:       coffeechat speakers --db {shlex.quote(str(file))}")
    say(f"   One person:        coffeechat show {shlex.quote(str(chosen[0]['name']))} --db {shlex.quote(str(file))}")
    say("   A real conference: coffeechat pull https://the.conference/speakers")
    return 0


def step(number: int, title: str, command: str) -> None:
    """A heading and the command that does it."""
    say()
    say(f"{number}. {title}", bold=True)
    say(f"   $ {command}", dim=True)


def _spread(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A few people with a role and an employer, of different kinds of jobs and different companies."""
    chosen: list[dict[str, Any]] = []
    for row in rows:
        known = row["role"] and row["employer"] and row["role_family"]
        fresh = all(row["role_family"] != one["role_family"] and row["company"] != one["company"] for one in chosen)
        if known and fresh and len(chosen) < _SHORTLIST:
            chosen.append(row)
    return chosen or rows[:_SHORTLIST]
