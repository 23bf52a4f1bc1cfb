"""Declarative reading of one page's people, for hand-written adapters: repeated cards, one person's page, a cascade."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from scraper.extract.pick import Pick, Rule, pick, pick_all, selector
from scraper.model import LeftOut, Sighting
from scraper.page import Extract, Follow, Found, Page
from scraper.recognise.sections import is_placeholder


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The rules for one person's facts, compiled: `of(node, page, method)` gives the Sighting."""

    single: dict[str, Pick]
    several: dict[str, Callable[[LexborNode], tuple[str, ...]]]

    def of(self, node: LexborNode, page: Page, method: str) -> Sighting:
        """What the rules find in a piece of a page; a name of "" where they find none."""
        text = {fact: one(node) for fact, one in self.single.items()}
        links = tuple(url for href in self.several["links"](node) if (url := page.absolute(href)))
        return Sighting(
            name=text["name"] or "",
            headline=text["headline"],
            role=text["role"],
            employer=text["employer"],
            bio=text["bio"],
            talks=self.several["talk"](node),
            topics=self.several["topics"](node),
            links=tuple(dict.fromkeys(links)),
            photo=page.absolute(text["photo"]),
            billing=text["billing"],
            record_id=text["record_id"],
            source=page.url,
            method=method,
        )


def facts(  # noqa: PLR0913 -- one argument a fact
    *,
    name: Rule | None,
    headline: Rule | None = None,
    role: Rule | None = None,
    employer: Rule | None = None,
    bio: Rule | None = None,
    talk: Rule | None = None,
    topics: Rule | None = None,
    links: Rule | None = None,
    photo: Rule | None = None,
    billing: Rule | None = None,
    record_id: Rule | None = None,
) -> Facts:
    """Compile rules. Raises ValueError for one that is no rule."""
    single = {
        "name": name, "headline": headline, "role": role, "employer": employer, "bio": bio, "photo": photo, "billing": billing,
        "record_id": record_id,
    }  # fmt: skip
    several = {"talk": talk, "topics": topics, "links": links}
    return Facts(
        single={fact: pick(rule) for fact, rule in single.items()},
        several={fact: pick_all(rule) for fact, rule in several.items()},
    )


def cards(  # noqa: PLR0913 -- one argument a fact
    card: str,
    /,
    *,
    name: Rule,
    headline: Rule | None = None,
    role: Rule | None = None,
    employer: Rule | None = None,
    bio: Rule | None = None,
    talk: Rule | None = None,
    topics: Rule | None = None,
    links: Rule | None = None,
    photo: Rule | None = None,
    billing: Rule | None = None,
    record_id: Rule | None = None,
    follow: Rule | None = None,
    detail: Extract | None = None,
    method: str = "cards",
) -> Extract:
    """An Extract: every element that matches the selector `card` is one person.

    The keywords are rules (see scraper.extract.pick) for facts inside the card. `follow` finds the address of the
    person's own page, which is then read with `detail` (or as the adapter reads any page) and laid over the card.
    Cards whose name is a placeholder are left out. Raises ValueError for a bad selector.
    """
    checked = selector(card)
    read = facts(name=name, headline=headline, role=role, employer=employer, bio=bio, talk=talk, topics=topics, links=links,
                 photo=photo, billing=billing, record_id=record_id)  # fmt: skip
    onward = pick(follow)

    def extract(page: Page) -> Iterator[Found]:
        seen: set[int] = set()
        for node in page.html.css(checked):
            if node.mem_id in seen:  # selectolax gives a node twice where two selectors of a list match it
                continue
            seen.add(node.mem_id)
            sighting = read.of(node, page, method)
            if not sighting.name:
                continue
            if is_placeholder(sighting.name):
                yield LeftOut(name=sighting.name, reason="placeholder", source=page.url)
                continue
            url = page.absolute(onward(node)) if follow is not None else None
            if url is None or url == page.url:
                yield sighting
            else:
                yield Follow(url=url, extract=detail, known=sighting, why="speaker page")

    return extract


def one(  # noqa: PLR0913 -- one argument a fact
    *,
    name: Rule | None = None,
    headline: Rule | None = None,
    role: Rule | None = None,
    employer: Rule | None = None,
    bio: Rule | None = None,
    talk: Rule | None = None,
    topics: Rule | None = None,
    links: Rule | None = None,
    photo: Rule | None = None,
    billing: Rule | None = None,
    record_id: Rule | None = None,
    method: str = "detail",
) -> Extract:
    """An Extract for a page about one person (for the `detail` of `cards`).

    Without a rule for the name the Sighting's name is "": the list page knows it. Raises ValueError for a bad rule.
    """
    read = facts(name=name, headline=headline, role=role, employer=employer, bio=bio, talk=talk, topics=topics, links=links,
                 photo=photo, billing=billing, record_id=record_id)  # fmt: skip

    def extract(page: Page) -> Iterator[Found]:
        root = page.html.root
        if root is None:
            return
        sighting = read.of(root, page, method)
        if sighting != replace(Sighting(name=""), source=page.url, method=method):
            yield sighting

    return extract


def first_of(*tries: Extract) -> Extract:
    """An Extract: what the first of `tries` that shows somebody (or an address to follow) gives; else nothing."""

    def extract(page: Page) -> Iterator[Found]:
        for attempt in tries:
            found = list(attempt(page))
            if any(isinstance(thing, (Sighting, Follow)) for thing in found):
                yield from found
                return

    return extract
