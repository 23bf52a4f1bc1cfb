"""A page laid flat: one walk over the tree, into plain lists that everything after works on.

A node is a number, in document order; `parent`, `end` (the first node after everything inside), `tag` and `attrs` are
lists by that number. Text nodes have the tag "" and their text in `text`. Walking is iterative and each node is asked
once: this costs about as much as parsing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

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


def outline(page: Page) -> Outline:  # noqa: C901, PLR0912, PLR0915 -- one loop: a call a node would double its cost
    """The page laid flat. Raises TooLarge for hostile markup; a page beyond MAX_NODES is cut there."""
    found = Outline()
    body = page.html.body
    if body is None:
        return found
    tags, parents, ends, texts, attributes = found.tag, found.parent, found.end, found.text, found.attrs
    places, paths, shapes, blockish, gaps = found.place, found.path, found.shape, found.blockish, found.gap
    furniture = found.furniture
    known_paths: dict[tuple[int, str, str], int] = {}
    known_shapes: dict[tuple[int, str], int] = {}
    known_classes: dict[str, str] = {}
    children = [0]
    open_nodes = [-1]
    node = body
    waiting: list[LexborNode | None] = []
    gap = False
    while True:
        tag = node.tag or ""
        down = None
        if tag == "-text":
            raw = node.text_content
            if raw and not raw.isspace():
                tags.append("")
                parents.append(open_nodes[-1])
                ends.append(len(tags))
                texts.append(raw)
                attributes.append(_NO_ATTRS)
                places.append(children[-1])
                paths.append(0)
                shapes.append(0)
                blockish.append(False)
                gaps.append(gap)
                furniture.append(bool(furniture) and furniture[open_nodes[-1]])
                gap = False
            else:
                gap = True
        elif tag and tag[0] not in "-!_" and tag not in SKIPPED:
            me = len(tags)
            above = open_nodes[-1]
            attrs = node.attributes
            raw_class = attrs.get("class") or ""
            if raw_class not in known_classes:
                known_classes[raw_class] = " ".join(
                    sorted(
                        one
                        for one in raw_class.split()
                        if one.lower() not in _PASSING and not any(c.isdigit() for c in one)
                    )
                )
            kept = known_classes[raw_class]
            key = (paths[above] if above >= 0 else 0, tag, kept)
            shape_key = (shapes[above] if above >= 0 else 0, tag)
            tags.append(tag)
            parents.append(above)
            ends.append(me + 1)
            texts.append("")
            attributes.append(attrs)
            places.append(children[-1])
            children[-1] += 1
            paths.append(known_paths.setdefault(key, len(known_paths) + 1))
            shapes.append(known_shapes.setdefault(shape_key, len(known_shapes) + 1))
            blockish.append(tag in BLOCK)
            gaps.append(gap)
            furniture.append(tag in FURNITURE or (above >= 0 and furniture[above]))
            gap = False
            down = node.first_child
            if down is not None:
                open_nodes.append(me)
                children.append(0)
        if len(tags) >= MAX_NODES:
            down = None
            waiting = []
            node_next = None
        else:
            node_next = node.next if node is not body else None
        if down is not None:
            waiting.append(node_next)
            node = down
            continue
        while node_next is None and waiting:
            node_next = waiting.pop()
            if len(open_nodes) > 1:
                ends[open_nodes.pop()] = len(tags)
                children.pop()
        if node_next is None:
            break
        node = node_next
    while len(open_nodes) > 1:
        ends[open_nodes.pop()] = len(tags)
    for i in range(len(tags) - 1, 0, -1):
        if blockish[i] and parents[i] >= 0:
            blockish[parents[i]] = True
    return found
