"""What is known of a person, fact by fact: the words, where they stood, how and when they were read. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scraper.normalise import roles
from scraper.text import edition, fold, squash

READ_IN = {
    "page": "its own line on the page", "bio": "the biography", "data": "data in the page", "you": "you said so",
}  # fmt: skip
MOST_WORDS = 400
"""Letters of the words that are quoted for one fact."""
_MOST_PHRASES = 40
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+")
Piece = tuple[str, str | None]
"""A piece of text, and what is marked there (None: nothing)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact was read: the page, the event it tells of, how and on which day; the very words, in pieces."""

    where: str
    how: str
    words: tuple[Piece, ...] = ()
    url: str | None = None
    method: str | None = None
    day: str | None = None
    current: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing known: its name, what it is, what it follows from where it was not read as such, and where it was read."""

    key: str
    label: str
    says: str
    because: str | None = None
    sources: tuple[Source, ...] = ()


def facts(person: Mapping[str, Any], corrected: Sequence[Mapping[str, Any]] = ()) -> list[Fact]:
    """Name, role, employer and what follows from them, of a person as `store.query.speaker` gives them.

    `corrected` is what the user said of them (`store.corrections.listed`).
    """
    role, employer = person.get("role"), person.get("employer")
    found = [Fact(key="name", label="Name", says=person["name"], sources=_sources(person, "name", corrected))]
    if role:
        found.append(Fact(key="role", label="Role", says=role, sources=_sources(person, "role", corrected)))
    if employer:
        found.append(
            Fact(key="employer", label="Employer", says=employer, sources=_sources(person, "employer", corrected))
        )
    if person.get("company") and person["company"] != employer:
        found.append(
            Fact(key="company", label="Company", says=person["company"], because="how its spellings are shown as one")
        )
    if person.get("kind"):
        found.append(
            Fact(key="kind", label="Kind of place", says=person["kind"], because=_because("the employer", [employer]))
        )
    for key, label, which in (("role_family", "Kind of job", "family"), ("seniority", "Level", "seniority")):
        if person.get(key):
            words = roles.told_by(which, role) if role else ()
            found.append(Fact(key=key, label=label, says=person[key], because=_because("the role", words)))
    if spellings := other_spellings(person):
        found.append(Fact(key="spellings", label="Also written", says="; ".join(spellings)))
    return found


def _because(what: str, words: Iterable[str | None]) -> str:
    said = " and ".join(f"“{word}”" for word in words if word)
    return f"told by {said}" if said else f"told by {what}"


def other_spellings(person: Mapping[str, Any]) -> list[str]:
    """Every other way their name was written, each once."""
    names = [one["name"] for one in (*person.get("sightings", ()), *person["appearances"]) if one.get("name")]
    return [name for name in dict.fromkeys(map(squash, names)) if name and name != person["name"]]


def _sources(person: Mapping[str, Any], fact: str, corrected: Sequence[Mapping[str, Any]]) -> tuple[Source, ...]:
    found = [_yours(one) for one in corrected if one["fact"] == fact]
    if fact == "name":
        found += [_read(seen, "as it stood there", seen["name"], seen["name"]) for seen in person["sightings"]]
    else:
        found += [
            source for at in person["appearances"] for source in _of_appearance(person, at, fact)
            if fold(at[fact]) == fold(person[fact])
        ]  # fmt: skip
    return tuple({(one.url, one.where, one.how, one.words): one for one in found}.values())


def _yours(said: Mapping[str, Any]) -> Source:
    was = f"; read was “{said['was']}”" if said.get("was") and said["was"] != said.get("value") else ""
    return Source(where="your correction", how=f"you said so{was}", day=day(said["made"]))


def _of_appearance(person: Mapping[str, Any], at: Mapping[str, Any], fact: str) -> Iterator[Source]:
    """Where a role or an employer of one appearance was read."""
    came = at.get(f"{fact}_source")
    seen = of_appearance(person, at)
    if came is None or came == "you" or seen is None:
        return
    text = next((text for text in (seen[fact], seen["headline"]) if text and fold(at[fact]) in fold(text)), None)
    if came == "bio" or text is None:
        text = _sentence(seen["bio"], at[fact]) or text or seen["headline"] or ""
    yield _read(seen, READ_IN.get(came, came), text, at[fact])


def of_appearance(person: Mapping[str, Any], at: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What the page said of somebody that makes this appearance, word for word."""
    same = (one for one in person["sightings"] if (one["conference"], one["year"]) == (at["conference"], at["year"]))
    return next(same, None)


def _read(seen: Mapping[str, Any], how: str, text: str, phrase: str) -> Source:
    return Source(
        where=edition(seen["conference"], seen["year"]), how=how, url=seen["source"] or None, method=method(seen["method"]), day=day(seen["seen"]),
        current=seen["current"], words=pieces(squash(text)[:MOST_WORDS], {phrase: "here"}),
    )  # fmt: skip


def _sentence(bio: str | None, phrase: str) -> str | None:
    """The sentence of a biography that says it."""
    return next((one for one in _SENTENCE.split(squash(bio)) if fold(phrase) in fold(one)), None)


def method(text: str | None) -> str:
    """How a page was read, in words: "cards+own page" is "cards, own page"."""
    return (text or "unknown").replace("+", ", ")


def day(moment: str | None) -> str | None:
    """The day of a moment."""
    return moment[:10] if moment else None


def phrases(person: Mapping[str, Any]) -> dict[str, str]:
    """Every text that was read of a person, with the name of the fact it is: what to mark on a page."""
    found: dict[str, str] = {}
    for row in (*person["sightings"], *person["appearances"], person):
        for fact in ("name", "headline", "role", "employer", "bio", "billing"):
            if text := squash(row.get(fact)):
                found.setdefault(text, fact)
        for talk in row.get("talks") or ():
            found.setdefault(squash(talk["title"] if isinstance(talk, Mapping) else talk), "talk")
    return {text: fact for text, fact in list(found.items())[:_MOST_PHRASES] if len(text) > 1}


def pieces(text: str, marked: Mapping[str, str]) -> tuple[Piece, ...]:
    """A line cut where one of the texts of `marked` stands in it, in any case; the longer one wins."""
    words = {one.lower(): fact for one, fact in marked.items()}
    if not words:
        return ((text, None),)
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))), re.IGNORECASE)
    found: list[Piece] = []
    at = 0
    for hit in pattern.finditer(text):
        if hit.start() > at:
            found.append((text[at : hit.start()], None))
        found.append((hit[0], words.get(hit[0].lower(), "here")))
        at = hit.end()
    return (*found, (text[at:], None)) if at < len(text) else tuple(found)
