"""HTML text to a tree, behind a guard.

lexbor is quadratic in three inputs: nesting depth (100,000 nested `<div>`: 104 s in one C call), nested formatting
elements (39 kB of `<b><i>`: 1.3 GB) and attributes of one tag (32,000: 4 s). Pages are untrusted, so a linear look at
the text refuses such input before the parser sees it, in two steps:

- `_suspicious` counts what could pile up at worst, for less than what the parse costs. It clears nearly every page.
- `_hostile` walks through the tags of the others as a browser's tokenizer would: what stands in scripts and comments is
  no markup (a page could hide closing tags there), `</x>` closes no `<div>`, and `/>` closes nothing but drawings.

What slips through is bounded by the size; bulk runs may put a killable process around the whole (SECURITY.md).
"""

from __future__ import annotations

import re
from collections import Counter

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from scraper.errors import TooLarge

MAX_CHARACTERS = 12_000_000
MAX_TAGS = 400_000
MAX_DEPTH = 2_000  # 16,000 take lexbor 0.5 s, and walkers of ours are iterative
MAX_FORMATTING = 250
MAX_ATTRIBUTES = 512
MAX_CROWD = 100_000
"""Attributes of all the tags that have more than 30 of them."""
_CROWD = 30

_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']*+))?+"""
_ORDINARY = r"""[^\s/>]*+(?:\s++[^\s/>="']++(?:=(?:"[^"]*+"|'[^']*+'|[^\s"'>]++))?+){0,30}+\s*+/?+>"""
# b i u s em tt big code font nobr small strong strike, and a few that look like them; by first letters, and spelt out
# in both cases, because ignoring case or eleven alternatives make the search three times as slow.
_FORMATTING_TAG = re.compile(
    r"<[bBiIuUsSeEtTcCfFnN](?:[\s/>]|(?:[mM]|[tT]|[iI][gG]|[oO](?:[dD][eE]|[nN][tT]|[bB][rR])|[mM][aA][lL]{2}|"
    r"[tT][rR](?:[oO][nN][gG]|[iI][kK][eE]))[\s/>])"
)
_PLAINEST = r"""[a-zA-Z0-9]{0,30}+(?:\s[a-zA-Z:@-]++="[^"]*+"){0,30}+\s?/?>"""  # what most tags are, told sooner
_UNUSUAL_TAG = re.compile(rf"<[a-zA-Z](?!{_PLAINEST}|{_ORDINARY})")
_ATTRIBUTES = re.compile(rf"<[a-zA-Z][^\s/>]*+((?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES + 1}}}+)")
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)

_TOKEN = re.compile(
    rf"<(?:(!--)|(!\[CDATA\[)|([!?]|/(?![a-zA-Z]))|(/?)([a-zA-Z][^\s/>]*+)((?:{_ATTRIBUTE})*+)([\s/]*+)(?:>|\Z))"
)
_COMMENT = re.compile(r"-?>|(?s:.*?)--!?>")
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes")
}
_SCRIPT = re.compile(r"<script(?=[\s/>])", re.IGNORECASE)
_FORMATTING = frozenset(["b", "i", "u", "s", "em", "strong", "font", "small", "big", "code", "tt", "nobr", "strike"])
# Elements that hold nothing, or that the parser closes by itself: left open they do not pile up ...
_SHALLOW = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "a",
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "colgroup",
        "caption",
        "html",
        "head",
        "body",
    ]
)
# ... unless within a drawing or a formula, where only "/>" closes. These end it (HTML standard, 13.2.6.5) ...
_ENDS_DRAWING = frozenset(
    [
        "b",
        "big",
        "blockquote",
        "body",
        "br",
        "center",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "hr",
        "i",
        "img",
        "li",
        "listing",
        "menu",
        "meta",
        "nobr",
        "ol",
        "p",
        "pre",
        "ruby",
        "s",
        "small",
        "span",
        "strong",
        "strike",
        "sub",
        "sup",
        "table",
        "tt",
        "u",
        "ul",
        "var",
        "font",
    ]
)
# ... and within these it is HTML again.
_HTML_AGAIN = frozenset(("foreignobject", "desc", "title", "annotation-xml", "mi", "mo", "mn", "ms", "mtext"))
_DRAWINGS = frozenset(("svg", "math"))


