"""``coffeechat extract``: what a page or a site yields, kept nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli import complain, present
from scraper.cli.options import archive_beside, check_render, database, output, render, talk, workers
from scraper.cli.present import emit, say
from scraper.cli.progress import Progress
from scraper.cli.stopping import stoppable
from scraper.errors import PartlyRead

if TYPE_CHECKING:
    from scraper.cli.options import Opener


@click.command()
@click.argument("target")
@click.option("--url", metavar="URL", help="The address a saved page was saved from.")
@click.option("--year", type=click.IntRange(1950, 2100), help="Which edition of a conference in the catalogue.")
@click.option("--offline", is_flag=True, help="Use only pages fetched before.")
@render
@click.option(
    "--budget",
    type=click.IntRange(1, 20_000),
    default=150,
    show_default=True,
    metavar="PAGES",
    help="At most this many pages.",
)
@workers
@output
@talk
@database
def extract(
    target: str,
    url: str | None,
    year: int | None,
    offline: bool,
    drawn: bool,
    budget: int,
    pool: Opener,
    form: str,
    loudness: int,
    db: Path,
) -> int:
    """Show what a page or site yields, and keep nothing.

    TARGET is an address, a conference's name, or a saved page. Every person is shown with the role and employer read,
    and everybody left out with the reason. It ends with 7 when something could not be had.

    \b
    Examples:
      coffeechat extract saved.html --url https://the.conference/speakers
      coffeechat extract https://the.conference/speakers --workers 1
    """
    from scraper.pull import Settings, losses, preview
    from scraper.reading import as_json, summary
    from scraper.target import resolve

    wanted = resolve(target, year=year, url=url)
    if drawn:
        check_render(offline=offline, page=wanted.page)
    archive = archive_beside(db)
    with Progress(loudness) as progress, pool() as opened, stoppable(progress.stand):
        settings = Settings(
            archive=archive if archive.exists() else None,
            offline=offline,
            render=drawn,
            budget=budget,
            on_event=progress,
            pool=opened,
        )
        result = preview(wanted, settings)
    partly = losses.partly(result)
    if form == "json":
        present.as_json(as_json(result))
        return _ended(partly)
    rows = [
        one | {fact: one[fact] or one["from_bio"][fact] for fact in ("role", "employer")}
        for one in as_json(result)["speakers"]
    ]
    emit(rows, ("name", "role", "employer", "talks", "billing", "method"), form=form)
    if loudness >= 0:
        for one in result.left_out:
            say(f"left out: {one.name} ({one.reason})", dim=True)
        edition = result.edition
        say(f"{edition.conference}{f' {edition.year}' if edition.year else ''}: {summary(result)}")
    return _ended(partly)


def _ended(partly: PartlyRead | None) -> int:
    if partly is None:
        return 0
    complain(partly)
    return partly.exit_code
