"""The pages of a site that tell more of the people a page shows: each person's own, that of their session, the programme."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import partial

from scraper.extract.own.about import about
from scraper.extract.own.own_links import Targets, is_session, person_page
from scraper.extract.visible import Shown
from scraper.extract.visible.cards import Card
from scraper.model import Sighting
from scraper.page import Follow, Found, Page
from scraper.recognise.names import name_key
from scraper.recognise.roles import role_score

MAX_DETAILS = 20_000  # what one page can wish for: as many as the largest budget, which tells what it leaves unread
MOST_TOGETHER = 6  # people of one session
MOST_SHARING = 2  # people whom one heading names
MOST_AROUND = 400  # nodes of an element that can be one card
Range = tuple[int, int]
Link = tuple[str, str]
Reading = Callable[..., Iterator[Found]]


def details(
    page: Page, people: list[Sighting], laid: Shown, *, session: Reading, together: Reading
) -> Iterator[Follow]:
    """Each person's own page, where the list leaves out what they do or speak about: first those whose job is missing.

    A page several people share is wished for once, for all of them, and read by `session` (the speakers of one talk)
    or by `together` (everybody's biography).
    """
    merged = {name_key(one.name): one for one in people}
    starts = sorted(card.anchor.line.first for sighting, card in laid.people if name_key(sighting.name) in merged)
    links, targets = _Links(laid), Targets(page)
    asked: dict[str, list[Sighting]] = {}
    of_sessions: set[str] = set()
    seen: set[str] = set()
    for sighting, card in laid.people:
        key = name_key(sighting.name)
        person = merged.get(key)
        if person is None or key in seen or len(asked) >= MAX_DETAILS:
            continue
        lacks_job = _lacks_job(person)
        if not (lacks_job or _lacks(person)):
            continue
        own, shared = _ranges(laid, card, starts)
        name = frozenset(key.split())
        url = person_page(targets, links.of(own), name, or_talk=card.anchor.kind == "programme" and lacks_job)
        if url is None and lacks_job:  # that of their talk: in the box that is theirs alone, then in that of several
            url = person_page(targets, links.of(own), name, or_talk=True) or person_page(
                targets, links.of(shared), name, or_talk=True, of_several=True
            )
            of_sessions.update([url] if url else ())
        if url:
            seen.add(key)
            of_sessions.update([url] if is_session(url, name) else ())
            asked.setdefault(url, []).append(person)
    for url, theirs in sorted(asked.items(), key=lambda one: not any(map(_lacks_job, one[1]))):
        first, *others = theirs
        reading: Reading = about if len(theirs) <= MOST_SHARING else together
        why = "speaker's own page"
        if url in of_sessions:
            reading, why = session, "session's own page"
        yield Follow(url=url, extract=partial(reading, known=first, others=tuple(others)), known=first, why=why)


def _ranges(laid: Shown, card: Card, starts: list[int]) -> tuple[list[Range], list[Range]]:
    """The stretches of nodes that are a person's alone, and those of the session or row shared with others.

    Theirs is their card, and the largest element around the name that holds no other. `starts`: where names stand.
    """
    outline = laid.outline
    own = [*card.ranges]
    shared: list[Range] = []
    node = card.anchor.line.first
    while (node := outline.parent[node]) >= 0:
        end = outline.end[node]
        held = bisect_left(starts, end) - bisect_left(starts, node)
        if outline.tag[node] in ("body", "main") or held > MOST_TOGETHER or end - node > MOST_AROUND:
            break
        (shared if held > 1 else own).append((node, end))
        if held > 1 and outline.tag[node] == "tr":
            break
    return own, shared


class _Links:
    """The links of a page laid flat, each with its text."""

    def __init__(self, laid: Shown) -> None:
        self._outline = laid.outline
        self._nodes = [node for node, tag in enumerate(laid.outline.tag) if tag == "a"]
        self._read: dict[int, Link] = {}

    def of(self, ranges: list[Range]) -> list[Link]:
        """(address, text) of the links in some stretches of nodes, and of those these stand in; each once, in order."""
        nodes = self._nodes
        found: list[int] = []
        for begin, end in ranges:
            at = bisect_left(nodes, begin)
            if at and self._outline.end[nodes[at - 1]] > begin:  # links do not stand in links
                found.extend(one for one in self._outline.ancestors(begin, 3) if one == nodes[at - 1])
            found.extend(nodes[at : bisect_left(nodes, end)])
        return [self._link(node) for node in dict.fromkeys(found)]

    def _link(self, node: int) -> Link:
        if node not in self._read:
            outline = self._outline
            text = " ".join(filter(None, outline.text[node : outline.end[node]]))
            self._read[node] = outline.attrs[node].get("href") or "", text
        return self._read[node]


def _lacks_job(person: Sighting) -> bool:
    """Does the card leave out the role or the employer?"""
    if person.role and person.employer:
        return False
    headline = person.headline or ""
    return not (role_score(headline) >= 0.4 and len(headline.split()) > 2)


def _lacks(person: Sighting) -> bool:
    """Does the card leave out the biography or the talks?"""
    return not (person.talks and person.bio and len(person.bio) > 80)
