"""Long Table: one JSON file of days, sessions and people."""

from scraper.adapter import Adapter, Rank
from scraper.extract import records

adapter = Adapter(
    name="long_table",
    pattern=r"https?://longtable\.example/api/\d{4}\.json",
    example="https://longtable.example/api/2026.json",
    extract=records("days.*.sessions.*.people", role="function", employer=["house.name", "house"]),
    rank=Rank.THIRD_PARTY,
)
