"""A landscape (scraper.store.sight.landscape) in plain words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scraper.text import people

Landscape = Mapping[str, Any]
_SAID = 6


def headline(found: Landscape) -> str:
    """One sentence: how many people, and where most of them work."""
    told = [kind for kind in found["kinds"] if not _tells_nothing(kind["kind"])]
    if not told:
        return f"{people(found['people'])}."
    most = ", ".join(f"{kind['kind']} {kind['people']}" for kind in told[:3])
    return f"{people(found['people'])} with a job. Kinds of places: {most}{', ...' if len(told) > 3 else '.'}"


def lines(found: Landscape) -> Iterator[str]:
    """The whole picture, a sentence a line; empty lines between its parts."""
    yield headline(found)
    for kind in found["kinds"][:_SAID]:
        yield ""
        where = f", for example {listed(kind['companies'])}" if kind["companies"] else ""
        yield f"{kind['kind'].capitalize()}: {people(kind['people'])}{where}"
        for family, jobs in list(kind["families"].items())[:_SAID]:
            yield f"  {family}: {jobs['people']} ({listed(jobs['titles'])})"
    if found["unusual"]:
        yield ""
        yield "Titles you may not have thought of"
        for one in found["unusual"]:
            yield f"  {one['role']}{' at ' + one['employer'] if one['employer'] else ''} ({one['name']})"
    if found["topics"]:
        yield ""
        yield "Who speaks about what"
        for one in found["topics"]:
            titles = f": {listed(one['titles'])}" if one["titles"] else ""
            yield f"  {one['topic']}, {people(one['people'])}{titles}"


def table(found: Landscape) -> list[dict[str, Any]]:
    """One row a kind of place and kind of job: {kind, role_family, people, titles, companies}."""
    return [
        {"kind": kind["kind"], "role_family": family, **jobs}
        for kind in found["kinds"]
        for family, jobs in kind["families"].items()
    ]


def listed(texts: list[str]) -> str:
    """Texts joined as in a sentence; a comma inside one of them makes semicolons."""
    return ("; " if any("," in text for text in texts) else ", ").join(texts)


def _tells_nothing(kind: str) -> bool:
    return kind.startswith(("not ", "no "))
