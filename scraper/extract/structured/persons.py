"""One schema.org Person as a Sighting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scraper.extract.plain import first, is_tagline, plain
from scraper.extract.structured.values import image_of, is_event, links_of, listed, name_of
from scraper.model import LeftOut, Sighting
from scraper.page import Page
from scraper.recognise.sections import is_placeholder
from scraper.text import fold

_EMPLOYERS = ("worksFor", "affiliation", "memberOf")


@dataclass(frozen=True, slots=True)
class Graph:
    """What all objects of one page share: the page, how they were read, and the objects by their `@id`."""

    page: Page
    method: str
    by_id: Mapping[str, Any] = field(default_factory=dict)


def person(
    node: Mapping[str, Any],
    graph: Graph,
    *,
    reason: str | None = None,
    billing: str | None = None,
    talk: str | None = None,
) -> Iterator[Sighting | LeftOut]:
    """The Sighting of a Person, or the LeftOut when there is a `reason`; nothing when it has no name."""
    name = first(node.get("name"))
    name = name or " ".join(part for key in ("givenName", "familyName") if (part := first(node.get(key))))
    if not name:
        return
    reason = reason or ("placeholder" if is_placeholder(name) else None)
    if reason:
        yield LeftOut(name=name, reason=reason, source=graph.page.url)
        return
    role, headline, employer = _work(node, graph)
    bio = plain(node.get("description")) or plain(node.get("disambiguatingDescription"))
    if bio and not (role or headline) and is_tagline(bio):
        bio, headline = None, bio
    yield Sighting(
        name=name,
        headline=headline,
        role=role,
        employer=employer,
        bio=bio,
        talks=tuple(dict.fromkeys([*([talk] if talk else []), *_performs(node)])),
        topics=tuple(text for one in listed(node.get("knowsAbout"))[:30] if (text := plain(one))),
        links=links_of(node, graph.page),
        photo=image_of(node.get("image") or node.get("photo"), graph.page, graph.by_id),
        billing=billing,
        source=graph.page.url,
        method=graph.method,
    )


def _work(node: Mapping[str, Any], graph: Graph) -> tuple[str | None, str | None, str | None]:
    """(role, headline, employer). A job title is the headline where it may hold the employer too."""
    role = first(node.get("jobTitle")) or name_of(node.get("hasOccupation"), graph.by_id)
    employer = next((text for key in _EMPLOYERS if (text := name_of(node.get(key), graph.by_id))), None)
    if role and employer and fold(employer) in fold(role) and fold(employer) != fold(role):
        return None, role, employer  # "Researcher at Acme" beside "Acme"
    if role and not any(key in node for key in _EMPLOYERS):
        return None, role, None  # no place for the employer
    return role, None, employer


def _performs(node: Mapping[str, Any]) -> Iterator[str]:
    for key in ("performerIn", "subjectOf"):
        for one in listed(node.get(key)):
            if isinstance(one, dict) and is_event(one) and (text := plain(one.get("name"))):
                yield text