def parse(text: str, *, url: str = "") -> LexborHTMLParser:
    """The tree of an HTML page. Raises TooLarge for input that would hang the parser or eat the memory."""
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(f"the page is larger than {MAX_CHARACTERS // 1_000_000} million characters", url=url)
    if (tags := text.count("<")) > MAX_TAGS:
        raise TooLarge(f"the page has more than {MAX_TAGS:,} tags", url=url)
    if _suspicious(text, tags) and (what := _hostile(text)):
        raise TooLarge(what, url=url)
    return LexborHTMLParser(text, options=LexborDocumentOptions.WO_EVENTS)


def _suspicious(text: str, tags: int) -> bool:
    """Could anything pile up, if nothing were ever closed?"""
    if tags > MAX_DEPTH and tags - text.count("</") > MAX_DEPTH:
        return True
    if tags > MAX_FORMATTING and len(_FORMATTING_TAG.findall(text)) > MAX_FORMATTING:
        return True
    looked = crowd = 0
    for found in _UNUSUAL_TAG.finditer(text):
        attributes = _ATTRIBUTES.match(text, found.start())
        if attributes is None:
            continue
        looked += len(attributes[1])
        many = _many(attributes[1])
        crowd += many
        # Tags within tags are looked at again and again.
        if looked > 2 * len(text) + 100_000 or many > MAX_ATTRIBUTES or crowd > MAX_CROWD:
            return True
    return False


def _many(attributes: str) -> int:
    """How many attributes these are, where they are more than nearly every tag has; else 0."""
    if len(attributes) < 2 * _CROWD:  # an attribute takes two characters at least
        return 0
    count = sum(1 for _ in _ONE_ATTRIBUTE.finditer(attributes))
    return count if count > _CROWD else 0


def _hostile(text: str) -> str | None:
    """What piles up in this page beyond any real one; None when nothing does."""
    pile = _Pile()
    at = crowd = 0
    while token := _TOKEN.search(text, at):
        at = token.end()
        name = (token[5] or "").lower()
        if not name:
            at = _after_comment(text, token, in_drawing=pile.in_drawing)
        elif token[4]:
            pile.close(name)
        elif (many := _many(token[6])) > MAX_ATTRIBUTES:
            return "one tag of the page has more attributes than any real page's"
        elif (crowd := crowd + many) > MAX_CROWD:
            return "the page's tags have more attributes than any real page's"
        elif name in _RAW and not pile.in_drawing:
            at = _after_raw(text, name, at)
        else:
            pile.open(name, slash=token[7].endswith("/"))
            if pile.deep > MAX_DEPTH or pile.formatting > MAX_FORMATTING:
                return "the page's tags are nested deeper than any real page's"
    return None


class _Pile:
    """The elements that are open at most: counted by name, since the end of one name closes none of another."""

    def __init__(self) -> None:
        self.deep = 0
        self.formatting = 0
        self.in_drawing = False
        self._open: Counter[str] = Counter()

    def open(self, name: str, *, slash: bool) -> None:
        if self.in_drawing and name in _ENDS_DRAWING:
            self.deep -= self._open.pop("svg", 0) + self._open.pop("math", 0)
            self.in_drawing = False
        closed = slash and (self.in_drawing or name in _DRAWINGS)
        if not closed and (self.in_drawing or name not in _SHALLOW):
            self._step(name, 1)

    def close(self, name: str) -> None:
        if self._open[name]:
            self._step(name, -1)

    def _step(self, name: str, by: int) -> None:
        self._open[name] += by
        self.deep += by
        self.formatting += by * (name in _FORMATTING)
        if name in _DRAWINGS or name in _HTML_AGAIN:
            drawn = any(self._open[one] for one in _DRAWINGS)
            self.in_drawing = drawn and not any(self._open[one] for one in _HTML_AGAIN)


def _after_comment(text: str, token: re.Match[str], *, in_drawing: bool) -> int:
    """Where the comment that begins with `token` ends; what is never closed goes on to the end of the page."""
    at = token.end()
    if token[1]:
        end = _COMMENT.match(text, at)
        return end.end() if end else len(text)
    mark = "]]>" if token[2] and in_drawing else ">"
    found = text.find(mark, at)
    return len(text) if found < 0 else found + len(mark)


def _after_raw(text: str, name: str, at: int) -> int:
    """Where the text of a script, style or title ends. A script within a comment within a script is part of it."""
    begin = at
    while end := _RAW[name].search(text, at):
        at = end.end()
        comment = text.find("<!--", max(begin, text.rfind("-->", begin, at)), at) if name == "script" else -1
        if comment < 0 or not _SCRIPT.search(text, comment, at):
            return end.start()
        begin = at
    return len(text)
