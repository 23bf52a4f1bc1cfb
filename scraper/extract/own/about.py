"""A page about one person (or a pair), whose name a list already told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from scraper.extract.embedded import embedded
from scraper.extract.merge import merge
from scraper.extract.own import own_page
from scraper.extract.own.own_texts import line_level, zone
from scraper.extract.structured import structured
from scraper.extract.visible.attached import Attached
from scraper.extract.visible.cards import Card
from scraper.extract.visible.lines import Line, lines
from scraper.extract.visible.mentions import Mention, Person, readings
from scraper.extract.visible.outline import Outline, outline
from scraper.extract.visible.slots import Anchor
from scraper.extract.visible.slots.slot import Slot
from scraper.extract.visible.texts import LONG, is_aside, is_furniture
from scraper.model import Sighting
from scraper.page import Found, Page
from scraper.recognise.employers import employer_score
from scraper.recognise.names import could_be_handle, name_key, name_score
from scraper.recognise.roles import role_score
from scraper.recognise.sections import section
from scraper.text import fold

_HEADINGS = "h1, h2, h3, h4, h5, h6"
_MAX_HEADINGS = 200
_AROUND = "nav, footer, aside"
_ENOUGH = 200  # characters beside the name that make a part of the page more than a title
_ORDER = {"whole": 0, "piece": 1, "head(": 2, "head-": 2, "head,": 2, "last": 3}


@dataclass(frozen=True, slots=True)
class _Named:
    """The line a page names its people in."""

    line: Line
    people: tuple[Person, ...]
    mention: Mention | None = None
    is_session: bool = False


def about(
    page: Page, *, known: Sighting, others: tuple[Sighting, ...] = (), is_session: bool = False
) -> Iterator[Found]:
    """What a person's own page says about them: one Sighting, or nothing where the page does not name them.

    Two people whom one heading names share what stands below, and each is reported. A list led here for this person
    (and for `others`: the speakers of one talk), so a page that uses another name is taken for theirs by its one
    heading. Other people on the page (fellow speakers, related profiles) are not reported. `is_session`: it is the page
    of their talk, and prose that does not name them is what the talk is about. Raises TooLarge for hostile markup.
    """
    keys = {name_key(one.name) for one in (known, *others)}
    told = [
        one for one in [*structured(page), *embedded(page)] if isinstance(one, Sighting) and name_key(one.name) in keys
    ]
    seen: list[Sighting] = []
    if not page.looks_like_json:
        own = _Part(page, _main_part(page, name_key(known.name)))
        for one in (known, *others):
            seen.extend(own.of(one, is_alone=not others, is_session=is_session))
    yield from merge([*seen, *told])


class _Part:
    """The part of a page that is about its person, laid flat; asked for one person after the other."""

    def __init__(self, page: Page, node: LexborNode | None) -> None:
        self._page = page if node is None else Page(page.base, b"")  # for what addresses are relative to
        self._laid = outline(page, node)
        shown = [line for line in lines(self._laid) if not self._laid.furniture[line.node]]
        beside = _outside_asides(self._laid, shown)
        self._readings = (beside, shown) if len(beside) < len(shown) else (shown,)

    def of(self, known: Sighting, *, is_alone: bool, is_session: bool) -> list[Sighting]:
        """What it says of one person, and of whoever shares their heading."""
        for kept in self._readings:
            if (named := _named(self._laid, kept, known, is_alone=is_alone)) is not None:
                named = replace(named, is_session=is_session)
                return _sightings(self._page, self._laid, kept, named, known)
        return []


def _outside_asides(laid: Outline, all_lines: list[Line]) -> list[Line]:
    """The lines that stand in no `<aside>`."""
    asides = [(node, laid.end[node]) for node, tag in enumerate(laid.tag) if tag == "aside"]
    return [line for line in all_lines if not any(begin < line.first < end for begin, end in asides)]


def _main_part(page: Page, key: str) -> LexborNode | None:
    """The element that is about the person: around the highest heading with the name, else around the first heading.

    A card among "More speakers" may name them too.

    None where that is the whole page.
    """
    headings = page.html.css(_HEADINGS)[:_MAX_HEADINGS]
    heading = min((one for one in headings if _is_of(one.text(), key)), key=lambda one: str(one.tag), default=None)
    heading = heading or next((one for one in headings if one.tag == "h1"), None)
    if heading is None:
        return page.html.css_first("main, [role=main]")
    around = list(_ancestors(heading))
    main = next((one for one in around if one.tag == "main" or one.attributes.get("role") == "main"), None)
    article = next((one for one in reversed(around) if one.tag == "article"), None)
    whole = main or _body_part(heading)
    if article is not None and len(article.text()) > _ENOUGH and (whole is None or not _talks_outside(whole, article)):
        return article
    return whole


def _body_part(heading: LexborNode) -> LexborNode | None:
    """On a page without a marked main part: the largest element around the heading beside all navigation."""
    top = heading
    for node in _ancestors(heading):
        if node.css_first(_AROUND) is not None:
            break
        top = node
    return top if len(top.text()) > len(heading.text()) + _ENOUGH else None


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    at = node.parent
    while at is not None and at.tag not in ("body", "html", "-undef", "-document", None):
        yield at
        at = at.parent


def _talks_outside(whole: LexborNode, article: LexborNode) -> bool:
    """Does a heading behind the article open this person's talks or biography?"""
    inside = {one.mem_id for one in article.css(_HEADINGS)}
    return any(
        zone(one.text(strip=True)) in ("talks", "bio")
        for one in whole.css(_HEADINGS)[:_MAX_HEADINGS]
        if one.mem_id not in inside
    )


