"""``coffeechat forget``, ``data`` and ``expire``: other people's data."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper import clock
from scraper.cli import present
from scraper.cli.options import archive_beside, database, output
from scraper.cli.present import emit, say
from scraper.errors import AmbiguousSpeaker, InputError
from scraper.text import printable

if TYPE_CHECKING:
    import sqlite3


@click.command()
@click.argument("speaker", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--backups", is_flag=True, help="Delete the file's backups too: they hold everybody.")
@database
def forget(speaker: tuple[str, ...], yes: bool, backups: bool, db: Path) -> None:
    """Erase somebody for good, and keep them out.

    Everything goes: rows, talks, drafts, log, mentions in other texts, kept pages; so do people of the very same name. A
    salted hash of the name keeps them out of every later pull, import and export. This cannot be undone.

    \b
    Example:
      coffeechat forget "Ana Ruiz" --yes
    """
    from scraper import privacy
    from scraper.store import query

    with closing(query.connect(db)) as connection:
        who = _whom(connection, " ".join(speaker))
        name = query.speaker(connection, who)["name"]
    if not yes:
        if not sys.stdin.isatty():
            raise InputError(
                f"forgetting {name} cannot be undone", hint=f"if you mean it: coffeechat forget p-{who} --yes"
            )
        click.confirm(f"Erase {printable(name)} for good?", abort=True)
    done = privacy.forget(db, archive_beside(db), who, day=clock.today(), backups=backups)
    say(f"Forgotten: {sum(done.rows.values())} rows in {len(done.rows)} tables, {len(done.pages)} kept pages")
    for backup in done.backups:
        say(f"  a backup still holds them: {backup}")
    if done.backups:
        say("  delete it by hand, as you do with exports you made: this program cannot know them")


def _whom(connection: sqlite3.Connection, typed: str) -> int:
    """The person meant; of several with the very same name any: all of them go."""
    from scraper.store import query
    from scraper.store.folding import plain

    try:
        return query.find(connection, typed)
    except AmbiguousSpeaker:
        row = connection.execute("SELECT min(id) FROM speakers WHERE sort_name = ?", (plain(typed),)).fetchone()
        if row[0] is None:
            raise
        return int(row[0])


@click.command()
@click.argument("speaker", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="JSON, for programs.")
@database
def data(speaker: tuple[str, ...], as_json: bool, db: Path) -> None:
    """Print all that is held about one person.

    Every row of every table, the addresses of kept pages that name them, and backups that may: what to hand to somebody
    who asks.

    \b
    Example:
      coffeechat data ana --json
    """
    from scraper import outreach, privacy
    from scraper.store import query

    with closing(query.connect(db)) as connection:
        held = privacy.held(db, archive_beside(db), connection, outreach.find(connection, " ".join(speaker)))
    if as_json:
        present.as_json(held)
        return
    for table, rows in held["tables"].items():
        click.secho(f"{table} ({len(rows)})", bold=True)
        for row in rows:
            told = "; ".join(
                f"{name}: {' '.join(str(value).split())}" for name, value in row.items() if value not in (None, "")
            )
            click.echo(f"  {printable(told)}")
    for what in ("pages", "backups"):
        if held[what]:
            click.secho(f"{what} ({len(held[what])})", bold=True)
            for one in held[what]:
                click.echo(f"  {printable(one)}")


@click.command()
@click.option("--yes", is_flag=True, help="Take them out.")
@database
@output
def expire(yes: bool, db: Path, form: str) -> None:
    """Show whose time is over, and take them out.

    People you never chose, and that no pull has listed for twelve months (coffeechat profile --retention), are shown;
    with --yes they go. A later pull may bring them back: to keep somebody out, use coffeechat forget.

    \b
    Example:
      coffeechat expire --yes
    """
    from scraper import privacy
    from scraper.store import query, write

    with closing(query.connect(db)) as connection:
        people, months = privacy.expiring(connection, clock.today())
    rows = [{"id": f"p-{number}", "name": name, "last_seen": seen} for number, name, seen in people]
    if rows or form != "table":
        emit(rows, ("id", "name", "last_seen"), form=form)
    if yes and rows:
        with write.open_store(db) as opened:
            say(f"{privacy.expire(opened, archive_beside(db), clock.today())} people taken out")
    elif rows:
        say(f"{len(rows)} people you never chose, not seen for {months} months: coffeechat expire --yes takes them out")
    else:
        say(f"Nobody's time is over ({months} months).")
