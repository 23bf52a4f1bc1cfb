"""Why nobody was found: drawn by scripts, not announced yet, refused, or simply not there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from selectolax.lexbor import LexborNode

from scraper.errors import CoffeechatError, Gone, NeedsJavaScript, NoSpeakers
from scraper.model import LeftOut
from scraper.page import Page
from scraper.recognise.sections import is_placeholder, section
from scraper.text import squash

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
    if page.looks_like_json:
        return None
    heading = ""
    for node in page.html.css(_NOTICES):
        text = squash(node.text())
        if not text or len(text) > _LONGEST_NOTICE:
            continue
        if is_placeholder(text) and (section(heading) == "speakers" or _about_speakers(text)):
            return text
        if node.tag in {"h1", "h2", "h3", "h4", "h5"}:
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
        return NoSpeakers(
            f'the speakers are not announced yet: the page says "{notice or waiting}"',
            url=start,
            hint="pull again when they are",
        )
    if any(page.looks_like_json and page.body.strip() in (b"[]", b"{}") for page in empty):
        return NoSpeakers(
            "the conference has a place for its speakers, and nobody is in it yet",
            url=start,
            hint="pull again when they are announced",
        )
    refused = next(((url, error) for url, error in failed.items() if not isinstance(error, Gone)), None)
    if refused is not None:
        url, error = refused
        return NoSpeakers(f"nobody was found, and {url} could not be read: {error.message}", url=url, hint=error.hint)
    drawn = next((page for page in empty if drawn_by_javascript(page)), None)
    if drawn is not None:
        return NeedsJavaScript("the page is drawn by scripts: as served it names nobody", url=drawn.url)
    pages = "the page" if len(empty) == 1 else f"{len(empty)} pages"
    return NoSpeakers(f"{pages} read, and nobody found who looks like a speaker", url=start)


def _is_script(page: Page) -> bool:
    if "javascript" in page.content_type:
        return True
    return not page.looks_like_json and _SCRIPT.match(page.text) is not None


def _about_speakers(text: str) -> bool:
    return any(section(part) == "speakers" for part in _parts(text))


def _parts(text: str) -> Iterator[str]:
    """A notice and its beginnings: "Speakers to be announced" begins with the heading "Speakers"."""
    words = text.split()
    yield from (" ".join(words[:n]).rstrip(":-–—. ") for n in range(1, min(len(words), 5) + 1))


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
