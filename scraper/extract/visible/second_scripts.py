"""Lines that only give the name of the line before them in another script: "山田 花" with "Hana Yamada" or "やまだ はな" below.

One such pair could be a person and a colleague; where the lines of one make do so all over the page, the second is no
person and no employer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from scraper.extract.visible.outline import Outline
from scraper.recognise.employers import cue, known, legal_form
from scraper.recognise.joined_names import is_joined
from scraper.recognise.names import could_be_handle, name_score
from scraper.recognise.roles import role_score

FEWEST = 2
"""Pairs of one make."""
LONGEST = 40
_MOST = 0.7
_SURE, _SOME, _NO_ROLE = 0.75, 0.45, 0.3
_ALIAS = 0.5
"""How much a pair counts whose second is what somebody is called online: it shows nothing by itself."""
_KANA = re.compile(r"[\u3041-\u30ff]+[ \u3000][\u3041-\u30ff]+\Z")
_LATIN = re.compile(r"[^\W\d_](?:[^\W\d_]|['.-])*(?: [^\W\d_](?:[^\W\d_]|['.-])*){1,2}\Z")

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
            alike = 1.0 if _is_same(text, more) or _is_same(more, text) else _ALIAS * _is_alias(text, more)
            pairs[page.path[node], page.path[other]].append((at + 1, alike))
        elif node != other and _KANA.match(more) and is_joined(text):
            pairs[page.path[node], page.path[other]].append((at + 1, float(name_score(text) >= _SURE)))
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


def _is_same(joined: str, latin: str) -> bool:
    """Is one a name in Han, kana or Hangul, and the other one in Latin letters that names nothing else?"""
    return (
        is_joined(joined)
        and not joined.isascii()
        and _LATIN.match(latin) is not None
        and latin.isascii()
        and name_score(joined) >= _SURE
        and name_score(latin) >= _SOME
        and role_score(latin) < _NO_ROLE
        and cue(latin) is None
        and known(latin) is None
        and legal_form(latin) is None
    )
