"""Names cut in two: given name and family name in lines of their own, over a `<br>` or in two blocks of one make.

`<h3>Ada<br>Kovač</h3>`, `<div>Ada</div><div>Kovač</div>`. One pair alone could be anything ("Acme", "Berlin"); where
most pairs of one make begin (or end) with a known given name, all of them are names.
"""

from __future__ import annotations

import re
from collections import defaultdict

from scraper.extract.visible.outline import HEADINGS, Outline
from scraper.recognise.names import is_known_given, is_never, name_score
from scraper.text import fold

MOST_WORDS = 3
LONGEST = 40
FEWEST = 3
_WHOLE = 0.6
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*\.?\Z")

Spot = tuple[int, int, int, str]
"""Of a line: its node, its first and its last text node, its text."""


def halves(page: Outline, spots: list[Spot]) -> dict[int, int]:
    """Which lines go with the one behind them to make one name: index -> the node that holds the two."""
    pairs: dict[tuple[int, bool], list[tuple[int, int]]] = defaultdict(list)
    for i in range(len(spots) - 1):
        node, first, _, text = spots[i]
        other, _, last, more = spots[i + 1]
        if node == other:
            holder = node
        elif page.path[node] == page.path[other] and page.parent[node] == page.parent[other] >= 0:
            holder = page.parent[node]
        else:
            continue
        if not (_could_be_half(text) and _could_be_half(more)):
            continue
        is_all = (i == 0 or spots[i - 1][2] < holder) and (i + 2 == len(spots) or spots[i + 2][1] >= page.end[holder])
        if is_all and first > holder and last < page.end[holder]:
            pairs[page.path[holder], node == other].append((i, holder))
    found: dict[int, int] = {}
    for (_, is_cut), members in pairs.items():
        is_titled = is_cut and page.tag[members[0][1]] in HEADINGS
        if len(members) < (1 if is_titled else FEWEST):
            continue
        known = [_is_known(spots[i][3], spots[i + 1][3]) for i, _ in members]
        if 2 * sum(known) >= len(members):
            found.update((i, holder) for i, holder in members)
    return found


def _could_be_half(text: str) -> bool:
    words = text.split() if len(text) <= LONGEST else []
    return (
        0 < len(words) <= MOST_WORDS
        and all(_WORD.match(word) and not is_never(word) for word in words)
        and words[-1][0].isupper()
        and text[0].isalpha()
    )


def _is_known(one: str, other: str) -> bool:
    """Does one half hold nothing but a given name (or two), and the other something else than another such?"""
    parts = one.split(), other.split()
    if min(map(len, parts)) > 1 and name_score(one) >= _WHOLE and name_score(other) >= _WHOLE:
        return False
    front, behind = (all(is_known_given(word) for word in part) for part in parts)
    return (front or behind) and fold(one) != fold(other)
