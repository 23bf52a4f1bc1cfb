"""Page -> what it shows. Everything here is an Extract or makes one; none of it does input or output.

For hand-written adapters: `cards`, `table`, `records`, `one` and `first_of` are declarative; `structured`, `embedded`
and `website` read any page; `people` and `person` read unknown JSON; `merge` joins the copies of a person.
"""

from scraper.extract.cards import cards, first_of, one
from scraper.extract.edition import edition
from scraper.extract.embedded import embedded
from scraper.extract.embedded.people import people
from scraper.extract.merge import merge
from scraper.extract.records import person, records
from scraper.extract.structured import structured
from scraper.extract.table import table
from scraper.extract.website import website

__all__ = [
    "cards", "edition", "embedded", "first_of", "merge", "one", "people", "person", "records", "structured", "table", "website",
]  # fmt: skip
