"""What was read, as people: a crawl's harvest normalised, with its receipt. Pure.

The receipt answers "how sure can I be?": how many were seen, who was left out and by which rule, how many facts
stand only in a biography, which pages could not be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from scraper.doubts import doubts, question
from scraper.model import Doubt, Edition, Harvest, LeftOut, PageRead, Sighting, Speaker, Talk, union
from scraper.normalise import colleagues, normalise
from scraper.recognise.names import name_key
from scraper.text import people as counted

Made = tuple[Speaker | LeftOut, ...]
"""What normalising makes of one sighting."""
_MARKED_UP = frozenset({"data/json-ld", "data/microdata", "data/h-card"})
_LOST_ANYWAY = frozenset({"Gone"})  # the site itself says there is no such page: nothing was lost by us


@dataclass(frozen=True, kw_only=True, repr=False)
class Reading:
    """One edition of a conference as read: the people, their talks, and how it was read.

    It is not written out: asyncio would do so with what a run gives, whenever one ends.
    """

    edition: Edition
    speakers: tuple[Speaker, ...]
    talks: tuple[Talk, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    pages: tuple[PageRead, ...] = ()
    adapter: str = ""
    unread: tuple[PageRead, ...] = ()

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """What a person should look at."""
        return doubts(self.speakers, self.left_out)

    @property
    def failed(self) -> tuple[PageRead, ...]:
        """The pages that should have been read and could not be."""
        return tuple(page for page in self.pages if page.error and page.error not in _LOST_ANYWAY)

    @property
    def gone(self) -> int:
        """How many pages a link leads to are not there."""
        return sum(page.error in _LOST_ANYWAY for page in self.pages)

    @property
    def silent(self) -> int:
        """How many people's own pages told nothing of them: an error page sent as a good one, a wall, another page."""
        return sum(page.about is not None and not page.people and not page.error for page in self.pages)

    @property
    def missed(self) -> tuple[PageRead, ...]:
        """The people's own pages that are gone or silent, where the own pages of others tell something."""
        return tuple(page for page in self.pages if page.missed)


def make(
    harvest: Harvest, *, known: Edition | None = None, url: str = "", made: Iterable[Made] | None = None
) -> Reading:
    """The people of a harvest. `known` is what the catalogue says of the edition: it wins over what the pages say.

    Without either, the conference is called after the host of `url`. `made`: what normalising makes of each sighting,
    where that was done elsewhere.
    """
    edition = _edition(harvest.edition, known, url)
    speakers, left_out = people(harvest.sightings, made)
    speakers = beside_colleagues(speakers, edition)
    met = {speaker.name_key for speaker in speakers}
    dropped = {(one.name, one.reason): one for one in (*harvest.left_out, *left_out) if name_key(one.name) not in met}
    return Reading(
        edition=edition,
        speakers=speakers,
        talks=harvest.talks,
        left_out=tuple(dropped.values()),
        pages=harvest.pages,
        adapter=harvest.adapter,
        unread=harvest.unread,
    )


def people(
    sightings: Iterable[Sighting], made: Iterable[Made] | None = None
) -> tuple[tuple[Speaker, ...], tuple[LeftOut, ...]]:
    """Sightings normalised: who they are, and who turned out to be nobody. A person met twice becomes one."""
    found: dict[str, Speaker] = {}
    left_out: list[LeftOut] = []
    for each in map(normalise, sightings) if made is None else made:
        several = sum(isinstance(one, Speaker) for one in each) > 1
        for number, one in enumerate(each, start=1):
            if isinstance(one, LeftOut):
                left_out.append(one)
                continue
            speaker = _numbered(one, number) if several else one
            key = _place(speaker, found)
            found[key] = _together(found[key], speaker) if key in found else speaker
    return tuple(found.values()), tuple(left_out)


def beside_colleagues(speakers: tuple[Speaker, ...], edition: Edition) -> tuple[Speaker, ...]:
    """The speakers, with employers that are known from others of the same edition found in their headlines."""
    return colleagues.seen(speakers, colleagues.known(colleagues.told(speakers), conference=edition.conference))


def _numbered(speaker: Speaker, number: int) -> Speaker:
    """People who share one record ("A & B") must not share its id."""
    record_id = speaker.sighting.record_id
    if record_id is None:
        return speaker
    return replace(speaker, sighting=replace(speaker.sighting, record_id=f"{record_id}#{number}"))


def _place(speaker: Speaker, found: dict[str, Speaker]) -> str:
    """The name decides, unless the platform itself says that two of one name are two."""
    key = speaker.name_key
    while (
        key in found
        and speaker.sighting.record_id
        and found[key].sighting.record_id not in (None, speaker.sighting.record_id)
    ):
        key += "'"
    return key


def _together(first: Speaker, second: Speaker) -> Speaker:
    """One person met twice: the first's facts, with the second's where the first has none."""
    gaps = {
        name: getattr(second, name)
        for name in ("headline", "role", "role_source", "role_family", "seniority", "billing")
        if getattr(first, name) is None
    }
    if first.employer is None:
        gaps |= {name: getattr(second, name) for name in ("employer", "employer_source", "company")}
    sighting = first.sighting.with_more_of(second.sighting)
    return replace(first, topics=union(first.topics, second.topics), sighting=sighting, **gaps)


