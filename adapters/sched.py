"""Sched (EVENT.sched.com): the directory of speakers, the list of sessions with its people, and a speaker's own page.

The directory gives name, position and company; the list of sessions in full (/list/descriptions/) the talks and, for each
speaker, "Position, Company" in one line and a biography. No page of Sched was ever seen here: what marks a fact is taken
from seven public programs of 2015 to 2026 that read them, and the newest agrees with all the others. Sched shows a check for humans to many programs
(Cloudflare); the fetcher recognises it and says how to save the page by hand, and this module reads the saved page.
Its calendar (/all.ics) is open to all and names nobody; its API needs the organiser's key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborNode

from scraper.adapter import Adapter, Rank
from scraper.extract.cards import cards, one
from scraper.model import Sighting, Talk
from scraper.page import Follow, Found, Page
from scraper.text import squash, words

METHOD = "sched"
_HOST = r"(?!www\.|api\.|help\.|support\.|blog\.|static\.|cdn\.|avatars\.|hello\.)[a-z0-9][\w-]{0,80}\.sched\.(?:com|org|co)"
_EVENT = re.compile(rf"https?://({_HOST})(?:[/?#]|$)", re.IGNORECASE)
_EMBED = re.compile(rf"//({_HOST})/js/embed\.js", re.IGNORECASE)
_PEOPLE = re.compile(r"/directory/(?:speakers|artists|moderators)\b")
_OTHERS = re.compile(r"/directory/(?!speakers|artists|moderators)")
_SPEAKER = re.compile(r"/speaker/([\w.-]{1,120})")
_NOT_SPEAKERS = frozenset(("sponsor", "sponsors", "exhibitor", "exhibitors", "volunteer", "volunteers", "attendees"))
_MOST_EVENTS = 2  # a page shows one; a list of them leads to earlier years
_SESSION = "a.name, .tip-description, .tip-roles, .sched-event-type a, .tip-custom-fields a"

_directory = cards(
    "div.sched-person",
    name=[".sched-event-details-name a", "h2 a", "h2", "a.sched-avatar@title"],
    role=".sched-event-details-position",
    employer=".sched-event-details-company",
    photo="a.sched-avatar img:not([src*=avatar-empty])@src",
    record_id=[".sched-event-details-name a@href", "h2 a@href", "a.sched-avatar@href"],
    method=METHOD,
)
_own_page = one(
    name="#sched-page-me-name",
    headline="#sched-page-me-profile-data",
    bio="#sched-page-me-profile-about",
    links=".sched-network-link a@href",
    photo="#myavatar:not([src*=avatar-empty])@src",
    talk=["#sched-page-me-schedule .event a.name", ".event a.name"],
    method=METHOD,
)


def embedded(page: Page) -> Iterator[str]:
    """The directory of the event a page embeds, or, where it embeds none, of the one it links to."""
    if not page.mentions(".sched.") or _EVENT.match(page.url):
        return
    shown = {found[1].lower() for found in _EMBED.finditer(page.text)}
    addresses = (page.absolute(link.attributes.get("href") or link.attributes.get("src")) for link in page.html.css(
        "#sched-embed[href]" if shown else "a[href*='.sched.'], iframe[src*='.sched.']"))  # fmt: skip
    hosts = shown | {found[1].lower() for url in addresses if url and (found := _EVENT.match(url))}
    if len(hosts) <= _MOST_EVENTS:
        yield from (f"https://{host}/directory/speakers" for host in sorted(hosts))


def fits(page: Page) -> bool:
    """Is this saved page one of Sched's?"""
    text = page.text
    return (
        not page.looks_like_json
        and page.mentions("sched-")
        and any(mark in text for mark in ("sched-person-session", "sched-event-details-", "sched-page-me-name"))
    )


