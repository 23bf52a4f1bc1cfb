"""Every way from the outside in, as a function of bytes: what `oracle.judge` is asked about.

A harness decides everything by its bytes (`_pick`), so that an input is a case by itself. What it gives is compared with
what it gives the second time; `oracle.holds` and its like ask for the promises.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import oracle
from oracle import clean, holds, verbatim

from scraper import address, export, reading, registry
from scraper.chats import acquaintances
from scraper.crawl import Crawl, read
from scraper.draft import template
from scraper.encoding import decode
from scraper.errors import BadFile, CoffeechatError, FetchError
from scraper.export import appointments, cards, readback
from scraper.extract.embedded import js_literal, payloads
from scraper.extract.embedded.people import people
from scraper.extract.formats import xml_tree, yaml_tree
from scraper.fetch import addresses, body, robots
from scraper.markup import parse
from scraper.model import LeftOut, Sighting, Speaker, Talk
from scraper.normalise import bio, employers, headline, names, normalise, roles
from scraper.page import Follow, Page
from scraper.reading import own_list
from scraper.store import write
from scraper.store.query import Filters, connect, count, speakers
from scraper.target import saved
from scraper.text import printable, squash

T = TypeVar("T")
URLS = (
    "https://conf.example/2031/speakers/", "https://conf.example/", "file:///tmp/saved.html", "https://sub.conf.example/speakers/anna-example?x=1",
    "https://conf.example/data/speakers.json", "https://conf.example/schedule.xml", "https://conf.example/schedule.ics",
)  # fmt: skip
TYPES = ("text/html; charset=utf-8", "", "text/html", "application/json", "text/html; charset=iso-8859-1", 'text/xml; charset="utf-16"', "text/calendar")  # fmt: skip
NOW = datetime(2031, 5, 12, 9, 0, tzinfo=UTC)


def _pick(data: bytes, choices: Sequence[T], salt: int = 0) -> T:
    return choices[zlib.crc32(data, salt) % len(choices)]


def _page(data: bytes) -> Page:
    return Page(_pick(data, URLS), data, content_type=_pick(data, TYPES, 1))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


# Pages


def page(data: bytes) -> object:
    """A saved page read as `coffeechat extract` reads it."""
    one = _page(data)
    crawl = Crawl(registry.for_saved(one), one.url, platforms=registry.platforms(), may=lambda _: False)
    step = crawl.wants(1)[0]
    crawl.take(step, one, read(step, one))
    harvest = crawl.harvest()
    for told in harvest.pages:
        holds(told.error != "AdapterError", "every adapter reads any page", told.message)
    for sighting in harvest.sightings:
        _as_seen(sighting)
    made = reading.make(harvest, url=one.url)
    for speaker in made.speakers:
        _as_made(speaker)
    return reading.as_json(made), reading.summary(made)


def adapter(data: bytes) -> object:
    """One adapter, whichever, and everything it can be asked about a page."""
    one, known = _page(data), _pick(data, registry.everyone(), 2)
    fits = known.fits(one)
    embedded = list(known.embedded(one))
    found = []
    for finding in known.extract(one):
        found.append(finding)
        if isinstance(finding, Sighting):
            _as_seen(finding)
        if isinstance(finding, Talk):
            clean(finding.title, "title")
        if isinstance(finding, Follow):
            holds(
                finding.url.startswith(("http://", "https://", "file:")), "only web addresses are followed", finding.url
            )
    return known.name, fits, embedded, [(type(finding).__name__, getattr(finding, "name", None)) for finding in found]


def guard(data: bytes) -> object:
    """Text to a tree, whatever it is, and what the tree holds."""
    tree = parse(decode(data))
    return len(tree.css("*")), zlib.crc32((tree.html or "").encode("utf-8", "surrogatepass"))


def _as_seen(sighting: Sighting) -> None:
    holds(sighting.name.strip(), "somebody has a name", sighting)
    for fact in ("name", "headline", "role", "employer", "billing"):
        value = getattr(sighting, fact)
        holds(value is None or isinstance(value, str), f"{fact} is text", value)
    for fact in ("talks", "topics", "links"):
        holds(all(isinstance(one, str) for one in getattr(sighting, fact)), f"{fact} are texts", sighting)
    for link in sighting.links:
        holds(link.startswith(("http://", "https://")), "links lead to the web", link)


def _as_made(speaker: Speaker) -> None:
    for fact in ("name", "role", "employer"):
        clean(getattr(speaker, fact), fact)
    seen = speaker.sighting
    told = " ".join(filter(None, (seen.name, seen.headline, seen.role, seen.employer, seen.bio)))
    verbatim(speaker.role, told, "role")
    verbatim(speaker.employer, told, "employer")


# People's words


def heading(data: bytes) -> object:
    """A headline split, and what is made of its parts."""
    text = _text(data)
    made = headline.parse(text)
    for fact in (made.role, made.employer):
        clean(fact, "a part of a headline")
        verbatim(fact, text, "a part of a headline")
    return made, roles.family(text), roles.seniority(text), employers.canonical(text), employers.kind(text)


def name(data: bytes) -> object:
    """Names made clean."""
    text = _text(data)
    made = names.clean(text)
    for one in made:
        clean(one, "a name")
        verbatim(one, text, "a name")
        holds(len(again := names.clean(one)) != 1 or again == (one,), "cleaning again changes nothing", (text, one))
    return made, [names.parts(one) for one in made], names.is_collective(text)


def biography(data: bytes) -> object:
    """What a biography says of a job."""
    first, _, text = _text(data).partition("\n")
    made = bio.parse(text, first)
    for fact in (made.role, made.employer):
        clean(fact, "a part of a biography")
        verbatim(fact, text, "a part of a biography")
    return made


def sighting(data: bytes) -> object:
    """Somebody as a page may show them, made into a speaker: name, headline, role, employer, biography, one a line."""
    parts = [*_text(data).split("\n", 4), "", "", "", "", ""]
    seen = Sighting(
        name=parts[0], headline=parts[1] or None, role=parts[2] or None, employer=parts[3] or None, bio=parts[4] or None
    )
    made = normalise(seen)
    for one in made:
        if isinstance(one, Speaker):
            _as_made(one)
        else:
            holds(isinstance(one, LeftOut), "a sighting is a speaker or left out", one)
    return made


# Data


def payload(data: bytes) -> object:
    """JSON in a page or as one: literals, flight data, Nuxt, islands, JSON-LD."""
    one = _page(data)
    found = [(method, told, value) for method, told, value in payloads(one)]
    some = [finding for _, _, value in found for finding in people(value, source=one.url, method="data/json")]
    for finding in some:
        if isinstance(finding, Sighting):
            _as_seen(finding)
    return [(method, told) for method, told, _ in found], some, len(one.json_ld) if data[:1] == b"<" else 0


def literal(data: bytes) -> object:
    """A JavaScript literal."""
    try:
        return js_literal.read(_text(data))
    except ValueError:  # what it promises to raise
        return None


def json_walk(data: bytes) -> object:
    """Any JSON, looked through for people."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = _text(data)
    found = list(people(value, source="https://conf.example/", method="data/json"))
    for one in found:
        if isinstance(one, Sighting):
            _as_seen(one)
    return found


