"""Finding people in JSON nobody described: lists of records with names, and the sessions that point to them.

A list (or an object of objects) is one of people when most of its records have a name and something only people have,
or when its key says so ("speakers", "ponentes"). Where it stands matters as much as what it holds: the same shape
under "team" or "jury" is left out, with the reason. Everything is iterative and bounded; cycles are walked once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from scraper import reference
from scraper.extract.embedded.places import Place, begin, children
from scraper.extract.embedded.sessions import Session, as_talk, session
from scraper.extract.fields import Fields, read, squeezed
from scraper.extract.records import from_fields, full_name
from scraper.model import LeftOut, Sighting, Talk
from scraper.recognise.names import name_key, name_score
from scraper.recognise.sections import is_placeholder

MAX_CONTAINERS = 300_000
MAX_RECORDS = 20_000
_ENOUGH = 3  # records in a list nobody named
_MOST = 0.8
_HALF = 0.5
_SOME = 0.3
_NAMELIKE = 0.5  # name_score of words merely written like a name; keys and neighbours tell the rest
_SURE = 0.6
_HANDLE = 0.3
_PERSONAL = ("role", "headline", "employer", "bio", "given", "family")
_OWN_NETWORKS = frozenset(("linkedin", "twitter", "x", "github", "mastodon", "bluesky", "orcid", "gitx"))


@dataclass(slots=True)
class _Reading:
    """What a walk has gathered: people with the ids they go by, sessions, and who was left out."""

    source: str
    method: str
    people: list[tuple[Sighting, tuple[str, ...], int]] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    lists: int = 0


def people(value: Any, *, source: str, method: str) -> Iterator[Sighting | Talk | LeftOut]:  # noqa: ANN401 -- JSON
    """The people in a JSON value: Sightings with their talks joined by id, the Talks, and those left out.

    `source` is the page's address (relative addresses are made absolute with it), `method` how it was found
    ("data/next"). Nothing is raised for odd shapes: what is no list of people is passed over.
    """
    reading = _walk(value, source, method)
    seats = _ids(reading)
    by_alias: dict[str, list[int]] = {}
    for at, (_, aliases, _) in enumerate(reading.people):
        for alias in aliases:
            by_alias.setdefault(alias, []).append(at)
    given: dict[int, list[str]] = {}
    talks: list[Talk] = []
    strangers: dict[str, list[str]] = {}
    names = [sighting.name for sighting, _, _ in reading.people]
    for one in reading.sessions:
        talk, seated, named = as_talk(one, by_alias, names, source)
        talks.append(talk)
        for at in seated:
            given.setdefault(at, []).append(talk.title)
        for name in named:
            strangers.setdefault(name, []).append(talk.title)
    by_name = {name_key(name): at for at, name in reversed(list(enumerate(names)))} if strangers else {}
    for name in list(strangers):
        if (at := by_name.get(name_key(name), -1)) >= 0:  # the session names somebody whose record we have
            given.setdefault(at, []).extend(strangers.pop(name))
    for at, (sighting, _, _) in enumerate(reading.people):
        own = tuple(dict.fromkeys([*sighting.talks, *given.get(at, ())]))
        is_told = own != sighting.talks or seats.get(at) != sighting.record_id
        yield replace(sighting, talks=own, record_id=seats.get(at)) if is_told else sighting
    for name, own_titles in strangers.items():
        yield Sighting(name=name, talks=tuple(dict.fromkeys(own_titles)), source=source, method=method)
    yield from talks
    yield from dict.fromkeys(reading.left_out)


def _walk(value: Any, source: str, method: str) -> _Reading:  # noqa: ANN401 -- JSON is any value
    reading = _Reading(source, method)
    seen: set[int] = set()
    stack: list[tuple[Any, Place]] = [(value, begin())]
    while stack and len(seen) < MAX_CONTAINERS and len(reading.people) < MAX_RECORDS:
        node, place = stack.pop()
        if not isinstance(node, (dict, list)) or not node or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, list):
            taken = _try_list([(None, one) for one in node if isinstance(one, dict)], len(node), place, reading)
            stack.extend(
                (one, place if not taken else place.below()) for one in reversed(node) if isinstance(one, (dict, list))
            )
            continue
        if (found := session(node, place)) is not None:
            reading.sessions.append(found)
        taken = False
        if len(node) >= 1 and all(isinstance(one, dict) for one in node.values()):
            taken = _try_list(list(node.items()), len(node), place, reading)
        elif found is None and (place.named or place.person):
            taken = _try_list([(None, node)], 1, place, reading)
        here = place.below() if taken else place
        stack.extend(reversed(children(here, node)))
    return reading


def _try_list(rows: list[tuple[str | None, dict[str, Any]]], size: int, place: Place, reading: _Reading) -> bool:
    """Take a list's records for people if they are; says whether they were (or were left out)."""
    if not rows or len(rows) < size * _HALF:
        return False
    sample = [read(row) for _, row in rows[:20]]
    named = [name for found in sample if (name := full_name(found)[0])]
    if not named:
        return False
    is_whole = [found.has("given") and found.has("family") for found in sample]
    if place.reason:
        real = sum(name_score(name) >= _NAMELIKE for name in named) + sum(is_whole)
        if real < len(named) * _MOST or not any(_personal(found) or found.get("photo") for found in sample):
            return False
        _leave_out(rows, place.reason, reading)
        return True
    if not _are_people(sample, named, sum(is_whole), len(rows), place):
        return False
    reading.lists += 1
    for key, row in rows:
        _take(key, row, place, reading)
    return True


