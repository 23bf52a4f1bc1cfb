"""Pulling a conference: begun by a form, watched while it works, stopped, and how it ended."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from scraper import registry
from scraper.errors import FewerSpeakers, InputError, NeedsJavaScript, UnknownConference
from scraper.fetch.browser import check_installed
from scraper.pull import Settings
from scraper.store.sight import pulled
from scraper.target import resolve
from scraper.web import asked, desk, drawing
from scraper.web.pulling import Told

LONGEST = 2_000
BUDGET = 1_500
STREAMS = 6
"""Watchers at once: tabs that all show the same."""
_LOOK = 0.25
_LONGEST_STREAM = 900.0
"""Seconds between looks (the line tells seconds, so something is sent every one), and before a watcher has to ask again."""


def shown(request: Request) -> Response:
    """GET /pull: the form, the pull under way or the last one, and what was pulled before."""
    here = desk.of(request)
    editions = []
    if here.file.exists():
        with desk.reading(request) as connection:
            editions = pulled.editions(connection)
    told = here.pulling.told
    return drawing.page(
        request, "pull.html", told=told, editions=editions, names=[row.name for row in registry.conferences()],
        draws=isinstance(told.error, NeedsJavaScript), fewer=isinstance(told.error, FewerSpeakers),
        typed=(request.query_params.get("target") or (told.target if told.error else ""))[:LONGEST],  # to be mended
    )  # fmt: skip


def begun(request: Request) -> Response:
    """POST /pull (target, year, render, fewer): begin. What cannot be meant is told at once."""
    here, sent = desk.of(request), desk.form(request)
    text = " ".join(sent.get("target", "").split())
    if not text:
        raise InputError("say what to pull", hint="paste the address of a conference, or type its name")
    if len(text) > LONGEST:
        raise InputError("that is too long for an address", hint=f"at most {LONGEST:,} letters")
    try:
        target = resolve(text, year=asked.year(sent.get("year", "")))
    except UnknownConference as unknown:  # told beside the field, where it is mended
        said = f"{unknown.message[:1].upper()}{unknown.message[1:]}. Paste its address: the speakers’ page or the home page."
        return drawing.moved(request, f"/pull?{urlencode({'target': text})}", said)
    if target.page is not None:
        raise InputError("that is a file on this machine", hint="saved pages are read by: coffeechat pull FILE")
    if sent.get("render") == "yes":
        check_installed()
    settings = Settings(
        archive=here.archive, budget=BUDGET, render=sent.get("render") == "yes", accept_fewer=sent.get("fewer") == "yes"
    )
    here.pulling.begin(target, here.file, settings, stored=here.tally.renew)
    return drawing.moved(request, "/pull")


def stopped(request: Request) -> Response:
    """POST /pull/stop: end the pull under way; pages that were fetched are kept."""
    if not desk.of(request).pulling.stop():
        raise InputError("nothing is being pulled", hint="it ended by itself")
    return drawing.moved(request, "/pull")


async def events(request: Request) -> Response:
    """GET /pull/events: how the pull stands, told at every change until it ends (server-sent events)."""
    here = desk.of(request)
    if here.watchers >= STREAMS:
        return Response(status_code=204)  # tells the browser not to come again
    return StreamingResponse(_told(here), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _told(here: desk.Desk) -> AsyncIterator[str]:
    here.watchers += 1
    try:
        began = time.monotonic()
        last = ""
        while not here.ended and time.monotonic() - began < _LONGEST_STREAM:
            told = here.pulling.told
            if (line := _as_event(told)) != last:
                last = line
                yield f"event: told\ndata: {line}\n\n"
            if not told.under_way:
                yield "event: over\ndata: {}\n\n"
                return
            await asyncio.sleep(_LOOK)
    finally:
        here.watchers -= 1


def _as_event(told: Told) -> str:
    return json.dumps({"state": told.state, "line": told.line, "last": told.last}, ensure_ascii=True)