def xml(data: bytes) -> object:
    """XML."""
    tree = xml_tree.tree(Page(URLS[0], data))
    return tree.tag, sum(1 for _ in tree.iter()), xml_tree.told(tree)[:200]


def yaml(data: bytes) -> object:
    """YAML: texts, lists and objects, nothing else."""
    value = yaml_tree.read(_text(data))
    for one in _walk(value):
        holds(one is None or isinstance(one, str), "YAML is texts", one)
    return value


def _walk(value: object) -> Iterator[object]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
        else:
            yield one


def calendar(data: bytes) -> object:
    """A programme as a calendar."""
    known = registry.get("icalendar")
    one = Page("https://conf.example/programme.ics", data, content_type="text/calendar")
    found = list(known.extract(one))
    for finding in found:
        if isinstance(finding, Sighting):
            _as_seen(finding)
    return found


def charset(data: bytes) -> object:
    """Bytes to text, by whatever charset they declare."""
    text = decode(
        data,
        _pick(data, (None, "utf-8", "latin-1", "x-nonsense", "utf-7", "idna", "punycode", "rot13", "\0", "a" * 300)),
    )
    holds(isinstance(text, str), "bytes become text")
    text.encode("utf-8")  # half characters would stop the file from being written
    return text


# Files


@cache
def _folder() -> Path:
    folder = TemporaryDirectory(prefix="coffeechat-fuzz-")
    _KEPT.append(folder)
    return Path(folder.name)


