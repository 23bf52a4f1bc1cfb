"""Where a page's own footer stands: what it says is the site's, whoever's page it closes."""

from __future__ import annotations

from scraper.extract.visible.outline import Outline
from scraper.extract.visible.texts import field_set

_DEEPEST = 8
_MOST_BESIDE = 2_000
_ENDS = frozenset(("main", "article", "li", "td", "figure", "blockquote", "dialog"))
"""Elements with an end of their own: a footer in them closes them, not the page."""


def footers(outline: Outline) -> list[tuple[int, int]]:
    """The stretches of nodes that close the page: elements beside its largest part that are or are called its footer.

    A card's footer is none: it stands within the largest part, behind an element that has an end of its own.
    """
    found: list[tuple[int, int]] = []
    at = next((node for node, tag in enumerate(outline.tag) if tag == "body"), -1)
    for _ in range(_DEEPEST):
        if at < 0 or outline.tag[at] in _ENDS:
            break
        inside = _inside(outline, at)
        found.extend((node, outline.end[node]) for node in inside if _is_footer(outline, node))
        at = max(inside, key=lambda node: outline.end[node] - node, default=-1)
    return found


def _inside(outline: Outline, parent: int) -> list[int]:
    """The elements right below another, the first of very many."""
    nodes: list[int] = []
    node = parent + 1
    while node < outline.end[parent] and len(nodes) < _MOST_BESIDE:
        if outline.tag[node]:
            nodes.append(node)
        node = outline.end[node]
    return nodes


def _is_footer(outline: Outline, node: int) -> bool:
    attrs = outline.attrs[node]
    if outline.tag[node] == "footer" or attrs.get("role") == "contentinfo":
        return True
    names = f"{attrs.get('id') or ''} {attrs.get('class') or ''}".lower().split() if attrs else ()
    return any(name in field_set("page_footers") for name in names)