def _are_people(sample: list[Fields], named: list[str], whole: int, size: int, place: Place) -> bool:
    """Are records people? The less the place says of it, the more they must. `whole`: given and family name apart."""
    scores = [name_score(name) for name in named]
    real = sum(score >= _NAMELIKE for score in scores)
    if place.speakers:
        return sum(score >= _HANDLE for score in scores) + whole >= len(named) * _HALF
    if place.person:
        return real > 0 and sum(bool(sample[0].get(one)) for one in _PERSONAL) >= 2
    return (
        size >= _ENOUGH
        and real + whole >= len(sample) * _MOST
        and sum(map(_personal, sample)) >= len(sample) * _HALF
        and (whole > 0 or sum(score >= _SURE for score in scores) >= len(scores) * _SOME)
        and not _are_sessions(sample)
    )


def _personal(found: Fields) -> bool:
    """Does a record hold what only people have? Tracks and days hold talks too, but those name their speakers."""
    if any(found.get(one) for one in _PERSONAL) or not _OWN_NETWORKS.isdisjoint(found.networks):
        return True
    told = found.get("talks")
    return bool(told) and not (isinstance(told, list) and isinstance(told[0], dict) and read(told[0]).session)


def _are_sessions(sample: list[Fields]) -> bool:
    return sum(found.session and not found.has("employer") for found in sample) > len(sample) * _HALF


def _take(key: str | None, row: dict[str, Any], place: Place, reading: _Reading) -> None:
    if id(row) in reading.taken:  # an object of records is looked at as a whole and one by one
        return
    reading.taken.add(id(row))
    found = read(row)
    sighting = from_fields(found, source=reading.source, method=reading.method)
    if sighting is None:
        told = found.get("name")
        if isinstance(told, str) and is_placeholder(told):
            reading.left_out.append(LeftOut(name=told.strip(), reason="placeholder", source=reading.source))
        return
    reason = "placeholder" if is_placeholder(sighting.name) else _flagged(row)
    if reason is None and not place.speakers and name_score(sighting.name) < _HANDLE:
        reason = "not a name"
    if reason:
        reading.left_out.append(LeftOut(name=sighting.name, reason=reason, source=reading.source))
        return
    aliases = [key] if key else []
    if not found.session:
        aliases += [
            str(one) for one in found.values.get("id", ()) if isinstance(one, (str, int)) and not isinstance(one, bool)
        ]
    reading.people.append((sighting, tuple(dict.fromkeys(aliases)), reading.lists))


def _leave_out(rows: list[tuple[str | None, dict[str, Any]]], reason: str, reading: _Reading) -> None:
    for _, row in rows[:500]:
        name, _ = full_name(read(row))
        if name and name_score(name) >= _NAMELIKE:
            reading.left_out.append(LeftOut(name=name, reason=reason, source=reading.source))


def _flagged(row: Mapping[str, Any]) -> str | None:
    """Say why a record's own flags leave it out: `"isSpeaker": false`, `"status": "draft"`."""
    table = reference.table("json_keys")
    flags, status = table["flags"], table["status"]
    for key, value in row.items():
        if isinstance(value, bool):
            for reason, spellings_of in flags["true" if value else "false"].items():
                if squeezed(str(key)) in spellings_of:
                    return str(reason)
        elif isinstance(value, str) and key in status["keys"] and value.casefold() in status["not published"]:
            return "not published"
    return None


def _ids(reading: _Reading) -> dict[int, str]:
    """The record ids that can be trusted: one name an id, and one id a name within different lists.

    Generated ids count rows of a list, so that two lists give one person two ids, or two people one.
    """
    names_of: dict[str, set[str]] = {}
    ids_of: dict[str, dict[int, set[str]]] = {}
    keys = [name_key(sighting.name) if sighting.record_id is not None else "" for sighting, _, _ in reading.people]
    for key, (sighting, _, number) in zip(keys, reading.people, strict=True):
        if sighting.record_id is not None:
            names_of.setdefault(sighting.record_id, set()).add(key)
            ids_of.setdefault(key, {}).setdefault(number, set()).add(sighting.record_id)
    trusted: dict[int, str] = {}
    for at, (sighting, _, _) in enumerate(reading.people):
        if sighting.record_id is None or len(names_of[sighting.record_id]) > 1:
            continue
        by_list = list(ids_of[keys[at]].values())
        if all(ids == by_list[0] for ids in by_list):
            trusted[at] = sighting.record_id
    return trusted
