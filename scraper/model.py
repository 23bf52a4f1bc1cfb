"""The nouns, as frozen values (DESIGN: the words).

What a page says is a `Sighting`, a `Talk`, an `Edition` or somebody `LeftOut`; what we make of a sighting is a
`Speaker`. The order of life: page -> Sighting (verbatim) -> Speaker (normalised) -> a row in the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

FactSource = Literal["page", "bio", "data", "you"]
"""Where a fact stood: its own line on the page, only inside a biography, machine-readable data; or the user said so."""

OWN_LIST = "data/list"
"""How somebody was read who stands in a list of the user's own."""


def union(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    """What either lists, each text once, in order."""
    return tuple(dict.fromkeys((*first, *second)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One speaker as one page shows them: verbatim text, nothing guessed, nothing cleaned but white space.

    `headline` is the unsplit text under the name ("CTO, Acme"); `role` and `employer` are filled only where the page
    keeps them in places of their own. `talks` are titles, `topics` words the page itself uses (tags, tracks),
    `links` absolute addresses the person published, `photo` the picture's address. `billing` is the function at the
    conference (keynote, moderator). `record_id` is the platform's own id. `source` is the page's address, `method`
    how it was read: "cards", "table", ... or "data/json-ld", "data/sessionize", ... for machine-readable data.
    Merged copies join their methods with "+", what the page shows first ("cards+data/json-ld"); `from_data` then names
    the facts ("role", "employer", "headline") that came out of the data.
    """

    name: str
    headline: str | None = None
    role: str | None = None
    employer: str | None = None
    bio: str | None = None
    talks: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    photo: str | None = None
    billing: str | None = None
    record_id: str | None = None
    source: str = ""
    method: str = ""
    from_data: tuple[str, ...] = ()

    @property
    def is_data(self) -> bool:
        """Was it read from machine-readable data alone rather than from what the page shows?"""
        return self.method.startswith("data/")

    def is_from_data(self, fact: str) -> bool:
        """Did this fact come out of machine-readable data?"""
        return self.is_data or fact in self.from_data

    def with_more_of(self, other: Sighting) -> Sighting:
        """This one, with the text, picture and number of another where it has none, and what either lists."""
        return replace(
            self,
            headline=self.headline or other.headline,
            bio=self.bio or other.bio,
            photo=self.photo or other.photo,
            record_id=self.record_id or other.record_id,
            talks=union(self.talks, other.talks),
            topics=union(self.topics, other.topics),
            links=union(self.links, other.links),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A session and who gives it: by name, or by the platform's ids where names would be ambiguous.

    `starts` is ISO 8601 as the source has it (often local time without an offset), `language` what it says of that.
    """

    title: str
    speakers: tuple[str, ...] = ()
    speaker_ids: tuple[str, ...] = ()
    abstract: str | None = None
    track: str | None = None
    topics: tuple[str, ...] = ()
    starts: str | None = None
    url: str | None = None
    language: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A name that was seen and not taken for a speaker, with the rule that left it out.

    `reason` is one of a few words: "organiser", "sponsor", "placeholder", "not a name", "past speaker", "quoted",
    "duplicate", "test record", "not published", "not a speaker".
    """

    name: str
    reason: str
    source: str = ""


DoubtKind = Literal["speaker", "left_out", "role", "employer"]
"""What is unsure: that somebody is a speaker, that somebody left out is none, what they do, whom they work for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something a reading is not sure of, for a person to settle (`coffeechat review`).

    `said` is what was read (the role, the employer, the reason somebody was left out), `said_in` where it stood, `why`
    what makes it doubtful, in plain words, `source` the page.
    """

    kind: DoubtKind
    name: str
    why: str
    said: str | None = None
    said_in: FactSource | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One year of a conference, as a page or a catalogue row tells it. `starts` is an ISO date."""

    conference: str
    year: int | None = None
    starts: str | None = None
    place: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """What normalising made of one sighting.

    `role` and `employer` are verbatim parts of the sighting's texts; `company` is the employer's canonical name;
    `kind` the kind of place they work at;
    `role_source`/`employer_source` say where each was read. `sighting` keeps the evidence.
    """

    name: str
    name_key: str
    headline: str | None = None
    role: str | None = None
    employer: str | None = None
    role_source: FactSource | None = None
    employer_source: FactSource | None = None
    company: str | None = None
    role_family: str | None = None
    seniority: str | None = None
    kind: str | None = None
    topics: tuple[str, ...] = ()
    billing: str | None = None
    sighting: Sighting = field(default_factory=lambda: Sighting(name=""))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """One line of a receipt: a page, what it was read as, and how many people it gave (or the error's kind).

    `about` is the person whose own page it was to be: with nobody found, it told nothing of them. `missed` says that
    something is lost with that: it is gone or silent, and the own pages of others do tell something.
    """

    url: str
    adapter: str
    people: int = 0
    methods: tuple[str, ...] = ()
    error: str | None = None
    message: str | None = None
    about: str | None = None
    missed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What one crawl brought home: everything verbatim, copies of one person merged, with its receipt.

    `unread` are the pages that were wanted and not asked for, because the budget was spent.
    """

    edition: Edition | None
    sightings: tuple[Sighting, ...]
    talks: tuple[Talk, ...]
    left_out: tuple[LeftOut, ...]
    pages: tuple[PageRead, ...]
    adapter: str = ""
    unread: tuple[PageRead, ...] = ()


VerdictWord = Literal[
    "ok", "partial", "shrunk", "empty", "announced_later", "blocked", "gone", "needs_javascript", "failed"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a pull went, in one word, and one line for people (scraper.health makes them, the file keeps them).

    "ok" is a whole list; "partial" one of which some pages could not be read; every other word means that nothing
    was learned that may replace what an earlier pull brought. `is_listed`: the pages that a partial pull lacks are
    people's own, and the site has them no longer, so that the list itself is whole.
    """

    word: VerdictWord
    message: str = ""
    is_listed: bool = False

    @property
    def keeps_old(self) -> bool:
        """Must the rows of earlier pulls stay as they are?"""
        return self.word not in ("ok", "partial")

    @property
    def is_full(self) -> bool:
        """Was the whole list read, so that who is not on it is no longer listed?"""
        return self.word == "ok" or (self.word == "partial" and self.is_listed)
