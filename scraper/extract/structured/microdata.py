"""Microdata (`itemscope`, `itemtype`, `itemprop`) as the objects JSON-LD would have."""

from __future__ import annotations

from typing import Any

from selectolax.lexbor import LexborNode

from scraper.extract.structured.headings import reason_above
from scraper.extract.structured.schema_org import Thing
from scraper.page import Page

MAX_ITEMS = 5_000
MAX_PROPERTIES = 30_000
MAX_STEPS = 400_000  # upwards, all properties together
_ADDRESSES = {
    "a": "href", "area": "href", "link": "href", "img": "src", "audio": "src", "embed": "src", "iframe": "src", "source": "src",
    "video": "src", "object": "data",
}  # fmt: skip


def microdata(page: Page) -> list[Thing]:
    """The items of a page that are no property of another item, each as a dictionary with "@type"."""
    items: dict[int, dict[str, Any]] = {}
    tops: list[tuple[LexborNode, dict[str, Any]]] = []
    for node in page.html.css("[itemscope]")[:MAX_ITEMS]:
        attributes = node.attributes
        items[node.mem_id] = {"@type": (attributes.get("itemtype") or "").split()}
        if attributes.get("itemid"):
            items[node.mem_id]["@id"] = attributes["itemid"]
        if "itemprop" not in attributes:
            tops.append((node, items[node.mem_id]))
    if not items:
        return []
    steps = 0
    for node in page.html.css("[itemprop]")[:MAX_PROPERTIES]:
        owner = node.parent
        while owner is not None and owner.mem_id not in items and steps < MAX_STEPS:
            owner, steps = owner.parent, steps + 1
        if owner is None or owner.mem_id not in items:
            continue
        value = items.get(node.mem_id)
        told = value if value is not None else _value(node)
        for name in (node.attributes.get("itemprop") or "").split():
            held = items[owner.mem_id]
            if name in held and name != "@type":
                held[name] = [*held[name], told] if isinstance(held[name], list) else [held[name], told]
            else:
                held[name] = told
    return [Thing(item, reason_above(node)) for node, item in tops]


def _value(node: LexborNode) -> str:
    attributes = node.attributes
    if attributes.get("content"):
        return attributes["content"] or ""
    if (named := _ADDRESSES.get(node.tag or "")) and attributes.get(named):
        held = attributes[named] or ""
        if node.tag == "a" and attributes.get("itemprop") in ("name", "jobTitle", "worksFor", "affiliation"):
            return node.text(separator=" ")  # <a itemprop="name" href="..">Ana Ruiz</a>: the name is meant
        return held
    if node.tag == "time" and attributes.get("datetime"):
        return attributes["datetime"] or ""
    return node.text(separator=" ")
