"""The values of schema.org properties: lists, references, types, and the texts and addresses inside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from scraper.extract.plain import clean, first, plain
from scraper.page import Page
from scraper.recognise.names import name_score

_NAMELIKE = 0.5
_EVENTS = frozenset(
    (
        "festival",
        "hackathon",
        "eventseries",
        "courseinstance",
        "conference",
        "presentation",
        "talk",
        "session",
        "lecture",
    )
)


def resolved(one: Any, by_id: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- JSON is any value
    """The object a bare `{"@id": ..}` points to; anything else as it is."""
    if isinstance(one, dict) and len(one) <= 2 and isinstance(one.get("@id"), str) and "name" not in one:
        return by_id.get(one["@id"], one)
    return one


def listed(value: Any) -> list[Any]:  # noqa: ANN401 -- JSON is any value
    """A property's values: one, several, or a "@list" of them."""
    if isinstance(value, dict) and isinstance(value.get("@list"), list):
        value = value["@list"]
    if isinstance(value, list):
        return [inner for one in value for inner in (one if isinstance(one, list) else [one])]
    return [] if value in (None, "") else [value]


def kinds_of(node: Mapping[str, Any]) -> frozenset[str]:
    """The types of an object, without their vocabulary: "http://schema.org/Person", ["Person"] -> {"person"}."""
    named = node.get("@type", node.get("type"))
    return frozenset(re.split(r"[/#:]", one)[-1].casefold() for one in listed(named) if isinstance(one, str))


def is_event(node: Mapping[str, Any]) -> bool:
    """Is it an Event of some kind?"""
    return any(kind.endswith("event") or kind in _EVENTS for kind in kinds_of(node))


def name_of(value: Any, by_id: Mapping[str, Any]) -> str | None:  # noqa: ANN401 -- JSON is any value
    """The name of the first organisation (or occupation) a property points to."""
    for one in listed(value):
        thing = resolved(one, by_id)
        if isinstance(thing, dict):
            inner = thing.get("name") or thing.get("legalName") or thing.get("worksFor") or thing.get("affiliation")
            text = first(inner) if not isinstance(inner, dict) else plain(inner.get("name"))
        else:
            text = plain(thing)
        if text and not text.startswith(("http://", "https://")):
            return text
    return None


def links_of(node: Mapping[str, Any], page: Page) -> tuple[str, ...]:
    """The addresses a person published, without those of the site itself."""
    home = urlsplit(page.url).netloc
    given = [one for key in ("sameAs", "url") for one in listed(node.get(key)) if isinstance(one, str)]
    found = [url for one in given[:40] if one.startswith(("http", "//")) and (url := page.absolute(one))]
    return tuple(dict.fromkeys(url for url in found if urlsplit(url).netloc != home))


def image_of(value: Any, page: Page, by_id: Mapping[str, Any]) -> str | None:  # noqa: ANN401 -- JSON is any value
    """The address of the first picture."""
    for one in listed(value):
        thing = resolved(one, by_id)
        href = (
            next((thing[key] for key in ("url", "contentUrl", "@id") if isinstance(thing.get(key), str)), None)
            if isinstance(thing, dict)
            else thing
        )
        if isinstance(href, str) and (url := page.absolute(href)):
            return url
    return None


def cut(text: str) -> list[str]:
    """Cut `Ana Ruiz, Bo Li` into both, where each part is a name; else the text as it is."""
    whole = clean(text)
    parts = [part.strip() for part in re.split(r"[,;]", whole or "") if part.strip()]
    if len(parts) > 1 and all(" " in part and name_score(part) >= _NAMELIKE for part in parts):
        return parts
    return [whole] if whole else []
