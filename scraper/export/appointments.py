"""A chat as calendar entries: the chat, its preparation the day before, the thank-you the day after. Pure.

Each has an id that stays the same, so that a second import moves it instead of making another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_PREPARING = timedelta(minutes=20)
_THANKING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat to come: with whom (`id` is p-12), when, how long, and what stands in the entry."""

    id: str
    name: str
    starts: datetime
    minutes: int = 15
    notes: str = ""


def ics(chats: Iterable[Chat], *, now: datetime) -> bytes:
    """The chats as an iCalendar file (RFC 5545), times in UTC."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//coffeechat//chats//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for chat in chats:
        length = timedelta(minutes=chat.minutes)
        for what, title, starts, long, alarm in (
            ("chat", f"Coffee chat: {chat.name}", chat.starts, length, True),
            ("prepare", f"Prepare: {chat.name}", chat.starts - timedelta(days=1), _PREPARING, False),
            ("thanks", f"Thank {chat.name}", chat.starts + timedelta(days=1), _THANKING, False),
        ):
            calendar.add_component(_event(f"{chat.id}-{what}", title, starts, long, chat, now=now, alarm=alarm))
    return bytes(calendar.to_ical())


def _event(uid: str, title: str, starts: datetime, long: timedelta, chat: Chat, *, now: datetime, alarm: bool):  # type: ignore[no-untyped-def]  # noqa: ANN202, PLR0913 -- icalendar's own type
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", f"{uid}@coffeechat")
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", starts.astimezone(UTC))
    event.add("dtend", (starts + long).astimezone(UTC))
    event.add("summary", title)
    if chat.notes and alarm:
        event.add("description", chat.notes)
    if alarm:
        bell = Alarm()
        bell.add("action", "DISPLAY")
        bell.add("description", title)
        bell.add("trigger", timedelta(minutes=-10))
        event.add_component(bell)
    return event
