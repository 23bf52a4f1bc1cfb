"""People put in order by what their talks mean, beside what was found in them (pip extra: semantic; works offline)."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scraper.errors import InputError
from scraper.recognise.topics.asking import understand
from scraper.store import about

if TYPE_CHECKING:
    from collections.abc import Sequence

_READ = 1_500
_MOST = 2_000
_CHUNK = 500
_WEIGHT = 10.0
"""What one standard deviation nearer in meaning is worth, in the weights of scraper.recognise.topics.evidence."""


def check_installed() -> None:
    """Raises InputError when the extra is missing."""
    from importlib.util import find_spec  # noqa: PLC0415 -- only where wanted

    if find_spec("wordllama") is None:
        raise InputError("--semantic needs a small language model", hint="pip install 'coffeechat[semantic]'")


def reordered(connection: sqlite3.Connection, rows: Sequence[dict[str, Any]], asked: str) -> list[dict[str, Any]]:
    """The same people, those whose talks mean what was asked first; only the first two thousand are looked at.

    Raises InputError when the extra is missing.
    """
    check_installed()
    if len(rows) < 3:
        return list(rows)
    ids = [int(row["id"][2:]) for row in rows[:_MOST]]
    near = _nearness([asked, *_texts(connection, ids)])
    fits = _fits(connection, asked)
    falling = {number: 1.0 - place for place, number in enumerate(ids)}  # without a topic, the order it had
    score = {
        number: fits.get(number, falling[number]) + _WEIGHT * nearness
        for number, nearness in zip(ids, near, strict=True)
    }
    by_id = dict(zip(ids, rows, strict=False))
    first = sorted(ids, key=lambda number: -score[number])
    return [*(by_id[number] for number in first), *rows[_MOST:]]


def _texts(connection: sqlite3.Connection, ids: Sequence[int]) -> list[str]:
    found: dict[int, str] = {}
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        sql = f"SELECT id, talks, abstracts FROM speaker_text WHERE id IN ({','.join('?' * len(some))})"  # noqa: S608
        found.update({number: f"{talks}. {text[:_READ]}" for number, talks, text in connection.execute(sql, some)})
    return [found.get(number, "") for number in ids]


def _fits(connection: sqlite3.Connection, asked: str) -> dict[int, float]:
    told = understand(asked)
    if len(told.topics) != 1:
        return {}
    return dict(connection.execute(about.fit(connection, told.topics[0])).fetchall())


def _nearness(texts: Sequence[str]) -> list[float]:
    """How near each text is to the first in meaning, in standard deviations from the middle."""
    import numpy as np  # noqa: PLC0415 -- an extra, and slow
    import wordllama  # noqa: PLC0415 -- the same

    # Its own folder holds the model: nothing is downloaded.
    model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
    vectors = model.embed(list(texts))
    vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    near = vectors[1:] @ vectors[0]
    spread = float(near.std()) or 1.0
    return [float(one) for one in (near - near.mean()) / spread]
