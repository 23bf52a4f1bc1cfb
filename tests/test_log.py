"""How things stand, computed from the log of contacts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.chats.log import UNDONE, Entry, Standing, check, kind, kinds, standing
from scraper.errors import ImpossibleJump, InputError

START = date(2026, 5, 4)


def log(*words):
    """One entry a day, in order."""
    return [Entry(id=at + 1, speaker=1, kind=word, day=START + timedelta(at)) for at, word in enumerate(words)]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ((), "shortlisted"),
        (("sent",), "sent"),
        (("sent", "nudged"), "nudged"),
        (("sent", "nudged", "replied", "scheduled", "met", "thanked"), "thanked"),
        (("sent", "declined"), "declined"),
        (("sent", "no-answer", "replied"), "replied"),
        (("sent", "noted", "snoozed", "referred", "told"), "sent"),
    ],
)
def test_state_follows_from_the_log(words, state):
    assert standing(log(*words), shortlisted=True).state == state


def test_standing_of_somebody_unknown_is_new():
    assert standing([]) == Standing()


def test_standing_tells_days_and_counts():
    now = standing(log("sent", "nudged", "nudged", "replied", "met", "thanked"))
    assert (now.asked, now.nudges, now.replied) == (START, 2, START + timedelta(3))
    assert (now.met, now.thanked, now.answered) == (START + timedelta(4), START + timedelta(5), True)


def test_entry_taken_back_does_not_count():
    entries = [*log("sent", "replied"), Entry(id=3, speaker=1, kind=UNDONE, day=START, undoes=2)]
    now = standing(entries)
    assert (now.state, now.answered, [one.kind for one in now.log]) == ("sent", False, ["sent"])


def test_entries_are_read_by_day_whatever_the_order_of_writing():
    late = [
        Entry(id=1, speaker=1, kind="replied", day=START + timedelta(3)),
        Entry(id=2, speaker=1, kind="sent", day=START),
    ]
    assert standing(late).state == "replied"


def test_do_not_contact_holds_until_taken_back():
    assert standing(log("sent", "do-not-contact", "replied")).do_not_contact is True
    assert standing(log("do-not-contact", "contact-again")).do_not_contact is False


@pytest.mark.parametrize(
    ("typed", "word"),
    [("sent", "sent"), ("SENT", "sent"), ("repl", "replied"), ("no answer", "no-answer"), ("dnc", "do-not-contact"),
     ("sche", "scheduled"), ("talked", "met"), ("thank-you", "thanked")],
)  # fmt: skip
def test_kind_is_found_by_its_words_and_beginnings(typed, word):
    assert kind(typed) == word


@pytest.mark.parametrize("typed", ["", "s", "n", "flurb", "\x1b[31m"])
def test_kind_that_is_none_or_several_names_the_choices(typed):
    with pytest.raises(InputError) as problem:
        kind(typed)
    assert "replied" in problem.value.hint


def test_words_of_kinds_are_unambiguous():
    words = [name for row in kinds().values() for name in (row["word"], *row.get("also", ()))]
    assert sorted(set(words)) == sorted(words)


@pytest.mark.parametrize(
    ("before", "word"),
    [((), "replied"), ((), "thanked"), (("sent",), "sent"), (("sent",), "thanked"), (("sent", "declined"), "met"),
     (("sent", "met"), "met"), (("do-not-contact",), "sent"), ((), "no-answer")],
)  # fmt: skip
def test_impossible_jump_is_explained(before, word):
    with pytest.raises(ImpossibleJump) as problem:
        check("Ana Ruiz", standing(log(*before)), word, START + timedelta(9))
    assert "Ana Ruiz" in problem.value.message
    assert "coffeechat log" in problem.value.hint


def test_day_before_what_it_follows_is_refused():
    with pytest.raises(ImpossibleJump, match="would be before"):
        check("Ana Ruiz", standing(log("sent")), "replied", START - timedelta(1))


@given(st.lists(st.sampled_from(sorted(kinds())), max_size=12), st.data())
def test_any_log_has_a_standing_and_taking_back_the_newest_undoes_it(words, data):
    entries = log(*words)
    whole = standing(entries)
    assert whole.state in {"new", *(row["leads_to"] for row in kinds().values() if row.get("leads_to"))}
    if entries:
        slip = Entry(id=99, speaker=1, kind=UNDONE, day=START, undoes=entries[-1].id)
        assert standing([*entries, slip]) == standing(entries[:-1])
