"""pretalx: conferences on pretalx.com and on hosts of their own.

Everybody is in the schedule's export (/EVENT/schedule/export/schedule.json; shapes of 2020 to 2025 seen in real
payloads, 2026 only read about). Answers to questions the organiser made public (employer, job title, profiles) stand
only on the speakers' own pages, so those are read as well. robots.txt of every pretalx forbids /api/, /media/ and
/redirect/: nothing there is ever asked for (saved API payloads are read all the same). Talks that were rejected or
withdrawn, which the API can leak, are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from scraper.adapter import Adapter, Rank
from scraper.extract.asked import answered
from scraper.extract.plain import plain
from scraper.model import Edition, Sighting, Talk
from scraper.page import Follow, Found, Page
from scraper.text import squash

METHOD = "data/pretalx"
EXPORT = "schedule/export/schedule.json"
_CODE = "(?-i:[A-HJ-NP-Z3789]{6})"  # the alphabet of pretalx' codes; "/speaker/martin/" is somebody else's page
_NO_EVENT = (
    "(?!(?:p|orga|api|static|media|docs|common|redirect|accounts|fairy|signup|login|about|pricing|blog)(?:[/?#]|$))"
)
_OWN = rf"(?:schedule/(?:export/|widgets?/|nojs)|widgets/schedule|(?:speaker|talk)/{_CODE})"
# An event's root, in an address of one of its pages.
_ROOT = re.compile(
    r"(https?://[^/?#]+(?:/[^/?#]+){0,4}?/)(?:schedule|talk|speaker|featured|sneak|cfp|login|me|widgets)(?:[/?#]|$)"
)
# The same in any text (scripts, JSON, markup) of a page that only points to it.
_POINTER = re.compile(
    r"(?:https?:)?//(?:pretalx\.com/" + _NO_EVENT + r"([\w-]{1,80})/(?:schedule|talk|speaker|featured|cfp)\b"
    r"|([\w.:-]{4,120}(?:/[\w.-]{1,80}){1,4}?/)(?:schedule/(?:export/schedule\.|widgets?/)|widgets/schedule\.js|"
    rf"(?:speaker|talk)/{_CODE}/))",
    re.IGNORECASE,
)  # fmt: skip
_ALTERNATE = re.compile(r"(.*/)api/events/([\w-]+)/")
_MARKDOWN_LINK = re.compile(r"\]\((https?://[^\s()<>]{4,500})\)|<(https?://[^\s<>]{4,500})>")
_MOST_EVENTS = 3  # a page that points to more lists other people's events
_TAKES_PLACE = frozenset(("accepted", "confirmed"))

Json = Mapping[str, Any]


def embedded(page: Page) -> Iterator[str]:
    """The schedule's export of the event a page belongs to, shows in a widget, or links to."""
    if page.looks_like_json:
        return
    root = _root_of(page) if _is_ours(page) else None
    roots = {root: None} if root else dict.fromkeys((*_widgets(page), *_pointers(page)))
    if len(roots) <= _MOST_EVENTS:
        yield from (one + EXPORT for one in roots)


def fits(page: Page) -> bool:
    """Is this saved page a schedule in the c3voc form, a list of the API, or a page drawn by pretalx?"""
    if page.looks_like_json:
        value = page.json
        return bool(_days(value) or _api(value) or _is_widget(value))
    return "pretalx" in page.text and _is_ours(page)


def extract(page: Page) -> Iterator[Found]:
    """Read a schedule's export, a page of an event, a widget's data or a saved answer of the API.

    Raises NotAPage when it starts like JSON and is none.
    """
    if page.looks_like_json:
        yield from _json(page)
        return
    code = re.search(rf"/(speaker|talk)/{_CODE}/?(?:[?#]|$)", page.url)
    if page.html.css_first(".speaker-bio, .speaker-talks, .speaker-info") is not None:
        yield from speaker_page(page)
    elif code and code[1] == "talk":
        yield from _talk_page(page)
    else:
        yield from _speaker_list(page)
    if (root := _root_of(page)) is not None:
        yield Follow(url=root + EXPORT, why="schedule")
        yield Follow(url=root + "speaker/", fallback=1, why="list of speakers")


