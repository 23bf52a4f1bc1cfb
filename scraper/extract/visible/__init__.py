"""Reading what any page shows: no matter which tags and classes it is made with.

outline (the tree laid flat) -> lines -> readings of each line -> slots decide which are names -> cards: what belongs
to each -> facts. Pure, and every step works on plain lists.
"""

from __future__ import annotations

from dataclasses import dataclass

from scraper.errors import TooLarge
from scraper.extract.visible.cards import Card, cards
from scraper.extract.visible.facts import Facts
from scraper.extract.visible.lines import Line, lines
from scraper.extract.visible.outline import Outline, outline
from scraper.extract.visible.place import NOT_SPEAKERS, Places
from scraper.extract.visible.slots import anchors, has_speakers, likely_names, read_lines
from scraper.model import LeftOut, Sighting
from scraper.page import Page
from scraper.recognise.names import name_score

MAX_LINES = 20_000  # seven times as many as the longest page seen, a day's talk of a chat


@dataclass(slots=True)
class Shown:
    """Everything a page shows of people: each sighting with its card, and who was left out."""

    outline: Outline
    lines: list[Line]
    people: list[tuple[Sighting, Card]]
    left_out: list[LeftOut]


def shown(page: Page) -> Shown:
    """The people of a page with the part of the page each was read from. Raises TooLarge for hostile markup."""
    laid = outline(page)
    all_lines = lines(laid)
    if len(all_lines) > MAX_LINES:
        raise TooLarge(f"the page has more than {MAX_LINES:,} lines of text", url=page.url)
    names, read = likely_names(all_lines), read_lines(laid, all_lines)
    places = Places(page, laid, all_lines, names)
    found = anchors(laid, read, places, lenient=True)
    if not has_speakers(found) and places.of_speakers:
        # A page of speakers, and all of them in boxes called "staff" or "team": the names are the template's.
        found = anchors(laid, read, Places(page, laid, all_lines, names, headings_only=True))
    past_only = not has_speakers(found)
    made = cards(laid, all_lines, found)
    facts = Facts(page, laid, made)
    speakers = {key for card in made if card.anchor.kind not in NOT_SPEAKERS for key in card.anchor.keys}
    result = Shown(laid, all_lines, [], [])
    for card in made:
        kind = card.anchor.kind
        if kind in NOT_SPEAKERS and not (kind == "past" and past_only) and not _is_copy(laid, card, speakers):
            result.left_out.extend(
                LeftOut(name=person.name, reason=NOT_SPEAKERS[kind])
                for person in card.anchor.people
                if name_score(person.name) >= 0.5
            )
        else:
            result.people.extend((sighting, card) for sighting in facts.sightings(card))
    return result


def _is_copy(laid: Outline, card: Card, speakers: set[str]) -> bool:
    """Is it a speaker's pop-up? Those are kept at the page's end, whatever section comes before them."""
    return not speakers.isdisjoint(card.anchor.keys) and any(
        laid.attrs[at].get("role") == "dialog" or "modal" in (laid.attrs[at].get("class") or "").split()
        for at in laid.ancestors(card.anchor.line.node)
    )
