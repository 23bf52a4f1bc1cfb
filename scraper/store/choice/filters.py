"""Who is asked for: the filters every reading command shares, as SQL."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from scraper.errors import InputError, UnknownConference
from scraper.recognise import languages
from scraper.store.choice import about, meaning
from scraper.store.choice.orders import SORTS
from scraper.store.folding import MAX_WORDS, has_words, match, plain
from scraper.text import fold

if TYPE_CHECKING:
    from scraper.recognise.topics.asking import Asked

OTHER = "other"
"""The family of roles that no family is known for, and the kind of employers whose name does not tell it."""
_TOPICS_THEN = "FROM appearance_topics x JOIN topics t ON t.id = x.topic_id WHERE x.appearance_id = a.id"
_SPOKEN_THEN = (
    f"folded(ifnull((SELECT group_concat(t.name, ' ') {_TOPICS_THEN}), '') || ' ' || "  # noqa: S608
    "ifnull((SELECT group_concat(t.title || ' ' || ifnull(t.abstract, ''), ' ') "
    "FROM talk_speakers x JOIN talks t ON t.id = x.talk_id "
    "WHERE x.appearance_id = a.id), ''))"
)
_SHORTLISTED = {
    True: "s.id IN (SELECT speaker_id FROM shortlist)",
    False: "s.id NOT IN (SELECT speaker_id FROM shortlist)",
}
_TALKS_IN = "IN (SELECT x.appearance_id FROM talks t JOIN talk_speakers x ON x.talk_id = t.id WHERE t.language = ?)"
_THERE_IN = f"s.id IN (SELECT speaker_id FROM appearances WHERE withdrawn IS NULL AND id {_TALKS_IN})"  # noqa: S608
_IN_LANGUAGE = {True: f"a.id {_TALKS_IN}", False: _THERE_IN}
_OF_A_LIST: dict[str, Any] = {"sort": None, "limit": None, "offset": 0, "semantic": None}
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a person typed. Every filter narrows; None filters nothing.

    `words` are looked for in names, roles, employers, topics, talks and biographies, all of them; `company` takes any
    spelling met, or words of one; `kind` a kind of place; `role` words anywhere in the role; `topic` a topic's name or another word for it,
    or words of talks, with `semantic` by their meaning, too; `language` one a talk of theirs is given in; `state` how things stand (scraper.store.contacts.states); `conference` a name, a part of one, or name and year. With `conference` or `year`, company
    and role are those of that day, otherwise those of the newest appearance. Raises InputError for an unknown `sort`.
    """

    words: str | None = None
    company: str | None = None
    kind: str | None = None
    role: str | None = None
    family: str | None = None
    seniority: str | None = None
    topic: str | None = None
    language: str | None = None
    semantic: bool | None = None
    conference: str | None = None
    year: int | None = None
    shortlisted: bool | None = None
    state: str | None = None
    sort: str | None = None
    limit: int | None = None
    offset: int = 0

    def __post_init__(self) -> None:
        if self.sort is not None and self.sort not in SORTS:
            raise InputError(f"there is no order called {self.sort!r}", hint=f"one of: {', '.join(SORTS)}")
        for one in fields(self):
            text = getattr(self, one.name)
            if isinstance(text, str) and not text.isascii():  # a terminal may hand over half characters, SQLite refuses
                object.__setattr__(self, one.name, text.encode("utf-8", "replace").decode("utf-8"))


NARROWING = tuple(one.name for one in fields(Filters) if one.name not in ("words", *_OF_A_LIST))
"""What narrows a choice besides words: an option of every reading command each."""


