"""Options that several commands share, as decorators, and where the file lives."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from scraper.store.query import Filters
    from scraper.workers import Pool

    Opener = Callable[[], AbstractContextManager[Pool | None]]

Command = Callable[..., Any]


def default_file() -> Path:
    """`$COFFEECHAT_DB`, else speakers.db in the user's data folder."""
    named = os.environ.get("COFFEECHAT_DB")
    if named:
        return Path(named).expanduser()
    return own_folder() / "speakers.db"


def own_folder() -> Path:
    """The user's data folder: where the file is by default, and where their own templates and tables are."""
    from platformdirs import user_data_path

    return user_data_path("coffeechat", appauthor=False)


def archive_beside(file: Path) -> Path:
    """Where the fetched pages of a file are kept: speakers.db -> speakers.pages.db."""
    return file.with_name(f"{file.stem}.pages{file.suffix or '.db'}")


def database(command: Command) -> Command:
    """Adds ``--db``; the command gets `db`, a Path."""

    @click.option(
        "--db",
        type=click.Path(dir_okay=True, path_type=Path),
        metavar="PATH",
        help="The file to use. [default: $COFFEECHAT_DB, else speakers.db in your data folder]",
    )
    @functools.wraps(command)
    def wrapped(*args: Any, db: Path | None, **kwargs: Any) -> Any:  # noqa: ANN401 -- hands on what click gives
        return command(*args, db=db.expanduser() if db else default_file(), **kwargs)

    return wrapped


def output(command: Command) -> Command:
    """Adds ``--json`` and ``--csv``; the command gets `form`: "json", "csv" or "table"."""

    @click.option("--json", "as_json", is_flag=True, help="JSON, for programs.")
    @click.option("--csv", "as_csv", is_flag=True, help="CSV, for spreadsheets.")
    @functools.wraps(command)
    def wrapped(*args: Any, as_json: bool, as_csv: bool, **kwargs: Any) -> Any:  # noqa: ANN401
        if as_json and as_csv:
            raise click.UsageError("--json and --csv exclude each other.")
        return command(*args, form="json" if as_json else "csv" if as_csv else "table", **kwargs)

    return wrapped


def talk(command: Command) -> Command:
    """Adds ``-q`` and ``-v``; the command gets `loudness`: -1, 0 or 1."""

    @click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
    @click.option("-v", "--verbose", is_flag=True, help="Say what is fetched and read.")
    @functools.wraps(command)
    def wrapped(*args: Any, quiet: bool, verbose: bool, **kwargs: Any) -> Any:  # noqa: ANN401
        return command(*args, loudness=verbose - quiet, **kwargs)

    return wrapped


def render(command: Command) -> Command:
    """Adds ``--render``; the command gets `drawn`, which it hands to `check_render` when it is set."""
    return click.option(
        "--render", "drawn", is_flag=True, help="Have a browser draw pages that scripts draw (pip extra: browser)."
    )(command)


def check_render(*, offline: bool, page: object | None) -> None:
    """Is all there that ``--render`` takes? Raises UsageError beside other options, InputError without Playwright."""
    if offline:
        raise click.UsageError("--render and --offline exclude each other: scripts ask for data of their own.")
    if page is not None:
        raise click.UsageError("--render is for pages that are fetched: a saved page is read as it is.")
    from scraper.fetch.browser import check_installed

    check_installed()


def workers(command: Command) -> Command:
    """Adds ``--workers``; the command gets `pool`, an Opener: `with pool() as opened` gives a Pool, or None without it."""

    @click.option(
        "--workers",
        metavar="N",
        help="Read in N processes that a bad page cannot take down, or on a cluster: dask://HOST:PORT (pip extra: scale).",
    )
    @functools.wraps(command)
    def wrapped(*args: Any, workers: str | None, **kwargs: Any) -> Any:  # noqa: ANN401
        return command(*args, pool=functools.partial(_opened, workers), **kwargs)

    return wrapped


def _opened(how: str | None) -> AbstractContextManager[Pool | None]:
    if how is None:
        return nullcontext()
    from scraper.workers import open_pool

    return open_pool(how)


def filters(command: Command) -> Command:
    """Adds the options that choose among the speakers; the command gets `chosen`, a Filters."""

    @click.argument("words", nargs=-1)
    @click.option("--company", "--employer", metavar="NAME", help="Works there (any spelling).")
    @click.option("--kind", metavar="KIND", help="Kind of place: company, university, hospital, public body ...")
    @click.option("--role", metavar="WORDS", help="Words of the job title.")
    @click.option("--family", metavar="FAMILY", help="Kind of job: engineering, design, research ...")
    @click.option("--seniority", metavar="LEVEL", help="student, junior, senior, lead, executive ...")
    @click.option("--topic", metavar="TOPIC", help="Speaks about it.")
    @click.option("--language", metavar="LANGUAGE", help="Gives a talk in it: German, de ...")
    @click.option("--conference", metavar="NAME", help="Spoke there (part of the name is enough).")
    @click.option("--year", type=click.IntRange(1950, 2100), help="Spoke in that year.")
    @click.option("--shortlisted", is_flag=True, default=None, help="Only people on your shortlist.")
    @click.option("--state", metavar="STATE", help="How things stand: new, shortlisted, sent, replied, met ...")
    @functools.wraps(command)
    def wrapped(*args: Any, words: tuple[str, ...], **kwargs: Any) -> Any:  # noqa: ANN401
        from scraper.store.choice.filters import NARROWING, Filters

        chosen = {name: kwargs.pop(name) for name in NARROWING}
        return command(*args, chosen=Filters(words=" ".join(words) or None, **chosen), **kwargs)

    return wrapped


def with_paging(chosen: Filters, *, sort: str | None, limit: int | None) -> Filters:
    """The same filters with an order and a limit. Raises InputError for an unknown order."""
    from dataclasses import replace

    changes: dict[str, Any] = {"limit": limit}
    if sort is not None:
        changes["sort"] = sort
    return replace(chosen, **changes)
