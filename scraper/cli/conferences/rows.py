"""The rows of ``coffeechat conferences``: what is pulled, then what the catalogue knows beside it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scraper import catalogue, registry
from scraper.registry import Conference
from scraper.text import fold

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for. `fields` is None for any field, empty where the word that was typed is none; `place` a code."""

    words: Sequence[str] = ()
    fields: frozenset[str] | None = None
    place: str | None = None
    year: int | None = None
    pulled: bool = False


def listed(wanted: Wanted, db: Path) -> list[Row]:
    """The conferences that are wanted: those in the file first, one line a conference unless editions are asked for."""
    known = {row.name: row for row in registry.conferences()}
    mine = [_mine(row, known.get(row["conference"])) for row in _kept(db)]
    if wanted.year is None and not wanted.pulled:  # of a conference of the catalogue only its newest edition
        mine = [row for row in mine if row["id"] is None or _is_newest(row, mine)]
    rows = sorted(
        (row for row in mine if _fits(row, wanted)), key=lambda row: (fold(row["conference"]), -(row["year"] or 0))
    )
    if wanted.pulled or wanted.fields == frozenset():
        return rows
    there = {row["conference"] for row in rows}
    return rows + [_row(one, wanted.year) for one in _beside(wanted, list(known.values())) if one.name not in there]


def _kept(db: Path) -> list[Row]:
    if not db.exists():
        return []
    from scraper.store import query

    with closing(query.connect(db)) as connection:
        return query.conferences(connection)


def _mine(row: Row, known: Conference | None) -> Row:
    """A pulled edition, with what the catalogue knows of its conference."""
    if known is None:
        return {"id": None, "topics": [], "country": "", "every": "", **row}
    return {"id": known.id, "topics": list(known.topics), "country": known.country, "every": known.every, **row}


def _is_newest(row: Row, rows: Sequence[Row]) -> bool:
    return (row["year"] or 0) == max(one["year"] or 0 for one in rows if one["id"] == row["id"])


def _fits(row: Row, wanted: Wanted) -> bool:
    return (
        (wanted.year is None or row["year"] == wanted.year)
        and (wanted.place is None or row["country"] == wanted.place)
        and (wanted.fields is None or not wanted.fields.isdisjoint(row["topics"]))
        and all(_says(row, word) for word in wanted.words)
    )


def _says(row: Row, word: str) -> bool:
    return fold(word) in fold(row["conference"]) or bool(catalogue.fields(word).intersection(row["topics"]))


def _beside(wanted: Wanted, known: Sequence[Conference]) -> list[Conference]:
    """The catalogue's conferences that fit; of those whose editions are known one by one only with that year's."""
    rows = [row for row in known if wanted.year is None or not row.editions or wanted.year in row.editions]
    places = [wanted.place] if wanted.place else ()
    return catalogue.search(rows, topics=sorted(wanted.fields or ()), places=places, words=wanted.words)


def _row(known: Conference, year: int | None) -> Row:
    """A conference that is not pulled; with a year, where that year's edition is found."""
    return {
        "id": known.id,
        "conference": known.name,
        "year": year,
        "people": None,
        "topics": list(known.topics),
        "country": known.country,
        "every": known.every,
        "last_pull": None,
        "url": registry.address(known, year=year) if year else known.url,
    }
