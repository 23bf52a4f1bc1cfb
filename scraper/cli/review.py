"""``coffeechat review``: what the reading was not sure of, settled by a person."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from scraper.cli import present
from scraper.cli.options import database
from scraper.cli.present import emit, say
from scraper.errors import InputError
from scraper.text import edition, printable


@click.command()
@click.argument("question", required=False, metavar="[ID]")
@click.argument("answer", nargs=-1)
@click.option("--ask", is_flag=True, help="Go through them one after the other.")
@click.option("--undo", is_flag=True, help="Take the answer to ID back.")
@click.option("--left-out", is_flag=True, help="Show everybody who was left out, and why.")
@click.option("--restore", metavar="NAME", help="NAME was left out and is a speaker, now and in every later pull.")
@click.option("--conference", metavar="NAME", help="Only of this one (part of the name is enough).")
@click.option("--answered", is_flag=True, help="Show what you settled.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, metavar="N", help="At most this many.")
@click.option("--json", "as_json", is_flag=True, help="JSON, for programs: all of them.")
@database
def review(
    question: str | None,
    answer: tuple[str, ...],
    ask: bool,
    undo: bool,
    left_out: bool,
    restore: str | None,
    conference: str | None,
    answered: bool,
    limit: int,
    as_json: bool,
    db: Path,
) -> None:
    """Settle what the reading was not sure of.

    Without an ID it lists the open questions: is this a speaker, is this really their role, their employer, are these
    two one person? ANSWER is yes, no or, for a role or an employer, what is right. An answer holds for every later pull.

    \b
    Examples:
      coffeechat review
      coffeechat review r-3 no
      coffeechat review r-7 "Staff Engineer"
      coffeechat review r-3 --undo
      coffeechat review --left-out
      coffeechat review --restore "Olga Orgel" --conference "Spring Conf"
    """
    if left_out:
        _show_left_out(db, conference=conference, limit=limit, as_json=as_json)
        return
    if restore is not None:
        _restore(db, restore, conference=conference)
        return
    if question is None:
        rows = _rows(db, conference=conference, answered=answered)
        if ask:
            _go_through(db, rows)
        else:
            _show(rows, answered=answered, limit=limit, as_json=as_json)
        return
    found = re.fullmatch(r"(?:r-)?(\d{1,15})", question.strip().lower())
    if not found:
        raise InputError(
            f"'{printable(question)}' is no question", hint="questions are numbered: coffeechat review r-3 yes"
        )
    if undo == bool(answer):
        raise InputError(
            f"say what the answer to r-{found[1]} is", hint=f"coffeechat review r-{found[1]} yes | no | TEXT, or --undo"
        )
    _settle(db, int(found[1]), None if undo else " ".join(answer))


def _rows(db: Path, *, conference: str | None, answered: bool) -> list[dict[str, Any]]:
    from scraper.store import query

    with closing(query.connect(db)) as connection:
        return query.reviews(connection, conference=conference, answered=answered)


def _show(rows: Sequence[dict[str, Any]], *, answered: bool, limit: int, as_json: bool) -> None:
    if as_json:
        told = [{**row, "question": _question(row)} for row in rows]
        present.as_json(told)
        return
    for row in rows[:limit]:
        _print(row)
    if not rows:
        say("Nothing settled yet." if answered else "Nothing to look at: the reading was sure of everything.")
    elif len(rows) > limit:
        say(f"{len(rows) - limit} more: coffeechat review --limit {len(rows)}", dim=True)
    if rows and not answered:
        say(
            f"Answer: coffeechat review {rows[0]['id']} yes | no | the right words      All: coffeechat review --ask",
            dim=True,
        )


def _show_left_out(db: Path, *, conference: str | None, limit: int, as_json: bool) -> None:
    from scraper.store import query
    from scraper.store.sight import pulled

    with closing(query.connect(db)) as connection:
        rows = pulled.left_out(connection, conference=conference)
    shown = [{name: value for name, value in row.items() if name != "edition"} for row in rows]
    if as_json:
        emit(shown, (), form="json")
        return
    for row in shown:
        row["conference"] = edition(row["conference"], row["year"])
    emit(shown[:limit], ("name", "reason", "conference"), form="table")
    if not rows:
        say("Nobody was left out.")
    elif len(rows) > limit:
        say(f"{len(rows) - limit} more: coffeechat review --left-out --limit {len(rows)}", dim=True)
    if rows:
        say("A speaker after all? coffeechat review --restore NAME", dim=True)


def _restore(db: Path, name: str, *, conference: str | None) -> None:
    from scraper.store import write
    from scraper.store.hand import settle
    from scraper.store.trouble import must_exist

    must_exist(db)
    with write.open_store(db) as opened:
        settled = settle.restore(opened, name, conference=conference)
    say(f"{printable(settled.name)}: a speaker. Take it back: coffeechat review r-{settled.id} --undo")


def _question(row: dict[str, Any]) -> str:
    from scraper.doubts import question

    return question(row["kind"], row["name"], row["said"])


def _print(row: dict[str, Any]) -> None:
    click.secho(f"{row['id']:6} {printable(_question(row))}", bold=True)
    where = " in the biography" if row["said_in"] == "bio" else ""
    plain = row["kind"] in ("same", "company") or row["why"].startswith("left out")
    for line in row["why"].split("; "):
        click.echo(f"       {line}" if plain else f"       it {line}{where}")
    click.echo(f"       {printable(edition(row['conference'], row['year']))}  {printable(row['source'])}".rstrip())
    if row["answer"] is not None:
        click.echo(f"       you said: {printable(row['answer'] or 'no')}")


def _settle(db: Path, number: int, answer: str | None) -> None:
    from scraper.doubts import outcome
    from scraper.store import write
    from scraper.store.hand.settle import settle
    from scraper.store.trouble import must_exist

    must_exist(db)
    with write.open_store(db) as opened:
        settled = settle(opened, number, answer)
    say(f"{settled.name}: {outcome(settled.kind, settled.answer, settled.said)}")


def _go_through(db: Path, rows: Sequence[dict[str, Any]]) -> None:
    """One question after the other; an empty line skips, q ends."""
    if not sys.stdin.isatty():
        raise click.UsageError("--ask needs a terminal; elsewhere answer one by one: coffeechat review r-3 yes")
    if not rows:
        say("Nothing to look at: the reading was sure of everything.")
    for row in rows:
        _print(row)
        said = click.prompt("       yes, no, the right words, Enter to skip, q to stop", default="", show_default=False)
        if said.strip().lower() == "q":
            return
        if said.strip():
            try:
                _settle(db, int(row["id"].removeprefix("r-")), said)
            except InputError as problem:
                say(f"{problem.message}: {problem.hint}")
