"""Any website: reads what the page tells and shows, and follows the links to the people."""

from scraper.adapter import Adapter, Rank
from scraper.extract.website import website_and_links

adapter = Adapter(
    name="website",
    pattern=r"https?://",
    example="https://conference.example/speakers",
    extract=website_and_links,
    rank=Rank.ANY_WEBSITE,
)
