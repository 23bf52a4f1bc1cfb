"""Symposion and its heirs (PyCon US, PyCon AU, linux.conf.au, PyOhio, ...): schedule/conference.json.

One list of slots, bare or below `schedule`. Until about 2019 a slot has `authors`, a list of names; since 2023 it has
`speakers`, records with `name`, `bio` and `photo`. Neither tells a role or an employer, and the addresses that older ones
hold are not read. A slot of posters holds the talks in `sessions`, slots without a time; one with `cancelled`
is not held. Seen: what PyCon US served in 2024 and 2025; what came before is from the project's own source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from scraper.adapter import Adapter, Rank
from scraper.extract.formats.shape import items, line, mapping, mappings
from scraper.extract.plain import plain
from scraper.extract.records import person
from scraper.model import Sighting, Talk
from scraper.page import Found, Page

METHOD = "data/symposion"
_BILLED = {"keynote": "keynote", "panel": "panellist"}


def embedded(page: Page) -> Iterator[str]:
    """The file a page links to."""
    if page.mentions("schedule/") and page.mentions("schedule/conference.json"):
        links = (
            page.absolute(link.attributes.get("href")) for link in page.html.css("a[href$='schedule/conference.json']")
        )
        yield from dict.fromkeys(url for url in links if url)


def fits(page: Page) -> bool:
    """Is this saved file a schedule of this form?"""
    return page.looks_like_json and any(
        "conf_key" in slot and ("authors" in slot or "speakers" in slot) for slot in _slots(page.json)[:50]
    )


def extract(page: Page) -> Iterator[Found]:
    """Everybody of every slot, and what they present. Raises NotAPage for bad JSON."""
    for slot in _with_sessions(_slots(page.json)) if page.looks_like_json else ():
        people = list(_people(slot, page.url))
        yield from people
        if people and (title := line(slot.get("name")) or line(slot.get("title"))):
            yield Talk(
                title=title,
                speakers=tuple(one.name for one in people),
                abstract=plain(slot.get("description")) or plain(slot.get("abstract")),
                track=line(slot.get("track")) or None,
                topics=tuple(tag for part in line(slot.get("tags")).split(",") if (tag := part.strip())),
                starts=line(slot.get("start")) or None,
                url=line(slot.get("conf_url")) or None,
                source=page.url,
            )


def _slots(value: object) -> list[dict[str, Any]]:
    """Every slot: the list itself, the one below `schedule`, or several lists by the name of their part."""
    whole = mapping(value)
    return mappings(value) or mappings(whole.get("schedule")) or [
        slot for key, part in whole.items() if key != "open-spaces" for slot in mappings(part)
    ]  # fmt: skip


def _with_sessions(slots: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every slot that is held, and behind it the talks it holds, at its time where they tell none."""
    for slot in slots:
        if not slot.get("cancelled"):
            yield slot
            for session in mappings(slot.get("sessions")):
                if not session.get("cancelled"):
                    yield {"start": slot.get("start"), "kind": slot.get("kind"), **session}


def _people(slot: Mapping[str, Any], source: str) -> Iterator[Sighting]:
    billing = _BILLED.get(line(slot.get("kind")).casefold())
    for who in items(slot.get("speakers")) or items(slot.get("authors")):
        record = {"name": who} if isinstance(who, str) else mapping(who)
        if line(record.get("name")) and (one := person(record, source=source, method=METHOD)):
            yield replace(one, billing=billing or one.billing)


adapter = Adapter(
    name="symposion",
    pattern=r"https?://[^?#]+/schedule/conference\.json",
    example="https://pycon.river.example/2031/schedule/conference.json",
    extract=extract,
    rank=Rank.PLATFORM,
    embedded=embedded,
    fits=fits,
)
