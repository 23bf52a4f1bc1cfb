"""The rule language of hand-written adapters: where in a piece of a page a fact stands.

``"css"`` is the text of the first element that matches, ``"css@attr"`` that element's attribute, ``"@attr"`` an
attribute of the piece itself, ``"."`` the piece's own text. Several rules in a list are tried in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from scraper.text import squash

Rule: TypeAlias = "str | Sequence[str]"
Pick: TypeAlias = "Callable[[LexborNode], str | None]"

_ATTRIBUTE = re.compile(r"(?P<css>.*?)@(?P<attribute>[\w:-]+)\s*", re.DOTALL)
_PROBE = LexborHTMLParser("<p>")
_SPACED = re.compile(r"\s+([,.;:!?)])")


def selector(css: str) -> str:
    """`css`, checked. Raises ValueError when it is no selector."""
    try:
        _PROBE.css_first(css)
    except (SelectolaxError, ValueError) as problem:
        raise ValueError(f"no CSS selector: {css!r} ({problem})") from problem
    return css


def pick(rule: Rule | None) -> Pick:
    """The function that takes a fact out of a piece of a page; None where the rule finds nothing.

    Raises ValueError for a rule that is none.
    """
    if rule is None:
        return _nothing
    if not isinstance(rule, str):
        tries = [pick(one) for one in rule]
        return lambda node: next((text for one in tries if (text := one(node))), None)
    found = _ATTRIBUTE.fullmatch(rule)
    css, attribute = (found["css"].strip(), found["attribute"]) if found else (rule.strip(), None)
    if css in ("", "."):
        if not rule.strip():
            raise ValueError("an empty rule")
        return lambda node: _told(node, attribute)
    checked = selector(css)

    def first(node: LexborNode) -> str | None:
        return next((text for one in _matching(node, checked) if (text := _told(one, attribute))), None)

    return first


def pick_all(rule: Rule | None) -> Callable[[LexborNode], tuple[str, ...]]:
    """Like `pick` for facts of which there are several (links, talks, topics): every match, each once, in page order."""
    if rule is None:
        return lambda _node: ()
    rules = [rule] if isinstance(rule, str) else list(rule)
    parts: list[tuple[str, str | None]] = []
    for one in rules:
        found = _ATTRIBUTE.fullmatch(one)
        css, attribute = (found["css"].strip(), found["attribute"]) if found else (one.strip(), None)
        if not one.strip():
            raise ValueError("an empty rule")
        parts.append((selector(css) if css not in ("", ".") else ".", attribute))

    def every(node: LexborNode) -> tuple[str, ...]:
        texts: dict[str, None] = {}
        for css, attribute in parts:
            for one in [node] if css == "." else _matching(node, css):
                if text := _told(one, attribute):
                    texts.setdefault(text)
        return tuple(texts)

    return every


def _nothing(_node: LexborNode) -> None:
    return None


def _matching(node: LexborNode, css: str) -> list[LexborNode]:
    return [one for one in node.css(css) if one.mem_id != node.mem_id]  # selectolax counts the node itself


def _told(node: LexborNode, attribute: str | None) -> str | None:
    raw = node.attributes.get(attribute) if attribute else node.text(separator=" ")
    return _SPACED.sub(r"\1", squash(raw)) or None
