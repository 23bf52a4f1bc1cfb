"""Declarative reading of HTML tables, for hand-written adapters: columns by their headings or their numbers."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from scraper.extract.pick import selector
from scraper.model import LeftOut, Sighting
from scraper.page import Extract, Found, Page
from scraper.recognise.sections import is_placeholder
from scraper.text import fold, squash

Column = str | int


def table(  # noqa: PLR0913 -- one argument a fact
    css: str = "table",
    /,
    *,
    name: Column,
    headline: Column | None = None,
    role: Column | None = None,
    employer: Column | None = None,
    bio: Column | None = None,
    talk: Column | None = None,
    billing: Column | None = None,
    method: str = "table",
) -> Extract:
    """An Extract: every row of the tables matching `css` is one person.

    A column is given by its heading (compared without case and accents) or its number from 0. Tables without a
    heading that was asked for are passed over. Raises ValueError for a bad selector.
    """
    checked = selector(css)
    given: dict[str, Column | None] = {
        "name": name, "headline": headline, "role": role, "employer": employer, "bio": bio, "talk": talk, "billing": billing,
    }  # fmt: skip
    columns = {fact: column for fact, column in given.items() if column is not None}
    by_heading = any(isinstance(column, str) for column in columns.values())

    def extract(page: Page) -> Iterator[Found]:
        for node in page.html.css(checked):
            rows = [[squash(cell.text(separator=" ")) for cell in _cells(row)] for row in node.css("tr")]
            headings = next((row for row in rows if row), [])
            places = _places(columns, headings)
            if places is None:
                continue
            for row in rows[rows.index(headings) + 1 :] if by_heading else rows:
                told = {fact: row[at] for fact, at in places.items() if at < len(row) and row[at]}
                if not (person := told.pop("name", None)):
                    continue
                if is_placeholder(person):
                    yield LeftOut(name=person, reason="placeholder", source=page.url)
                    continue
                talk_title = told.pop("talk", None)
                yield Sighting(
                    name=person,
                    headline=told.get("headline"),
                    role=told.get("role"),
                    employer=told.get("employer"),
                    bio=told.get("bio"),
                    billing=told.get("billing"),
                    talks=(talk_title,) if talk_title else (),
                    source=page.url,
                    method=method,
                )

    return extract


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in row.iter() if cell.tag in ("td", "th")]


def _places(columns: dict[str, Column], headings: list[str]) -> dict[str, int] | None:
    """The number of each fact's column, or None when the table lacks one of the headings."""
    named = {fold(heading): at for at, heading in reversed(list(enumerate(headings)))}
    places: dict[str, int] = {}
    for fact, column in columns.items():
        at = column if isinstance(column, int) else named.get(fold(column))
        if at is None:
            return None
        places[fact] = at
    return places
