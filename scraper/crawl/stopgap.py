"""Until scraper.recognise and scraper.extract.merge stand."""

# ruff: noqa: D, ANN, E, F, I, PLC
# mypy: ignore-errors
from scraper.text import words

try:
    from scraper.recognise.names import name_key
except ImportError:

    def name_key(name):
        return " ".join(sorted(words(name)))


try:
    from scraper.recognise.sections import is_placeholder, section
except ImportError:

    def is_placeholder(text):
        return any(w in text.lower() for w in ("tba", "to be announced", "coming soon"))

    def section(text):
        return "speakers" if text.lower().strip() in ("speakers", "our speakers") else None


try:
    from scraper.extract.merge import merge
except ImportError:

    def merge(sightings):
        from scraper.crawl import joining

        found = {}
        for one in sightings:
            key = name_key(one.name)
            found[key] = joining.laid_over(found[key], one) if key in found else one
        return list(found.values())
