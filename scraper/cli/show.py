"""``coffeechat show``: one person."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from scraper.cli import present
from scraper.cli.options import database
from scraper.cli.present import paragraph
from scraper.text import edition, printable


@click.command()
@click.argument("speaker", nargs=-1, required=True)
@click.option("--why", is_flag=True, help="Where each fact was read, and why this is one person.")
@click.option("--json", "as_json", is_flag=True, help="JSON, for programs.")
@database
def show(speaker: tuple[str, ...], why: bool, as_json: bool, db: Path) -> None:
    """Show everything known about one speaker.

    SPEAKER is a name, the beginning or a part of one, or an id such as p-12.

    \b
    Example:
      coffeechat show "ana ruiz" --why
    """
    from scraper.store import query

    with closing(query.connect(db)) as connection:
        known = query.speaker(connection, query.find(connection, " ".join(speaker)))
    if as_json:
        present.as_json(known)
        return
    _card(known)
    if why:
        _why(known)


def _line(label: str, text: object) -> None:
    if text:
        click.echo(paragraph(str(text), f"  {label:15} "))


def _card(known: dict[str, Any]) -> None:
    click.secho(f"{printable(known['name'])}  ({known['id']})", bold=True)
    _line("role", known.get("role"))
    _line("employer", known.get("employer"))
    if known.get("company") and known.get("company") != known.get("employer"):
        _line("company", known["company"])
    _line("kind of place", known.get("kind"))
    _line("kind of job", ", ".join(filter(None, (known.get("role_family"), known.get("seniority")))))
    _line("topics", ", ".join(known.get("topics") or ()))
    if known.get("career"):
        from scraper.store.sight.careers import told

        _line("career", told(known["career"]))
    _line("shortlisted", "yes" if known.get("shortlisted") else "")
    _line("note", known.get("note"))
    _line("you know", ", ".join(known.get("you_know") or ()))
    for at in known["appearances"]:
        click.echo()
        click.secho(f"  {printable(edition(at['conference'], at.get('year')))}", bold=True)
        then = ", ".join(filter(None, (at.get("role"), at.get("employer"))))
        if then and len(known["appearances"]) > 1:
            _line("as", then)
        _line("billing", at.get("billing"))
        for talk in at.get("talks") or ():
            _line("talk", talk["title"] if isinstance(talk, dict) else talk)
        _line("page", at.get("source"))
        if at.get("withdrawn"):
            _line("note", "no longer listed there")
    if known.get("bio"):
        click.echo()
        click.echo(paragraph(known["bio"], "  ", widest=92))
    if known.get("links"):
        click.echo()
        for link in known["links"]:
            _line("link", link)


def _why(known: dict[str, Any]) -> None:
    click.echo()
    click.secho("Where it was read", bold=True)
    _told_by(known)
    told = ((fact, at[fact], _source(fact, at, known)) for at in known["appearances"] for fact in ("role", "employer"))
    sources = {(fact, value): source for fact, value, source in told if source}
    for seen in known.get("sightings") or ():
        click.echo(f"  {printable(str(seen.get('source') or 'a list'))}  (read as {seen.get('method') or 'unknown'})")
        for label in ("name", "headline", "role", "employer", "bio"):
            if (label, seen.get(label)) not in sources:  # else it stands below, with where it comes from
                _line(label, seen.get(label))
    for (fact, value), source in sources.items():
        _line(fact, f"{value}  <- {source}")
    _one_person(known["appearances"])


_SOURCES = {
    "page": "its own line on the page", "bio": "the biography", "data": "data in the page", "you": "you said so",
}  # fmt: skip


def _source(fact: str, at: dict[str, Any], known: dict[str, Any]) -> str | None:
    """Where a fact of an appearance comes from, in words."""
    where = at.get(f"{fact}_source")
    if fact == "employer" and where in ("page", "data") and _by_colleagues(at, known.get("sightings") or ()):
        return "others of this conference work there, so the line was read that way"
    return _SOURCES.get(where, where) if where else None


def _by_colleagues(at: dict[str, Any], sightings: Iterable[dict[str, Any]]) -> bool:
    """Does an employer stand in a line that does not tell by itself where it begins ("Staff Engineer Acme")?"""
    from scraper.normalise.headline import parse

    employer = at.get("employer") or ""
    there = [one for one in sightings if one["conference"] == at["conference"] and one["year"] == at["year"]]
    lines = [line for one in there for line in (one.get("headline"), one.get("role")) if line and employer in line]
    is_alone = any(one.get("employer") for one in there)
    return bool(lines) and not is_alone and all(parse(line).employer != employer for line in lines)


def _told_by(known: dict[str, Any]) -> None:
    """The words that tell the kind of job and the level."""
    from scraper.normalise import roles

    for fact, which in (("role_family", "family"), ("seniority", "seniority")):
        if known.get("role") and known.get(fact) and (words := roles.told_by(which, known["role"])):
            said = " and ".join(f'"{word}"' for word in words)
            _line("level" if which == "seniority" else "kind of job", f"{known[fact]}  <- {said}")


def _one_person(appearances: list[dict[str, Any]]) -> None:
    """Why these appearances are taken for one person: what each sign tells, as logarithms of odds added up."""
    explained = [at for at in appearances if at.get("evidence")]
    if not explained:
        return
    click.echo()
    click.secho("Why this is one person", bold=True)
    for at in explained:
        first, *reasons = at["evidence"]
        click.echo(f"  {printable(edition(at['conference'], at.get('year')))}, {printable(first)}")
        for reason in reasons:
            click.echo(f"    {printable(reason)}")
    click.echo(click.style("  If they are two: coffeechat split NAME", dim=True))
