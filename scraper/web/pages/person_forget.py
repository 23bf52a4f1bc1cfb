"""Forgetting a person: what goes and what stays, and then the doing of it."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from scraper import clock, privacy
from scraper.errors import InputError
from scraper.store import query
from scraper.store.hand import forgetting
from scraper.web import desk, drawing

NAMED = {
    "appearances": ("appearance", "appearances"), "sightings": ("reading", "readings"), "links": ("link", "links"),
    "contact_log": ("entry of your log", "entries of your log"), "drafts": ("draft", "drafts"),
    "corrections": ("correction", "corrections"), "shortlist": ("place on your shortlist", "places on your shortlist"),
    "talk_speakers": ("talk", "talks"),
}  # fmt: skip
"""What the tables of the file hold, in words; all others are rows that go with these."""


LARGE = 10
"""MB of a file that is written anew in no time."""


def _told(rows: Mapping[str, int]) -> list[str]:
    """What goes: "2 appearances", "1 draft", "31 rows that go with these"."""
    told = [f"{rows[table]:,} {words[rows[table] > 1]}" for table, words in NAMED.items() if table in rows]
    rest = sum(count for table, count in rows.items() if table not in NAMED)
    return [*told, f"{rest:,} {'row' if rest == 1 else 'rows'} that go with these"] if rest else told


def asked(request: Request) -> Response:
    """GET /people/{speaker}/forget: what would go, and what would stay."""
    number, file = desk.speaker_id(request), desk.of(request).file
    with desk.reading(request) as connection:
        person = query.speaker(connection, number)
        names = forgetting.names_of(connection, number)
        others = [query.speaker(connection, one) for one in forgetting.namesakes(connection, number) if one != number]
        rows = forgetting.counted(connection, number)
    return drawing.page(
        request, "person_forget.html", person=person, names=names, others=others, goes=_told(rows),
        backups=privacy.backups_of(file), large=size if (size := file.stat().st_size // 1_000_000) > LARGE else None,
    )  # fmt: skip


def forget(request: Request) -> Response:
    """POST /people/{speaker}/forget/yes (sure, backups): erased for good, and kept out of every later pull."""
    number = desk.speaker_id(request)
    sent = desk.form(request)
    if sent.get("sure") != "yes":
        raise InputError("nothing was erased: it was not said that you mean it", hint="tick the box on the page before")
    here = desk.of(request)
    with desk.reading(request) as connection:
        query.speaker(connection, number)
    here.notices.clear()  # they may name them
    done = privacy.forget(here.file, here.pages, number, day=clock.today(), backups=sent.get("backups") == "yes")
    said = f"Forgotten: {sum(done.rows.values())} rows in {len(done.rows)} tables, {len(done.pages)} kept {'page' if len(done.pages) == 1 else 'pages'}."
    if done.backups:
        kept = ", ".join(one.name for one in done.backups)
        said += f" A backup still holds them: {kept}. Delete it by hand, as you do with exports you made."
    return drawing.moved(request, "/", said)
