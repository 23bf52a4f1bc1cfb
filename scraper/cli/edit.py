"""``coffeechat edit``: what is known of somebody, corrected by a person."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import click

from scraper.cli.options import database, output
from scraper.cli.present import emit, say
from scraper.errors import InputError
from scraper.text import printable


@click.command()
@click.argument("speaker", nargs=-1, metavar="[SPEAKER]")
@click.option("--name", metavar="TEXT", help="What they are called.")
@click.option("--role", metavar="TEXT", help='What they do; "" for nothing.')
@click.option("--employer", "--company", metavar="TEXT", help='Whom they work for; "" for nobody.')
@click.option("--undo", is_flag=True, help="Take your corrections of SPEAKER back.")
@click.option("--list", "listed", is_flag=True, help="Show all your corrections.")
@output
@database
def edit(
    speaker: tuple[str, ...],
    name: str | None,
    role: str | None,
    employer: str | None,
    undo: bool,
    listed: bool,
    form: str,
    db: Path,
) -> None:
    """Correct what is known of a speaker.

    SPEAKER is a name, a unique part of one, or an id such as p-12. A correction wins over every later pull, import and
    renormalise, until it is taken back.

    \b
    Examples:
      coffeechat edit "Ana Ruiz" --role "Head of Nursing" --employer "Harbour Health"
      coffeechat edit "Ana Ruiz" --undo
      coffeechat edit --list
    """
    from scraper.store import query, write
    from scraper.store.pulling import corrections

    if listed:
        with closing(query.connect(db)) as connection:
            rows = corrections.listed(connection)
        if form == "table":
            rows = [{**row, "made": row["made"][:10]} for row in rows]
        emit(rows, ("id", "speaker", "name", "fact", "value", "was", "made"), form=form)
        if not rows and form == "table":
            say("Nothing corrected yet.")
        return
    facts = {fact: said for fact, said in (("name", name), ("role", role), ("employer", employer)) if said is not None}
    if not speaker or (undo and facts):
        raise InputError("say whom, and what is right", hint='coffeechat edit NAME --role "...", or --undo, or --list')
    with closing(query.connect(db)) as connection:
        number = query.find(connection, " ".join(speaker))
        if not (facts or undo):
            _show(query.speaker(connection, number), corrections.listed(connection))
            return
    from scraper.store.hand.editing import correct, undo_corrections

    with write.open_store(db) as opened:
        count = undo_corrections(opened, number) if undo else correct(opened, number, facts)
    if undo and not count:
        raise InputError("nothing of this person was corrected", hint="coffeechat edit --list")
    with closing(query.connect(db)) as connection:
        known = query.speaker(connection, number)
    job = ", ".join(filter(None, (known["role"], known["employer"])))
    say(f"{printable(known['name'])}: {printable(job) or 'no role or employer'}" + ("" if undo else " (you said so)"))


def _show(known: dict[str, Any], corrected: list[dict[str, Any]]) -> None:
    """What stands, and how it is changed."""
    said = {one["fact"] for one in corrected if one["speaker"] == known["id"]}
    for fact in ("name", "role", "employer"):
        click.echo(f"{fact:10}{printable(known[fact] or '-')}{'  (you said so)' if fact in said else ''}")
    say(f'Change it: coffeechat edit {known["id"]} --role "..." --employer "..." --name "..."', dim=True)
