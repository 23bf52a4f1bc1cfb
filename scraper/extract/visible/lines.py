"""The lines of text a reader sees: what runs on in one block, cut at `<br>`, and apart where elements stand side by side.

`<h2>Ada <span>Kovač</span></h2>` is one line; `<p><b>Ada Kovač</b><span>Acme</span></p>` is two, because nothing but
elements stands there; `<li><a>Ada Kovač</a> Acme</li>` is one line whose first piece is an element.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.extract.visible.halves import halves
from scraper.extract.visible.outline import Outline
from scraper.extract.visible.second_scripts import second_scripts
from scraper.extract.visible.texts import field_words, is_furniture
from scraper.text import squash

_AT = re.compile(r"(?:at|bei|chez|presso|hos)\s+[^\W\d_a-z]")
LONGEST = 20_000
_LONGEST_BUTTON = 30
_ANCHORS = frozenset("¶#§🔗")
"""What the links that programs set behind headings, to themselves, are shown as."""
_BUTTONS = frozenset(("a", "button"))
_INVISIBLE_MARKS = " \t\r\n\u00a0|·•,;/–—-"


@dataclass(slots=True, eq=False)
class Line:
    """One line of text, and where it stands.

    `node` is the smallest element that holds all of it (or the block it is part of); `first` and `last` are its first
    and last text node; `pieces` are the elements inside that hold a part of it, with that part's place in `text`;
    `row` is its number among the lines of its block (0, 1, ... at `<br>`); `number` its number on the page.
    """

    text: str
    node: int
    first: int
    last: int
    row: int
    pieces: tuple[tuple[int, int, int], ...] = ()
    number: int = -1

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where in the text its pieces begin and end."""
        return tuple((start, end) for _, start, end in self.pieces) if self.pieces else ()


def lines(page: Outline) -> list[Line]:
    """All lines of a page in document order."""
    found: list[Line] = []
    for block, nodes in _runs(page):
        row = 0
        part: list[int] = []
        for node in [*nodes, -1]:
            if node >= 0 and page.tag[node] == "":
                part.append(node)
                continue
            if len(part) == 1:
                only = part[0]
                if text := squash(page.text[only]):
                    around = page.parent[only]
                    found.append(Line(text, around, only, only, row if around == block else 0))
                part = []
            elif part:
                _split(page, block, part, row, found)
                part = []
            row += 1
    found = whole_names(page, found)
    again = second_scripts(page, [(line.node, line.text) for line in found])
    found = [line for at, line in enumerate(found) if at not in again]
    for number, line in enumerate(found):
        line.number = number
    return found


def whole_names(page: Outline, found: list[Line]) -> list[Line]:
    """The lines with names that stand in two of them made one; see scraper.extract.visible.halves."""
    pairs = halves(page, [(line.node, line.first, line.last, line.text) for line in found])
    if not pairs:
        return found
    whole: list[Line] = []
    for i, line in enumerate(found):
        if i - 1 in pairs:
            whole[-1].text = f"{whole[-1].text} {line.text}"
            whole[-1].node, whole[-1].last, whole[-1].row, whole[-1].pieces = pairs[i - 1], line.last, 0, ()
        else:
            whole.append(line)
    return whole


def _runs(page: Outline) -> list[tuple[int, list[int]]]:
    """For each stretch of inline content its block and its text nodes, `<br>` elements kept as marks."""
    runs: list[tuple[int, list[int]]] = []
    tag, parent, blockish = page.tag, page.parent, page.blockish
    holder: dict[int, int] = {}
    last_end = -1
    for node, name in enumerate(tag):
        if name and name != "br":
            if blockish[node]:
                last_end = node
            continue
        above = parent[node]
        block = holder.get(above, -1)
        if block < 0:
            block = above
            while block > 0 and not blockish[block]:
                block = parent[block]
            holder[above] = block
        # The run goes on while the block is the same and no block stands between.
        if (
            runs
            and runs[-1][0] == block
            and last_end < runs[-1][1][-1]
            and not _block_between(page, runs[-1][1][-1], node)
        ):
            runs[-1][1].append(node)
        elif name == "":
            runs.append((block, [node]))
    return runs


def _block_between(page: Outline, before: int, node: int) -> bool:
    """Does a block that is not around `node` stand between two inline nodes of the same block?"""
    return any(page.blockish[i] for i in range(before + 1, node)) if node - before < 50 else True


