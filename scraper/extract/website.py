"""Any page of any conference's site: everything that can be read of it, merged rather than picked.

The cascade is visible here: what the page tells machines (schema.org, h-card), what its generator left in it (embedded
JSON), what it shows. The copies of one person become one record that keeps the best of each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from scraper.extract.details import details
from scraper.extract.edition import edition
from scraper.extract.embedded import embedded
from scraper.extract.embedded.flight import drawn, is_served
from scraper.extract.links import Links, programme_page, speaker_pages
from scraper.extract.merge import merge, without_titles
from scraper.extract.own.about import about
from scraper.extract.own.own_texts import is_chair
from scraper.extract.structured import structured
from scraper.extract.unlinked import unlinked
from scraper.extract.visible import Shown, shown
from scraper.extract.visible.cards import Card
from scraper.extract.visible.mentions import Person
from scraper.extract.visible.mentions import people as people_of
from scraper.extract.visible.place import of_address
from scraper.extract.years import without_year
from scraper.model import Edition, LeftOut, Sighting, Talk
from scraper.page import Follow, Found, Page
from scraper.recognise.employers import employer_score
from scraper.recognise.names import name_key, name_score
from scraper.recognise.roles import role_score
from scraper.recognise.sections import is_placeholder
from scraper.text import fold

SURE = 0.75
LIKE_JOB = 0.6
MOST_OF_LIST = 0.6  # of a list's people in a programme: then it is the programme of that list
_NO_LETTERS = re.compile(r"[^a-z]+")
_LEADING = frozenset(("moderator", "host"))


def website(page: Page) -> Iterator[Found]:
    """The people of one page, merged; its talks, its edition, those left out. Raises TooLarge for hostile markup."""
    yield from _read(page)[0]


def website_and_links(page: Page) -> Iterator[Found]:
    """The same, and the pages to read next: a person's own page where facts are missing, lists, programmes."""
    found, laid = _read(page)
    page = _drawn(page)
    people = [one for one in found if isinstance(one, Sighting)]
    yield from found
    if laid is None:
        return
    yield from details(page, people, laid, session=session, together=together)
    links = Links(page)
    yield from _programme(links, people)
    follows = list(speaker_pages(links, found_people=len(people) > 2))
    yield from follows
    has_links = bool(follows) or of_address(page) in ("speakers", "programme")
    yield from unlinked(page, website_and_links, has_links=has_links, has_people=len(people) > 2)


def programme(
    page: Page, *, known: frozenset[str], is_told: bool = False, jobless: frozenset[str] = frozenset()
) -> Iterator[Found]:
    """What a programme tells beside a list of speakers (`known`: the keys of their names): who speaks about what.

    Of those whose job the list does not tell (`jobless`) it may tell that, too; rooms stand there as often, so what
    does not read like a job is left. Somebody who stands beside a talk there and not on the list is a speaker too, where the programme is clearly that
    of the list; moderators, hosts and the chairs of sessions are not. `is_told`: the list says already who speaks
    about what. Raises TooLarge for hostile markup.
    """
    found, _ = _read(page)
    people = [one for one in found if isinstance(one, Sighting) and one.talks]
    on_list = [one for one in people if name_key(one.name) in known]
    talks: dict[str, list[str]] = {}
    for one in on_list:
        for title in one.talks:
            if not _names_somebody(title, known):
                talks.setdefault(title, []).append(one.name)
    if not is_told:
        yield from (Talk(title=title, speakers=tuple(names)) for title, names in talks.items())
        yield from (one for one in found if isinstance(one, Talk))
    yield from (replace(one, talks=()) for one in on_list if name_key(one.name) in jobless and _reads_like_job(one))
    others = [
        one
        for one in people
        if name_key(one.name) not in known and one.billing not in _LEADING and name_score(one.name) >= SURE
    ]
    is_of_list = len({name_key(one.name) for one in on_list}) >= MOST_OF_LIST * len(known)
    if len(on_list) > 2 and (is_of_list or len(on_list) > len(others)):
        yield from others


def session(page: Page, *, known: Sighting, others: tuple[Sighting, ...] = ()) -> Iterator[Found]:
    """The people of a session's own page: all it shows, and what it says of those a programme named beside the session.

    Raises TooLarge for hostile markup.
    """
    titles = {fold(title) for one in (known, *others) for title in one.talks}
    people = [without_titles(titles, one) for one in _read(page)[0] if isinstance(one, Sighting)]
    told = [one for one in about(page, known=known, others=others, is_session=True) if isinstance(one, Sighting)]
    of_theirs = {name_key(one.name) for one in told}
    yield from merge([*told, *(replace(one, bio=None) if name_key(one.name) in of_theirs else one for one in people)])


def together(page: Page, *, known: Sighting, others: tuple[Sighting, ...]) -> Iterator[Found]:
    """A page that tells of a list's people one below the other ("bios.html#kovac"): the list it is, of those asked for.

    Whom it does not show in the list's spelling is looked for alone. Raises TooLarge for hostile markup.
    """
    asked = {name_key(one.name): one for one in (known, *others)}
    told = [one for one in _read(page)[0] if isinstance(one, Sighting) and name_key(one.name) in asked]
    yield from told
    shown_names = {name_key(one.name) for one in told}
    for key, one in asked.items():
        if key not in shown_names:
            yield from about(page, known=one)


