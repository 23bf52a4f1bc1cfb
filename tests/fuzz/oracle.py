"""What no input may do to us: raise what is not ours, take long, answer differently the second time, break a promise.

A harness is a function of bytes that gives anything with a `repr`; `judge` runs one and raises `FindingError` when it misbehaves.
"""

from __future__ import annotations

import re
import sys
import time
import traceback
import unicodedata
from collections.abc import Callable
from pathlib import Path

from scraper.errors import AdapterError, CoffeechatError
from scraper.text import squash

SECONDS = 2.0
"""Of CPU time, for one input: what a page may cost at most."""
Harness = Callable[[bytes], object]
_OURS = re.compile(r"[\\/](scraper|adapters)[\\/](.+\.py)$")
_BROKEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LETTERS = re.compile(r"[^\W_]+")


class FindingError(AssertionError):
    """Something an input did that none may do. `place` is the same for findings that are likely one fault."""

    def __init__(self, kind: str, place: str, detail: str = "") -> None:
        super().__init__(f"{kind} at {place}{': ' if detail else ''}{detail[:400]}")
        self.kind, self.place = kind, place


def judge(harness: Harness, data: bytes, *, seconds: float = SECONDS, twice: bool = True) -> str:
    """What the harness made of the data, as text. Raises FindingError."""
    began = time.process_time()
    told = _run(harness, data)
    took = time.process_time() - began
    if took > seconds:
        raise FindingError("slow", _name(harness), f"{took:.1f} s for {len(data)} bytes")
    if twice and (again := _run(harness, data)) != told:
        raise FindingError("unstable", _name(harness), f"{told[:150]} ... {again[:150]}")
    return told


def _run(harness: Harness, data: bytes) -> str:
    try:
        return repr(harness(data))
    except FindingError:
        raise
    except CoffeechatError as problem:
        if isinstance(problem, AdapterError) and problem.__cause__ is not None:
            raise _raised(problem.__cause__) from problem  # a fault of ours in an adapter's coat
        return repr(problem)
    except Exception as problem:
        raise _raised(problem) from problem


def _raised(problem: BaseException) -> FindingError:
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [(found[2], frame.lineno) for frame in frames if (found := _OURS.search(frame.filename))]
    file, line = ours[-1] if ours else (Path(frames[-1].filename).name, frames[-1].lineno)
    return FindingError(type(problem).__name__, f"{file}:{line}", str(problem))


def _name(harness: Harness) -> str:
    return getattr(harness, "__name__", "harness")


def holds(condition: object, promise: str, detail: object = "") -> None:
    """A promise the result must keep. Raises FindingError."""
    if not condition:
        caller = sys._getframe(1)
        raise FindingError("broken promise", f"{promise} ({caller.f_code.co_name})", repr(detail))


def clean(text: str | None, what: str, *, lines: bool = False) -> None:
    """A text made of a page: no control characters, no invisible marks, no white space at its ends."""
    if text is None:
        return
    holds(not _BROKEN.search(text), f"{what} without control characters", text)
    holds(lines or "\n" not in text, f"{what} on one line", text)
    holds(text == text.strip(), f"{what} without white space around it", text)
    holds(text, f"{what} that is not empty")


def _plain(text: str) -> str:
    """Without case, accents and control characters: cleaning may set them right, in Turkish as Turkish does (I is ı)."""
    return (
        "".join(one for one in unicodedata.normalize("NFKD", squash(text).casefold()) if not unicodedata.combining(one))
        .casefold()
        .replace("ı", "i")
    )


def verbatim(fact: str | None, told: str, what: str) -> None:
    """Is every letter of the fact, in its order, one of the text? Blanks and marks may go, nothing may come."""
    if fact is None:
        return
    whole = "".join(_LETTERS.findall(_plain(told))) + "|" + "".join(_LETTERS.findall(_plain(_BRACKETS.sub("", told))))
    for word in _LETTERS.findall(_plain(fact)):
        holds(word in whole, f"{what} verbatim", (word, fact, told[:300]))