# JSON


def _json(page: Page) -> Iterator[Found]:
    value = page.json
    if days := _days(value):
        yield from _schedule(value["schedule"], days, page.url)
    elif _is_widget(value):
        yield from _widget(value, page.url)
    else:
        for one in _api(value):
            yield from _api_record(one, page.url)


def _schedule(schedule: Json, days: list[Json], source: str) -> Iterator[Found]:
    conference = schedule["conference"]
    root = source.removesuffix(EXPORT) if source.endswith(EXPORT) else None
    start = str(conference.get("start") or "")
    if title := _words(conference.get("title")):
        year = re.match(r"\d{4}", start)
        yield Edition(conference=title, year=int(year[0]) if year else None, starts=start[:10] or None, url=root)
    events = [event for day in days for room in _dict(day.get("rooms")).values() for event in _dicts(room)]
    seen: set[str] = set()
    for event in events:
        persons = [one for one in _dicts(event.get("persons")) if _person_name(one)]
        for one in persons:
            sighting = _person(one, source)
            if sighting.record_id in seen:
                continue
            seen.add(sighting.record_id or "")
            yield sighting
            if root and (code := str(one.get("code") or "")):
                yield Follow(url=f"{root}speaker/{code}/", extract=speaker_page, known=sighting, why="public answers")
        yield _talk(
            event,
            [(_person_id(one) or "", _person_name(one)) for one in persons],
            source,
            starts=_words(event.get("date")),
            url=_words(event.get("url")),
        )


def _widget(value: Json, source: str) -> Iterator[Found]:
    people = {str(one.get("code")): _person(one, source) for one in _dicts(value.get("speakers")) if _person_name(one)}
    tracks = {str(one.get("id")): _words(one.get("name")) for one in _dicts(value.get("tracks"))}
    yield from people.values()
    for talk in _dicts(value.get("talks")):
        codes = [str(code) for code in talk.get("speakers") or [] if str(code) in people]
        if codes and _words(talk.get("title")):
            track = tracks.get(str(talk.get("track")))
            yield _talk(
                {**talk, "track": track},
                [(code, people[code].name) for code in codes],
                source,
                starts=_words(talk.get("start")),
            )


def _api_record(one: Json, source: str) -> Iterator[Found]:
    """A speaker or a submission of a saved API answer."""
    if "speakers" in one:
        if not _takes_place(one):
            return
        people = [_person(who, source) for who in _dicts(one.get("speakers")) if _person_name(who)]
        yield from people
        yield _talk(one, [(who.record_id or "", who.name) for who in people], source, starts=_starts(one))
    elif _person_name(one):
        yield _person(one, source)
        for talk in _dicts(one.get("submissions")):
            if _takes_place(talk):
                yield _talk(talk, [(_person_id(one) or "", _person_name(one))], source, starts=_starts(talk))


def _talk(
    event: Json, people: list[tuple[str, str]], source: str, *, starts: str | None = None, url: str | None = None
) -> Talk:
    tags = (_words(one.get("tag") or one.get("name")) for one in _dicts(event.get("tags")))
    return Talk(
        title=_words(event.get("title")) or "",
        speakers=tuple(name for _, name in people),
        speaker_ids=tuple(code for code, _ in people),
        abstract=plain(event.get("abstract")) or plain(event.get("description")),
        track=_words(event.get("track")),
        topics=tuple(tag for tag in tags if tag),
        starts=starts,
        url=url,
        source=source,
    )


def _person(one: Json, source: str) -> Sighting:
    pairs = [(_words(_dict(given.get("question")).get("question")) or "", str(given.get("answer") or ""))
             for given in _dicts(one.get("answers")) if isinstance(given.get("question"), dict)]  # fmt: skip
    facts = answered(pairs)
    biography = one.get("biography")
    shown = [answer for _, answer in pairs if re.match(r"https?://\S+$", answer)]
    written = (
        [found[1] or found[2] for found in _MARKDOWN_LINK.finditer(biography)] if isinstance(biography, str) else []
    )
    return Sighting(
        name=_person_name(one),
        headline=facts.get("headline"),
        role=facts.get("role"),
        employer=facts.get("employer"),
        bio=plain(biography),
        links=tuple(dict.fromkeys((*shown, *written))),
        photo=_words(one.get("avatar") or one.get("avatar_url")),
        record_id=_person_id(one),
        source=source,
        method=METHOD,
    )