def _split(page: Outline, block: int, nodes: list[int], row: int, found: list[Line]) -> None:
    """One line, or one for each element where nothing but elements stands side by side."""
    todo = [(block, nodes, row)]
    while todo:
        around, part, at_row = todo.pop()
        tops = _tops(page, around, part)
        if len(tops) == 1 and tops[0][0] != part[0]:
            todo.append((tops[0][0], part, 0 if page.tag[around] != "" and tops[0][0] != around else at_row))
            continue
        bare = [texts for top, texts in tops if top == texts[0] and page.text[top].strip(_INVISIBLE_MARKS)]
        if len(tops) > 1 and not bare and not _is_one_name(page, tops):
            fields = [(top, texts, at_row) for top, texts in tops if top != texts[0]]
            todo.extend(reversed(fields))
            continue
        if line := _line(page, around, tops, at_row):
            found.append(line)


def _tops(page: Outline, around: int, nodes: list[int]) -> list[tuple[int, list[int]]]:
    """The children of `around` that hold the text nodes, each with those it holds."""
    tops: list[tuple[int, list[int]]] = []
    for node in nodes:
        top = node
        while page.parent[top] != around and page.parent[top] >= 0:
            top = page.parent[top]
        if tops and tops[-1][0] == top:
            tops[-1][1].append(node)
        else:
            tops.append((top, [node]))
    return tops


def _is_one_name(page: Outline, tops: list[tuple[int, list[int]]]) -> bool:
    """Given name and family name in elements of their own: two or three, of one capitalised word each?"""
    if not 2 <= len(tops) <= 3:
        return False
    total = 0
    for top, texts in tops:
        text = squash(" ".join(page.text[one] for one in texts))
        size = len(text.split())
        total += size
        if (
            size > 1
            or page.tag[top] == "a"
            or not all(
                part[0].isupper() and part.replace("-", "").replace(".", "").replace("'", "").isalpha()
                for part in text.split()
            )
        ):
            return False
    return total <= 3 and all(len(texts) == 1 for _, texts in tops)


def _line(page: Outline, around: int, tops: list[tuple[int, list[int]]], row: int) -> Line | None:
    text = ""
    pieces: list[tuple[int, int, int]] = []
    previous = -1
    for top, texts in tops:
        start = -1
        for node in texts:
            raw = page.text[node]
            piece = squash(raw)
            if not piece or (piece in _ANCHORS and page.tag[page.parent[node]] == "a"):
                continue
            if text and (
                raw[0].isspace()
                or page.gap[node]
                or _gap_before(page, top, node)
                or (previous >= 0 and page.text[previous][-1].isspace())
                or _stuck(text, piece)
                or (previous >= 0 and (_is_field(page, top) or _is_field(page, page.parent[previous])))
            ):
                text += " "
            if start < 0:
                start = len(text)
            text += piece
            previous = node
        if start >= 0 and top != texts[0]:
            pieces.append((top, start, len(text)))
        if len(text) > LONGEST:
            break
    if not text.strip(_INVISIBLE_MARKS) and not text.strip():
        return None
    if pieces and _is_button(page, pieces[-1], text):
        _, start, _ = pieces.pop()
        text = text[:start].rstrip()
    return Line(text=text, node=around, first=tops[0][1][0], last=tops[-1][1][-1], row=row, pieces=tuple(pieces))


def _is_button(page: Outline, piece: tuple[int, int, int], text: str) -> bool:
    """Is a piece a link at the end of a line that only leads on: `Ada Kovač, curator <a>more…</a>`?"""
    node, start, end = piece
    is_link = page.tag[node] in _BUTTONS and start > 0 and end == len(text) and end - start <= _LONGEST_BUTTON
    return is_link and is_furniture(text[start:end])


def _gap_before(page: Outline, top: int, node: int) -> bool:
    """White space before the element a text node begins?"""
    at = node
    while at != top and page.parent[at] == at - 1 and page.parent[at] >= 0:
        at = page.parent[at]
        if page.gap[at]:
            return True
    return page.gap[top] if at == top else False


def _is_field(page: Outline, node: int) -> bool:
    """Does its class say that a field of its own stands in it (`Engineer<span class="org">Acme</span>`)?"""
    hint = page.hint(node) if page.tag[node] == "span" else ""
    return bool(hint.strip()) and any(part in hint for kind in ("employer", "role") for part in field_words(kind))


def _stuck(text: str, piece: str) -> bool:
    """Two texts of different elements without a blank between: a small letter before a capital begins a new word.

    So does "at Acme" behind a letter: it is shown on a line of its own.
    """
    return text[-1].islower() and (piece[0].isupper() or _AT.match(piece) is not None)
