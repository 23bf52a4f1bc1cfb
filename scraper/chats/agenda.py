"""What is due: whom to thank, remind, prepare for, tell, write to. Each with the rule that makes it due. Pure.

The rules and their days stand in data/etiquette.toml. Days between are counted, nothing is guessed: somebody is due
because of an entry in the log.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scraper.chats.log import FIRST, WAITING, Contact
from scraper.clock import working_days_after
from scraper.reference import table

ORDER = (
    "prepare",
    "happened",
    "when",
    "thank",
    "answer",
    "tell",
    "nudge",
    "nudge_again",
    "stop",
    "debrief",
    "keep",
    "write",
)
"""The rules, the most pressing first."""
_DEEP = 20
_DEBRIEF_WITHIN = 7  # days: later nobody remembers


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing to do: with whom, what, since when, by which rule, and what to type; `about` is whom to tell of."""

    id: int
    name: str
    action: str
    what: str
    rule: str
    since: date
    command: str
    about: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What is due today: at most a handful (`more` says how many wait), and how much of the week's budget is used."""

    items: tuple[Due, ...]
    more: int
    written: int
    budget: int


def agenda(
    contacts: Sequence[Contact], now: datetime, *, per_week: int | None = None, at_most: int | None = None
) -> Agenda:
    """What is due for `contacts`. `per_week` is how many first messages a week there may be, None for the usual."""
    today = now.date()
    rules = table("etiquette")
    budget = rules["per_week"] if per_week is None else per_week
    written = sum(
        one.kind == FIRST and _monday(today) <= one.day <= today for who in contacts for one in who.standing.log
    )
    by_id = {who.id: who for who in contacts}
    found = [
        one
        for who in contacts
        if not _rests(who, today)
        for one in (*_chat(who, now), *_after_a_chat(who, today), *_waiting(who, today), *_telling(who, by_id, today))
    ]
    found += _writing(contacts, today, budget - written)
    found.sort(key=lambda one: (ORDER.index(one.action), one.since))  # else as they come: whom to write to by rank
    most = rules["at_most"] if at_most is None else at_most
    return Agenda(items=tuple(found[:most]), more=max(0, len(found) - most), written=written, budget=budget)


def done(action: str) -> str | None:
    """The word of the log that says that a thing of this action was done; None where nothing is logged for it."""
    word: str | None = table("etiquette")["rule"][action].get("done")
    return word


def next_of(contact: Contact, contacts: Sequence[Contact], now: datetime) -> tuple[str, date] | None:
    """The next thing with one person and its day, also where that day is still to come; None when nothing is."""
    for ahead in range(0, 40, 1):
        then = now + timedelta(days=ahead)
        due = [one for one in agenda(contacts, then, per_week=99, at_most=10_000).items if one.id == contact.id]
        if due:
            return due[0].what, then.date()
    return None


def told(contact: Contact, kind: str, contacts: Sequence[Contact], now: datetime) -> str:
    """One line after an entry was logged: how things stand with somebody, and what is next. `contacts`: as `next_of`."""
    standing = contact.standing
    if standing.do_not_contact:
        return f"{contact.name}: not to be contacted any more"
    if kind == "snoozed":
        return f"{contact.name}: rests until {standing.snoozed_until}"
    line = f"{contact.name}: {kind}"
    if kind == "scheduled" and standing.chat_at:
        line += f" for {standing.chat_at:%Y-%m-%d %H:%M}"
    following = next_of(contact, contacts, now)
    return line + (f". Next: {following[0]} ({following[1]})" if following else "")


