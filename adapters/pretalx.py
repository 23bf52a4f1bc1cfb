"""pretalx: conferences on pretalx.com and on hosts of their own.

Everybody is in the schedule's export (/EVENT/schedule/export/schedule.json, .xml and .xcal, the widget's data; shapes of
2020 to 2025 seen in real payloads, 2026 only read about: its API differs in access codes alone). Answers to questions the organiser made public (employer, job title, profiles) stand
only on the speakers' own pages, so those are read as well. robots.txt of every pretalx forbids /api/, /media/ and
/redirect/: nothing there is ever asked for (saved API payloads are read all the same). Talks that were rejected or
withdrawn, which the API can leak, are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from scraper.adapter import Adapter, Rank
from scraper.extract.asked import answered
from scraper.extract.beside import beside
from scraper.extract.formats.schedule_json import is_schedule, person, pretalx_root, schedule, talk
from scraper.extract.formats.schedule_xml import as_json
from scraper.extract.formats.shape import items, line, mapping, mappings
from scraper.extract.formats.xml_tree import root_name, tree
from scraper.model import Sighting, Talk
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
# One of these stands in whatever _POINTER finds; most pages hold none, and looking for them is a hundred times quicker.
_MARKS = ("pretalx.com/", "schedule/export/schedule.", "schedule/widget", "widgets/schedule.js")
_CODED = re.compile(rf"/(?:speaker|talk)/{_CODE}/", re.IGNORECASE)
_ALTERNATE = re.compile(r"(.*/)api/events/([\w-]+)/")
_MOST_EVENTS = 3  # a page that points to more lists other people's events
_TAKES_PLACE = ("accepted", "confirmed", None)

Json = Mapping[str, Any]


def embedded(page: Page) -> Iterator[str]:
    """The schedule's export of the event a page belongs to, shows in a widget, or links to."""
    if page.looks_like_json:
        return
    ours = page.mentions("pretalx")
    root = _root_of(page) if ours and _is_ours(page) else None
    roots = {root: None} if root else dict.fromkeys((*(_widgets(page) if ours else ()), *_pointers(page)))
    if len(roots) <= _MOST_EVENTS:
        yield from (one + EXPORT for one in roots)


def fits(page: Page) -> bool:
    """Is this saved page a schedule in the c3voc form, a list of the API, or a page drawn by pretalx?"""
    if page.looks_like_json:
        value = page.json
        return (is_schedule(value) and pretalx_root(value) is not None) or _is_widget(value) or bool(_api(value))
    if root_name(page) == "schedule":
        return pretalx_root(as_json(tree(page))) is not None
    return page.mentions("pretalx") and _is_ours(page)


def extract(page: Page) -> Iterator[Found]:
    """Read a schedule's export, a page of an event, a widget's data or a saved answer of the API.

    Raises NotAPage when it starts like JSON and is none.
    """
    if page.looks_like_json:
        yield from _json(page)
        return
    if root_name(page) == "schedule":
        yield from _xml(page)
        return
    if page.html.css_first(".speaker-bio, .speaker-talks, .speaker-info") is not None:
        yield from speaker_page(page)
    elif page.html.css_first(".talk-title") is not None:
        yield from _talk_page(page)
    else:
        yield from _speaker_list(page)
        yield from _session_list(page)
    if (root := _root_of(page)) is not None:
        yield Follow(url=root + EXPORT, why="schedule")
        yield Follow(url=root + "speaker/", fallback=1, why="list of speakers")


def _xml(page: Page) -> Iterator[Found]:
    """The export as XML. Its ids are numbers of its own: beside those of the JSON they would make one person two."""
    value = as_json(tree(page))
    root = pretalx_root(value)
    found = schedule(value, source=page.url, method=METHOD)
    if not root or not page.url.startswith("http"):
        yield from found
        return
    for one in found:
        if isinstance(one, Sighting):
            yield replace(one, record_id=None)
        else:
            yield replace(one, speaker_ids=()) if isinstance(one, Talk) else one
    yield Follow(url=root + EXPORT, why="the same with codes")


# JSON


def _json(page: Page) -> Iterator[Found]:
    value = page.json
    if is_schedule(value):
        yield from _export(value, page.url)
    elif _is_widget(value):
        yield from _widget(value, page.url)
    else:
        records = _api(value)
        for one in records:
            yield from _api_record(one, page.url)
        if page.url.startswith("file:"):  # robots.txt keeps the API itself from everybody
            yield from (Follow(url=url, why="saved beside it") for url in _rest(records, page.url))


