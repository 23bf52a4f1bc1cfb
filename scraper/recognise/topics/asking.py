"""What somebody means who asks for a topic: topics of the vocabulary, and words that are none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from scraper.recognise.topics import table
from scraper.text import fold

CLOSE = 0.55
"""How much a topic one step narrower counts for the one asked for."""
ABOVE = 0.2
"""How much the topics right above count: enough to fill up a short list, never to be sure."""
_LONGEST = 1_000  # letters of a question that are looked at,
_MOST = 32  # and words: more than anybody types
_SMALL = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """The topics named in what was asked, and the rest of its words."""

    topics: tuple[str, ...]
    words: tuple[str, ...]


@lru_cache(maxsize=256)  # one question asks several times
def understand(asked: str) -> Asked:
    """The topics and other words in what somebody typed: k8s is kubernetes, "python testing" two topics.

    The whole is looked for first, then the longest phrases in it. Words of up to three letters beside topics are dropped.
    """
    wanted = table.key(asked[:_LONGEST])[:_MOST]
    lines = [(line, held) for line, folded in _folded() if any(held := [_begins(word, folded) for word in wanted])]
    if (topic := _known(line for line, held in lines if all(held)).get(wanted)) is not None:
        return Asked((topic,), ())
    known = _known((line for line, _ in lines), tags=False)
    found: list[str] = []
    words: list[str] = []
    at = 0
    while at < len(wanted):
        for size in range(len(wanted) - at, 0, -1):
            if (topic := known.get(wanted[at : at + size])) is not None:
                found.append(topic)
                at += size
                break
        else:
            words.append(wanted[at])
            at += 1
    if found:
        words = [word for word in words if len(word) > _SMALL]
    return Asked(tuple(dict.fromkeys(found)), tuple(words))


def around(topic: str) -> dict[str, float]:
    """The topic itself (1.0) and all below it, each with how much it counts for the one asked for.

    The topics right above count a little: who speaks about hiring may tell something of job interviews.
    """
    below: dict[str, list[str]] = {}
    for name, above in table.parents().items():
        for one in above:
            below.setdefault(one, []).append(name)
    found = {topic: 1.0}
    todo = [topic]
    for one in todo:
        for name in below.get(one, ()):
            if name not in found:
                found[name] = found[one] * CLOSE
                todo.append(name)
    for parent in table.parents().get(topic, ()):
        found.setdefault(parent, ABOVE)
    return found


def phrases(topic: str) -> tuple[str, ...]:
    """What a topic is called and what points to it: how people who speak about it would put it."""
    line = next(
        (table.parse(text) for text in table.texts() if text.startswith(topic) and table.parse(text).name == topic),
        None,
    )
    if line is None:
        return ()
    return tuple(word for word in (topic, *line.same, *line.points) if word not in line.tag)


def _known(lines: Iterable[str], *, tags: bool = True) -> dict[tuple[str, ...], str]:
    """The keys of topics, each with its topic; with those that name one only as a tag, or without."""
    found: dict[tuple[str, ...], str] = {}
    parsed = list(map(table.parse, lines))
    for line in parsed:
        shy = set(map(table.key, line.tag))
        for key in table.keys(line):
            if tags or key not in shy:
                found.setdefault(key, line.name)
    found.update({table.key(line.name): line.name for line in parsed if tags or line.name not in line.tag})
    return found


@cache
def _folded() -> tuple[tuple[str, str], ...]:
    return tuple((line, fold(line)) for line in table.texts())


def _begins(word: str, line: str) -> bool:
    """Does a word of the line begin so? Only such lines are taken apart: asking is quick.

    Of a word of two letters nothing was taken off (scraper.recognise.topics.table.singular): it stands there whole.
    """
    start = word[:3]
    if start not in line:
        return False
    ends = "" if word[2:] else r"(?![^\W_])"
    return re.search(rf"(?<![^\W_]){re.escape(start)}{ends}", line) is not None