@dataclass(slots=True)
class Selection:
    """Conditions on speakers `s`, on that day's appearances `a`, what full-text search must match, and topics that fit.

    Each of `fits` is a query of (speaker_id, fit) without parameters.
    """

    people: list[str] = field(default_factory=lambda: ["s.current = 1"])
    parameters: list[object] = field(default_factory=list)
    then: list[str] = field(default_factory=list)
    then_parameters: list[object] = field(default_factory=list)
    matches: list[str] = field(default_factory=list)
    fits: list[str] = field(default_factory=list)

    @property
    def facts(self) -> str:
        """The table that job and employer are taken from."""
        return "a" if self.then else "s"

    @property
    def match(self) -> str | None:
        """One FTS5 expression for everything that is searched, or None."""
        return " AND ".join(self.matches) or None

    @property
    def is_everybody(self) -> bool:
        """Does nothing narrow it?"""
        return self.people == ["s.current = 1"] and not (self.then or self.matches or self.fits)

    def where(self, condition: str, *parameters: object) -> None:
        """Narrow by a condition on the person."""
        self.people.append(condition)
        self.parameters += parameters

    def where_then(self, condition: str, *parameters: object) -> None:
        """Narrow by a condition on the appearance."""
        self.then.append(condition)
        self.then_parameters += parameters

    def where_fact(self, condition: str, *parameters: object) -> None:
        """Narrow by a condition on a fact, written `{f}.fact`: that day's, or today's."""
        narrow = self.where_then if self.then else self.where
        narrow(condition.format(f=self.facts), *parameters)

    def from_people(self) -> tuple[str, list[object]]:
        """FROM and WHERE with each speaker once."""
        conditions, parameters = list(self.people), list(self.parameters)
        if self.then:
            spoke = f"SELECT a.speaker_id FROM appearances a WHERE {' AND '.join(self.then)}"  # noqa: S608
            conditions.append(f"EXISTS ({spoke} AND a.speaker_id = s.id)" if self.fits else f"s.id IN ({spoke})")
            parameters += self.then_parameters
        return self._searched("speakers s", conditions, parameters)

    def from_facts(self) -> tuple[str, list[object]]:
        """FROM and WHERE over `facts`: for counting, a speaker may come more than once."""
        if not self.then:
            return self.from_people()
        tables = "appearances a JOIN speakers s ON s.id = a.speaker_id"
        return self._searched(tables, [*self.people, *self.then], [*self.parameters, *self.then_parameters])

    def _searched(self, tables: str, conditions: list[str], parameters: list[object]) -> tuple[str, list[object]]:
        for number, fit in enumerate(self.fits):
            tables += f" JOIN ({fit}) f{number} ON f{number}.speaker_id = s.id"
        if self.match:
            tables += " JOIN search ON search.rowid = s.id"
            conditions = ["search MATCH ?", *conditions]
            parameters = [self.match, *parameters]
        return f"FROM {tables} WHERE {' AND '.join(conditions)}", parameters


def select(connection: sqlite3.Connection, filters: Filters, *, then: bool = False) -> Selection:
    """The filters as conditions; `then` takes job and employer from that day without a conference or year, too.

    Raises UnknownConference when no conference pulled goes by that name.
    """
    chosen = Selection()
    if then:
        chosen.where_then("a.withdrawn IS NULL")
    if filters.conference is not None or filters.year is not None:
        editions = editions_meant(connection, filters.conference, filters.year)
        chosen.where_then("a.withdrawn IS NULL")
        chosen.where_then(f"a.edition_id IN ({','.join(map(str, editions))})")
    if filters.topic:  # before conditions with parameters: what it asks has none
        (_meant if filters.semantic else _topic)(connection, chosen, filters)
    if filters.company:
        _company(connection, chosen, filters.company)
    if filters.kind:
        _kind(chosen, fold(filters.kind))
    if filters.role:
        _role(chosen, filters.role)
    if filters.family:
        _family(chosen, fold(filters.family))
    if filters.seniority:
        chosen.where_fact("{f}.seniority = ?", fold(filters.seniority))
    _standing(connection, chosen, filters)
    return chosen


def _standing(connection: sqlite3.Connection, chosen: Selection, filters: Filters) -> None:
    if filters.words and filters.words.strip():
        _search(chosen, match(filters.words))
    if filters.language:
        code = languages.code(filters.language) or filters.language
        (chosen.where_then if chosen.then else chosen.where)(_IN_LANGUAGE[bool(chosen.then)], code)
    if filters.shortlisted is not None:
        chosen.where(_SHORTLISTED[filters.shortlisted])
    if filters.state:
        from scraper.store.contacts import states  # noqa: PLC0415 -- slow import, for a state only

        chosen.where(states.narrowed(connection, filters.state))


def _after_company(chosen: Selection) -> str:
    """Fewer people work at one company than there are of a kind of job: a plus keeps SQLite from beginning with the kind."""
    return "+" if chosen.parameters or chosen.then_parameters else ""


def _kind(chosen: Selection, kind: str) -> None:
    if kind == OTHER:
        chosen.where_fact("{f}.kind IS NULL AND {f}.employer IS NOT NULL")
    else:
        chosen.where_fact(f"{_after_company(chosen)}{{f}}.kind = ?", kind)


def _role(chosen: Selection, asked: str) -> None:
    _search(chosen, match(asked, ("role",)))
    if chosen.then:
        condition, needles = has_words("folded(a.role)", asked)
        chosen.where_then(condition, *needles)


def _family(chosen: Selection, family: str) -> None:
    if family == OTHER:
        chosen.where_fact("{f}.role_family IS NULL AND {f}.role IS NOT NULL")
    else:
        chosen.where_fact(f"{_after_company(chosen)}{{f}}.role_family = ?", family)


def _search(chosen: Selection, expression: str | None) -> None:
    if expression is None:  # nothing but punctuation: nobody has that
        chosen.where("0")
    else:
        chosen.matches.append(expression)


