"""The use case of teaching: two corrected people of a pull give the rule by which the rest of its page reads."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scraper.authoring import lessons
from scraper.authoring.lessons import Lesson, Proposal, Rule
from scraper.errors import FetchError, StoreError
from scraper.page import Page
from scraper.pull import Settings, one_page
from scraper.store.hand import taught
from scraper.store.hand.taught import Listed
from scraper.target import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaching:
    """What an edition's corrections taught: by whom, which rule, what the rest would become, and why it is kept."""

    rule: Rule
    by: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    why: str


def of_edition(connection: sqlite3.Connection, edition_id: int, archive: Path | None) -> Teaching | None:
    """What the corrections of an edition teach; None where they are too few, or no rule holds for all of them.

    Only kept pages are looked at: nothing is fetched.
    """
    if taught.corrected(connection, edition_id) < lessons.LEAST:
        return None
    everybody = taught.everybody(connection, edition_id)
    corrected = [one for one in everybody if one.corrected]
    if len(corrected) < lessons.LEAST:
        return None
    told = [Lesson(name=one.name, sighting=one.sighting, facts=one.facts, corrected=one.corrected) for one in corrected]
    rule = lessons.learn(told, [one.sighting for one in everybody], None)
    if rule is None and (page := _page(corrected, archive)) is not None:
        rule = lessons.learn(told, [one.sighting for one in everybody], page)
    if rule is None:
        return None
    rest = (
        (one.name, one.sighting, {fact: value for fact, value in one.facts.items() if fact not in one.answered})
        for one in everybody
        if not one.corrected
    )
    names = taught.names(corrected)
    return Teaching(
        rule=rule,
        by=tuple(one.name for one in corrected),
        proposals=tuple(lessons.propose(rule, rest)),
        why=f"{taught.AS_TAUGHT}{names}, {rule.says}",
    )


def _page(corrected: Sequence[Listed], archive: Path | None) -> Page | None:
    """The kept page that most of them were read on."""
    if archive is None or not archive.is_file():
        return None
    (source, _), *_ = Counter(one.sighting.source for one in corrected).most_common(1)
    try:
        return one_page(Target(shown=source, url=source), Settings(archive=archive, offline=True))
    except (FetchError, StoreError):  # not kept, or taken out since: then there is nothing to learn from
        return None


def changes(teaching: Teaching) -> dict[str, dict[str, str | None]]:
    """The proposals as `store.taught.keep` takes them."""
    return {one.name: {fact: after for fact, (_, after) in one.changes.items()} for one in teaching.proposals}
