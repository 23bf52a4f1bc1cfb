"""How things stand with the people, as something to choose and count by. Computed from the log, as everywhere."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from scraper.chats.log import NEW, SHORTLISTED, Entry, kinds, standing
from scraper.errors import InputError
from scraper.store.contacts import contacting
from scraper.text import fold

NEVER = "do not contact"


def words() -> tuple[str, ...]:
    """Every state there is, in the order things go."""
    return tuple(dict.fromkeys((NEW, SHORTLISTED, *(row["leads_to"] for row in kinds().values() if row.get("leads_to")), NEVER)))  # fmt: skip


def states(connection: sqlite3.Connection) -> dict[int, str]:
    """By the person's number: how things stand with everybody who is on the shortlist or in the log."""
    log: dict[int, list[Entry]] = defaultdict(list)
    for one in contacting.entries(connection):
        log[one.speaker].append(one)
    listed = {row[0] for row in connection.execute("SELECT speaker_id FROM shortlist")}
    found = {}
    for number in {*log, *listed}:
        now = standing(log.get(number, ()), shortlisted=number in listed)
        found[number] = NEVER if now.do_not_contact else now.state
    return found


def meant(asked: str) -> str:
    """The state of that name, however it is written. Raises InputError for one there is not."""
    wanted = fold(asked).replace("-", " ")
    if wanted not in words():
        raise InputError(f"'{asked}' is no state", hint=f"one of: {', '.join(words())}")
    return wanted


def narrowed(connection: sqlite3.Connection, asked: str) -> str:
    """The condition on a speaker `s` that holds for those in a state. Raises InputError for a state there is not."""
    wanted = meant(asked)
    known = states(connection)
    if wanted == NEW:
        others = [number for number, state in known.items() if state != NEW]
        return f"s.id NOT IN ({_numbers(others)})"
    return f"s.id IN ({_numbers([number for number, state in known.items() if state == wanted])})"


def _numbers(ids: list[int]) -> str:
    return ",".join(map(str, sorted(ids)))


__all__ = ["NEVER", "NEW", "meant", "narrowed", "states", "words"]
