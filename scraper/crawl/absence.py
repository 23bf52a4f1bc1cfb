"""Why nobody was found: drawn by scripts, not announced yet, refused, or simply not there. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from selectolax.lexbor import LexborNode

from scraper.errors import CoffeechatError, Gone, NeedsJavaScript, NoSpeakers, NotAnnounced
from scraper.model import LeftOut
from scraper.page import Page
from scraper.recognise.sections import is_placeholder, section
from scraper.reference import table
from scraper.text import fold, squash, words

_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "-comment", "head"})
_ROOTS = (
    "#root, #app, #__next, #__nuxt, #___gatsby, #main-app, #react-root, #svelte, #ember-app, app-root, [ng-app], "
    "[data-reactroot], [ng-version], [data-v-app]"
)
_ASKS_FOR_SCRIPTS = re.compile(r"java\s?script", re.IGNORECASE)
_SCRIPT = re.compile(
    r"""\s*(?:document\.|window\.|["']use strict|!function|\(function|\(\(\)|function\s|var\s|let\s|const\s)"""
)
_LITTLE, _ALMOST_NOTHING = 2_000, 300  # characters: a page of menus and a footer; a page that is only a frame
_LONGEST_NOTICE = 160
_NOTICES = "h1, h2, h3, h4, h5, p, li, strong, div, span, td"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_WITHOUT_BLANKS = frozenset({"ja", "zh", "ko", "th"})


def drawn_by_javascript(page: Page) -> bool:
    """Does the page as served lack what a browser would show?

    True for a script, an empty application root, little text beside a request to switch JavaScript on, and next to no
    text beside scripts. Meant for pages on which nobody was found; a page with much text is not suspected.
    """
    if _is_script(page):
        return True
    if page.looks_like_json:
        return False
    tree = page.html
    body = tree.body
    scripts = tree.css("script[src]") or [one for one in tree.css("script") if len(one.text()) > _LITTLE]
    if body is None or not scripts:
        return False
    shown = _shown(body)
    if any(_shown(root) < _ALMOST_NOTHING for root in tree.css(_ROOTS)):
        return shown < _LITTLE
    asked = any(_ASKS_FOR_SCRIPTS.search(one.text()) for one in tree.css("noscript"))
    return shown < (_LITTLE if asked else _ALMOST_NOTHING)


def announced_later(page: Page) -> str | None:
    """The page's own words when it says that its speakers will be announced ("Speakers: coming soon"), else None."""
    if page.looks_like_json or _is_script(page):
        return None
    heading = ""
    for node in page.html.css(_NOTICES):
        text = _short_text(node)
        if not text:
            continue
        itself = section(text) == "speakers"
        of_others = itself and not _more().isdisjoint(words(text))  # "More speakers coming soon"
        if (itself or section(heading) == "speakers") and not of_others and _says_later(text):
            return text
        if node.tag in _HEADINGS:
            heading = text
    return None


def reason(
    start: str,
    *,
    failed: Mapping[str, CoffeechatError],
    start_failed: CoffeechatError | None,
    empty: Sequence[Page],
    left_out: Sequence[LeftOut],
) -> CoffeechatError:
    """The error that says best why a crawl met nobody.

    `failed` are the pages that could not be read, `empty` those that were, both in the order of the crawl.
    """
    if start_failed is not None:
        return start_failed
    notice = next((words for page in empty if (words := announced_later(page))), None)
    waiting = next((one.name for one in left_out if one.reason == "placeholder"), None)
    if notice or waiting:
        return NotAnnounced(f'the speakers are not announced yet: the page says "{notice or waiting}"', url=start)
    if any(page.looks_like_json and page.body.strip() in (b"[]", b"{}") for page in empty):
        return NotAnnounced("the conference has a place for its speakers, and nobody is in it yet", url=start)
    shown_to_nobody = (".xml", ".js", ".txt")  # sitemaps, scripts, what is said to robots: no reader would miss them
    of_pages = ((url, error) for url, error in failed.items() if not url.endswith(shown_to_nobody))
    refused = next(((url, error) for url, error in of_pages if not isinstance(error, Gone)), None)
    if refused is not None:
        url, error = refused
        return NoSpeakers(f"nobody was found, and {url} could not be read: {error.message}", url=url, hint=error.hint)
    drawn = next((page for page in empty if drawn_by_javascript(page)), None)
    if drawn is not None:
        return NeedsJavaScript("the page is drawn by scripts: as served it names nobody", url=drawn.url)
    pages = "the page" if len(empty) == 1 else f"the {len(empty)} pages"
    return NoSpeakers(f"nobody on {pages} looks like a speaker", url=start)


def _is_script(page: Page) -> bool:
    if "javascript" in page.content_type:
        return True
    return not page.looks_like_json and _SCRIPT.match(page.text) is not None


def _says_later(text: str) -> bool:
    spaced, joined = _later()
    line = f" {' '.join(words(text))} "
    return is_placeholder(text) or any(f" {cue} " in line for cue in spaced) or any(cue in fold(text) for cue in joined)


@cache
def _later() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The cues of scripts with blanks, as folded words, and those of scripts without."""
    told = {language: [fold(cue) for cue in cues] for language, cues in table("announced")["later"].items()}
    joined = [cue for language, cues in told.items() if language in _WITHOUT_BLANKS for cue in cues]
    spaced = [
        " ".join(words(cue)) for language, cues in told.items() if language not in _WITHOUT_BLANKS for cue in cues
    ]
    return tuple(spaced), tuple(joined)


@cache
def _more() -> frozenset[str]:
    return frozenset(fold(word) for word in table("announced")["more"]["words"])


def _short_text(node: LexborNode) -> str:
    """The text below a node; "" when it is longer than a notice, so that a page costs the same however it is nested."""
    parts: list[str] = []
    pending, looked_at, length = [node], 0, 0
    while pending:
        one = pending.pop()
        looked_at += 1
        if one.tag == "-text":
            parts.append(text := squash(one.text_content))
            length += len(text) + 1
        elif one.tag not in _UNSEEN:
            pending.extend(reversed(list(one.iter(include_text=True))))
        if length > _LONGEST_NOTICE or looked_at > _LONGEST_NOTICE or len(pending) > _LONGEST_NOTICE:
            return ""
    return squash(" ".join(parts))


def _shown(node: LexborNode) -> int:
    """Characters of text a reader sees below the node, counted up to a page's worth."""
    total = 0
    pending = [node]
    while pending and total < _LITTLE:
        one = pending.pop()
        if one.tag == "-text":
            total += len(squash(one.text_content))
        elif one.tag not in _UNSEEN:
            pending.extend(one.iter(include_text=True))
    return total
