"""What the lines of a card say about its person: headline, role, employer, biography, talks, links, photo, billing.

One card alone is hard to read; all cards of a page together are easy: the texts at one place of every card are of one
kind. So each place is judged over all cards first (how like a role, how like an employer, how long, how often the same),
and a line is read by its own words and by its place.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

from scraper import reference
from scraper.extract.visible.cards import Card
from scraper.extract.visible.lines import Line
from scraper.extract.visible.mentions import is_furniture
from scraper.extract.visible.outline import Outline
from scraper.extract.visible.place import heading_level
from scraper.model import Sighting
from scraper.page import Page
from scraper.recognise.employers import employer_score
from scraper.recognise.names import is_never, name_key, name_score
from scraper.recognise.roles import role_score
from scraper.recognise.sections import billing, is_placeholder, section
from scraper.text import fold, squash

LONG = 150
MAX_BIO = 6_000
MAX_TALKS = 20
MAX_LINKS = 12
_SENTENCE = re.compile(r"[.!?。！？]\s|[.。！？]$")
_TIME = re.compile(r"^[\W\d]*\d{1,2}\s*[:.h]\s*\d{2}\b|^\d{1,2}\s*(?:am|pm)\b|^[\d\s:.,/–-]+$", re.IGNORECASE)
_JOINED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_AT_NAME = re.compile(r"^@\w[\w.]{1,30}$")
_FROM_TO = re.compile(r"^\s*\d{1,2}[:.h]\d{2}(?:\s*[-–—]\s*\d{1,2}[:.h]\d{2})?\s*(?:am|pm|uhr)?\b", re.IGNORECASE)
_BRACKETED = re.compile(r"^\s*[\[(【]([^\])】]{3,40})[\])】]\s*(\S.*)$", re.DOTALL)
_CONTACT = re.compile(r"^\S+@\S+\.\w{2,}$|^(?:https?://|www\.)\S+$|^[\w-]+(?:\.[\w-]+)+/\S*$")
_EDGES = " \t-–—―:,;|·•/()[]（）：，。.@"
_JOINER = re.compile(r"\s(?:at|@|bei|chez|presso|von der|of)\s|@|,\s|\s[-–—|]\s|\s/\s", re.IGNORECASE)
_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)
_PICTURE = re.compile(
    r"logo|icon|sprite|social|twitter|facebook|linkedin|github|instagram|placeholder|blank\.|spacer|pixel|flag",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^\s*([^:：]{2,30})\s*[:：]\s*(\S.*)$", re.DOTALL)
_SOURCES = (
    "src",
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "data-image",
    "data-bg",
    "srcset",
    "data-srcset",
)


@cache
def _table(key: str) -> tuple[str, ...]:
    return tuple(reference.table("fields")[key])


@dataclass(slots=True)
class _Place:
    """One place inside the cards, judged over all of them."""

    texts: Counter[str] = field(default_factory=Counter)
    roles: float = 0.0
    employers: float = 0.0
    names: float = 0.0
    sizes: int = 0
    hint: str = ""

    @property
    def total(self) -> int:
        return self.texts.total()

    def mean(self, value: float) -> float:
        return value / max(1, len(self.texts))


@dataclass(slots=True)
class _Sorted:
    """A card's lines by kind."""

    short: list[tuple[str, _Place]] = field(default_factory=list)
    bio: list[str] = field(default_factory=list)
    talks: list[str] = field(default_factory=list)
    billing: str | None = None
    role: str | None = None
    employer: str | None = None


