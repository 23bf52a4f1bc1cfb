"""A page laid flat: one walk over the tree, into plain lists that everything after works on.

A node is a number, in document order; `parent`, `end` (the first node after everything inside), `tag` and `attrs` are
lists by that number. Text nodes have the tag "" and their text in `text`. Walking is iterative and each node is asked
once: this costs about as much as parsing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from scraper.page import Page

SKIPPED = frozenset(
    (
        "script",
        "style",
        "svg",
        "template",
        "head",
        "iframe",
        "object",
        "canvas",
        "math",
        "select",
        "textarea",
        "datalist",
        "noscript",
        "audio",
        "link",
        "meta",
    )
)
BLOCK = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
        "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "search", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video", "frameset", "noframes", "button",
    )
)  # fmt: skip
FURNITURE = frozenset(("nav", "footer", "option", "optgroup"))
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
MAX_NODES = 400_000
_PASSING = frozenset(
    (
        "odd",
        "even",
        "first",
        "last",
        "active",
        "current",
        "alt",
        "left",
        "right",
        "show",
        "hide",
        "hidden",
        "visible",
        "selected",
        "clearfix",
        "featured",
        "open",
        "in",
    )
)
_NO_ATTRS: dict[str, str | None] = {}
_TEXT, _NOTHING = "-text", "-"
_Row = tuple[str, int, str, dict[str, str | None], bool, bool, int, int, int]
"""A node's tag, parent, text, attrs, gap, furniture, place, path, shape: one append a node instead of nine."""
_Make = tuple[int, int, bool, bool]
"""What nodes with the same tags and classes from the root down share: path, shape, is it a block, is it furniture."""
_TOP: _Make = (0, 0, False, False)


class _Walk(NamedTuple):
    rows: list[_Row]
    ends: list[int]
    blockish: list[bool]


@dataclass(slots=True)
class Outline:
    """The page as lists by node number. See the module."""

    tag: list[str] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    attrs: list[dict[str, str | None]] = field(default_factory=list)
    blockish: list[bool] = field(default_factory=list)
    gap: list[bool] = field(default_factory=list)
    """Is there white space in the source between the node and what stands before it?"""
    furniture: list[bool] = field(default_factory=list)
    """Does it stand in a navigation, a footer or a list of options?"""
    place: list[int] = field(default_factory=list)
    """Which of its parent's elements it is, from 0."""
    path: list[int] = field(default_factory=list)
    """The same number for nodes with the same tags and classes from the root down."""
    shape: list[int] = field(default_factory=list)
    """The same number for nodes with the same tags from the root down."""

    def ancestors(self, node: int) -> list[int]:
        """The elements around a node, the nearest first."""
        found = []
        at = self.parent[node]
        while at >= 0:
            found.append(at)
            at = self.parent[at]
        return found

    def hint(self, node: int) -> str:
        """Class, id and item property of a node as one lower-case text."""
        attrs = self.attrs[node]
        if not attrs:
            return ""
        return f"{attrs.get('class') or ''} {attrs.get('id') or ''} {attrs.get('itemprop') or ''}".lower()


def outline(page: Page) -> Outline:
    """The page laid flat. Raises TooLarge for hostile markup; a page beyond MAX_NODES is cut there."""
    body = page.html.body
    if body is None:
        return Outline()
    walk = _walked(body)
    tag, parent, text, attrs, gap, furniture, place, path, shape = map(list, zip(*walk.rows, strict=True))
    return Outline(tag, parent, walk.ends, text, attrs, walk.blockish, gap, furniture, place, path, shape)


def _walked(body: LexborNode) -> _Walk:  # noqa: C901, PLR0912, PLR0915 -- one loop: a call a node would double its cost
    rows: list[_Row] = []
    ends: list[int] = []
    blockish: list[bool] = []
    names: dict[int, str] = {}
    makes: dict[tuple[int, str, str | None], _Make] = {}
    numbers: dict[tuple[int, str, str], int] = {}
    shapes: dict[tuple[int, str], int] = {}
    waiting: list[tuple[LexborNode, int, _Make, int]] = []
    above, over, place, gap = -1, _TOP, 0, False
    node: LexborNode | None = body
    while len(rows) < MAX_NODES:
        while node is None and waiting:
            ends[above] = len(rows)
            is_blockish = blockish[above]
            around, above, over, place = waiting.pop()
            if is_blockish and above >= 0:
                blockish[above] = True
            node = around.next if above >= 0 else None  # what stands beside the body is no part of it
        if node is None:
            break
        number = node.tag_id
        tag = names.get(number)
        if tag is None:
            tag = names[number] = _kind(node)
        if tag == _TEXT:
            raw = node.text_content
            if raw and not raw.isspace():
                rows.append(("", above, raw, _NO_ATTRS, gap, over[3], place, 0, 0))
                blockish.append(False)
                ends.append(len(rows))
                gap = False
            else:
                gap = True
        elif tag != _NOTHING:
            attrs = node.attributes
            key = (over[0], tag, attrs.get("class"))
            make = makes.get(key)
            if make is None:
                make = makes[key] = _make(over, tag, key[2], numbers, shapes)
            path, shape, block, furniture = make
            rows.append((tag, above, "", attrs, gap, furniture, place, path, shape))
            blockish.append(block)
            ends.append(len(rows))
            if block and above >= 0:
                blockish[above] = True
            gap = False
            place += 1
            down = node.first_child
            if down is not None:
                waiting.append((node, above, over, place))
                above, over, place, node = len(rows) - 1, make, 0, down
                continue
        node = node.next if above >= 0 else None
    while waiting:
        ends[above] = len(rows)
        is_blockish = blockish[above]
        _, above, _, _ = waiting.pop()
        if is_blockish and above >= 0:
            blockish[above] = True
    return _Walk(rows, ends, blockish)


def _kind(node: LexborNode) -> str:
    """The tag of an element to be looked into, _TEXT or _NOTHING."""
    tag = node.tag or ""
    if tag == "-text":
        return _TEXT
    return _NOTHING if not tag or tag[0] in "-!_" or tag in SKIPPED else tag


def _make(
    over: _Make,
    tag: str,
    classes: str | None,
    numbers: dict[tuple[int, str, str], int],
    shapes: dict[tuple[int, str], int],
) -> _Make:
    return (
        numbers.setdefault((over[0], tag, _lasting(classes or "")), len(numbers) + 1),
        shapes.setdefault((over[1], tag), len(shapes) + 1),
        tag in BLOCK,
        tag in FURNITURE or over[3],
    )


def _lasting(classes: str) -> str:
    """The classes that are the same on every card: sorted, without numbers and passing states."""
    return " ".join(
        sorted(one for one in classes.split() if one.lower() not in _PASSING and not any(c.isdigit() for c in one))
    )
