"""Reading a page in the browser: wait until it is quiet, scroll down, and take its markup with shadow trees laid open.

The scripts run in the page, so a page can lie, and what they say is as untrusted as a page.
"""

from __future__ import annotations

import asyncio
from typing import Any

from scraper import address
from scraper.errors import NotAllowed, TooLarge
from scraper.fetch.sieve import Sieve

MAX_DRAWN = 12_000_000  # characters of a page once drawn
READ_AFTER = 20  # seconds of scrolling at most; it is read as it is then
QUIET_WITHIN = 8  # seconds until a page has to be quiet
SCROLLS = 12
_LOOK_EVERY = 0.2
_QUIET_LOOKS = 3  # in a row without anything new
_OPEN_LOOKS = 20  # the same while a request is still open

GROWN = """() => {
  const root = document.documentElement;
  return root ? root.textContent.length + root.getElementsByTagName('*').length : 0;
}"""

SCROLL = """() => {
  window.scrollTo(0, 0);
  window.scrollTo(0, Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0));
  window.dispatchEvent(new Event('scroll'));
}"""

# A copy in a document where no script runs; what a shadow tree shows is put where its host stands, with the host's
# own children in the tree's slots. <noscript> is what a browser with scripts does not show.
DRAWN = """(most) => {
  const inert = document.implementation.createHTMLDocument('');
  let grafts = 0;
  const open = (original, copy) => {
    const originals = original.querySelectorAll('*'), copies = copy.querySelectorAll('*');
    originals.forEach((host, at) => {
      if (!host.shadowRoot || grafts++ > 5000) return;
      const shown = inert.createElement('div');
      for (const child of host.shadowRoot.childNodes) shown.appendChild(inert.importNode(child, true));
      open(host.shadowRoot, shown);
      for (const one of shown.querySelectorAll('style')) one.remove();
      const mine = Array.from(copies[at].childNodes);
      for (const slot of shown.querySelectorAll('slot')) {
        const wanted = slot.getAttribute('name') || '';
        const into = mine.filter((node) => ((node.getAttribute && node.getAttribute('slot')) || '') === wanted);
        if (into.length) slot.replaceWith(...into);
      }
      copies[at].appendChild(shown);
    });
  };
  const copy = inert.importNode(document.documentElement, true);
  open(document.documentElement, copy);
  for (const one of copy.querySelectorAll('noscript')) one.remove();
  const html = '<!DOCTYPE html>' + copy.outerHTML;
  return html.length > most ? null : html;
}"""


async def read(tab: Any, sieve: Sieve, url: str) -> bytes:  # noqa: ANN401 -- Playwright's
    """The markup (UTF-8) of the page at `url` once it is quiet, or has had its time; `tab` is Playwright's.

    Raises NotAllowed when it has gone to another site, TooLarge, and Playwright's own errors.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + READ_AFTER
    await tab.goto(url, wait_until="commit", timeout=READ_AFTER * 1000)
    await _settle(tab, sieve.waiting, QUIET_WITHIN)
    for _ in range(SCROLLS):
        before = await _size(tab)
        await _evaluate(tab, SCROLL)
        await _settle(tab, sieve.waiting, QUIET_WITHIN / 4)
        if await _size(tab) <= before or loop.time() > end:
            break
    if not address.same_site(tab.url, sieve.page.url):
        raise NotAllowed(f"{sieve.page.url} goes away to another site once its scripts run", url=sieve.page.url)
    html = await _evaluate(tab, DRAWN, MAX_DRAWN)
    if not isinstance(html, str):
        raise TooLarge(f"{sieve.page.url} grows without end once its scripts run", url=sieve.page.url)
    return html.encode("utf-8", "replace")


async def _settle(tab: Any, waiting: set[Any], within: float) -> None:  # noqa: ANN401 -- Playwright's
    """Wait until the page has stopped growing, and no longer than `within` seconds."""
    loop = asyncio.get_running_loop()
    end = loop.time() + within
    size, looks = -1, 0
    while loop.time() < end:
        await asyncio.sleep(_LOOK_EVERY)
        now = await _size(tab)
        looks = looks + 1 if now == size else 0
        size = now
        if looks >= (_OPEN_LOOKS if waiting else _QUIET_LOOKS):
            return


async def _size(tab: Any) -> int:  # noqa: ANN401 -- Playwright's
    return int(await _evaluate(tab, GROWN))


async def _evaluate(tab: Any, script: str, argument: object = None) -> Any:  # noqa: ANN401 -- Playwright's, any value
    """What a script of ours says of the page; once more where the page went on to another just then."""
    try:
        return await tab.evaluate(script, argument)
    except Exception as problem:
        if "navigat" not in str(problem) and "context" not in str(problem):
            raise
        await tab.wait_for_load_state("domcontentloaded", timeout=QUIET_WITHIN * 1000)
        return await tab.evaluate(script, argument)
