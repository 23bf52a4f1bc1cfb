"""The shortlist as a board: which column somebody stands in, and what may be logged of them next. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scraper.chats.log import UNDONE, Contact, Entry, Standing, check, kinds, standing
from scraper.errors import ImpossibleJump


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: the states that stand in it, what it is called, and what it says while nobody is in it."""

    name: str
    label: str
    states: Sequence[str]
    empty: str


COLUMNS = (
    Column(name="ready", label="To write to", states=("shortlisted", "new"), empty="Everybody was written to."),
    Column(name="waiting", label="Waiting for an answer", states=("sent", "nudged"), empty="No message is out."),
    Column(name="answered", label="Answered", states=("replied",), empty="No answer waits for yours."),
    Column(name="agreed", label="Chat agreed", states=("scheduled",), empty="No chat is agreed."),
    Column(name="met", label="Met, to be thanked", states=("met",), empty="Nobody waits for thanks."),
    Column(name="thanked", label="Thanked, in touch", states=("thanked", "in touch"), empty="Nobody yet."),
    Column(name="over", label="Over", states=("declined", "no answer"), empty="Nobody declined."),
)
_OF_STATE: Mapping[str, Column] = {state: column for column in COLUMNS for state in column.states}


def column_of(standing: Standing) -> str:
    """The name of the column for somebody with whom things stand so."""
    return _OF_STATE[standing.state].name


def words(contact: Contact, day: date) -> list[str]:
    """What may be logged of somebody on that day that leads to a state, in the order of the work."""
    return [word for word, row in kinds().items() if row.get("leads_to") and may(contact, word, day)]


def may(contact: Contact, word: str, day: date) -> bool:
    """Can the word be logged of somebody on that day?"""
    try:
        check(contact.name, contact.standing, word, day)
    except ImpossibleJump:
        return False
    return True


def newest(contact: Contact) -> Entry | None:
    """The entry that would be taken back first."""
    return max(contact.standing.log, key=lambda one: one.id, default=None)


def before(contact: Contact) -> Standing:
    """How things would stand without the newest entry."""
    last = newest(contact)
    rest = [one for one in contact.standing.log if last is None or one.id != last.id]
    return standing(rest, shortlisted=contact.shortlisted)


def ways(contact: Contact, day: date) -> dict[str, str]:
    """The columns somebody can be moved to, each with the word that is logged for it.

    "undone" leads back to where the newest entry was logged from.
    """
    here = column_of(contact.standing)
    found: dict[str, str] = {}
    for word in words(contact, day):
        to = _OF_STATE[str(kinds()[word]["leads_to"])].name
        if to != here:
            found.setdefault(to, word)
    if (back := column_of(before(contact))) != here:
        found.setdefault(back, UNDONE)
    return found


def way(contact: Contact, column: str, day: date) -> str:
    """The word that moves somebody to a column. Raises ImpossibleJump, which says what may follow."""
    known = ways(contact, day)
    if column in known:
        return known[column]
    label = next((one.label for one in COLUMNS if one.name == column), "another column")
    may = "; ".join(_OF_COLUMN[one] for one in known) or "nowhere"
    raise ImpossibleJump(
        f"{contact.name} cannot go to '{label}' from '{contact.standing.state}'", hint=f"from there: {may}"
    )


_OF_COLUMN = {one.name: one.label for one in COLUMNS}


def button(word: str) -> str:
    """What stands on the button for a word of the log."""
    return str(kinds()[word].get("button", word))
