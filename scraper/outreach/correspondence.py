"""The use case of writing to somebody: from the file's rows to a draft that was looked over. Nothing is sent."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scraper import clock
from scraper.chats import own_profile
from scraper.chats.log import Contact
from scraper.draft import KINDS, checks
from scraper.draft.checks import Finding, Message, Record
from scraper.draft.facts import Between, facts
from scraper.draft.template import choose, fill_in, parted, templates
from scraper.errors import DoNotContact, InputError
from scraper.outreach import contact_of
from scraper.reference import table
from scraper.store import query, write
from scraper.store.contacts import contacting
from scraper.store.rows import moment

MAX_TEXT = 20_000
"""Letters of a text of the user's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be written: the kind, in which language and tone (None: the usual), and what the user adds.

    `said` are facts by name; `about` is whom a referral or a report is about; `text` a finished text of the user's own,
    which is looked over instead of a template; `own` the folder of the user's templates.
    """

    kind: str = "ask"
    language: str | None = None
    tone: str | None = None
    said: Mapping[str, str | None] | None = None
    about: int | None = None
    text: str | None = None
    own: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message as prepared, and what is to be said about it."""

    contact: Contact
    kind: str
    language: str
    tone: str
    subject: str
    body: str
    findings: tuple[Finding, ...]

    @property
    def ready(self) -> bool:
        """May it be sent as it is?"""
        return checks.is_ready(self.findings)


def prepare(connection: sqlite3.Connection, speaker_id: int, wanted: Request) -> Draft:
    """A draft to one person. Raises DoNotContact, BadTemplate, InputError for a kind there is not."""
    if wanted.kind not in KINDS:
        raise InputError(f"there is no message of the kind '{wanted.kind}'", hint=f"one of: {', '.join(KINDS)}")
    contact = contact_of(connection, speaker_id)
    if contact.standing.do_not_contact:
        raise DoNotContact(f"{contact.name} is not to be contacted")
    profile = own_profile.from_settings(contacting.settings(connection))
    language = wanted.language or profile.language
    person = {
        **query.speaker(connection, speaker_id),
        "preferred_name": contacting.preferred_name(connection, speaker_id),
    }
    near = contacting.contacts(connection, {*contact.referred_by, *contact.referred})
    between = _between(connection, contact, near, wanted.about)
    said = facts(person, profile, between, language=language, said=wanted.said)
    if wanted.text is not None:
        subject, body = parted(wanted.text[:MAX_TEXT])
        tone = "own"
    else:
        template = choose(templates(wanted.own), kind=wanted.kind, tone=wanted.tone, language=language)
        subject, body = fill_in(template.source, said)
        tone = template.tone
    record = Record(
        name=str(person["preferred_name"] or person["name"]),
        texts=_texts(person, said, profile),
        others=contacting.others(connection, speaker_id),  # the ones a slip would bring in
    )
    recent = contacting.recent_drafts(connection, wanted.kind, speaker_id, table("draft_checks")["recent"])
    message = Message(kind=wanted.kind, language=language, subject=subject, body=body)
    return Draft(
        contact=contact, kind=wanted.kind, language=language, tone=tone, subject=subject, body=body,
        findings=(*_untrue(wanted, contact, between.about), *checks.check(message, record, recent)),
    )  # fmt: skip


def keep(database: write.Store, draft: Draft) -> int:
    """Keep a draft in the file, so that `log sent` knows what was sent. Raises StoreError."""
    with write.transaction(database) as connection:
        return contacting.add_draft(
            connection, draft.contact.id, kind=draft.kind, language=draft.language, tone=draft.tone,
            subject=draft.subject, body=draft.body, ready=draft.ready, made=moment(clock.now()),
        )  # fmt: skip


def _untrue(wanted: Request, contact: Contact, about: Contact | None) -> Iterator[Finding]:
    """A message that tells of a chat needs one: with the person, and with whom it is about."""
    talked = {"thanks": contact, "report-back": about or contact}.get(wanted.kind)
    if talked is not None and talked.standing.met is None:
        says = f'no chat with {talked.name} is logged: coffeechat log "{talked.name}" met'
        yield Finding(level=checks.STOP, rule="chat", says=says)


def _between(connection: sqlite3.Connection, contact: Contact, near: list[Contact], about: int | None) -> Between:
    names = {one.id: one.name for one in near}
    referrers = [names[number] for number in contact.referred_by if number in names]
    return Between(
        contact=contact,
        referrer=referrers[0] if referrers else None,
        introduced=[names[number] for number in contact.referred if number in names],
        about=contact_of(connection, about) if about is not None else None,
        earlier_subject=contacting.subject_sent(connection, contact.id),
    )


def _texts(person: Mapping[str, Any], said: Mapping[str, str], profile: own_profile.Profile) -> list[str]:
    """Everything that is known of the person, and everything the user said: what a message may name."""
    known = [person.get(fact) for fact in ("name", "role", "employer", "company", "headline", "bio", "note")]
    for at in person["appearances"]:
        known += [at["conference"], str(at["year"] or ""), at["role"], at["employer"]]
        for talk in at["talks"]:
            known += [talk["title"], talk["abstract"], talk["track"]]
    known += [
        *person["topics"],
        *person["links"],
        *said.values(),
        profile.name,
        *profile.about.values(),
        *profile.learn.values(),
    ]
    return [text for text in known if text]
