"""What appearances are found by, as the file keeps it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.store.whom.keys import kept


@pytest.mark.parametrize("key", ["l:git.example/ana", "p:https://a.example/ana.jpg"])
def test_links_and_pictures_stay_what_they_are(key):
    assert kept(key) == key


@given(st.sampled_from(["n:", "r:", "f:", "k:", "w:", "h:", "t:"]), st.text())
def test_all_else_is_a_number_of_four_bytes_and_titles_are_told_apart(kind, text):
    number = kept(f"{kind}{text}")
    assert number == kept(f"{kind}{text}")
    assert -(2**31) <= number < 2**31
    assert (number < 0) == (kind == "t:")


def test_different_keys_have_different_numbers():
    keys = [f"{kind}:{word}" for kind in "nfkt" for word in map(str, range(2_000))]
    assert len({kept(key) for key in keys}) == len(keys)