def editions_meant(connection: sqlite3.Connection, conference: str | None, year: int | None) -> list[int]:
    """The numbers of the editions meant by a name, a year or both. Raises UnknownConference."""
    rows = connection.execute(
        "SELECT e.id, c.key, c.name, e.year FROM editions e JOIN conferences c ON c.id = e.conference_id"
    ).fetchall()
    if conference is not None:
        asked = plain(conference)
        named = [row for row in rows if asked and asked in (row[1], plain(row[2]))]
        if not named and (years := _YEAR.findall(conference)) and len(asked.split()) > 1:
            year = int(years[-1]) if year is None else year
            asked = " ".join(word for word in asked.split() if word not in years)
            named = [row for row in rows if asked == row[1]]
        rows = named or [row for row in rows if asked and _contains(row[1], asked)]
        if not rows:
            raise UnknownConference(f"no conference pulled so far is called {conference!r}")
    return [row[0] for row in rows if year is None or row[3] == year]


def _contains(text: str, asked: str) -> bool:
    return all(f" {word}" in f" {text}" for word in asked.split())


def _company(connection: sqlite3.Connection, chosen: Selection, asked: str) -> None:
    """A spelling that was met means that company and no other; anything else is looked for word by word."""
    name = plain(asked) or asked.strip()
    exact = "SELECT company_key FROM spellings WHERE folded = ? UNION SELECT key FROM companies WHERE key = ?"
    if _one_of(connection, chosen, exact, name):
        return
    from scraper.normalise import employers  # noqa: PLC0415 -- slow import, for a spelling never met

    meant = plain(employers.canonical(asked))
    if _one_of(connection, chosen, exact, meant):
        return
    condition, needles = has_words("folded", asked)
    chosen.where_fact(f"{{f}}.company_key IN (SELECT company_key FROM spellings WHERE {condition})", *needles)  # noqa: S608


def everybodys(connection: sqlite3.Connection, filters: Filters) -> bool:
    """Is nothing asked for but one topic, and do more than COMMON people speak about it?"""
    return _is_one_topic(filters) and about.is_common(connection, _understood(filters.topic or "").topics[0])


def _is_one_topic(filters: Filters) -> bool:
    if not filters.topic or filters.semantic or replace(filters, **_OF_A_LIST) != Filters(topic=filters.topic):
        return False
    told = _understood(filters.topic)
    return len(told.topics) == 1 and not told.words


def _one_of(connection: sqlite3.Connection, chosen: Selection, exact: str, name: str) -> bool:
    """Narrow to the companies of a spelling; a single one is named, so that its people come in order from the index."""
    keys = [row[0] for row in connection.execute(exact, (name, name))]
    if keys:
        chosen.where_fact(
            f"{{f}}.company_key {'= ?' if len(keys) == 1 else f'IN ({exact})'}",
            *(keys if len(keys) == 1 else (name, name)),
        )
    return bool(keys)


def _understood(asked: str) -> Asked:
    from scraper.recognise.topics.asking import understand  # noqa: PLC0415 -- slow import, for a topic only

    return understand(asked)


def _topic(connection: sqlite3.Connection, chosen: Selection, filters: Filters) -> None:
    """Topics of the vocabulary by what was said about them; other words, alone or beside a topic, are ranked.

    Where nothing else narrows and a page of a list is asked for, of a topic that very many speak about only the
    strongest are looked at.
    """
    asked = filters.topic or ""
    told = _understood(asked)
    some = filters.limit is not None and filters.offset + filters.limit <= about.STRONGEST // 4
    alone = some and _is_one_topic(filters)
    spoken = about.weighed_words(connection, told.words)
    if told.topics:
        chosen.fits += [about.fit(connection, topic, chosen.then, first=alone) for topic in told.topics]
        if spoken:
            chosen.fits[-1] = about.with_more(chosen.fits[-1], spoken)
        return
    if spoken:
        chosen.fits.append(about.as_query(spoken))
    else:
        _search(chosen, match(asked, about.SPOKEN, whole=True))
    if chosen.then:
        each = [has_words(_SPOKEN_THEN, word) for word in (told.words[:MAX_WORDS] if spoken else [asked])]
        any_of = " OR ".join(f"({condition})" for condition, _ in each)
        chosen.where_then(f"({any_of})", *(needle for _, needles in each for needle in needles))


def _meant(connection: sqlite3.Connection, chosen: Selection, filters: Filters) -> None:
    """As `_topic`, with what talks mean beside the words they use: other words narrow nothing then."""
    asked = filters.topic or ""
    told = _understood(asked)
    found: dict[int, float] = defaultdict(float)
    for topic in told.topics:
        for who, fit in about.weighed(connection, topic, chosen.then).items():
            found[who] += fit / len(told.topics)
    chosen.fits.append(
        about.as_query(meaning.widened(connection, asked, found or about.weighed_words(connection, told.words)))
    )