class Facts:
    """Reads the cards of one page. Make one for all of them, then ask `sightings(card)` for each."""

    def __init__(self, page: Page, outline: Outline, all_cards: list[Card]) -> None:
        self._page = page
        self._outline = outline
        self._places: dict[tuple[int, int], _Place] = defaultdict(_Place)
        self._many = len({key for card in all_cards for key in card.anchor.keys})
        self._hrefs: Counter[str] = Counter()
        self._images = [i for i, tag in enumerate(outline.tag) if tag == "img"]
        self._anchors = [i for i, tag in enumerate(outline.tag) if tag == "a" and outline.attrs[i].get("href")]
        self._hints: dict[int, str] = {}
        seen: set[int] = set()
        for card in all_cards:
            for line in card.lines:
                if line.number not in seen:
                    seen.add(line.number)
                    self._count(line)
            for href in (
                {
                    outline.attrs[i].get("href") or ""
                    for begin, end in card.ranges
                    for i in self._anchors
                    if begin <= i < end
                }
                if len(all_cards) < 400
                else ()
            ):
                self._hrefs[href] += 1

    def _is_handle(self, line: Line, text: str, *, before: bool) -> bool:
        """Is it what the person is called online, not where they work: a link's own slug, a link to a profile?"""
        if len(text.split()) > 1:
            return False
        if before and text.islower():
            return True
        outline = self._outline
        for node in [line.node, *outline.ancestors(line.node)[:2]]:
            if outline.tag[node] == "a":
                href = (outline.attrs[node].get("href") or "").lower().rstrip("/")
                slug = href.rsplit("/", 1)[-1].lstrip("@")
                return "mailto:" in href or slug == text.lower().lstrip("@") or (text.startswith("@") or any(one in href for one in _table("profiles")))
        place = self._places[self._key(line)]
        return bool(_AT_NAME.match(text)) and all(_AT_NAME.match(one) for one in place.texts) and sum(one[1:2].isupper() for one in place.texts) * 2 < len(place.texts)

    def _count(self, line: Line) -> None:
        place = self._places[self._key(line)]
        text = line.text
        if not place.texts:
            place.hint = self._hint(line)
        if text not in place.texts and len(text) <= LONG:
            place.roles += role_score(text)
            place.employers += employer_score(text)
            place.names += name_score(text) >= 0.75
        if text not in place.texts:
            place.sizes += min(len(text), 1000)
        place.texts[text] += 1

    def _key(self, line: Line) -> tuple[int, int]:
        return self._outline.path[line.node], min(line.row, 4)

    def _hint(self, line: Line) -> str:
        """The field its own class, or a near container's, names: "role", "employer", "talk", "bio", "noise" or ""."""
        outline = self._outline
        node = line.node
        for _ in range(3):
            if node < 0 or outline.tag[node] in ("li", "tr", "section", "article"):
                break
            hint = outline.hint(node)
            if hint.strip():
                for kind in ("employer", "role", "bio", "talk", "noise"):
                    if any(part in hint for part in _table(kind)) and not (kind == "noise" and len(hint) > 60):
                        return kind
            node = outline.parent[node]
        return ""

    def sightings(self, card: Card) -> list[Sighting]:
        """One sighting for each person of the card."""
        anchor = card.anchor
        mention = anchor.mention
        held = self._sort(card)
        method = (
            "prose"
            if mention.kind in ("piece", "sentence", "head-") and len(mention.line.text) > LONG
            else _METHODS.get(self._outline.tag[mention.line.node], "cards")
        )
        links = self._links(card) if len(anchor.people) == 1 else ()
        photo = self._photo(card) if len(anchor.people) == 1 else None
        made = []
        for person in anchor.people:
            headline, role, employer = self._job(held)
            if person.aside and not is_place(person.aside):
                headline, role, employer = person.aside, None, None
            if employer is None and headline is None and role is None:
                employer = self._logo(card)
            made.append(
                Sighting(
                    name=squash(person.name),
                    headline=headline,
                    role=role,
                    employer=employer,
                    bio=squash(" ".join(dict.fromkeys(held.bio)))[:MAX_BIO] or None,
                    talks=tuple(dict.fromkeys(title for one in held.talks if (title := _title(one))))[:MAX_TALKS],
                    links=links,
                    photo=photo,
                    billing=held.billing if held.billing != "speaker" else None,
                    method=method,
                )
            )
        return made

    # Sorting a card's lines

    def _sort(self, card: Card) -> _Sorted:
        held = _Sorted()
        anchor = card.anchor
        mention = anchor.mention
        held.billing = mention.billing
        names = {fold(person.name) for person in card.anchor.people} | {fold(mention.line.text)}
        self._beside(mention.before, mention.after, held)
        for line in card.lines:
            text = line.text.strip()
            plain = fold(text)
            if (
                plain in names
                or is_furniture(text)
                or is_placeholder(text)
                or _CONTACT.match(text)
                or (name_key(text) in card.anchor.keys)
            ):
                continue
            if self._is_handle(line, text, before=line.first < anchor.line.first) or is_place(text):
                continue
            self._sort_line(line, text, held, early=line.first < anchor.line.first)
        return held

    def _beside(self, before: str, after: str, held: _Sorted) -> None:
        """What stands in the name's own line."""
        rest = after.strip(_EDGES)
        if rest:
            if len(after) > LONG or _looks_like_prose(rest):
                held.bio.append(rest if rest[:1].isupper() else after.strip())
                head = re.split(r"[.;]\s", rest, maxsplit=1)[0]
                if len(head) <= LONG:
                    held.short.append((head, _Place(hint="headline")))
            elif not _TIME.match(rest) and not _CONTACT.match(rest):
                held.short.append((rest, _Place(hint="headline")))
        title = before.strip(_EDGES + "\"“”„'«»")
        if title:
            said = billing(title)
            if said:
                held.billing = held.billing or said
            elif len(title) > 3 and not _TIME.match(title) and not is_furniture(title):
                held.talks.append(title)

    def _sort_line(self, line: Line, text: str, held: _Sorted, *, early: bool) -> None:
        place = self._places[self._key(line)]
        if said := billing(text):
            held.billing = held.billing or said
            return
        if _TIME.match(text) and len(text) < 40:
            return
        if (found := _LABELLED.match(text)) and (self._labelled(found[1], found[2], held) or _is_other_label(text, found[1])):
            return
        if (found := _BRACKETED.match(text)) and (said := billing(found[1])):
            held.billing = held.billing or said
            held.talks.append(found[2])
            return
        if is_room(text) or is_date(text) or is_break(text) or _opens_a_section(text):
            return
        if len(text) > LONG or (_JOINED.search(text) and (len(text) > 45 or ("。" in text and len(text) > 15))):
            held.bio.append(text)
            return
        if (len(text.split()) > 9 and _SENTENCE.search(text) and role_score(text) < 0.7):
            held.bio.append(text)
            return
        if place.hint == "talk" or self._is_talk_link(line) or (early and self._is_early_title(text, place)):
            held.talks.append(text)
            return
        if place.hint == "bio" and role_score(text) < 0.5 and employer_score(text) < 0.5 and len(text) > 60:
            held.bio.append(text)
            return
        if place.hint == "noise" and role_score(text) < 0.7:
            return
        often = max(place.texts.values())
        if (
            place.total >= 5
            and place.texts[text] >= 0.5 * self._many
            and place.texts[text] == often
            and role_score(text) < 0.6
        ):
            return
        if heading_level(self._outline, line.node) and self._is_title(text, place, headed=True):
            held.talks.append(text)
            return
        if self._is_title(text, place) and len(text.split()) >= 5:
            held.talks.append(text)
            return
        held.short.append((text, place))

    def _is_early_title(self, text: str, place: _Place) -> bool:
        """Stands before the name and is no job: what the person speaks about."""
        size = max(1, len(place.texts))
        if place.hint in ("role", "employer") or role_score(text) >= 0.5 or place.roles / size >= 0.4:
            return False
        return place.sizes / size > 22 or (len(text.split()) > 3 and employer_score(text) < 0.7)

    def _labelled(self, label: str, value: str, held: _Sorted) -> bool:
        plain = fold(label).strip(" *•-")
        if plain in _table("labels_role"):
            held.role = held.role or value.strip()
        elif plain in _table("labels_employer"):
            held.employer = held.employer or value.strip()
        elif plain in _table("labels_talk"):
            held.talks.append(value.strip(' "“”„'))
        else:
            return False
        return True

    def _is_talk_link(self, line: Line) -> bool:
        node = line.node
        for _ in range(3):
            if node < 0:
                return False
            if self._outline.tag[node] == "a":
                href = (self._outline.attrs[node].get("href") or "").lower()
                inside = (
                    [one for one in urlsplit(href).path.split("/") if one]
                    if href.startswith(("/", "http", "."))
                    else []
                )
                return (
                    any(
                        one
                        in (
                            "talks",
                            "talk",
                            "sessions",
                            "session",
                            "presentations",
                            "talkfull",
                            "workshops",
                            "abstracts",
                            "vortrag",
                            "charlas",
                        )
                        for one in inside[:-1]
                    )
                    and role_score(line.text) < 0.6
                )
            node = self._outline.parent[node]
        return False

    def _is_title(self, text: str, place: _Place, *, headed: bool = False) -> bool:
        """More likely a talk's title than a job?"""
        size = max(1, len(place.texts))
        if headed and place.hint not in ("role", "employer") and len(text.split()) >= 4 and role_score(text) < 0.4 and place.roles / size < 0.3:
            return sum(len(one.split()) for one in place.texts) / size >= 4
        role = 0.5 * role_score(text) + 0.5 * place.roles / size
        work = 0.5 * employer_score(text) + 0.5 * place.employers / size
        if place.hint in ("role", "employer"):
            return False
        if "?" in text or text[:1] in '"“„«':
            return True
        return role < 0.35 and work < 0.4 and (place.sizes / size) > 28

    # Headline, role and employer

    def _job(self, held: _Sorted) -> tuple[str | None, str | None, str | None]:
        if held.role or held.employer:
            rest = [text for text, _ in held.short]
            return (
                (", ".join(rest[:2]) or None) if not (held.role and held.employer) else None,
                held.role,
                held.employer,
            )
        short = [
            (text.strip().lstrip("@").strip(" ,;|"), place, text.lstrip().startswith("@")) for text, place in held.short
        ]
        short = [one for one in short if one[0]][:5]
        if not short:
            return None, None, None
        if len(short) == 1:
            text, place, at = short[0]
            if at or self._only_employer(text, place):
                return text, None, text
            return text, None, None
        ranked = [(self._roleness(text, place), -i) for i, (text, place, _) in enumerate(short)]
        best, at_role = max(ranked)
        role_text, _, _ = short[-at_role]
        rest = [one for i, one in enumerate(short) if i != -at_role]
        if best < 0.4:
            text, place, at = short[0]
            if self._only_employer(text, place) or at:
                return text, None, text
            return ", ".join(text for text, _, _ in short[:2]), None, None
        employer = next((text for text, _, at in rest if at), None)
        if employer is None:
            marked = [(self._employerness(text, place) - 0.05 * i, -i, text) for i, (text, place, _) in enumerate(rest)]
            score, _, text = max(marked)
            employer = text if score >= 0.3 and role_score(text) < 0.6 else None
        if employer is None or (_JOINER.search(role_text) and self._splits(role_text)):
            return role_text, None, None
        return f"{role_text}, {employer}", role_text, employer

    def _splits(self, text: str) -> bool:
        """Does a role text hold an employer as well ("CTO at Acme")?"""
        parts = [part for part in _JOINER.split(text) if part and part.strip()]
        return (
            len(parts) > 1
            and any(role_score(part) < 0.3 for part in parts[1:])
            and bool(
                re.search(r"\s(?:at|@|bei|chez|presso)\s|@", text, re.IGNORECASE) or employer_score(parts[-1]) >= 0.5
            )
        )

    def _roleness(self, text: str, place: _Place) -> float:
        if place.hint == "headline":
            return role_score(text)
        return 0.65 * role_score(text) + 0.35 * place.mean(place.roles) + (0.1 if place.hint == "role" else 0.0)

    def _employerness(self, text: str, place: _Place) -> float:
        if place.hint == "headline":
            return max(0.3, employer_score(text))
        own = (
            0.5 * employer_score(text) + 0.3 * place.mean(place.employers) + (0.3 if place.hint == "employer" else 0.0)
        )
        few_roles = place.mean(place.roles) < 0.2 and len(text.split()) <= 6
        return own + (0.15 if few_roles else 0.0)

    def _only_employer(self, text: str, place: _Place) -> bool:
        """Is this a place where pages write the employer alone?"""
        if place.hint == "headline" or role_score(text) >= 0.3:
            return False
        size = len(place.texts)
        if size >= 4 and place.mean(place.roles) < 0.2 and place.sizes / size < 40:
            return place.mean(place.employers) >= 0.2 or place.hint == "employer"
        return employer_score(text) >= 0.7

    # Links and pictures

    def _inside(self, nodes: list[int], card: Card) -> list[int]:
        return [i for begin, end in card.ranges for i in nodes if begin <= i < end]

    def _links(self, card: Card) -> tuple[str, ...]:
        host = urlsplit(self._page.url).hostname
        found: dict[str, None] = {}
        for node in self._inside(self._anchors, card):
            href = self._outline.attrs[node].get("href") or ""
            if self._hrefs[href] > 2 or any(part in href.lower() for part in _table("sharing")):
                continue
            url = self._page.absolute(href)
            there = urlsplit(url).hostname if url else None
            if url and there and there != host:
                path = urlsplit(url).path.strip("/")
                if path or not any(one in there for one in _table("profiles")):
                    found[url] = None
        return tuple(found)[:MAX_LINKS]

    def _photo(self, card: Card) -> str | None:
        for node in self._inside(self._images, card):
            attrs = self._outline.attrs[node]
            hint = f"{self._outline.hint(node)} {attrs.get('alt') or ''}"
            for key in _SOURCES:
                src = (attrs.get(key) or "").strip()
                if not src or src.startswith("data:"):
                    continue
                src = src.split(",")[0].split()[0] if key.endswith("srcset") else src
                if not _PICTURE.search(src) and not _PICTURE.search(hint) and (url := self._page.absolute(src)):
                    return url
        for begin, end in card.ranges:
            for node in range(begin, end):
                style = self._outline.attrs[node].get("style") if self._outline.attrs[node] else None
                if (
                    style
                    and "url(" in style
                    and (found := _URL.search(style))
                    and (url := self._page.absolute(found[1]))
                ):
                    return url
        return None

    def _logo(self, card: Card) -> str | None:
        """The employer, where only its logo stands on the card."""
        for node in self._inside(self._images, card):
            attrs = self._outline.attrs[node]
            alt = squash(attrs.get("alt"))
            around = " ".join(self._outline.hint(one) for one in [node, *self._outline.ancestors(node)[:3]])
            source = " ".join(attrs.get(key) or "" for key in ("src", "data-src"))
            if alt and (
                "logo" in around or "logo" in source.lower() or any(part in around for part in _table("employer"))
            ):
                text = re.sub(r"\b(?:logo|icon)\b", "", alt, flags=re.IGNORECASE).strip(" -–—_:")
                if text and name_key(text) not in card.anchor.keys and not is_furniture(text):
                    return text
        return None


