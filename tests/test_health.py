"""The verdict on a pull, by the pulls before it."""

from __future__ import annotations

import pytest

from scraper import errors, health


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
    verdict = health.judge(found, earlier, failed_pages=failed)
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
    assert health.judge(found, earlier, failed_pages=failed).message == message


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (errors.Gone("no such page"), "gone"),
        (errors.Blocked("refused"), "blocked"),
        (errors.NotAllowed("robots.txt"), "blocked"),
        (errors.NeedsJavaScript("drawn by scripts"), "needs_javascript"),
        (errors.NoSpeakers("nobody"), "empty"),
        (errors.Unreachable("no answer"), "failed"),
        (errors.AdapterError("broken"), "failed"),
        (errors.Interrupted("stopped"), "failed"),
    ],
)
def test_after_an_error_the_old_rows_are_kept(error, word):
    verdict = health.after(error)
    assert (verdict.word, verdict.message, verdict.keeps_old) == (word, error.message, True)
