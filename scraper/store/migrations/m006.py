"""Step 6: searches kept under a name."""

from __future__ import annotations

SCHEMA = """
CREATE TABLE searches (
  name TEXT PRIMARY KEY,  -- as typed
  filters TEXT NOT NULL,  -- JSON: what of scraper.store.choice.filters.Filters is set
  saved TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""
