"""Sessionize: the endpoints that conferences build their speaker pages from (sessionize.com/api/v2/ID/view/VIEW).

An organiser chooses one format for an endpoint: JSON (views All, Speakers, SpeakerWall, Sessions, GridSmart), or HTML
that a script writes into the conference's own page. JSON is read whole. Of the script's HTML, Sessionize says that it
wants a header only scripts send; it is asked for once all the same, and read too when it stands in a saved page.
Seen in stored payloads of 2017 to 2026; `https://EVENT.sessionize.com` pages were never seen, so they are not claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborNode

from scraper.adapter import Adapter, Rank
from scraper.extract.asked import answered, is_topic
from scraper.extract.fields import Fields
from scraper.extract.formats.shape import items, line, mappings
from scraper.extract.plain import plain
from scraper.extract.records import links
from scraper.model import Sighting, Talk
from scraper.page import Follow, Found, Page
from scraper.text import squash, words

METHOD = "data/sessionize"
_ENDPOINT = re.compile(r"sessionize\.com/api/v2/([a-z0-9]{4,20})/view/(\w{1,20})", re.IGNORECASE)
_ADDRESS = "https://sessionize.com/api/v2/{}/view/{}"
_GIVEN_UP = re.compile("decline|reject|withdraw|cancel|wait", re.IGNORECASE)
_MOST_ENDPOINTS = 6  # a page shows one or two; more is a list of other people's events

Json = Mapping[str, Any]


def embedded(page: Page) -> Iterator[str]:
    """The data behind a conference's own page: every endpoint it loads, asked for everything it has."""
    if not page.mentions("sessionize.com/api/"):
        return
    text = page.text.replace("\\/", "/")
    ids = dict.fromkeys(found[1].lower() for found in _ENDPOINT.finditer(text))
    yield from (_ADDRESS.format(one, "All") for one in list(ids)[:_MOST_ENDPOINTS])


def fits(page: Page) -> bool:
    """Is this saved page one of the views, or a conference's page with the widget's markup in it?"""
    if page.looks_like_json:
        return _view(page.json) is not None
    return page.mentions("sz-speaker") and page.html.css_first(".sz-speaker__name") is not None


def extract(page: Page) -> Iterator[Found]:
    """Read any view, whatever its format. Raises NotAPage when it starts like JSON and is none."""
    if page.looks_like_json:
        yield from _json(page)
        return
    shown = page.html.css(".sz-speaker")
    for card in shown:
        yield from _card(card, page)
    for session in page.html.css(".sz-session"):
        yield from _session_card(session)
    here = _ENDPOINT.search(page.url)
    if shown or here is None:
        yield from (Follow(url=url, why="Sessionize endpoint") for url in embedded(page) if not shown)
    elif "under=true" not in page.url.lower():  # the script that would write the HTML
        yield Follow(url=_ADDRESS.format(here[1], "Speakers") + "?under=True", fallback=1, why="the widget's HTML")


# JSON


def _json(page: Page) -> Iterator[Found]:
    value = page.json
    view = _view(value)
    if view == "All":
        yield from _everything(value, page.url)
    elif view in ("Speakers", "SpeakerWall"):
        yield from (found for one in mappings(value) for found in _speaker(one, {}, {}, page.url))
    elif view == "Sessions":
        yield from _sessions(
            (one for group in mappings(value) for one in mappings(group.get("sessions"))), {}, {}, page.url
        )
    elif view == "GridSmart":
        rooms = (room for day in mappings(value) for room in mappings(day.get("rooms")))
        yield from _sessions((one for room in rooms for one in mappings(room.get("sessions"))), {}, {}, page.url)
    here = _ENDPOINT.search(page.url)
    if here and view in ("SpeakerWall", "Sessions", "GridSmart"):  # the same endpoint has the rest too
        yield Follow(url=_ADDRESS.format(here[1], "All"), why="the whole of it")


def _view(value: object) -> str | None:
    """Which view a JSON value is, by its shape; None when it is none of them."""
    if isinstance(value, dict):
        speakers = mappings(value.get("speakers"))
        known = any("tagLine" in one or "isTopSpeaker" in one for one in speakers)
        return "All" if known and isinstance(value.get("sessions"), list) else None
    first = next(iter(mappings(value)), None)
    if first is None:
        return None
    if "tagLine" in first and ("fullName" in first or "firstName" in first):
        return "Speakers" if "bio" in first or "sessions" in first else "SpeakerWall"
    if "groupName" in first and isinstance(first.get("sessions"), list):
        return "Sessions"
    return "GridSmart" if "date" in first and isinstance(first.get("rooms"), list) else None


def _everything(value: Json, source: str) -> Iterator[Found]:
    sorting = {
        str(item.get("id")): (line(group.get("title")), line(item.get("name")))
        for group in mappings(value.get("categories"))
        if group.get("type") in (None, "session")
        for item in mappings(group.get("items"))
    }
    questions = {str(one.get("id")): str(one.get("question") or "") for one in mappings(value.get("questions"))}
    titles = {
        str(one.get("id")): line(one.get("title")) for one in mappings(value.get("sessions")) if _takes_place(one)
    }
    names = {str(one.get("id")): _name(one) for one in mappings(value.get("speakers"))}
    for one in mappings(value.get("speakers")):
        yield from _speaker(one, titles, questions, source)
    yield from _sessions(mappings(value.get("sessions")), sorting, names, source)