def _person_name(one: Json) -> str:
    return next((name for key in ("name", "public_name", "full_public_name") if (name := _words(one.get(key)))), "")


def _person_id(one: Json) -> str | None:
    return next((str(value) for key in ("code", "guid", "id") if (value := one.get(key))), None)


def _takes_place(talk: Json) -> bool:
    state = talk.get("state")
    return bool(talk.get("title")) and (not state or state in _TAKES_PLACE)


def _starts(talk: Json) -> str | None:
    slots = _dicts(talk.get("slots")) or _dicts([talk.get("slot")])
    return _words(slots[0].get("start")) if slots else None


def _days(value: object) -> list[Json]:
    """The days of a schedule in the c3voc form; none when it is something else."""
    conference = _dict(_dict(_dict(value).get("schedule")).get("conference"))
    return [day for day in _dicts(conference.get("days")) if isinstance(day.get("rooms"), dict)]


def _is_widget(value: object) -> bool:
    one = _dict(value)
    return {"talks", "speakers", "event_start"} <= one.keys()


def _api(value: object) -> list[Json]:
    """The records of a list of speakers or submissions, bare (before 2023) or in a page of results."""
    records = _dicts(_dict(value).get("results") if isinstance(value, dict) else value)
    fields = ({"code", "name", "biography"}, {"code", "title", "speakers"})
    return [one for one in records if any(known <= one.keys() for known in fields)]


def _words(value: object) -> str | None:
    """A text, or one of its translations ({"en": .., "de": ..}); verbatim, because a title may hold angle brackets."""
    if isinstance(value, dict):
        value = value.get("en") or next((one for one in value.values() if one), None)
    return (squash(value) or None) if isinstance(value, str) else None


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


# Pages


def speaker_page(page: Page) -> Iterator[Found]:
    """A speaker's own page: the name, the biography, the talks, and the answers that were made public."""
    main = page.html.css_first("main") or page.html.body
    heading = main.css_first("h1, h2, h3") if main is not None else None
    name = _own_text(heading) or _text(page.html.css_first("title")).split("::")[0].strip()
    if main is None or not name:
        return
    pairs = []
    addresses: list[str | None] = []
    for answer in main.css(".answers .inline-answer"):
        addresses.extend(_unwrapped(page, link) for link in answer.css("a[href]"))
        pairs.append((_text(answer.css_first(".question")), _text(answer.css_first(".answer"))))
    facts = answered(pairs)
    bio = main.css_first(".speaker-bio")
    addresses.extend(_unwrapped(page, link) for link in (bio.css("a[href]") if bio else []))
    picture = main.css_first(".speaker-avatar img")
    code = re.search(rf"/speaker/({_CODE})", page.url)
    yield Sighting(
        name=name,
        headline=facts.get("headline"),
        role=facts.get("role"),
        employer=facts.get("employer"),
        bio=_text(bio) or None,
        talks=tuple(dict.fromkeys(text for one in main.css(".speaker-talks .title") if (text := _text(one)))),
        links=tuple(dict.fromkeys(one for one in addresses if one)),
        photo=page.absolute(picture.attributes.get("src")) if picture else None,
        record_id=code[1] if code else None,
        source=page.url,
        method=METHOD,
    )


def _talk_page(page: Page) -> Iterator[Found]:
    people = []
    for card in page.html.css(".pretalx-session"):
        link = card.css_first('.title a[href*="/speaker/"]')
        if link is not None and _text(link):
            people.append(_card(page, card, link, link))
    yield from people
    title = page.html.css_first(".talk-title")
    if title is not None and people:
        abstract = page.html.css_first("section.abstract")
        when = title.css_first("time[data-isodatetime]")
        yield Talk(
            title=_own_text(title.css_first(".heading-with-buttons > span, h1, h2, span") or title),
            speakers=tuple(one.name for one in people),
            speaker_ids=tuple(one.record_id or "" for one in people),
            abstract=_text(abstract) or None,
            starts=when.attributes.get("data-isodatetime") if when else None,
            url=page.url,
            source=page.url,
        )


