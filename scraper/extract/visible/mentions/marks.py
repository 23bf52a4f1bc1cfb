"""The marks before or behind which a name can end or begin: dashes, bars, colons, brackets, commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

_HEADS = re.compile(
    r"\s+[-–—―−]+\s+|\s*[–—]\s*|\s*[|:·•：｜]\s*|,\s+|\s*[（(\[]|\s+[/／]\s+|\s*／\s*|\s+@\s*|\s*[~～]\s*|，|\s+-|-\s+"
)
_TAILS = re.compile(
    r"\s+[-–—―−]+\s+|\s*[–—]\s*|\s*[|:·•：｜]\s*|\s+[/／]\s+|\s*／\s*|\.\s+(?:[-–—]\s+)?|\s+-|[\"”」』]\s*,?\s+"
)
# Marks without which the patterns above need not be tried: looking for one of a few letters is far cheaper.
_HEAD_MARK = re.compile(r"[-–—―−|:·•：｜,，（(\[/／@~～]")
_TAIL_MARK = re.compile(r"[-–—―−|:·•：｜/／.\"”」』]")


def _found(text: str, letters: re.Pattern[str], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives, tried only where one of its letters stands (or the blanks before it)."""
    at = 0
    while letter := letters.search(text, at):
        begin = start = letter.start()
        while begin > at and text[begin - 1].isspace():
            begin -= 1
        mark = pattern.match(text, begin) or (pattern.match(text, start) if begin < start else None)
        if mark:
            yield mark
        at = mark.end() if mark else start + 1


def head_marks(text: str, most: int) -> Iterator[re.Match[str]]:
    """The first marks in a text before which a name could end."""
    return islice(_found(text, _HEAD_MARK, _HEADS), most)


def tail_marks(text: str, most: int) -> list[re.Match[str]]:
    """The last marks in a text behind which a name could begin."""
    return list(_found(text, _TAIL_MARK, _TAILS))[-most:]


def kind_of(mark: str) -> str:
    """The mark by the letter that stands for all of its kind: "-", "(", ":", "/", "|", ","."""
    mark = mark.strip()
    if not mark or mark[0] in "-–—―−" or mark[-1] in "-–—":
        return "-"
    return {"（": "(", "[": "(", "：": ":", "／": "/", "｜": "|", "，": ","}.get(mark[0], mark[0])
