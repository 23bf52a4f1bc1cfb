"""A phrase cut at its marks, legal forms and lists kept whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from scraper.normalise import joiners, mixed
from scraper.recognise import employers, roles
from scraper.text import fold

EDGE = " \t\n,;:|/&·•–—-+*~#=<>"
_SEPARATOR = re.compile(
    r"\s+[-–—―~]+\s+|\s*[–—]\s+|(?<=[^\W\d_])—(?=[^\W\d_])|(?<=[a-zà-ž\d])-\s+(?!(?:und|oder|and|or|och|eller|og|en|of|i|oraz|y|e|et|ou|ja|tai)\s)|\s+[/:]\s+|(?<=\w):\s+|\s*[,，、]\s*|\s*／\s*"
)
LEGAL_AHEAD = re.compile(
    r"(?:Inc|Ltd|LLC|LLP|Corp|Co|S\.?\s?[AL]|S\.?L\.?U|GmbH|AG|PLC|Pty|Limited|Incorporated|PBC|K\.?K)\b(?!-)",
    re.IGNORECASE,
)
ARTICLE = re.compile(
    r"^(?:(?:[Tt]he|[Aa]n?|THE|[Ee]ine?|einer|[Uu]na?|[Uu]ne|uno|der|die|das|[Uu]ma?|ett)|(?:el|la|le|il|lo|en|het|de))\s+"
)
HOW = re.compile(r"^(?:[A-Z][a-z]+ly\s+an?|[A-Z]\w+(?: [A-Z]\w+)?-based)\s+(?=[A-Za-z])")
_A = re.compile(r"^an?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a phrase between weak separators; `mark` is the one before it."""

    start: int
    end: int
    text: str
    mark: str


def clean(text: str) -> str | None:
    """The text without marks and blanks at its ends; None when nothing is left."""
    text = text.strip(EDGE + ".!\"“”„«»'‘’").rstrip()
    while text.count("(") > text.count(")"):
        text = text[: text.rindex("(")].rstrip(EDGE) or text.replace("(", "", 1)
    if text.count(")") > text.count("("):
        text = text.rstrip(")")
        text = text if "(" in text else text.partition(")")[0]
    if text.count("[") > text.count("]"):
        text = text.partition("[")[0].rstrip(EDGE) or text
    for opening, closing in ("«»", "“”", "„“"):
        if text.count(opening) > text.count(closing):
            text += closing
    if text.count('"') % 2 and ' "' in text:
        text += '"'
    return text.strip(EDGE) or None


_WORD = re.compile(r"[\w'-]+")
_LETTERS = re.compile(r"\(([A-ZÀ-Þ]{3,8})\)")


def parts(text: str) -> list[Part]:
    """The phrase cut at its weak separators, legal forms kept with their company ("Acme, Inc.")."""
    found: list[Part] = []
    start, mark, inside_from = 0, "", 0
    whole = listed(text) + spelled(text) + _firms(text) + [found.span() for found in joiners.QUOTED.finditer(text)]
    for one in _SEPARATOR.finditer(text):
        if any(begin < one.start() < end for begin, end in whole):
            continue
        if text.count("(", inside_from, one.start()) > text.count(")", inside_from, one.start()):
            continue
        ahead = text[one.end() : one.end() + 40]
        if LEGAL_AHEAD.match(ahead) and "," in one[0] and not roles.is_role(ahead.split(",")[0]):
            continue
        piece = text[start : one.start()].strip()
        if "," in one[0] and " & " in piece and roles.is_plural(ahead.split(",")[0].strip()):
            continue  # "Moss & Lind, Abogados"
        if "/" in one[0] and mixed.fields_only(_A.sub("", piece)):
            continue  # "Azure / DevOps Consultant": two subjects of one job
        if piece:
            found.append(Part(start, one.start(), piece, mark))
        start, mark, inside_from = one.end(), one[0].strip(), one.end()
    if piece := text[start:].strip():
        found.append(Part(start, len(text), piece, mark))
    return found


def listed(text: str) -> list[tuple[int, int]]:
    """Where several things are listed of one role or organisation: "for Science, Technology and Equality"."""
    return [
        found.span()
        for found in joiners.listed().finditer(text)
        if not ARTICLE.match(found[1])
        and not any(roles.kinds(word) & (roles.HEAD | roles.WEAK) for word in _WORD.findall(found[1]))
    ]


def spelled(text: str) -> list[tuple[int, int]]:
    """Where a name is followed by its own first letters: "Council for Waves, Tides and Reefs (CWTR)" is all of it."""
    found: list[tuple[int, int]] = []
    for letters in _LETTERS.finditer(text):
        said = [word for word in _WORD.finditer(text, 0, letters.start()) if word[0][0].isupper()][-len(letters[1]) :]
        if [word[0][0] for word in said] == list(letters[1]):
            found.append((said[0].start() - 1, letters.end()))
    return found


def _firms(text: str) -> list[tuple[int, int]]:
    """Where a firm is called after several families: "Partner, Moss, Lind & Partners"."""
    if "," not in text:
        return []
    begins = (one.end() for one in _SEPARATOR.finditer(text) if "," in one[0])
    found = (firm().match(text, begin) for begin in begins)
    return [one.span() for one in found if one and not any(map(roles.kinds, one[0].split()[:1]))]


@cache
def firm() -> re.Pattern[str]:
    """Matches a family's name, "and" and what makes a firm of it ("Rossi & Partner")."""
    ends = "|".join(re.escape(word) for word in sorted(employers.cues().firm_ends, key=len, reverse=True))
    name = r"[A-ZÀ-Þ][\w.'-]*(?:,? [A-ZÀ-Þ][\w.'-]*){0,2}"
    return re.compile(
        rf"{name} (?:&|\+|{'|'.join(sorted(one for one in joiners.ands() if one.isalpha()))}) (?i:{ends})\b"
    )


def words_of(text: str) -> list[str]:
    """The words of a phrase, folded, with what joins them ("co-founder")."""
    return _WORD.findall(fold(text))


def heads_of(text: str) -> set[str]:
    """The words of a phrase, hyphened and in one."""
    said = words_of(text)
    found = set(said)
    return found | {word.replace("-", "") for word in found} | {f"{one}-{two}" for one, two in pairwise(said)}
