"""The people of one pull, written: new ones added, changed ones changed, untouched ones left alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field

from scraper.store.pulling import companies, corrections, present
from scraper.store.pulling.subjects import topic_ids
from scraper.store.rows import FACTS, SEEN, SEEN_SQL, Incoming, kept_source
from scraper.store.schema import LIST, marks
from scraper.store.whom import grouping, keys, matching, scenes
from scraper.store.whom.matching import Stored

_ADD_APPEARANCE = (
    f"INSERT INTO appearances (id, speaker_id, edition_id, pull_id, digest, {', '.join(FACTS)}) "  # noqa: S608 -- our own columns
    f"VALUES (?,?,?,?,?,{marks(FACTS)})"
)
_CHANGE_APPEARANCE = (
    f"UPDATE appearances SET digest = ?, withdrawn = NULL, {', '.join(f'{fact} = ?' for fact in FACTS)} WHERE id = ?"  # noqa: S608
)
_ADD_SIGHTING = (
    f"INSERT INTO sightings (appearance_id, pull_id, current, {', '.join(SEEN)}) "  # noqa: S608
    f"VALUES (?,?,1,{marks(SEEN)})"
)
_SEEN_BEFORE = f"SELECT g.id, {SEEN_SQL} FROM sightings g WHERE g.appearance_id = ?"  # noqa: S608
_AT_SOURCE = SEEN.index("source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What happened: every incoming speaker with their appearance, and which speakers there is something new about.

    `fresh` are the appearances that are new or read otherwise than before, `anew` the latter.
    """

    placed: list[tuple[int, Incoming]]
    touched: set[int]
    fresh: set[int]
    anew: set[int]
    new: int
    changed: int
    withdrawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The pull that is being written: its row and its edition's, when it ended, and whether it read the whole list.

    `target` is what was pulled: the addresses of its pages begin with it, mostly.
    """

    edition_id: int
    pull_id: int
    adapter: str
    target: str
    now: str
    full: bool


def write(connection: sqlite3.Connection, people: Sequence[Incoming], occasion: Occasion) -> Written:
    """Write `people` as the edition's. A full list withdraws who is not on it; see write.record."""
    old = matching.stored(connection, occasion.edition_id)
    pairs = list(zip(people, matching.within(people, old), strict=True))
    fresh = [one for one, known in pairs if known is None]
    changed = [(one, known) for one, known in pairs if known and (known.digest != one.digest or known.withdrawn)]
    met = {known.id for _, known in pairs if known}
    gone = [one for one in old if one.id not in met and not one.withdrawn] if occasion.full else []
    gone = [one for one in gone if (one.adapter == LIST) == (occasion.adapter == LIST)]
    new = _add(connection, fresh, occasion)
    change(connection, changed, occasion)
    connection.executemany(
        "UPDATE appearances SET withdrawn = ? WHERE id = ?", [(occasion.now, one.id) for one in gone]
    )
    following = iter(new)
    return Written(
        placed=[(known.id if known else next(following)[0], one) for one, known in pairs],
        touched={
            *(speaker_id for _, speaker_id in new),
            *(known.speaker_id for _, known in changed),
            *(one.speaker_id for one in gone),
        },
        fresh={*(number for number, _ in new), *(known.id for _, known in changed)},
        anew={known.id for _, known in changed},
        new=len(fresh),
        changed=len(changed),
        withdrawn=len(gone),
    )


@dataclass(slots=True)
class Waiting:
    """What was written and has yet to be put together: appearances, and speakers there is something new about."""

    fresh: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)


def put_together(  # noqa: PLR0913 -- one argument for each thing there is to know
    connection: sqlite3.Connection,
    edition_id: int,
    written: Written,
    touched: set[int],
    *,
    now: str,
    waiting: Waiting | None = None,
) -> None:
    """See who of what was written is whom, and bring those speakers up to date, with all who were `touched`.

    With `waiting` only what they will be found by is written: `see_who` does the rest, once for several editions.
    """
    corrections.apply(connection, written.fresh)
    keys.write(connection, edition_id, written.fresh, anew=written.anew)
    if written.fresh:
        scenes.write(connection, edition_id)
    if waiting is None:
        see_who(connection, Waiting(written.fresh, touched), now=now)
    else:
        waiting.fresh |= written.fresh
        waiting.touched |= touched


