"""The tables in data/ and the user's own beside them, read once and kept. The only reader of these folders.

`folder()` finds it in a wheel (inside the package), an editable install and a bare checkout (beside the package).
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from scraper.errors import BadReference

_MOST_OWN = 1_000_000


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
    import tomllib  # noqa: PLC0415 -- slow, and many commands ask no table

    path = folder() / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise BadReference(f"data/{path.name} is missing", hint="install coffeechat again") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadReference(f"data/{path.name}: {problem}") from problem


@cache
def own(name: str) -> dict[str, Any]:
    """`NAME.toml` of the user's own: what they add to the table of that name. Empty when there is none.

    It stands in the folder `tables` of the data folder, or in `$COFFEECHAT_TABLES`. Raises BadReference when it cannot
    be read.
    """
    import tomllib  # noqa: PLC0415 -- as above

    path = own_folder() / f"{name}.toml"
    try:
        if path.stat().st_size > _MOST_OWN:
            raise BadReference(f"{path} is too large", hint="keep it below a megabyte")
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as problem:
        raise BadReference(f"{path}: {problem}", hint="mend it, or move it away") from problem


def own_folder() -> Path:
    """Where the user's own tables stand; the folder need not be there."""
    if named := os.environ.get("COFFEECHAT_TABLES"):
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("coffeechat", appauthor=False) / "tables"


def own_rows(name: str, rows: str, needed: dict[str, type]) -> list[dict[str, Any]]:
    """The `[[rows]]` of the user's own table, each with what is `needed`. Raises BadReference for a row that lacks it."""
    found = own(name).get(rows, [])
    listed: list[Any] = found if isinstance(found, list) else [None]
    for at, row in enumerate(listed, start=1):
        for key, kind in needed.items():
            value = row.get(key) if isinstance(row, dict) else None
            if not isinstance(value, kind) or (
                isinstance(value, list) and not all(isinstance(one, str) for one in value)
            ):
                raise BadReference(
                    f"{own_folder() / name}.toml: [[{rows}]] number {at} needs {key}",
                    hint=f"every [[{rows}]] has {' and '.join(needed)}",
                )
    return listed


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of `data/NAME.txt`, without blank ones and `#` comments. Raises BadReference when it is missing."""
    path = folder() / f"{name}.txt"
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as problem:
        raise BadReference(f"data/{path.name} cannot be read", hint="install coffeechat again") from problem
    return tuple(line for raw in text.splitlines() if (line := raw.split("#", 1)[0].strip()))
