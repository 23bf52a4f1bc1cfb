"""Schedules in the form of Pentabarf: frab, wafer (DebConf), OSEM, c3voc's hub, fosdem.org and their kin, XML or JSON.

The form is described at c3voc.de/schedule (schema.json, schema2.json, schema.xsd). It names people and nothing more: no
role, no employer, a biography in version 2 of the JSON and in fosdem.org's XML since 2026. Seen in stored payloads: frab's
XML and JSON of 2014 to 2019, fosdem.org's of 2021, version 2 of 2024. fosdem.org's own source tells its form of 2026; wafer
and OSEM are only read about; they write the same form.
What pretalx writes in it is handed to the adapter for pretalx, which knows where the answers of its speakers are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.adapter import Adapter, Rank
from scraper.extract.formats.schedule_json import is_schedule, pretalx_root, schedule
from scraper.extract.formats.schedule_xml import as_json
from scraper.extract.formats.xml_tree import root_name, tree
from scraper.page import Follow, Found, Page

METHOD = "data/frab"
_MOST = 2  # a page shows one schedule, at times in two parts; more is a list of other people's
# The names their producers give to the files: frab, wafer, fosdem.org, bornhack.dk, emfcamp.org, c3voc.
_FILE = r"(?:(?:everything\.)?schedule2?\.(?:xml|json)|(?:pentabarf|frab)\.(?:xml|json)|schedule/xml|schedule/(?:19|20)\d\d\.frab)"
_NOT_PRETALX = r"(?![^?#]*/schedule/export/)"
_LINK = re.compile(rf"{_NOT_PRETALX}https?://[^?#]*/{_FILE}(?:\?[^#]*)?", re.IGNORECASE)
_NAMED = re.compile(rf"[/\"'=]{_FILE}", re.IGNORECASE)
_MARKS = ("schedule.", "schedule2.", "pentabarf.", "frab.", "schedule/")  # one of them stands in whatever _NAMED finds
_EXPORT = "schedule/export/schedule.json"


def embedded(page: Page) -> Iterator[str]:
    """The schedule a page links to: the XML, which everybody writes, before the JSON of the same name."""
    if page.looks_like_json or root_name(page) == "schedule" or not _names_one(page):
        return
    addresses = (page.absolute(one.attributes.get("href")) for one in page.html.css("a[href], link[href]"))
    found = {url: None for url in addresses if url and _LINK.fullmatch(url)}
    by_name = {re.sub(r"\.json\b", ".xml", url): url for url in sorted(found, key=lambda url: ".json" not in url)}
    if len(by_name) <= _MOST:
        yield from by_name.values()


def _names_one(page: Page) -> bool:
    return page.mentions(*_MARKS) and _NAMED.search(page.text) is not None


def fits(page: Page) -> bool:
    """Is this a schedule in this form that pretalx did not write?"""
    value = _value(page)
    return is_schedule(value) and pretalx_root(value) is None


def extract(page: Page) -> Iterator[Found]:
    """Read a schedule, or find the one a page links to. Raises NotAPage when it starts like JSON or XML and is none."""
    value = _value(page)
    root = pretalx_root(value) if is_schedule(value) else None
    if root:
        yield Follow(url=root + _EXPORT, why="written by pretalx")
    yield from schedule(value, source=page.url, method=METHOD, by_name=True)
    if value is None:
        yield from (Follow(url=url, why="schedule") for url in embedded(page))


def _value(page: Page) -> object:
    if page.looks_like_json:
        return page.json
    return as_json(tree(page)) if root_name(page) == "schedule" else None


adapter = Adapter(
    name="frab",
    pattern=rf"{_NOT_PRETALX}https?://[^?#]+/{_FILE}(?:[?#]|$)",
    example="https://fahrplan.example/2031/schedule.xml",
    extract=extract,
    rank=Rank.FORMAT,
    embedded=embedded,
    fits=fits,
)