def _speaker(one: Json, titles: Mapping[str, str], questions: Mapping[str, str], source: str) -> Iterator[Sighting]:
    name = _name(one)
    if not name:
        return
    answers = answered(
        [
            (questions.get(str(given.get("questionId"))) or str(given.get("question") or ""), _answer(given))
            for given in mappings(one.get("questionAnswers"))
        ]
    )
    yield Sighting(
        name=name,
        headline=_told(one.get("tagLine")) or answers.get("headline"),
        role=answers.get("role"),
        employer=answers.get("employer"),
        bio=plain(one.get("bio")),
        talks=tuple(dict.fromkeys(title for given in items(one.get("sessions")) if (title := _title(given, titles)))),
        links=links(Fields({"links": [one.get("links")]}), source),
        photo=_told(one.get("profilePicture")),
        record_id=str(one["id"]) if one.get("id") else None,
        source=source,
        method=METHOD,
    )


def _sessions(
    sessions: Iterable[Json], sorting: Mapping[str, tuple[str, str]], names: Mapping[str, str], source: str
) -> Iterator[Talk]:
    for one in sessions:
        title = line(one.get("title"))
        if not title or not _takes_place(one):
            continue
        speakers = [
            (str(who.get("id") or ""), line(who.get("name"))) if isinstance(who, dict) else (str(who), "")
            for who in items(one.get("speakers"))
        ]
        pairs = [(who, name or names.get(who, "")) for who, name in speakers]
        sorted_by = [
            *(sorting[str(item)] for item in items(one.get("categoryItems")) if str(item) in sorting),
            *_nested(one),
        ]
        yield Talk(
            title=title,
            speakers=tuple(name for _, name in pairs),
            speaker_ids=tuple(who for who, _ in pairs),
            abstract=plain(one.get("description")),
            track=next((name for group, name in sorted_by if "track" in words(group)), None),
            topics=tuple(dict.fromkeys(name for group, name in sorted_by if is_topic(group) and name)),
            starts=_told(one.get("startsAt")),
            source=source,
        )


def _takes_place(session: Json) -> bool:
    """Is it a talk (not a coffee break), and not one that was turned down?"""
    return not session.get("isServiceSession") and not _GIVEN_UP.match(str(session.get("status") or ""))


def _nested(session: Json) -> Iterator[tuple[str, str]]:
    """The categories of a session where they stand inside it (views Sessions and GridSmart)."""
    for group in mappings(session.get("categories")):
        for item in mappings(group.get("categoryItems")):
            yield line(group.get("name")), line(item.get("name"))


def _name(one: Json) -> str:
    """The name as given; a last name that is only a mark fills a required field and is none."""
    given, family = line(one.get("firstName")), line(one.get("lastName"))
    whole = line(one.get("fullName")) or f"{given} {family}".strip()
    if family and not words(family):
        return whole.removesuffix(family).strip() or given
    return whole


def _title(given: object, titles: Mapping[str, str]) -> str | None:
    """A talk of a speaker: by id (a number here, text in the sessions), or with its title beside it."""
    if isinstance(given, dict):
        return line(given.get("name")) or titles.get(str(given.get("id")))
    return titles.get(str(given))


def _answer(given: Json) -> str:
    value = given.get("answerValue", given.get("answer"))
    return value if isinstance(value, str) else ""


def _told(value: object) -> str | None:
    """A text that says something; a mark in a required field does not."""
    text = line(value)
    return text if words(text) else None


# The widget's HTML


def _card(card: LexborNode, page: Page) -> Iterator[Sighting]:
    name = _text(card.css_first(".sz-speaker__name"))
    if not name:
        return
    addresses = [page.absolute(link.attributes.get("href")) for link in card.css(".sz-speaker__link")]
    picture = card.css_first(".sz-speaker__photo img")
    yield Sighting(
        name=name,
        headline=_told(_text(card.css_first(".sz-speaker__tagline"))),
        bio=_text(card.css_first(".sz-speaker__bio")) or None,
        talks=tuple(dict.fromkeys(text for one in card.css(".sz-speaker__sessions li") if (text := _text(one)))),
        links=tuple(dict.fromkeys(one for one in addresses if one)),
        photo=page.absolute(picture.attributes.get("src")) if picture else None,
        record_id=_id(card, "data-speakerid"),
        source=page.url,
        method=METHOD,
    )


def _session_card(session: LexborNode) -> Iterator[Talk]:
    title = _text(session.css_first(".sz-session__title"))
    if not title or "sz-session--service" in (session.attributes.get("class") or ""):
        return
    speakers = session.css(".sz-session__speakers [data-speakerid]")
    tags = [(one.attributes.get("data-categoryname") or "", _text(one)) for one in session.css(".sz-tag")]
    yield Talk(
        title=title,
        speakers=tuple(_text(one) for one in speakers),
        speaker_ids=tuple(_id(one, "data-speakerid") or "" for one in speakers),
        abstract=_text(session.css_first(".sz-session__description")) or None,
        track=next((name for group, name in tags if "track" in words(group)), None),
        topics=tuple(dict.fromkeys(name for group, name in tags if name and is_topic(group))),
    )


def _id(node: LexborNode, attribute: str) -> str | None:
    own = node.attributes.get(attribute)
    inside = node.css_first(f"[{attribute}]")
    return own or (inside.attributes.get(attribute) if inside else None) or None


def _text(node: LexborNode | None) -> str:
    return squash(node.text(separator=" ")) if node is not None else ""


adapter = Adapter(
    name="sessionize",
    pattern=r"https?://(?:www\.)?sessionize\.com/api/v2/[a-z0-9]{4,20}/view/\w+",
    example="https://sessionize.com/api/v2/abcd1234/view/All",
    extract=extract,
    rank=Rank.PLATFORM,
    embedded=embedded,
    fits=fits,
)
