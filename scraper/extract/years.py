"""Years in the names of conferences."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.text import squash

YEAR = re.compile(r"(?<![\d/.-])(?:19[89]\d|20\d\d)(?![\d])|(?<=[a-zA-Z_'’ -])(?:19[89]\d|20\d\d)(?!\d)")
SHORT_YEAR = re.compile(r"['’](\d\d)\b")
_LOOSE_ENDS = re.compile(r"[\s\-–—|:,#·•'’(\[]+$|^[\s\-–—|:,·•)\]]+")


@lru_cache(maxsize=1024)  # the pieces of a title are asked about again and again
def without_year(name: str) -> str:
    """A conference's name without the year: "PyConf 2031" -> "PyConf", "2019.js: the conf" stays."""
    short = SHORT_YEAR.sub("", YEAR.sub("", name))
    short = re.sub(r"\(\s*\)|\[\s*\]", "", short)
    for _ in range(3):
        short = _LOOSE_ENDS.sub("", squash(short))
    return short if len(short) > 1 else squash(name)
