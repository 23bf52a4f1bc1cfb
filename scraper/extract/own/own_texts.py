"""What a line of a person's own page is: a heading that opens a zone, a label, a title, what the person is called online.

Each question is asked of one line alone; the words are in data/own_pages.toml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from scraper import reference
from scraper.extract.visible.lines import Line
from scraper.extract.visible.outline import HEADINGS, Outline
from scraper.extract.visible.texts import (
    LONG,
    field_set,
    field_words,
    is_aside,
    is_contact,
    is_furniture,
    is_prose,
    is_time,
    title_of,
)
from scraper.recognise.employers import employer_score
from scraper.recognise.names import name_key
from scraper.recognise.roles import role_score
from scraper.recognise.sections import billing, is_placeholder, section
from scraper.text import fold, words

LONGEST_LABEL = 40
_SHORTEST_BIO = 80
_AS_A_JOB = 0.6
_BEGINNING = 60
_CLAUSE = re.compile(r"[,;.]")
QUOTES = '"“”„«»「」'
LABELLED = re.compile(r"^\s*([^:：]{2,40}?)\s*(?:[:：]|\s//\s)\s*(\S.*)$", re.DOTALL)
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_ORG = re.compile(r"(?<![a-z])org(?![a-z])")
_LIST_LIKE = frozenset(("li", "dd", "dt"))
_ENDS = frozenset(("organisers", "sponsors", "team", "past", "quoted", "news", "call"))


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(fold(word) for rows in reference.table("own_pages")[key].values() for word in rows)


def is_chair(label: str) -> bool:
    """Is this the label of who only leads through a session ("Session chair")?"""
    return fold(label).strip(" .:!-–—()[]") in _words("chairs")


@lru_cache(maxsize=8_192)
def zone(text: str) -> str | None:
    """What a heading or label on a person's own page opens.

    "bio", "talks", "abstract", "elsewhere", "topics", "others" (a list of other people), "end" (sponsors, the team),
    or None where it does not tell.
    """
    if len(text) > LONGEST_LABEL + 20:
        return None
    plain = fold(text).strip(" .:!?-–—*•：")
    for kind in ("bio", "talks", "abstract", "elsewhere", "topics"):
        if plain in _words(kind) or (kind == "talks" and plain in field_set("labels_talk")):
            return kind
    said = section(text)
    if said == "speakers":
        return None if _words("others").isdisjoint(plain.split()) and len(plain.split()) > 1 else "others"
    if said in _ENDS:
        return "end"
    return "talks" if said == "programme" and len(plain.split()) <= 4 else None


def titles(outline: Outline, session: Sequence[tuple[Line, str]], names: frozenset[str]) -> list[str]:
    """The titles among the lines of a zone of talks: its headings, first those with links, else what classes call so, else links, else short lines."""
    short = [
        (line, title)
        for line, text in session
        if line.node >= 0
        and len(text) <= 2 * LONG
        and (title := bare_title(text))
        and name_key(title) not in names
        and not is_contact(title)
        and not is_furniture(title)
        and not is_placeholder(title)
        and (zone(title) is None or len(title.split()) > 3)
    ]
    ways: tuple[Callable[[Line], bool], ...] = (
        lambda line: line_level(outline, line) < 7 and _is_link(outline, line),  # a heading below has the room
        lambda line: line_level(outline, line) < 7,
        lambda line: _is_called_title(outline, line),
        lambda line: _is_link(outline, line),
        lambda line: outline.tag[line.node] in _LIST_LIKE or outline.tag[line.node] in ("strong", "b"),
        lambda line: len(line.text.split()) > 1,
    )
    for chosen in ways:
        if found := [title for line, title in short if chosen(line) and _could_be_title(line, title)]:
            return found
    return []


@lru_cache(maxsize=4096)
def bare_title(text: str) -> str:
    """A talk's title without the label in front, quotation marks and times; "" for what is none."""
    if (found := LABELLED.match(text)) and (billing(found[1]) or zone(found[1]) == "talks" or is_talk_label(found[1])):
        text = found[2]
    return title_of(text.strip(" " + QUOTES)) or ""


def is_talk_label(text: str) -> bool:
    """Is it "Talk", "30-minute Talk", "Title" in front of a title?"""
    tokens = fold(text).split()
    return 0 < len(tokens) <= 3 and (
        tokens[-1] in field_set("labels_talk") or tokens[-1] in ("title", "titel", "titulo")
    )


def _could_be_title(line: Line, title: str) -> bool:
    text = line.text.strip()
    if is_time(title) or is_aside(title) or _CLOCK.search(text) or text.endswith((":", "：")):
        return False
    return billing(title) is None and (not is_prose(text) or text.endswith(("?", "？")))


