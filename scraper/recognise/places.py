"""Is a short text nothing but a place ("Berlin, Germany")? Where somebody is from is no employer."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from scraper import reference
from scraper.text import fold

LONGEST = 60
_PART = re.compile(r"[,/|()]")


@cache
def _places() -> frozenset[str]:
    cities = (city for row in reference.table("cities").values() for city in row)
    return frozenset((*map(fold, reference.lines("places")), *cities))


@lru_cache(maxsize=16_384)
def is_place(text: str) -> bool:
    """Is it nothing but a city, a region or a country, or up to three of them? Told by data/places.txt and data/cities.toml."""
    if len(text) > LONGEST:
        return False
    plain = fold(text)
    if _PART.search(plain) is None:
        return plain.strip(" .") in _places()
    parts = [part for one in _PART.split(plain) if (part := one.strip(" ."))]
    return bool(parts) and len(parts) <= 3 and all(part in _places() for part in parts)
