"""In which order people are listed, as SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.reference import table
from scraper.store.choice import about

if TYPE_CHECKING:
    from scraper.store.choice.filters import Selection

SORTS = ("name", "company", "employer", "role", "seniority", "recent", "year", "relevance", "fit")
_BY_NAME = "s.sort_name, s.id"


def in_parts(sort: str | None) -> list[tuple[str, str]]:
    """An order as (condition, order) one after the other, each in the order of an index: a page of it sorts nothing.

    Empty where an order has no such parts.
    """
    if sort == "seniority":
        levels = _levels()
        others = " OR ".join(["s.seniority IS NULL", f"s.seniority NOT IN ({','.join(levels)})"])
        return [*((f"s.seniority = {level}", _BY_NAME) for level in levels), (f"({others})", _BY_NAME)]
    if sort in ("employer", "company"):
        return [("s.company_key IS NOT NULL", f"s.company_key, {_BY_NAME}"), ("s.company_key IS NULL", _BY_NAME)]
    return []


def _levels() -> list[str]:
    levels = [str(level["name"]) for level in table("role_families").get("seniority", ())]
    return [f"'{level}'" for level in levels if level.isalpha()]


def ordered(chosen: Selection, sort: str | None, *, are_many: bool = False) -> str:
    """The ORDER BY of a list: as asked, else by relevance where words find no more than can be ranked, else by name."""
    sort = sort or ("relevance" if chosen.match or chosen.fits else "name")
    if sort == "relevance":
        fit = " + ".join(f"f{number}.fit" for number in range(len(chosen.fits)))
        if not chosen.match:
            return f"{fit} DESC, {_BY_NAME}" if fit else _BY_NAME
        if are_many:
            return f"{fit} DESC, s.id" if fit else "search.rowid"  # full-text search finds them in that order
        return f"{about.RANK}{f' * 10 - ({fit})' if fit else ''}, {_BY_NAME}"
    if sort == "seniority":
        ranks = " ".join(f"WHEN {level} THEN {rank}" for rank, level in enumerate(_levels()))
        return f"CASE s.seniority {ranks} ELSE {len(_levels())} END, {_BY_NAME}" if ranks else _BY_NAME
    return {
        "name": _BY_NAME,
        "fit": _BY_NAME,  # scraper.store.choice.fitting tells who fits
        "employer": f"s.company_key IS NULL, s.company_key, {_BY_NAME}",
        "company": f"s.company_key IS NULL, s.company_key, {_BY_NAME}",
        "year": f"s.latest DESC, {_BY_NAME}",
        "role": f"s.role IS NULL, s.role COLLATE NOCASE, {_BY_NAME}",
        "recent": f"s.latest DESC, {_BY_NAME}",
    }[sort]
