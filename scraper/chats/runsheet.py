"""A quarter of an hour on one sheet: what to ask, when, with room for notes. Markdown and printable HTML. Pure.

Asked is what the person's own page does not answer already; the last question is always who else to talk to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from string import Formatter
from typing import Any

from scraper.reference import table
from scraper.text import as_markdown, edition, fold

LANGUAGES = ("en", "de", "es", "fr")
_USUAL = 15
_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A few minutes: from when to when, what about, and what to ask."""

    starts: int
    ends: int
    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The run sheet for one chat. `about` are lines on who they are, `labels` the sheet's own words."""

    name: str
    about: tuple[str, ...]
    when: str | None
    parts: tuple[Part, ...]
    labels: Mapping[str, str]
    language: str


def sheet(
    person: Mapping[str, Any], *, language: str = "en", minutes: int = _USUAL, when: str | None = None,
    own: Sequence[str] = (),
) -> Sheet:  # fmt: skip
    """The sheet for a person as `store.query.speaker` gives them; `own` are questions of the user's, asked first."""
    tongue = language if language in LANGUAGES else "en"
    facts = _facts(person, minutes)
    told = fold(" ".join(filter(None, (person.get("bio"), *(one.get("bio") for one in person.get("sightings") or ())))))
    labels = table("questions")["titles"][tongue]
    parts: list[Part] = []
    usual = sum(group["minutes"] for group in table("questions")["group"])
    passed = 0
    for group in table("questions")["group"]:
        chosen = _chosen(group, facts, told, tongue)
        if group["name"] == "work" and own:
            chosen = [*own, *chosen]
        begin, passed = round(passed * minutes / usual), passed + group["minutes"]
        parts.append(
            Part(
                starts=begin, ends=round(passed * minutes / usual), title=labels[group["name"]], questions=tuple(chosen)
            )
        )
    return Sheet(
        name=str(person["name"]),
        about=tuple(_about(person)),
        when=when,
        parts=tuple(parts),
        labels=labels,
        language=tongue,
    )


def _facts(person: Mapping[str, Any], minutes: int) -> dict[str, str]:
    talks = [
        talk["title"] if isinstance(talk, Mapping) else talk
        for at in person["appearances"]
        for talk in at.get("talks") or ()
    ]
    known = {
        "talk": talks[0] if talks else None, "role": person.get("role"), "employer": person.get("employer"),
        "minutes": str(minutes),
    }  # fmt: skip
    return {name: " ".join(text.split()) for name, text in known.items() if text}


def _chosen(group: Mapping[str, Any], facts: Mapping[str, str], told: str, language: str) -> list[str]:
    """The first questions of a group that can be asked and that are not answered yet."""
    fitting = [
        row
        for row in table("questions")["question"]
        if row["group"] == group["name"]
        and {field for _, field, _, _ in Formatter().parse(row[language]) if field} <= set(facts)
        and not any(re.search(rf"(?<!\w){re.escape(fold(word))}(?!\w)", told) for word in row.get("answered", ()))
    ]
    return [row[language].format(**facts) for row in fitting[: group["take"]]]


def _about(person: Mapping[str, Any]) -> list[str]:
    job = ", ".join(filter(None, (person.get("role"), person.get("employer"))))
    lines = [job] if job else []
    for at in person["appearances"][:3]:
        event = edition(at["conference"], at.get("year"))
        titles = [talk["title"] if isinstance(talk, Mapping) else talk for talk in at.get("talks") or ()]
        lines += [f"{event}: {title}" for title in titles] or [event]
    if person.get("bio"):
        lines.append(" ".join(str(person["bio"]).split()))
    if person.get("note"):
        lines.append(" ".join(str(person["note"]).split()))
    return lines


def markdown(made: Sheet) -> str:
    """The sheet as Markdown; what pages said cannot become a heading, a link or HTML."""
    lines = [f"# {as_markdown(made.name)}", ""]
    if made.when:
        lines += [made.when, ""]
    lines += [*(f"- {as_markdown(line)}" for line in made.about), ""]
    for part in made.parts:
        lines += [
            f"## {part.starts}–{part.ends} min: {part.title}",
            "",
            *(f"- [ ] {as_markdown(line)}" for line in part.questions),
            "",
        ]
    return "\n".join([*lines, f"## {made.labels['notes']}", "", ""])


def html(made: Sheet) -> str:
    """The sheet as one page to print: no script, nothing loaded, everything escaped."""
    parts = "".join(
        f"<section><h2>{part.starts}–{part.ends} min · {escape(part.title)}</h2><ul>"
        + "".join(f"<li>{escape(line)}{'<hr>' * _LINES}</li>" for line in part.questions)
        + "</ul></section>"
        for part in made.parts
    )
    about = "".join(f"<li>{escape(line)}</li>" for line in made.about)
    when = f"<p>{escape(made.when)}</p>" if made.when else ""
    return (
        f'<!doctype html><html lang="{made.language}"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(made.name)}</title><style>{_STYLE}</style></head><body><h1>{escape(made.name)}</h1>{when}"
        f"<ul class=about>{about}</ul>{parts}<section><h2>{escape(made.labels['notes'])}</h2>{'<hr>' * 6}</section>"
        "</body></html>\n"
    )


_STYLE = (
    "body{font:12pt/1.4 Georgia,serif;max-width:17cm;margin:1cm auto;padding:0 .5cm}h1{margin:0}h2{font-size:1em;margin:"
    "1em 0 .2em}ul{margin:.2em 0;padding-left:1.2em}.about{color:#444}hr{border:0;border-bottom:1px solid #bbb;height:1.5em;"
    "margin:0}section{break-inside:avoid}@page{margin:1.5cm}"
)
