"""Changing what is known of a person and of how much one wants it: corrections, the shortlist."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper.errors import InputError
from scraper.store import query, write
from scraper.store.contacts import contacting
from scraper.store.hand.editing import correct as say_what_is_right
from scraper.store.hand.editing import undo_corrections
from scraper.store.pulling.corrections import CORRECTED
from scraper.text import squash
from scraper.web import desk, drawing
from scraper.web.desk import Undo

MAX_NAME = 300
MAX_TIER = 40
MAX_TAGS = 20


def correct(request: Request) -> Response:
    """POST /people/{speaker}/correct (name, role, employer): what differs from what is known is right from now on."""
    sent = desk.form(request)
    number, person = whom(request)
    facts = {fact: squash(sent[fact]) for fact in CORRECTED if fact in sent}
    changed = {fact: said for fact, said in facts.items() if said != squash(person[fact])}
    if too_long := [fact for fact, said in changed.items() if len(said) > MAX_NAME]:
        raise InputError(f"that is too long for {too_long[0]}", hint=f"at most {MAX_NAME} letters")
    if not changed:
        return drawing.moved(request, place(number), "Nothing was changed: it says so already.")
    with desk.changing(request) as database:
        say_what_is_right(database, number, changed)
    told = ", ".join(f"{fact} is {said or 'unknown'}" for fact, said in changed.items())
    undo = Undo(f"{place(number)}/correct/undo", {"facts": " ".join(changed)})
    return drawing.moved(request, place(number), f"{person['name']}: {told}. It wins over every later pull.", undo)


def take_correction_back(request: Request) -> Response:
    """POST /people/{speaker}/correct/undo (facts): what was read counts again."""
    facts = [fact for fact in desk.form(request).get("facts", "").split() if fact in CORRECTED]
    number, person = whom(request)
    with desk.changing(request) as database:
        count = undo_corrections(database, number, *facts)
    if not count:
        raise InputError(f"nothing of {person['name']} was corrected")
    return drawing.moved(request, place(number), f"Taken back: what was read of {person['name']} counts again.")


def shortlist(request: Request) -> Response:
    """POST /people/{speaker}/shortlist (note, tier, tags, call, pinned): on the shortlist, as the fields say."""
    sent = desk.form(request)
    number, person = whom(request)
    tier, tags = squash(sent.get("tier")), [tag for tag in map(squash, sent.get("tags", "").split(";")) if tag]
    if len(tier) > MAX_TIER or len(tags) > MAX_TAGS:
        raise InputError("that is too much for a tier or tags", hint=f"a word or two; at most {MAX_TAGS} tags")
    with desk.changing(request) as database:
        was = contacting.listing(database.conn, number)
        called = contacting.preferred_name(database.conn, number)
        write.add_to_shortlist(database, number, pinned=sent.get("pinned") == "yes")
        with write.transaction(database) as connection:
            for column, text in (("notes", sent.get("note", "")), ("tier", tier), ("tags", "; ".join(tags))):
                contacting.edit_shortlist(connection, number, column, text)
            contacting.prefer_name(connection, number, squash(sent.get("call"))[:MAX_NAME] or None)
    if was is None:
        undo = Undo(f"{place(number)}/shortlist/remove")
    else:
        undo = Undo(f"{place(number)}/shortlist", _as_fields(was, called))
    said = "kept as you say" if was else "on your shortlist"
    return drawing.moved(request, place(number), f"{person['name']}: {said}.", undo)


def remove(request: Request) -> Response:
    """POST /people/{speaker}/shortlist/remove: off the shortlist; what was logged stays."""
    number, person = whom(request)
    with desk.changing(request) as database:
        was = contacting.listing(database.conn, number)
        called = contacting.preferred_name(database.conn, number)
        write.remove_from_shortlist(database, number)
    if was is None:
        return drawing.moved(request, place(number), f"{person['name']} was not on your shortlist.")
    undo = Undo(f"{place(number)}/shortlist", _as_fields(was, called))
    return drawing.moved(request, place(number), f"{person['name']}: off your shortlist.", undo)


def _as_fields(listed: Mapping[str, Any], called: str | None) -> dict[str, str]:
    """The form that puts somebody back as they were."""
    return {
        "note": listed["note"] or "", "tier": listed["tier"] or "", "tags": "; ".join(listed["tags"]),
        "call": called or "", "pinned": "yes" if listed["pinned"] else "",
    }  # fmt: skip


def whom(request: Request) -> tuple[int, dict[str, Any]]:
    """The person a request is about: their number, and everything known. Raises UnknownSpeaker."""
    number = desk.speaker_id(request)
    with desk.reading(request) as connection:
        return number, query.speaker(connection, number)


def place(number: int) -> str:
    """Where a person's page is."""
    return f"/people/p-{number}"
