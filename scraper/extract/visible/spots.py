"""The spots inside cards, judged over all cards of a page.

One card alone is hard to read; all cards together are easy: the texts at one spot of every card are of one kind. So it
is counted how like roles and employers they are, how long, and how often the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from scraper.extract.visible.lines import Line
from scraper.extract.visible.outline import Outline
from scraper.extract.visible.slots.markup import ACCOUNT
from scraper.extract.visible.texts import EDGES, LONG, field_words, is_furniture, path_parts, word_count
from scraper.recognise.employers import employer_score
from scraper.recognise.roles import role_score
from scraper.text import words

_AT_NAME = re.compile(r"^@\w[\w.]{1,30}$")
_TALK_FOLDERS = frozenset(
    ("talks", "talk", "sessions", "session", "presentations", "talkfull", "workshops", "abstracts", "vortrag", "charlas")
)  # fmt: skip
OF_TITLES, ENOUGH_TITLES = 0.7, 5
"""The share of a place's texts that read like titles of talks where it is a place of titles, and how many it takes."""
LONG_TITLES, FEW_ROLES, FEW_EMPLOYERS = 4.0, 0.2, 0.45
LONGEST_TITLES = 15.0
"""Words on average where paragraphs stand, no titles."""
LIKE_ROLE, LIKE_EMPLOYER = 0.4, 0.6
SOME_EMPLOYERS = 3
MANY_TEXTS, FEW_TEXTS = 16, 4
OF_JOBS = 0.5
"""How like roles the texts of a place are that is one of jobs, whatever it is called."""
_BUTTONS, _LONGEST_BUTTON, _LONGEST_LABEL = frozenset(("a", "button")), 7, 3
_CARD_LIKE = frozenset(("li", "tr", "section", "article"))


@dataclass
class Spot:
    """One spot inside the cards: its texts, and what they are like on average.

    `hint` is the field its class names: "role", "employer", "talk", "bio", "noise", "beside" (the name's own line) or "".
    """

    texts: Counter[str] = field(default_factory=Counter)
    hint: str = ""
    roles: float = 0.0
    employers: float = 0.0
    size: float = 0.0

    @cached_property
    def words(self) -> float:
        """How many words its texts have on average."""
        return sum(map(word_count, self.texts)) / max(1, len(self.texts))

    @cached_property
    def count(self) -> int:
        """How many lines stand there, equal ones counted each."""
        return self.texts.total()

    @cached_property
    def is_of_titles(self) -> bool:
        """Are its texts what people speak about: several, of many words, hardly a job or an employer among them?

        Titles begin with a capital; where many begin in small letters, they are jobs no list knows ("młodszy bosman").
        """
        are_long = len(self.texts) >= ENOUGH_TITLES and LONG_TITLES <= self.words <= LONGEST_TITLES
        small = sum(text.lstrip(EDGES)[:1].islower() for text in self.texts)
        return are_long and self.roles < FEW_ROLES and self.employers < FEW_EMPLOYERS and 4 * small < len(self.texts)

    @cached_property
    def is_of_employers(self) -> bool:
        """Are its texts where people work: several, nearly all of them looking so?"""
        return len(self.texts) > SOME_EMPLOYERS and self.employers >= LIKE_EMPLOYER and self.roles < LIKE_ROLE

    @property
    def is_of_few(self) -> bool:
        """Do the same few texts stand there again and again: rooms, tracks, levels? Firms send few people each."""
        return self.count >= MANY_TEXTS and FEW_TEXTS * len(self.texts) <= self.count

    def judge(self) -> None:
        """Sum the texts up when all are in. Classes may lie: a place of jobs is no place of talks."""
        count = max(1, len(self.texts))
        short = [text for text in self.texts if len(text) <= LONG]
        self.roles = sum(role_score(text) for text in short) / count
        self.employers = sum(employer_score(text) for text in short) / count
        self.size = sum(min(len(text), 1000) for text in self.texts) / count
        if self.roles >= OF_JOBS and self.hint in ("talk", "bio", "noise"):
            self.hint = ""
        elif not self.hint and len(self.texts) >= ENOUGH_TITLES:
            titles = sum(map(_is_like_title, self.texts))
            self.hint = "talk" if titles >= OF_TITLES * len(self.texts) else ""


def _is_like_title(text: str) -> bool:
    """Does a text read like what a talk is called: several words, no sentence, nothing of a job or a place of work?"""
    is_some = word_count(text) > 3 and len(text) <= LONG
    return is_some and text[-1] not in ".。" and role_score(text) < LIKE_ROLE and employer_score(text) < LIKE_EMPLOYER


