"""The verdict on a pull, by the pulls before it."""

from __future__ import annotations

from typing import get_args

import pytest
from invented import speaker

from scraper import errors, health
from scraper.model import LeftOut, Talk, VerdictWord


@pytest.mark.parametrize(
    ("found", "earlier", "failed", "word"),
    [
        (30, [], 0, "ok"),
        (1, [], 0, "ok"),
        (0, [], 0, "empty"),
        (0, [40], 0, "empty"),
        (0, [40], 3, "empty"),
        (70, [100], 0, "ok"),
        (69, [100], 0, "shrunk"),
        (69, [100], 2, "shrunk"),
        (69, [10, 100], 0, "shrunk"),
        (69, [100, 80], 0, "ok"),
        (100, [40], 0, "ok"),
        (1, [3], 0, "ok"),
        (2, [5], 0, "shrunk"),
        (3, [5], 0, "ok"),
        (30, [30], 1, "partial"),
        (30, [], 2, "partial"),
    ],
)
def test_judge_compares_with_the_last_good_pull(found, earlier, failed, word):
    verdict = health.judge({"people": found}, [{"people": one} for one in earlier], failed_pages=failed)
    assert verdict.word == word
    assert verdict.keeps_old == (word in ("empty", "shrunk"))
    assert verdict.is_full == (word == "ok")


@pytest.mark.parametrize(
    ("found", "earlier", "failed", "message"),
    [
        (30, [], 0, "30 found"),
        (0, [], 0, "nobody was found"),
        (0, [12], 0, "nobody was found; the 12 of the last pull are kept"),
        (10, [40], 0, "10 found where the last pull had 40; the old rows are kept"),
        (10, [], 1, "10 found; 1 page could not be read"),
        (10, [], 4, "10 found; 4 pages could not be read"),
    ],
)
def test_judge_says_why_in_one_line(found, earlier, failed, message):
    said = health.judge({"people": found}, [{"people": one} for one in earlier], failed_pages=failed)
    assert said.message == message


def test_judge_of_own_pages_that_are_gone_says_so_and_the_list_is_whole():
    said = health.judge({"people": 10}, [], missed_pages=2)
    assert (said.word, said.message) == ("partial", "10 found; 2 people's own pages tell nothing of them")
    assert (said.is_full, said.keeps_old) == (True, False)
    both = health.judge({"people": 10}, [], missed_pages=2, failed_pages=1)
    assert both.message == f"{said.message}; 1 page could not be read"
    assert not both.is_full


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (errors.Gone("no such page"), "gone"),
        (errors.Blocked("refused"), "blocked"),
        (errors.NotAllowed("robots.txt"), "blocked"),
        (errors.NeedsJavaScript("drawn by scripts"), "needs_javascript"),
        (errors.NoSpeakers("nobody"), "empty"),
        (errors.NotAnnounced("soon"), "announced_later"),
        (errors.Unreachable("no answer"), "failed"),
        (errors.AdapterError("broken"), "failed"),
        (errors.Interrupted("stopped"), "failed"),
    ],
)
def test_after_an_error_the_old_rows_are_kept(error, word):
    verdict = health.after(error)
    assert (verdict.word, verdict.message, verdict.keeps_old) == (word, error.message, True)


@pytest.mark.parametrize(
    ("now", "before", "word", "told"),
    [
        # A reader that lost a whole column still finds everybody: what was known stays.
        ({"people": 40, "employer": 0}, {"people": 40, "employer": 38}, "shrunk", "employers for none where the last pull had them for 38"),
        ({"people": 40, "role": 2}, {"people": 40, "role": 38}, "shrunk", "roles for 2 where the last pull had them for 38"),
        ({"people": 40, "talks": 0, "role": 0}, {"people": 40, "talks": 30, "role": 9}, "shrunk", "roles for none where the last pull had them for 9 and talks for none"),
        # Pictures and links may go: that is told, and the list is taken.
        ({"people": 40, "photo": 0}, {"people": 40, "photo": 40}, "ok", "pictures for none where the last pull had them for 40"),
        # Nothing is lost where few ever had it, where the list is shorter by as much, or where half are left.
        ({"people": 40, "employer": 0}, {"people": 40, "employer": 4}, "ok", ""),
        ({"people": 4, "employer": 1}, {"people": 5, "employer": 5}, "ok", ""),
        ({"people": 40, "employer": 19}, {"people": 40, "employer": 38}, "ok", ""),
        ({"people": 40, "employer": 38}, {"people": 40, "employer": 0}, "ok", ""),
    ],
)  # fmt: skip
def test_judge_compares_what_is_known_of_people(now, before, word, told):
    verdict = health.judge(now, [before])
    assert verdict.word == word
    assert told in verdict.message
    assert ("where the last pull" in verdict.message) == bool(told)


def test_judge_tells_a_lost_fact_before_pages_that_could_not_be_read():
    before = {"people": 40, "employer": 38}
    assert health.judge({"people": 40, "employer": 0}, [before], failed_pages=3).word == "shrunk"
    assert health.judge({"people": 40, "employer": 0}, [], failed_pages=3).word == "partial"


def test_counts_tell_every_fact():
    people = [speaker("Ana Ruiz", "Nurse", "City Clinic", bio="Ana nurses.", talks=("Knots",)), speaker("Bo Lind")]
    assert health.counts(people, [Talk(title="Knots")], [LeftOut(name="TBA", reason="placeholder")]) == {
        "people": 2, "role": 1, "employer": 1, "headline": 1, "bio": 1, "photo": 0, "links": 0, "talks": 1,
        "programme": 1, "left_out": 1,
    }  # fmt: skip


def test_every_bad_verdict_has_a_next_step_without_a_gap_to_fill():
    for word in get_args(VerdictWord):
        step = health.next_step(word, "https://conf.example/")
        assert bool(step) == (word != "ok")
        assert "TARGET" not in step
        assert "URL" not in step