def _reads_like_job(one: Sighting) -> bool:
    told = [text for text in (one.headline, one.role, one.employer) if text]
    return any(max(role_score(text), employer_score(text)) >= LIKE_JOB for text in told)


def _names_somebody(title: str, known: frozenset[str]) -> bool:
    """Is it a line of people rather than a title?"""
    words = set(name_key(title).split())
    return any(len(name.split()) > 1 and words >= set(name.split()) for name in known)


def _drawn(page: Page) -> Page:
    """A stream of elements served as a file, as the page it draws; any other page itself."""
    if not is_served(page.text):
        return page
    body = f"<!doctype html><body>{drawn(page.text)}</body>".encode()
    return Page(page.url, body, status=page.status, content_type="text/html; charset=utf-8", seen_at=page.seen_at)


def _read(page: Page) -> tuple[list[Found], Shown | None]:
    data = list(embedded(page))
    page = _drawn(page)
    told: list[Found] = [*structured(page), *data]
    laid = None if page.looks_like_json else shown(page)
    if laid is not None:
        _leave_out_chairs(laid)
    seen = [sighting for sighting, _ in laid.people] if laid else []
    people = merge([*seen, *_named_alike(seen, [one for one in told if isinstance(one, Sighting)])])
    named = edition(page) or next((one for one in told if isinstance(one, Edition)), None)
    people, itself = _without_the_site(people, page.url, fold(named.conference) if named else "")
    left_out = [*itself, *(one for one in [*told, *(laid.left_out if laid else [])] if isinstance(one, LeftOut))]
    left_out += [LeftOut(name=text, reason="placeholder") for text in (_placeholders(laid) if laid else ())]
    found: list[Found] = [*people, *(one for one in told if isinstance(one, Talk)), *_each_once(left_out, people)]
    found += [named] if named is not None else []
    return found, laid


def _leave_out_chairs(laid: Shown) -> None:
    chairs = [name for one, card in laid.people if (name := one.name) and _is_chair(card)]
    if chairs:
        laid.people = [held for held in laid.people if not _is_chair(held[1])]
        laid.left_out.extend(LeftOut(name=name, reason="organiser") for name in chairs)


def _without_the_site(people: list[Sighting], url: str, conference: str) -> tuple[list[Sighting], list[LeftOut]]:
    """The people, and what was taken for one: the conference itself, and an employer of several of them."""
    employers = Counter(name_key(one.employer or one.headline or "") for one in people)
    host = _NO_LETTERS.sub("", (urlsplit(url).hostname or "").lower())
    kept: list[Sighting] = []
    itself: list[LeftOut] = []
    for one in people:
        is_itself = fold(without_year(one.name)) == conference or _is_the_site(one.name, host)
        if is_itself or employers[name_key(one.name)] > 1:
            itself.append(LeftOut(name=one.name, reason="not a name"))
        else:
            kept.append(one)
    return kept, itself


def _each_once(left_out: list[LeftOut], people: list[Sighting]) -> Iterator[LeftOut]:
    """Those left out, once for each reason; who was found after all is not among them."""
    keys = {name_key(one.name) for one in people}
    known: set[tuple[str, str]] = set()
    for one in left_out:
        key = name_key(one.name)
        if key not in keys and (key, one.reason) not in known:
            known.add((key, one.reason))
            yield one


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
            yield one if name == one.name else replace(one, name=name)


def _placeholders(laid: Shown) -> Iterator[str]:
    """The texts that stand where a name would ("To be announced")."""
    outline = laid.outline
    nodes = {card.anchor.line.node for _, card in laid.people}
    shapes = {outline.shape[node] for node in nodes} | {outline.shape[outline.parent[node]] for node in nodes}
    for line in laid.lines:
        if outline.shape[line.node] in shapes and is_placeholder(line.text):
            yield line.text


def _is_chair(card: Card) -> bool:
    """Is this only who leads through a session ("Session chair: Ada Kovač")?"""
    head, mark, _ = card.anchor.line.text.replace("：", ":").partition(":")
    return bool(mark) and is_chair(head.strip(" ([（"))


def _is_the_site(name: str, host: str) -> bool:
    """Is it what the site itself is called ("PyConf Kyiv" on pyconfkyiv.example)? `host`: the letters of its host."""
    squeezed = _NO_LETTERS.sub("", fold(name))
    return len(squeezed) > 5 and squeezed in host and " " in name.strip()


def _is_part(tokens: frozenset[str], full: frozenset[str]) -> bool:
    """One shared word is enough only where it is half of the other name or more."""
    return 2 * len(tokens & full) >= len(tokens | full) or len(tokens & full) > 1 or len(full) <= 3


def _programme(links: Links, people: list[Sighting]) -> Iterator[Follow]:
    """The programme: it says who speaks about what, and names those who are on no list (panels, sponsors' talks)."""
    silent = [one for one in people if not one.talks]
    if len(people) > 2 and of_address(links.page) == "speakers" and (url := programme_page(links)):
        known = frozenset(name_key(one.name) for one in people)
        is_told = 2 * len(silent) <= len(people)
        jobless = frozenset(name_key(one.name) for one in people if not (one.headline or one.role or one.employer))
        extract = partial(programme, known=known, is_told=is_told, jobless=jobless)
        yield Follow(url=url, extract=extract, why="programme")
