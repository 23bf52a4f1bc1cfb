"""The open catalogues of conferences, read politely into the user's own file (`coffeechat conferences --update`).

    data/catalogues.toml -> addresses -> fetch -> forms (what each says) -> series (a row a conference) -> registry.write_own

A catalogue that cannot be had keeps the rows it gave before; rows of data/conferences.toml go before rows of the same
address or name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scraper import registry
from scraper.catalogue import forms, series
from scraper.catalogue.forms import Listed
from scraper.errors import BadReference, CoffeechatError, Gone, NotAPage, Unreachable
from scraper.reference import table
from scraper.registry import Conference

if TYPE_CHECKING:
    from scraper.fetch.events import OnEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """How reading one catalogue went: its conferences in the user's file now, what changed, and what went wrong."""

    catalogue: str
    conferences: int
    new: int = 0
    changed: int = 0
    gone: int = 0
    error: CoffeechatError | None = None


def addresses(catalogue: Mapping[str, Any], *, year: int) -> Iterator[tuple[str, str]]:
    """(address, subject) of everything one catalogue is asked for: its lists of this year and the next."""
    url: str = catalogue["url"]
    for of in (year, year + 1) if "{year}" in url else (year,):
        for subject in catalogue["lists"] or [""]:
            yield url.format(year=of, list=subject), subject


def update(
    *, archive: Path | None = None, delay: float | None = None, on_event: OnEvent | None = None
) -> list[Updated]:
    """Read every catalogue into the user's own file, and tell how each went. Raises StoreError, NotWritable."""
    import asyncio

    return asyncio.run(_update(table("catalogues")["catalogue"], archive, delay, on_event))


async def _update(
    catalogues: Sequence[Mapping[str, Any]], archive: Path | None, delay: float | None, on_event: OnEvent | None
) -> list[Updated]:
    from scraper.fetch.client import Fetcher  # noqa: PLC0415 -- slow import

    now = datetime.now(UTC)
    old, rows, results = _known(), [], []
    async with Fetcher(archive=archive, delay=delay, on_event=on_event) as fetch:
        for one in catalogues:
            before = [row for row in old if row.source == one["id"]]
            told: list[tuple[str, Listed]] = []
            error: CoffeechatError | None = None
            for url, subject in addresses(one, year=now.year):
                try:
                    page = await fetch.get(url)
                    told += [(one["id"], edition) for edition in forms.read(one["form"], page.json, subject=subject)]
                except Gone:  # a list that no longer is, or a year nobody has begun
                    continue
                except CoffeechatError as problem:
                    error = problem
                    break
            if not told and error is None:
                error = NotAPage(f"{one['id']} lists no conference any more", url=one["url"])
            if error is not None:
                rows += before
                results.append(Updated(catalogue=one["id"], conferences=len(before), error=error))
                continue
            ids = [row.id for row in (*registry.shipped(), *rows)]
            fresh = registry.without_ours(
                series.conferences(told, taken=ids, this_year=now.year, default=one["field"]), rows
            )
            rows += fresh
            new, changed, gone = series.compared(before, fresh)
            results.append(Updated(catalogue=one["id"], conferences=len(fresh), new=new, changed=changed, gone=gone))
    if any(result.error is None for result in results):
        registry.write_own(rows)
    return results


def _known() -> Sequence[Conference]:
    """The rows of the last update; none where the file is broken: it is about to be written again."""
    try:
        return registry.own()
    except BadReference:
        return ()


def is_offline(results: Sequence[Updated]) -> bool:
    """Did nothing answer at all?"""
    return bool(results) and all(isinstance(one.error, Unreachable) for one in results)