def _edition(read: Edition | None, known: Edition | None, url: str) -> Edition:
    host = (urlsplit(url).hostname or "unknown conference").removeprefix("www.")
    first, second = known or read, read
    return Edition(
        conference=(first.conference if first else "") or (second.conference if second else "") or host,
        year=(first.year if first else None) or (second.year if second else None),
        starts=(first.starts if first else None) or (second.starts if second else None),
        place=(first.place if first else None) or (second.place if second else None),
        url=url or (first.url if first else None) or (second.url if second else None),
    )


def receipt(reading: Reading) -> dict[str, Any]:
    """The receipt as data: counts, reasons, methods and pages. Stable, for ``--json`` and the file."""
    speakers = reading.speakers
    return {
        "adapter": reading.adapter,
        "people": len(speakers),
        "with_role": sum(s.role is not None for s in speakers),
        "with_employer": sum(s.employer is not None for s in speakers),
        "from_bios": sum("bio" in (s.role_source, s.employer_source) for s in speakers),
        "with_talks": sum(bool(s.sighting.talks) for s in speakers),
        "unsure": len(reading.doubts),
        "left_out": dict(Counter(one.reason for one in reading.left_out)),
        "methods": sorted({method for s in speakers for method in s.sighting.method.split("+") if method}),
        "pages_read": sum(page.error is None for page in reading.pages),
        "pages_failed": len(reading.failed),
        "pages_gone": reading.gone,
        "pages_silent": reading.silent,
        "pages_unread": len(reading.unread),
        "pages": [
            {"url": p.url, "adapter": p.adapter, "people": p.people, "methods": list(p.methods)}
            | {key: told for key in ("about", "error", "message", "missed") if (told := getattr(p, key))}
            for p in reading.pages
        ],
    }


def summary(reading: Reading) -> str:
    """The receipt as one line: "30 people, 1 placeholder and 2 organisers left out; employer for 26 (3 from bios) ..."."""
    facts = receipt(reading)
    left = [f"{count} {_plural(reason, count)}" for reason, count in facts["left_out"].items()]
    parts = [counted(facts["people"])]
    if left:
        parts.append(f"left out {', '.join(left)}")
    bios = f" ({facts['from_bios']} read from bios)" if facts["from_bios"] else ""
    parts.append(f"role for {facts['with_role']}, employer for {facts['with_employer']}{bios}")
    if facts["unsure"]:
        parts.append(f"{facts['unsure']} unsure")
    pages = f"{facts['pages_read']} {'page' if facts['pages_read'] == 1 else 'pages'}"
    if facts["pages_failed"]:
        pages += f", {facts['pages_failed']} could not be read"
    if facts["pages_gone"]:
        pages += f", {facts['pages_gone']} not there"
    if facts["pages_silent"]:
        pages += f", {facts['pages_silent']} without a word on the person"
    if facts["pages_unread"]:
        pages += f", {facts['pages_unread']} more not asked for"
    parts.append(f"{pages}; read as {', '.join(facts['methods']) or reading.adapter}")
    return "; ".join(parts)


def _plural(reason: str, count: int) -> str:
    return reason if count == 1 or " " in reason else f"{reason}s"


def as_json(reading: Reading) -> dict[str, Any]:
    """What ``coffeechat extract --json`` prints (DESIGN section 6), with the questions of what is "unsure"."""
    edition = reading.edition
    return {
        "conference": {
            "name": edition.conference,
            "year": edition.year,
            "starts": edition.starts,
            "place": edition.place,
            "url": edition.url,
        },
        "speakers": [_speaker_json(speaker) for speaker in reading.speakers],
        "left_out": [{"name": one.name, "reason": one.reason} for one in reading.left_out],
        "unsure": [
            {"name": one.name, "question": question(one.kind, one.name, one.said), "why": one.why}
            for one in reading.doubts
        ],
        "receipt": receipt(reading),
    }


def _keeps_fields(sighting: Sighting) -> bool:
    """Does the source keep facts in fields? Markup beside what a page shows (schema.org) only where it tells the job."""
    ways = sighting.method.split("+")
    told = [way for way in ways if way.startswith("data/")]
    return bool(told) and (told == ways or bool(sighting.from_data) or any(way not in _MARKED_UP for way in told))


def _speaker_json(speaker: Speaker) -> dict[str, Any]:
    """One person, with what only the biography tells of the job in "from_bio" as well.

    It stands there alone where the source keeps facts in fields (data): a field left empty says something.
    """
    sighting = speaker.sighting
    from_bio = {
        "role": speaker.role if speaker.role_source == "bio" else None,
        "employer": speaker.employer if speaker.employer_source == "bio" else None,
    }
    if _keeps_fields(sighting):
        if from_bio["role"]:
            speaker = replace(speaker, role=None, role_source=None, role_family=None, seniority=None)
        if from_bio["employer"]:
            speaker = replace(speaker, employer=None, employer_source=None, company=None)
    return {
        "name": speaker.name,
        "role": speaker.role,
        "employer": speaker.employer,
        "headline": speaker.headline,
        "bio": sighting.bio,
        "talks": list(sighting.talks),
        "topics": list(speaker.topics),
        "links": list(sighting.links),
        "photo": sighting.photo,
        "billing": speaker.billing,
        "method": sighting.method,
        "fact_source": {"role": speaker.role_source, "employer": speaker.employer_source},
        "from_bio": from_bio,
        "company": speaker.company,
        "role_family": speaker.role_family,
        "kind": speaker.kind,
        "seniority": speaker.seniority,
        "record_id": sighting.record_id,
        "source": sighting.source,
    }
