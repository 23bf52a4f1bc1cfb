"""How a page could be read declaratively: the rules for `table`, `cards` or `records` that give who is on it. Pure.

Whoever is on it is what the general reader found (`Known`). From where those texts stand come candidates for rules; kept is
what, tried on the page itself, gives the same people.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborNode

from scraper.extract import cards, records, table
from scraper.extract.pick import pick, pick_all
from scraper.model import Sighting
from scraper.page import Extract, Follow, Page
from scraper.recognise.names import name_key
from scraper.text import fold, squash

MOST_NODES = 20_000
ENOUGH = 0.8
"""Rules that miss more of the people than the rest are no rules for this page."""
_LONGEST_NAME = 120
_TEXTS = ("headline", "role", "employer", "billing", "bio")
_MOST_CLASSES = 3
_MADE_UP = re.compile(r"^(?:css|sc|jss|jsx|svelte|astro|emotion)-|[0-9a-f]{5,}|[A-Z].*[a-z].*\d|:|/|\[", re.ASCII)
_CLASS = re.compile(r"[A-Za-z_][\w-]{1,60}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody on the page, as the general reader found them, and the address of their own page."""

    sighting: Sighting
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A declarative reader: its maker's name, the first argument (None for none), the keywords, and how many it finds."""

    maker: str
    at: str
    keywords: Mapping[str, str | int]
    found: int

    def extract(self) -> Extract:
        """The reader itself."""
        makers: dict[str, Callable[..., Extract]] = {"cards": cards, "table": table, "records": records}
        return makers[self.maker](self.at, **self.keywords)


def find(page: Page, known: Sequence[Known], *, taught: frozenset[str] | None = None) -> Rules | None:
    """The rules that find most of `known` on the page and hardly anybody else; None where there are none.

    `taught` are the keys of those whose facts are known; of the others only the names are. None: everybody's are.
    """
    wanted = {name_key(one.sighting.name) for one in known}
    if not wanted:
        return None
    tries = _records(page) if page.looks_like_json else (*_tables(page, known), *_cards(page, known, taught))
    best: tuple[float, Rules] | None = None
    for maker, at, keywords in tries:
        made = Rules(maker=maker, at=at, keywords=keywords, found=0)
        found = {name_key(one.name) for one in people(made.extract(), page)}
        hit, more = len(found & wanted), len(found - wanted)
        score = (hit - 0.5 * more) / len(wanted) + 0.01 * len(keywords)
        if hit >= ENOUGH * len(wanted) and (best is None or score > best[0]):
            best = score, Rules(maker=maker, at=at, keywords=keywords, found=hit)
    return best[1] if best else None


def people(extract: Extract, page: Page) -> list[Sighting]:
    """Who a reader finds on the page alone."""
    found: list[Sighting] = []
    for one in extract(page):
        if isinstance(one, Sighting):
            found.append(one)
        elif isinstance(one, Follow) and one.known is not None:
            found.append(one.known)
    return found


Try = tuple[str, str, dict[str, str | int]]
Told = list[tuple[LexborNode, str | None]]


def _records(page: Page) -> Iterator[Try]:
    """Every list of objects in the JSON, by its path."""
    pending: list[tuple[str, Any, int]] = [("", page.json, 0)]
    seen: dict[str, None] = {}
    while pending and len(seen) < 500:
        path, value, depth = pending.pop(0)
        if depth > 8:
            continue
        if isinstance(value, list):
            if any(isinstance(one, dict) for one in value):
                seen.setdefault(path)
                inside = f"{path}.*" if path else "*"
                pending.extend((inside, one, depth + 1) for one in value[:20] if isinstance(one, dict))
        elif isinstance(value, dict):
            for key, one in list(value.items())[:200]:
                if isinstance(one, (list, dict)) and key and "." not in key:
                    pending.append((f"{path}.{key}" if path else key, one, depth + 1))
    yield from (("records", path, {}) for path in seen)


