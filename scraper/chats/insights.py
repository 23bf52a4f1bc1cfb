"""What the log adds up to: how many answered, by what, and what was learnt. Pure, and honest about small numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from scraper.chats.log import FIRST, Contact
from scraper.reference import table

_Z = 1.96  # 95 per cent
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many of those written to answered. `low` and `high` (95 per cent, Wilson) are None for too few to tell."""

    by: str
    group: str
    written: int
    answered: int
    low: float | None
    high: float | None


def rates(contacts: Sequence[Contact], drafts: Mapping[int, Mapping[str, Any]] | None = None) -> list[Rate]:
    """Answer rates: over all, and by day of the week, kind of job, and how the draft was written.

    `drafts` are those that were sent, by their number: {tone, language}.
    """
    asked = [one for one in contacts if one.standing.asked]
    groups: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for who in asked:
        for by, group in _groups(who, drafts or {}):
            groups[by, group].append(who.standing.answered)
    order = {by: number for number, (by, _) in enumerate(_BY)}
    return [
        _rate(by, group, len(answers), sum(answers))
        for (by, group), answers in sorted(groups.items(), key=lambda one: (order.get(one[0][0], 9), one[0][1]))
    ]


def _groups(who: Contact, drafts: Mapping[int, Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    first = next(one for one in who.standing.log if one.kind == FIRST)
    draft = drafts.get(first.draft or 0, {})
    for by, of in _BY:
        if group := of(who, first.day.weekday(), draft):
            yield by, group


_BY: tuple[tuple[str, Callable[[Contact, int, Mapping[str, Any]], str | None]], ...] = (
    ("all", lambda _who, _day, _draft: "everybody"),
    ("kind of job", lambda who, _day, _draft: who.role_family),
    ("day", lambda _who, day, _draft: _DAYS[day]),
    ("named by somebody", lambda who, _day, _draft: "yes" if who.referred_by else "no"),
    ("tone", lambda _who, _day, draft: draft.get("tone")),
    ("language", lambda _who, _day, draft: draft.get("language")),
)


def _rate(by: str, group: str, written: int, answered: int) -> Rate:
    enough = written >= table("etiquette")["too_few"]
    low, high = wilson(answered, written) if enough else (None, None)
    return Rate(by=by, group=group, written=written, answered=answered, low=low, high=high)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 per cent interval of a share (Wilson's, which holds for small numbers). Raises ValueError for none of none."""
    if of <= 0 or not 0 <= hits <= of:
        raise ValueError("a share is of something")
    share = hits / of
    middle = share + _Z**2 / (2 * of)
    spread = _Z * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    whole = 1 + _Z**2 / of
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def learnt(contacts: Sequence[Contact]) -> list[dict[str, Any]]:
    """Every debrief, newest first: {day, name, role_family, learned, surprised, fits, next}."""
    rows = [
        {"day": one.day.isoformat(), "name": who.name, "role_family": who.role_family, **one.details}
        for who in contacts
        for one in who.standing.log
        if one.kind == "debriefed"
    ]
    return sorted(rows, key=lambda row: (row["day"], row["name"]), reverse=True)


def leanings(debriefs: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """For each kind of job, how often a chat said that it fits: {role_family, yes, maybe, no}."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in debriefs:
        if one.get("fits"):
            counted[one.get("role_family") or "other"][one["fits"]] += 1
    return [
        {"role_family": family, **{word: counts[word] for word in ("yes", "maybe", "no")}}
        for family, counts in sorted(counted.items())
    ]
