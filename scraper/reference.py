"""The tables in data/, read once and kept. The only reader of that folder.

`folder()` finds it in a wheel (inside the package), an editable install and a bare checkout (beside the package).
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from scraper.errors import BadReference


@cache
def folder() -> Path:
    """The data folder. Raises BadReference when the installation lacks it."""
    package = Path(__file__).parent
    for place in (package / "data", package.parent / "data"):
        if (place / "README.md").is_file():
            return place
    raise BadReference("the folder data/ is missing from this installation", hint="install coffeechat again")


@cache
def table(name: str) -> dict[str, Any]:
    """`data/NAME.toml` as a dictionary. Raises BadReference when it cannot be read. Do not change what you are given."""
    path = folder() / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise BadReference(f"data/{path.name} is missing", hint="install coffeechat again") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadReference(f"data/{path.name}: {problem}") from problem


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of `data/NAME.txt`, without blank ones and `#` comments. Raises BadReference when it is missing."""
    path = folder() / f"{name}.txt"
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as problem:
        raise BadReference(f"data/{path.name} cannot be read", hint="install coffeechat again") from problem
    return tuple(line for raw in text.splitlines() if (line := raw.split("#", 1)[0].strip()))