_KEPT: list[TemporaryDirectory[str]] = []


def mhtml(data: bytes) -> object:
    """A saved file, MHTML among them."""
    file = _folder() / _pick(data, ("saved.mhtml", "saved.html", "saved.json"))
    file.write_bytes(data)
    made = saved.read(file, url=_pick(data, ("", "https://conf.example/"), 1))
    holds(made.url.startswith(("http://", "https://", "file:")), "a saved page has an address of its own", made.url)
    return made.url.rpartition("/")[2], made.content_type, made.text[:100]


def sheet(data: bytes) -> object:
    """A list somebody has, read; written as CSV, and read back."""
    text = _text(data)
    shown = str(own_list.columns(text) or "")
    made = own_list.harvests(text, source="list.csv")
    rows = [{"name": one.name, "role": one.role, "notes": one.bio} for harvest in made for one in harvest.sightings]
    for harvest in made:
        for one in harvest.sightings:
            _as_seen(one)
    for excel in (False, True):
        _cells_back(rows, excel=excel)
    return shown, made


def _cells_back(rows: list[dict[str, str | None]], *, excel: bool) -> None:
    written = export.to_csv(rows, ("name", "role", "notes"), excel=excel)
    back = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))[1:]
    for row, cells in zip(rows, back, strict=True):
        for value, cell in zip(row.values(), cells, strict=True):
            plain = (value or "").replace("\0", "")
            holds(cell == plain or (excel and cell == f"'{plain}"), "CSV reads back as it was", (value, cell))
            holds(not excel or cell.strip()[:1] not in ("=", "+", "@"), "no cell of Excel begins a formula", cell)


def address_book(data: bytes) -> object:
    """An address book: CSV of any make, vCard."""
    made = acquaintances.read(_text(data), source="book.vcf")
    for one in made:
        holds(len(one.name) <= 2 * acquaintances.MAX_CELL + 1, "a cell has an end", one.name[:50])
    return made


def card(data: bytes) -> object:
    """Somebody written as a vCard and as a note, and the card read back by the reader of address books."""
    parts = [part[:5_000] for part in (*_text(data).split("\n", 3), "", "", "")]
    row: dict[str, Any] = {
        "id": "p-1", "created": "2031-05-04", "updated": "2031-05-04", "name": parts[0], "name_parse": "unsure", "given_name": None, "family_name": None, "role": parts[1],
        "employer": parts[2], "notes": parts[3], "referred_by": [parts[1]], "topics": [parts[2]], "talks": [parts[3]], "events": [parts[1]], "profile_url": parts[2],
        "other_links": [parts[3]],
    }  # fmt: skip
    row = dict.fromkeys(export.SHORTLIST_COLUMNS) | row
    written = cards.vcards([row], version=_pick(data, (3, 4)))
    lines = written.split("\r\n")
    holds(all(len(line.encode()) <= 75 for line in lines), "lines are folded", max(lines, key=len))
    holds(sum(line == "BEGIN:VCARD" for line in lines) == 1, "no text opens a card of its own", written[:200])
    holds(not any("\n" in line or "\r" in line for line in lines), "no text breaks a line", written[:200])
    note = cards.notes([row])
    holds(
        all("/" not in file and "\\" not in file and not file.startswith(".") for file in note),
        "a note stays in its folder",
        [*note],
    )
    try:
        back = acquaintances.read(written, source="card.vcf")
    except BadFile:
        holds(not any(map(str.isalpha, squash(printable(parts[0])))), "a card reads back", written[:300])
        return written, note
    verbatim(back[0].name, parts[0], "the name of a card read back")
    return written, note


def chat(data: bytes) -> object:
    """A chat written as a calendar, and read by another library."""
    from icalendar import Calendar

    title, _, notes = _text(data).partition("\n")
    written = appointments.ics([appointments.Chat(id="p-1", name=title, starts=NOW, notes=notes)], now=NOW)
    back = Calendar.from_ical(written)
    holds(len(back.walk("VEVENT")) == 3, "three entries, whatever the texts say", written[:300])
    holds(all(len(line) <= 75 for line in written.split(b"\r\n")), "lines are folded")
    return written