class Spots:
    """The spots of one page's cards."""

    def __init__(
        self, outline: Outline, all_lines: Iterable[Line], beside: Iterable[str], names: Iterable[int] = ()
    ) -> None:
        """`all_lines`: each line of the cards, once; `beside`: what stands behind names in their own lines.

        `names`: the nodes where the lines with names begin.
        """
        self._outline = outline
        self._names = sorted(names)
        self._spots: dict[tuple[int, int], Spot] = defaultdict(Spot)
        for line in all_lines:
            spot = self._spots[self._key(line)]
            if not spot.texts:
                spot.hint = self._hint(line)
            spot.texts[line.text] += 1
        self.beside = Spot(Counter(text for text in beside if text), "beside")
        for spot in (*self._spots.values(), self.beside):
            spot.judge()
        of_jobs = {path for (path, _), spot in self._spots.items() if spot.roles >= OF_JOBS}
        for (path, _), spot in self._spots.items():
            if path in of_jobs and spot.hint in ("talk", "bio", "noise"):
                spot.hint = ""  # the next line of what holds jobs holds no talks

    def of(self, line: Line) -> Spot:
        """The spot a line stands at."""
        return self._spots[self._key(line)]

    def _key(self, line: Line) -> tuple[int, int]:
        return self._outline.path[line.node], min(line.row, 4)

    def _hint(self, line: Line) -> str:
        """The field its own class, or that of a near container, names."""
        outline = self._outline
        node = line.node
        for _ in range(3):
            if node < 0 or outline.tag[node] in _CARD_LIKE or (node != line.node and self._holds_name(node)):
                break  # what it is called is the card's name, no field's
            hint = outline.hint(node)
            if hint.strip():
                for kind in ("employer", "role", "bio", "talk", "noise"):
                    if any(part in hint for part in field_words(kind)) and not (kind == "noise" and len(hint) > 60):
                        return kind
            node = outline.parent[node]
        return ""

    def _holds_name(self, node: int) -> bool:
        at = bisect_left(self._names, node)
        return at < len(self._names) and self._names[at] < self._outline.end[node]

    def is_handle(self, line: Line, *, before: bool) -> bool:
        """Is it what the person is called online, not where they work: a link's own slug, a link to a profile?

        `before`: does it stand before the name?
        """
        text = line.text.strip()
        if before and ACCOUNT in self._outline.hint(line.node):
            return True
        if len(text.split()) > 1:
            return False
        if before and text.islower():
            return True
        outline = self._outline
        for node in (line.node, *outline.ancestors(line.node, 2)):
            if outline.tag[node] == "a":
                if any(outline.blockish[node + 1 : outline.end[node]]):
                    return False  # the whole card is the link
                href = (outline.attrs[node].get("href") or "").lower().rstrip("/")
                slug = href.rsplit("/", 1)[-1].lstrip("@")
                return (
                    "mailto:" in href
                    or slug == text.lower().lstrip("@")
                    or text.startswith("@")
                    or any(one in href for one in field_words("profiles"))
                )
        texts = self.of(line).texts
        return all(_AT_NAME.match(one) for one in texts) and 2 * sum(one[1:2].isupper() for one in texts) < len(texts)

    def leads_to(self, line: Line, text: str, names: Iterable[str]) -> bool:
        """Is it a link or a button that says whom it leads to, "Connect with Ada"? `names`: the person's, folded."""
        plain = words(text)
        if not 1 < len(plain) <= _LONGEST_BUTTON:
            return False
        own = {word for name in names for word in words(name)}
        if plain[0] in own or plain[-1] not in own:  # "Kovač Consulting" may be where Ada Kovač works
            return False
        return any(self._outline.tag[at] in _BUTTONS for at in (line.node, *self._outline.ancestors(line.node, 2)))

    def is_button(self, line: Line, text: str) -> bool:
        """Is the whole line a link to a place on this page ("back to the list"), or one that names what it leads to ("Faculty page")?"""
        outline = self._outline
        node = line.pieces[0][0] if len(line.pieces) == 1 else line.node
        href = (outline.attrs[node].get("href") or "") if outline.tag[node] == "a" else None
        if href is None or role_score(text) >= LIKE_ROLE:
            return False
        plain = text.split()
        return (href[:1] == "#" and len(href) > 1) or (1 < len(plain) <= _LONGEST_LABEL and is_furniture(plain[-1]))

    def is_profile(self, line: Line, after: str) -> bool:
        """Is what stands behind the name a link to the person's own profile ("Ada Kovač @AdaKovac")?"""
        text = after.strip()
        if not text.startswith("@") or " " in text:
            return False
        links = (
            self._outline.attrs[node].get("href") or "" for node, *_ in line.pieces if self._outline.tag[node] == "a"
        )
        return any(host in href.lower() for href in links for host in field_words("profiles"))

    def is_talk_link(self, line: Line) -> bool:
        """Does the line link to the page of a talk?"""
        outline = self._outline
        for node in (line.node, *outline.ancestors(line.node, 2)):
            if outline.tag[node] == "a":
                href = (outline.attrs[node].get("href") or "").lower()
                if not href.startswith(("/", "http", ".")):
                    return False
                folders = path_parts(href) if "#" in href else path_parts(href)[:-1]  # "/sessions/#boats-for-bees"
                is_job = role_score(line.text) >= 0.6 or self.of(line).roles >= 0.3
                return not _TALK_FOLDERS.isdisjoint(folders) and not is_job
        return False
