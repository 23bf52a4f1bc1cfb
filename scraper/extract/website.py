"""Any page of any conference's site: everything that can be read of it, merged rather than picked.

The cascade is visible here: what the page tells machines (schema.org, h-card), what its generator left in it (embedded
JSON), what it shows. The copies of one person become one record that keeps the best of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from scraper.extract.about import about
from scraper.extract.edition import edition
from scraper.extract.embedded import embedded
from scraper.extract.links import person_page, speaker_pages
from scraper.extract.merge import merge
from scraper.extract.structured import structured
from scraper.extract.visible import Shown, shown
from scraper.extract.visible.mentions import Person
from scraper.extract.visible.mentions import people as people_of
from scraper.model import Edition, LeftOut, Sighting, Talk
from scraper.page import Follow, Found, Page
from scraper.recognise.names import name_key
from scraper.recognise.roles import role_score
from scraper.text import fold

MAX_DETAILS = 400


def website(page: Page) -> Iterator[Found]:
    """The people of one page, merged; its talks, its edition, those left out. Raises TooLarge for hostile markup."""
    yield from _read(page)[0]


def website_and_links(page: Page) -> Iterator[Found]:
    """The same, and the pages to read next: a person's own page where facts are missing, lists, programmes."""
    found, laid = _read(page)
    people = [one for one in found if isinstance(one, Sighting)]
    yield from found
    if laid is None:
        return
    yield from _details(page, people, laid)
    yield from speaker_pages(page, found_people=len(people) > 2)


def _read(page: Page) -> tuple[list[Found], Shown | None]:
    told: list[Found] = [*structured(page), *embedded(page)]
    laid = None if page.looks_like_json else shown(page)
    seen = [sighting for sighting, _ in laid.people] if laid else []
    people = merge([*seen, *_named_alike(seen, [one for one in told if isinstance(one, Sighting)])])
    itself = [one for one in people if _is_the_site(one.name, page.url)]
    people = [one for one in people if one not in itself]
    keys = {name_key(one.name) for one in people}
    left_out = [LeftOut(name=one.name, reason="not a name") for one in itself]
    left_out += [one for one in [*told, *(laid.left_out if laid else [])] if isinstance(one, LeftOut)]
    found: list[Found] = [*people]
    found.extend(one for one in told if isinstance(one, Talk))
    known: set[tuple[str, str]] = set()
    for one in left_out:
        key = name_key(one.name)
        if key not in keys and (key, one.reason) not in known:
            known.add((key, one.reason))
            found.append(one)
    named = edition(page) or next((one for one in told if isinstance(one, Edition)), None)
    if named is not None:
        found.append(named)
    return found, laid


def _named_alike(seen: list[Sighting], told: list[Sighting]) -> Iterator[Sighting]:
    """What data tells, under the names the page shows: data cuts "Kovač, Ada" in two and joins "Ada & Li" to one."""
    shown_names = {frozenset(key.split()): one.name for one in seen if (key := name_key(one.name))}
    whole = set(shown_names)
    for one in told:
        parts, score = people_of(one.name)
        for person in parts if len(parts) > 1 and score >= 0.3 else (Person(one.name),):
            tokens = frozenset(name_key(person.name).split())
            name = person.name
            if tokens and tokens not in whole:
                near = [full for full in whole if tokens < full or full < tokens]
                name = shown_names[near[0]] if len(near) == 1 and _is_part(tokens, near[0]) else name
            yield replace(one, name=name)


def _is_the_site(name: str, url: str) -> bool:
    """Is it what the site itself is called ("PyConf Kyiv" on pyconfkyiv.example)?"""
    squeezed = "".join(re.findall(r"[a-z]+", fold(name)))
    host = re.sub(r"[^a-z]", "", (urlsplit(url).hostname or "").lower())
    return len(squeezed) > 5 and squeezed in host and " " in name.strip()


def _is_part(tokens: frozenset[str], full: frozenset[str]) -> bool:
    """One shared word is enough only where it is half of the other name or more."""
    return 2 * len(tokens & full) >= len(tokens | full) or len(tokens & full) > 1 or len(full) <= 3


def _details(page: Page, people: list[Sighting], laid: Shown) -> Iterator[Follow]:
    """Each person's own page, where the list leaves out what they do or speak about: first those whose job is missing."""
    merged = {name_key(one.name): one for one in people}
    outline = laid.outline
    asked: dict[str, Follow] = {}
    for sighting, card in laid.people:
        key = name_key(sighting.name)
        person = merged.get(key)
        if person is None or key in asked or len(asked) >= MAX_DETAILS or not (_lacks_job(person) or _lacks(person)):
            continue
        hrefs = [
            (outline.attrs[node].get("href") or "", _text(laid, node))
            for begin, end in card.ranges
            for node in [*(at for at in outline.ancestors(begin)[:3] if outline.tag[at] == "a"), *range(begin, end)]
            if outline.tag[node] == "a"
        ]
        url = person_page(page, hrefs, frozenset(key.split()))
        if url:
            asked[key] = Follow(
                url=url, extract=partial(about, known=person), known=person, why="speaker's own page"
            )
    yield from sorted(asked.values(), key=lambda wish: wish.known is not None and not _lacks_job(wish.known))


def _text(laid: Shown, node: int) -> str:
    outline = laid.outline
    return " ".join(outline.text[at] for at in range(node, outline.end[node]) if outline.text[at])


def _lacks_job(person: Sighting) -> bool:
    """Does the card leave out the role or the employer?"""
    if person.role and person.employer:
        return False
    headline = person.headline or ""
    return not (role_score(headline) >= 0.4 and len(headline.split()) > 2)


def _lacks(person: Sighting) -> bool:
    """Does the card leave out the biography or the talks?"""
    return not (person.talks and person.bio and len(person.bio) > 80)
