"""``coffeechat research``: what is known of somebody, and where to look further."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from scraper.cli import present
from scraper.cli.options import database
from scraper.cli.present import paragraph, say
from scraper.text import printable

_MOST_OPENED = 8


@click.command()
@click.argument("speaker", nargs=-1, required=True)
@click.option("--open", "open_", is_flag=True, help="Open the addresses in your browser (never linkedin.com).")
@click.option("--json", "as_json", is_flag=True, help="JSON, for programs.")
@database
def research(speaker: tuple[str, ...], open_: bool, as_json: bool, db: Path) -> None:
    """Read up on somebody: what the pages say, where to look.

    Only pulled pages are quoted, each with its address and the day it was read. Addresses to look further are made, not
    fetched; --open hands them to your browser.

    \b
    Examples:
      coffeechat research ana
      coffeechat research ana --open
    """
    from dataclasses import asdict

    from scraper import outreach
    from scraper.chats import dossier
    from scraper.store import query

    with closing(query.connect(db)) as connection:
        person = query.speaker(connection, outreach.find(connection, " ".join(speaker)))
        colleagues = query.colleagues(connection, person)
    known, where, path = dossier.known(person), dossier.lookups(person), dossier.path(person)
    if as_json:
        told = {
            "id": person["id"], "name": person["name"], "known": [asdict(one) for one in known], "path": path,
            "colleagues": colleagues, "you_know": person["you_know"], "lookups": [asdict(one) for one in where],
        }  # fmt: skip
        present.as_json(told)
    else:
        _print(person["name"], person["id"], known, path, colleagues, person["you_know"], where)
    if open_:
        _open([one.url for one in where if one.opens][:_MOST_OPENED])


def _print(name, number, known, path, colleagues, you_know, where) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    click.secho(f"{printable(name)}  ({number})", bold=True)
    last: tuple[str | None, str | None] | None = None
    for one in known:
        if (one.source, one.day) != last:
            last = (one.source, one.day)
            click.secho(f"  {printable(one.source or 'a list')}{f', read on {one.day}' if one.day else ''}", dim=True)
        click.echo(paragraph(" ".join(one.says.split()), f"    {printable(one.what):18}  ", widest=96))
    for title, lines in (("Over the years", path), ("Others there", colleagues), ("You know there", you_know)):
        if lines:
            click.secho(f"  {title}", bold=True)
            for line in lines:
                click.echo(f"    {printable(line)}")
    click.secho("  Look further", bold=True)
    for one in where:
        click.echo(f"    {one.label:18}  {printable(one.url)}")


def _open(urls: list[str]) -> None:
    import webbrowser

    opened = sum(webbrowser.open(url) for url in urls)
    say(f"{opened} opened in your browser" if opened else "No browser could be opened; the addresses stand above.")
