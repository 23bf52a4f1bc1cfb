"""Pages that a page does not link to: what its scripts and frames load, where they lead, and what its sitemap lists.

Some sites let a script fetch their menu ("$('#nav').load('menu.html')"), or draw it from nothing; a reader sees the
links, the page as served has none. What is loaded is named in the page, and what exists in /sitemap.xml.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from urllib.parse import urljoin, urlsplit

from scraper import address
from scraper.extract.embedded import embedded
from scraper.extract.links import kind_of_path, pages_among
from scraper.extract.own.own_links import link_words
from scraper.page import Extract, Follow, Found, Page

MAX_PARTS = 4
MAX_SITEMAPS = 4
MAX_SITEMAP = 8_000_000  # characters
SCRIPTS, LAST, ROBOTS = 19, 20, 21  # the ranks of what is tried while nobody was found
_LITTLE = 300  # characters of a page that only leads on
_MOST_SCRIPT = 60_000
_MOST_NODES = 200
_FRAMES = "frame[src], iframe[src], object[data], embed[src]"
_INCLUDES = (
    "w3-include-html",
    "data-include",
    "data-include-html",
    "include-html",
    "data-load",
    "hx-get",
    "ng-include",
)
_LOADED = re.compile(r"""["'`]((?:\.{0,2}/)?[\w./-]{1,120}\.(?:html?|json))(?:\?[\w=&.-]{0,40})?["'`]""", re.ASCII)
_LEADS_ON = re.compile(r"""\blocation(?:\.href)?(?:\s*=\s*|\.(?:replace|assign)\(\s*)["'`]([^"'`\s]{1,300})["'`]""")
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_LOC = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\s\]]{1,2000})")
_NO_PAGES = re.compile(r"image|video|news|post|tag|categor|author|product", re.IGNORECASE)


def unlinked(page: Page, read: Extract, *, has_links: bool, has_people: bool = False) -> Iterator[Follow]:
    """What a page loads into itself, and the sitemap. `read` reads the pages of the site.

    `has_links`: does the page link to its people or its programme?

    With such links, only what says that it shows people is read, and the sitemap only while nobody was found. Nothing
    is where the page itself shows people (`has_people`): a browser that drew it has loaded its parts already.
    """
    if page.looks_like_json or has_people:
        return
    yield from (Follow(url=url, why="the page leads on") for url in _leads_on(page))
    told = [url for url in _parts(page) if shows_people(url) or not (has_links or url.endswith(".json"))]
    yield from (Follow(url=url, why="loaded by the page") for url in told[:MAX_PARTS])
    for url in _scripts(page)[:MAX_PARTS]:
        yield Follow(
            url=url, extract=partial(script, home=page.url, read=read), fallback=SCRIPTS, why="script of the page"
        )
    is_one_page = page.html.css_first('a[href^="#"]:not([href="#"])') is not None
    for url in _sitemaps(page.url):
        rank = 0 if not (has_links or told or is_one_page) else LAST
        yield Follow(url=url, extract=partial(sitemap, home=page.url, read=read), fallback=rank, why="sitemap")
    yield Follow(
        url=urljoin(page.url, "/robots.txt"),
        extract=partial(named_sitemaps, home=page.url, read=read),
        fallback=ROBOTS,
        why="sitemaps named for robots",
    )


def shows_people(url: str) -> bool:
    """Does an address say that speakers or sessions stand there?"""
    return kind_of_path(url) in ("speakers", "programme")


def script(page: Page, *, home: str, read: Extract) -> Iterator[Found]:
    """The people a script file holds ("const speakers = [...]"), and what it loads into the page at `home`."""
    text = page.text
    yield from embedded(Page(page.url, f"<script>{text}</script>".encode(), content_type="text/html; charset=utf-8"))
    urls = (urljoin(home, found[1]) for found in _LOADED.finditer(text[:_MOST_SCRIPT]))
    told = [
        url
        for url in dict.fromkeys(urls)
        if address.same_site(url, home) and (shows_people(url) or not url.endswith(".json"))
    ]
    yield from (Follow(url=url, extract=read, why="loaded by a script") for url in told[:MAX_PARTS])


