"""A page laid flat: one walk over the tree, into plain lists that everything after works on.

A node is a number, in document order; `parent`, `end` (the first node after everything inside), `tag` and `attrs` are
lists by that number. Text nodes have the tag "" and their text in `text`. Walking is iterative and each node is asked
once: this costs about as much as parsing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

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
MAX_DEEP = 4_000_000  # the depths of all elements together: who climbs from each to the root takes that many steps
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
_DIGIT = re.compile(r"\d")
_LONGEST = 1_000
"""Characters of classes that tell one make from another."""


class _Make:
    """What nodes with the same tags and classes from the root down share, and the makes of those in them."""

    __slots__ = ("below", "is_block", "is_furniture", "is_set", "path", "shape")

    def __init__(self, path: int, shape: int, *, is_block: bool, is_furniture: bool, is_set: bool = False) -> None:
        self.path = path
        self.shape = shape
        self.is_block = is_block
        self.is_furniture = is_furniture
        self.is_set = is_set
        self.below: dict[tuple[str, str | None], _Make] = {}


_BREAK = _Make(0, 0, is_block=False, is_furniture=False)
_Row = tuple[str, int, str, dict[str, str | None], bool, int, _Make]
"""A node's tag, parent, text, attrs, gap, place, make (a text node's is that of its parent): one append a node."""


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
    levels: dict[int, int] = field(default_factory=dict)
    """The ranks of headings found so far; see scraper.extract.visible.place.heading_level."""

    def ancestors(self, node: int, most: int = MAX_NODES) -> list[int]:
        """The elements around a node, the nearest first; `most` of them."""
        found: list[int] = []
        at = self.parent[node]
        while at >= 0 and len(found) < most:
            found.append(at)
            at = self.parent[at]
        return found

    def hint(self, node: int) -> str:
        """Class, id and item property of a node as one lower-case text."""
        attrs = self.attrs[node]
        if not attrs:
            return ""
        return f"{attrs.get('class') or ''} {attrs.get('id') or ''} {attrs.get('itemprop') or ''}".lower()


def outline(page: Page, part: LexborNode | None = None) -> Outline:
    """The page laid flat, or an element of it as if nothing else stood in the body.

    Raises TooLarge for hostile markup; a page beyond MAX_NODES is cut there.
    """
    root = part or page.html.body
    if root is None:
        return Outline()
    inside_body = part is not None and part.tag != "body"
    rows, ends = _walked(root, inside_body=inside_body)
    if inside_body:
        ends[0] = len(rows)
    tag, parent, text, attrs, gap, place, makes = map(list, zip(*rows, strict=True))
    end = list(range(1, len(rows) + 1))
    for node, last in ends.items():
        end[node] = last
    furniture = [make.is_furniture for make in makes]
    path = [make.path if name else 0 for name, make in zip(tag, makes, strict=True)]
    shape = [make.shape if name else 0 for name, make in zip(tag, makes, strict=True)]
    blockish = [make.is_block if name else False for name, make in zip(tag, makes, strict=True)]
    for node, is_block in enumerate(blockish):
        at = parent[node]
        while is_block and at >= 0 and not blockish[at]:
            blockish[at] = True
            at = parent[at]
    return Outline(tag, parent, end, text, attrs, blockish, gap, furniture, place, path, shape)


def _walked(  # noqa: C901 -- one loop, see below
    root: LexborNode, *, inside_body: bool
) -> tuple[list[_Row], dict[int, int]]:
    """A row for each node, and where those end that hold others. One loop: a call a node would double its cost."""
    ends: dict[int, int] = {}
    kinds: dict[int, str] = {}
    makes = _Makes()
    waiting: list[tuple[LexborNode, int, _Make, int]] = []
    rows, above, over = _begun(makes, inside_body=inside_body)
    place, gap = 0, False
    node: LexborNode | None = root
    deep = 0
    while node is not None and len(rows) < MAX_NODES and deep < MAX_DEEP:
        number = node.tag_id
        tag = kinds.get(number)
        if tag is None:
            tag = kinds[number] = _kind(node)
        down = None
        if tag == _TEXT:
            raw = node.text_content
            if raw and over.is_set and "\n" in raw:
                rows.extend(_set_lines(raw, above, place, over, MAX_NODES - len(rows)))
                gap = True
            elif raw and not raw.isspace():
                rows.append(("", above, raw, _NO_ATTRS, gap, place, over))
                gap = False
            else:
                gap = True
        elif tag != _NOTHING:
            attrs = node.attributes
            key = tag, attrs.get("class")
            make = over.below.get(key) or makes.new(over, key)
            rows.append((tag, above, "", attrs, gap, place, make))
            gap = False
            place += 1
            if (down := node.first_child) is not None:
                deep += len(waiting)
                waiting.append((node, above, over, place))
                above, over, place = len(rows) - 1, make, 0
        if down is not None:
            node = down
            continue
        node = node.next if waiting else None  # what stands beside the root is no part of it
        while node is None and waiting:
            ends[above] = len(rows)
            around, above, over, place = waiting.pop()
            node = around.next if waiting else None
    while waiting:  # a page that was cut
        ends[above] = len(rows)
        _, above, _, _ = waiting.pop()
    return rows, ends


def _set_lines(raw: str, above: int, place: int, over: _Make, most: int) -> list[_Row]:
    """A text of `<pre>`, shown in lines as it is written: a row for each, and one for a `<br>` between two."""
    line_break = ("br", above, "", _NO_ATTRS, True, place, _BREAK)
    found: list[_Row] = []
    for number, text in enumerate(raw.split("\n")):
        if len(found) >= most:
            break
        if number and (not found or found[-1] is not line_break):
            found.append(line_break)
        if text and not text.isspace():
            found.append(("", above, text, _NO_ATTRS, True, place, over))
    return found


def _begun(makes: _Makes, *, inside_body: bool) -> tuple[list[_Row], int, _Make]:
    """The rows to begin with, the number and the make of what the root stands in."""
    over = _Make(0, 0, is_block=False, is_furniture=False)
    if not inside_body:
        return [], -1, over
    make = makes.new(over, ("body", None))
    return [("body", -1, "", _NO_ATTRS, False, 0, make)], 0, make


def _kind(node: LexborNode) -> str:
    """The tag of an element to be looked into, _TEXT or _NOTHING."""
    tag = node.tag or ""
    if tag == "-text":
        return _TEXT
    return _NOTHING if not tag or tag[0] in "-!_" or tag in SKIPPED else tag


class _Makes:
    """Numbers the makes of one page."""

    def __init__(self) -> None:
        self._paths: dict[tuple[int, str, str], int] = {}
        self._shapes: dict[tuple[int, str], int] = {}

    def new(self, over: _Make, key: tuple[str, str | None]) -> _Make:
        """The make of a tag and its classes in `over`; classes that pass make no difference to its path."""
        tag, classes = key
        lasting = _lasting(classes[:_LONGEST]) if classes else ""
        over.below[key] = made = _Make(
            self._paths.setdefault((over.path, tag, lasting), len(self._paths) + 1),
            self._shapes.setdefault((over.shape, tag), len(self._shapes) + 1),
            is_block=tag in BLOCK,
            is_furniture=tag in FURNITURE or over.is_furniture,
            is_set=tag == "pre" or over.is_set,
        )
        return made


@lru_cache(maxsize=8192)
def _lasting(classes: str) -> str:
    """The classes that are the same on every card: sorted, without numbers and passing states."""
    return " ".join(sorted(one for one in classes.split() if one.lower() not in _PASSING and not _DIGIT.search(one)))