def _is_called_title(outline: Outline, line: Line) -> bool:
    return "title" in outline.hint(line.node) or "name" in outline.hint(line.node)


def _is_link(outline: Outline, line: Line) -> bool:
    return any(outline.tag[node] == "a" for node in (line.node, *outline.ancestors(line.node, 2))) or (
        len(line.pieces) == 1 and outline.tag[line.pieces[0][0]] == "a"
    )


def leads_away(outline: Outline, line: Line) -> bool:
    """Is the line one link to another site: a profile ("Code profile"), whatever heading holds it?"""
    node = line.pieces[0][0] if len(line.pieces) == 1 else line.node
    above = (at for at in (node, *outline.ancestors(node, 2)) if outline.tag[at] == "a")
    link = next(above, None)
    return link is not None and (outline.attrs[link].get("href") or "").lower().startswith(("http:", "https:"))


def is_list(outline: Outline, line: Line) -> bool:
    """Does the line stand in a list?"""
    return any(outline.tag[node] in _LIST_LIKE for node in (line.node, *outline.ancestors(line.node, 2)))


def is_title(outline: Outline, line: Line, text: str, depth: int) -> bool:
    """Is a heading below the name that opens no known zone the title of a talk?"""
    if hint_of(outline, line) == "talk":
        return True
    return depth > 0 and len(text.split()) >= 4 and role_score(text) < 0.4 and employer_score(text) < 0.7


def hint_of(outline: Outline, line: Line) -> str:
    """The field that the class of the line's element, or of one near around it, names; "" for none."""
    node = line.node
    for _ in range(3):
        if node < 0 or outline.tag[node] in ("section", "article", "main", "header"):
            break
        hint = outline.hint(node)
        if hint.strip() and len(hint) <= 80:
            if any(part in hint for part in ("topic", "tags", "tag-", "-tag", "expertise", "track")):
                return "topic"
            if _ORG.search(hint):
                return "employer"
            for kind in ("employer", "role", "bio", "talk", "noise"):
                if any(part in hint for part in field_words(kind)):
                    return kind
        node = outline.parent[node]
    return ""


def line_level(outline: Outline, line: Line) -> int:
    """1 to 6 for a line in a heading, 7 for any other."""
    node = line.node
    for _ in range(4):
        if node < 0:
            break
        if level := HEADINGS.get(outline.tag[node]):
            return level
        node = outline.parent[node]
    return 7


def is_handle(outline: Outline, line: Line, text: str) -> bool:
    """Is it what the person is called online: one word that is marked so, or is the end of its own link's address?"""
    if len(text.split()) > 1:
        return False
    for node in (line.node, *outline.ancestors(line.node, 2)):
        if outline.tag[node] == "a":
            href = (outline.attrs[node].get("href") or "").lower().rstrip("/")
            return href.rsplit("/", 1)[-1].lstrip("@") == text.lower().lstrip("@") or any(
                host in href for host in field_words("profiles")
            )
    return text.startswith("@") and text[1:2].islower()


def looks_like_label(outline: Outline, line: Line, text: str) -> bool:
    """Could it be the label of what follows: a colon behind it, or made to stand out?"""
    return text.endswith((":", "：")) or any(
        outline.tag[node] in ("strong", "b", "dt", "th", "label") or "label" in outline.hint(node)
        for node in (line.node, *outline.ancestors(line.node, 1))
    )


def is_fact_label(plain: str) -> bool:
    """Does the (folded) label ask for a role or an employer?"""
    return plain in field_set("labels_role") or plain in field_set("labels_employer")


def behind_abstract(paragraphs: list[str], names: frozenset[str], *, at_once: bool = True) -> list[str]:
    """From the first paragraph on that begins with a word of a name: what a talk is about stands before it.

    `at_once` False: one will do that names the person anywhere, or begins with what they are.
    """
    own = {word for name in names for word in name.split() if len(word) > 2}
    for i, text in enumerate(paragraphs):
        told = words(text[:_BEGINNING])[:3] if at_once else words(text)
        if not own.isdisjoint(told) or (not at_once and role_score(_CLAUSE.split(text, maxsplit=1)[0]) >= _AS_A_JOB):
            return paragraphs[i:]
    return []


def is_biography_of(text: str, names: frozenset[str]) -> bool:
    """Is it a paragraph that begins with one of the names, or the first or last word of one?"""
    if len(text) < _SHORTEST_BIO:
        return False
    start = name_key(" ".join(text.split()[:4])).split()
    return any(len(set(start) & set(name.split())) >= min(2, len(name.split())) for name in names)
