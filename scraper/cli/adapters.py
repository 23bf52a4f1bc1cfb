"""``coffeechat adapters``: which conferences are read how."""

from __future__ import annotations

import click

from scraper.cli.options import output
from scraper.cli.present import emit, say


@click.group()
def adapters() -> None:
    """List the adapters: which conferences are read how."""


@adapters.command("list")
@output
def list_(form: str) -> None:
    """List every adapter, in the order in which they are asked."""
    from scraper import registry  # noqa: PLC0415 -- slow import

    rows = [
        {
            "adapter": one.name,
            "kind": one.rank.name.lower().replace("_", " "),
            "example": one.example,
            "about": registry.about(one),
        }
        for one in registry.everyone()
    ]
    emit(rows, ("adapter", "kind", "about", "example"), form=form)
    for problem in registry.broken():
        say(f"skipped: {problem.message}")