def is_place(text: str) -> bool:
    """Is it nothing but where somebody is from ("Berlin, Germany")?"""
    parts = [part for one in re.split(r"[,/|()]", fold(text)) if (part := one.strip(" ."))]
    return bool(parts) and len(parts) <= 3 and all(part in _places() for part in parts)


@cache
def _places() -> frozenset[str]:
    return frozenset(fold(line) for line in reference.lines("places"))


def is_room(text: str) -> bool:
    """Is it a room or a track ("Hall 4", "Track B")?"""
    tokens = fold(text).split()
    return 0 < len(tokens) <= 4 and (tokens[0] in _table("rooms") or tokens[-1] in _table("rooms")) and role_score(text) < 0.6


def is_break(text: str) -> bool:
    """Is it made of words of programmes and menus only ("Coffee break", "Lunch", "Opening Remarks")?"""
    tokens = fold(text).split()
    return 0 < len(tokens) <= 5 and all(is_never(token) for token in tokens) and role_score(text) < 0.4 and employer_score(text) < 0.7


def _opens_a_section(text: str) -> bool:
    """A heading inside the card ("Son talk", "Workshops")."""
    return len(text.split()) <= 3 and section(text) is not None and role_score(text) < 0.4 and employer_score(text) < 0.7


def is_date(text: str) -> bool:
    """Is it nothing but a date or a day ("Sun 27 Sep", "Friday")?"""
    if len(text) > 60:
        return False
    tokens = re.findall(r"[^\W\d_]+", fold(text))
    return bool(tokens) and all(token in _table("dates") for token in tokens) and (len(tokens) == 1 or any(c.isdigit() for c in text))


def _is_other_label(text: str, label: str) -> bool:
    """ "Funding: $92M", "Day: Friday": a label we do not know, before something that is no job."""
    return len(label.split()) <= 2 and len(text) <= 60 and role_score(text) < 0.5 and employer_score(text) < 0.7 and (" " not in label.strip() or not text[len(label) + 1 :].strip()[:1].isalpha())


_METHODS = {"td": "table", "th": "table", "dt": "list", "li": "list"}


def _looks_like_prose(text: str) -> bool:
    return len(text.split()) > 14 and _SENTENCE.search(text) is not None


def _title(text: str) -> str | None:
    """A talk's title without the time in front; None for a code ("1A-3") or a break."""
    title = squash(_FROM_TO.sub("", text)).strip(_EDGES).strip()
    return title if len(re.findall(r"[^\W\d_]", title)) >= 4 and not is_break(title) else None
