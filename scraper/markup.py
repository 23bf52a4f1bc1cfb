"""HTML text to a tree, behind a guard.

lexbor is quadratic in three inputs: nesting depth (100,000 nested `<div>`: 104 s in one C call), nested formatting
elements (39 kB of `<b><i>`: 1.3 GB) and attributes of one tag (32,000: 4 s). Pages are untrusted, so a linear look at
the text refuses such input before the parser sees it. The look is cheap for ordinary pages: most are cleared by
counting alone.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from scraper.errors import TooLarge

MAX_CHARACTERS = 12_000_000
MAX_DEPTH = 2_000  # 16,000 take lexbor 0.5 s, and walkers of ours are iterative
MAX_FORMATTING = 250
MAX_ATTRIBUTES = 512

# Elements that stay open until closed. Those the parser closes by itself (li, p, td, option) cannot pile up.
_BLOCK = re.compile(
    r"<(/?)(?:div|section|article|main|aside|header|footer|nav|ul|ol|dl|table|blockquote|center|details|fieldset|"
    r"figure|form|address|pre|summary|ruby|rt|span|svg|g|math|object|template|select|label|ins|del|q|cite)\b",
    re.IGNORECASE,
)
_FORMATTING = re.compile(r"<(/?)(?:b|i|u|s|em|strong|font|small|big|code|tt|nobr|strike)\b", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{2000,}")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_NOT_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)


def parse(text: str, *, url: str = "") -> LexborHTMLParser:
    """The tree of an HTML page. Raises TooLarge for input that would hang the parser or eat the memory."""
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(f"the page is larger than {MAX_CHARACTERS // 1_000_000} million characters", url=url)
    if _too_deep(text):
        raise TooLarge("the page's tags are nested deeper than any real page's", url=url)
    for tag in _LONG_TAG.finditer(text):
        if len(_QUOTED.sub("", tag[0]).split()) > MAX_ATTRIBUTES:
            raise TooLarge("one tag of the page has more attributes than any real page's", url=url)
    return LexborHTMLParser(text, options=LexborDocumentOptions.WO_EVENTS)


def _too_deep(text: str) -> bool:
    tags = text.count("<")
    if tags < MAX_FORMATTING:
        return False
    hostile = _deeper(_FORMATTING, text, MAX_FORMATTING) or (tags >= MAX_DEPTH and _deeper(_BLOCK, text, MAX_DEPTH))
    if not hostile:
        return False
    bare = _NOT_MARKUP.sub("", text)  # tags inside scripts and comments are text
    return _deeper(_FORMATTING, bare, MAX_FORMATTING) or _deeper(_BLOCK, bare, MAX_DEPTH)


def _deeper(tags: re.Pattern[str], text: str, limit: int) -> bool:
    depth = 0
    for tag in tags.finditer(text):
        if tag[1]:
            depth = depth - 1 if depth else 0
        else:
            depth += 1
            if depth > limit:
                return True
    return False
