"""How a pull ended, in lines for people: on the terminal and on the local page alike. Pure."""

from __future__ import annotations

from scraper.pull import Outcome
from scraper.reading import summary
from scraper.store.write import Changes
from scraper.text import edition


def title(outcome: Outcome) -> str:
    """The conference and its year, or what the user called it where nobody knows yet."""
    if outcome.read is None:
        return outcome.target.shown
    return edition(outcome.read.edition.conference, outcome.read.edition.year)


def lines(outcome: Outcome) -> list[str]:
    """What was read, what is new, and what to compare with the page; nothing where no people were stored."""
    if not (outcome.read and outcome.changes):
        return []
    told = [summary(outcome.read), news(outcome.changes)]
    if outcome.verdict and outcome.verdict.word == "ok" and "; " in outcome.verdict.message:
        told.append(f"{outcome.verdict.message}: compare with the page")
    return told


def news(changes: Changes) -> str:
    """How many people are new, changed, gone."""
    counts = ((changes.new, "new"), (changes.changed, "changed"), (changes.withdrawn, "no longer listed"))
    parts = [f"{count} {word}" for count, word in counts if count]
    return ", ".join(parts) or "nothing new since the last pull"
