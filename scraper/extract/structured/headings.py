"""The heading a piece of a page stands under, and what it says about the people there."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from scraper.recognise.sections import section
from scraper.text import squash

_HEADINGS = frozenset(("h1", "h2", "h3"))
REASONS = {
    "organisers": "organiser",
    "team": "organiser",
    "sponsors": "sponsor",
    "past": "past speaker",
    "quoted": "quoted",
}
_FAR = 60  # steps to the side and up, each
_LONGEST = 80


def reason_above(node: LexborNode) -> str | None:
    """Why the people under the nearest heading above `node` are no speakers ("organiser"), or None."""
    at: LexborNode | None = node
    for _ in range(_FAR):
        if at is None or at.tag == "body":
            return None
        beside = at.prev
        for _ in range(_FAR):
            if beside is None:
                break
            if beside.tag and beside.tag[:1] not in "-_":
                found = beside if beside.tag in _HEADINGS else _heading_of(beside)
                if found is not None:
                    text = squash(found.text(separator=" "))
                    kind = section(text) if len(text) <= _LONGEST else None
                    if kind is not None:
                        return REASONS.get(kind)
            beside = beside.prev
        at = at.parent
    return None


def _heading_of(node: LexborNode) -> LexborNode | None:
    """The heading of a block that is little more than its heading (`<header><h2>..</h2></header>`)."""
    if node.tag in ("div", "header", "section") and len(node.html or "") < 600:
        return node.css_first("h1, h2, h3")
    return None
