"""Other people in the place of real ones, so that a page can go into a public repository. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from urllib.parse import quote

from scraper.text import fold, words

_GIVEN = (
    "Amarinde", "Bertok", "Cerisa", "Dovran", "Elowyne", "Fenwick", "Gislinde", "Hollis", "Isaura", "Jorun", "Kestrin",
    "Lumi", "Maarit", "Nerys", "Orlan", "Perrine", "Quillon", "Rosmund", "Sunniva", "Tavish", "Ulrika", "Vesper",
    "Wendeline", "Xanthe", "Yorick", "Zephyrine",
)  # fmt: skip
_FAMILY = (
    "Aldermoor", "Brackwater", "Copperthwaite", "Dunmallow", "Eastlorn", "Fallowhurst", "Greywether", "Hartlebury-Moss",
    "Inkpenfold", "Jarrowmere", "Kittlebeck", "Larkmantle", "Mossgiel", "Nettlefold", "Oxenholt", "Pennyquick",
    "Quarrelstone", "Rookhampton", "Silverdene", "Thistlewhite",
)  # fmt: skip
_PROFILE = re.compile(
    r"https?://(?:www\.)?(?:linkedin|twitter|x|github|facebook|instagram|bsky|youtube|medium|mastodon)\b[^\s\"'<>]*",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SHORTEST = 3


def invented(names: Iterable[str]) -> dict[str, str]:
    """A made-up name for each; the same for the same list."""
    fresh = (f"{_GIVEN[n % len(_GIVEN)]} {_FAMILY[(n + n // len(_GIVEN)) % len(_FAMILY)]}" for n in count())
    return {name: next(fresh) for name in dict.fromkeys(names)}


def replaced(text: str, by: dict[str, str]) -> str:
    """`text` with every name of `by` replaced: whole, in parts (in prose, in addresses), with profiles and mail gone.

    Case is kept where a part stands in small or capital letters. Texts other than names stay: whoever publishes a page
    still has to look at companies, talks and biographies.
    """
    text = _MAIL.sub("somebody@example.org", _PROFILE.sub("https://profile.example/somebody", text))
    for name, other in sorted(by.items(), key=lambda item: -len(item[0])):
        text = text.replace(name, other)
        for old, new in _forms(name, other):
            text = re.sub(rf"(?<![^\W_]){re.escape(old)}(?![^\W_])", new, text)
    return text


def _forms(name: str, other: str) -> Iterator[tuple[str, str]]:
    """Spellings of a name that stand in addresses and prose: slugs, percent signs, single words."""
    for joiner in ("-", "_", "+", "."):
        yield joiner.join(words(name)), joiner.join(words(other))
    yield "".join(words(name)), "".join(words(other))
    yield quote(name), quote(other)
    parts, others = name.split(), other.split()
    for at, part in enumerate(parts):
        if len(part) >= _SHORTEST and part[:1].isupper():
            yield part, others[0 if at < len(parts) - 1 else -1]
            yield part.upper(), others[0 if at < len(parts) - 1 else -1].upper()
            yield fold(part), fold(others[0 if at < len(parts) - 1 else -1])
