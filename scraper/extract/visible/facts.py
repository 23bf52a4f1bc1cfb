"""What the lines of a card say about its person: headline, role, employer, biography, talks, links, photo, billing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scraper.extract.visible.attached import Attached
from scraper.extract.visible.beside import bracketed, is_title_beside, only_employer, tells_nothing, told_by, unmarked
from scraper.extract.visible.cards import Card
from scraper.extract.visible.columns import Columns
from scraper.extract.visible.jobs import LOOKED_AT, Job, job, tells_employer
from scraper.extract.visible.judged import QUOTES, SENTENCE_END, Judged, field_of, judged
from scraper.extract.visible.lines import Line
from scraper.extract.visible.mentions import Mention
from scraper.extract.visible.outline import Outline
from scraper.extract.visible.parted import parted
from scraper.extract.visible.persons import is_handle_behind
from scraper.extract.visible.place import heading_level
from scraper.extract.visible.prose import Paragraphs, is_about, is_sentence_about
from scraper.extract.visible.spots import Spot, Spots
from scraper.extract.visible.texts import (
    EDGES,
    LONG,
    is_break,
    is_contact,
    is_furniture,
    is_own_site,
    is_prose,
    is_time,
    title_of,
    word_count,
)
from scraper.extract.visible.votes import Dropped, Told, Votes
from scraper.model import Sighting
from scraper.page import Page
from scraper.recognise.employers import employer_score, is_part, without_place, without_place_in_brackets
from scraper.recognise.joined_names import is_joined
from scraper.recognise.names import name_key
from scraper.recognise.roles import role_score
from scraper.recognise.second_forms import is_second_form
from scraper.recognise.sections import billing, is_placeholder
from scraper.text import fold, squash

MAX_BIO = 6_000
MAX_TALKS = 20
LONG_JOINED = 8
"""Letters in a script without blanks that are more than the name of most firms."""
LONGEST_DROPPED = 30
_LONG_TITLE = 5
_QUOTED_TITLE = 3
_BY_MORE_THAN_CAPITALS = 0.7
"""An employer by a word or a list, not by a capital inside a word: "FRP & ClojureScript" among titles is one of them."""
_ASIDE = frozenset(("label", "noise", "aside"))
_ARTICLE = re.compile(r"(?:the|an?|introduction|how|why|what|der|die|das|eine?|el|los|las|une?|il|lo)\s", re.IGNORECASE)
_METHODS = {"td": "table", "th": "table", "dt": "list", "li": "list"}


@dataclass(slots=True)
class _Held:
    """A card's texts by kind."""

    short: list[tuple[str, Spot]] = field(default_factory=list)
    before: list[tuple[str, Spot]] = field(default_factory=list)
    """Those that stand before the name: a card is headed by what it is about more often than by the employer."""
    dropped: list[Dropped] = field(default_factory=list)
    prose: Paragraphs = field(default_factory=Paragraphs)
    paragraph: Line | None = None
    """The last line that is prose and stands behind the name."""
    talks: list[str] = field(default_factory=list)
    billing: str | None = None
    role: str | None = None
    employer: str | None = None

    def bill(self, said: str) -> None:
        """Keep the first function named."""
        self.billing = self.billing or said

    def drop(self, text: str, spot: Spot) -> None:
        """Put a short text aside that is a place, a word of buttons or headings: an employer can be called so, too."""
        if (
            len(self.dropped) < LOOKED_AT
            and len(text) <= LONGEST_DROPPED
            and not is_contact(text)
            and not is_time(text)
            and not is_placeholder(text)
        ):
            self.dropped.append((len(self.short), text, spot))

    def told(self) -> Told:
        """What all cards vote with."""
        return Told(self.short, self.dropped)

    def take(self, told: Judged) -> None:
        """Keep what a label, or the text alone, says it is."""
        if told.billing:
            self.bill(told.billing)
        if told.kind == "role":
            self.role = self.role or told.text
        elif told.kind == "employer":
            self.employer = self.employer or without_place(told.text)
        elif told.kind == "talk":
            self.talks.append(told.text)


