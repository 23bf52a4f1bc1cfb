"""XML as a tree, read by expat with what makes XML dangerous switched off: no entities of its own, bounded depth and size.

Mended where people break it: bare ampersands, HTML's named characters, control characters.
"""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from scraper.errors import NotAPage
from scraper.page import Page
from scraper.text import squash

MAX_DEPTH = 60
MAX_ELEMENTS = 1_000_000
_HEAD = re.compile(
    r"\s*(?:<\?xml[^<>]{0,300}\?>\s*)?(?:<!--.{0,2000}?-->\s*|<!DOCTYPE[^<>\[]{0,300}>\s*)*<([\w:.-]{1,80})[\s/>]",
    re.DOTALL | re.IGNORECASE,
)
_DECLARATION = re.compile(r"\s*<\?xml[^<>]{0,300}\?>")
_BARE = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)(\w{1,32};)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def root_name(page: Page) -> str:
    """The name of the root element of a page that is XML, "" for any other page. Costs next to nothing."""
    found = _HEAD.match(page.text[:6000])
    return found[1] if found else ""


def tree(page: Page) -> Element:
    """The page's root element. Raises NotAPage when it is no XML, or XML made to do harm."""
    text = _DECLARATION.sub("", page.text, count=1).lstrip()  # it is decoded already, whatever it says of itself
    for attempt in (text, _mended(text)):
        try:
            return _parse(attempt)
        except expat.ExpatError:
            continue
        except _HarmfulError as problem:
            raise NotAPage(f"this XML {problem}", url=page.url) from problem
    raise NotAPage("this is not the XML it should be", url=page.url)


def told(element: Element | None, path: str = ".") -> str:
    """The text of an element below, on one line; "" where there is none."""
    found = element.find(path) if element is not None else None
    return squash("".join(found.itertext())) if found is not None else ""


class _HarmfulError(Exception):
    """XML that would cost more than it can be worth."""


def _parse(text: str) -> Element:
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = elements = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        if depth > MAX_DEPTH:
            raise _HarmfulError("is nested deeper than any real data")
        if elements > MAX_ELEMENTS:
            raise _HarmfulError("holds more than any conference")
        builder.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def entity(*_: object) -> None:
        raise _HarmfulError("declares entities of its own")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = entity
    parser.Parse(text, True)
    return builder.close()


def _mended(text: str) -> str:
    def mend(found: re.Match[str]) -> str:
        known = html.unescape(found[0]) if found[1] else found[0]
        return html.escape(known) if known != found[0] else f"&amp;{found[1] or ''}"

    return _BARE.sub(mend, _CONTROL.sub(" ", text))
