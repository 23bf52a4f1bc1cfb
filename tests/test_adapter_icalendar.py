"""Calendars: names only where they are certain, and lines folded in every way."""

import pytest

from adapters import icalendar
from scraper.model import Sighting
from scraper.page import Page


def calendar(description, *, more="", product="-//river.example//EN"):
    lines = [
        "BEGIN:VCALENDAR",
        f"PRODID:{product}",
        "BEGIN:VEVENT",
        "SUMMARY:Wells",
        f"DESCRIPTION:{description}",
        more,
    ]
    return "\r\n".join([*(line for line in lines if line), "END:VEVENT", "END:VCALENDAR"]).encode()


def names(body):
    page = Page("https://river.example/programme.ics", body)
    return [(one.name, one.employer) for one in icalendar.extract(page) if isinstance(one, Sighting)]


@pytest.mark.parametrize(
    ("description", "found"),
    [
        ("Speaker: Ana Reyes", [("Ana Reyes", None)]),
        ("Speaker: bunnie", [("bunnie", None)]),
        ("von: Ana Reyes", [("Ana Reyes", None)]),
        ("About wells.\\nIntervenante : Ana Reyes", [("Ana Reyes", None)]),
        ("Speakers: Ana Reyes\\, Bo Lind (Otter Trust)", [("Ana Reyes", None), ("Bo Lind", "Otter Trust")]),
        ("Speaker: Ana Reyes\\, CTO of Otter Trust", [("Ana Reyes, CTO of Otter Trust", None)]),
        ("講演者：山田太郎", [("山田太郎", None)]),
        ("Speaker: wells\\, locks and other things", []),
        ("Speaker: " + "a very long story " * 20, []),
        ("Host: Otter Trust", []),
        ("Price: 20 euros", []),
        ("The speaker is Ana Reyes", []),
        ("", []),
    ],
)
def test_label_of_a_description_tells_the_speaker(description, found):
    assert names(calendar(description)) == found


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("ATTENDEE;CN=Ana Reyes:mailto:x@river.example", ["Ana Reyes"]),
        ('ATTENDEE;ROLE=CHAIR;CN="Reyes; Ana":mailto:x@river.example', ["Reyes; Ana"]),
        ("ATTENDEE;CN=Ana\r\n  Reyes:mailto:x@river.example", ["Ana Reyes"]),
        ("ATTENDEE;RSVP=TRUE;CN=Ana Reyes:mailto:x@river.example", []),
        ("ATTENDEE;CUTYPE=GROUP;CN=Everybody:mailto:x@river.example", []),
        ("ATTENDEE:mailto:x@river.example", []),
        ("ORGANIZER;CN=Ana Reyes:mailto:x@river.example", []),
    ],
)
def test_attendee_is_a_speaker_unless_invited(more, found):
    assert [name for name, _ in names(calendar("About wells.", more=more))] == found


def test_line_that_was_broken_without_folding_belongs_to_the_one_before():
    assert names(calendar("About\nwells.\nSpeaker: Ana Reyes")) == [("Ana Reyes", None)]


@pytest.mark.parametrize(
    "body",
    [
        b"BEGIN:VCALENDAR",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nATTENDEE;CN=" + b"a" * 100_000,
        b"END:VEVENT\n" * 9,
        b";;;:::",
    ],
)
def test_broken_calendar_names_nobody(body):
    assert names(body) == []
