"""What a pull could not have is told, and takes nothing from what was known."""

import pytest

from scraper.errors import FewerSpeakers, OurFault, PartlyRead, StoreError, worst
from scraper.model import Harvest, PageRead, Sighting
from scraper.pull.losses import completed, partly
from scraper.reading import make

PAGE = "https://spring.example/speakers"


def seen(name, **more):
    return Sighting(name=name, source=PAGE, method="cards", **more)


def page(path="", **more):
    return PageRead(url=PAGE + path, adapter="website", **more)


def reading(*sightings, pages=(), unread=()):
    people = sightings or (seen("Ana Ruiz"),)
    return make(
        Harvest(edition=None, sightings=people, talks=(), left_out=(), pages=(page(people=1), *pages), unread=unread)
    )


FAILED = page("/2", error="Unreachable", message="no answer")
GONE = page("/bo", about="Bo Lind", error="Gone", message="no such page (404)", missed=True)
SILENT = page("/ana", about="Ana Ruiz", missed=True)


@pytest.mark.parametrize(
    ("pages", "unread", "told"),
    [
        ((), (), None),
        ((page("/old", error="Gone", message="404"),), (), None),
        ((page("/ana", about="Ana Ruiz"),), (), None),
        ((FAILED,), (), f"1 of 2 pages could not be read; first: {PAGE}/2 (no answer)"),
        ((GONE,), (), f"one person's own page tells nothing of them; first: Bo Lind, {PAGE}/bo (no such page (404))"),
        (
            (SILENT, GONE),
            (),
            f"2 people's own pages tell nothing of them; first: Ana Ruiz, {PAGE}/ana (it does not name them)",
        ),
        ((), (page("/3"), page("/4")), "the budget of pages was spent: 2 more were not read"),
        (
            (FAILED, SILENT),
            (page("/3"),),
            (
                f"1 of 3 pages could not be read; first: {PAGE}/2 (no answer); "
                f"one person's own page tells nothing of them; first: Ana Ruiz, {PAGE}/ana (it does not name them); "
                "the budget of pages was spent: 1 more were not read"
            ),
        ),
    ],
)
def test_partly_names_what_was_lost_and_where(pages, unread, told):
    error = partly(reading(pages=pages, unread=unread))
    assert (error.message if error else None) == told
    assert error is None or (error.exit_code, bool(error.hint)) == (7, True)


def test_whoever_s_page_could_not_be_had_keeps_what_it_said_before():
    ana = seen("Ana Ruiz", headline="Nurse, Harbour Health", bio="Ana nurses.", talks=("Wards",))
    bo = seen("Bo Lind", headline="Pilot, Tidewater")
    now = reading(seen("Ana Ruiz", talks=("Nights",)), seen("Bo Lind"), pages=(SILENT,))
    one, other = completed(now, {"ana ruiz": ana, "bo lind": bo}).speakers
    assert (one.role, one.employer, one.sighting.bio) == ("Nurse", "Harbour Health", "Ana nurses.")
    assert one.sighting.talks == ("Nights", "Wards")
    assert (other.role, other.employer) == (None, None)  # his page was read: it says no more


def test_what_today_s_list_says_wins_over_what_was_known():
    before = seen("Ana Ruiz", headline="Nurse, Harbour Health", bio="Ana nurses.")
    now = reading(seen("Ana Ruiz", headline="Head Nurse, Tidewater Clinic"), pages=(SILENT,))
    (ana,) = completed(now, {"ana ruiz": before}).speakers
    assert (ana.role, ana.employer, ana.sighting.bio) == ("Head Nurse", "Tidewater Clinic", "Ana nurses.")


def test_somebody_new_has_nothing_to_keep():
    now = reading(pages=(SILENT,))
    assert completed(now, {}).speakers == now.speakers


@pytest.mark.parametrize(
    ("errors", "code"),
    [
        ([], 0),
        ([None, None], 0),
        ([None, PartlyRead("some")], 7),
        ([PartlyRead("some"), OurFault("bug")], 1),
        ([FewerSpeakers("few"), PartlyRead("some"), None], 4),
        ([FewerSpeakers("few"), StoreError("disk")], 6),
    ],
)
def test_worst_counts_a_partial_success_least(errors, code):
    assert worst(errors) == code
