"""Who the user is: what drafts and suggestions are made with. It stays in the file."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from scraper.chats import own_profile
from scraper.chats.own_profile import LEVELS, SEVERAL, SINGLE, TEXTS, Profile
from scraper.draft import LANGUAGES
from scraper.errors import InputError
from scraper.recognise import languages
from scraper.reference import table
from scraper.store import write
from scraper.store.contacts import contacting
from scraper.text import squash
from scraper.web import desk, drawing
from scraper.web.desk import Undo

LONGEST = 1_000
MOST = 20
NUMBERS = {"per_week": (0, 50, "first messages a week"), "retention": (1, 120, "months until people expire")}
"""Numbers that may be set, with their bounds and what they count."""
TICK = "family."
"""Before a kind of job in the name of its box."""


def shown(request: Request) -> Response:
    """GET /profile?in=LANGUAGE: what the user said of themselves, to be changed; its sentences in one language."""
    with desk.reading(request) as connection:
        settings = contacting.settings(connection)
    known = own_profile.from_settings(settings)
    asked = request.query_params.get("in", "")
    families = [str(one["name"]) for one in table("role_families")["family"]]
    return drawing.page(
        request, "profile.html", fields=_fields(known, settings, asked if asked in LANGUAGES else known.language),
        levels=LEVELS, tongues={code: languages.name(code) for code in LANGUAGES}, usual=table("etiquette")["per_week"],
        families=families, own="; ".join(one for one in known.families if one not in families), tick=TICK, known=known,
        most=LONGEST,
    )  # fmt: skip


def kept(request: Request) -> Response:
    """POST /profile (name, about, learn, in, languages, families and family.NAME, topics, background, city, school, level, per_week, retention)."""
    sent = desk.form(request)
    said: dict[str, Any] = {name: squash(sent[name]) for name in (*SINGLE, *TEXTS) if name in sent}
    said |= {
        name: tuple(filter(None, map(squash, sent[name].replace(",", ";").split(";"))))
        for name in SEVERAL
        if name in sent
    }
    if "families" in said:
        said["families"] += tuple(name.removeprefix(TICK) for name in sent if name.startswith(TICK))
    for name, value in said.items():
        texts = value if isinstance(value, tuple) else (value,)
        if len(texts) > MOST or any(len(text) > LONGEST for text in texts):
            raise InputError(f"that is too much for {name}", hint=f"at most {LONGEST:,} letters; {MOST} of a kind")
    if said.get("level") and said["level"] not in LEVELS:
        raise InputError(f"{said['level'][:20]!r} is no level", hint=f"one of: {', '.join(LEVELS)}")
    tongue = sent.get("in") or None
    if tongue is not None and tongue not in LANGUAGES:
        raise InputError(f"no message is written in {tongue[:20]!r}", hint=f"one of: {', '.join(LANGUAGES)}")
    numbers = {name: _number(name, sent[name]) for name in NUMBERS if name in sent}
    with desk.changing(request) as database:
        settings = contacting.settings(database.conn)
        before = own_profile.from_settings(settings)
        now = own_profile.changed(before, said, tongue)
        was = _fields(before, settings, tongue or before.language)
        with write.transaction(database) as connection:
            contacting.set_up(connection, own_profile.SETTING, own_profile.as_setting(now))
            for name, number in numbers.items():
                contacting.set_up(connection, name, number)
    return drawing.moved(request, "/profile", "Kept: drafts and suggestions use it from now on.", Undo("/profile", was))


def _number(name: str, said: str) -> int | None:
    """A number as it was typed; None, the usual one, for an empty field. Raises InputError."""
    least, most, what = NUMBERS[name]
    text = said.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 4 and least <= int(text) <= most):
        raise InputError(f"{text[:20]!r} is no number of {what}", hint=f"from {least} to {most}")
    return int(text)


def _fields(known: Profile, settings: dict[str, Any], tongue: str) -> dict[str, str]:
    """The profile as the fields of its form."""
    return {
        **{name: getattr(known, name) or "" for name in SINGLE},
        **{name: getattr(known, name).get(tongue, "") for name in TEXTS},
        **{name: "; ".join(getattr(known, name)) for name in SEVERAL},
        **{name: str(settings.get(name, "")) for name in NUMBERS},
        "in": tongue,
    }