def _speaker_list(page: Page) -> Iterator[Found]:
    for link in page.html.css('a[href*="/speaker/"]'):
        name = link.css_first(".title")
        address = page.absolute(link.attributes.get("href"))
        if name is not None and _text(name) and address:
            yield Follow(url=address, extract=speaker_page, known=_card(page, link, name, link), why="public answers")


def _card(page: Page, card: LexborNode, name: LexborNode, link: LexborNode) -> Sighting:
    code = re.search(rf"/speaker/({_CODE})", link.attributes.get("href") or "")
    picture = card.css_first(".avatar-wrapper img")
    photo = page.absolute(picture.attributes.get("src")) if picture else None
    return Sighting(
        name=_text(name),
        bio=_text(card.css_first(".abstract")) or None,
        talks=tuple(text for one in card.css(".pretalx-session-info > ul > li") if (text := _text(one))),
        photo=photo if photo and not photo.endswith("/avatar.svg") else None,
        record_id=code[1] if code else None,
        source=page.url,
        method=METHOD,
    )


def _is_ours(page: Page) -> bool:
    return (
        page.html.css_first('meta[name="generator"][content*="pretalx" i], pretalx-schedule[event-url^="/"]')
        is not None
    )


def _root_of(page: Page) -> str | None:
    """The event's root, by the address of the page or by what it links to at home."""
    if found := _ROOT.match(page.url):
        return found[1]
    tabs = page.html.css("header a[href], #header-tabs a[href], main a[href], pretalx-schedule[event-url]")
    for link in tabs[:50]:
        url = page.absolute(link.attributes.get("event-url") or link.attributes.get("href"))
        if url and urlsplit(url).netloc == urlsplit(page.url).netloc and (found := _ROOT.match(url)):
            return found[1]
    for link in page.html.css('link[rel="alternate"][href*="/api/events/"]'):
        if found := _ALTERNATE.match(page.absolute(link.attributes.get("href")) or ""):
            return f"{found[1]}{found[2]}/"
    return None


def _widgets(page: Page) -> Iterator[str]:
    for widget in page.html.css("pretalx-schedule[event-url]"):
        url = page.absolute(widget.attributes.get("event-url"))
        if url:
            yield url if url.endswith("/") else f"{url}/"


def _pointers(page: Page) -> Iterator[str]:
    for found in _POINTER.finditer(page.text.replace("\\/", "/")):
        yield f"https://pretalx.com/{found[1]}/" if found[1] else urljoin(page.url, f"//{found[2]}")


def _unwrapped(page: Page, link: LexborNode) -> str | None:
    """Where a link leads: pretalx sends readers through /redirect/?url=ADDRESS:SIGNATURE."""
    url = page.absolute(link.attributes.get("href"))
    if url and "/redirect/" in url and (wrapped := parse_qs(urlsplit(url).query).get("url")):
        return page.absolute(wrapped[0].rpartition(":")[0])
    return url if url and urlsplit(url).netloc != urlsplit(page.url).netloc else None


def _text(node: LexborNode | None) -> str:
    return squash(node.text(separator=" ")).replace(" ,", ",") if node is not None else ""


def _own_text(node: LexborNode | None) -> str:
    """The text of a heading without that of the buttons inside it."""
    if node is None:
        return ""
    return squash("".join(one.text_content or "" for one in node.iter(include_text=True) if one.tag == "-text"))


adapter = Adapter(
    name="pretalx",
    pattern=rf"https?://(?:pretalx\.com/{_NO_EVENT}[\w-]+(?:[/?#]|$)|[^/?#]+/(?:[^/?#]+/){{1,4}}{_OWN})",
    example="https://pretalx.com/democon/schedule/",
    extract=extract,
    rank=Rank.PLATFORM,
    embedded=embedded,
    fits=fits,
)