def _is_of(text: str, key: str) -> bool:
    """Does a heading name the person, alone or among others?"""
    if len(text) > LONG:
        return False
    mine = set(key.split())
    plain = fold(text)
    if key.isascii() and not any(word in plain for word in mine):
        return False  # most headings share no word with the name
    words = set(name_key(text).split())
    return bool(mine) and (mine <= words or (len(words) > 1 and words <= mine))


def _named(laid: Outline, all_lines: list[Line], known: Sighting, *, is_alone: bool) -> _Named | None:
    """Where the page names the person: in the highest heading, as the whole of a line rather than a part of one."""
    key = name_key(known.name)
    longest = max(key.split(), key=len, default="")
    found: list[tuple[tuple[bool, int, int, int], _Named]] = []
    for line in all_lines:
        if not longest or len(line.text) > LONG or longest not in fold(line.text):
            continue
        level = line_level(laid, line)
        for mention in readings(line.text, line.spans):
            keys = [name_key(person.name) for person in mention.people]
            if any(_same(key, one) for one in keys):
                mine = tuple(
                    Person(known.name, person.aside) if _same(key, one) else person
                    for person, one in zip(mention.people, keys, strict=True)
                )
                rank = (key not in keys, level, _ORDER.get(mention.kind, 4), line.number)
                found.append((rank, _Named(line, mine, mention)))
    if found:
        return min(found, key=lambda one: one[0])[1]
    name = fold(known.name)
    for line in all_lines:  # a name no reading takes for one
        if len(line.text) <= LONG and fold(line.text).startswith(name):
            mention = Mention(line.text, "head,", (Person(known.name),), 0.5, after=line.text[len(known.name) :])
            return _Named(line, mention.people, mention)
    for line in all_lines if is_alone else ():  # a page that calls the person by another name (a handle)
        if laid.tag[line.node] == "h1" or line_level(laid, line) == 1:
            text = line.text
            calls_them = len(text.split()) <= 4 and (name_score(text) > 0 or could_be_handle(text))
            is_other = not calls_them or section(text) is not None or is_furniture(text)  # "We value your privacy"
            return None if is_other else _Named(line, (Person(known.name),))
    return None


def _same(key: str, other: str) -> bool:
    """The same name, or one within the other (a second given name, an initial) with two words in common."""
    if key == other:
        return True
    shorter, longer = sorted((set(key.split()), set(other.split())), key=len)
    return len([one for one in shorter if len(one) > 1 or not one.isascii()]) > 1 and shorter <= longer


def _sightings(page: Page, laid: Outline, all_lines: list[Line], named: _Named, known: Sighting) -> list[Sighting]:
    own = named.line
    is_list = named.mention is not None and named.mention.kind not in ("whole", "piece") and len(named.people) > 2
    keys = frozenset(key for person in named.people if (key := name_key(person.name))) | {name_key(own.text)}
    told = own_page.read(laid, all_lines, own, own_page.Known(keys, known.talks, is_session=named.is_session))
    begin = _begin(laid, all_lines, own)
    end = next((line.first for line in all_lines if line.number > told.last), len(laid.tag))
    mention = named.mention or Mention(own.text, "whole", named.people, 1.0)
    card = Card(Anchor(own, mention, named.people, Slot(), "speakers", keys), ((begin, end),), [])
    attached = Attached(page, laid, [card])
    is_one = len(named.people) == 1
    titles = {fold(title) for title in (*known.talks, *told.talks)}
    made = []
    for person in named.people:
        if person.name != known.name and (is_list or section(person.name)):  # "Ada Kovač, Keynote Speaker"
            continue
        headline, role, employer = (
            None if text and fold(text) in titles else text for text in (told.headline, told.role, told.employer)
        )
        beside = (person.aside or mention.after).strip(" \t-–—,:|·•()[]@")
        is_else = any(fold(beside).endswith(title) for title in titles) or is_aside(beside)
        if (
            beside
            and not is_else
            and not (role or employer)
            and (role_score(beside) >= 0.4 or employer_score(beside) >= 0.4)
        ):
            headline = f"{headline}, {beside}" if headline and role_score(headline) >= 0.4 else beside
        made.append(
            Sighting(
                name=person.name,
                headline=headline,
                role=role,
                employer=employer,
                bio=told.bio,
                talks=told.talks,
                topics=told.topics,
                links=attached.links(card) if len(named.people) < 3 else (),
                photo=attached.photo(card) if is_one else None,
                billing=told.billing or (None if mention.billing == "speaker" else mention.billing),
                method="own page",
            )
        )
    return made


def _begin(laid: Outline, all_lines: list[Line], own: Line) -> int:
    """Where the part of the page about the person begins: pictures stand before the name."""
    if line_level(laid, own) > 1:
        before = [line for line in all_lines if line.number < own.number]
        return before[-1].last + 1 if before else 0
    around = [node for node in laid.ancestors(own.first) if laid.tag[node] in ("article", "main", "section", "body")]
    return around[0] if around else 0