def extract(page: Page) -> Iterator[Found]:
    """Read whichever page it is, and lead to the directory and the sessions of the event."""
    if not _OTHERS.search(page.url):
        yield from (_with_id(found) for found in _directory(page) if isinstance(found, Sighting))
    if page.html.css_first("#sched-page-me-name") is not None:
        yield from (found for found in _own_page(page) if isinstance(found, Sighting))
        return
    yield from _sessions(page)
    if event := _EVENT.match(page.url):
        root = f"https://{event[1]}"
        if not _PEOPLE.search(page.url):
            yield Follow(url=f"{root}/directory/speakers", why="the event's speakers")
        if "/list/descriptions" not in page.url:
            yield Follow(url=f"{root}/list/descriptions/", why="the event's sessions")
    else:
        yield from (Follow(url=url, why="the event's speakers") for url in embedded(page))


def _sessions(page: Page) -> Iterator[Sighting | Talk]:
    """The sessions of a list or of a session's own page: what follows a title belongs to it, up to the next title."""
    title, abstract, topics = "", "", dict[str, None]()
    people: list[Sighting] = []
    for node in page.html.css(_SESSION):
        if node.tag == "a" and "name" in (node.attributes.get("class") or "").split():
            yield from _session(title, abstract, topics, people, page)
            title, abstract, topics, people = _title(node), "", {}, []
        elif title and "tip-description" in (node.attributes.get("class") or ""):
            abstract = _text(node)
        elif title and "tip-roles" in (node.attributes.get("class") or ""):
            people = [*people, *_people(node, page)]
        elif title and node.tag == "a" and (text := _text(node)):
            topics[text] = None
    yield from _session(title, abstract, topics, people, page)


def _session(
    title: str, abstract: str, topics: dict[str, None], people: list[Sighting], page: Page
) -> Iterator[Sighting | Talk]:
    yield from people
    if title and people:
        yield Talk(
            title=title,
            speakers=tuple(who.name for who in people),
            speaker_ids=tuple(who.record_id or "" for who in people),
            abstract=abstract or None,
            topics=tuple(topics),
            source=page.url,
        )


def _people(roles: LexborNode, page: Page) -> Iterator[Sighting]:
    """Everybody below "Speakers", "Moderators" and the like; not those below "Sponsors"."""
    function = "speakers"
    inside = False
    for node in roles.css("strong, .sched-person-session"):
        if node.tag == "strong":
            if not _within_a_person(node, roles):
                function = _text(node).casefold()
            continue
        inside = _NOT_SPEAKERS.isdisjoint(words(function))
        link = node.css_first("h2 a") or node.css_first("h2")
        name = _text(link) or (link.attributes.get("title") or "" if link else "")
        if not inside or not name:
            continue
        picture = node.css_first("img[src]:not([src*=avatar-empty])")
        yield _with_id(
            Sighting(
                name=name,
                headline=_text(node.css_first(".sched-event-details-role-company")) or None,
                bio=_text(node.css_first(".sched-person-session-role")) or None,
                photo=page.absolute(picture.attributes.get("src")) if picture else None,
                billing="moderator" if function.startswith("moderator") else None,
                record_id=link.attributes.get("href") if link else None,
                source=page.url,
                method=METHOD,
            )
        )


def _within_a_person(node: LexborNode, roles: LexborNode) -> bool:
    """Is a bold word part of somebody's biography rather than the heading of a group?"""
    parent = node.parent
    for _ in range(12):
        if parent is None or parent.mem_id == roles.mem_id:
            return False
        if "sched-person-session" in (parent.attributes.get("class") or ""):
            return True
        parent = parent.parent
    return True


def _with_id(sighting: Sighting) -> Sighting:
    """The word that stands for the speaker in the addresses of the event is their id."""
    found = _SPEAKER.search(f"/{sighting.record_id or ''}")
    return replace(sighting, record_id=found[1] if found else None)


def _title(link: LexborNode) -> str:
    """A session's title, without the venue that stands in the same link."""
    own = link.css_first(".session-title")
    if own is not None:
        return _text(own)
    venue = _text(link.css_first(".vs"))
    return _text(link).removesuffix(venue).strip() if venue else _text(link)


def _text(node: LexborNode | None) -> str:
    return squash(node.text(separator=" ")) if node is not None else ""


adapter = Adapter(
    name="sched",
    pattern=rf"https?://{_HOST}(?:[/?#]|$)",
    example="https://riverdays2031.sched.com/directory/speakers",
    extract=extract,
    rank=Rank.PLATFORM,
    embedded=embedded,
    fits=fits,
)
