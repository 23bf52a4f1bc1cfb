"""A coffeechat that is killed at a chosen point: `python -m dying MODULE:NAME[.NAME] before|after NUMBER WORDS...`.

It runs the command WORDS and dies, as by `kill -9`, before or after the call number NUMBER of that function.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Any


def die() -> None:
    """As `kill -9` (on Windows: as ending the process in the task manager)."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def arm(where: str, when: str, number: int) -> None:
    """Lay the trap."""
    module, _, path = where.partition(":")
    owner: Any = importlib.import_module(module)
    *way, name = path.split(".")
    for one in way:
        owner = getattr(owner, one)
    original: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def trapped(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        mine = calls == number
        if mine and when == "before":
            die()
        result = original(*arguments, **options)
        if mine and when == "after":
            die()
        return result

    setattr(owner, name, trapped)


def grow() -> None:
    """Become the next version, with one migration more."""
    from scraper.store import migrations, schema

    migrations.migrations(name="m999_later")(
        lambda database: migrations._run(database, "ALTER TABLE speakers ADD COLUMN nickname TEXT")
    )
    schema.VERSION += 1


def main() -> None:
    """Arm, and run the command; with $DYING_LATER the next version's."""
    where, when, number, *words = sys.argv[1:]
    if os.environ.get("DYING_LATER"):
        grow()
    arm(where, when, int(number))
    from scraper.cli import main as run

    run(words)


if __name__ == "__main__":
    main()
