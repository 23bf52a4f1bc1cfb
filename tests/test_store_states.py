"""How things stand, as something to choose and count by."""

from datetime import date
from pathlib import Path

import pytest
from browsing import fill

from scraper.chats.log import Entry
from scraper.errors import InputError
from scraper.store import query
from scraper.store.choice.facets import facets
from scraper.store.choice.filters import Filters
from scraper.store.choice.tally import make
from scraper.store.contacts import contacting, states
from scraper.store.write import add_to_shortlist, open_store, transaction


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Ana met, Bo on the shortlist, Eve not to be contacted, Zoë new."""
    path = fill(tmp_path / "speakers.db")
    with open_store(path) as database:
        for number in (1, 2):
            add_to_shortlist(database, number)
        with transaction(database) as connection:
            for number, kind, day in ((1, "sent", 4), (1, "met", 9), (3, "sent", 4), (3, "do-not-contact", 5)):
                entry = Entry(id=0, speaker=number, kind=kind, day=date(2026, 5, day))
                contacting.add(connection, entry, written="2026-05-10T00:00:00")
    return path


@pytest.mark.parametrize(
    ("asked", "found"),
    [("met", ["Ana Ruiz"]), ("Shortlisted", ["Bo Lindqvist"]), ("do not contact", ["Eve <b>Okoro</b>"]),
     ("do-not-contact", ["Eve <b>Okoro</b>"]), ("new", ["Zoë Żak"]), ("thanked", []), ("sent", [])],
)  # fmt: skip
def test_people_in_a_state(file, asked, found):
    connection = query.connect(file)
    assert [one["name"] for one in query.speakers(connection, Filters(state=asked))] == found
    assert query.count(connection, Filters(state=asked)) == len(found)
    connection.close()


def test_states_combine_and_are_counted(file):
    connection = query.connect(file)
    assert query.count(connection, Filters(state="met", company="harbour health")) == 1
    assert query.count(connection, Filters(state="met", year=2025)) == 0
    told = {one.value: one.people for one in facets(connection, make(connection), Filters(state="met"))["state"]}
    assert told == {"new": 1, "shortlisted": 1, "met": 1, "do not contact": 1}
    told = {
        one.value: one.people
        for one in facets(connection, make(connection), Filters(company="harbour health"))["state"]
    }
    assert told == {"shortlisted": 1, "met": 1}
    connection.close()


def test_state_there_is_not_is_told(file):
    connection = query.connect(file)
    with pytest.raises(InputError, match="is no state") as told:
        query.count(connection, Filters(state="in love"))
    assert "shortlisted" in told.value.hint
    connection.close()


def test_every_state_of_the_log_is_one():
    assert states.words()[:4] == ("new", "shortlisted", "sent", "nudged")
    assert states.words()[-1] == "do not contact"
