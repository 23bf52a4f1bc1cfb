"""What stands in front of a name and is no part of it: a day, a time of day, "Moderator:", "by"."""

from __future__ import annotations

import re
from functools import cache

from scraper import reference
from scraper.extract.visible.persons import announcing
from scraper.extract.visible.texts import clock
from scraper.recognise.sections import billing
from scraper.text import fold

_LABEL = re.compile(r"^\s*([^:：]{2,40})[:：]\s*(?=\S)")
_DIGIT = re.compile(r"\d")
TIME = re.compile(
    r"^\s*\d{1,2}\s*[:.h]\s*\d{2}(?:\s*(?:am|pm|h|uhr))?(?:\s*[-–—]\s*\d{1,2}\s*[:.h]\s*\d{2}(?:\s*(?:am|pm|h|uhr))?)?\s*[-–—:|]?\s*",
    re.IGNORECASE,
)


def label(text: str) -> tuple[str, str | None]:
    """A text without the function or label in front of the name ("Moderator: Ada" -> "Ada", "moderator")."""
    if (":" in text or "：" in text) and (match := _LABEL.match(text)):
        said = billing(match[1])
        if said is not None or fold(match[1]).strip(" *•■◆●[]()【】") in announcing():
            return text[match.end() :], said or "speaker"
    first = text.partition(" ")[0]
    if first.lower() in _beginnings():
        return text[len(first) :].lstrip(), None
    return text, None


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(reference.table("labels")["by_first"])


def undated(text: str) -> str:
    """The text without the day, or the time of day, in front of it."""
    if not _DIGIT.search(text):
        return text
    if timed := clock().match(text):
        return text[timed.end() :]
    if not text[:1].isdigit() and not text[:12].strip().split(" ")[-1:][0][:1].isdigit():
        return text
    plain = alike(text[:60])
    found = _date().match(plain.lower())
    return text[found.end() :] if found and len(plain) == len(text[:60]) else text


@cache
def _date() -> re.Pattern[str]:
    """Matches a day in front of what is on then: "23 sept. ", "12. Mai: ", "10 januari 2031, "."""
    months = "|".join(
        sorted((fold(one) for one in reference.table("fields")["dates"] if len(one) > 2), key=len, reverse=True)
    )
    return re.compile(
        rf"^\s*(?:(?:{months})\.?,?\s+)?\d{{1,2}}(?:\.|st|nd|rd|th)?\s+(?:de\s+)?(?:{months})\.?(?:\s+\d{{4}})?\s*[-–—:|,.]?\s+(?=\S)"
    )


def alike(text: str) -> str:
    """The text without accents where that leaves every letter in its place: the tables have none."""
    plain = fold(text)
    return plain if len(plain) == len(text) else text