def loops(contacts: Sequence[Contact]) -> list[dict[str, object]]:
    """Every referral, as {referrer, referred, state, open}: `open` says what is still to do, None when it is closed."""
    by_id = {who.id: who for who in contacts}
    return [
        {"referrer": who.name, "referred": to.name, "state": to.standing.state, "open": _open(who, to)}
        for who in contacts
        for to in (by_id[number] for number in who.referred if number in by_id)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Somebody in the tree of referrals, what is still open with whoever named them, and those they named."""

    contact: Contact
    open: str | None = None
    below: tuple[Branch, ...] = ()


def tree(contacts: Sequence[Contact]) -> list[Branch]:
    """Who named whom, from those whom nobody named; whoever stands in it already is not gone into again."""
    by_id = {who.id: who for who in contacts}
    roots = [who for who in contacts if who.referred and not who.referred_by]
    seen: set[int] = set()
    return [_branch(root, None, by_id, seen, 0) for root in roots or [who for who in contacts if who.referred]]


def _branch(who: Contact, by: Contact | None, by_id: Mapping[int, Contact], seen: set[int], depth: int) -> Branch:
    below: tuple[Branch, ...] = ()
    if who.id not in seen and depth < _DEEP:
        seen.add(who.id)
        named = [by_id[number] for number in who.referred if number in by_id]
        below = tuple(_branch(one, who, by_id, seen, depth + 1) for one in named)
    return Branch(contact=who, open=_open(by, who) if by else None, below=below)


def _open(referrer: Contact, to: Contact) -> str | None:
    if to.standing.do_not_contact or to.standing.state in ("declined", "no answer"):
        return None if to.id in referrer.told else f"tell {referrer.name} that it came to nothing"
    if to.standing.asked is None and to.standing.met is None:
        return f"write to {to.name}"
    if to.standing.met and to.id not in referrer.told:
        return f"tell {referrer.name} how it went"
    return None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _rests(who: Contact, today: date) -> bool:
    standing = who.standing
    return standing.do_not_contact or bool(standing.snoozed_until and today < standing.snoozed_until)


def _chat(who: Contact, now: datetime) -> Iterator[Due]:
    standing = who.standing
    if standing.state == "replied" and standing.since:
        yield _due(who, "answer", f"Answer {who.name}, with two or three times to choose from", standing.since,
                   f'log "{who.name}" scheduled --at "DAY TIME"')  # fmt: skip
    if standing.state != "scheduled":
        return
    if standing.chat_at is None:
        yield _due(who, "when", f"Say when the chat with {who.name} is to be", standing.since or now.date(),
                   f'log "{who.name}" scheduled --at "DAY TIME"')  # fmt: skip
        return
    day = standing.chat_at.date()
    if now >= standing.chat_at:
        yield _due(who, "happened", f"Did the chat with {who.name} take place?", day, f'log "{who.name}" met')
    elif day - _days("prepare") <= now.date():
        when = f"{standing.chat_at:%Y-%m-%d %H:%M}"
        yield _due(who, "prepare", f"Prepare the chat with {who.name}, {when}", day - _days("prepare"),
                   f'prepare "{who.name}"')  # fmt: skip


def _after_a_chat(who: Contact, today: date) -> Iterator[Due]:
    standing = who.standing
    if standing.met is None:
        return
    if standing.state == "met":
        yield _due(who, "thank", f"Thank {who.name}", standing.met, f'draft "{who.name}" --kind thanks')
    if standing.debriefed is None and today <= standing.met + timedelta(days=_DEBRIEF_WITHIN):
        yield _due(who, "debrief", f"Write down what you learnt from {who.name}", standing.met,
                   f'debrief "{who.name}"')  # fmt: skip
    if standing.state == "thanked" and standing.thanked and today >= standing.thanked + _days("keep"):
        yield _due(who, "keep", f"Tell {who.name} what became of it", standing.thanked + _days("keep"),
                   f'draft "{who.name}" --kind report-back')  # fmt: skip


def _waiting(who: Contact, today: date) -> Iterator[Due]:
    standing = who.standing
    if standing.state not in WAITING or standing.asked is None:
        return
    rules = table("etiquette")
    if standing.nudges >= rules["nudges"]:
        if today >= (over := _after("stop", standing.asked)):
            other = f", and write to {who.colleagues[0]} instead" if who.colleagues else ""
            yield _due(who, "stop", f"Let {who.name} be{other}", over, f'log "{who.name}" no-answer')
        return
    action = "nudge_again" if standing.nudges else "nudge"
    if today >= (then := _after(action, standing.asked)):
        again = " a last time" if standing.nudges else ""
        yield _due(who, action, f"Remind {who.name}{again}", then, f'draft "{who.name}" --kind nudge')


def _telling(who: Contact, by_id: Mapping[int, Contact], today: date) -> Iterator[Due]:
    """The referrers of somebody who was talked to and who do not know yet."""
    if who.standing.met is None or today < who.standing.met:
        return
    for number in who.referred_by:
        referrer = by_id.get(number)
        if referrer and who.id not in referrer.told and not _rests(referrer, today):
            yield _due(referrer, "tell", f"Tell {referrer.name} how it went with {who.name}", who.standing.met,
                       f'draft "{referrer.name}" --kind report-back --about "{who.name}"', about=who.id)  # fmt: skip


def _writing(contacts: Sequence[Contact], today: date, left: int) -> list[Due]:
    """Whom to write to next, as far as the week's budget goes."""
    names = {who.id: who.name for who in contacts}
    waiting = sorted(
        (who for who in contacts if who.shortlisted and who.standing.state == "shortlisted" and not _rests(who, today)),
        key=lambda who: who.rank,
    )
    return [
        _due(who, "write", f"Write to {who.name}{f' ({who.employer})' if who.employer else ''}{_named_by(who, names)}",
             today, f'draft "{who.name}"')
        for who in waiting[: max(0, left)]
    ]  # fmt: skip


def _named_by(who: Contact, names: Mapping[int, str]) -> str:
    known = [names[number] for number in who.referred_by if number in names]
    return f", whom {known[0]} named" if known else ""


def _due(who: Contact, action: str, what: str, since: date, command: str, *, about: int | None = None) -> Due:  # noqa: PLR0913 -- a row's columns
    rule = table("etiquette")["rule"][action]["says"]
    return Due(
        id=who.id,
        name=who.name,
        action=action,
        what=what,
        rule=rule,
        since=since,
        command=f"coffeechat {command}",
        about=about,
    )


def _days(action: str) -> timedelta:
    return timedelta(days=table("etiquette")["rule"][action]["days"])


def _after(action: str, day: date) -> date:
    rule = table("etiquette")["rule"][action]
    return working_days_after(day, rule["days"]) if rule.get("working") else day + timedelta(days=rule["days"])
