"""``coffeechat pull``: fetch conferences and keep their speakers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli import complain
from scraper.cli.options import archive_beside, check_render, database, render, talk
from scraper.cli.present import say
from scraper.cli.progress import Progress
from scraper.errors import BadFile, CoffeechatError, InputError

if TYPE_CHECKING:
    from scraper.pull import Outcome
    from scraper.target import Target


@click.command()
@click.argument("targets", nargs=-1, metavar="TARGET...")
@click.option(
    "--from-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read more targets from FILE, one a line (# starts a comment).",
)
@click.option(
    "--page",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read this saved page in place of fetching TARGET.",
)
@click.option("--year", type=click.IntRange(1950, 2100), help="Which edition of a conference in the catalogue.")
@click.option("--offline", is_flag=True, help="Use only pages fetched before.")
@render
@click.option("--delay", type=click.FloatRange(0, 3600), metavar="SECONDS", help="Pause between requests to one host.")
@click.option("--concurrency", type=click.IntRange(1, 64), metavar="N", help="Requests in flight to one host.")
@click.option(
    "--budget",
    type=click.IntRange(1, 20_000),
    default=1500,
    show_default=True,
    metavar="PAGES",
    help="At most this many pages a conference.",
)
@click.option("--accept-fewer", is_flag=True, help="Take the list even if it is far shorter than last time.")
@database
@talk
def pull(
    targets: tuple[str, ...],
    from_file: Path | None,
    page: Path | None,
    year: int | None,
    offline: bool,
    drawn: bool,
    delay: float | None,
    concurrency: int | None,
    budget: int,
    accept_fewer: bool,
    db: Path,
    loudness: int,
) -> int:
    """Fetch a conference's speakers and keep them.

    TARGET is the address of a conference or of its speaker page, the name of a conference in the catalogue (see
    `coffeechat conferences`), or a page you saved in your browser.

    \b
    Examples:
      coffeechat pull https://the.conference/2026/speakers
      coffeechat pull "PyCon US" --year 2026
      coffeechat pull https://the.conference/speakers --page saved.html
      coffeechat pull https://the.conference/speakers --render
    """
    from scraper.pull import Settings  # noqa: PLC0415 -- slow import
    from scraper.pull import pull as run  # noqa: PLC0415 -- slow import
    from scraper.target import resolve  # noqa: PLC0415 -- slow import

    wanted = [*targets, *(_listed(from_file) if from_file else ())]
    if not wanted:
        raise click.UsageError("Say what to pull: an address, a conference's name, or a saved page.")
    if page and len(wanted) != 1:
        raise click.UsageError("--page goes with exactly one TARGET: the address the page was saved from.")
    if drawn:
        check_render(offline=offline, page=page)
    resolved: list[Target] = []
    worst = 0
    for text in wanted:
        try:
            resolved.append(resolve(text, year=year, page=page))
        except CoffeechatError as problem:
            if len(wanted) == 1:
                raise
            complain(problem)
            worst = max(worst, problem.exit_code)
    with Progress(loudness) as progress:
        settings = Settings(
            archive=archive_beside(db),
            offline=offline,
            render=drawn,
            delay=delay,
            concurrency=concurrency,
            budget=budget,
            accept_fewer=accept_fewer,
            on_event=progress,
        )

        def finished(outcome: Outcome) -> None:
            progress.clear()
            tell(outcome, loudness, among_many=len(wanted) > 1)

        outcomes = run(resolved, db, settings, on_outcome=finished)
    worst = max([worst, *(outcome.error.exit_code for outcome in outcomes if outcome.error)])
    if loudness >= 0 and any(outcome.changes for outcome in outcomes):
        say(f"Kept in {db}")
        if not worst:
            say("Next: coffeechat companies   coffeechat roles   coffeechat speakers --topic WORD", dim=True)
    return worst


def _listed(file: Path) -> list[str]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise BadFile(f"cannot read {file}", hint="give a text file with one target a line") from problem
    targets = [line.split(" #", 1)[0].strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not targets:
        raise InputError(f"{file} names no conference", hint="one address or name a line")
    return targets


def tell(outcome: Outcome, loudness: int, *, among_many: bool = False) -> None:
    """Say on stderr how one target ended: its receipt, what is new, what went wrong (and with which, among many)."""
    from scraper.reading import summary  # noqa: PLC0415 -- slow import

    if outcome.read and outcome.changes and loudness >= 0:
        edition = outcome.read.edition
        title = f"{edition.conference} {edition.year}" if edition.year else edition.conference
        say(title, bold=True)
        say(f"  {summary(outcome.read)}")
        changes = outcome.changes
        parts = [
            f"{count} {word}"
            for count, word in (
                (changes.new, "new"),
                (changes.changed, "changed"),
                (changes.withdrawn, "no longer listed"),
            )
            if count
        ]
        say(f"  {', '.join(parts) if parts else 'nothing new since the last pull'}")
        if changes.unsure:
            say(f"  {changes.unsure} to look at: coffeechat review")
        if loudness > 0:
            for one in outcome.read.left_out:
                say(f"  left out: {one.name} ({one.reason})", dim=True)
    if outcome.error:
        complain(outcome.error, about=outcome.target.shown if among_many else "")
