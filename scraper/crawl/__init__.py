"""The crawl, without input or output: which page next, and what all of them together say.

    crawl = Crawl(adapter, start, platforms=registry.platforms())
    for step in crawl.wants(4):          whoever drives it fetches step.url ...
        found = read(step, page)         ... reads the page (here, in another process, years later) ...
        crawl.take(step, page, found)    ... and hands in what was found, or crawl.fail(step, error)
    crawl.harvest()                      when crawl.done: everybody, with a receipt

The rooms: `queue` (which page next), `steps` (one page, and how it is read), `looking` (all that is looked for on it),
`joining` (cards with their detail pages, talks with their speakers), `absence` (why nobody was found).
"""

from scraper.crawl.absence import drawn_by_javascript
from scraper.crawl.looking import Looked, look
from scraper.crawl.steps import Step, read
from scraper.crawl.walk import Crawl

__all__ = ["Crawl", "Looked", "Step", "drawn_by_javascript", "look", "read"]
