"""Editions put together to conferences: rows like those of data/conferences.toml. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from scraper.catalogue.forms import Listed
from scraper.registry import Conference
from scraper.text import fold, squash

MOST_EDITIONS = 6
_YEARS_AGO = 1
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"(?<=[\w)])['’ ]+\d\d$|(?<=[A-Za-z])\d\d$")


@dataclass(slots=True)
class _Series:
    names: dict[int, str] = field(default_factory=dict)
    urls: dict[int, str] = field(default_factory=dict)
    topics: dict[str, None] = field(default_factory=dict)
    countries: dict[int, str] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)


def conferences(
    told: Iterable[tuple[str, Listed]], *, taken: Iterable[str], this_year: int, default: str
) -> list[Conference]:
    """The conferences of (catalogue, edition), by name; those whose last edition is long over are left out.

    `taken` are ids that other rows have, `default` the field of those of which none is told.
    """
    found: dict[str, _Series] = {}
    for source, one in told:
        series = found.setdefault(fold(bare(one.name)), _Series())
        series.names.setdefault(one.year, bare(one.name))
        series.urls.setdefault(one.year, one.url)
        if one.country:
            series.countries.setdefault(one.year, one.country)
        series.topics.update(dict.fromkeys(one.topics))
        series.sources[source] = None
    used, rows = set(taken), []
    for key in sorted(found):
        series = found[key]
        if max(series.urls) < this_year - _YEARS_AGO:
            continue
        rows.append(_row(series, used, default))
        used.add(rows[-1].id)
    return rows


def bare(name: str) -> str:
    """A conference's name without the year of the edition ("PyConf Hyderabad 2026", "SOOCON 27")."""
    without = squash(_YEAR.sub(" ", name)).strip(" -–,|@")
    return _SHORT_YEAR.sub("", without).strip(" -–,|@") or squash(name)


def _row(series: _Series, used: set[str], default: str) -> Conference:
    years = sorted(series.urls)[-MOST_EDITIONS:]
    newest = years[-1]
    name = series.names[newest]
    return Conference(
        id=_id(name, used),
        name=name,
        url=series.urls[newest],
        topics=tuple(series.topics) or (default,),
        country=series.countries[max(series.countries)] if series.countries else "",
        every="year" if len(years) > 1 else "irregular",
        adapter="",
        source=", ".join(series.sources),
        editions=MappingProxyType({year: series.urls[year] for year in years}),
    )


def _id(name: str, used: set[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60] or "conference"
    return next(one for number in range(1, 10_000) if (one := slug if number == 1 else f"{slug}-{number}") not in used)


def compared(old: Sequence[Conference], new: Sequence[Conference]) -> tuple[int, int, int]:
    """How many rows are new, changed, gone; by name."""
    before, after = ({fold(row.name): row for row in rows} for rows in (old, new))
    changed = sum(_facts(before[name]) != _facts(after[name]) for name in before.keys() & after.keys())
    return len(after.keys() - before.keys()), changed, len(before.keys() - after.keys())


def _facts(row: Conference) -> tuple[object, ...]:
    return row.url, row.topics, row.country, dict(row.editions)