class Facts:
    """Reads the cards of one page: make one for all of them, then ask `sightings(card)` for each."""

    def __init__(self, page: Page, outline: Outline, all_cards: list[Card]) -> None:
        self._outline = outline
        self._keys = {key for card in all_cards for key in card.anchor.keys}
        self._attached = Attached(page, outline, all_cards)
        self._columns = Columns(outline)
        beside = [card.anchor.mention.after for card in all_cards]
        names = [card.anchor.line.first for card in all_cards]
        self._spots = Spots(
            outline, {line.number: line for card in all_cards for line in card.lines}.values(), beside, names
        )
        self._held = {id(card): self._sort(card) for card in all_cards}
        self._votes = Votes(held.told() for held in self._held.values())

    def sightings(self, card: Card) -> list[Sighting]:
        """One sighting for each person of the card. What stands there for several is told of each, but for pictures."""
        held = self._held[id(card)]
        people = card.anchor.people
        is_one = len(people) == 1
        links = self._attached.links(card) if is_one else ()
        photo = self._attached.photo(card) if is_one else None
        about = held.prose.about_each([one.name for one in people]) if held.prose.told else {}
        talks = tuple(dict.fromkeys(title for one in held.talks if (title := title_of(one))))[:MAX_TALKS]
        made = []
        for person in people:
            billed = billing(person.aside) if person.aside else None
            aside = person.aside if person.aside and not billed and not tells_nothing(person.aside) else None
            aside = aside if aside and not is_second_form(person.name, aside) else None
            headline, role, employer = self._job(held) if is_one or not aside else (None, None, None)
            if aside:
                headline, role, employer = self._with_aside(aside, headline, role, employer)
            if headline is None and role is None and employer is None:
                employer = self._attached.logo(card)
            made.append(
                Sighting(
                    name=squash(person.name),
                    headline=headline,
                    role=role,
                    employer=employer,
                    bio=squash(" ".join(dict.fromkeys(about.get(person.name, ()))))[:MAX_BIO] or None,
                    talks=talks,
                    links=links,
                    photo=photo,
                    billing=None if (said := billed or held.billing) == "speaker" else said,
                    method=self._method(card.anchor.line),
                )
            )
        return made

    def _with_aside(self, aside: str, headline: str | None, role: str | None, employer: str | None) -> Job:
        """What stands in brackets behind the name, and the job told elsewhere on the card if any."""
        if role_score(aside) >= 0.3:  # "Ada Kovač (CTO)", Acme below
            return job([(aside, self._spots.beside), *([(employer or headline or "", self._spots.beside)])])
        if role or not headline or role_score(headline) < 0.4:
            return f"{role}, {aside}" if role else aside, role, only_employer(aside) or employer
        return headline, None, None if tells_employer(headline) else only_employer(aside)

    def _job(self, held: _Held) -> Job:
        """Headline, role, employer: what labels name wins."""
        if held.role and held.employer:
            return None, held.role, held.employer
        if held.role or held.employer:
            return ", ".join(text for text, _ in held.short[:2]) or None, held.role, held.employer
        return job(*self._votes.asked(held.told()))

    def _method(self, line: Line) -> str:
        if len(line.text) > LONG:
            return "prose"
        return _METHODS.get(self._outline.tag[line.node], "cards")

    def _sort(self, card: Card) -> _Held:
        mention = card.anchor.mention
        held = _Held(billing=mention.billing)
        names = {fold(person.name) for person in card.anchor.people}
        if len(mention.text) <= LONG:
            names.add(fold(mention.text))
        self._sort_beside(card.anchor.line, mention, held)
        label = ""
        for line, text in told_by(card):
            if label and (told := field_of(label, text)):
                held.take(told)
                label = ""
                continue
            told = self._by_column(line, text, card) or self._by_spot(line, text) or judged(text)
            if told.kind == "heading":
                held.prose.open = "bio" if told.text == "bio" else "abstract"
                continue
            is_before = line.first < card.anchor.line.first
            if told.kind == "fact" and _is_of_person(text, names, held, is_before=is_before):
                continue
            label = told.text if told.kind == "label" else ""
            if told.kind in _ASIDE:
                held.drop(text, self._spots.of(line))
                continue
            if len(text) <= LONG and (
                fold(text) in names
                or name_key(text) in (self._keys if " " in text else card.anchor.keys)
                or self._spots.is_handle(line, before=is_before)
                or (" " not in text and self._attached.is_account(text, card))
                or self._spots.leads_to(line, text, names)
                or any(is_second_form(person.name, text) for person in card.anchor.people)
                or self._spots.is_button(line, text)
            ):
                continue
            if told.kind == "prose" or (told.kind == "fact" and held.prose.told and self._goes_on(line, text, held)):
                held.prose.add(text, is_before=is_before)
                held.paragraph = None if is_before else line
            elif told.kind == "fact":
                self._sort_short(line, text, held, is_before=is_before)
            else:
                held.take(told)
        held.short += held.before
        return held

    def _by_column(self, line: Line, text: str, card: Card) -> Judged | None:
        """What the head of the table's column says a text in the name's own row is."""
        head = self._columns.head_of(line.node) if len(text) <= 2 * LONG else ""
        if not head or not self._columns.is_same_row(line.node, card.anchor.line.node):
            return None
        return field_of(head, text)

    def _by_spot(self, line: Line, text: str) -> Judged | None:
        """A name made of words of programmes ("Open Research") stands where the others' employers do."""
        if len(text) > LONG or judged(text).kind != "aside" or not self._spots.of(line).is_of_employers:
            return None
        return Judged("fact", text) if is_break(text) else None

    def _sort_beside(self, line: Line, mention: Mention, held: _Held) -> None:
        """What stands in the name's own line: behind it, and before it."""
        if self._spots.is_profile(line, mention.after):
            return
        if mention.after or mention.kind == "sentence":
            self._sort_behind(mention, held)
        if mention.before:
            self._sort_before(mention, held)

    def _sort_behind(self, mention: Mention, held: _Held) -> None:
        inside = bracketed(mention.after)
        rest = inside or (mention.text if mention.kind == "sentence" else unmarked(mention.after))
        if is_handle_behind(mention.after) or is_second_form(mention.text, rest):
            rest = ""
        if rest and is_prose(rest):
            held.prose.begin_biography()
            held.prose.add(rest)
        elif rest and not inside and is_title_beside(rest, self._spots.beside):
            held.talks.append(rest.strip(QUOTES))
        elif rest and not is_contact(rest) and not tells_nothing(rest):
            held.short.append((rest, self._spots.beside))

    @staticmethod
    def _sort_before(mention: Mention, held: _Held) -> None:
        title = mention.before.strip(EDGES + QUOTES)
        if not title:
            return
        if said := billing(title):
            held.bill(said)
        elif len(title) > 3 and not is_time(title) and not is_furniture(title):
            held.talks.append(title)

    def _sort_short(self, line: Line, text: str, held: _Held, *, is_before: bool) -> None:
        spot = self._spots.of(line)
        if text == line.text and (two := parted(self._outline, line)):
            held.role, held.employer = held.role or two.role, held.employer or two.employer
        elif (
            spot.hint == "talk"
            or self._spots.is_talk_link(line)
            or (is_before and _is_early_title(text, spot))
            or self._is_title(line, text, spot)
        ):
            held.talks.append(text)
        elif spot.hint == "bio" and len(text) > 60 and role_score(text) < 0.5 and employer_score(text) < 0.5:
            held.prose.add(text, is_before=is_before)
        elif not (spot.hint == "noise" and role_score(text) < 0.7) and not self._is_on_every_card(text, spot):
            (held.before if is_before else held.short).append((without_place_in_brackets(text), spot))

    def _goes_on(self, line: Line, text: str, held: _Held) -> bool:
        """Is a short text a part of the prose before it: an item of its list, a sentence, in or like its paragraph?"""
        if self._spots.of(line).hint in ("role", "employer") or role_score(text) >= 0.5:
            return False
        is_item = self._outline.tag[line.node] == "li" or self._outline.tag[self._outline.parent[line.node]] == "li"
        return (
            is_item
            or self._is_like(line, held.paragraph)
            or (SENTENCE_END.search(text) is not None and word_count(text) >= 4 and employer_score(text) < 0.7)
        )

    def _is_like(self, line: Line, paragraph: Line | None) -> bool:
        """Does a line stand in the very paragraph before it, or in the next one of the same kind?"""
        if paragraph is None:
            return False
        (node, before), outline = (line.node, paragraph.node), self._outline
        is_next = outline.tag[node] == "p" and outline.parent[node] == outline.parent[before]
        return node == before or (is_next and outline.path[node] == outline.path[before])

    def _is_on_every_card(self, text: str, spot: Spot) -> bool:
        is_common = spot.count >= 5 and spot.texts.get(text, 0) >= 0.5 * len(self._keys)
        is_of_few = spot.is_of_few and spot.hint not in ("role", "employer") and employer_score(text) < 0.7
        return (is_common or is_of_few) and role_score(text) < 0.6

    def _is_title(self, line: Line, text: str, spot: Spot) -> bool:
        """More likely a talk's title than a job? Not where the others' employers stand ("The Northtown Group")."""
        if spot.hint in ("role", "employer") or spot.is_of_employers or is_part(text):
            return False
        is_headed = heading_level(self._outline, line.node) > 0
        size = word_count(text)
        is_long = is_headed or size >= _LONG_TITLE
        work = employer_score(text)
        is_one_of_titles = spot.is_of_titles and role_score(text) < 0.3 and work < _BY_MORE_THAN_CAPITALS
        is_quoted = size >= _QUOTED_TITLE and text[:1] in QUOTES and text[-1] in QUOTES  # nobody writes a job so
        if is_quoted or (is_one_of_titles and not tells_employer(text)):
            return True
        if (size > 1 and text[-1] == "?") or (is_long and ("?" in text or text[:1] in QUOTES)):
            return True
        if not is_long:
            return False
        if is_headed and size >= 4 and spot.roles < 0.3 and (_ARTICLE.match(text) or role_score(text) < 0.4):
            return spot.words >= 4 or _ARTICLE.match(text) is not None
        role, work = role_score(text) + spot.roles, work + spot.employers
        return role < 0.7 and work < 0.8 and spot.words > 4.5


def _is_of_person(text: str, names: set[str], held: _Held, *, is_before: bool) -> bool:
    """Does a short text only speak about the person: "About Ada", "Ada is an engineer.", their own site? Kept if told."""
    if is_about(text, names):
        held.prose.begin_biography()
    elif is_sentence_about(text, names):
        held.prose.add(text, is_before=is_before)
    elif not is_own_site(text, names):
        return False
    return True


def _is_early_title(text: str, spot: Spot) -> bool:
    """Stands before the name and is no job: what the person speaks about."""
    if spot.hint in ("role", "employer") or role_score(text) >= 0.5 or spot.roles >= 0.4 or is_part(text):
        return False
    is_long = len(text) >= LONG_JOINED if is_joined(text) else len(text.split()) > 3
    return spot.size > 22 or (is_long and employer_score(text) < 0.7)
