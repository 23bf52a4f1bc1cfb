"""How things stand with somebody, computed from the log of contacts. Pure: entries in, a standing out.

The log is only added to. An entry that was a slip is taken back by another one; the state is never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from scraper.errors import ImpossibleJump, InputError
from scraper.reference import table
from scraper.text import fold

NEW, SHORTLISTED = "new", "shortlisted"
WAITING = ("sent", "nudged")
FIRST = "sent"
UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log: what happened with whom, on which day.

    `at` is when a chat is to be, `until` the end of a snooze, `other` the id of who was referred to (or told about),
    `draft` what was sent, `undoes` the entry that was a slip, `details` the answers of a debrief.
    """

    id: int
    speaker: int
    kind: str
    day: date
    at: datetime | None = None
    until: date | None = None
    note: str | None = None
    other: int | None = None
    draft: int | None = None
    undoes: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How things stand with one person. Days are None for what has not happened; `log` holds what counts, in order."""

    state: str = NEW
    since: date | None = None
    asked: date | None = None
    nudges: int = 0
    replied: date | None = None
    chat_at: datetime | None = None
    met: date | None = None
    thanked: date | None = None
    debriefed: date | None = None
    snoozed_until: date | None = None
    do_not_contact: bool = False
    last: date | None = None
    log: tuple[Entry, ...] = ()

    @property
    def answered(self) -> bool:
        """Did they ever answer, or talk?"""
        return self.replied is not None or self.met is not None


def standing(entries: Iterable[Entry], *, shortlisted: bool = False) -> Standing:
    """Where the entries of one person lead. Entries taken back do not count; the rest is read by day, then as written."""
    every = list(entries)
    slips = {one.undoes for one in every if one.undoes}
    counting = [one for one in every if one.kind != UNDONE and one.id not in slips]
    now = Standing(state=SHORTLISTED if shortlisted else NEW)
    for one in sorted(counting, key=lambda entry: (entry.day, entry.id)):
        now = _after(now, one)
    return replace(now, log=tuple(sorted(counting, key=lambda entry: (entry.day, entry.id))))


def _after(now: Standing, entry: Entry) -> Standing:
    changes: dict[str, Any] = dict(_CHANGES[entry.kind](now, entry)) if entry.kind in _CHANGES else {}
    if state := kinds()[entry.kind].get("leads_to"):
        changes |= {"state": state, "since": entry.day, "last": entry.day, "snoozed_until": None}
    return replace(now, **changes)


# What an entry says beyond the state it leads to.
_CHANGES: dict[str, Any] = {
    "sent": lambda _now, one: {"asked": one.day, "nudges": 0},
    "nudged": lambda now, _one: {"nudges": now.nudges + 1},
    "replied": lambda _now, one: {"replied": one.day},
    "scheduled": lambda now, one: {"chat_at": one.at, "replied": now.replied or one.day},
    "met": lambda _now, one: {"met": one.day, "chat_at": None, "thanked": None, "debriefed": None},
    "thanked": lambda _now, one: {"thanked": one.day},
    "declined": lambda _now, one: {"replied": one.day, "chat_at": None},
    "debriefed": lambda _now, one: {"debriefed": one.day},
    "snoozed": lambda _now, one: {"snoozed_until": one.until},
    "do-not-contact": lambda _now, _one: {"do_not_contact": True},
    "contact-again": lambda _now, _one: {"do_not_contact": False},
}


@cache
def kinds() -> dict[str, dict[str, Any]]:
    """The words of the log (data/contact_log.toml): word -> its row."""
    return {row["word"]: row for row in table("contact_log")["kind"]}


def kind(typed: str) -> str:
    """The word meant by what was typed: the word, another word for it, or a beginning only one has.

    Raises InputError, naming the words there are.
    """
    asked = fold(typed).replace("_", "-").replace(" ", "-")
    names: dict[str, str] = {
        name: row["word"] for row in kinds().values() for name in (row["word"], *row.get("also", ()))
    }
    if asked in names:
        return names[asked]
    meant = {word for name, word in names.items() if asked and name.startswith(asked)}
    if len(meant) == 1:
        return meant.pop()
    raise InputError(f"'{typed}' is nothing that can be logged", hint=f"one of: {', '.join(kinds())}")


def check(name: str, now: Standing, word: str, day: date) -> None:
    """May this be logged of somebody where things stand so? Raises ImpossibleJump, which says what is missing."""
    row = kinds()[word]
    if now.do_not_contact and word in ("sent", "nudged"):
        raise ImpossibleJump(
            f"{name} is not to be contacted", hint=f'if that is over: coffeechat log "{name}" contact-again'
        )
    if "any" in row["after"]:
        return
    if now.state not in row["after"]:
        before = f"log what came before, with its day: coffeechat log NAME {_missing(row['after'])} --on DATE"
        already = "that is logged; more of it: coffeechat log NAME noted --note TEXT, or referred --referred NAME"
        raise ImpossibleJump(
            f"{name}: {word} cannot follow {_told(now)}: {row['because']}",
            hint=f"{already if row.get('leads_to') == now.state else before}; if it really was so: --anyway",
        )
    if now.since and day < now.since:
        raise ImpossibleJump(
            f"{name}: {word} on {day} would be before {_told(now)}",
            hint="give the day it happened: --on DATE; a slip is taken back with: coffeechat log NAME --undo",
        )


def _told(now: Standing) -> str:
    return f"'{now.state}' ({now.since})" if now.since else f"'{now.state}'"


def _missing(after: Sequence[str]) -> str:
    """The step somebody most likely forgot: the nearest that leads there."""
    return str(next((word for word, row in kinds().items() if row.get("leads_to") in after), "sent"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody on the shortlist or in the log, with how things stand.

    `referred_by` are the ids of those who named them, `referred` those they named; `told` the people they were told
    about since; `colleagues` names of others at the same employer to whom nothing was sent, of somebody who has not answered. `rank` orders whom to write
    to next: the smallest first.
    """

    id: int
    name: str
    role: str | None = None
    employer: str | None = None
    role_family: str | None = None
    shortlisted: bool = False
    standing: Standing = field(default_factory=Standing)
    referred_by: tuple[int, ...] = ()
    referred: tuple[int, ...] = ()
    told: tuple[int, ...] = ()
    colleagues: tuple[str, ...] = ()
    rank: tuple[Any, ...] = ()
