"""Names behind a mark, a "by", or in brackets at the end: "Rust - Ada Kovač (Acme)", "Rust by Ada and Li"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scraper.extract.visible.mentions.labels import TIME, alike
from scraper.extract.visible.mentions.marks import head_marks, kind_of, tail_marks
from scraper.extract.visible.mentions.mention import Mention
from scraper.extract.visible.persons import ORG_BEHIND, joiners, people
from scraper.extract.visible.texts import field_set, is_date
from scraper.recognise.employers import employer_score
from scraper.recognise.joined_names import is_joined
from scraper.recognise.names import lists
from scraper.recognise.roles import role_score
from scraper.recognise.sections import billing
from scraper.text import fold, lowered

MOST_MARKS = 3
MOST_BRACKETS = 3
SURE_BEFORE_JOB = 0.75
_WORD = re.compile(r"\w+")
_OF = frozenset(("di", "de", "von", "door", "av", "af", "com", "con", "met", "mit", "with", "por", "par", "przez"))
"""Words before a speaker that stand between a job and a place as often."""


def tails(text: str, found: list[Mention]) -> None:
    """Names after a mark or a "by": "Rust at scale - Ada Kovač (Acme)", "Rust at scale by Ada and Li"."""
    for mark in tail_marks(text, MOST_MARKS):
        if mark.start() == 0 or (mark[0][0] == "." and _ends_with_title(text[: mark.start()])):
            continue
        _tail(text, text[: mark.start()], text[mark.end() :], "tail" + kind_of(mark[0]), found)
    bys = list(_by(alike(text)))[-2:] if _may_say_by(text) else []
    for mark in bys:
        if mark.start() == 0 and not text[: mark.end()].strip():
            continue
        before = text[: mark.start()]
        if is_date(before):
            continue  # who published it, and when
        if fold(mark[0]).strip() in _OF and (employer_score(before) >= 0.5 or role_score(before) >= 0.5):
            continue  # "Professor, Università di Federico II"
        _tail(text, before, text[mark.end() :], "tail by", found)
    _in_brackets(text, found)


def _tail(text: str, before: str, tail: str, kind: str, found: list[Mention]) -> None:
    who, score = people(tail)
    after = ""
    if not who or score < 0.5:
        for mark in head_marks(tail, 2):
            other, more = people(tail[: mark.start()])
            if other and more > max(score, 0.45):
                who, score, after = other, more, tail[mark.start() :]
                if mark[0].strip()[:1] in ("(", "（", "[") and (behind := ORG_BEHIND.match(tail)):
                    after = f"{behind['aside']} {behind['rest']}".rstrip()
                break
    if who and score >= 0.45:
        said = billing(TIME.sub("", before)) if len(before) < 40 else None
        if said is None and kind in ("tail:", "tail by") and before.split():
            said = billing(before.rsplit(maxsplit=1)[-1])  # "Second invited speaker: Ada Kovač"
        found.append(Mention(text, kind, who, score, before=before, after=after, billing=said))


def _in_brackets(text: str, found: list[Mention]) -> None:
    """A name in brackets behind a title, perhaps with the job, and behind them perhaps what kind of session it is.

    "Boats (Ada Kovač) (Workshop)", "Boats (Ada Kovač, Acme)".
    """
    rest = text
    for _ in range(MOST_BRACKETS):
        if not rest.endswith((")", "）")) or (at := max(rest.rfind("("), rest.rfind("（"))) <= 0:
            return
        inner = rest[at + 1 : -1]
        who, score = people(inner)
        if who and score >= 0.6:
            found.append(Mention(text, "brackets", who, score, before=rest[:at]))
            return
        for mark in head_marks(inner, 1):
            who, score = people(inner[: mark.start()])
            if who and score >= SURE_BEFORE_JOB:
                found.append(Mention(text, "brackets", who, score, before=rest[:at], after=inner[mark.start() :]))
                return
        last = fold(inner).split()[-1:]
        if not last or (last[0] not in field_set("labels_talk") and billing(inner) is None):
            return
        rest = rest[:at].rstrip()


def _by(text: str) -> Iterator[re.Match[str]]:
    """Where in a text something leads to a name. In small letters it is found in a third of the time."""
    return _by_in_small_letters().finditer(lowered(text))


@cache
def _by_in_small_letters() -> re.Pattern[str]:
    joined = "|".join(re.escape(one) for one in sorted(joiners("by"), key=len, reverse=True))
    return re.compile(
        rf"(?:^|\s|[,(\[–—-])(?:{joined})(?:\s*:|：)?\s+|(?:講演者|登壇者|講師|讲者|講者|嘉宾|主讲|主講|연사|발표자)\s*[:：]?\s*"
    )


def _may_say_by(text: str) -> bool:
    if text.isascii():
        return not _by_words().isdisjoint(text.lower().replace(":", " ").replace("(", " ").split())
    return is_joined(text) or not _by_words().isdisjoint(_WORD.findall(fold(text)))


@cache
def _by_words() -> frozenset[str]:
    return frozenset(word for one in joiners("by") for word in one.split())


def _ends_with_title(text: str) -> bool:
    """Does the dot behind belong to a name ("Assoc", "Prof", an initial)?"""
    last = fold(text.rsplit(maxsplit=1)[-1]).strip("(.,") if text.split() else ""
    return len(last) <= 2 or last in lists().before