def _tables(page: Page, known: Sequence[Known]) -> Iterator[Try]:
    """Tables one of whose columns is names."""
    by_key = {name_key(one.sighting.name): one.sighting for one in known}
    for node in page.html.css("table"):
        rows = [
            [squash(cell.text(separator=" ")) for cell in row.iter() if cell.tag in ("td", "th")]
            for row in node.css("tr")
        ]
        rows = [row for row in rows if row]
        if len(rows) < 2:
            continue
        columns: Counter[tuple[str, int]] = Counter()
        for row in rows:
            at = next((place for place, text in enumerate(row) if name_key(text) in by_key), None)
            if at is None:
                continue
            columns["name", at] += 1
            person = by_key[name_key(row[at])]
            for fact in (*_TEXTS, "talk"):
                said = person.talks if fact == "talk" else (getattr(person, fact),)
                columns.update((fact, place) for place, text in enumerate(row) if place != at and text and text in said)
        keywords: dict[str, str | int] = {}
        for (fact, place), _ in columns.most_common():
            heading = rows[0][place] if place < len(rows[0]) else ""
            by_heading = (
                node.css_first("th") is not None
                and heading
                and [fold(one) for one in rows[0]].count(fold(heading)) == 1
            )
            column = heading if by_heading else place
            if column not in keywords.values():
                keywords.setdefault(fact, column)
        if "name" in keywords:
            if len({type(column) for column in keywords.values()}) > 1:
                continue
            yield "table", next(iter(_selectors(node)), "table"), keywords


def _cards(page: Page, known: Sequence[Known], taught: frozenset[str] | None) -> Iterator[Try]:
    """Elements that repeat, each around one name."""
    names = {squash(one.sighting.name): one for one in known}
    told = {name: one for name, one in names.items() if taught is None or name_key(name) in taught}
    places: dict[str, dict[str, LexborNode]] = {}
    body = page.html.body
    if body is None:
        return
    for at, node in enumerate(body.css("*")):
        if at > MOST_NODES:
            return
        text = squash(node.text(separator=" "))[: _LONGEST_NAME + 1]
        if text in names and node.tag not in ("html", "body"):
            for rule in _selectors(node):
                places.setdefault(rule, {}).setdefault(text, node)
    ranked = sorted(places.items(), key=lambda item: (len(item[1]), _meaning(item[0])), reverse=True)
    for rule, nodes in ranked[:8]:
        if len(nodes) < max(2, ENOUGH * len(names) * 0.7):
            continue
        for card in _around(nodes.values()):
            found = [one for one in page.html.css(card) if one.css_first(rule) is not None]
            keywords = {"name": rule, **_facts(page, found, rule, told)}
            yield "cards", card, keywords


def _around(nodes: Iterable[LexborNode]) -> list[str]:
    """Selectors for the largest element around each name that holds no other."""
    held: Counter[int] = Counter()
    chains: list[list[LexborNode]] = []
    for node in nodes:
        chain: list[LexborNode] = []
        one: LexborNode | None = node
        while one is not None and one.tag not in ("body", "html"):
            chain.append(one)
            held[one.mem_id] += 1
            one = one.parent
        chains.append(chain)
    rules: Counter[str] = Counter()
    for chain in chains:
        alone = [one for one in chain if held[one.mem_id] == 1]
        if len(alone) > 1:
            rules.update(_selectors(alone[-1], inside=True))
    most = rules.most_common(1)[0][1] if rules else 0
    return [rule for rule, count in rules.most_common() if count >= ENOUGH * most][:6]


def _selectors(node: LexborNode, *, inside: bool = False) -> Iterator[str]:
    """What an element can be called by, from what means most to what means least."""
    attributes = node.attributes
    tag = node.tag or "*"
    for name in ("data-testid", "data-type", "itemprop"):
        if (value := attributes.get(name)) and _CLASS.fullmatch(value):
            yield f"{tag}[{name}={value}]"
    classes = [
        one for one in (attributes.get("class") or "").split() if _CLASS.fullmatch(one) and not _MADE_UP.search(one)
    ]
    if len(classes) <= _MOST_CLASSES and len(classes) > 1:
        yield f"{tag}.{'.'.join(classes)}"
    yield from (f"{tag}.{one}" for one in classes[:_MOST_CLASSES])
    if inside and node.parent is not None and node.parent.tag not in ("body", "html", None):
        yield from (f"{rule} > {tag}" for rule in list(_selectors(node.parent))[:2])
        number = node.parent.attributes.get("id") or ""
        if _CLASS.fullmatch(number) and not _MADE_UP.search(number):
            yield f"#{number} > {tag}"
    yield tag