def sitemap(page: Page, *, home: str, read: Extract) -> Iterator[Follow]:
    """The pages of a sitemap that likely show the people; of a list of sitemaps, those of pages. None for other pages.

    `home` is the page it was asked for: its year and its language are preferred.
    """
    text = page.text[:MAX_SITEMAP]
    urls = (html.unescape(found[1]) for found in _LOC.finditer(text))
    if "<sitemapindex" in text[:2000]:
        of_pages = [url for url in islice(urls, _MOST_NODES) if not _NO_PAGES.search(urlsplit(url).path)]
        for url in of_pages[:MAX_SITEMAPS]:
            yield Follow(url=url, extract=partial(sitemap, home=home, read=read), why="sitemap")
    else:
        yield from (replace(one, extract=read) for one in pages_among(page, urls, home=home))


def named_sitemaps(page: Page, *, home: str, read: Extract) -> Iterator[Follow]:
    """The sitemaps a robots.txt names that lie on the site of `home`, wherever on it they are."""
    urls = (found[1] for found in _SITEMAP_LINE.finditer(page.text[:MAX_SITEMAP]))
    own = [url for url in dict.fromkeys(urls) if address.is_web(url) and address.same_site(url, home)]
    for url in own[:MAX_SITEMAPS]:
        yield Follow(url=url, extract=partial(sitemap, home=home, read=read), why="sitemap")


def _leads_on(page: Page) -> list[str]:
    """Where the script of a page that shows next to nothing sends its reader at once."""
    body = page.html.body
    shown = len(body.text(separator=" ", strip=True)) if body is not None else 0
    scripts = [node.text()[:_MOST_SCRIPT] for node in page.html.css("script:not([src])")[:MAX_PARTS]]
    if shown > _LITTLE + sum(map(len, scripts)):
        return []
    told = (_LEADS_ON.search(text) for text in scripts)
    urls = (page.absolute(found[1]) for found in told if found)
    return [url for url in dict.fromkeys(urls) if url and address.key(url) != address.key(page.url)]


def _parts(page: Page) -> list[str]:
    """The addresses of the same site that the page's frames, attributes and scripts load, in order."""
    frames = page.html.css(_FRAMES)[:_MOST_NODES]
    told = [node.attributes.get("src") or node.attributes.get("data") or "" for node in frames]
    for name in _INCLUDES:
        if name in page.text:
            told += [node.attributes.get(name) or "" for node in page.html.css(f"[{name}]")[:_MOST_NODES]]
    left = _MOST_SCRIPT
    for node in page.html.css("script:not([src])")[:_MOST_NODES]:
        told += [found[1] for found in _LOADED.finditer(node.text()[:left])]
        left -= len(node.text())
        if left <= 0:
            break
    here, found = address.key(page.url), dict[str, str]()
    for one in told:
        url = page.absolute(one.strip(" '\""))
        if url and address.same_site(url, page.url) and (key := address.key(url)) != here:
            found.setdefault(key, url)
    return list(found.values())


def _scripts(page: Page) -> list[str]:
    """The site's own script files, those called after its people first; libraries that many sites use are none."""
    urls = [page.absolute(node.attributes.get("src")) for node in page.html.css("script[src]")[:_MOST_NODES]]
    own = [url for url in dict.fromkeys(urls) if url and address.same_site(url, page.url)]
    theirs = [one for one in own if not any(word in urlsplit(one).path.lower() for word in link_words("library"))]
    return sorted(theirs, key=lambda one: not shows_people(one))


def _sitemaps(url: str) -> list[str]:
    """Where the sitemap of a site lies: in its root, or beside the page where it has a folder of a shared host."""
    first = urlsplit(url).path.split("/")[1:-1][:1]
    return [*(urljoin(url, f"/{one}/sitemap.xml") for one in first), urljoin(url, "/sitemap.xml")]