def see_who(connection: sqlite3.Connection, waiting: Waiting, *, now: str) -> None:
    """See who of those waiting is whom, and bring their speakers up to date."""
    companies.suggest(connection, waiting.fresh, now=now)
    moved = grouping.regroup(connection, waiting.fresh, now=now)
    present.refresh(connection, waiting.touched | moved, now=now)


def _add(connection: sqlite3.Connection, fresh: Sequence[Incoming], occasion: Occasion) -> list[tuple[int, int]]:
    """New appearances, each with a number of its own for the speaker; gives both. Who is whom comes afterwards."""
    next_speaker = grouping.following_speaker(connection)
    next_appearance = _following(connection, "SELECT max(id) FROM appearances")
    placed, rows = [], []
    for one in fresh:
        rows.append((next_appearance, next_speaker, occasion.edition_id, occasion.pull_id, one.digest, *one.facts))
        placed.append((next_appearance, next_speaker))
        next_speaker += 1
        next_appearance += 1
    connection.executemany(_ADD_APPEARANCE, rows)
    new = [(place[0], one) for place, one in zip(placed, fresh, strict=True)]
    _add_sightings(connection, new, occasion)
    _add_what_hangs_on(connection, new)
    return placed


def last_occasion(connection: sqlite3.Connection, edition_id: int, *, now: str) -> Occasion:
    """For what is written of an edition without a pull: its last one."""
    pull_id, adapter, target = connection.execute(
        "SELECT id, adapter, target FROM pulls WHERE edition_id = ? ORDER BY id DESC LIMIT 1", (edition_id,)
    ).fetchone()
    return Occasion(edition_id=edition_id, pull_id=pull_id, adapter=adapter, target=target, now=now, full=False)


def _following(connection: sqlite3.Connection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return (row[0] or 0) + 1 if row else 1


def change(connection: sqlite3.Connection, changed: Sequence[tuple[Incoming, Stored]], occasion: Occasion) -> None:
    """Appearances that read otherwise now, or are listed again. What was seen before stays, no longer current."""
    connection.executemany(_CHANGE_APPEARANCE, [(one.digest, *one.facts, known.id) for one, known in changed])
    ids = [(known.id,) for _, known in changed]
    connection.executemany("UPDATE sightings SET current = 0 WHERE appearance_id = ? AND current = 1", ids)
    connection.executemany("DELETE FROM links WHERE appearance_id = ?", ids)
    connection.executemany("DELETE FROM appearance_topics WHERE appearance_id = ?", ids)
    known_ones = [(known.id, one) for one, known in changed]
    _add_sightings(connection, [one for one in known_ones if not _said_so_before(connection, *one)], occasion)
    _add_what_hangs_on(connection, known_ones)


def _said_so_before(connection: sqlite3.Connection, who: int, one: Incoming) -> bool:
    """Did a page say the very same of this appearance once? Then that is what is said now."""
    now = one.seen
    for number, *seen in connection.execute(_SEEN_BEFORE, (who,)).fetchall():
        if tuple(seen) == now:
            connection.execute("UPDATE sightings SET current = 1 WHERE id = ?", (number,))
            return True
    return False


def _add_sightings(connection: sqlite3.Connection, people: Sequence[tuple[int, Incoming]], occasion: Occasion) -> None:
    rows = []
    for who, one in people:
        seen = list(one.seen)
        seen[_AT_SOURCE] = kept_source(seen[_AT_SOURCE], occasion.target)
        rows.append((who, occasion.pull_id, *seen))
    connection.executemany(_ADD_SIGHTING, rows)


def _add_what_hangs_on(connection: sqlite3.Connection, people: Sequence[tuple[int, Incoming]]) -> None:
    connection.executemany(
        "INSERT INTO links (appearance_id, url) VALUES (?, ?)", [(who, url) for who, one in people for url in one.links]
    )
    topics = topic_ids(connection, {topic for _, one in people for topic in one.topics})
    connection.executemany(
        "INSERT INTO appearance_topics (appearance_id, topic_id) VALUES (?, ?)",
        [(who, topics[topic]) for who, one in people for topic in one.topics],
    )
    companies.write_names(connection, (one.firm for _, one in people))
