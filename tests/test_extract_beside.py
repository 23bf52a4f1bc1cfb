"""Where the rest of the same data lies."""

import pytest

from scraper.extract.beside import beside


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://river.example/2031/speakers.json", "https://river.example/2031/sessions.json"),
        ("https://river.example/speakers/speakers?page=2", "https://river.example/speakers/sessions?page=2"),
        ("https://river.example/data/speakers/", "https://river.example/data/sessions/"),
        ("file:///tmp/fbf817.speakers.json", "file:///tmp/fbf817.sessions.json"),
        ("https://river.example/speakers/all.json", None),
        ("https://river.example/keynotespeakers.json", None),
        ("https://river.example/", None),
        ("https://river.example/?speakers", None),
    ],
)
def test_file_beside_is_named_by_the_other_word(url, found):
    assert beside(url, "speakers", "sessions") == found