def edited(data: bytes) -> object:
    """An exported sheet that comes back."""
    rows = [
        {
            "id": "p-1",
            "name": "Anna Example",
            "notes": "=1+1",
            "tags": ["a", "b"],
            "tier": None,
            "do_not_contact": False,
        }
    ]
    return readback.edits(_text(data), rows, source="sheet.csv")


def message(data: bytes) -> object:
    """A template of the user's, filled in."""
    made = template.fill_in(_text(data), {"name": "Anna {{ evil }}", "talk": "{% for x in y %}", "role": ""})
    holds(sum(map(len, made)) <= template.MAX_MESSAGE, "a message has an end")
    return made


# Questions and the network


@cache
def _file() -> Any:
    file = _folder() / "speakers.db"
    with write.open_store(file) as database:
        seen = [
            Sighting(name="Anna Example", headline="Nurse, Harbour Clinic", bio="Anna works on rivers.", source=URLS[0], method="cards"),
            Sighting(name="Łukasz Ørsted-Żuk", headline="CTO at Acme GmbH", talks=("王 and numbers",), source=URLS[0], method="cards"),
            Sighting(name="王小明", headline="工程师", source=URLS[0], method="cards"),
        ]  # fmt: skip
        made, left_out = reading.people(seen)
        from invented import pull

        pull(database, made, left_out=left_out)
    return connect(file)


def search(data: bytes) -> object:
    """Words somebody types, for everything that can be asked."""
    text = _text(data)
    what = _pick(data, ("words", "company", "role", "topic", "family", "kind", "seniority"))
    asked = Filters(**{what: text}, sort=_pick(data, (None, "relevance", "fit", "name"), 1))
    found = speakers(_file(), asked)
    holds(count(_file(), asked) == len(found), "as many are counted as are found", (what, text))
    return [one["name"] for one in found]


def rules(data: bytes) -> object:
    """A robots.txt, and whether a page may be read."""
    made = robots.parse(data)
    holds(made.delay >= 0, "a delay is no less than nothing", made.delay)
    return made.delay, [made.allow(url) for url in URLS if url.startswith("http")]


def link(data: bytes) -> object:
    """Addresses, as pages write them."""
    text = _text(data)
    one = Page(URLS[0], b"<p>x")
    made = one.absolute(text)
    if made is not None:
        holds(made.startswith(("http://", "https://")), "only web addresses are followed", made)
        address.key(made), address.site(made), address.same_site(made, URLS[0]), address.is_web(made)
    try:
        asked = addresses.canonical(text)
    except FetchError as problem:
        asked = problem.kind
    else:
        holds(addresses.canonical(asked) == asked, "the one form of an address is one", asked)
        holds(asked.isascii() and asked.isprintable() and " " not in asked, "what goes over the wire is plain", asked)
    return made, asked


def packed(data: bytes) -> object:
    """An answer's bytes, in whatever packing."""
    encoding = _pick(data, ("gzip", "deflate", "br", "gzip, gzip", "", "gzip, br", "x"))

    async def chunks() -> Any:
        for at in range(0, len(data), 100):
            yield data[at : at + 100]

    try:
        made = asyncio.run(body.read(chunks(), encoding=encoding))
    except (body.BrokenError, body.OversizeError) as problem:
        return str(problem)
    holds(len(made.data) <= body.MAX_BODY, "a body has an end", len(made.data))
    return len(made.data), zlib.crc32(made.data)


def shown(data: bytes) -> object:
    """Any text, on its way to a terminal."""
    made = printable(_text(data))
    holds(not any(letter in made for letter in map(chr, (*range(9), *range(11, 32), *range(127, 160), 0x202E, 0x200F, 0x2066))), "nothing acts on a terminal", made[:100])  # fmt: skip
    return made


HARNESSES: dict[str, Callable[[bytes], object]] = {
    one.__name__: one
    for one in (
        page, adapter, guard, heading, name, biography, sighting, payload, literal, json_walk, xml, yaml, calendar, charset, mhtml, sheet, address_book, card, chat, edited, message,
        search, rules, link, packed, shown,
    )
}  # fmt: skip
"""By name; the order is that of `run.py all`."""
__all__ = ["HARNESSES", "CoffeechatError", "oracle"]
