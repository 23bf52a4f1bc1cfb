"""A page about one person, whose name a list already told."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.extract.embedded import embedded
from scraper.extract.merge import merge
from scraper.extract.structured import structured
from scraper.extract.visible.cards import Card, card_of_page
from scraper.extract.visible.facts import Facts
from scraper.extract.visible.lines import Line, lines
from scraper.extract.visible.mentions import Mention, Person, readings
from scraper.extract.visible.outline import outline
from scraper.extract.visible.slots import Anchor, Slot
from scraper.model import Sighting
from scraper.page import Found, Page
from scraper.recognise.names import name_key


def about(page: Page, *, known: Sighting) -> Iterator[Found]:
    """What a person's own page says about them: one Sighting, or nothing where the page does not name them.

    A list led here for this person, so a page that uses another name is taken for theirs by its one heading. Other people on the page (fellow speakers, related profiles) are not reported. Raises TooLarge for hostile markup.
    """
    key = name_key(known.name)
    told = [
        one for one in [*structured(page), *embedded(page)] if isinstance(one, Sighting) and name_key(one.name) == key
    ]
    if page.looks_like_json:
        yield from merge(told)
        return
    laid = outline(page)
    all_lines = lines(laid)
    anchors: list[Anchor] = []
    for line in all_lines:
        if laid.furniture[line.node]:
            continue
        for mention in readings(line):
            if len(mention.people) == 1 and name_key(mention.people[0].name) == key:
                anchors.append(
                    Anchor(
                        line,
                        mention,
                        (Person(known.name, mention.people[0].aside),),
                        Slot(),
                        "speakers",
                        frozenset((key,)),
                    )
                )
                break
    if not anchors:
        anchors = [_titled(line, known, key) for line in all_lines if laid.tag[line.node] == "h1"][:1]
    if not anchors:
        yield from merge(told)
        return
    best = _of_person(anchors)
    card: Card = card_of_page(laid, all_lines, best, frozenset(anchor.line.number for anchor in anchors))
    facts = Facts(page, laid, [card])
    yield from merge([*facts.sightings(card), *told])


def _titled(line: Line, known: Sighting, key: str) -> Anchor:
    """A page that calls the person by another name (a handle): headed by its `<h1>`."""
    person = Person(known.name)
    mention = Mention(Line("", line.node, line.first, line.last, line.row), "whole", (person,), 1.0)
    return Anchor(line, mention, (person,), Slot(), "speakers", frozenset((key,)))


def _of_person(anchors: list[Anchor]) -> Anchor:
    """The line the page is headed with: the one that says most, the whole line before a part of one."""
    order = {"whole": 0, "piece": 1, "head(": 1, "head-": 2, "head,": 2}
    return min(anchors, key=lambda anchor: (order.get(anchor.mention.kind, 3), anchor.line.number))
