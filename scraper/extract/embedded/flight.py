"""The flight stream of Next.js' app router: rows of JSON that point to each other.

A page carries it in many `self.__next_f.push([1,"..."])`. Each row is `<hex>:<value>`; `T<hexlen>,` begins a text of
so many bytes; `"$1f"` and `"$L1f"` point to row 1f, `"$1f:props:data"` into it; `"$$"` is a literal dollar sign.
Element trees (`["$","h3",null,{..}]`) are walked for their props only: their text is in the page's own HTML as well.
A stream served as a file (`page.txt`) is all there is: `drawn` makes the page of its elements.
"""

from __future__ import annotations

import html
import json
import re
from contextlib import suppress
from typing import Any

_PUSH = re.compile(r"self\.__next_f\.push\(\[1,\s*(\"[^\"\\]*(?:\\.[^\"\\]*)*\")\]\)", re.DOTALL)
_ROW = re.compile(rb"([0-9a-f]{1,8}):(T[0-9a-f]{1,8},|[A-Z]{0,2})")
_POINTER = re.compile(r"\$[L@QWFKiB]?([0-9a-f]{1,8})((?::[^:\s]+)*)")
_SERVED = re.compile(r'[0-9a-f]{1,4}:(?:[A-Z]{1,2})?["\[{]')
_TAG = re.compile(r"[a-z][a-z0-9-]{0,20}")
_ATTRIBUTES = {"className": "class", "href": "href", "src": "src", "alt": "alt", "id": "id", "title": "title",
               "dateTime": "datetime", "itemProp": "itemprop", "itemType": "itemtype", "aria-label": "aria-label"}  # fmt: skip
_EMPTY = frozenset(("img", "br", "hr", "input", "link", "meta", "source", "wbr"))
_UNDRAWN = frozenset(("script", "style", "template", "noscript"))
MAX_ELEMENTS = 100_000
MAX_ROWS = 50_000
MAX_POINTERS = 100_000
_MOST_PUSHES = 20_000


def stream(script: str) -> str:
    """The pieces of stream that one script (or a whole page's text) pushes, put together."""
    pieces: list[str] = []
    for found in _PUSH.finditer(script):
        if len(pieces) >= _MOST_PUSHES:
            break
        try:
            pieces.append(json.loads(found[1], strict=False))
        except ValueError:
            continue
    return "".join(pieces)


def flight(text: str) -> list[Any]:
    """The values of a stream's rows, pointers followed (cycles stay cycles). Broken rows cost only themselves."""
    rows = _rows(text.encode("utf-8", "surrogatepass"))
    values = list(rows.values())
    stack: list[Any] = list(values)
    seen: set[int] = set()
    followed = 0
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        places = (
            list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
        )
        for key, one in places:
            if isinstance(one, str) and one.startswith("$") and followed < MAX_POINTERS:
                followed += 1
                node[key] = _pointed(one, rows)
            elif isinstance(one, (dict, list)):
                stack.append(one)
    return [value for value in values if isinstance(value, (dict, list))]


def is_served(text: str) -> bool:
    """Is a page's text a stream served as a file, rather than a page that pushes one?"""
    return _SERVED.match(text) is not None and '["$",' in text


def drawn(text: str) -> str:
    """The elements of a stream as HTML, in the order of the last row that has any; "" when there are none.

    Bounded: an element that many point to is drawn once.
    """
    roots = [value for value in flight(text) if isinstance(value, list) and '"$"' in repr(value[:8]).replace("'", '"')]
    out: list[str] = []
    seen: set[int] = set()
    todo: list[Any] = list(roots)
    while todo and len(out) < MAX_ELEMENTS:
        node = todo.pop()
        if isinstance(node, _Closing):
            out.append(f"</{node}>")
        elif isinstance(node, str):
            if not node.startswith("$"):
                out.append(html.escape(node))
        elif isinstance(node, (int, float)) and not isinstance(node, bool):
            out.append(str(node))
        elif isinstance(node, (list, dict)) and id(node) not in seen:
            seen.add(id(node))
            todo.extend(reversed(_opened(node, out)))
    return "".join(out)


class _Closing(str):
    """The end of an element."""

    __slots__ = ()


def _opened(node: list[Any] | dict[str, Any], out: list[str]) -> list[Any]:
    """Begin an element; what is inside it, and its end."""
    if isinstance(node, dict):
        return [node["children"]] if "children" in node else []
    if not (len(node) >= 4 and node[0] == "$" and isinstance(node[3], dict)):
        told = _is_content(node)
        return [one for one in node if told or isinstance(one, (list, dict))]
    tag, props = node[1], node[3]
    inside = props.get("children")
    if not isinstance(tag, str) or not _TAG.fullmatch(tag):
        return [inside]
    if tag in _UNDRAWN:
        return []
    given = "".join(
        f' {name}="{html.escape(value)}"'
        for key, name in _ATTRIBUTES.items()
        if isinstance(value := props.get(key), str)
    )
    out.append(f"<{tag}{given}>")
    return [] if tag in _EMPTY else [inside, _Closing(tag)]


def _is_content(node: list[Any]) -> bool:
    """Is a list what stands inside an element (["Heron", " ", ["$", "b", ..]]), rather than a part of a route?"""
    return not any(isinstance(one, dict) for one in node)


def _rows(data: bytes) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    at = 0
    while at < len(data) and len(rows) < MAX_ROWS:
        head = _ROW.match(data, at)
        if head is None:
            at = data.find(b"\n", at) + 1
            if not at:
                break
            continue
        row, tag = head[1].decode(), head[2]
        at = head.end()
        if tag.endswith(b","):
            length = int(tag[1:-1], 16)
            rows[row] = data[at : at + length].decode("utf-8", "replace")
            at += length
            continue
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        if not tag:
            with suppress(ValueError, RecursionError):  # a row of a kind of its own
                rows[row] = json.loads(data[at:end])
        at = end + 1
    return rows


def _pointed(text: str, rows: dict[str, Any]) -> Any:  # noqa: ANN401 -- JSON is any value
    if text.startswith("$$"):
        return text[1:]
    if text.startswith("$D"):
        return text[2:]
    found = _POINTER.fullmatch(text)
    if found is None or found[1] not in rows:
        return None if text == "$undefined" else text
    value = rows[found[1]]
    for step in found[2].split(":")[1:]:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list):
            value = _of_element(value, step)
    return value


def _of_element(value: list[Any], step: str) -> Any:  # noqa: ANN401 -- JSON is any value
    """Into a list by number, or into an element (`["$", type, key, props]`) by name."""
    at = {"type": 1, "key": 2, "props": 3}.get(step, int(step) if step.isdigit() and len(step) < 6 else -1)
    return value[at] if 0 <= at < len(value) else None
