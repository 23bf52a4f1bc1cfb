"""A landscape as a page to print: one HTML file, its drawing inline, no script, nothing fetched. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from scraper.landscape import Landscape, headline, listed
from scraper.text import people

_KINDS, _FAMILIES = 12, 14
_CELL, _LEFT, _TOP, _RIGHT = 46, 170, 104, 30
_STYLE = """
:root { color-scheme: light dark; --paper: #fdfcf9; --ink: #1f2328; --soft: #5c6470; --line: #d9d6cd; --dot: #2f6f8f; --on: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #16191d; --ink: #e8e6e1; --soft: #a3a9b3; --line: #343a42; --dot: #6fb4d4; --on: #10202a; }
}
* { box-sizing: border-box; }
body { background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; margin: 0 auto; max-width: 62rem; padding: 2.5rem 1.25rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { border-top: 1px solid var(--line); font-size: 1.15rem; margin: 2.2rem 0 .6rem; padding-top: 1rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .2rem; }
p { margin: .3rem 0; max-width: 46rem; }
.soft { color: var(--soft); }
figure { margin: 1.4rem 0 0; overflow-x: auto; }
svg { display: block; font: 13px system-ui, sans-serif; }
svg text { fill: var(--ink); }
svg .soft { fill: var(--soft); }
svg .grid { stroke: var(--line); }
svg circle { fill: var(--dot); }
svg .on { fill: var(--on); font-weight: 600; }
.parts { columns: 2 19rem; column-gap: 2.5rem; }
.parts > section { break-inside: avoid; }
ul { list-style: none; margin: 0; padding: 0; }
li { break-inside: avoid; padding: .12rem 0; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .8rem .35rem 0; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; }
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --dot: #33647c; --on: #fff; color-scheme: light; }
  body { font-size: 10.5pt; max-width: none; padding: 0; }
  h2 { break-after: avoid; }
  figure { break-inside: avoid; overflow: visible; }
  svg { height: auto; max-width: 100%; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  @page { margin: 16mm; }
}
"""


def page(found: Landscape, *, title: str, about: str = "") -> str:
    """A whole HTML document; `title` names what is shown, `about` how it was chosen. Every text is escaped."""
    body = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(headline(found))}</p>",
        f'<p class="soft">{escape(about)}</p>' if about else "",
        *_picture(found),
        *_places(found),
        *_unusual(found),
        *_topics(found),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(filter(None, body))
        + "\n</main>\n</body>\n</html>\n"
    )


def _picture(found: Landscape) -> Iterator[str]:
    kinds = [kind for kind in found["kinds"] if kind["families"]][:_KINDS]
    families = [row["role_family"] for row in found["families"]][:_FAMILIES]
    if not kinds or not families:
        return
    yield "<h2>Where they work, and as what</h2>"
    yield '<p class="soft">Each dot is as large as the number of people in it.</p>'
    yield f"<figure>{_grid(kinds, families)}</figure>"


def _grid(kinds: Sequence[dict[str, Any]], families: Sequence[str]) -> str:
    width, height = _LEFT + _CELL * len(families) + _RIGHT, _TOP + _CELL * len(kinds) + 8
    most = max(jobs["people"] for kind in kinds for jobs in kind["families"].values())
    drawn = [
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="Kinds of places by kinds of jobs">',
    ]
    for at, family in enumerate(families):
        x = _LEFT + _CELL * at + _CELL / 2
        drawn.append(f'<text transform="translate({x + 4:g} {_TOP - 12}) rotate(-42)">{escape(family)}</text>')
    for row, kind in enumerate(kinds):
        y = _TOP + _CELL * row + _CELL / 2
        drawn.append(f'<line class="grid" x1="0" x2="{width}" y1="{y + _CELL / 2:g}" y2="{y + _CELL / 2:g}"/>')
        drawn.append(f'<text x="0" y="{y - 2:g}">{escape(kind["kind"])}</text>')
        drawn.append(f'<text class="soft" x="0" y="{y + 13:g}">{kind["people"]}</text>')
        for at, family in enumerate(families):
            if (jobs := kind["families"].get(family)) is not None:
                drawn.append(_dot(_LEFT + _CELL * at + _CELL / 2, y, jobs, most, f"{kind['kind']}, {family}"))
    return "".join([*drawn, "</svg>"])


def _dot(x: float, y: float, jobs: dict[str, Any], most: int, what: str) -> str:
    radius = 5 + (_CELL / 2 - 7) * (jobs["people"] / most) ** 0.5
    said = f"{what}: {people(jobs['people'])} ({listed(jobs['titles'])})"
    inside = radius >= 10
    number = f'<text {"class=on " if inside else ""}text-anchor="middle" x="{x:g}" y="{y + (4.5 if inside else radius + 12):g}">'
    shown = f"{number}{jobs['people']}</text>" if inside else ""
    return f'<g><title>{escape(said)}</title><circle cx="{x:g}" cy="{y:g}" r="{radius:.1f}"/>{shown}</g>'


def _places(found: Landscape) -> Iterator[str]:
    yield '<h2>Kind by kind</h2>\n<div class="parts">'
    for kind in found["kinds"]:
        where = f'<p class="soft">{escape(listed(kind["companies"]))}</p>' if kind["companies"] else ""
        jobs = "".join(
            f'<li>{escape(family)} <b>{told["people"]}</b> <span class="soft">{escape(listed(told["titles"]))}</span></li>'
            for family, told in kind["families"].items()
        )
        name = escape(kind["kind"].capitalize())
        yield f"<section><h3>{name} &middot; {people(kind['people'])}</h3>{where}<ul>{jobs}</ul></section>"
    yield "</div>"


def _unusual(found: Landscape) -> Iterator[str]:
    if found["unusual"]:
        yield '<h2>Titles you may not have thought of</h2>\n<ul class="parts">'
        for one in found["unusual"]:
            where = f" at {escape(one['employer'])}" if one["employer"] else ""
            yield f'<li>{escape(one["role"])}{where} <span class="soft">{escape(one["name"])}</span></li>'
        yield "</ul>"


def _topics(found: Landscape) -> Iterator[str]:
    if found["topics"]:
        yield "<h2>Who speaks about what</h2>"
        yield '<table><thead><tr><th>Topic</th><th class="number">People</th><th>Their titles</th></tr></thead><tbody>'
        for one in found["topics"]:
            titles = escape(listed(one["titles"]))
            yield f'<tr><td>{escape(one["topic"])}</td><td class="number">{one["people"]}</td><td>{titles}</td></tr>'
        yield "</tbody></table>"