def _facts(page: Page, found: Sequence[LexborNode], name: str, names: Mapping[str, Known]) -> dict[str, str | int]:
    """Rules for the other facts: each the one that gives what is known in most cards, and little else."""
    read_name = pick(name)
    held = [(card, names[text]) for card in found if (text := read_name(card)) and text in names]
    rules: dict[str, str | int] = {}

    def text_of(node: LexborNode) -> str | None:
        return fold(squash(node.text(separator=" ")))

    def search(fact: str, told: Told, attribute: str = "") -> None:
        def value_of(node: LexborNode) -> str | None:
            return page.absolute(node.attributes.get(attribute)) if attribute else text_of(node)

        def read(rule: str, card: LexborNode) -> str | None:
            text = next(iter(pick_all(rule)(card)), None) if fact == "talk" else pick(rule)(card)
            return page.absolute(text) if attribute else fold(text or "") or None

        rule = _best(told, value_of, read, attribute)
        if rule and (attribute or rule not in rules.values()):  # one text is one fact, the first of _TEXTS
            rules[fact] = rule

    for fact in _TEXTS:
        search(fact, [(card, fold(getattr(one.sighting, fact) or "") or None) for card, one in held])
    search("talk", [(card, fold(one.sighting.talks[0]) if one.sighting.talks else None) for card, one in held])
    search("photo", [(card, one.sighting.photo) for card, one in held], "src")
    search("follow", [(card, one.page) for card, one in held], "href")
    if rule := _links(page, [(card, one.sighting.links) for card, one in held if one.sighting.links]):
        rules["links"] = rule
    return rules


def _best(
    told: Told,
    value_of: Callable[[LexborNode], str | None],
    read: Callable[[str, LexborNode], str | None],
    attribute: str,
) -> str | None:
    """The rule that reads what is known in most of the cards that have it, and is seldom wrong; None where none is good.

    Where nothing is known an address may well be there (a picture, a page that was not asked for); a text may not.
    """
    candidates: Counter[str] = Counter()
    for card, value in [one for one in told if one[1]][:60]:
        for node in card.css({"src": "img", "href": "a"}.get(attribute, "*")):
            if value_of(node) == value:
                candidates.update(
                    f"{rule}@{attribute}" if attribute else rule for rule in dict.fromkeys(_in_card(node))
                )
    have = sum(value is not None for _, value in told)
    best: tuple[int, int, int, str] | None = None
    for rule, _ in candidates.most_common(16):
        got = [(read(rule, card), value) for card, value in told]
        right = sum(one == value is not None for one, value in got)
        wrong = sum(one is not None and one != value and not (attribute and value is None) for one, value in got)
        standing = (right - wrong, *_meaning(rule), rule)
        if right >= 0.6 * have and wrong <= 0.25 * right and (best is None or standing > best):
            best = standing
    return best[-1] if best else None


def _meaning(rule: str) -> tuple[int, int]:
    """How much a rule means: an attribute or a class most, then a heading, then any tag; the shorter one of two."""
    return 2 if set(rule.partition("@")[0]) & set(".[#") else int(re.match(r"h\d\b", rule) is not None), -len(rule)


def _in_card(node: LexborNode) -> Iterator[str]:
    yield from _selectors(node)
    parent = node.parent
    if parent is not None:
        alike = [one for one in parent.iter() if one.tag == node.tag]
        if len(alike) > 1:
            place = next(at for at, one in enumerate(alike, start=1) if one.mem_id == node.mem_id)
            yield f"{node.tag}:nth-of-type({place})"


def _links(page: Page, told: Sequence[tuple[LexborNode, tuple[str, ...]]]) -> str | None:
    """A rule for several addresses: that of what they stand in, if most cards give exactly theirs."""
    if not told:
        return None
    candidates: Counter[str] = Counter()
    for card, links in told[:60]:
        for node in card.css("a"):
            if page.absolute(node.attributes.get("href")) in links:
                candidates.update(f"{rule}@href" for rule in dict.fromkeys(_in_card(node)))
                if node.parent is not None:
                    candidates.update(f"{rule} a@href" for rule in dict.fromkeys(_in_card(node.parent)))
    for rule, _ in candidates.most_common(12):
        read = pick_all(rule)
        right = sum({page.absolute(href) for href in read(card)} == set(links) for card, links in told)
        if right >= 0.6 * len(told):
            return rule
    return None


def literal(value: str | int) -> str:
    """A rule as it is written in Python."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
