"""What is due, and by which rule: days pass, and other things are due."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.chats.agenda import ORDER, agenda, loops, next_of
from scraper.chats.log import Contact, Entry, kinds, standing
from scraper.clock import working_days_after
from scraper.reference import table

MONDAY = date(2026, 5, 4)


def at(day, hour=10):
    return datetime(day.year, day.month, day.day, hour).astimezone()


def who(number, *entries, shortlisted=True, **more):
    """Somebody with a log of (kind, days after the Monday[, more])."""
    made = [
        Entry(
            id=number * 100 + place,
            speaker=number,
            kind=kind,
            day=MONDAY + timedelta(days),
            **(rest[0] if rest else {}),
        )
        for place, (kind, days, *rest) in enumerate(entries)
    ]
    name = f"Person {number}"
    return Contact(
        id=number,
        name=name,
        shortlisted=shortlisted,
        standing=standing(made, shortlisted=shortlisted),
        rank=(number,),
        **more,
    )


def due(contacts, days, hour=10, **options):
    found = agenda(contacts, at(MONDAY + timedelta(days), hour), **options)
    return [(one.action, one.name) for one in found.items]


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [(MONDAY, 0, MONDAY), (MONDAY, 4, date(2026, 5, 8)), (MONDAY, 5, date(2026, 5, 11)), (MONDAY, 7, date(2026, 5, 13)),
     (date(2026, 5, 9), 1, date(2026, 5, 11))],
)  # fmt: skip
def test_working_days_leave_weekends_out(day, count, then):
    assert working_days_after(day, count) == then


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_working_days_end_on_one_and_are_that_many(day, count):
    then = working_days_after(day, count)
    between = [day + timedelta(one) for one in range(1, (then - day).days + 1)]
    assert then.weekday() < 5
    assert sum(one.weekday() < 5 for one in between) == count


@pytest.mark.parametrize(
    ("log", "day", "action"),
    [
        ([("sent", 0)], 8, None),
        ([("sent", 0)], 9, "nudge"),
        ([("sent", 0), ("nudged", 9)], 17, None),
        ([("sent", 0), ("nudged", 9)], 18, "nudge_again"),
        ([("sent", 0), ("nudged", 9), ("nudged", 18)], 28, None),
        ([("sent", 0), ("nudged", 9), ("nudged", 18)], 29, "stop"),
        ([("sent", 0), ("replied", 2)], 2, "answer"),
        ([("sent", 0), ("replied", 2), ("declined", 3)], 60, None),
        ([("sent", 0), ("scheduled", 2)], 2, "when"),
        ([("sent", 0), ("scheduled", 2), ("scheduled", 3, {"at": at(MONDAY + timedelta(20))})], 4, None),
        ([("sent", 0), ("met", 2)], 2, "thank"),
        ([("sent", 0), ("met", 2), ("debriefed", 2), ("thanked", 3)], 4, None),
        ([("sent", 0), ("met", 2), ("debriefed", 2), ("thanked", 3)], 31, "keep"),
        ([("sent", 0), ("do-not-contact", 1)], 30, None),
        ([("sent", 0), ("snoozed", 9, {"until": MONDAY + timedelta(20)})], 19, None),
        ([("sent", 0), ("snoozed", 9, {"until": MONDAY + timedelta(20)})], 20, "nudge"),
    ],
)
def test_due_by_the_rule_and_not_before(log, day, action):
    found = due([who(1, *log)], day)
    assert (found[0][0] if found else None) == action


def test_chat_is_prepared_the_day_before_and_asked_about_after():
    chat = {"at": at(MONDAY + timedelta(8), 15)}
    one = who(1, ("sent", 0), ("scheduled", 2, chat))
    assert [due([one], 6), due([one], 7), due([one], 8, 14), due([one], 8, 16)] == [
        [], [("prepare", "Person 1")], [("prepare", "Person 1")], [("happened", "Person 1")],
    ]  # fmt: skip


def test_after_two_reminders_a_colleague_is_suggested():
    one = who(1, ("sent", 0), ("nudged", 9), ("nudged", 18), colleagues=("Bo Lindqvist",))
    (item,) = agenda([one], at(MONDAY + timedelta(29))).items
    assert item.what == "Let Person 1 be, and write to Bo Lindqvist instead"
    assert item.rule == table("etiquette")["rule"]["stop"]["says"]


def test_referrer_is_told_once():
    named = who(2, ("sent", 0), ("met", 3), ("debriefed", 3), ("thanked", 3), referred_by=(1,))
    ana = who(1, ("met", 0), ("debriefed", 0), ("thanked", 0), referred=(2,))
    assert due([ana, named], 3) == [("tell", "Person 1")]
    assert loops([ana, named]) == [
        {"referrer": "Person 1", "referred": "Person 2", "state": "thanked", "open": "tell Person 1 how it went"}
    ]
    told = Contact(id=1, name="Person 1", shortlisted=True, standing=ana.standing, referred=(2,), told=(2,))
    assert due([told, named], 3) == []
    assert [row["open"] for row in loops([told, named])] == [None]


def test_at_most_a_handful_and_the_most_pressing_first():
    many = [who(number) for number in range(2, 12)]
    found = agenda([*many, who(1, ("met", 0))], at(MONDAY))
    assert [one.action for one in found.items] == ["thank", "debrief", "write", "write", "write"]
    assert found.more == 2  # the week's budget is five first messages


def test_budget_of_the_week_counts_first_messages_since_monday():
    contacts = [who(1, ("sent", -1)), who(2, ("sent", 0)), who(3, ("sent", 1)), who(4), who(5)]
    found = agenda(contacts, at(MONDAY + timedelta(2)), per_week=3)
    assert (found.written, found.budget, [one.name for one in found.items]) == (2, 3, ["Person 4"])
    assert agenda(contacts, at(MONDAY + timedelta(2)), per_week=2).items == ()


def test_next_of_looks_ahead():
    assert next_of(who(1, ("sent", 0)), [who(1, ("sent", 0))], at(MONDAY)) == ("Remind Person 1", MONDAY + timedelta(9))
    assert next_of(who(1, ("do-not-contact", 0)), [who(1, ("do-not-contact", 0))], at(MONDAY)) is None


def test_every_rule_has_its_words():
    assert set(ORDER) == set(table("etiquette")["rule"])


@given(
    st.lists(st.lists(st.tuples(st.sampled_from(sorted(kinds())), st.integers(0, 40)), max_size=6), max_size=6),
    st.integers(0, 60),
)
def test_nothing_is_due_of_whom_is_not_to_be_contacted(logs, day):
    everybody = [who(number, *log) for number, log in enumerate(logs, start=1)]
    barred = {one.name for one in everybody if one.standing.do_not_contact}
    found = agenda(everybody, at(MONDAY + timedelta(day)))
    assert len(found.items) <= table("etiquette")["at_most"]
    assert barred.isdisjoint({one.name for one in found.items})
