"""``coffeechat pull``: fetch conferences and keep their speakers."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli import complain
from scraper.cli.options import archive_beside, check_render, database, render, talk, workers
from scraper.cli.outcomes import listed, table, tell
from scraper.cli.present import say
from scraper.cli.progress import Progress
from scraper.cli.stopping import stoppable
from scraper.errors import CoffeechatError, worst

if TYPE_CHECKING:
    from scraper.cli.options import Opener
    from scraper.pull import Outcome
    from scraper.target import Target


@click.command()
@click.argument("targets", nargs=-1, metavar="TARGET...")
@click.option(
    "--from-file",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Pull every target FILE lists, one a line (# starts a comment; - reads standard input).",
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
@workers
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
    pool: Opener,
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
      coffeechat pull --from-file conferences.txt
      coffeechat pull --from-file conferences.txt --workers 4

    It ends with 0 when nothing was lost, and with 7 when people are stored and something about some of them could not
    be had: a page that did not open, a person's own page that is gone. Run it again for the rest.

    Of many, each is pulled whatever becomes of the others; a table at the end tells how each went, and the exit code is
    the worst. Run by cron with --from-file, only that table is printed, and what went wrong; with -q only the latter.
    """
    from scraper.pull import Settings
    from scraper.pull import pull as run
    from scraper.workers.fence import RARELY

    wanted = list(dict.fromkeys([*targets, *(listed(from_file) if from_file else ())]))
    if not wanted:
        raise click.UsageError("say what to pull: an address, a conference's name, or a saved page.")
    if page and len(wanted) != 1:
        raise click.UsageError("--page goes with exactly one TARGET: the address the page was saved from.")
    if drawn:
        check_render(offline=offline, page=page)
    gc.freeze()  # what was loaded stays: no collection looks through it again
    gc.set_threshold(*RARELY)
    many = len(wanted) > 1
    resolved, refused = _understood(wanted, year=year, page=page)
    quiet = loudness < 0
    if from_file and not loudness and not sys.stderr.isatty():
        loudness = -1  # cron mails whatever is said: what went wrong, and the table at the end
    with Progress(loudness) as progress, pool() as opened:
        settings = Settings(
            archive=archive_beside(db),
            offline=offline,
            render=drawn,
            delay=delay,
            concurrency=concurrency,
            budget=budget,
            accept_fewer=accept_fewer,
            on_event=progress,
            pool=opened,
        )

        done = 0

        def finished(outcome: Outcome) -> None:
            nonlocal done
            done += 1
            progress.clear()
            progress.ahead = f"{done} of {len(resolved)} conferences done; " if many else ""
            tell(outcome, loudness, among_many=many)

        with stoppable(progress.stand):
            outcomes = run([*resolved.values()], db, settings, on_outcome=finished)
    if many and not quiet:
        table(outcomes, refused)
    code = worst([*(one.error for one in outcomes), *(one for _, one in refused)])
    if loudness >= 0 and any(outcome.changes for outcome in outcomes):
        say(f"Kept in {db}")
        if not code:
            say("Next: coffeechat companies   coffeechat roles   coffeechat speakers --topic WORD", dim=True)
    return code


def _understood(
    wanted: list[str], *, year: int | None, page: Path | None
) -> tuple[dict[str, Target], list[tuple[str, CoffeechatError]]]:
    """What was meant, each address once, and what could not be made out; of one target alone the error is raised."""
    from scraper.target import resolve

    resolved: dict[str, Target] = {}
    refused: list[tuple[str, CoffeechatError]] = []
    for text in wanted:
        try:
            target = resolve(text, year=year, page=page)
        except CoffeechatError as problem:
            if len(wanted) == 1:
                raise
            complain(problem)
            refused.append((text, problem))
        else:
            resolved.setdefault(target.url, target)  # a name and its address are one conference
    return resolved, refused