def _export(value: object, source: str) -> Iterator[Found]:
    root = source.removesuffix(EXPORT) if source.endswith(EXPORT) else None
    for one in schedule(value, source=source, method=METHOD, url=root):
        yield one
        if root and isinstance(one, Sighting) and re.fullmatch(_CODE, one.record_id or ""):
            url = f"{root}speaker/{one.record_id}/"
            yield Follow(url=url, extract=speaker_page, known=one, why="public answers")


def _widget(value: Json, source: str) -> Iterator[Found]:
    people = {one.record_id: one for who in mappings(value.get("speakers")) if (one := _person(who, source))}
    tracks = {str(one.get("id")): line(one.get("name")) for one in mappings(value.get("tracks"))}
    yield from people.values()
    for slot in mappings(value.get("talks")):
        given_by = [people[code] for code in map(str, items(slot.get("speakers"))) if code in people]
        named = {**slot, "track": tracks.get(str(slot.get("track")))}
        if given_by and (told := talk(named, given_by, source=source, starts=line(slot.get("start")))):
            yield told


def _api_record(one: Json, source: str) -> Iterator[Found]:
    """A speaker with their submissions, or a submission with its speakers, of a saved answer of the API."""
    if "speakers" in one:
        people = [found for who in mappings(one.get("speakers")) if (found := _person(who, source))]
        submissions: list[Json] = [one]
        codes = tuple(who for who in items(one.get("speakers")) if isinstance(who, str))
        if codes and one.get("state") in _TAKES_PLACE and (told := talk(one, (), source=source, starts=_starts(one))):
            yield replace(told, speaker_ids=codes)
    else:
        people = [found for found in (_person(one, source),) if found]
        submissions = [*mappings(one.get("submissions"))]
        yield from people
    for submission in submissions:
        told = talk(submission, people, source=source, starts=_starts(submission))
        if told and people and submission.get("state") in _TAKES_PLACE:
            yield from (people if submission is one else ())
            yield told


def _rest(records: list[dict[str, Any]], url: str) -> Iterator[str]:
    """Where the other half of a saved answer may lie: the submissions of speakers told by codes, or the reverse."""
    for this, other in (
        ("speakers", "submissions"),
        ("speakers", "talks"),
        ("submissions", "speakers"),
        ("talks", "speakers"),
    ):
        by_code = any(
            isinstance(code, str) for one in records for code in items(one.get(other.replace("talks", "submissions")))
        )
        if by_code and (found := beside(url, this, other)):
            yield found


def _person(one: Json, source: str) -> Sighting | None:
    return person(one, source=source, method=METHOD)


def _starts(submission: Json) -> str:
    slots = mappings(submission.get("slots")) or mappings([submission.get("slot")])
    return line(slots[0].get("start")) if slots else ""


def _is_widget(value: object) -> bool:
    return {"talks", "speakers", "event_start"} <= mapping(value).keys()


def _api(value: object) -> list[dict[str, Any]]:
    """The records of a list of speakers or submissions, bare (before 2023) or in a page of results."""
    fields = ({"code", "name", "biography"}, {"code", "title", "speakers"})
    records = mappings(value) or mappings(mapping(value).get("results"))
    return [one for one in records if any(known <= one.keys() for known in fields)]


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
        if name is None or not _text(name):
            continue
        card = _card(page, link, name, link)
        yield Follow(url=address, extract=speaker_page, known=card, why="public answers") if address else card


def _session_list(page: Page) -> Iterator[Found]:
    """The talks of a schedule drawn without scripts, if it is a saved file: the export has no need to split names."""
    for card in page.html.css(".pretalx-session:has(.speakers)") if not page.url.startswith("http") else ():
        names = [name for one in _text(card.css_first(".speakers")).split(", ") if (name := one.strip())]
        yield from (Sighting(name=name, source=page.url, method=METHOD) for name in names)
        if names and (title := _text(card.css_first(".title"))):
            yield Talk(title=title, speakers=tuple(names), source=page.url)


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
    is_marked = page.mentions(*_MARKS)
    if not (is_marked or page.mentions("/speaker/", "/talk/")):
        return
    text = page.text.replace("\\/", "/")
    if not (is_marked or _CODED.search(text)):
        return
    for found in _POINTER.finditer(text):
        yield f"https://pretalx.com/{found[1]}/" if found[1] else urljoin(page.url, f"//{found[2]}")


def _unwrapped(page: Page, link: LexborNode) -> str | None:
    """Where a link leads: pretalx sends readers through /redirect/?url=ADDRESS:SIGNATURE."""
    href = link.attributes.get("href") or ""
    if "/redirect/?" in href and (wrapped := parse_qs(urlsplit(href).query).get("url")):
        return page.absolute(wrapped[0].rpartition(":")[0])
    url = page.absolute(href)
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
