"""What a message may say: flat facts by name. One that is missing is a blank that says what belongs there."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from scraper.chats.log import Contact
from scraper.chats.own_profile import Profile
from scraper.normalise.names import parts
from scraper.reference import table
from scraper.text import edition

MAX_FACT = 600
"""Letters of one fact: nothing longer belongs into a message."""


class Blank(str):
    """A fact that is not known: false in a condition, and told as "[what belongs here]"."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


NAMES: dict[str, str] = {
    "name": "how to address them", "full_name": "their name", "role": "their role", "employer": "their employer",
    "talk": "their talk", "event": "where they spoke", "topic": "their topic", "referrer": "who named them",
    "introduced": "whom they named", "me": "your name", "about_me": "who you are", "to_learn": "what you want to learn",
    "slots": "times that suit you", "opening": "a sentence of your own", "learned": "what you learnt",
    "next_step": "what you will do with it", "met_on": "the day you met", "sent_on": "the day you wrote",
    "earlier_subject": "the subject of your first message", "about": "whom it is about",
    "about_employer": "their employer", "about_met_on": "the day you met them", "about_learned": "what you learnt from them",
}  # fmt: skip
"""Every fact there is, with what a blank in its place says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What happened between the user and the person, as far as a message may tell it."""

    contact: Contact | None = None
    referrer: str | None = None
    introduced: Sequence[str] = ()
    about: Contact | None = None
    earlier_subject: str | None = None


def facts(
    person: Mapping[str, Any],
    profile: Profile,
    between: Between,
    *,
    language: str,
    said: Mapping[str, str | None] | None = None,
) -> dict[str, str]:
    """Every fact of NAMES: `person` as `store.query.speaker` gives them, `said` what the user adds or overrules."""
    called = str(person.get("preferred_name") or person["name"])
    spoken = _spoken(person)
    known: dict[str, str | None] = {
        "name": _address(called),
        "full_name": called,
        "role": person.get("role"),
        "employer": person.get("employer"),
        "talk": spoken.get("talk"),
        "event": spoken.get("event"),
        "topic": next(iter(person.get("topics") or ()), None),
        "referrer": between.referrer,
        "introduced": _together(between.introduced, language),
        "me": profile.name,
        "about_me": profile.about.get(language),
        "to_learn": profile.learn.get(language),
        "earlier_subject": between.earlier_subject,
        **_happened(between.contact, language),
        **_about(between.about, language),
        **{name: text for name, text in (said or {}).items() if text},
    }
    return {name: _flat(known.get(name)) or Blank() for name in NAMES}


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())[:MAX_FACT].strip()


def _address(name: str) -> str:
    """The given name where the split is sure, else all of it: better stiff than wrong.

    In Chinese, Japanese and Korean nobody is addressed by the given name alone.
    """
    if any(unicodedata.east_asian_width(letter) == "W" for letter in name):
        return name
    split = parts(name)
    return (split.given or name) if split.sure else name


def _spoken(person: Mapping[str, Any]) -> dict[str, str]:
    """The newest talk and where it was given; a conference that only holds people named to the user is none."""
    best: dict[str, str] = {}
    for at in person.get("appearances") or ():
        if at.get("conference") in (None, "Referrals") or at.get("withdrawn"):
            continue
        event = edition(at["conference"], at.get("year"))
        titles = [talk["title"] if isinstance(talk, Mapping) else talk for talk in at.get("talks") or ()]
        if titles:
            return {"event": event, "talk": str(titles[0])}
        best = best or {"event": event}
    return best


def _day(day: date | None, language: str) -> str | None:
    """A day as a letter in that language has it ("19 May", "19. Mai"); ISO where the language is not known here."""
    written = table("draft_checks")["day"].get(language)
    if day is None or written is None:
        return day.isoformat() if day else None
    return str(written["form"].format(day=day.day, month=written["months"][day.month - 1]))


def _together(names: Sequence[str], language: str) -> str:
    """Several names as one reads them out: "Ana, Bo and Cleo"."""
    written = table("draft_checks")["day"].get(language)
    if len(names) < 2 or written is None:
        return ", ".join(names)
    return f"{', '.join(names[:-1])} {written['and']} {names[-1]}"


def _happened(contact: Contact | None, language: str) -> dict[str, str | None]:
    if contact is None:
        return {}
    standing = contact.standing
    debrief = next((one.details for one in reversed(standing.log) if one.kind == "debriefed"), {})
    return {
        "sent_on": _day(standing.asked, language),
        "met_on": _day(standing.met, language),
        "learned": _clause(debrief.get("learned")),
        "next_step": _clause(debrief.get("next")),
    }


def _about(other: Contact | None, language: str) -> dict[str, str | None]:
    if other is None:
        return {}
    debrief = next((one.details for one in reversed(other.standing.log) if one.kind == "debriefed"), {})
    return {
        "about": other.name,
        "about_employer": other.employer,
        "about_met_on": _day(other.standing.met, language),
        "about_learned": _clause(debrief.get("learned")),
    }


def _clause(text: str | None) -> str | None:
    """Without the full stop: the template has one."""
    return text.rstrip(" .") if text else None
