"""A topic by what talks mean, beside what was found in them (pip extra: semantic; works offline)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from scraper.errors import InputError
from scraper.store.choice.about import SURE, listed
from scraper.store.schema import marks

_READ = 600
_MOST = 2_000
_CHUNK = 500
_WEIGHT = 15.0
"""What one standard deviation nearer in meaning is worth, in the weights of scraper.store.choice.about."""
_NEARER = 1.5
"""Whoever is about it is so many deviations nearer than the middle: that is asked of everybody who is listed."""
_FAR = 3.0
"""So many standard deviations nearer than others, somebody may be listed without any other evidence."""
_SUREST = 10
_TOLD = 100
"""From this fit on a talk says what it is about, as one whose title names it does; of at least three such talks the
likeness to them counts beside that to the words asked for, which are few."""
_ENOUGH = 3
_HALF = 0.5

_TEXT = (
    f"SELECT t.id, t.talks || '. ' || substr(t.abstracts, 1, {_READ}) FROM speaker_text t "  # noqa: S608 -- ours
    "JOIN speakers s ON s.id = t.id WHERE s.current = 1 AND t.talks <> ''"
)


def check_installed() -> None:
    """Raises InputError when the extra is missing."""
    from importlib.util import find_spec  # noqa: PLC0415 -- only where wanted

    if find_spec("wordllama") is None:
        raise InputError("--semantic needs a small language model", hint="pip install 'coffeechat[semantic]'")


def widened(connection: sqlite3.Connection, asked: str, found: Mapping[int, float]) -> dict[int, float]:
    """Who speaks about what was asked: those `found` with their fit, and others whose talks mean it.

    Nearness to what was asked, and to those who are surely about it, counts against this file's own middle, so that a
    file full of one subject does not find everybody. Of a
    large file two thousand people are looked at, those found first. Raises InputError when the extra is missing.
    """
    check_installed()
    ranked = sorted(found, key=lambda who: -found[who])[:_MOST]
    texts = _texts(connection, ranked)
    for number, text in connection.execute(f"{_TEXT} ORDER BY t.id DESC LIMIT {_MOST}"):
        if len(texts) < _MOST:
            texts.setdefault(number, text)
    if not texts:
        return {}
    sure = {who for who in ranked[:_SUREST] if found[who] >= _TOLD}
    near = _nearness([asked, *texts.values()], [at for at, who in enumerate(texts) if who in sure])
    fits = {who: found.get(who, 0.0) + _WEIGHT * far for who, far in zip(texts, near, strict=True)}
    return listed(fits, SURE + _NEARER * _WEIGHT, perhaps=_FAR * _WEIGHT)


def _texts(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        found.update(connection.execute(f"{_TEXT} AND t.id IN ({marks(some)})", some))
    return found


def _nearness(texts: Iterable[str], sure: Sequence[int] = ()) -> list[float]:
    """How near each text is to the first in meaning, in standard deviations from the middle.

    `sure` are the places of texts (without the first) that are about it for certain. Some texts are near to whatever is
    asked: how near each is to topics of every kind is taken off.
    """
    import numpy as np  # noqa: PLC0415 -- an extra, and slow

    vectors = _directions(texts)
    asked, those = vectors[0], vectors[1:]
    near = _spread(those @ asked) - _HALF * _spread(those @ _everything())
    if len(sure) >= _ENOUGH:
        alike = those @ those[sure].sum(axis=0)
        alike[sure] -= 1.0  # a text is no evidence for itself
        shares = np.full(len(those), len(sure))
        shares[sure] -= 1
        near += _HALF * _spread(alike / shares)
    return [float(one) for one in _spread(near)]


def _directions(texts: Iterable[str]) -> Any:  # noqa: ANN401 -- numpy's, an extra
    import numpy as np  # noqa: PLC0415 -- an extra, and slow

    vectors = _model().embed(list(texts))
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def _spread(near: Any) -> Any:  # noqa: ANN401 -- numpy's, an extra
    """In standard deviations from the middle."""
    return (near - near.mean()) / (float(near.std()) or 1.0)


@cache
def _everything() -> Any:  # noqa: ANN401 -- numpy's, an extra
    """The middle of all topics there are."""
    from scraper.recognise.topics.table import parents  # noqa: PLC0415 -- slow import

    return _directions(parents()).mean(axis=0)


@cache
def _model() -> Any:  # noqa: ANN401 -- of an extra that may not be there
    import wordllama  # noqa: PLC0415 -- an extra, and slow

    # Its own folder holds the model: nothing is downloaded.
    return wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
