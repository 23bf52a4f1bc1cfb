"""A page with only what tells of people: the file of a case. Pure."""

from __future__ import annotations

import json
import re
from typing import Any

from scraper.markup import parse
from scraper.page import Page

LARGEST = 60_000
"""Bytes a case's page should have at most."""
_DROPPED = "style, svg, canvas, iframe, noscript, template, link, object, embed, video, audio, source, form, button, picture > source"
_KEPT = frozenset(
    {
        "class", "id", "href", "src", "alt", "title", "lang", "dir", "name", "content", "property", "itemprop",
        "charset", "http-equiv", "itemscope", "itemtype", "datetime", "rel", "type", "colspan", "rowspan",
    }
)  # fmt: skip
_DATA = re.compile(r"ld\+json|application/json", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n+")
_SAID = "Slimmed by coffeechat: no scripts, styles and pictures."
_LONGEST_LIST = 400


def slim(page: Page) -> bytes:
    """The page without scripts (but data in them), styles, frames, pictures' bytes and attributes that tell nothing.

    JSON is written again, with lists cut at a length no conference needs.
    """
    if page.looks_like_json:
        return json.dumps(_cut(page.json), ensure_ascii=False, indent=1).encode()
    tree = parse(page.text, url=page.url)  # a tree of its own: it is changed
    for node in tree.css(_DROPPED):
        node.decompose()
    for node in tree.css("script"):
        if not _DATA.search(node.attributes.get("type") or ""):
            node.decompose()
    for node in tree.css("*"):
        for name, value in list(node.attributes.items()):
            keep = name in _KEPT or name.startswith("data-")
            if not keep or (value or "").startswith("data:") or (name.startswith("data-") and len(value or "") > 100):
                del node.attrs[name]
    html = re.sub(r"^\s*<!doctype[^>]*>", "", tree.html or "", flags=re.IGNORECASE)
    html = _BLANK_LINES.sub("\n", re.sub(r"<!--(?!\[CDATA).*?-->", "", html, flags=re.DOTALL))
    return f"<!doctype html>\n{html}\n<!-- {_SAID} -->\n".encode()


def _cut(value: Any) -> Any:  # noqa: ANN401 -- JSON is any value
    if isinstance(value, list):
        return [_cut(one) for one in value[:_LONGEST_LIST]]
    if isinstance(value, dict):
        return {key: _cut(one) for key, one in value.items()}
    return value
