"""Sums over the log: rates that say how sure they are, and debriefs together."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.chats.insights import leanings, learnt, rates, wilson
from scraper.chats.log import Contact, Entry, standing

DAY = date(2026, 5, 4)


def who(number, *kinds, family="design", details=None):
    entries = [
        Entry(id=number * 10 + place, speaker=number, kind=kind, day=DAY, details=details or {})
        for place, kind in enumerate(kinds)
    ]
    return Contact(id=number, name=f"Person {number}", role_family=family, standing=standing(entries))


def test_too_few_are_too_few():
    few = rates([who(1, "sent", "replied"), who(2, "sent")])
    assert {(one.by, one.group, one.written, one.answered, one.low) for one in few} == {
        ("all", "everybody", 2, 1, None), ("kind of job", "design", 2, 1, None), ("day", "Monday", 2, 1, None),
        ("named by somebody", "no", 2, 1, None),
    }  # fmt: skip


def test_enough_are_told_with_what_they_may_be():
    many = [who(number, "sent", *(["replied"] if number <= 3 else [])) for number in range(1, 11)]
    everybody = rates(many)[0]
    assert (everybody.written, everybody.answered) == (10, 3)
    assert everybody.low == pytest.approx(0.1078, abs=1e-4)  # Wilson 1927, for 3 of 10
    assert everybody.high == pytest.approx(0.6032, abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_interval_holds_the_share(pair):
    low, high = wilson(*pair)
    assert 0 <= low <= pair[0] / pair[1] + 1e-9
    assert pair[0] / pair[1] - 1e-9 <= high <= 1


@pytest.mark.parametrize("pair", [(0, 0), (2, 1), (-1, 3)])
def test_share_of_nothing_is_refused(pair):
    with pytest.raises(ValueError):
        wilson(*pair)


def test_debriefs_add_up():
    people = [
        who(1, "met", "debriefed", details={"learned": "half of it is meetings", "fits": "no"}),
        who(2, "met", "debriefed", details={"fits": "yes"}),
        who(3, "met", "debriefed", family=None, details={"fits": "maybe"}),
    ]
    told = learnt(people)
    assert [row["name"] for row in told] == ["Person 3", "Person 2", "Person 1"]
    assert leanings(told) == [
        {"role_family": "design", "yes": 1, "maybe": 0, "no": 1},
        {"role_family": "other", "yes": 0, "maybe": 1, "no": 0},
    ]
