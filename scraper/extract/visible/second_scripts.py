"""Lines that only give the name of the line before them in another script: "山田 花" with "Hana Yamada" or "やまだ はな" below.

One such pair could be a person and a colleague; where the lines of one make do so all over the page, the second is no
person and no employer.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from scraper.extract.visible.outline import Outline
from scraper.recognise.employers import known
from scraper.recognise.joined_names import is_joined
from scraper.recognise.names import could_be_handle, name_score
from scraper.recognise.second_forms import is_kana, is_reading, is_same_in_latin

FEWEST = 2
"""Pairs of one make."""
LONGEST = 40
_MOST = 0.7
_SURE = 0.75
_ALIAS = 0.5
"""How much a pair counts whose second is what somebody is called online: it shows nothing by itself."""

Spot = tuple[int, str]
"""Of a line: its node and its text."""


def second_scripts(page: Outline, spots: list[Spot]) -> frozenset[int]:
    """Which lines are names in a second script, by their place in the list."""
    pairs: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
    for at, ((node, text), (other, more)) in enumerate(pairwise(spots)):
        if len(text) > LONGEST or len(more) > LONGEST or _are_twins(page, node, other):
            continue
        more = more.strip("()（） ")  # noqa: PLW2901 -- "(Da-Hai Lin)" behind the name it writes
        if text.isascii() != more.isascii():
            alike = (
                1.0 if is_same_in_latin(text, more) or is_same_in_latin(more, text) else _ALIAS * _is_alias(text, more)
            )
            pairs[page.path[node], page.path[other]].append((at + 1, alike))
        elif node != other and is_joined(text) and is_kana(more):
            pairs[page.path[node], page.path[other]].append((at + 1, float(is_reading(text, more))))
    found: set[int] = set()
    for members in pairs.values():
        same = [at for at, is_one in members if is_one and at - 1 not in found]
        whole = sum(is_one == 1.0 for _, is_one in members)
        if whole >= FEWEST and len(same) >= _MOST * len(members):
            found.update(same)
    return frozenset(found)


def _are_twins(page: Outline, node: int, other: int) -> bool:
    """Do two lines stand at the same place of two boxes made alike? Then they tell of two people."""
    return page.path[node] == page.path[other] and page.parent[node] != page.parent[other]


def _is_alias(name: str, alias: str) -> bool:
    """Is a name in Han, kana or Hangul followed by one word in Latin letters that names nothing else ("王小明", "kiku")?"""
    return is_joined(name) and name_score(name) >= _SURE and could_be_handle(alias) and known(alias) is None
